"""Names of people are told from those of places, papers, channels and projects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from kpi.readers import guard, people, personal, privacy, rewrite
from kpi.readers.cells import Book, Sheet
from kpi.readers.people import Verdict
from tests.readers.grids import file_of, page

Rows = Sequence[Sequence[Any]]
PEOPLE = ("Maija Virtanen", "Kalle Mäkinen", "Niilo Erik Olkinuora", "Trang Nguyễn")
PLACES = ("Halsua", "Iso Kaarlela", "Uusi Kaarlepyy", "Santa Claus Village", "New York")
PAPERS = ("Suomen Kuvalehti", "Helsingin Sanomat", "Facebook", "Google Analytics", "Yle Uutiset")


def book(rows: Rows) -> Book:
    return Book("xlsx", (Sheet("S", False, 1, 1, rows),))


def gone(rows: Rows) -> dict[str, set[str]]:
    return {
        one.found: {f"{chr(64 + column)}{row}" for row, column in one.rests}
        for one in privacy.private(book(rows))
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Maija Virtanen", True),
        ("Virtanen, Maija", True),
        ("VIRTANEN MAIJA", True),
        ("Anna-Liisa Mäki-Petäjä", True),
        ("Kalle von Essen", True),
        ("M. Virtanen", True),
        ("Maija", False),
        ("Kaustisen kunta", False),
        ("Visit Kaustinen", False),
        ("Suomen Kuvalehti", False),
        ("Ravintola Punainen", False),
        ("Aino Areena", False),
        ("Onni Kahvila Oy", False),
        ("Maijan Tupa", False),
        ("Maija käy kylässä", False),
        ("Q1 2025", False),
        ("Tammi Helmi", True),  # one alone decides nothing
    ],
)
def test_a_name_is_a_given_name_and_a_surname(text: str, name: bool) -> None:
    assert people.is_name(text) is name


def test_a_column_is_of_people_when_most_of_it_is() -> None:
    assert people.verdict(PEOPLE) is Verdict.NAMES
    assert people.verdict([*PLACES, *PAPERS]) is Verdict.NONE
    assert people.verdict([*PAPERS, "Maija Virtanen"]) is Verdict.SOME
    assert people.verdict(["Maija Virtanen"]) is Verdict.NAMES
    assert people.verdict(["Tapio Kettu"]) is Verdict.SOME
    assert people.verdict([]) is Verdict.NONE


@pytest.mark.parametrize(
    ("words", "may"),
    [
        ("Nimi", True),
        ("Nimi / Name", True),
        ("Asiakas (2025)", True),
        ("Osallistujat:", True),
        ("Contact", True),
        ("Kunnan nimi", False),
        ("Nimike", False),
        ("Hanke", False),
        ("", False),
        ("Nimi " * 9, False),
    ],
)
def test_headings_that_may_be_of_people(words: str, may: bool) -> None:
    assert personal.perhaps(words) is may


@pytest.mark.parametrize("heading", ["Nimi", "Name", "Asiakas", "Henkilö", "Tilaaja", "Contact"])
def test_names_under_such_a_heading_go(heading: str) -> None:
    rows: Rows = [
        ["Mittari", heading, "tammi 2025", "helmi 2025"],
        ["Käynnit", PEOPLE[0], 1.0, 2.0],
        ["Lainat", PEOPLE[1], 3.0, 4.0],
        ["Yhteensä", "", 4.0, 6.0],
    ]
    assert gone(rows) == {heading: {"B2", "B3"}}
    assert privacy.refusal(book(rows)) is None


@pytest.mark.parametrize(
    "labels",
    [
        PLACES,
        PAPERS,
        ("Kaustisen kunta", "Perhon kunta", "Vetelin kunta"),
        ("Nuoret Mukaan", "Aino Areena", "Vihreä Siirtymä"),
        ("Kävijät", "Lainat", "Nettosiirtymä"),
        ("Maija", "Kalle", "Oodi"),
    ],
)
@pytest.mark.parametrize("heading", ["Nimi", "Name", "Asiakas"])
def test_a_column_of_other_names_stays(heading: str, labels: Sequence[str]) -> None:
    rows: Rows = [[heading, "1/2025", "2/2025"], *([one, 1.0, 2.0] for one in labels)]
    assert gone(rows) == {}
    assert privacy.perhaps(book(rows)) is None
    assert privacy.refusal(book(rows)) is None


@pytest.mark.parametrize(
    "rows",
    [
        [["Nimi", "Käynnit"], *([one, 5.0] for one in PEOPLE)],
        [["Nimi", "1/2025", "2/2025"], *([one, 1.0, 2.0] for one in PEOPLE)],
        [["Kuukausi", "Nimi", "Tunnit"], *(["tammi 2025", one, 5.0] for one in PEOPLE)],
    ],
)
def test_rows_that_only_a_person_names_are_refused(rows: Rows) -> None:
    finding = privacy.refusal(book(rows))
    assert finding is not None
    assert (finding.code, finding.found) == ("address-list", "Nimi")


def test_months_beside_names_have_their_figures_left() -> None:
    months = ("tammi 2025", "helmi 2025", "maalis 2025", "huhti 2025")
    rows: Rows = [
        ["Kuukausi", "Nimi", "Käynnit"],
        *([m, p, 5.0] for m, p in zip(months, PEOPLE, strict=True)),
    ]
    assert gone(rows) == {"Nimi": {"B2", "B3", "B4", "B5"}}
    assert privacy.refusal(book(rows)) is None


def test_a_few_names_among_others_are_said_and_nothing_goes() -> None:
    rows: Rows = [["Asiakas", "1/2025", "2/2025"], *([one, 1, 2] for one in (*PAPERS, PEOPLE[0]))]
    _, data = file_of("xlsx", [page("S", rows)])
    copy, (said,) = rewrite.kept(data)
    assert copy == data
    assert (said.code, said.cell, said.found) == ("perhaps-names", "S!A1", "Asiakas")
    assert "Virtanen" not in f"{said}"


def test_no_name_is_in_the_copy_or_in_what_is_said() -> None:
    rows: Rows = [
        ["Mittari", "Nimi", "1/2025", "2/2025"],
        *([f"Mittari {n}", one, 1, 2] for n, one in enumerate(PEOPLE)),
    ]
    for kind in ("xlsx", "csv-semicolon"):
        _, data = file_of(kind, [page("S", rows)])
        copy, (said,) = rewrite.kept(data)
        assert said.code == "personal-data-left-out"
        again = guard.opened(copy)
        left = {str(raw) for sheet in again.sheets for row in sheet.rows for raw in row}
        assert not any(word in text for text in (*left, f"{said}") for word in PEOPLE)
        assert "Mittari 1" in left


def test_given_names_alone_are_names_where_hardly_anything_else_stands() -> None:
    assert people.verdict(["Liisa", "Pekka", "Maija", "Kalle"]) is Verdict.NAMES
    assert people.verdict(["Helmi", "Aino", "Toholampi", "Kukka"]) is not Verdict.NAMES
    assert people.verdict(["Anna", "Anna", "Anna"]) is not Verdict.NAMES, "a boat, as well"


def test_under_a_heading_of_people_the_shape_of_names_is_enough() -> None:
    afar = ("Nguyễn Văn An", "Abdi Warsame", "Li Wei")
    assert people.verdict(afar) is Verdict.NONE
    assert people.verdict(afar, certain=True) is Verdict.NAMES
    assert people.verdict((*afar, "Kaukolan kunta"), certain=True) is not Verdict.NAMES
    assert gone([["Kuukausi", "Osallistuja", "Tunnit"], ["1/2025", "Abdi Warsame", 3]]) == {
        "Osallistuja": {"B2"}
    }


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Maija Virtanen kirjasi", "kirjasi"),
        ("Laatija: Nguyễn Văn An 3.4.2025", "Laatija: 3.4.2025"),
        ("Laatinut Maija Liisa Virtanen 5.6.2025", "Laatinut 5.6.2025"),
        ("Lisätietoja: Maija Virtanen, puh. 040 123 4567", "Lisätietoja:"),
        ("soitettu, p. 040 123 4567", "soitettu"),
        ("Uutiskirje 3 / Maija Virtanen", "Uutiskirje 3"),
        ("Virtanen, Maija teki", "teki"),
    ],
)
def test_names_and_numbers_to_call_among_other_words(text: str, rest: str) -> None:
    assert personal.value(text) is not None
    assert personal.rest(text) == rest
    assert personal.value(rest) is None


@pytest.mark.parametrize(
    "text",
    [
        "Maija Virtanen",  # nothing would be left to tell the row by
        "Kaustinen Helmi 2025",
        "Suomalainen Nainen",
        "Lähde: Tilastokeskus",
        "Kevät Helmi Kokonainen luku",
        "Vuosi: 2025",
        "p. 12 sivua",
    ],
)
def test_what_is_no_name_in_a_sentence(text: str) -> None:
    assert personal.value(text) is None
