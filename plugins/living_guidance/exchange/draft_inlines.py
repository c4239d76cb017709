"""Write what stands inside a paragraph of a Word draft in our subset of Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.entities import html5
from typing import Any

Node = dict[str, Any]
"""A node of pandoc's document tree: its type under ``t``, its contents under ``c``."""

_SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_SPECIAL = re.compile(r"[\\`*{]|(?<![^\W_])_|_(?![^\W_])|\[(?=\^)|\](?=[(\[:])")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_ENTITY = re.compile(rf"&(?=#|\w+;|{'|'.join(name for name in html5 if not name.endswith(';'))})")
"""What browsers take for a character's name: some need no semicolon."""
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s()<>]+$")
_SPACES = ("Space", "SoftBreak", "LineBreak")


@dataclass(slots=True)
class Losses:
    """What a draft loses on its way, each with the words it stood next to."""

    found: list[tuple[str, str]] = field(default_factory=list)
    near: str = ""
    """The first words of the block that is being written."""

    def add(self, kind: str, near: str = "") -> None:
        """Note a loss where we are."""
        self.found.append((kind, near or self.near))


@dataclass(frozen=True, slots=True)
class InlineWriter:
    """Writes inlines; the texts of notes are left to whoever writes blocks."""

    losses: Losses
    note: Callable[[Sequence[Node]], str]
    """Takes the blocks of a footnote and gives its mark."""
    placeholder: Callable[[str, str], str]
    """What stands for a thing of a kind that is lost, with what is known of it."""

    def write(self, nodes: Iterable[Node]) -> str:
        """The Markdown of some inlines, on one line."""
        return re.sub(r"\s+", " ", self.join(nodes)).strip()

    def join(self, nodes: Iterable[Node]) -> str:
        """The same with the spaces at its ends."""
        text = ""
        for piece in self._pieces(nodes):
            # A mark that is harmless by itself could make a link with what comes after it.
            if text[-1:] in ("!", "]") and piece[:1] in ("[", "("):
                text = f"{text[:-1]}\\{text[-1]}"
            text += piece
        return text

    def _pieces(self, nodes: Iterable[Node]) -> Iterator[str]:
        plain = ""
        for node in nodes:
            if node["t"] == "Str":
                plain += node["c"]
            elif node["t"] in _SPACES:
                plain += " "
            else:
                yield escape(plain)
                plain = ""
                yield self._piece(node["t"], node.get("c"))
        yield escape(plain)

    def _piece(self, kind: str, content: Any) -> str:
        if kind in _WRITERS:
            return _WRITERS[kind](self, content)
        self.losses.add("raw")
        return ""


def _write_emphasis(writer: InlineWriter, nodes: Any) -> str:
    return _mark(writer.join(nodes), "*")


def _write_strong(writer: InlineWriter, nodes: Any) -> str:
    return _mark(writer.join(nodes), "**")


def _mark(text: str, mark: str) -> str:
    """A text in emphasis marks, which have to stand close to it."""
    inner = text.strip()
    return text.replace(inner, f"{mark}{inner}{mark}", 1) if inner else text


def _write_underlined(writer: InlineWriter, nodes: Any) -> str:
    writer.losses.add("underline")
    return writer.join(nodes)


def _write_struck(writer: InlineWriter, nodes: Any) -> str:
    writer.losses.add("strikeout", plain_text(nodes))
    return writer.join(nodes)


def _write_raised(writer: InlineWriter, nodes: Any) -> str:
    return _write_script(writer, nodes, _SUPERSCRIPTS)


def _write_lowered(writer: InlineWriter, nodes: Any) -> str:
    return _write_script(writer, nodes, _SUBSCRIPTS)


def _write_script(writer: InlineWriter, nodes: Any, letters: Mapping[int, int]) -> str:
    """Raised or lowered text in Unicode's own letters, as far as there are some: m³, CO₂."""
    plain = plain_text(nodes)
    if all(ord(character) in letters for character in plain):
        return plain.translate(letters)
    writer.losses.add("script")
    return writer.join(nodes)


def _write_quoted(writer: InlineWriter, content: Any) -> str:
    kind, nodes = content
    opening, closing = "‘’" if kind["t"] == "SingleQuote" else "“”"
    return f"{opening}{writer.join(nodes)}{closing}"


def _write_inside(writer: InlineWriter, content: Any) -> str:
    return writer.join(content[1])


def _write_code(writer: InlineWriter, content: Any) -> str:
    ticks = "`"
    while ticks in content[1]:
        ticks += "`"
    gap = " " if content[1][:1] == "`" or content[1][-1:] == "`" else ""
    return f"{ticks}{gap}{content[1]}{gap}{ticks}"


def _write_equation(writer: InlineWriter, content: Any) -> str:
    writer.losses.add("equation")
    return escape(writer.placeholder("equation", content[1]))


def _write_image(writer: InlineWriter, content: Any) -> str:
    writer.losses.add("image")
    return escape(writer.placeholder("image", plain_text(content[1])))


def _write_link(writer: InlineWriter, content: Any) -> str:
    _, nodes, (target, _) = content
    text = writer.join(nodes)
    if _ADDRESS.match(target) and text.strip():
        return f"[{text.strip()}]({target})"
    writer.losses.add("cross-reference")
    return text


def _write_note(writer: InlineWriter, content: Any) -> str:
    return writer.note(content)


def _write_span(writer: InlineWriter, content: Any) -> str:
    """Accept tracked changes; leave out comments, which pandoc puts in the text."""
    (_, classes, _), nodes = content
    kind = next((name for name in ("comment-start", "deletion", "insertion") if name in classes), None)
    if kind:
        writer.losses.add(kind.removesuffix("-start"), plain_text(nodes))
    return writer.join(nodes) if kind in (None, "insertion") else ""


_WRITERS: Mapping[str, Callable[[InlineWriter, Any], str]] = {
    "Emph": _write_emphasis,
    "Strong": _write_strong,
    "Underline": _write_underlined,
    "Strikeout": _write_struck,
    "Superscript": _write_raised,
    "Subscript": _write_lowered,
    "SmallCaps": InlineWriter.join,
    "Quoted": _write_quoted,
    "Cite": _write_inside,
    "Code": _write_code,
    "Math": _write_equation,
    "Image": _write_image,
    "Link": _write_link,
    "Note": _write_note,
    "Span": _write_span,
}


def escape(text: str) -> str:
    """Plain text as Markdown that says the same."""
    text = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))


def plain_text(nodes: Iterable[Node]) -> str:
    """The words of inlines or blocks, without any mark."""
    return " ".join("".join(_words(list(nodes))).split())


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict):
        kind: str = value.get("t", "")
        content: Any = value.get("c")
        if kind in ("Str", "Code", "Math"):
            yield str(content if kind == "Str" else content[1] if content else "")
        elif kind in _SPACES:
            yield " "
        elif kind != "Note" and not (kind == "Span" and {"comment-start", "deletion"} & set(content[0][1])):
            yield from _words(content)
            # The end of a block parts words as a space does.
            yield " " if kind in ("Para", "Plain", "Header") else ""
