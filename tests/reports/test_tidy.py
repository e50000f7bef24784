"""Open data: what is public leaves exactly as it was stated, and nothing else leaves."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import catalogue, pipeline
from kpi.desk import Desk
from kpi.i18n import CODES, language
from kpi.periods import parse
from kpi.reports import tidy
from kpi.reports.tidy import _cell
from kpi.settings import Settings
from tests.factories import office, row, workbook, write_catalogue

NOW = dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = write_catalogue(tmp_path / "catalogue")
    settings = Settings(data=tmp_path / "data", catalogue=folder)
    return office(settings, catalogue.load(folder), lambda: NOW)


def table(desk: Desk) -> list[dict[str, str]]:
    text = tidy.observations(pipeline.open_store(desk)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def publish(desk: Desk, *rows: dict[str, object], name: str = "own.xlsx") -> str:
    done = pipeline.publish([(name, workbook(list(rows)))], desk, by="Maija Meikäläinen")
    return done.uploads[0]


def test_a_row_says_all_there_is_to_say(desk: Desk) -> None:
    upload = publish(desk, row("trips", 17, period="2025-S1"))
    (one,) = table(desk)
    assert one == {
        "indicator": "trips",
        "indicator_name_fi": "Souturetket",
        "indicator_name_en": "Rowing trips",
        "service_area": "rowing",
        "service_area_name_fi": "Soutu",
        "time_period": "2025-S1",
        "period_start": "2025-01-01",
        "period_end": "2025-06-30",
        "value": "17",
        "unit_measure": "trips",
        "kind": "flow",
        "obs_status": "A",
        "in_conflict": "false",
        "source_file": upload,
        "source_cell": one["source_cell"],
        "published_at": "2026-01-15T12:00:00+00:00",
    }
    assert "!" in one["source_cell"]


def test_internal_figures_and_names_of_people_stay_inside(desk: Desk) -> None:
    publish(desk, row("members", 40, period="2025-S1"), row("trips", 17, period="2025-S1"))
    text = tidy.observations(pipeline.open_store(desk)).decode()
    assert [one["indicator"] for one in table(desk)] == ["trips"]
    assert "Maija" not in text
    assert "members" not in text


def test_numbers_keep_their_digits_and_their_sign(desk: Desk) -> None:
    publish(
        desk,
        row("result", -1234.5, period="2025-S1"),
        row("boat_share", 66.7, period="2025-S1"),
    )
    values = {one["indicator"]: one["value"] for one in table(desk)}
    assert values == {"result": "-1234.5", "boat_share": "66.7"}


def test_what_disagrees_or_is_missing_is_empty_and_never_zero(desk: Desk) -> None:
    publish(desk, row("trips", 17, period="2025-S1", goal="3.1"))
    publish(
        desk,
        row("visitors", 5, period="2025-S1"),
        row("trips", 18, period="2025-S1", goal="3.1"),
        row("trips", 19, period="2025-S1", goal="3.10"),
        name="two.xlsx",
    )
    trips = next(one for one in table(desk) if one["indicator"] == "trips")
    assert (trips["value"], trips["in_conflict"]) == ("", "true")


def test_the_name_of_a_file_stays_inside(desk: Desk) -> None:
    upload = publish(desk, row("trips", 17, period="2025-S1"), name="=cmd|calc Maija.xlsx")
    assert "calc" not in tidy.observations(pipeline.open_store(desk)).decode()
    (one,) = table(desk)
    assert one["source_file"] == upload


RUNS = st.text(st.sampled_from("=+-@\t\r\n;' \"\u200b\ufeff\u202e＝＋－＠a1"), max_size=12)


def undone(cell: str) -> str:
    """Take one apostrophe from before each place that would have run."""
    seen = "[ '\"\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[-=+@\t\r\n＝＋－＠]"
    return re.sub(f"(?:^|(?<=[;\t\r\n]))'(?={seen})", "", cell)


@given(text=RUNS | st.text(max_size=12))
def test_no_text_starts_a_formula_and_each_comes_back(text: str) -> None:
    cell = _cell(text, "string")
    (row,) = csv.reader(io.StringIO(written(cell)))
    assert row == [cell]
    for part in re.split("[;\t\r\n]", cell):
        assert not re.match('[ "\u200b\ufeff\u202e]*[=+@＝＋－＠-]', part)
    assert undone(cell) == text


def written(cell: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([cell])
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("＝1", "'＝1"),
        ("\u200b=1", "'\u200b=1"),
        ('a;=HYPERLINK("x")', 'a;\'=HYPERLINK("x")'),
        ("-", "'-"),
        ("1-6/2025", "1-6/2025"),
        ("O'Neil; & co", "O'Neil; & co"),
    ],
)
def test_what_would_run_has_an_apostrophe_before_it(text: str, cell: str) -> None:
    assert _cell(text, "string") == cell


def test_the_package_can_be_checked_against_the_table(desk: Desk) -> None:
    publish(desk, row("trips", 17, period="2025-S1"))
    store = pipeline.open_store(desk)
    made = tidy.observations(store)
    for code in ("fi", "en"):
        described = json.loads(tidy.package(store, made, language(code)))
        (resource,) = described["resources"]
        assert resource["hash"] == f"sha256:{hashlib.sha256(made).hexdigest()}"
        assert resource["schema"]["primaryKey"] == ["indicator", "time_period"]
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert described["name"] == "rowing-club-observations"
        assert described["description"] == language(code).text("opendata.description")


def test_a_period_takes_what_lies_within_it(desk: Desk) -> None:
    publish(
        desk,
        row("result", 5, period="2025-S1"),
        row("trips", 7, period="2025-M03"),
        row("trips", 8, period="2025-M07"),
        row("visitors", 9, period="2024-M12"),
        row("crew_size", 4, period="2025-A1"),
    )
    store = pipeline.open_store(desk)
    text = tidy.observations(store, parse("2025-S1")).decode("utf-8")
    found = [(one["indicator"], one["time_period"]) for one in csv.DictReader(io.StringIO(text))]
    assert sorted(found) == [("result", "2025-S1"), ("trips", "2025-M03")]


@pytest.mark.parametrize("code", CODES)
def test_a_bundle_stands_by_itself_and_is_always_the_same(desk: Desk, code: str) -> None:
    publish(desk, row("trips", 17, period="2025-M03"), row("trips", 9, period="2025-M08"))
    store, half = pipeline.open_store(desk), parse("2025-S1")
    made = tidy.csv_bundle(store, language(code), half)
    assert made == tidy.csv_bundle(pipeline.open_store(desk), language(code), half)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert packed.namelist() == ["observations.csv", "datapackage.json"]
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        table = packed.read("observations.csv")
        described = json.loads(packed.read("datapackage.json"))
    assert table == tidy.observations(store, half)
    (resource,) = described["resources"]
    assert resource["path"] in packed.namelist()
    assert resource["hash"] == f"sha256:{hashlib.sha256(table).hexdigest()}"
    assert described["version"] == store.version


def test_an_empty_store_gives_a_table_with_headings_only(desk: Desk) -> None:
    made = tidy.csv_bundle(pipeline.open_store(desk), language("fi"), parse("2025-S1"))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        (only,) = packed.read("observations.csv").decode("utf-8").splitlines()
    assert only == ",".join(one.name for one in tidy.COLUMNS)


@pytest.mark.parametrize("code", ["fi", "en"])
def test_made_up_figures_are_not_described_as_public_ones(desk: Desk, code: str) -> None:
    """The table goes where no banner follows it: its description says what it is."""
    rows = [row("trips", 17, period="2025-S1")]
    pipeline.publish([("x.xlsx", workbook(rows))], desk, by="x", invented=True)
    described = json.loads(tidy.package(pipeline.open_store(desk), b"", language(code)))
    assert described["description"] == language(code).text("opendata.invented")
