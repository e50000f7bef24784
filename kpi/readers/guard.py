"""The door for files: what is not worth opening is refused unopened, the rest is opened elsewhere.

Refuses to parse a file in this process. Sizes are judged from the zip directory, the parsing
happens in a child process with limits of memory and time, and a child that dies is a finding.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from subprocess import TimeoutExpired  # nosec B404 # files are opened in a child with limits
from typing import Any

from kpi.errors import Finding, WorkbookRejected, error, warning
from kpi.readers import answers
from kpi.readers.cells import Book
from kpi.readers.child import notation
from kpi.readers.numbers import clip, fold
from kpi.readers.waiting import Waiting

LARGEST_FILE = 5 << 20
LARGEST_UNPACKED, LARGEST_RATIO, MOST_PARTS = 64 << 20, 200, 500
WALL_SECONDS = 8.0
# Each is looked at by every tool; a part of the zip may be many sheets at once.
MOST_SHEETS = 500

_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ZIP = b"PK\x03\x04"
_NONSENSE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
child = Waiting([sys.executable, "-I", str(Path(__file__).with_name("child"))])
"""Reads one file after another; a service keeps the next one waiting."""


def opened(data: bytes) -> Book:
    """Open a file and give its sheets with what stands in their cells.

    Raises:
        WorkbookRejected: one finding says why the file is not opened or not read.
    """
    refusal = _refusal(data)
    if refusal is not None:
        raise WorkbookRejected(refusal)
    answer = _ask_child(data)
    if "refused" in answer:
        raise WorkbookRejected(_refused(answer["refused"], answer["cell"], answer["found"]))
    many = len(answer["sheets"])
    if many > MOST_SHEETS:
        raise WorkbookRejected(error("too-many-sheets", found=str(many), most=str(MOST_SHEETS)))
    findings = tuple(_SAID[code](cell, found) for code, cell, found in answer["said"])
    encoding = answer["encoding"]
    text = data.decode(encoding, "replace") if encoding else ""
    whole = text if notation.layout(text) is not None else ""  # rows say it all
    return Book(answer["kind"], answer["sheets"], findings, whole)


def _refusal(data: bytes) -> Finding | None:
    if not data:
        return error("empty-workbook")
    if len(data) > LARGEST_FILE:
        return error("file-too-large", found=_megabytes(len(data)), most=_megabytes(LARGEST_FILE))
    if not data.startswith(_ZIP):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return next(_faults(parts.infolist(), len(data)), None)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return error("damaged-workbook")


def _faults(parts: list[zipfile.ZipInfo], size: int) -> Iterator[Finding]:
    """Find what the directory gives away."""
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > min(LARGEST_UNPACKED, size * LARGEST_RATIO):
        yield error("unpacks-too-large", found=_megabytes(unpacked))
    if any(part.flag_bits & 1 for part in parts):
        yield error("password-protected")
    odd = [name for name in names if _leads_out(name)]
    odd += [part.filename for part in parts if part.compress_type not in _PACKED]
    if odd or len({name.casefold() for name in names}) < len(names):
        yield error("unsafe-workbook", found=(odd or names)[0])


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name


def _megabytes(size: int) -> str:
    """Say a size in whole megabytes, rounded up so that what is over a limit looks over it."""
    return str(-(-size // (1 << 20)))


def _ask_child(data: bytes) -> dict[str, Any]:
    """Let the child read the file.

    Raises:
        WorkbookRejected: the child died, hung or answered nonsense.
    """
    try:
        code, written = child.run(data, WALL_SECONDS)
        if code == 0:
            return answers.read(written)
    except (TimeoutExpired, *_NONSENSE):
        pass
    raise WorkbookRejected(error("reader-stopped"))


def _refused(code: str, cell: str, found: str) -> Finding:
    """Say why the child refused; what it did not say is damage."""
    return _REFUSED.get(code, _REFUSED["damaged-workbook"])(cell, found)


_Told = Callable[[str, str], Finding]
_REFUSED: dict[str, _Told] = {
    "damaged-workbook": lambda cell, found: error("damaged-workbook"),
    "not-a-workbook": lambda cell, found: error("not-a-workbook"),
    "files-in-zip": lambda cell, found: error("files-in-zip", found=clip(fold(found))),
    "other-workbook": lambda cell, found: error("other-workbook", found=found),
    "password-protected": lambda cell, found: error("password-protected"),
    "quote-not-closed": lambda cell, found: error("quote-not-closed", cell),
    "reader-stopped": lambda cell, found: error("reader-stopped"),
    "sheet-too-large": lambda cell, found: error("sheet-too-large", found=found),
    "unsafe-workbook": lambda cell, found: error("unsafe-workbook", found=found),
}
_SAID: dict[str, _Told] = {
    "letters-doubled": lambda cell, found: warning("letters-doubled", cell, found=found),
    "letters-lost": lambda cell, found: warning("letters-lost", cell, found=found),
    "lines-unwrapped": lambda cell, found: warning("lines-unwrapped", cell),
    "macros-not-run": lambda cell, found: warning("macros-not-run"),
    "quotes-uneven": lambda cell, found: warning("quotes-uneven", cell),
}
