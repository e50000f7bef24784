"""Sums over names: left out unless somebody takes one, for nobody here adds indicators up."""

from __future__ import annotations

import pytest

from kpi.readers import table
from tests.readers.told import Rows, asking, figures, reading, workbook

STAFF: Rows = [
    ["Henkilöstön määrä 31.12."],
    ["Vuosi", "Vakituiset", "Määräaikaiset", "Yhteensä"],
    [2023, 15, 12, 27],
    [2024, 14, 9, 23],
]
TOWNS: Rows = [
    ["", "2024", "", "2025", ""],
    ["Kunta", "Tapaamiset", "Yritykset", "Tapaamiset", "Yritykset"],
    ["Halsua", 12, 3, 14, 2],
    ["Veteli", 30, 5, 28, 6],
    ["Yhteensä", 42, 8, 42, 8],
]
MONTHS: Rows = [["", "1/2025", "2/2025", "Yhteensä"], ["Lainat", 1, 2, 3], ["Käynnit", 4, 5, 9]]


def test_a_sum_beside_its_parts_is_offered() -> None:
    made = reading(table, workbook(("Luvut", STAFF)))
    assert figures(made.offered, "Yhteensä") == {"2023-A1": "27", "2024-A1": "23"}
    assert [one.label for one in made.series] == ["Vakituiset", "Määräaikaiset"]


def test_a_sum_under_two_headings_is_two_sums() -> None:
    made = reading(table, workbook(("Luvut", TOWNS)))
    assert figures(made.offered, "Yhteensä / Tapaamiset") == {"2024-A1": "42", "2025-A1": "42"}
    assert figures(made.offered, "Yhteensä / Yritykset") == {"2024-A1": "8", "2025-A1": "8"}


def test_a_sum_of_months_is_made_here_and_not_offered() -> None:
    assert not reading(table, workbook(("Luvut", MONTHS))).offered


@pytest.mark.parametrize("odd", ["n. 23", "#REF!", "23 (24)", "1.240"])
def test_a_sum_that_is_not_clear_is_not_offered(odd: str) -> None:
    put = asking()
    made = reading(table, workbook(("Luvut", [*STAFF[:3], [2024, 14, 9, odd]])), put)
    assert not made.offered
    assert not put.questions
    assert all(one.severity != "error" for one in made.findings)


def test_a_year_without_its_sum_is_no_nought() -> None:
    made = reading(table, workbook(("Luvut", [*STAFF[:3], [2024, 14, 9, ""]])))
    assert figures(made.offered, "Yhteensä") == {"2023-A1": "27"}


def test_sums_that_say_two_things_of_one_period_are_not_offered() -> None:
    rows: Rows = [
        ["Vuosi", "Vakituiset", "Sijaiset", "Yhteensä"], [2024, 1, 2, 3], [],
        ["Vuosi", "Miehet", "Naiset", "Yhteensä"], [2024, 2, 2, 4],
    ]  # fmt: skip
    made = reading(table, workbook(("Luvut", rows)))
    assert not made.offered
    assert len(made.series) == 4


def test_a_hidden_sum_is_not_offered() -> None:
    book = workbook(("Luvut", STAFF))
    sheet = book.sheets[0]._replace(hidden_columns=frozenset({4}))
    assert not reading(table, book._replace(sheets=(sheet,))).offered
