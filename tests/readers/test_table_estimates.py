"""What is called "arvio" is asked about, and so are marks that no reader sees."""

from __future__ import annotations

import pytest

from tests.readers.grids import page
from tests.readers.test_table_corpus import Case, figures, opened, run, stops

HEAD = ["", "2023", "2024", "2025"]
ROW = ["Lainat", 10, 20, 30]
TOLD = {"Lainat": run("2023-A1", 10, 20)}
ALL = {"Lainat": run("2023-A1", 10, 20, 30)}
DOWN = [["Vuosi", "Lainat", ""], [2023, 10, ""], [2024, 20, ""]]

ESTIMATES = [
    Case("in the heading", [["", "2023", "2024", "2025 arvio"], ROW], TOLD, stops=("Luvut!D1",)),
    Case("behind a mark", [["", "2023", "2024", "2025*"], ROW, ["* arvio"]], TOLD,
         stops=("Luvut!D1",)),
    Case("under the figure", [HEAD, ROW, ["", "", "", "arvio"]], TOLD, stops=("Luvut!D1",)),
    Case("over the figure", [["", "", "", "Arvio"], HEAD, ROW], TOLD, stops=("Luvut!D2",)),
    Case("behind the figure", [*DOWN, [2025, 30, "(arvio)"]], TOLD, stops=("Luvut!A4",)),
    Case("in a note with its year", [HEAD, ROW, ["Huom! Luvut 2025 ovat arvioita"]], TOLD,
         stops=("Luvut!D1",)),
    Case("of one year among rows", [["Vuosi", "Lainat"], ["2023", 10], ["2024", 20],
                                    ["2025 (arvio)", 30]], TOLD, stops=("Luvut!A4",)),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(c, id=c.about) for c in ESTIMATES])
def test_an_estimate_is_asked_about_wherever_the_word_stands(case: Case) -> None:
    (cell,) = case.stops
    found, asking = opened(case, {})
    assert stops(found, asking) == [f"estimate-or-count {cell}"]
    assert not found.findings
    found, asking = opened(case, {f"estimate-or-count:{cell}": "forecast"})
    assert (stops(found, asking), figures(found)) == ([], case.figures)
    assert [one.code for one in found.findings] == ["targets-left-out"]
    found, asking = opened(case, {f"estimate-or-count:{cell}": "counted"})
    assert (stops(found, asking), figures(found)) == ([], ALL)
    assert not found.findings


def test_a_forecast_of_one_figure_is_refused() -> None:
    case = Case("", [HEAD, ["Lainat", 10, 20, "30*"], ["* arvio"]])
    assert stops(*opened(case, {})) == ["estimate-or-count Luvut!D2"]
    answers = {"estimate-or-count:Luvut!D2": "forecast"}
    assert stops(*opened(case, answers)) == ["estimate-noted Luvut!D2"]


@pytest.mark.parametrize(
    "head", [["", "Arvio", "Toteuma"], ["", "2024 arvio", "2024"], ["", "2024 arvio", "2024 tot"]]
)
def test_an_estimate_beside_what_came_true_is_left_out(head: list[str]) -> None:
    found, asking = opened(Case("", [head, ["Lainat", 1, 2]]), {})
    assert "estimate-or-count" not in {one.code for one in asking.questions}
    assert "targets-left-out" in {one.code for one in found.findings}
    assert [one.value for series in found.series for one in series.figures] == [2]


@pytest.mark.parametrize(
    "name", ["Kävijäarvio", "Arvioitu kävijämäärä", "Kävijät (arvio)", "Kävijät, arvio"]
)
def test_an_estimate_with_words_of_its_own_is_told_by_its_name(name: str) -> None:
    found, asking = opened(Case("", [HEAD, ["Kävijät", 1, 2, 3], [name, 4, 5, 6]]), {})
    assert stops(found, asking) == []
    assert figures(found)[name] == run("2023-A1", 4, 5, 6)


LEGENDS = [
    "Keltaisella merkityt luvut ovat arvioita", "keltainen = ennuste", "Punaisella ei lopulliset",
    "Punaiset luvut eivät ole lopullisia", "Värilliset = ennakkotieto", "Kursiivilla arviot",
    "Tummennetut luvut tarkistettava", "arvio", "Ennuste", "yellow = estimate",
]  # fmt: skip


@pytest.mark.parametrize("legend", LEGENDS)
def test_a_legend_of_colours_is_asked_about(legend: str) -> None:
    case = Case("", [HEAD, ROW, [], ["", legend]])
    assert stops(*opened(case, {})) == ["marks-not-read Luvut!B4"]
    found, asking = opened(case, {"marks-not-read:Luvut!B4": "all-final"})
    assert (stops(found, asking), figures(found)) == ([], ALL)
    found, asking = opened(case, {"marks-not-read:Luvut!B4": "skip"})
    assert (stops(found, asking), figures(found)) == (["no-figures"], {})


def test_a_legend_on_a_sheet_of_its_own_is_asked_about() -> None:
    case = Case("", [page("Luvut", [HEAD, ROW]), page("Ohje", [["Keltaisella arviot"]])])
    assert stops(*opened(case, {})) == ["marks-not-read Ohje!A1"]
    found, asking = opened(case, {"marks-not-read:Ohje!A1": "all-final"})
    assert (stops(found, asking), figures(found)) == ([], ALL)
    found, asking = opened(case, {"marks-not-read:Ohje!A1": "skip"})
    assert (stops(found, asking), figures(found)) == (["no-figures"], {})


@pytest.mark.parametrize(
    "note", ["Luvut eivät ole lopullisia", "Vuoden 2025 tiedot ovat alustavia", "ei lopullinen"]
)
def test_preliminary_figures_are_taken_and_told(note: str) -> None:
    found, asking = opened(Case("", [HEAD, ROW, [], [note]]), {})
    assert (stops(found, asking), figures(found)) == ([], ALL)
    assert [one.code for one in found.findings] == ["preliminary-noted"]


@pytest.mark.parametrize(
    "name", ["Vihreän siirtymän suunnitelmat", "Sinisen talouden ennusteet", "Värikylvyt",
             "Arviointikäynnit"]
)  # fmt: skip
def test_names_with_colours_are_no_legends(name: str) -> None:
    found, asking = opened(Case("", [HEAD, ROW, [name, 1, 2, 3]]), {})
    assert stops(found, asking) == []
    assert "Lainat" in figures(found)
