"""Old workbooks (.xls) record by record, to have what no program at hand writes.

Refuses to be complete: one style for each number format, texts as labels, no pictures of cells.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
EMPTY, FAILED = b"\x03\0\0\0\0\0\xff\xff", b"\x02\0\x07\0\0\0\xff\xff"
BIFF8, BIFF5 = 0x600, 0x500


class Dressed(NamedTuple):
    """A number with a number format."""

    value: float
    code: str


class Failed(NamedTuple):
    """An error by its number: 7 is #DIV/0!."""

    number: int


class Formula(NamedTuple):
    """A formula with the eight bytes of its result; options 2 ask for computing on opening."""

    result: bytes
    options: int = 0
    code: str = "General"


Cell = str | float | bool | Dressed | Failed | Formula


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Pack streams; each is padded to the size from which streams have sectors of their own."""
    sectors: list[bytes] = []
    table: list[int] = []

    def put(data: bytes) -> int:
        first = len(sectors)
        count = -(-len(data) // _SECTOR)
        sectors.extend(
            data[at * _SECTOR : (at + 1) * _SECTOR].ljust(_SECTOR, b"\0") for at in range(count)
        )
        table.extend([*range(first + 1, first + count), _END])
        return first

    entries = [_entry("Root Entry", 5, _END, 0)]
    for name, data in streams.items():
        whole = data.ljust(4096, b"\0")
        entries.append(_entry(name, 2, put(whole), len(whole)))
    directory = put(b"".join(entries))
    tables = 1
    while tables * 128 < len(table) + tables:
        tables += 1
    places = list(range(len(sectors), len(sectors) + tables))
    full = table + [_FAT] * tables
    full += [_FREE] * (tables * 128 - len(full))
    head = MAGIC + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, tables, directory, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return head + b"".join(sectors) + struct.pack(f"<{len(full)}I", *full)


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    links = struct.pack("<III", _FREE, _FREE, _FREE)
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB", len(raw) + 2, kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def old_book(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    hidden: Collection[str] = (),
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
    since_1904: bool = False,
    version: int = BIFF8,
    more: Sequence[bytes] = (),
    streams: Mapping[str, bytes] | None = None,
) -> bytes:
    """Write a workbook; ``more`` are records before the sheets, ``streams`` stand beside it."""
    told = stream(sheets, hidden, hidden_rows, hidden_columns, since_1904, version, more)
    return ole({"Workbook" if version == BIFF8 else "Book": told, **(streams or {})})


def stream(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    hidden: Collection[str] = (),
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
    since_1904: bool = False,
    version: int = BIFF8,
    more: Sequence[bytes] = (),
) -> bytes:
    codes = ["General"]
    parts = []
    for rows in sheets.values():
        body = record(0x809, struct.pack("<HHHHII", version, 0x10, 0, 0, 0, 6))
        body += b"".join(
            record(0x7D, struct.pack("<HHHHHH", n - 1, n - 1, 2000, 15, 1, 0))
            for n in hidden_columns
        )
        body += b"".join(
            record(0x208, struct.pack("<HHHHHHHH", n - 1, 0, 9, 300, 0, 0, 0x20, 15))
            for n in hidden_rows
        )
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                body += _cell(row, column, cell, codes)
        parts.append(body + record(0x0A))
    head = record(0x809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 6))
    head += record(0x22, struct.pack("<H", since_1904)) + record(0x42, struct.pack("<H", 1200))
    head += b"".join(more)
    head += b"".join(_format(number, code, version) for number, code in enumerate(codes, 164))
    head += b"".join(record(0xE0, struct.pack("<HH16x", 0, 164 + n)) for n in range(len(codes)))
    length = len(head) + sum(13 + _extra(version) - 1 + len(name) for name in sheets) + 4
    starts = []
    for name, part in zip(sheets, parts, strict=True):
        starts.append(
            record(
                0x85,
                struct.pack("<IBBB", length, name in hidden, 0, len(name))
                + _flag(version)
                + name.encode("latin-1"),
            )  # fmt: skip
        )
        length += len(part)
    return head + b"".join(starts) + record(0x0A) + b"".join(parts)


def _extra(version: int) -> int:
    return len(_flag(version)) - 1


def _flag(version: int) -> bytes:
    return b"\0" if version == BIFF8 else b""


def _format(number: int, code: str, version: int) -> bytes:
    if version != BIFF8:
        raw = code.encode("cp1252")
        return record(0x41E, struct.pack("<HB", number, len(raw)) + raw)
    return record(0x41E, struct.pack("<HHB", number, len(code), 1) + code.encode("utf-16-le"))


def _cell(row: int, column: int, cell: Cell, codes: list[str]) -> bytes:
    if cell == "":
        return b""
    code = cell.code if isinstance(cell, Dressed | Formula) else "General"
    if code not in codes:
        codes.append(code)
    at = struct.pack("<HHH", row, column, codes.index(code))
    if isinstance(cell, str):
        return record(0x204, at + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
    if isinstance(cell, Formula):
        return record(
            0x06, at + cell.result + struct.pack("<HIH", cell.options, 0, 3) + b"\x1e\5\0"
        )
    if isinstance(cell, Failed):
        return record(0x205, at + bytes([cell.number, 1]))
    if isinstance(cell, bool):
        return record(0x205, at + bytes([cell, 0]))
    value = cell.value if isinstance(cell, Dressed) else cell
    if value == int(value) and abs(value) < 1 << 20:
        return record(0x27E, at + struct.pack("<i", int(value) << 2 | 2))
    return record(0x203, at + struct.pack("<d", value))


def result(value: float) -> bytes:
    """Give a formula's stored number."""
    return struct.pack("<d", value)
