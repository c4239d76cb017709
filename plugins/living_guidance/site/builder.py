"""Run MkDocs on the project: the same build that ``mkdocs build --strict`` runs."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from living_guidance.site.day import build_day
from living_guidance.site.faults import settings_text
from living_guidance.site.options import BuildOptions
from living_guidance.site.plugin import LivingGuidancePlugin


class BuildError(Exception):
    """The site could not be built; ``problems`` says why, one thing each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class _Collector(logging.Handler):
    """Keeps what MkDocs says at warning level and above, once each."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().rstrip("\n")
        if message not in self.said:
            self.said.append(message)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what MkDocs warns of instead of letting it out; give up with a BuildError where MkDocs does."""
    logger = logging.getLogger("mkdocs")
    collector = _Collector()
    logger.addHandler(collector)
    propagated, logger.propagate = logger.propagate, False
    try:
        yield collector.said
    except (Abort, ConfigurationError) as error:
        raise BuildError(collector.said or [str(error)]) from error
    except Exception as error:
        # A page that the theme cannot show, which MkDocs has named; but a disk's error is not the page's.
        if not collector.said or (isinstance(error, OSError) and not isinstance(error, TemplateError)):
            raise
        raise BuildError(collector.said) from error
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagated


def configure(root: Path, site_dir: Path, options: BuildOptions) -> MkDocsConfig:
    """The project's MkDocs configuration for one build. Raises BuildError, EpochError."""
    build_day(options.day)
    # We know the remedies; MkDocs would only say that something is wrong.
    if problem := settings_text(root):
        raise BuildError([problem])
    with listening():
        # MkDocs would take a relative folder for one beside its settings.
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(site_dir.absolute()), strict=True)
    _ours(config).options = options
    if options.release:
        config.edit_uri = config.edit_uri_template = None
    if options.only:
        # Links to all that a preview leaves out are no faults.
        config.strict = False
        config.validation.links.not_found = logging.DEBUG
        config.validation.links.anchors = logging.DEBUG
    return config


def _ours(config: MkDocsConfig) -> LivingGuidancePlugin:
    return cast(LivingGuidancePlugin, config.plugins["living-guidance"])


def build_site(
    root: Path,
    site_dir: Path,
    options: BuildOptions | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Build the site into a folder; progress is told pages done and pages in all.

    Raises BuildError, EpochError, OSError.
    """
    config = configure(root, site_dir, options or BuildOptions())
    _ours(config).progress = progress
    with listening():
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
