"""When the rows of a table of Google Analytics are: by day, by month, or none of these.

Refuses to take a week for days and the cut first or last month of a span for a whole one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kpi import periods
from kpi.errors import Finding, error, warning
from kpi.periods import FIRST_YEAR, LAST_YEAR, Period
from kpi.readers import exports
from kpi.readers.cells import Raw
from kpi.readers.exports import date_of, folded, said, whole_day
from kpi.readers.ga4.blocks import Block, Span
from kpi.readers.ga4.words import meaning, monthly, step
from kpi.readers.numbers import fold, shown

_DAY = re.compile(r"((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"((?:19|20|21)[0-9]{2})([0-9]{2})")
_INDEX = re.compile(r"[0-9]{1,4}")
_LEAST_DAYS, _HOURS = 3, 24
_DAYS = re.compile(r".*[0-9].* [-–] .*[0-9].*")
_TOTAL = re.compile(r"tot[ay]l|summ[ae]|yhteensä|yht\.|gesamt|kaikki|ensemble")
_TWO_DAYS = re.compile(r"[0-9]{8} ?[-–] ?[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2} ?[-–] ?[0-9]{4}-")


@dataclass
class Times:
    """The column of a table that says when, and each row's period where it has one."""

    column: int
    periods: dict[int, Period] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def repeats(self) -> bool:
        """Whether rows share a period: then they are parts of it, by some other column."""
        told = list(self.periods.values())
        return len(set(told)) < len(told)


def written_day(raw: Raw) -> dt.date | None:
    """Read 20250110, as a number or a text."""
    found = _DAY.fullmatch(_text(raw))
    return date_of(found[1], found[2], found[3]) if found else None


def day(raw: Raw) -> dt.date | None:
    """Read 20250110, or a date cell of a spreadsheet."""
    return written_day(raw) or whole_day(raw)


def times(block: Block, rows: Sequence[int]) -> Times | None:
    """Find the column that says when; None for a table whose rows are no time.

    Args:
        block: the table.
        rows: its rows without totals, at least one.
    """
    heads = block.sheet.rows[block.head]
    for across in range(len(heads)):
        heading = folded(said(heads, across))
        if not heading or meaning(heading):
            continue
        texts = [said(block.sheet.rows[down], across) for down in rows]
        for kind in (_days, _months, _steps, _weeks):
            found = kind(block, across, rows, texts)
            if found is not None:
                return found
    return None


def _days(block: Block, across: int, rows: Sequence[int], texts: Sequence[Raw]) -> Times | None:
    undated = [down for down, raw in zip(rows, texts, strict=True) if not _has_digit(raw)]
    words = [raw for raw in texts if raw != "" and not _has_digit(raw)]
    if len(undated) == len(rows) or (words and len(undated) > 1):
        return None
    made = Times(across)
    for down, raw in zip(rows, texts, strict=True):
        date = day(raw)
        if date is not None:
            made.periods[down] = periods.day(date)
        elif down not in undated:
            return None
    if len(undated) > 1 or set(undated) - {rows[0], rows[-1]}:
        where = exports.cell(block.sheet, undated[0], across)
        made.findings.append(error("date-unreadable", where, found=""))
    elif undated and not _is_sum(block, undated[0], across, rows):
        where = exports.cell(block.sheet, undated[0], across)
        found = shown(said(block.sheet.rows[undated[0]], across))
        made.findings.append(error("date-unreadable", where, found=found))
    # A single row without a date, first or last, is the total and no day.
    return made


def _is_sum(block: Block, down: int, across: int, rows: Sequence[int]) -> bool:
    """Say whether a row without a date is the total: it says so, or it adds up; "(other)" is not.

    People are not added up, and a total may have no name.
    """
    label = folded(said(block.sheet.rows[down], across))
    if not label or _TOTAL.search(label):
        return True
    for column in range(across + 1, exports.width(block.sheet.rows[down])):
        told = exports.figure(said(block.sheet.rows[down], column))
        others = [exports.figure(said(block.sheet.rows[it], column)) for it in rows if it != down]
        numbers = [one for one in others if isinstance(one, Decimal)]
        if isinstance(told, Decimal) and told and told == sum(numbers, Decimal()):
            return True
    return False


def _has_digit(raw: Raw) -> bool:
    return raw != "" and (not isinstance(raw, str) or any(map(str.isdecimal, raw)))


def _months(block: Block, across: int, rows: Sequence[int], texts: Sequence[Raw]) -> Times | None:
    """Read "Year month" (202501): whole months of the span only. "Year week" looks the same."""
    if not monthly(folded(said(block.sheet.rows[block.head], across))):
        return None
    found = [_MONTH.fullmatch(_text(raw)) for raw in texts]
    told = [(int(one[1]), int(one[2])) for one in found if one and 1 <= int(one[2]) <= 12]
    if len(told) < len(texts):
        return None
    months = {d: periods.month(*one) for d, one in zip(rows, told, strict=True)}
    return _whole(block, Times(across, months))


def _steps(block: Block, across: int, rows: Sequence[int], texts: Sequence[Raw]) -> Times | None:
    """Read an index counted from the first day ("Nth day": 0000 is the first)."""
    label = said(block.sheet.rows[block.head], across)
    counted = step(folded(label)) or ("day" if _every_day(block.span, texts) else "")
    if not counted or not all(_INDEX.fullmatch(_text(raw)) for raw in texts):
        return None
    where = exports.cell(block.sheet, block.head, across)
    if counted == "week":
        return Times(across, {}, [warning("weeks-not-taken", where, found=shown(label))])
    if block.span is None:
        return Times(across, {}, [warning("dates-not-told", where, found=shown(label))])
    at: Callable[[Span, int], Period | None] = _nth_day if counted == "day" else _nth_month
    made = Times(across)
    for down, raw in zip(rows, texts, strict=True):
        one = at(block.span, int(_text(raw)))
        if one is None:
            where = exports.cell(block.sheet, down, across)
            made.findings.append(error("date-unreadable", where, found=shown(raw)))
        else:
            made.periods[down] = one
    return _whole(block, made) if counted == "month" else made


def _every_day(span: Span | None, texts: Sequence[Raw]) -> bool:
    """Know an index of days in any language: 0000 to the last day of the span, none left out.

    A spreadsheet takes the zeros away. Then 0 to 23 may as well be hours.
    """
    days = (span[1] - span[0]).days + 1 if span else 0
    told = sorted(map(_text, texts))
    if told == [f"{index:04d}" for index in range(days)]:
        return days >= _LEAST_DAYS
    bare = sorted(str(index) for index in range(days))
    return days >= _LEAST_DAYS and days != _HOURS and told == bare


def span_named(heading: str) -> bool:
    """Say whether a heading names days: of two spans side by side one is another year's."""
    return bool(_DAYS.fullmatch(heading) or _TWO_DAYS.search(heading))


def _nth_day(span: Span, index: int) -> Period | None:
    date = span[0] + dt.timedelta(days=index)
    return periods.day(date) if date <= span[1] else None


def _nth_month(span: Span, index: int) -> Period | None:
    years, month = divmod(span[0].month - 1 + index, 12)
    year = span[0].year + years
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    found = periods.month(year, month + 1)
    return found if found.start <= span[1] else None


def _whole(block: Block, made: Times) -> Times:
    """Take out the months that the span cuts short; without a span none is known to be whole."""
    for down, month in list(made.periods.items()):
        cut = block.span is None or not (
            block.span[0] <= month.start and month.last_day <= block.span[1]
        )
        if cut:
            del made.periods[down]
            first, last = _inside(block.span, month)
            where = exports.cell(block.sheet, down, made.column)
            found = exports.span_shown(first, last)
            made.findings.append(warning("span-no-period", where, found=found))
    return made


def _inside(span: Span | None, month: Period) -> Span:
    if span is None:
        return month.start, month.last_day
    return max(span[0], month.start), min(span[1], month.last_day)


def _weeks(block: Block, across: int, rows: Sequence[int], texts: Sequence[Raw]) -> Times | None:
    """Know the weeks of a retention table: "Apr 9 - Apr 15", in any language."""
    del rows
    if not all(_DAYS.fullmatch(_text(raw)) for raw in texts):
        return None
    where = exports.cell(block.sheet, block.head, across)
    return Times(across, {}, [warning("weeks-not-taken", where, found=shown(texts[0]))])


def _text(raw: Raw) -> str:
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else ""
    if isinstance(raw, int):
        return "" if isinstance(raw, bool) else str(raw)
    return fold(raw) if isinstance(raw, str) else ""
