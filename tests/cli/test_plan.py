"""Completion and coverage on the command line: the shapes that others rely on, and the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi import example, pipeline
from kpi.__main__ import main
from kpi.catalogue import load
from kpi.settings import Settings
from tests.cli.shell import Shell
from tests.factories import office
from tests.source import ROOT

HALF = ("--period", "2025-S1")
Typed = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("plan") / "data"
    settings = Settings(data=folder)
    example.publish_into_empty(office(settings, load(settings.catalogue)))
    yield folder


@pytest.fixture
def shell(
    published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    monkeypatch.setenv("KPI_DATA", str(published))
    return Shell(published, capsys)


def test_completion_counts_goals_areas_and_all(shell: Shell) -> None:
    code, found = shell.ask("completion", *HALF)
    assert code == 0
    whole = found["all"]
    assert {k: int(whole[k]) for k in ("done", "ongoing", "in_progress", "not_started")} == {
        "done": 7, "ongoing": 77, "in_progress": 35, "not_started": 7,
    }  # fmt: skip
    assert (whole["postponed"], whole["cancelled"], whole["unclear"]) == (3, 1, 62)
    assert whole["planned"] == 191
    assert abs(whole["rate"] - Decimal(84) / 191) < Decimal("1e-20")
    assert abs(whole["rate_strict"] - Decimal(7) / 191) < Decimal("1e-20")
    assert abs(whole["reported_share"] - Decimal(129) / 191) < Decimal("1e-20")
    assert len(found["areas"]) == 7 and len(found["goals"]) == 41


def test_completion_of_one_area(shell: Shell) -> None:
    code, found = shell.ask("completion", *HALF, "--area", "administration")
    assert code == 0
    assert [one["service_area"] for one in found["areas"]] == ["administration"]
    assert {one["service_area"] for one in found["goals"]} == {"administration"}
    assert found["all"]["planned"] == found["areas"][0]["planned"] == 29


def test_nothing_told_is_no_rate(shell: Shell) -> None:
    _, found = shell.ask("completion", "--period", "2023-S1")
    assert found["all"]["rate"] is None and found["all"]["unclear"] == 192


def test_completion_in_words_says_its_formula(shell: Shell) -> None:
    code, said, _ = shell.say("completion", *HALF)
    assert code == 0
    assert "44\u00a0%" in said and "jaettuna suunnitelluilla" in said


def test_coverage_lists_every_promise(shell: Shell) -> None:
    code, found = shell.ask("coverage", *HALF)
    assert code == 0
    totals = {k: int(v) for k, v in found["totals"].items()}
    assert totals == {"reported": 25, "partly": 19, "not_reported": 63, "of": 107}
    first = found["rows"][0]
    assert set(first) >= {"goal_no", "indicator", "status"}
    _, said, _ = shell.say("coverage", *HALF, "--language", "en")
    assert "promises indicators in 107 places" in said


def test_the_rate_is_an_indicator_like_any_other(shell: Shell) -> None:
    code, found = shell.ask("compare", "action_completion_rate", *HALF)
    assert code == 0
    assert abs(found["value"] - Decimal(8400) / 191) < Decimal("1e-15")
    assert found["comparison"]["reason"] == "base_not_reported"
    assert found["provenance"]["file"].startswith("toimenpiteet")


def test_a_file_of_states_is_checked(shell: Shell) -> None:
    path = str(ROOT / "data" / "sample" / "toimenpiteet-2025-1-6.xlsx")
    code, (found,) = shell.ask("check", path)
    assert code == 0 and found["accepted"]
    assert (found["plan"]["statuses"], found["plan"]["in_words"]) == (192, 13)
    _, said, _ = shell.say("check", path)
    assert main(["help"]) == 0
    assert "Suunnitelmasta" in said or "0" in said


def test_the_desk_of_the_example_is_whole(published: Path) -> None:
    settings = Settings(data=published)
    assert not pipeline.verify(office(settings, load(settings.catalogue)))


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "pdf", "csv"])
def test_a_file_is_written_where_it_is_asked_for(shell: Shell, tmp_path: Path, kind: str) -> None:
    code, found = shell.ask("export", *HALF, "--format", kind, "-o", str(tmp_path / f"x.{kind}"))
    assert code == 0
    assert found["bytes"] == (tmp_path / f"x.{kind}").stat().st_size > 1000
    assert found["name"].startswith(f"osavuosikatsaus-2025-S1-fi-{found['version']}.")
    code, found = shell.ask("export", *HALF, "--format", kind, "-o", str(tmp_path))
    assert code == 0 and Path(found["file"]).parent == tmp_path


def test_a_file_that_cannot_be_written_and_a_version_nobody_approved(
    shell: Shell, tmp_path: Path
) -> None:
    missing = str(tmp_path / "none" / "x.csv")
    assert shell.say("export", *HALF, "--format", "csv", "-o", missing)[0] == 3
    code, found = shell.ask(
        "export", *HALF, "--format", "csv", "-o", str(tmp_path), "--version", "x"
    )
    assert code == 2 and found["findings"][0]["code"] == "unknown-version"


def test_freeze_and_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KPI_DATA", str(tmp_path / "data"))
    example.publish_into_empty(office(Settings(data=tmp_path / "data"), load(Settings().catalogue)))
    shell = Shell(tmp_path, capsys)
    assert shell.ask("versions") == (0, [])
    code, made = shell.ask("freeze", *HALF, "--name", "Valtuusto", "--by", "johtaja")
    assert code == 0
    assert (made["period"], made["name"], made["frozen_by"]) == ("2025-S1", "Valtuusto", "johtaja")
    assert shell.ask("versions") == (0, [made])
    asked = ("export", *HALF, "--format", "csv", "-o", str(tmp_path / "x.zip"))
    code, found = shell.ask(*asked, "--version", made["version"])
    assert code == 0 and found["version"] == made["version"]
    _, said, _ = shell.say("versions")
    assert "Valtuusto" in said
    assert shell.say("freeze", *HALF, "--name", "Toinen")[0] == 2
