"""Write the words of a paragraph with what changed in them: marked, and said for those who cannot see it."""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from living_guidance.model.vocabulary import BlockKind, Fate
from living_guidance.render.clean import clean
from living_guidance.render.messages import Messages
from living_guidance.text.inline import FOOTNOTE, REFERENCE_LINK
from living_guidance.text.redline import Compared
from living_guidance.text.words import Op, Run

Resolve = Callable[[str], str | None]
"""Where a link of the text leads on this page; None where it leads nowhere from here."""

SPOKEN = {Op.INSERT: ("ins", "pages.passage.inserted"), Op.DELETE: ("del", "pages.passage.deleted")}
"""The element of a change, and the words for those who cannot see it."""
_PLAIN = frozenset("\\`*_[]<>&!{}\n")
"""Without any of these, a text means what it says."""


def redline_paragraph(runs: Sequence[Run], language: str, messages: Messages) -> Element:
    """A change as a paragraph of deletions and insertions, said in words for those who cannot see them."""
    paragraph = Element("p", {"class": "lg-redline"} | _speech(language, messages, messages.language, always=True))
    last: Element | None = None
    for run in runs:
        if run.op is Op.EQUAL:
            if last is None:
                paragraph.text = (paragraph.text or "") + run.text
            else:
                last.tail = (last.tail or "") + run.text
            continue
        tag, key = SPOKEN[run.op]
        last = SubElement(paragraph, tag)
        words = {"class": "lg-spoken"} | _speech(messages.language, messages, language, always=True)
        spoken = SubElement(last, "span", words)
        spoken.text, spoken.tail = messages(key), run.text
    return paragraph


def _speech(language: str, messages: Messages, around: str, *, always: bool = False) -> dict[str, str]:
    """The attributes of an element in a language, inside an element in another."""
    found = {"lang": language} if always or language != around else {}
    if messages.direction(language) != messages.direction(around):
        found["dir"] = messages.direction(language)
    return found


class _Renderer(RendererHTML):
    """Inline Markdown as HTML: links where they lead somewhere, images as their words."""

    def link_open(self, tokens: Sequence[Token], at: int, _options: Any, env: MutableMapping[str, Any]) -> str:
        target = str(tokens[at].attrs.get("href", ""))
        found = target if target.startswith(("https://", "http://", "mailto:")) else env["link"](target)
        env["open"].append("a" if found else "span")
        return f'<a href="{escape(found)}">' if found else '<span class="lg-link">'

    def link_close(self, _tokens: Sequence[Token], _at: int, _options: Any, env: MutableMapping[str, Any]) -> str:
        return f"</{env['open'].pop()}>"

    def image(self, tokens: Sequence[Token], at: int, *_: Any) -> str:
        return f'<span class="lg-image">{escape(tokens[at].content)}</span>'

    def note_reference(self, tokens: Sequence[Token], at: int, *_: Any) -> str:
        return f'<sup class="lg-note-reference">{escape(tokens[at].content)}</sup>'


def _note_reference(state: StateInline, silent: bool) -> bool:
    match = FOOTNOTE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("note_reference", "sup", 0).content = match["key"]
    state.pos = match.end()
    return True


def _reference_link(state: StateInline, silent: bool) -> bool:
    """A link whose target is defined elsewhere in the chapter: its words."""
    match = REFERENCE_LINK.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("text", "", 0).content = match["label"]
    state.pos = match.end()
    return True


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    parser.inline.ruler.before("link", "note_reference", _note_reference)
    parser.inline.ruler.before("link", "reference_link", _reference_link)
    # The address is handed to whoever resolves it as it was written; it is escaped and cleaned afterwards.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def inline_tokens(text: str) -> Sequence[Token]:
    """Inline Markdown as tokens, for those who write something else than HTML."""
    return _parser().parseInline(text)[0].children or ()


def inline(text: str, link: Resolve) -> Markup:
    """Inline Markdown as clean HTML."""
    if _PLAIN.isdisjoint(text):
        return escape(text)
    html = _parser().renderInline(text, {"link": link, "open": []})
    return Markup(clean(html))  # noqa: S704 - cleaned


class Side(Enum):
    """Which of the runs are shown."""

    OLD = frozenset({Op.EQUAL, Op.DELETE})
    NEW = frozenset({Op.EQUAL, Op.INSERT})
    BOTH = frozenset(Op)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the words of blocks for one page."""

    messages: Messages
    link: Resolve

    def words(self, block: Compared, side: Side) -> Markup:
        """The words of a block, with what changed marked and said."""
        plain = block.kind is BlockKind.CODE
        around = block.passage.language
        parts = []
        for run in block.runs:
            if run.op in side.value:
                html = escape(run.text) if plain else inline(run.text, self.link)
                parts.append(html if run.op is Op.EQUAL else self._change(run.op, html, block, around))
        return Markup().join(parts)

    def _change(self, op: Op, html: Markup, block: Compared, around: str) -> Markup:
        tag, key = SPOKEN[op]
        side = block.old if op is Op.DELETE else block.new
        language = side.language if side else around
        outer = _attributes(_speech(language, self.messages, around))
        words = _attributes(_speech(self.messages.language, self.messages, language))
        said = self.messages(key)
        # A full-width sign brings its own space.
        spoken = Markup('<span class="lg-spoken"{}>{}{}</span>').format(words, said, " " if said.isascii() else "")
        return Markup("<{tag}{outer}>{spoken}{html}</{tag}>").format(tag=tag, outer=outer, spoken=spoken, html=html)


def _attributes(values: Mapping[str, str]) -> Markup:
    return Markup().join(Markup(' {}="{}"').format(name, value) for name, value in values.items())


def parting(block: Compared, other: Compared) -> str:
    """The key of the message that says how a block's words hang together with another's."""
    if block.fate in {Fate.SPLIT, Fate.MERGED}:
        return f"pages.redline.is-{block.fate}"
    return f"pages.redline.has-{other.fate}"


def nowhere(_target: str) -> None:
    """Where links lead if nobody can say."""
    return
