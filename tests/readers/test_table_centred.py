"""Headings over the middle of their columns, not merged, whose columns do not repeat."""

from __future__ import annotations

import pytest

from tests.readers.test_table_corpus import Case, figures, opened, run, stops

NAMES = ["Lainat", "Kävijät", "Uudet", "Tapahtumat", "Ryhmät", "Opastukset"]
VALUES = [1, 2, 3, 4, 5, 6]


def january(names: list[str]) -> dict[str, object]:
    return {name: run("2025-M01", value) for name, value in zip(names, VALUES, strict=True)}


def named(letters: str) -> list[str]:
    """Give the names under headings that are told by their letters."""
    whole = {"P": "Perho / ", "V": "Veteli / ", "H": "Halsua / ", ".": ""}
    return [whole[letter] + name for letter, name in zip(letters, NAMES, strict=True)]


@pytest.mark.parametrize(
    ("over", "centred", "rightwards"),
    [
        (["", "", "Perho", "", "", "Veteli"], "PPPVVV", ".PPPVV"),
        (["", "", "Perho", "", "Veteli", "", "Halsua"], "PPVVHH", ".PPVVH"),
    ],
)
def test_headings_over_the_middle_are_asked_about(
    over: list[str], centred: str, rightwards: str
) -> None:
    case = Case("", [over, ["", *NAMES], ["tammi 2025", *VALUES]])
    assert stops(*opened(case, {})) == ["centred-headings Luvut!C1"]
    for answer, letters in (("centred", centred), ("rightwards", rightwards)):
        found, asking = opened(case, {"centred-headings:Luvut!C1": answer})
        assert (stops(found, asking), figures(found)) == ([], january(named(letters)))


@pytest.mark.parametrize(
    ("over", "letters"),
    [
        (["", "", "Perho", "", "", "", "Veteli"], ".PPPPV"),
        (["", "Perho", "", "", "Veteli"], "PPPVVV"),
    ],
)
def test_other_headings_are_taken_on_to_the_right(over: list[str], letters: str) -> None:
    found, asking = opened(Case("", [over, ["", *NAMES], ["tammi 2025", *VALUES]]), {})
    assert (stops(found, asking), figures(found)) == ([], january(named(letters)))


def test_years_over_the_middle_are_asked_about() -> None:
    case = Case("", [["", "", "2024", "", "", "2025"], ["", *NAMES], ["Perho", *VALUES]])
    assert stops(*opened(case, {})) == ["centred-headings Luvut!C1"]
    found, asking = opened(case, {"centred-headings:Luvut!C1": "centred"})
    assert stops(found, asking) == []
    years = ["2024-A1"] * 3 + ["2025-A1"] * 3
    assert figures(found) == {
        f"Perho / {name}": run(year, value)
        for name, year, value in zip(NAMES, years, VALUES, strict=True)
    }


def test_a_total_behind_all_is_in_no_group() -> None:
    grid = [["", "", "Perho", "", "", "Veteli"], ["", *NAMES, "Yht."], ["1/2025", *VALUES, 21]]
    case = Case("", grid)
    assert stops(*opened(case, {})) == ["centred-headings Luvut!C1"]
    found, asking = opened(case, {"centred-headings:Luvut!C1": "centred"})
    assert (stops(found, asking), figures(found)) == ([], january(named("PPPVVV")))
