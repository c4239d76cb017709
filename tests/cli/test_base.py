"""What a branch changes against another, in real repositories."""

import re
import shutil
from pathlib import Path

import pytest

from living_guidance.cli.words import say
from living_guidance.render.branch_markdown import LONGEST, MARK
from tests.cli.repository import Repository
from tests.cli.runner import Project
from tests.cli.test_diff import CATALOGUE, CHAPTER, OTHER, TEXT, body, replace

LONG = "Keep the {} drum closed, dry and upright until the licensed carrier comes to take it away.\n\n"


@pytest.fixture
def repository(project: Project) -> Repository:
    """A project under git, on a branch of its own."""
    body(project, CHAPTER, TEXT)
    project.run("translate", "update", "--new", "--language", "zh")
    replace(project, CATALOGUE, 'msgid "Why"\nmsgstr ""', 'msgid "Why"\nmsgstr "原因"')
    text = project.read(CATALOGUE)
    place = text.index('msgstr ""', text.index("The bath must be drained"))
    project.write(CATALOGUE, f'{text[:place]}msgstr "槽液必须排空。"{text[place + 9 :]}')
    made = Repository.make(project.root)
    made.branch("topic")
    return made


def test_an_edit(project: Project, repository: Repository) -> None:
    replace(project, CHAPTER, "20 litres of clean", "25 litres of fresh")
    replace(project, CHAPTER, "version: 2.10-draft.2", "version: 2.10-draft.3")
    repository.commit("edit")
    before = repository.state()
    done = project.run("diff", "--base", "main")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{MARK}\n")
    assert f"- {say.count('pages.branch.chapters', 1)}\n" in done.out
    assert "with <del>20</del><ins><strong>25</strong></ins> litres of <del>clean</del>" in done.out
    assert "| <code>version</code> | 2.10-draft.2 | 2.10-draft.3 |" in done.out
    assert f"- {say.count('pages.branch.stale', 1)}{say('pages.colon')}<strong>¶ 1</strong>" in done.out
    # The other language's words did not change.
    assert "槽液" not in done.out
    assert "alternatives" not in done.out.partition("###")[0]
    assert repository.state() == before
    assert project.run("diff", "--base", "main").out == done.out


def test_what_is_not_committed_counts_too(project: Project, repository: Repository) -> None:
    replace(project, CATALOGUE, "原因", "为何重要")
    before = repository.state()
    out = project.run("diff", "--base", "main").out
    assert "<del>原因</del><ins><strong>为何重要</strong></ins>" in out
    assert repository.state() == before


def test_nothing_changed(project: Project, repository: Repository) -> None:
    done = project.run("diff", "--base", "main", "--exit-code")
    assert done.code == 0
    assert done.out.endswith(f"- {say('pages.branch.nothing')}\n")
    replace(project, OTHER, "See", "Compare")
    assert project.run("diff", "--base", "main", "--exit-code").code == 1


def test_what_main_did_since_is_none_of_ours(project: Project, repository: Repository) -> None:
    repository.branch("main", "main")
    replace(project, OTHER, "See", "Compare")
    repository.commit("elsewhere")
    repository.branch("topic", "topic")
    replace(project, CHAPTER, "20 litres", "25 litres")
    out = project.run("diff", "--base", "main").out
    assert "Compare" not in out
    assert "25" in out


def split(project: Project, *, keeps: bool) -> None:
    """Move the second half of the chapter to another; the first stays, or goes to it as well."""
    text = project.read(CHAPTER)
    at = text.index("Mist from") if keeps else text.index("## Why")
    front = text.split("---\n", 2)[1].replace("id: metal-plating", "id: mist").replace("title: Metal", "title: Mist")
    origin = "split_from: metal-plating\n" if keeps else ""
    project.write("guidance/pfos/mist.md", f"---\n{front}{origin}---\n\n{text[at:]}")
    if keeps:
        project.write(CHAPTER, text[:at])
        replace(project, "guidance/pfos/document.yml", "  - metal-plating\n", "  - metal-plating\n  - mist\n")
        assert project.run("translate", "update").code == 0
    else:
        (project.root / CHAPTER).unlink()
        for folder, kind in (("templates", "pot"), ("zh", "po")):
            old = project.root / f"translations/{folder}/pfos/metal-plating.{kind}"
            old.rename(old.with_name(f"mist.{kind}"))
        for path in ("guidance/pfos/document.yml", "guidance/pfos/changes/foams-2018.yml", OTHER):
            project.write(path, project.read(path).replace("metal-plating", "mist"))


def test_a_split_chapter(project: Project, repository: Repository) -> None:
    split(project, keeps=True)
    replace(project, "guidance/pfos/mist.md", "people breathe", "workers breathe")
    out = project.run("diff", "--base", "main").out
    assert say("pages.branch.from-split", chapter="<code>pfos/metal-plating</code>") in out
    # What went with the new chapter is neither gone here nor new there.
    assert say.count("pages.branch.went", 4, chapter="<code>pfos/mist</code>") in out
    assert say.count("pages.branch.came", 4, chapter="<code>pfos/metal-plating</code>") in out
    assert "where <del>people</del><ins><strong>workers</strong></ins> breathe" in out
    assert "<del>Mist" not in out
    assert "<del>Hard" not in out


def test_a_renamed_chapter(project: Project, repository: Repository) -> None:
    split(project, keeps=False)
    replace(project, "guidance/pfos/mist.md", "people breathe", "workers breathe")
    project.run("translate", "update")
    out = project.run("diff", "--base", "main").out
    assert say("pages.branch.from-renamed", chapter="<code>pfos/metal-plating</code>") in out
    assert "<del>people</del><ins><strong>workers</strong></ins>" in out
    assert "20 litres" not in out
    assert say("file-fate.deleted") not in out.partition("###")[2].partition("###")[0].replace("edited", "")


def test_a_chapter_that_is_new_or_gone_or_broken(project: Project, repository: Repository) -> None:
    text = project.read(OTHER)
    project.write("guidance/pfos/third.md", text.replace("id: alternatives", "id: third"))
    (project.root / CHAPTER).unlink()
    project.write(OTHER, text.replace("id: alternatives", "id: [alternatives"))
    out = project.run("diff", "--base", "main").out
    summaries = dict(re.findall(r"<code>(pfos/[\w-]+)</code> · ([^<]*)", out))
    assert summaries["pfos/third"].startswith(say("file-fate.added"))
    assert summaries["pfos/metal-plating"].startswith(say("file-fate.deleted"))
    assert summaries["pfos/alternatives"].startswith(say("file-fate.unreadable"))
    assert say("pages.branch.unreadable") in out
    assert f"**{say('check.severity.error')}** <code>{OTHER}" in out


def test_other_files_are_listed(project: Project, repository: Repository) -> None:
    replace(project, "guidance/rounds/round-2018-1/round.yml", "First round", "Round one")
    (project.root / "docs/@all.md").write_text("# New\n")
    out = project.run("diff", "--base", "main").out
    assert f"- <code>guidance/rounds/round-2018-1/round.yml</code> {say('file-fate.edited')}" in out
    assert f"- <code>docs/&#64;\u200ball.md</code> {say('file-fate.added')}" in out


def test_the_preview_is_linked_to(project: Project, repository: Repository) -> None:
    replace(project, CHAPTER, "20 litres", "25 litres")
    out = project.run("diff", "--base", "main", "--preview-url", "https://example.org/p 3").err
    assert say("cli.diff.bad-url", found="https://example.org/p 3") in out
    out = project.run("diff", "--base", "main", "--preview-url", "https://example.org/3").out
    for place in ("", "zh/", "ar/"):
        assert f"](<https://example.org/3/{place}pfos/metal-plating/index.html>)" in out
    out = project.run("diff", "--base", "main").out
    assert "<code>zh/pfos/metal-plating/index.html</code>" in out
    html = project.run("diff", "--base", "main", "--format", "html", "--preview-url", "https://example.org/3/").out
    assert '<a href="https://example.org/3/zh/pfos/metal-plating/index.html">' in html


def test_html_has_every_chapter_and_language(project: Project, repository: Repository) -> None:
    replace(project, CHAPTER, "20 litres", "25 litres")
    replace(project, CATALOGUE, "原因", "为何重要")
    replace(project, OTHER, "See", "Compare")
    html = project.run("diff", "--base", "main", "--format", "html").out
    assert html.count('<section class="lg-file__section"') == 2
    assert say("pages.branch.check") in html
    assert "为何重要" in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


HOSTILE = """\
@everyone and team@example.org, see #1, GH-2, owner/repo#3, !4, %5, ~bug, $6, &7.
Commit 0123456789abcdef0123456789abcdef01234567.

/close this at once, and open https://evil.example/ or www.evil.example with [a link](https://evil.example/).

`code` **bold** ~~gone~~ | cell | :bomb: $x^2$ [^1] {+ new +} \\</details> \\<!-- hidden -->

```
/merge
</code></details>
# heading @someone
```
"""


def test_what_people_write_does_nothing_in_the_comment(project: Project, repository: Repository) -> None:
    body(project, CHAPTER, f"\n{HOSTILE}")
    project.write(
        CHAPTER,
        project.read(CHAPTER)
        .replace("title: Metal", "title: '@all </summary> `x` Metal")
        .replace("with PFOS\n", "with PFOS'\n"),
    )
    (project.root / "docs/`@x`.md").write_text("# New\n")
    out = project.run("diff", "--base", "main").out
    told = re.sub(r"</?(?:ins|del|strong|details|summary|code|span)>|<br>", "", out.replace(MARK, ""))
    assert "<" not in told
    assert ">" not in told
    visible = told.replace("**English**", "").replace("**Chinese**", "").replace("**Arabic**", "")
    assert "`" not in visible
    assert "[" not in visible
    assert not re.search(r"@\w|&#(?:64|35|36|126|42);\w|GH-\d|://|www\.|:bomb:|[0-9a-f]{7}|[!%]\w", visible)
    assert out.count("&#36;") == out.count("<span>&#36;</span>") >= 3
    # GitLab obeys a line that begins with a slash.
    assert not re.search(r"^\s*(?:[-*]\s*)?/", out, re.MULTILINE)
    assert out.count("<details>") == out.count("</details>") == out.count("<summary>") == out.count("</summary>")


def test_a_long_comment_says_where_the_whole_is(project: Project, repository: Repository) -> None:
    body(project, CHAPTER, "\n" + "".join(LONG.format(number) for number in range(900)))
    out = project.run("diff", "--base", "main").out
    assert LONGEST - 3000 < len(out) < LONGEST
    assert say("pages.branch.more") in out
    assert "--format html --output redline.html" in out
    assert out.count("<details>") == out.count("</details>")
    assert f"### {say('pages.branch.check')}" in out
    out = project.run("diff", "--base", "main", "--whole", "https://example.org/whole").out
    assert "<https://example.org/whole>" in out


def test_many_chapters_are_all_named_as_far_as_there_is_room(project: Project, repository: Repository) -> None:
    text = project.read(OTHER).replace("title: Alternatives", f"title: {'Alternatives ' * 30}")
    for number in range(200):
        project.write(f"guidance/pfos/c-{number}.md", text.replace("id: alternatives", f"id: c-{number}"))
    out = project.run("diff", "--base", "main").out
    assert len(out) < LONGEST
    named = set(re.findall(r"<code>pfos/(c-\d+)</code>", out))
    assert 50 < len(named) < 200
    assert say.count("pages.branch.more-chapters", 200 - len(named)) in out


# --- what git cannot tell


def test_no_such_branch(project: Project, repository: Repository) -> None:
    done = project.run("diff", "--base", "mian")
    assert (done.code, done.err.strip()) == (1, say("cli.git.unknown", revision="mian", near="main"))
    assert project.run("diff", "--base", "--output=/tmp/x").code == 1


def test_no_repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.root.parent))
    done = project.run("diff", "--base", "main")
    assert (done.code, done.err.strip()) == (1, say("cli.git.no-repository", path=project.root))


def test_no_git(project: Project, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    done = project.run("diff", "--base", "main")
    assert (done.code, done.err.strip()) == (3, say("cli.git.absent"))


def test_a_shallow_clone(project: Project, repository: Repository, tmp_path: Path) -> None:
    for number in range(3):
        replace(project, CHAPTER, "litres", "litres " if number % 2 else "litres.")
        repository.commit(f"edit {number}")
    repository.branch("main", "main")
    repository.commit("later")
    clone = Repository(tmp_path / "clone")
    url = repository.root.as_uri()
    repository.git("clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=topic", url, str(clone.root))
    done = project.run("-C", clone.root, "diff", "--base", "origin/main")
    assert (done.code, done.err.strip()) == (1, say("cli.git.shallow", revision="origin/main"))
    clone.git("fetch", "--quiet", "--unshallow", "origin")
    assert project.run("-C", clone.root, "diff", "--base", "origin/main").code == 0


def test_no_commit_in_common(project: Project, repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit("from nothing")
    done = project.run("diff", "--base", "main")
    assert done.err.strip() == say("cli.git.unrelated", revision="main")


def test_a_fork(project: Project, repository: Repository, tmp_path: Path) -> None:
    """The fork's main is behind; what counts is the original's."""
    fork = Repository(tmp_path / "fork")
    repository.git("clone", "--quiet", "--branch=main", str(repository.root), str(fork.root))
    fork.git("remote", "add", "upstream", str(repository.root))
    repository.branch("main", "main")
    replace(project, OTHER, "See", "Compare")
    repository.commit("elsewhere")
    fork.git("fetch", "--quiet", "upstream")
    fork.git("merge", "--quiet", "upstream/main")
    path = fork.root / CHAPTER
    path.write_text(path.read_text(encoding="utf-8").replace("20 litres", "25 litres"), encoding="utf-8")
    fork.commit("edit")
    out = project.run("-C", fork.root, "diff", "--base", "upstream/main").out
    assert "25" in out
    assert "Compare" not in out


def test_a_project_in_a_folder_of_its_repository(project: Project, tmp_path: Path) -> None:
    project.run("translate", "update")
    outer = tmp_path / "outer"
    shutil.copytree(project.root, outer / "texts" / "guidance project")
    repository = Repository.make(outer)
    path = outer / "texts" / "guidance project" / OTHER
    path.write_text(path.read_text(encoding="utf-8").replace("See", "Compare"), encoding="utf-8")
    done = project.run("-C", path.parent.parent.parent, "diff", "--base", "main")
    assert (done.code, done.err) == (0, "")
    assert "<del>See</del><ins><strong>Compare</strong></ins>" in done.out
    assert repository.git("status", "--porcelain").strip().startswith("M")


def test_a_hook_of_another_repository(
    project: Project, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere/index"))
    assert project.run("diff", "--base", "main").code == 0


def test_a_base_without_a_project(project: Project) -> None:
    settings = project.read("mkdocs.yml")
    kept = project.root.parent / "kept"
    project.root.rename(kept)
    project.root.mkdir()
    (project.root / "README.md").write_text("empty")
    Repository.make(project.root)
    shutil.copytree(kept, project.root, dirs_exist_ok=True)
    assert project.read("mkdocs.yml") == settings
    out = project.run("diff", "--base", "main").out
    assert say.count("pages.branch.chapters", 2) in out
