"""Bytes become text: UTF-8 and nothing else, but another encoding is recognised and named."""

import codecs
import re

from living_guidance.model.issue import Issue, Location

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_COMMON = frozenset(
    "的一是不了在有和人这中大为上个以要会对可用于及或物质化学品最佳技术环境：、，。（）的壹這個為應與實踐環境術質學"
)
"""Characters that nearly every Chinese text holds, simplified or traditional."""
_WHOLE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""A character beyond ASCII in UTF-8."""
_KANA = re.compile(r"[぀-ヿ]")
_OTHERS = (("Windows-1251", "cp1251", 1, re.compile("[А-я]")), ("EUC-KR", "euc_kr", 2, re.compile("[가-힣]")))
"""Encodings that are told by their letters: name, codec, bytes of a letter, the letters."""
_SAMPLE = 20_000


def decode(content: bytes, path: str) -> tuple[str | None, Issue | None]:
    """The text of a UTF-8 file with plain line feeds, or the issue that names the encoding it seems to have."""
    content = content.removeprefix(codecs.BOM_UTF8)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return None, _issue("file.encoding", content, 0, path, encoding=name)
    zero = content.find(b"\0")
    if zero >= 0:
        if _looks_sixteen(content):
            return None, _issue("file.encoding", content, zero, path, encoding="UTF-16")
        return None, _issue("file.nul", content, zero, path)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if guess := _guess(content):
            return None, _issue("file.encoding", content, error.start, path, encoding=guess)
        return None, _issue("file.broken-utf8", content, error.start, path, byte=f"0x{content[error.start]:02X}")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, None


def _issue(code: str, content: bytes, offset: int, path: str, **words: str) -> Issue:
    before = content[:offset]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return Issue(code, Location(path, before.count(b"\n") + 1, column), words={"offset": str(offset), **words})


def _looks_sixteen(content: bytes) -> bool:
    """Whether the bytes make text of UTF-16 without a mark; plain text with a stray zero byte hardly does."""
    sample = content[: min(len(content) // 2 * 2, _SAMPLE)]
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample.decode(codec, "replace")
        latin = sum("\n" <= char <= "~" for char in text)
        han = sum("\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" for char in text)
        if latin * 10 >= len(text) and (latin + han) * 10 >= len(text) * 9:
            return True
    return False


def _guess(content: bytes) -> str | None:
    """The encoding that the bytes seem to be in; None for UTF-8 with broken bytes, or where it cannot be told."""
    sample = content[:_SAMPLE]
    high = sum(byte >= 0x80 for byte in sample)
    if sum(map(len, _WHOLE.findall(sample))) > 0.7 * high:
        return None
    scores = {name: _chinese(sample, codec) for name, codec in (("GBK", "gb18030"), ("Big5", "big5hkscs"))}
    japanese = sample.decode("shift_jis", "replace")
    if len(_KANA.findall(japanese)) * 4 > high and japanese.count("\ufffd") * 20 < high:
        return "Shift-JIS"
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0.05:
        return best
    for name, codec, width, letters in _OTHERS:
        if high > 20 and len(letters.findall(sample.decode(codec, "replace"))) * width > 0.8 * high:
            return name
    return "Windows-1252 (Latin)" if _pairs(sample) * 2 < high else "GBK"


def _chinese(sample: bytes, codec: str) -> float:
    """The share of very common characters in the sample read as Chinese; 0 where it cannot be read so."""
    text = sample.decode(codec, "replace")
    han = [char for char in text if char > "\x7f"]
    broken = text.count("\ufffd")
    if not han or broken * 20 > len(han):
        return 0
    return sum(char in _COMMON for char in han) / len(han)


def _pairs(sample: bytes) -> int:
    """How many bytes stand in neighbouring pairs of high bytes, as in GBK text."""
    return 2 * len(re.findall(rb"[\xa1-\xf7][\xa1-\xfe]", sample))
