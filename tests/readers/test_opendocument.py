"""OpenDocument workbooks: values, marks, what is hidden, merged or repeated, what is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.readers import guard, read
from kpi.readers.cells import Mark, Marked, Sheet
from kpi.readers.child import books
from kpi.readers.child.limits import Refused
from tests.open_documents import SPACES, STYLES, cell, number, row, table, words, zipped


def only(body: str) -> Sheet:
    book = guard.opened(zipped(body))
    assert (book.kind, book.findings) == ("ods", ())
    (sheet,) = book.sheets
    return sheet


def one(inside: str) -> object:
    return only(table(row(inside))).rows[0][0]


def refusal(data: bytes) -> str:
    """Give the code of a refusal without the price of a process."""
    with pytest.raises(Refused) as caught:
        books.zipped(data)
    return str(caught.value.args[0])


DAY, MONTH = dt.date(2025, 6, 30), dt.date(2025, 1, 1)
ASKED = 'office:value-type="date" office:date-value="2025-01-01" table:style-name='


@pytest.mark.parametrize(
    ("inside", "value"),
    [
        (number("1240.5"), 1240.5),
        (number("0.133", "percentage"), Marked(Mark.PERCENT, 0.133)),
        (number("0.133", about='table:style-name="percent"'), Marked(Mark.PERCENT, 0.133)),
        (number("5", about='table:style-name="count"'), Marked(Mark.UNIT, 5.0, "kpl")),
        (number("5", about='table:style-name="month"'), 5.0),
        (number("5", about='table:style-name="clock"'), 5.0),
        (number("5", about='table:style-name="ring"'), 5.0),
        (number("7.5", "currency", 'table:style-name="money"'), Marked(Mark.UNIT, 7.5, "€")),
        (number("7.5", "currency", 'office:currency="EUR"'), Marked(Mark.UNIT, 7.5, "EUR")),
        (cell(about=f'{ASKED}"month"'), Marked(Mark.MONTH, MONTH)),
        (cell(about=f'{ASKED}"bold-month"'), Marked(Mark.MONTH, MONTH)),
        (cell(about=f'{ASKED}"day"'), MONTH),
        (cell(about=f'{ASKED}"year"'), 2025),
        (number("5", about='table:style-name="year"'), 5.0),
        (cell(about='office:value-type="date" office:date-value="2025-01-01T12:30:00"'),
         dt.datetime.combine(MONTH, dt.time(12, 30))),
        (cell(about='office:value-type="time" office:time-value="PT2H30M05S"'),
         Marked(Mark.TIME, "02:30:05")),
        (cell("<text:p>2.30</text:p>", 'office:value-type="time" office:time-value="?"'),
         Marked(Mark.TIME, "2.30")),
        (cell(about='office:value-type="boolean" office:boolean-value="true"'), True),
        (words("Kävijät"), "Kävijät"),
        (cell("<text:p>näkyvä</text:p>",
              'office:value-type="string" office:string-value="sisältö"'), "sisältö"),
        (cell("<text:p>#N/A</text:p>",
              'table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"'),
         Marked(Mark.ERROR, "#N/A")),
        (cell("<text:p>#JAKO/0!</text:p>",
              'table:formula="of:=1/0" office:value-type="float" office:value="0"'),
         Marked(Mark.ERROR, "#JAKO/0!")),
        (cell("<text:p>Virhe:502</text:p>", 'table:formula="of:=X" office:value-type="string"'),
         Marked(Mark.ERROR, "Virhe:502")),
        (cell(about='table:formula="of:=1+1"'), Marked(Mark.NO_RESULT, "")),
    ],
)  # fmt: skip
def test_a_cell_has_its_value_and_its_mark(inside: str, value: object) -> None:
    assert one(inside) == value


def test_text_has_its_spaces_and_lines_and_nothing_that_hangs_beside_it() -> None:
    text = (
        "<office:annotation><text:p>huom 99</text:p></office:annotation>"
        '<text:p>a<text:s text:c="2"/>b<text:span>c</text:span><text:tab/>d<text:line-break/>e'
        "<draw:frame><text:p>kuva</text:p></draw:frame></text:p><text:p>f</text:p><text:s/>"
    )
    assert one(cell(text, 'office:value-type="string"')) == "a  bc\td\ne\nf "
    assert one(cell(f" \n<text:s/>{text}", 'office:value-type="string"')) == "a  bc\td\ne\nf "


def test_empty_formula_results_are_empty_and_no_table_is_no_row() -> None:
    empty = cell("<text:p/>", 'table:formula="of:=&quot;&quot;"')
    assert only(table(row(empty, words("a")))).rows == [["", "a"]]
    assert only(table(row(empty))).rows == []


def test_places_hold_through_repeats_and_gaps() -> None:
    sheet = only(
        table(
            row(cell(), about='table:number-rows-repeated="2"')
            + row(cell(about='table:number-columns-repeated="3"'), number(5))
            + row(number(6, about='table:number-columns-repeated="2"'), cell(),
                  about='table:number-rows-repeated="2"')
            + row(cell(about='table:number-columns-repeated="16384"'), number(1),
                  about='table:number-rows-repeated="1048571"')
        )
    )  # fmt: skip
    assert sheet.rows == [
        ["", "", "", ""], ["", "", "", ""], ["", "", "", 5],
        [6, 6, "", ""], [6, 6, "", ""],
    ]  # fmt: skip


def test_what_is_hidden_is_told_and_what_is_merged_is_one_cell() -> None:
    hidden = 'table:visibility="collapse"'
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        f'<table:table-column {hidden} table:default-cell-style-name="count"/>'
        f'<table:table-column {hidden} table:number-columns-repeated="16384"/>'
    )
    span = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    covered = '<table:covered-table-cell office:value-type="float" office:value="9"/>'
    sheet = only(
        table(
            columns
            + row(cell("<text:p>2025</text:p>", span), covered, number(7))
            + row(covered, covered, number(8), about=hidden)
            + "<table:table-header-rows>"
            + row(number(9), about='table:default-cell-style-name="percent"')
            + "</table:table-header-rows>"
            + row(about=f'{hidden} table:number-rows-repeated="1048573"')
            + "<table:shapes><draw:frame><text:p>9</text:p></draw:frame></table:shapes>",
            style="unseen",
        )
    )
    assert (sheet.hidden, sheet.hidden_rows) == (True, {2})
    assert (min(sheet.hidden_columns), max(sheet.hidden_columns)) == (3, 16_384)
    assert sheet.merged == [(1, 1, 2, 2)]
    kpl = [Marked(Mark.UNIT, value, "kpl") for value in (7, 8)]
    assert sheet.rows == [["2025", "", kpl[0]], ["", "", kpl[1]], [Marked(Mark.PERCENT, 9), "", ""]]


def test_styles_of_the_whole_document_are_known() -> None:
    common = f"<office:document-styles {SPACES}>{STYLES}</office:document-styles>"
    body = table(row(number(5, about='table:style-name="money"')))
    plain = f"<office:document-content {SPACES}>{body}</office:document-content>"
    data = zipped(body, **{"styles.xml": common, "content.xml": plain})
    assert guard.opened(data).sheets[0].rows == [[Marked(Mark.UNIT, 5, "€")]]


# What is refused

MUCH = number(1, about='table:number-columns-repeated="16384"')


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped(table(row(MUCH, about='table:number-rows-repeated="1048576"'))), "sheet-too-large"),
        (zipped(table(row(MUCH) * 123)), "sheet-too-large"),
        (zipped(table(row(number(1)) + row(about='table:number-rows-repeated="1048576"')
                      + row(number(1)))), "sheet-too-large"),
        (zipped(table(row(about='table:number-rows-repeated="900000"') + row(number(1)))),
         "sheet-too-large"),
        (zipped(table(row(number(1)))[:-9]), "damaged-workbook"),
        (zipped("", '<!DOCTYPE x [<!ENTITY a "aa">]>'), "unsafe-workbook"),
        (zipped("", f'<!--{"x" * 9000}--><!DOCTYPE x [<!ENTITY a "aa">]>'), "unsafe-workbook"),
        (zipped("", **{"META-INF/manifest.xml": "<m:encryption-data/>"}), "password-protected"),
        (zipped("", mimetype="application/vnd.oasis.opendocument.text"), "not-a-workbook"),
        (zipped("", **{"mimetype": "", "xl/workbook.bin": ""}), "other-workbook"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize("inside", [number("?"), cell(about='office:value-type="date"')])
def test_a_value_that_is_none_is_damage(inside: str) -> None:
    found = read("x.ods", zipped(table(row(inside))))
    assert [one.code for one in found.findings] == ["damaged-workbook"]
