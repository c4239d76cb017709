"""Issues as people and machines read them: plain text, JSON, or the commands of a GitHub workflow."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from living_guidance.model.issue import Issue, Severity
from living_guidance.render.messages import Messages

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def message(issue: Issue, messages: Messages) -> str:
    """What is wrong."""
    return messages(f"check.{issue.code}", **issue.words)


def remedy(issue: Issue, messages: Messages) -> str:
    """What to do about it."""
    return messages(f"check.{issue.code}.remedy", **issue.words)


def issues_text(issues: Sequence[Issue], messages: Messages) -> str:
    """Three lines an issue: its place with the message, the remedy, the code; the totals last."""
    lines = []
    for issue in issues:
        severity = messages(f"check.severity.{issue.severity}")
        lines += [
            f"{issue.where}: {severity}: {message(issue, messages)}",
            f"    {remedy(issue, messages)}",
            f"    [{issue.code}]",
        ]
    return "\n".join([*lines, totals(issues, messages)]) + "\n"


def totals(issues: Iterable[Issue], messages: Messages) -> str:
    """How many issues there are, by weight, and in how many files."""
    issues = list(issues)
    if not issues:
        return messages("check.none")
    count = Counter(issue.severity for issue in issues)
    return messages(
        "check.totals",
        errors=messages.count("check.errors", count[Severity.ERROR]),
        warnings=messages.count("check.warnings", count[Severity.WARNING]),
        files=messages.count("check.files", len({issue.where.path for issue in issues})),
    )


def issues_json(issues: Iterable[Issue], messages: Messages) -> str:
    """A list of objects, one an issue; its keys do not depend on the language."""
    entries = [
        {
            "path": issue.where.path,
            "line": issue.where.line,
            "column": issue.where.column,
            "severity": issue.severity,
            "code": issue.code,
            "message": message(issue, messages),
            "remedy": remedy(issue, messages),
            "words": dict(issue.words),
        }
        for issue in issues
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def issues_github(issues: Iterable[Issue], messages: Messages) -> str:
    """One workflow command an issue, which shows it beside the line in a pull request."""
    lines = []
    for issue in issues:
        properties = {"file": issue.where.path, "title": issue.code}
        if issue.where.line:
            properties |= {"line": str(issue.where.line), "col": str(max(1, issue.where.column))}
        shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        text = f"{message(issue, messages)}\n{remedy(issue, messages)}"
        lines.append(f"::{_COMMANDS[issue.severity]} {shown}::{_data(text)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
