"""A compilation as one page to read and print, without scripts."""

from collections.abc import Mapping
from functools import partial
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from living_guidance.exchange.comments.compilation import Compilation
from living_guidance.exchange.comments.compiled_columns import cells, submitters, where
from living_guidance.render.messages import Messages, in_all

_FOLDER = Path(__file__).parent


def write_compiled_html(compilation: Compilation, says: tuple[Messages, ...], numbers: Mapping[str, int]) -> bytes:
    """The compilation as a page; its headings are in all languages, and each text says which it is in."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    languages = tuple(say.language for say in says)

    page = environment.get_template("compiled.html.j2").render(
        compilation=compilation,
        chapters=[(key, tuple(rows)) for key, rows in groupby(compilation.rows, lambda row: row.comment.key)],
        both=partial(in_all, says),
        say=says[0],
        cells=lambda row: cells(row, languages, numbers, says[0]),
        submitters=lambda row: submitters(row.comment, says[0]),
        where=lambda row: where(row.comment, says[0]),
        languages=languages,
    )
    return page.encode()
