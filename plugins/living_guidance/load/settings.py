"""What ``mkdocs.yml`` says about the guidance, read without MkDocs.

That file belongs to MkDocs, so its tags (``!ENV``, ``!!python/name:…``) are let pass.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from living_guidance.load.files import read_file
from living_guidance.load.records import read_record
from living_guidance.load.yaml import Parsed, Plain, parse_yaml
from living_guidance.model.corpus import KeyPath, Source
from living_guidance.model.issue import Issue
from living_guidance.model.naming import nearest
from living_guidance.model.records import Settings

FILE = "mkdocs.yml"
PLUGIN = "living-guidance"
OPTIONS = frozenset({"as_of", "documents"})
"""What may be set below the plugin's name."""
_SITE_KEYS = ("site_name", "site_url")


def load_settings(root: Path) -> tuple[Settings | None, tuple[Issue, ...]]:
    """The project's settings, or every reason why there are none."""
    file = read_file(root, FILE)
    if file.text is None:
        return None, file.issues
    parsed = parse_yaml(file.text, FILE, lenient=True)
    if not isinstance(parsed.value, dict) or not parsed.is_whole:
        source = Source(FILE, parsed.positions)
        return None, (*file.issues, *parsed.issues) or (Issue("settings.empty", source.at()),)
    value, positions, issues = _collect(parsed.value, parsed)
    source = Source(FILE, positions)
    located, faults = read_record(Settings, value, source, parsed)
    if any(issue.code.startswith("settings.") for issue in issues):
        faults = tuple(issue for issue in faults if issue.words["key"] != "languages")
    return (located.value if located else None), (*file.issues, *parsed.issues, *issues, *faults)


def _collect(
    config: dict[str, Plain], parsed: Parsed
) -> tuple[dict[str, Any], dict[KeyPath, tuple[int, int]], list[Issue]]:
    """The settings as a plain value, with their positions in the file."""
    value: dict[str, Any] = {}
    positions: dict[KeyPath, tuple[int, int]] = {(): (1, 1)}
    for key in _SITE_KEYS:
        if config.get(key) is not None:
            value[key] = config[key]
            positions[key,] = parsed.positions[key,]
    own, own_path = _plugin(config, PLUGIN)
    issues = list(_option_faults(own, own_path, parsed))
    for key, option in own.items() if isinstance(own, dict) else ():
        if key in OPTIONS:
            value[key] = option
            positions[key,] = parsed.positions[(*own_path, key)]
    languages, places, faults = _languages(config, parsed)
    value["languages"] = languages
    for index, place in enumerate(places):
        positions["languages", index] = parsed.positions[place]
        for theirs, ours in (("locale", "code"), ("name", "name")):
            positions["languages", index, ours] = parsed.positions.get((*place, theirs), parsed.positions[place])
    return value, positions, issues + faults


def _option_faults(own: Plain, own_path: KeyPath, parsed: Parsed) -> Iterator[Issue]:
    """What is wrong with our options beside their values, which would only stop the build."""
    where = Source(FILE, parsed.positions)
    if own is None:
        yield Issue("settings.no-plugin", where.at("plugins"), words={"name": PLUGIN})
    elif not isinstance(own, dict):
        yield Issue("settings.options", where.at(*own_path), words={"name": PLUGIN})
    for key in own if isinstance(own, dict) else ():
        if key not in OPTIONS:
            words = {"key": key, "nearest": nearest(key, OPTIONS), "known": ", ".join(sorted(OPTIONS))}
            yield Issue("record.unknown-key", where.at(*own_path, key), words=words)
    for keys in parsed.positions:
        if keys and keys[-1] in OPTIONS and _is_beside(keys, own_path):
            yield Issue("settings.misplaced", where.at(*keys), words={"key": str(keys[-1]), "name": PLUGIN})


def _is_beside(keys: KeyPath, own_path: KeyPath) -> bool:
    """Whether a key stands where our options might have been put by mistake: at the top, or among the plugins."""
    *holder, key = keys
    names = {part for part in holder[1:] if isinstance(part, str)}
    # Another plugin may well have an option of the same name.
    return keys[0] in {key, "plugins"} and names <= {PLUGIN} and tuple(holder) != own_path


def _languages(config: dict[str, Plain], parsed: Parsed) -> tuple[list[dict[str, Any]], list[KeyPath], list[Issue]]:
    """The site's languages, the default one first, and where each stands."""
    i18n, path = _plugin(config, "i18n")
    listed = i18n.get("languages") if isinstance(i18n, dict) else None
    where = Source(FILE, parsed.positions)
    if not isinstance(listed, list) or not listed:
        return [], [], [Issue("settings.no-languages", where.at(*path, "languages"))]
    found = []
    for index, entry in enumerate(listed):
        place = (*path, "languages", index)
        if not isinstance(entry, dict):
            return [], [], [Issue("settings.language", where.at(*place))]
        if str(entry.get("build", "true")).lower() == "false":
            continue
        code = entry.get("locale")
        language = {"code": code, "name": entry.get("name") or code}
        found.append((str(entry.get("default", "")).lower() == "true", language, place))
    if sum(is_default for is_default, _, _ in found) != 1:
        return [], [], [Issue("settings.default", where.at(*path, "languages"))]
    found.sort(key=lambda item: not item[0])
    return [language for _, language, _ in found], [place for _, _, place in found], []


def _plugin(config: dict[str, Plain], name: str) -> tuple[Plain, KeyPath]:
    """The options of a plugin, wherever MkDocs allows them to stand; None if it is not listed."""
    plugins = config.get("plugins")
    entries: list[tuple[KeyPath, Plain]] = [(("plugins",), plugins)]
    if isinstance(plugins, list):
        entries = [(("plugins", index), entry) for index, entry in enumerate(plugins)]
    for path, entry in entries:
        if entry == name:
            return {}, path
        if isinstance(entry, dict) and name in entry:
            options = entry[name]
            return ({} if options is None else options), (*path, name)
    return None, ("plugins",)
