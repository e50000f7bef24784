"""Where the letters of a PX or JSON text stand, as the cells that the text is laid out in.

Refuses any other text: its cells are told by their rows and columns.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right

from kpi.readers.cells import letters, place
from kpi.readers.child.notation import Layout

_SHEET = "csv"


class Places:
    """The cells of a text. The marks of a row are looked for once, when they are needed."""

    def __init__(self, text: str, by: Layout) -> None:
        """Find the rows."""
        self._text, self._by = text, by
        self._starts = array("L", [0, *(one.end() for one in by.end.finditer(text))])
        self._marks: dict[int, array[int]] = {}

    def cell(self, position: int) -> str:
        """Give the cell that a letter stands in, by its place in the text from 0."""
        row = bisect_right(self._starts, position) - 1
        if row not in self._marks:
            ends = [*self._starts[row + 1 : row + 2], len(self._text)]
            mark = self._by.mark
            found = mark.finditer(self._text, self._starts[row], ends[0]) if mark else ()
            self._marks[row] = array("L", (one.start() for one in found))
        return place(_SHEET, letters(bisect_right(self._marks[row], position) + 1), row + 1)
