"""The personal cells under a heading that announces them.

Refuses to empty a column on its heading's word alone: names are words, a way to get in touch looks
like one, and figures, periods and the labels of totals stay. Refuses to reach into the next table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from kpi.periods import Period
from kpi.readers import people, personal
from kpi.readers.cells import Raw, Sheet
from kpi.readers.numbers import fold, read_period
from kpi.readers.people import Verdict
from kpi.readers.personal import Sort

Cell = tuple[int, int]
"""Row and column in the sheet, both counted from 1."""

_MONTH = re.compile(
    r"(?:(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)(?:k\w{0,6})?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![^\W\d_])",
    re.IGNORECASE,
)
_A_DIGIT = re.compile(r"\d")
# So many rows of a table tell what its columns hold.
_TELLING_ROWS = 300
# A list of posts of a professional network has its writer three columns after the post's link,
# in whatever language its headings are.
_POST, _POST_AT, _WRITER_AT, _LEAST_WIDE, _HEADER_WITHIN = "linkedin.com/", 1, 4, 15, 10


class Column(NamedTuple):
    """Personal cells of one column: what sort, the heading's words and place, and the cells."""

    sort: Sort
    words: str
    heading: Cell
    cells: tuple[Cell, ...]


def columns(sheet: Sheet, headings: Mapping[str, Sort]) -> Iterator[Column]:
    """Find what stands under headings.

    Args:
        sheet: any sheet.
        headings: its texts that are headings of personal data, and of which sort.
    """
    for number, across, sort in _places(sheet, headings):
        yield from _under(sheet, number, across, sort)


def doubtful(sheet: Sheet, headings: Mapping[str, Sort]) -> Iterator[tuple[str, Cell]]:
    """Find the headings that have a few people's names below them, among other words."""
    for number, across, sort in _places(sheet, headings):
        for column, rows in _rows_under(sheet, number, across, sort).items():
            words = _words([(row, _cell(sheet, row, column)) for row in rows])
            if sort is Sort.PERSON and people.verdict(list(words.values())) is Verdict.SOME:
                said = fold(str(sheet.rows[number][across])).rstrip(":* ")
                yield said, (sheet.row + number, sheet.column + across)


def _places(sheet: Sheet, headings: Mapping[str, Sort]) -> Iterator[tuple[int, int, Sort]]:
    for number, row in enumerate(sheet.rows):
        for across, raw in enumerate(row):
            sort = headings.get(raw) if isinstance(raw, str) else None
            if sort is not None:
                yield number, across, sort


def writers(sheet: Sheet) -> Iterator[Column]:
    """Find who posted, in a list of posts whose headings are in a language we do not know."""
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        if len(row) >= _LEAST_WIDE and isinstance(row[_POST_AT], str) and row[_WRITER_AT] != "":
            if _are_posts(sheet, number + 1):
                yield from _under(sheet, number, _WRITER_AT, Sort.NAME)
            return


def _are_posts(sheet: Sheet, first: int) -> bool:
    """Say whether there are links to posts from a row on, and nothing else in their column."""
    found = False
    for row in islice(iter(sheet.rows), first, None):
        link = row[_POST_AT] if len(row) > _POST_AT else ""
        if link != "" and _POST not in str(link):
            return False
        found = found or bool(link)
    return found


def is_span(raw: Raw) -> bool:
    """Say whether a heading is a month, a year or another period."""
    return _is_period(raw) or (isinstance(raw, str) and _MONTH.match(fold(raw)) is not None)


def _is_period(raw: Raw) -> bool:
    """Say whether a cell is a period with its year: a month's bare name may be a person's."""
    if isinstance(raw, str) and not _A_DIGIT.search(raw):
        return False
    return isinstance(read_period(raw), Period)


def at(sheet: Sheet, cell: Cell) -> Raw:
    """Give a cell by its place in the sheet; empty outside of what the sheet holds."""
    return _cell(sheet, cell[0] - sheet.row, cell[1] - sheet.column)


def _cell(sheet: Sheet, number: int, across: int) -> Raw:
    rows = sheet.rows
    inside = 0 <= number < len(rows) and 0 <= across < len(rows[number])
    return rows[number][across] if inside else ""


def _under(sheet: Sheet, number: int, across: int, sort: Sort) -> Iterator[Column]:
    """Give the personal cells below one heading, or beside it where it ends in a colon."""
    text = str(sheet.rows[number][across])
    heading = (sheet.row + number, sheet.column + across)
    for column, rows in _rows_under(sheet, number, across, sort).items():
        below = [(row, _cell(sheet, row, column)) for row in rows]
        found = _personal(sort, below, certain=personal.of_people(text))
        if found:
            cells = tuple((sheet.row + row, sheet.column + column) for row in found)
            yield Column(sort, fold(text).rstrip(":* "), heading, cells)


def _rows_under(sheet: Sheet, number: int, across: int, sort: Sort) -> dict[int, list[int]]:
    """Give by column the rows that a heading is over, or is beside."""
    if str(sheet.rows[number][across]).rstrip().endswith(":"):
        return {across + 1: [number]}
    if not _is_header(sheet, number, sort):
        return {}
    body = list(_body(sheet, number, across))
    return dict.fromkeys(_spanned(sheet, number, across), body)


def _is_header(sheet: Sheet, number: int, sort: Sort) -> bool:
    """Say whether a row holds headings: words and periods, and more than one of them.

    Below one of two words there may as well be the other questions of a form; ways to get in
    touch are told by what stands below them.
    """
    filled = [raw for raw in sheet.rows[number] if raw != ""]
    if any(personal.is_number(raw) and not is_span(raw) for raw in filled):
        return False
    if sort in {Sort.ADDRESS, Sort.PHONE}:
        return True
    if len(filled) == 2 and any(map(_is_question, filled)):
        return all(isinstance(raw, str) and personal.heading(raw) for raw in filled)
    return len(filled) > 1 or all(sum(raw != "" for raw in row) <= 1 for row in sheet.rows)


def _body(sheet: Sheet, number: int, across: int) -> Iterator[int]:
    """Give the rows of the table below a header.

    After an empty row it goes on only where the cells are as they were, so that another table
    below keeps its titles, headings and labels.
    """
    seen: dict[int, set[bool]] = {}
    gap = False
    for row, cells in enumerate(sheet.rows[number + 1 :], number + 1):
        if all(raw == "" for raw in cells):
            gap = True
            continue
        if gap or row <= number + _TELLING_ROWS:
            shape = {c: personal.is_number(raw) for c, raw in enumerate(cells) if raw != ""}
            alike = all(kind in seen.get(column, ()) for column, kind in shape.items())
            lone = len(shape) == 1 < len(seen)
            if gap and seen and (lone or not alike or across not in shape):
                return
            for column, kind in shape.items():
                seen.setdefault(column, set()).add(kind)
        gap = False
        yield row


def _spanned(sheet: Sheet, number: int, across: int) -> range:
    """Give the columns that a heading stands over; more than one where it is merged."""
    place = (sheet.row + number, sheet.column + across)
    last = next((right for top, left, _, right in sheet.merged if (top, left) == place), 0)
    return range(across, max(across, last - sheet.column) + 1)


def _personal(sort: Sort, cells: Iterable[tuple[int, Raw]], *, certain: bool) -> list[int]:
    """Give the rows of those cells of a column that are somebody's.

    ``certain``: its heading is of people and of nothing else.
    """
    filled = [(row, raw) for row, raw in cells if raw != "" and not _is_label(raw)]
    if sort is Sort.PERSON:
        return _named(filled, certain=certain)
    if sort in {Sort.ID, Sort.CODE}:
        return [row for row, _ in filled]
    words = set(_words(filled))
    if sort is Sort.NAME:
        return sorted(words)
    if sort is Sort.ADDRESS:
        told = any(personal.value(raw) for _, raw in filled if isinstance(raw, str))
        return sorted(words) if told else _named(filled)
    phones = {row for row, raw in filled if personal.is_phone(raw)}
    figures = any(personal.is_number(raw) and row not in phones for row, raw in filled)
    return sorted(phones | words) if phones and not figures else []


def _words(cells: Iterable[tuple[int, Raw]]) -> dict[int, str]:
    """Give by row the words among cells: no figures, periods or labels of totals."""
    return {
        row: raw
        for row, raw in cells
        if isinstance(raw, str) and raw != "" and not _is_label(raw)
        if not (personal.is_number(raw) or _is_period(raw))
    }


def _named(cells: Iterable[tuple[int, Raw]], *, certain: bool = False) -> list[int]:
    """Give the rows of a column's words where they are people's names; else none."""
    words = _words(cells)
    told = people.verdict(list(words.values()), certain=certain)
    return sorted(words) if told is Verdict.NAMES else []


def _is_label(raw: Raw) -> bool:
    return isinstance(raw, str) and personal.is_label(raw)


def _is_question(raw: Raw) -> bool:
    return isinstance(raw, str) and personal.is_question(raw)
