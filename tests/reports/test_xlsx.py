"""The workbook read back: exact numbers, real dates, texts that stay texts, native charts."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from kpi.i18n import CODES
from kpi.reports.xlsx import xlsx
from kpi.view import office
from kpi.view.report_parts import Report
from tests.reports.made import LEFT, TRICKS, example, nothing, town, tricky

EVERY = [(make, code) for make in (example, town, nothing) for code in CODES]
SHEETS = ("data", "comparisons", "completion", "coverage", "definitions", "charts", "about")
SPACE, MINUS = "\u00a0", "\u2212"


def read(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx(report)))


def rows(book: Any, report: Report, sheet: str) -> list[list[Any]]:
    found = book[report.headings[f"xlsx.{sheet}"]]
    return [list(row) for row in found.iter_rows(values_only=True)]


def part(report: Report, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(xlsx(report))).read(name).decode()


def number(value: Decimal | None) -> float | None:
    """Give a number as Excel keeps it: 15 digits and a little."""
    return None if value is None else pytest.approx(float(value), rel=1e-15)


def local(value: dt.datetime | None) -> dt.datetime | None:
    if value is None:
        return None
    return value.astimezone(ZoneInfo("Europe/Helsinki")).replace(tzinfo=None, microsecond=0)


@pytest.mark.parametrize(("make", "code"), EVERY)
def test_the_data_sheet_has_every_figure_with_its_source(
    make: Callable[[str], Report], code: str
) -> None:
    report = make(code)
    book = read(report)
    assert book.sheetnames == [report.headings[f"xlsx.{one}"] for one in SHEETS]
    head, *found = rows(book, report, "data")
    assert len(set(head)) == len(head) and None not in head
    day = dt.time()
    wanted = [
        [
            one.name, one.area, one.period,
            dt.datetime.combine(one.period_start, day), dt.datetime.combine(one.period_end, day),
            number(one.value), one.unit or None, one.status, one.file, one.cell or None,
            local(one.published_at), one.published_by, one.upload, one.indicator,
            *([report.banner] if report.banner else []),
        ]
        for one in report.data
    ]  # fmt: skip
    assert found == wanted


@pytest.mark.parametrize(("make", "code"), EVERY)
def test_the_comparisons_have_their_verdict_in_words(
    make: Callable[[str], Report], code: str
) -> None:
    report = make(code)
    _, *found = rows(read(report), report, "comparisons")
    assert found == [
        [
            one.name, number(one.value), one.unit or None, one.verdict, one.base_period or None,
            number(one.base_value), number(one.difference), number(one.ratio),
            one.reason or None, one.indicator,
        ]
        for one in report.data
    ]  # fmt: skip


@pytest.mark.parametrize(("make", "code"), EVERY)
def test_completion_is_numbers_and_lists_are_words(
    make: Callable[[str], Report], code: str
) -> None:
    report = make(code)
    book = read(report)
    head, *found = rows(book, report, "completion")
    assert tuple(head) == report.completion.columns
    wanted = [[one.name, *one.counts, *map(number, one.rates)] for one in report.counts]
    assert found == wanted
    for sheet, table in (("coverage", report.coverage), ("definitions", report.definitions)):
        head, *found = rows(book, report, sheet)
        assert tuple(head) == table.columns
        assert [[one or "" for one in row] for row in found] == [list(row) for row in table.rows]


@pytest.mark.parametrize(("make", "code"), EVERY)
def test_each_chart_stands_beside_its_numbers(make: Callable[[str], Report], code: str) -> None:
    report = make(code)
    book = read(report)
    sheet = book[report.headings["xlsx.charts"]]
    told = [(one.title, one.chart) for one in report.slides if one.chart is not None]
    assert len(sheet._charts) == len(told)
    found = [list(row) for row in sheet.iter_rows(values_only=True, max_col=3)]
    for title, chart in told:
        at = next(n for n, row in enumerate(found) if row[0] == title)
        assert found[at + 1] == [None, chart.name, chart.second_name or None]
        seconds = chart.second or (None,) * len(chart.values)
        assert found[at + 2 : at + 2 + len(chart.values)] == [
            [one, number(first), number(second)]
            for one, first, second in zip(chart.categories, chart.values, seconds, strict=True)
        ]
    cells = [one for row in found for one in row if isinstance(one, int | float)]
    assert len(cells) == sum(len(one.values) + len(one.second) for _, one in told), "no other"
    drawn = part(report, "xl/drawings/drawing1.xml") if told else ""
    for _, chart in told:
        assert 'descr="' in drawn and chart.categories[0].replace("&", "&amp;") in drawn


def test_the_numbers_of_the_worked_example_look_finnish_on_any_computer() -> None:
    report = example()
    sheet = read(report)[report.headings["xlsx.data"]]
    by_name = {row[-2].value: row for row in sheet.iter_rows(min_row=2)}
    value = by_name["project_portfolio_value"][5]
    assert (value.value, value.number_format) == (
        2448113,
        f'[>=1000000]#"{SPACE}"000"{SPACE}"000;[>=1000]#"{SPACE}"000;0',
    )
    assert by_name["headcount"][3].number_format == 'd"."m"."yyyy'
    compared = read(report)[report.headings["xlsx.comparisons"]]
    staff = next(row for row in compared.iter_rows() if row[-1].value == "headcount")
    assert (staff[6].value, staff[6].number_format) == (-7, f'"+"0;"{MINUS}"0;0')
    assert staff[7].number_format == f'"+"0.0"{SPACE}"%;"{MINUS}"0.0"{SPACE}"%;0"{SPACE}"%'


def test_an_english_workbook_writes_days_that_nobody_reads_backwards() -> None:
    sheet = read(example("en"))[example("en").headings["xlsx.data"]]
    assert sheet["D2"].number_format == "yyyy-mm-dd"
    assert sheet["K2"].number_format == "yyyy-mm-dd hh:mm"


@pytest.mark.parametrize(("make", "code"), EVERY)
def test_sheets_are_tables_from_the_first_cell(make: Callable[[str], Report], code: str) -> None:
    report = make(code)
    book = read(report)
    for name in SHEETS[:5]:
        sheet = book[report.headings[f"xlsx.{name}"]]
        assert not sheet.merged_cells.ranges and sheet.freeze_panes == "B2"
        refs = [one.ref for one in sheet.tables.values()]
        filled = sheet.max_row > 1
        assert refs == ([f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"] * filled)
        assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize("make", [example, tricky])
def test_no_cell_is_a_formula_and_every_text_survives(make: Callable[[], Report]) -> None:
    report = make()
    inside = zipfile.ZipFile(io.BytesIO(xlsx(report)))
    sheets = [one for one in inside.namelist() if re.match(r"xl/worksheets/sheet\d", one)]
    assert not [one for one in sheets if b"<f>" in inside.read(one)]
    assert not [one for one in sheets if b"<hyperlink" in inside.read(one)]
    assert {cell.data_type for sheet in read(report) for row in sheet for cell in row} <= {
        "s", "n", "d",
    }  # fmt: skip


def test_names_that_look_like_formulas_stay_letter_for_letter() -> None:
    report = tricky()
    book = read(report)
    want = [*TRICKS, LEFT]
    _, *data = rows(book, report, "data")
    for column in (0, 1, 6, 8, 9, 13):
        assert [row[column] for row in data] == want
    _, *coverage = rows(book, report, "coverage")
    assert [row[0] for row in coverage] == want
    charts = [row[0] for row in rows(book, report, "charts")]
    assert charts[:13] == ["=slide" + LEFT, None, *want]
    assert [row[1] for row in rows(book, report, "about") if str(row[1]).startswith("=")] == [
        "=title" + LEFT,
        "=check",
    ]


@pytest.mark.parametrize("code", CODES)
def test_what_the_report_is_stands_on_a_sheet_and_under_every_page(code: str) -> None:
    report = example(code)
    book = read(report)
    said = [row[1] for row in rows(book, report, "about")]
    assert {
        report.title, report.organisation, report.dates, report.standing, report.version,
        report.banner, report.formula, report.coverage_line, *report.checks,
    } == set(said)  # fmt: skip
    for sheet in book:
        assert report.footer in sheet.oddFooter.left.text
        assert report.banner in sheet.oddHeader.left.text
    assert (
        rows(read(nothing(code)), nothing(code), "about")[-1][1]
        == (nothing(code).headings["no-checks"])
    )


def test_a_line_that_excel_would_refuse_is_left_out_of_the_margin() -> None:
    report = replace(example(), banner="", footer="a & b")
    sheet = read(report).worksheets[0]
    assert sheet.oddHeader.left.text is None and "a && b" in sheet.oddFooter.left.text
    long = read(replace(report, footer="x" * 300)).worksheets[0]
    assert long.oddFooter.left.text is None


def test_the_same_report_gives_the_same_bytes() -> None:
    first = xlsx(example())
    time.sleep(2.1)
    assert xlsx(example()) == first
    created = read(example()).properties.created
    assert created == example().made_at.replace(tzinfo=None, microsecond=0)


def test_a_chart_with_a_negative_number_begins_left_of_zero() -> None:
    slide = example().slides[1]
    assert slide.chart is not None
    chart = replace(slide.chart, values=tuple(-one for one in slide.chart.values))
    report = replace(example(), slides=(replace(slide, chart=chart),))
    assert '<c:min val="0"/>' not in part(report, "xl/charts/chart1.xml")
    assert '<c:min val="0"/>' in part(example(), "xl/charts/chart1.xml")


@pytest.mark.parametrize(
    ("value", "signed", "form"),
    [
        ("5", False, f'[>=1000000]#"{SPACE}"000"{SPACE}"000;[>=1000]#"{SPACE}"000;0'),
        ("13.30", False, f'[>=1000000]#"{SPACE}"000"{SPACE}"000.0;[>=1000]#"{SPACE}"000.0;0.0'),
        ("43.979", False, f'[>=1000000]#"{SPACE}"000"{SPACE}"000.00;[>=1000]#"{SPACE}"000.00;0.00'),
        ("-1234", False, f'#"{SPACE}"000;"{MINUS}"#"{SPACE}"000;0'),
        ("12345678901", False, '#{0}000{0}000{0}000;"\u2212"#{0}000{0}000{0}000;0'),
        ("40", True, f'"+"0;"{MINUS}"0;0'),
        ("0.25", True, f'"+"0.00;"{MINUS}"0.00;0'),
    ],
)
def test_formats_group_with_a_space_that_does_not_break(
    value: str, signed: bool, form: str
) -> None:
    assert office.exact(Decimal(value), signed=signed) == form.format(f'"{SPACE}"')


def test_formats_of_money_and_percent_stand_as_their_language_writes_them() -> None:
    assert office.around("€0").endswith(';"€"0')
    assert office.around(f"0,00{SPACE}€").endswith(f';0"{SPACE}€"')
    amounts = (Decimal(3), Decimal(-2000))
    shape = f'#"{SPACE}"##0"{SPACE}€"'
    assert office.around(f"0{SPACE}€", amounts) == f'{shape};"{MINUS}"{shape}'
    assert office.fraction("50%") == f'0.0%;"{MINUS}"0.0%;0%'
