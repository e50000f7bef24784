"""From a file's bytes to rows and series with their cells.

One module per tool stands behind one interface (``recognise``, ``read``); a file's format is told
by its content, never by its name. Refuses to raise on a bad file: what is wrong is a finding.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kpi.errors import Finding, Severity, WorkbookRejected, error
from kpi.readers import (
    ga4,
    guard,
    linkedin,
    matomo,
    meta,
    newsletter,
    one_column,
    other_sheets,
    plausible,
    posts,
    pxweb,
    remarks,
    table,
    tiktok,
    workbook,
    youtube,
)
from kpi.readers.asking import Asking, Question
from kpi.readers.cells import Book, Sheet, texts
from kpi.readers.corners import unnamed
from kpi.readers.neighbours import neighbourhood
from kpi.readers.numbers import clip
from kpi.readers.reading import PlanTable, Reading, Series, Table, Told
from kpi.readers.rewrite import kept

__all__ = [
    "READER_VERSION",
    "TOOLS",
    "Asking",
    "FileRead",
    "Opened",
    "Question",
    "Reading",
    "Series",
    "Table",
    "Told",
    "Tool",
    "keep_ready",
    "kept",
    "neighbourhood",
    "opened",
    "read",
    "understood",
    "unnamed",
]

READER_VERSION = "9"
"""Changes when the same file would be read to other figures."""

MOST_ERRORS = 500
"""More would not be read by anyone; the first ones show what the file has wrong."""
MOST_KEPT_BY_HAND = 250_000
"""Filled cells of a hand-kept table. A tool's export is told by its headings, but in a table every
cell may be one: a million of them took the service minutes and a gigabyte."""
MOST_WORDS_BY_HAND = 50_000
"""Different texts of such a table: each may be a heading, and nobody answers for so many."""


class Tool(Protocol):
    """What the module of a tool offers."""

    def recognise(self, book: Book) -> str:
        """Give the name of the format, by the content; empty when it is none of this tool's."""

    def read(self, book: Book, asking: Asking) -> Reading:
        """Give what the file says; what it cannot settle is put through ``asking``."""


TOOLS: tuple[Tool, ...] = (
    workbook,
    pxweb,
    meta,
    linkedin,
    tiktok,
    youtube,
    ga4,
    plausible,
    matomo,
    newsletter,
    posts,
    table,
)
"""The tools in the order in which they are tried: the quickest to tell first, the table last."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file as it was read. ``format`` is ``unknown`` when no tool knows it."""

    format: str
    sha256: str
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    series: tuple[Series, ...] = ()
    plan: tuple[PlanTable, ...] = ()
    offered: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it lies: its sheets, or why it was not opened."""

    sha256: str
    book: Book | None
    findings: tuple[Finding, ...] = ()


def opened(data: bytes) -> Opened:
    """Open a file in a child process. Its name is not asked what it is."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        book = remarks.set_aside(guard.opened(data))
    except WorkbookRejected as rejected:
        return Opened(sha256, None, rejected.findings)
    findings = tuple(book.findings)
    if not any(sheet.rows for sheet in book.sheets):
        return Opened(sha256, None, (*findings, error("empty-workbook")))
    return Opened(sha256, book, findings)


def understood(file: Opened, asking: Asking) -> FileRead:
    """Say what an opened file holds; what it cannot settle is put through ``asking``."""
    if file.book is None:
        return FileRead("unknown", file.sha256, (), file.findings)
    unsplit = one_column.refusal(file.book)
    if unsplit is not None:
        return FileRead("unknown", file.sha256, (), (*file.findings, unsplit))
    for tool in TOOLS:
        if tool is table and _is_beyond_hand(file.book):
            large = error("sheet-too-large", found=clip(max(file.book.sheets, key=_filled).name))
            return FileRead("unknown", file.sha256, (), (*file.findings, large))
        asking.format = tool.recognise(file.book)
        if asking.format:
            made = tool.read(file.book, asking)
            left = other_sheets.not_read(file.book, asking.format, made)
            findings = (*file.findings, *_first(made.findings), *left)
            return FileRead(
                asking.format, file.sha256, made.tables, findings, made.series, made.plan,
                made.offered,
            )  # fmt: skip
    unknown = error("unknown-format", found=file.book.sheets[0].name)
    return FileRead("unknown", file.sha256, (), (*file.findings, unknown))


def _is_beyond_hand(book: Book) -> bool:
    if sum(map(_filled, book.sheets)) > MOST_KEPT_BY_HAND:
        return True
    return sum(len(texts(sheet)) for sheet in book.sheets) > MOST_WORDS_BY_HAND


def _filled(sheet: Sheet) -> int:
    return sum(len(row) - row.count("") for row in sheet.rows)


def _first(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Give findings up to the last error that is told; the others are told by their number."""
    errors = [at for at, one in enumerate(findings) if one.severity is Severity.ERROR]
    if len(errors) <= MOST_ERRORS:
        return findings
    last = errors[MOST_ERRORS]
    many = error("too-many-errors", findings[last].cell, found=str(MOST_ERRORS))
    return (*findings[:last], many)


def keep_ready(*, ready: bool = True) -> None:
    """Keep a child waiting for the next file, or let it go."""
    if ready:
        guard.child.keep()
    else:
        guard.child.stop()


def read(name: str, data: bytes, asking: Asking | None = None) -> FileRead:
    """Open a file and say what it holds. The name is not trusted to say what the file is."""
    return understood(opened(data), asking or Asking())
