"""Which of LinkedIn's page statistics a file is, told by words or, translated, by its shape.

Refuses to take somebody's own sheet of five columns for one: without known words it needs days in
the first column, numbers in all others and the other sheets that LinkedIn puts beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpi.periods import Period
from kpi.readers.cells import Book, Marked, Raw, Sheet
from kpi.readers.daily import Meaning, filled, folded
from kpi.readers.dates import is_day
from kpi.readers.linkedin.columns import (
    BY_ORDER,
    BY_WORDS,
    COMPETITORS,
    CONTENT,
    FOLLOWERS,
    TELLING,
    VISITORS,
    Found,
)
from kpi.readers.linkedin.sums import by_sums
from kpi.readers.numbers import read_period

# A person may have put a title above; the tool itself puts one row at most.
_HEADER_WITHIN = 6
# The sheets of dimensions: place, task, seniority, industry, size. One may be missing.
_LEAST_DIMENSIONS = 4
_LEAST_COLUMNS_OF_POSTS = 10


def find(book: Book) -> Found | None:
    """Give the sheet with the figures, or None when the file is none of LinkedIn's."""
    return next(_by_words(book), None) or _by_shape(book) or next(by_sums(book.sheets), None)


def _by_words(book: Book) -> Iterator[Found]:
    for sheet in book.sheets:
        for header, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            words = set(map(folded, row))
            for name, telling in TELLING.items():
                if any(told <= words for told in telling):
                    yield Found(name, sheet, header, _meanings(name, words, width(row)))


def _meanings(
    name: str, words: set[str], columns: int
) -> Mapping[str, Meaning] | Sequence[Meaning]:
    """Take the words of English headings and the order of others."""
    known = BY_WORDS[name]
    translated = not words & known.keys()
    return BY_ORDER[name].get(columns - 1, known) if translated else known


def _by_shape(book: Book) -> Found | None:
    sheets = [sheet for sheet in book.sheets if filled(sheet, -1)]
    if not sheets:
        return None
    first, others = _apart(sheets)
    name = _shape(first, others)
    header = 1 if name in {CONTENT, COMPETITORS} else 0
    columns = width(first.rows[header]) if name else 0
    meanings = BY_ORDER[name].get(columns - 1) if name else None
    if meanings is None or not _fits(name, first, header, columns):
        return None
    return Found(name, first, header, meanings)


def _apart(sheets: Sequence[Sheet]) -> tuple[Sheet, Sequence[Sheet]]:
    """Give the sheet that is no breakdown, wherever somebody moved it to, and the others."""
    whole = [one for one in sheets if not _is_dimension(one)]
    first = whole[0] if len(whole) == 1 else sheets[0]
    return first, [one for one in sheets if one is not first]


def _shape(first: Sheet, others: Sequence[Sheet]) -> str:
    """Give the format that the number of columns and the other sheets speak for."""
    if not others:
        return COMPETITORS if _has_span(first) else ""
    if len(others) == 1 and _has_note(first) and _has_note(others[0]):
        posts = width(others[0].rows[1]) >= _LEAST_COLUMNS_OF_POSTS
        return CONTENT if posts else ""
    if len(others) >= _LEAST_DIMENSIONS and all(map(_is_dimension, others)):
        columns = width(first.rows[0]) - 1
        return next((name for name in (FOLLOWERS, VISITORS) if columns in BY_ORDER[name]), "")
    return ""


def width(row: Sequence[Raw]) -> int:
    """Count the columns up to the last that is not empty."""
    return max((at for at, raw in enumerate(row, 1) if raw != ""), default=0)


def _is_number(raw: Raw) -> bool:
    value = raw.value if isinstance(raw, Marked) else raw
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_words(raw: Raw) -> bool:
    return isinstance(raw, str) and raw != ""


def _has_note(sheet: Sheet) -> bool:
    """Say whether one text stands alone above a header."""
    rows = sheet.rows
    return len(rows) > 1 and width(rows[0]) == 1 and _is_words(rows[0][0]) and width(rows[1]) > 1


def _is_dimension(sheet: Sheet) -> bool:
    """Say whether a sheet has names and numbers in two columns, under two words."""
    if not sheet.rows or width(sheet.rows[0]) != 2 or not all(map(_is_words, sheet.rows[0][:2])):
        return False
    rows = [sheet.rows[at] for at in filled(sheet, 0)]
    return all(width(row) == 2 and _is_number(row[1]) for row in rows)


def is_breakdown(sheet: Sheet) -> bool:
    """Say whether a sheet is one that the tool puts beside its days: shares, or single posts."""
    posts = _has_note(sheet) and width(sheet.rows[1]) >= _LEAST_COLUMNS_OF_POSTS
    names = [sheet.rows[at][0] for at in filled(sheet, 0)]
    of_time = bool(names) and all(isinstance(read_period(raw), Period) for raw in names)
    return (_is_dimension(sheet) and not of_time) or (posts and not _has_days(sheet))


def _has_days(sheet: Sheet) -> bool:
    below = [sheet.rows[at] for at in filled(sheet, 1)]
    return bool(below) and all(is_day(row[0]) for row in below)


def _fits(name: str, sheet: Sheet, header: int, columns: int) -> bool:
    """Say whether under a header of words every row has a day, or a name, and then numbers only."""
    begins = _is_words if name == COMPETITORS else _is_us_day
    rows = [sheet.rows[at] for at in filled(sheet, header)]
    return (
        bool(rows)
        and all(map(_is_words, sheet.rows[header][:columns]))
        and all(begins(row[0]) for row in rows)
        and all(raw == "" or _is_number(raw) for row in rows for raw in row[1:])
    )


def _is_us_day(raw: Raw) -> bool:
    """Say whether a cell is a day as the tool writes it; with points many people write theirs."""
    return is_day(raw) and not (isinstance(raw, str) and "." in raw)


def _has_span(sheet: Sheet) -> bool:
    """Say whether two written days stand alone above a header."""
    rows = sheet.rows
    if len(rows) < 2 or width(rows[0]) != 2:
        return False
    return all(isinstance(raw, str) and _is_us_day(raw) for raw in rows[0][:2])
