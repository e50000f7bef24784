"""Words on a row of their own that make something else of the figures below them."""

from __future__ import annotations

import pytest

from tests.readers.test_table_corpus import Case, figures, opened, run, stops

HEAD = ["", 2023, 2024]
ONE, TWO = run("2023-A1", 1, 2), run("2023-A1", 3, 4)

CASES = [
    *(
        Case(f"{word} over all of them",
             [HEAD, [word], ["Lainat", 1, 2], ["Kontaktit", 3, 4]],
             {f"{label} / Lainat": ONE, f"{label} / Kontaktit": TWO})
        for word, label in (("Tavoitteet", "Tavoitteet"), ("Tavoitteet 2025", "Tavoitteet"),
                            ("Budjetti", "Budjetti"), ("Muutos-%", "Muutos-%"),
                            ("Ed. vuosi", "Ed. vuosi"), ("Keskiarvo/kk", "Keskiarvo/kk"),
                            ("Kumulatiivinen", "Kumulatiivinen"))
    ),
    Case(
        "over the last of them",
        [HEAD, ["Lainat", 1, 2], ["Ennuste"], ["Kontaktit", 3, 4]],
        {"Lainat": ONE, "Ennuste / Kontaktit": TWO},
    ),
    Case(
        "what came true below it",
        [HEAD, ["Tavoite"], ["Lainat", 1, 2], ["Toteuma"], ["Kontaktit", 3, 4]],
        {"Tavoite / Lainat": ONE, "Toteuma / Kontaktit": TWO},
    ),
    *(
        Case(f"a row still to be filled in: {about}", [HEAD, *rows],
             {"Lainat": ONE, "Kontaktit": TWO})
        for about, rows in (
            ("a target each", [["Lainat", 1, 2], ["Tavoite"], ["Kontaktit", 3, 4], ["Tavoite"]]),
            ("last", [["Lainat", 1, 2], ["Kontaktit", 3, 4], ["Muutos"]]),
            ("a name", [["Lainat", 1, 2], ["Muutosneuvonta"], ["Kontaktit", 3, 4]]),
        )
    ),
    Case(
        "classes of a school are no halves of a year",
        [["Oppilaat 2025", "1-6", "7-9"], ["Kaustinen", 1, 2]],
        None,
        stops=("which-period Luvut!B2",),
    ),
    Case(
        "towns over the middle of their years",
        [["", "", "Kaustinen", "", "", "Veteli", ""], ["", *[2022, 2023, 2024] * 2],
         ["Lainat", 1, 2, 3, 4, 5, 6]],
        None,
        stops=("heading-missing Luvut!B1",),
    ),
    Case(
        "months over the second of their columns",
        [["", "", "tammi 2025", "", "helmi 2025"], ["", *["tot", "tav"] * 2],
         ["Lainat", 1, 2, 3, 4]],
        None,
        stops=("heading-missing Luvut!B1",),
    ),
    Case(
        "a part beside the whole, which has no heading",
        [["", "", "", "Veteli", "", "Perho"], ["", *["2023", "2024"] * 3],
         ["Lainat", 10, 20, 1, 2, 3, 4]],
        {"Lainat": run("2023-A1", 10, 20), "Veteli / Lainat": ONE, "Perho / Lainat": TWO},
    ),
    Case(
        "one forecast behind what came true",
        [["", "", "", "Ennuste"], ["", "2023", "2024", "2025"], ["Lainat", 1, 2, 3]],
        {"Lainat": ONE},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(case, id=case.about) for case in CASES])
def test_words_over_rows_are_told_with_their_names(case: Case) -> None:
    found, asking = opened(case, {})
    assert stops(found, asking) == list(case.stops)
    if case.figures is not None:
        assert figures(found) == case.figures
