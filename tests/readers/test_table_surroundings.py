"""What stands around a hand-kept table: words that change what a row's name means, and scales."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kpi.readers import Asking, Reading, table
from kpi.readers.cells import Book, Raw, Sheet

MONTHS: list[Raw] = ["", "tammi", "helmi", "maalis"]
FIGURES: list[Raw] = ["Facebook-seuraajat", 1300.0, 1310.0, 1320.0]


def read(*rows: Sequence[Raw], sheet: str = "2025") -> Reading:
    wide = max(map(len, rows))
    filled = [[*row, *[""] * (wide - len(row))] for row in rows]
    return table.read(Book("xlsx", (Sheet(sheet, False, 1, 1, filled),)), Asking())


def around(*rows: Sequence[Raw], sheet: str = "2025") -> str:
    (one,) = read(*rows, sheet=sheet).series
    assert one.label == "Facebook-seuraajat"
    assert [told.value for told in one.figures] == [1300, 1310, 1320]
    return one.source


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Tavoitteet 2025", "Tavoitteet"),
        ("Ennuste 2025", "Ennuste"),
        ("Muutos edellisestä kuusta", "Muutos edellisestä kuusta"),
        ("Uudet seuraajat 2025", "Uudet seuraajat"),
        ("2025", ""),
        ("Lähde: Meta", ""),
    ],
)
def test_a_title_is_told_without_its_year(title: str, said: str) -> None:
    assert around([title], MONTHS, FIGURES) == said


@pytest.mark.parametrize(
    ("sheet", "said"),
    [("Tavoitteet 2025", "Tavoitteet"), ("Veteli 2025", "Veteli"), ("Taul1", ""), ("2025", "")],
)
def test_a_sheet_s_name_is_told(sheet: str, said: str) -> None:
    rows = [MONTHS, FIGURES] if "2025" in sheet else [["2025"], MONTHS, FIGURES]
    assert around(*rows, sheet=sheet) == said


def test_the_corner_is_told_where_it_names_something() -> None:
    assert around(["Kanava", *MONTHS[1:]], FIGURES) == "Kanava"
    assert around(["Mittari", *MONTHS[1:]], FIGURES) == ""


def test_one_name_in_two_tables_has_the_words_of_both() -> None:
    below: list[Raw] = ["Facebook-seuraajat", 1330.0]
    made = read(["Vanha"], MONTHS, FIGURES, [], ["Uusi"], ["", "huhti"], below)
    sources = {one.source for one in made.series}
    assert all("Vanha" in one or "Uusi" in one for one in sources)


@pytest.mark.parametrize(
    "rows",
    [
        [["Mittari (1 000 kpl)", *MONTHS[1:]], FIGURES],
        [["Kulut, milj. €"], MONTHS, FIGURES],
        [["Luvut tuhansina"], MONTHS, FIGURES],
        [MONTHS, FIGURES, [], ["* luvut tuhansina euroina"]],
        [MONTHS, ["Kulut (t€)", *FIGURES[1:]]],
        [["", "Yksikkö", *MONTHS[1:]], ["Kulut", "t€", *FIGURES[1:]]],
        [MONTHS, FIGURES, ["Figures in thousands"]],
    ],
    ids=["corner", "title", "title like a note", "note", "name", "unit", "English"],
)
def test_figures_in_thousands_are_refused(rows: list[list[Raw]]) -> None:
    codes = [one.code for one in read(*rows).findings]
    assert "scaled-figures" in codes


def test_a_thousand_visitors_are_no_scale() -> None:
    assert read(MONTHS, FIGURES, ["Lähde: Meta, 1000 seuraajaa ylittyi"]).findings == ()
