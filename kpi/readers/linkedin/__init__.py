"""LinkedIn's page statistics: followers, visitors, content and the comparison with competitors.

Refuses to take new followers for the number of followers, the truncated breakdowns on the other
sheets for anything, and to read the list of posts, which names the persons who posted.
"""

from __future__ import annotations

from kpi.errors import Finding, warning
from kpi.periods import day
from kpi.readers.asking import Asking
from kpi.readers.cells import Book
from kpi.readers.daily import at_cell, headings, left_out, told, without_sum
from kpi.readers.dates import Cell, read_days
from kpi.readers.linkedin import comparison
from kpi.readers.linkedin.columns import COMPETITORS, FOLLOWERS, NEW, Found
from kpi.readers.linkedin.shapes import find, is_breakdown
from kpi.readers.numbers import clip
from kpi.readers.reading import Reading, Series

__all__ = ["read", "recognise"]


def recognise(book: Book) -> str:
    """Give which of LinkedIn's statistics a file is; empty when it is none."""
    found = find(book)
    return found.format if found else ""


def read(book: Book, asking: Asking) -> Reading:
    """Read the figures by day, or the own page's row of a comparison.

    Raises:
        ValueError: the file was not recognised. That is our defect.
    """
    found = find(book)
    if found is None:
        raise ValueError("not a file of LinkedIn's page statistics")
    if found.format == COMPETITORS:
        return comparison.read(found, asking)
    return _daily(book, found)


def _daily(book: Book, found: Found) -> Reading:
    sheet, header = found.sheet, found.header
    known = headings(sheet, header, found.meanings)
    rows, totals = without_sum(sheet, header, known)
    days = read_days({row: Cell(at_cell(sheet, row, 0), sheet.rows[row][0]) for row in rows})
    made = told(sheet, known, {row: day(date) for row, date in days.days.items()})
    said = (*_said(book, found, made.series), *left_out(known))
    return Reading(series=made.series, findings=(*days.findings, *said, *totals, *made.findings))


def _said(book: Book, found: Found, series: tuple[Series, ...]) -> list[Finding]:
    """Say what the file does not have, and which of its sheets are not read."""
    if found.format == FOLLOWERS:
        return [
            warning("linkedin-not-the-count", one.cell, found=one.label)
            for one in series
            if one.concept == NEW
        ]
    others = [one for one in book.sheets if one is not found.sheet and is_breakdown(one)]
    names = ", ".join(clip(one.name) for one in others)
    return [warning("sheets-left-out", "", found=names)] if others else []
