"""The template workbook is recognised by what is in it, and read by its headings."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from decimal import Decimal

import pytest
import xlsxwriter

from kpi.errors import Severity
from kpi.i18n import language
from kpi.readers import TOOLS, FileRead, neighbourhood, read
from kpi.readers.cells import Book, Mark, Marked, Raw
from kpi.readers.columns import FIELDS, HEADINGS, STATUSES
from kpi.readers.numbers import exact
from tests.factories import Dressed, Formula, part, repacked, row, sheets_of, workbook

SHEET = "xl/worksheets/sheet1.xml"
ALL = [
    "trips",
    "Souturetket",
    "3.1",
    "1-6/2025",
    17.0,
    "retkeä",
    15.0,
    "2024",
    "arvio",
    "s. 3",
    "x",
]


def codes(found: FileRead) -> list[str]:
    return [one.code for one in found.findings]


def first_row(found: FileRead) -> list[Raw]:
    return [found.tables[0].columns[field][0] for field in FIELDS]


@pytest.mark.parametrize("name_language", ["fi", "en"])
def test_a_template_is_read_by_its_headings(name_language: str) -> None:
    data = workbook([dict(zip(FIELDS, ALL, strict=True))], language=name_language)
    found = read("anything.csv", data)
    assert found.format == "workbook"
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.findings == ()
    assert first_row(found) == ALL
    assert found.tables[0].language == name_language
    assert found.tables[0].first == 2


def test_columns_may_be_moved_and_sheets_renamed() -> None:
    fields = ("remark", "value", "period", "name", "base_value")
    above = [["Luvut 2025"], [], ["", "vain nämä"]]
    data = workbook(
        [row("", 5, name="Jäsenet")], fields=fields, sheet="Oma nimi", above=above, version=None
    )
    found = read("x.xlsx", data)
    assert found.format == "workbook"
    table = found.tables[0]
    assert (table.sheet, table.first) == ("Oma nimi", 5)
    assert table.letters == {
        "remark": "A", "value": "B", "period": "C", "name": "D", "base_value": "E",
    }  # fmt: skip
    assert first_row(found) == ["", "Jäsenet", "", "1-6/2025", 5.0, "", "", "", "", "", ""]


def test_headings_are_known_in_other_dress() -> None:
    headings = {"value": " ARVO: ", "name": "Mittarin\u00a0nimi", "period": "raportointikausi *"}
    found = read("x", workbook([row()], headings=headings))
    assert found.format == "workbook"
    assert codes(found) == []


def test_every_sheet_with_the_headings_is_read_and_a_hidden_one_is_said() -> None:
    table = [[names.fi for names in HEADINGS.values()], ["trips", "", "", "", "2025", "", "", 3]]
    found = read("x", sheets_of({"A": table, "B": table, "Muistio": [["hei"]]}, hidden=["B"]))
    assert [one.sheet for one in found.tables] == ["A", "B"]
    assert [(one.code, one.severity, one.cell) for one in found.findings] == [
        ("hidden-sheet", Severity.WARNING, "B!A1")
    ]


def test_numbers_on_a_sheet_that_is_not_read_are_said() -> None:
    table = [[names.fi for names in HEADINGS.values()], ["trips", "", "", "", "2025", "", "", 3]]
    found = read("x", sheets_of({"A": table, "B": [["trips", 5]], "C": [["hei", True]]}))
    assert [(one.code, one.severity, one.cell) for one in found.findings] == [
        ("sheet-not-read", Severity.WARNING, "B!A1")
    ]


@pytest.mark.parametrize(
    ("old", "new", "cell", "rows"),
    [
        (b'<row r="3"', b'<row r="3" hidden="1"', "Luvut!C3", "3"),
        (b"<sheetData>", b'<cols><col min="3" max="4" hidden="true"/></cols><sheetData>',
         "Luvut!C2", "2, 3, 4"),
    ],
)  # fmt: skip
def test_figures_that_nobody_sees_are_said(old: bytes, new: bytes, cell: str, rows: str) -> None:
    fields = ("indicator", "period", "value", "unit")
    data = workbook([row(), row(), row()], fields=fields)
    xml = part(data, SHEET).replace(old, new)
    (one,) = read("x", repacked(data, {SHEET: xml})).findings
    assert (one.code, one.severity, one.cell) == ("hidden-figures", Severity.WARNING, cell)
    assert one.found == rows


@pytest.mark.parametrize(
    ("area", "code"),
    [("C2:C3", "merged-cells"), ("B2:B4", "merged-cells"), ("C2:D2", ""), ("C1:C2", ""),
     ("D2:D3", ""), ("E2:E4", ""), ("A8:A9", ""), ("Z2:Z3", "")],
)  # fmt: skip
def test_a_cell_over_several_rows_is_refused(area: str, code: str) -> None:
    """The figure of one row, or the sum of three? Only the first row has it in the file."""
    fields = ("indicator", "period", "value", "unit", "remark")
    data = workbook([row(remark="pitkä")] * 3, fields=fields)
    end = f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'.encode()
    xml = part(data, SHEET).replace(b"</sheetData>", end)
    found = read("x", repacked(data, {SHEET: xml}))
    assert codes(found) == ([code] if code else [])


def test_headings_that_are_doubled_missing_or_unknown_are_said() -> None:
    fields = ("indicator", "name", "value", "remark", "goal", "unit", "status")
    headings = {"status": "Arvo", "unit": "Budjetti 2026", "goal": ""}
    found = read("x", workbook([row(status=99)], fields=fields, headings=headings))
    assert [(one.code, one.cell) for one in found.findings] == [
        ("column-not-read", "Luvut!F1"),
        ("column-twice", "Luvut!G1"),
        ("period-column-missing", "Luvut!A1"),
    ]
    assert found.findings[1].facts["other"] == "Luvut!C1"
    assert found.tables[0].columns["value"] == (17.0,)


@pytest.mark.parametrize("version", [2, 2.0, "2", 99])
def test_a_newer_template_is_not_guessed_at(version: object) -> None:
    found = read("x", workbook([row()], version=version))
    assert found.format == "workbook"
    assert codes(found) == ["template-newer"]
    assert found.findings[0].cell == "Ohje!B2"
    assert found.tables == ()


@pytest.mark.parametrize("version", [1, 0, "", "vanha", None])
def test_our_own_and_older_marks_are_read(version: object) -> None:
    assert codes(read("x", workbook([row()], version=version))) == []


def test_a_guide_without_the_headings_is_our_template_spoilt() -> None:
    found = read("x", sheets_of({"Luvut": [["a", "b"]], "Ohje": [["Template version:", 1]]}))
    assert found.format == "workbook"
    assert [(one.code, one.cell) for one in found.findings] == [("header-missing", "Ohje!B1")]


@pytest.mark.parametrize(
    "rows",
    [
        [["Kuukausi", "Kävijät"], ["tammi", "paljon"]],
        [["Tunniste", "Kausi", "Tila", "Tavoite"], ["trips", "2025", "", ""]],
    ],
)
def test_other_tables_are_unknown(rows: list[list[object]]) -> None:
    found = read("luvut.xlsx", sheets_of({"Taulukko": rows}))
    assert found.format == "unknown"
    assert codes(found) == ["unknown-format"]
    assert found.findings[0].found == "Taulukko"


def test_an_empty_workbook_says_so() -> None:
    assert codes(read("x", sheets_of({"Taul1": [], "Taul2": [[""]]}))) == ["empty-workbook"]


def test_a_header_without_rows_has_no_rows() -> None:
    found = read("x", workbook([]))
    assert found.findings == ()
    assert found.tables[0].columns["value"] == ()


def test_cells_keep_what_their_dress_says() -> None:
    values: list[object] = [
        Dressed(0.133, "0.0%"),
        Dressed(0.133, "0.0"),
        Dressed(13.3, '0.0" %"'),
        Dressed(dt.date(2025, 6, 1), "mmm-yy"),
        Dressed(dt.date(2025, 6, 1), "[$-40B]mmmm\\ yyyy;@"),
        dt.date(2025, 6, 30),
        Formula("=1/0", "#DIV/0!"),
        Formula("=A1+1"),
        Formula("=A1+1", 2),
        Formula('=""', ""),
        True,
        "teksti",
        Dressed(0.5, "h:mm"),
        Dressed(1.5, "[h]:mm"),
    ]
    found = read("x", workbook([row(value=value) for value in values]))
    month = Marked(Mark.MONTH, dt.date(2025, 6, 1))
    assert list(found.tables[0].columns["value"]) == [
        Marked(Mark.PERCENT, 0.133), 0.133, Marked(Mark.UNIT, 13.3, "%"),
        month, month, dt.date(2025, 6, 30),
        Marked(Mark.ERROR, "#DIV/0!"), Marked(Mark.NO_RESULT, ""), 2.0, Marked(Mark.NO_RESULT, ""),
        True, "teksti", Marked(Mark.TIME, "12:00:00"), Marked(Mark.TIME, "1 day, 12:00:00"),
    ]  # fmt: skip


def test_a_moment_and_the_other_date_system_are_read() -> None:
    moment = Dressed(45838.25, "d.m.yyyy h:mm")
    data = workbook([row(value=moment)], book_options={"date_1904": True})
    assert read("x", data).tables[0].columns["value"] == (
        dt.datetime(2029, 7, 1, 6, 0),  # noqa: DTZ001 - a cell has no zone
    )


def test_a_file_without_styles_and_a_cell_beyond_the_others_are_no_trouble() -> None:
    """Some programs write no styles; calamine leaves a lonely formula without result out."""
    data = workbook([row(remark=Formula("=1/0", "#DIV/0!"))])
    bare = part(data, SHEET).replace(
        b"</row></sheetData>", b'<c r="Z2"><f>1</f></c></row></sheetData>'
    )
    found = read("x", repacked(data, {SHEET: bare, "xl/styles.xml": None}))
    assert found.tables[0].columns["remark"] == (Marked(Mark.ERROR, "#DIV/0!"),)


def test_cells_without_addresses_are_counted() -> None:
    """The address of a cell may be left out; its place in the row tells it."""
    given = row(value=Formula("=1/0", "#DIV/0!"), unit="kpl")
    data = workbook([given], fields=("indicator", "period", "value", "unit"))
    xml = re.sub(rb' r="[A-Z]+[0-9]+"', b"", part(data, SHEET))
    xml = re.sub(rb'<row r="[0-9]+"', b"<row", xml)
    found = read("x", repacked(data, {SHEET: xml}))
    assert found.tables[0].columns["value"] == (Marked(Mark.ERROR, "#DIV/0!"),)


def test_a_sheet_that_is_a_chart_is_passed_over() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Luvut!$A$1:$A$3"})
        book.add_chartsheet("Kuvio").set_chart(chart)
        sheet = book.add_worksheet("Luvut")
        sheet.write_row(0, 0, ["Tunniste", "Arvo", "Kausi", "Tila"])
        sheet.write_row(1, 0, ["trips", 5, "2025", "A"], book.add_format({"num_format": "0%"}))
    found = read("x", buffer.getvalue())
    assert found.tables[0].columns["value"] == (Marked(Mark.PERCENT, 5.0),)


def test_the_words_of_the_status_column_are_those_on_the_pages() -> None:
    for code in ("fi", "en"):
        say = language(code)
        for status, names in STATUSES.items():
            assert names.in_language(code) == say.text(f"obs_status.{status.value}")


def test_an_empty_file_is_no_tool_s() -> None:
    for tool in TOOLS:
        assert not tool.recognise(Book("xlsx", ()))


# A cell among its neighbours


def test_a_cell_is_shown_among_its_neighbours() -> None:
    data = workbook([row(value=1240.5), row(value=Dressed(0.133, "0%")), row("members", "17 kpl")])
    columns, rows = neighbourhood("x", data, "Luvut!H3", reach=1)
    assert columns == ("B", "G", "H", "I")
    assert rows[0] == (1, ("Mittari", "Edellinen kausi", "Arvo", "Yksikkö"))
    assert [(at, texts[1:]) for at, texts in rows[1:]] == [
        (2, ("", "1240,5", "")),
        (3, ("", "13,3 %", "")),
        (4, ("", "17 kpl", "")),
    ]
    below = neighbourhood("x", data, "Luvut!H4", reach=1)
    assert [at for at, _ in below[1]] == [1, 3, 4, 5]


def test_neighbours_end_at_the_edge_and_numbers_are_written_as_asked() -> None:
    data = sheets_of({"A!B": [["x", 1240.0], [dt.date(2025, 6, 30), True]]})
    columns, rows = neighbourhood("x", data, "A!B!A1", 1, lambda value: f"<{value:f}>")
    assert columns == ("A", "B")
    assert rows == ((1, ("x", "<1240>")), (2, ("30.6.2025", "TRUE")))
    assert neighbourhood("x", data, "A!B!D9", 0)[1] == ((9, ("",)),)


@pytest.mark.parametrize(
    "cell", ["Luvut!", "Luvut", "", "Muu!A1", "Luvut!1", "Luvut!ABCD1", "Luvut!a1", "Luvut!A0"]
)
def test_an_address_that_is_none_has_no_neighbours(cell: str) -> None:
    assert neighbourhood("x", workbook([row()]), cell) == ((), ())


def test_a_file_that_cannot_be_read_has_no_neighbours() -> None:
    assert neighbourhood("x", b"%PDF-1.7", "Luvut!A1") == ((), ())


@pytest.mark.parametrize("stored", ["0.30000000000000004", "13.300000000000001", "2448113"])
def test_a_number_is_not_spoilt_on_the_way(stored: str) -> None:
    """A spreadsheet stores seventeen digits; the shortest number that is the same is meant."""
    data = workbook([row(value=4711.25)])
    xml = part(data, SHEET).replace(b"4711.25", stored.encode())
    (value,) = read("x", repacked(data, {SHEET: xml})).tables[0].columns["value"]
    assert value == float(stored)
    assert exact(value) == Decimal(stored.replace("13.300000000000001", "13.3"))


def test_more_than_anybody_keeps_by_hand_is_refused_before_it_is_looked_through() -> None:
    """A million cells took the service minutes, and a gigabyte of its memory."""
    text = "Kuukausi;" + ";".join(["Käynnit"] * 99) + ("\ntammikuu 2025" + ";1" * 99) * 3_100
    found = read("x.csv", text.encode())
    assert (found.format, codes(found)) == ("unknown", ["sheet-too-large"])


def test_errors_are_told_up_to_a_number_that_can_be_read() -> None:
    lines = "".join(f"\n2.1.2025;{n}" for n in range(1_000))
    found = read("x.csv", f"Päivä;Käynnit{lines}".encode())
    wrong = [one for one in found.findings if one.severity is Severity.ERROR]
    assert len(wrong) == 501
    assert (wrong[-1].code, wrong[-1].found) == ("too-many-errors", "500")
