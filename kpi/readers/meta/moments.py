"""When posts were published: month and day told apart over the whole column.

Meta writes the month first. Refuses to read a column that a spreadsheet half turned into dates of
its own, because it takes the day for the month while it does so; where nothing in the column tells
the two apart and a spreadsheet had it in its hands, it is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kpi.errors import Finding, error, warning
from kpi.periods import FIRST_YEAR, LAST_YEAR
from kpi.readers.asking import Asking
from kpi.readers.cells import Raw
from kpi.readers.numbers import fold, shown

_TIME = r"[ T]{1,2}[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?: ?[AaPp][Mm])?"
_SLASHED = re.compile(rf"(?P<m>[0-9]{{1,2}})/(?P<d>[0-9]{{1,2}})/(?P<y>[0-9]{{4}}){_TIME}")
_DOTTED = re.compile(rf"(?P<d>[0-9]{{1,2}})\.(?P<m>[0-9]{{1,2}})\.(?P<y>[0-9]{{4}}){_TIME}")
_ISO = re.compile(rf"(?P<y>[0-9]{{4}})-(?P<m>[0-9]{{2}})-(?P<d>[0-9]{{2}}){_TIME}")


class Moment(NamedTuple):
    """One date as it is written. ``dress`` says by whom: Meta, a spreadsheet, or in ISO order."""

    year: int
    month: int
    day: int
    dress: str

    @property
    def swapped(self) -> Moment:
        """The same with month and day the other way round."""
        return self._replace(month=self.day, day=self.month)

    @property
    def date(self) -> dt.date | None:
        """The day of the calendar; None when there is no such day."""
        try:
            found = dt.date(self.year, self.month, self.day)
        except ValueError:
            return None
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


class Settled(NamedTuple):
    """The dates by row, None while their order is asked about; and what is to be said of them."""

    dates: Mapping[int, dt.date] | None
    findings: tuple[Finding, ...] = ()


def moment_in(raw: Raw) -> Moment | None:
    """Read a cell that holds a date with a time of day; None for anything else."""
    if isinstance(raw, dt.datetime):
        return Moment(raw.year, raw.month, raw.day, "typed")
    if not isinstance(raw, str):
        return None
    for pattern, dress in ((_SLASHED, "slashed"), (_DOTTED, "typed"), (_ISO, "iso")):
        found = pattern.fullmatch(fold(raw))
        if found:
            return Moment(int(found["y"]), int(found["m"]), int(found["d"]), dress)
    return None


def settled(told: Sequence[tuple[int, Moment, str]], asking: Asking) -> Settled:
    """Tell month and day apart.

    Args:
        told: row, what stands there, and the cell, in the file's order.
        asking: where a question goes that the column leaves open.
    """
    slashed = [one for one in told if one[1].dress == "slashed"]
    typed = [one for one in told if one[1].dress == "typed"]
    if slashed and typed:
        return Settled({}, (error("days-damaged", typed[0][2], found=_shown(typed[0][1])),))
    if slashed:
        return _slashed(told, slashed)
    if typed and all(one.day <= 12 and one.month <= 12 for _, one, _ in typed):
        return _typed(told, typed, asking)
    return _dated(told, swap=False)


def _slashed(
    told: Sequence[tuple[int, Moment, str]], slashed: Sequence[tuple[int, Moment, str]]
) -> Settled:
    """Settle Meta's own dates by the numbers that can be no month."""
    late_first = [one for one in slashed if one[1].month > 12]
    late_second = [one for one in slashed if one[1].day > 12]
    if late_first and late_second:
        (_, one, cell), (_, another, where) = late_first[0], late_second[0]
        found, other = _slashes(one), _slashes(another)
        mixed = error("day-order-mixed", cell, found=found, other=other, where=where)
        return Settled({}, (mixed,))
    if late_second:
        return _dated(told, swap=False)
    made = _dated(told, swap=bool(late_first))
    cell, first = slashed[0][2], slashed[0][1]
    date = (first.swapped if late_first else first).date
    taken = warning("day-order-taken", cell, found=_slashes(first), date=shown(date or ""))
    return made._replace(findings=(*made.findings, taken))


def _typed(
    told: Sequence[tuple[int, Moment, str]],
    typed: Sequence[tuple[int, Moment, str]],
    asking: Asking,
) -> Settled:
    """Ask about dates that a spreadsheet made: it may have read the month as the day."""
    either = next((one for one in typed if one[1].month != one[1].day), None)
    if either is None:
        return _dated(told, swap=False)
    _, one, cell = either
    choices = [str(date) for date in (one.date, one.swapped.date) if date is not None]
    answer = asking.ask("which-of-two-days", cell, choices, found=_shown(one))
    if answer is None:
        return Settled(None)
    return _dated(told, swap=answer != choices[0])


def _dated(told: Sequence[tuple[int, Moment, str]], *, swap: bool) -> Settled:
    dates: dict[int, dt.date] = {}
    wrong: list[Finding] = []
    for row, one, cell in told:
        date = (one.swapped if swap and one.dress != "iso" else one).date
        if date is None:
            wrong.append(error("date-unreadable", cell, found=_slashes(one)))
        else:
            dates[row] = date
    return Settled(dates, tuple(wrong))


def _slashes(one: Moment) -> str:
    return f"{one.month:02d}/{one.day:02d}/{one.year}"


def _shown(one: Moment) -> str:
    return f"{one.day}.{one.month}.{one.year}"
