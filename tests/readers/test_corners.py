"""Names in a workbook's corners: who made it, comments, names of sheets."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from kpi.readers import guard, kept, unnamed
from tests.readers.grids import file_of, page

ROWS = [["Kuukausi", "Kävijät"], ["1/2025", 5], ["2/2025", 7]]


def book(name: str = "Luvut") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file_of("xlsx", [page(name, ROWS)])[1]))


def saved(made: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def holds(data: bytes, *words: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        whole = " ".join(parts.read(one).decode("utf-8", "replace") for one in parts.namelist())
    return [one for one in words if one in whole]


def test_who_made_a_workbook_is_not_kept_and_all_else_is() -> None:
    made = book()
    made.properties.creator = "Zacharias Omistaja"
    made.properties.lastModifiedBy = "maija@example.fi"
    made.properties.title = "Kävijät – Maija Virtanen"
    made.properties.subject = "Kävijät 2025"
    data = saved(made)
    copy, said = kept(data)
    assert [one.code for one in said] == ["makers-left-out"]
    assert holds(copy, "Omistaja", "maija", "Virtanen") == []
    assert holds(copy, "Kävijät 2025") != []
    assert guard.opened(copy) == guard.opened(data)
    assert kept(copy) == (copy, ())
    assert kept(data)[0] == copy


def test_a_program_or_an_office_is_nobody() -> None:
    made = book()
    made.properties.creator = "Kaukolan kunta"
    data = saved(made)
    assert kept(data) == (data, ())


@pytest.mark.parametrize(
    ("text", "author", "gone"),
    [
        ("tarkistettu", "Maija Virtanen", True),
        ("kysy: maija@example.fi", "x", True),
        ("tarkistettu", "viestintä", False),
    ],
)
def test_comments_that_name_somebody_are_not_kept(text: str, author: str, gone: bool) -> None:
    made = book()
    made["Luvut"]["B2"].comment = Comment(text, author)
    data = saved(made)
    copy, said = kept(data)
    assert [one.code for one in said] == (["comments-left-out"] if gone else [])
    assert (copy == data) is not gone
    assert guard.opened(copy).sheets == guard.opened(data).sheets
    assert holds(copy, "Maija", "maija") == []


def test_comments_as_excel_names_their_part() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet("Luvut")
        for number, one in enumerate(ROWS):
            sheet.write_row(number, 0, one)
        sheet.write_comment("B2", "tarkistettu", {"author": "Maija Virtanen"})
    copy, said = kept(buffer.getvalue())
    assert [one.code for one in said] == ["comments-left-out"]
    assert holds(copy, "Virtanen") == []


def test_a_sheet_called_by_a_person_is_called_otherwise() -> None:
    copy, said = kept(saved(book("Maija Virtanen")))
    assert [(one.code, one.found) for one in said] == [("sheet-renamed", "Taulukko1")]
    assert [one.name for one in guard.opened(copy).sheets] == ["Taulukko1"]
    assert holds(copy, "Virtanen") == []


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("Views (1).csv", "Views (1).csv"),
        ("osavuosikatsaus_2025.xlsx", "osavuosikatsaus_2025.xlsx"),
        ("Tammi Helmi.xlsx", "Tammi Helmi.xlsx"),
        ("Maija_Virtanen_kavijat.xlsx", "kavijat.xlsx"),
        ("Maija Virtanen.xlsx", "tiedosto.xlsx"),
        ("maija@example.fi kävijät.xlsx", "kävijät.xlsx"),
        ("kävijät", "kävijät"),
    ],
)
def test_a_file_s_name_without_people(typed: str, listed: str) -> None:
    assert unnamed(typed) == listed


def test_a_text_that_begins_like_a_zip_is_a_text() -> None:
    data = b"PK;1/2025\nKatiska;5\n"
    assert kept(data) == (data, ())
