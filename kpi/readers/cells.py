"""Cells and sheets as they stand in a file, before anyone says what they mean.

Refuses to interpret: a value is what the file holds, and what a cell's dress says of it (a percent
format, a date without a day, an error, a formula without a result) stays beside the value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, overload

from kpi.errors import Finding


class Mark(StrEnum):
    """What the value alone does not tell."""

    PERCENT = "percent"  # 0.133 that the spreadsheet shows as 13,3 %
    MONTH = "month"  # a date shown without its day: the whole month is meant
    ERROR = "error"  # #REF!, #DIV/0! and the like
    NO_RESULT = "no-result"  # a formula whose result was never stored
    TIME = "time"  # a time of day or a length of time
    UNIT = "unit"  # a number that the spreadsheet shows with a word or a currency beside it


class Marked(NamedTuple):
    """A value with its mark. ``value`` is a number, a date or the words of an error or a time.

    ``words`` is what the number's format prints beside it; only UNIT has any.
    """

    mark: Mark
    value: Raw
    words: str = ""


Raw = str | int | float | bool | dt.date | dt.datetime | Marked
"""One cell: ``""`` when empty; numbers are the file's own binary numbers."""


class Columns(Sequence[Sequence[Raw]]):
    """The rows of a sheet that is kept by its columns, all equally long.

    A row is made when it is asked for: a large template is read column by column, and as rows it
    would be held twice. Rows below the head of a sheet are all made at once, for tools that walk;
    from then on the rows are what is held.
    """

    _HEAD = 100

    def __init__(self, columns: Sequence[Sequence[Raw]]) -> None:
        """Take the columns as they are."""
        self._columns = columns
        self._height = len(columns[0]) if columns else 0
        self._made: list[Sequence[Raw]] = []

    @property
    def columns(self) -> Sequence[Sequence[Raw]]:
        """The columns."""
        return list(zip(*self._made, strict=True)) if self._made else self._columns

    def __len__(self) -> int:
        """Give how many rows there are."""
        return self._height

    def __iter__(self) -> Iterator[Sequence[Raw]]:
        """Give row after row."""
        return iter(self._made) if self._made else _across(self._columns)

    @overload
    def __getitem__(self, at: int) -> Sequence[Raw]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Raw]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[Raw] | Sequence[Sequence[Raw]]:
        """Give a row or several."""
        last = at if isinstance(at, int) else at.stop
        start = 0 if isinstance(at, int) else at.start or 0
        if isinstance(last, int) and 0 <= last < self._HEAD and start >= 0:
            return self._top[at]
        if not self._made:
            self._made = list(_across(self._columns))
            self._columns = ()
        return self._made[at]

    @cached_property
    def _top(self) -> list[Sequence[Raw]]:
        if self._made:
            return self._made[: self._HEAD]
        return list(_across([column[: self._HEAD] for column in self._columns]))

    def __eq__(self, other: object) -> bool:
        """Rows are equal when their cells are."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def _across(columns: Sequence[Sequence[Raw]]) -> Iterator[Sequence[Raw]]:
    return map(list, zip(*columns, strict=True))


class Sheet(NamedTuple):
    """One sheet: ``rows`` begin at row ``row`` and column ``column``, both counted from 1.

    ``hidden_rows`` and ``hidden_columns`` are those that nobody sees, also by a filter; ``merged``
    are areas shown as one cell: first row, first column, last row, last column. From 1, all.
    """

    name: str
    hidden: bool
    row: int
    column: int
    rows: Sequence[Sequence[Raw]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: Sequence[tuple[int, int, int, int]] = ()


class Book(NamedTuple):
    """One opened file: every sheet of it, in the file's own order.

    ``kind`` is what the bytes are, whatever the file's name says: ``xlsx``, ``xls``, ``ods``,
    ``text`` (separated values) or ``html``. A text file is one sheet called ``csv``: its cells are
    texts, its rows as long as they are in the file; an empty line is a row, a ``sep=`` line none.
    ``findings`` is what is to be said of the file as such. ``text`` is the whole of a text file,
    decoded, where it is no rows (JSON and the like); empty for all others.
    """

    kind: str
    sheets: Sequence[Sheet]
    findings: Sequence[Finding] = ()
    text: str = ""


def texts(sheet: Sheet) -> set[str]:
    """Give the texts that stand in a sheet, each once."""
    rows = sheet.rows
    lines = rows.columns if isinstance(rows, Columns) else rows
    return {raw for line in lines for raw in set(line) if type(raw) is str}


def letters(column: int) -> str:
    """Give a column's letters, counted from 1: 1 is A, 28 is AB."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def place(sheet: str, column: str, row: int) -> str:
    """Give a cell's address as people write it: ``Luvut!F12``."""
    return f"{sheet}!{column}{row}"
