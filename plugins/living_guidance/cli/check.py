"""``guidance check``: every issue, with its place and its remedy."""

from datetime import date

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import date_option, root_of, today
from living_guidance.cli.processes import each_in_processes
from living_guidance.cli.words import say
from living_guidance.model.issue import Severity


@click.command("check", help=say("cli.check.help"), short_help=say("cli.check.short"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help=say("cli.check.format"),
)
@click.option("--strict", is_flag=True, help=say("cli.check.strict"))
@click.option("--quiet", "-q", is_flag=True, help=say("cli.check.quiet"))
@date_option
@click.pass_context
def command(ctx: click.Context, form: str, strict: bool, quiet: bool, day: date | None) -> int:
    """Check the project."""
    from living_guidance.check import run_checks
    from living_guidance.load.corpus import load_corpus
    from living_guidance.render.issues import issues_github, issues_json, issues_text
    from living_guidance.render.messages import load_messages
    from living_guidance.site.faults import site_issues

    root = root_of(ctx)
    loaded = load_corpus(root, each=each_in_processes)
    issues = list(loaded.issues)
    if loaded.corpus:
        issues += [*run_checks(loaded.corpus, today(loaded.corpus, day)), *site_issues(root, loaded.corpus)]
    issues.sort(key=lambda issue: (issue.where, issue.code))
    shown = [issue for issue in issues if issue.severity is Severity.ERROR] if quiet else issues
    messages = load_messages(say.language, root)
    render = {"text": issues_text, "json": issues_json, "github": issues_github}[form]
    click.echo(render(tuple(shown), messages), nl=False)
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return EXIT_ISSUES if any(issue.severity in fatal for issue in issues) else 0
