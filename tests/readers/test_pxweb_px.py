"""PX files: what is cut short or contradicts itself is refused, other languages are passed over."""

from __future__ import annotations

import pytest

from kpi.readers import Reading, pxweb, read
from tests.readers import statistics
from tests.readers.statistics import CONTENTS, REGIONS, Dim, Value, loosely, months, table
from tests.readers.told import asking, codes, figures, labels, reading

PLAIN = statistics.px(table())


def told(text: str) -> Reading:
    return reading(pxweb, loosely(text))


def damaged(text: str) -> tuple[str, str]:
    made = told(text)
    ((code, cell, found),) = codes(made.findings)
    assert (code, made.series) == ("statistics-damaged", ())
    return cell, found


def changed(old: str, new: str) -> str:
    assert old in PLAIN
    return PLAIN.replace(old, new)


def test_a_file_that_breaks_off_is_refused_wherever_that_is() -> None:
    whole = read("x.px", PLAIN.encode(), asking())
    assert whole.findings == ()
    for length in range(len('CHARSET="'), len(PLAIN.rstrip()), 7):
        made = told(PLAIN[:length])
        assert [one.code for one in made.findings] == ["statistics-damaged"], PLAIN[:length][-30:]
        assert made.series == ()


def test_the_last_figure_may_lack_its_last_digits() -> None:
    """All figures are there, one of them is not whole."""
    cut = PLAIN.rstrip()[: -len("1 ;")]
    assert cut.endswith("6.")
    cell, found = damaged(cut)
    assert (cell, found[-2:]) == ("csv!C35", "6.")


def test_too_few_or_too_many_figures() -> None:
    assert damaged(changed("120 118 131", "120 118")) == ("csv!A19", "11 / 12")
    assert damaged(changed("120 118 131", "120 118 131 5")) == ("csv!A19", "13 / 12")
    assert damaged('CHARSET="ANSI";STUB="x";VALUES("x")="a";DATA=;')[1] == "0 / 1"


def test_lists_of_different_lengths() -> None:
    assert damaged(changed('CODES("Alue")="KU236","KU924"', 'CODES("Alue")="KU236"')) == (
        "csv!A19",
        "Alue",
    )
    short = statistics.px(table(), timeval='TLIST(M1,"202412"-"202501")')
    assert damaged(short)[1] == "Kuukausi"
    assert damaged(changed('VALUES("Alue")=', 'VALUES("Alueet")='))[1] == "VALUES(Alue)"


def test_periods_that_contradict_their_list() -> None:
    other = statistics.px(table(), timeval='TLIST(M1,"202411"-"202501")')
    assert damaged(other)[1] == "Kuukausi"


@pytest.mark.parametrize(
    ("texts", "timeval", "periods"),
    [
        (("I", "II"), 'TLIST(Q1,"20244"-"20251")', ["2024-Q4", "2025-Q1"]),
        (("alku", "loppu"), 'TLIST(H1),"20251","20252"', ["2025-S1", "2025-S2"]),
        (("a", "b"), 'TLIST(A1),"2024","2025"', ["2024-A1", "2025-A1"]),
        (("a", "b"), 'TLIST(D1),"20250131","20250228"', ["2025-01-31", "2025-02-28"]),
        (("a", "b"), 'TLIST(M,"202501"-"202502")', ["2025-M01", "2025-M02"]),
        (("2025 tammikuu", "2025 helmikuu"), "", ["2025-M01", "2025-M02"]),
        (("2025M01", "2025M02"), "TLIST(M1)", ["2025-M01", "2025-M02"]),
        (("2025M01", "2025M02"), 'TLIST(M1),"x","y"', ["2025-M01", "2025-M02"]),
        (("2025M01", "2025M02"), 'TLIST(M1,"x"-"y")', ["2025-M01", "2025-M02"]),
        (("2025M01", "2025M02"), "LISTA", ["2025-M01", "2025-M02"]),
        (("2024", "2025"), 'TLIST(A1),"24","25"', ["2024-A1", "2025-A1"]),
    ],
)
def test_time_by_its_list_else_by_its_words(
    texts: tuple[str, str], timeval: str, periods: list[str]
) -> None:
    one = table(dims=[REGIONS, months(*texts)], figures=["1", "2", "3", "4"])
    made = told(statistics.px(one, timeval=timeval))
    assert list(figures(made, "Kaukola")) == periods


def test_years_divided_by_month_are_months() -> None:
    """Read as years, January's figure would be the whole year's."""
    years = Dim("Vuosi", (Value("2024"), Value("2025")), "time")
    parts = Dim("Kuukausi", (Value("Yhteensä"), Value("Tammikuu"), Value("Helmikuu")))
    one = table(dims=[REGIONS, years, parts], figures=[str(n) for n in range(12)])
    for text in (statistics.px(one, timeval='TLIST(A1),"2024","2025"'), statistics.px(one)):
        assert figures(told(text), "Lähelä") == {
            "2024-A1": "6",
            "2024-M01": "7",
            "2024-M02": "8",
            "2025-A1": "9",
            "2025-M01": "10",
            "2025-M02": "11",
        }


@pytest.mark.parametrize("odd", ["Kevät", "13", "2023M01"])
def test_a_part_of_a_year_that_is_none_refuses_the_file(odd: str) -> None:
    years = Dim("Vuosi", (Value("2024"),), "time")
    parts = Dim("Kuukausi", (Value("Tammikuu"), Value(odd)))
    one = table(dims=[REGIONS, years, parts], figures=["1", "2", "3", "4"])
    made = told(statistics.px(one, timeval='TLIST(A1),"2024"'))
    assert [(it.code, it.found) for it in made.findings] == [("period-unreadable", f"2024 {odd}")]


def test_other_dimensions_of_years_are_no_time() -> None:
    born = Dim("Syntymävuosi", (Value("1990"), Value("1991")))
    one = table(dims=[born, months()], figures=["1"] * 6)
    assert labels(told(statistics.px(one))) == ["1990", "1991"]
    years = Dim("Rakennusvuosi", (Value("1980"), Value("1981")))
    unnamed = table(dims=[born, years], figures=["1"] * 4)
    put = asking()
    reading(pxweb, loosely(statistics.px(unnamed)), put)
    assert [it.code for it in put.open] == ["which-period"]


def test_signs_for_no_figure() -> None:
    data = '"." ".." "..." "-" - .. "x" "" ":" 0 -5 "7"'
    made = told(PLAIN[: PLAIN.index("DATA=")] + f'DATASYMBOL4="x";DATA=\n{data}\n;')
    assert made.findings == ()
    values = [f"{it.value}" for one in made.series for it in one.figures]
    assert values == ["None"] * 9 + ["0", "-5", "7"]


def test_figures_may_be_parted_by_other_marks() -> None:
    made = told(changed("120 118 131 ", "120,118\t131,"))
    assert figures(made, "Kaukola / Työttömät (lkm)")["2025-M02"] == "131"


def test_texts_over_several_lines_and_with_marks_in_them() -> None:
    values = 'VALUES("Alue")="Kauk"\r\n"ola; (vanha)", "Lähelä = uusi";'
    made = told(changed('VALUES("Alue")="Kaukola","Lähelä";', values))
    assert labels(made)[::2] == [
        "Kaukola; (vanha) / Työttömät (lkm)",
        "Lähelä = uusi / Työttömät (lkm)",
    ]


def test_a_map_and_a_unit_of_money() -> None:
    money = Dim("Tiedot", (Value("Palkkasumma", "P", "Euroa"),), "metric")
    only = Dim("Paikka", (Value("Kaukola", "KU236"),))
    one = table(dims=[only, money, months(), Dim("Ikä", (Value("a"), Value("b")))])
    text = statistics.px(one._replace(figures=["1"] * 6), more='MAP("Paikka")="kunnat";')
    made = told(text)
    assert {(it.source, it.unit) for it in made.series} == {("Kaukola", "€")}


def test_sparse_files_are_another_form() -> None:
    made = told(changed("DATA=", 'KEYS("Alue")=VALUES;\r\nDATA='))
    assert codes(made.findings) == [("statistics-form-unknown", "csv!A1", "KEYS")]


def test_known_by_the_number_of_the_table() -> None:
    for title, name, known in (
        ("12xy -- Työttömät", "statfin_tyonv_pxt_99zz", "12xy"),
        ("Työttömät", "statfin_tyonv_pxt_99zz", "99zz"),
        ("Työttömät", "oma_2025m02", "oma"),
        ("Työttömät 2024M12-2025M02", "", "001_12xy"),
    ):
        one = table(title=title, table_id=name)
        assert told(statistics.px(one)).series[0].concept == f"{known} ku236 tyo"


def test_contents_may_stand_beside() -> None:
    made = told(statistics.px(table(dims=[CONTENTS, months(), REGIONS], stub=2)))
    assert labels(made) == [
        "Työttömät (lkm) / Kaukola",
        "Työttömät (lkm) / Lähelä",
        "Osuus (%) / Kaukola",
        "Osuus (%) / Lähelä",
    ]


def test_claims_of_more_than_a_file_can_hold_are_refused() -> None:
    """Dimensions multiply: a few lines claim more figures than any memory has."""
    many = [f"D{number}" for number in range(15_000)]
    values = "".join(f'VALUES("{one}")="a","b";\n' for one in many)
    stub = ",".join(f'"{one}"' for one in many)
    text = f'CHARSET="ANSI";\nMATRIX="x";\nSTUB={stub};\n{values}DATA=\n1 2;\n'
    assert codes(told(text).findings) == [("sheet-too-large", "csv!A1", "x")]
