"""Numbers that are not exact, where a figure belongs and where a class of ages does."""

from __future__ import annotations

import pytest

from tests.readers.test_table_corpus import Case, figures, opened, run, stops

HEAD = ["2025", "tammi", "helmi", "maalis"]
OTHER = {"Kävijät": run("2025-M01", 1, 2, 3)}
AGES = {
    "alle 18": run("2024-A1", 4, 7), "18-64": run("2024-A1", 5, 8), "yli 65": run("2024-A1", 6, 9),
}  # fmt: skip


def refused(*cells: str) -> tuple[str, ...]:
    return tuple(f"not-a-number Luvut!{cell}" for cell in cells)


CASES = [
    *(
        Case(f"a first row of {words[0]}", [HEAD, ["Lainat", *words], ["Kävijät", 1, 2, 3]],
             OTHER, stops=refused("B2", "C2", "D2"))
        for words in (
            ["n. 120", "n. 130", "n. 90"], ["<5", "<5", "<5"], ["yli 100", "noin 30", "~30"],
            ["kaksitoista", "viisi", "kolmekymmentä"], ["100?", "> 1 200 kpl", "lähes 40"],
        )
    ),
    Case(
        "a first column of them beside months",
        [["2025", "Lainat", "Kävijät"], ["tammi", "n. 120", 1], ["helmi", 7, 2],
         ["maalis", "<5", 3]],
        {**OTHER, "Lainat": run("2025-M02", 7)},
        stops=refused("B2", "B4"),
    ),
    Case(
        "under years that are numbers",
        [["", 2024, 2025], ["Lainat", "n. 120", "n. 130"], ["Kävijät", 1, 2]],
        {"Kävijät": run("2024-A1", 1, 2)},
        stops=refused("B2", "C2"),
    ),
    Case(
        "classes of ages before the years",
        [["Ikä", "2024", "2025"], ["alle 18", 4, 7], ["18-64", 5, 8], ["yli 65", 6, 9]],
        AGES,
    ),
    Case(
        "classes of ages over the years",
        [["", "alle 18", "18-64", "yli 65"], ["2024", 4, 5, 6], ["2025", 7, 8, 9]],
        AGES,
    ),
    Case(
        "classes of ages beside their year, which could be their own months",
        [["Vuosi", "Ikä", "Lainat"], [2024, "alle 18", 4], [2024, "18-64", 5], [2024, "yli 65", 6]],
        None,
        stops=("which-period Luvut!C2",),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(case, id=case.about) for case in CASES])
def test_what_is_told_roughly_is_refused_in_its_cell_and_no_heading(case: Case) -> None:
    found, asking = opened(case, {})
    assert stops(found, asking) == list(case.stops)
    if case.figures is not None:
        assert figures(found) == case.figures
