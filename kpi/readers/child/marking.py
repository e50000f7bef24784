"""Puts remarks into a workbook: an order as one line of JSON and the workbook on standard input.

Refuses to change a value: it adds a comment and a colour to cells and a sheet with the list. What
it writes is text and never a formula. Whatever goes wrong ends the process without an answer; the
parent then writes the list without the workbook's looks.

The order: ``author`` of our comments, ``aside`` names of sheets to take out, ``notes`` as
(sheet, row, column, text, grave), ``title`` and ``rows`` of the new sheet, ``fit`` True where the
columns have no widths of their own.
"""

from __future__ import annotations

import copy
import io
import json
import math
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from .limits import limit

_GRAVE, _LIGHT, _INK = "FFFFD9CC", "FFFFF2CC", "FF0A1014"
_WIDE, _LINE, _LETTERS = 380, 19, 52  # of a comment: width and a line in pixels, letters on a line
_WIDTHS = (26, 12, 60, 60)
_POINTS = 15  # of a line on the list
_HEADS, _LONGEST, _LOOKED_AT, _WIDEST = 4, 32_000, 300, 48


def main() -> None:
    """Answer with the workbook."""
    limit()
    # openpyxl would load it for nothing, and it takes more memory than the child has.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    order, _, data = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.buffer.write(marked(data, json.loads(order)))


def marked(data: bytes, order: dict[str, Any]) -> bytes:
    """Give the workbook with remarks in its cells and on a sheet of their own, the last one."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    for name in order["aside"]:
        del book[name]
    for sheet in book.worksheets:
        _forget(sheet, order["author"])
        if order["fit"]:
            _fit(sheet)
    for name, row, column, text, grave in order["notes"]:
        if name in book.sheetnames:
            _note(book[name], row, column, text, order["author"], grave=grave)
    _list(book.create_sheet(order["title"]), order["rows"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _clean(text: str) -> str:
    """Leave out what a cell cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:_LONGEST]


def _forget(sheet: Any, author: str) -> None:  # noqa: ANN401 - openpyxl's own
    """Take our earlier remarks out of a sheet: the comments, and the colour where it is ours."""
    from openpyxl.styles import PatternFill

    for cell in _cells(sheet):
        if cell.comment is not None and cell.comment.author == author:
            cell.comment = None
            if cell.fill.start_color.rgb in {_GRAVE, _LIGHT}:
                cell.fill = PatternFill()


def _cells(sheet: Any) -> Iterator[Any]:  # noqa: ANN401
    for row in sheet.iter_rows():
        yield from row


def _note(sheet: Any, row: int, column: int, text: str, author: str, *, grave: bool) -> None:  # noqa: ANN401
    """Put one remark into a cell; of cells that are shown as one, into the first."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill, Protection

    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            row, column = area.min_row, area.min_col
    cell = sheet.cell(row, column)
    said = [cell.comment.text] if cell.comment is not None else []
    whole = _clean("\n\n".join([*said, text]))
    height = (_lines(whole, _LETTERS) + 1) * _LINE
    cell.comment = Comment(whole, author, height=height, width=_WIDE)
    cell.fill = PatternFill("solid", start_color=_GRAVE if grave else _LIGHT)
    ink = copy.copy(cell.font)
    ink.color = _INK
    cell.font = ink
    # A cell that is wrong has to be one that can be corrected.
    cell.protection = Protection(locked=False, hidden=cell.protection.hidden)


def _lines(text: str, letters: int) -> int:
    """Give how many lines a text takes where a line has room for so many letters."""
    return sum(max(1, math.ceil(len(one) / letters)) for one in text.split("\n"))


def _list(sheet: Any, rows: Sequence[Sequence[str]]) -> None:  # noqa: ANN401
    from openpyxl.styles import Alignment, Font

    for number, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(number, column, _clean(text))
            cell.data_type = "s"  # "=" begins a text here
            cell.alignment = Alignment(wrap_text=number >= _HEADS, vertical="top")
            size = 14 if number == 1 else 11
            cell.font = Font("Calibri", size, bold=number in {1, _HEADS}, color=_INK)
        if number > _HEADS:  # not every program finds the height out by itself
            told = [_lines(text, width - 8) for text, width in zip(texts, _WIDTHS, strict=True)]
            sheet.row_dimensions[number].height = max(told) * _POINTS
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{_HEADS + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _fit(sheet: Any) -> None:  # noqa: ANN401
    """Give the columns of a sheet that has no looks at all room for what stands in them."""
    from openpyxl.utils import get_column_letter

    wide: dict[int, int] = {}
    for cell in _cells(sheet):
        if cell.row > _LOOKED_AT:
            break
        wide[cell.column] = max(wide.get(cell.column, 8), len(str(cell.value or "")) + 2)
    for column, width in wide.items():
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = min(width, _WIDEST)
