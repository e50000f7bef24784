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
        [MONTHS, FIGURES, [], ["Yksikkö: t€"]],
        [MONTHS, FIGURES, [], ["Luvut 1 000 €."]],
        [MONTHS, FIGURES, [], ["Luvut on esitetty tuhatta euroa"]],
        [MONTHS, FIGURES, ["* tuhatta euroa"]],
        [MONTHS, FIGURES, [], ["1 000 euroa"]],
        [[*MONTHS, "", "t€"], FIGURES],
        [[*MONTHS, "Yks."], [*FIGURES, "1 000 €"]],
        [[*MONTHS, "Huom."], [*FIGURES, "tuhatta euroa"]],
        [MONTHS, ["Kulut (k€)", *FIGURES[1:]]],
        [["Luvut k€"], MONTHS, FIGURES],
    ],
    ids=[
        "corner",
        "title",
        "title like a note",
        "note",
        "name",
        "unit",
        "English",
        "legend",
        "sentence",
        "words",
        "footnote",
        "number",
        "aside",
        "units behind",
        "remark",
        "kilo",
        "kilo in a title",
    ],
)
def test_figures_in_thousands_are_refused(rows: list[list[Raw]]) -> None:
    codes = [one.code for one in read(*rows).findings]
    assert "scaled-figures" in codes


def test_a_thousand_visitors_are_no_scale() -> None:
    assert read(MONTHS, FIGURES, ["Lähde: Meta, 1000 seuraajaa ylittyi"]).findings == ()


@pytest.mark.parametrize(
    "note",
    ["Rahoitus yli 1 000 € / hanke", "Luvut on koottu 1 000 euron hankkeista", "TE", "t. Maija"],
)
def test_a_sum_in_a_note_is_no_scale(note: str) -> None:
    assert read(MONTHS, FIGURES, [], [note]).findings == ()


def test_a_figure_of_a_thousand_is_no_scale() -> None:
    assert read(MONTHS, ["Tuet", "1 000 €", "2 000 €", "1 000 €"]).findings == ()
