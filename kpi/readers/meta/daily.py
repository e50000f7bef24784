"""Meta Business Suite's daily export (``meta-daily``): one or several metrics, day by day.

Refuses to guess the platform of a title that names none, to add up what two blocks say of one day,
and to call a day that is not in the file a 0 anywhere but inside the days of new followers, where
Meta leaves the days without any out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from kpi import periods
from kpi.errors import Finding, error, warning
from kpi.readers.asking import Asking
from kpi.readers.cells import Book
from kpi.readers.meta import titles
from kpi.readers.meta.blocks import Block, blocks, faults
from kpi.readers.meta.grid import Grid, left_over, number, placed, unseen
from kpi.readers.numbers import clip, shown, written
from kpi.readers.reading import Reading, Series, Told
from kpi.readers.unaddable import unaddable

FORMAT = "meta-daily"
_HEADER_WITHIN, _MOST_BLOCKS = 200, 100
_A_DAY = dt.timedelta(days=1)
_SUM = re.compile(r".*\b(?:yht\b|yhteensä|summa|total|sum)\b", re.IGNORECASE)
# A longer gap is more likely two downloads under one title than a time without a new follower.
_LONGEST_SILENCE = 92

Read = tuple[Block, tuple[Told, ...]]
"""A block and what its rows say."""


class Days(NamedTuple):
    """The daily series of a book, what is wrong with them, and the cells they take per sheet."""

    series: tuple[Series, ...]
    findings: tuple[Finding, ...]
    used: tuple[set[tuple[int, int]], ...]


def recognise(book: Book) -> bool:
    """Say whether a sheet has a block: known by its shape, in whatever language."""
    return any(blocks(Grid(sheet), _HEADER_WITHIN) for sheet in book.sheets)


def read(book: Book, asking: Asking) -> Reading:
    """Read every block; what stands around them is said to be not read."""
    days = read_days(book, asking)
    findings = list(days.findings)
    for sheet, used in zip(book.sheets, days.used, strict=True):
        findings.extend(left_over(Grid(sheet), used))
    return Reading(series=days.series, findings=tuple(findings))


def read_days(book: Book, asking: Asking) -> Days:
    """Read the blocks of every sheet."""
    per_sheet = [blocks(Grid(sheet)) for sheet in book.sheets]
    found = [one for there in per_sheet for one in there]
    if len(found) > _MOST_BLOCKS:
        many = error(
            "too-many-blocks", found[0].cell, found=str(len(found)), most=str(_MOST_BLOCKS)
        )
        return Days((), (many,), tuple(set() for _ in per_sheet))
    findings = [wrong for one in found for wrong in faults(one)]
    rates = [one for one in found if _is_rate(one.title)]
    findings.extend(warning("columns-left-out", it.cell, found=clip(it.title)) for it in rates)
    counts = [one for one in found if one.title and one.days and one not in rates]
    read = [(one, tuple(_figures(one, findings))) for one in counts]
    read = list(_without_copies(read))
    times = Counter(one.title.casefold() for one, _ in read)
    series: dict[str, Series] = {}
    for one, figures in read:
        made = _series(one, figures, asking, alone=times[one.title.casefold()] == 1)
        findings.extend(_seen(one, made))
        findings.extend(_nameless(one, figures, made))
        findings.extend(_put(made, series))
    used = tuple({place for one in there for place in one.used} for there in per_sheet)
    return Days(tuple(series.values()), tuple(findings), used)


def _is_rate(title: str) -> bool:
    """Say whether a title in no list names a rate, an average or a length of time."""
    said = titles.meaning(title)
    return said.kind is None and unaddable(said.key)


def _figures(one: Block, findings: list[Finding]) -> Iterator[Told]:
    """Read a block's figures, each day once."""
    whole = titles.meaning(one.title).kind is not None
    kept: dict[dt.date, Told] = {}
    for row, date in one.days:
        cell = one.grid.cell(row, one.column + 1)
        value = number(one.grid.at(row, one.column + 1), whole=whole)
        if isinstance(value, Finding):
            findings.append(placed(value, cell))
        elif value is not None:
            told = Told(periods.day(date), value, cell)
            first = kept.setdefault(date, told)
            if first is told:
                yield told
            elif first.value != value:
                findings.append(_disagreement(told, first))


def _disagreement(told: Told, first: Told) -> Finding:
    assert told.period is not None and told.value is not None and first.value is not None
    return error(
        "period-told-twice",
        told.cell,
        name=shown(told.period.start),
        found=written(told.value),
        other=written(first.value),
        where=first.cell,
    )


def _without_copies(read: Iterable[Read]) -> Iterator[Read]:
    """Leave out a block that says again what another of its title says."""
    kept: set[tuple[str, tuple[tuple[object, ...], ...]]] = set()
    for one, figures in read:
        key = (one.title.casefold(), tuple((told.period, told.value) for told in figures))
        if key not in kept:
            kept.add(key)
            yield one, figures


def _series(one: Block, figures: Sequence[Told], asking: Asking, *, alone: bool) -> Series:
    said = titles.meaning(one.title)
    platform = titles.platform_of(one.title, said, one.cell, asking, alone=alone)
    kind = titles.kind_of(one.title, said, one.cell, asking)
    if said.counted == titles.NEW_FOLLOWERS:
        figures = tuple(_with_zeros(one, figures))
    return Series(one.title, one.cell, figures, kind, titles.concept_of(said, platform))


def _with_zeros(one: Block, figures: Sequence[Told]) -> Iterator[Told]:
    """Put in the days that Meta left out because nobody began to follow.

    Only between two days of the file, and only where no row says 0 itself: a file that does has
    another reason for a day that is missing. Whole months are more likely between two downloads
    that somebody put together. The figure's cell is the date before the gap.
    """
    known = {told.period: told for told in figures}
    stated = sorted({date: row for row, date in one.days}.items())
    says_none = any(told.value == 0 for told in figures)
    for (date, row), (following, _) in pairwise([*stated, (stated[-1][0] + _A_DAY, 0)]):
        period = periods.day(date)
        if period in known:
            yield known[period]
        left_out = (following - date).days - 1
        whole_months = (date + _A_DAY).day == following.day == 1 and left_out > 0
        if not says_none and left_out <= _LONGEST_SILENCE and not whole_months:
            cell = one.grid.cell(row, one.column)
            for days in range(1, left_out + 1):
                yield Told(periods.day(date + days * _A_DAY), Decimal(0), cell)


def _seen(one: Block, made: Series) -> Iterator[Finding]:
    """Say what is to be known about the figures of a block."""
    stated = {date for _, date in one.days}
    zeros = [it.period for it in made.figures if it.period and it.period.start not in stated]
    if zeros:
        yield warning("days-without-rows", one.cell, found=made.label, days=str(len(zeros)))
    yield from unseen(one.grid, one.column + 1, [row for row, _ in one.days])


def _nameless(one: Block, figures: Sequence[Told], made: Series) -> Iterator[Finding]:
    """Refuse a figure beside a word, where days that are missing become 0, unless it is their sum.

    The word may stand where a date was: then a day that is missing has a figure after all.
    """
    if len(made.figures) == len(figures):
        return
    values = {row: number(one.grid.at(row, one.column + 1), whole=False) for row in one.named}
    counted = {told.cell: told.value or Decimal(0) for told in figures}
    added = {
        row: counted.get(one.grid.cell(row, one.column + 1), Decimal(0)) for row, _ in one.days
    }
    start = one.header_row
    for row, value in values.items():
        since = sum(it for at, it in added.items() if start < at < row)
        start, word = row, one.grid.text(row, one.column)
        summed = _SUM.match(word) and value in {since, sum(added.values())}
        if isinstance(value, Decimal) and not summed:
            yield error("date-unreadable", one.grid.cell(row, one.column), found=clip(word))


def _put(made: Series, series: dict[str, Series]) -> Iterator[Finding]:
    """Add a series, to the one of its concept if there is one: a day they tell twice must agree."""
    one = series.get(made.concept or made.cell)
    if one is None:
        series[made.concept or made.cell] = made
        return
    known = {told.period: told for told in one.figures}
    for told in made.figures:
        if told.period in known and told.value != known[told.period].value:
            yield _disagreement(told, known[told.period])
    added = (told for told in made.figures if told.period not in known)
    series[made.concept] = replace(one, figures=(*one.figures, *added))
