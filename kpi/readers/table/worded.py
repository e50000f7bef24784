"""Rows and columns that hold answers or lengths of time, and no figure: "kyllä", "x", "0:02:31".

Refuses to leave out a line with anything else in it: "noin 500" is a figure with a fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.errors import Finding, warning
from kpi.readers.cells import Raw
from kpi.readers.numbers import clip
from kpi.readers.table.axis import Axis, Entry
from kpi.readers.table.grid import Grid, Kind
from kpi.readers.table.replies import is_reply
from kpi.readers.table.words import Role


def leave_out_words(grid: Grid, columns: Axis, rows: Axis) -> Iterator[Finding]:
    """Leave out the lines without figures, in place, and name them."""
    for side, other, down in ((rows, columns, True), (columns, rows, False)):
        held = {one.line.at: _held(grid, one, other, down=down) for one in side.told}
        lines = [one for one in side.told if one.head is not None and held[one.line.at]]
        found = [one for one in lines if all(map(is_reply, held[one.line.at]))]
        # "Aukiolo 7:30" alone is what somebody wants to follow.
        if len(found) < len(lines):
            for one in found:
                one.left, one.spoken = Role.REMARK, True
            yield from _said(grid, found)


def _held(grid: Grid, line: Entry, other: Axis, *, down: bool) -> list[Raw]:
    places = [(line.line.at, one.line.at) for one in other.told]
    cells = [grid.cells[a][b] if down else grid.cells[b][a] for a, b in places]
    return [one.raw for one in cells if one.kind not in (Kind.BLANK, Kind.NOTHING)]


def _said(grid: Grid, found: list[Entry]) -> Iterator[Finding]:
    head = next((one.head for one in found if one.head is not None), None)
    if head is not None:
        names = clip(", ".join(dict.fromkeys(one.text for one in found)))
        yield warning("words-left-out", grid.address(head.row, head.column), found=names)
