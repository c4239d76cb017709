"""What was changed without a trace: a file keeps its words as they went out, in a part that programs carry along."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from zipfile import ZipFile

from lxml import etree

from living_guidance.exchange.comments.docx_places import Places
from living_guidance.exchange.comments.docx_walk import read_story
from living_guidance.exchange.comments.tracked import Change
from living_guidance.exchange.word import parse_part

_WORDS = "urn:living-guidance:words"
_PARTS = re.compile(r"customXml/item[0-9]+\.xml")
"""Programs give such a part another number."""
_HYPHENS = str.maketrans("\u2010\u2011", "--")


def remember(roots: Iterable[etree._Element]) -> bytes:
    """The part with the words of each paragraph of the parts with text."""
    root = etree.fromstring(f'<words xmlns="{_WORDS}"/>')
    for story in roots:
        for group in Places(read_story(story, is_ours=True)).groups:
            if group.id and group.words:
                etree.SubElement(root, f"{{{_WORDS}}}p", id=group.id).text = group.words
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def remembered(archive: ZipFile) -> dict[str, str]:
    """The words of each paragraph as they went out, by id; none where a program dropped them."""
    for name in filter(_PARTS.fullmatch, archive.namelist()):
        root = parse_part(archive, name)
        if root.tag == f"{{{_WORDS}}}words":
            return {one.get("id", ""): one.text or "" for one in root.iterchildren(f"{{{_WORDS}}}p")}
    return {}


def find_untracked(stories: Sequence[Places], words: Mapping[str, str]) -> Iterator[tuple[int, Change]]:
    """What is otherwise than it went out though nobody tracked it, with the number of the story.

    Where most of the bookmarks are gone, nothing can be said.
    """
    present = {name for places in stories for name in places.ids}
    if 2 * len(present & words.keys()) <= len(words):
        return
    for number, places in enumerate(stories):
        for group in places.groups if places.ids else ():
            was = words.get(group.id, "")
            before = None if group.id else places.before(group)
            if group.id and _plain(group.words) != _plain(was):
                yield number, _change(group.paragraphs[0], group.id, was, group.words, "untracked")
            elif before and group.words:
                yield number, _change(group.paragraphs[0], before.id, "", group.words, "untracked-insert")
    yield from _gone(stories, words, present)


def _gone(stories: Sequence[Places], words: Mapping[str, str], present: set[str]) -> Iterator[tuple[int, Change]]:
    """The paragraphs that are there no more, each after the one that it followed."""
    at = {group.id: (number, group.paragraphs[0]) for number, places in enumerate(stories) for group in places.groups}
    last = (0, 0)
    for name, said in words.items():
        last = at.get(name, last)
        if name not in present:
            yield last[0], _change(last[1], name, said, "", "untracked-delete")


def _change(position: int, paragraph: str, quoted: str, proposed: str, kind: str) -> Change:
    return Change("", position, paragraph, quoted, proposed, f"forms.review.{kind}")


def _plain(words: str) -> str:
    """What a program may write in another way: spaces, hyphens, composed letters."""
    return "".join(unicodedata.normalize("NFKC", words).translate(_HYPHENS).split())
