"""What calamine does not tell of an .xlsx workbook: marks, hidden rows and columns.

Refuses to read values: those are calamine's. Looks at the XML as bytes, for the few things that
matter, because parsing it a second time would double the price of every file.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterable, Iterator

from .dress import BUILT_IN, PLAIN, Dress, dress_of
from .limits import LARGEST_GRID, WIDEST, Refused
from .parts import part

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
_RESULT = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)")
_HIDDEN = re.compile(rb"""<(?:\w+:)?(row|col)\s([^>]*\bhidden\s*=\s*["'](?:1|true)["'][^>]*)>""")
_ON_OPENING = re.compile(rb"""\bfullCalcOnLoad\s*=\s*["'](?:1|true)["']""")

Place = tuple[int, int, str, str]
"""A marked cell: row, column (from 1), mark and words."""
Seen = tuple[list[Place], list[int], list[int]]
"""What is told of one sheet besides its values: marks, hidden rows, hidden columns."""


def has_macros(names: Iterable[str]) -> bool:
    """Say whether the workbook carries a program."""
    return any("vbaproject" in name.casefold() for name in names)


def seen(parts: zipfile.ZipFile) -> list[Seen]:
    """Give what is told of each sheet, in the workbook's own order.

    Raises:
        Refused: a cell stands so far out that the grid could not be held.
    """
    book = part(parts, "xl/workbook.xml")
    dress, unsure = _dress(parts), _ON_OPENING.search(book) is not None
    return [_seen(part(parts, place), dress, unsure) for place in _places(parts, book)]


def _seen(xml: bytes, dress: dict[str, Dress], unsure: bool) -> Seen:
    marks = list(_marks(xml, dress, unsure))
    rows: list[int] = []
    columns: list[int] = []
    for kind, found in _HIDDEN.findall(xml) if b"hidden" in xml else ():
        about = _attributes(found)
        if kind == b"row":
            rows.append(int(about.get("r", 0)))
        else:
            first, last = int(about["min"]), min(int(about["max"]), WIDEST)
            columns += range(first, last + 1)
    return marks, rows, columns


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode(): (double or single).decode("utf-8", "replace")
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def _places(parts: zipfile.ZipFile, book: bytes) -> list[str]:
    """Give the part of each sheet in the workbook's own order."""
    links = {}
    for found in _LINK.findall(part(parts, "xl/_rels/workbook.xml.rels")):
        link = _attributes(found)
        links[link.get("Id", "")] = link.get("Target", "")
    places = []
    for found in _SHEET.findall(book):
        key = next((v for k, v in _attributes(found).items() if k.endswith(":id")), "")
        target = links[key]
        places.append(target[1:] if target.startswith("/") else f"xl/{target}")
    return places


def _dress(parts: zipfile.ZipFile) -> dict[str, Dress]:
    """Give the cell styles that change what a number means: style number to mark and words."""
    if "xl/styles.xml" not in parts.namelist():
        return {}
    styles = part(parts, "xl/styles.xml")
    marks = {str(number): dress for number, dress in BUILT_IN.items()}
    for found in map(_attributes, _FORMAT.findall(styles)):
        code = html.unescape(found.get("formatCode", ""))
        marks[found.get("numFmtId", "")] = dress_of(code)
    table = _CELL_STYLES.search(styles)
    used = [
        _attributes(one).get("numFmtId", "") for one in _STYLE.findall(table[0] if table else b"")
    ]
    return {str(number): marks[one] for number, one in enumerate(used) if marks.get(one, PLAIN)[0]}


def _marks(xml: bytes, dress: dict[str, Dress], unsure: bool) -> Iterator[Place]:
    """Give what calamine does not tell. Most sheets need no look at single cells, and get none."""
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
        mark, words = _cell_mark(cell, found[3] or b"", dress, unsure)
        if mark:
            yield row, column, mark, words


def _cell_mark(cell: dict[str, str], inside: bytes, dress: dict[str, Dress], unsure: bool) -> Dress:
    """Give a cell's mark.

    A formula lacks its result where none is stored, also where a 0 stands in a workbook whose
    writer wants everything computed on opening: programs that cannot compute leave such zeros.
    """
    kind, result = cell.get("t", "n"), _RESULT.search(inside)
    if kind == "e":
        return "error", result[1].decode("utf-8", "replace") if result else "#"
    if kind != "str" and _FORMULA.search(inside) and (not result or (unsure and result[1] == b"0")):
        return "no-result", ""
    return dress.get(cell.get("s", ""), PLAIN) if kind == "n" and inside else PLAIN


def _refuse_far_cells(tail: bytes) -> None:
    """Refuse one lonely cell at the end of the grid before anyone spans the grid for it."""
    places = [found[2] for found in _ROW_OR_CELL.finditer(tail) if found[2]]
    place = _attributes(places[-1]).get("r", "") if places else ""
    row, column = _position(place) if place else (0, 0)
    if row * column > LARGEST_GRID:
        raise Refused("sheet-too-large", place)


def _position(place: str) -> tuple[int, int]:
    column = 0
    for letter in place.rstrip("0123456789"):
        column = column * 26 + ord(letter) - 64
    return int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), column
