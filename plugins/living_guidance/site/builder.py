"""Run MkDocs on the project: the same build that ``mkdocs build --strict`` runs."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build  # noqa: E402 - the theme reads the variable when it is imported
from mkdocs.config import load_config  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import Abort, ConfigurationError  # noqa: E402

from living_guidance.site.plugin import BuildOptions  # noqa: E402


class BuildFailed(Exception):
    """The site could not be built; ``problems`` says why, one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class _Collector(logging.Handler):
    """Keeps what MkDocs says at warning level and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    logger = logging.getLogger("mkdocs")
    collector = _Collector()
    logger.addHandler(collector)
    propagated, logger.propagate = logger.propagate, False
    try:
        yield collector.lines
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagated


def configure(root: Path, site_dir: Path, day: date | None, only: str | None = None) -> MkDocsConfig:
    """The project's MkDocs configuration for one build. Raises BuildFailed."""
    with _listening() as said:
        try:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(site_dir), strict=True)
        except (Abort, ConfigurationError) as error:
            raise BuildFailed([*said, str(error)]) from error
    config.plugins["living-guidance"].options = BuildOptions(day, only)
    if only:
        # Links to all that a preview leaves out are no faults.
        config.strict = False
        config.validation.links.not_found = logging.DEBUG
        config.validation.links.anchors = logging.DEBUG
    return config


def build_site(
    root: Path,
    site_dir: Path,
    day: date | None = None,
    only: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Build the site into a folder; progress is told pages done and pages in all. Raises BuildFailed, OSError."""
    config = configure(root, site_dir, day, only)
    config.plugins["living-guidance"].progress = progress
    with _listening() as said:
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except Abort as error:
            raise BuildFailed(list(dict.fromkeys(said)) or [str(error)]) from error
        finally:
            config.plugins.on_shutdown()
