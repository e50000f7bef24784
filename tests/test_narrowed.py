"""What is not public reaches no board link: on no page, in no file, by no way of computing it.

A town library's store is planted with figures, names and words that nobody outside may learn; then
everything that a viewer can be shown is searched for them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from kpi import bindings, checks, disclosure, pipeline, plan, store
from kpi.access import CONSOLE, NOBODY, Role, Scope, Viewer
from kpi.coverage import Coverage, coverage
from kpi.desk import Desk
from kpi.errors import NotPermitted, WrongUsage
from kpi.i18n import CODES, language
from kpi.model import Observation, ObsStatus, Provenance
from kpi.periods import parse
from kpi.plan import ActionState, ActionStatus, InWords, Told, Wording
from kpi.reports import tidy
from kpi.reports.files import FORMATS, made
from kpi.reports.files import name as file_name
from kpi.settings import Settings
from kpi.store import Store, files, narrowed
from kpi.view import deadlines, due, plan_page, service_area
from kpi.view.funding import funding
from kpi.view.indicator import indicator
from kpi.view.overview import overview
from kpi.view.report import report
from kpi.view.report_page import report_page, since
from kpi.web.calendar import calendar
from tests.builders import START, Archive, archive, contents, entry, observed
from tests.builders import catalogue as town

HALF = parse("2025-S1")
VIEWER = Viewer(Role.VIEWER)
LENDING = Viewer(Role.VIEWER, Scope(areas=("lending",)))
NOWHERE = Viewer(Role.VIEWER, Scope(areas=("nowhere",)))
MORE = (
    """
[overview]
card = [{ indicator = "guild", beside = "loans" }, { indicator = "loans", beside = "guild" }]
highlight = [{ indicator = "grant_total", part = "guild" }]

[[overview.message]]
kind = "shares"
relation = "grants"
lead = "grant_city"
heading = { fi = "{share} kaupungilta", en = "{share} from the city" }

[action]
"2.1.1" = { goal = "2.1", title = { fi = "Maksetaan", en = "Pay" } }
""",
    entry("guild", "house", "stock", "persons", "semester", conf_status='"N"')
    .replace("guild nimi", "Varjokilta").replace("guild name", "Shadow guild")
    + 'goals = [{ no = "1.1", listed = true }]',
    entry("crew", "house", "stock", "persons", "semester", staff="true"),
    """
[[relation]]
id = "guild_of_members"
kind = "part_of"
label = { fi = "Varjokiltalaiset", en = "Guild members" }
part = "guild"
whole = "members"
""",
)  # fmt: skip

# Each is nowhere in what is public: figures, names of figures, people, reasons, words.
FIGURES = {
    "internal": "73951",
    "of the half-year with the internal month": "74019",
    "of an internal indicator": "35791",
    "suppressed since": "81843",
    "the total less the rest": "91111",
    "superseded": "62873",
    "withdrawn": "51847",
    "an undated base": "44617",
    "in words about a suppressed one": "81800",
}
NAMES = (
    "guild", "varjokil", "salanimi", "salaperuste", "salatodiste", "salakertoja", "salahuomautus",
    "salaotsikko", "salahyväksyjä", "1.json", "2.json", "3.json", "4.json",
)  # fmt: skip
# What only the other area has.
HOUSE = ("grant", "talo'", "raha", "maksetaan", "crew", "8157", "kaupung", "avustu", "5557")


@dataclass
class Planted:
    """The store, and a desk for whoever asks."""

    shelf: Archive
    folder: Path
    version: str = ""

    def desk(self, viewer: Viewer) -> Desk:
        settings = Settings(data=self.shelf.root, catalogue=self.folder / "catalogue")
        return Desk(settings, self.shelf.catalogue, lambda: self.shelf.now, viewer)

    def open(self, viewer: Viewer) -> Store:
        return pipeline.open_store(self.desk(viewer))


def publish(shelf: Archive, *said: Observation, told: Told | None = None) -> str:
    (one,) = shelf.publish_all(
        [said], by="Salanimi Virtanen", reason="salaperuste", told=plan.written(told or Told())
    )
    return one


def state(action: str, state: ActionState) -> ActionStatus:
    return ActionStatus(action, HALF, state, "", "salatodiste", "salakertoja", "Taulu!A1")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    folder = tmp_path_factory.mktemp("planted")
    at_hand = Planted(archive(folder, town(folder, *MORE)), folder)
    shelf = at_hand.shelf
    said = partial(observed, label="salaotsikko", remark="salahuomautus")
    house = partial(said, stands_at="s. 3")
    publish(
        shelf,
        said("loans", "2025-M02", 62873),
        house("grant_city", "2025-S1", 81843),
        house("guild", "2025-S1", 35791, conf_status="N"),
        told=Told((state("1.1.1", ActionState.DONE), state("2.1.1", ActionState.CANCELLED))),
    )
    months = {1: 11, 2: 12, 4: 14, 5: 15, 6: 16}
    publish(
        shelf,
        *(said("loans", f"2025-M0{one}", value) for one, value in months.items()),
        said("loans", "2025-M03", 73951, conf_status="N"),
        said("loans", "2025-S1", 74019),
        said("returns", "2025-S1", 23232),
        house("grant_city", "2025-S1", None, obs_status=ObsStatus.SUPPRESSED.value),
        house("grant_city", "2024-S1", 777, undated_base=44617),
        house("grant_total", "2025-S1", 91111),
        house("grant_state", "2025-S1", 8157),
        house("grant_share", "2025-S1", 89),
        house("crew", "2025-S1", 1),
        house("crew", "2024-S1", 5557),
        told=Told(
            (state("1.1.1", ActionState.ONGOING),),
            (
                InWords("loans", "1.1", HALF, True, "lainattiin paljon"),
                InWords("grant_city", "1.1", HALF, True, "noin 81800"),
                InWords("guild", "1.1", HALF, True, "varjokilta kokoontui"),
            ),
            tuple(
                Wording("1.1", HALF, code, "Lainoja {loans}, kiltaan {guild}, {returns}.")
                for code in CODES
            ),
        ),
    )
    gone = publish(shelf, said("returns", "2024-S2", 51847))
    shelf.withdraw(gone, "salaperuste")
    frozen = pipeline.freeze(HALF, "Valtuusto", at_hand.desk(CONSOLE), by="salahyväksyjä")
    at_hand.version = frozen.version
    shelf.now += dt.timedelta(minutes=5)
    publish(shelf, said("returns", "2025-S1", 98765))
    return at_hand


def texts_of_file(data: bytes) -> str:
    """Give all that a file holds: every part of a package, every page of a PDF."""
    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            nested = name.endswith(".xlsx")
            found.append(texts_of_file(content) if nested else content.decode("utf-8", "ignore"))
    return "".join(found)


def shown(at_hand: Planted, viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Give everything that a viewer can be shown, with its name."""
    desk, store = at_hand.desk(viewer), at_hand.open(viewer)
    yield "database", repr(contents(store))
    yield (
        "uploads",
        repr((store.uploads(), store.tellings, store.periods(), store.latest_upload_at)),
    )
    yield "catalogue", repr(store.catalogue)
    yield "checks", repr((checks.conflicts(store), store.disagreements(), store.observations()))
    yield "versions", repr([(one.name, one.frozen_by) for one in pipeline.versions(desk)])
    for code in CODES:
        words = language(code)
        yield f"calendar {code}", calendar(store, words, desk.today).decode()
        yield f"data {code}", tidy.observations(store).decode()
        yield f"package {code}", tidy.package(store, tidy.observations(store), words).decode()
        yield f"deadlines {code}", repr(deadlines.deadlines(store, words, desk.today))
        for at in (*store.periods(), HALF, parse("2025-M03"), parse("2025-A1")):
            yield f"pages {code} {at}", repr(list(pages(desk, store, code, str(at))))
        for kind in FORMATS:
            for version in (None, *[one.version for one in pipeline.versions(desk)]):
                made_file = pipeline.export(desk, HALF, kind, words, version)
                yield f"{kind} {code} {version}", made_file.file + texts_of_file(made_file.data)


def pages(desk: Desk, store: Store, code: str, period: str) -> Iterator[object]:
    """Give every view model."""
    words, at = language(code), parse(period)

    def neighbours(source: Provenance) -> tuple[tuple[str, ...], tuple[()]]:
        pipeline.neighbourhood(desk, store, source.upload, source.cell)
        return (), ()

    yield overview(store, words, at)
    yield service_area.areas(store, words, at)
    yield funding(store, words, at)
    yield plan_page.goals(store, words, at)
    yield report_page(store, words, at)
    yield report(store, words, at)
    yield due.due_box(store, words, desk.today, at)
    for area in store.catalogue.areas:
        yield service_area.service_area(store, words, area, at)
    for name in store.catalogue.indicators:
        yield indicator(store, words, name, at, neighbours)
    for one in pipeline.versions(desk):
        yield since(pipeline.frozen_store(one, desk), store, words, at)


def secrets(text: str, *more: str) -> list[str]:
    """Give what is found of the secrets, however numbers are grouped."""
    plain = re.sub(r"(?<=\d)[\s\u00a0\u202f.,](?=\d{3})", "", text).casefold()
    return [one for one in (*FIGURES.values(), *NAMES, *more) if one in plain]


def frozen_viewer(planted: Planted, *areas: str) -> Viewer:
    return Viewer(Role.VIEWER, Scope(areas, planted.version, HALF.code))


def test_the_secrets_are_there_to_be_found(planted: Planted) -> None:
    store = planted.open(CONSOLE)
    found = secrets(repr((contents(store), store.uploads(), store.catalogue)))
    assert {"73951", "74019", "35791", "81843", "91111", "62873", "51847", "44617"} <= set(found)
    figures = store.figures(HALF)
    assert figures["guild"].now.value == 35791 and figures["crew"].now.value == 1
    page = repr(indicator(store, language("fi"), "guild", HALF, lambda _: ((), ())))
    assert "Varjokilta" in page and "sisäinen" in page
    assert "sisäinen" in repr(service_area.service_area(store, language("fi"), "house", HALF))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_of_everything_would_be_found_out(planted: Planted, kind: str) -> None:
    """The search below reads what each kind of file holds."""
    data = made(planted.open(CONSOLE), language("fi"), HALF, kind)
    text = texts_of_file(data)
    if kind == "csv":
        assert not secrets(text) and secrets(text, "98765"), "public whatever it is made of"
    else:
        assert "91111" in secrets(text)


@pytest.mark.parametrize("who", ["plain", "lending", "frozen", "frozen lending"])
def test_no_secret_is_shown(planted: Planted, who: str) -> None:
    areas = ("lending",) if "lending" in who else ()
    live = Viewer(Role.VIEWER, Scope(areas))
    viewer = frozen_viewer(planted, *areas) if "frozen" in who else live
    more = [*(HOUSE if areas else ()), *(["98765"] if "frozen" in who else [])]
    found = {name: secrets(text, *more) for name, text in shown(planted, viewer)}
    assert not {name: wrong for name, wrong in found.items() if wrong}
    store = planted.open(viewer)
    assert store.version == (planted.version if "frozen" in who else planted.open(CONSOLE).version)
    assert store.figures(HALF)["returns"].now.value == (23232 if "frozen" in who else 98765)


def test_files_hold_nothing_internal_whoever_asks(planted: Planted) -> None:
    desk = planted.desk(CONSOLE)
    for code in CODES:
        for kind in FORMATS:
            for version in (None, planted.version):
                given = pipeline.export(desk, HALF, kind, language(code), version)
                assert not secrets(texts_of_file(given.data)), (kind, code, version)
        said = report_page(pipeline.open_store(desk), language(code), HALF).notices
        assert any(one.kind == "info" and re.search(r"\b5\b", one.text) for one in said), said


def test_what_would_give_a_secret_away_looks_like_any_suppressed_figure(planted: Planted) -> None:
    store = planted.open(VIEWER)
    figures = store.figures(HALF)
    withheld = {
        name for name, pair in figures.items() if pair.now.obs_status is ObsStatus.SUPPRESSED
    }
    assert withheld == {"loans", "grant_city", "grant_total", "grant_share"}
    rows = store.rows("select * from statement where obs_status = 'Q'")
    assert {row[4:10] + row[11:] for row in rows} == {
        (None, "Q", "F", False, None, "", "", "", "")
    }  # fmt: skip
    assert "loans" not in {one.indicator for one in store.observations(parse("2025-M03"))}
    assert store.figures(parse("2025-M04"))["loans"].now.value == 14
    assert figures["crew"].now.obs_status is ObsStatus.NORMAL, "one of the staff leaves no trace"
    assert figures["crew"].now.value is None and figures["crew"].now.provenance is None
    card = repr(overview(store, language("fi"), HALF).cards)
    assert language("fi").text("obs_status.Q").capitalize() in card


def test_nothing_shown_determines_what_is_hidden(planted: Planted) -> None:
    """Solve again from what is in the narrowed store alone: no secret figure comes out."""
    whole, store = planted.open(CONSOLE), planted.open(VIEWER)
    hidden = narrowed.hidden(whole)
    told = store.rows("select indicator_id, time_period, obs_value from statement")
    known = {(name, at): value for name, at, value in told if value is not None}
    secret = (hidden.gone | hidden.withheld) - known.keys()
    primary = [*hidden.gone, ("grant_city", "2025-S1")]
    ties = bindings.equations(whole.catalogue, known, secret)
    unknown = {cell for one in ties for cell, _ in one.terms} - known.keys()
    rows = disclosure.reduce(ties, unknown)
    for cell in primary:
        assert cell not in rows or sum(one in unknown for one in rows[cell]) > 1, cell


def test_an_area_that_there_is_not_brings_nothing(planted: Planted) -> None:
    store = planted.open(NOWHERE)
    assert not store.catalogue.areas and not store.catalogue.indicators and not store.uploads()
    assert not store.catalogue.actions and not store.catalogue.relations
    more = (*HOUSE, "loans", "lainau", "returns", "98765", "23232")
    wrong = {n: found for n, text in shown(planted, NOWHERE) if (found := secrets(text, *more))}
    assert not wrong
    both = planted.open(Viewer(Role.VIEWER, Scope(("nowhere", "lending"))))
    assert list(both.catalogue.areas) == ["lending"]


def test_an_area_sees_its_own_actions_only_and_no_rate_of_the_whole_plan(planted: Planted) -> None:
    store = planted.open(LENDING)
    assert set(store.catalogue.actions) == set(store.statuses(HALF)) == {"1.1.1", "1.1.2a"}
    assert set(store.catalogue.relations) == {"same", "returned"}
    status = store.statuses(HALF)["1.1.1"]
    assert status.status.state is ActionState.ONGOING
    assert status.telling is not None and status.telling.by == status.telling.reason == ""


def test_internal_indicators_and_other_areas_have_no_page(planted: Planted) -> None:
    for viewer, names in ((VIEWER, ["guild"]), (LENDING, ["guild", "grant_total", "crew"])):
        store = planted.open(viewer)
        for name in names:
            with pytest.raises(WrongUsage) as unknown:
                indicator(store, language("fi"), name, HALF, lambda _: ((), ()))
            assert [one.code for one in unknown.value.findings] == ["no-indicator-here"]
    with pytest.raises(WrongUsage) as nowhere:
        service_area.service_area(planted.open(LENDING), language("fi"), "house", HALF)
    assert not secrets(repr(nowhere.value.findings[0].facts), "talo")


def test_a_narrowed_store_gives_no_originals_and_no_other_day(planted: Planted) -> None:
    store, desk = planted.open(VIEWER), planted.desk(VIEWER)
    (first, *_) = store.uploads()
    with pytest.raises(NotPermitted):
        store.original(first.upload)
    with pytest.raises(NotPermitted):
        store.as_of(START)
    with pytest.raises(NotPermitted):
        pipeline.neighbourhood(desk, store, first.upload, "Luvut!F2")
    assert len(store.revisions("returns", HALF)) == 1, "what it was before is not told"
    with pytest.raises(NotPermitted):
        pipeline.versions(planted.desk(NOBODY))
    with pytest.raises(NotPermitted):
        pipeline.export(planted.desk(NOBODY), HALF, "csv", language("fi"))
    (version,) = pipeline.versions(planted.desk(CONSOLE))
    with pytest.raises(NotPermitted):
        pipeline.made_again(version, desk, "csv", language("fi"))


@pytest.mark.parametrize(
    "scope",
    [
        Scope(version="0123456789ab", period="2025-S1"),
        Scope(period="2025-S1"),
        Scope(areas=("lending",), version="0123456789ab"),
    ],
)
def test_a_link_to_half_a_version_or_to_none_sees_nothing(planted: Planted, scope: Scope) -> None:
    viewer = Viewer(Role.VIEWER, scope)
    with pytest.raises(NotPermitted):
        planted.open(viewer)
    with pytest.raises(NotPermitted):
        pipeline.export(planted.desk(viewer), HALF, "csv", language("fi"))
    assert pipeline.versions(planted.desk(viewer)) == ()


def test_versions_are_told_to_whom_they_concern(planted: Planted) -> None:
    (inside,) = pipeline.versions(planted.desk(CONSOLE))
    (outside,) = pipeline.versions(planted.desk(VIEWER))
    (own,) = pipeline.versions(planted.desk(frozen_viewer(planted)))
    assert inside.frozen_by == "salahyväksyjä" and outside == own == replace(inside, frozen_by="")
    other = Viewer(Role.VIEWER, Scope(version="0123456789ab", period="2025-S1"))
    with pytest.raises(NotPermitted):
        pipeline.frozen_store(outside, planted.desk(other))


def test_kept_files_are_for_who_sees_all_that_they_hold(planted: Planted) -> None:
    fi = language("fi")
    (version,) = pipeline.versions(planted.desk(CONSOLE))
    for kind in FORMATS:
        kept = pipeline.export(planted.desk(CONSOLE), HALF, kind, fi, planted.version).data
        assert pipeline.made_again(version, planted.desk(CONSOLE), kind, fi) == kept
        for viewer in (VIEWER, frozen_viewer(planted)):
            given = pipeline.export(planted.desk(viewer), HALF, kind, fi, planted.version)
            assert given.data == kept
        own = pipeline.export(planted.desk(frozen_viewer(planted)), HALF, kind, fi)
        assert own.data == kept and own.version == planted.version
        area = pipeline.export(planted.desk(LENDING), HALF, kind, fi, planted.version)
        assert area.data != kept and not secrets(texts_of_file(area.data), *HOUSE)


def test_two_who_see_the_same_share_one_store_and_no_others_do(planted: Planted) -> None:
    """A model built for one must never be shown to another: ``sees`` is a part of its key."""
    viewers = [
        CONSOLE, VIEWER, LENDING, NOWHERE, Viewer(Role.VIEWER, Scope(("house",))),
        Viewer(Role.VIEWER, Scope(("house", "lending"))),
        Viewer(Role.VIEWER, Scope(("house,lending",))),
        frozen_viewer(planted), frozen_viewer(planted, "lending"),
    ]  # fmt: skip
    stores = [planted.open(one) for one in viewers]
    assert [one.sees for one in stores] == [one.sees for one in viewers]
    assert len({(one.version, one.sees) for one in stores}) == len(viewers)
    named = Viewer(Role.VIEWER, name="Maija", via="link:7", language="en")
    assert planted.open(named) is planted.open(VIEWER)
    assert narrowed.published(stores[0]) is stores[1]
    assert planted.open(Viewer(Role.EDITOR)).sees == "all"


def test_many_who_ask_at_once_wait_for_one_build() -> None:
    built, only = [], object()
    everybody = threading.Barrier(8)

    def build() -> object:
        built.append(1)
        return only

    def ask(_: int) -> object:
        everybody.wait()
        return narrowed.kept(built, "x", build)  # type: ignore[arg-type]

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {only}
    assert built == [1]


def test_a_build_that_fails_is_tried_again() -> None:
    source = object()

    def fails() -> Store:
        raise NotPermitted(())

    with pytest.raises(NotPermitted):
        narrowed.kept(source, "x", fails)
    assert narrowed.kept(source, "x", lambda: source) is source  # type: ignore[arg-type, return-value]


def test_where_nothing_is_hidden_nothing_is_asked(tmp_path: Path) -> None:
    shelf = archive(tmp_path)
    shelf.publish(observed("loans", "2025-S1", 40), observed("grant_total", "2025-S1", 90))
    whole = shelf.open()
    assert narrowed.hidden(whole) == (frozenset(), frozenset(), frozenset())
    public = narrowed.published(whole)
    seen = {one: pair.now.value for one, pair in public.figures(HALF).items()}
    assert seen == {one: pair.now.value for one, pair in whole.figures(HALF).items()}


def test_a_version_approved_before_files_were_public_is_made_anew_for_outsiders(
    tmp_path: Path,
) -> None:
    shelf = archive(tmp_path)
    at_hand = Planted(shelf, tmp_path)
    shelf.publish(observed("loans", "2025-M03", 73951, conf_status="N"))
    shelf.publish(observed("loans", "2025-M04", 5))
    month, fi, version = parse("2025-M04"), language("fi"), shelf.open().version
    called = file_name(fi, month, "csv", version)
    folder = shelf.root / "versions" / f"{version}-{month.code}"
    folder.joinpath("catalogue").mkdir(parents=True)
    old = {called: b"73951"}
    old |= {f"catalogue/{one.name}": one.read_bytes() for one in (tmp_path / "catalogue").iterdir()}
    for name, data in old.items():
        folder.joinpath(name).write_bytes(data)
    kept = {name: hashlib.sha256(data).hexdigest() for name, data in old.items()}
    manifest = json.dumps({"name": "Vanha", "files": kept}).encode()
    folder.joinpath("manifest.json").write_bytes(manifest)
    entries = shelf.home.history()
    line = store.next_entry(
        entries, shelf.now, event="freeze", upload=version, by="", reason="", file="Vanha",
        format=month.code, sha256=hashlib.sha256(manifest).hexdigest(),
    )  # fmt: skip
    with files.writing_alone(files.Places(shelf.root)):
        store.commit(shelf.home, entries, (), (line,))
    scoped = Viewer(Role.VIEWER, Scope(version=version, period=month.code))
    for viewer in (VIEWER, scoped):
        given = pipeline.export(at_hand.desk(viewer), month, "csv", fi, version)
        assert given.file == called and "loans,loans nimi" in texts_of_file(given.data)
        assert not secrets(texts_of_file(given.data))
    inside = pipeline.export(at_hand.desk(CONSOLE), month, "csv", fi, version)
    assert inside.data == b"73951", "as it was approved"


def test_a_withheld_figure_was_reported_all_the_same(tmp_path: Path) -> None:
    goal = 'goals = [{ no = "1.1", listed = true }]\n'
    calls = entry("calls", "lending", "flow", "books", "year") + goal
    shelf = archive(tmp_path, town(tmp_path, calls))
    shelf.publish(observed("calls", "2025-A1", None, obs_status="Q"))
    for one in (shelf.open(), narrowed.published(shelf.open())):
        (promise,) = coverage(one, parse("2025-A1"))
        assert promise.status is Coverage.REPORTED
