"""The day that a build or a command works for."""

import os
from datetime import UTC, date, datetime, tzinfo

from living_guidance.render.messages import load_messages, preferred_language

_VARIABLE = "SOURCE_DATE_EPOCH"


class EpochError(ValueError):
    """``SOURCE_DATE_EPOCH`` names no time; says so in the language of the terminal."""

    def __init__(self, found: str) -> None:
        super().__init__(
            load_messages(preferred_language(os.environ))("cli.bad-epoch", variable=_VARIABLE, found=found)
        )


def build_day(*chosen: date | None, zone: tzinfo = UTC) -> date:
    """The first day that was chosen, else that of ``SOURCE_DATE_EPOCH``, else the clock's in a time zone.

    Raises EpochError.
    """
    # Read where a day was chosen too: MkDocs reads it in any case, and would stumble.
    now = _now(zone)
    return next(filter(None, chosen), now)


def _now(zone: tzinfo) -> date:
    epoch = os.environ.get(_VARIABLE)
    if epoch is None:
        return datetime.now(zone).date()
    try:
        # It stands for a day, wherever that is: of a build that is repeated, all must have the same.
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise EpochError(epoch) from error
