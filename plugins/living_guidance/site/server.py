"""Serve the site while it is being written: MkDocs' own live server, with our options."""

from datetime import date
from pathlib import Path

from living_guidance.site.builder import configure


def serve(root: Path, address: str, day: date | None, only: str | None = None) -> None:
    """Serve until interrupted. Raises BuildError where mkdocs.yml cannot be read."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    # MkDocs keeps the instance of a plugin that has on_startup, so what is set on it holds for every rebuild.
    configure(root, root / "site", day, only)
    mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=address, open_in_browser=False)
