"""Page and line name paragraphs."""

import pytest

from living_guidance.text.lines import Lines, find

LINE_MAP = (
    Lines("one", "title", (3, 1), (3, 1)),
    Lines("one", "pa", (3, 2), (3, 4)),
    Lines("one", "pb", (3, 6), (5, 3)),
    Lines("one", "pc", (5, 4), (5, 4)),
    Lines("two", "pa", (6, 1), (6, 9)),
)


@pytest.mark.parametrize(
    ("page", "line_from", "line_to", "found"),
    [
        (3, 1, 1, ["one/title"]),
        (3, 2, None, ["one/pa"]),
        (3, None, 3, ["one/pa"]),
        (3, 4, 7, ["one/pa", "one/pb"]),
        (3, 7, 4, ["one/pa", "one/pb"]),
        # A line that holds nothing, and one beyond the last of the page.
        (3, 5, 5, []),
        (3, 60, 60, ["one/pb"]),
        (6, 10, 12, []),
        # A page that one paragraph takes all of.
        (4, 12, 12, ["one/pb"]),
        (4, None, None, ["one/pb"]),
        # A page names what begins on it.
        (3, None, None, ["one/title", "one/pa", "one/pb"]),
        (5, None, None, ["one/pc"]),
        (6, None, None, ["two/pa"]),
        # The cover, a page that there is not, and a line of no page.
        (1, None, None, []),
        (9, 1, 1, []),
        (None, 4, 7, []),
        (None, None, None, []),
    ],
)
def test_page_and_lines_name_paragraphs(
    page: int | None, line_from: int | None, line_to: int | None, found: list[str]
) -> None:
    assert [f"{chapter}/{paragraph}" for chapter, paragraph in find(LINE_MAP, page, line_from, line_to)] == found


def test_a_paragraph_is_named_once() -> None:
    twice = (Lines("one", "pa", (1, 1), (1, 1)), Lines("one", "pa", (1, 2), (1, 2)))
    assert find(twice, 1, 1, 2) == (("one", "pa"),)
