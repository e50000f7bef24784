"""Workbooks: what calamine reads of their cells, and what it does not tell beside it.

Refuses a workbook whose grid could not be held before anyone tries.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from . import biff, ods, xlsx
from .dress import Told, marked
from .limits import LARGEST_GRID, MOST_CELLS, MOST_ROWS, Grid, Opened, Refused, address
from .ole import Streams
from .parts import refuse_entities

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# Several services give their reports packed together.
_TABLES, _NAMED = (".csv", ".tsv", ".xlsx", ".xls", ".ods"), 5
LARGE = 4 << 20
_OLDER = ("Book", "BOOK", "WORKBOOK", "book", "workbook")


def zipped(data: bytes) -> Opened:
    """Open a workbook that is a zip.

    Raises:
        Refused: the zip is none of a workbook, too large inside, or declares entities.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = parts.namelist()
        refuse_entities(parts)
        if "xl/workbook.xml" in names:
            said = [("macros-not-run", "", "")] if xlsx.has_macros(names) else []
            return Opened("xlsx", _read_beside(data, parts), said)
        if "mimetype" in names and parts.open("mimetype").read(80).startswith(_ODS):
            return Opened("ods", ods.sheets(parts))
    if "xl/workbook.bin" in names:
        raise Refused("other-workbook", "xlsb")
    document = "[Content_Types].xml" in names or "mimetype" in names
    tables = [] if document else [it for it in names if it.casefold().endswith(_TABLES)]
    raise (
        Refused("files-in-zip", ", ".join(tables[:_NAMED])) if tables else Refused("not-a-workbook")
    )


def old(data: bytes) -> Opened:
    """Open a workbook of the years 1995 to 2003.

    Raises:
        Refused: protected, damaged, or another program's file.
    """
    streams = Streams(data)
    if "EncryptedPackage" in streams:
        raise Refused("password-protected")
    name = next((one for one in ("Workbook", *_OLDER) if one in streams), "")
    if not name:
        raise Refused("not-a-workbook")
    seen = biff.seen(streams[name])
    for row, column in (one.extent for one in seen):
        if row * column > LARGEST_GRID:
            raise Refused("sheet-too-large", address(row, column))
    said = [("macros-not-run", "", "")] if "_VBA_PROJECT" in streams else []
    told = [(one.marks, one.hidden_rows, one.hidden_columns) for one in seen]
    return Opened("xls", _read(data, lambda: told), said)


def _read_beside(data: bytes, parts: zipfile.ZipFile) -> list[Grid]:
    """Read an .xlsx; a large one's cells while its marks are looked for, on a second processor."""
    if sum(part.file_size for part in parts.infolist()) < LARGE:
        found = xlsx.seen(parts)
        return _read(data, lambda: found)
    from concurrent.futures import ThreadPoolExecutor  # its import is a tenth of a small file

    with ThreadPoolExecutor(1) as beside:
        seen = beside.submit(xlsx.seen, parts)
        return _read(data, seen.result)


def _read(data: bytes, seen: Callable[[], list[xlsx.Seen]]) -> list[Grid]:
    """Give each worksheet with its cells and what was seen of it."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    left, found = MOST_CELLS, []
    for number, about in enumerate(workbook.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(number)
        left -= sheet.height * sheet.width
        if left < 0 or sheet.height > MOST_ROWS:
            raise Refused("sheet-too-large", about.name)
        hidden = about.visible is not SheetVisibleEnum.Visible
        found.append(_grid(sheet, about.name, hidden, seen()[number]))
    return found


def _grid(sheet: CalamineSheet, name: str, hidden: bool, seen: xlsx.Seen) -> Grid:
    """Give the sheet's cells from its first one on, marked ones as objects; merged areas from 1."""
    marks, hidden_rows, hidden_columns = seen
    top, left = sheet.start or (0, 0)
    rows, row, column = _around(sheet.to_python(), top + 1, left + 1, marks, name)
    for at, across, mark, words in marks:
        line, place = rows[at - row], across - column
        if type(line[place]) is not Told:  # a broken file may name a cell twice
            line[place] = marked(line[place], mark, words)
    areas = sheet.merged_cell_ranges or ()
    merged = [(top + 1, left + 1, low + 1, right + 1) for (top, left), (low, right) in areas]
    return Grid(name, hidden, rows, row, column, hidden_rows, hidden_columns, merged)


def _around(
    rows: list[list[Any]], row: int, column: int, marks: Sequence[xlsx.Place], name: str
) -> tuple[list[list[Any]], int, int]:
    """Widen the cells to hold every mark: a cell without a value is none to calamine.

    Raises:
        Refused: a mark stands so far out that there would be too many cells.
    """
    wide = len(rows[0]) if rows else 0
    down, across = [mark[0] for mark in marks], [mark[1] for mark in marks]
    if not rows and marks:
        row, column = min(down), min(across)
    top, low = min([row, *down]), max([row + len(rows) - 1, *down])
    left, right = min([column, *across]), max([column + wide - 1, *across])
    height, width = low - top + 1, right - left + 1
    if height > MOST_ROWS or height * width > MOST_CELLS:
        raise Refused("sheet-too-large", name)
    if (height, width) == (len(rows), wide):
        return rows, row, column
    before, after = [""] * (column - left), [""] * (width - wide - column + left)
    grown = [[*before, *cells, *after] for cells in rows]
    over = [[""] * width for _ in range(row - top)]
    under = [[""] * width for _ in range(height - len(rows) - len(over))]
    return over + grown + under, top, left
