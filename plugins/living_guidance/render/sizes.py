"""How large a file is, in words."""

from living_guidance.render.messages import Messages


def size_words(count: int, messages: Messages) -> str:
    """A number of bytes in kilobytes, or in megabytes with a decimal."""
    if count < 1_000_000:
        return messages("pages.size.kilobytes", size=messages.number(max(1, round(count / 1e3))))
    return messages("pages.size.megabytes", size=messages.number(round(count / 1e6, 1)))
