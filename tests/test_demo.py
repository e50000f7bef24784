"""The demo: invented months that hit the report's totals, marked as invented wherever they go."""

from __future__ import annotations

import json
import shutil
import urllib.request
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpi import catalogue, checks, demo, pipeline
from kpi.compare import compare
from kpi.desk import Desk
from kpi.errors import WrongUsage
from kpi.i18n import language
from kpi.model import ObsStatus, Verdict
from kpi.periods import Grain, between, month, parse
from kpi.running import rolling_year, year_to_date
from kpi.settings import Settings
from kpi.store import Store
from tests.factories import office
from tests.serving import serving
from tests.source import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

VISITS = "website_visitors_kaustisenseutu_fi"
# What the published report says, with the spans that it says it of.
REPORTED = {
    (VISITS, "2024-A1"): "32000",
    (VISITS, "2025-S1"): "19000",
    ("website_visitors_visitkaustisenseutu_fi", "2024-A1"): "5000",
    ("website_visitors_visitkaustisenseutu_fi", "2025-S1"): "3400",
    ("press_releases_website", "2024-A1"): "24",
    ("press_releases_website", "2025-S1"): "17",
    ("municipal_bulletins", "2024-A1"): "29",
    ("municipal_bulletins", "2025-S1"): "18",
    ("media_mentions", "2024-A1"): "47",
    ("media_mentions", "2025-S1"): "17",
    ("facebook_impressions", "2025-S1"): "152490",
    ("facebook_interactions", "2025-S1"): "1562",
    ("facebook_followers", "2025-M06"): "1240",
    ("linkedin_followers", "2025-M06"): "477",
    ("instagram_followers", "2025-M06"): "519",
    ("business_newsletter_frequency", "2025-S1"): "1",
    ("customer_meetings", "2025-S1"): "429",
    ("new_companies", "2025-S1"): "34",
    ("new_companies_founded", "2025-S1"): "8",
    ("companies_served", "2025-S1"): "105",
    ("calendar_bookings", "2025-S1"): "8",
    ("suurhanketoimisto_registered_actors", "2025-M06"): "304",
    ("suurhanketoimisto_unique_visitors", "2025-S1"): "2100",
    ("suurhanketoimisto_page_loads", "2025-S1"): "28000",
    ("headcount", "2024-S1"): "27",
    ("headcount", "2025-S1"): "20",
    ("permanent_contracts", "2025-S1"): "8",
    ("project_portfolio_value", "2025-S1"): "2448113",
    ("external_funding", "2025-S1"): "2082947",
    ("funding_own_municipalities", "2025-S1"): "326603",
    ("funding_other_municipalities", "2025-S1"): "31790",
    ("funding_private", "2025-S1"): "6772",
    ("municipal_funding_share", "2025-S1"): "13.3",
    ("own_projects_carried_out", "2025-S1"): "16",
    ("projects_in_portfolio", "2025-S1"): "15",
    ("projects_in_preparation", "2025-S1"): "0",
}


def desk_at(data: Path, definitions: Path = ROOT / "data" / "catalogue") -> Desk:
    settings = Settings(data=data, catalogue=definitions)
    return office(settings, catalogue.load(definitions))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = desk_at(tmp_path_factory.mktemp("demo"))
    demo.generate(made)
    return made


@pytest.fixture(scope="module")
def store(desk: Desk) -> Store:
    return pipeline.open_store(desk)


def monthly(store: Store, indicator: str) -> tuple[Decimal, ...]:
    known = store.series(indicator, Grain.MONTH)
    return tuple(one.value for one in known if one.value is not None)


@pytest.mark.parametrize(("indicator", "period"), REPORTED)
def test_the_report_s_figures_are_hit_exactly(store: Store, indicator: str, period: str) -> None:
    assert store.pair(indicator, parse(period)).now.value == Decimal(REPORTED[indicator, period])


def test_each_figure_of_the_worked_example_is_the_demo_s_too(store: Store, tmp_path: Path) -> None:
    """All but those that the report contradicts; what it compares with is included."""
    paths = sorted((ROOT / "data" / "sample").glob("*.xlsx"))
    if not paths:
        pytest.skip("no worked example yet")
    other = desk_at(tmp_path)
    pipeline.publish([(one.name, one.read_bytes()) for one in paths], other, by="test")
    told = [one for one in pipeline.open_store(other).observations() if one.value is not None]
    # What is counted from where the plan's actions stand is no figure of the report.
    told = [one for one in told if not store.catalogue.indicators[one.indicator].computed]
    assert len(told) > 60
    ours = {one: store.pair(one.indicator, one.period).now.value for one in told}
    assert [(k.indicator, k.period.code, v) for k, v in ours.items() if k.value != v] == []


def test_thirty_six_months_of_every_indicator_collected_monthly(store: Store) -> None:
    months = between(month(2022, 7), month(2025, 6))
    assert len(months) == 36
    for one in store.catalogue.indicators.values():
        if one.grain is Grain.MONTH:
            known = store.series(one.id, Grain.MONTH)
            assert tuple(k.period for k in known if k.value is not None) == months, one.id


def test_everything_is_marked_as_invented(store: Store, desk: Desk) -> None:
    assert store.invented
    assert {one.obs_status for one in store.observations()} == {ObsStatus.ESTIMATE}
    names = [one.file for one in store.uploads()]
    assert (names[0], names[20], names[-1]) == (
        "keksitty-2022-07.xlsx",
        "keksitty-2024-03.xlsx",
        "keksitty-2025-06.xlsx",
    )
    assert all(one.invented and one.published_by == "esittelyn luvut" for one in store.uploads())
    # The file carries the mark with it: published by hand elsewhere it is still no measurement.
    (read,) = pipeline.check([demo.workbooks(desk)[0]], desk_at(desk.settings.data / "elsewhere"))
    assert read.accepted and not read.findings
    assert {one.obs_status for one in read.observations} == {ObsStatus.ESTIMATE}
    assert {one.remark for one in read.observations} == {"Keksitty luku"}


def test_only_the_report_s_own_contradictions_are_found(store: Store) -> None:
    found = {(one.code, one.relation) for one in checks.conflicts(store)}
    assert found == {("sum-rounding", "project_funding"), ("equal-disagree", "project_count")}
    half = parse("2025-S1")
    assert {one.period.last_day for one in checks.conflicts(store)} == {half.last_day}


def test_figures_are_plausible(store: Store) -> None:
    for name, one in store.catalogue.indicators.items():
        for known in store.series(name, one.grain):
            assert known.value is None or known.value >= 0
            if known.value is not None and one.decimals == 0:
                assert known.value == known.value.to_integral_value(), name
    for channel in ("facebook_followers", "linkedin_followers", "instagram_followers"):
        followers = monthly(store, channel)
        for before, after in zip(followers, followers[1:], strict=False):
            assert 0 <= after - before <= before * Decimal("0.04"), channel
    summer = [month(2023, 7), month(2024, 7)]
    visits = {k.period: k.value for k in store.series("customer_meetings", Grain.MONTH)}
    average = sum(monthly(store, "customer_meetings"), Decimal(0)) / 36
    assert all((visits[one] or 0) < average for one in summer), "holidays show"


def test_people_counted_once_overlap_between_months(store: Store) -> None:
    for name, one in store.catalogue.indicators.items():
        if one.kind != "distinct" or one.grain is not Grain.MONTH:
            continue
        for known in store.series(name, Grain.SEMESTER):
            parts = [
                store.pair(name, p).now.value or Decimal(0) for p in known.period.parts(Grain.MONTH)
            ]
            assert known.stated and known.value is not None
            assert max(parts) <= known.value <= sum(parts), (name, known.period)


def test_funding_parts_sum_in_every_half_year(store: Store) -> None:
    for period in store.periods():
        if period.grain is Grain.SEMESTER:
            (one,) = checks.funding(store, period)
            assert one.difference == (1 if period == parse("2025-S1") else 0)


def test_year_over_year_year_to_date_and_rolling_year_can_be_seen(store: Store) -> None:
    indicator = store.catalogue.indicators[VISITS]
    for period in map(parse, ("2025-S1", "2024-A1", "2025-M03", "2025-Q1", "2023-S2")):
        verdict = compare(store.pair(VISITS, period), indicator).verdict
        assert verdict is Verdict.YEAR_OVER_YEAR, period
    months = store.series(VISITS, Grain.MONTH)
    so_far = year_to_date(months, indicator, parse("2025-Q1"))
    assert so_far is not None and so_far.comparison.verdict is Verdict.YEAR_OVER_YEAR
    rolling = rolling_year(months, indicator, parse("2025-S1"))
    assert len(rolling) == 25
    by_end = {one.period: one.value for one in rolling}
    assert by_end[month(2024, 12)] == 32000
    assert store.pair("headcount", parse("2025-S1")).base is not None


def test_the_same_files_every_time(desk: Desk, tmp_path: Path) -> None:
    elsewhere = desk_at(tmp_path)
    assert demo.workbooks(desk) == demo.workbooks(elsewhere)


def test_twice_changes_nothing(desk: Desk, store: Store) -> None:
    before = {p: p.read_bytes() for p in desk.settings.data.rglob("*") if p.is_file()}
    ids = demo.generate(desk)
    assert ids == tuple(one.upload for one in store.uploads())
    assert pipeline.open_store(desk).version == store.version
    assert {p: p.read_bytes() for p in desk.settings.data.rglob("*") if p.is_file()} == before


def test_the_database_can_be_made_anew(desk: Desk) -> None:
    assert pipeline.verify(desk) == ()


def test_real_figures_get_no_invented_ones_among_them(desk: Desk, tmp_path: Path) -> None:
    real = desk_at(tmp_path)
    pipeline.publish([demo.workbooks(desk)[0]], real, by="test")
    with pytest.raises(WrongUsage) as refused:
        demo.generate(real)
    assert [one.code for one in refused.value.findings] == ["demo-among-real"]
    assert len(pipeline.open_store(real).uploads()) == 1


def test_a_demo_in_which_something_was_tried_out_stays_one(desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(desk.settings.data, copy)
    trial = desk_at(copy)
    name, data = demo.workbooks(desk)[0]
    pipeline.withdraw(pipeline.open_store(trial).uploads()[0].upload, trial, by="t", reason="t")
    pipeline.publish([(name, data)], trial, by="test")
    assert demo.generate(trial)


# The command, as `make demo` calls it


def health(address: str) -> dict[str, object]:
    with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
        told: dict[str, object] = json.load(answer)
        return told


def test_the_command_serves_figures_that_say_they_are_invented(
    tmp_path: Path, open_page: Callable[..., Page], store: Store
) -> None:
    """Started twice on one folder, it serves the same state; each page says what it shows."""
    for start in range(2):
        with serving(tmp_path / "demo", "demo") as address:
            told = health(address)
            assert (told["version"], told["observations"]) == (store.version, 1038)
            if start == 0:
                continue
            page = open_page()
            for path in ("", "palvelualueet", "viestinta", "rahoitus", "lisaa-luvut"):
                page.goto(f"{address}/{path}")
                sentence = language("fi").text("notice.invented")
                page.get_by_text(sentence).wait_for()
