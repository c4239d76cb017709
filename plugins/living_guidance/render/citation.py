"""Citations in the forms that readers need: United Nations style, GB/T 7714—2015, BibTeX and CSL-JSON.

A form is written once, with marks for what only the reader's browser knows: which paragraph, and which day it is
today. Python fills the marks for the page without scripts, ``cite.js`` for any paragraph.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from living_guidance.render.messages import Messages, run_on
from living_guidance.view.citation import Citation

NUMBER, ID, ACCESSED = "⟦number⟧", "⟦id⟧", "⟦accessed⟧"


@dataclass(frozen=True, slots=True)
class Form:
    """A citation in one style."""

    style: str
    """``un``, ``gbt``, ``bibtex`` or ``csl``."""
    parts: tuple[str, ...]
    """The text before and after the day of access; one part where the style has no such day."""
    accessed: str
    """The day of access as the style writes it."""
    pattern: str
    """The citation of any paragraph of the text: marks stand for its number, its id, and the day of access."""

    @property
    def text(self) -> str:
        """The whole citation."""
        return self.accessed.join(self.parts)

    @property
    def is_data(self) -> bool:
        """Whether it is made for programs rather than for readers."""
        return self.style in {"bibtex", "csl"}


def citation_forms(citation: Citation, messages: Messages) -> tuple[Form, ...]:
    """A citation in every style, in the words of the messages' language."""
    paragraph = replace(citation, id=ID, number=NUMBER)
    return tuple(
        Form(
            style=style,
            parts=tuple(write(citation, messages).split(ACCESSED)),
            accessed=_csl_day(citation.accessed) if style == "csl" else citation.accessed.isoformat(),
            pattern=write(paragraph, messages),
        )
        for style, write in _WRITERS.items()
    )


# ---- United Nations style


def _un(citation: Citation, t: Messages) -> str:
    """As footnotes of United Nations documents have it; what is frozen needs no day of access."""
    chapter = _quoted("pages.cite.chapter", citation.chapter.text, t)
    form = t(
        "pages.cite.un-form",
        author=citation.author.text,
        document=_quoted("pages.cite.document", citation.document.text, t) + _bracketed(citation.symbol, t),
        place=_listed((chapter, _paragraph(citation, t)), t) + _bracketed(t.day(citation.issued), t),
        version=citation.version,
        state=_quoted("pages.cite.state", citation.state.text, t),
    )
    return run_on((form, *_standing(citation, t), t("pages.cite.available", url=citation.url)))


_INNER = {"“": "‘", "”": "’", "《": "〈", "》": "〉"}
"""What quotation marks and title marks become inside their own kind."""


def _quoted(key: str, text: str, t: Messages) -> str:
    """A title in the marks of the language; the same marks within it turn into inner ones."""
    outer = t(key, title="")
    inner = {ord(mark): other for mark, other in _INNER.items() if mark in outer}
    return t(key, title=text.translate(inner))


def _bracketed(text: str | None, t: Messages) -> str:
    return t("pages.cite.bracketed", text=text) if text else ""


def _paragraph(citation: Citation, t: Messages) -> str:
    return t("pages.cite.paragraph", number=citation.number) if citation.number else ""


def _standing(citation: Citation, t: Messages) -> tuple[str, ...]:
    """What a court would ask of a translation: whose it is, and which text prevails."""
    if citation.authority is None:
        return ()
    return (
        t(f"authority.{citation.authority}") + t("pages.sentence-end"),
        t("pages.chapter.original-prevails", original=t.language_name(citation.original)),
    )


def _listed(texts: tuple[str, ...], t: Messages) -> str:
    return t("pages.list-separator").join(filter(None, texts))


# ---- GB/T 7714—2015


def _gbt(citation: Citation, t: Messages) -> str:
    """An electronic resource (4.6): the chapter and the symbol are further title information, as parts of a work are.

    The signs between the elements are half-width with a space, whatever the language. Publisher and place may be left
    out online (8.4); the year is there to carry the place in the text, else the full date alone stands for it.
    """
    title = ": ".join(filter(None, (citation.document.text, citation.chapter.text, citation.symbol)))
    paragraph = _paragraph(citation, t)
    place = f"{citation.issued.year}: {paragraph}" if paragraph else ""
    return (
        f"{citation.author.text}. {title}[EB/OL]. {place}({citation.issued.isoformat()})[{ACCESSED}]. {citation.url}."
    )


# ---- BibTeX


_TEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_LONE_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_TEX_SIGN = re.compile("[" + re.escape("".join(_TEX)) + "]")
_LIGATURE = re.compile(r"([-`'<>,])(?=\1)|[?!](?=`)")
"""The first of two signs that TeX would draw into one."""
_NO_URL = re.compile(r'[\s{}\\"^`<>|]')
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def tex(text: str) -> str:
    """Text that TeX prints as it stands, and that leaves the braces around it as they are."""
    # BibTeX counts escaped braces too when it looks for the end of a field.
    signs = _TEX if _is_balanced(text) else _TEX | _LONE_BRACES
    parted = _LIGATURE.sub(lambda sign: f"{sign[0]}\0", text)
    return _TEX_SIGN.sub(lambda sign: signs[sign[0]], parted).replace("\0", "{}")


def _is_balanced(text: str) -> bool:
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _bibtex(citation: Citation, t: Messages) -> str:
    """A report of a body; double braces keep capitals as they are, and "and" in a body's name from parting it."""
    author = f"{{{tex(citation.author.text)}}}"
    fields = {
        "author": author,
        "title": f"{{{tex(_title(citation, t))}}}",
        "institution": author,
        "type": tex(t("pages.cite.genre")),
        "number": tex(citation.symbol or ""),
        "version": citation.version,
        "year": str(citation.issued.year),
        "month": _MONTHS[citation.issued.month - 1],
        "note": tex(_note(citation, t)),
        "language": citation.language,
        # An address is taken as it stands, so only what would end the field is changed.
        "url": _NO_URL.sub(lambda sign: f"%{ord(sign[0]):02X}", citation.url),
        "urldate": ACCESSED,
    }
    # Months are words that BibTeX knows, in the language of the reader's own list.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    return f"@techreport{{{_key(citation)},\n" + ",\n".join(lines) + "\n}"


def _title(citation: Citation, t: Messages) -> str:
    return citation.document.text + t("pages.colon") + citation.chapter.text


def _note(citation: Citation, t: Messages) -> str:
    """What no field of its own is sure to keep: the paragraph, the state, and what the translation is worth."""
    state = _quoted("pages.cite.state", citation.state.text, t) + _bracketed(t.day(citation.issued), t)
    words = t("pages.cite.note", version=citation.version, state=state)
    note = _listed((_paragraph(citation, t), words), t)
    standing = _standing(citation, t)
    return run_on((note + t("pages.sentence-end"), *standing)) if standing else note


def _key(citation: Citation) -> str:
    return "-".join(filter(None, (citation.key, citation.id)))


# ---- CSL-JSON


def _csl(citation: Citation, t: Messages) -> str:
    """An item of the Citation Style Language's input schema, in the list that programs import."""
    author = citation.author.text
    fields = {
        "id": _key(citation),
        "type": "report",
        "author": [{"literal": author}],
        "title": _title(citation, t),
        "genre": t("pages.cite.genre"),
        "number": citation.symbol,
        "section": _paragraph(citation, t),
        "version": citation.version,
        "publisher": author,
        "issued": {"date-parts": [[citation.issued.year, citation.issued.month, citation.issued.day]]},
        "accessed": {"date-parts": [[ACCESSED]]},
        "language": citation.language,
        "URL": citation.url,
        "note": _note(citation, t),
    }
    lines = [f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in fields.items() if value]
    # The mark stands for three numbers.
    return ("[{\n" + ",\n".join(lines) + "\n}]").replace(f'[["{ACCESSED}"]]', f"[[{ACCESSED}]]")


def _csl_day(day: date) -> str:
    return f"{day.year}, {day.month}, {day.day}"


_WRITERS: Mapping[str, Callable[[Citation, Messages], str]] = {
    "un": _un,
    "gbt": _gbt,
    "bibtex": _bibtex,
    "csl": _csl,
}
