"""Files that are text: separated values, or a web page with tables that is called .xls.

Refuses text that only holds a workbook of another make: it is named, not taken apart.
"""

from __future__ import annotations

from collections.abc import Callable

from . import markup, separated
from .decoding import LOST, TWICE, decoded
from .limits import Grid, Opened, Refused, address

_NEAR = 4096


def opened(data: bytes) -> Opened:
    """Open a text file.

    Raises:
        Refused: not a text, or too large, or a workbook dressed as text.
    """
    text, encoding = decoded(data)
    start = text[:_NEAR].lstrip("\ufeff \t\r\n").casefold()
    if start.startswith("mime-version:"):
        raise Refused("other-workbook", "MHTML")
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and "<workbook" in start:
        raise Refused("other-workbook", "XML 2003")
    if markup.is_page(start):
        return Opened("html", [markup.sheet(text)])
    rows, said = separated.rows(text)
    if not any(cell.strip() for row in rows for cell in row):
        rows = []
    said += _damage(text, rows)
    return Opened("text", [Grid("csv", False, rows)], said, encoding)


def _damage(text: str, rows: separated.Rows) -> separated.Said:
    """Say that letters were lost or decoded twice before the file came here."""
    said: separated.Said = []
    if LOST in text:
        said.append(("letters-lost", *_first(rows, lambda cell: LOST in cell)))
    if TWICE.search(text):
        said.append(("letters-doubled", *_first(rows, lambda cell: bool(TWICE.search(cell)))))
    return said


def _first(rows: separated.Rows, has: Callable[[str], bool]) -> tuple[str, str]:
    """Give the place and the words of the first cell that has something."""
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            if has(cell):
                return f"csv!{address(number, column)}", cell[:60]
    return "", ""  # only in a line that is dropped
