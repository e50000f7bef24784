"""Lists of newsletter campaigns: what was sent, opened and clicked, by the month of sending.

Refuses to read the campaigns' names, to add up rates, and to make a month's sum of some of its
campaigns: an empty cell is not 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpi import periods
from kpi.errors import Finding, warning
from kpi.periods import Period
from kpi.readers import exports, gathered
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Sheet
from kpi.readers.exports import folded, said
from kpi.readers.gathered import Counted, Gathered, Heading, finished
from kpi.readers.newsletter.rows import campaigns as campaigns_in
from kpi.readers.newsletter.rows import over, several_lists
from kpi.readers.newsletter.sent import days, is_sent
from kpi.readers.newsletter.words import (
    CAMPAIGNS,
    EITHER,
    NAMES,
    campaigns,
    is_rate,
    is_share,
    meaning,
    sent_at,
)
from kpi.readers.numbers import clip, shown
from kpi.readers.reading import Reading, Told

FORMAT = "newsletter"
_HEADINGS_WITHIN = 10


class _List(NamedTuple):
    """A list of campaigns: its headings, and the rows of what was sent."""

    sheet: Sheet
    head: int
    headings: Sequence[str]
    rows: Sequence[int]

    @property
    def sent_at(self) -> int:
        return sent_at(self.headings)

    @property
    def counts(self) -> list[int]:
        """The columns that are added up: not those that hold shares under the name of a count."""
        named = [at for at, name in enumerate(self.headings) if meaning(name)]
        return [at for at in named if not self._all_shares(at)]

    def _all_shares(self, across: int) -> bool:
        cells = [said(self.sheet.rows[down], across) for down in self.rows]
        told = [one for one in cells if one != ""]
        return bool(told) and all(is_share(one) for one in told)

    def cell(self, down: int, across: int) -> str:
        return exports.cell(self.sheet, down, across)

    def heading(self, across: int, counted: Counted) -> Heading:
        label = clip(shown(said(self.sheet.rows[self.head], across)))
        return Heading(label, self.cell(self.head, across), counted)


def recognise(book: Book) -> str:
    """Give ``newsletter`` for a table with a time of sending and counts of what was sent."""
    return FORMAT if any(_head(sheet) is not None for sheet in exports.seen(book)) else ""


def read(book: Book, asking: Asking) -> Reading:
    """Read every list that a person sees."""
    made = Gathered()
    findings: list[Finding] = []
    for sheet in exports.seen(book):
        head = _head(sheet)
        if head is not None:
            findings.extend(_read(_list(sheet, head), asking, made))
    return finished(book, made, findings)


def _head(sheet: Sheet) -> int | None:
    for down in range(min(_HEADINGS_WITHIN, len(sheet.rows))):
        if campaigns(_headings(sheet, down)):
            return down
    return None


def _headings(sheet: Sheet, down: int) -> list[str]:
    """Give a row's headings: "Sent" is when or how many, which the cell below tells."""
    row = sheet.rows[down]
    below = sheet.rows[down + 1] if down + 1 < len(sheet.rows) else ()
    found = []
    for across, raw in enumerate(row[: exports.width(row)]):
        when, count = EITHER.get(folded(raw), ("", ""))
        found.append((when if is_sent(said(below, across)) else count) or folded(raw))
    return found


def _list(sheet: Sheet, head: int) -> _List:
    headings = _headings(sheet, head)
    rows = [down for down in range(head + 1, len(sheet.rows)) if exports.width(sheet.rows[down])]
    return _List(sheet, head, headings, rows)


def _read(told: _List, asking: Asking, made: Gathered) -> Iterator[Finding]:
    overflows = [exports.longer(told.sheet, down, len(told.headings)) for down in told.rows]
    wrong = [one for one in overflows if one is not None]
    wrong += exports.unheaded(told.sheet, range(told.head), told.sent_at, is_sent)
    if wrong:
        yield from wrong
        return
    rows, findings = campaigns_in(told.sheet, told.rows, told.headings, told.sent_at, told.counts)
    yield from findings
    told = told._replace(rows=rows)
    dated, findings = _sent(told, asking)
    yield from findings
    where = {down: told.cell(down, told.sent_at) for down in dated}
    sent, findings = over(dated, where, asking.today)
    yield from findings
    if not sent:
        return
    months: dict[Period, list[int]] = {}
    for down in sorted(sent, key=lambda it: (sent[it], it)):
        months.setdefault(periods.month(sent[down].year, sent[down].month), []).append(down)
    yield gathered.first_and_last(
        min(sent.values()), max(sent.values()), told.cell(min(sent), told.sent_at)
    )
    head = told.cell(told.head, told.sent_at)
    yield from several_lists(told.sheet, list(sent), told.headings, head)
    yield from _sums(told, months, made)
    yield from _rates(told)


def _sent(told: _List, asking: Asking) -> tuple[dict[int, dt.date], list[Finding]]:
    """Give the day of sending of each row; a row without one and without counts is a draft."""
    cells, where = {}, {}
    for down in told.rows:
        raw = said(told.sheet.rows[down], told.sent_at)
        if raw != "" or any(_counts(told, down)):
            cells[down], where[down] = raw, told.cell(down, told.sent_at)
    return days(cells, where, told.headings[told.sent_at], asking)


def _counts(told: _List, down: int) -> Iterator[bool]:
    for across in told.counts:
        yield bool(exports.figure(said(told.sheet.rows[down], across)))


def _sums(told: _List, months: Mapping[Period, Sequence[int]], made: Gathered) -> Iterator[Finding]:
    named = next((at for at, name in enumerate(told.headings) if name in NAMES), told.sent_at)
    campaigns_heading = told.heading(named, CAMPAIGNS)
    for month, rows in months.items():
        first = min(rows)
        count = Told(month, Decimal(len(rows)), told.cell(first, told.sent_at))
        made.add(campaigns_heading, count)
        for across in told.counts:
            counted = meaning(told.headings[across])
            assert counted is not None
            total, findings = _sum(told, rows, across, month)
            yield from findings
            if total is not None:
                heading = told.heading(across, counted)
                made.add(heading, Told(month, total, told.cell(first, across)))


def _sum(
    told: _List, rows: Sequence[int], across: int, month: Period
) -> tuple[Decimal | None, list[Finding]]:
    """Add up a month; the sum's cell is that of the first row in the file that is in it."""
    values = {down: exports.number_at(told.sheet, down, across, whole=True) for down in rows}
    wrong = [one for one in values.values() if isinstance(one, Finding)]
    numbers = [one for one in values.values() if isinstance(one, Decimal)]
    if wrong or not numbers:
        return None, wrong
    empty = [down for down, one in values.items() if one is None]
    if empty:
        label = told.heading(across, CAMPAIGNS).label
        name = f"{month.start.month}/{month.year}"
        return None, [
            warning("sum-lacks-a-part", told.cell(empty[0], across), found=label, name=name)
        ]
    return sum(numbers, Decimal()), []


def _rates(told: _List) -> list[Finding]:
    """Name the columns that are not taken: rates, and what nobody knows that has figures."""
    counts = told.counts
    others = [at for at in range(len(told.headings)) if at not in counts and at != told.sent_at]
    rates = [at for at in others if is_rate(told.headings[at]) or meaning(told.headings[at])]
    strange = [at for at in others if at not in rates and any(_figures(told, at))]
    return [
        *gathered.columns_left_out({_cell(told, at): _label(told, at) for at in rates}),
        *gathered.columns_not_known({_cell(told, at): _label(told, at) for at in strange}),
    ]


def _figures(told: _List, across: int) -> Iterator[bool]:
    for down in told.rows:
        value = exports.figure(said(told.sheet.rows[down], across))
        yield isinstance(value, Decimal) and value != 0


def _cell(told: _List, across: int) -> str:
    return told.cell(told.head, across)


def _label(told: _List, across: int) -> str:
    return told.heading(across, CAMPAIGNS).label
