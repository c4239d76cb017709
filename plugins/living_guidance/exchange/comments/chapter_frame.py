"""What is around the text of a Word file for review: its page, header, footer, lists, styles and properties."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Template

from lxml import etree

from living_guidance.exchange.comments.chapter_blocks import BULLETS, INDENT, LEVELS
from living_guidance.exchange.comments.chapter_inlines import EAST_ASIAN, LOCALES
from living_guidance.exchange.comments.docx_package import relation_of
from living_guidance.exchange.comments.wml import R, part, text, w
from living_guidance.render.messages import Messages

_FIXED = Path(__file__).parent / "docx_parts"
_BULLETS = "•–▪"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CORE: Mapping[str, str] = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def separators() -> Iterator[etree._Element]:
    """The two lines between text and footnotes, which Word asks of every file."""
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        yield w("footnote", w("p", w("r", w(kind))), type=kind, id=number)


def numbering(starts: Iterable[int]) -> bytes:
    """The bullets, and a numbering for each numbered list with the number it begins with."""
    bullets = [_level(level, "bullet", _BULLETS[level % len(_BULLETS)]) for level in range(LEVELS)]
    numbers = [_level(level, "decimal", f"%{level + 1}.") for level in range(LEVELS)]
    lists = []
    for number, start in enumerate(starts, start=BULLETS + 1):
        begins = (w("lvlOverride", w("startOverride", val=start), ilvl=level) for level in range(LEVELS))
        lists.append(w("num", w("abstractNumId", val=1), *begins, numId=number))
    return part(
        w(
            "numbering",
            w("abstractNum", w("multiLevelType", val="hybridMultilevel"), *bullets, abstractNumId=0),
            w("abstractNum", w("multiLevelType", val="multilevel"), *numbers, abstractNumId=1),
            w("num", w("abstractNumId", val=0), numId=BULLETS),
            *lists,
        )
    )


def _level(level: int, form: str, sign: str) -> etree._Element:
    place = w("pPr", w("ind", left=INDENT * (level + 1), hanging=INDENT))
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        place,
        ilvl=level,
    )


def section(language: str, say: Messages) -> etree._Element:
    """The page: A4, with room for the paragraphs' numbers in the margin."""
    references = []
    for kind in ("header", "footer"):
        reference = w(f"{kind}Reference", type="default")
        reference.set(f"{{{R}}}id", relation_of(f"word/{kind}1.xml"))
        references.append(reference)
    margins = w("pgMar", top=1418, right=1418, bottom=1418, left=1418, header=709, footer=709, gutter=0)
    turned = w("bidi") if say.direction(language) == "rtl" else None
    return w("sectPr", *references, w("pgSz", w=11906, h=16838), margins, turned)


def header(left: str, right: str) -> bytes:
    """What stands above each page."""
    runs = (w("r", text(left)), w("r", w("tab")), w("r", text(right)))
    return part(w("hdr", w("p", w("pPr", w("pStyle", val="Header")), *runs)))


def footer(say: Messages) -> bytes:
    """The number of each page among all, which the reader's program fills in."""
    words = say("forms.review.page", page="\ue100PAGE\ue100", pages="\ue100NUMPAGES\ue100")
    paragraph = w("p", w("pPr", w("pStyle", val="Footer")))
    for number, piece in enumerate(words.split("\ue100")):
        is_field = number % 2
        paragraph.append(w("fldSimple", w("r", text("1")), instr=piece) if is_field else w("r", text(piece)))
    return part(w("ftr", paragraph))


def fixed(name: str, language: str, say: Messages) -> bytes:
    """A part that is the same for all chapters, but for the language and the way its script runs."""
    locale, rtl = LOCALES.get(language, language), say.direction(language) == "rtl"
    content = Template((_FIXED / name).read_text(encoding="utf-8")).substitute(
        latin=LOCALES["en"] if language in EAST_ASIAN or rtl else locale,
        east_asian=locale if language in EAST_ASIAN else LOCALES["zh"],
        complex=locale if rtl else "ar-SA",
        direction="<w:rtl/>" if rtl else "",
        paragraph="<w:pPr><w:bidi/></w:pPr>" if rtl else "",
    )
    return content.encode()


def core(title: str, language: str) -> bytes:
    """The properties that every program shows; who made the file is none of them."""
    root = etree.Element(f"{{{_CORE['cp']}}}coreProperties", nsmap=_CORE)
    etree.SubElement(root, f"{{{_CORE['dc']}}}title").text = title
    etree.SubElement(root, f"{{{_CORE['dc']}}}language").text = LOCALES.get(language, language)
    return part(root)


def custom(properties: Mapping[str, str]) -> bytes:
    """The properties that are our own."""
    root = etree.fromstring(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}"/>')
    for number, (name, value) in enumerate(properties.items(), start=2):
        one = etree.SubElement(root, f"{{{_CUSTOM}}}property", pid=str(number), name=name)
        one.set("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")
        etree.SubElement(one, f"{{{_VALUES}}}lpwstr").text = value
    return part(root)
