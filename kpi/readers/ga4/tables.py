"""What a table of Google Analytics tells over time, and what of it is not taken.

Refuses to add up rows by channel, page or country, to take a grand total for a day, and to count a
table twice: the same one comes up to three times, each time with more columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kpi.errors import Finding, Severity, error, warning
from kpi.periods import Period
from kpi.readers import exports, gathered
from kpi.readers.asking import Asking
from kpi.readers.cells import Raw, letters
from kpi.readers.exports import folded, said
from kpi.readers.ga4.blocks import Block
from kpi.readers.ga4.times import Times, span_named, times
from kpi.readers.ga4.words import channel, everyone, meaning
from kpi.readers.gathered import Counted, Gathered, Heading
from kpi.readers.numbers import clip, fold, shown
from kpi.readers.reading import Told
from kpi.readers.unaddable import unaddable

_NO_DATA = Decimal(-1)
TEXT = "csv"
_LEAST_TELLING, _BEYOND_CHANCE = 10, 90


@dataclass
class Tables:
    """Reads one table after another; what is told, asked and left out gathers here."""

    asking: Asking
    gathered: Gathered = field(default_factory=Gathered)
    columns_left_out: dict[str, str] = field(default_factory=dict)
    columns_not_known: dict[str, str] = field(default_factory=dict)
    tables_left_out: dict[str, str] = field(default_factory=dict)
    _findings: list[Finding] = field(default_factory=list)
    _kinds: dict[str, Counted] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is to be said of the tables read so far."""
        return (
            *_once(self._findings),
            *gathered.columns_left_out(self.columns_left_out),
            *gathered.columns_not_known(self.columns_not_known),
            *gathered.tables_left_out(self.tables_left_out),
        )

    def read(self, block: Block) -> None:
        """Take in one table; one without rows tells nothing."""
        totals = [down for down in block.rows if _is_total(block, down)]
        rows = [down for down in block.rows if down not in totals]
        if len(rows) == 1 and not _divisions(block):
            totals.extend(rows)
            rows = []
        when = times(block, rows) if rows else None
        if when is not None:
            self._timed(block, rows, when)
        elif rows:
            self._leave_out(block, _divisions(block))
        for down in totals:
            self._total(block, down, by_day=when is not None)

    def _timed(self, block: Block, rows: Sequence[int], when: Times) -> None:
        if not when.periods:
            self._findings.extend(when.findings)
            return
        metrics, others = self._columns(block, rows, when.column)
        if others or when.repeats:
            self._leave_out(block, others or [when.column])
            return
        self._findings.extend(when.findings)
        if _zeros_lost(block, rows, when.column):
            where = exports.cell(block.sheet, rows[0], 0)
            self._findings.append(error("zeros-lost", where))
            return
        for down, period in when.periods.items():
            overflow = exports.longer(block.sheet, down, _width(block))
            if overflow is not None:
                self._findings.append(overflow)
                continue
            for across in metrics:
                self._take(block, down, across, period)

    def _columns(self, block: Block, rows: Sequence[int], time: int) -> tuple[list[int], list[int]]:
        """Give the columns that count, and those that divide the figures by something else."""
        metrics: list[int] = []
        others: list[int] = []
        for across in range(_width(block)):
            cells = [exports.figure(said(block.sheet.rows[down], across)) for down in rows]
            if across == time or all(one is None for one in cells):
                continue
            if all(_is_everyone(said(block.sheet.rows[down], across)) for down in rows):
                continue  # the column of segments, of which there is none
            heading = _heading(block, across)
            if span_named(heading):
                self.columns_not_known[_where(block, across)] = _label(block, across)
            elif _counts(heading, cells):
                metrics.append(across)
            elif unaddable(heading) or _NO_DATA in cells:
                self.columns_left_out[_where(block, across)] = _label(block, across)
            else:
                others.append(across)
        return metrics, others

    def _leave_out(self, block: Block, columns: Sequence[int]) -> None:
        for across in columns or (0,):
            self.tables_left_out[_where(block, across)] = _label(block, across)

    def _total(self, block: Block, down: int, *, by_day: bool) -> None:
        """Take the one row of a table for the whole span, if the span is a reporting period."""
        where = exports.cell(block.sheet, down, 0)
        period = exports.reporting(*block.span) if block.span else None
        if period is not None:
            for across in range(_width(block)):
                if meaning(_heading(block, across)):
                    self._take(block, down, across, period)
        elif by_day:
            return
        elif block.span is None:
            self._findings.append(warning("dates-not-told", where, found=_label(block, 0)))
        else:
            found = exports.span_shown(*block.span)
            self._findings.append(warning("span-no-period", where, found=found))

    def _take(self, block: Block, down: int, across: int, period: Period) -> None:
        heading = self._named(block, across)
        value = exports.number_at(block.sheet, down, across, whole=heading.counted.whole)
        if isinstance(value, Finding):
            self._findings.append(value)
        elif value is not None:
            where = exports.cell(block.sheet, down, across)
            self.gathered.add(heading, Told(period, value, where))

    def _named(self, block: Block, across: int) -> Heading:
        heading, label, where = (
            _heading(block, across),
            _label(block, across),
            _where(block, across),
        )
        counted = meaning(heading) or self._kinds.get(heading)
        if counted is None:
            kind = gathered.what_is_counted(label, where, self.asking)
            counted = Counted("", kind, whole=False)
            self._kinds[heading] = counted
        if not everyone(block.audience):
            # A part of the users is never taken for all of them.
            label, counted = f"{block.audience} / {label}", counted._replace(concept="")
        return Heading(label, where, counted, block.source)


def _zeros_lost(block: Block, rows: Sequence[int], time: int) -> bool:
    """Say whether a spreadsheet read "20250110,40" as one number, and wrote 20250110,4 back.

    It does so to a text of two columns, where a comma stands before decimals. Then no count ends in
    0, an index has lost its zeros and a count of 0 is no more; by chance hardly all of it.
    """
    if block.sheet.name != TEXT or _width(block) != 2 or time != 0:
        return False
    cells = [[shown(said(block.sheet.rows[down], at)) for at in (0, 1)] for down in rows]
    counts = [count for _, count in cells if len(count) > 1]
    if len(counts) < _LEAST_TELLING or any(count.endswith("0") for count in counts):
        return False
    shorter = any(len(index) < len("0000") or not count for index, count in cells)
    return shorter or len(counts) >= _BEYOND_CHANCE


def _is_everyone(raw: Raw) -> bool:
    return isinstance(raw, str) and raw.strip() != "" and everyone(fold(raw))


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Keep each error, and one of the warnings that say the same: many tables share their dates."""
    kept: dict[tuple[str, str], Finding] = {}
    for one in findings:
        same = one.cell if one.severity is Severity.ERROR else one.found
        kept.setdefault((one.code, same), one)
    return list(kept.values())


def _counts(heading: str, cells: Sequence[Decimal | Finding | None]) -> bool:
    """Say whether a column counts something. A known one does, whatever stands in its cells."""
    if channel(heading) or not heading or _NO_DATA in cells:
        return False
    if meaning(heading):
        return True
    return not unaddable(heading) and any(isinstance(one, Decimal) for one in cells)


def _divisions(block: Block) -> list[int]:
    """Give the columns whose headings are neither counts nor rates."""
    found = ((across, _heading(block, across)) for across in range(_width(block)))
    return [across for across, it in found if it and not meaning(it) and not unaddable(it)]


def _is_total(block: Block, down: int) -> bool:
    """Know the grand total: it says so beyond the last heading, and nothing under the divisions."""
    row, width = block.sheet.rows[down], _width(block)
    beyond = [exports.figure(said(row, across)) for across in range(width, len(row))]
    inside = [exports.figure(said(row, across)) for across in range(width)]
    starts = inside[0] is None or meaning(_heading(block, 0)) is not None
    says_so = any(isinstance(one, Finding) for one in beyond)
    return says_so and starts and not any(isinstance(one, Finding) for one in inside)


def _width(block: Block) -> int:
    return exports.width(block.sheet.rows[block.head])


def _heading(block: Block, across: int) -> str:
    return folded(said(block.sheet.rows[block.head], across))


def _label(block: Block, across: int) -> str:
    """Give a heading's words; a column without any is called by its letter."""
    words = fold(shown(said(block.sheet.rows[block.head], across)))
    return clip(words) or letters(block.sheet.column + across)


def _where(block: Block, across: int) -> str:
    return exports.cell(block.sheet, block.head, across)


def tables(blocks: Iterator[Block], asking: Asking) -> Tables:
    """Read every table."""
    made = Tables(asking)
    for block in blocks:
        made.read(block)
    return made
