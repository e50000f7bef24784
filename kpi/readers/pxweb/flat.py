"""Tables as PxWeb writes them with separators: names of dimensions, then rows that repeat values.

Refuses, by not knowing it, a table that is not complete and in order, or that nothing marks as one
of a statistical office: people's own tables are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kpi.readers import exports
from kpi.readers.cells import Sheet
from kpi.readers.exports import said, width
from kpi.readers.pxweb.cube import Cube, Dimension, Role, role
from kpi.readers.pxweb.grid import Block, Level, factors, is_value, word
from kpi.readers.pxweb.times import is_time_word, main_time
from kpi.readers.pxweb.titles import is_picked, table_of

_CODE = r"(?:19|20|21)[0-9]{2}[MQHW][0-9]{1,2}\*?"
_CODED = re.compile(_CODE)
# Values of several dimensions stand in one heading, with spaces between: "2025M01 Työttömät".
_TIMED = re.compile(
    rf"(?:(?P<before>.*\S) )?(?P<code>{_CODE})(?: (?P<after>\S.*))?"
    r"|(?P<first>(?:19|20|21)[0-9]{2}\*?)(?: (?P<rest>\S.*))?"
    r"|(?P<front>\S.*) (?P<last>(?:19|20|21)[0-9]{2}\*?)(?: (?P<behind>\S.*))?"
)
_MOST_STUBS = 10


def read(sheet: Sheet, *, text: bool) -> Cube | None:
    """Read a sheet of this form; None where it is none.

    Args:
        sheet: the cells.
        text: whether it is a text file, in which codes such as 2025M01 may be mark enough.
    """
    rows = sheet.rows
    filled = (at for at, row in enumerate(rows) if width(row))
    first = next(filled, len(rows))
    titled = first < len(rows) and width(rows[first]) == 1
    title = word(rows[first][0]) if titled else ""
    head = next(filled, len(rows)) if titled else first
    if head + 1 >= len(rows):
        return None
    names = [word(raw) for raw in rows[head][: width(rows[head])]]
    coded = text and _is_coded(names, [word(raw) for raw in rows[head + 1]])
    if not (is_picked(title) or coded) or not all(names):
        return None
    body = [at for at in range(head + 1, len(rows)) if width(rows[at])]
    whole = body == list(range(head + 1, head + 1 + len(body)))
    longer = any(width(rows[at]) > len(names) for at in body)
    return _table(sheet, (head, body), names, title) if body and whole and not longer else None


def _is_coded(names: Sequence[str], first: Sequence[str]) -> bool:
    """Say whether there are codes of periods, and a dimension as statistical offices name them."""
    periods = [one for one in (*names, *first) if _CODED.search(one) and _TIMED.fullmatch(one)]
    return bool(periods) and any(role(one) is not Role.PLAIN for one in names)


def _table(
    sheet: Sheet, rows: tuple[int, Sequence[int]], names: Sequence[str], title: str
) -> Cube | None:
    head, body = rows
    columns = [[said(sheet.rows[at], c) for at in body] for c in range(len(names))]
    values = [all(map(is_value, column)) and not is_time_word(name)
              for column, name in zip(columns, names, strict=True)]  # fmt: skip
    least = len(values) - next(
        (n for n, one in enumerate(reversed(values)) if not one), len(values)
    )
    for left in range(max(1, least), min(len(names), _MOST_STUBS)):
        stub = factors([list(map(word, one)) for one in columns[:left]], coded=True)
        if stub is not None and all(one.text for level in stub for one in level.members):
            cells = [exports.cell(sheet, head, c) for c in range(len(names))]
            return _cube(Block(sheet, body, left, len(names) - 1), stub, (names, cells), title)
    return None


def _cube(
    block: Block, stub: Sequence[Level], heads: tuple[Sequence[str], Sequence[str]], title: str
) -> Cube | None:
    names, cells = heads
    beside = [
        Dimension(names[one.at], one.members, cells[one.at], role(names[one.at])) for one in stub
    ]
    above = _above(names[block.left :], cells[block.left], timed=main_time(beside) is not None)
    if above is None:
        return None
    cube = Cube(table_of([title]), title, [*beside, *above], block.figures)
    return cube if main_time(cube.dimensions) is not None else None


def _above(texts: Sequence[str], cell: str, *, timed: bool) -> list[Dimension] | None:
    """Tell the dimensions above the figures; None where they are no complete table."""
    if timed:
        twice = any(_CODED.search(one) for one in texts)
        return None if twice else _found([texts], [Role.METRIC], cell)
    split = [_split(one) for one in texts]
    told = [one for one in split if one is not None]
    if len(told) < len(split):
        return None
    times = [one.time for one in told]
    rests = [" ".join(filter(None, (one.before, one.after))) for one in told]
    if not any(rests):
        return _found([times], [Role.TIME], cell)
    return (
        _found([times, rests], [Role.TIME, Role.METRIC], cell)
        or _found([rests, times], [Role.METRIC, Role.TIME], cell)
        # The time stands between: what is counted, the months, and men and women under each.
        or _found(
            [[one.before for one in told], times, [one.after for one in told]],
            [Role.METRIC, Role.TIME, Role.METRIC],
            cell,
        )
    )


def _found(
    lists: Sequence[Sequence[str]], roles: Sequence[Role], cell: str
) -> list[Dimension] | None:
    levels = factors(lists, coded=False)
    if levels is None:
        return None
    pairs = zip(levels, roles, strict=True)
    return [Dimension("", level.members, cell, it) for level, it in pairs]


class _Split(NamedTuple):
    """A heading's period and the words before and after it."""

    before: str
    time: str
    after: str


def _split(text: str) -> _Split | None:
    """Give the period in a heading and the words beside it; None where it has none, or two."""
    found = _TIMED.fullmatch(text)
    if found is None:
        return None
    time = found["code"] or found["first"] or found["last"]
    before = found["before"] or found["front"] or ""
    after = found["after"] or found["rest"] or found["behind"] or ""
    rest = " ".join(filter(None, (before, after)))
    return None if _TIMED.fullmatch(rest) else _Split(before, time, after)
