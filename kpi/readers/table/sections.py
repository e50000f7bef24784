"""Headings that stand on a line of their own, over the lines they are about.

Refuses to take a name without figures for such a heading unless something says so: a year over its
months, a colon, a merged cell, names that would otherwise be the same, or a word that names nothing
by itself: "Tavoitteet" over visitors makes targets of them. Names that stand first, or again and
again, without figures of their own are asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

from kpi.errors import Finding, warning
from kpi.readers.asking import Asking
from kpi.readers.numbers import clip, fold
from kpi.readers.table.asked import ROW, heading_or_row
from kpi.readers.table.grid import Grid
from kpi.readers.table.layout import Head, Layout, Line
from kpi.readers.table.stamps import Stamp
from kpi.readers.table.values import plain_value
from kpi.readers.table.words import (
    ACTUAL,
    PLANS,
    Role,
    is_generic,
    is_note,
    left_out,
    names_something,
    role_of,
)

_LONGEST_SUBJECT = 400
_SOME, _MANY = 3, 4
_CHANGES = frozenset({*PLANS, Role.CHANGE, Role.RUNNING, Role.EARLIER, Role.WINDOW, Role.TOTAL})


def with_sections(table: Layout, asking: Asking) -> tuple[Layout, list[Finding]]:
    """Give the table with each line's section, its sections and notes no more lines.

    Returns:
        The table, and what is said of names without figures that may be such headings.
    """
    lines = [one for one in table.rows if not _is_note(table, one)]
    over, findings = _over_rows(table, lines, asking)
    times = _times_over(table, lines)
    rows = _placed(lines, over, _first_section(table, over), dated=bool(times))
    columns = _placed(table.columns, _years_over(table.columns), None)
    return table._replace(rows=rows, columns=columns), findings


def _is_note(table: Layout, line: Line) -> bool:
    """Say whether a row is words about the table: "Lähde: …", "* arvio"."""
    if line.heads:
        return is_note(_raw(table.grid, line.heads[0]))
    return not line.filled


def _raw(grid: Grid, head: Head) -> str:
    """Give a heading with its footnote marks, which tell a note."""
    raw = grid.cells[head.row][head.column].raw
    return fold(raw) if isinstance(raw, str) else head.heading.text


def stamps(heads: Sequence[Head]) -> list[Stamp]:
    """Give what headings say of time, outermost first."""
    return [one.heading.stamp for one in heads if one.heading.stamp is not None]


def _bare(line: Line) -> bool:
    own = [head for head in line.heads if head.own]
    return not line.filled and len(own) == 1 and len(line.heads) == 1


def _placed(
    lines: Sequence[Line], over: Sequence[Line], section: Head | None, *, dated: bool = False
) -> list[Line]:
    """Put the lines under the headings ``over`` them; ``section`` is the first lines' one.

    A year with the sums of its months is a line of its own, too.
    """
    found, places = [], {one.at for one in over}
    for line in lines:
        if line.at in places:
            section = line.heads[0]
        if line.at in places and line.filled:
            found.append(line._replace(section=None))
        elif line.at not in places:
            found.append(line._replace(section=section, dated=dated))
    return found


def _years_over(lines: Sequence[Line]) -> list[Line]:
    """Give the lone years that stand over months, or over names without time."""
    filled = [one for one in lines if one.filled]
    finer = any(not s.whole_year for one in filled for s in stamps(one.heads))
    lone = finer or not _timed(filled)
    return [one for one in lines if lone and _bare(one) and _is_year(one)]


def _times_over(table: Layout, lines: Sequence[Line]) -> list[Line]:
    """Give the lone periods over names where nothing else says a time: "2025M01" over towns.

    Names that stand under two of them tell that they are such.
    """
    often = Counter(_key(one) for one in lines if one.filled)
    bare = [one for one in lines if _bare(one) and _is_time(one) and _alone(table, one)]
    across = [s for one in table.columns for s in stamps(one.heads)]
    months = all(map(_is_year, bare)) and not any(s.year or s.whole_year for s in across)
    dated = any(_dated(one) for one in lines if one.filled) or (across and not months)
    again = any(count > 1 for count in often.values())
    return bare if again and bare and bare[0] is lines[0] and not dated else []


def _summed_years(table: Layout, lines: Sequence[Line]) -> list[Line]:
    """Give the years of a pivot table: each is the sum of the months below it.

    "2024 | 1 200" over "tammi" without being their sum is rather last year's figure.
    """
    years = [one for one in lines if one.filled and len(one.heads) == 1 and _is_year(one)]
    return years if all(_is_sum_of_months(table, lines, one) for one in years) else []


def _is_sum_of_months(table: Layout, lines: Sequence[Line], year: Line) -> bool:
    below = takewhile(_in_no_year, lines[list(lines).index(year) + 1 :])
    months = [one.at for one in below if all(s.first == s.last for s in stamps(one.heads))]
    columns = [one.at for one in table.columns if table.grid.is_number(year.at, one.at)]
    cells = table.grid.cells
    sums = [sum((plain_value(cells[r][c]) or 0 for r in months), Decimal(0)) for c in columns]
    told = [plain_value(cells[year.at][c]) for c in columns]
    return bool(months) and told == sums


def _in_no_year(line: Line) -> bool:
    said = stamps(line.heads)
    return bool(said) and not any(one.year or one.whole_year for one in said)


def _over_rows(
    table: Layout, lines: Sequence[Line], asking: Asking
) -> tuple[list[Line], list[Finding]]:
    again = _repeated(lines)
    years = _times_over(table, lines) or _years_over(lines) or _summed_years(table, lines)
    named = [one for one in lines if _bare(one) and not _is_time(one) and _key(one) not in again]
    if named and (again or _told_by(table, named) or _grouped(lines, named)):
        return [*years, *named], []
    changing = _changing(lines, named)
    above = _right_above(lines, named)
    lone = [one for one in above if one not in changing and _alone(table, one)]
    if not lone:
        return [*years, *changing], []
    cell = table.grid.address(lone[0].heads[0].row, lone[0].heads[0].column)
    names = clip(", ".join(one.heads[0].heading.text for one in lone))
    if not _like_headings(table, lines, lone):
        return [*years, *changing], [warning("row-without-figures", cell, found=names)]
    told = heading_or_row(asking, cell, names, _subject(lines))
    return [*years, *(changing if told == ROW else named)], []


def _alone(table: Layout, line: Line) -> bool:
    """Say whether nothing at all stands behind a name, no words either."""
    return not any(table.grid.filled(line.at, one.at) for one in table.columns)


def _like_headings(table: Layout, lines: Sequence[Line], lone: Sequence[Line]) -> bool:
    """Say whether names without figures stand as headings do, and not as a row still to come.

    Among months nothing else has no time. Elsewhere the first of many rows is rarely the empty one.
    """
    filled = [one for one in lines if one.filled]
    if all(_over_its_plan(lines, one) for one in lone):
        return False
    if 2 * sum(_dated(one) for one in filled) > len(filled):
        return True
    # In one column of figures the names below are told apart without it, and a figure lacks often.
    wide = sum(one.filled for one in table.columns) > 1
    return wide and lone[0] is lines[0] and len(filled) >= (_SOME if len(lone) > 1 else _MANY)


def _over_its_plan(lines: Sequence[Line], line: Line) -> bool:
    """Say whether a target stands right below a row, and not what came true with it."""
    at = lines.index(line) + 1
    below = [one.heads[-1].heading for one in lines[at : at + 2] if one.heads]
    planned = bool(below) and left_out(below[0].text, of_time=False) is not None
    return planned and not any(ACTUAL.fullmatch(one.label.casefold()) for one in below)


def _dated(line: Line) -> bool:
    heads = [head.heading for head in line.heads]
    return any(one.stamp is not None and not one.label for one in heads)


def _right_above(lines: Sequence[Line], named: Sequence[Line]) -> list[Line]:
    """Give the lone names that a row follows at once; one beside its rows is a part of theirs."""
    over = {
        one.at
        for one, after in pairwise(lines)
        if after.filled and after.at == one.at + 1
        if not any((it.row, it.column) in {it[1:3] for it in after.heads} for it in one.heads)
    }
    return [one for one in named if one.at in over]


def _subject(lines: Sequence[Line]) -> str:
    """Give what tells a table's rows from those of another: their names."""
    names = (head.heading.label.casefold() for one in lines for head in one.heads)
    return " / ".join(dict.fromkeys(filter(None, names)))[:_LONGEST_SUBJECT]


def _changing(lines: Sequence[Line], named: Sequence[Line]) -> list[Line]:
    """Give the lone words that make targets, means or changes of the figures right below them.

    The one that is there twice, or last, is rather a row that nobody has filled in.
    """
    often = Counter(map(_key, named))
    fitting = [one for one in _right_above(lines, named) if often[_key(one)] == 1]
    found = [one for one in fitting if _changes(one.heads[0].heading.text)]
    actual = (one for one in fitting if ACTUAL.fullmatch(one.heads[0].heading.label.casefold()))
    return sorted({*found, *actual}, key=lambda one: one.at) if found else []


def _changes(text: str) -> bool:
    return role_of(text) in _CHANGES and not names_something(text)


def _is_time(line: Line) -> bool:
    heading = line.heads[0].heading
    return heading.stamp is not None and not heading.label


def _is_year(line: Line) -> bool:
    stamp = line.heads[0].heading.stamp
    return _is_time(line) and stamp is not None and stamp.whole_year


def _timed(lines: Sequence[Line]) -> bool:
    return any(stamps(one.heads) for one in lines)


def _told_by(table: Layout, named: Sequence[Line]) -> bool:
    """Say whether something tells that lone names are headings of what follows."""
    raws = [_raw(table.grid, one.heads[0]) for one in named]
    if any(raw.endswith(":") for raw in raws):
        return True
    return any(_merged_wide(table, one.heads[0]) for one in named)


Key = tuple[tuple[str, Stamp | None], ...]


def _key(line: Line) -> Key:
    return tuple((head.heading.label, head.heading.stamp) for head in line.heads)


def _repeated(lines: Sequence[Line]) -> set[Key]:
    """Give the headings that more than one line has, one with figures among them."""
    told = [
        one
        for one in lines
        if one.heads and left_out(one.heads[-1].heading.text, of_time=False) is None
    ]
    again = {key for key, count in Counter(map(_key, told)).items() if count > 1}
    return again if any(one.filled and _key(one) in again for one in told) else set()


def _merged_wide(table: Layout, head: Head) -> bool:
    first = table.columns[0].at if table.columns else head.column + 1
    anchor = table.grid.covered_by(head.row, first)
    return anchor == (head.row, head.column)


def _grouped(lines: Sequence[Line], named: Sequence[Line]) -> bool:
    """Say whether empty rows part the lines into groups that each begin with a lone name."""
    begins = [
        one
        for before, one in zip([None, *lines], lines, strict=False)
        if before is None or one.at > before.at + 1
    ]
    return len(begins) > 1 and [one.at for one in begins] == [one.at for one in named]


def _first_section(table: Layout, over: Sequence[Line]) -> Head | None:
    """Give the title as the first lines' section where the later ones have sections of their own.

    Two tables of months under each other, each under its name, without a row of headings.
    """
    if not (over and table.titles) or any(c.heads for c in table.columns):
        return None
    first = next(_names_of(table.titles), None)
    return first if first is not None and table.rows and over[0] is not table.rows[0] else None


def _names_of(titles: Sequence[Head]) -> Iterator[Head]:
    for head in titles:
        text = head.heading.text
        if not is_note(text) and not is_generic(text):
            yield head
