"""The tables of a Google Analytics export, each with what the lines of comment above it say.

Refuses to go by the comments' words, which are translated: dates are known by their shape, and the
frame of dashes tells which line names the property.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kpi.readers import exports
from kpi.readers.cells import Raw, Sheet
from kpi.readers.exports import date_of, said
from kpi.readers.numbers import fold

_DATE = re.compile(r".*: ?([0-9]{4})([0-9]{2})([0-9]{2})")
_RANGE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2}) ?[-–] ?([0-9]{4})([0-9]{2})([0-9]{2})")
_DASHES = re.compile(r"[-–—]{3,}")

Span = tuple[dt.date, dt.date]


class Block(NamedTuple):
    """One table: where its headings and rows stand, counted from the first row of the sheet.

    ``span`` is None where the comments give no dates, or those of two spans. ``audience`` is the
    line above the dates: the users that the figures are of.
    """

    sheet: Sheet
    head: int
    rows: Sequence[int]
    span: Span | None
    source: str
    audience: str


@dataclass
class Comments:
    """What the lines of comment have said so far."""

    source: str = ""
    audience: str = ""
    exploration: bool = False
    _dates: list[dt.date] = field(default_factory=list)
    _framed: list[str] | None = None
    _first: str = ""
    _used: bool = False

    @property
    def span(self) -> Span | None:
        """The dates that hold for the next table."""
        told = list(dict.fromkeys(self._dates))
        if len(self._dates) != 2 or told[0] > told[-1]:
            return None
        return told[0], told[-1]

    @property
    def dated(self) -> bool:
        """Whether any dates were told."""
        return bool(self._dates)

    def use(self) -> None:
        """Say that a table follows: the next dates are those of another one."""
        self._used = True

    def take(self, text: str) -> None:
        """Take in one line without its number sign."""
        date, both = _DATE.fullmatch(text), _RANGE.fullmatch(text)
        if both:
            self._explored(both)
        elif date:
            self._add([date_of(date[1], date[2], date[3])])
        elif _DASHES.fullmatch(text):
            self._frame()
        elif text and self._framed is not None:
            self._framed.append(text)
        elif text:
            self._loose(text)

    def _add(self, dates: Sequence[dt.date | None]) -> None:
        if self._used:
            self._dates, self._used = [], False
        self._dates.extend(date for date in dates if date is not None)

    def _explored(self, both: re.Match[str]) -> None:
        """Take an exploration's dates; the property is its first line, above its own name."""
        self._add([date_of(*both.groups()[:3]), date_of(*both.groups()[3:])])
        self.exploration = True
        self.source = (self._framed or [self._first])[0]
        self.audience = ""
        if self._framed is not None:
            # What follows up to the closing dashes names no property.
            self._framed = []

    def _frame(self) -> None:
        """Open the frame, or close it: a report's property is its last line, after a colon."""
        if self._framed is None:
            self._framed = []
            return
        if self._framed:
            self.source = self._framed[-1].partition(": ")[2] or self._framed[-1]
        self._framed = None

    def _loose(self, text: str) -> None:
        self.audience = text
        self._first = self._first or text


def comment(row: Sequence[Raw]) -> str | None:
    """Give a line of comment without its number sign; None for a row of a table."""
    first = said(row, 0)
    if not (isinstance(first, str) and first.lstrip().startswith("#")):
        return None
    cells = [fold(raw) for raw in row if isinstance(raw, str) and raw.strip()]
    return ",".join(cells).lstrip("#").strip()


def blocks(sheet: Sheet) -> Iterator[Block]:
    """Give the tables of a sheet; a table ends at an empty line or a comment."""
    comments = Comments()
    rows: list[int] = []
    for down, row in enumerate(sheet.rows):
        text = comment(row)
        if text is not None or not any(said(row, across) != "" for across in range(len(row))):
            yield from _block(sheet, rows, comments)
            rows = []
            if text is not None:
                comments.take(text)
        else:
            rows.append(down)
    yield from _block(sheet, rows, comments)


def _block(sheet: Sheet, rows: list[int], comments: Comments) -> Iterator[Block]:
    if not rows:
        return
    # A title of one cell may stand above the headings.
    wide = (n for n, down in enumerate(rows) if exports.filled(sheet.rows[down]) > 1)
    at = next(wide, 0)
    yield Block(sheet, rows[at], rows[at + 1 :], comments.span, comments.source, comments.audience)
    comments.use()
