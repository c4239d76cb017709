"""A project with a published site, and an edit that makes another."""

import time
from pathlib import Path

from tests.site.sites import GUIDANCE, LISTED, Changes, edited, languages, make_project, run, tree, without

NEW = edited("guidance/alpha/filters.md", ("works below 200 °C", "works below 180 °C"))
FILTERS = "guidance/alpha/filters.md"


SMALL: Changes = {
    **languages(LISTED.replace("        - {locale: zh, name: 中文, build: true}\n", "")),
    **without("translations/zh", "translations/en", "translations/ar/beta", "translations/templates/beta"),
    **without("guidance/beta", "guidance/rounds"),
    "docs/notes.zh.md": None,
}
"""Two languages are enough here, and without Chinese a build takes half the time."""


class Bench:
    """A project with a published site, and an edit that makes another."""

    def __init__(self, root: Path) -> None:
        self.project = make_project(root / "project", SMALL)
        self.site = self.project / "site"
        self.old_text = (self.project / FILTERS).read_text()
        assert NEW[FILTERS] is not None
        self.new_text = NEW[FILTERS]
        self.edit(self.new_text)
        self.build()
        self.new = tree(self.site)
        self.edit(self.old_text)
        started = time.monotonic()
        self.build()
        self.duration = time.monotonic() - started
        self.old = tree(self.site)
        assert self.old != self.new

    def edit(self, text: str) -> None:
        (self.project / FILTERS).write_text(text)

    def build(self, *arguments: str | Path) -> None:
        built = run(GUIDANCE, "-C", self.project, "build", "--quiet", *arguments)
        assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
