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
RELEASES = "releases/index.md"
TRANSLATION = "translation/index.md"
CHANGES_DATA = "changes.json"
"""Everything that changed, as open data."""
RELEASES_DATA = "releases/releases.json"
"""Which releases stand on the site, as open data."""

WORKING = "working"
"""What the working text is called where a snapshot has its id."""

SECTIONS = frozenset({"documents", "chemicals", "teams", "rounds", "translation"})
"""First words of addresses that no document may take, beside the reserved ones."""


def document_page(document: str) -> str:
    """The page of a document."""
    return f"{document}/index.md"


def chapter_page(document: str, chapter: str, block: str = "") -> str:
    """The page of a chapter, or a block on it."""
    return f"{document}/{chapter}.md" + (f"#{block}" if block else "")


def state_page(document: str, chapter: str, state: str) -> str:
    """A chapter in a state: a snapshot's id, ``working``, or nothing for the one at the chapter's own address."""
    if not state:
        return chapter_page(document, chapter)
    return f"{document}/{chapter}/{state if state == WORKING else f'at/{state}'}.md"


def redline_page(document: str, chapter: str, old: str, new: str) -> str:
    """What changed in a chapter between two states."""
    return f"{document}/{chapter}/changes/{old}-to-{new}.md"


def panes_page(redline: str) -> str:
    """The same change in two languages side by side, by the page of its redline."""
    return f"{redline.removesuffix('.md')}/languages.md"


def state_text_file(document: str, chapter: str, state: str, language: str) -> str:
    """A chapter's text in a state and a language, for programs and for comparing it in the browser."""
    return f"assets/texts/{document}/{chapter}/{state}.{language}.json"


def document_changes_page(document: str) -> str:
    """The changelog of a document."""
    return f"{document}/changes.md"


def chapter_changes_page(document: str, chapter: str) -> str:
    """The changelog of a chapter."""
    return f"{document}/{chapter}/changes.md"


def history_address(document: str, chapter: str, block: str) -> str:
    """The history of a paragraph, on the changelog of its chapter."""
    return f"{chapter_changes_page(document, chapter)}#h-{block}"


def feed_file(changes: str, prefix: str) -> str:
    """The feed of a changelog, by the page of that; each language has its own."""
    return f"{prefix}{'/' if prefix else ''}{changes.removesuffix('.md').removesuffix('/index')}/feed.xml"


def public_address(site_url: str, prefix: str, uri: str) -> str:
    """The full address of a page, or of a place on it, in a language; prefix is empty for the default one."""
    path, mark, fragment = uri.partition("#")
    path = f"{path.removesuffix('.md')}/".removesuffix("index/")
    return f"{site_url.rstrip('/')}/{prefix}{'/' if prefix else ''}{path}{mark}{fragment}"


def chemical_page(chemical: str) -> str:
    """The page of a chemical."""
    return f"chemicals/{chemical}.md"


def team_page(team: str) -> str:
    """The page of a task team."""
    return f"teams/{team}.md"


def round_page(comment_round: str) -> str:
    """The page of a comment round."""
    return f"rounds/{comment_round}.md"


def comments_page(comment_round: str, document: str = "", chapter: str = "", part: int = 1) -> str:
    """The compilation of a round: its contents, or the comments on a document or a chapter, the first part of them."""
    place = "/".join(filter(None, (f"rounds/{comment_round}/comments", document, chapter)))
    if part == 1:
        return f"{place}.md"
    # A chapter may be called by a number, but never "at".
    return f"{place}/{part}.md" if chapter else f"{place}/at/{part}.md"


def comments_file(comment_round: str, form: str) -> str:
    """The comments of a round as open data: ``json`` or ``csv``."""
    return f"rounds/{comment_round}/comments.{form}"


def submissions_file(comment_round: str) -> str:
    """The submissions to a call as open data."""
    return f"rounds/{comment_round}/submissions.json"


def submitted_file(comment_round: str, submission: str, name: str) -> str:
    """A file of a submission, which every language links to."""
    return f"rounds/{comment_round}/submissions/{submission}/{name}"


def form_file(comment_round: str, form: str) -> str:
    """The empty form of a round: ``xlsx`` or ``csv``."""
    return f"rounds/{comment_round}/form.{form}"


def receipt_page(comment_round: str, code: str) -> str:
    """What became of the comments of one submitter in a round."""
    return f"rounds/{comment_round}/receipts/{code}.md"


def receipt_file(comment_round: str, code: str, prefix: str) -> str:
    """The same as a table; each language has its own."""
    return f"{prefix}{'/' if prefix else ''}rounds/{comment_round}/receipts/{code}.csv"


def kit_file(comment_round: str, document: str, language: str) -> str:
    """The file with which comments on a document are written offline."""
    return f"assets/kits/{comment_round}/{document}.{language}.html"
