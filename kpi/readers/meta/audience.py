"""Meta's audience export (``meta-audience``): who follows, in shares, and in older files how many.

Refuses to make figures over time of the shares, and to date the number of followers by the upload:
the file has no date, so the day is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from kpi.errors import Finding, warning
from kpi.model import Kind
from kpi.readers.asking import Asking
from kpi.readers.cells import Book
from kpi.readers.days import day_of
from kpi.readers.meta.daily import read_days
from kpi.readers.meta.grid import Grid, left_over, number, placed, unseen
from kpi.readers.meta.titles import PLATFORMS
from kpi.readers.numbers import clip, shown
from kpi.readers.reading import Reading, Series, Told

FORMAT = "meta-audience"
_WITHIN, _LEAST_TITLES, _LEAST_AGES = 500, 2, 5

_MARK = re.compile(r"(?P<owner>FB_PAGE|IG_ACCOUNT),FOLLOW,UNIQUE_USERS", re.IGNORECASE)
_OWNERS = dict(zip(("FB_PAGE", "IG_ACCOUNT"), PLATFORMS, strict=True))
_AGES = frozenset({"13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+"})
_TITLES = frozenset(
    {"age & gender", "top countries", "top cities", "top towns/cities", "top pages"}
    | {"edad y sexo", "principales países", "principales ciudades"}
)

Used = set[tuple[int, int]]


class Count(NamedTuple):
    """A number of followers: its title, the title's cell, and the number with its own cell."""

    label: str
    cell: str
    platform: str
    value: Decimal
    place: str


def recognise(book: Book) -> bool:
    """Say whether a sheet has the count of followers, or shares by Meta's age groups."""
    return any(_is_audience(Grid(sheet)) for sheet in book.sheets)


def _is_audience(grid: Grid) -> bool:
    rows = range(min(len(grid.rows), _WITHIN))
    titles = sum(_lone(grid, row).casefold() in _TITLES for row in rows)
    if titles >= _LEAST_TITLES or any(_mark(grid, row) for row in rows):
        return True
    return any(_shares_by_age(grid, row) for row in rows if _lone(grid, row))


def _lone(grid: Grid, row: int) -> str:
    """Give the text of a row that has one cell only."""
    columns = grid.filled(row)
    return grid.text(row, columns[0]) if len(columns) == 1 else ""


def _mark(grid: Grid, row: int) -> str:
    """Give the platform that the technical name of the followers' count stands for."""
    told = ",".join(grid.text(row, column) for column in grid.filled(row)[:4])
    found = _MARK.fullmatch(told.replace(" ", ""))
    return _OWNERS[found["owner"].upper()] if found else ""


def _shares_by_age(grid: Grid, title: int) -> bool:
    """Say whether age groups follow whose numbers add up to about a hundred."""
    across = grid.filled(title + 1)
    if not across or across[0] == grid.filled(title)[0]:
        return False
    ages, total = 0, Decimal()
    row = title + 2
    while grid.text(row, across[0] - 1).replace("–", "-") in _AGES:
        ages += 1
        total += sum((_share(grid, row, column) for column in across), Decimal())
        row += 1
    return ages >= _LEAST_AGES and 98 <= total <= 102


def _share(grid: Grid, row: int, column: int) -> Decimal:
    try:
        return Decimal(shown(grid.at(row, column)).rstrip("% ").replace(",", "."))
    except InvalidOperation:
        return Decimal()


def read(book: Book, asking: Asking) -> Reading:
    """Read the number of followers and the daily blocks; say that the shares are left out."""
    days = read_days(book, asking)
    findings = list(days.findings)
    counts: list[Count] = []
    titles: list[tuple[str, str]] = []
    for sheet, used in zip(book.sheets, days.used, strict=True):
        grid = Grid(sheet)
        counts.extend(_counts(grid, used, findings))
        titled = list(_left_out(grid, used))
        titles.extend(titled)
        findings.extend(() if titled else left_over(grid, used))
    if titles:
        names = ", ".join(dict.fromkeys(title for title, _ in titles))
        findings.append(warning("shares-left-out", titles[0][1], found=clip(names)))
    series = (*days.series, *_followers(counts, asking))
    return Reading(series=series, findings=tuple(findings))


def _counts(grid: Grid, used: Used, findings: list[Finding]) -> Iterator[Count]:
    """Find the number of followers of each platform: a title, the technical name, the number."""
    for row in range(len(grid.rows)):
        platform = _mark(grid, row)
        if not platform:
            continue
        column, above = grid.filled(row)[0], grid.above(row)
        title = "" if above is None else _lone(grid, above)
        head = above if above is not None and title else row
        used.update((it, at) for it in (head, row, row + 1) for at in grid.filled(it))
        value = number(grid.at(row + 1, column), whole=True)
        cell = grid.cell(row + 1, column)
        if isinstance(value, Finding):
            findings.append(placed(value, cell))
        elif value is not None:
            findings.extend(unseen(grid, column, [row + 1]))
            label = title or grid.text(row, column)
            yield Count(label, grid.cell(head, column), platform, value, cell)


def _followers(counts: Sequence[Count], asking: Asking) -> Iterator[Series]:
    """Date the counts: they were taken on one day, which is asked once."""
    if not counts:
        return
    day = day_of(asking, counts[0].cell, ", ".join(one.label for one in counts))
    for one in counts:
        told = Told(day, one.value, one.place)
        yield Series(one.label, one.cell, (told,), Kind.STOCK, f"{one.platform}_followers")


def _left_out(grid: Grid, used: Used) -> Iterator[tuple[str, str]]:
    """Give the titles of the blocks that nobody read, with their cells."""
    for row in range(len(grid.rows)):
        title = _lone(grid, row)
        column = grid.filled(row)[0] if title else 0
        if title and (row, column) not in used and grid.filled(row + 1):
            yield clip(title), grid.cell(row, column)
