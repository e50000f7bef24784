"""One table read: every figure with its name and its period, and everything that is not told.

Refuses to drop a number in silence: it is told, or left out with its heading named, or refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from kpi.errors import Finding, error, warning
from kpi.periods import Period
from kpi.readers.asking import SKIP, Asking
from kpi.readers.table.asked import which_period
from kpi.readers.table.axis import Axis, Entry, axis
from kpi.readers.table.blocks import Block
from kpi.readers.table.centred import with_centred
from kpi.readers.table.doubts import doubts
from kpi.readers.table.figure import NO_PERIOD, Figure, period_where
from kpi.readers.table.grid import Grid, Kind
from kpi.readers.table.headings import Heading
from kpi.readers.table.layout import Head, layout
from kpi.readers.table.leftovers import left_over
from kpi.readers.table.names import names_of, title_of
from kpi.readers.table.offered import offered_sums
from kpi.readers.table.part_years import Note, PartYears
from kpi.readers.table.provisos import Proviso, Provisos
from kpi.readers.table.sections import with_sections
from kpi.readers.table.settle import Settler
from kpi.readers.table.shares import settle_shares
from kpi.readers.table.stamps import Form, Stamp, period_of
from kpi.readers.table.sums import leave_out_sums, leave_out_wholes
from kpi.readers.table.surroundings import surroundings
from kpi.readers.table.undated import likely_over, period_over
from kpi.readers.table.values import Values
from kpi.readers.table.worded import leave_out_words
from kpi.readers.table.yearly import Years, with_section, years_over

Place = tuple[int, int]


class Around(NamedTuple):
    """What stands around a table: its sheet's name, and the titles over the whole sheet.

    ``sheet`` is what the name adds to the names on the sheet; empty when it is nobody's choice.
    ``notes`` are words outside other tables that speak of less than a year, ``provisos`` those
    that say what figures are.
    """

    name: Heading
    titles: Sequence[Head] = ()
    sheet: str = ""
    notes: Sequence[Note] = ()
    provisos: Sequence[Proviso] = ()


class Told(NamedTuple):
    """What one table came to.

    ``title`` names it, ``around`` are all words around it. ``seen`` are the places that were read
    or that a finding speaks of, ``read`` those whose figures are told. ``offered`` are sums that
    may be what is followed.
    """

    figures: Sequence[Figure] = ()
    findings: Sequence[Finding] = ()
    title: str = ""
    around: str = ""
    seen: frozenset[Place] = frozenset()
    read: frozenset[Place] = frozenset()
    offered: Sequence[Figure] = ()


class Reader:
    """Reads one table."""

    def __init__(self, grid: Grid, block: Block, asking: Asking, around: Around) -> None:
        """Take the table apart."""
        self._grid = grid
        self._asking = asking
        self._around = around
        table = with_centred(layout(grid, block), asking)
        self._table, self._findings = with_sections(table, asking)
        self._values = Values(grid, asking)
        self._doubts: list[Finding] = []
        self._read: set[Place] = set()
        self._odd_spans: dict[str, str] = {}

    def told(self) -> Told:
        """Read the table."""
        settler = Settler(self._grid, self._asking, self._table.corner)
        corner, titles = self._table.corner, [*self._table.titles, *self._around.titles]
        noted = self._around.provisos
        columns = axis(self._table.columns, corner, settler.settle, titles)
        rows = axis(self._table.rows, corner, settler.settle, titles)
        if not any(one.line.heads and one.line.filled for one in (*columns.entries, *rows.entries)):
            return Told()
        self._findings += settler.findings
        leave_out_sums(self._grid, rows, columns, down=True)
        leave_out_sums(self._grid, columns, rows, down=False)
        # Before the years are completed, so that a quarter among months breaks no order of them.
        self._leave_out_wholes(columns, rows)
        self._complete(columns, rows)
        self._leave_out_wholes(columns, rows)
        provisos = Provisos(self._grid, self._asking, self._table, noted, titles)
        provisos.settle(columns, rows)
        parts = PartYears(self._grid, self._asking, self._table, self._around.notes, titles)
        parts.settle(columns, rows)
        self._findings += [*provisos.findings, *parts.findings]
        self._findings += leave_out_words(self._grid, columns, rows)
        self._doubts = list(doubts(self._grid, self._asking, self._table, columns, rows))
        figures = settle_shares(self._asking, list(self._figures(columns, rows)))
        self._findings += [
            *self._doubts,
            *left_over(self._grid, self._table, columns, rows),
            *self._values.findings,
            *self._odd(),
        ]
        title = title_of(self._table)
        label = title.heading.around or title.heading.label if title is not None else ""
        around = surroundings(self._table, self._around.titles, self._around.sheet, provisos.said)
        sums = list(offered_sums(self._grid, columns, rows)) if figures else []
        seen, read = self._seen(), frozenset(self._read)
        return Told(figures, self._findings, label, around, seen, read, sums)

    def _leave_out_wholes(self, columns: Axis, rows: Axis) -> None:
        leave_out_wholes(self._grid, columns, rows, down=False)
        leave_out_wholes(self._grid, rows, columns, down=True)

    def _seen(self) -> frozenset[Place]:
        lines = {one.at for one in self._table.rows}
        columns = {one.at for one in self._table.columns} | set(self._table.asides)
        numbers = self._grid.numbers(self._table.area)
        return frozenset((r, c) for r, c in numbers if r in lines and c in columns)

    def _odd(self) -> Iterator[Finding]:
        for cell in list(self._odd_spans.values())[:1]:
            yield warning("span-no-period", cell, found=", ".join(self._odd_spans))

    # --- time

    def _complete(self, columns: Axis, rows: Axis) -> None:
        """Give every line its year."""
        own = [*self._table.corner, *self._table.titles]
        today = self._asking.today
        over = years_over(own, today) or years_over(self._around.titles, today)
        over |= years_over([Head(self._around.name, 0, 0)], today, names=True) - {0}
        years = Years(self._grid, self._asking, over)
        for side, other in ((columns, rows), (rows, columns)):
            for one in side.entries:
                one.stamp = with_section(one)
            if side.timed and not (other.timed and _all_dated(other)):
                years.complete(side.entries)
        self._findings += years.findings

    def _undated(self, columns: Axis, rows: Axis) -> Period | str | None:
        """Give the period of a table without any: one that its title or sheet is, or the answer."""
        if self._doubts:
            return SKIP
        for side in (columns, rows):
            if any(_is_loose(one) for one in side.entries):
                first = next(one.head for one in side.entries if one.head is not None)
                cell = self._grid.address(first.row, first.column)
                self._findings.append(error("period-unreadable", cell, found=first.heading.text))
                return SKIP
        over = [one.heading for one in (*self._table.titles, *self._around.titles)]
        over.append(self._around.name)
        sure = period_over(over)
        if sure is not None:
            return sure
        first_number = next(iter(self._grid.numbers(self._table.area)))
        cell = self._grid.address(*first_number)
        return which_period(self._asking, cell, likely_over(over))

    # --- figures

    def _figures(self, columns: Axis, rows: Axis) -> Iterator[Figure]:
        timed = columns.timed or rows.timed
        if not any(
            self._grid.filled(r.line.at, c.line.at) for r in rows.told for c in columns.told
        ):
            return
        always = None if timed else self._undated(columns, rows)
        if always == SKIP:
            return
        stamps: dict[tuple[Stamp | None, Stamp | None], Period | str | None] = {}
        for row in rows.told:
            for column in columns.told:
                if self._grid.filled(row.line.at, column.line.at):
                    key = (column.stamp, row.stamp)
                    if key not in stamps:
                        stamps[key] = period_where(*key) if timed else always
                    yield from self._figure(row, column, stamps[key], columns.timed)

    def _figure(
        self, row: Entry, column: Entry, when: Period | str | None, across: bool
    ) -> Iterator[Figure]:
        at = (row.line.at, column.line.at)
        cell = self._grid.address(*at)
        if isinstance(when, str):
            self._not_taken(when, row, column, cell)
            return
        if self._spread(at, cell) or self._says_the_year_again(at, row, column, cell):
            return
        number = self._values.read(*at)
        if number is None and self._grid.kind(*at) is not Kind.NOTHING:
            return
        names, head = names_of(row, column, across=across)
        if not names:
            names, head = self._titled(head)
        own = number.unit if number else ""
        unit = own or column.unit or row.unit
        self._read.add(at)
        where = self._grid.address(head.row, head.column) if head is not None else cell
        value = number.value if number else None
        yield Figure(names, where, when, value, unit, cell, bare=not own)

    def _titled(self, head: Head | None) -> tuple[tuple[str, ...], Head | None]:
        """Name figures without a name of their own after the table or the sheet."""
        title = title_of(self._table)
        if title is not None:
            return (title.heading.label,), title
        name = self._around.name
        words = name.label or (head.heading.text if head is not None else name.text)
        return (words,), head

    def _not_taken(self, why: str, row: Entry, column: Entry, cell: str) -> None:
        if why == NO_PERIOD:
            timed = next(
                (o for o in (column, row) if o.stamp is not None and period_of(o.stamp) is None),
                column if column.stamp is not None else row,
            )
            self._odd_spans.setdefault(timed.text, cell)
        else:
            found = f"{column.text}, {row.text}"
            self._findings.append(error("periods-disagree", cell, found=found))

    def _spread(self, at: Place, cell: str) -> bool:
        """Refuse a figure that is merged over several cells: nobody can say which it is of."""
        area = self._grid.merged_at(*at)
        if area is None:
            return False
        self._findings.append(error("merged-cells", cell, found=self._grid.area(area)))
        return True

    def _says_the_year_again(self, at: Place, row: Entry, column: Entry, cell: str) -> bool:
        """Leave out "2019" beside "Seuranta 2019" when nothing else is there: two titles in a row.

        A figure among others, or under a heading, may well be 2019.
        """
        if column.line.heads or self._grid.kind(*at) is not Kind.YEAR:
            return False
        stamps = [head.heading.stamp for head in row.line.heads if head.heading.label]
        dated = any(one is not None and one.whole_year and one.year for one in stamps)
        # Two are looked for and no more: a table may have thousands.
        if not dated or [*islice(self._grid.numbers(self._table.area), 2)] != [at]:
            return False
        self._findings.append(warning("numbers-not-read", cell, found=cell.rpartition("!")[2]))
        return True


def _all_dated(side: Axis) -> bool:
    return all(one.stamp is not None and one.stamp.year for one in side.told)


def _is_loose(entry: Entry) -> bool:
    stamps = [head.heading.stamp for head in entry.line.heads if not head.heading.label]
    return any(one is not None and one.form is Form.LOOSE for one in stamps)
