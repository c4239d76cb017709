"""Why a YAML text cannot be read, in the words of somebody who edits text.

A parser stops at its first surprise and names a token. Here every line is looked at for the slips that people make,
so that all of them are told at once; the parser's own place is the fallback.
"""

import re
from collections.abc import Iterator
from itertools import islice

from living_guidance.load.yaml_events import Unreadable
from living_guidance.model.issue import Issue, Location

MOST = 100
"""The most issues that one text gives; one with more is broken as a whole."""

_FIELD = re.compile(r"^(?P<lead>[ ]*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)(?P<colon>:(?= |$))(?P<space> *)(?P<value>.*)$")
_TAB = re.compile(r"^ *\t")
_WIDE_COLON = re.compile(r"^[ ]*(?:- +)*(?P<key>[A-Za-z_][\w-]*)[ ]*：")
_CLOSE_COLON = re.compile(r"^[ ]*(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?![ /]|$)")
_CLOSE_DASH = re.compile(r"^ *-(?![- ]|$)")
_BLOCK = re.compile(r"(?:^|[:\-] +)[|>][+-]?[0-9]?[+-]? *(?:#.*)?$")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_FOREIGN = re.compile(r"(?<=: )[!&*][^\s\[\]{}]*[ ]*|(?<=- )[!&*][^\s\[\]{}]*[ ]*")
"""A tag, anchor or alias before a value."""
_ESCAPE = re.compile(r"\\(?![0abt\tnvfre \"/\\N_LPxuU]|$)")


def explain(text: str, error: Unreadable, path: str, first_line: int, *, lenient: bool = False) -> Iterator[Issue]:
    """Every slip that the lines show, or else the place where the parser gave up."""
    found = list(islice(find_slips(text, path, first_line, lenient=lenient), MOST))
    yield from found
    is_key = "simple key" in error.context
    place = error.began if is_key else error.ended or error.began
    line, column = place or (0, 0)
    if not any(issue.where.line - first_line <= line for issue in found):
        code = _general(error.context, error.problem)
        lines = text.split("\n")
        # The parser notices at the end of the text what is missing on its last line.
        while line > 0 and (line >= len(lines) or not lines[line].strip()):
            line -= 1
            column = len(lines[line])
        shown = lines[line].strip()[:60]
        where = Location(path, first_line + line, column + 1)
        field = _FIELD.match(lines[line])
        yield Issue(code, where, words={"text": shown, "key": field["key"] if field else shown})


def find_slips(text: str, path: str, first_line: int, *, lenient: bool = False) -> Iterator[Issue]:
    """The slips that single lines show; the lines of block texts (``|``, ``>``) may hold anything.

    ``lenient`` lets tags, anchors and aliases pass.
    """
    block_indent = -1
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" "))
        if 0 <= block_indent < indent:
            continue
        block_indent = indent if _BLOCK.search(line) else -1
        slip = _slip(_FOREIGN.sub("", line) if lenient else line) if not line.lstrip().startswith("#") else None
        if slip:
            code, column, key = slip
            words = {"key": key, "text": line.strip()[:60]}
            yield Issue(code, Location(path, first_line + number, column + 1), words=words)


def _slip(line: str) -> tuple[str, int, str] | None:
    """The code, column and key of the slip that a line shows."""
    if match := _TAB.match(line):
        return "yaml.tab", match.end() - 1, ""
    if match := _WIDE_COLON.match(line):
        return "yaml.wide-colon", match.end() - 1, match["key"]
    if match := _CLOSE_COLON.match(line):
        return "yaml.close-colon", match.end(), match["key"]
    if match := _FIELD.match(line):
        code = _value_slip(match["value"].rstrip())
        return (code, match.start("value"), match["key"]) if code else None
    if match := _CLOSE_DASH.match(line):
        return "yaml.close-dash", match.end(), ""
    return None


def _value_slip(value: str) -> str | None:
    """What is wrong with a value on one line."""
    if not value:
        return None
    code: str | None = None
    if value[0] in "\"'":
        match = _QUOTED.match(value)
        rest = value[match.end() :] if match else ""
        if not match:
            code = "yaml.quote"
        elif rest.strip() and not rest.lstrip().startswith("#"):
            code = "yaml.after-quote"
        elif value[0] == '"' and _ESCAPE.search(match[0].replace("\\\\", "")):
            code = "yaml.escape"
    elif value[0] in "@`%*&!" or (value[0] in "|>" and not _BLOCK.search(f": {value}")):
        code = "yaml.special"
    elif value[0] in "[{":
        code = _bracket_slip(value)
    elif re.search(r": |:$", re.sub(r" #.*", "", value)):
        code = "yaml.colon-in-value"
    return code


def _bracket_slip(value: str) -> str | None:
    """What is wrong with a list or mapping in brackets that begins on this line."""
    bare = _QUOTED.sub("", value)
    if bare.count('"') % 2:
        return "yaml.quote"
    bare = re.sub(r" #.*", "", bare)
    if bare.count("[") != bare.count("]") or bare.count("{") != bare.count("}"):
        return "yaml.bracket"
    if re.search(r"[\[{,]\s*,", bare) or re.search(r"[\]}]\s*[^\s,\]}]", bare):
        return "yaml.comma"
    if bare[0] == "{" and re.search(r":[^,{}\[\]]*: ", bare):
        return "yaml.comma"
    return None


def _general(context: str, problem: str) -> str:
    """The code for a fault that no line shows by itself."""
    if "simple key" in context or "could not find expected ':'" in problem:
        return "yaml.no-colon"
    if "flow" in context:
        return "yaml.bracket"
    if "quoted scalar" in context:
        return "yaml.quote"
    if "block" in context or "mapping values are not allowed" in problem or "document start" in problem:
        return "yaml.indent"
    return "yaml.syntax"
