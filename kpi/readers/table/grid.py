"""A sheet as a grid of cells of a few kinds: words, time, numbers, and marks of no figure.

Refuses to decide what the place in a table decides: 2025 is a number that may be a year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from kpi.errors import Finding
from kpi.readers.cells import Raw, Sheet, letters, place
from kpi.readers.numbers import NO_FIGURE, Number, fold, read_number, shown
from kpi.readers.table.headings import Heading, bare, heading, of_date
from kpi.readers.table.words import Role, is_unit, role_of


class Kind(Enum):
    """What a cell is by itself."""

    BLANK = 0
    TEXT = 1
    TIME = 2
    YEAR = 3  # a number that may be a year, or a year and a month
    NUMBER = 4  # also errors, and formulas without a result: what should be a number
    NOTHING = 5  # "-", "..", "ei tietoa"


class Cell(NamedTuple):
    """One cell. ``heading`` is what it says as a heading; None for numbers and blanks."""

    kind: Kind
    raw: Raw
    heading: Heading | None = None


BLANK = Cell(Kind.BLANK, "")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}(?:0[1-9]|1[0-2])?")
# What is a number with a fault, not words: it has to be found fault with where figures are read.
_FAULTY = frozenset({"ambiguous-number", "bad-grouping", "number-too-long"})
_MOSTLY_NUMBER = re.compile(r"[-−–(]?[0-9][0-9 .,:'’/x()+-]*[^\W\d_]{0,4}[%€]?\)?")
PLUS = re.compile(r"\+[0-9]{1,3}(?: ?[0-9]{3})*(?:,[0-9]+)?(?: ?%)?")
_MOMENT = re.compile(
    r"(?:[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"[ t](?:klo )?(?!0?0[:.]00)[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-9.]+)?z?",
    re.I,
)
_ORDINAL = re.compile(r"[0-9]{1,2}\. [^\W\d_]{2,}\.?")
_YEAR_FIRST = re.compile(r"(?:19|20|21)[0-9]{2}\b")
_MOST_UNIT_WORDS, _LONGEST_UNIT = 2, 14


class Rect(NamedTuple):
    """An area of a sheet, counted from 0; the last row and column belong to it."""

    top: int
    left: int
    low: int
    right: int

    def around(self, other: Rect) -> Rect:
        """Give the smallest area that holds both."""
        return Rect(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.low, other.low),
            max(self.right, other.right),
        )

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.low + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)


class Grid:
    """The cells of a sheet by row and column, counted from 0."""

    def __init__(self, sheet: Sheet) -> None:
        """Say of each cell which kind it is."""
        self.sheet = sheet
        self.width = max((len(row) for row in sheet.rows), default=0)
        self.cells = [
            [_cell(raw) for raw in row] + [BLANK] * (self.width - len(row)) for row in sheet.rows
        ]
        self._anchors: dict[tuple[int, int], tuple[int, int]] = {}
        self.merged: list[Rect] = []
        for top, left, low, right in sheet.merged:
            self._merge(Rect(*self._within(top, left), *self._within(low, right)))

    def _within(self, row: int, column: int) -> tuple[int, int]:
        return row - self.sheet.row, column - self.sheet.column

    def _merge(self, area: Rect) -> None:
        last = Rect(
            max(area.top, 0),
            max(area.left, 0),
            min(area.low, len(self.cells) - 1),
            min(area.right, self.width - 1),
        )
        self.merged.append(last)
        if (last.low - last.top + 1) * (last.right - last.left + 1) < 10_000:
            for row in last.rows:
                for column in last.columns:
                    self._anchors[row, column] = (area.top, area.left)

    @property
    def whole(self) -> Rect:
        """The whole grid."""
        return Rect(0, 0, len(self.cells) - 1, self.width - 1)

    def kind(self, row: int, column: int) -> Kind:
        """Give a cell's kind."""
        return self.cells[row][column].kind

    def filled(self, row: int, column: int) -> bool:
        """Say whether anything stands in a cell."""
        return self.cells[row][column].kind is not Kind.BLANK

    def is_time(self, row: int, column: int) -> bool:
        """Say whether a cell is a heading of time."""
        return self.cells[row][column].kind is Kind.TIME

    def is_word(self, row: int, column: int) -> bool:
        """Say whether a cell is words or time."""
        return self.cells[row][column].kind in (Kind.TEXT, Kind.TIME)

    def is_number(self, row: int, column: int) -> bool:
        """Say whether a cell is, or should be, a number."""
        return self.cells[row][column].kind in (Kind.NUMBER, Kind.YEAR)

    def covered_by(self, row: int, column: int) -> tuple[int, int] | None:
        """Give the first cell of the merged area that a cell belongs to."""
        return self._anchors.get((row, column))

    def merged_at(self, row: int, column: int) -> Rect | None:
        """Give the area of several cells that a cell is merged with; None when it stands alone."""
        if (row, column) not in self._anchors:
            return None
        return next((one for one in self.merged if row in one.rows and column in one.columns), None)

    def make_time(self, row: int, column: int) -> None:
        """Take a number that may be a year for one."""
        cell = self.cells[row][column]
        self.cells[row][column] = cell._replace(kind=Kind.TIME)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Take a cell for something else than it looked alone."""
        self.cells[row][column] = cell

    def address(self, row: int, column: int) -> str:
        """Give a cell's address as people write it."""
        return place(self.sheet.name, letters(column + self.sheet.column), row + self.sheet.row)

    def area(self, rect: Rect) -> str:
        """Give an area's address."""
        last = f"{letters(rect.right + self.sheet.column)}{rect.low + self.sheet.row}"
        return f"{letters(rect.left + self.sheet.column)}{rect.top + self.sheet.row}:{last}"

    def words(self, rect: Rect) -> Iterator[tuple[int, int]]:
        """Give the places of an area's words and headings of time."""
        for row in rect.rows:
            for column in rect.columns:
                if self.is_word(row, column):
                    yield row, column

    def numbers(self, rect: Rect) -> Iterator[tuple[int, int]]:
        """Give the places of an area's numbers."""
        for row in rect.rows:
            for column in rect.columns:
                if self.is_number(row, column):
                    yield row, column


def _cell(raw: Raw) -> Cell:
    if isinstance(raw, str):
        return _text(raw) if raw else BLANK
    if isinstance(raw, bool):
        return Cell(Kind.NUMBER, raw)
    if isinstance(raw, int | float):
        whole = str(int(raw)) if -1e9 < raw < 1e9 and raw == int(raw) else ""
        if _YEAR.fullmatch(whole):
            return Cell(Kind.YEAR, raw, heading(whole))
        return Cell(Kind.NUMBER, raw)
    when = of_date(raw)
    if when is not None:
        return Cell(Kind.TIME, raw, when)
    moment = isinstance(raw, dt.datetime) and raw.time() != dt.time()
    return Cell(Kind.TEXT, raw, _moment(shown(raw))) if moment else Cell(Kind.NUMBER, raw)


def _moment(text: str) -> Heading:
    """Give a date with a time of day: when a report was made, and no period of any figure."""
    return Heading(text, text)


@lru_cache(maxsize=65536)
def _text(raw: str) -> Cell:
    text = fold(raw)
    if not text:
        return BLANK
    if text.casefold() in NO_FIGURE:
        return Cell(Kind.NOTHING, raw)
    if _MOMENT.fullmatch(text):
        return Cell(Kind.TEXT, raw, _moment(text))
    said = heading(text)
    if said.stamp is not None and not said.label:
        return Cell(Kind.YEAR if _YEAR.fullmatch(bare(text)) else Kind.TIME, raw, said)
    number = not _ORDINAL.fullmatch(text) and _is_number(raw, text)  # "1. lk" is a class
    return Cell(Kind.NUMBER if number else Kind.TEXT, raw, said)


def _is_name(text: str) -> bool:
    """Say whether words that begin with a number are a heading: "2024 vertailu", "90 Days"."""
    return bool(_YEAR_FIRST.match(text)) or role_of(text) is not Role.PLAIN


def _is_number(raw: str, text: str) -> bool:
    found = read_number(bare(text))
    if isinstance(found, Number):
        if found.unit and not is_unit(found.unit) and _is_name(text):
            return False
        return len(found.unit.split()) <= _MOST_UNIT_WORDS and len(found.unit) <= _LONGEST_UNIT
    if isinstance(found, Finding) and found.code in _FAULTY:
        return True
    return bool(_MOSTLY_NUMBER.fullmatch(text) or PLUS.fullmatch(text))
