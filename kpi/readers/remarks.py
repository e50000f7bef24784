"""The sheet of remarks in a workbook that went back to its sender, known again when it returns.

Refuses to be read as figures: it is set aside by the words in its first cell, whatever the sheet
is called by then.
"""

from __future__ import annotations

from kpi.readers.cells import Book, Sheet
from kpi.readers.columns import Names
from kpi.readers.numbers import fold

SHEET = Names("Huomautukset", "Remarks")
MARK = Names("Tiedoston tarkistuksen huomautukset", "Remarks from checking the file")

_MARKS = frozenset({MARK.fi, MARK.en})


def is_ours(sheet: Sheet) -> bool:
    """Say whether a sheet is one that we once wrote remarks on."""
    first = sheet.rows[0][0] if sheet.rows and sheet.rows[0] else ""
    at_top = (sheet.row, sheet.column) == (1, 1)
    return at_top and isinstance(first, str) and fold(first) in _MARKS


def set_aside(book: Book) -> Book:
    """Give a workbook without our sheets of remarks; any other file as it is."""
    if not any(map(is_ours, book.sheets)):
        return book
    return book._replace(sheets=tuple(one for one in book.sheets if not is_ours(one)))
