"""Signs that figures of several periods would get one: the years or months were not understood.

Refuses to let one answer, or one year, be given for all of a table whose rows say that they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi.errors import Finding, error
from kpi.readers.asking import Asking
from kpi.readers.numbers import clip, shown
from kpi.readers.table.asked import TIME, month_or_name
from kpi.readers.table.axis import Axis, Entry
from kpi.readers.table.centred import repeats
from kpi.readers.table.grid import Grid, Kind
from kpi.readers.table.layout import Head, Layout
from kpi.readers.table.leftovers import is_small
from kpi.readers.table.spellings import FINNISH_STEMS, MONTHS
from kpi.readers.table.stamps import Stamp
from kpi.readers.table.values import plain_value
from kpi.readers.table.words import ACTUAL, Role, role_of

_LIKE_A_TIME = re.compile(
    r"(?<![0-9])(?:(?:0?[1-9]|1[0-2])/[0-9]{2}|(?:[0-9]{1,2}/)?(?:19|20|21)[0-9]{2})(?![0-9])"
)
_OF_NUMBERS = frozenset({Role.TOTAL, Role.CHANGE, Role.RUNNING})
_TIMES = frozenset({Kind.TIME, Kind.YEAR})
_WORD = re.compile(r"[^\W\d_]+")
# "kk1" beside "kk2", "1.1.2025 10:00" beside another moment.
_NUMBERED = re.compile(
    r"(?<!\w)(?:kk|kuukausi|kuu|vko|vk|viikko|month|week) ?\.?[0-9]{1,2}(?!\w)"
    r"|(?<!\w)[0-9]{1,2}\.? ?(?:kk|kuukausi|kuu|vko|vk|viikko|neljännes|kvartaali|month|week)(?!\w)"
)
_MOMENT = re.compile(
    r"(?<!\w)[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4})?"
    r"(?: ?(?:klo )?[0-9]{1,2}[.:][0-9]{2}(?::[0-9]{2})?)?"
)
_MONTH_S = re.compile(rf"(?:{'|'.join(FINNISH_STEMS)})kuun [^\W\d_]")
_MONTH_WORDS = frozenset({*MONTHS, "kesä", "elo"})


def doubts(
    grid: Grid, asking: Asking, table: Layout, columns: Axis, rows: Axis
) -> Iterator[Finding]:
    """Refuse a table whose rows or columns are of other periods than it would be told with."""
    for side, other in ((columns, rows), (rows, columns)):
        yield from _unread_times(grid, asking, side, other)
    yield from _centred(grid, table, columns)
    yield from _figures_as_dates(grid, table)
    yield from _years_as_figures(grid, columns, rows)
    if rows.timed and not columns.timed:
        yield from _repeated(grid, columns, rows)
    if not rows.timed or not any(map(_is_dated, rows.told)):
        yield from _times_between(grid, table, columns, rows)
    if not (rows.timed or columns.timed):
        yield from _periods_aside(grid, table, rows)


def _unread_times(grid: Grid, asking: Asking, side: Axis, other: Axis) -> Iterator[Finding]:
    """Refuse names that only a time in them tells apart, which nobody could read.

    "tot 1/25" beside "tot 2/25": one period for both, or the years beside them, would be wrong.
    Whether "Tammikuun kampanja" is the name of a campaign or a month's figure is asked, unless
    each of its figures has a month anyway.
    """
    if side.timed:
        return
    of_months = [head for one in side.told for head in one.line.heads if _of_a_month(head)]
    alike: dict[tuple[str, ...], Entry] = {}
    for one in (one for one in side.told if one.line.filled):
        first = alike.setdefault(tuple(map(_without_time, one.line.heads)), one)
        heads = zip(first.line.heads, one.line.heads, strict=True)
        head = next((a for a, b in heads if a.heading.text != b.heading.text), None)
        if head in of_months and other.timed and other.fine:
            continue
        if head is not None:
            cell = grid.address(head.row, head.column)
            names = clip(", ".join(dict.fromkeys(it.heading.text for it in of_months)))
            if head in of_months and month_or_name(asking, cell, names) != TIME:
                return
            yield error("period-unreadable", cell, found=clip(head.heading.text))
            return


def _of_a_month(head: Head) -> bool:
    """Say whether a heading begins with whose month something is: "Tammikuun kampanja"."""
    return head.heading.stamp is None and bool(_MONTH_S.match(head.heading.text.casefold()))


def _without_time(head: Head) -> str:
    """Give a heading without the months and the years in it that were not understood."""
    text = head.heading.text
    if head.heading.stamp is not None and not head.heading.around:
        return text
    years = _LIKE_A_TIME.sub("#", _NUMBERED.sub("#", _MOMENT.sub("#", text.casefold())))
    return _WORD.sub(lambda word: "#" if word[0] in _MONTH_WORDS else word[0], years)


def _centred(grid: Grid, table: Layout, columns: Axis) -> Iterator[Finding]:
    """Refuse headings that stand over the middle of their columns without being merged.

    "Perho" over 2023 of 2022, 2023, 2024 and "Veteli" likewise: taken on to the right,
    Perho would get Veteli's 2022.
    """
    lines = [one.line for one in columns.entries if one.line.filled and one.line.heads]
    level = next((it for it in table.levels[:-1] if repeats(lines, it)), None)
    if level is not None:
        yield error("heading-missing", grid.address(level, lines[0].at))


def _figures_as_dates(grid: Grid, table: Layout) -> Iterator[Finding]:
    """Refuse dates under "Keskiarvo" and the like: a spreadsheet made the 4th of May of 4.5."""
    for head in table.corner:
        if role_of(head.heading.text) not in _OF_NUMBERS:
            continue
        rows = (one.at for one in table.rows if grid.is_time(one.at, head.column))
        row = next((r for r in rows if not isinstance(grid.cells[r][head.column].raw, str)), None)
        if row is not None:
            found = shown(grid.cells[row][head.column].raw)
            yield error("date-for-number", grid.address(row, head.column), found=found)
            return


def _years_as_figures(grid: Grid, columns: Axis, rows: Axis) -> Iterator[Finding]:
    """Refuse a row of nothing but its columns' years: headings again, of what follows them.

    "Euroa | 2024 | 2025" over "Menot": told, 2024 would be 2024 euros.
    """
    for row in rows.told:
        cells = [(c, grid.cells[row.line.at][c.line.at]) for c in columns.told]
        held = [(c, cell) for c, cell in cells if cell.kind is not Kind.BLANK]
        same = [c for c, cell in held if cell.heading and c.stamp and cell.heading.stamp == c.stamp]
        if len(same) > 1 and len(same) == len(held):
            at = (row.line.at, same[0].line.at)
            found = clip(shown(grid.cells[at[0]][at[1]].raw))
            yield error("period-unreadable", grid.address(*at), found=found)
            return


def _repeated(grid: Grid, columns: Axis, rows: Axis) -> Iterator[Finding]:
    """Refuse two rows of one period that say the same: a list of events, told once, lacks one.

    Rows that say two things are two values of one name, and refused as such.
    """
    seen: dict[tuple[tuple[str, ...], Stamp], Entry] = {}
    for one in (it for it in rows.told if it.line.filled and it.stamp and it.stamp.usable):
        assert one.stamp is not None
        first = seen.setdefault((one.key, one.stamp), one)
        across = [column.line.at for column in columns.told] if first is not one else []
        pairs = [(plain_value(grid.cells[it.line.at][c]) for it in (first, one)) for c in across]
        if one.head is not None and any(a == b and a for a, b in pairs):
            cell = grid.address(one.head.row, one.head.column)
            yield error("period-repeated", cell, found=clip(one.text))
            return


def _is_dated(entry: Entry) -> bool:
    """Say whether a line says its time itself, and not only the heading over it."""
    return any(head.heading.stamp is not None for head in entry.line.heads)


def _times_between(grid: Grid, table: Layout, columns: Axis, rows: Axis) -> Iterator[Finding]:
    """Refuse a time alone in its row among rows of figures: those below it are of another."""
    told = [one.line.at for one in rows.told if one.line.filled]
    if not told:
        return
    values = {one.line.at for one in columns.entries}
    over = {one.line.section.row for one in rows.entries if one.line.section is not None}
    for row in sorted({*range(told[0], told[-1])} - {*told, *over}):
        filled = [c for c in table.area.columns if grid.filled(row, c)]
        named = len(filled) == 1 and filled[0] not in values
        if named and grid.kind(row, filled[0]) in _TIMES:
            found = clip(shown(grid.cells[row][filled[0]].raw))
            yield error("period-unreadable", grid.address(row, filled[0]), found=found)
            return


def _periods_aside(grid: Grid, table: Layout, rows: Axis) -> Iterator[Finding]:
    """Refuse numbers before the names that may be the periods of a table without.

    One period for all rows would be wrong where nothing else tells them apart: "2 | Toteuma",
    "1 | Toteuma", or "1 | Lainat", "2 | Lainat".
    """
    names = [one.key for one in rows.told if one.line.filled]
    bare = all(not one.text or ACTUAL.fullmatch(one.text.casefold()) for one in rows.told)
    if not bare and len(set(names)) == len(names):
        return
    for column in table.asides:
        places = [(one.line.at, column) for one in rows.entries if one.line.filled]
        numbers = [at for at in places if grid.is_number(*at)]
        if numbers and (bare or all(is_small(grid.cells[r][c].raw) for r, c in numbers)):
            row, at = numbers[0]
            found = clip(shown(grid.cells[row][at].raw))
            yield error("period-unreadable", grid.address(row, at), found=found)
            return
