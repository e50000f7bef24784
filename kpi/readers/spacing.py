"""How long the rows of a dated table are, told by how far apart their dates are.

Refuses to guess: dates that fit two readings are asked about. A table by the month and one by the
day can have the same headings and the same kind of dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from kpi.readers.asking import Asking

_WEEK = 7


class Rows(StrEnum):
    """What each row of a table covers."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def rows_cover(dates: Sequence[dt.date], where: str, asking: Asking, found: str) -> Rows | None:
    """Tell what the rows of a table cover.

    Args:
        dates: the rows' dates, at least one, in any order.
        where: the cell of the first date; a question stands there.
        asking: where the question goes. Its answer is another for every file.
        found: the first date as a person reads it.

    Returns:
        None while the question is open.
    """
    fitting = _fitting(sorted(set(dates)))
    if len(fitting) == 1:
        return fitting[0]
    told = asking.ask("day-or-whole-month", where, tuple(fitting), found=found)
    return None if told is None else Rows(told)


def _fitting(dates: Sequence[dt.date]) -> list[Rows]:
    """Give what a tool that leaves no row out could have meant.

    The first week begins where the file does, on whatever day; months are named by their first.
    """
    gaps = [(later - earlier).days for earlier, later in zip(dates, dates[1:], strict=False)]
    weekly = all(gap == _WEEK for gap in gaps[1:]) and all(gap <= _WEEK for gap in gaps[:1])
    monthly = all(date.day == 1 for date in dates)
    fits = {
        Rows.DAY: all(gap == 1 for gap in gaps),
        # A week that is cut short by the start of the file is followed by a Monday or a Sunday.
        Rows.WEEK: weekly and (len(dates) < 2 or dates[1].weekday() in {0, 6} or gaps[0] == _WEEK),
        Rows.MONTH: monthly and all(gap >= 28 for gap in gaps),
    }
    found = [one for one, fit in fits.items() if fit]
    if Rows.MONTH in found and len(dates) > 1 and max(gaps) > 31:
        # Months are missing between; so may days be.
        found.append(Rows.DAY)
    if found:
        return found
    # Only the first of the weeks may be short.
    return [Rows.DAY] if any(gap < _WEEK for gap in gaps[1:]) else list(Rows)
