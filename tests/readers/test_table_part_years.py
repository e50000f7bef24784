"""A year that is not whole: half of it beside a whole one is the comparison nobody may be shown."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.readers.grids import Day, page
from tests.readers.test_table_corpus import Case, figures, opened, run, stops

YEARS = ["", 2024, 2025]
LOANS = ["Lainat", 100, 60]
ONE = {"Lainat": {**run("2024-A1", 100), **run("2025-S1", 60)}}
BOTH = {"Lainat": {**run("2024-S1", 100), **run("2025-S1", 60)}}
WHOLE = {"Lainat": run("2024-A1", 100, 60)}
HALF = "2025-S1"

ASKED = [
    *(
        Case(f"only 2025, by {said}", [["", "2024", head], LOANS, *below], ONE,
             answers={"part-of-year:Luvut!C1": HALF})
        for said, head, below in (
            ("an asterisk and its note", "2025*", [["* tammi-kesäkuu"]]),
            ("a raised one and its note", "2025¹", [[], ["¹ 1.1.–30.6.2025"]]),
            ("a number and its note", "2025 1)", [[], ["1) kesäkuun loppuun"]]),
            ("a note right below", "2025*", [["* kesäkuun loppuun"]]),
            ("a note that names the year", "2025", [["Huom! Vuoden 2025 luvut ajalta 1-6/2025"]]),
            ("when it was updated", "2025", [[], ["Päivitetty 30.6.2025"]]),
            ("the day beside it", "2025", [[], ["Päivitetty", "30.6.2025"]]),
            ("a real day beside it", "2025", [[], ["Päivitetty:", Day(dt.date(2025, 6, 30))]]),
            ("a day alone", "2025", [[], ["30.6.2025"]]),
        )
    ),
    *(
        Case(f"both years, by the title {title}", [[title], YEARS, LOANS], BOTH,
             answers={"part-of-year:Luvut!B2": "2024-S1", "part-of-year:Luvut!C2": HALF})
        for title in ("Kirjasto tammi–kesäkuu", "Kirjasto (1–6 kk)", "Kirjasto, puolivuosi",
                      "Kesäkausi", "Kesän kävijät", "Uimala, talvisesonki", "Viikko 12",
                      "Tilikausi päättyy 30.6.", "Henkilöstö 30.6.", "Väestö 1.1.", "School year")
    ),
    *(
        Case(f"both years, by the corner or sheet {said}", grid, BOTH,
             answers={f"part-of-year:{sheet}!B1": "2024-S1", f"part-of-year:{sheet}!C1": HALF})
        for said, sheet, grid in (
            ("corner", "Luvut", [["Lukuvuosi", 2024, 2025], LOANS]),
            ("sheet", "Kesä", [page("Kesä", [YEARS, LOANS])]),
        )
    ),
    *(
        Case(f"a title of one of the years: {title}", [[title], [], YEARS, LOANS], ONE,
             answers={"part-of-year:Luvut!C3": HALF, "other-years:Luvut!B3": "whole-years"})
        for title in ("Osavuosikatsaus 1-6/2025", "1.1.–30.6.2025", "Kirjasto kesäkuu 2025")
    ),
    Case(
        "the other year is of the same half",
        [["Osavuosikatsaus 1-6/2025"], [], YEARS, LOANS],
        BOTH,
        answers={"part-of-year:Luvut!C3": HALF, "other-years:Luvut!B3": "first-halves"},
    ),
    Case(
        "the name of the sheet",
        [page("1-6 2025", [YEARS, LOANS])],
        ONE,
        answers={"part-of-year:1-6 2025!C1": HALF, "other-years:1-6 2025!B1": "whole-years"},
    ),
    Case(
        "what stands where names and years meet",
        [["Kirjasto (1-6)", 2024, 2025], LOANS],
        BOTH,
        answers={"part-of-year:Luvut!B1": "2024-S1", "part-of-year:Luvut!C1": HALF},
    ),
    Case(
        "a remark in the row of its year",
        [["Vuosi", "Lainat", "Huom."], [2024, 100, ""], [2025, 60, "1-6/2025"]],
        ONE,
        answers={"part-of-year:Luvut!A3": HALF},
    ),
    Case(
        "a quarter that is typed",
        [["", "2024", "2025*"], LOANS, ["* 1.1.–31.3.2025"]],
        {"Lainat": {**run("2024-A1", 100), **run("2025-Q1", 60)}},
        answers={"part-of-year:Luvut!C1": "1-3/2025"},
    ),
    Case(
        "it is the whole year all the same",
        [["", "2024", "2025"], LOANS, [], ["Päivitetty 30.6.2025"]],
        WHOLE,
        answers={"part-of-year:Luvut!C1": "2025-A1"},
    ),
    Case(
        "what nobody knows is left out",
        [["", "2024", "2025*"], LOANS, ["* tammi-elokuu"]],
        {"Lainat": run("2024-A1", 100)},
        answers={"part-of-year:Luvut!C1": "skip"},
    ),
    *(
        Case(f"{more} beside the year", [["", "2024", f"2025 {more}"], LOANS],
             {"Lainat": run("2024-A1", 100), f"Lainat / {more}": run("2025-S1", 60)},
             answers={"part-of-year:Luvut!C1": HALF})
        for more in ("(kesken)", "(puolivuosi)", "tähän mennessä", "Q1-Q2", "Q1+Q2", "I-II",
                     "1.-2. nelj.", "alkupuoli", "tähän asti", "nyt", "vajaa", "OVK1",
                     "(heinä puuttuu)", "I–III neljännes", "puolikas")
    ),
]  # fmt: skip
NEXT = [
    Case(
        f"behind a whole year: {said}",
        [["", "2023", "2024", said], [*LOANS, 30]],
        {"Lainat": {**run("2023-A1", 100, 60), **run("2025-S1", 30)}},
        answers={"which-year:Luvut!D1": "2025"},
    )
    for said in ("1-6", "1.1.–30.6.", "tammi-kesäkuu", "H1")
]
TITLED = [
    Case(
        "behind a whole year under the year of the table",
        [["Seuranta 2025"], ["", "2024", "1-6"], LOANS],
        ONE,
    ),
    Case(
        "two quarters of which the second is a time of its own",
        [["", "2024", "1. ja 2. kvartaali 2025"], LOANS],
        {"Lainat": run("2024-A1", 100)},
    ),
]
REFUSED = [
    *(
        Case(
            f"a period of which some is missing: {head}",
            [["", "5/2025", head], LOANS],
            stops=("part-of-year-noted Luvut!C1",),
        )
        for head in (
            "6/2025 (kesken)",
            "kesäkuu 2025 (15.6. asti)",
            "1-6/2025 (tilanne 15.5.)",
            "1-6/2025 kesken",
            "kesäkuu 2025 (1.–15.6.)",
            "Q2/2025 (vain huhti-touko)",
            "1-6/2025 (ei sis. kesäkuuta)",
        )
    ),
    Case("a name", [YEARS, ["Lainat (1-6)", 100, 60]], stops=("part-of-year-noted Luvut!A2",)),
    Case(
        "a remark beside a figure",
        [[*YEARS, "Huom."], [*LOANS, "luku 1-6/2025"]],
        stops=("part-of-year-noted Luvut!D2",),
    ),
]
FINE = [
    *(
        Case(f"fine: {said}", [*above, YEARS, LOANS, *below], WHOLE)
        for said, above, below in (
            ("updated later", [], [[], ["Päivitetty 15.1.2026"]]),
            ("preliminary", [], [["* ennakkotieto"]]),
            ("a title of years", [["Kirjasto 2024–2025"], []], []),
            ("a title of whole years", [["Kirjasto tammi–joulukuu"], []], []),
            ("a title of the whole year by its days", [["Kirjasto 1.1.–31.12."], []], []),
            ("a note of another year", [], [[], ["Vuoden 2019 luku oli 1-6/2019"]]),
            ("a festival's name", [["Kesätapahtumat"], []], []),
            ("both seasons", [["Kesä- ja talvimatkailu"], []], []),
            ("a remark of the summer", [], [[], ["Kesällä oli remontti"]]),
            ("the last day", [["Henkilöstö 31.12."], []], []),
            ("a goal's number", [["3.10. Kirjaston käyttö"], []], []),
        )
    ),
    *(
        Case(f"fine: {name}", [YEARS, [name, 100, 60]], {name: run("2024-A1", 100, 60)})
        for name in ("Maaliskuun messut", "Lainat, 7–12-vuotiaat", "Kesäkuun yö", "Taulukko 1–2",
                     "Tyytyväisyys (1–5)", "Arvosana (4-10)")
    ),
    Case(
        "fine: an event in its row",
        [["Kuukausi", "Mittari", "Arvo"], [2019, "Maaliskuun messut", 3]],
        {"Maaliskuun messut": run("2019-A1", 3)},
    ),
    Case(
        "fine: one year behind a column of units",
        [["", "Yksikkö", 2019], ["Lainat", "kpl", 3]],
        {"Lainat": run("2019-A1", 3)},
    ),
    Case(
        "fine: an event without a figure yet",
        [["Kuukausi", "Mittari", "Arvo"], [2019, "Lainat", 0], [2019, "Maaliskuun messut", ""]],
        {"Lainat": run("2019-A1", 0)},
    ),
    Case(
        "fine: months beside the years",
        [["Kirjasto 1-3"], ["", 2024, 2025], ["tammi", 1, 2], ["helmi", 3, 4], ["maalis", 5, 6]],
        {"Kirjasto 1-3": {**run("2024-M01", 1, 3, 5), **run("2025-M01", 2, 4, 6)}},
    ),
    Case(
        "fine: another table's headings",
        [["Vuosittain", 2023, 2024, 2025], ["Lainat", 1, 2, 3], [],
         ["Toimintakausi", "Toteuma 1-6/2025", "Toteuma 7-12/2025"], ["Retket", 4, 5]],
        {"Lainat": run("2023-A1", 1, 2, 3), "Retket": run("2025-S1", 4, 5)},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(case, id=case.about) for case in (*ASKED, *NEXT)])
def test_a_year_that_may_be_a_part_is_asked_about(case: Case) -> None:
    found, asking = opened(case, {})
    assert sorted(stops(found, asking)) == sorted(one.replace(":", " ", 1) for one in case.answers)
    told, asking = opened(case, case.answers)
    assert stops(told, asking) == []
    assert figures(told) == case.figures


def test_a_question_about_a_year_leaves_its_figures_without_a_period() -> None:
    found, _ = opened(ASKED[0], {})
    assert [one.period for one in found.series[0].figures][1] is None


@pytest.mark.parametrize("case", [pytest.param(case, id=case.about) for case in REFUSED])
def test_one_figure_of_a_part_of_the_year_is_refused(case: Case) -> None:
    found, asking = opened(case, {})
    assert stops(found, asking) == list(case.stops)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.about) for case in (*FINE, *TITLED)])
def test_what_speaks_of_no_part_is_not_asked_about(case: Case) -> None:
    found, asking = opened(case, {})
    assert (stops(found, asking), figures(found)) == ([], case.figures)
