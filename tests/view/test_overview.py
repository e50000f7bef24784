"""The front page of an invented library: what the catalogue asks for, honestly worded."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kpi.i18n import CODES, language
from kpi.model import ObsStatus
from kpi.periods import parse
from kpi.view.context import old
from kpi.view.overview import overview
from kpi.view.parts import Mark, OverviewPage, Tone
from tests.builders import START, observed
from tests.view.library import FINES, HALF, MINUS, SPACE, half_a_year, library, spoken

FI = language("fi")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> OverviewPage:
    archive = half_a_year(library(tmp_path_factory.mktemp("front"), FINES))
    return overview(archive.open(), FI, HALF)


def test_head_and_foot(page: OverviewPage) -> None:
    assert page.title == "Tammi–kesäkuu 2025"
    assert page.subtitle == "Kirjasto · 1.1.–30.6.2025 · tiedot päivitetty 1.7.2025"
    assert page.footer.source == "Lähde: Vuosikirja"
    assert page.footer.updated == "Tiedot päivitetty 1.7.2025 klo 12.01"
    assert page.footer.version.startswith("Versio ")
    assert page.notices == ()


def test_cards_say_value_unit_and_comparison(page: OverviewPage) -> None:
    loans, total, borrowers = page.cards
    assert (loans.value, loans.unit) == ("600", "kirjaa")
    assert loans.change == f"60{SPACE}% vuodesta 2024"
    assert loans.facts == ("15 henkilöä (tarkista: myös 16)", f"koko 2024: 1{SPACE}000")
    assert loans.because == ""
    assert loans.link is not None
    assert loans.link.path == "mittari"
    assert loans.link.params == (("mittari", "loans"), ("kausi", "2025-S1"))
    assert (total.value, total.unit) == (f"1{SPACE}000{SPACE}€", "")
    assert total.facts == (f"grant_city nimi: 249{SPACE}€",)
    assert (total.change, total.arrow, total.tone) == ("ei vertailua", "", Tone.NEUTRAL)
    assert total.because
    assert borrowers.value == "Ei raportoitu"


def test_links_keep_the_language(tmp_path: Path) -> None:
    page = overview(half_a_year(library(tmp_path, FINES)).open(), language("en"), HALF)
    assert page.cards[0].link is not None
    assert ("kieli", "en") in page.cards[0].link.params
    assert page.areas[0].link.path == "lainaus"


def test_shares_are_of_the_stated_total(page: OverviewPage) -> None:
    shares = page.charts[0]
    assert shares.heading == f"Valtio maksaa 75{SPACE}%"
    assert [(one.label, one.value, one.aside) for one in shares.bars] == [
        ("grant_state nimi", f"75,0{SPACE}%", f"750{SPACE}€"),
        ("grant_city nimi", f"24,9{SPACE}%", f"249{SPACE}€"),
    ]
    assert shares.table.rows[-2:] == (
        ("Osien summa", f"999{SPACE}€", "–"),
        ("Ilmoitettu kokonaissumma", f"1{SPACE}000{SPACE}€", "–"),
    )


def test_progress_draws_only_progress(page: OverviewPage) -> None:
    """Returns have a true year-over-year pair and daily loans nothing: neither is drawn."""
    progress = page.charts[1]
    assert [one.label for one in progress.bars] == ["loans nimi"]
    assert progress.bars[0].aside == f"600 / 1{SPACE}000"
    assert progress.bars[0].tick == pytest.approx(181 / 365)
    assert "Ei mukana" in progress.note
    assert "daily_loans nimi" in progress.note and "returns nimi" in progress.note
    assert progress.tick_text == f"tahti 50{SPACE}%"


def test_highlights(page: OverviewPage) -> None:
    assert page.highlights == (
        f"loans nimi: 600 kirjaa, koko 2024: 1{SPACE}000. Palautetut: 100 kirjaa",
        "members nimi: 15 henkilöä (tarkista: myös 16), aiemmin 12 (ajankohta ei tiedossa). "
        "shelves nimi: 16 henkilöä (tarkista: myös 15)",
    )


def test_checks_name_every_side(page: OverviewPage) -> None:
    said = " ".join(page.checks)
    assert all(one.startswith("Tarkista: ") for one in page.checks)
    assert f"1,5{SPACE}%" in said and f"2,0{SPACE}%" in said
    assert "15 henkilöä" in said and "16 henkilöä" in said
    assert f"999{SPACE}€" in said and f"1{SPACE}000{SPACE}€" in said


def test_areas_lead_with_their_cards(page: OverviewPage) -> None:
    lending, house = page.areas
    assert lending.lines[0] == "loans nimi: 600 kirjaa"
    assert len(lending.lines) == 4
    assert lending.link.path == "lainaus"
    assert house.lines[0] == f"grant_total nimi: 1{SPACE}000{SPACE}€"


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    page = overview(library(tmp_path).open(), FI, HALF)
    assert [(one.kind, one.text) for one in page.notices] == [
        ("empty", "Ei lukuja vielä. Lisää ensimmäiset luvut.")
    ]
    assert {one.value for one in page.cards} == {"Ei raportoitu"}
    assert page.charts == () and page.highlights == () and page.checks == ()
    assert page.areas[0].lines == ("Ei raportoituja lukuja tältä kaudelta",)
    assert page.subtitle == "Kirjasto · 1.1.–30.6.2025"
    assert page.footer.updated == "Lukuja ei ole vielä tallennettu"


def test_a_period_without_figures_says_so(tmp_path: Path) -> None:
    archive = half_a_year(library(tmp_path, FINES))
    page = overview(archive.open(), FI, parse("2023-S1"))
    assert [one.kind for one in page.notices] == ["empty"]
    assert "tammi–kesäkuu 2023" in page.notices[0].text


def test_the_example_is_named_as_one(tmp_path: Path) -> None:
    archive = library(tmp_path)
    archive.publish(observed("loans", "2025-S1", 600), by=FI.text("sample.by"))
    page = overview(archive.open(), FI, HALF)
    assert [one.kind for one in page.notices] == ["sample"]
    assert "Vuosikirja" in page.notices[0].text
    archive.publish(observed("returns", "2025-S1", 1))
    (partly,) = overview(archive.open(), FI, HALF).notices
    assert partly.kind == "sample" and partly.text.startswith("Mukana"), "while any is shown"


def test_invented_figures_are_marked(tmp_path: Path) -> None:
    archive = library(tmp_path)
    made = [
        observed("loans", "2025-S1", 600, obs_status=ObsStatus.ESTIMATE),
        observed("loans", "2024-A1", 1000, obs_status=ObsStatus.ESTIMATE),
        observed("grant_state", "2025-S1", 6, obs_status=ObsStatus.ESTIMATE),
        observed("grant_total", "2025-S1", 10, obs_status=ObsStatus.ESTIMATE),
    ]
    archive.publish_all([made], invented=True)
    page = overview(archive.open(), FI, HALF)
    assert [one.kind for one in page.notices] == ["invented"]
    assert "keksitty luku" in page.cards[0].facts
    assert {one.mark for chart in page.charts for one in chart.bars} == {Mark.INVENTED}
    assert all("keksittyjä" in chart.note for chart in page.charts)
    assert page.footer.source.endswith("keksittyjä lukuja")
    assert "Ei mukana" in page.charts[0].note, "a part without an amount is named, not drawn"


def test_messages_fall_back_to_what_compares(tmp_path: Path) -> None:
    """Where every figure has its own pair a year earlier, there is no progress to draw."""
    archive = library(tmp_path)
    archive.publish(observed("loans", "2025-S1", 120), observed("loans", "2024-S1", 100))
    page = overview(archive.open(), FI, HALF)
    assert [one.heading for one in page.charts] == ["loans nimi: 120, vuotta aiemmin 100"]
    assert page.charts[0].bars[0].value == f"+20,0{SPACE}%"


ONE = """
[indicator.one{n}]
service_area = "lending"
name = {{ fi = "Yksi {n}", en = "One {n}" }}
kind = "flow"
unit_measure = "books"
direction = "{direction}"
source = {{ fi = "kirja", en = "book" }}
owner = {{ fi = "johtaja", en = "head" }}
"""
THREE = """
[[overview.message]]
kind = "progress"
indicators = ["one0", "one1", "one2"]
"""


def headings(folder: Path, direction: str, low: int, high: int) -> list[str]:
    """Give the message's heading with none, one, two and three of three figures high."""
    three = [ONE.format(n=n, direction=direction) for n in range(3)]
    archive = library(folder, *three, front=THREE)
    found = []
    for many in range(4):
        now = [observed(f"one{n}", "2025-S1", high if n < many else low) for n in range(3)]
        year = [observed(f"one{n}", "2024-A1", 100) for n in range(3)]
        archive.publish(*year, *now, reason="uudet")
        found.append(overview(archive.open(), FI, HALF).charts[-1].heading)
    return found


def test_late_ones_are_named_in_the_heading(tmp_path: Path) -> None:
    assert headings(tmp_path, "up", 60, 40) == [
        "Kaikki ovat vuoden tahdissa tai edellä",
        "Jäljessä vuoden tahdista: Yksi 0",
        "Jäljessä vuoden tahdista: Yksi 0 ja Yksi 1",
        "Jäljessä vuoden tahdista 3 / 3 mittaria",
    ]


def test_where_less_is_better_more_is_over_the_pace(tmp_path: Path) -> None:
    assert headings(tmp_path, "down", 40, 60) == [
        "Kertymä verrattuna koko vuoteen 2024",
        "Yli vuoden tahdin: Yksi 0",
        "Yli vuoden tahdin: Yksi 0 ja Yksi 1",
        "Yli vuoden tahdin 3 / 3 mittaria",
    ]


def test_what_has_no_good_direction_is_not_judged(tmp_path: Path) -> None:
    assert set(headings(tmp_path, "neutral", 40, 60)) == {"Kertymä verrattuna koko vuoteen 2024"}


def test_figures_long_unchanged_are_called_old(tmp_path: Path) -> None:
    archive = library(tmp_path)
    assert old(archive.open(), FI, START) is None
    archive.publish(observed("loans", "2025-S1", 1))
    store = archive.open()
    assert old(store, FI, START + dt.timedelta(days=45)) is None
    notice = old(store, FI, START + dt.timedelta(days=46))
    assert notice is not None
    assert (notice.kind, notice.text) == ("old", "Päivitetty yli 45 päivää sitten.")


@pytest.mark.parametrize("code", CODES)
def test_no_text_is_raw(tmp_path: Path, code: str) -> None:
    """No hyphen for a minus, no placeholder left, no id of an indicator in a sentence."""
    page = overview(half_a_year(library(tmp_path, FINES)).open(), language(code), HALF)
    for text in spoken(page):
        assert "{" not in text and "_" not in text.replace("grant_", "").replace("daily_", "")
        assert "None" not in text and "Decimal" not in text
    assert MINUS not in " ".join(page.highlights)


def test_a_contradiction_between_months_is_one_in_their_sum(tmp_path: Path) -> None:
    """Two statements of May: the half-year has no figure, and no side of May is shown as one."""
    archive = library(tmp_path)
    months = [observed("loans", f"2025-M0{n}", 10, goal="1.1") for n in (1, 2, 3, 4, 6)]
    disputed = [
        observed("loans", "2025-M05", 10, cell="Luvut!F8"),
        observed("loans", "2025-M05", 11, cell="Luvut!F9"),
    ]
    archive.publish(*months, *disputed)
    store = archive.open()
    card = overview(store, FI, HALF).cards[0]
    assert (card.value, card.change) == ("Ristiriita", "eri lukuja")
    assert overview(store, FI, HALF).areas[0].lines[0] == "loans nimi: ristiriita"
    may = overview(store, FI, parse("2025-M05")).cards[0]
    assert may.facts == ("10 kirjaa", "11 kirjaa")
    assert may.change == "kaksi eri lukua"


def test_a_highlight_names_its_part_without_a_relation(tmp_path: Path) -> None:
    front = '[[overview.highlight]]\nindicator = "returns"\npart = "late"\n'
    front += '[[overview.message]]\nkind = "shares"\nrelation = "returned_sum"\nlead = "late"\n'
    front += 'heading = { fi = "x {share}", en = "x {share}" }\n'
    front += '[[relation]]\nid = "returned_sum"\nkind = "sum"\ntotal = "returns"\n'
    front += 'parts = ["late"]\nlabel = { fi = "Summa", en = "Sum" }\n'
    archive = library(tmp_path, front=front)
    archive.publish(observed("returns", "2025-S1", 10), observed("late", "2025-S1", 4))
    page = overview(archive.open(), FI, HALF)
    assert page.highlights == ("returns nimi: 10 kirjaa. Myöhässä: 4 kirjaa",)
    assert page.charts == (), "a sum of books is no funding"
