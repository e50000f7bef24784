"""The published half-year on the pages: every figure of the sample, with its unit, in words.

The expected figures are those of the published report, not of our own code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from kpi import catalogue, pipeline
from kpi.i18n import CODES, language
from kpi.model import ConfStatus, Provenance
from kpi.periods import parse
from kpi.settings import Settings
from kpi.store import Store
from kpi.view.funding import funding
from kpi.view.indicator import indicator
from kpi.view.overview import overview
from kpi.view.parts import CellView, IndicatorPage, OverviewPage
from kpi.view.service_area import areas, service_area
from tests.factories import office
from tests.source import ROOT
from tests.view.library import MINUS, SPACE, spoken

FI = language("fi")
HALF = parse("2025-S1")
GOLDEN = ROOT / "tests" / "golden"
SAMPLE = ROOT / "data" / "sample"
CLOCK = dt.datetime(2026, 11, 24, 19, 40, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    settings = Settings(data=tmp_path_factory.mktemp("example"))
    desk = office(settings, catalogue.load(ROOT / "data" / "catalogue"), lambda: CLOCK)
    files = [(one.name, one.read_bytes()) for one in sorted(SAMPLE.glob("*.xlsx"))]
    pipeline.publish(files, desk, by=FI.text("sample.by"))
    return pipeline.open_store(desk)


def cells(store: Store, source: Provenance) -> tuple[tuple[str, ...], tuple[object, ...]]:
    return pipeline.neighbourhood(
        office(Settings(), store.catalogue), store, source.upload, source.cell
    )


def shown(store: Store, name: str, code: str = "fi") -> IndicatorPage:
    return indicator(store, language(code), name, HALF, partial(cells, store))  # type: ignore[arg-type]


@pytest.mark.parametrize("code", CODES)
def test_every_figure_is_on_its_areas_page_with_its_unit(store: Store, code: str) -> None:
    words = language(code)
    texts = {
        one: set(spoken(service_area(store, words, one, HALF))) for one in store.catalogue.areas
    }
    # What is counted over the whole plan is of no area; it stands on the goals' page.
    own = {one.id for one in store.catalogue.indicators.values() if not one.computed}
    stated = [one for one in store.observations(HALF) if not one.conflict and one.indicator in own]
    assert len(stated) >= 60
    for one in stated:
        definition = store.catalogue.indicators[one.indicator]
        unit = store.catalogue.units[str(definition.unit_measure)]
        figure = words.figure(one.value, unit, definition.decimals)
        if one.conf_status is ConfStatus.INTERNAL:
            figure = f"{figure} ({words.text('value.internal')})"
        assert figure in texts[one.service_area], f"{one.indicator} {figure}"
        assert definition.name.in_language(code) in texts[one.service_area]


@pytest.mark.parametrize(
    ("area", "figures"),
    [
        (
            "administration",
            (
                "20 henkilöä", "8 työsuhdetta", "1 henkilö (sisäinen)", "2 tointa", "1 hanke",
                "2 krt/vko", "2 tilaisuutta", "3 tiimipäivää", "11 palaveria",
            ),
        ),
        (
            "communications",
            (
                "1 240 seuraajaa", "477 seuraajaa", "519 seuraajaa", "152 490 näyttökertaa",
                "1 562 vuorovaikutusta", "304 toimijaa", "2 100 kävijää", "17 tiedotetta",
                "18 kuntatiedotetta", "17 mainintaa", "19 000 käyntiä", "3 400 käyntiä",
                "ristiriita: 1 krt/kk ja 2 krt/kk",
            ),
        ),
        ("municipal_cooperation", ("6 kokousta", "1 kokous", "2 kuukautta", "37 kuulijaa")),
        ("advocacy", ("3 lausuntoa",)),
        (
            "business",
            (
                "429 tapaamista", "34 yritystä", "8 yritystä", "9 yritystä", "105 yritystä",
                "21 päätöstä", "18 päätöstä", "265 000 €", "28 000 sivulatausta", "8 varausta",
                "304 toimijaa", "2 100 kävijää",
            ),
        ),
        (
            "development",
            (
                "16 hanketta", "15 hanketta", "2 448 113 €", "2 082 947 €", "326 603 €",
                "31 790 €", "6 772 €", "13,3 %", "0 %", "20 %", "60 422 €", "33 624 €",
                "20 292 €", "147 420 €", "0 hanketta", "3 opinnäytetyötä",
            ),
        ),
    ],
)  # fmt: skip
def test_the_reports_figures_by_area(store: Store, area: str, figures: tuple[str, ...]) -> None:
    texts = {one.replace(SPACE, " ") for one in spoken(service_area(store, FI, area, HALF))}
    assert [one for one in figures if one not in texts] == []


def test_an_area_without_figures_says_so(store: Store) -> None:
    summary = service_area(store, FI, "employment", HALF).summary
    assert summary.startswith("Alueen mittareita ei mitata luvuilla.")
    assert "3 jatkuvaa" in summary, "its actions are told all the same"


@pytest.mark.parametrize(
    ("name", "change", "fact"),
    [
        ("headcount", "−7 (−25,9 %)", "vuotta aiemmin 27"),
        ("website_visitors_kaustisenseutu_fi", "59 % vuodesta 2024", "koko 2024: 32 000"),
        ("website_visitors_visitkaustisenseutu_fi", "68 % vuodesta 2024", "koko 2024: 5 000"),
        ("press_releases_website", "71 % vuodesta 2024", "koko 2024: 24"),
        ("municipal_bulletins", "62 % vuodesta 2024", "koko 2024: 29"),
        ("media_mentions", "36 % vuodesta 2024", "koko 2024: 47"),
        (
            "facebook_followers",
            "+40, ajankohta ei tiedossa",
            "aiemmin 1 200 (ajankohta ei tiedossa)",
        ),
        ("linkedin_followers", "+12, ajankohta ei tiedossa", "aiemmin 465 (ajankohta ei tiedossa)"),
    ],
)
def test_every_comparison_of_the_report(store: Store, name: str, change: str, fact: str) -> None:
    card = shown(store, name).card
    assert card.change.replace(SPACE, " ") == change
    assert fact in [one.replace(SPACE, " ") for one in card.facts]
    assert (card.arrow == "") == (name != "headcount")


def test_what_has_no_comparison_says_so(store: Store) -> None:
    page = shown(store, "instagram_followers")
    assert page.card.change == "ei vertailua"
    assert page.because == "Vertailulukua ei ole ilmoitettu vuoden takaa."


def test_the_newsletter_is_a_contradiction(store: Store) -> None:
    page = shown(store, "business_newsletter_frequency")
    assert page.card.value == "Ristiriita"
    facts = [one.replace(SPACE, " ") for one in page.card.facts]
    assert facts == ["1 krt/kk (tavoitteet 2.1 ja 5.4)", "2 krt/kk (tavoite 7.6)"]
    assert len(page.statements.rows) == 3
    assert len(page.source_cells) == 3


def marked(cell: CellView) -> str:
    rows = dict(cell.rows)
    return rows[cell.row][cell.columns.index(cell.column)]


def test_a_figure_is_walked_back_to_its_cell(store: Store) -> None:
    (cell,) = shown(store, "website_visitors_kaustisenseutu_fi").source_cells
    assert marked(cell) == "19000"
    heads, *around = cell.rows
    assert all(int(b) - int(a) == 1 for (a, _), (b, _) in pairwise(around))
    assert heads[1][0] == "Mittari"
    assert dict(cell.rows)[cell.row][0] == "kaustisenseutu.fi-sivuilla käyneiden määrä"


def test_funding_says_what_does_not_add_up(store: Store) -> None:
    page = funding(store, FI, HALF)
    texts = " ".join(spoken(page)).replace(SPACE, " ")
    assert (
        "Osien summa 2 448 112 € on 1 € pienempi kuin ilmoitettu kokonaissumma 2 448 113 €" in texts
    )
    assert [one.value.replace(SPACE, " ") for one in page.cards] == [
        "2 448 113 €",
        "13,3 %",
        "14,6 %",
    ]
    assert page.cards[1].change.replace(SPACE, " ") == "lähteessä 13,3 %, täsmää"
    shares = [(row[0], row[2]) for row in page.tables[0].rows[:4]]
    assert [share.replace(SPACE, " ") for _, share in shares] == [
        "85,1 %",
        "13,3 %",
        "1,3 %",
        "0,3 %",
    ]
    others = {row[1].replace(SPACE, " ") for row in page.tables[2].rows}
    assert others >= {"60 422 €", "33 624 €", "20 292 €", "147 420 €"}


def test_the_index_of_areas(store: Store) -> None:
    assert [one.title for one in areas(store, FI, HALF).areas] == [
        one.name.fi for one in store.catalogue.areas.values()
    ]


def lines(page: OverviewPage) -> Iterator[str]:
    """Write the front page as lines, without what changes with every state of the data."""
    yield f"# {page.title}"
    yield page.subtitle
    yield from (f"! {one.kind}: {one.text}" for one in page.notices)
    for card in page.cards:
        yield f"[{card.label}] {card.value} {card.unit}".rstrip()
        yield f"    {card.arrow} {card.change} ({card.tone})".replace("  (", " (")
        yield from (f"    {one}" for one in (*card.facts, card.because) if one)
    for chart in page.charts:
        yield f"## {chart.heading}"
        for bar in chart.bars:
            places = [f"{at:.6}" for at in (bar.fraction, bar.tick) if at is not None]
            yield "    " + " | ".join([bar.label, bar.aside, bar.value, *places, bar.tone])
        yield f"    {chart.note}"
        yield f"    {' | '.join(chart.table.columns)}"
        yield from (f"    {' | '.join(row)}" for row in chart.table.rows)
    yield from (f"* {one}" for one in (*page.highlights, *page.checks))
    for area in page.areas:
        yield f"> {area.title} ({area.link.path})"
        yield from (f"    {one}" for one in area.lines)
    yield page.footer.source
    yield page.footer.updated


@pytest.mark.parametrize("code", CODES)
def test_the_front_page_word_for_word(store: Store, code: str) -> None:
    """Change the file only after reading the difference: it is what the board reads."""
    page = overview(store, language(code), HALF)
    made = "".join(f"{line.rstrip()}\n" for line in lines(page)).replace(SPACE, " ")
    kept = Path(GOLDEN / f"overview-{code}.txt")
    assert made == kept.read_text(encoding="utf-8")


def test_minus_is_minus(store: Store) -> None:
    """No text has a hyphen before a digit where a minus belongs."""
    for name in ("headcount", "media_mentions"):
        for text in spoken(shown(store, name).card):
            assert not any(a in " (" and b == "-" for a, b in pairwise(f" {text}"))
    assert MINUS in shown(store, "headcount").card.change


def test_a_figure_known_only_as_a_comparison_says_so_on_its_card(store: Store) -> None:
    """All of 2024 is printed only beside the half year; nobody reported it for its own sake."""
    page = overview(store, language("fi"), parse("2024-A1"))
    (card,) = [one for one in page.cards if one.value == "32 000".replace(" ", "\u00a0")]
    assert language("fi").text("value.quoted") in card.facts
    now = overview(store, language("fi"), parse("2025-S1"))
    assert all(language("fi").text("value.quoted") not in one.facts for one in now.cards)
