"""Answers and lengths of time among figures are left out by their names; they are no headings."""

from __future__ import annotations

import pytest

from tests.readers.test_table_corpus import Case, figures, opened, run, stops

HEAD = ["", "2024", "2025"]
LOANS, VISITS = ["Lainat", 1, 2], ["Käynnit", 3, 4]
TOLD = {"Lainat": run("2024-A1", 1, 2), "Käynnit": run("2024-A1", 3, 4)}
ROWS = [
    ["Strategia päivitetty", "kyllä", "ei"],
    ["Kysely tehty", "x", ""],
    ["Kysely", "Valmis", "tekemättä"],
    ["Istunnon kesto", "0:02:31", "0:02:40"],
    ["Istunnon kesto", "2 min 31 s", "2 min 40 s"],
]


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_row_without_figures_is_left_out_by_its_name(row: list[str], place: int) -> None:
    rows = [LOANS, VISITS]
    rows.insert(place, row)
    found, asking = opened(Case("", [HEAD, *rows]), {})
    assert (stops(found, asking), figures(found)) == ([], TOLD)
    (said,) = found.findings
    assert (said.code, said.cell) == ("words-left-out", f"Luvut!A{place + 2}")


def test_a_column_without_figures_is_left_out_by_its_name() -> None:
    grid = [["Kurssi", "Klo", "Osallistujat", "Peruttu"], ["1/2025", "10:00", 10, "ei"],
            ["2/2025", "18:30", 0, "kyllä"]]  # fmt: skip
    found, asking = opened(Case("", grid), {})
    assert (stops(found, asking), figures(found)) == ([], {"Osallistujat": run("2025-M01", 10, 0)})
    assert [(it.code, it.found) for it in found.findings] == [("words-left-out", "Klo, Peruttu")]


@pytest.mark.parametrize("row", [["Kävijät", "kyllä", 3], ["Kävijät", "noin 500", "ei"]])
def test_words_beside_figures_are_refused(row: list[object]) -> None:
    found, asking = opened(Case("", [HEAD, LOANS, row]), {})
    assert stops(found, asking)


def test_letters_under_years_are_headings_without_a_name_before_them() -> None:
    found, _ = opened(Case("", [HEAD, ["", "x", "y"], LOANS]), {})
    assert sorted(figures(found)) == ["Lainat / x", "Lainat / y"]
