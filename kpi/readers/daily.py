"""Figures period by period under headings, as the tools of social media export them.

Refuses to read a heading that nobody knows, to take a rate for a count, and to make of a text what
it may not mean: a count is a whole number, an empty cell is no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from kpi.errors import Finding, error, warning
from kpi.model import Kind
from kpi.periods import Period
from kpi.readers.cells import Raw, Sheet, letters, place
from kpi.readers.exports import sum_below
from kpi.readers.numbers import clip, fold, read_number, shown
from kpi.readers.reading import Reading, Series, Told

_MOST_ERRORS = 100
# Exports write decimals with a point and no mark for thousands.
_POINTED = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,18}")


class Meaning(NamedTuple):
    """What a heading of a tool says: see ``Series``; ``whole`` is False where parts are counted."""

    concept: str
    kind: Kind
    wanted: bool = True
    whole: bool = True


class Heading(NamedTuple):
    """A heading of the file: its place among the columns, and what it means if that is known."""

    at: int
    label: str
    cell: str
    meaning: Meaning | None


def folded(raw: Raw) -> str:
    """Give a heading's words in lower case; empty for what is no text."""
    return fold(raw).casefold() if isinstance(raw, str) else ""


def headings(
    sheet: Sheet, header: int, meanings: Mapping[str, Meaning] | Sequence[Meaning]
) -> tuple[Heading, ...]:
    """Give the headings right of the first, by their folded words or by their order."""
    row = sheet.rows[header]
    found = []
    for at, raw in enumerate(row[1:], 1):
        if isinstance(meanings, Mapping):
            meaning = meanings.get(folded(raw))
        else:
            meaning = meanings[at - 1] if at <= len(meanings) else None
        if raw != "" and shown(raw):
            found.append(Heading(at, shown(raw), at_cell(sheet, header, at), meaning))
    return tuple(found)


def at_cell(sheet: Sheet, row: int, column: int) -> str:
    """Give the address of a cell by its place among the rows and columns, from 0."""
    return place(sheet.name, letters(sheet.column + column), sheet.row + row)


def filled(sheet: Sheet, header: int) -> tuple[int, ...]:
    """Give the places of the rows below a header that are not empty."""
    rows = enumerate(sheet.rows)
    return tuple(at for at, row in rows if at > header and not all(map(_is_empty, row)))


def without_sum(
    sheet: Sheet, header: int, known: Iterable[Heading]
) -> tuple[tuple[int, ...], list[Finding]]:
    """Give the rows below a header without a sum of them at the end, and say which was one."""
    rows = filled(sheet, header)
    counts = [one.at for one in known if one.meaning and one.meaning.kind is not Kind.RATIO]
    added, said = sum_below(sheet, rows, 0, counts)
    return tuple(row for row in rows if row != added), said


def _is_empty(raw: Raw) -> bool:
    return isinstance(raw, str) and not raw.strip()


def told(
    sheet: Sheet,
    known: Iterable[Heading],
    periods: Mapping[int, Period | None],
    no_data: frozenset[str] = frozenset(),
) -> Reading:
    """Read the columns under headings.

    Args:
        sheet: the sheet.
        known: its headings. Those without a meaning and rates are not read: see ``left_out``.
        periods: the period of each row to read, by the row's place; None while it is asked about.
        no_data: words, in lower case, by which the tool says that it has no figure.

    Returns:
        A series for each heading that counts something. A cell that holds no number is an error.
    """
    series, faults = [], []
    for heading in known:
        meaning = heading.meaning
        if meaning is not None and meaning.kind is not Kind.RATIO:
            figures: list[Told] = []
            for row, period in periods.items():
                read = _figure(sheet, row, heading.at, meaning.whole, no_data)
                if isinstance(read, Finding):
                    faults.append(read)
                elif read is not None:
                    figures.append(read._replace(period=period))
            series.append(_series(heading, meaning, figures))
    return Reading(series=tuple(series), findings=tuple(faults[:_MOST_ERRORS]))


def _series(heading: Heading, meaning: Meaning, figures: Sequence[Told]) -> Series:
    return Series(
        heading.label, heading.cell, figures, meaning.kind, meaning.concept, wanted=meaning.wanted
    )


def _figure(
    sheet: Sheet, row: int, at: int, whole: bool, no_data: frozenset[str]
) -> Told | Finding | None:
    raw = sheet.rows[row][at] if at < len(sheet.rows[row]) else ""
    if _is_empty(raw):
        return None
    cell = at_cell(sheet, row, at)
    if folded(raw) in no_data:
        return Told(None, None, cell)
    value = number(raw, whole)
    return replace(value, cell=cell) if isinstance(value, Finding) else Told(None, value, cell)


def number(raw: Raw, whole: bool = True) -> Decimal | Finding | None:
    """Read one number of an export.

    Args:
        raw: the cell.
        whole: whether it counts whole things. Only where it does not, a point is a decimal point:
            1.240 visits may have been a thousand and more before someone saved the file.

    Returns:
        The exact number, None where the cell says that there is none, an error without a cell.
    """
    if not whole and isinstance(raw, str) and _POINTED.fullmatch(raw):
        return Decimal(raw)
    read = read_number(raw)
    if read is None or isinstance(read, Finding):
        return read
    if read.unit:
        return error("not-a-number", found=shown(raw))
    if whole and read.value != read.value.to_integral_value():
        return error("count-not-whole", found=shown(raw))
    return read.value


def left_out(known: Sequence[Heading]) -> Iterator[Finding]:
    """Name the rates, which cannot be added up, and the headings that nobody knows."""
    rates = [one for one in known if one.meaning and one.meaning.kind is Kind.RATIO]
    strange = [one for one in known if one.meaning is None]
    if rates:
        yield warning("columns-left-out", rates[0].cell, found=_names(rates))
    if strange:
        yield warning("columns-not-known", strange[0].cell, found=_names(strange))


def _names(found: Sequence[Heading]) -> str:
    return ", ".join(clip(one.label) for one in found)
