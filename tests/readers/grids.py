"""Cells in a grid, and the files that hold them: xlsx, ods, HTML, text as a spreadsheet saves it.

Refuses to know what a cell means. What a kind of file cannot hold (hidden rows in a text, a merged
cell) is lost on the way, as it is in life.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

import xlsxwriter

from kpi.readers.cells import letters, place

NBSP = "\u00a0"
MONTHS = (
    "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras",
    "joulu",
)  # fmt: skip
TEXT_KINDS = {
    "csv-semicolon": (";", "utf-8-sig"),
    "csv-comma": (",", "utf-8"),
    "csv-cp1252": (";", "cp1252"),
    "tsv-utf16": ("\t", "utf-16"),
}
KINDS = ("xlsx", "xlsx-1904", "ods", "html", *TEXT_KINDS)


class Num(NamedTuple):
    """A typed number; ``words`` is what its format prints beside it, ``percent`` a percent format.

    A percent is given as it is shown: ``Num(Decimal("13.3"), percent=True)``.
    """

    value: Decimal
    words: str = ""
    percent: bool = False


class Day(NamedTuple):
    """A typed date; ``month`` where the cell shows the month only."""

    date: dt.date
    month: bool = False


class Fault(NamedTuple):
    """A formula that failed."""

    text: str = "#DIV/0!"


class Formula(NamedTuple):
    """A formula with the result that the spreadsheet kept, None when it kept nothing."""

    text: str = "=SUM(A1:A2)"
    result: Decimal | None = None


Cell = str | Num | Day | Fault | Formula
"""``""`` is an empty cell."""
Place = tuple[int, int]
"""Row and column, counted from 1."""


@dataclass
class Page:
    """One sheet: cells by place, areas shown as one cell, and what nobody sees."""

    name: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False

    @property
    def size(self) -> Place:
        """The last row and the last column with anything in them."""
        return (
            max((row for row, _ in self.cells), default=0),
            max((column for _, column in self.cells), default=0),
        )

    def rows(self) -> Iterator[list[Cell]]:
        """Give every row from the first, all equally long."""
        height, width = self.size
        for row in range(1, height + 1):
            yield [self.cells.get((row, column), "") for column in range(1, width + 1)]


def page(name: str, rows: Sequence[Sequence[Any]], **more: Any) -> Page:
    """Make a sheet of literal rows: None and "" are empty, plain numbers and dates are typed."""
    cells = {
        (number, column): _cell(value)
        for number, row in enumerate(rows, 1)
        for column, value in enumerate(row, 1)
        if value not in (None, "")
    }
    return Page(name, cells, **more)


def _cell(value: Any) -> Cell:
    if isinstance(value, int | float | Decimal):
        return Num(Decimal(str(value)))
    if isinstance(value, dt.date):
        return Day(value)
    assert isinstance(value, str | Num | Day | Fault | Formula)
    return value


def address(sheet: str, at: Place) -> str:
    """Give a place as ``sheet!B3``."""
    return place(sheet, letters(at[1]), at[0])


def finnish(value: Decimal, group: str = "") -> str:
    """Write a number as a Finnish spreadsheet shows it."""
    return f"{value:,f}".replace(",", group).replace(".", ",") if group else _plain(value)


def _plain(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def shown(cell: Cell) -> str:
    """Give a cell as a Finnish spreadsheet shows and saves it as text."""
    if isinstance(cell, Num):
        return f"{_plain(cell.value)}{' %' if cell.percent else ''} {cell.words}".rstrip()
    if isinstance(cell, Day):
        if cell.month:
            return f"{MONTHS[cell.date.month - 1]}.{cell.date:%y}"
        return f"{cell.date.day}.{cell.date.month}.{cell.date.year}"
    if isinstance(cell, Fault):
        return cell.text
    if isinstance(cell, Formula):
        return "" if cell.result is None else _plain(cell.result)
    return cell


def file_of(kind: str, pages: Sequence[Page]) -> tuple[str, bytes]:
    """Write a file of a kind of ``KINDS``: its name and its bytes. Text and HTML hold one sheet."""
    if kind.startswith("xlsx"):
        return "taulukko.xlsx", _xlsx(pages, {"date_1904": kind.endswith("1904")})
    if kind == "ods":
        return "taulukko.ods", _ods(pages)
    (only,) = pages
    if kind == "html":
        return "taulukko.xls", _html(only)
    separator, encoding = TEXT_KINDS[kind]
    return f"taulukko.{kind[:3]}", _text(only, separator).encode(encoding)


def sheet_name(kind: str, name: str) -> str:
    """Give what a sheet is called when it is read from a file of that kind."""
    return {"html": "html"}.get(kind, "csv" if kind in TEXT_KINDS else name)


# --- xlsx


def _xlsx(pages: Sequence[Page], options: Mapping[str, Any]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **options})
    for one in pages:
        sheet = book.add_worksheet(one.name)
        for area in one.merged:
            top, left, low, right = area
            sheet.merge_range(top - 1, left - 1, low - 1, right - 1, "")
        for (row, column), cell in sorted(one.cells.items()):
            _put(book, sheet, row - 1, column - 1, cell)
        for row in one.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for column in one.hidden_columns:
            sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
        if one.hidden:
            sheet.hide()
    if pages[0].hidden:
        book.worksheets()[-1].activate()
        book.worksheets()[-1].set_first_sheet()
    book.close()
    return buffer.getvalue()


def _put(book: Any, sheet: Any, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, Num):
        code = "0.0%" if cell.percent else f'#,##0.##" {cell.words}"' if cell.words else "General"
        value = cell.value.scaleb(-2) if cell.percent else cell.value
        sheet.write_number(row, column, float(value), book.add_format({"num_format": code}))
    elif isinstance(cell, Day):
        dress = book.add_format({"num_format": "mmm yyyy" if cell.month else "d.m.yyyy"})
        sheet.write_datetime(row, column, cell.date, dress)
    elif isinstance(cell, Fault):
        sheet.write_formula(row, column, "=1/0", None, cell.text)
    elif isinstance(cell, Formula):
        result = "" if cell.result is None else float(cell.result)
        sheet.write_formula(row, column, cell.text, None, result)
    elif cell:
        sheet.write_string(row, column, cell)


# --- text and HTML


def _text(one: Page, separator: str) -> str:
    return "".join(
        separator.join(_quoted(shown(cell), separator) for cell in row) + "\r\n"
        for row in one.rows()
    )


def _quoted(text: str, separator: str) -> str:
    telling = {separator, '"', "\n", "\r"}
    return '"' + text.replace('"', '""') + '"' if telling & set(text) else text


def _spans(one: Page) -> tuple[dict[Place, tuple[int, int]], set[Place]]:
    """Give how far each merged cell reaches, and the places that it covers."""
    reach, covered = {}, set()
    for top, left, low, right in one.merged:
        reach[top, left] = (low - top + 1, right - left + 1)
        covered |= {(r, c) for r in range(top, low + 1) for c in range(left, right + 1)}
        covered.discard((top, left))
    return reach, covered


def _html(one: Page) -> bytes:
    reach, covered = _spans(one)
    lines = []
    for row, cells in enumerate(one.rows(), 1):
        line = ""
        for column, cell in enumerate(cells, 1):
            if (row, column) not in covered:
                down, across = reach.get((row, column), (1, 1))
                span = f' rowspan="{down}" colspan="{across}"' if (down, across) != (1, 1) else ""
                line += f"<td{span}>{html.escape(shown(cell))}</td>"
        lines.append(f"<tr>{line}</tr>")
    head = '<html><head><meta charset="utf-8"></head><body><table border="1">'
    return (head + "\n".join(lines) + "</table></body></html>").encode()


# --- ods

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2"'
)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_STYLES = """<office:automatic-styles>
<number:date-style style:name="N1"><number:month number:textual="true"/><number:text> </number:text>
<number:year number:style="long"/></number:date-style>
<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="hidden" style:family="table">
<style:table-properties table:display="false"/></style:style>
</office:automatic-styles>"""


def _ods(pages: Sequence[Page]) -> bytes:
    tables = "".join(map(_ods_table, pages))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>{_STYLES}'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", _MIME, zipfile.ZIP_STORED)
        parts.writestr("content.xml", content)
        parts.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def _ods_table(one: Page) -> str:
    reach, covered = _spans(one)
    _, width = one.size
    columns = "".join(
        "<table:table-column"
        + (' table:visibility="collapse"/>' if column in one.hidden_columns else "/>")
        for column in range(1, width + 1)
    )
    lines = []
    for row, cells in enumerate(one.rows(), 1):
        line = ""
        for column, cell in enumerate(cells, 1):
            if (row, column) in covered:
                line += "<table:covered-table-cell/>"
                continue
            down, across = reach.get((row, column), (1, 1))
            span = (
                f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
                if (down, across) != (1, 1)
                else ""
            )
            line += _ods_cell(cell, span)
        unseen = ' table:visibility="collapse"' if row in one.hidden_rows else ""
        lines.append(f"<table:table-row{unseen}>{line}</table:table-row>")
    style = ' table:style-name="hidden"' if one.hidden else ""
    name = html.escape(one.name)
    return f'<table:table table:name="{name}"{style}>{columns}{"".join(lines)}</table:table>'


def _ods_cell(cell: Cell, span: str) -> str:
    if cell == "":
        return f"<table:table-cell{span}/>"
    text = f"<text:p>{html.escape(shown(cell))}</text:p>" if shown(cell) else ""
    return f"<table:table-cell{span}{_ods_value(cell)}>{text}</table:table-cell>"


def _ods_value(cell: Cell) -> str:
    """Give the attributes that say what a cell holds."""
    if isinstance(cell, Num):
        kind, value = (
            ("percentage", cell.value.scaleb(-2)) if cell.percent else ("float", cell.value)
        )
        return f' office:value-type="{kind}" office:value="{value:f}"'
    if isinstance(cell, Day):
        style = ' table:style-name="month"' if cell.month else ""
        return f'{style} office:value-type="date" office:date-value="{cell.date.isoformat()}"'
    if isinstance(cell, Fault):
        return ' table:formula="of:=1/0" office:value-type="string" office:string-value=""'
    if isinstance(cell, Formula):
        formula = f' table:formula="of:{html.escape(cell.text)}"'
        if cell.result is None:
            return formula
        return f'{formula} office:value-type="float" office:value="{cell.result:f}"'
    return ' office:value-type="string"'
