"""Sheets with figures that a tool's reader did not look at: somebody put several files together.

Refuses to leave them out without a word. A file is read as one tool's; what stands on the other
sheets belongs into files of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.errors import Finding, warning
from kpi.readers import personal
from kpi.readers.cells import Book, Sheet, place
from kpi.readers.exports import filled, seen
from kpi.readers.linkedin.shapes import is_breakdown
from kpi.readers.numbers import clip
from kpi.readers.reading import Reading

# These say themselves what of a workbook they do not read.
_TELL = ("workbook", "table", "meta-")
_LINKEDIN = "linkedin-"
_LEAST_ROWS = 2


def not_read(book: Book, form: str, made: Reading) -> tuple[Finding, ...]:
    """Name the sheets that nobody read, in one warning.

    Args:
        book: the file.
        form: what it was read as.
        made: what was made of it.
    """
    if len(seen(book)) < 2 or form.startswith(_TELL):
        return ()
    looked_at = set(_places(made))
    left = [
        sheet
        for sheet in seen(book)
        if sheet.name not in looked_at and _has_figures(sheet)
        if not (form.startswith(_LINKEDIN) and is_breakdown(sheet))
    ]
    if not left:
        return ()
    names = clip(", ".join(clip(one.name) for one in left))
    where = place(left[0].name, "A", left[0].row)
    return (warning("other-sheets-not-read", where, found=names),)


def _places(made: Reading) -> Iterator[str]:
    """Give the sheets that anything was read from or said of."""
    cells = [one.cell for one in made.findings]
    for one in made.series:
        cells += [one.cell, *(told.cell for told in one.figures)]
    yield from (cell.rpartition("!")[0] for cell in cells)
    yield from (table.sheet for table in made.tables)


def _has_figures(sheet: Sheet) -> bool:
    rows = [row for row in sheet.rows if filled(row)]
    return len(rows) >= _LEAST_ROWS and any(
        raw != "" and personal.is_number(raw) for row in rows for raw in row
    )
