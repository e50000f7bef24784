"""Any organisation: the whole journey on a second, invented catalogue that shares nothing.

Adding an indicator is one entry in one file, adding a service area is one entry too; what follows
from them (template rows, pages, cards, navigation) is looked for here.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from kpi import catalogue, checks, demo, pipeline
from kpi.__main__ import main
from kpi.catalogue import Catalogue
from kpi.compare import compare
from kpi.desk import Desk
from kpi.errors import Severity
from kpi.i18n import CODES, language
from kpi.model import Kind, Provenance, Reason, Verdict
from kpi.periods import Grain, Period, parse
from kpi.readers.columns import HEADINGS
from kpi.settings import Settings
from kpi.store import Store
from kpi.view.deadlines import deadlines
from kpi.view.due import due_box
from kpi.view.funding import funding
from kpi.view.indicator import indicator
from kpi.view.overview import overview
from kpi.view.pickers import periods
from kpi.view.service_area import areas, service_area
from kpi.view.upload import preview, upload_page, uploads_table
from tests.factories import office
from tests.source import ROOT, spoken_names

TOWN = ROOT / "tests" / "other_town"
HALF = parse("2024-S2")
NO_BREAK = "\u00a0"

# What the town fills in: by period, by indicator. Parts are one euro over the total, and the two
# counts of meters differ, on purpose.
FILLED: dict[str, dict[str, int | str]] = {
    "2023-A1": {"loans": 4000, "meters_in_use": 700},
    "2023-S2": {
        "card_holders": 1500,
        "water_costs": "110 000",
        "costs_of_pumping": 80000,
        "costs_of_pipes": 30000,
        "pipes_share": "27,3",
        "leaks_found": 12,
    },
    "2024-S1": {"loans": 2100},
    "2024-S2": {
        "loans": "2 300",
        "loans_of_e_books": 350,
        "borrowers": 420,
        "card_holders": 1710,
        "water_costs": 120000,
        "costs_of_pumping": 84000,
        "costs_of_pipes": 36001,
        "pipes_share": 30,
        "leaks_found": 9,
    },
    "2024-A1": {"meters_in_use": 690, "meters_read": 688},
}


def desk_at(data: Path, definitions: Path = TOWN / "catalogue") -> Desk:
    return office(Settings(data=data, catalogue=definitions), catalogue.load(definitions))


def columns_of(sheet: Any) -> dict[str, int]:
    """Find the columns of a template by their headings, as its reader does."""
    names = {text: field for field, one in HEADINGS.items() for text in (one.fi, one.en)}
    return {names[cell.value]: cell.column for cell in sheet[1] if cell.value in names}


def template_rows(data: bytes) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    at = columns_of(sheet)
    return [
        {field: sheet.cell(row, column).value for field, column in at.items()}
        for row in range(2, sheet.max_row + 1)
    ]


def filled(template: bytes, figures: Mapping[str, int | str]) -> bytes:
    """Type figures into a template, as someone would in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    at = columns_of(sheet)
    seen = set()
    for row in range(2, sheet.max_row + 1):
        name = sheet.cell(row, at["indicator"]).value
        if name in figures:
            sheet.cell(row, at["value"]).value = figures[name]
            seen.add(name)
    assert seen == set(figures), "the template has a row for everything that is reported"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Give the town's store with every workbook published in the order of its periods."""
    made = desk_at(tmp_path_factory.mktemp("town"))
    for code, figures in FILLED.items():
        data = filled(pipeline.template(made, parse(code), "fi"), figures)
        done = pipeline.publish([(f"{code}.xlsx", data)], made, by="kirjastonhoitaja")
        assert done.published
        assert {one.severity for one in done.checked[0].findings} <= {Severity.WARNING}
    return made


@pytest.fixture(scope="module")
def store(desk: Desk) -> Store:
    return pipeline.open_store(desk)


# The catalogue


def test_the_town_shares_nothing_with_the_first_organisation() -> None:
    ours, theirs = catalogue.load(ROOT / "data" / "catalogue"), catalogue.load(TOWN / "catalogue")
    for table in ("areas", "indicators", "relations"):
        assert not getattr(ours, table).keys() & getattr(theirs, table).keys()
    assert not set(ours.headings()) & set(theirs.headings())
    assert ours.organisation.name != theirs.organisation.name


def test_the_town_has_one_of_everything() -> None:
    town = catalogue.load(TOWN / "catalogue")
    assert (len(town.areas), len(town.goals)) == (2, 3)
    assert {one.kind for one in town.indicators.values()} == set(Kind)
    assert {one.grain for one in town.indicators.values()} == set(Grain) - {Grain.DAY}
    assert {one.kind for one in town.relations.values()} == {
        "sum", "share", "equal", "part_of", "proxy",
    }  # fmt: skip


# In process: template, check, publish, ask


def test_the_template_asks_for_what_the_town_measures(desk: Desk) -> None:
    rows = template_rows(pipeline.template(desk, parse("2025-S1"), "en"))
    asked = {row["indicator"] for row in rows}
    numeric = {n for n, one in desk.catalogue.indicators.items() if one.kind != "qualitative"}
    assert asked == numeric - {"meters_in_use", "meters_read"}, "a year is not asked by half-year"
    (cards,) = (row for row in rows if row["indicator"] == "card_holders")
    assert (cards["name"], cards["area"], cards["last_value"]) == ("Library cards", "Library", 1710)


def test_a_mistake_is_told_and_nothing_is_stored(desk: Desk, store: Store) -> None:
    template = pipeline.template(desk, HALF, "fi")
    data = filled(template, {"loans": "1.240", "leaks_found": -3, "pipes_share": "130 %"})
    (checked,) = pipeline.check([("wrong.xlsx", data)], desk)
    assert not checked.accepted and not checked.changed
    assert {one.code for one in checked.findings} >= {"ambiguous-number", "negative-count"}
    with pytest.raises(pipeline.Refused):
        pipeline.publish([("wrong.xlsx", data)], desk, by="test")
    assert pipeline.open_store(desk).version == store.version
    for code in CODES:
        page = preview(checked, desk.catalogue, language(code))
        assert not page.accepted and page.errors is not None


@pytest.mark.parametrize(
    ("name", "period", "verdict", "reason", "value", "difference"),
    [
        ("card_holders", "2024-S2", Verdict.YEAR_OVER_YEAR, None, 1710, 210),
        ("leaks_found", "2024-S2", Verdict.YEAR_OVER_YEAR, None, 9, -3),
        ("loans", "2024-S1", Verdict.PROGRESS, None, 2100, None),
        ("loans", "2024-A1", Verdict.YEAR_OVER_YEAR, None, 4400, 400),
        ("meters_in_use", "2024-A1", Verdict.YEAR_OVER_YEAR, None, 690, -10),
        ("borrowers", "2024-S2", Verdict.NOT_COMPARABLE, Reason.BASE_NOT_REPORTED, 420, None),
        ("borrowers", "2023-S2", Verdict.NOT_COMPARABLE, Reason.NOT_REPORTED, None, None),
    ],
)
def test_comparisons(
    store: Store,
    name: str,
    period: str,
    verdict: Verdict,
    reason: Reason | None,
    value: int | None,
    difference: int | None,
) -> None:
    pair = store.pair(name, parse(period))
    found = compare(pair, store.catalogue.indicators[name])
    assert (pair.now.value, found.verdict, found.reason, found.difference) == (
        value, verdict, reason, difference,
    )  # fmt: skip


def test_half_years_are_filled_and_gaps_stay_gaps(store: Store) -> None:
    half_years = {k.period.code: k.value for k in store.series("loans", Grain.SEMESTER)}
    assert half_years == {"2024-S1": 2100, "2024-S2": 2300}
    years = {k.period.code: k.value for k in store.series("loans", Grain.YEAR)}
    assert years == {"2023-A1": 4000, "2024-A1": 4400}


def test_funding_adds_up_with_its_euro(store: Store) -> None:
    (one,) = checks.funding(store, HALF)
    assert (one.stated_total, one.parts_sum, one.difference) == (120000, 120001, -1)
    (share,) = one.shares
    assert share.fraction == Decimal(36001) / Decimal(120000) and share.stated == 30
    (before,) = checks.funding(store, parse("2023-S2"))
    assert before.difference == 0 and not before.checks


def test_conflicts_are_the_two_on_purpose(store: Store) -> None:
    found = {(one.code, one.relation) for one in checks.conflicts(store)}
    assert found == {("sum-rounding", "costs_of_water"), ("equal-disagree", "two_counts_of_meters")}


def test_provenance_leads_to_the_cell(store: Store, desk: Desk) -> None:
    came = store.pair("card_holders", HALF).now.provenance
    assert came is not None and came.file == "2024-S2.xlsx"
    _, rows = pipeline.neighbourhood(desk, store, came.upload, came.cell)
    assert any("1710" in text for _, texts in rows for text in texts)


def test_correct_see_what_changed_and_take_it_back(desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(desk.settings.data, copy)
    mine = desk_at(copy)
    before = pipeline.open_store(mine).version
    data = filled(pipeline.template(mine, HALF, "en"), {"loans": 2350})
    (checked,) = pipeline.check([("corrected.xlsx", data)], mine)
    assert checked.changes.changed == 1
    done = pipeline.publish([("corrected.xlsx", data)], mine, by="me", reason="counted again")
    now = pipeline.open_store(mine)
    assert now.pair("loans", HALF).now.value == 2350
    assert [one.value for one in now.revisions("loans", HALF)] == [2350, 2300]
    changes = pipeline.withdraw(done.uploads[0], mine, by="me", reason="no, it was right")
    assert changes.changed == 1
    after = pipeline.open_store(mine)
    assert (after.pair("loans", HALF).now.value, after.version) == (2300, before)
    assert pipeline.verify(mine) == ()


# Every page in both languages


def texts(thing: object) -> Iterator[str]:
    """Give every text of a view model, however deep."""
    if isinstance(thing, str):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from texts(getattr(thing, field.name))
    elif isinstance(thing, Mapping):
        yield from texts([*thing.values()])
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from texts(one)


def beside(store: Store, came: Provenance) -> Any:
    return pipeline.neighbourhood(
        office(Settings(), store.catalogue), store, came.upload, came.cell
    )


def every_page(store: Store, code: str, period: Period) -> dict[str, object]:
    """Make every page there is, each indicator's and each area's own one too."""
    say = language(code)
    return {
        "overview": overview(store, say, period),
        "areas": areas(store, say, period),
        "funding": funding(store, say, period),
        "upload": upload_page(store, say, period),
        "uploads": uploads_table(store, say),
        "due": due_box(store, say, dt.date(2025, 3, 1), period),
        "deadlines": deadlines(store, say, dt.date(2025, 3, 1)),
        "periods": periods(store, say),
        **{f"area {a}": service_area(store, say, a, period) for a in store.catalogue.areas},
        **{
            i: indicator(store, say, i, period, partial(beside, store))
            for i in store.catalogue.indicators
        },
    }


@pytest.fixture(scope="module", params=CODES)
def spoken(store: Store, request: pytest.FixtureRequest) -> tuple[str, dict[str, str]]:
    """Give a language and, by page, everything that the pages of the half-year say in it."""
    made = every_page(store, request.param, HALF)
    return request.param, {name: "\n".join(texts(page)) for name, page in made.items()}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("period", ["2024-A1", "2024-S1", "2023-Q1", "2030-M01"])
def test_every_page_of_every_period_is_made(store: Store, code: str, period: str) -> None:
    pages = every_page(store, code, parse(period))
    for name, page in pages.items():
        assert all(one is not None for one in texts(page)), name


def test_pages_speak_of_the_town(store: Store, spoken: tuple[str, dict[str, str]]) -> None:
    code, pages = spoken
    town = store.catalogue
    assert town.organisation.name.in_language(code) in pages["overview"]
    for area in town.areas.values():
        name = area.name.in_language(code)
        assert name in pages["overview"] and name in pages["areas"], name
        own = pages[f"area {area.id}"]
        missing = {
            one.id
            for one in town.indicators_of(area.id)
            if one.name.in_language(code) not in own and one.label.in_language(code) not in own
        }
        assert not missing, f"{area.id} says nothing of {missing}"
    for one in town.indicators.values():
        assert one.name.in_language(code) in pages[one.id]
    group = "2" + NO_BREAK + "300"
    assert group in pages["overview"] and group in pages["loans"]
    assert "2024-S2.xlsx" in pages["loans"]


def test_what_the_town_owes_is_told_by_its_roles(spoken: tuple[str, dict[str, str]]) -> None:
    """Each figure is expected as often as it is collected, a year's own too."""
    code, pages = spoken
    role = {"fi": "vesimestari", "en": "water master"}[code]
    assert role in pages["due"] and role in pages["deadlines"]
    meters = {"fi": "2025: Käytössä olevat vesimittarit", "en": "2025: Water meters in use"}
    assert meters[code] in pages["deadlines"]


def test_pages_say_nothing_of_the_first_organisation(
    spoken: tuple[str, dict[str, str]],
) -> None:
    first = catalogue.load(ROOT / "data" / "catalogue")
    names = {
        name
        for one in (first.organisation, *first.areas.values(), *first.indicators.values())
        for name in spoken_names(one.model_dump())
        if len(name) > 12
    }
    assert len(names) > 100
    said = "\n".join(spoken[1].values()).casefold()
    assert [name for name in names if name in said] == []


# Through the command line


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    monkeypatch.setenv("KPI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KPI_CATALOGUE", str(TOWN / "catalogue"))

    def ran(*words: str, code: int = 0) -> Any:
        assert main([*words, "--json"]) == code
        return json.loads(capsys.readouterr().out, parse_float=Decimal)

    return ran


def test_the_whole_journey_on_the_command_line(run: Callable[..., Any], tmp_path: Path) -> None:
    counted = run("catalogue")
    assert [counted[k] for k in ("areas", "goals", "actions", "indicators")] == [2, 3, 2, 12]
    files = []
    for number, (code, figures) in enumerate(FILLED.items()):
        path = tmp_path / f"{code}.xlsx"
        spoken = CODES[number % 2]
        run("template", "--period", code, "-o", str(path), "--language", spoken)
        path.write_bytes(filled(path.read_bytes(), figures))
        files.append(str(path))
    assert all(one["accepted"] and one["changes"]["new"] for one in run("check", *files))
    assert run("uploads") == [], "checking writes nothing"
    published = run("publish", *files, "--by", "Testaaja")
    assert [one["published"] for one in published] == [True] * 5
    again = run("publish", *files)
    assert [(one["published"], one["changes"]["new"]) for one in again] == [(False, 0)] * 5

    told = run("observations", "--period", "2024-S2", "--area", "water")
    assert {one["indicator"]: one["value"] for one in told}["water_costs"] == 120000
    cards = run("compare", "card_holders", "--period", "2024-S2")
    assert (cards["value"], cards["comparison"]["verdict"], cards["comparison"]["difference"]) == (
        1710, "year_over_year", 210,
    )  # fmt: skip
    loans = run("compare", "loans", "--period", "2024-S1")["comparison"]
    assert (loans["verdict"], loans["ratio"]) == ("progress", Decimal("0.525"))
    points = run("series", "loans", "--grain", "semester")["points"]
    assert [one["value"] for one in points] == [2100, 2300]
    assert run("funding", "--period", "2024-S2")["difference"] == -1
    assert {one["code"] for one in run("conflicts")} == {"sum-rounding", "equal-disagree"}

    path = tmp_path / "corrected.xlsx"
    run("template", "--period", "2024-S2", "-o", str(path))
    path.write_bytes(filled(path.read_bytes(), {"loans": 2350}))
    (one,) = run("publish", str(path), "--reason", "laskettu uudelleen")
    assert one["changes"] == {"new": 0, "changed": 1, "unchanged": 0}
    revisions = run("revisions", "loans", "--period", "2024-S2")
    assert [one["value"] for one in revisions] == [2350, 2300]
    assert run("withdraw", one["upload"], "--reason", "väärä kausi")["withdrawn"]
    assert run("compare", "loans", "--period", "2024-S2")["value"] == 2300
    version = run("rebuild")["version"]
    assert run("verify")["same"] and version == cards["version"]
    refused = run("compare", "loan", "--period", "2024-S2", code=2)
    assert "loans" in refused["findings"][0]["nearest"]


def test_the_door_of_the_command_line_opens_for_the_town(tmp_path: Path) -> None:
    """A process of its own, as it is scripted; people read Finnish or English."""
    command = [sys.executable, "-m", "kpi", "catalogue", "--language", "en"]
    env = {"KPI_DATA": str(tmp_path), "KPI_CATALOGUE": str(TOWN / "catalogue"), "PATH": ""}
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "12" in ran.stdout


# One entry in one file


INDICATOR = """
[indicator.story_hours]
service_area = "library"
name = { fi = "Satutunnit", en = "Story hours" }
kind = "flow"
unit_measure = "loan"
grain = "month"
source = { fi = "Päiväkirja", en = "Log" }
owner = { fi = "kirjastonhoitaja", en = "librarian" }
goals = [{ no = "1", listed = true }]
"""
AREA = """
[area.harbour]
order = 3
name = { fi = "Venesatama", en = "Marina" }
short_name = { fi = "Satama", en = "Marina" }
path = "satama"
"""


def grown(tmp_path: Path, file: str, entry: str) -> Desk:
    """Give a desk whose catalogue has one more entry in one file."""
    definitions = tmp_path / "catalogue"
    if not definitions.exists():
        shutil.copytree(TOWN / "catalogue", definitions)
    path = definitions / file
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    return desk_at(tmp_path / "data", definitions)


def test_adding_an_indicator_is_one_entry(tmp_path: Path) -> None:
    mine = grown(tmp_path, "measures.toml", INDICATOR)
    template = pipeline.template(mine, HALF, "fi")
    (row,) = (one for one in template_rows(template) if one["indicator"] == "story_hours")
    assert (row["name"], row["area"], row["goal"]) == ("Satutunnit", "Kirjasto", "1")
    pipeline.publish([("s.xlsx", filled(template, {"story_hours": 26}))], mine, by="test")
    now = pipeline.open_store(mine)
    for code, name in (("fi", "Satutunnit"), ("en", "Story hours")):
        area = service_area(now, language(code), "library", HALF)
        own = indicator(now, language(code), "story_hours", HALF, partial(beside, now))
        for page in (area, own):
            said = "\n".join(texts(page))
            assert name in said and "26" in said


def test_adding_a_service_area_is_one_entry(tmp_path: Path) -> None:
    mine = grown(tmp_path, "town.toml", AREA)
    for code, name in (("fi", "Venesatama"), ("en", "Marina")):
        now = pipeline.open_store(mine)
        front = overview(now, language(code), HALF)
        assert [card.title for card in front.areas][-1] == name
        assert [c.title for c in areas(now, language(code), HALF).areas][-1] == name
        assert service_area(now, language(code), "harbour", HALF).title == name
    # Its indicators are entries of their own, and then its rows stand in the template.
    entry = INDICATOR.replace('"library"', '"harbour"').replace("goals = ", "# ")
    mine = grown(tmp_path, "measures.toml", entry)
    template = pipeline.template(mine, HALF, "fi")
    (row,) = (one for one in template_rows(template) if one["indicator"] == "story_hours")
    assert row["area"] == "Venesatama"
    pipeline.publish([("s.xlsx", filled(template, {"story_hours": 26}))], mine, by="test")
    page = service_area(pipeline.open_store(mine), language("fi"), "harbour", HALF)
    assert [card.label for card in page.cards] == ["Satutunnit"]
    assert "Satutunnit" in "\n".join(texts((page.goals, page.charts, page.cards)))


# On the screen


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., AppTest]]:
    """Give ``screen(definitions, path, language)``: a page of the service, by its address."""

    def shown(definitions: Path, path: str = "", code: str = "fi") -> AppTest:
        monkeypatch.setenv("KPI_DATA", str(tmp_path / "data"))
        monkeypatch.setenv("KPI_CATALOGUE", str(definitions))
        streamlit.cache_resource.clear()
        at = AppTest.from_file(str(ROOT / "kpi" / "ui" / "main.py"), default_timeout=60)
        at.query_params["kieli"] = code
        at.query_params["mittari"] = "loans"
        at.run()
        if path:
            # The test harness goes to scripts; areas share one, so the address is looked up.
            at._page_hash = pages_of(at)[path][1]
            at.run()
        assert not at.exception
        return at

    yield shown
    streamlit.cache_resource.clear()


def pages_of(at: AppTest) -> dict[str, tuple[str, str]]:
    """Give the pages of the navigation: by address, the name and the framework's own key."""
    return {
        str(one["url_pathname"]): (str(one["page_name"]), key)
        for key, one in at._registered_pages.items()
    }


def markup(at: AppTest) -> str:
    return "\n".join(one.proto.body for one in at.main if one.type == "html")


@pytest.mark.parametrize(("code", "name"), [("fi", "Venesatama"), ("en", "Marina")])
def test_an_added_area_has_its_page_in_the_navigation(
    screen: Callable[..., AppTest], tmp_path: Path, code: str, name: str
) -> None:
    before = pages_of(screen(TOWN / "catalogue", "", code))
    grown(tmp_path, "town.toml", AREA)
    front = screen(tmp_path / "catalogue", "", code)
    after = pages_of(front)
    assert {path: after[path][0] for path in after.keys() - before.keys()} == {"satama": name}
    assert name in markup(front) and "./satama?" in markup(front)
    own = markup(screen(tmp_path / "catalogue", "satama", code))
    assert f"{name}</h1>" in own


@pytest.mark.parametrize("code", CODES)
def test_each_page_of_the_town_is_shown(
    screen: Callable[..., AppTest], desk: Desk, tmp_path: Path, code: str
) -> None:
    shutil.copytree(desk.settings.data, tmp_path / "data")
    for path in pages_of(screen(TOWN / "catalogue", "", code)):
        at = screen(TOWN / "catalogue", path, code)
        assert markup(at).count("<h1") == 1, path


# The demo is a plan beside the catalogue


def test_the_town_s_demo_follows_its_own_plan(tmp_path: Path) -> None:
    mine = desk_at(tmp_path)
    assert len(demo.generate(mine)) == 24
    now = pipeline.open_store(mine)
    assert now.invented and not checks.conflicts(now)
    assert now.uploads()[0].file == "invented-2023-01.xlsx"
    for year, total in (("2023-A1", 4000), ("2024-A1", 4400)):
        assert now.pair("loans", parse(year)).now.value == total
    for code in CODES:
        front = overview(now, language(code), HALF)
        assert [one.kind for one in front.notices] == ["invented"]
        assert front.footer.source == language(code).text("footer.invented")


def test_a_catalogue_without_anything_has_pages(tmp_path: Path) -> None:
    """The smallest catalogue that is allowed: whose it is, and no more."""
    text = (TOWN / "catalogue" / "town.toml").read_text(encoding="utf-8")
    begin = text.index("[organisation]")
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "town.toml").write_text(text[begin : text.index("[area.")], encoding="utf-8")
    empty: Catalogue = catalogue.load(folder)
    assert not empty.areas
    now = pipeline.open_store(desk_at(tmp_path / "data", folder))
    for code in CODES:
        assert every_page(now, code, HALF)


def test_a_town_without_plan_and_contradictions_has_a_report(
    screen: Callable[..., AppTest], tmp_path: Path
) -> None:
    text = (TOWN / "catalogue" / "town.toml").read_text(encoding="utf-8")
    begin = text.index("[organisation]")
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "town.toml").write_text(text[begin : text.index("[area.")], encoding="utf-8")
    for path in ("raportti", "", "lisaa-luvut"):
        shown = markup(screen(folder, path, "fi"))
        assert shown.count("<h1") == 1 and "kpi-notice-error" not in shown, path
