"""Write answers about paragraphs of doubtful identity into ``identity.yml``."""

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node


def add_answer(text: str, chapter: str, asked: str, answer: str, remark: str = "") -> str:
    """The text of an ``identity.yml`` with one more answer, or another; not a character besides is changed.

    The remark helps whoever reads the file: ids say nothing to people.
    """
    line = f"{asked}: {answer}  # {remark}" if remark else f"{asked}: {answer}"
    root = YAML(typ="safe", pure=True).compose(text)
    if root is None:
        return f"{_ended(text)}{chapter}:\n  {line}\n"
    assert isinstance(root, MappingNode)  # it has been read as a record
    own = next((value for key, value in root.value if key.value == chapter), None)
    if own is None:
        if root.flow_style:
            return _into_braces(text, root, f"{chapter}: {{{asked}: {answer}}}")
        indent = " " * root.start_mark.column
        return _after(text, root, f"{indent}{chapter}:\n{indent}  {line}")
    if before := next((value for key, value in own.value if key.value == asked), None):
        return f"{text[: before.start_mark.index]}{answer}{text[before.end_mark.index :]}"
    if own.flow_style:
        return _into_braces(text, own, f"{asked}: {answer}")
    return _after(text, own, f"{' ' * own.start_mark.column}{line}")


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _into_braces(text: str, mapping: MappingNode, piece: str) -> str:
    if not mapping.value:
        at = mapping.end_mark.index - 1
        return f"{text[:at]}{piece}{text[at:]}"
    at = mapping.value[-1][1].end_mark.index
    return f"{text[:at]}, {piece}{text[at:]}"


def _after(text: str, mapping: MappingNode, lines: str) -> str:
    """The text with lines below the last one of a mapping, before the comments that stand there."""
    last: Node = mapping
    # A mapping in lines ends only where the next thing begins.
    while isinstance(last, MappingNode) and not last.flow_style:
        last = last.value[-1][1]
    end = text.find("\n", last.end_mark.index)
    return f"{text}\n{lines}\n" if end < 0 else f"{text[:end]}\n{lines}{text[end:]}"
