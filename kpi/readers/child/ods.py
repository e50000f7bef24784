"""An OpenDocument workbook in one pass over its XML.

Refuses document types and anything beside the cells: comments, drawings, links, earlier states of
a cell. What is hidden under a merged cell is not seen, as on the screen.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from typing import Any
from xml.parsers import expat

from .dress import PLAIN, Dress, Told, beside, dressed, marked
from .limits import HIGHEST, MOST_CELLS, WIDEST, Grid, Refused, rectangular
from .odstyles import TABLE, Styles
from .parts import part

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

_SPACES = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_BESIDE = {f"{TABLE}{name}" for name in ("shapes", "dde-links", "tracked-changes", "scenario")}
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_FAILED = re.compile(r"#\S+[!?]|#N/A|#PUUTTUU|\w+:[0-9]{3}")
_MANIFEST = "META-INF/manifest.xml"
_LENGTH = re.compile(r"PT([0-9]+)H([0-9]+)M([0-9]+)(?:[.,][0-9]+)?S")
_DEFAULT = f"{TABLE}default-cell-style-name"
_DATES: tuple[Dress, ...] = (("month", ""), ("year", ""))
_NUMBERS = {"float", "percentage", "currency"}


def sheets(parts: zipfile.ZipFile) -> list[Grid]:
    """Give every table of the workbook.

    Raises:
        Refused: a document type, too many cells, or XML that is cut or broken.
    """
    if _MANIFEST in parts.namelist() and b":encryption-data" in part(parts, _MANIFEST):
        raise Refused("password-protected")
    reader = _Reader()
    for name in ("styles.xml", "content.xml"):
        if name == "content.xml" or name in parts.namelist():
            reader.read(part(parts, name))
    return reader.found


class _Cell:
    """The cell that is being read."""

    def __init__(self, attributes: dict[str, str], covered: bool) -> None:
        self.about, self.covered = attributes, covered
        self.lines: list[str] = []


class _Reader:
    """Takes the XML's events and keeps the tables."""

    def __init__(self) -> None:
        self.found: list[Grid] = []
        self._styles = Styles()
        self._within, self._skipped = False, 0  # inside a table; depth of what is passed over
        self._cell: _Cell | None = None
        self._row: list[Any] = []
        self._row_about: dict[str, str] = {}
        self._columns: list[str] = []
        self._hidden: list[range] = []
        self._at = 1  # the number of the row
        self._cells = 0

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as fault:
            raise Refused("damaged-workbook") from fault

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipped or name in _BESIDE:
            self._skipped += 1
        elif self._cell is not None:
            self._inside(name, attributes)
        elif name == f"{TABLE}table":
            self._table(attributes)
        elif not self._within:
            self._styles.start(name, attributes)
        elif name == f"{TABLE}table-row":
            self._row, self._row_about = [], attributes
        elif name in _CELLS:
            self._cell = _Cell(attributes, name.endswith("covered-table-cell"))
        elif name == f"{TABLE}table-column":
            self._column(attributes)

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif self._cell is not None:
            if name in _CELLS:
                self._end_cell(self._cell)
        elif name == f"{TABLE}table-row":
            self._end_row()
        elif name == f"{TABLE}table":
            self._end_table()
        elif not self._within:
            self._styles.end(name)

    def _data(self, text: str) -> None:
        if self._skipped:
            return
        if self._cell is None:
            self._styles.data(text)
        elif self._cell.lines:
            self._cell.lines[-1] += text

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        """Take what stands in a cell; only text is its content."""
        assert self._cell is not None
        if not name.startswith(TEXT):
            self._skipped += 1
        elif name == f"{TEXT}p":
            self._cell.lines.append("")
        elif self._cell.lines:
            spaces = " " * _times(attributes, f"{TEXT}c", 1000) if name == f"{TEXT}s" else ""
            self._cell.lines[-1] += _SPACES.get(name, spaces)

    def _table(self, attributes: dict[str, str]) -> None:
        hidden = self._styles.hides(attributes.get(f"{TABLE}style-name", ""))
        name = attributes.get(f"{TABLE}name", "")
        self.found.append(Grid(name, hidden, [], 1, 1, [], [], []))
        self._within, self._columns, self._hidden, self._at = True, [], [], 1

    def _column(self, attributes: dict[str, str]) -> None:
        times = _times(attributes, f"{TABLE}number-columns-repeated", WIDEST)
        times = min(times, WIDEST - len(self._columns))
        if attributes.get(f"{TABLE}visibility", "visible") != "visible":
            first = len(self._columns) + 1
            self.found[-1].hidden_columns.extend(range(first, first + times))
        self._columns += [attributes.get(f"{TABLE}default-cell-style-name", "")] * times

    def _end_cell(self, cell: _Cell) -> None:
        """Put the cell into its row, as often as it is repeated; empty ones at the end are not."""
        self._cell, left = None, len(self._row) + 1
        times = _times(cell.about, f"{TABLE}number-columns-repeated", WIDEST)
        times = min(times, WIDEST - len(self._row))
        value = "" if cell.covered else self._value(cell, left)
        self._count(times if value != "" else 0)
        self._row += [value] * times
        down = _times(cell.about, f"{TABLE}number-rows-spanned", HIGHEST)
        across = _times(cell.about, f"{TABLE}number-columns-spanned", WIDEST)
        if down > 1 or across > 1:
            sheet = self.found[-1]
            top = self._at
            sheet.merged.append((top, left, top + down - 1, left + across - 1))

    def _end_row(self) -> None:
        """Put the row below the others, as often as it is repeated; what is empty is skipped."""
        sheet, row = self.found[-1], self._row
        while row and row[-1] == "":
            row.pop()
        times = _times(self._row_about, f"{TABLE}number-rows-repeated", HIGHEST)
        last = self._at + times - 1
        if self._row_about.get(f"{TABLE}visibility", "visible") != "visible":
            self._hidden.append(range(self._at, last + 1))
        if row:
            self._count(len(row) * times)
            if last > HIGHEST:
                raise Refused("sheet-too-large", sheet.name)
            sheet.rows.extend([[]] * (self._at - 1 - len(sheet.rows)))
            sheet.rows.extend([row] * times)
        self._at = last + 1

    def _end_table(self) -> None:
        """Keep the table; of what is hidden only what lies within its rows."""
        sheet = self.found[-1]
        end = len(sheet.rows) + 1
        hidden = [row for some in self._hidden for row in range(some.start, min(some.stop, end))]
        rows = rectangular(sheet.name, sheet.rows)
        self.found[-1] = sheet._replace(rows=rows, hidden_rows=hidden)
        self._within = False

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise Refused("sheet-too-large", self.found[-1].name)

    def _value(self, cell: _Cell, column: int) -> object:
        """Give what stands in a cell, marked where the value alone does not tell."""
        about, words = cell.about, "\n".join(cell.lines)
        kind = about.get(f"{OFFICE}value-type", "")
        formula = f"{TABLE}formula" in about
        failed = about.get(f"{CALC}value-type") == "error"
        if failed or (formula and _FAILED.fullmatch(words)):
            return marked("#", "error", words)
        if formula and not kind and not cell.lines:
            return marked("", "no-result", "")
        if kind in _NUMBERS:
            value = float(about[f"{OFFICE}value"])
            return dressed(value, self._number_dress(kind, about, column))
        if kind == "date":
            found = self._dress(about, column)
            return dressed(_date(about[f"{OFFICE}date-value"]), found if found in _DATES else PLAIN)
        if kind == "boolean":
            return about.get(f"{OFFICE}boolean-value") == "true"
        if kind == "time":
            return Told(_clock(about.get(f"{OFFICE}time-value", ""), words), "time")
        return about.get(f"{OFFICE}string-value", words)

    def _number_dress(self, kind: str, about: dict[str, str], column: int) -> Dress:
        if kind == "percentage":
            return "percent", ""
        found = self._dress(about, column)
        if kind == "currency" and found[0] != "unit":
            return beside(about.get(f"{OFFICE}currency", ""))
        return found if found[0] in {"unit", "percent"} else PLAIN

    def _dress(self, about: dict[str, str], column: int) -> Dress:
        """Give what a cell's style adds: its own, or else its row's, or else its column's."""
        style = about.get(f"{TABLE}style-name") or self._row_about.get(_DEFAULT, "")
        if not style and column <= len(self._columns):
            style = self._columns[column - 1]
        return self._styles.dress(style)


def _refuse(*_: object) -> None:
    raise Refused("unsafe-workbook", "<!DOCTYPE>")


def _times(about: dict[str, str], name: str, most: int) -> int:
    """Give how often something is repeated; what is no such number is damage."""
    return max(1, min(int(about.get(name, "1")), most))


def _date(text: str) -> dt.date:
    moment = dt.datetime.fromisoformat(text)
    return moment if "T" in text else moment.date()


def _clock(text: str, shown: str) -> str:
    """Write a length of time as other workbooks give it: 12:30:00."""
    found = _LENGTH.fullmatch(text)
    return ":".join(part.zfill(2) for part in found.groups()) if found else shown
