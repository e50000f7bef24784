"""Whether figures under "2025" are of the whole year, where other words speak of less.

Refuses to take half a year for a whole one, which no comparison could ever notice: "Kävijät
tammi–kesäkuu" over 2024 and 2025 is asked about, year by year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from kpi.errors import Finding, error
from kpi.readers.asking import SKIP, Asking
from kpi.readers.numbers import clip, fold
from kpi.readers.table.asked import HALVES, which_part, whole_or_halves
from kpi.readers.table.axis import Axis, Entry
from kpi.readers.table.grid import Grid, Kind
from kpi.readers.table.layout import Head, Layout
from kpi.readers.table.part_words import (
    heads_part,
    is_unfinished,
    names_part,
    says_part,
    shortens,
    speaks,
)
from kpi.readers.table.stamps import a_span
from kpi.readers.table.words import is_note

_MARK = re.compile(r"[*†‡§¹²³⁰⁴-⁹]+|[0-9]\)|\([0-9*a-z]\)")
_MARKED = re.compile(r"(?:[*†‡§¹²³⁰⁴-⁹]+|(?<![0-9(])[0-9]\)|\([0-9*a-z]\))$")

Place = tuple[int, int]


class Note(NamedTuple):
    """Words on a sheet that may speak of a part of a year; no place for the sheet's own name."""

    text: str
    at: Place | None = None


def notes_of(grid: Grid) -> list[Note]:
    """Give the words of a sheet that speak of less than a year, its own name among them."""
    name = fold(grid.sheet.name)
    found = [Note(name)] if heads_part(name) else []
    for row, cells in enumerate(grid.cells):
        for column, cell in enumerate(cells):
            if cell.kind in (Kind.TEXT, Kind.TIME) and isinstance(cell.raw, str):
                text = fold(cell.raw)
                # A time alone is a heading, unless it explains a mark: "* tammi-kesäkuu".
                if (cell.kind is Kind.TEXT or _MARK.match(text)) and speaks(text):
                    found.append(Note(text, (row, column)))
        found += _day_alone(grid, row)
    return found


def _day_alone(grid: Grid, row: int) -> Iterator[Note]:
    """Give the day that stands alone in a row, or behind "Päivitetty": the figures end there."""
    filled = [c for c in range(grid.width) if grid.filled(row, c)]
    if not filled or not grid.is_time(row, filled[-1]):
        return
    cell = grid.cells[row][filled[-1]]
    before = [grid.cells[row][c].raw for c in filled[:-1]]
    day = cell.heading is not None and cell.heading.stamp and cell.heading.stamp.day
    if day and all(isinstance(raw, str) and is_note(fold(raw)) for raw in before):
        text = cell.heading.text if cell.heading is not None else ""
        if speaks(text):
            yield Note(fold(text), (row, filled[-1]))


class PartYears:
    """Asks of the years of one table whether they are whole; faults gather in ``findings``."""

    def __init__(
        self,
        grid: Grid,
        asking: Asking,
        table: Layout,
        notes: Sequence[Note],
        titles: Sequence[Head],
    ) -> None:
        """Begin with one table.

        Args:
            grid: its sheet.
            asking: where the questions go.
            table: the table taken apart.
            notes: what on the sheet and in its name speaks of less than a year.
            titles: what stands over the table and over the sheet.
        """
        self._grid = grid
        self._asking = asking
        self._table = table
        over = [Note(one.heading.text, (one.row, one.column)) for one in (*table.corner, *titles)]
        self._notes = list(dict.fromkeys([*(one for one in over if heads_part(one.text)), *notes]))
        self.findings: list[Finding] = []

    def settle(self, columns: Axis, rows: Axis) -> None:
        """Replace the stamps of years that are no whole ones, in place."""
        for side, other in ((columns, rows), (rows, columns)):
            self._unfinished(side)
            years = [one for one in side.told if _is_year(one) and one.line.filled]
            if years and not (other.timed and other.fine):
                notes = self._unheaded(columns, rows)
                self._names(other)
                aside = self._beside(notes, other, down=side is columns)
                self._years(years, [one for one in notes if one not in aside], down=side is rows)

    def _unfinished(self, side: Axis) -> None:
        """Refuse a month or a half whose own heading says that some of it is missing."""
        for one in side.told if side.timed else ():
            if one.stamp is None or one.stamp.whole_year or not one.line.filled:
                continue
            for head in one.line.heads:
                if head.heading.stamp is not None and is_unfinished(head.heading.label):
                    self._refuse(head.row, head.column, head.heading.text)

    def _unheaded(self, columns: Axis, rows: Axis) -> list[Note]:
        """Give the notes that are no headings of figures."""
        heads = {
            (head.row, head.column)
            for one in (*columns.entries, *rows.entries)
            for head in one.line.heads
            if one.line.filled or not _is_noted(self._raw(head))
        }
        # "1-6/2025" under "Huom." is nothing but time, and stands where a figure would.
        among = [
            Note(fold(raw), at)
            for at in product(
                [it.at for it in self._table.rows], [c.at for c in self._table.columns]
            )
            if self._grid.is_time(*at)
            and isinstance(raw := self._grid.cells[at[0]][at[1]].raw, str)
        ]
        notes = [*self._notes, *(one for one in among if speaks(one.text))]
        return [one for one in notes if one.at not in heads]

    def _names(self, other: Axis) -> None:
        """Refuse a name that makes its own figures another time's than the heading's."""
        for one in other.told:
            for head in one.line.heads:
                if one.line.filled and names_part(head.heading.text):
                    self._refuse(head.row, head.column, head.heading.text)

    def _beside(self, notes: Sequence[Note], other: Axis, *, down: bool) -> list[Note]:
        """Give the notes within the lines of figures, each of which is refused: one line's only."""
        lines = {one.line.at for one in other.told if one.line.filled}
        area = self._table.area
        found = []
        for one in notes:
            if one.at is None:
                continue
            row, column = one.at
            inside = row in area.rows and column in area.columns
            if inside and (row if down else column) in lines:
                found.append(one)
                self._refuse(row, column, one.text)
        return found

    def _refuse(self, row: int, column: int, text: str) -> None:
        cell = self._grid.address(row, column)
        self.findings.append(error("part-of-year-noted", cell, found=clip(text)))

    def _years(self, years: Sequence[Entry], notes: Sequence[Note], *, down: bool) -> None:
        """Ask of each year that something speaks of, then of the others under such a title."""
        rest = []
        for one in years:
            assert one.stamp is not None
            heads = [it.heading for it in one.line.heads]
            # A month in the name beside the year ("2019 | Maaliskuun messut") belongs to the name.
            own = [Note(fold(it.text)) for it in heads if it.stamp or names_part(fold(it.text))]
            cut = [Note(fold(it.text)) for it in heads if it.stamp and shortens(fold(it.label))]
            near = [it for it in notes if self._is_of(it, one, years, down=down)]
            spoken = (it for it in (*own, *near) if says_part(it.text, one.stamp.year))
            said = next(spoken, cut[0] if cut else None)
            if said is None:
                rest.append(one)
            else:
                self._ask(one, said)
        title = next((one for one in notes if self._is_title(one)), None)
        if rest and title is not None:
            self._ask_others(rest, title)

    def _is_title(self, note: Note) -> bool:
        """Say whether a note heads the table: it may be of all years, whichever it names."""
        first = min((one.at for one in self._table.rows), default=self._table.area.low)
        return (note.at is None or note.at[0] < first) and not is_note(note.text)

    def _is_of(self, note: Note, entry: Entry, years: Sequence[Entry], *, down: bool) -> bool:
        """Say whether a note may be of a year: of its row, of its mark, or of all."""
        lines = {one.line.at for one in years} if down else set()
        if note.at is not None and note.at[0] in lines:
            return note.at[0] == entry.line.at
        mark = _MARK.match(note.text)
        if mark is None:
            return True
        marked = {self._mark(head) for one in years for head in one.line.heads}
        return mark[0] not in marked or mark[0] in {self._mark(it) for it in entry.line.heads}

    def _raw(self, head: Head) -> str:
        """Give a heading as it stands in its cell, its marks with it."""
        raw = self._grid.cells[head.row][head.column].raw
        return fold(raw) if isinstance(raw, str) else ""

    def _mark(self, head: Head) -> str:
        found = _MARKED.search(self._raw(head))
        return found[0] if found else ""

    def _ask(self, entry: Entry, said: Note) -> None:
        assert entry.stamp is not None and entry.head is not None
        year = entry.stamp.year
        cell = self._grid.address(entry.head.row, entry.head.column)
        told = which_part(self._asking, cell, entry.text, year, clip(said.text))
        if told is None:
            _leave_open(entry)
        elif isinstance(told, str):
            entry.unknown = entry.spoken = True
        else:
            entry.stamp = a_span(told.start.month, told.last_day.month, year)

    def _ask_others(self, years: Sequence[Entry], title: Note) -> None:
        head = years[0].head
        assert head is not None
        cell = self._grid.address(head.row, head.column)
        named = clip(", ".join(dict.fromkeys(one.text for one in years)))
        told = whole_or_halves(self._asking, cell, named, clip(title.text))
        for one in years:
            if told is None:
                _leave_open(one)
            elif told == SKIP:
                one.unknown = one.spoken = True
            elif told == HALVES and one.stamp is not None:
                one.stamp = a_span(1, 6, one.stamp.year)


def _leave_open(entry: Entry) -> None:
    """Take the year away, so that the figures have no period while the question is open."""
    if entry.stamp is not None:
        entry.stamp = entry.stamp._replace(year=0)


def _is_noted(text: str) -> bool:
    """Say whether words of a line without figures are a note, and no name with a month in it."""
    return bool(_MARK.match(text)) or is_note(text) or names_part(text)


def _is_year(entry: Entry) -> bool:
    return entry.stamp is not None and entry.stamp.whole_year and bool(entry.stamp.year)
