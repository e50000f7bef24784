"""Tables of statistical offices as PxWeb gives them: PX, JSON-stat, separated values, workbooks.

Refuses to take weeks, figures in thousands, and a table that is cut short. A sum of a region or of
all sexes is a value like any other: it is never made of the others, nor they of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi.errors import Finding, error
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Sheet
from kpi.readers.child import notation
from kpi.readers.exports import seen, width
from kpi.readers.gathered import finished
from kpi.readers.pxweb import flat, jsonstat, px, sheet
from kpi.readers.pxweb.cube import Cube
from kpi.readers.pxweb.series import Tables
from kpi.readers.reading import Reading

FORMAT = "pxweb"

__all__ = ["read", "recognise"]


def recognise(book: Book) -> str:
    """Give ``pxweb`` for a file in which there are such tables and nothing else."""
    by = notation.layout(book.text)
    if by is not None:
        return FORMAT if by is notation.PX or jsonstat.is_ours(book.text) else ""
    filled = [one for one in seen(book) if any(map(width, one.rows))]
    return FORMAT if filled and all(_table(one, book) for one in filled) else ""


def read(book: Book, asking: Asking) -> Reading:
    """Read every table; what is followed of a large one is asked."""
    tables = Tables(asking)
    for one, marks in _tables(book, tables.findings):
        tables.read(one, marks)
    findings = list(tables.findings)
    if not (findings or tables.gathered.findings or tables.series or asking.open):
        findings.append(error("no-figures"))
    made = finished(book, tables.gathered, findings)
    return Reading(series=tables.series, findings=made.findings)


def _tables(book: Book, findings: list[Finding]) -> list[tuple[Cube, Mapping[int, str]]]:
    by = notation.layout(book.text)
    if by is None:
        found = [_table(one, book) for one in seen(book)]
        return [(one, {}) for one in found if one is not None]
    told = px.read(book.text) if by is notation.PX else jsonstat.read(book.text)
    if isinstance(told, Finding):
        findings.append(told)
        return []
    return [told]


def _table(one: Sheet, book: Book) -> Cube | None:
    text = book.kind == "text"
    return flat.read(one, text=text) or (None if text else sheet.read(one))
