"""Small tables as offices really keep them, each with what it has to come to, cell by cell.

Every grid stands here in full. What a person who knows the office would read is expected; where
the file alone does not say, the question or the refusal at its cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from kpi.errors import Severity
from kpi.periods import parse
from kpi.readers import Asking, FileRead, read
from kpi.readers.numbers import fold
from tests.readers.grids import Day, Fault, Formula, Num, Page, file_of, page

TODAY = dt.date(2026, 1, 15)
Figures = dict[str, Decimal]
Grid = Sequence[Any]
"""Rows of plain cells, or pages."""


class Case(NamedTuple):
    """One file: its grid or its pages, and what comes of it.

    ``stops`` are the errors and questions as ``<code> <cell>``; ``figures`` are what comes out
    when nothing stops, or after ``answers``; ``says`` are warnings that have to be among them.
    ``also`` are true figures that may come out besides.
    """

    about: str
    grid: Grid
    figures: Mapping[str, Figures] | None = None
    stops: tuple[str, ...] = ()
    answers: Mapping[str, str] = {}
    says: tuple[str, ...] = ()
    kind: str = "xlsx"
    also: Mapping[str, Figures] = {}


def run(first: str, *values: object) -> Figures:
    """Give figures for successive periods from the first; None is a period without one."""
    found: Figures = {}
    one = parse(first)
    for value in values:
        if value is not None:
            found[one.code] = Decimal(str(value))
        one = one.next()
    return found


def percent(value: str) -> Num:
    return Num(Decimal(value), percent=True)


def number(value: str) -> Decimal:
    return Decimal(value)


KAVIJAT = {"Kävijät": run("2025-M01", 120, 98, 130)}
Q1 = ["tammi", "helmi", "maalis"]
MONTHS = [*Q1, "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"]

TOTALS = [
    Case(
        "Yhteensä beside and below",
        [
            ["Käynnit 2025", *Q1, "yht."],
            ["Pääkirjasto", 120, 98, 130, Formula(result=number("348"))],
            ["Kirjastoauto", 20, 0, 31, Formula(result=number("51"))],
            ["Yhteensä", 140, 98, 161, Formula(result=number("399"))],
        ],
        {
            "Pääkirjasto": run("2025-M01", 120, 98, 130),
            "Kirjastoauto": run("2025-M01", 20, 0, 31),
        },
    ),
    Case(
        "sums of quarters between the months",
        [
            ["Seuranta 2025"],
            [],
            ["", *Q1, "1. nelj. yht.", "huhti", "touko", "kesä", "2. nelj. yht.", "1–6 yht."],
            ["Kävijät", 1, 2, 3, 6, 4, 5, 6, 15, 21],
        ],
        {"Kävijät": run("2025-M01", 1, 2, 3, 4, 5, 6)},
    ),
    Case(
        "quarters in short between the months",
        [
            ["Seuranta 2025"],
            ["Mittari", *Q1, "I nelj.", "huhti", "touko", "kesä", "II nelj."],
            ["Kävijät", 1, 2, 3, 6, 4, 5, 6, 15],
        ],
        {"Kävijät": run("2025-M01", 1, 2, 3, 4, 5, 6)},
    ),
    Case(
        "an average and a whole year",
        [
            ["", *(f"{name}kuu 2025" for name in Q1), "ka.", "Koko vuosi"],
            ["Kävijät", 120, 98, 130, number("116"), 348],
        ],
        KAVIJAT,
    ),
    Case(
        "the whole year so far is no year's figure",
        [
            ["", *(f"{n}/2025" for n in (1, 2, 3)), "Vuosi 2025"],
            ["Kävijät", 120, 98, 130, 348],
        ],
        KAVIJAT,
    ),
    Case(
        "last year's figure below the months, behind an empty row",
        [
            ["Kuukausi", "Lainat", "Kävijät"],
            ["lokakuu 2020", 1, 2],
            ["marraskuu 2020", 5, 7],
            [],
            ["joulukuu 2020", "", "0,00"],
            ["2018", 5, 9],
        ],
        {
            "Lainat": {**run("2020-M10", 1, 5), **run("2018-A1", 5)},
            "Kävijät": {**run("2020-M10", 2, 7, 0), **run("2018-A1", 9)},
        },
    ),
    Case(
        "whole years below their months",
        [
            ["kk", "Lainat", "Kävijät"],
            ["12/2024", 1, 2],
            ["1/2025", 5, 7],
            [2024, 40, 50],
            [2025, 5, 7],
        ],
        {"Lainat": run("2024-M12", 1, 5), "Kävijät": run("2024-M12", 2, 7)},
        says=("totals-left-out",),
    ),
    Case(
        "typed months and their total behind an empty row",
        [
            ["Kuukausi", "Sivut"],
            [201901, 5],
            [201902, 6],
            [],
            [201903, 4],
            ["Yhteensä", 15],
        ],
        {"Sivut": run("2019-M01", 5, 6, 4)},
        says=("totals-left-out",),
    ),
    Case(
        "running totals that look like years",
        [
            ["Vuosi", "Kuukausi", "Sivut"],
            [2019, "tammikuu", 2024],
            ["", "helmikuu", ""],
            ["", "Kumulatiivinen", 2024],
            ["", "maaliskuu", 0],
            ["", "Kumulatiivinen", 2024],
            ["", "Yhteensä", 2024],
        ],
        {"Sivut": {"2019-M01": Decimal(2024), "2019-M03": Decimal(0)}},
        says=("totals-left-out",),
    ),
    Case(
        "a year over a name whose figure is to come, and an empty row",
        [["", 2019], ["Sivut", ""], [], ["Hankkeet", 0]],
        {"Hankkeet": run("2019-A1", 0)},
    ),
    Case(
        "a Finnish month in a name beside English months",
        [
            ["Seuranta 2019"],
            ["Kuukausi", "Mittari", "Arvo"],
            ["Jan", "Sivut", 1],
            ["Jan", "Maaliskuun messut", 2],
            ["Mar", "Sivut", 3],
            ["Mar", "Maaliskuun messut", 4],
        ],
        {
            "Sivut": {"2019-M01": Decimal(1), "2019-M03": Decimal(3)},
            "Maaliskuun messut": {"2019-M01": Decimal(2), "2019-M03": Decimal(4)},
        },
    ),
    Case(
        "what is no year stands over the years down the side",
        [["Kuukausi", "Sivut"], ["Edellinen vuosi", 37], ["Huom.", ""], [2019, 1], [2020, 3]],
        {"Sivut": run("2019-A1", 1, 3)},
        says=("targets-left-out",),
    ),
    Case(
        "spans that grow from January on",
        [
            ["Menot 2025", "1-3", "1-6", "1-9", "1-12"],
            ["Lainat", 1, 2, 3, 4],
            ["Sivut", 5, 6, 7, 8],
        ],
        {
            "Lainat": {**run("2025-Q1", 1), **run("2025-S1", 2), **run("2025-A1", 4)},
            "Sivut": {**run("2025-Q1", 5), **run("2025-S1", 6), **run("2025-A1", 8)},
        },
        says=("span-no-period",),
    ),
    Case(
        "a whole year that may be no more than its half",
        [["", "1-3/2025", "1-6/2025", "1-12/2025"], ["Lainat", 1, 2, 2]],
        {"Lainat": {**run("2025-Q1", 1), **run("2025-S1", 2)}},
        says=("totals-left-out",),
    ),
    Case(
        "a sheet of what was planned",
        [
            page("Toteuma", [["", "1/2025", "2/2025"], ["Lainat", 1, 2]]),
            page("Tavoite 2025", [["", "1/2025", "2/2025"], ["Lainat", 3, 4]]),
        ],
        {"Lainat": run("2025-M01", 1, 2)},
        says=("plan-sheet-not-read",),
    ),
    Case(
        "months by their numbers, an empty row between",
        [
            ["Vuosi 2019"],
            ["Kuukausi", "Sivut"],
            [1, 5],
            [2, 6],
            [],
            [3, 7],
            [4, 8],
            ["Yhteensä", 26],
        ],
        {"Sivut": run("2019-M01", 5, 6, 7, 8)},
        says=("totals-left-out",),
    ),
    Case(
        "a month's number with its year, an empty row before the last",
        [["Kuukausi", "Sivut"], ["1 2019", 5], ["2", ""], [], ["3", 7]],
        {"Sivut": {"2019-M01": Decimal(5), "2019-M03": Decimal(7)}},
    ),
    Case(
        "quarters by their numbers are no months behind an empty row",
        [["Vuosi 2019"], ["Neljännes", "Sivut"], [1, 5], [], [2, 6]],
        stops=("heading-missing Luvut!A3", "heading-missing Luvut!A5"),
    ),
    Case(
        "a quarter right below the targets of its last month",
        [
            page(
                "Luvut",
                [
                    ["Kuukausi", "", "Lainat"],
                    ["Touko 2019", "Toteuma", 1],
                    ["", "Tavoite", 1013],
                    ["Kesä 2019", "Toteuma", 2],
                    ["", "Tavoite", 1013],
                    ["", "Q2", 3],
                ],
                merged=[(2, 1, 3, 1), (4, 1, 5, 1)],
            )
        ],
        {"Toteuma / Lainat": run("2019-M05", 1, 2)},
        says=("targets-left-out",),
        also={"Lainat": {"2019-Q2": Decimal(3)}},
    ),
    Case(
        "months' numbers, the first with its year, their heading over the next column",
        [
            page(
                "Luvut",
                [
                    ["", "Kuukausi", "Lainat"],
                    ["1 2019", "Toteuma", 5],
                    ["", "Tavoite", 1013],
                    ["2", "Toteuma", 6],
                    ["", "Tavoite", 1013],
                ],
                merged=[(2, 1, 3, 1), (4, 1, 5, 1)],
            )
        ],
        {"Toteuma / Lainat": run("2019-M01", 5, 6)},
        says=("targets-left-out",),
    ),
    Case(
        "one month over its years, and a last column apart whose first year is missing",
        [
            page(
                "Luvut",
                [
                    ["", "Kuukausi", "Lainat", "", "Kurssit", "", "Verkko"],
                    ["helmikuu", 2019, 1, "", 4, "", ""],
                    ["", 2020, 2, "", 5, "", 8],
                    ["", 2021, 3, "", 6, "", 9],
                ],
                merged=[(2, 1, 4, 1)],
            )
        ],
        {
            label: {f"{year}-M02": Decimal(value) for year, value in enumerate(values, first)}
            for label, first, values in (
                ("Lainat", 2019, (1, 2, 3)),
                ("Kurssit", 2019, (4, 5, 6)),
                ("Verkko", 2020, (8, 9)),
            )
        },
    ),
    Case(
        "a remark among the months over which the years are said again",
        [
            ["", *[2019] * 12, 2020],
            ["", *MONTHS, MONTHS[0]],
            ["Sivut", 1, 2, 3, *[""] * 9, 4],
            ["Huom.", *[""] * 9, 12, "ks. liite 2", 12],
        ],
        {"Sivut": run("2019-M01", 1, 2, 3) | {"2020-M01": Decimal(4)}},
        says=("numbers-not-read",),
    ),
    Case(
        "figures that look like years, under years under months",
        [
            page(
                "Luvut",
                [
                    ["", "tammikuu", "", "", "helmikuu", "", "", "Huom."],
                    ["", 2019, 2020, 2021, 2019, 2020, 2021, ""],
                    ["Lainat", 1, 2024, 3, 4, 5, "", ""],
                    ["Sivut", 6, 2024, 7, 8, 9, 10, ""],
                    ["Kurssit", 11, "", 12, "", 13, 14, "remontti 3 pv"],
                ],
                merged=[(1, 2, 1, 4), (1, 5, 1, 7)],
            )
        ],
        {
            label: {
                f"{2019 + at % 3}-M0{1 + at // 3}": Decimal(value)
                for at, value in enumerate(values)
                if value
            }
            for label, values in (
                ("Lainat", (1, 2024, 3, 4, 5)),
                ("Sivut", (6, 2024, 7, 8, 9, 10)),
                ("Kurssit", (11, 0, 12, 0, 13, 14)),
            )
        },
    ),
    Case(
        "quarters of one class, which are no classes",
        [["1. luokan oppilaat", 2019, 2020], ["1–3", 1, 2], ["4–6", 3, 4]],
        {"1. luokan oppilaat": run("2019-Q1", 1, 3) | run("2020-Q1", 2, 4)},
    ),
    Case(
        "figures that look like years, beside the years",
        [["Vuosi", "Kävijät"], [2019, 2024], [2020, 2024], [2021, 0]],
        {"Kävijät": run("2019-A1", 2024, 2024, 0)},
    ),
    Case(
        "years over months, the first month's figure missing",
        [
            ["", 2019, "", "", 2020, "", "", "", "", "", ""],
            ["", "loka", "marras", "joulu", *MONTHS[:7]],
            ["Lainat", "", *range(2, 11)],
        ],
        {"Lainat": run("2019-M11", *range(2, 11))},
    ),
    Case(
        "a year over months apart, whose figures are all missing but the last",
        [
            page(
                "Luvut",
                [
                    ["", 2019, "", "", "", 2020, "", "", ""],
                    ["", "loka", "marras", "", "joulu", "tammi", "helmi", "", "maalis"],
                    ["Lainat", 1, 2, "", "", "", "", "", 3],
                ],
                merged=[(1, 2, 1, 5), (1, 6, 1, 9)],
            )
        ],
        {"Lainat": run("2019-M10", 1, 2) | {"2020-M03": Decimal(3)}},
    ),
    Case(
        "last year's row below a name with a footnote",
        [["", "1/2019"], ["Lainat*", 5], ["Lainat* 2018", 37]],
        {"Lainat": run("2019-M01", 5)},
        says=("targets-left-out",),
    ),
    Case(
        "a month's number with its year, its heading over the next column",
        [
            page(
                "Luvut",
                [
                    ["", "Kuukausi", "Lainat"],
                    ["1 2019", "Toteuma", 5],
                    ["", "Tavoite", 1013],
                ],
                merged=[(2, 1, 3, 1)],
            )
        ],
        {"Toteuma / Lainat": {"2019-M01": Decimal(5)}},
        says=("targets-left-out",),
    ),
    Case(
        "a name that begins like a week, and its year before",
        [["", 2019], ["Viikkokisat", 5], ["Viikkokisat 2018", 37]],
        {"Viikkokisat": run("2019-A1", 5)},
        says=("targets-left-out",),
    ),
    Case(
        "no season of a year is a figure of another",
        [["", 2019], ["Syksymarkkinat 2018", 5], ["kevät 2018", 37]],
        stops=("period-unreadable Luvut!A3",),
        says=("span-no-period",),
    ),
    Case(
        "the sum comes first",
        [
            ["", "Yht.", "1/2025", "2/2025", "3/2025"],
            ["Kävijät", 348, 120, 98, 130],
        ],
        KAVIJAT,
    ),
    Case(
        "a running total on its own row",
        [
            ["2025", *Q1],
            ["Kävijät", 120, 98, 130],
            ["Kumul.", 120, 218, 348],
        ],
        KAVIJAT,
    ),
    Case(
        "a sum without a word below the months",
        [
            ["Kuukausi", "Kävijät"],
            ["1/2025", 120],
            ["2/2025", 98],
            ["3/2025", 130],
            ["", 348],
        ],
        KAVIJAT,
    ),
    Case(
        "a sum without a word after the months",
        [
            ["", "1/2025", "2/2025", "3/2025", ""],
            ["Kävijät", 120, 98, 130, 348],
        ],
        KAVIJAT,
    ),
    Case(
        "months ahead are empty and their sums are 0",
        [
            ["2025", *Q1, "huhti", "touko", "kesä"],
            ["Aikuiset", 100, 90, 110],
            ["Lapset", 20, 8, 20],
            ["Yhteensä", *(Formula(result=number(n)) for n in ("120", "98", "130", "0", "0", "0"))],
        ],
        {
            "Aikuiset": run("2025-M01", 100, 90, 110),
            "Lapset": run("2025-M01", 20, 8, 20),
        },
    ),
    Case(
        "a change that cannot be reckoned is nobody's figure",
        [
            ["", "1/2025", "2/2025", "3/2025", "Muutos-%"],
            ["Kävijät", 120, 98, 130, percent("12.5")],
            ["Lainat", 5, 6, 7, Fault()],
        ],
        {**KAVIJAT, "Lainat": run("2025-M01", 5, 6, 7)},
    ),
    Case(
        "half-years beside their quarters",
        [
            ["", "Q1/2025", "Q2/2025", "H1 2025"],
            ["Kävijät", 348, 300, 648],
        ],
        {"Kävijät": run("2025-Q1", 348, 300)},
    ),
]

YEARS = [
    Case(
        "the title says the year",
        [
            ["Kirjaston kävijämäärät 2025"],
            [],
            ["", "Tammikuu", "Helmikuu", "Maaliskuu"],
            ["Pääkirjasto", 120, 98, 130],
        ],
        {"Pääkirjasto": run("2025-M01", 120, 98, 130)},
    ),
    Case(
        "a merged year over its months",
        [
            page(
                "Luvut",
                [
                    ["", 2024, None, 2025, None],
                    ["", "marras", "joulu", "tammi", "helmi"],
                    ["Kävijät", 1, 2, 3, 4],
                ],
                merged=[(1, 2, 1, 3), (1, 4, 1, 5)],
            )
        ],
        {"Kävijät": run("2024-M11", 1, 2, 3, 4)},
    ),
    Case(
        "one sheet for each year",
        [
            page("2024", [["", *Q1], ["Kävijät", 1, 2, 3]]),
            page("2025", [["", *Q1], ["Kävijät", 4, 5, 6]]),
        ],
        {"Kävijät": {**run("2024-M01", 1, 2, 3), **run("2025-M01", 4, 5, 6)}},
    ),
    Case(
        "this year's table under last year's",
        [
            ["2024"],
            ["", *Q1],
            ["Kävijät", 1, 2, 3],
            [],
            ["2025"],
            ["", *Q1],
            ["Kävijät", 4, 5, 6],
        ],
        {"Kävijät": {**run("2024-M01", 1, 2, 3), **run("2025-M01", 4, 5, 6)}},
    ),
    Case(
        "no year anywhere",
        [["", *Q1], ["Kävijät", 120, 98, 130]],
        KAVIJAT,
        stops=("which-year Luvut!B1",),
        answers={"which-year:Luvut!B1": "2025"},
    ),
    Case(
        "the day of printing is not the year of the figures",
        [["Tulostettu 12.1.2026"], ["", *Q1], ["Kävijät", 120, 98, 130]],
        KAVIJAT,
        stops=("which-year Luvut!B2",),
        answers={"which-year:Luvut!B2": "2025"},
    ),
    Case(
        "a title of two years says neither",
        [["Seuranta 2024–2025"], ["", *Q1], ["Kävijät", 120, 98, 130]],
        KAVIJAT,
        stops=("which-year Luvut!B2",),
        answers={"which-year:Luvut!B2": "2025"},
    ),
    Case(
        "a season runs over the turn of the year",
        [["Talvikausi 2025"], ["", "marras", "joulu", "tammi", "helmi"], ["Kävijät", 1, 2, 3, 4]],
        {"Kävijät": run("2024-M11", 1, 2, 3, 4)},
        stops=("which-year Luvut!B2",),
        answers={"which-year:Luvut!B2": "2024"},
    ),
    Case(
        "last year's months beside this year's",
        [
            ["", "tammi 2024", "tammi 2025", "muutos", "helmi 2024", "helmi 2025", "muutos"],
            ["Kävijät", 100, 120, percent("20"), 99, 98, percent("-1")],
        ],
        {
            "Kävijät": {
                "2024-M01": number("100"),
                "2025-M01": number("120"),
                "2024-M02": number("99"),
                "2025-M02": number("98"),
            }
        },
    ),  # fmt: skip
    Case(
        "years under each month",
        [
            page(
                "Luvut",
                [
                    ["", "tammi", None, "helmi", None],
                    ["", 2024, 2025, 2024, 2025],
                    ["Kävijät", 100, 120, 99, 98],
                ],
                merged=[(1, 2, 1, 3), (1, 4, 1, 5)],
            )
        ],
        {
            "Kävijät": {
                "2024-M01": number("100"),
                "2025-M01": number("120"),
                "2024-M02": number("99"),
                "2025-M02": number("98"),
            }
        },
    ),  # fmt: skip
    Case(
        "years down, months across, the name in the title",
        [
            ["Uimahallin kävijät"],
            ["", "tammi", "helmi", "Yht."],
            [2024, 100, 99, 199],
            [2025, 120, 98, 218],
        ],
        {
            "Uimahallin kävijät": {
                "2024-M01": number("100"),
                "2024-M02": number("99"),
                "2025-M01": number("120"),
                "2025-M02": number("98"),
            }
        },
    ),  # fmt: skip
    Case(
        "the year once, at its first row, with spacers, marks and windows",
        [
            ["Table 2: Vacancies (thousands)"],
            [],
            ["", "", "All", "", "Public"],
            [2024, "Nov", 818, "", number("120.5")],
            ["", "Dec", 812, "", number("119.1")],
            [2025, "Jan†", 805, "", number("118")],
            ["", "Feb", 801, "", number("117.2")],
            ["Latest three months", "", 806, "", number("118.1")],
            ["% change from year earlier", "", number("-1.2"), "", number("-2")],
            ["Source: Survey of 2025"],
            ["† Revised 14.2.2025"],
        ],
        stops=("scaled-figures Luvut!C3", "scaled-figures Luvut!E3"),
    ),
]

BESIDE = [
    Case(
        "last year's row has its year in its name",
        [["2022"], [], ["", "Nov", "Dec"], ["Kesäleirit", 1, 2], ["Kesäleirit 2021", 5, 6]],
        {"Kesäleirit": run("2022-M11", 1, 2)},
        also={"Kesäleirit": run("2021-M11", 5, 6)},
    ),
    Case(
        "last year's row has its year in its name, and the year of the others is asked",
        [
            ["", "Mittari", "touko", "kesä", "heinä"],
            ["Kirjasto", "Lainat", 1, 2, 3],
            ["", "Kävijät", 4, 5, 6],
            ["", "Kävijät 2023", 7, 8, 9],
        ],
        {
            "Kirjasto / Lainat": run("2024-M05", 1, 2, 3),
            "Kirjasto / Kävijät": run("2024-M05", 4, 5, 6),
        },
        stops=("which-year Luvut!C1",),
        answers={"which-year:Luvut!C1": "2024"},
        also={"Kirjasto / Kävijät": run("2023-M05", 7, 8, 9)},
    ),
    Case(
        "quarters by Roman numbers under their year",
        [
            page(
                "Luvut",
                [
                    ["", 2024, None, 2025, None],
                    ["Mittari", "III", "IV", "I", "II"],
                    ["Kävijät", 1, 2, 3, 4],
                ],
                merged=[(1, 2, 1, 3), (1, 4, 1, 5)],
            )
        ],
        {"Kävijät": run("2024-Q3", 1, 2, 3, 4)},
    ),
    Case(
        "years by their last days are balances of those days",
        [["", "31.12.2023", "31.12.2024"], ["Jäsenet", 120, 121]],
        {"Jäsenet": {"2023-12-31": number("120"), "2024-12-31": number("121")}},
    ),
    Case(
        "actual and budget under each month",
        [
            page(
                "Luvut",
                [
                    ["", "1/2025", None, "2/2025", None],
                    ["", "Toteuma", "Budjetti", "Toteuma", "Budjetti"],
                    ["Menot", 100, 110, 90, 110],
                ],
                merged=[(1, 2, 1, 3), (1, 4, 1, 5)],
            )
        ],
        {"Menot / Toteuma": run("2025-M01", 100, 90)},
    ),
    Case(
        "a target and last year's sum beside",
        [
            ["", "Tavoite 2025", "2024 vertailu", "1/2025", "2/2025", "3/2025"],
            ["Kävijät", 1500, 1411, 120, 98, 130],
        ],
        KAVIJAT,
    ),
    Case(
        "a target's row and last year's row",
        [
            ["2025", *Q1],
            ["Kävijät", 120, 98, 130],
            ["Tavoite", 125, 125, 125],
            ["Edellinen vuosi", 110, 101, 111],
        ],
        KAVIJAT,
    ),
    Case(
        "running numbers and accounts before the names",
        [
            ["Nro", "Tili", "Mittari", "1/2025", "2/2025"],
            [1, 4300, "Palvelut", 1200, 1300],
            [2, 4500, "Tarvikkeet", 30, 40],
        ],
        {"Palvelut": run("2025-M01", 1200, 1300), "Tarvikkeet": run("2025-M01", 30, 40)},
    ),
    Case(
        "postal codes and founding years are no figures",
        [
            ["Toimipiste", "Postinumero", "Perustettu", "1/2025", "2/2025"],
            ["Kirjasto", 33100, 1998, 120, 98],
            ["Uimahalli", 33200, 2004, 310, 290],
        ],
        {"Kirjasto": run("2025-M01", 120, 98), "Uimahalli": run("2025-M01", 310, 290)},
    ),
    Case(
        "figures that look like years",
        [["Kuukausi", "Kävijät"], ["1/2025", 2024], ["2/2025", 2025], ["3/2025", 1998]],
        {"Kävijät": run("2025-M01", 2024, 2025, 1998)},
    ),
    Case(
        "a caller's number below the table",
        [
            ["", "1/2025", "2/2025", "3/2025"],
            ["Kävijät", 120, 98, 130],
            [],
            ["Lisätietoja: kirjastonhoitaja, puh. 040 123 4567"],
            ["Puh.", "040 1234567"],
        ],
        KAVIJAT,
    ),
    Case(
        "a source, a star and a day below the table",
        [
            ["", "1/2025", "2/2025", "3/2025"],
            ["Kävijät", 120, 98, 130],
            ["Lähde: Tilastokeskus 2024, väkiluku 31.12.2024 oli 12 345"],
            ["* arvio"],
            ["Päivitetty 3.4.2025 / MM"],
        ],
        KAVIJAT,
    ),
    Case(
        "remarks beside the months",
        [
            ["Kuukausi", "Kävijät", "Huom."],
            ["1/2025", 120, "remontti 3 pv"],
            ["2/2025", 98, "hiihtoloma vko 9"],
            ["3/2025", 130, "12"],
        ],
        KAVIJAT,
    ),
    Case(
        "a cover page and a guide",
        [
            page("Kansi", [["Kunnan tunnusluvut"], ["Laatija: M. M."]]),
            page("Luvut", [["", "1/2025", "2/2025", "3/2025"], ["Kävijät", 120, 98, 130]]),
        ],
        KAVIJAT,
    ),
    Case(
        "last year's copy is hidden",
        [
            page("Luvut", [["", "1/2025", "2/2025", "3/2025"], ["Kävijät", 120, 98, 130]]),
            page("vanha", [["", "1/2025", "2/2025"], ["Kävijät", 7, 7]], hidden=True),
        ],
        KAVIJAT,
        says=("hidden-sheet-not-read",),
    ),
    Case(
        "a hidden row is read and told of",
        [
            page(
                "Luvut",
                [["", "1/2025", "2/2025"], ["Kävijät", 120, 98], ["Lainat", 5, 6]],
                hidden_rows={3},
            )
        ],
        {"Kävijät": run("2025-M01", 120, 98), "Lainat": run("2025-M01", 5, 6)},
        says=("hidden-figures",),
    ),
]

SHAPES = [
    Case(
        "sites over metrics",
        [
            page(
                "Luvut",
                [
                    ["", "Kirjasto", None, "Museo", None],
                    ["Kuukausi", "Kävijät", "Lainat", "Kävijät", "Näyttelyt"],
                    ["1/2025", 120, 300, 40, 2],
                    ["2/2025", 98, 280, 44, 3],
                ],
                merged=[(1, 2, 1, 3), (1, 4, 1, 5)],
            )
        ],
        {
            "Kirjasto / Kävijät": run("2025-M01", 120, 98),
            "Kirjasto / Lainat": run("2025-M01", 300, 280),
            "Museo / Kävijät": run("2025-M01", 40, 44),
            "Museo / Näyttelyt": run("2025-M01", 2, 3),
        },
    ),
    Case(
        "a town named once for its metrics",
        [
            ["Kunta", "Mittari", "1/2025", "2/2025"],
            ["Hiittinen", "Asukkaat", 700, 701],
            ["", "Yritykset", 61, 60],
            ["Uusi-Kylä", "Asukkaat", 900, 898],
            ["", "Yritykset", 80, 82],
        ],
        {
            "Hiittinen / Asukkaat": run("2025-M01", 700, 701),
            "Hiittinen / Yritykset": run("2025-M01", 61, 60),
            "Uusi-Kylä / Asukkaat": run("2025-M01", 900, 898),
            "Uusi-Kylä / Yritykset": run("2025-M01", 80, 82),
        },
    ),
    Case(
        "months over metrics, sites down",
        [
            page(
                "Luvut",
                [
                    ["", "1/2025", None, "2/2025", None],
                    ["Toimipiste", "Kävijät", "Lainat", "Kävijät", "Lainat"],
                    ["Pääkirjasto", 120, 300, 98, 280],
                    ["Kirjastoauto", 20, 40, 22, 44],
                ],
                merged=[(1, 2, 1, 3), (1, 4, 1, 5)],
            )
        ],
        {
            "Pääkirjasto / Kävijät": run("2025-M01", 120, 98),
            "Pääkirjasto / Lainat": run("2025-M01", 300, 280),
            "Kirjastoauto / Kävijät": run("2025-M01", 20, 22),
            "Kirjastoauto / Lainat": run("2025-M01", 40, 44),
        },
    ),
    Case(
        "one figure on a row",
        [
            ["Kuukausi", "Mittari", "Arvo"],
            ["1/2025", "Kävijät", 120],
            ["1/2025", "Lainat", 300],
            ["2/2025", "Kävijät", 98],
            ["2/2025", "Lainat", 280],
        ],
        {"Kävijät": run("2025-M01", 120, 98), "Lainat": run("2025-M01", 300, 280)},
    ),
    Case(
        "two tables side by side",
        [
            ["Kuukausi", "Kävijät", "", "Kuukausi", "Lainat"],
            ["1/2025", 120, "", "1/2025", 300],
            ["2/2025", 98, "", "2/2025", 280],
        ],
        {"Kävijät": run("2025-M01", 120, 98), "Lainat": run("2025-M01", 300, 280)},
    ),
    Case(
        "statistics by code, towns down",
        [
            ["Alue", "2025M01", "2025M02"],
            ["Hiittinen", 700, 701],
            ["Jyv\ufffdskyl\ufffd", 900, 898],
        ],
        {"Hiittinen": run("2025-M01", 700, 701), "Jyv\ufffdskyl\ufffd": run("2025-M01", 900, 898)},
    ),
    Case(
        "days of a door counter",
        [["Pvm", "Kävijät"], ["1.1.2025", 12], ["2.1.2025", 15], ["3.1.2025", 0]],
        {"Kävijät": run("2025-01-01", 12, 15, 0)},
    ),
    Case(
        "the header is repeated for each printed page",
        [
            ["Kuukausi", "Kävijät", "Lainat"],
            ["1/2025", 120, 300],
            ["2/2025", 98, 280],
            ["Kuukausi", "Kävijät", "Lainat"],
            ["3/2025", 130, 310],
        ],
        {"Kävijät": run("2025-M01", 120, 98, 130), "Lainat": run("2025-M01", 300, 280, 310)},
    ),
    Case(
        "a part of a figure on its own row",
        [
            ["", "1/2025", "2/2025"],
            ["Lainat", 300, 280],
            [" - josta e-kirjat", 30, 33],
        ],
        {"Lainat": run("2025-M01", 300, 280), "- josta e-kirjat": run("2025-M01", 30, 33)},
    ),
    Case(
        "the same row twice says the same",
        [["", "1/2025", "2/2025"], ["Kävijät", 120, 98], ["Lainat", 5, 6], ["Kävijät", 120, 98]],
        {"Kävijät": run("2025-M01", 120, 98), "Lainat": run("2025-M01", 5, 6)},
    ),
    Case(
        "the same row twice says two things",
        [["", "1/2025", "2/2025"], ["Kävijät", 120, 98], ["Lainat", 5, 6], ["Kävijät", 121, 98]],
        stops=("duplicate-figures Luvut!B4",),
    ),
    Case(
        "the same month twice",
        [["2025", "Kävijät"], ["tammi", 10], ["tammi", 12], ["helmi", 3]],
        stops=("duplicate-figures Luvut!B3",),
    ),
    *(
        Case(
            f"two events of one {period} with as many people",
            [["Aika", "Osallistujat", "Huom."], [period, 5, "messut"], [period, 5, "ilta"],
             ["3.4.2025" if "." in period else "helmi 2025", 7, ""]],
            stops=("period-repeated Luvut!A3",),
        )
        for period in ("tammi 2025", "3.1.2025")
    ),
    Case(
        "two events of one month, neither with anybody",
        [["Kuukausi", "Kävijät"], ["tammi 2025", 0], ["tammi 2025", 0], ["helmi 2025", 3]],
        {"Kävijät": run("2025-M01", 0, 3)},
    ),
]  # fmt: skip

PERIODS = [
    Case(
        "months bent as in speech",
        [["2025", "Kävijät"], ["tammikuun", 120], ["helmikuun", 98], ["maaliskuun", 130]],
        KAVIJAT,
    ),
    Case(
        "months by their numbers",
        [["Vuosi 2025"], ["Kuukausi", 1, 2, 3], ["Kävijät", 120, 98, 130]],
        KAVIJAT,
    ),
    Case(
        "month cells of a workbook that counts from 1904",
        [
            ["", *(Day(dt.date(2025, n, 1), month=True) for n in (1, 2, 3))],
            ["Kävijät", 120, 98, 130],
        ],
        KAVIJAT,
        kind="xlsx-1904",
    ),
    Case(
        "a month on two lines",
        [["", "Tammi\n2025", "Helmi\n2025", "Maalis\n2025"], ["Kävijät", 120, 98, 130]],
        KAVIJAT,
    ),
    Case(
        "06/07 may be a month or a day",
        [["", "06/07", "07/07"], ["Kävijät", 120, 98]],
        stops=("day-or-month Luvut!B1",),
    ),
    Case(
        "1-6 became the first of June",
        [["2025", Day(dt.date(2025, 6, 1)), "7-12"], ["Kävijät", 120, 98]],
        stops=("period-unreadable Luvut!B1",),
    ),
    Case(
        "weeks are no reporting periods",
        [["2025", "vko 22", "vko 23"], ["Kävijät", 12, 13]],
        stops=("weeks-not-taken Luvut!B1",),
    ),
    Case(
        "the seasons are no months",
        [["2025", "Kevät", "Kesä", "Syksy", "Talvi"], ["Kävijät", 120, 98, 130, 88]],
        stops=("period-unreadable Luvut!B1",),
    ),
    Case(
        "age groups are no half-years",
        [["Ikä", "2024", "2025"], ["1–6", 120, 98], ["7–12", 130, 88], ["13–18", 44, 45]],
        {
            "1–6": run("2024-A1", 120, 98),
            "7–12": run("2024-A1", 130, 88),
            "13–18": run("2024-A1", 44, 45),
        },
    ),
    Case(
        "rolling windows are no periods",
        [["Metric", "90 Days Value", "30 Days Value"], ["Visits", 1200, 300]],
        stops=("no-figures",),
        says=("windows-left-out",),
    ),
    Case(
        "a misspelt month is not left out in silence",
        [["2025", "tammi", "hlmi", "maalis"], ["Kävijät", 120, 98, 130]],
        stops=("period-unreadable Luvut!C1",),
    ),
    Case(
        "two months in one",
        [["2025", "kesä", "heinä–elo", "syys"], ["Kävijät", 120, 98, 130]],
        {"Kävijät": {"2025-M06": number("120"), "2025-M09": number("130")}},
        says=("span-no-period",),
    ),
    Case(
        "no period at all",
        [["Facebook-seuraajat", 1240], ["Instagram-seuraajat", 519]],
        {
            "Facebook-seuraajat": run("2025-M06", 1240),
            "Instagram-seuraajat": run("2025-M06", 519),
        },
        stops=("which-period Luvut!B1",),
        answers={"which-period:Luvut!B1": "2025-M06"},
    ),
    Case(
        "a balance at the end of each month",
        [["", "31.1.2025", "28.2.2025", "31.3.2025"], ["Jäsenet", 120, 121, 119]],
        {"Jäsenet": run("2025-M01", 120, 121, 119)},
    ),
]

VALUES = [
    Case(
        "about 500",
        [["", "1/2025", "2/2025"], ["Kävijät", "n. 500", 98]],
        stops=("not-a-number Luvut!B2",),
    ),
    Case(
        "over 200",
        [["", "1/2025", "2/2025"], ["Kävijät", 120, "yli 200"]],
        stops=("not-a-number Luvut!C2",),
    ),
    Case(
        "last year's figure in brackets",
        [["", "1/2025", "2/2025"], ["Seuraajat", "1240 (1200)", 1250]],
        stops=("two-values-in-cell Luvut!B2",),
    ),
    Case(
        "twice fifteen",
        [["", "1/2025", "2/2025"], ["Kurssilaiset", "2 x 15", 20]],
        stops=("two-values-in-cell Luvut!B2",),
    ),
    Case(
        "a decimal that became a date",
        [["", "1/2025", "2/2025"], ["Keskiarvosana", Day(dt.date(2025, 4, 3)), number("3.6")]],
        stops=("date-for-number Luvut!B2",),
    ),
    Case(
        "a decimal that became a date, saved as text",
        [["", "1/2025", "2/2025"], ["Arvosana", "3.huhti", "3,6"]],
        stops=("not-a-number csv!B2",),
        kind="csv-semicolon",
    ),
    Case(
        "a formula whose result was not kept",
        [["", "1/2025", "2/2025"], ["Kävijät", Formula(), 98]],
        stops=("formula-without-result Luvut!B2",),
    ),
    Case(
        "a formula that failed",
        [["", "1/2025", "2/2025"], ["Kävijät", 120, Fault("#REF!")]],
        stops=("error-in-cell Luvut!C2",),
    ),
    Case(
        "nothing, not known and none",
        [["", "1/2025", "2/2025", "3/2025", "4/2025"], ["Kävijät", "", "..", "ei tietoa", 0]],
        {"Kävijät": {"2025-M04": number("0")}},
    ),
    Case(
        "a point in thousands",
        [["", "1/2025", "2/2025"], ["Kävijät", "1.240", "980"]],
        {"Kävijät": run("2025-M01", 1240, 980)},
        stops=("thousands-mark Luvut!B2",),
        answers={"thousands-mark:Luvut!B2": "thousands"},
    ),
    Case(
        "a point before decimals",
        [["", "1/2025", "2/2025"], ["Tonnit", "1.240", "980"]],
        {"Tonnit": run("2025-M01", "1.240", 980)},
        stops=("thousands-mark Luvut!B2",),
        answers={"thousands-mark:Luvut!B2": "decimal"},
    ),
    Case(
        "an English comma",
        [["", "1/2025", "2/2025"], ["Visits", "1,240", "980"]],
        {"Visits": run("2025-M01", 1240, 980)},
        stops=("thousands-mark Luvut!B2",),
        answers={"thousands-mark:Luvut!B2": "thousands"},
    ),
    Case(
        "units in the cells, hard spaces in the thousands",
        [["", "1/2025", "2/2025"], ["Kävijät", "1\u00a0240 kpl", "980 kpl"]],
        {"Kävijät": run("2025-M01", 1240, 980)},
    ),
    Case(
        "percent cells are what they show",
        [["", "1/2025", "2/2025"], ["Täyttöaste", percent("13.3"), percent("20")]],
        {"Täyttöaste": run("2025-M01", "13.3", 20)},
    ),
    Case(
        "a footnote glued to a figure",
        [["", "1/2025", "2/2025"], ["Kävijät", "1240 1)", 98], ["1) sis. kesäkahvila"]],
        stops=("two-values-in-cell Luvut!B2",),
    ),
    Case(
        "an estimate's star is no other figure",
        [["", "1/2025", "2/2025"], ["Kävijät", "1 240*", 98], ["* arvio"]],
        {"Kävijät": run("2025-M01", 1240, 98)},
        stops=("estimate-or-count Luvut!B2",),
        answers={"estimate-or-count:Luvut!B2": "counted"},
    ),
    Case(
        "money less than nothing",
        [["", "1/2025", "2/2025"], ["Tulos (€)", -120, "−1 240,50"]],
        {"Tulos (€)": run("2025-M01", -120, "-1240.50")},
    ),
    Case(
        "a semicolon file from Excel",
        [
            ["Kirjaston luvut 2025"],
            [],
            ["", "tammi", "helmi", "maalis", "yht."],
            ["Kävijät", "1 240", "980", "1 100,5", "3 320,5"],
            ["Lainat", "", "-", "0", "0"],
        ],
        {
            "Kävijät": run("2025-M01", 1240, 980, "1100.5"),
            "Lainat": {"2025-M03": number("0")},
        },
        kind="csv-semicolon",
    ),
    Case(
        "a table of tabs in another encoding",
        [["Kuukausi", "Kävijät"], ["tammikuu 2025", "1 240"], ["helmikuu 2025", "980"]],
        {"Kävijät": run("2025-M01", 1240, 980)},
        kind="tsv-utf16",
    ),
    Case(
        "a web page that calls itself a workbook",
        [["Kuukausi", "Kävijät"], ["tammikuu 2025", "1 240"], ["helmikuu 2025", "980"]],
        {"Kävijät": run("2025-M01", 1240, 980)},
        kind="html",
    ),
    Case(
        "a free office's workbook",
        [["Kuukausi", "Kävijät"], ["tammikuu 2025", 1240], ["helmikuu 2025", 980]],
        {"Kävijät": run("2025-M01", 1240, 980)},
        kind="ods",
    ),
]

REPORTS = [
    Case(
        "a month's report: its title is the period",
        [
            ["Kuukausiraportti, kesäkuu 2025"],
            [],
            ["Mittari", "Luku"],
            ["Kävijät", 120],
            ["Lainat", 300],
        ],
        {"Kävijät": run("2025-M06", 120), "Lainat": run("2025-M06", 300)},
    ),
    Case(
        "a sheet for each month",
        [
            page("Tammi 2025", [["Mittari", "Luku"], ["Kävijät", 120], ["Lainat", 300]]),
            page("Helmi 2025", [["Mittari", "Luku"], ["Kävijät", 98], ["Lainat", 280]]),
        ],
        {"Kävijät": run("2025-M01", 120, 98), "Lainat": run("2025-M01", 300, 280)},
    ),
    Case(
        "accounts of last year, budget of this one, what has happened, and shares of it",
        [
            ["", "TP 2024", "TA 2025", "Tot. 1–6/2025", "Tot-%", "Poikkeama"],
            ["Menot", 2400, 2500, 1200, percent("48"), -1300],
            ["Tulot", 240, 250, 130, percent("52"), -120],
        ],
        {
            "Menot": {"2024-A1": number("2400"), "2025-S1": number("1200")},
            "Tulot": {"2024-A1": number("240"), "2025-S1": number("130")},
        },
    ),
    Case(
        "sections with sums of their own",
        [
            ["", "1/2025", "2/2025"],
            ["Kirjasto"],
            ["Kävijät", 120, 98],
            ["Lainat", 300, 280],
            ["Yhteensä", 420, 378],
            ["Museo"],
            ["Kävijät", 40, 44],
            ["Yhteensä", 40, 44],
        ],
        {
            "Kirjasto / Kävijät": run("2025-M01", 120, 98),
            "Kirjasto / Lainat": run("2025-M01", 300, 280),
            "Museo / Kävijät": run("2025-M01", 40, 44),
        },
    ),
    Case(
        "a merged figure is of two months",
        [
            page(
                "Luvut",
                [["", "1/2025", "2/2025", "3/2025"], ["Kävijät", 218, None, 130]],
                merged=[(2, 2, 2, 3)],
            )
        ],
        stops=("merged-cells Luvut!B2",),
    ),
    Case(
        "a column that nobody named",
        [["", "1/2025", "", "3/2025"], ["Kävijät", 120, 98, 130]],
        stops=("heading-missing Luvut!C1",),
    ),
    Case(
        "a row that nobody named",
        [["", "1/2025", "2/2025"], ["Kävijät", 120, 98], ["", 5, 6], ["Lainat", 300, 280]],
        stops=("heading-missing Luvut!A3",),
    ),
    Case(
        "a number far away from the table",
        [
            page("Luvut", [["", "1/2025", "2/2025"], ["Kävijät", 120, 98]]),
            page("Laskelma", [[], [], ["", "", "", 1234]]),
        ],
        {"Kävijät": run("2025-M01", 120, 98)},
        says=("numbers-not-read",),
    ),
    Case(
        "a star on a period is a note",
        [
            ["Kuukausi", "Kävijät"],
            ["1/2025", 120],
            ["2/2025*", 98],
            ["3/2025 (ennakko)", 130],
            ["* arvio"],
        ],
        KAVIJAT,
        stops=("estimate-or-count Luvut!A3",),
        answers={"estimate-or-count:Luvut!A3": "counted"},
    ),
    Case(
        "names that begin like notes, months and targets",
        [
            ["", "1/2025", "2/2025"],
            ["Katsojat", 1, 2],
            ["Tiedotteet", 3, 4],
            ["Elo", 5, 6],
            ["Tavoittavuus", 7, 8],
            ["Yhteydenotot", 9, 10],
            ["Strategia 2030 -tilaisuudet", 11, 12],
        ],
        {
            "Katsojat": run("2025-M01", 1, 2),
            "Tiedotteet": run("2025-M01", 3, 4),
            "Elo": run("2025-M01", 5, 6),
            "Tavoittavuus": run("2025-M01", 7, 8),
            "Yhteydenotot": run("2025-M01", 9, 10),
            "Strategia 2030 -tilaisuudet": run("2025-M01", 11, 12),
        },
    ),
]

TYPED = [
    Case(
        "too few to be told",
        [["", "1/2025", "2/2025"], ["Asiakkaat", "<5", 98]],
        stops=("not-a-number Luvut!B2",),
    ),
    Case(
        "from and to",
        [["", "1/2025", "2/2025"], ["Yleisö", "12 000–15 000", 98]],
        stops=("two-values-in-cell Luvut!B2",),
    ),
    Case(
        "a figure and its target in one cell",
        [["", "1/2025", "2/2025"], ["Kävijät", "1 240 / 1 300", 98]],
        stops=("two-values-in-cell Luvut!B2",),
    ),
    Case(
        "an estimate in words",
        [["", "1/2025", "2/2025"], ["Kävijät", "120 (arvio)", 98]],
        stops=("not-a-number Luvut!B2",),
    ),
    Case(
        "a letter for a digit",
        [["", "1/2025", "2/2025"], ["Kävijät", "l20", 98]],
        stops=("not-a-number Luvut!B2",),
    ),
    Case(
        "figures on two lines of a cell",
        [["", "1/2025", "2/2025"], ["Kävijät", "120\n98", 98]],
        stops=("two-values-in-cell Luvut!B2",),
    ),
    Case(
        "a telephone number among the figures",
        [["", "1/2025", "2/2025"], ["Kävijät", "040 123 4567", 98]],
        stops=("not-a-number Luvut!B2",),
    ),
    Case(
        "hours and minutes",
        [["", "1/2025", "2/2025"], ["Aukiolo", "7:30", "8:00"]],
        stops=("not-a-number Luvut!B2", "not-a-number Luvut!C2"),
    ),
    Case(
        "a month's figure closed for a reason",
        [["", "1/2025", "2/2025"], ["Kävijät", "suljettu", 98]],
        stops=("not-a-number Luvut!B2",),
    ),
    Case(
        "a number with a name in its format",
        [
            ["", "1/2025", "2/2025"],
            ["Kävijät", Num(number("1240"), "hlö"), Num(number("980"), "hlö")],
        ],
        {"Kävijät": run("2025-M01", 1240, 980)},
    ),
    Case(
        "thousands of euros are not stored as euros",
        [["1 000 €", "1/2025", "2/2025"], ["Menot (1 000 €)", 12, number("12.5")]],
        stops=("scaled-figures Luvut!A1", "scaled-figures Luvut!A2"),
    ),
]

CASES = [*TOTALS, *YEARS, *BESIDE, *SHAPES, *PERIODS, *VALUES, *REPORTS, *TYPED]


def opened(case: Case, answers: Mapping[str, str]) -> tuple[FileRead, Asking]:
    ready = all(isinstance(one, Page) for one in case.grid)
    pages = case.grid if ready else [page("Luvut", case.grid)]
    name, data = file_of(case.kind, pages)
    asking = Asking(answers, {}, TODAY)
    return read(name, data, asking), asking


def stops(found: FileRead, asking: Asking) -> list[str]:
    every = (*found.findings, *asking.open)
    return [f"{o.code} {o.cell}".strip() for o in every if o.severity is not Severity.WARNING]


def figures(found: FileRead) -> dict[str, Figures]:
    told: dict[str, Figures] = {}
    for series in (one for one in found.series if one.wanted):
        label = told.setdefault(fold(series.label), {})
        for one in series.figures:
            if one.value is not None:
                assert one.period
                assert label.get(one.period.code, one.value) == one.value
                label[one.period.code] = one.value
    return {label: values for label, values in told.items() if values}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.about) for case in CASES])
def test_an_office_table_comes_to_its_figures_or_stops_at_its_cell(case: Case) -> None:
    found, asking = opened(case, {})
    assert stops(found, asking) == list(case.stops)
    if case.answers:
        found, asking = opened(case, case.answers)
        assert stops(found, asking) == []
    if case.figures is not None:
        told = figures(found)
        for label, more in case.also.items():
            assert more.items() & told.get(label, {}).items() in (set(), set(more.items()))
            told[label] = {p: v for p, v in told.get(label, {}).items() if p not in more}
        assert {label: values for label, values in told.items() if values} == case.figures
        assert found.format == "table"
    said = {one.code for one in found.findings if one.severity is Severity.WARNING}
    assert set(case.says) <= said


def test_there_are_enough_of_them_and_each_says_something() -> None:
    assert len(CASES) >= 40
    assert all(case.figures or case.stops for case in CASES)
    assert len({case.about for case in CASES}) == len(CASES)
