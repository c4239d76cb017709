"""What is asked of a build: by mkdocs.yml, and by the command line."""

from dataclasses import dataclass
from datetime import date

from mkdocs.config import config_options
from mkdocs.config.base import Config


class LivingGuidanceConfig(Config):  # type: ignore[no-untyped-call]
    """The options of ``- living-guidance:`` in mkdocs.yml.

    What they say is read with the corpus (``load/settings.py``), which ``guidance check`` does without MkDocs.
    """

    as_of = config_options.Optional(config_options.Type((date, str)))
    """Build the site as of this day, and say so in a banner."""
    documents = config_options.Optional(config_options.Type(list))
    """The order in which documents are shown."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the command line asks of one build."""

    day: date | None = None
    """Build as of this day, whatever mkdocs.yml says."""
    only: str | None = None
    """Build only this chapter, ``document/chapter``: for a quick preview."""
    cache: bool = True
    """Whether to take from earlier builds what cannot have changed; a release never does."""
    release: str = ""
    """The snapshot whose release the site is: nothing can be edited or sent there, and each page says what it is."""
