"""Which cells of a file are somebody's personal data, and which files are lists of people.

Refuses to take a figure for a person, and a table of figures for a list of those named in it.
Refuses to repeat what it found: an area knows its heading and its cells, never what stood in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpi.errors import Finding, error
from kpi.periods import Grain, Period
from kpi.readers import personal, private_columns, workbook
from kpi.readers.cells import Book, Raw, Sheet, letters, place, texts
from kpi.readers.numbers import clip, fold, read_period
from kpi.readers.personal import Sort
from kpi.readers.private_columns import Cell

__all__ = ["Area", "Cell", "Sort", "private", "refusal"]

_ONE_EACH = frozenset({Sort.ADDRESS, Sort.PHONE, Sort.CODE, Sort.ID, Sort.PERSON})
# Of a newsletter, not of those who got it.
_SENDER = re.compile(
    r"^(?:from|sender|reply|lähettäjä|lähettäjän|vastausosoite|avsändare)\b", re.IGNORECASE
)
_LEAST_PEOPLE, _LOOKED_AT, _MOST_NAMED = 3, 200, 3


class Area(NamedTuple):
    """Personal cells of one column, and what stays of each (mostly the empty text).

    ``heading`` is the words above them, empty where there are none; ``cell`` is the heading's
    place, or the first cell's own.
    """

    sort: Sort
    sheet: str
    heading: str
    cell: str
    rests: Mapping[Cell, str]

    @property
    def found(self) -> str:
        """How the area is named to a person: its heading, else where its cells are."""
        places = [f"{letters(column)}{row}" for row, column in sorted(self.rests)]
        more = " …" if len(places) > _MOST_NAMED else ""
        return clip(self.heading) or ", ".join(places[:_MOST_NAMED]) + more


def private(book: Book) -> tuple[Area, ...]:
    """Find the personal cells of a file, sheet by sheet; no cell is in two areas."""
    return tuple(area for sheet in book.sheets for area in _of_sheet(sheet))


def perhaps(book: Book) -> tuple[str, str] | None:
    """Give the words and the place of a heading with a few people's names below; None for none."""
    for sheet in book.sheets:
        headings = {one: Sort.PERSON for one in texts(sheet) if _sort(one) is Sort.PERSON}
        for words, (row, column) in private_columns.doubtful(sheet, headings) if headings else ():
            return clip(words), place(sheet.name, letters(column), row)
    return None


def _sort(text: str) -> Sort | None:
    """Say what sort of personal data a heading announces, or may announce."""
    return personal.heading(text) or (Sort.PERSON if personal.perhaps(text) else None)


def refusal(book: Book, areas: Sequence[Area] | None = None) -> Finding | None:
    """Say why a file is not taken at all: it is a list with a row for each person.

    A table of figures over time is none, nor our own template, whoever is named beside a figure.

    Args:
        book: the file as it was opened.
        areas: what ``private`` found in it, where that is known already.
    """
    areas = private(book) if areas is None else areas
    people = [one for one in areas if one.sort in _ONE_EACH]
    if not people or workbook.recognise(book):
        return None
    sheets = {one.name: one for one in book.sheets}
    filled = sum(any(raw != "" for raw in row) for sheet in book.sheets for row in sheet.rows)
    for area in people:
        sheet = sheets[area.sheet]
        if _is_sender(sheet, area):
            continue
        named = any(one.sort is Sort.NAME and one.sheet == area.sheet for one in areas)
        if not _is_list(sheet, area, filled, named=named):
            continue
        needed = area.sort is Sort.PERSON and not _named_otherwise(sheet, area)
        if needed or not _over_time(sheet, area):
            return error("address-list", area.cell, found=area.found)
    return None


def _is_sender(sheet: Sheet, area: Area) -> bool:
    """Say whether a column tells who sent: each of its rows is a message and no recipient."""
    row, column = min(area.rests)
    above = (private_columns.at(sheet, (number, column)) for number in range(row - 1, 0, -1))
    words = next((raw for raw in above if isinstance(raw, str) and raw != ""), "")
    return bool(_SENDER.search(fold(words)))


def _is_list(sheet: Sheet, area: Area, filled: int, *, named: bool) -> bool:
    """Say whether most of a file's rows have a person of their own in this column."""
    first = min(row for row, _ in area.rests)
    above = sum(map(_is_heading, sheet.rows[: first - sheet.row]))
    people = {str(private_columns.at(sheet, cell)).casefold() for cell in area.rests}
    enough = len(people) >= _LEAST_PEOPLE or named
    return enough and 2 * len(area.rests) >= filled - above and 3 * len(people) >= len(area.rests)


def _is_heading(row: Sequence[Raw]) -> bool:
    """Say whether a row above a list may be its title or its heading: it has no figure."""
    filled = [raw for raw in row if raw != ""]
    return bool(filled) and not any(personal.is_number(raw) for raw in filled)


def _over_time(sheet: Sheet, area: Area) -> bool:
    """Say whether periods stand across above the people, or months down beside them."""
    first = min(row for row, _ in area.rests) - sheet.row
    above = sheet.rows[max(0, first - 2) : first]
    if any(sum(map(private_columns.is_span, row)) >= 2 for row in above):
        return True
    rows = sheet.rows[first : first + _LOOKED_AT]
    months: dict[int, int] = {}
    for row in rows:
        for column, raw in enumerate(row):
            months[column] = months.get(column, 0) + _is_month(raw)
    return any(2 * count >= len(rows) for count in months.values())


def _named_otherwise(sheet: Sheet, area: Area) -> bool:
    """Say whether each row of people has a name or a period of its own besides theirs.

    Without it a figure would be of the person, and nobody's once the name is left out.
    """
    rows = sorted({row for row, _ in area.rests})
    keys = [
        tuple(
            str(raw)
            for column, raw in enumerate(sheet.rows[row - sheet.row], sheet.column)
            if (row, column) not in area.rests
            if private_columns.is_span(raw) or (isinstance(raw, str) and not _says_nothing(raw))
        )
        for row in rows
    ]
    return all(keys) and len(set(keys)) == len(keys)


def _says_nothing(raw: str) -> bool:
    return personal.is_number(raw) or personal.value(raw) is not None


def _is_month(raw: Raw) -> bool:
    """Say whether a cell is a month, a quarter or a half.

    A lone year may be a fact about a person, and a day the day when somebody joined.
    """
    period = read_period(raw)
    return isinstance(period, Period) and period.grain not in {Grain.YEAR, Grain.DAY}


def _of_sheet(sheet: Sheet) -> Iterator[Area]:
    told = texts(sheet)
    headings = {text: sort for text in told if (sort := _sort(text))}
    looked_at = told if personal.is_telling("\n".join(told)) else ()
    telling = {text: sort for text in looked_at if (sort := personal.value(text))}
    taken: set[Cell] = set()
    for area in (
        *_headed(sheet, headings),
        *(_told(sheet, telling) if telling else ()),
    ):
        rests = {cell: rest for cell, rest in area.rests.items() if cell not in taken}
        if rests:
            taken |= rests.keys()
            yield area._replace(rests=rests)


def _headed(sheet: Sheet, headings: Mapping[str, Sort]) -> Iterator[Area]:
    """Find what is personal by the heading above it."""
    named = private_columns.columns(sheet, headings) if headings else ()
    for sort, words, (row, column), cells in (*named, *private_columns.writers(sheet)):
        cell = place(sheet.name, letters(column), row)
        yield Area(sort, sheet.name, words, cell, dict.fromkeys(cells, ""))


def _told(sheet: Sheet, telling: Mapping[str, Sort]) -> Iterator[Area]:
    """Find the cells that tell by themselves, column by column and sort by sort."""
    columns: dict[tuple[int, Sort], dict[Cell, str]] = {}
    for number, row in enumerate(sheet.rows, sheet.row):
        for column, raw in enumerate(row, sheet.column):
            sort = telling.get(raw) if isinstance(raw, str) else None
            if sort is not None:
                columns.setdefault((column, sort), {})[number, column] = personal.rest(str(raw))
    for (column, sort), rests in columns.items():
        first, _ = min(rests)
        whole = len(rests) > 1 and not any(rests.values())
        words = _heading(sheet, first - 1, column) if whole else ""
        cell = place(sheet.name, letters(column), first - 1 if words else first)
        yield Area(sort, sheet.name, words, cell, rests)


def _heading(sheet: Sheet, row: int, column: int) -> str:
    """Give the words above a column; elsewhere than on top they may as well be somebody's name."""
    above = private_columns.at(sheet, (row, column))
    known = isinstance(above, str) and (row == sheet.row or personal.heading(above))
    return fold(str(above)) if known else ""
