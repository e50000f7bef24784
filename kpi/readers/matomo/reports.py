"""What a report of Matomo tells over time, and what of it is not taken.

Refuses to store figures of weeks, to take a row of a page or a country for the whole site, and to
guess what time a report without dates is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kpi.errors import Finding, error, warning
from kpi.periods import Period
from kpi.readers import exports, gathered
from kpi.readers.asking import Asking
from kpi.readers.exports import said
from kpi.readers.gathered import Counted, Gathered, Heading
from kpi.readers.matomo.blocks import Block
from kpi.readers.matomo.times import Week, When, covered, named, shifted, spaced, turned, when
from kpi.readers.matomo.words import LABELS, dated, is_ratio, meaning
from kpi.readers.numbers import clip, shown
from kpi.readers.reading import Told
from kpi.readers.spacing import rows_cover
from kpi.readers.which_period import period_of


@dataclass
class Reports:
    """Reads one report after another; what is told, asked and left out gathers here."""

    asking: Asking
    gathered: Gathered = field(default_factory=Gathered)
    _findings: list[Finding] = field(default_factory=list)
    _ratios: dict[str, str] = field(default_factory=dict)
    _unknown: dict[str, str] = field(default_factory=dict)
    _divided: dict[str, str] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is to be said of the reports read so far."""
        return (
            *self._findings,
            *gathered.columns_left_out(self._ratios),
            *gathered.columns_not_known(self._unknown),
            *gathered.tables_left_out(self._divided),
        )

    def read(self, block: Block) -> None:
        """Take in one report; one without rows tells nothing."""
        headings = block.headings
        if not block.rows:
            return
        first = headings[0]
        if any(one in LABELS for one in headings):
            self._by_something_else(block)
        elif meaning(first) or is_ratio(first):
            self._undated(block)
        elif dated(first) or any(when(said(block.sheet.rows[down], 0)) for down in block.rows):
            self._dated(block)
        else:
            self._by_something_else(block)

    def _by_something_else(self, block: Block, across: int = 0) -> None:
        raw = block.sheet.rows[block.head][across]
        self._divided[exports.cell(block.sheet, block.head, across)] = shown(raw)

    def _undated(self, block: Block) -> None:
        where = exports.cell(block.sheet, block.rows[0], 0)
        if len(block.rows) > 1:
            found = shown(block.sheet.rows[block.head][0])
            self._findings.append(warning("dates-not-told", where, found=found))
            return
        period = period_of(self.asking, where)
        self._row(block, block.rows[0], period, first=0)

    def _dated(self, block: Block) -> None:
        counts = [at for at, heading in enumerate(block.headings) if meaning(heading)]
        added, said_so = exports.sum_below(block.sheet, block.rows, 0, counts)
        self._findings.extend(said_so)
        block = block._replace(rows=[down for down in block.rows if down != added])
        times = dict(self._periods(block))
        divided = _dividing(block, times)
        if divided is not None:
            self._by_something_else(block, divided)
            return
        weeks = {down: one for down, one in times.items() if isinstance(one, Week)}
        if weeks:
            down, week = next(iter(weeks.items()))
            found = exports.span_shown(*week)
            where = exports.cell(block.sheet, down, 0)
            self._findings.append(warning("weeks-not-taken", where, found=found))
        for down, one in times.items():
            period = one if isinstance(one, Period) else None
            self._row(block, down, period, first=1, wanted=not weeks)

    def _periods(self, block: Block) -> Iterator[tuple[int, When | None]]:
        """Give when each row is; a date cell may be a day, or a month that a spreadsheet turned."""
        rows = block.sheet.rows
        typed = {d: date for d in block.rows if (date := turned(said(rows[d], 0)))}
        typed = typed or spaced({d: said(rows[d], 0) for d in block.rows})
        cover = None
        if typed:
            where = exports.cell(block.sheet, next(iter(typed)), 0)
            found = shown(said(rows[next(iter(typed))], 0))
            cover = rows_cover(list(typed.values()), where, self.asking, found)
        for down in block.rows:
            if down in typed:
                yield down, covered(typed[down], cover)
                continue
            first = said(rows[down], 0)
            one = shifted(rows[down]) or when(first) or named(first)
            if one is None:
                where = exports.cell(block.sheet, down, 0)
                found = shown(said(rows[down], 0))
                self._findings.append(error("date-unreadable", where, found=found))
            else:
                yield down, one

    def _row(
        self, block: Block, down: int, period: Period | None, *, first: int, wanted: bool = True
    ) -> None:
        row, headings = block.sheet.rows[down], block.headings
        shift = 1 if first and shifted(row) else 0
        overflow = exports.longer(block.sheet, down, len(headings) + shift)
        if overflow is not None:
            self._findings.append(overflow)
            return
        for across in range(first, len(headings)):
            counted = self._counted(block, across)
            if counted is not None:
                counted = counted._replace(wanted=counted.wanted and wanted)
                self._take(block, (down, across + shift), across, counted, period)

    def _counted(self, block: Block, across: int) -> Counted | None:
        heading = block.headings[across]
        counted = meaning(heading)
        if counted is None and heading:
            told = self._ratios if is_ratio(heading) else self._unknown
            label = shown(block.sheet.rows[block.head][across])
            told[exports.cell(block.sheet, block.head, across)] = label
        return counted

    def _take(
        self, block: Block, at: tuple[int, int], across: int, counted: Counted,
        period: Period | None,
    ) -> None:  # fmt: skip
        value = exports.number_at(block.sheet, *at, whole=counted.whole)
        if isinstance(value, Finding):
            self._findings.append(value)
        elif isinstance(value, Decimal):
            label = clip(shown(block.sheet.rows[block.head][across]))
            heading = Heading(label, exports.cell(block.sheet, block.head, across), counted)
            self.gathered.add(heading, Told(period, value, exports.cell(block.sheet, *at)))


def _dividing(block: Block, times: Mapping[int, When | None]) -> int | None:
    """Find the column that tells rows of the same time apart: a site's id, a segment."""
    first: dict[str, int] = {}
    others = [
        across
        for across, heading in enumerate(block.headings)
        if across and not meaning(heading) and not is_ratio(heading)
    ]
    for down, one in times.items():
        before = first.setdefault(one.code, down) if isinstance(one, Period) else down
        row, earlier = block.sheet.rows[down], block.sheet.rows[before]
        for across in others:
            if said(row, across) != said(earlier, across):
                return across
    return None
