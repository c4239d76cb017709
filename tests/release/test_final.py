"""A released site is told of for good: each page says what it is, and nothing can be edited or sent from it."""

from pathlib import Path

import pytest

from tests.browser.commented_site import CHAPTER, DRAFT, make_commented
from tests.site.sites import GUIDANCE, run

pytestmark = pytest.mark.site
SAID = {
    "": "Second draft: the release of 28 September 2018. It does not change.",
    "zh/": "第二稿：截至2018年9月28日的发布版本，内容不再变动。",
}
MARKS = ("lg-comment-data", "lg-commenting", 'class="lg-edit"', "_form.xlsx", "comments.xlsx")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose round opens on the day of its draft."""
    folder = tmp_path_factory.mktemp("final") / "project"
    make_commented(folder)
    return folder


@pytest.fixture(scope="module")
def sites(project: Path) -> tuple[Path, Path]:
    """The site as of the day of the draft, and that in the release of the draft."""
    to = project.parent / "releases"
    for command in (
        ("build", "--quiet", "--date", "2018-09-28", "--to", project.parent / "site"),
        ("release", "pack", DRAFT, "--to", to, "--trial"),
    ):
        done = run(GUIDANCE, "-C", project, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    return project.parent / "site", to / DRAFT / "site"


@pytest.mark.parametrize("prefix", SAID)
def test_every_page_says_that_it_is_of_a_release(sites: tuple[Path, Path], prefix: str) -> None:
    _, site = sites
    pages = [*(site / prefix).glob("coatings/**/*.html")]
    assert len(pages) > 5
    link = '<a class="lg-now" href="https://guidance.example/">'
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert SAID[prefix] in text, page
        assert link in text, page


def test_nothing_can_be_edited_or_sent(sites: tuple[Path, Path]) -> None:
    today, released = sites
    page = f"{CHAPTER}/at/{DRAFT}/index.html"
    found = [mark for mark in MARKS if mark in (today / page).read_text(encoding="utf-8")]
    assert len(found) >= 2, "the round is open on that day"
    text = "".join(path.read_text(encoding="utf-8") for path in released.rglob("*.html"))
    assert [mark for mark in MARKS if mark in text] == []
    assert (today / "assets" / "kits").is_dir()
    assert not (released / "assets" / "kits").exists()


def test_a_round_whose_comments_are_left_out_says_so(sites: tuple[Path, Path]) -> None:
    today, released = sites
    for prefix, said in {"": "is no part of this release", "zh/": "不属于本发布版本"}.items():
        page = f"{prefix}rounds/second/index.html"
        assert said in (released / page).read_text(encoding="utf-8")
        assert said not in (today / page).read_text(encoding="utf-8")
