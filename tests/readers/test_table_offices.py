"""More small tables as municipal offices keep them, each with what it has to come to.

What two years in one title, ages that look like halves of a year and words glued to a number have
in common: read carelessly, each is a figure that nobody ever stated.
"""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.readers.numbers import fold
from kpi.readers.table.values import read_figure
from tests.readers.grids import Page, page
from tests.readers.test_table_corpus import Case, figures, number, opened, run, stops

Q1 = ["tammi", "helmi", "maalis"]
TWO = {"Neuvola": {**run("2024-M01", 1, 2), **run("2025-M01", 3, 4)}}
AGES = {
    "0-6": run("2023-A1", 100, 101),
    "7-15": run("2023-A1", 200, 201),
    "16-64": run("2023-A1", 300, 301),
}


def merged(rows: list[list[object]], *areas: tuple[int, int, int, int]) -> list[Page]:
    return [page("Luvut", rows, merged=list(areas))]


CASES = [
    *(
        Case(f"whose year is in the title: {title}", [[title], ["", *Q1], ["Lainat", 3, 4, 2]],
             stops=("which-year Luvut!B2",))
        for title in (
            "Vertailu 2024 ja 2025", "Seuranta 2024, 2025", "Lainat 2025 (2024)",
            "Luvut 2025 vs. 2024", "Tilasto 1-6/2024 ja 1-6/2025", "Strategia 2030: mittarit",
            "Kirjasto (perustettu 1998)", "Kirjaston luvut (päivitetty 12/2024)",
            "Lainat, vertailuvuosi 2024",
        )
    ),
    Case(
        "a list says when it was kept, and not what it is of",
        [["Tunnusluvut (päivitetty 12/2024)"], [], ["Lainat", 3], ["Kävijät", 4]],
        stops=("which-period Luvut!B3",),
    ),
    Case(
        "years of two digits behind names",
        [["Kuukausi", "Lainat -24", "Lainat -25"], ["tammi", 1, 2], ["helmi", 3, 4]],
        {"Lainat": {**run("2024-M01", 1, 3), **run("2025-M01", 2, 4)}},
    ),
    Case(
        "last year in two digits under this year's title",
        [["Seuranta 2025", "tammi", "helmi"], ["Lainat", 1, 2], ["Lainat '24", 3, 4]],
        {"Lainat": run("2025-M01", 1, 2)},
        says=("targets-left-out",),
    ),
    Case(
        "a year in brackets in the name of a sheet",
        [page("Kävijät (2024)", [["", "tammi", "helmi"], ["Kirjasto", 1, 2]]),
         page("Kävijät (2025)", [["", "tammi", "helmi"], ["Kirjasto", 3, 4]])],
        {"Kirjasto": {**run("2024-M01", 1, 2), **run("2025-M01", 3, 4)}},
    ),
    Case(
        "a year in brackets is no footnote",
        [["Kuukausi", "Lainat (2025)", "Lainat (2024)"], ["tammi", 1, 2], ["helmi", 3, 4]],
        {"Lainat": {**run("2025-M01", 1, 3), **run("2024-M01", 2, 4)}},
    ),
    Case(
        "a year in brackets beside the year of the table",
        [["Seuranta 2025", "tammi", "helmi"], ["Lainat", 1, 2], ["Lainat (2024)", 3, 4]],
        {"Lainat": run("2025-M01", 1, 2)},
        says=("targets-left-out",),
    ),
    Case(
        "a footnote in brackets behind a year",
        [["Lainat", "tammi 2025 1)", "helmi 2025(2)"], ["Kirjasto 1)", 1, 2]],
        {"Kirjasto": run("2025-M01", 1, 2)},
    ),
    Case(
        "a word heads the names below years over months",
        merged(
            [["Palvelu", 2024, "", 2025], ["", "tammi", "helmi", "tammi", "helmi"],
             ["Neuvola", 1, 2, 3, 4]],
            (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5),
        ),
        TWO,
    ),
    Case(
        "years over months as a text file has them",
        [["Palvelu", "2024", "", "2025", ""], ["", "tammi", "helmi", "tammi", "helmi"],
         ["Neuvola", 1, 2, 3, 4]],
        TWO,
        kind="csv-semicolon",
    ),
    Case(
        "ages beside the years",
        [["Ikä", 2023, 2024], ["0-6", 100, 101], ["7-15", 200, 201], ["16-64", 300, 301],
         ["Yhteensä", 600, 603]],
        AGES,
    ),
    Case(
        "ages over the years",
        [["Vuosi", "0-6", "7-15", "16-64"], [2023, 100, 200, 300], [2024, 101, 201, 301]],
        AGES,
    ),
    Case(
        "ages that look like the halves of a year",
        [["Lapset iän mukaan"], ["", "1-6", "7-12"], [2023, 1, 2], [2024, 4, 5]],
        {"1-6": run("2023-A1", 1, 4), "7-12": run("2023-A1", 2, 5)},
    ),
    Case(
        "a range among figures is no age",
        [["", "1/2025", "2/2025", "3/2025"], ["Kävijät", "10-15", 12, 13]],
        stops=("two-values-in-cell Luvut!B2",),
    ),
    Case(
        "a column says when its row was kept last",
        [["Mittari", "Päivitetty", "1/2025", "2/2025"], ["Lainat", dt.date(2025, 3, 1), 1, 2],
         ["Kävijät", dt.date(2025, 3, 2), 3, 4]],
        {"Lainat": run("2025-M01", 1, 2), "Kävijät": run("2025-M01", 3, 4)},
    ),
    Case(
        "a year at the end of dated headings",
        [["Kävijät", "tammi 2025", "helmi 2025", 2025], ["Kirjasto", 1, 2, 3], ["Museo", 4, 5, 9]],
        {"Kirjasto": run("2025-M01", 1, 2), "Museo": run("2025-M01", 4, 5)},
        says=("totals-left-out",),
    ),
    Case(
        "years as numbers between months",
        [["Kuukausi", "Kävijät"], [2024], ["marras", 1], ["joulu", 2], [2025], ["tammi", 3],
         ["helmi", 4]],
        {"Kävijät": run("2024-M11", 1, 2, 3, 4)},
    ),
    Case(
        "a report says at what time it was made",
        [["Ajettu", "3.4.2025 12:31"], ["Aikaväli", "1.1.2025 - 31.3.2025"], [],
         ["Kuukausi", "Lainat"], ["2025-01", 10], ["2025-02", 11]],
        {"Lainat": run("2025-M01", 10, 11)},
    ),
    Case(
        "the headings stand again on the next page",
        [["Kävijät 2025"], ["Toimipiste", "tammi", "helmi"], ["Pääkirjasto", 1, 2],
         ["Toimipiste", "tammi", "helmi"], ["Kirjastoauto", 5, 6]],
        {"Pääkirjasto": run("2025-M01", 1, 2), "Kirjastoauto": run("2025-M01", 5, 6)},
    ),
    Case(
        "a pivot table",
        [["Summa / Määrä", "Sarakeotsikot"], ["Riviotsikot", 2024, 2025, "Kaikki yhteensä"],
         ["Lainat", 10, 20, 30], ["Kävijät", 30, 40, 70], ["Kaikki yhteensä", 40, 60, 100]],
        {"Lainat": run("2024-A1", 10, 20), "Kävijät": run("2024-A1", 30, 40)},
    ),
    Case(
        "two units under one word",
        merged(
            [["Kuukausi 2025", "Myynti", "", "Vuokraus", ""], ["", "€", "kpl", "€", "kpl"],
             ["tammi", number("10.5"), 5, number("20.5"), 3],
             ["helmi", number("11.5"), 6, number("21.5"), 2]],
            (1, 2, 1, 3), (1, 4, 1, 5),
        ),
        {
            "Myynti / €": run("2025-M01", "10.5", "11.5"), "Myynti / kpl": run("2025-M01", 5, 6),
            "Vuokraus / €": run("2025-M01", "20.5", "21.5"),
            "Vuokraus / kpl": run("2025-M01", 3, 2),
        },
    ),
    Case(
        "a unit among names names its column",
        [["Kuukausi", "Tulot", "Kpl"], ["tammi 2025", 12, 10], ["helmi 2025", 13, 11]],
        {"Tulot": run("2025-M01", 12, 13), "Kpl": run("2025-M01", 10, 11)},
    ),
    Case(
        "the first day of each quarter may be the day or a month",
        [["Kuukausi", "Kävijät"], *([dt.date(2025, m, 1), m] for m in (1, 4, 7))],
        stops=("first-day-or-month Luvut!A2",),
    ),
    Case(
        "a population is of the first of January",
        [["Kunta", *(dt.date(year, 1, 1) for year in (2024, 2025))], ["Veteli", 3000, 2990]],
        {"Veteli": {"2024-01-01": number("3000"), "2025-01-01": number("2990")}},
    ),
    Case(
        "figures of a year's list that could be years",
        [["Kuukausi", "Mittari", "Arvo"], [2019, "Lainat", 2024], [2019, "Menot", 2025]],
        {"Lainat": run("2019-A1", 2024), "Menot": run("2019-A1", 2025)},
    ),
    Case(
        "figures beside months that could be years",
        [["Lainat", 2019, 2020], ["heinäkuu", 1900, ""], ["elokuu", 1901, 0]],
        {"Lainat": {**run("2019-M07", 1900, 1901), **run("2020-M08", 0)}},
    ),
    Case(
        "figures that could be years below a title",
        [["Lainat"], ["", 2019, 2020], ["heinäkuu", 1900, ""], ["elokuu", 1900, 0]],
        {"Lainat": {**run("2019-M07", 1900, 1900), **run("2020-M08", 0)}},
    ),
    Case(
        "a number over the years may be a month",
        merged([["", "12.*", ""], ["", 2019, 2020], ["Lainat", 5, 6]], (1, 2, 1, 3)),
        stops=("period-unreadable Luvut!B1",),
    ),
    Case(
        "a total before a single year",
        [["", "Yhteensä", 2019], ["Lainat", 3, 3]],
        {"Lainat": run("2019-A1", 3)},
    ),
    Case(
        "the end of a month is not the whole year",
        [["", "kesäkuun lopussa 2024", "joulukuun loppu 2024"], ["Seuraajat", 10, 15]],
        {"Seuraajat": {**run("2024-M06", 10), **run("2024-M12", 15)}},
    ),
    *(
        Case(f"a part of a year is not the whole: {head}", [["", "2024", head], ["Lainat", 10, 15]],
             {"Lainat": run("2024-A1", 10)})
        for head in ("6 kk 2025", "1. puolisko 2025", "alku 2025", "ennen 2025", "syksyyn 2025")
    ),
    *(
        Case(f"time before a year: {first}", [["", first, then], ["Lainat", 10, 15]],
             {"Lainat": run(period, 10, 15)})
        for first, then, period in (
            ("tammikuu, 2025", "helmikuu, 2025", "2025-M01"), ("Q1, 2025", "Q2, 2025", "2025-Q1"),
            ("Thu, Aug 7, 2025", "Fri, Aug 8, 2025", "2025-08-07"),
            ("7. elokuuta 2025", "8. elokuuta 2025", "2025-08-07"),
        )
    ),
    Case(
        "a week before a comma is no year",
        [["", "Week 32, 2025", "Week 33, 2025"], ["Lainat", 10, 15]],
        stops=("weeks-not-taken Luvut!B1",),
    ),
    Case(
        "a day in a column of weeks is its week",
        [["Viikko", "Lainat"], ["2025-01-06", 10], ["2025-01-13", 11], ["2025-01-20", 12]],
        stops=("weeks-not-taken Luvut!A2",),
    ),
    Case(
        "a figure that could be a year beside a year",
        [["Lainat", "kesäkuu", "heinäkuu"], [2019, "", 2024], [2020, 0, ""]],
        {"Lainat": {**run("2019-M07", 2024), **run("2020-M06", 0)}},
    ),
    Case(
        "a total before the only year of a column",
        [["Vuosi", "Lainat"], ["Yhteensä", 3], [2019, 3]],
        {"Lainat": run("2019-A1", 3)},
    ),
    Case(
        "remarks before months of two years, most of them empty",
        merged(
            [["", "", 2024, "", "", 2025, "", ""],
             ["", "Huom.", "tammi", "helmi", "maalis", "tammi", "helmi", "maalis"],
             ["Lainat", "", 1, "", "", 4, "", ""], ["Menot", "", 2, "", "", 5, "", ""]],
            (1, 3, 1, 5), (1, 6, 1, 8),
        ),
        {
            "Lainat": {**run("2024-M01", 1), **run("2025-M01", 4)},
            "Menot": {**run("2024-M01", 2), **run("2025-M01", 5)},
        },
    ),
    Case(
        "a day in two languages is no period",
        [["", "1/2024", "6 Mar 2025", "31 February 2025"], ["Lainat", 10, 15, 16]],
        {"Lainat": run("2024-M01", 10)},
        says=("span-no-period",),
    ),
    Case(
        "the beginning of a month is no period",
        [["", "1/2024", "kesäkuun alussa 2024"], ["Seuraajat", 10, 15]],
        {"Seuraajat": run("2024-M01", 10)},
        says=("span-no-period",),
    ),
    Case(
        "the month and its running total under each month",
        [["2025", "tammi", "", "helmi", ""], ["", "kk", "kum", "kk", "kum"],
         ["Lainat", 1, 1, 3, 4], ["Menot", 5, 5, 7, 12]],
        {"Lainat": run("2025-M01", 1, 3), "Menot": run("2025-M01", 5, 7)},
        kind="csv-semicolon",
    ),
    Case(
        "classes of a school",
        [["Vuosi", "1. lk", "2. lk"], [2023, 10, 20], [2024, 11, 21]],
        {"1. lk": run("2023-A1", 10, 11), "2. lk": run("2023-A1", 20, 21)},
    ),
    Case(
        "a row after a gap while only the first month has come",
        [["", "tammi 2025", "helmi 2025"], ["Lainat", 3], [], ["Menot", 4]],
        {"Lainat": run("2025-M01", 3), "Menot": run("2025-M01", 4)},
    ),
    Case(
        "one number below whole months may be a remark",
        [["", "tammi 2025", "helmi 2025"], ["Lainat", 3, 5], [], ["Aukiolopäiviä", 250]],
        stops=("which-period Luvut!B4",),
    ),
    Case(
        "a remark between the months in one row of two",
        [["2025", "tammi", "", "helmi"], ["Lainat", 1, "remontti", 7], ["Menot", 2, "", 8]],
        {"Lainat": run("2025-M01", 1, 7), "Menot": run("2025-M01", 2, 8)},
    ),
    Case(
        "names between the months of two tables side by side",
        [["", "tammi 2025", "", "helmi 2025"], ["Lainat", 1, "Menot", 7], ["Työt", 2, "Tulot", 8]],
        stops=("heading-missing Luvut!C1",),
    ),
    Case(
        "one row of months between empty columns",
        [["Kuukausi", "Lainat", "", "Menot", "", "Kävijät"], ["tammikuu 2019", "", "", "", "", 7]],
        {"Kävijät": run("2019-M01", 7)},
    ),
    Case(
        "a total behind typed years after an empty column is no name of theirs",
        [["", 2019, 2020, "", 2021, "Yhteensä"], ["Lainat", 1, 2, "", 5, 8]],
        {"Lainat": run("2019-A1", 1, 2, 5)},
        says=("totals-left-out",),
    ),
    Case(
        "typed years behind an empty column are no figures of the first of them",
        [["", 2019, 2020, "", 2021, 2022], ["Kirjasto"], ["Lainat", "", "", "", 7, ""]],
        {"Lainat": run("2021-A1", 7)},
    ),
    Case(
        "typed years above an empty row stand over what is below it",
        [["", 2021, 2022], [], ["Lainat", 5, 6]],
        {"Lainat": run("2021-A1", 5, 6)},
    ),
    Case(
        "a year that is the title of the right one of two tables is no figure",
        [["Seuranta 2019", "", "", "2019"], [],
         ["", "tammi", "", "", "tammi"], ["Kävijät", 1, "", "Lainat", 2]],
        {"Kävijät": run("2019-M01", 1), "Lainat": run("2019-M01", 2)},
    ),
    Case(
        "a year over the right one of two tables, beside the months of the left one",
        [["", "tammikuu 2018", "", 2019], ["Kävijät", 1],
         ["Menot", 3, "", "", "tammi"], ["", "", "", "Lainat", 2]],
        stops=("which-year Luvut!E3",),
    ),
    Case(
        "a name and a number over another table is asked about",
        [["Kävijät", "", "", 2019], [],
         ["", "1/2018", "", "", "1/2018"], ["Menot", 1, "", "Lainat", 2]],
        stops=("which-period Luvut!D1",),
    ),
    Case(
        "a year beside a title that ends in it is no figure of that year",
        [["Seuranta 2019", 2019], [], ["", "1/2018", "2/2018"], ["Kävijät", 1, 4]],
        {"Kävijät": run("2018-M01", 1, 4)},
        says=("numbers-not-read",),
    ),
    Case(
        "figures among others that could be years",
        [["Kävijät 2019", 2019], ["Kävijät 2020", 2051]],
        {"Kävijät": run("2019-A1", 2019, 2051)},
    ),
    Case(
        "numbers of months before actual figures and targets, under their word in the next column",
        [["", "Kuukausi", "Lainat"], [1, "Toteuma", 5], ["", "Tavoite", 6],
         [2, "Toteuma", 7], ["", "Tavoite", 8]],
        stops=("which-year Luvut!A2",),
    ),
    Case(
        "a title of one year on a sheet of another",
        [page("Luvut 2025", [["Kävijät 2024"], ["", "tammi", "helmi"], ["Kirjasto", 1, 2]])],
        stops=("which-year Luvut 2025!B2",),
    ),
    Case(
        "months by number behind their word",
        [page("2025", [["", "kk 1-6", "kk 7-12"], ["Lainat", 1, 2]])],
        {"Lainat": run("2025-S1", 1, 2)},
    ),
    Case(
        "I and II, which may be quarters or halves of the year",
        [["", "I/2025", "II/2025"], ["Lainat", 1, 2]],
        stops=("period-unreadable Luvut!B1",),
    ),
    Case(
        "I to IV, which are quarters",
        [["", "IV/2024", "I/2025", "II/2025"], ["Lainat", 3, 1, 2]],
        {"Lainat": {**run("2024-Q4", 3), **run("2025-Q1", 1, 2)}},
    ),
    Case(
        "numbers of things before their names are no months",
        [["", "Kuukausi", "1/2025"], [1, "Kävijät", 5], [2, "Lainat", 6]],
        {"Kävijät": run("2025-M01", 5), "Lainat": run("2025-M01", 6)},
    ),
    Case(
        "numbers of periods before actual figures and targets, under nobody's word",
        [["", "Jakso", "Lainat"], [2, "Toteuma", 5], ["", "Tavoite", 6],
         [1, "Toteuma", 7], ["", "Tavoite", 8]],
        stops=("period-unreadable Luvut!A2",),
    ),
    Case(
        "one row of a period's number before its actual figure",
        [["", "Jakso", "Lainat"], ["1", "Tot.", 5], ["", "Budj.", 6]],
        stops=("period-unreadable Luvut!A2",),
    ),
    Case(
        "numbers that alone tell rows of one name apart",
        [["", "Mittari", "Arvo"], [1, "Lainat", 5], [1, "Menot", 6], [2, "Lainat", 5],
         [2, "Menot", 6]],
        stops=("period-unreadable Luvut!A2",),
    ),
    Case(
        "numbers of names in a table without a period",
        [["", "Mittari", "Arvo"], [1, "Lainat", 5], [2, "Menot", 6]],
        stops=("which-period Luvut!A2",),
    ),
    Case(
        "a lone June as a spreadsheet shows it is no summer",
        [["", "kesä.19"], ["Kävijät", 5]],
        {"Kävijät": run("2019-M06", 5)},
    ),
    Case(
        "a lone summer with its year is no June",
        [["", "Kesä 2019"], ["Kävijät", 5]],
        stops=("period-unreadable Luvut!B1",),
    ),
    Case(
        "a lone short month of two languages as a spreadsheet shows it",
        [["", "mar.19"], ["Kävijät", 5]],
        stops=("period-unreadable Luvut!B1",),
    ),
    Case(
        "a typed year under a title, over an empty row and below another table",
        [["", "tammi 2019", "helmi 2019"], ["Lainat", 1, 2], [], ["Päivitetty 3.2.2020"],
         ["", 2019], [], ["Menot", 7]],
        {"Lainat": run("2019-M01", 1, 2), "Menot": run("2019-A1", 7)},
    ),
    Case(
        "a number without a name under the word of a total is no year of what follows",
        [["", "tammi 2019", "helmi 2019"], ["Lainat", 1, 2], [], ["Yhteensä"],
         ["", 2019], [], ["Menot", 7]],
        stops=("which-period Luvut!B7",),
        says=("numbers-not-read",),
    ),
    Case(
        "the sum of one year beside it is 0 where the year has nothing",
        [["", 2019, "Vuosi 2019"], ["Lainat", "", 0], ["Menot", 4, 4]],
        {"Menot": run("2019-A1", 4)},
        says=("totals-left-out",),
    ),
    Case(
        "the sum of one year before it",
        [["", "Vuosi 2019", "v. 2019"], ["Lainat", 0, ".."], ["Menot", 4, 4]],
        {"Menot": run("2019-A1", 4)},
        says=("totals-left-out",),
    ),
    Case(
        "one year twice with other figures",
        [["", "2019", "Vuosi 2019"], ["Lainat", "", 0], ["Menot", 4, 5]],
        stops=("duplicate-figures Luvut!C3",),
    ),
    Case(
        "numbers of periods, the first with its year, before actual figures under nobody's word",
        [["", "Jakso", "Lainat"], ["1 2019", "Toteuma", 5], ["", "Tavoite", 6],
         [2, "Toteuma", 7], ["", "Tavoite", 8]],
        stops=("period-unreadable Luvut!A2",),
    ),
    Case(
        "a figure behind an empty column is of the month that its row begins with",
        [page("2019", [["Kuukausi", "Lainat", "", "Menot"], [1, 0, "", 5]])],
        {"Lainat": run("2019-M01", 0), "Menot": run("2019-M01", 5)},
    ),
    *(
        Case(
            f"what a plan of a municipality calls its figures: {said}",
            [["Kirjasto", "TP 2023", said], ["Menot", 5, 6], ["Tulot", 7, 8]],
            {"Menot": run("2023-A1", 5), "Tulot": run("2023-A1", 7)},
            says=("targets-left-out",),
        )
        for said in (
            "TPE 2024", "TAE 2025", "TS 2026", "MTA 2024", "LTA 2024", "Käyttösuunnitelma 2024",
            "Taloussuunnitelma 2026", "Lisätalousarvio 2024", "Talousarvioesitys 2025",
            "Suun. 2025", "Tavoitetila 2024", "Ennakoitu 2024", "Kehys 2025", "Raami 2025",
            "TA2024", "TAE2025", "Ed. TP 2022",
        )
    ),
    Case(
        "years that are glued to the words before them",
        [["", "TP2023", "TA2024", "TPE2024", "TP2024"], ["Menot", 5, 6, 7, 8]],
        {"Menot": {**run("2023-A1", 5), **run("2024-A1", 8)}},
        says=("targets-left-out",),
    ),
    Case(
        "months with the number of their days",
        [["2025", "tammikuu (31 pv)", "helmikuu (28 pv)"], ["Lainat", 5, 6]],
        {"Lainat": run("2025-M01", 5, 6)},
    ),
    Case(
        "headings that only a time tells apart, which nobody can read",
        [["", "tot 1/25", "ta 1/25", "tot 2/25", "ta 2/25"], ["Menot", 5, 6, 7, 8]],
        stops=("period-unreadable Luvut!B1",),
    ),
    Case(
        "columns that only their months tell apart, beside years",
        [["", "tammikuu, arki", "helmikuu, arki"], [2024, 5, 6], [2025, 7, 8]],
        stops=("period-unreadable Luvut!B1",),
    ),
    Case(
        "rows that only glued years tell apart, under months",
        [["2025", "tammi", "helmi"], ["Lainat/2024A", 5, 6], ["Lainat/2025A", 7, 8]],
        stops=("period-unreadable Luvut!A2",),
    ),
    Case(
        "names that their numbers tell apart",
        [["2025", "tammi", "helmi"], ["Luokka 1", 5, 6], ["Luokka 2", 7, 8]],
        {"Luokka 1": run("2025-M01", 5, 6), "Luokka 2": run("2025-M01", 7, 8)},
    ),
    Case(
        "names that begin like months",
        [["2025", "tammi", "helmi"], ["Tammelan koulu", 5, 6], ["Maaliskuun Talo", 7, 8]],
        {"Tammelan koulu": run("2025-M01", 5, 6), "Maaliskuun Talo": run("2025-M01", 7, 8)},
    ),
    Case(
        "the same month of the next year is no sum of this year's",
        [["", "tammi 2019", "helmi", "tammi 2020", "helmi"], ["Lainat", 3, 0, 5, ""],
         ["Menot", 4, 0, 6, 0]],
        {"Lainat": {**run("2019-M01", 3, 0), **run("2020-M01", 5)},
         "Menot": {**run("2019-M01", 4, 0), **run("2020-M01", 6, 0)}},
    ),
    *(
        Case(
            f"tables right under each other, each with its year: {about}",
            rows,
            {"Lainat": run("2024-M01", 5, 6), "Menot": run("2025-M01", 7, 8)},
        )
        for about, rows in {
            "in the corner": [["2024", *Q1[:2]], ["Lainat", 5, 6], ["2025", *Q1[:2]],
                              ["Menot", 7, 8]],
            "typed in the corner": [[2024, *Q1[:2]], ["Lainat", 5, 6], [2025, *Q1[:2]],
                                    ["Menot", 7, 8]],
            "as a title": [["2024"], ["", *Q1[:2]], ["Lainat", 5, 6], ["2025"], ["", *Q1[:2]],
                           ["Menot", 7, 8]],
            "as a typed title": [[2024], ["", *Q1[:2]], ["Lainat", 5, 6], [2025], ["", *Q1[:2]],
                                 ["Menot", 7, 8]],
            "as a title in words": [["Vuosi 2024"], ["", *Q1[:2]], ["Lainat", 5, 6],
                                    ["Vuosi 2025"], ["", *Q1[:2]], ["Menot", 7, 8]],
            "over months down": [["2024"], ["kk", "Lainat"], ["tammi", 5], ["helmi", 6], ["2025"],
                                 ["kk", "Menot"], ["tammi", 7], ["helmi", 8]],
            "typed over months down": [[2024], ["kk", "Lainat"], ["tammi", 5], ["helmi", 6],
                                       [2025], ["kk", "Menot"], ["tammi", 7], ["helmi", 8]],
        }.items()
    ),
    Case(
        "a year without figures yet, right over another table, is a year of the upper one",
        [["", "Lainat"], [2023, 5], [2024, 6], [2025], ["", "1/2025"], ["Menot", 7]],
        {"Lainat": run("2023-A1", 5, 6), "Menot": run("2025-M01", 7)},
    ),
    *(
        Case(f"a time alone among rows of figures is theirs below it: {at}", rows, stops=stopped)
        for at, rows, stopped in (
            ("a year under months", [["", *Q1[:2]], ["2024"], ["Lainat", 5, 6], ["2025"],
                                     ["Menot", 7, 8]],
             ("period-unreadable Luvut!A4", "which-year Luvut!B1")),
            ("a year in a list", [["2024"], ["Lainat", 5], ["2025"], ["Menot", 7]],
             ("period-unreadable Luvut!A3",)),
            ("a typed year in a list", [[2024], ["Lainat", 5], [2025], ["Menot", 7]],
             ("period-unreadable Luvut!A3",)),
            ("a month in a list", [["Tammikuu 2025"], ["Lainat", 5], ["Helmikuu 2025"],
                                   ["Menot", 7]],
             ("period-unreadable Luvut!A3",)),
            ("a month without its year", [["Tammikuu"], ["Lainat", 5], ["Helmikuu"], ["Menot", 7]],
             ("period-unreadable Luvut!A3",)),
        )
    ),
    *(
        Case(
            f"numbers under a heading of weeks are weeks, also {said}/{year}",
            [["viikko", "Lainat"], [f"{said}/{year}", 5], [f"2/{year}", 6]],
            stops=("weeks-not-taken Luvut!A2",),
        )
        for said, year in (("1", "2025"), ("01", "25"))
    ),
    Case(
        "a number under remarks that stand before the months",
        [["", "Huom.", "1/2025", "2/2025"], ["Lainat", "", 5, 6], ["Menot", "remontti", 7, 8],
         ["Tulot", "remontti", 7, 8], ["Käynnit", "12", 9, 10]],
        {"Lainat": run("2025-M01", 5, 6), "Menot": run("2025-M01", 7, 8),
         "Tulot": run("2025-M01", 7, 8), "Käynnit": run("2025-M01", 9, 10)},
        says=("numbers-not-read",),
    ),
    *(
        Case(
            f"months down right under months across: {about}",
            [["", "tammi 2025", "helmi 2025"], ["Lainat", 5, 6], [corner, *names],
             ["1/2025", 7, 9], ["2/2025", 8, 10]],
            {"Lainat": run("2025-M01", 5, 6), "Menot": run("2025-M01", 7, 8),
             "Tulot": run("2025-M01", 9, 10)},
        )
        for about, corner, names in (
            ("a blank corner", "", ("Menot", "Tulot")),
            ("a corner", "Kuukausi", ("Menot", "Tulot")),
        )
    ),
    Case(
        "three tables right under each other, in turns",
        [["", "1/2025"], ["Lainat", 5], ["kk", "Menot"], ["1/2025", 7], ["2/2025", 8],
         ["", "1/2025", "2/2025"], ["Tulot", 9, 10]],
        {"Lainat": run("2025-M01", 5), "Menot": run("2025-M01", 7, 8),
         "Tulot": run("2025-M01", 9, 10)},
    ),
    Case(
        "names between the years of two tables side by side, under a heading",
        [["Kirjasto", "2024", "Museo", "2025"], ["Lainat", 5, "Tulot", 7], ["Menot", 6, "Työt", 8]],
        stops=("period-unreadable Luvut!C1",),
    ),
    Case(
        "targets in words between the years",
        [["", "2024", "Tavoite", "2025"], ["Lainat", 5, "kasvaa", 7], ["Menot", 6, "laskee", 8]],
        {"Lainat": run("2024-A1", 5, 7), "Menot": run("2024-A1", 6, 8)},
    ),
    Case(
        "numbers of months go on over the turn of the year behind an empty row",
        [["Kuukausi", "Lainat"], ["11 2024", 1], [], [12, 2], ["1 2025", 3], [], [2, 4]],
        {"Lainat": run("2024-M11", 1, 2, 3, 4)},
    ),
    Case(
        "a month behind an empty row below months without figures",
        [["Kuukausi", "Lainat"], ["Yhteensä", 5], ["tammi 2025"], ["helmi 2025"], [],
         ["maalis 2025", 5]],
        {"Lainat": run("2025-M03", 5)},
        says=("totals-left-out",),
    ),
    Case(
        "numbers of months that run backwards go on behind an empty row",
        [page("2025", [["Kuukausi", "Lainat"], ["4", 1], ["3", 2], [], ["2", 3], ["1", 4]])],
        {"Lainat": run("2025-M01", 4, 3, 2, 1)},
    ),
    Case(
        "typed years under a month, in the row that begins with the word for numbers of rows",
        [["", "", "joulukuu", ""], ["Nro", "", 2019, 2020], [1, "Lainat", "", 5]],
        {"Lainat": run("2020-M12", 5)},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(case, id=case.about) for case in CASES])
def test_a_table_comes_to_its_figures_or_stops_at_its_cell(case: Case) -> None:
    found, asking = opened(case, {})
    assert stops(found, asking) == list(case.stops)
    if case.figures is not None:
        assert figures(found) == case.figures
    assert set(case.says) <= {one.code for one in found.findings}


@pytest.mark.parametrize("text", ["2oo", "1e3", "3O", "200 arvio", "200 ennuste", "3 pv suljettu"])
def test_words_after_a_number_that_are_no_unit_refuse_it(text: str) -> None:
    found = read_figure(text)
    assert getattr(found, "code", "") == "not-a-number"


@pytest.mark.parametrize(
    "text", ["200kpl", "200 €", "12 hakijaa", "5 %", "200 €/kk", "12,5h", "3 m²"]
)
def test_units_after_a_number_are_taken(text: str) -> None:
    assert getattr(read_figure(text), "value", None) == number(
        fold(text).split()[0].rstrip("kplh%€").replace(",", ".")
    )
