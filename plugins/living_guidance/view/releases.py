"""The page that lists releases: publishing fills it in, for a build knows of none."""

from dataclasses import dataclass

from living_guidance.model.addresses import RELEASES, public_address
from living_guidance.text.states import States


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """What the page shows of itself."""

    is_final: bool
    """Whether it is part of a release, which cannot know what came after it."""
    address: str
    """Where the list stands that goes on; empty where the site has no address of its own."""


def releases_view(states: States, language: str) -> ReleasesPage:
    """The page in a language."""
    settings = states.corpus.settings
    address = public_address(settings.site_url, settings.prefix(language), RELEASES) if settings.has_address else ""
    return ReleasesPage(states.is_final, address)
