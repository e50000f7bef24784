"""Answers for the file on standard input: what kind it is and what stands in it.

Refuses to die of a bad file: what is wrong with it is an answer too, as
``{"refused": code, "found": text, "cell": text}``; what is sent else is told in ``packing.py``.
"""

from __future__ import annotations

import gc
import json
import os
import sys

from . import books, written
from .limits import Opened, Refused, limit
from .packing import packed

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def main() -> None:
    """Answer, whatever the file is."""
    limit()
    gc.disable()  # the process ends before there is anything to collect
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
    sys.stdout.buffer.flush()
    os._exit(0)  # a million cells are not taken apart one by one for nobody


def answer(data: bytes) -> bytes:
    """Give the answer as it is sent."""
    try:
        return packed(opened(data))
    except Refused as refused:
        said = refused.answer
    except MemoryError:
        said = Refused("reader-stopped").answer
    except BaseException:  # a panic inside calamine is no Exception
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
