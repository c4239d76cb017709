"""What a stranger who finds a release needs to know, in every language of the site."""

from living_guidance.model.corpus import Corpus
from living_guidance.model.release import ReleaseException, ReleaseRecord
from living_guidance.render.messages import BESIDE, Messages, load_messages


def release_readme(corpus: Corpus, record: ReleaseRecord, *, has_program: bool) -> str:
    """The text in Markdown; ``has_program`` where the program that made the release is in it as well."""
    every = map(load_messages, corpus.settings.codes)
    return "\n".join(_in_one(corpus, record, messages, has_program=has_program) for messages in every)


def _in_one(corpus: Corpus, record: ReleaseRecord, messages: Messages, *, has_program: bool) -> str:
    title = record.title.best(messages.language)[0]
    program = messages("cli.release.readme-program") if has_program else ""
    day = messages.day(record.date)
    lines = [messages("cli.release.readme", title=title, id=record.id, date=day, program=program)]
    if record.trial:
        lines.append(f"{messages('cli.release.readme-trial')}\n")
    if record.exceptions:
        lines.append(f"{messages('cli.release.readme-exceptions')}\n")
        lines += (_exception(corpus, one, messages) for one in record.exceptions)
        lines.append("")
    return "\n".join(lines)


def _exception(corpus: Corpus, one: ReleaseException, messages: Messages) -> str:
    condition = messages(f"gate.condition.{one.condition}")
    body = corpus.registers.bodies.get(one.accepted_by)
    return messages(
        "cli.release.readme-exception",
        what=BESIDE.join(filter(None, (condition, one.document, one.chapter, one.language, one.round))),
        reason=one.reason.best(messages.language)[0],
        body=body.value.name.best(messages.language)[0] if body else one.accepted_by,
        date=messages.day(one.accepted),
    )
