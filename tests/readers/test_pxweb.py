"""Tables of statistical offices: one table in four forms, what is asked, and what is not taken."""

from __future__ import annotations

import pytest

from kpi.errors import Severity
from kpi.readers import Asking, Reading, pxweb, read
from kpi.readers.cells import Book
from tests.readers import statistics
from tests.readers.statistics import CONTENTS, REGIONS, Dim, Table, Value, loosely, months, table
from tests.readers.told import TODAY, asking, codes, figures, labels, reading

MANY = Dim("Alue", [Value(f"Kunta {n}", f"KU{n:03}") for n in range(30)], "region")


def many() -> Table:
    """A table of thirty regions and two contents in two months."""
    whole = [str(number) for number in range(30 * 2 * 2)]
    return table(dims=[MANY, CONTENTS, months("2025M01", "2025M02")], figures=whole)


def told(one: Table | str | bytes, answers: dict[str, str] | None = None) -> Reading:
    """Read a table as PX, or a file as it is."""
    data = statistics.px(one) if isinstance(one, Table) else one
    return reading(pxweb, loosely(data), asking(answers))


@pytest.mark.parametrize(
    ("data", "first"),
    [
        (statistics.px(table()).encode("cp1252"), "csv!A32"),
        (statistics.px(table(), timeval='TLIST(M1,"202412"-"202502")').encode(), "csv!A33"),
        (statistics.jsonstat(table()).encode(), "csv!A41"),
        (statistics.jsonstat(table(), indent=2).encode("utf-8-sig"), "csv!A97"),
        (statistics.jsonstat(table(), version=1, indent=1).encode(), "csv!A87"),
        (statistics.separated(table()).encode(), "csv!C4"),
        (statistics.separated(table(), delimiter=";").encode("cp1252"), "csv!C4"),
        (statistics.separated(table(), delimiter="\t", titled=False).encode(), "csv!C2"),
        (statistics.workbook(table()), "001_12xy_2025m02!C4"),
        (statistics.workbook(table(), coded=True), "001_12xy_2025m02!E4"),
    ],
)
def test_one_table_in_each_form(data: bytes, first: str) -> None:
    made = read("x", data, asking())
    assert (made.format, made.findings) == ("pxweb", ())
    assert [one.label for one in made.series] == [
        "Kaukola / Työttömät (lkm)",
        "Kaukola / Osuus (%)",
        "Lähelä / Työttömät (lkm)",
        "Lähelä / Osuus (%)",
    ]
    assert made.series[0].cell == first
    assert made.series[0].figures[0].cell == first
    unemployed = {"2024-M12": "120", "2025-M01": "118", "2025-M02": "131"}
    assert figures(made.series, "Kaukola / Työttömät (lkm)") == unemployed
    assert figures(made.series, "Lähelä / Työttömät (lkm)")["2025-M01"] == "None"
    assert [one.unit for one in made.series] == ["", "%", "", "%"]
    assert {one.kind for one in made.series} == {None}


def test_a_figure_is_found_in_the_cell_that_is_told() -> None:
    for text in (statistics.px(table()), statistics.jsonstat(table())):
        book = loosely(text)
        one = next(it for it in reading(pxweb, book).series if it.label == "Lähelä / Osuus (%)")
        column, row = one.figures[2].cell.removeprefix("csv!")[0], int(one.figures[2].cell[5:])
        assert str(book.sheets[0].rows[row - 1][ord(column) - 65]).lstrip().startswith("6.1")


def test_known_by_the_table_and_its_codes_whatever_the_language_and_the_order() -> None:
    one = told(table()).series[0]
    assert (one.concept, one.source) == ("12xy ku236 tyo", "")
    english = Dim("Region", (Value("Farland", "KU236"), Value("Nearland", "KU924")), "region")
    turned = table(
        dims=[months(), CONTENTS, english], figures=["1"] * 12, stub=1,
        title="12xy -- Unemployed by Year, Region and Information",
    )  # fmt: skip
    assert [it.concept for it in told(turned).series if it.label.endswith("Farland")] == [
        "12xy ku236 tyo",
        "12xy ku236 osuus",
    ]
    assert told(statistics.separated(table())).series[0].concept == "12xy kaukola työttömät (lkm)"


def test_a_value_alone_is_left_out_of_the_name_and_an_only_region_is_the_source() -> None:
    only = Dim("Alue", (Value("Kaukola", "KU236"),), "region")
    few = table(dims=[only, CONTENTS, months()], figures=["1", "2", "3", "4", "5", "6"])
    made = told(few).series
    assert [(one.label, one.source) for one in made] == [
        ("Työttömät (lkm)", "Kaukola"),
        ("Osuus (%)", "Kaukola"),
    ]
    assert made[0].subject == "12xy ku236 tyo @ Kaukola"
    alone = few._replace(dims=[only, months()], figures=["1", "2", "3"], stub=1)
    (one,) = told(alone).series
    assert (one.label, one.source) == ("Kaukola", "")


def test_without_other_dimensions_it_is_called_by_its_title() -> None:
    (one,) = told(table(dims=[months()], figures=["1", "2", "3"], stub=0)).series
    assert (one.label, one.concept) == ("Työttömät", "12xy")


def test_values_of_the_same_words_are_told_apart_by_their_codes() -> None:
    twice = Dim("Alue", (Value("Kaukola", "KU236"), Value("Kaukola", "SK161")), "region")
    made = told(table(dims=[twice, CONTENTS, months()]))
    assert labels(made)[::2] == [
        "Kaukola (KU236) / Työttömät (lkm)",
        "Kaukola (SK161) / Työttömät (lkm)",
    ]
    uncoded = told(statistics.px(table(dims=[twice, CONTENTS, months()]), codes=False))
    assert {one.code for one in uncoded.findings} == {"period-told-twice"}


# What is asked


def test_one_question_for_a_dimension_of_many_values() -> None:
    put = asking()
    made = reading(pxweb, loosely(statistics.px(many())), put)
    (question,) = put.open
    assert (question.code, question.severity) == ("which-of-many", Severity.QUESTION)
    assert (question.cell, question.found, len(question.choices)) == ("csv!A19", "Alue", 30)
    assert len(made.series) == 12
    assert {it.period for one in made.series for it in one.figures} == {None}
    answered = told(many(), {"which-of-many:csv!A19": "Kunta 7"})
    assert labels(answered) == ["Kunta 7 / Työttömät (lkm)", "Kunta 7 / Osuus (%)"]
    assert figures(answered, "Kunta 7 / Osuus (%)") == {"2025-M01": "30", "2025-M02": "31"}


def test_what_is_followed_is_remembered_for_the_table() -> None:
    put = Asking({}, {"pxweb which-of-many 12xy Alue": "Kunta 3"}, TODAY)
    made = reading(pxweb, loosely(statistics.px(many())), put)
    assert put.open == ()
    assert labels(made) == ["Kunta 3 / Työttömät (lkm)", "Kunta 3 / Osuus (%)"]
    other = Asking({}, {"pxweb which-of-many 11xy Alue": "Kunta 3"}, TODAY)
    reading(pxweb, loosely(statistics.px(many())), other)
    assert [one.code for one in other.open] == ["which-of-many"]


def test_a_dimension_without_a_name_is_asked_about_by_its_values() -> None:
    put = asking()
    reading(pxweb, loosely(statistics.workbook(many())), put)
    (question,) = put.open
    assert question.found == "Kunta 0, Kunta 1, Kunta 2 …"


def test_two_large_dimensions_are_both_asked_about() -> None:
    ages = Dim("Ikä", [Value(f"{n} v", f"I{n}") for n in range(20)])
    big = table(dims=[MANY, ages, months("2025M01")], figures=["1"] * 600)
    put = asking()
    reading(pxweb, loosely(statistics.px(big)), put)
    assert [one.found for one in put.open] == ["Alue", "Ikä"]


def test_a_table_without_time_asks_for_its_period() -> None:
    timeless = table(dims=[REGIONS, CONTENTS], figures=["1", "2", "3", "4"], stub=1)
    put = asking()
    made = reading(pxweb, loosely(statistics.px(timeless)), put)
    (question,) = put.open
    assert question.code == "which-period"
    assert made.series[0].figures[0].period is None
    answered = told(timeless, {f"which-period:{question.cell}": "2025-M01"})
    assert figures(answered, "Kaukola / Osuus (%)") == {"2025-M01": "2"}


# What is not taken, and what is said


def test_figures_in_thousands_are_left_out() -> None:
    """The labour force survey tells thousands of persons and shares in one table."""
    mixed = Dim(
        "Tiedot",
        (Value("Työlliset", "TYO", "Tuhatta henkilöä"), Value("Aste, %", "ASTE", "%")),
        "metric",
    )
    made = told(table(dims=[REGIONS, mixed, months()]))
    assert labels(made) == ["Kaukola / Aste, %", "Lähelä / Aste, %"]
    found = "Kaukola / Työlliset, Lähelä / Työlliset"
    assert codes(made.findings) == [("scaled-left-out", "csv!A32", found)]


@pytest.mark.parametrize(
    ("name", "unit", "taken"),
    [
        ("Työlliset, 1000 henkilöä", "lukumäärä", False),
        ("Työlliset (1 000)", "", False),
        ("Työlliset", "Tuhatta henkilöä, %", False),
        ("Työllisyysaste, %", "Tuhatta henkilöä, %", True),
        ("Liikevaihto", "milj. euroa", False),
        ("Työlliset", "Henkilöä", True),
    ],
)
def test_thousands_may_be_told_by_the_name_or_for_the_whole_table(
    name: str, unit: str, *, taken: bool
) -> None:
    counted = Dim("Tiedot", (Value(name, "X"),), "metric")
    made = told(table(dims=[REGIONS, counted, months()], figures=["1"] * 6, unit=unit))
    assert bool(made.series) is taken


def test_preliminary_figures_are_named() -> None:
    made = told(table(dims=[REGIONS, CONTENTS, months("2025M01", "2025M02*", "2025M03*")]))
    assert [(one.code, one.found) for one in made.findings] == [
        ("preliminary-figures", "2025M02*, 2025M03*")
    ]
    assert "2025-M03" in figures(made, "Kaukola / Osuus (%)")


def test_weeks_are_refused() -> None:
    made = told(table(dims=[REGIONS, CONTENTS, months("2025W01", "2025W02", "2025W03")]))
    assert [(one.code, one.found) for one in made.findings] == [
        ("weeks-not-taken", "2025W01"),
        ("weeks-not-taken", "2025W02"),
        ("weeks-not-taken", "2025W03"),
    ]


def test_a_time_that_is_no_period_refuses_the_file() -> None:
    odd = table(dims=[REGIONS, CONTENTS, months("2025M01", "2025M02", "keskiarvo")])
    made = told(statistics.px(odd, timeval="TLIST(M1)"))
    assert [(one.code, one.found) for one in made.findings] == [("period-unreadable", "keskiarvo")]


def test_what_is_no_number_refuses_the_file_with_its_cell() -> None:
    wrong = table(figures=["120", "x12", *["1"] * 10])
    made = told(wrong)
    assert codes(made.findings) == [("not-a-number", "csv!B32", "x12")]


def test_the_same_month_twice_with_other_figures() -> None:
    made = told(table(dims=[REGIONS, CONTENTS, months("2025M01", "2025M02", "2025M02*")]))
    assert "period-told-twice" in {one.code for one in made.findings}


def test_a_table_of_nothing_but_empty_figures() -> None:
    empty = statistics.jsonstat(table(), value={})
    assert codes(told(empty).findings) == [("no-figures", "", "")]


# What is one of these files


@pytest.mark.parametrize(
    "book",
    [
        loosely('{"class": "dataset", "value": [1]}'),
        loosely('{"tammi": 5}'),
        loosely("Alue,Tiedot\nKaukola,5\n"),
        loosely("Alue,Tiedot,2025M01\nKaukola,Työttömät,5\nKaukola,Osuus,6\n\nLähde\n"),
        loosely("Mittari,2025M01\nSeuraajat,5\n"),
        loosely("12xy -- Otsikko\n"),
        loosely("\n\n"),
        Book("xlsx", ()),
    ],
)
def test_others_are_not(book: Book) -> None:
    assert pxweb.recognise(book) == ""


def test_a_workbook_with_another_sheet_is_no_such_file() -> None:
    book = loosely(statistics.workbook(table()))
    (sheet,) = book.sheets
    other = sheet._replace(name="Muuta", rows=[["Seuraajat", 5]])
    empty = sheet._replace(name="Tyhjä", rows=[])
    hidden = other._replace(name="Piilossa", hidden=True)
    assert pxweb.recognise(book._replace(sheets=(sheet, other))) == ""
    assert pxweb.recognise(book._replace(sheets=(sheet, empty, hidden))) == "pxweb"
    two = reading(pxweb, book._replace(sheets=(sheet, sheet._replace(name="Toinen"), empty)))
    assert len(two.series) == 4
    assert two.findings == ()
