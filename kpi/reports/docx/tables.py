"""The document's tables: a header row that is repeated, columns as wide as their words ask for.

Refuses a table without a name, and a column that the page would cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi.reports.docx.blocks import Element, element, paragraph
from kpi.view.parts import Table

# Twentieths of a point: what is between the margins, the air beside a cell's text, and how wide the
# letters of a bold line of 10 points are, rather too wide than too narrow.
ROOM = 15138
_AIR = 200
_LETTER, _CAPITAL = 116, 146
_OTHERS = dict.fromkeys("fijlrt.,:;!|'()/- \u00a0", 68) | dict.fromkeys("mwMW%", 180)
# A row of at most so many lines stays on one page, of which it is two thirds; a higher one would
# leave too much of the page empty.
_HIGH = 26
# A table of at most so many rows stays together.
_FEW = 12


def table(shown: Table) -> Element:
    """Write a table of ready texts; one of few rows stays on one page."""
    few = len(shown.rows) <= _FEW
    last = len(shown.rows)
    rows = [
        row(
            (
                [paragraph("TableNumber" if right else "TableText", text, keep=few and at < last)]
                for text, right in zip(cells, shown.numeric, strict=True)
            ),
            split=False,
        )
        for at, cells in enumerate(shown.rows, start=1)
    ]
    return grid(shown.caption, shown.columns, rows, widths(shown), shown.numeric)


def grid(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Element],
    wide: Sequence[int],
    numeric: Sequence[bool] = (),
) -> Element:
    """Put rows under a header row. The caption is also what a screen reader says of the table."""
    right = numeric or [False] * len(columns)
    styles = ("TableHeadingNumber" if one else "TableHeading" for one in right)
    head = row(
        ([paragraph(style, text)] for style, text in zip(styles, columns, strict=True)),
        split=False,
    )
    head.trPr.append(element("tblHeader"))
    for cell in head.tc_lst:
        shade = element("shd", val="clear", color="auto", fill="0B5A7D")
        cell.get_or_add_tcPr().append(shade)
    dress = element(
        "tblPr",
        element("tblStyle", val="ReportTable"),
        element("tblW", w=str(sum(wide)), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0"),
        element("tblCaption", val=caption),
        element("tblDescription", val=caption),
    )
    made = element("tbl", dress, element("tblGrid", *(element("gridCol", w=str(w)) for w in wide)))
    for one in (head, *rows):
        for cell, width in zip(one.tc_lst, wide, strict=True):
            cell.get_or_add_tcPr().insert(0, element("tcW", w=str(width), type="dxa"))
        made.append(one)
    return made


def row(cells: Iterable[Sequence[Element]], *, split: bool) -> Element:
    """Make a row of cells, each of at least one paragraph; ``split`` lets it go over a page."""
    dress = element("trPr")
    if not split:
        dress.append(element("cantSplit"))
    return element("tr", dress, *(element("tc", *paragraphs) for paragraphs in cells))


def is_long(columns: Iterable[tuple[Sequence[str], int]]) -> bool:
    """Tell whether a row is so high that it had better go over to the next page."""
    return any(_lines(texts, width) > _HIGH for texts, width in columns)


def widths(shown: Table) -> list[int]:
    """Give the columns' widths: no wider than their texts, no narrower than their longest word."""
    columns = list(zip(shown.columns, *shown.rows, strict=True))
    needed = [
        _AIR + max(_length(word) for text in one for word in text.split(" ")) for one in columns
    ]
    wished = [_AIR + max(_length(text) for text in one) for one in columns]
    spare, asked = ROOM - sum(needed), sum(wished) - sum(needed)
    if asked <= spare:
        return wished
    if spare < 0:
        return [ROOM * one // sum(needed) for one in needed]
    pairs = zip(needed, wished, strict=True)
    return [least + spare * (most - least) // asked for least, most in pairs]


def _lines(texts: Iterable[str], width: int) -> int:
    """Guess how many lines paragraphs take in a column, rather too many than too few."""
    return sum(1 + _length(one) // (width - _AIR) for one in texts)


def _length(text: str) -> int:
    return sum(_OTHERS.get(one, _CAPITAL if one.isupper() else _LETTER) for one in text)
