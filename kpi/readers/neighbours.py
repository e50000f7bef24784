"""A cell among its neighbours, so that a figure can be walked back to the paper it came from.

Refuses to interpret: it shows what stands in the file, also where nothing was read from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from kpi.errors import WorkbookRejected
from kpi.readers import guard
from kpi.readers.cells import Raw, Sheet, letters
from kpi.readers.columns import HEADINGS
from kpi.readers.numbers import Number, read_number, shown, written

# A sheet may say something above its heads.
HEADS = 10
Rows = tuple[tuple[int, tuple[str, ...]], ...]


def neighbourhood(
    name: str,
    data: bytes,
    cell: str,
    reach: int = 2,
    number: Callable[[Decimal], str] = written,
) -> tuple[tuple[str, ...], Rows]:
    """Give the cells around one; in our template also its heads and the indicator's name.

    Args:
        name: the file's name; not trusted to say anything.
        data: the file as it came.
        cell: ``sheet!A1``.
        reach: how many rows and columns to each side.
        number: how to write a number for the reader.

    Returns:
        The letters of the columns, and the rows as (row number, texts). Both empty when the file
        has no such cell any more or cannot be read.
    """
    del name
    sheet_name, _, address = cell.rpartition("!")
    column, row = _position(address)
    try:
        found = [one for one in guard.opened(data).sheets if one.name == sheet_name]
    except WorkbookRejected:
        found = []
    if not found or not (row and column):
        return (), ()
    head, name_column = _named(found[0])
    across = _with(name_column, range(max(1, column - reach), column + reach + 1))
    down = _with(head, range(max(1, row - reach), row + reach + 1))
    rows = tuple((at, tuple(_text(_cell(found[0], at, c), number) for c in across)) for at in down)
    return tuple(letters(c) for c in across), rows


def _named(sheet: Sheet) -> tuple[int, int]:
    """Give the row of heads and the column of names; zeros where the sheet has none of ours."""
    wanted = {HEADINGS["name"].fi, HEADINGS["name"].en}
    for down, texts in enumerate(sheet.rows[:HEADS]):
        for across, raw in enumerate(texts):
            if isinstance(raw, str) and raw in wanted:
                return sheet.row + down, sheet.column + across
    return 0, 0


def _with(first: int, around: range) -> tuple[int, ...]:
    """Put what tells the figures apart before them, unless it is among them or there is none."""
    return (first, *around) if 0 < first < around.start else tuple(around)


def _position(address: str) -> tuple[int, int]:
    """Give column and row, counted from 1; zeros for what is no address."""
    word = address.rstrip("0123456789")
    digits = address[len(word) :]
    if not (1 <= len(word) <= 3 and 1 <= len(digits) <= 7 and word.isascii() and word.isupper()):
        return 0, 0
    column = 0
    for letter in word:
        column = column * 26 + ord(letter) - 64
    return column, int(digits)


def _cell(sheet: Sheet, row: int, column: int) -> Raw:
    down, across = row - sheet.row, column - sheet.column
    rows: Sequence[Sequence[Raw]] = sheet.rows
    inside = 0 <= down < len(rows) and 0 <= across < len(rows[down])
    return rows[down][across] if inside else ""


def _text(raw: Raw, number: Callable[[Decimal], str]) -> str:
    told = read_number(raw) if not isinstance(raw, str) else None
    if isinstance(told, Number):
        return f"{number(told.value)} {told.unit}".strip()
    return shown(raw)
