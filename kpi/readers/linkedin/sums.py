"""A sheet of LinkedIn's that somebody saved without the others, in any language: its totals tell.

Refuses to take a sheet of somebody's own for one: in every row each total has to be the sum of the
columns before it, and the few columns about followers must also be called so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi.readers.cells import Raw, Sheet
from kpi.readers.daily import filled, folded, number
from kpi.readers.dates import is_day
from kpi.readers.linkedin.columns import BY_ORDER, CONTENT, FOLLOWERS, VISITORS, Found

_HEADER_WITHIN = 6
_LEAST_DAYS = 2
# "Sponsored" is nearly the same word in most languages.
_SPONSORED = re.compile(r"spons|patroc")
_FOLLOWERS = re.compile(r"seuraaj|follow|följ|følg|volger|seguid|seguac|abonn|suivi|obserwuj")
# Of three columns, counted from 1, the third is the sum: page views by device, what is by part.
# Visitors by device are not: somebody may have come with both.
_THIRDS = {VISITORS: (3, 9, 15, 21), CONTENT: (3, 7, 10, 13, 16)}


def by_sums(sheets: Sequence[Sheet]) -> Iterator[Found]:
    """Find the sheets with days whose totals are where LinkedIn has them."""
    for sheet in sheets:
        header = _header(sheet)
        for name in (FOLLOWERS, VISITORS, CONTENT) if header is not None else ():
            assert header is not None
            row = sheet.rows[header]
            columns = max(at for at, raw in enumerate(row, 1) if raw != "")
            meanings = BY_ORDER[name].get(columns - 1)
            if meanings and _named(name, row[:columns]) and _adds_up(name, sheet, header, columns):
                yield Found(name, sheet, header, meanings)


def _header(sheet: Sheet) -> int | None:
    """Find the row of words above the first day."""
    top = sheet._replace(rows=sheet.rows[:_HEADER_WITHIN])
    rows = filled(top, -1)
    for header, below in zip(rows, rows[1:], strict=False):
        if is_day(sheet.rows[below][0]):
            return header
    return None


def _named(name: str, row: Sequence[Raw]) -> bool:
    words = [folded(raw) for raw in row]
    if not all(words):
        return False
    called = all(map(_FOLLOWERS.search, words[1:])) and _SPONSORED.search(words[1])
    return name != FOLLOWERS or bool(called)


def _adds_up(name: str, sheet: Sheet, header: int, columns: int) -> bool:
    """Say whether every total of every day is a sum, and not of zeros only."""
    days = [row for row in filled(sheet, header) if is_day(sheet.rows[row][0])]
    told = [_numbers(sheet.rows[row], columns) for row in days]
    sums = [
        (row[total], sum(row[first:total], Decimal()))
        for row in told
        for first, total in _totals(name, columns)
    ]
    return (
        len(days) >= _LEAST_DAYS
        and all(total == added for total, added in sums)
        and any(added for _, added in sums)
    )


def _totals(name: str, columns: int) -> list[tuple[int, int]]:
    """Give where the parts of a total begin, and where it stands."""
    if name == FOLLOWERS:
        return [(1, columns - 1)]
    return [(third - 2, third) for third in _THIRDS[name]]


def _numbers(row: Sequence[Raw], columns: int) -> list[Decimal]:
    """Give the numbers of a row by its columns; what is none is 0."""
    padded = [*row, *("" for _ in range(columns))][:columns]
    read = (number(raw) if at else None for at, raw in enumerate(padded))
    return [one if isinstance(one, Decimal) else Decimal() for one in read]
