"""One indicator's page: over time, what it is, why it compares so, where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.errors import StoreUnavailable, WrongUsage, error
from kpi.i18n import language
from kpi.model import ObsStatus, Provenance
from kpi.periods import parse
from kpi.store import Store
from kpi.view.indicator import indicator
from kpi.view.parts import IndicatorPage, Mark
from tests.builders import Archive, observed
from tests.view.library import FINES, HALF, MINUS, SPACE, half_a_year, library

FI = language("fi")
Grid = tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]


def beside(source: Provenance) -> Grid:
    """Stand in for the original: the cell's own address and its left neighbour."""
    return ("E", "F"), (("2", ("vieressä", source.cell)),)


def shown(store: Store, name: str, period: str = "2025-S1", code: str = "fi") -> IndicatorPage:
    return indicator(store, language(code), name, parse(period), beside)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return half_a_year(library(tmp_path_factory.mktemp("one"), FINES))


@pytest.fixture(scope="module")
def store(archive: Archive) -> Store:
    return archive.open()


def test_the_card_has_the_whole_sentence(store: Store) -> None:
    page = shown(store, "loans")
    assert page.title == "loans nimi"
    assert page.card.because == page.because
    assert f"Tahti on 50{SPACE}%" in page.because


def test_what_it_is(store: Store) -> None:
    facts = dict(shown(store, "late").facts)
    assert facts == {
        "Määritelmä": "Myöhässä palautetut.",
        "Huomaa": "Muista tämä.",
        "Laskutapa": "kertymä: kuukausien luvut lasketaan yhteen",
        "Yksikkö": "kirjaa",
        "Suunta": "pienempi on parempi",
        "Lyhin kausi": "kuukausi",
        "Lähde": "kirja",
        "Vastuu": "johtaja",
        "Palvelualue": "Lainaus",
        "Tavoitteet": "1.1 Lainat; 2.1 Raha",
    }


def test_units_by_their_sign_and_stand_ins_by_name(store: Store) -> None:
    assert dict(shown(store, "grant_total").facts)["Yksikkö"] == "€"
    reporting = dict(shown(store, "counted_visitors").facts)["Raportointi"]
    assert reporting == "Raportoidaan mittarin ”Kävijät” tilalla."
    reporting = dict(shown(store, "visitors").facts)["Raportointi"]
    assert reporting == "Tämän tilalla raportoidaan: Lasketut kävijät."


def test_statements_say_where_they_stand(store: Store) -> None:
    table = shown(store, "loans").statements
    assert table.rows == (("600 kirjaa", "1.1", "rivi 1", "1.json", "Luvut!F2", "–"),)
    base = shown(store, "loans", "2024-A1").statements
    assert base.rows[0][-1] == "mainittu vain vertailulukuna"
    undated = shown(store, "members").statements
    assert undated.rows[0][-1] == "aiemmin 12 (ajankohta ei tiedossa)"


def test_both_sides_of_a_contradiction_are_shown(store: Store) -> None:
    page = shown(store, "satisfaction")
    assert page.card.value == "Ristiriita"
    assert page.card.change == "kaksi eri lukua"
    assert page.card.facts == (
        f"1,5{SPACE}% (tavoite 1.1)",
        f"2,0{SPACE}% (tavoite 1.2)",
    )
    assert [row[0] for row in page.statements.rows] == [f"1,5{SPACE}%", f"2,0{SPACE}%"]
    assert [(one.column, one.row) for one in page.source_cells] == [("F", "6"), ("F", "7")]
    assert any(one.kind == "check" for one in page.notices)
    assert page.charts == ()


def test_the_source_cell_stands_among_its_neighbours(store: Store) -> None:
    (cell,) = shown(store, "loans").source_cells
    assert cell.caption == "600 kirjaa: 1.json, taulukko Luvut, solu F2"
    assert cell.columns == ("E", "F")
    assert cell.rows == (("2", ("vieressä", "Luvut!F2")),)
    assert (cell.column, cell.row) == ("F", "2")


def test_an_original_that_is_gone_leaves_the_page_standing(store: Store) -> None:
    def gone(source: Provenance) -> Grid:
        raise StoreUnavailable(error("original-missing", found=source.file))

    page = indicator(store, FI, "loans", HALF, gone)
    assert page.source_cells == ()
    assert page.statements.rows


def test_a_pair_is_drawn_as_it_was_stated_with_its_gap(tmp_path: Path) -> None:
    """A stock's closing value would fill months and quarters too: those say nothing new."""
    archive = library(tmp_path)
    archive.publish(
        observed("members", "2025-S1", 20),
        observed("members", "2024-S1", 27, is_base=True, cell="Luvut!G2"),
    )
    page = shown(archive.open(), "members")
    (chart,) = page.charts
    assert chart.shape == "columns"
    assert chart.heading == "members nimi: 27 (30.6.2024), viimeksi 20 (30.6.2025)"
    assert [(one.label, one.value, one.mark) for one in chart.series[0].points] == [
        ("1–6/2024", "27", Mark.BASE),
        ("7–12/2024", "puuttuu", Mark.NONE),
        ("1–6/2025", "20", Mark.NONE),
    ]
    assert "Puuttuvat kaudet näkyvät aukkoina." in chart.note
    assert "vertailuna" in chart.note
    assert chart.table.rows[0] == ("1–6/2024", "27", "mainittu vain vertailulukuna")
    assert page.card.change == f"{MINUS}7 ({MINUS}25,9{SPACE}%)"
    assert page.periods is not None
    assert [row[:3] for row in page.periods.rows] == [
        ("1–6/2025", "20 henkilöä", "ilmoitettu"),
        ("1–6/2024", "27 henkilöä", "ilmoitettu"),
    ]


def test_one_figure_is_no_development(store: Store) -> None:
    page = shown(store, "counted_visitors")
    assert page.charts == ()
    assert page.periods is not None and len(page.periods.rows) >= 1


def test_a_single_pair_without_a_series_is_drawn_as_change(store: Store) -> None:
    assert [one.shape for one in shown(store, "returns").charts] == ["columns"]


def test_months_make_a_line_and_a_running_year(tmp_path: Path) -> None:
    archive = library(tmp_path)
    period, found = parse("2023-M01"), []
    while period <= parse("2025-M06"):
        if period.code != "2024-M05":
            found.append(observed("loans", period.code, 10 + period.index))
        period = period.next()
    archive.publish(*found)
    page = shown(archive.open(), "loans")
    line, rolling = page.charts
    assert line.shape == "line" and len(line.series[0].points) == 30
    assert line.series[0].points[16].y is None
    assert line.heading == "loans nimi: 16 (kesäkuu 2024), viimeksi 16 (kesäkuu 2025)"
    assert line.x_axis is not None and line.x_axis.texts == ("2023", "2024", "2025")
    assert "12 kuukautta" in rolling.heading
    assert page.periods is not None
    assert ("2023", "198 kirjaa", "laskettu osista") in [row[:3] for row in page.periods.rows]
    half = next(row for row in page.periods.rows if row[0] == "1–6/2024")
    assert half[1] == "kesken" and half[3].startswith("puuttuu 1 osakausi")


def test_unlike_parts_of_a_year_are_not_set_side_by_side(tmp_path: Path) -> None:
    archive = library(tmp_path)
    archive.publish(observed("loans", "2024-S2", 10), observed("loans", "2025-S1", 20))
    heading = shown(archive.open(), "loans").charts[0].heading
    assert heading == "loans nimi: viimeksi 20 (tammi–kesäkuu 2025)"


def test_a_sum_is_walked_back_to_the_cells_of_its_parts(tmp_path: Path) -> None:
    archive = library(tmp_path)
    for month in range(1, 7):
        archive.publish(observed("loans", f"2025-M{month:02}", month, cell=f"Luvut!F{month}"))
    page = shown(archive.open(), "loans")
    assert page.statements.caption == "Ilmoitetut luvut, joihin 1–6/2025 perustuu"
    assert [row[:2] for row in page.statements.rows] == [
        (f"{month}/2025", f"{month} kirja" + ("a" if month > 1 else "")) for month in range(1, 7)
    ]
    assert len(page.source_cells) == 4


def test_a_closing_value_is_walked_back_to_the_day_it_was_stated(tmp_path: Path) -> None:
    archive = library(tmp_path)
    archive.publish(observed("members", "2025-S1", 20), observed("members", "2025-M05", 19))
    page = shown(archive.open(), "members", "2025-M06")
    assert [row[:2] for row in page.statements.rows] == [("1–6/2025", "20 henkilöä")]
    assert [one.row for one in page.source_cells] == ["2"]


def test_what_is_not_there_was_not_computed(tmp_path: Path) -> None:
    archive = library(tmp_path)
    archive.publish(observed("loans", "2025-M01", 5))
    page = shown(archive.open(), "loans", "2025-M01")
    assert page.periods is not None
    assert ("2025", "kesken", "–") in [row[:3] for row in page.periods.rows]


def test_remarks_are_joined_as_sentences(tmp_path: Path) -> None:
    archive = library(tmp_path)
    archive.publish(observed("members", "2025-S1", 20, remark="Noin.", undated_base=12))
    (row,) = shown(archive.open(), "members").statements.rows
    assert row[-1] == "Noin; aiemmin 12 (ajankohta ei tiedossa)"


def test_provisional_figures_are_hollow(tmp_path: Path) -> None:
    archive = library(tmp_path)
    archive.publish(
        observed("loans", "2024-S2", 10),
        observed("loans", "2025-S1", 20, obs_status=ObsStatus.PROVISIONAL),
    )
    page = shown(archive.open(), "loans")
    assert page.charts[0].series[0].points[1].mark is Mark.PARTIAL
    assert page.charts[0].series[0].points[1].note == "ennakkotieto"
    assert "ennakkotieto" in page.card.facts


def test_every_value_ever_published_is_listed(tmp_path: Path) -> None:
    archive = library(tmp_path)
    archive.publish(observed("loans", "2025-S1", 10), by="Maija")
    second = archive.publish(observed("loans", "2025-S1", 20), by="Kalle", reason="korjaus")
    rows = shown(archive.open(), "loans").revisions.rows
    assert [(row[1], row[2], row[3], row[5]) for row in rows] == [
        ("20 kirjaa", "Kalle", "korjaus", "käytössä"),
        ("10 kirjaa", "Maija", "–", "korvattu"),
    ]
    archive.withdraw(second)
    rows = shown(archive.open(), "loans").revisions.rows
    assert rows[0][5].startswith("peruttu 1.7.2025 klo")


def test_what_is_told_in_words_has_no_number(store: Store) -> None:
    page = shown(store, "mood")
    assert page.card.value == "kerrotaan sanoin"
    assert page.charts == () and page.statements.rows == () and page.periods is None
    assert "Suunta" not in dict(page.facts)


def test_an_address_without_an_indicator_tells_the_way_on(store: Store) -> None:
    """Advice about workbooks would help nobody who followed a link."""
    with pytest.raises(WrongUsage) as refused:
        shown(store, "loan")
    (one,) = refused.value.findings
    assert one.code == "no-indicator-here"
    assert "yleiskuvasta" in FI.advice(one)


def test_a_cell_is_shown_once_and_four_at_most(tmp_path: Path) -> None:
    archive = library(tmp_path)
    archive.publish(
        *(
            observed("loans", "2025-S1", n // 2, goal=goal, cell=f"Luvut!F{n // 2 + 2}")
            for n, goal in enumerate(("1.1", "1.2", "1.10", "2.1", "", "1.1", "1.2", "1.10"))
        ),
        *(observed("loans", "2025-S1", 40 + n, cell=f"Luvut!G{n}") for n in range(1, 4)),
    )
    page = shown(archive.open(), "loans")
    assert len(page.statements.rows) > 4
    assert len(page.source_cells) == 4
    assert len({(one.column, one.row) for one in page.source_cells}) == 4


def test_a_quoted_figure_is_marked_in_the_list(store: Store) -> None:
    page = shown(store, "returns")
    assert page.periods is not None
    rows = {row[0]: row[3] for row in page.periods.rows}
    assert rows["1–6/2024"] == "mainittu vain vertailulukuna"
    assert rows["1–6/2025"] == "–"
