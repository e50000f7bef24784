"""What calamine does not tell of an old workbook: marks, hidden rows and columns, the extent.

Refuses a protected stream. Errors and formats are told; a formula without a stored result can only
be told where its writer asked for the result to be computed on opening and left 0 in its place.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .dress import BUILT_IN, PLAIN, Dress, dress_of
from .limits import WIDEST, Refused

_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_BOF, _EOF, _PASSWORD, _SHEET = 0x809, 0x0A, 0x2F, 0x85
_FORMAT, _STYLE = 0x41E, 0xE0
_ROW, _COLUMNS = 0x208, 0x7D
_NUMBER, _RK, _RKS, _FORMULA, _ERROR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_CELLS = {_NUMBER, _RK, _RKS, _FORMULA, _ERROR, 0xFD, 0x204, 0xD6}
_BIFF8, _BIFF5 = 0x600, 0x500
_ON_OPENING, _FAILED = 2, 2

Place = tuple[int, int, str, str]
"""A marked cell: row, column (from 1), mark and words."""


class Seen(NamedTuple):
    """What is told of one sheet besides its values; ``extent`` is its last row and column."""

    marks: list[Place]
    hidden_rows: list[int]
    hidden_columns: list[int]
    extent: tuple[int, int]


def seen(stream: bytes) -> list[Seen]:
    """Give what is told of each sheet, in the workbook's own order.

    Raises:
        Refused: the workbook is protected, or older than 1995.
    """
    version, starts, styles = _globals(stream)
    if version not in {_BIFF8, _BIFF5}:
        raise Refused("other-workbook", "Excel 4")
    return [_sheet(stream, start, styles) for start in starts]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Give the records of one part of the stream, without those of charts inside it."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _globals(stream: bytes) -> tuple[int, list[int], list[Dress]]:
    """Give the version, where the sheets begin, and what each cell style adds."""
    version, starts, formats, styles = 0, [], dict(BUILT_IN), []
    for kind, body in _records(stream, 0):
        if kind == _PASSWORD:
            raise Refused("password-protected")
        if kind == _BOF:
            (version,) = struct.unpack_from("<H", body)
        elif kind == _SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = dress_of(_format(body, version))
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<2xH", body)[0])
    return version, starts, [formats.get(style, PLAIN) for style in styles]


def _format(body: bytes, version: int) -> str:
    if version == _BIFF5:
        return body[3:].decode("cp1252", "replace")
    return body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", "replace")


def _sheet(stream: bytes, start: int, styles: list[Dress]) -> Seen:
    marks: list[Place] = []
    rows: list[int] = []
    columns: list[int] = []
    lowest = widest = 0
    for kind, body in _records(stream, start):
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            lowest, widest = max(lowest, row + 1), max(widest, column + 1)
            marks += _marks(kind, body, row + 1, column + 1, styles)
        elif kind == _ROW:
            row, options = struct.unpack_from("<H10xH", body)
            rows += [row + 1] if options & 0x20 else []
        elif kind == _COLUMNS:
            first, last, options = struct.unpack_from("<HH4xH", body)
            columns += range(first + 1, min(last + 1, WIDEST) + 1) if options & 1 else []
    return Seen(marks, rows, columns, (lowest, widest))


def _marks(kind: int, body: bytes, row: int, column: int, styles: list[Dress]) -> Iterator[Place]:
    """Give the marks of the cells of one record."""
    if kind in {_NUMBER, _RK}:
        yield from _dressed(row, column, struct.unpack_from("<4xH", body), styles)
    elif kind == _RKS:
        found = [style for (style,) in struct.iter_unpack("<H4x", body[4:-2])]
        yield from _dressed(row, column, found, styles)
    elif kind == _ERROR and body[7]:
        yield row, column, "error", _ERRORS.get(body[6], "#")
    elif kind == _FORMULA and body[12:14] != b"\xff\xff":
        if body[14] & _ON_OPENING and not any(body[6:14]):
            yield row, column, "no-result", ""
        else:
            yield from _dressed(row, column, struct.unpack_from("<4xH", body), styles)
    elif kind == _FORMULA and body[6] == _FAILED:
        yield row, column, "error", _ERRORS.get(body[8], "#")


def _dressed(row: int, column: int, used: Iterable[int], styles: list[Dress]) -> Iterator[Place]:
    """Give the marks of numbers beside each other by their styles."""
    for across, style in enumerate(used, column):
        if style < len(styles) and styles[style][0]:
            yield row, across, *styles[style]
