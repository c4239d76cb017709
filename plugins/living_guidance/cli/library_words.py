"""What the library of the command line says by itself, in the language of the terminal.

It asks ``gettext`` for its sentences by their English words, but only in the languages of the system, and from compiled
files on the disk. Its modules are given our catalogue to ask instead, where they stand under ``click``.
"""

from functools import lru_cache
from types import MappingProxyType

import click
from click import core, exceptions, parser, types
from click.exceptions import NoArgsIsHelpError

from living_guidance.cli.words import say
from living_guidance.render.messages import run_on, sources

_DOMAIN = "click."


@lru_cache(maxsize=1)
def _keys() -> MappingProxyType[str, str]:
    """The keys of the library's sentences, by their English."""
    return MappingProxyType({english: key for key, (english, _) in sources().items() if key.startswith(_DOMAIN)})


def _sentence(english: str) -> str:
    key = _keys().get(english)
    return say.translations.pgettext(key, english) if key else english


def _counted(english: str, plural: str, number: int) -> str:
    key = _keys().get(english)
    if key:
        return say.translations.npgettext(key, english, plural, number)
    return english if number == 1 else plural


def teach() -> None:
    """Let the library ask our catalogue, from now on."""
    for module in (core, exceptions, parser, types):
        for name, function in (("_", _sentence), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, function)


def told(error: click.UsageError) -> click.UsageError:
    """The same error with its sentences one after another as the language has it."""
    if isinstance(error, NoArgsIsHelpError):
        return error
    return click.UsageError(run_on([_missing(error) or error.format_message()]), error.ctx)


def _missing(error: click.UsageError) -> str:
    """What is missing: the library ends that sentence, whatever the language, with an English stop."""
    if not isinstance(error, click.MissingParameter) or error.param is None:
        return ""
    choices = error.param.type.get_missing_message(param=error.param, ctx=error.ctx)
    what = f"cli.missing.{error.param.param_type_name}"
    return run_on(filter(None, (say(what, name=error.param.get_error_hint(error.ctx)), choices)))
