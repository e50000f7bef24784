"""The notice of what is missing: few sentences, four different things kept apart, nothing lost."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import catalogue as definitions
from kpi import pipeline, progress
from kpi.i18n import CODES, Language, language
from kpi.periods import parse
from kpi.settings import Settings
from kpi.store import Store
from kpi.view.deadlines import deadlines
from kpi.view.due import DueBox, due_box
from kpi.view.overview import overview
from kpi.view.owed import grouped
from kpi.view.spans import spans
from kpi.view.speaker import Speaker
from tests.builders import Archive, archive, catalogue, entry, few, observed
from tests.factories import office
from tests.source import ROOT
from tests.view.library import HALF, spoken

FI, EN = language("fi"), language("en")
AUTUMN = dt.date(2025, 11, 25)
LISTED = '[{ no = "1.1", listed = true }]'


def monthly(name: str, owner: str = "tiedottaja", due: str = "month", **more: str) -> str:
    """Write a flow that is collected every month by a role."""
    text = entry(name, "lending", "flow", "persons", "month", 0, due=f'"{due}"', **more)
    return text.replace('{ fi = "johtaja", en = "head" }', f'{{ fi = "{owner}", en = "{owner}" }}')


def at(folder: Path, *more: str) -> Archive:
    return archive(folder, catalogue(folder, *more))


def shown(store: Store, words: Language = FI, on: dt.date = AUTUMN) -> DueBox:
    found = due_box(store, words, on, HALF)
    assert found is not None
    return found


def rows(box: DueBox) -> list[tuple[str, ...]]:
    return [row for _, table in box.owed for row in table.rows]


# --- the box


def test_four_different_things(tmp_path: Path) -> None:
    """Late, zero, not yet due and not collected never look alike."""
    kept = at(tmp_path, *map(monthly, ("gone", "none", "zero")))
    kept.publish(
        observed("gone", "2025-09", 3),
        observed("zero", "2025-10", 0),
        observed("none", "2025-10", None, obs_status="L"),
    )
    box = shown(kept.open())
    assert box.lines == (
        "1 luku myöhässä, 15.11.2025 alkaen – tiedottaja.",
        "Seuraava määräpäivä on 14.12.2025: 3 lukua – tiedottaja.",
    )
    assert rows(box) == [
        ("lokakuu 2025", "puuttuu, myöhässä 15.11.2025 alkaen", "gone nimi"),
        ("lokakuu 2025", "ilmoitettu, että lukua ei ole", "none nimi"),
    ]
    assert box.owed[0][0] == "tiedottaja: 1 luku puuttuu"
    assert box.ahead.rows == (
        ("tiedottaja", "marraskuu 2025", "kausi on kesken, määräpäivä 14.12.2025", "3 lukua"),
    )
    october = overview(kept.open(), FI, parse("2025-M10"))
    lines = {line for area in october.areas for line in area.lines}
    assert "zero nimi: 0 henkilöä" in lines and not any("gone" in line for line in lines)


def test_of_what_is_not_collected_the_latest_is_enough(tmp_path: Path) -> None:
    kept = at(tmp_path, monthly("none"))
    kept.publish(*(observed("none", f"2025-{m:02}", None, obs_status="M") for m in range(1, 11)))
    box = shown(kept.open())
    assert rows(box) == [("lokakuu 2025", "ilmoitettu, että lukua ei ole", "none nimi")]
    assert (box.is_late, box.lines[0]) == (False, "Yksikään luku ei ole myöhässä.")
    assert box.owed[0][0] == "tiedottaja: 0 lukua puuttuu"


def test_figures_that_lack_the_same_make_one_row(tmp_path: Path) -> None:
    kept = at(tmp_path, *map(monthly, ("b", "a", "c")), monthly("d", "johtaja"))
    kept.publish(*(observed(name, "2025-S1", 1) for name in "abcd"), observed("c", "2025-08", 1))
    box = shown(kept.open())
    assert [(summary, [row[::2] for row in table.rows]) for summary, table in box.owed] == [
        ("johtaja: 4 lukua puuttuu", [("heinä–lokakuu 2025", "d nimi")]),
        (
            "tiedottaja: 11 lukua puuttuu",
            [
                ("heinä–lokakuu 2025", "a nimi, b nimi"),
                ("heinäkuu 2025, syys–lokakuu 2025", "c nimi"),
            ],
        ),
    ]
    assert box.lines[0] == "15 lukua myöhässä, vanhin 15.8.2025 alkaen – tiedottaja ja johtaja."
    assert box.ahead.rows[0][0] == "johtaja ja tiedottaja"


def test_the_role_with_the_worst_comes_first(tmp_path: Path) -> None:
    kept = at(
        tmp_path,
        monthly("never", "arkistonhoitaja", goals=LISTED),
        monthly("waited", "hoitaja"),
        monthly("late", "tiedottaja"),
        monthly("parts", "osastonhoitaja", "quarter", due_days="60"),
    )
    kept.publish(
        observed("waited", "2025-10", 1),
        observed("late", "2025-09", 1),
        observed("parts", "2025-Q2", 1),
        observed("parts", "2025-08", 1),
    )
    box = shown(kept.open())
    assert [summary.partition(":")[0] for summary, _ in box.owed] == [
        "tiedottaja",
        "arkistonhoitaja",
        "osastonhoitaja",
    ]
    assert [row[:2] for row in rows(box)] == [
        ("lokakuu 2025", "puuttuu, myöhässä 15.11.2025 alkaen"),
        ("lokakuu 2025", "ei ilmoitettu kertaakaan, myöhässä 15.11.2025 alkaen"),
        ("heinäkuu 2025, syyskuu 2025", "osa luvusta puuttuu, määräpäivä 29.11.2025"),
    ]
    assert box.lines[1:] == (
        "1 suunnitelman luku on jäänyt kokonaan ilmoittamatta.",
        "Seuraava määräpäivä on 29.11.2025: 1 luku – osastonhoitaja.",
    )
    later = shown(kept.open(), on=dt.date(2025, 12, 1))
    said = [row[1] for row in rows(later)]
    assert "osa luvusta puuttuu, myöhässä 30.11.2025 alkaen" in said
    assert "odotetaan, määräpäivä 14.12.2025" in said


def test_of_many_roles_the_first_are_named(tmp_path: Path) -> None:
    kept = at(tmp_path, *(monthly(f"f{n}", f"rooli {n}") for n in range(5)))
    kept.publish(*(observed(f"f{n}", "2025-09", 1) for n in range(5)))
    box = shown(kept.open())
    assert box.lines[0].endswith("– rooli 0, rooli 1 ja 3 muuta.")
    assert box.ahead.rows == (
        (
            "rooli 0, rooli 1 ja 3 muuta",
            "marraskuu 2025",
            "kausi on kesken, määräpäivä 14.12.2025",
            "5 lukua",
        ),
    )
    assert len(box.owed) == 5


def test_the_calendar_is_a_link_that_keeps_the_view(tmp_path: Path) -> None:
    kept = at(tmp_path, monthly("one", goals=LISTED))
    link = shown(kept.open(), EN).calendar
    assert (link.text, link.path) == ("Subscribe to the deadlines in a calendar", "maaraajat.ics")
    assert dict(link.params) == {"kausi": "2025-S1", "kieli": "en"}


def test_what_came_early_is_not_waited_for(tmp_path: Path) -> None:
    kept = at(tmp_path, monthly("one"))
    kept.publish(observed("one", "2025-09", 1), observed("one", "2025-11", 1))
    box = shown(kept.open())
    assert box.lines == ("1 luku myöhässä, 15.11.2025 alkaen – tiedottaja.",)
    assert box.ahead.rows == ()


def test_where_nothing_is_expected_there_is_no_box(tmp_path: Path) -> None:
    assert due_box(at(tmp_path).open(), FI, AUTUMN, HALF) is None


# --- the worked example


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("due")
    desk = office(Settings(data=folder), definitions.load(ROOT / "data" / "catalogue"))
    files = [(one.name, one.read_bytes()) for one in (ROOT / "data" / "sample").glob("*.xlsx")]
    pipeline.publish(files, desk, by=FI.text("sample.by"))
    return pipeline.open_store(desk)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("year", [2025, 2026])
def test_a_hundred_missing_figures_are_no_wall(example: Store, code: str, year: int) -> None:
    box = shown(example, language(code), dt.date(year, 11, 25))
    assert len(box.lines) == 3
    assert len(rows(box)) <= 30 and all(len(table.rows) <= 4 for _, table in box.owed)
    assert len(box.ahead.rows) == 2
    assert all(text for text in spoken(box))


def test_november_in_words(example: Store) -> None:
    box = shown(example)
    assert box.lines == (
        "28 lukua myöhässä, vanhin 15.8.2025 alkaen – tiedottaja.",
        "46 suunnitelman lukua ei ole ilmoitettu kertaakaan.",
        "Seuraava määräpäivä on 14.12.2025: 8 lukua – tiedottaja.",
    )
    summary, table = box.owed[0]
    assert summary == "tiedottaja: 32 lukua puuttuu"
    assert table.rows[0][:2] == ("heinä–lokakuu 2025", "puuttuu, myöhässä 15.8.2025 alkaen")
    assert shown(example, EN).lines[0] == (
        "28 figures late, the oldest since 15 August 2025 – communications officer."
    )


@few(20)
@given(on=st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31)))
def test_every_figure_is_in_exactly_one_group(example: Store, on: dt.date) -> None:
    found = progress.due(example.catalogue, progress.known(example), on)
    groups = grouped(found, Speaker(example.catalogue, FI))
    told = Counter(one.indicator.id for one in found)
    said: Counter[str] = Counter()
    for one in groups:
        said.update(dict.fromkeys(one.indicators, one.figures // len(one.indicators)))
    assert said == told


# --- several periods in a few words


@pytest.mark.parametrize(
    ("codes", "said", "english"),
    [
        ("2025-M07", "heinäkuu 2025", "July 2025"),
        (
            "2025-M07 2025-M08 2025-M10",
            "heinä–elokuu 2025, lokakuu 2025",
            "July–August 2025, October 2025",
        ),
        ("2025-M12 2026-M01", "joulukuu 2025 – tammikuu 2026", "December 2025 – January 2026"),
        (
            "2025-Q2 2025-Q3",
            "huhti–syyskuu 2025 (2 neljännestä)",
            "April–September 2025 (2 quarters)",
        ),
        (
            "2025-S1 2025-S2",
            "tammi–joulukuu 2025 (2 puolivuotta)",
            "January–December 2025 (2 half-years)",
        ),
        (
            "2024-A1 2025-A1",
            "tammikuu 2024 – joulukuu 2025 (2 vuotta)",
            "January 2024 – December 2025 (2 years)",
        ),
        ("2024-A1 2026-A1", "2024, 2026", "2024, 2026"),
        ("2025-10-25 2025-10-26 2025-10-27", "25.–27.10.2025", "25–27 October 2025"),
        ("2025-10-25", "25.10.2025", "25 October 2025"),
    ],
)
def test_runs_of_periods(codes: str, said: str, english: str) -> None:
    periods = [parse(code) for code in codes.split()]
    assert spans(periods, FI).replace("\u00a0", " ") == said
    assert spans(periods[::-1], EN).replace("\u00a0", " ") == english


# --- deadlines of the coming year


def test_deadlines_are_by_day_and_role(tmp_path: Path) -> None:
    kept = at(
        tmp_path,
        monthly("a"),
        monthly("b"),
        monthly("secret", conf_status='"N"'),
        monthly("none"),
        entry("half", "house", "flow", "EUR", "semester", goals=LISTED),
    )
    kept.publish(
        observed("a", "2025-10", 1),
        observed("b", "2025-11", 1),
        observed("secret", "2025-10", 1),
        observed("none", "2025-10", 1),
        observed("none", "2025-11", None, obs_status="L"),
        observed("none", "2025-12", None, obs_status="L"),
    )
    found = deadlines(kept.open(), FI, AUTUMN)
    assert [(one.day.isoformat(), one.owner.fi) for one in found[:4]] == [
        ("2025-12-14", "tiedottaja"),
        ("2026-01-14", "tiedottaja"),
        ("2026-01-14", "johtaja"),
        ("2026-02-14", "tiedottaja"),
    ]
    assert (found[0].summary, found[0].lines) == (
        "Lukujen määräpäivä: tiedottaja (1 luku)",
        ("Vastuurooli: tiedottaja", "Odotetaan, marraskuu 2025: a nimi"),
    )
    assert found[1].lines[1:] == ("Odotetaan, joulukuu 2025: a nimi, b nimi",)
    assert found[2].lines[1:] == ("Odotetaan, heinä–joulukuu 2025: half nimi",)
    assert found[3].summary == "Lukujen määräpäivä: tiedottaja (3 lukua)"
    assert found[-1].day <= AUTUMN + dt.timedelta(days=365)
    assert len(found) == 12 + 2
    assert not any("secret" in text for one in found for text in one.lines)


def test_a_deadline_of_today_is_ahead_and_one_of_yesterday_past(tmp_path: Path) -> None:
    kept = at(tmp_path, monthly("a"))
    kept.publish(observed("a", "2025-09", 1))
    for on, first in (
        (dt.date(2025, 11, 14), dt.date(2025, 11, 14)),
        (dt.date(2025, 11, 15), dt.date(2025, 12, 14)),
    ):
        assert deadlines(kept.open(), FI, on)[0].day == first


def test_what_is_missing_of_a_figure_is_said(tmp_path: Path) -> None:
    kept = at(tmp_path)
    kept.publish(observed("loans", "2025-Q1", 1), observed("loans", "2025-04", 1))
    first = deadlines(kept.open(), FI, dt.date(2025, 7, 2))[0]
    assert first.lines[1:] == ("Odotetaan, touko–kesäkuu 2025: loans nimi",)
