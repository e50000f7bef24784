"""Plausible's export: visitors, visits and page views by day or by month.

Refuses to tell days from months by anything but the distance of the dates, because the headings are
the same, and to take the rows of pages and sources for the whole site.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpi import periods
from kpi.errors import Finding, Severity, error, warning
from kpi.model import Kind
from kpi.periods import Period
from kpi.readers import exports, gathered
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Sheet
from kpi.readers.exports import folded, said, whole_day
from kpi.readers.gathered import Counted, Gathered, Heading, finished
from kpi.readers.numbers import clip, shown
from kpi.readers.reading import Reading, Told
from kpi.readers.spacing import Rows, rows_cover

FORMAT = "plausible"
_COUNTED = {
    "visitors": Counted("visitors", Kind.DISTINCT),
    "visits": Counted("visits", Kind.FLOW),
    "pageviews": Counted("page_views", Kind.FLOW),
    "bounces": Counted("bounces", Kind.FLOW, wanted=False),
    "events": Counted("events", Kind.FLOW, wanted=False),
}
_RATIOS = frozenset(
    {"views_per_visit", "bounce_rate", "visit_duration", "time_on_page", "scroll_depth"}
    | {"conversion_rate", "exit_rate"}
)
# Letter for letter: a table of one's own has other words, or these with a capital.
_ALONE = ["date", "visitors"]
_TELLING = frozenset(_COUNTED) - {"visitors", "events"} | _RATIOS


class _Table(NamedTuple):
    """Where the export's one table stands on its sheet."""

    sheet: Sheet
    head: int
    headings: Sequence[str]


def recognise(book: Book) -> str:
    """Give ``plausible`` for a table with its headings, which no language changes."""
    return FORMAT if _table(book) else ""


def read(book: Book, asking: Asking) -> Reading:
    """Read the table; its dates say whether a row is a day or a month."""
    table = _table(book)
    assert table is not None, "only what was recognised is read"
    sheet, headings = table.sheet, table.headings
    strange = [at for at, name in enumerate(headings) if name not in {*_COUNTED, *_RATIOS, "date"}]
    if strange or "date" not in headings:
        divided = {exports.cell(sheet, table.head, at): _label(table, at) for at in strange or [0]}
        return finished(book, Gathered(), gathered.tables_left_out(divided))
    dates, findings = _dates(table)
    if any(one.severity is Severity.ERROR for one in findings) or not dates:
        return finished(book, Gathered(), findings)
    first = next(iter(dates))
    where = exports.cell(sheet, first, headings.index("date"))
    raw = said(sheet.rows[first], headings.index("date"))
    cover = rows_cover(list(dates.values()), where, asking, shown(raw))
    made = _figures(table, {down: _period(date, cover) for down, date in dates.items()}, cover)
    return finished(
        book, made, [*findings, *_said_of(cover, list(dates.values()), where), *_ratios(table)]
    )


def _table(book: Book) -> _Table | None:
    for sheet in exports.seen(book):
        head = next((at for at, row in enumerate(sheet.rows[:5]) if exports.width(row)), None)
        if head is not None:
            row = sheet.rows[head]
            headings = [folded(raw) for raw in row[: exports.width(row)]]
            known = "visitors" in headings and bool(_TELLING & set(headings))
            if known or list(row[: exports.width(row)]) == _ALONE:
                return _Table(sheet, head, headings)
    return None


def _label(table: _Table, across: int) -> str:
    return clip(shown(said(table.sheet.rows[table.head], across)))


def _dates(table: _Table) -> tuple[Mapping[int, dt.date], list[Finding]]:
    """Give the date of each row. An hour is no day, and a row without a date has no period."""
    dates: dict[int, dt.date] = {}
    findings: list[Finding] = []
    across = table.headings.index("date")
    rows = [down for down in range(table.head + 1, len(table.sheet.rows)) if _filled(table, down)]
    counts = [at for at, name in enumerate(table.headings) if name in _COUNTED]
    added, said_so = exports.sum_below(table.sheet, rows, across, counts)
    for down in rows:
        row = table.sheet.rows[down]
        if down == added:
            continue
        overflow = exports.longer(table.sheet, down, len(table.headings))
        date = whole_day(said(row, across))
        if overflow is not None:
            findings.append(overflow)
        elif date is None:
            where = exports.cell(table.sheet, down, across)
            findings.append(error("date-unreadable", where, found=shown(said(row, across))))
        else:
            dates[down] = date
    return dates, findings or said_so


def _filled(table: _Table, down: int) -> bool:
    return exports.width(table.sheet.rows[down]) > 0


def _period(date: dt.date, cover: Rows | None) -> Period | None:
    if cover is Rows.DAY:
        return periods.day(date)
    whole = cover is Rows.MONTH and date.day == 1
    return periods.month(date.year, date.month) if whole else None


def _figures(table: _Table, told: Mapping[int, Period | None], cover: Rows | None) -> Gathered:
    made = Gathered()
    for across, name in enumerate(table.headings):
        counted = _COUNTED.get(name)
        if counted is None:
            continue
        counted = counted._replace(wanted=counted.wanted and cover is not Rows.WEEK)
        heading = Heading(
            _label(table, across), exports.cell(table.sheet, table.head, across), counted
        )
        for down, period in told.items():
            value = exports.number_at(table.sheet, down, across, whole=True)
            if isinstance(value, Finding):
                made.findings.append(value)
            elif isinstance(value, Decimal):
                where = exports.cell(table.sheet, down, across)
                made.add(heading, Told(period, value, where))
    return made


def _said_of(cover: Rows | None, dates: Sequence[dt.date], where: str) -> list[Finding]:
    """Say what the dates leave open: weeks, and the months at both ends."""
    if cover is Rows.WEEK:
        first, last = min(dates), max(dates) + dt.timedelta(days=6)
        return [warning("weeks-not-taken", where, found=exports.span_shown(first, last))]
    if cover is Rows.MONTH:
        return [gathered.first_and_last(min(dates), max(dates), where)]
    return []


def _ratios(table: _Table) -> list[Finding]:
    return gathered.columns_left_out(
        {
            exports.cell(table.sheet, table.head, across): _label(table, across)
            for across, name in enumerate(table.headings)
            if name in _RATIOS
        }
    )
