"""The offline kit: a document's chapters in one file, in which comments are written as on the site.

It needs nothing else and asks nobody: its policy allows its own script and style sheet, by their digests, and no more.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from living_guidance.render.comment_words import comment_data
from living_guidance.render.kit_text import Rendered, chapter_anchor, join_texts
from living_guidance.render.messages import Messages
from living_guidance.view.commenting import Commenting
from living_guidance.view.parts import Name


@dataclass(frozen=True, slots=True)
class KitChapter:
    """A chapter of the file."""

    title: Name
    summary: Name | None
    rendered: Rendered

    @property
    def anchor(self) -> str:
        """What it is called in the file."""
        return chapter_anchor(self.rendered.key)


@dataclass(frozen=True, slots=True)
class Kit:
    """All that the file shows."""

    commenting: Commenting
    chapters: tuple[KitChapter, ...]
    """In the order of the document."""


@dataclass(frozen=True, slots=True)
class KitMeans:
    """What the file brings with it."""

    script: str
    style: str
    picture: Callable[[str], str]
    """The data address of a picture by its path on the site; empty where there is none."""


def kit_values(kit: Kit, messages: Messages, means: KitMeans) -> dict[str, object]:
    """What the template ``comment-kit.html.j2`` shows."""
    texts = join_texts([one.rendered for one in kit.chapters], kit.commenting.site, means.picture)
    return {
        "kit": kit,
        "chapters": [(one, Markup(text)) for one, text in zip(kit.chapters, texts, strict=True)],  # noqa: S704 - cleaned
        "data": Markup(comment_data(kit.commenting, messages)),  # noqa: S704 - nothing in it ends it
        "script": Markup(means.script),  # noqa: S704 - our own
        "style": Markup(means.style),  # noqa: S704 - our own
        "policy": (
            f"default-src 'none'; script-src '{_digest(means.script)}'; style-src '{_digest(means.style)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
    }


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
