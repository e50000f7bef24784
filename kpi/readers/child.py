"""The child process that opens a workbook: bytes on standard input, its sheets as JSON on output.

Runs alone (``python -I child.py``) so that whatever a file does to it, the service goes on, and
imports nothing of the house so that it starts at once. Refuses to interpret: it says what stands
in each cell and what the cell's dress adds. Never evaluates a formula, never follows a link.

Answers ``{"sheets": [...]}`` or ``{"refused": code, "found": text}``. A cell is a JSON value, or an
object: ``{"date"|"moment"|"time": text}``, ``{"percent"|"month"|"error"|"no-result": value}`` or
``{"unit": [value, words]}``.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

MEMORY, SECONDS = 1 << 30, 10
MOST_CELLS, LONGEST_ANSWER = 2_000_000, 64 << 20
# A grid that could not be held even empty: calamine would try, and die.
_LARGEST_GRID = 20_000_000

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*)>")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?(?:row\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL
)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_RESULT = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_ERROR_TEXT = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
_HIDDEN = re.compile(rb"""<(?:\w+:)?(row|col)\s([^>]*\bhidden\s*=\s*["'](?:1|true)["'][^>]*)>""")
_WIDEST = 16_384  # columns that a sheet can have
# What stands in a number format for itself: quoted, escaped, or a currency in brackets.
_PRINTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|(.)')
_TELLING = re.compile(r"[^\W\d_]|[%‰€$£¥]")
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_ENTITY = (
    b"<!DOCTYPE",
    b"<!ENTITY",
    "<!DOCTYPE".encode("utf-16-le"),
    "<!DOCTYPE".encode("utf-16-be"),
)

Place = tuple[int, int, str, str]
"""A marked cell: row, column, mark and words, both counted from 1."""
_NONE = ("", "")

_BROKEN = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    NotImplementedError,
    EOFError,
)


class Refused(Exception):
    """The file is refused; carries the finding's code and what was found."""

    def __init__(self, code: str, found: str = "") -> None:
        """Keep both."""
        super().__init__(code, found)
        self.answer = {"refused": code, "found": found}


def main() -> None:
    """Answer for the workbook on standard input."""
    limit()
    data = sys.stdin.buffer.read()
    try:
        answer = json.dumps({"sheets": list(sheets(data))}, ensure_ascii=False, default=_dressed)
        if len(answer) > LONGEST_ANSWER:
            raise Refused("sheet-too-large")
    except Refused as refused:
        answer = json.dumps(refused.answer)
    except _BROKEN:
        answer = json.dumps(Refused("damaged-workbook").answer)
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


def limit() -> None:
    """Bound memory and time; where the system has no such limits, the parent's clock remains."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def sheets(data: bytes) -> Iterator[dict[str, Any]]:
    """Give each worksheet with its cells.

    Raises:
        Refused: the file is too large inside or declares entities.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        _refuse_entities(parts)
        dress = _dress(parts)
        seen = [_seen(parts.read(place), dress) for place in _places(parts)]
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    left = MOST_CELLS
    for number, about in enumerate(workbook.sheets_metadata):
        if about.typ is SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_index(number)
            left -= sheet.height * sheet.width
            if left < 0:
                raise Refused("sheet-too-large", about.name)
            hidden = about.visible is not SheetVisibleEnum.Visible
            marks, unseen = seen[number]
            yield {"name": about.name, "hidden": hidden, **unseen, **_cells(sheet, marks)}


def _seen(xml: bytes, dress: dict[str, tuple[str, str]]) -> tuple[list[Place], dict[str, Any]]:
    """Give what calamine does not tell of a sheet: marked cells, hidden rows and columns."""
    marks = list(_marks(xml, dress))
    unseen: dict[str, Any] = {"hidden_rows": [], "hidden_columns": []}
    for kind, found in _HIDDEN.findall(xml):
        about = _attributes(found)
        if kind == b"row":
            unseen["hidden_rows"].append(int(about.get("r", 0)))
        else:
            first, last = int(about["min"]), min(int(about["max"]), _WIDEST)
            unseen["hidden_columns"] += range(first, last + 1)
    return marks, unseen


def _refuse_entities(parts: zipfile.ZipFile) -> None:
    for part in parts.namelist():
        with parts.open(part) as file:
            head = file.read(4096)
        if any(word in head for word in _ENTITY):
            raise Refused("unsafe-workbook", part)


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode(): (double or single).decode("utf-8", "replace")
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def _places(parts: zipfile.ZipFile) -> list[str]:
    """Give the part of each sheet in the workbook's own order."""
    links = {}
    for found in _LINK.findall(parts.read("xl/_rels/workbook.xml.rels")):
        link = _attributes(found)
        links[link.get("Id", "")] = link.get("Target", "")
    places = []
    for found in _SHEET.findall(parts.read("xl/workbook.xml")):
        key = next((v for k, v in _attributes(found).items() if k.endswith(":id")), "")
        target = links[key]
        places.append(target[1:] if target.startswith("/") else f"xl/{target}")
    return places


def _dress(parts: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """Give the cell styles that change what a number means: style number to mark and words."""
    if "xl/styles.xml" not in parts.namelist():
        return {}
    styles = parts.read("xl/styles.xml")
    marks = {"9": ("percent", ""), "10": ("percent", ""), "17": ("month", "")}
    for found in map(_attributes, _FORMAT.findall(styles)):
        marks[found.get("numFmtId", "")] = _mark_of(found.get("formatCode", ""))
    table = _CELL_STYLES.search(styles)
    used = [
        _attributes(one).get("numFmtId", "") for one in _STYLE.findall(table[0] if table else b"")
    ]
    return {str(number): marks[one] for number, one in enumerate(used) if marks.get(one, _NONE)[0]}


def _mark_of(code: str) -> tuple[str, str]:
    """Give what a number format adds: a percent, a month without its day, or words and money."""
    code = html.unescape(code)
    bare = _LITERALS.sub("", code).casefold().replace("general", "")
    if "%" in bare:
        return "percent", ""
    if set("dhsmy") & set(bare):
        return ("month" if {"y", "m"} <= set(bare) and not set("dhs") & set(bare) else ""), ""
    words = _words(code)
    return ("unit", words) if words else _NONE


def _words(code: str) -> str:
    """Give the words or the currency that a format prints beside a positive number."""
    told = ""
    for quoted, escaped, currency, plain in _PRINTED.findall(code):
        if plain == ";":
            break
        told += quoted or escaped or currency or (plain if plain in "€$£¥" else "")
    return " ".join(told.split()) if _TELLING.search(told) else ""


def _marks(xml: bytes, dress: dict[str, tuple[str, str]]) -> Iterator[Place]:
    """Give what calamine does not tell: row, column, mark and words, both counted from 1.

    Most sheets need no look at their single cells, and get none.
    """
    _refuse_far_cells(xml[-65536:])
    telling = {"t": ("e",), "s": tuple(dress)}
    signs = [f"{name}={q}{v}{q}" for name, values in telling.items() for v in values for q in "\"'"]
    if not any(sign.encode() in xml for sign in (*signs, "<f>", "<f ", ":f>", ":f ")):
        return
    row = column = 0
    for found in _ROW_OR_CELL.finditer(xml):
        if found[1] is not None:
            row, column = int(_attributes(found[1]).get("r", row + 1)), 0
            continue
        cell = _attributes(found[2])
        row, column = _position(cell["r"]) if "r" in cell else (row, column + 1)
        mark, words = _cell_mark(cell, found[3] or b"", dress)
        if mark:
            yield row, column, mark, words


def _cell_mark(
    cell: dict[str, str], inside: bytes, dress: dict[str, tuple[str, str]]
) -> tuple[str, str]:
    kind = cell.get("t", "n")
    if kind == "e":
        words = _ERROR_TEXT.search(inside)
        return "error", words[1].decode("utf-8", "replace") if words else "#"
    if kind != "str" and _FORMULA.search(inside) and not _RESULT.search(inside):
        return "no-result", ""
    return dress.get(cell.get("s", ""), _NONE) if kind == "n" and inside else _NONE


def _refuse_far_cells(tail: bytes) -> None:
    """Refuse one lonely cell at the end of the grid before anyone spans the grid for it."""
    places = [found[2] for found in _ROW_OR_CELL.finditer(tail) if found[2]]
    place = _attributes(places[-1]).get("r", "") if places else ""
    row, column = _position(place) if place else (0, 0)
    if row * column > _LARGEST_GRID:
        raise Refused("sheet-too-large", place)


def _position(place: str) -> tuple[int, int]:
    column = 0
    for letter in place.rstrip("0123456789"):
        column = column * 26 + ord(letter) - 64
    return int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), column


def _cells(sheet: CalamineSheet, marks: list[Place]) -> dict[str, Any]:
    """Give the sheet's cells from its first one on, marked ones as objects; merged areas from 1."""
    rows: list[list[Any]] = sheet.to_python()
    above, before = sheet.start or (0, 0)
    for row, column, mark, words in marks:
        at, across = row - above - 1, column - before - 1
        if 0 <= at < len(rows) and 0 <= across < len(rows[at]):
            value = rows[at][across]
            rows[at][across] = {mark: [value, words] if mark == "unit" else words or value}
    areas = sheet.merged_cell_ranges or ()
    merged = [[top + 1, left + 1, low + 1, right + 1] for (top, left), (low, right) in areas]
    return {"row": above + 1, "column": before + 1, "merged": merged, "rows": rows}


def _dressed(value: object) -> dict[str, str]:
    """Give a date or a time as an object that JSON can carry."""
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return {"time": str(value)}


if __name__ == "__main__":
    main()
