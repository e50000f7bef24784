"""The report as a workbook: exact numbers and real dates, one table from A1 on each data sheet.

Refuses text that becomes a formula, a link or a number, merged cells, and rounded values: only the
formats round, for the eye.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from kpi.reports import chart_sheet
from kpi.reports.sheets import Book, Cell, Head, Share, Shown
from kpi.view import office
from kpi.view.parts import Table
from kpi.view.report_parts import DataRow, Report

# Columns by their heading's message: how wide, and what of a row stands there.
_NARROW, _MIDDLE, _WIDE, _WIDEST = 13, 18, 36, 60

_Columns = Mapping[str, tuple[float, Callable[[DataRow], Cell]]]

_FIGURE: _Columns = {
    "name": (_WIDE, lambda row: row.name),
    "area": (_WIDE, lambda row: row.area),
    "period": (_NARROW, lambda row: row.period),
    "period-start": (_NARROW, lambda row: row.period_start),
    "period-end": (_NARROW, lambda row: row.period_end),
    "value": (_MIDDLE, lambda row: row.value),
    "unit": (_MIDDLE, lambda row: row.unit),
    "status": (_MIDDLE, lambda row: row.status),
    "file": (_WIDE, lambda row: row.file),
    "cell": (_MIDDLE, lambda row: row.cell),
    "published-at": (_MIDDLE, lambda row: row.published_at),
    "published-by": (_MIDDLE, lambda row: row.published_by),
    "upload": (_MIDDLE, lambda row: row.upload),
    "id": (_WIDE, lambda row: row.indicator),
}
_COMPARED: _Columns = {
    "name": (_WIDE, lambda row: row.name),
    "value": (_MIDDLE, lambda row: row.value),
    "unit": (_MIDDLE, lambda row: row.unit),
    "verdict": (_WIDE, lambda row: row.verdict),
    "base-period": (_MIDDLE, lambda row: row.base_period),
    "base-value": (_MIDDLE, lambda row: row.base_value),
    "difference": (_MIDDLE, lambda row: _change(row.difference)),
    "ratio": (_MIDDLE, lambda row: _ratio(row)),
    "reason": (_WIDE, lambda row: row.reason),
    "id": (_WIDE, lambda row: row.indicator),
}


def xlsx(report: Report) -> bytes:
    """Write the workbook. The same report gives the same bytes."""
    book = Book(report)
    said = {
        name.removeprefix("xlsx."): text
        for name, text in report.headings.items()
        if name.startswith("xlsx.")
    }
    figures = dict(_FIGURE)
    if report.banner:
        # On every row: one that is copied elsewhere takes the warning along.
        figures["remark"] = (len(report.banner) * 1.2, lambda _: report.banner)
    for sheet, columns in (("data", figures), ("comparisons", _COMPARED)):
        heads = [Head(said[one], wide) for one, (wide, _) in columns.items()]
        rows = [[give(row) for _, give in columns.values()] for row in report.data]
        book.table(said[sheet], heads, rows)
    counted = [
        [one.name, *(Decimal(n) for n in one.counts), *(_percent(rate) for rate in one.rates)]
        for one in report.counts
    ]
    heads = [
        Head(text, _MIDDLE if at else _WIDEST) for at, text in enumerate(report.completion.columns)
    ]
    book.table(said["completion"], heads, counted)
    for sheet, told in (("coverage", report.coverage), ("definitions", report.definitions)):
        book.table(said[sheet], _as_wide_as_told(told), [list(row) for row in told.rows])
    charts = [(one.title, one.chart) for one in report.slides if one.chart is not None]
    chart_sheet.write(book, said["charts"], charts)
    book.pairs(said["about"], list(_about(report, said)))
    return book.packed()


def _change(value: Decimal | None) -> Cell:
    return None if value is None else Shown(value, office.exact(value, signed=True))


def _percent(value: Decimal | None) -> Cell:
    return None if value is None else Share(value)


def _ratio(row: DataRow) -> Cell:
    """Sign a change; the share of a year is none, and has no difference beside it."""
    return None if row.ratio is None else Share(row.ratio, signed=row.difference is not None)


def _as_wide_as_told(told: Table) -> list[Head]:
    """Give a table's columns the width of their longest text, within reason."""
    columns = zip(told.columns, *told.rows, strict=True)
    return [Head(one[0], min(_WIDEST, max(_NARROW, *map(len, one)))) for one in columns]


def _about(report: Report, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Say what report this is, whether it is approved, and what does not agree in it."""
    yield said["title"], report.title
    yield said["organisation"], report.organisation
    yield said["dates"], report.dates
    yield said["standing"], report.standing
    yield said["version"], report.version
    if report.banner:
        yield said["banner"], report.banner
    yield said["formula"], report.formula
    yield said["coverage"], report.coverage_line
    for one in report.checks or (report.headings["no-checks"],):
        yield report.checks_title, one
