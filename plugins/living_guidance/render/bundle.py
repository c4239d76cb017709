"""Scripts and styles as one text each, for a file that has to stand alone."""

import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping

_IMPORT = re.compile(r'^import (?:(\{[^}]*\}) from )?"([^"]+)"\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|class) (\w+))", re.MULTILINE)
_PICTURE = re.compile(r'url\("([\w-]+\.svg)"\)')


def bundle(entry: str, modules: Mapping[str, str]) -> str:
    """The module ``entry`` and all that it imports, as one script; ``modules`` are their texts by their paths.

    Each keeps a scope of its own. Only named imports and exports of constants and classes are known.
    """
    done: dict[str, str] = {}

    def add(path: str) -> str:
        """The name that stands for a module, which is there by then."""
        if path not in done:
            done[path] = ""
            text = _IMPORT.sub(lambda match: _line(match[1], add(_resolve(path, match[2]))), modules[path])
            names = _EXPORT.findall(text)
            body = _EXPORT.sub("", text)
            done[path] = f"const {_name(path)} = (() => {{\n{body}return {{ {', '.join(names)} }}\n}})()\n"
            order.append(path)
        return _name(path)

    order: list[str] = []
    add(entry)
    return '"use strict";\n' + "".join(done[path] for path in order)


def _resolve(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _name(path: str) -> str:
    return "module_" + re.sub(r"\W", "_", path)


def _line(names: str | None, module: str) -> str:
    return f"const {names} = {module}\n" if names else ""


def inline_pictures(css: str, pictures: Mapping[str, str]) -> str:
    """A style sheet with its pictures in it."""

    def data(match: re.Match[str]) -> str:
        return f'url("data:image/svg+xml;base64,{b64encode(pictures[match[1]].encode()).decode()}")'

    return _PICTURE.sub(data, css)
