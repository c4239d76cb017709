"""Every command and option explains itself, in every language."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from living_guidance import cli
from living_guidance.render.messages import CATALOGUES, load_messages, sources

LANGUAGES = ("en", *sorted(path.name for path in CATALOGUES.iterdir() if path.is_dir()))
LIST_HELP = """
import json
from tests.cli.test_help import commands, help_of
print(json.dumps({" ".join(path): help_of(command) for path, command in commands()}))
"""


def commands(
    command: click.Command = cli._guidance, path: tuple[str, ...] = ("guidance",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that name it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found
            yield from commands(found, (*path, name))


def help_of(command: click.Command) -> dict[str, str]:
    """The help of a command and of each of its options."""
    options = [one for one in command.params if isinstance(one, click.Option) and "--version" not in one.opts]
    return {"": command.help or "", **{one.opts[-1]: one.help or "" for one in options}}


ALL = list(commands())


@pytest.mark.parametrize("command", [command for _, command in ALL], ids=[" ".join(path) for path, _ in ALL])
def test_a_command_and_its_options_explain_themselves(command: click.Command) -> None:
    assert [name for name, text in help_of(command).items() if len(text) < 10] == []
    assert command.get_short_help_str()


@pytest.mark.parametrize("command", [command for _, command in ALL], ids=[" ".join(path) for path, _ in ALL])
def test_a_commands_help_has_an_example(command: click.Command) -> None:
    assert "\n  guidance " in (command.help or "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_spoken_in_every_language(language: str) -> None:
    environment = {**os.environ, "GUIDANCE_LANGUAGE": language, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", LIST_HELP], env=environment, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    texts = [text for options in json.loads(done.stdout).values() for text in options.values()]
    assert len(texts) > 40
    chinese = [bool(re.search("[\u4e00-\u9fff]", text)) for text in texts]
    assert all(chinese) if language == "zh" else not any(chinese)


def test_every_word_of_the_command_line_is_used() -> None:
    package = CATALOGUES.parent.parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    families = ("cli.section.", "cli.translate.update.column.")
    # Some are built from a family and a word for what is wrong.
    built = tuple(match[1] for match in re.finditer(r"""["'](cli\.[\w.-]+\.){""", code))
    unused = [
        key
        for key in sources()
        if key.startswith("cli.")
        and not key.startswith(families)
        and not re.search(rf"""["']{re.escape(key)}["']""", code)
        and key.rpartition(".")[0] + "." not in built
    ]
    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_fills_in(language: str) -> None:
    say = load_messages(language)
    for key, (text, plural) in sources().items():
        if key.startswith(("cli.", "forms.", "check.import.", "check.sheet.")):
            places = dict.fromkeys(re.findall(r"\{(\w+)\}", f"{text} {plural}"), "x")
            assert say.count(key, 2, **{k: v for k, v in places.items() if k != "n"}) if plural else say(key, **places)
