"""Paragraphs of doubtful identity: shown with what they may be, and answered."""

from collections.abc import Iterable, Mapping, Sequence

import click

from living_guidance.cli.common import Refused
from living_guidance.cli.tables import clean
from living_guidance.cli.words import say
from living_guidance.model.corpus import Chapter, Corpus
from living_guidance.model.naming import nearest
from living_guidance.model.records import NEW
from living_guidance.model.writing import unwrap

Answers = dict[str, dict[str, str]]
"""By ``document/chapter``, then by the id that a paragraph would be born with."""
_SHOWN = 60


def show_doubts(chapters: Iterable[Chapter], *, err: bool = False) -> None:
    """Tell which paragraphs may be ones that were there before, and what to write for each."""
    for chapter in chapters:
        for doubt in chapter.doubts:
            place = chapter.locate(doubt.block)
            click.echo(say("cli.doubt", where=place, text=first_words(doubt.block.text)), err=err)
            path = answers_path(chapter.matter.document)
            click.echo(f"    {say('cli.doubt.how', path=path, chapter=chapter.matter.id)}", err=err)
            for name, text, likeness in doubt.candidates:
                remark = say("cli.doubt.candidate", likeness=round(likeness), text=first_words(text))
                click.echo(f"      {doubt.block.id}: {name}  # {remark}", err=err)
            click.echo(f"      {doubt.block.id}: {NEW}", err=err)


def first_words(text: str) -> str:
    """As much of a paragraph as fits on a line."""
    line = clean(unwrap(text))
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def answers_path(document: str) -> str:
    """The file in which the answers about a document are kept."""
    return f"guidance/{document}/identity.yml"


def open_doubts(corpus: Corpus, chapters: Iterable[str]) -> dict[str, str]:
    """The chapter of each paragraph that is asked about, by the id that it would be born with."""
    return {doubt.block.id: key for key in chapters for doubt in corpus.chapters[key].doubts}


def read_answers(corpus: Corpus, same: Sequence[str], new: Iterable[str]) -> Answers:
    """What was answered on the command line; refuses what nobody asked."""
    asked = {name: key for key, chapter in corpus.chapters.items() for name in chapter.asked}
    found: Answers = {}
    for given in (*same, *(f"{name}={NEW}" for name in new)):
        name, mark, answer = (part.strip() for part in given.partition("="))
        if not mark or not answer:
            raise click.BadParameter(say("cli.translate.update.bad-same", found=given))
        if name not in asked:
            raise Refused("cli.translate.update.not-asked", id=name, near=nearest(name, asked))
        own = found.setdefault(asked[name], {})
        if own.setdefault(name, answer) != answer:
            raise click.BadParameter(say("cli.translate.update.two-answers", id=name))
    return found


def judge_answers(corpus: Corpus, answers: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse answers from the command line that cannot be carried out."""
    for key, given in answers.items():
        for name, answer in given.items():
            if wrong := corpus.chapters[key].misanswered.get(name):
                raise Refused(f"cli.translate.update.{wrong}", id=name, answer=answer)
