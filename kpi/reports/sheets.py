"""A workbook under way: one table on a sheet, one kind of value in a cell, the same bytes.

Refuses to let a text become a formula, a link or a number, and to merge cells.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import xlsxwriter

from kpi.i18n import ZONE, language
from kpi.reports.fitting import lines
from kpi.reports.plain import plain
from kpi.view import office
from kpi.view.report_parts import Report

INK, ACTUAL, COMPARISON, TRACK = "#0A1014", "#0B5A7D", "#74868F", "#E7EDF0"
_FONT, _SIZE, _A4, _MARGIN = "Arial", 11, 9, 0.4
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": _FONT, "font_size": _SIZE},
    # Pixels of a column in those letters; places of charts are counted with it.
    "default_column_width": 72,
}
# An English date that no American reads backwards; a Finnish one as Finns write it.
_DATES = {"fi": 'd"."m"."yyyy'}
_ISO, _CLOCK = "yyyy-mm-dd", " hh:mm"
_LABELS, _TEXTS = 30, 110
# Excel takes no longer line at the foot of a page.
_FOOT_MOST = 255
# A letter of a column in points; the button beside a heading in letters; the height of a line.
_LETTER, _INDENT, _BUTTON, _LINE = 6, 1.5, 2, 1.3
_LEFT = {"align": "left", "indent": 1}
_STYLE = "Table Style Light 1"


class Shown(NamedTuple):
    """A number with its own format."""

    value: Decimal
    form: str


class Share(NamedTuple):
    """A fraction that is read as percent; ``signed`` for a change."""

    value: Decimal
    signed: bool = False


class Head(NamedTuple):
    """A column: its heading, and its width in letters."""

    text: str
    wide: float


Cell = str | Decimal | dt.date | dt.datetime | Shown | Share | None


def _numbers(cells: Iterable[Cell]) -> bool:
    return any(isinstance(one, Decimal | Shown | Share) for one in cells)


def tall(
    sheet: Any,  # noqa: ANN401
    row: int,
    cells: Sequence[Cell],
    widths: Sequence[float],
    *,
    bold: bool = False,
) -> None:
    """Make a row as high as its texts need; not every program finds it out by itself."""
    most = max(
        (
            lines(one, _SIZE, (wide - _INDENT) * _LETTER, bold=bold)
            for one, wide in zip(cells, widths, strict=True)
            if isinstance(one, str)
        ),
        default=1,
    )
    if most > 1:
        sheet.set_row(row, most * _SIZE * _LINE)


class Book:
    """A workbook of one report. A class, because formats belong to a workbook and are few."""

    def __init__(self, report: Report) -> None:
        """Begin a workbook that says whose it is and when its data last changed."""
        self._report = report
        self._buffer = io.BytesIO()
        # The library empties the properties it is handed, so each workbook gets its own.
        self.book = xlsxwriter.Workbook(self._buffer, deepcopy(_OPTIONS))
        made_at = report.made_at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
        self.book.set_properties(
            {
                "title": plain(report.title),
                "author": plain(report.organisation),
                "comments": plain(" ".join(filter(None, (report.standing, report.banner)))),
                "created": made_at,
            }
        )
        self.look = cache(self._look)
        self._half = language(report.code).percent(Decimal("0.5"))
        self._date = _DATES.get(report.code, _ISO)

    def sheet(self, name: str) -> Any:  # noqa: ANN401
        """Begin a sheet that prints on A4 and says below which version it is."""
        made = self.book.add_worksheet(name)
        made.set_landscape()
        made.set_paper(_A4)
        made.set_margins(_MARGIN, _MARGIN, _MARGIN * 2, _MARGIN * 2)
        made.fit_to_pages(1, 0)
        report = self._report
        for put, text in (
            (made.set_header, report.banner),
            (made.set_footer, f"{report.footer} · {report.standing}"),
        ):
            line = f"&L{plain(text).replace('&', '&&')}"
            if text and len(line) <= _FOOT_MOST:
                put(line)
        return made

    def table(self, name: str, heads: Sequence[Head], rows: Sequence[Sequence[Cell]]) -> None:
        """Write one table from A1 on a sheet of its own; only its headings if it has no rows."""
        sheet = self.sheet(name)
        looks = [self.head(numbers=_numbers(row[at] for row in rows)) for at in range(len(heads))]
        for column, one in enumerate(heads):
            sheet.set_column(column, column, one.wide)
            sheet.write_string(0, column, plain(one.text), looks[column])
            for number, row in enumerate(rows, 1):
                self.write(sheet, number, column, row[column])
        widths = [one.wide for one in heads]
        tall(sheet, 0, [one.text for one in heads], [one - _BUTTON for one in widths], bold=True)
        for number, row in enumerate(rows, 1):
            tall(sheet, number, row, widths)
        if rows:
            columns = [
                {"header": plain(one.text), "header_format": look}
                for one, look in zip(heads, looks, strict=True)
            ]
            told = {"columns": columns, "style": _STYLE}
            sheet.add_table(0, 0, len(rows), len(heads) - 1, told)
            # A number of a goal is a text on purpose.
            whole = f"A1:{xlsxwriter.utility.xl_rowcol_to_cell(len(rows), len(heads) - 1)}"
            sheet.ignore_errors({"number_stored_as_text": whole})
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)

    def head(self, *, numbers: bool) -> Any:  # noqa: ANN401
        """Give the look of a heading, which stands where its values do, free of its button."""
        side = {"align": "right", "indent": _BUTTON} if numbers else _LEFT
        return self.look(bold=True, text_wrap=True, bg_color=TRACK, bottom=1, **side)

    def pairs(self, name: str, told: Sequence[tuple[str, str]]) -> None:
        """Write a sheet of words: what it is about on the left, what is said on the right."""
        sheet = self.sheet(name)
        sheet.set_column(0, 0, _LABELS)
        sheet.set_column(1, 1, _TEXTS)
        for row, (label, text) in enumerate(told):
            sheet.write_string(row, 0, plain(label), self.look(bold=True, text_wrap=True, **_LEFT))
            self.write(sheet, row, 1, text)
            tall(sheet, row, (label, text), (_LABELS, _TEXTS))

    def write(self, sheet: Any, row: int, column: int, value: Cell) -> None:  # noqa: ANN401
        """Write a cell as what it is: a text, a number, a day, an instant. Unknown is empty."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(row, column, plain(value), self.look(text_wrap=True, **_LEFT))
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, *self._dated(value))
        else:
            number, form = self._numbered(value)
            sheet.write_number(row, column, number, self.look(num_format=form))

    def packed(self) -> bytes:
        """End the workbook and give its bytes."""
        self.book.close()
        return self._buffer.getvalue()

    def _dated(self, value: dt.date) -> tuple[dt.date, Any]:
        if isinstance(value, dt.datetime):
            local = value.astimezone(ZONE).replace(tzinfo=None, microsecond=0)
            return local, self.look(num_format=self._date + _CLOCK, **_LEFT)
        return value, self.look(num_format=self._date, **_LEFT)

    def _numbered(self, value: Decimal | Shown | Share) -> tuple[Decimal, str]:
        if isinstance(value, Share):
            return value.value, office.fraction(self._half, signed=value.signed)
        if isinstance(value, Shown):
            return value.value, value.form
        return value, office.exact(value)

    def _look(self, **told: Any) -> Any:  # noqa: ANN401
        shared = {"font_name": _FONT, "font_size": _SIZE, "valign": "top", "font_color": INK}
        return self.book.add_format({**shared, **told})
