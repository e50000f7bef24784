"""Pivot tables pasted or saved as they are: years with their sums, labels for axes, blanks."""

from __future__ import annotations

import pytest

from tests.readers.test_table_corpus import Case, figures, opened, run, stops

MONTHS = {"Summa / Lainat": {**run("2024-M01", 100, 200), **run("2025-M01", 110, 220)}}
YEARS = {"Halsua": run("2024-A1", 30, 40), "Veteli": run("2024-A1", 50, 60)}
CASES = [
    *(
        Case(
            f"{about} over months",
            [["Riviotsikot", "Summa / Lainat"], [first, 300], ["tammi", 100], ["helmi", 200],
             [second, 330], ["tammi", 110], ["helmi", 220], ["(tyhjä)"], ["Kaikki yhteensä", 630]],
            MONTHS,
        )
        for about, first, second in (("typed years", 2024, 2025), ("years as text", "2024", "2025"))
    ),
    Case(
        "quarters and months below years",
        [["Rivitunnisteet", "Summa / Lainat"], [2024, 300], ["Q1", 300], ["tammi", 100],
         ["helmi", 200], [2025, 330], ["Q1", 330], ["tammi", 110], ["helmi", 220]],
        MONTHS,
    ),
    *(
        Case(
            f"{about} across",
            [["Summa / Käynnit", "Sarakeotsikot"],
             ["Riviotsikot", first, second, "(tyhjä)", "Kaikki yhteensä"],
             ["Halsua", 30, 40, "", 70], ["Veteli", 50, 60, "", 110], ["(tyhjä)", "", "", 5, 5],
             ["Kaikki yhteensä", 80, 100, 5, 185]],
            YEARS,
        )
        for about, first, second in (("typed years", 2024, 2025), ("years as text", "2024", "2025"))
    ),
    Case(
        "two fields across",
        [["", "Sarakeotsikot"], ["", 2024, "", 2025, ""],
         ["Riviotsikot", *["Summa / Lainat", "Summa / Käynnit"] * 2], ["Halsua", 1, 2, 3, 4]],
        {"Halsua / Summa / Lainat": run("2024-A1", 1, 3),
         "Halsua / Summa / Käynnit": run("2024-A1", 2, 4)},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(case, id=case.about) for case in CASES])
def test_a_pivot_table_comes_to_its_figures(case: Case) -> None:
    found, asking = opened(case, {})
    assert (stops(found, asking), figures(found)) == ([], case.figures)


def test_numbers_over_names_are_no_years() -> None:
    grid = [["Koodi", "1/2025", "2/2025"], [2024, 1, 2], ["Lainat", 3, 4]]
    assert stops(*opened(Case("", grid), {}))


def test_last_year_s_figure_over_the_months_of_this_year_is_no_heading() -> None:
    rows = [["", "Lainat"], [2024, 1200], ["tammi", 100], ["helmi", 110]]
    assert stops(*opened(Case("", rows), {})) == ["which-year Luvut!A3"]
    found, asking = opened(Case("", [["Seuranta 2025"], *rows]), {})
    assert (stops(found, asking), figures(found)) == ([], {"Lainat": run("2025-M01", 100, 110)})
