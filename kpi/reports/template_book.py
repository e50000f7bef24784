"""The template's rows as a workbook: cells to fill in, cells that are locked, and a guide.

Refuses to lock what must be typed and to let a text become a formula. Made twice from the same
rows it is the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import xlsxwriter

from kpi.catalogue import Catalogue
from kpi.i18n import Language
from kpi.i18n import language as speak
from kpi.readers.columns import (
    FIGURES_SHEET,
    GUIDE_SHEET,
    HEADINGS,
    STATUSES,
    TEMPLATE_VERSION,
    VERSION_MARK,
)
from kpi.reports import plan_book
from kpi.reports.plan_book import SIZE, PlanSheet, height

# A workbook states when it was made; a fixed day keeps the bytes the same every time.
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# From left to right; what helps to fill a cell in stands beside it.
_COLUMNS = (
    "indicator", "name", "area", "goal", "period", "last_value", "last_period", "expected",
    "value", "unit", "base_value", "base_period", "status", "stands_at", "remark",
)  # fmt: skip
_WIDTHS = {
    "indicator": 42, "name": 38, "area": 26, "goal": 9, "period": 13, "last_value": 13,
    "last_period": 13, "expected": 36, "status": 20, "stands_at": 22, "remark": 34,
}  # fmt: skip
_TO_FILL = ("value", "base_value", "base_period", "status", "stands_at", "remark")
# Kept as text, so that a spreadsheet makes no date of 1-6 and no formula of a remark.
_TEXTS = ("base_period", "stands_at", "remark")
_EARLIER = ("last_value", "last_period", "expected")
_GUIDE_LINES, _GUIDE_WIDTH, _GUIDE_SIZE = 12, 90, 12
_WIDTH, _A4 = 16, 9
# Inches: what is printed is as large as the paper allows.
_MARGIN = 0.4
# What a value cell accepts; what it says when it does not is a message of the same name.
_ALLOWED: Mapping[str, dict[str, Any]] = {
    "whole": {"validate": "integer", "criteria": ">=", "value": 0},
    "positive": {"validate": "decimal", "criteria": ">=", "value": 0},
    "share": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100},
    "amount": {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15},
}


class Line(NamedTuple):
    """One row of the template: what stands in its columns, and what its value cell accepts."""

    cells: Mapping[str, str | Decimal]
    accepts: str


def book(
    catalogue: Catalogue,
    lines: Sequence[Line],
    language: str,
    plan: Sequence[PlanSheet] = (),
) -> bytes:
    """Write the rows, the plan's sheets and the guide as a workbook that the reader recognises."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _OPTIONS)
    say = speak(language)
    owner = catalogue.organisation.name.in_language(language)
    workbook.set_properties(
        {"title": say.text("template.title", name=owner), "author": owner, "created": _MADE}
    )
    sheet = workbook.add_worksheet(FIGURES_SHEET.in_language(language))
    _figures(workbook, sheet, lines, say)
    for one in plan:
        plan_book.write(workbook, one, _formats(workbook), say)
    _guide(workbook, workbook.add_worksheet(GUIDE_SHEET.in_language(language)), say, owner)
    workbook.close()
    return buffer.getvalue()


def _figures(workbook: Any, sheet: Any, lines: Sequence[Line], say: Language) -> None:  # noqa: ANN401
    formats = _formats(workbook)
    for column, field in enumerate(_COLUMNS):
        names = HEADINGS[field]
        sheet.set_column(column, column, _WIDTHS.get(field, _WIDTH))
        head = formats["head_fill" if field in _TO_FILL else "head"]
        sheet.write_string(0, column, names.in_language(say.code), head)
        for row, one in enumerate(lines, 1):
            value = one.cells.get(field, "")
            _write(sheet, row, column, value, formats[_dress(field, value)])
    titles = {field: names.in_language(say.code) for field, names in HEADINGS.items()}
    for row, cells in enumerate((titles, *(one.cells for one in lines))):
        told = [height(str(v), _WIDTHS.get(f, _WIDTH), SIZE) for f, v in cells.items()]
        sheet.set_row(row, max(told))
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    # The identifier is for the reader of the file, not for the reader of the paper.
    sheet.print_area(0, 1, len(lines), len(_COLUMNS) - 1)
    # No password: protection is there so that a figure lands in its cell, not to keep anyone out.
    sheet.protect("", {"format_columns": True, "format_rows": True})
    _rules(sheet, lines, say)


def _dress(field: str, value: str | Decimal) -> str:
    if field in _TO_FILL:
        return "fill_text" if field in _TEXTS else "fill"
    if field in _EARLIER:
        if isinstance(value, str) and value:
            return "earlier_text"
        whole = isinstance(value, Decimal) and value == value.to_integral_value()
        return "earlier_whole" if whole else "earlier"
    return "fixed"


def _write(sheet: Any, row: int, column: int, value: str | Decimal, dress: Any) -> None:  # noqa: ANN401
    if isinstance(value, Decimal):
        sheet.write_number(row, column, value, dress)
    elif value:
        sheet.write_string(row, column, value, dress)
    else:
        sheet.write_blank(row, column, None, dress)


def _formats(workbook: Any) -> dict[str, Any]:  # noqa: ANN401
    shared = {"text_wrap": True, "valign": "top", "font_size": 11}
    earlier = {"locked": True, "bg_color": "#E7EDF0", "font_color": "#3D4C54"}
    fill = {"locked": False, "border": 1, "border_color": "#74868F"}
    grouped = '[>=1000000]0"\u00a0"000"\u00a0"000;[>=1000]0"\u00a0"000;General'
    looks: dict[str, dict[str, Any]] = {
        "head": {"bold": True, "bg_color": "#E7EDF0", "font_color": "#0A1014", "bottom": 1},
        "head_fill": {"bold": True, "bg_color": "#0B5A7D", "font_color": "#FFFFFF", "bottom": 1},
        "fixed": {"locked": True},
        "earlier": earlier,
        "earlier_text": {**earlier, "align": "left", "indent": 1},
        "earlier_whole": {**earlier, "num_format": grouped},
        "fill": fill,
        "fill_text": {**fill, "num_format": "@"},
    }
    return {name: workbook.add_format({**shared, **look}) for name, look in looks.items()}


def _rules(sheet: Any, lines: Sequence[Line], say: Language) -> None:  # noqa: ANN401
    """Say in the reader's own words, at the cell, what it takes."""
    columns = {field: number for number, field in enumerate(_COLUMNS)}
    for name, allowed in _ALLOWED.items():
        rows = [row for row, one in enumerate(lines, 1) if one.accepts == name]
        for field in ("value", "base_value"):
            _rule(sheet, rows, columns[field], allowed, say, name)
    words = [names.in_language(say.code) for names in STATUSES.values()]
    rows = list(range(1, len(lines) + 1))
    _rule(sheet, rows, columns["status"], {"validate": "list", "source": words}, say, "status")


def _rule(
    sheet: Any,  # noqa: ANN401
    rows: Sequence[int],
    column: int,
    allowed: Mapping[str, Any],
    say: Language,
    about: str,
) -> None:
    if rows:
        said = {
            "error_title": say.text("template.error.title"),
            "error_message": say.text(f"template.error.{about}"),
        }
        others = [(row, column, row, column) for row in rows[1:]]
        sheet.data_validation(
            rows[0], column, rows[0], column, {**allowed, **said, "other_cells": others}
        )


def _guide(workbook: Any, sheet: Any, say: Language, owner: str) -> None:  # noqa: ANN401
    wrap = workbook.add_format({"text_wrap": True, "valign": "top", "font_size": _GUIDE_SIZE})
    strong = workbook.add_format({"bold": True, "font_size": 16})
    sheet.set_column(0, 0, _GUIDE_WIDTH)
    sheet.set_column(1, 1, 8)
    title = say.text("template.title", name=owner)
    sheet.write_string(0, 0, title, strong)
    sheet.set_row(0, height(title, _GUIDE_WIDTH, 16))
    for number in range(1, _GUIDE_LINES + 1):
        told = say.text(f"template.guide.{number}")
        sheet.write_string(number, 0, told, wrap)
        sheet.set_row(number, height(told, _GUIDE_WIDTH, _GUIDE_SIZE))
    last = _GUIDE_LINES + 2
    sheet.write_string(last, 0, VERSION_MARK.in_language(say.code), wrap)
    sheet.write_number(last, 1, TEMPLATE_VERSION, wrap)
    sheet.set_row(last, height("", _GUIDE_WIDTH, _GUIDE_SIZE))
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.protect("")
