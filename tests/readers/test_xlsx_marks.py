"""What the XML of an .xlsx tells beside its values, in the forms that different programs write."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from kpi.errors import WorkbookRejected
from kpi.readers import guard
from kpi.readers.cells import Mark, Marked, Raw, Sheet
from kpi.readers.child import books
from tests.factories import Dressed, Formula, part, repacked, sheets_of

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLAIN = sheets_of({"A": [["x", Dressed(0.5, "0 %"), Dressed(5, '0" kpl"')]]})


def opened(cells: str, head: str = "", base: bytes = PLAIN) -> Sheet:
    xml = f'<worksheet xmlns="{SPACE}">{head}<sheetData>{cells}</sheetData></worksheet>'
    return guard.opened(repacked(base, {SHEET: xml.encode()})).sheets[0]


def one(cell: str) -> Raw:
    return opened(f'<row r="1">{cell}</row>').rows[0][0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1" t="inlineStr"><is><t>sana</t></is></c>', "sana"),
        ('<c r="A1" t="inlineStr"><is><r><t>ri</t></r><r><t>kas</t></r></is></c>', "rikas"),
        ('<c r="A1" t="str"><f>"a"</f><v>a</v></c>', "a"),
        ('<c r="A1"><f t="shared" ref="A1:A2" si="0">1+1</f><v>2</v></c>', 2.0),
        ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', 2.0),
        ('<c r="A1" s="1"><f>1+1</f><v>0.5</v></c>', Marked(Mark.PERCENT, 0.5)),
        ('<c r="A1" s="2"><v>5</v></c>', Marked(Mark.UNIT, 5.0, "kpl")),
        ("<c r='A1' s='1'><v>0.5</v></c>", Marked(Mark.PERCENT, 0.5)),
        ('<c s="1" r="A1"><v>0.5</v></c>', Marked(Mark.PERCENT, 0.5)),
        ('<c s="1"><v>0.5</v></c>', Marked(Mark.PERCENT, 0.5)),
        ('<c r="A1" s="1" t="inlineStr"><is><t>x</t></is></c>', "x"),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', Marked(Mark.ERROR, "#DIV/0!")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Marked(Mark.ERROR, "#DIV/0!")),
        ('<c r="A1" t="b"><v>1</v></c>', True),
    ],
)
def test_a_cell_is_read_in_every_form(cell: str, value: Raw) -> None:
    assert one(cell) == value


MISSING = Marked(Mark.NO_RESULT, "")


def test_a_formula_without_a_result_is_told_also_at_the_edges() -> None:
    """To calamine such a cell is none, so a sheet would end before it."""
    four = [f'<c r="{letter}2"><f>1+1</f></c>' for letter in "BD"]
    middle = f'<row r="2">{four[0]}<c r="C2"><v>2</v></c>{four[1]}</row>'
    edges = [f'<row r="{n}"><c r="C{n}"><f>1</f><v></v></c></row>' for n in (1, 3)]
    sheet = opened(edges[0] + middle + edges[1])
    assert (sheet.row, sheet.column) == (1, 2)
    assert sheet.rows == [["", MISSING, ""], [MISSING, 2.0, MISSING], ["", MISSING, ""]]
    sheet = opened('<row r="7"><c r="C7"><f>1</f></c></row>')
    assert (sheet.row, sheet.column, sheet.rows) == (7, 3, [[MISSING]])


@pytest.mark.parametrize("place", ["A260000", "ZZ9999"])
def test_a_lonely_formula_far_out_is_refused(place: str) -> None:
    far = f'<row r="{place.lstrip("AZ")}"><c r="{place}"><f>1</f></c></row>'
    with pytest.raises(WorkbookRejected) as caught:
        opened(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}')
    assert [one.code for one in caught.value.findings] == ["sheet-too-large"]


def test_zeros_of_a_program_that_cannot_compute_are_no_results() -> None:
    """Such programs leave 0 in each formula and ask for everything to be computed on opening."""
    data = sheets_of({"A": [[Formula("=1+1", 0), Formula("=1+1", 2), 0]]})
    assert b"fullCalcOnLoad" in part(data, BOOK)
    assert guard.opened(data).sheets[0].rows == [[Marked(Mark.NO_RESULT, 0.0), 2.0, 0.0]]
    computed = re.sub(rb' fullCalcOnLoad="1"', b"", part(data, BOOK))
    assert guard.opened(repacked(data, {BOOK: computed})).sheets[0].rows == [[0.0, 2.0, 0.0]]


def test_names_may_have_a_prefix() -> None:
    cells = (
        '<x:row r="1"><x:c r="A1" s="1"><x:v>0.5</x:v></x:c><x:c r="B1"><x:f>1</x:f></x:c></x:row>'  # noqa: E501
    )
    xml = f'<x:worksheet xmlns:x="{SPACE}"><x:sheetData>{cells}</x:sheetData></x:worksheet>'
    sheet = guard.opened(repacked(PLAIN, {SHEET: xml.encode()})).sheets[0]
    assert sheet.rows[0][0] == Marked(Mark.PERCENT, 0.5)


def test_the_strict_form_of_the_standard_is_read() -> None:
    strict = {"http://purl.oclc.org/ooxml/spreadsheetml/main": SPACE,
              "http://purl.oclc.org/ooxml/officeDocument/relationships":
              "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}  # fmt: skip
    parts = {}
    for name in (
        SHEET,
        BOOK,
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
    ):
        xml = part(PLAIN, name).decode()
        for new, old in strict.items():
            xml = xml.replace(old, new)
        parts[name] = xml.encode()
    assert guard.opened(repacked(PLAIN, parts)).sheets == guard.opened(PLAIN).sheets


def test_hidden_rows_and_columns_are_told() -> None:
    head = '<cols><col min="2" max="3" hidden="1"/><col min="9" max="99999" hidden="true"/></cols>'
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>'
        '<row r="3" hidden="0"/>'
    )
    sheet = opened(cells, f'<sheetPr><x hidden="1"/></sheetPr>{head}')
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {2, 3, *range(9, 16_385)}


def test_a_cell_that_is_named_twice_has_one_mark() -> None:
    twice = '<c r="A1" s="1"><v>0.5</v></c>' * 2
    assert opened(f'<row r="1">{twice}</row>').rows == [[Marked(Mark.PERCENT, 0.5)]]


def test_dressed_rows_are_no_cells() -> None:
    sheet = opened('<row r="1" s="1" customFormat="1"/><row r="2"><c r="A2"><v>1</v></c></row>')
    assert (sheet.row, sheet.rows) == (2, [[1.0]])


def test_a_workbook_without_styles_is_read() -> None:
    xml = f'<worksheet xmlns="{SPACE}"><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData></worksheet>'  # noqa: E501
    data = repacked(PLAIN, {SHEET: xml.encode(), "xl/styles.xml": None})
    assert guard.opened(data).sheets[0].rows == [[5.0]]


def test_a_sheet_of_charts_is_passed_over_and_links_may_begin_at_the_root() -> None:
    rels = part(PLAIN, "xl/_rels/workbook.xml.rels").replace(b'"worksheets/', b'"/xl/worksheets/')
    assert guard.opened(repacked(PLAIN, {"xl/_rels/workbook.xml.rels": rels})).sheets[0].name == "A"


def test_a_large_sheet_has_its_marks_from_the_second_processor() -> None:
    dressed = [[f"rivi {n}", n + 0.25, Dressed(0.25, "0 %"), n] for n in (1, 2)]
    data = sheets_of({"A": [*dressed, *([n, n + 0.5, n, n] for n in range(30_000))]})
    assert len(part(data, SHEET)) > books.LARGE
    sheet = guard.opened(data).sheets[0]
    assert sheet.rows[1] == ["rivi 2", 2.25, Marked(Mark.PERCENT, 0.25), 2.0]
    assert sheet.rows[-1] == [29_999.0, 29_999.5, 29_999.0, 29_999.0]


@pytest.mark.parametrize(
    ("code", "value"),
    [("yyyy", 2025), ("yy", 2025), ('yyyy" v."', 2025), ("mmm yyyy", Mark.MONTH), ("d.m.yy", None)],
)
def test_a_date_that_is_shown_as_its_year_is_that_year(code: str, value: Mark | int | None) -> None:
    """The first of January under "2025" was a day of that year."""
    day = dt.date(2025, 1, 1)
    (found,) = guard.opened(sheets_of({"A": [[Dressed(day, code)]]})).sheets[0].rows[0]
    assert found == (Marked(value, day) if isinstance(value, Mark) else value or day)
