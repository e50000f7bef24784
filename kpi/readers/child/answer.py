"""Answers for the file on standard input: what kind it is and what stands in it.

Refuses to die of a bad file: what is wrong with it is an answer too. Answers
``{"kind": …, "sheets": [...], "said": [...]}`` or ``{"refused": code, "found": text}``.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
import sys
import zipfile
import zlib

from python_calamine import CalamineError

from . import books, written
from .limits import LONGEST_ANSWER, Grid, Opened, Refused, limit

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_BROKEN = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    ValueError,
    NotImplementedError,
    EOFError,
)


def main() -> None:
    """Answer, whatever the file is."""
    limit()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


def answer(data: bytes) -> bytes:
    """Give the answer as it is sent."""
    try:
        return packed(opened(data))
    except Refused as refused:
        said = refused.answer
    except MemoryError:
        said = Refused("reader-stopped").answer
    except _BROKEN:
        said = Refused("damaged-workbook").answer
    return json.dumps(said).encode()


def opened(data: bytes) -> Opened:
    """Open a file by what its bytes are.

    Raises:
        Refused: the file is none that is read, too large inside, protected or unsafe.
    """
    if data.startswith(ZIP):
        return books.zipped(data)
    if data.startswith(OLE):
        return books.old(data)
    return written.opened(data)


def packed(one: Opened) -> bytes:
    """Turn an opened file into JSON.

    Raises:
        Refused: the texts would flood the service.
    """
    sheets = [sheet._asdict() for sheet in one.sheets]
    whole = {"kind": one.kind, "sheets": sheets, "said": one.said, "encoding": one.encoding}
    text = json.dumps(whole, ensure_ascii=False, default=_dressed)
    if len(text) > LONGEST_ANSWER:
        raise Refused("sheet-too-large", _largest(one.sheets))
    return text.encode("utf-8", "replace")


def _largest(sheets: list[Grid]) -> str:
    return max(sheets, key=lambda sheet: len(sheet.rows)).name


def _dressed(value: object) -> dict[str, str]:
    """Give a date or a time as an object that JSON can carry."""
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return {"time": str(value)}
