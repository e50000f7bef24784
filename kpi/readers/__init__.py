"""From a file's bytes to raw rows with their cells.

One module per format stands behind one interface (``recognise``, ``read``); a file's format is
told by its content, never by its name. Refuses to raise on a bad file: what is wrong is a finding.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kpi.errors import Finding, WorkbookRejected, error
from kpi.readers import guard, workbook
from kpi.readers.cells import Sheet
from kpi.readers.neighbours import neighbourhood
from kpi.readers.workbook import Table

__all__ = ["FORMATS", "READER_VERSION", "FileRead", "Format", "Table", "neighbourhood", "read"]

READER_VERSION = "2"
"""Changes when the same file would be read to other rows."""


class Format(Protocol):
    """What a module of a format offers; it gets the sheets as they stand in the file."""

    def recognise(self, sheets: Sequence[Sheet]) -> bool:
        """Say whether the sheets are of this format, by their content."""

    def read(self, sheets: Sequence[Sheet]) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
        """Give the rows and what is wrong with the sheets as such."""


FORMATS: dict[str, Format] = {"workbook": workbook}


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file as it was read. ``format`` is ``unknown`` when no format knows it."""

    format: str
    sha256: str
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def read(name: str, data: bytes) -> FileRead:
    """Read a file in a child process. The name is not trusted to say what the file is."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        sheets = guard.sheets(data)
    except WorkbookRejected as rejected:
        return FileRead("unknown", sha256, (), rejected.findings)
    if not any(sheet.rows for sheet in sheets):
        return FileRead("unknown", sha256, (), (error("empty-workbook"),))
    for format_name, module in FORMATS.items():
        if module.recognise(sheets):
            tables, findings = module.read(sheets)
            return FileRead(format_name, sha256, tables, findings)
    return FileRead("unknown", sha256, (), (error("unknown-format", found=sheets[0].name),))
