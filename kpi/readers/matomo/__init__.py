"""Matomo's reports as CSV or TSV, with raw, English or Finnish headings, and scheduled reports.

Refuses to go by the file's name, which is the only place where some reports have their date.
"""

from __future__ import annotations

from kpi.errors import Finding, error
from kpi.readers import exports
from kpi.readers.asking import Asking
from kpi.readers.cells import Book
from kpi.readers.gathered import finished
from kpi.readers.matomo.blocks import blocks
from kpi.readers.matomo.reports import Reports
from kpi.readers.matomo.times import when
from kpi.readers.numbers import clip, fold, shown
from kpi.readers.reading import Reading

FORMAT = "matomo"
_MESSAGES = ("no data available", "error: ")
_HEADINGS_WITHIN = 60


def recognise(book: Book) -> str:
    """Give ``matomo`` for its reports and for the messages that it writes instead of one."""
    tops = [one._replace(rows=one.rows[:_HEADINGS_WITHIN]) for one in exports.seen(book)]
    return FORMAT if _message(book) or any(any(blocks(top)) for top in tops) else ""


def read(book: Book, asking: Asking) -> Reading:
    """Read every report in the file."""
    message = _message(book)
    if message:
        cell = exports.cell(book.sheets[0], 0, 0)
        return Reading(findings=(error("export-without-data", cell, found=clip(message)),))
    reports = Reports(asking)
    lost: list[Finding] = []
    for sheet in exports.seen(book):
        beneath: set[int] = set()
        for block in blocks(sheet):
            reports.read(block)
            beneath.update(block.rows)
        others = (down for down in range(len(sheet.rows)) if down not in beneath)
        lost.extend(exports.unheaded(sheet, others, 0, when))
    return finished(book, reports.gathered, [*lost, *reports.findings])


def _message(book: Book) -> str:
    """Give what the file says instead of figures."""
    rows = [row for sheet in book.sheets for row in sheet.rows if exports.width(row)]
    if book.kind != "text" or len(rows) != 1:
        return ""
    text = fold(", ".join(map(shown, rows[0])))
    return text if text.casefold().startswith(_MESSAGES) else ""
