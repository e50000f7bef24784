"""Tables that people keep by hand: periods across or down, names beside them, notes around.

The last resort among the readers, and the riskiest one. Refuses to guess: what the file does not
settle is asked, what is not understood is refused with its cell, and what is left out is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from kpi.errors import Finding, Severity, error, warning
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Sheet, place
from kpi.readers.numbers import clip, fold, shown
from kpi.readers.reading import Reading
from kpi.readers.table.blocks import Block, blocks
from kpi.readers.table.grid import Grid, Kind, Rect
from kpi.readers.table.headings import heading
from kpi.readers.table.layout import Head
from kpi.readers.table.legends import is_left_out, on_its_own_sheet, preliminary
from kpi.readers.table.part_years import notes_of
from kpi.readers.table.provisos import provisos_of
from kpi.readers.table.reader import Around, Reader, Told
from kpi.readers.table.series import Origin, offered, sheet_label, told_apart
from kpi.readers.table.surroundings import noted_scales
from kpi.readers.table.words import PLANS, names_something, role_of


def recognise(book: Book) -> str:
    """Say whether any sheet has a number under or beside words."""
    return "table" if any(_has_table(Grid(sheet)) for sheet in book.sheets) else ""


def _has_table(grid: Grid) -> bool:
    """Look for a number first; years are numbers only where they are no headings."""
    if any(_below_words(grid, Kind.NUMBER)):
        return True
    return any(_below_words(grid, Kind.YEAR)) and bool(blocks(grid))


def _below_words(grid: Grid, kind: Kind) -> Iterator[bool]:
    over: set[int] = set()
    for row in range(len(grid.cells)):
        named = False
        for column in range(grid.width):
            if grid.is_word(row, column):
                named = True
                over.add(column)
            elif grid.kind(row, column) is kind and (named or column in over):
                yield True


def read(book: Book, asking: Asking) -> Reading:
    """Read every table of every sheet that people see."""
    origins: list[Origin] = []
    sums: list[Origin] = []
    findings: list[Finding] = []
    seen = [one for one in book.sheets if not one.hidden]
    if on_its_own_sheet(seen, asking):
        return Reading(findings=(error("no-figures"),))
    plans = any(_is_plan(one.name) for one in seen)
    actual = plans and any(not _is_plan(one.name) and _has_table(Grid(one)) for one in seen)
    for sheet in book.sheets:
        if sheet.hidden:
            findings += _hidden(sheet)
        elif actual and _is_plan(sheet.name):
            findings += _planned(sheet)
        else:
            for told, name in _tables(sheet, asking):
                findings += told.findings
                origins.append(Origin(told.figures, told.title, name, told.around))
                sums.append(Origin(told.offered, told.title, name, told.around))
    series, faults = told_apart(origins)
    findings += faults
    if not series and not asking.open and all(f.severity is Severity.WARNING for f in findings):
        findings.append(error("no-figures"))
    return Reading(series=tuple(series), findings=tuple(findings), offered=tuple(offered(sums)))


def _hidden(sheet: Sheet) -> Iterator[Finding]:
    grid = Grid(sheet)
    if any(True for _ in grid.numbers(grid.whole)):
        yield warning("hidden-sheet-not-read", place(sheet.name, "A", 1), found=clip(sheet.name))


def _is_plan(name: str) -> bool:
    """Say whether a sheet holds what was planned: "Tavoite", "Budjetti 2025".

    Alone in its file it is told with its name, so that it is asked which indicator it means.
    """
    said = fold(name.replace("_", " "))
    return role_of(said) in PLANS and not names_something(said)


def _planned(sheet: Sheet) -> Iterator[Finding]:
    """Say that a plan is not read: told beside what came true it would pass for it."""
    grid = Grid(sheet)
    if any(True for _ in grid.numbers(grid.whole)):
        yield warning("plan-sheet-not-read", place(sheet.name, "A", 1), found=clip(sheet.name))


def _tables(sheet: Sheet, asking: Asking) -> Iterator[tuple[Told, str]]:
    grid = Grid(sheet)
    found = blocks(grid)
    name = heading(fold(sheet_label(sheet.name) or sheet.name))
    notes, provisos = notes_of(grid), provisos_of(grid)
    if is_left_out(grid, asking, provisos, found):
        return
    seen: set[tuple[int, int]] = set()
    read_places: set[tuple[int, int]] = set()
    for number, block in enumerate(found):
        own_name = sheet_label(name.around or name.label)
        others = [one.area for one in found if one is not block]
        outside = [one for one in notes if one.at is None or not _within(one.at, others)]
        away = {at for one in found if one is not block for at in one.titles} - {*block.titles}
        said = [one for one in provisos if one.at not in away and not _within(one.at, others)]
        around = Around(name, _sheet_titles(grid, found, number), own_name, outside, said)
        told = Reader(grid, block, asking, around).told()
        seen |= told.seen
        read_places |= told.read
        yield told, sheet_label(name.label)
    unread = [at for at in grid.numbers(grid.whole) if at not in seen]
    findings = [
        *_unread(grid, found, unread),
        *_unseen(grid, read_places),
        *noted_scales(grid, read_places),
        *preliminary(grid),
    ]
    yield Told(findings=findings), ""


def _within(at: tuple[int, int], areas: Sequence[Rect]) -> bool:
    return any(at[0] in area.rows and at[1] in area.columns for area in areas)


def _sheet_titles(grid: Grid, found: Sequence[Block], number: int) -> list[Head]:
    """Give the titles that stand over a whole sheet, for tables below that have none."""
    if number == 0:
        return []
    first, own, above = found[0], found[number], found[number - 1].area
    places = [at for at in first.titles if at[0] < own.area.top]
    if _goes_on(grid, above, own.area):
        rows = [[(r, c) for c in above.columns if grid.filled(r, c)] for r in above.rows]
        titles = list(takewhile(lambda row: len(row) == 1, rows))
        places += [at for (at,) in titles if grid.is_word(*at)]
    return [
        Head(said, row, column)
        for row, column in places
        if (said := grid.cells[row][column].heading) is not None
    ]


def _goes_on(grid: Grid, above: Rect, own: Rect) -> bool:
    """Say whether a table is the one right above it, its headings said again for the next page."""
    heads = [cell.raw for cell in grid.cells[own.top]]
    return own.top == above.low + 1 and any(
        [cell.raw for cell in grid.cells[row]] == heads for row in above.rows
    )


def _unread(
    grid: Grid, found: Sequence[Block], unread: Sequence[tuple[int, int]]
) -> Iterator[Finding]:
    """Name the areas whose numbers no table told of."""
    for block in found:
        inside = [(r, c) for r, c in unread if r in block.area.rows and c in block.area.columns]
        if inside and (_heads(found, block) or _over_headings(grid, block.area, inside[0])):
            found_there = clip(shown(grid.cells[inside[0][0]][inside[0][1]].raw))
            yield error("period-unreadable", grid.address(*inside[0]), found=found_there)
        elif inside:
            rows, columns = [r for r, _ in inside], [c for _, c in inside]
            area = Rect(min(rows), min(columns), max(rows), max(columns))
            yield warning("numbers-not-read", grid.address(*inside[0]), found=grid.area(area))


def _over_headings(grid: Grid, area: Rect, at: tuple[int, int]) -> bool:
    """Say whether a number without a name stands over headings of time, as "12." over the years."""
    row, column = at
    named = any(grid.is_word(row, c) for c in area.columns if c < column)
    return not named and row < area.low and grid.is_time(row + 1, column)


def _heads(found: Sequence[Block], block: Block) -> bool:
    """Say whether an area stands right on a table, where its headings would stand."""
    area = block.area
    return any(
        other.area.top == area.low + 1
        and area.left <= other.area.right
        and other.area.left <= area.right
        for other in found
        if other is not block
    )


def _unseen(grid: Grid, told: set[tuple[int, int]]) -> Iterator[Finding]:
    """Say which figures were read from rows or columns that nobody sees."""
    sheet = grid.sheet
    hidden = sorted(
        (r, c)
        for r, c in told
        if r + sheet.row in sheet.hidden_rows or c + sheet.column in sheet.hidden_columns
    )
    if hidden:
        rows = dict.fromkeys(str(r + sheet.row) for r, _ in hidden)
        yield warning("hidden-figures", grid.address(*hidden[0]), found=clip(", ".join(rows)))
