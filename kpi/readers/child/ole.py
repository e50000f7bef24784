"""The streams of an OLE2 file, the small file system inside an old workbook.

Refuses to follow a chain of sectors round in a circle: no chain is longer than the file.
"""

from __future__ import annotations

import struct

from .limits import Refused

_END = 0xFFFFFFFA  # from here on a sector number says something else than where
_ENTRY, _MINI = 128, 64


class Streams:
    """The streams of a file by name."""

    def __init__(self, data: bytes) -> None:
        """Read the tables of sectors and the directory.

        Raises:
            Refused: the tables lead out of the file or round in a circle.
        """
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise Refused("damaged-workbook")
        self._size = 1 << shift
        directory, self._cutoff, mini_fat = struct.unpack_from("<I4xII", data, 48)
        self._table = self._fat()
        entries = self._chain(directory)
        self._entries = dict(
            _entry(entries[at : at + _ENTRY]) for at in range(0, len(entries) - 127, _ENTRY)
        )
        root = next((e for e in self._entries.values() if e[0] == 5), (5, _END, 0))
        self._mini = self._chain(root[1])[: root[2]]
        packed = self._chain(mini_fat)
        self._mini_table = struct.unpack(f"<{len(packed) // 4}I", packed)

    def __contains__(self, name: str) -> bool:
        """Say whether there is such a stream."""
        return self._entries.get(name, (0,))[0] == 2

    def __getitem__(self, name: str) -> bytes:
        """Give a stream."""
        _, first, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(first)[:size]
        parts: list[bytes] = []
        at = first
        while at < _END and len(parts) <= len(self._mini_table):
            parts.append(self._mini[at * _MINI : (at + 1) * _MINI])
            at = self._mini_table[at]
        return b"".join(parts)[:size]

    def _fat(self) -> tuple[int, ...]:
        """Give the table of sectors; where it stands is told in the header and in sectors."""
        places = list(struct.unpack_from("<109I", self._data, 76))
        (at,) = struct.unpack_from("<I", self._data, 68)
        for _ in range(len(self._data) // self._size):
            if at >= _END:
                break
            *more, at = struct.unpack(f"<{self._size // 4}I", self._sector(at))
            places += more
        packed = b"".join(self._sector(place) for place in places if place < _END)
        return struct.unpack(f"<{len(packed) // 4}I", packed)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if not found:
            raise Refused("damaged-workbook")
        return found.ljust(self._size, b"\0")  # the last one may be cut to what is used

    def _chain(self, first: int) -> bytes:
        parts: list[bytes] = []
        at = first
        while at < _END:
            parts.append(self._sector(at))
            at = self._table[at]
            if len(parts) > len(self._table):
                raise Refused("damaged-workbook")
        return b"".join(parts)


def _entry(raw: bytes) -> tuple[str, tuple[int, int, int]]:
    """Give a directory entry: name, then kind (2 is a stream, 5 the root), first sector, size."""
    length, kind = struct.unpack_from("<HB", raw, 64)
    first, size = struct.unpack_from("<II", raw, 116)
    return raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), (kind, first, size)
