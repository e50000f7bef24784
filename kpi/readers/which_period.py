"""The period of figures whose file has no date, asked of the person who made the file.

Refuses to take it from the file's name or from the day of the upload.
"""

from __future__ import annotations

import datetime as dt

from kpi.errors import PeriodUnreadable
from kpi.periods import FIRST_YEAR, Period, month, parse
from kpi.readers.asking import Asking

_MONTHS = 6


def period_of(asking: Asking, cell: str) -> Period | None:
    """Ask which period figures are for.

    Args:
        asking: where the question goes. The answer is never remembered: the next file has another.
        cell: where the figures stand.

    Returns:
        The period; None while the question is open. Choices are the last months that are over; any
        other period is read too, as people type it.
    """
    told = asking.ask(
        "which-period",
        cell,
        _choices(asking.today),
        reads=lambda it: _read(it) is not None,
    )
    return None if told is None else _read(told)


def _choices(today: dt.date) -> list[str]:
    if today.year <= FIRST_YEAR:
        return []
    choices, day = [], today
    for _ in range(_MONTHS):
        day = day.replace(day=1) - dt.timedelta(days=1)
        choices.append(str(month(day.year, day.month)))
    return choices


def _read(text: str) -> Period | None:
    try:
        return parse(text)
    except PeriodUnreadable:
        return None
