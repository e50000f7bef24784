"""The workbook that staff fill in: what it asks, what it locks, and that it reads back."""

from __future__ import annotations

import io
import textwrap
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi.i18n import language
from kpi.periods import parse
from kpi.readers import read
from kpi.readers.columns import HEADINGS, STATUSES
from kpi.reports.template import book, line, template, written
from kpi.validate import validate
from tests.factories import TODAY, catalogue, part, row, workbook

S1 = parse("2025-S1")
PREVIOUS = {
    "members": (parse("2024-S2"), Decimal(1240)),
    "boat_share": (parse("2024-S2"), Decimal("13.3")),
    "result": (parse("2024-S2"), Decimal(-2448113)),
}


def opened(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def columns(sheet: Worksheet) -> dict[str, list[object]]:
    return {str(one[0].value): [cell.value for cell in one[1:]] for one in sheet.iter_cols()}


def lettered(sheet: Worksheet) -> dict[str, str]:
    """Give the letters of the columns by their fields."""
    fields = {name: field for field, names in HEADINGS.items() for name in (names.fi, names.en)}
    return {fields[str(cell.value)]: cell.column_letter for cell in sheet[1]}


def filled(data: bytes, values: dict[int, object], field: str = "value") -> bytes:
    """Type into the workbook as a person does, and save it with another program."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = workbook.worksheets[0]
    column = lettered(sheet)[field]
    for number, value in values.items():
        sheet[f"{column}{number}"] = value
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_a_row_for_each_figure_at_each_goal_that_lists_it() -> None:
    table = columns(opened(template(catalogue(), S1, "fi", {})))
    assert list(zip(table["Tunniste"], table["Tavoite"], strict=True)) == [
        ("trips", "3.1"),
        ("trips", "3.10"),
        ("members", "3.10"),
        ("visitors", "4.2"),
        ("boat_share", "4.2"),
        ("result", "4.2"),
        ("training_pace", None),
        ("crew_size", None),
    ]
    assert table["Kausi"] == ["1–6/2025"] * 8
    assert table["Yksikkö"][:6] == ["retkeä", "retkeä", "soutajaa", "soutajaa", "%", "€"]
    assert table["Palvelualue"][:4] == ["Soutu", "Soutu", "Soutu", "Venevaja"]
    assert set(table["Arvo"]) == {None}


@pytest.mark.parametrize("code", ["fi", "en"])
def test_no_text_is_cut_by_the_row_below(code: str) -> None:
    """Not every program makes rows higher by itself: the file says how high they are."""
    workbook = openpyxl.load_workbook(io.BytesIO(template(catalogue(), S1, code, PREVIOUS, USUAL)))
    for sheet in workbook.worksheets:
        # Neighbours of one width are told once, at the first of them.
        widths = {
            number: one.width
            for one in sheet.column_dimensions.values()
            for number in range(one.min, one.max + 1)
        }
        for cell in (cell for across in sheet.iter_rows() for cell in across if cell.value):
            wide = widths[cell.column]
            lines = len(textwrap.wrap(str(cell.value), int(wide * 11 / cell.font.sz)))
            high = sheet.row_dimensions[cell.row].height or 0
            assert high >= lines * cell.font.sz * 1.25, cell.value
        assert sheet.page_setup.paperSize == 9, "A4"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_month_asks_only_what_is_collected_monthly() -> None:
    table = columns(opened(template(catalogue(), parse("2025-M07"), "en", {})))
    assert table["Identifier"] == ["trips", "trips", "visitors"]
    assert table["Indicator"] == ["Rowing trips", "Rowing trips", "Unique visitors"]


def test_the_last_value_stands_beside_the_empty_cell_and_is_locked() -> None:
    sheet = opened(template(catalogue(), S1, "fi", PREVIOUS))
    assert [cell.value for cell in sheet["F"][1:7]] == [None, None, 1240, None, 13.3, -2448113]
    assert sheet["G4"].value == "7–12/2024"
    assert sheet["F4"].number_format.count("\u00a0") == 3
    assert sheet["F6"].number_format == "General"
    named = {str(cell.value): cell.column_letter for cell in sheet[1]}
    open_columns = {n for n, letter in named.items() if not sheet[f"{letter}2"].protection.locked}
    assert open_columns == {
        "Arvo", "Vertailuarvo", "Vertailukausi", "Tila", "Kohta raportissa", "Huomautus",
    }  # fmt: skip
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.freeze_panes == "C2"


@pytest.mark.parametrize("code", ["fi", "en"])
def test_cells_say_in_the_readers_language_what_they_take(code: str) -> None:
    sheet = opened(template(catalogue(), S1, code, {}))
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    say = language(code)
    assert {rule.errorTitle for rule in rules.values()} == {say.text("template.error.title")}
    assert all(len(rule.error) <= 255 for rule in rules.values())
    words = rules["list"].formula1.strip('"').split(",")
    assert words == [names.in_language(code) for names in STATUSES.values()]
    ranges = {str(r.sqref): r for r in sheet.data_validations.dataValidation}
    value = lettered(sheet)["value"]
    whole = next(r for cells, r in ranges.items() if f"{value}2" in cells.split())
    assert (whole.type, whole.formula1) == ("whole", "0")
    share = next(r for cells, r in ranges.items() if f"{value}6" in cells.split())
    assert (share.type, share.formula1, share.formula2) == ("decimal", "0", "100")


@pytest.mark.parametrize("code", ["fi", "en"])
@pytest.mark.parametrize("period", ["2025-S1", "2025-A1", "2025-Q2", "2025-M06"])
def test_what_is_filled_in_reads_back(code: str, period: str) -> None:
    """Through another program's hands, columns and guide included."""
    data = filled(template(catalogue(), parse(period), code, PREVIOUS), {2: 17})
    found = read("x.xlsx", data)
    observations, findings = validate(found, catalogue(), today=TODAY)
    assert (found.format, findings) == ("workbook", ())
    assert [(one.indicator, one.value, one.goal) for one in observations] == [("trips", 17, "3.1")]
    assert observations[0].period == parse(period)


def test_every_row_takes_a_figure_and_its_base() -> None:
    data = template(catalogue(), S1, "fi", {})
    values: dict[int, object] = {n: "1 %" if n == 6 else n for n in range(2, 10)}
    data = filled(data, values)
    data = filled(data, {n: 5 for n in range(2, 10)}, "base_value")
    data = filled(data, {n: "2024" for n in range(2, 10)}, "base_period")
    data = filled(data, {n: "arvio" for n in range(2, 10)}, "status")
    observations, findings = validate(read("x", data), catalogue(), today=TODAY)
    assert {one.code for one in findings} == {"statements-disagree"}
    assert len(observations) == 16


USUAL = {"trips": "Tammi–kesäkuussa 2023–2024: 310–520. Viimeksi (heinä–joulukuu 2024): 480."}


def test_what_is_expected_stands_beside_the_empty_cell_locked_and_wrapped() -> None:
    sheet = opened(template(catalogue(), S1, "fi", PREVIOUS, USUAL))
    assert columns(sheet)["Odotettu"][:3] == [USUAL["trips"], USUAL["trips"], None]
    order = [str(cell.value) for cell in sheet[1]]
    assert order[order.index("Arvo") - 1] == "Odotettu"
    cell = sheet[f"{lettered(sheet)['expected']}2"]
    assert cell.protection.locked and cell.alignment.wrap_text
    assert cell.fill.bgColor.rgb == sheet["F4"].fill.bgColor.rgb, "as grey as the last value"
    guide = sheet.parent.worksheets[-1]
    assert "Odotettu" in " ".join(str(one.value) for one in guide["A"])


def test_every_column_is_printed_and_the_paper_leaves_out_the_identifier() -> None:
    sheet = opened(template(catalogue(), S1, "fi", {}))
    assert set(lettered(sheet)) == set(HEADINGS)
    assert sheet.print_area == f"'Luvut'!$B$1:${lettered(sheet)['remark']}$9"


def test_a_workbook_made_before_the_column_is_read_as_now() -> None:
    """Columns are found by their names: an older template lacks one that nobody reads."""
    fields = [field for field in HEADINGS if field != "expected"]
    old = workbook([row(value=17)], fields=fields)
    new = workbook([row(value=17, expected="Aiemmin 3")])
    for data in (old, new):
        observations, findings = validate(read("x.xlsx", data), catalogue(), today=TODAY)
        assert ([one.value for one in observations], findings) == ([17], ())


def test_an_untouched_template_has_no_figures() -> None:
    found = read("x", template(catalogue(), S1, "fi", PREVIOUS))
    assert [one.code for one in validate(found, catalogue(), today=TODAY)[1]] == ["no-figures"]


def test_the_same_facts_make_the_same_bytes() -> None:
    twice = [template(catalogue(), S1, "fi", PREVIOUS, USUAL) for _ in range(2)]
    assert twice[0] == twice[1]


def test_a_text_never_becomes_a_formula() -> None:
    one = catalogue().indicators["trips"]
    given = {"remark": "=1+1", "stands_at": "@SUM(A1)", "status": "https://example.org"}
    data = book(catalogue(), [line(catalogue(), one, "3.1", S1, "fi", given)], "fi")
    xml = part(data, "xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml
    assert [cell.data_type for cell in opened(data)[2]][-3:] == ["s", "s", "s"]


def test_cells_for_texts_are_text_so_that_no_program_makes_a_date_of_them() -> None:
    sheet = opened(template(catalogue(), S1, "fi", {}))
    for field in ("base_period", "stands_at", "remark"):
        assert sheet[f"{lettered(sheet)[field]}2"].number_format == "@"


@pytest.mark.parametrize("code", ["fi", "en"])
def test_the_guide_is_in_the_language_and_marks_the_version(code: str) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template(catalogue(), S1, code, {})))
    guide = workbook.worksheets[-1]
    texts = [str(cell.value) for cell in guide["A"] if cell.value]
    assert texts[0].endswith(catalogue().organisation.name.in_language(code))
    assert len(texts) == 14
    assert guide.cell(guide.max_row, 2).value == 1


def test_a_period_is_written_so_that_it_reads_back() -> None:
    for code in ("fi", "en"):
        for text in ("2025-A1", "2025-S2", "2025-Q3", "2025-M01", "2025-M12", "2025-06-07"):
            assert parse(written(parse(text), language(code))) == parse(text)
