"""Notes that say what figures are: a forecast in a note is no figure that came true."""

from __future__ import annotations

import pytest

from tests.readers.test_table_corpus import Case, figures, opened, run, stops

HEAD = ["", "2023", "2024", "2025"]
ROW = ["Lainat", 10, 20, 30]
MARKED = ["", "2023", "2024", "2025*"]
DOWN = [["Vuosi", "Lainat", "Huom."], [2023, 10, ""], [2024, 20, ""]]
TOLD = {"Lainat": run("2023-A1", 10, 20)}
ALL = {"Lainat": run("2023-A1", 10, 20, 30)}

LEFT_OUT = [
    *(
        Case(f"the year with the mark of {note}", [MARKED, ROW, [note]], TOLD)
        for note in ("* ennuste", "*) talousarvio", "* arvio/ennuste", "* budjetti", "* forecast")
    ),
    Case("another mark", [["", "2023", "2024", "2025 1)"], ROW, [], ["1) talousarvio"]], TOLD),
    *(
        Case(f"the year that is named: {note}", [HEAD, ROW, [note]], TOLD)
        for note in (
            "Vuoden 2025 luku on ennuste.",
            "Huom! Luvut 2025 ovat ennusteita",
            "Vuosien 2025–2027 luvut ovat tavoitteita.",
        )
    ),
    *(
        Case(f"words behind the figure: {word} under {head!r}",
             [["Vuosi", "Lainat", head], *DOWN[1:], [2025, 30, word]], TOLD)
        for word, head in (("ennuste", "Tila"), ("ennuste", ""), ("(ennuste)", "Huom."),
                           ("luku on ennuste", "Huom."), ("budjetoitu", "Kommentti"))
    ),
    Case("words under the figure", [HEAD, ROW, ["", "", "", "ennuste"]], TOLD),
]  # fmt: skip
STAYS = [
    *(
        Case(f"fine: {note}", [MARKED, ROW, [note]], ALL)
        for note in ("* ennakkotieto", "* ei sisällä ennustetta",
                     "* tavoite saavutettiin", "Vuoden 2024 tavoite oli 500",
                     "Ennuste julkaistaan 2026", "Tavoite 2025: 500")
    ),
    *(
        Case(f"fine: {remark} as a remark", [*DOWN, [2025, 30, remark]], ALL)
        for remark in ("tavoite ylitettiin", "toteuma", "arvion teki Maija", "remontti")
    ),
]  # fmt: skip
WINDOWS = [
    Case(f"rolling: {title}", [[title], ["", "1/2025", "2/2025"], ["Lainat", 10, 20]], {})
    for title in ("Liukuva 12 kk", "Lainat, 12 kk liukuva summa", "Viimeiset 12 kuukautta",
                  "Rolling 12 months", "Luvut ovat 12 kk summia")
] + [
    Case("rolling by its name", [["", "1/2025", "2/2025"], ["Lainat", 1, 2],
                                 ["Käynnit (12 kk summa)", 10, 20]],
         {"Lainat": run("2025-M01", 1, 2)}),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(c, id=c.about) for c in (*LEFT_OUT, *STAYS)])
def test_what_a_note_calls_a_forecast_is_left_out_and_told(case: Case) -> None:
    found, asking = opened(case, {})
    assert stops(found, asking) == []
    assert figures(found) == case.figures
    said = [one.code for one in found.findings]
    assert said == (["targets-left-out"] if case in LEFT_OUT else [])


@pytest.mark.parametrize("case", [pytest.param(c, id=c.about) for c in WINDOWS])
def test_sums_of_rolling_months_are_no_month_s(case: Case) -> None:
    found, _ = opened(case, {})
    assert figures(found) == case.figures
    assert "windows-left-out" in {one.code for one in found.findings}


def test_a_figure_with_the_mark_of_a_forecast_is_refused() -> None:
    found, asking = opened(Case("", [HEAD, ["Lainat", 10, 20, "30*"], ["* ennuste"]]), {})
    assert stops(found, asking) == ["estimate-noted Luvut!D2"]


@pytest.mark.parametrize(
    "note",
    [
        "Luvut ovat kuukausikeskiarvoja.",
        "Luvut / asukas",
        "Luvut asukasta kohden",
        "Tiedot ovat tavoitteita.",
        "Luvut kumulatiivisia",
        "Luvut ovat prosentteja väestöstä",
        "* keskiarvo",
    ],
)
@pytest.mark.parametrize("below", [True, False])
def test_what_a_note_says_of_all_figures_is_told_with_their_name(note: str, below: bool) -> None:
    grid = [HEAD, ROW, [], [note]] if below else [[note], [], HEAD, ROW]
    found, _ = opened(Case("", grid), {})
    assert [one.source.lstrip("* ") for one in found.series] == [note.strip("* .")]


def test_a_title_of_another_table_is_not_told() -> None:
    grid = [["Tavoitteet"], HEAD, ROW, [], ["Toteuma"], HEAD, ["Kävijät", 1, 2, 3]]
    found, _ = opened(Case("", grid), {})
    assert [one.source for one in found.series][0] == "Tavoitteet"
