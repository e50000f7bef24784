"""Sheets copied for the next year or month, whose name or headings still say the old one."""

from __future__ import annotations

import pytest

from tests.readers.grids import Page, page
from tests.readers.test_table_corpus import Case, figures, opened, run, stops

ROWS = [["Kunta", "Lainat"], ["Perho", 2]]
LOANS = "Perho / Lainat"


@pytest.mark.parametrize(
    "sheet",
    [
        page("2025", [["", "1/2024", "2/2024"], ["Lainat", 1, 2]]),
        page("Luvut", [["Seuranta 2025"], ["", "1/2024", "2/2024"], ["Lainat", 1, 2]]),
        page("Luvut 2025", [["Kuukausi", "Lainat"], ["tammi 2024", 1], ["helmi 2024", 2]]),
    ],
)
def test_months_of_another_year_than_the_sheet_s_are_asked_about(sheet: Page) -> None:
    (asked,) = stops(*opened(Case("", [sheet]), {}))
    code, cell = asked.split(" ", 1)
    assert code == "year-of-headings"
    for year in ("2024", "2025"):
        found, asking = opened(Case("", [sheet]), {f"{code}:{cell}": year})
        assert (stops(found, asking), figures(found)) == ([], {"Lainat": run(f"{year}-M01", 1, 2)})


@pytest.mark.parametrize(
    "head", [["", "1/2024", "1/2025"], ["", "2023", "2024"], ["", "1/2025", "2/2025"]]
)
def test_other_years_beside_that_of_the_title_are_ordinary(head: list[str]) -> None:
    case = Case("", [page("2025", [head, ["Lainat", 1, 2]])])
    assert stops(*opened(case, {})) == []


@pytest.mark.parametrize(
    ("name", "title", "told"),
    [
        ("Helmikuu", "Helmikuu 2025", run("2025-M02", 2)),
        ("2025", "Tammi–kesäkuu 2025", run("2025-S1", 2)),
        ("Helmikuu", "Tammikuu 2025", None),
        ("2024", "Tammi–kesäkuu 2025", None),
    ],
)
def test_the_month_of_a_sheet_and_of_its_title_agree_or_are_asked_about(
    name: str, title: str, told: dict[str, object] | None
) -> None:
    found, asking = opened(Case("", [page(name, [[title], *ROWS])]), {})
    assert stops(found, asking) == ([] if told else [f"which-period {name}!B3"])
    if told:
        assert figures(found) == {LOANS: told}


def test_what_the_name_and_the_title_say_together_is_offered_first() -> None:
    _, asking = opened(Case("", [page("Helmikuu", [["Seuranta 2025"], *ROWS])]), {})
    (asked,) = asking.questions
    assert asked.choices[0] == "2025-M02"


def test_words_with_a_year_below_the_figures_make_no_years_of_names() -> None:
    grid = [["", "2024", "2025"], ["Lainat", 1, 2], ["Lisäksi 500 kaukolainaa vuonna 2025"]]
    found, asking = opened(Case("", grid), {})
    assert (stops(found, asking), figures(found)) == ([], {"Lainat": run("2024-A1", 1, 2)})


@pytest.mark.parametrize("head", ["%", "Osuus", "Osuus %", "%-osuus"])
def test_shares_between_years_are_left_out(head: str) -> None:
    grid = [
        ["", "2024", head, "2025", head],
        ["Naiset", 10, 50, 20, 40],
        ["Miehet", 10, 50, 30, 60],
    ]
    found, asking = opened(Case("", grid), {})
    assert stops(found, asking) == []
    assert figures(found) == {"Naiset": run("2024-A1", 10, 20), "Miehet": run("2024-A1", 10, 30)}
    assert [one.code for one in found.findings] == ["totals-left-out"]
