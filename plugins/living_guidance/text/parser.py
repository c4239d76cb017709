"""The block parser: CommonMark with tables, footnotes, definition lists and notes, and nothing inside paragraphs."""

from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

DEEPEST = 20
"""How deep lists, quotations and notes may be nested."""


def _make_parser() -> MarkdownIt:
    # A list counts twice, for itself and its item; beyond the limit markdown-it drops what it finds.
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 2 * DEEPEST + 10})
    parser.enable("table").disable("lheading")
    return parser.use(footnote_plugin).use(deflist_plugin).use(admon_plugin)


_PARSER = _make_parser()


def parse(body: str) -> tuple[list[Token], dict[str, int]]:
    """The block tokens of a body, and the names of its link definitions with their lines.

    Text inside blocks is left unparsed, which keeps it linear.
    """
    tokens: list[Token] = []
    env: dict[str, Any] = {}
    _PARSER.block.parse(body, _PARSER, env, tokens)
    for token, inner in pairwise(tokens):
        # Of a second definition the parser gives the line of its term.
        if token.type == "dd_open" and token.map and inner.map:
            token.map[0] = inner.map[0]
    names = {name: definition["map"][0] for name, definition in env.get("references", {}).items()}
    return tokens, names
