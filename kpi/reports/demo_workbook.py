"""A workbook of invented figures, in the form that the template's reader knows.

Refuses to look like a real one: it says that it is invented above the figures, on the second
sheet, in its title and in the status and remark of every row. Same rows, same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter

from kpi.i18n import Language
from kpi.model import ObsStatus
from kpi.readers.columns import (
    FIGURES_SHEET,
    GUIDE_SHEET,
    HEADINGS,
    STATUSES,
    TEMPLATE_VERSION,
    VERSION_MARK,
)
from kpi.reports.template import Line

# A workbook states when it was made; a fixed day keeps the bytes the same every time.
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_WIDTHS = {"name": 46, "area": 30, "period": 12, "value": 16, "unit": 16, "remark": 40}
_PRINTED = ("indicator", "name", "area", "period", "value", "unit", "status", "remark")


def demo_workbook(lines: Sequence[Line], language: Language) -> bytes:
    """Write the figures of one file.

    Args:
        lines: rows of the template with their values filled in, in the order of the file; status
            and remark are written over.
        language: of headings and sentences.

    Returns:
        An xlsx that the reader of the template accepts.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    notice = language.text("demo.notice")
    book.set_properties({"title": notice, "created": _MADE})
    strong = book.add_format({"bold": True})
    warning = book.add_format({"bold": True, "font_color": "#A3201A"})
    sheet = book.add_worksheet(FIGURES_SHEET.in_language(language.code))
    sheet.write_string(0, 0, notice, warning)
    for column, field in enumerate(_PRINTED):
        sheet.set_column(column, column, _WIDTHS.get(field, 14))
        sheet.write_string(2, column, HEADINGS[field].in_language(language.code), strong)
    marked = {
        "status": STATUSES[ObsStatus.ESTIMATE].in_language(language.code),
        "remark": language.text("demo.remark"),
    }
    for number, line in enumerate(lines, 3):
        cells = {**line.cells, **marked}
        for column, field in enumerate(_PRINTED):
            value = cells[field]
            if isinstance(value, Decimal):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, value)
    sheet.freeze_panes(3, 2)
    guide = book.add_worksheet(GUIDE_SHEET.in_language(language.code))
    guide.write_string(0, 0, notice, warning)
    guide.write_string(2, 0, VERSION_MARK.in_language(language.code))
    guide.write_number(2, 1, TEMPLATE_VERSION)
    book.close()
    return buffer.getvalue()
