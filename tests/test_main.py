"""The door of the command line, as people and scripts meet it: exit codes, streams, languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpi.__main__ import main, refuse
from kpi.errors import error
from tests.builders import written
from tests.source import ROOT


@pytest.fixture
def ours(tmp_path: Path) -> dict[str, str]:
    """Settings of a store of its own, for another process."""
    folders = {
        "KPI_DATA": str(tmp_path / "data"),
        "KPI_CATALOGUE": str(written(tmp_path / "catalogue")),
    }
    return {**os.environ, **folders}


def run(ours: dict[str, str], *typed: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kpi", *typed], cwd=ROOT, env={**ours, **more}, capture_output=True
    )


def test_one_json_document_and_nothing_else(ours: dict[str, str]) -> None:
    done = run(ours, "uploads", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == []


def test_wrong_usage_is_one_json_document_too(ours: dict[str, str]) -> None:
    done = run(ours, "--json", "compare", "members")
    assert (done.returncode, done.stderr) == (2, b"")
    told = json.loads(done.stdout)
    assert set(told) == {"error", "findings"}
    assert told["findings"][0]["code"] == "argument-missing"


def test_people_get_finnish_or_english_on_a_terminal_of_any_kind(ours: dict[str, str]) -> None:
    for encoding in ("ascii", "latin-1"):
        done = run(ours, "cmpare", PYTHONIOENCODING=encoding)
        assert done.returncode == 2
        assert done.stdout == b""
        assert "Komentoa ”cmpare” ei ole." in done.stderr.decode("utf-8")
    english = run(ours, "--language=en", "cmpare")
    assert "There is no command “cmpare”." in english.stderr.decode("utf-8")
    configured = run(ours, "cmpare", KPI_LANGUAGE="en")
    assert "There is no command" in configured.stderr.decode("utf-8")


def test_a_closed_pipe_ends_the_command_quietly(ours: dict[str, str]) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "kpi", "help"]
    done = subprocess.run(command, cwd=ROOT, env=ours, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_nothing_typed_shows_the_commands_and_is_wrong_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    assert main(["--language", "en"]) == 2
    assert "withdraw" in capsys.readouterr().out
    assert main(["--help"]) == 0
    assert main(["help"]) == 0
    assert main(["help", "publish"]) == 0
    assert "publish FILE…" in capsys.readouterr().out
    assert main(["--help", "--json", "--language", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"command", "usage", "does"} == set(told["commands"][0])


def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "many")
    assert main(["catalogue"]) == 2
    said = capsys.readouterr()
    assert "PORT" in said.err and "many" in said.err
    assert "Traceback" not in said.err


def test_a_traceback_is_shown_only_on_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("KPI_CATALOGUE", str(tmp_path))
    assert main(["catalogue", "--debug"]) == 1
    assert main(["uploads"]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert main(["uploads", "--debug", "--json"]) == 1
    said = capsys.readouterr()
    assert "Traceback" in said.err
    assert json.loads(said.out)["findings"][0]["code"] == "catalogue-missing"


def test_our_own_defect_is_a_sentence_with_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The standard library stands for whatever may break that nobody thought of."""

    def broken(*_: object) -> None:
        raise RuntimeError("a detail for the maintainers only")

    monkeypatch.setattr("pathlib.Path.glob", broken)
    assert main(["catalogue", "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert told["findings"][0]["code"] == "unexpected"
    assert told["findings"][0]["found"] == "RuntimeError"
    assert "detail" not in told["error"]


def test_a_finding_without_its_sentence_is_named_and_shows_no_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert refuse([error("never-written-down")], 2, ["--json"]) == 2
    assert json.loads(capsys.readouterr().out)["findings"][0]["code"] == "unexpected"
    assert refuse([error("never-written-down")], 2, []) == 2
    said = capsys.readouterr().err
    assert "never-written-down" in said
    assert "Traceback" not in said


def test_interrupting_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.glob", interrupted)
    assert main(["catalogue"]) == 130
    assert capsys.readouterr().err == ""


def test_every_command_starts_without_the_page_framework(ours: dict[str, str]) -> None:
    code = "import sys; from kpi.__main__ import main; main(['uploads']); main(['conflicts']);"
    code += "sys.exit(', '.join({'streamlit', 'plotly'} & set(sys.modules)) or 0)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=ours, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
