"""The published half-year report through the command line: the figures it has to give.

Every figure of the sample is proved elsewhere; here is what somebody would type in a meeting.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi import example
from kpi.__main__ import main
from kpi.settings import Settings
from tests.source import ROOT

SAMPLE = sorted(str(path) for path in (ROOT / "data" / "sample").glob("*.xlsx"))
HALF = ("--period", "2025-S1")
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the sample once for all, as a process of its own."""
    folder = tmp_path_factory.mktemp("worked") / "data"
    command = [sys.executable, "-m", "kpi", "publish", *SAMPLE, "--json"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "KPI_DATA": str(folder)}, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert all(one["published"] for one in json.loads(done.stdout))
    return folder


@pytest.fixture
def ask(
    published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ask:
    monkeypatch.setenv("KPI_DATA", str(published))

    def asked(*typed: str) -> Any:
        assert main([*typed, "--json"]) == 0
        return json.loads(capsys.readouterr().out, parse_float=Decimal, parse_int=Decimal)

    return asked


def test_the_catalogue_counts(ask: Ask) -> None:
    counts = {"areas": 7, "goals": 41, "actions": 192, "indicators": 130}
    assert ask("catalogue") == {**counts, "findings": []}


def test_headcount_is_the_one_genuine_year_over_year_pair(ask: Ask) -> None:
    value = ask("compare", "headcount", *HALF)
    assert value["value"] == 20
    assert value["comparison"] == {
        "verdict": "year_over_year",
        "reason": None,
        "base_period": "2024-S1",
        "base_value": Decimal(27),
        "difference": Decimal(-7),
        "ratio": Decimal(-7) / 27,
    }


def test_half_a_year_of_visits_is_progress(ask: Ask) -> None:
    value = ask("compare", "website_visitors_kaustisenseutu_fi", *HALF)
    assert value["value"] == 19000
    assert value["comparison"] == {
        "verdict": "progress",
        "reason": None,
        "base_period": "2024-A1",
        "base_value": Decimal(32000),
        "difference": None,
        "ratio": Decimal("0.59375"),
        "expected": Decimal(181) / 365,
    }


def test_followers_in_brackets_have_no_date(ask: Ask) -> None:
    value = ask("compare", "facebook_followers", *HALF)
    assert value["value"] == 1240
    assert value["comparison"]["verdict"] == "undated_base"
    assert (value["comparison"]["base_value"], value["comparison"]["difference"]) == (1200, 40)
    assert value["comparison"]["ratio"] is None


def test_followers_without_a_base_are_not_compared(ask: Ask) -> None:
    value = ask("compare", "instagram_followers", *HALF)
    assert value["value"] == 519
    assert value["comparison"]["verdict"] == "not_comparable"
    assert value["comparison"]["reason"] == "base_not_reported"


def test_the_newsletter_contradicts_itself(ask: Ask) -> None:
    value = ask("compare", "business_newsletter_frequency", *HALF)
    assert value["value"] is None
    assert value["comparison"]["reason"] == "conflict"
    assert {one["value"] for one in value["statements"]} == {Decimal(1), Decimal(2)}


def test_funding_is_one_euro_short(ask: Ask) -> None:
    funding = ask("funding", *HALF)
    assert funding["stated_total"] == 2448113
    assert (funding["parts_sum"], funding["difference"]) == (2448112, 1)
    parts = {one["source"]: one for one in funding["parts"]}
    assert parts["funding_own_municipalities"]["amount"] == 326603
    assert str(parts["funding_own_municipalities"]["share"]).startswith("0.13341")
    assert str(parts["external_funding"]["share"]).startswith("0.85083")


def test_what_contradicts_itself_is_listed(ask: Ask) -> None:
    said = {one["code"]: one for one in ask("conflicts")}
    assert {one["value"] for one in said["equal-disagree"]["where"]} == {15, 16}
    assert {one["value"] for one in said["statements-disagree"]["where"]} == {1, 2}
    assert "1\u00a0€" in said["sum-rounding"]["message"]


def test_the_sample_twice_changes_nothing(ask: Ask) -> None:
    before = ask("uploads")
    for one in ask("publish", *SAMPLE):
        assert one["published"] is False
        assert (one["changes"]["new"], one["changes"]["changed"]) == (0, 0)
        assert one["changes"]["unchanged"] or one["plan"]["changes"]["unchanged"]
    assert ask("uploads") == before


def test_the_database_is_disposable(ask: Ask, published: Path) -> None:
    before = ask("observations")
    # The report's own figures and the rate that is counted from its 192 actions.
    assert len(before) == 75
    for path in published.rglob("*.duckdb"):
        path.unlink()
    assert ask("rebuild")["version"] == before[0]["version"]
    assert ask("verify")["same"] is True
    assert ask("observations") == before


def test_the_sample_lies_where_serve_looks_for_it() -> None:
    assert [
        str(path) for path in sorted(example.folder(Settings().catalogue).glob("*.xlsx"))
    ] == SAMPLE
