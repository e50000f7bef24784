"""Google Analytics 4: the reports' CSV export, explorations, and both saved anew as a workbook.

Refuses to go by the words of the comments, which are translated. A table without the comments is
known by its dates and by headings that are the tool's own.
"""

from __future__ import annotations

from itertools import chain

from kpi.readers import exports
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Sheet
from kpi.readers.exports import folded, said
from kpi.readers.ga4.blocks import Block, Comments, blocks, comment
from kpi.readers.ga4.tables import tables
from kpi.readers.ga4.times import day, written_day
from kpi.readers.ga4.words import telling
from kpi.readers.gathered import finished
from kpi.readers.reading import Reading

REPORT, EXPLORATION = "ga4-report", "ga4-exploration"
_COMMENTS_WITHIN, _ROWS_LOOKED_AT = 30, 200


def recognise(book: Book) -> str:
    """Give ``ga4-report`` or ``ga4-exploration``, empty for another file."""
    for sheet in exports.seen(book):
        found = _commented(sheet) or (REPORT if _bare(sheet) else "")
        if found:
            return found
    return ""


def read(book: Book, asking: Asking) -> Reading:
    """Read every table of every sheet that a person sees."""
    found = chain.from_iterable(blocks(sheet) for sheet in exports.seen(book))
    made = tables(found, asking)
    return finished(book, made.gathered, made.findings)


def _commented(sheet: Sheet) -> str:
    """Know an export by the dates in its comments."""
    comments = Comments()
    for row in sheet.rows[:_COMMENTS_WITHIN]:
        text = comment(row)
        if text is not None:
            comments.take(text)
    if comments.exploration:
        return EXPLORATION
    return REPORT if comments.dated else ""


def _bare(sheet: Sheet) -> bool:
    """Know a table without comments: its days, and headings that are the tool's own."""
    return any(map(_is_ours, blocks(sheet._replace(rows=sheet.rows[:_ROWS_LOOKED_AT]))))


def _is_ours(block: Block) -> bool:
    heads = block.sheet.rows[block.head]
    own = sum(telling(folded(raw)) for raw in heads)
    return own > 0 and any(_column_of_days(block, across, own) for across in range(len(heads)))


def _column_of_days(block: Block, across: int, own: int) -> bool:
    """Know 20250110 by itself; date cells, which anyone may have, by two headings of the tool."""
    told = [raw for down in block.rows if (raw := said(block.sheet.rows[down], across)) != ""]
    if not told or all(written_day(raw) for raw in told):
        return bool(told)
    dates = [day(raw) for raw in told]
    # The first of each month is how others write months.
    return own > 1 and all(dates) and any(date.day > 1 for date in dates if date)
