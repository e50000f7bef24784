"""Open data: what is public leaves exactly as it was stated, and nothing else leaves."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import catalogue, pipeline
from kpi.desk import Desk
from kpi.i18n import language
from kpi.settings import Settings
from kpi.web import opendata
from kpi.web.opendata import _cell
from tests.factories import row, workbook, write_catalogue

NOW = dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = write_catalogue(tmp_path / "catalogue")
    settings = Settings(data=tmp_path / "data", catalogue=folder)
    return Desk(settings, catalogue.load(folder), lambda: NOW)


def table(desk: Desk) -> list[dict[str, str]]:
    text = opendata.observations(pipeline.open_store(desk)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def publish(desk: Desk, *rows: dict[str, object], name: str = "own.xlsx") -> None:
    pipeline.publish([(name, workbook(list(rows)))], desk, by="Maija Meikäläinen")


def test_a_row_says_all_there_is_to_say(desk: Desk) -> None:
    publish(desk, row("trips", 17, period="2025-S1"))
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
        "source_file": "own.xlsx",
        "source_cell": one["source_cell"],
        "published_at": "2026-01-15T12:00:00+00:00",
    }
    assert "!" in one["source_cell"]


def test_internal_figures_and_names_of_people_stay_inside(desk: Desk) -> None:
    publish(desk, row("members", 40, period="2025-S1"), row("trips", 17, period="2025-S1"))
    text = opendata.observations(pipeline.open_store(desk)).decode()
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


def test_a_file_name_that_would_run_is_defused(desk: Desk) -> None:
    publish(desk, row("trips", 17, period="2025-S1"), name="=cmd|calc.xlsx")
    (one,) = table(desk)
    assert one["source_file"] == "'=cmd|calc.xlsx"


@given(text=st.text(max_size=12))
def test_no_text_starts_a_formula(text: str) -> None:
    cell = _cell(text, "string")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell in {text, f"'{text}"}


def test_the_package_can_be_checked_against_the_table(desk: Desk) -> None:
    publish(desk, row("trips", 17, period="2025-S1"))
    store = pipeline.open_store(desk)
    made = opendata.observations(store)
    for code in ("fi", "en"):
        described = json.loads(opendata.package(store, made, language(code)))
        (resource,) = described["resources"]
        assert resource["hash"] == f"sha256:{hashlib.sha256(made).hexdigest()}"
        assert resource["schema"]["primaryKey"] == ["indicator", "time_period"]
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert described["name"] == "rowing-club-observations"
