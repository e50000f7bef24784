"""Separated values and workbooks of PxWeb: every dress of one table, and tables that are none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kpi.readers import pxweb
from kpi.readers.cells import Book, Mark, Marked, Raw
from tests.readers import statistics
from tests.readers.statistics import CONTENTS, REGIONS, Dim, Table, Value, loosely, months, table
from tests.readers.told import codes, figures, labels, reading, workbook

TITLE = "12xy -- Työttömät alueittain, 2024M12-2025M02"
LABELS = ["Kaukola / Työttömät (lkm)", "Kaukola / Osuus (%)"]
TWO = Dim("Alue", (Value("Kaukola", "KU236"), Value("Lähelä", "KU924")), "region")


def text(*lines: str) -> Book:
    lines = tuple(f'"{one}"' if one == TITLE else one for one in lines)
    return loosely("\n".join(lines) + "\n")


def small(dims: Sequence[Dim], stub: int) -> Table:
    return table(dims=dims, figures=["1", "2", "3", "4"] * 3, stub=stub)


@pytest.mark.parametrize("stub", [1, 2, 3])
@pytest.mark.parametrize("turn", range(3))
def test_whatever_stands_beside_and_above(stub: int, turn: int) -> None:
    dims = [*[REGIONS, CONTENTS, months()][turn:], *[REGIONS, CONTENTS, months()][:turn]]
    one = small(dims, stub)
    plain = reading(pxweb, loosely(statistics.px(one)))
    made = reading(pxweb, loosely(statistics.separated(one)))
    said = {frozenset(figures([it], it.label).items()) for it in made.series}
    assert said == {frozenset(figures([it], it.label).items()) for it in plain.series}
    assert len(made.series) == 4


def test_headings_of_a_period_and_words() -> None:
    book = text(
        '"Alue","2025M01 Työttömät","2025M01 Osuus, %","2025M02* Työttömät","2025M02* Osuus, %"',
        '"Kaukola",1,2.5,3,4.5',
    )
    made = reading(pxweb, book)
    assert figures(made, "Työttömät") == {"2025-M01": "1", "2025-M02": "3"}
    assert [one.unit for one in made.series] == ["", "%"]
    assert codes(made.findings) == [("preliminary-figures", "csv!A1", "2025M02*")]
    turned = text("Alue;Miehet 2025M01 lkm;Miehet 2025M02 lkm", "Kaukola;1;2", "Lähelä;3;4")
    assert figures(reading(pxweb, turned), "Lähelä") == {"2025-M01": "3", "2025-M02": "4"}


def test_headings_of_a_year_and_words() -> None:
    book = text(TITLE, "", "Alue,Tiedot 2023,Tiedot 2024,Osuus 2023,Osuus 2024", "Kaukola,1,2,3,4")
    assert figures(reading(pxweb, book), "Osuus") == {"2023-A1": "3", "2024-A1": "4"}
    book = text(TITLE, "", "Alue,2023 Tiedot,2024 Tiedot", "Kaukola,1,2")
    assert figures(reading(pxweb, book), "Kaukola / Tiedot") == {"2023-A1": "1", "2024-A1": "2"}


def test_years_beside_are_no_figures() -> None:
    book = text(TITLE, "", "Alue,Vuosi,Väkiluku", "Kaukola,2023,2010", "Kaukola,2024,2001")
    assert figures(reading(pxweb, book), "Kaukola / Väkiluku") == {
        "2023-A1": "2010",
        "2024-A1": "2001",
    }
    one_year = text(TITLE, "", "Alue,Vuosi,Väkiluku", "Kaukola,2023,2010", "Lähelä,2023,2001")
    assert figures(reading(pxweb, one_year), "Lähelä") == {"2023-A1": "2001"}


def test_codes_beside_their_words() -> None:
    book = text(
        "alue_koodi,Alue,Kuukausi,Tiedot",
        "KU236,Kaukola,2025M01,5", "KU236,Kaukola,2025M02,6",
        "KU924,Lähelä,2025M01,7", "KU924,Lähelä,2025M02,8",
    )  # fmt: skip
    made = reading(pxweb, book)
    assert [(one.label, one.concept) for one in made.series] == [
        ("Kaukola", "ku236 tiedot"),
        ("Lähelä", "ku924 tiedot"),
    ]


def test_a_title_right_above_and_empty_lines_before() -> None:
    book = text("", TITLE, "Alue,2025M01", "Kaukola,5", "Lähelä,..", "Meri,")
    made = reading(pxweb, book)
    assert figures(made, "Kaukola") == {"2025-M01": "5"}
    assert figures(made, "Lähelä") == {"2025-M01": "None"}
    assert labels(made) == ["Kaukola", "Lähelä"]


def test_saved_anew_by_a_spreadsheet() -> None:
    rows: list[list[Raw]] = [
        [TITLE, "", ""],
        ["", "", ""],
        ["Vuosi", "Alue", "Osuus, %"],
        [2023, "Kaukola", 4.5],
        [2024, "Kaukola", ".."],
    ]
    made = reading(pxweb, workbook(("Taul1", rows)))
    assert figures(made, "Kaukola / Osuus, %") == {"2023-A1": "4.5", "2024-A1": "None"}


def test_decimal_commas_of_a_spreadsheet() -> None:
    book = text(TITLE, "", "Alue;2025M01;2025M02", "Kaukola;4,5;-0,25")
    assert figures(reading(pxweb, book), "Kaukola") == {"2025-M01": "4.5", "2025-M02": "-0.25"}


@pytest.mark.parametrize(
    "lines",
    [
        ("Alue,2025M01,2025M02", "Kaukola,5,x"),  # words among the figures
        ("Alue,2025M01,2025M02", "Kaukola,5,6,7"),  # more than headings
        ("Alue,2025M01,", "Kaukola,5,6"),  # a heading that is not there
        ("Alue,2025M01,2025M01", "Kaukola,5,6"),  # one heading twice
        ("Alue,2025M01,Yhteensä", "Kaukola,5,6"),  # a sum that somebody added
        ("Alue,2025M01 2025M02", "Kaukola,5"),  # two periods in one
        ("Alue,2025M01 A,2025M02 B", "Kaukola,5,6"),  # not every combination
        ("Alue,2025M01", "Kaukola,5", "Kaukola,6"),  # one row twice
        ("Alue,Tiedot,2025M01", "A,x,5", "A,y,5", "B,x,5"),  # a row is missing
        ("Alue,Tiedot,2025M01", "A,x,5", "B,x,5", "A,y,5", "B,y,5", "C,x,5", "C,y,5"),  # moved
        ("Alue,Tiedot,2025M01", "Kaukola,,5"),  # a value that is not there
        ("Alue,2025M01", "Kaukola,5", "", "Lähde: tilastovirasto"),  # a note
        ("Alue,Ryhmä 2025M01", "2024M01,5", "2024M02,6"),  # two times
        ("Alue,Luku", "Kaukola,5"),  # no time
        ("Aihe,Luku", "2025M01,5"),  # no dimension of theirs
        ("Alue,2025M01",),
    ],
)
def test_tables_of_another_form_are_left_to_others(lines: tuple[str, ...]) -> None:
    assert pxweb.recognise(text(*lines)) == ""


def test_a_year_among_the_contents_stays_with_them() -> None:
    book = text(TITLE, "", "Kuukausi,Alue,Ennuste 2030,Arvio 2031", "2025M01,Kaukola,5,6")
    assert labels(reading(pxweb, book)) == ["Ennuste 2030", "Arvio 2031"]
    unclear = text(TITLE, "", "Ryhmä,2030,2031", "2025M01,5,6")
    assert pxweb.recognise(unclear) == ""


# Workbooks


def sheet(*rows: Sequence[Raw], name: str = "12xy") -> Book:
    wide = max(map(len, rows))
    return workbook((name, [[*row, *[""] * (wide - len(row))] for row in rows]))


HEAD: Sequence[Sequence[Raw]] = ([TITLE], [], ["", "Työttömät", "Osuus"])


def test_units_below_a_workbook() -> None:
    below = [
        "Tilastokeskus",
        "Yksikkö:",
        "Työttömät (lkm):",
        "Henkilöä",
        "Osuus (%):",
        "%",
        "Loppu",
    ]
    made = reading(pxweb, loosely(statistics.workbook(table(), below=below)))
    assert [one.unit for one in made.series] == ["Henkilöä", "%", "Henkilöä", "%"]
    whole = reading(pxweb, loosely(statistics.workbook(table(), below=["Units:", "Persons"])))
    assert [one.unit for one in whole.series] == ["Persons", "%", "Persons", "%"]
    none = reading(pxweb, loosely(statistics.workbook(table(), below=["Units:"])))
    assert [one.unit for one in none.series] == ["", "%", "", "%"]


def test_the_office_below_is_a_mark_too() -> None:
    plain = table(title="Työttömät")
    marked = statistics.workbook(plain, below=["Lähde:", "Tilastokeskus"])
    assert pxweb.recognise(loosely(marked)) == "pxweb"
    assert pxweb.recognise(loosely(statistics.workbook(plain))) == ""


@pytest.mark.parametrize(
    "book",
    [
        sheet([TITLE], [], ["", "2025M01"]),
        sheet([TITLE], [], ["Alue", "2025M01", ""], ["", "Kaukola", "x"]),
        sheet([TITLE, "x"], [], ["", "2025M01"], ["Kaukola", 5]),
        sheet([""], [], ["", "2025M01"], ["Kaukola", 5]),
        sheet([TITLE], ["", "x"], ["", "2025M01"], ["Kaukola", 5]),
        sheet([TITLE], [], ["", "2025M01"], ["Kaukola", "x"]),
        sheet([TITLE], [], ["", "2025M01"], ["Kaukola", True]),
        sheet([TITLE], [], ["", "2025M01"], ["Kaukola", Marked(Mark.PERCENT, 0.5)]),
        sheet([TITLE], [], ["", "Työttömät"], ["Kaukola", 5]),
        sheet([TITLE], [], ["", "2025M01", "2025M01"], ["Kaukola", 5, 6]),
        sheet([TITLE], [], ["", "2025M01"], ["Kaukola", 5], ["Kaukola", 6]),
        sheet([TITLE], [], ["", "2025M01"], []),
        sheet(*HEAD, [], ["2025M01", 5, 6]),
    ],
)
def test_sheets_of_another_form_are_left_to_others(book: Book) -> None:
    assert pxweb.recognise(book) == ""


def test_a_sheet_that_begins_elsewhere_is_another() -> None:
    book = sheet(*HEAD, ["2025M01", 5, 6])
    assert pxweb.recognise(book) == "pxweb"
    (one,) = book.sheets
    assert pxweb.recognise(book._replace(sheets=(one._replace(row=2),))) == ""
