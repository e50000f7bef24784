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


MONTHS = ["2025", "tammi", "helmi"]
FOUR = ("Lainat", "Kontaktit", "Käynnit", "Kurssit")
JAN, FEB = run("2025-M01", 1, 2), run("2025-M01", 3, 4)
LONE = [
    (
        "towns with rows of their own",
        [MONTHS, ["Perho"], ["Lainat", 1, 2], ["Veteli"], ["Kontaktit", 3, 4], ["Käynnit", 1, 2]],
        "Luvut!A2",
        {"Perho / Lainat": JAN, "Veteli / Kontaktit": FEB, "Veteli / Käynnit": JAN},
        {"Lainat": JAN, "Kontaktit": FEB, "Käynnit": JAN},
    ),
    (
        "one town over all rows",
        [MONTHS, ["Perho"], *([name, 1, 2] for name in FOUR)],
        "Luvut!A2",
        {f"Perho / {name}": JAN for name in FOUR},
        dict.fromkeys(FOUR, JAN),
    ),
    (
        "towns between the months",
        [["2025", "Lainat"], ["Perho"], ["tammi", 1], ["helmi", 2], ["Veteli"], ["maalis", 3]],
        "Luvut!A2",
        {"Perho / Lainat": JAN, "Veteli / Lainat": run("2025-M03", 3)},
        {"Lainat": run("2025-M01", 1, 2, 3)},
    ),
    (
        "a remark between the months",
        [["2025", "Lainat"], ["tammi", 1], ["Suljettu remontin vuoksi"], ["helmi", 2]],
        "Luvut!A3",
        {"Lainat": run("2025-M01", 1), "Suljettu remontin vuoksi / Lainat": run("2025-M02", 2)},
        {"Lainat": JAN},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("grid", "cell", "headed", "flat"), [pytest.param(*rest, id=about) for about, *rest in LONE]
)
def test_names_without_figures_are_asked_about(
    grid: list[list[object]], cell: str, headed: object, flat: object
) -> None:
    case, name = Case("", grid), f"name-without-figures:{cell}"
    assert stops(*opened(case, {})) == [f"name-without-figures {cell}"]
    for answer, expected in (("heading-of-rows", headed), ("row-without", flat)):
        found, asking = opened(case, {name: answer})
        assert (stops(found, asking), figures(found)) == ([], expected)


def test_the_answer_is_known_for_the_same_rows() -> None:
    _, asking = opened(Case("", LONE[0][1]), {})
    (one,) = asking.questions
    assert one.key.endswith(" perho / lainat / veteli / kontaktit / käynnit")


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([["Lainat", 1, 2], ["Veteli"], ["Kontaktit", 3, 4]], "A3"),
        ([["Veteli"], ["Lainat", 1, 2], ["Kontaktit", 3, 4]], "A2"),
    ],
)
def test_a_row_that_may_be_still_to_come_is_told_as_passed_over(
    rows: list[list[object]], cell: str
) -> None:
    found, asking = opened(Case("", [HEAD, *rows]), {})
    assert stops(found, asking) == []
    (one,) = found.findings
    assert (one.code, one.cell) == ("row-without-figures", f"Luvut!{cell}")


def test_a_town_beside_its_rows_is_no_row_of_its_own() -> None:
    grid = [["Kunta", "", 2023, 2024], ["Perho"], ["", "Lainat", 1, 2], ["Veteli"],
            ["", "Lainat", 3, 4]]  # fmt: skip
    found, asking = opened(Case("", grid), {})
    assert stops(found, asking) == []
    assert figures(found) == {"Perho / Lainat": ONE, "Veteli / Lainat": TWO}


TOWNS = {"Perho / Lainat": run("2025-M01", 1, 3), "Veteli / Lainat": run("2025-M01", 2, 4)}
YEARS = {"Perho / Lainat": run("2024-A1", 1, 3), "Veteli / Lainat": run("2024-A1", 2, 4)}


def blocks(first: object, second: object) -> list[list[object]]:
    return [["Kunta", "Lainat"], [first], ["Perho", 1], ["Veteli", 2], [second], ["Perho", 3],
            ["Veteli", 4]]  # fmt: skip


@pytest.mark.parametrize(
    ("grid", "told"),
    [
        (blocks("Tammikuu 2025", "Helmikuu 2025"), TOWNS),
        (blocks("2025M01", "2025M02"), TOWNS),
        ([["Lainat 2025"], *blocks("Tammikuu", "Helmikuu")], TOWNS),
        (blocks("2024", "2025"), YEARS),
        (blocks(2024, 2025), YEARS),
        (
            [["", "tammi", "helmi"], [2024], ["Perho", 1, 2], [2025], ["Perho", 3, 4]],
            {"Perho": {**run("2024-M01", 1, 2), **run("2025-M01", 3, 4)}},
        ),
    ],
)
def test_periods_alone_over_names_are_theirs(grid: list[list[object]], told: object) -> None:
    found, asking = opened(Case("", grid), {})
    assert (stops(found, asking), figures(found)) == ([], told)


@pytest.mark.parametrize(
    "grid",
    [
        [["Tapahtuma", "Kävijät"], [2022], ["Tori", 1], [2025], ["Tori", 2]],
        [["Tapahtuma", "Kävijät"], ["1/2025"], ["Tori", 1], ["2/2025"], ["Tanssit", 2]],
        [["Tapahtuma", "Kävijät"], ["Kesäkuu 2025"], ["Tori", 1], [2025], ["Tanssit", 2]],
        [["Tapahtuma", "Kävijät"], ["Tori", 1], ["Helmikuu 2025"], ["Tanssit", 2]],
    ],
)
def test_periods_over_some_of_the_names_are_refused(grid: list[list[object]]) -> None:
    codes = {one.split()[0] for one in stops(*opened(Case("", grid), {}))}
    assert "period-unreadable" in codes
