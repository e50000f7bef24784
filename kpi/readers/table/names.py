"""What a figure of a table is called, from the headings over and beside it.

Refuses to call anything "Arvo" or "Kuukausi": what names no figure gives way to the table's title.
"""

from __future__ import annotations

from kpi.readers.table.axis import Axis, Entry, name_of
from kpi.readers.table.grid import Grid
from kpi.readers.table.headings import Heading
from kpi.readers.table.layout import Head, Layout
from kpi.readers.table.words import is_generic, is_note, is_unit

Named = tuple[tuple[str, ...], Head | None]
"""The names, outermost first, and the heading that is pointed at."""


def names_of(row: Entry, column: Entry, *, across: bool) -> Named:
    """Give the names of the figure where a row and a column meet.

    Args:
        row: its row.
        column: its column.
        across: whether the periods stand over the columns.
    """
    row_outer, row_inner = name_of(row)
    column_outer, column_inner = name_of(column)
    if across:
        names = (*column_outer, *row_outer, *row_inner, *column_inner)
    else:
        names = (*row_outer, *row_inner, *column_outer, *column_inner)
    pointed = row if across and (row_outer or row_inner) else column
    if not across and not (column_outer or column_inner):
        pointed = row
    return names, pointed.head


def title_of(table: Layout) -> Head | None:
    """Give the title, or the word in the corner, that names what the table is of."""
    for head in (*table.corner, *table.titles):
        text = head.heading.label
        if text and not is_generic(text) and not is_unit(text) and not is_note(head.heading.text):
            return head
    return None


def across(columns: Axis) -> bool:
    """Say whether the periods stand over the columns."""
    return columns.timed


def called(grid: Grid, head: Head | None) -> str:
    """Give a heading's cell; empty when there is no heading."""
    return grid.address(head.row, head.column) if head is not None else ""


def label_of(heading: Heading | None) -> str:
    """Give the words of a heading besides its time; empty when it is nothing but time."""
    return heading.label if heading is not None else ""
