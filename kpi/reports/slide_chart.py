"""A native chart of bars on a slide, with the workbook that opens when someone edits its data.

Refuses pictures of charts, and text that the workbook behind one would take for a formula.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.util import Pt

from kpi.reports.deck import ACTUAL, COMPARISON, FONT, INK
from kpi.reports.fitting import largest
from kpi.reports.plain import plain
from kpi.reports.slide_parts import Box, name
from kpi.view.report_parts import SlideChart

_LABELS, _LABEL_LINE, _LEGEND = (18, 16, 14, 12), 1.5, 14
# Points of the thickest bar, and the air between bars in percent of one; Office allows no more.
_THICKEST, _GAP, _MOST_GAP = 44, 45, 500
# How much wider the scale is than the longest bar: its label stands beyond its end.
_AIR = 1.25


def chart(slide: Any, told: SlideChart, box: Box, lang: str, made_at: dt.datetime) -> None:  # noqa: ANN401
    """Put a native chart of bars on a slide, the first category on top."""
    series = _series(told)
    data = CategoryChartData(number_format=told.number_format)
    data.categories = [plain(one) for one in told.categories]
    for called, values in series:
        data.add_series(called, values)
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.emu(), data)
    name(shape, told.name, told.alt)
    made = shape.chart
    made.part.chart_workbook.update_from_xlsx_blob(_numbers(told, made_at))
    made.has_title = False
    size = _label_size(len(told.categories) * len(series), box.high)
    made.font.name, made.font.size = FONT, Pt(size)
    made.font.color.rgb = RGBColor.from_string(INK)
    made.has_legend = len(series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        made.legend.font.size = Pt(_LEGEND)
    _axes(made, [value for _, values in series for value in values])
    _bars(made.plots[0], told.number_format, size)
    made.plots[0].gap_width = _gap(len(told.categories), len(series), box.high)
    for run in made._chartSpace.iter("{*}defRPr"):
        run.set("lang", lang)


def _gap(categories: int, series: int, high: float) -> int:
    """Give the air between bars in percent of one: more where few bars would be planks."""
    plank = high / categories / _THICKEST
    return int(min(_MOST_GAP, max(_GAP, (plank - series) * 100)))


def _label_size(bars: int, high: float) -> float:
    return largest(_LABELS, (bars * size * _LABEL_LINE <= high for size in _LABELS))


def _series(told: SlideChart) -> list[tuple[str, list[float]]]:
    found = [(plain(told.name), [float(one) for one in told.values])]
    if told.second:
        found.append((plain(told.second_name), [float(one) for one in told.second]))
    return found


def _axes(made: Any, values: list[float]) -> None:  # noqa: ANN401
    names, scale = made.category_axis, made.value_axis
    names.reverse_order = True
    names.has_major_gridlines = scale.has_major_gridlines = False
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = RGBColor.from_string(COMPARISON)
    # Beside the plot and not at the zero line, where a bar to the left would cover it.
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    scale.visible = False
    if min(values, default=0) >= 0:
        scale.minimum_scale = 0
    if max(values, default=0) > 0:
        scale.maximum_scale = max(values) * _AIR


def _bars(plot: Any, number_format: str, size: float) -> None:  # noqa: ANN401
    plot.overlap = -8
    for one, colour in zip(plot.series, (ACTUAL, COMPARISON), strict=False):
        one.invert_if_negative = False
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = RGBColor.from_string(colour)
        labels = one.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = number_format, False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size, labels.font.bold = Pt(size), colour == ACTUAL
        labels.font.color.rgb = RGBColor.from_string(INK)


def _numbers(told: SlideChart, made_at: dt.datetime) -> bytes:
    """Write the workbook behind a chart: what opens when someone edits its data.

    The chart's references are to its first sheet: names in column A, a series in each next one.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    moment = made_at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"created": moment})
    sheet = book.add_worksheet("Sheet1")
    shown = book.add_format({"num_format": told.number_format})
    for row, category in enumerate(told.categories, 1):
        sheet.write_string(row, 0, plain(category))
    pairs = ((told.name, told.values), (told.second_name, told.second))
    for column, (called, values) in enumerate(pairs, 1):
        if values:
            sheet.write_string(0, column, plain(called))
        for row, value in enumerate(values, 1):
            sheet.write_number(row, column, value, shown)
    sheet.set_column(0, 2, 30)
    book.close()
    return buffer.getvalue()
