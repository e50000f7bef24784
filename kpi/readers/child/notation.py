"""Texts in a notation of their own, JSON and the PX of statistical offices, laid out as cells.

Refuses to understand them: they are parted where their figures are, so that each has a cell of its
own. Quotes and separators are theirs, and no damage done by a spreadsheet.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .limits import HIGHEST, MOST_CELLS, Refused


class Layout(NamedTuple):
    """What ends a row, and what parts a row's cells; rows of one cell where nothing does."""

    end: re.Pattern[str]
    mark: re.Pattern[str] | None = None


# A JSON may be a single line, which no sheet is wide enough for.
JSON = Layout(re.compile(r",(?:\r\n|\r|\n)?|\r\n|\r|\n"))
PX = Layout(re.compile(r"\r\n|\r|\n"), re.compile(r"[ \t,;]"))
_STARTS = (
    (re.compile(r"\s*\{\s*\""), JSON),
    (re.compile(r"\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|MATRIX)\s*=\s*\""), PX),
)


def layout(text: str) -> Layout | None:
    """Say how a text is laid out; None for any text that is rows of cells itself."""
    return next((one for start, one in _STARTS if start.match(text)), None)


def rows(text: str, by: Layout) -> list[list[str]]:
    """Lay a text out. A row may be wider than a sheet's.

    Raises:
        Refused: there would be too many rows or cells.
    """
    pieces = by.end.split(text)
    if not pieces[-1]:
        pieces.pop()
    found = [[piece] if by.mark is None else by.mark.split(piece) for piece in pieces]
    if len(found) > HIGHEST or sum(map(len, found)) > MOST_CELLS:
        raise Refused("sheet-too-large", "csv")
    return found
