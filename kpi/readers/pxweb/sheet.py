"""Workbooks as PxWeb writes them: a title, headings by level, values beside their first rows.

Refuses, by not knowing it, a sheet of another form, or without a mark of a statistical office:
people's own tables are read elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi.readers import exports
from kpi.readers.cells import Sheet
from kpi.readers.exports import said, width
from kpi.readers.pxweb.cube import Cube, Dimension, Role
from kpi.readers.pxweb.grid import Block, Level, factors, word
from kpi.readers.pxweb.times import main_time
from kpi.readers.pxweb.titles import is_picked, table_of

_HEADINGS_FROM = 2
_OFFICES = frozenset({"tilastokeskus", "statistics finland", "statistikcentralen"})
_UNITS = frozenset({"yksikkö:", "yksiköt:", "mittayksikkö:", "units:", "unit:", "enhet:"})


def read(sheet: Sheet) -> Cube | None:
    """Read a sheet of this form; None where it is none."""
    rows = sheet.rows
    if (sheet.row, sheet.column) != (1, 1) or len(rows) < _HEADINGS_FROM + 2:
        return None
    title = word(said(rows[0], 0))
    left = next(
        (c for c in range(width(rows[_HEADINGS_FROM])) if said(rows[_HEADINGS_FROM], c) != ""), 0
    )
    if not title or width(rows[0]) > 1 or width(rows[1]) or not left:
        return None
    top = next(
        (at for at in range(_HEADINGS_FROM, len(rows)) if _begins(sheet, at, left)), len(rows)
    )
    low = next((at for at in range(top, len(rows)) if not width(rows[at])), len(rows))
    below = [text for row in rows[low:] if width(row) and (text := word(row[0]))]
    marked = is_picked(title) or any(one.casefold() in _OFFICES for one in below)
    headed = all(map(width, rows[_HEADINGS_FROM:top]))
    if not marked or not headed or top == low:
        return None
    block = Block(sheet, range(top, low), left, width(rows[top - 1]) - 1)
    return None if not block.is_plain else _cube(block, title, _stated(below))


def _begins(sheet: Sheet, row: int, left: int) -> bool:
    return any(said(sheet.rows[row], c) != "" for c in range(left))


def _cube(block: Block, title: str, units: Mapping[str, str]) -> Cube | None:
    sheet, top = block.sheet, block.rows[0]
    across = range(block.left, block.right + 1)
    above = factors(
        [
            _filled([word(said(sheet.rows[row], c)) for c in across])
            for row in range(_HEADINGS_FROM, top)
        ],
        coded=False,
    )
    beside = factors(
        [_filled([word(said(sheet.rows[at], c)) for at in block.rows]) for c in range(block.left)],
        coded=True,
    )
    if above is None or beside is None:
        return None
    dimensions = [
        *(_dimension(one, exports.cell(sheet, top, one.at), units) for one in beside),
        *(
            _dimension(one, exports.cell(sheet, _HEADINGS_FROM + one.at, block.left), units)
            for one in above
        ),
    ]
    if main_time(dimensions) is None:
        return None
    return Cube(table_of([title]), title, dimensions, block.figures, units.get("", ""))


def _filled(words: Sequence[str]) -> list[str]:
    """Repeat each word until the next one: it is written beside its first row only."""
    found: list[str] = []
    for one in words:
        found.append(one or (found[-1] if found else ""))
    return found


def _dimension(level: Level, cell: str, units: Mapping[str, str]) -> Dimension:
    members = [one._replace(unit=units.get(one.text, "")) for one in level.members]
    metric = any(one.unit for one in members)
    return Dimension("", members, cell, Role.METRIC if metric else Role.PLAIN)


def _stated(below: Sequence[str]) -> Mapping[str, str]:
    """Give the units that stand below the table, by what they are of; "" is the whole table."""
    start = next((at for at, one in enumerate(below) if one.casefold() in _UNITS), None)
    if start is None:
        return {}
    told = list(below[start + 1 :])
    if not told or not told[0].endswith(":"):
        return {"": told[0]} if told else {}
    pairs = zip(told[::2], told[1::2], strict=False)
    return {of.removesuffix(":"): unit for of, unit in pairs if of.endswith(":")}
