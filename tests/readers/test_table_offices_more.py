"""Small things that offices write in tables, each with what it has to come to."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.readers.test_table_corpus import Case, figures, opened, run, stops

TWELVE = list(range(1, 13))
FROM_20 = list(range(21, 33))
TWO_YEARS = {**run("2024-M01", *TWELVE), **run("2025-M01", *FROM_20)}
SHORT = ["tam.", "hel.", "maal.", "huh.", "tou.", "kes.", "hei.", "elo.", "syy.", "lok.", "mar.",
         "jou."]  # fmt: skip
CASES = [
    *(
        Case(f"months by their numbers over years: {corner or 'no corner'}",
             [["Lainat"], [corner, *TWELVE, "Yht."], [2024, *TWELVE, 78], [2025, *FROM_20, 318]],
             {"Lainat": TWO_YEARS})
        for corner in ("Vuosi", "Vuosi/kk", "")
    ),
    Case("months as people shorten them", [["2025", *SHORT], ["Lainat", *TWELVE]],
         {"Lainat": run("2025-M01", *TWELVE)}),
    Case("halves that begin with their number", [["", "1H2025", "2H/25"], ["Lainat", 1, 2]],
         {"Lainat": run("2025-S1", 1, 2)}),
    Case("a rank behind each year",
         [["Kunta", "2024", "Sijoitus", "2025", "Sijoitus"], ["Perho", 10, 2, 20, 1]],
         {"Perho": run("2024-A1", 10, 20)}),
    Case("a scale in the corner", [["Tyytyväisyys (1–5)", "2024", "2025"], ["Neuvonta", 4, 5]],
         {"Neuvonta": run("2024-A1", 4, 5)}),
    Case("one dot for no figure", [["", "2024", "2025"], ["Lainat", ".", 2]],
         {"Lainat": run("2025-A1", 2)}),
    Case("more and fewer", [["", "2024", "2025"], ["Muutto", "+1 012", "–5"], ["Lainat", 1, 2]],
         {"Muutto": run("2024-A1", 1012, -5), "Lainat": run("2024-A1", 1, 2)}),
    Case("years under months beside a word for the names",
         [["", "tammi", "", "helmi", ""], ["Kunta", 2024, 2025, 2024, 2025], ["Perho", 1, 2, 3, 4]],
         {"Perho": {**run("2024-M01", 1, 3), **run("2025-M01", 2, 4)}}),
    Case("a typed year over months beside words for the names",
         [["Kunta", "Palvelu", 2025, "", ""], ["", "", "tammi", "helmi", "maalis"],
          ["Perho", "Kirjasto", 1, 2, 3], ["", "Museo", 4, 5, 6]],
         {"Perho / Kirjasto": run("2025-M01", 1, 2, 3), "Perho / Museo": run("2025-M01", 4, 5, 6)}),
    Case("headings again in the middle are no figures",
         [["", "2024", "2025"], ["Lainat", 1, 2], ["Euroa", "2024", "2025"], ["Menot", 3, 4]],
         stops=("period-unreadable Luvut!B3",)),
    Case("persons and euros of the same years",
         [["", "Hlö 2024", "Hlö 2025", "€ 2024", "€ 2025"], ["Palkkatuki", 1, 2, 3, 4]],
         {"Palkkatuki / Hlö": run("2024-A1", 1, 2), "Palkkatuki / €": run("2024-A1", 3, 4)}),
    Case("until the end of a month is not that month",
         [["", "2024", "2025 kesäkuun loppuun"], ["Lainat", 1, 2]],
         stops=("part-of-year-noted Luvut!C1",)),
    Case("years over words beside a word for the names",
         [["Kunta", 2024, "", 2025, ""], ["", "N", "M", "N", "M"], ["Perho", 1, 2, 3, 4]],
         {"Perho / N": run("2024-A1", 1, 3), "Perho / M": run("2024-A1", 2, 4)}),
    Case("one year under each month beside a word for the names",
         [["", "tammi", "helmi", "maalis"], ["Kunta", 2025, 2025, 2025], ["Perho", 1, 2, 3]],
         {"Perho": run("2025-M01", 1, 2, 3)}),
    Case("a unit behind the year", [["", "TP 2023 (€)", "TP 2024 (€)"], ["Tuotot", 5, 6]],
         {"Tuotot": run("2023-A1", 5, 6)}),
    Case("parts of the house under the word for a unit",
         [["Yksikkö", "2024", "2025"], ["Kirjasto", "3,5", "4"], ["Koulu", "10,25", "11"]],
         {"Kirjasto": run("2024-A1", "3.5", 4), "Koulu": run("2024-A1", "10.25", 11)}),
    Case("a list where most has not come yet",
         [["Kuukausi", "Mittari", "Arvo"], ["1/2025", "Lainat", 5], ["1/2025", "Retket 2030", ""],
          ["1/2025", "Kurssit", ""]],
         {"Lainat": run("2025-M01", 5)}),
    *(
        Case(f"times that nobody understands: {first}",
             [["", "Kävijät"], [first, 5], [second, 6]], stops=("period-unreadable Luvut!A2",))
        for first, second in (("kk1", "kk2"), ("1. kk", "2. kk"), ("Haku 2024 syksyllä",
                                                                  "Haku 2025 syksyllä"),
                              ("1.1.2025 10:00", "2.1.2025 12:00"))
    ),
    Case("several days in a list of days",
         [["Pvm", "Tapahtuma", "Kävijät"], ["1.6.2025", "Tori", 5], ["6.-8.6.2025", "Tanssit", 9],
          ["20.6.2025", "Messut", 7]],
         stops=("period-unreadable Luvut!A3",)),
    Case("days behind the figures of projects",
         [["Hankkeet 1/2025"], ["Hanke", "EU-osuus", "Oma rahoitus", "Alkaa", "Päättyy"],
          ["Digi", 60, 40, dt.date(2024, 1, 1), dt.date(2026, 12, 31)],
          ["Polku", 35, 15, dt.date(2025, 6, 1), dt.date(2027, 5, 31)]],
         {"Digi / EU-osuus": run("2025-M01", 60), "Digi / Oma rahoitus": run("2025-M01", 40),
          "Polku / EU-osuus": run("2025-M01", 35), "Polku / Oma rahoitus": run("2025-M01", 15)},
         says=("words-left-out",)),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(c, id=c.about) for c in CASES])
def test_a_table_comes_to_its_figures_or_stops(case: Case) -> None:
    found, asking = opened(case, {})
    assert stops(found, asking) == list(case.stops)
    assert set(case.says) <= {one.code for one in found.findings}
    if case.figures is not None:
        assert figures(found) == case.figures


def test_one_to_twelve_over_names_are_no_months() -> None:
    grid = [["Lainat 2025"], ["", *TWELVE], ["1. luokka", *FROM_20]]
    assert {one.split()[0] for one in stops(*opened(Case("", grid), {}))} == {"heading-missing"}


def test_dates_in_a_column_of_figures_are_refused() -> None:
    """A spreadsheet made the 1st of February of 1.2."""
    grid = [["Kysely 1/2025", "Keskiarvo 1–5", "Vastaajia"], ["Neuvonta", dt.date(2025, 2, 1), 5],
            ["Sivut", dt.date(2025, 3, 4), 6]]  # fmt: skip
    assert stops(*opened(Case("", grid), {})) == ["date-for-number Luvut!B2"]
