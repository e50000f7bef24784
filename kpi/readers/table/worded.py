"""Rows and columns that hold answers, dates or lengths of time, and no figure: "kyllä", "0:02:31".

Refuses to leave out a line with anything else in it: "noin 500" is a figure with a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpi.errors import Finding, warning
from kpi.readers.numbers import clip
from kpi.readers.table.axis import Axis, Entry
from kpi.readers.table.grid import Cell, Grid, Kind
from kpi.readers.table.replies import is_reply
from kpi.readers.table.words import Role

_DATED = re.compile(
    r"(?<!\w)(?:\w*pvm|\w*päivä\w*|alku|alkoi|alkaa|alkaen|aloitus|aloitettu|käynnisty\w+|loppu|loppui"
    r"|loppuu|päätty\w+|päättyi|päättyen|lopetus|valmistu\w+|määräaika|eräpäivä|voimassa\w*|start"
    r"|starts|end|ends|date|due|deadline)(?!\w)"
)


def leave_out_words(grid: Grid, columns: Axis, rows: Axis) -> Iterator[Finding]:
    """Leave out the lines without figures, in place, and name them."""
    for side, other, down in ((rows, columns, True), (columns, rows, False)):
        held = {one.line.at: _held(grid, one, other, down=down) for one in side.told}
        lines = [one for one in side.told if one.head is not None and held[one.line.at]]
        found = [one for one in lines if _worded(one, held[one.line.at], down=down)]
        # "Aukiolo 7:30" alone is what somebody wants to follow.
        if len(found) < len(lines):
            for one in found:
                one.left, one.spoken = Role.REMARK, True
            yield from _said(grid, found)


def _held(grid: Grid, line: Entry, other: Axis, *, down: bool) -> list[Cell]:
    places = [(line.line.at, one.line.at) for one in other.told]
    cells = [grid.cells[a][b] if down else grid.cells[b][a] for a, b in places]
    return [one for one in cells if one.kind not in (Kind.BLANK, Kind.NOTHING)]


def _worded(line: Entry, cells: Sequence[Cell], *, down: bool) -> bool:
    """Say whether a line holds no figure; dates are known by the heading of their column.

    Under another one they are figures that a spreadsheet made dates of: 4.5 becomes the 4th of May.
    """
    if all(is_reply(one.raw) for one in cells):
        return True
    dated = not down and bool(_DATED.search(line.text.casefold()))
    return dated and all(one.kind in (Kind.TIME, Kind.YEAR) for one in cells)


def _said(grid: Grid, found: list[Entry]) -> Iterator[Finding]:
    head = next((one.head for one in found if one.head is not None), None)
    if head is not None:
        names = clip(", ".join(dict.fromkeys(one.text for one in found)))
        yield warning("words-left-out", grid.address(head.row, head.column), found=names)
