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
_HIDDEN = re.compile(rb"""hidden\s*=\s*["'](?:1|true)["']""")
# Three letters, two and four digits, one and six; so written it costs two thirds of saying so.
_FAR = re.compile(rb'r="([A-Z](?:[A-Z](?:[A-Z][0-9]|[0-9]{4})|[0-9]{6})[0-9]*)"')
_FORMULA_END = re.compile(rb"f>")  # thrice as fast as "in"
_ELSEWHERE = (b"<row ", b"<col ", b"<cfRule ", b"<cfvo ")
_OTHER = rb"(?!><v>)"
_NEAR = 400  # letters within which a sign stands after the beginning of its element
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
    _refuse_far_cells(xml)
    rows: list[int] = []
    columns: list[int] = []
    for found in _HIDDEN.finditer(xml):
        start = xml.rfind(b"<", max(0, found.start() - _NEAR), found.start())
        name, _, about = xml[start + 1 : xml.find(b">", start)].partition(b" ")
        told = _attributes(about)
        if name.endswith(b"row"):
            rows.append(int(told.get("r", 0)))
        elif name.endswith(b"col"):
            columns += range(int(told["min"]), min(int(told["max"]), WIDEST) + 1)
    return list(_marks(xml, dress, unsure)), rows, columns


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
    plain = _plain_numbers(xml, dress)
    yield from plain or ()
    row = column = 0
    for found in _telling(xml, dress, _OTHER if plain is not None else b""):
        if found[1] is not None:
            row, column = int(_attributes(found[1]).get("r", row + 1)), 0
            continue
        cell = _attributes(found[2])
        row, column = _position(cell["r"]) if "r" in cell else (row, column + 1)
        mark, words = _cell_mark(cell, found[3] or b"", dress, unsure)
        if mark:
            yield row, column, mark, words


def _plain_numbers(xml: bytes, dress: dict[str, Dress]) -> list[Place] | None:
    """Give the marked numbers that are written as nearly all programs write them, or None.

    None, when some number that looks so does not: then each cell is taken apart.
    """
    styles = "|".join(dress).encode()
    if not dress or b"'" in xml:
        return None
    found = re.findall(rb'<c r="([A-Z]{1,3})([0-9]{1,7})" s="(' + styles + rb')"><v>[^<]', xml)
    if len(found) < sum(1 for _ in re.finditer(rb' s="(?:' + styles + rb')"><v>', xml)):
        return None
    columns = {letters: _position(f"{letters.decode()}1")[1] for letters, _, _ in found}
    marks = {style.encode(): mark for style, mark in dress.items()}
    return [(int(row), columns[letters], *marks[style]) for letters, row, style in found]


def _telling(xml: bytes, dress: dict[str, Dress], other: bytes) -> Iterable[re.Match[bytes]]:
    """Give the cells that may have a mark; all rows and cells where places must be counted.

    ``other`` leaves out the numbers that are marked already.
    """
    quotes = b"\"'" if b"'" in xml else b'"'
    signs = [b"t=%ce%c" % (quote, quote) for quote in quotes]
    if dress:
        styles = "|".join(dress).encode()
        signs += [b"s=%c(?:%b)%c%b" % (quote, styles, quote, other) for quote in quotes]
    starts = {
        xml.rfind(b"<", max(0, found.start() - _NEAR), found.start())
        for sign in signs
        for found in re.finditer(sign, xml)
    }
    if _FORMULA_END.search(xml):  # of any formula
        starts |= {
            xml.rfind(b"<c ", max(0, found.start() - _NEAR), found.start())
            for found in _FORMULA.finditer(xml)
        }
    rows = {start for start in starts if xml.startswith(_ELSEWHERE, start)}
    if not starts - rows:
        return ()
    cells = [start for start in sorted(starts - rows) if xml.startswith(b"<c ", start)]
    if len(cells) < len(starts) - len(rows) or xml.count(b'<c r="') < xml.count(b"<c "):
        return _ROW_OR_CELL.finditer(xml)
    return filter(None, (_ROW_OR_CELL.match(xml, start) for start in cells))


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
    return dress.get(cell.get("s", ""), PLAIN) if kind == "n" and result else PLAIN


def _refuse_far_cells(xml: bytes) -> None:
    """Refuse cells at the ends of the grid before anyone spans the grid for them."""
    places = {_position(found.decode()): found.decode() for found in set(_FAR.findall(xml))}
    height = max((row for row, _ in places), default=0)
    width = max((column for _, column in places), default=0)
    if height * width > LARGEST_GRID:
        raise Refused("sheet-too-large", places[max(places)])


def _position(place: str) -> tuple[int, int]:
    column = 0
    for letter in place.rstrip("0123456789"):
        column = column * 26 + ord(letter) - 64
    return int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), column
