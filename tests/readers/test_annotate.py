"""A refused file comes back as the same file, with what is wrong said in the cells themselves."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from kpi.errors import Finding, Severity, WorkbookRejected, error, warning
from kpi.periods import parse
from kpi.readers import guard, read, remarks
from kpi.readers.annotate import annotated
from kpi.readers.child import marking
from kpi.reports.template import template
from tests.factories import Formula, catalogue, repacked, row, sheets_of, workbook
from tests.readers.grids import KINDS, file_of, page, sheet_name

GRAVE, LIGHT = "FFFFD9CC", "FFFFF2CC"
BAD = "19 000 kpl (2024 koko vuosi 32 000 kpl)"


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def listed(book: Any) -> list[list[str]]:
    """Give the list of remarks below its heads."""
    rows = list(book.worksheets[-1].iter_rows(min_row=5, values_only=True))
    return [[text for text in one if text] for one in rows]


def told(book: Any) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if cell.comment
    }


def filled(rows: dict[int, object]) -> bytes:
    """Fill our own template in: row to value."""
    book = opened(template(catalogue(), parse("2025-S1"), "fi", {}))
    sheet = book["Luvut"]
    column = [cell.value for cell in sheet[1]].index("Arvo") + 1
    for number, value in rows.items():
        sheet.cell(number, column, value)
    return saved(book)


def values(data: bytes) -> list[list[Any]]:
    sheets = remarks.set_aside(guard.opened(data)).sheets
    return [list(map(list, sheet.rows)) for sheet in sheets]


# --- our own template


def test_the_template_comes_back_with_a_remark_in_the_faulty_cell() -> None:
    data = filled({2: BAD, 3: 12})
    found = read("x", data)
    cell = re.sub(r"\d+$", "2", f"Luvut!{found.tables[0].letters['value']}0")
    findings = [
        error("two-values-in-cell", cell, found=BAD),
        warning("column-not-read", cell, found="Muu"),
        error("header-missing"),
    ]
    book = opened(annotated(data, findings, "fi"))
    faulty = book["Luvut"][cell.partition("!")[2]]
    first, _, second = faulty.comment.text.partition("\n\n")
    assert first.startswith(f"Virhe: Solussa on kaksi lukua: ”{BAD}”.\nJätä soluun vain")
    assert second.startswith("Huomio: Saraketta ”Muu” ei lueta.")
    assert faulty.value == BAD
    assert faulty.fill.start_color.rgb == GRAVE
    assert not faulty.protection.locked
    assert set(told(book)) == {cell}
    assert book.sheetnames == ["Luvut", "Toimenpiteet", "Sanoin kerrotut", "Ohje", "Huomautukset"]
    assert [one[:2] for one in listed(book)] == [
        [cell, "Virhe"],
        [cell, "Huomio"],
        ["koko tiedosto", "Virhe"],
    ]
    assert all(len(one) == 4 for one in listed(book))


def test_the_template_keeps_its_looks_and_its_rules() -> None:
    data = filled({2: BAD})
    before, after = opened(data)["Luvut"], opened(annotated(data, [], "fi"))["Luvut"]
    assert after.protection.sheet
    assert after.freeze_panes == before.freeze_panes
    rules = [
        [(one.type, str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation]
        for sheet in (before, after)
    ]
    assert rules[0] == rules[1] != []
    widths = [{k: v.width for k, v in s.column_dimensions.items()} for s in (before, after)]
    assert widths[0] == widths[1]


def test_once_corrected_it_is_read_as_the_template_it_was() -> None:
    """Comments, colours and the list of remarks are nothing to the reader."""
    right, wrong = filled({2: 17, 3: 12}), filled({2: BAD, 3: 12})
    letter = read("x", wrong).tables[0].letters["value"]
    finding = error("two-values-in-cell", f"Luvut!{letter}2", found=BAD)
    book = opened(annotated(wrong, [finding], "fi"))
    book["Luvut"][f"{letter}2"] = 17
    found, wanted = read("x", saved(book)), read("x", right)
    assert (found.format, found.findings) == ("workbook", wanted.findings)
    assert found.tables == wanted.tables


def test_a_second_check_takes_the_remarks_of_the_first_out() -> None:
    data = workbook([row(value=BAD), row("members", "x")])
    book = opened(annotated(data, [error("not-a-number", "Luvut!H2", found=BAD)], "fi"))
    book["Luvut"]["B2"].comment = Comment("Oma muistiinpano", "Maija")
    book["Luvut"]["A2"].comment = Comment("Vanha", "Seutumittari")
    book["Luvut"]["A2"].fill = PatternFill("solid", start_color="FF00FF00")
    again = opened(annotated(saved(book), [error("not-a-number", "Luvut!H3", found="x")], "en"))
    assert again.sheetnames == ["Luvut", "Ohje", "Remarks"]
    assert set(told(again)) == {"Luvut!B2", "Luvut!H3"}
    sheet = again["Luvut"]
    assert sheet["H2"].fill.fill_type is None
    assert sheet["A2"].fill.start_color.rgb == "FF00FF00"
    assert [one[0] for one in listed(again)] == ["Luvut!H3"]


def test_nothing_to_remark_is_said() -> None:
    book = opened(annotated(workbook([row()]), [], "fi"))
    assert book.worksheets[-1]["A2"].value == "Huomautettavaa ei ole."
    assert told(book) == {} and listed(book) == []


# --- any workbook


def test_a_remark_stands_in_the_first_of_merged_cells_and_beside_a_person_s_own() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Vuosi!2025"
    sheet["A1"], sheet["C1"] = "Kävijät", "Lainat"
    sheet.merge_cells("A1:B2")
    sheet["C1"].comment = Comment("Tarkista tämä", "Maija")
    sheet["C1"].font = Font(color="FFFFFFFF", bold=True)
    findings = [
        warning("column-not-read", "Vuosi!2025!B2", found="Kävijät"),
        Finding("which-platform", Severity.QUESTION, "Vuosi!2025!C1", {"found": "Lainat"}),
        error("not-a-number", "Vuosi!2025!D900", found="x"),
        error("not-a-number", "Toinen!A1", found="x"),
        error("not-a-number", "a.toml", found="x"),
    ]
    after = opened(annotated(saved(book), findings, "fi"))
    assert set(told(after)) == {"Vuosi!2025!A1", "Vuosi!2025!C1", "Vuosi!2025!D900"}
    sheet = after["Vuosi!2025"]
    assert sheet["A1"].fill.start_color.rgb == LIGHT
    assert sheet["C1"].comment.text.startswith("Tarkista tämä\n\nKysymys: ")
    assert (sheet["C1"].font.color.rgb, sheet["C1"].font.bold) == ("FF0A1014", True)
    assert len(listed(after)) == len(findings)


def test_what_we_write_is_text_and_never_a_formula() -> None:
    data = sheets_of({"A": [["=1+1", Formula("=1+1", 2)], ["x"]]})
    odd = '=HYPERLINK("http://198.51.100.1")\x07'
    book = opened(annotated(data, [error("not-a-number", f"={odd}", found=odd)], "fi"))
    assert (book["A"]["A1"].data_type, book["A"]["B1"].data_type) == ("s", "f")
    cells = [cell for line in book.worksheets[-1].iter_rows() for cell in line if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [text for one in listed(book) for text in one if text.startswith("==")]


def test_macros_and_numbers_alone_change_nothing() -> None:
    data = repacked(workbook([row()]), {"xl/vbaProject.bin": b"x"})
    with zipfile.ZipFile(io.BytesIO(annotated(data, [], "fi"))) as parts:
        assert not [name for name in parts.namelist() if "vba" in name]


# --- other kinds of file

ROWS: Sequence[Sequence[Any]] = [["Kuukausi", "Käynnit"], ["tammi 2025", "1.240"], ["helmi", 5]]


@pytest.mark.parametrize("kind", KINDS)
def test_any_kind_of_file_comes_back_as_a_workbook_with_the_same_cells(kind: str) -> None:
    data = file_of(kind, [page("Luvut", ROWS)])[1]
    name = sheet_name(kind, "Luvut")
    after = annotated(data, [error("ambiguous-number", f"{name}!B2", found="1.240")], "en")
    assert set(told(opened(after))) == {f"{name}!B2"}
    assert values(after) == values(data)
    assert listed(opened(after))[0][:3] == [
        f"{name}!B2", "Error", "The number “1.240” can be read in two ways."
    ]  # fmt: skip


def test_a_bare_sheet_has_room_for_its_words() -> None:
    text = "\n".join(["Kuukausi;Hyvin pitkä selite", *["tammi 2025;5"] * 400, "x" * 90 + ";5"])
    sheet = opened(annotated(text.encode(), [], "fi"))["csv"]
    widths = {letter: one.width for letter, one in sheet.column_dimensions.items()}
    assert widths == {"A": 12, "B": 20}


def test_names_that_a_spreadsheet_does_not_take_are_made_fit() -> None:
    pages = [page("Tämä nimi on pidempi kuin mitä laskentaohjelma sallii: 2024", [["a"]]),
             page("Tämä nimi on pidempi kuin mitä laskentaohjelma sallii: 2025", [["b"]]),
             page("huomautukset", [["c"]])]  # fmt: skip
    data = file_of("ods", pages)[1]
    findings = [error("not-a-number", f"{one.name}!A1", found="x") for one in pages]
    book = opened(annotated(data, findings, "fi"))
    assert all(len(name) <= 31 and ":" not in name for name in book.sheetnames)
    assert [sheet["A1"].value for sheet in book.worksheets[:3]] == ["a", "b", "c"]
    assert len(told(book)) == 3
    assert book.sheetnames[-1] == "Huomautukset (2)"
    assert listed(book)[0][0] == findings[0].cell


# --- what cannot be done


def test_a_file_that_cannot_be_opened_has_no_cells_to_remark_on() -> None:
    with pytest.raises(WorkbookRejected):
        annotated(b"PK\x03\x04", [], "fi")


def test_a_workbook_that_only_the_reader_opens_comes_back_bare() -> None:
    """Where the workbook's looks are beyond saving, the cells and the list are not."""
    data = repacked(workbook([row(value="x")]), {"docProps/core.xml": b"<nonsense"})
    after = annotated(data, [error("not-a-number", "Luvut!H2", found="x")], "fi")
    assert values(after) == values(data)
    assert [one[0] for one in listed(opened(after))] == ["Luvut!H2"]


def test_a_very_large_file_comes_back_bare() -> None:
    data = "\n".join([";".join("1" * 200)] * 2100).encode()
    after = annotated(data, [error("not-a-number", "csv!B2", found="1")], "fi")
    assert remarks.is_ours(guard.opened(after).sheets[-1])


def test_a_child_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    run = subprocess.run

    def hurried(command, **options):
        slow = {"timeout": 0.01} if command[-1] == "marking" else {}
        return run(command, **{**options, **slow})

    monkeypatch.setattr("subprocess.run", hurried)
    after = annotated(workbook([row()]), [], "fi")
    assert remarks.is_ours(guard.opened(after).sheets[-1])


def test_the_child_can_be_asked_directly() -> None:
    order = {"author": "x", "aside": [], "notes": [("A", 1, 1, "no", True), ("Z", 1, 1, "", True)],
             "title": "List", "rows": [("mark",)], "fit": True}  # fmt: skip
    book = opened(marking.marked(sheets_of({"A": [["a" * 60]]}), order))
    assert told(book) == {"A!A1": "no"}
    assert book["A"].column_dimensions["A"].width == 48


# --- the sheet of remarks


def test_only_a_sheet_that_begins_with_our_words_is_set_aside() -> None:
    mark, other = remarks.MARK.fi, remarks.MARK.en
    data = sheets_of({"A": [["x"]], "B": [[mark], ["Luvut!A1"]], "C": [[f" {other} "]], "D": []})
    assert [one.name for one in remarks.set_aside(guard.opened(data)).sheets] == ["A", "D"]
    beside = sheets_of({"A": [["", mark]], "B": [[1.0]], "C": [["Huomautukset"]]})
    book = guard.opened(beside)
    assert remarks.set_aside(book) is book
