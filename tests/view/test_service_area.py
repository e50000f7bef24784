"""An area's page: what was promised, what is reported, and how it compares."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.errors import WrongUsage
from kpi.i18n import language
from kpi.model import ObsStatus
from kpi.periods import parse
from kpi.view.parts import AreaPage, Mark, Tone
from kpi.view.service_area import areas, service_area
from tests.builders import observed
from tests.view.library import FINES, HALF, SPACE, half_a_year, library

FI = language("fi")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> AreaPage:
    archive = half_a_year(library(tmp_path_factory.mktemp("area"), FINES))
    return service_area(archive.open(), FI, "lending", HALF)


def test_the_index_has_every_area(tmp_path: Path) -> None:
    found = areas(half_a_year(library(tmp_path, FINES)).open(), FI, HALF)
    assert found.title == "Palvelualueet"
    assert [(one.title, one.link.path) for one in found.areas] == [
        ("Lainaus", "lainaus"),
        ("Talo", "talo"),
    ]


def test_an_unknown_area_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage) as refused:
        service_area(library(tmp_path).open(), FI, "attic", HALF)
    finding = refused.value.findings[0]
    assert "Lainaus ja Talo" in FI.advice(finding)


def test_the_summary_counts_what_is_reported(page: AreaPage) -> None:
    assert page.summary == (
        "Alueen 10 luvulla mitattavasta mittarista on raportoitu 7 kaudelta tammi–kesäkuu 2025. "
        "Samaan aikaan vuotta aiemmin voidaan verrata 1 lukua. "
        "Vain koko vuoteen 2024 voidaan verrata 2 lukua."
    )


def test_the_chosen_cards_lead(page: AreaPage) -> None:
    assert [one.label for one in page.cards] == ["loans nimi"]


def test_without_chosen_cards_the_reported_ones_lead(tmp_path: Path) -> None:
    archive = half_a_year(library(tmp_path, FINES))
    cards = service_area(archive.open(), FI, "house", HALF).cards
    assert [one.label for one in cards] == [
        "grant_total nimi", "grant_state nimi", "grant_city nimi", "grant_share nimi",
    ]  # fmt: skip


def test_progress_and_change_are_charts_of_their_own(page: AreaPage) -> None:
    assert [one.heading for one in page.charts] == [
        "Yli vuoden tahdin: Myöhässä",
        "returns nimi: 100, vuotta aiemmin 80",
    ]
    late = page.charts[0].bars[0]
    assert late.label == "Myöhässä · yli tahdin"
    assert late.tone is Tone.ATTENTION
    assert page.charts[1].bars[0].fraction == pytest.approx(1.25)
    assert page.charts[1].bars[0].tick == 1.0


def test_goals_stand_in_the_plans_order_with_their_actions(page: AreaPage) -> None:
    titles = [one.title for one in page.goals]
    assert titles[:3] == ["1.1 Lainat", "1.2 Toinen", "1.10 Kymmenes"]
    assert titles[3:] == ["Mittarit, joilla ei ole tavoitetta"]
    assert page.goals[0].actions == ("1.1.1 Lainataan", "1.1.2a Palautetaan")
    assert page.goals[1].table is None


def test_every_indicator_of_a_goal_has_its_row(page: AreaPage) -> None:
    table = page.goals[0].table
    assert table is not None
    assert table.columns == ("Mittari", "Toteutuminen 1–6/2025", "Vertailu", "Tila")
    assert table.rows == (
        (
            "Myöhästyneet <b>",
            "80 kirjaa",
            f"80{SPACE}% vuodesta 2024, koko 2024: 100, yli tahdin (tahti 50{SPACE}%)",
            "raportoitu",
        ),
        ("Tunnelma", "kerrotaan sanoin", "–", "ei lukua"),
        ("Kävijät", "ei raportoitu", "–", "ei raportoitu, tilalla: Lasketut kävijät"),
        (
            "Lasketut kävijät",
            "7 henkilöä",
            "ei vertailua: vertailuluku puuttuu",
            "raportoitu, ei suunnitelman mittari",
        ),
    )
    assert table.links[0] is not None
    assert dict(table.links[0].params)["mittari"] == "late"


def test_contradictions_are_said_on_the_page(page: AreaPage) -> None:
    said = [one.text for one in page.notices if one.kind == "check"]
    assert len(said) == 2
    assert "satisfaction nimi" in " ".join(said)


def test_an_area_without_figures(tmp_path: Path) -> None:
    empty = service_area(library(tmp_path).open(), FI, "lending", HALF)
    assert "Yhtäkään niistä ei ole raportoitu" in empty.summary
    assert empty.charts == ()
    assert empty.cards[0].value == "Ei raportoitu"


def test_an_area_told_in_words_only(tmp_path: Path) -> None:
    words = '[area.words]\norder = 3\nname = { fi = "Sanat", en = "Words" }\n'
    words += 'short_name = { fi = "Sanat", en = "Words" }\npath = "sanat"\n'
    page = service_area(library(tmp_path, words).open(), FI, "words", HALF)
    assert page.summary == "Alueen mittareita ei mitata luvuilla."
    assert page.goals == () and page.cards == ()


# Monthly figures


def monthly(folder: Path, *, until: str = "2025-M08", status: ObsStatus = ObsStatus.NORMAL) -> str:
    archive = library(folder, FINES)
    period, value, found = parse("2023-M01"), 100, []
    while period <= parse(until):
        found.append(observed("loans", period.code, value, obs_status=status))
        found.append(observed("late", period.code, 200 - value // 2, obs_status=status))
        found.append(observed("shelves", period.code, 500 + value, obs_status=status))
        period, value = period.next(), value + 1
    archive.publish_all([found], invented=status is ObsStatus.ESTIMATE)
    return str(archive.root)


@pytest.fixture(scope="module")
def by_month(tmp_path_factory: pytest.TempPathFactory) -> dict[str, AreaPage]:
    folder = tmp_path_factory.mktemp("months")
    monthly(folder)
    archive = library(folder, FINES)
    store = archive.open()
    codes = ("2025-S1", "2025-M08", "2025-M01", "2025-A1", "2023-S1")
    return {code: service_area(store, FI, "lending", parse(code)) for code in codes}


def chart(page: AreaPage, part: str) -> list[str]:
    return [one.heading for one in page.charts if part in one.heading]


def test_months_stand_beside_last_years(by_month: dict[str, AreaPage]) -> None:
    page = by_month["2025-M08"]
    made = next(one for one in page.charts if "elokuu 2025" in one.heading)
    assert made.heading == "loans nimi: 131 (elokuu 2025), vuotta aiemmin 119"
    now, before = made.series
    assert (now.name, before.name, before.comparison) == ("2025", "2024", True)
    assert [one.y for one in now.points][7:9] == [131.0, None]
    assert made.table.columns == ("Kausi", "2025", "2024")
    assert made.table.rows[7] == ("elokuu", "131", "119")
    assert made.table.rows[8][1] == "puuttuu"


def test_months_after_the_period_are_left_out(by_month: dict[str, AreaPage]) -> None:
    made = next(one for one in by_month["2025-S1"].charts if "kesäkuu 2025" in one.heading)
    assert made.series[0].points[6].y is None


def test_sums_since_january_where_the_period_does_not_say_them(
    by_month: dict[str, AreaPage],
) -> None:
    assert chart(by_month["2025-S1"], "Vuoden alusta") == []
    assert chart(by_month["2025-M08"], "Vuoden alusta") == [
        "Vuoden alusta verrattuna samoihin kuukausiin vuotta aiemmin (1–8/2025)"
    ]
    made = next(one for one in by_month["2025-A1"].charts if "1–8/2025" in one.heading)
    assert made.bars[0].label == "loans nimi: 1–8/2025"
    assert made.bars[0].aside == f"1{SPACE}020 / 924"
    assert made.bars[0].value == f"+10,4{SPACE}%"
    assert made.bars[-1].tone is Tone.NEUTRAL, "fewer late books is no bad thing"
    assert chart(by_month["2025-M01"], "Vuoden alusta") == []


def test_twelve_months_in_one_figure(by_month: dict[str, AreaPage]) -> None:
    made = next(one for one in by_month["2025-M08"].charts if "12 kuukautta" in one.heading)
    assert made.heading == f"loans nimi: viimeiset 12 kuukautta yhteensä 1{SPACE}506"
    assert len(made.series[0].points) == 21
    assert made.x_axis is not None
    assert made.x_axis.texts == ("2024", "2025")


def test_the_first_half_has_nothing_to_compare_with(by_month: dict[str, AreaPage]) -> None:
    assert by_month["2023-S1"].charts == ()


def test_invented_months_are_hollow_and_explained(tmp_path: Path) -> None:
    monthly(tmp_path, status=ObsStatus.ESTIMATE)
    page = service_area(library(tmp_path, FINES).open(), FI, "lending", parse("2025-M08"))
    for made in page.charts:
        marks = {one.mark for one in made.bars}
        marks |= {one.mark for line in made.series for one in line.points if one.y is not None}
        assert marks == {Mark.INVENTED}
        assert "keksittyjä" in made.note
    assert "keksitty luku" in page.cards[0].facts
    table = page.goals[0].table
    assert table is not None and table.rows[0][3] == "keksitty luku"


def test_only_the_largest_changes_are_drawn_and_all_are_listed(tmp_path: Path) -> None:
    more = [
        f'[indicator.shelf{n}]\nservice_area = "lending"\nname = {{ fi = "H{n}", en = "S{n}" }}\n'
        f'kind = "flow"\nunit_measure = "books"\nsource = {{ fi = "k", en = "b" }}\n'
        f'owner = {{ fi = "j", en = "h" }}\n'
        for n in range(9)
    ]
    archive = library(tmp_path, *more)
    archive.publish(
        *(observed(f"shelf{n}", "2025-S1", 100 + 10 * n) for n in range(9)),
        *(observed(f"shelf{n}", "2024-S1", 100) for n in range(9)),
    )
    made = service_area(archive.open(), FI, "lending", HALF).charts[0]
    assert made.heading == "Vuotta aiempaan verrattuna: 8 kasvoi ja 1 ennallaan"
    assert [one.label for one in made.bars] == [f"H{n}" for n in (8, 7, 6, 5, 4, 3)]
    assert len(made.table.rows) == 9
    assert "6 suurinta muutosta" in made.note


def test_sums_that_reach_differently_far_are_told_apart(tmp_path: Path) -> None:
    archive = library(tmp_path)
    months = [f"{year}-M{n:02d}" for year in (2024, 2025) for n in (1, 2)]
    archive.publish(
        *(observed("loans", code, 20) for code in months),
        *(observed("late", code, 20) for code in ("2024-M01", "2025-M01")),
    )
    page = service_area(archive.open(), FI, "lending", parse("2025-A1"))
    (made,) = [one for one in page.charts if "Vuoden alusta" in one.heading]
    assert "1–2/2025, 1/2025" in made.heading
    assert [one.label for one in made.bars] == ["loans nimi: 1–2/2025", "Myöhässä: 1/2025"]


def test_late_areas_say_which(tmp_path: Path) -> None:
    up = FINES.replace('"house"', '"lending"').replace(
        'kind = "flow"', 'kind = "flow"\ndirection = "up"'
    )
    archive = library(tmp_path, up)
    archive.publish(observed("fines", "2025-S1", 10), observed("fines", "2024-A1", 100))
    page = service_area(archive.open(), FI, "lending", HALF)
    assert page.summary.endswith("Jäljessä tahdista: Sakot.")
    assert page.charts[0].heading == "Jäljessä vuoden tahdista: Sakot"
    archive.publish(observed("fines", "2025-S1", 90), reason="lisää")
    page = service_area(archive.open(), FI, "lending", HALF)
    assert page.charts[0].heading == "Sakot: vuoden tahdissa tai edellä"
