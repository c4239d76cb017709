"""Where each page stands: the addresses that links, citations and archives depend on.

A page is named by its source address, as links in Markdown name it: ``pfos/metal-plating.md`` is served at
``/pfos/metal-plating/``. The language is no part of it.
"""

HOME = "index.md"
DOCUMENTS = "documents/index.md"
CHEMICALS = "chemicals/index.md"
TEAMS = "teams/index.md"
CHANGES = "changes/index.md"
ROUNDS = "rounds/index.md"
TRANSLATION = "translation/index.md"

SECTIONS = frozenset({"documents", "chemicals", "teams", "rounds", "translation"})
"""First words of addresses that no document may take, beside the reserved ones."""


def document_page(document: str) -> str:
    """The page of a document."""
    return f"{document}/index.md"


def chapter_page(document: str, chapter: str, block: str = "") -> str:
    """The page of a chapter, or a block on it."""
    return f"{document}/{chapter}.md" + (f"#{block}" if block else "")


def document_changes_page(document: str) -> str:
    """The changelog of a document."""
    return f"{document}/changes.md"


def chapter_changes_page(document: str, chapter: str) -> str:
    """The changelog of a chapter."""
    return f"{document}/{chapter}/changes.md"


def chemical_page(chemical: str) -> str:
    """The page of a chemical."""
    return f"chemicals/{chemical}.md"


def team_page(team: str) -> str:
    """The page of a task team."""
    return f"teams/{team}.md"


def round_page(comment_round: str) -> str:
    """The page of a comment round."""
    return f"rounds/{comment_round}.md"
