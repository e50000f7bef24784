"""Cells of the exports of web tools: plain numbers, whole days, spans that make a period or not.

Refuses to read a number that could be two, hours as a day, and a row with more cells than headings.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from kpi.errors import Finding, PeriodUnreadable, error, warning
from kpi.periods import FIRST_YEAR, LAST_YEAR, Grain, Period, parse
from kpi.readers.cells import Book, Raw, Sheet, letters, place
from kpi.readers.numbers import (
    MOST_DECIMALS,
    MOST_DIGITS,
    Number,
    clip,
    fold,
    read_number,
    shown,
    written,
)

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_SUM = re.compile(
    r"(?:grand |kokonais|loppu)?(?:totals?|totalt|summa|sum|yhteensä|yht\.?|gesamt|insgesamt|summe)"
    r":?"
)


def cell(sheet: Sheet, down: int, across: int) -> str:
    """Give the address of a cell that stands so far below and beside the first one read."""
    return place(sheet.name, letters(sheet.column + across), sheet.row + down)


def said(row: Sequence[Raw], across: int) -> Raw:
    """Give a cell of a row; empty beyond its end and for blanks."""
    raw = row[across] if across < len(row) else ""
    return "" if isinstance(raw, str) and not raw.strip() else raw


def width(row: Sequence[Raw]) -> int:
    """Give how many cells a row has up to the last that is not empty."""
    return max((across + 1 for across in range(len(row)) if said(row, across) != ""), default=0)


def filled(row: Sequence[Raw]) -> int:
    """Give how many cells of a row are not empty."""
    return sum(said(row, across) != "" for across in range(len(row)))


def folded(raw: Raw) -> str:
    """Give a heading for comparing: trimmed, in small letters."""
    return shown(raw).casefold() if not isinstance(raw, str) else fold(raw).casefold()


def seen(book: Book) -> tuple[Sheet, ...]:
    """Give the sheets that a person sees."""
    return tuple(sheet for sheet in book.sheets if not sheet.hidden)


def unseen(book: Book) -> list[Finding]:
    """Say which hidden sheets are not read, and which rows were read that nobody sees."""
    findings = []
    for sheet in book.sheets:
        where = place(sheet.name, "A", 1)
        rows = _hidden(sheet)
        if sheet.hidden and sheet.rows:
            findings.append(warning("sheet-not-read", where, found=clip(sheet.name)))
        elif rows and not sheet.hidden:
            found = clip(", ".join(map(str, rows)))
            findings.append(warning("hidden-figures", where, found=found))
    return findings


def _hidden(sheet: Sheet) -> list[int]:
    """Give the numbers of the rows of which something is hidden."""
    columns = [number - sheet.column for number in sheet.hidden_columns]
    return [
        number
        for number, row in enumerate(sheet.rows, sheet.row)
        if (number in sheet.hidden_rows and width(row))
        or any(said(row, across) != "" for across in columns if across >= 0)
    ]


def figure(raw: Raw) -> Decimal | Finding | None:
    """Read one cell of an export.

    Args:
        raw: the cell. Texts have a decimal point and no thousands mark; what was typed or saved
            anew by a spreadsheet is read as people write it here.

    Returns:
        The number, None for an empty cell or one that says there is none, or an error without a
        cell.
    """
    if isinstance(raw, str):
        text = fold(raw).removeprefix("'")
        if _PLAIN.fullmatch(text):
            return _kept(Decimal(text))
    number = read_number(raw)
    if isinstance(number, Number):
        return error("not-a-number", found=shown(raw)) if number.unit else number.value
    return number


def _kept(value: Decimal) -> Decimal | Finding:
    decimals = -int(value.as_tuple().exponent)
    if decimals > MOST_DECIMALS or (value and value.adjusted() >= MOST_DIGITS):
        return error("number-too-long", found=clip(written(value)))
    return value


def placed(finding: Finding, where: str) -> Finding:
    """Give a finding its cell."""
    return replace(finding, cell=where)


def number_at(sheet: Sheet, down: int, across: int, *, whole: bool) -> Decimal | Finding | None:
    """Read the number in a cell; an error has its cell. "1.240" is no count of whole things."""
    raw = said(sheet.rows[down], across)
    value = figure(raw)
    if whole and isinstance(value, Decimal) and value != value.to_integral_value():
        value = error("count-not-whole", found=shown(raw))
    return placed(value, cell(sheet, down, across)) if isinstance(value, Finding) else value


def whole_day(raw: Raw) -> dt.date | None:
    """Read one cell as a day: a date cell, 2025-06-07 or 7.6.2025. Hours of a day are no day."""
    if isinstance(raw, dt.datetime):
        return _kept_date(raw.date()) if raw.time() == dt.time() else None
    if isinstance(raw, dt.date):
        return _kept_date(raw)
    text = fold(raw) if isinstance(raw, str) else ""
    iso, dotted = _ISO.fullmatch(text), _DOTTED.fullmatch(text)
    if iso:
        return date_of(iso[1], iso[2], iso[3])
    return date_of(dotted[3], dotted[2], dotted[1]) if dotted else None


def date_of(year: str, month: str, day: str) -> dt.date | None:
    """Build a date; None where the calendar has no such day."""
    try:
        return _kept_date(dt.date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _kept_date(date: dt.date) -> dt.date | None:
    return date if FIRST_YEAR <= date.year <= LAST_YEAR else None


def reporting(first: dt.date, last: dt.date) -> Period | None:
    """Give the period that begins and ends on these days; None where they make none."""
    try:
        return parse(f"{_dotted(first)}-{_dotted(last)}")
    except PeriodUnreadable:
        return None


def span_shown(first: dt.date, last: dt.date) -> str:
    """Write a span of days for a message: 3.6.–9.6.2025."""
    start = f"{first.day}.{first.month}." if first.year == last.year else _dotted(first)
    return f"{start}–{_dotted(last)}"


def period_shown(period: Period) -> str:
    """Write a period for a message, as its days."""
    if period.grain is Grain.DAY:
        return _dotted(period.start)
    return span_shown(period.start, period.last_day)


def _dotted(date: dt.date) -> str:
    return f"{date.day}.{date.month}.{date.year}"


def unheaded(
    sheet: Sheet, rows: Iterable[int], across: int, is_time: Callable[[Raw], object]
) -> list[Finding]:
    """Refuse figures beside a date above the headings, or below an empty row: they would be lost.

    Args:
        sheet: the sheet.
        rows: the rows that are under no heading.
        across: where the time of a row stands.
        is_time: what a time is for this tool.
    """
    for down in rows:
        row = sheet.rows[down]
        if filled(row) > 1 and is_time(said(row, across)):
            return [error("heading-missing", cell(sheet, down, across))]
    return []


def longer(sheet: Sheet, down: int, width: int) -> Finding | None:
    """Refuse a row with more cells than headings: nobody knows under which its figures belong."""
    row = sheet.rows[down]
    for across in range(width, len(row)):
        if said(row, across) != "":
            found = clip(shown(row[across]))
            return error("row-longer-than-headings", cell(sheet, down, across), found=found)
    return None


def sum_below(
    sheet: Sheet, rows: Sequence[int], across: int, counted: Iterable[int]
) -> tuple[int | None, list[Finding]]:
    """Find the row that somebody put below the others to add them up, and say that it is no row.

    Args:
        sheet: the sheet.
        rows: the rows below the headings, by their places, in the file's order.
        across: where the time of a row stands: of a sum it is empty, or a word for a sum.
        counted: the columns that can be added up. All that have a figure must agree.

    Returns:
        The row, and a warning; None where the last row is one like the others.
    """
    *above, last = rows or (-1,)
    label = said(sheet.rows[last], across) if above else "-"
    if not isinstance(label, str) or not (label == "" or _SUM.fullmatch(folded(label))):
        return None, []
    added = 0
    for column in counted:
        told = figure(said(sheet.rows[last], column))
        parts = [figure(said(sheet.rows[down], column)) for down in above]
        numbers = [one for one in parts if isinstance(one, Decimal)]
        if told is None:
            continue
        if told != sum(numbers, Decimal()) or any(isinstance(one, Finding) for one in parts):
            return None, []
        added += 1
    if not added:
        return None, []
    where = cell(sheet, last, across)
    return last, [warning("totals-left-out", where, found=clip(shown(label)) or where)]
