"""LinkedIn's comparison with competitors: the only export with the number of followers.

Refuses to guess which of the pages is the own one, and to take what was counted over a span of days
that is no reporting period.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kpi.errors import Finding, error, warning
from kpi.model import Kind
from kpi.periods import Grain, Period, containing, day
from kpi.readers.asking import Asking
from kpi.readers.cells import Sheet
from kpi.readers.daily import Heading, at_cell, filled, headings, left_out, told
from kpi.readers.dates import Cell, read_days
from kpi.readers.linkedin.columns import Found
from kpi.readers.numbers import shown
from kpi.readers.reading import Reading, Series

_GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.SEMESTER, Grain.YEAR)


class _Span(NamedTuple):
    """The days that a comparison lies between, both counted in."""

    first: dt.date
    last: dt.date
    cell: str

    @property
    def period(self) -> Period | None:
        """The reporting period that the span is exactly, if it is one."""
        periods = (containing(self.first, grain) for grain in _GRAINS)
        return next((one for one in periods if (one.start, one.last_day) == self[:2]), None)

    @property
    def shown(self) -> str:
        return f"{shown(self.first)}–{shown(self.last)}"


def read(found: Found, asking: Asking) -> Reading:
    """Read the own page's row; while nobody has said which it is, tell every row and take none."""
    sheet, header = found.sheet, found.header
    span, findings = _span(sheet, header)
    pages = {row: shown(sheet.rows[row][0]) for row in filled(sheet, header)}
    pages = {row: name for row, name in pages.items() if name}
    if span is None or not pages:
        return Reading(findings=tuple(findings))
    own = asking.ask(
        "which-page",
        at_cell(sheet, min(pages), 0),
        tuple(dict.fromkeys(pages.values())),
        subject="own-page",
    )
    rows = {row: name for row, name in pages.items() if own in {None, name}}
    known = headings(sheet, header, found.meanings)
    findings += [*left_out(known), *(_twice(sheet, rows) if own else ())]
    if span.period is None:
        findings.append(warning("span-no-period", span.cell, found=span.shown))
    series: list[Series] = []
    for row, name in rows.items():
        made = _row(sheet, row, known, span)
        findings += made.findings
        series += [_of_page(one, name, own is not None) for one in made.series]
    return Reading(series=tuple(series), findings=tuple(findings))


def _row(sheet: Sheet, row: int, known: Sequence[Heading], span: _Span) -> Reading:
    """Read one page: its followers as of the last day, what was counted where the span allows."""
    stocks = [one for one in known if one.meaning and one.meaning.kind is Kind.STOCK]
    flows = [one for one in known if one.meaning and one.meaning.kind is Kind.FLOW]
    as_of = told(sheet, stocks, {row: day(span.last)})
    counted = told(sheet, flows if span.period else (), {row: span.period})
    return Reading(
        series=(*as_of.series, *counted.series), findings=(*as_of.findings, *counted.findings)
    )


def _of_page(one: Series, page: str, own: bool) -> Series:
    return replace(one, label=f"{page} / {one.label}", wanted=one.wanted and own)


def _twice(sheet: Sheet, rows: Mapping[int, str]) -> Iterator[Finding]:
    """Refuse two rows of the own page's name: which of them is it?"""
    first, *others = rows
    for row in others:
        where = at_cell(sheet, first, 0)
        yield error("page-twice", at_cell(sheet, row, 0), found=rows[row], where=where)


def _span(sheet: Sheet, header: int) -> tuple[_Span | None, list[Finding]]:
    """Read the two days above the header; what is wrong with them refuses the file."""
    above = [at for at in filled(sheet, -1) if at < header]
    cells = {
        column: Cell(at_cell(sheet, above[-1], column), raw)
        for column, raw in enumerate(sheet.rows[above[-1]] if above else ())
        if raw != ""
    }
    if len(cells) != 2:
        return None, [error("period-row-missing", at_cell(sheet, header, 0))]
    days = read_days(cells, daily=False)
    if not days.days:
        return None, list(days.findings)
    first, last = (days.days[column] for column in sorted(cells))
    span = _Span(first, last, cells[min(cells)].place)
    if first > last:
        return None, [error("period-backwards", span.cell, found=span.shown)]
    return span, list(days.findings)
