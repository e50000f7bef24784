"""A sheet of native charts, each with its numbers in the cells beside it.

Refuses a chart of numbers that are not on the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi.reports.plain import plain
from kpi.reports.sheets import ACTUAL, COMPARISON, INK, Book, Shown, tall
from kpi.view.report_parts import SlideChart

# In letters, rows and pixels: a row is 20 pixels high.
_NAMES, _NUMBERS, _CHART_AT = 36, 20, 4
_FEWEST, _ROW, _WIDE, _BAR, _AROUND = 12, 20, 640, 34, 120
# Percent: a chart and its numbers are as wide as a page that lies.
_SCALE = 68
_FONT = {"name": "Arial", "size": 11, "color": INK}


def write(book: Book, name: str, charts: Sequence[tuple[str, SlideChart]]) -> None:
    """Write the sheet.

    Args:
        book: the workbook under way.
        name: of the sheet.
        charts: each with the message that is its title.
    """
    sheet = book.sheet(name)
    sheet.set_column(0, 0, _NAMES)
    sheet.set_column(1, 2, _NUMBERS)
    begin = [0]
    for title, told in charts:
        begin.append(_chart(book, sheet, begin[-1], title, told))
    sheet.set_print_scale(_SCALE)
    sheet.set_h_pagebreaks(begin[1:-1])


def _chart(book: Book, sheet: Any, row: int, title: str, told: SlideChart) -> int:  # noqa: ANN401
    """Write one chart and its numbers; give the row where the next one begins."""
    sheet.write_string(row, 0, plain(title), book.look(bold=True, text_wrap=True))
    tall(sheet, row, (title,), (_NAMES,), bold=True)
    head = book.head(numbers=True)
    sheet.write_blank(row + 1, 0, None, head)
    names = (told.name, told.second_name)
    tall(sheet, row + 1, names, (_NUMBERS, _NUMBERS), bold=True)
    first, last = row + 2, row + 1 + len(told.categories)
    for number, category in enumerate(told.categories, first):
        book.write(sheet, number, 0, category)
    made = book.book.add_chart({"type": "bar"})
    series = [(told.name, told.values, ACTUAL), (told.second_name, told.second, COMPARISON)]
    for column, (called, values, colour) in enumerate(series, 1):
        if not values:
            continue
        sheet.write_string(row + 1, column, plain(called), head)
        for number, value in enumerate(values, first):
            book.write(sheet, number, column, Shown(value, told.number_format))
        made.add_series(
            {
                "name": [sheet.name, row + 1, column],
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 45,
                "data_labels": {"value": True, "num_format": told.number_format, "font": _FONT},
            }
        )
    high = _AROUND + _BAR * len(told.categories) * (2 if told.second else 1)
    _dress(made, title, told, high)
    sheet.insert_chart(row + 1, _CHART_AT, made, {"description": plain(told.alt)})
    return row + 2 + max(_FEWEST, len(told.categories), high // _ROW + 1)


def _dress(made: Any, title: str, told: SlideChart, high: int) -> None:  # noqa: ANN401
    """Put the first category on top, zero at the left end, and a legend where there are two."""
    made.set_title({"name": "", "name_font": {**_FONT, "size": 13}})
    # Handed over as a name, a title like "Luvut!A1" would become a reference to that cell.
    made.title.name = plain(title)
    made.set_legend({"position": "bottom", "font": _FONT} if told.second else {"none": True})
    made.set_y_axis(
        {
            "reverse": True,
            "num_font": _FONT,
            "line": {"color": COMPARISON},
            "major_tick_mark": "none",
        }
    )
    lowest = {"min": 0} if min((*told.values, *told.second), default=0) >= 0 else {}
    made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, **lowest})
    made.set_size({"width": _WIDE, "height": high})
