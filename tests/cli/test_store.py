"""The state of the catalogue and the database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb

from tests.cli.shell import Shell, row
from tests.source import ROOT


def test_catalogue_counts_what_it_defines(shell: Shell) -> None:
    code, told = shell.ask("catalogue")
    assert code == 0
    assert told == {"areas": 2, "goals": 4, "actions": 2, "indicators": 12, "findings": []}
    _, out, _ = shell.say("catalogue", "--language", "en")
    assert "indicators 12" in out


def test_a_bad_catalogue_lists_every_fault(shell: Shell) -> None:
    (shell.folder / "catalogue" / "bad.toml").write_text(
        '[goal."9.1"]\nservice_area = "nowhere"\ntitle = { fi = "a", en = "b" }\n[wrong]\na = 1\n',
        encoding="utf-8",
    )
    code, told = shell.ask("catalogue")
    assert code == 1
    assert told["areas"] is None
    assert {one["code"] for one in told["findings"]} == {
        "catalogue-dangling",
        "catalogue-unknown-table",
    }
    code, out, _ = shell.say("catalogue")
    assert "2 virhettä" in out
    code, told = shell.ask("uploads")
    assert code == 1
    assert len(told["findings"]) == 2


def test_rebuild_makes_the_same_database(shell: Shell) -> None:
    shell.ask("publish", shell.workbook("a.xlsx", row("members", "2025-S1", 20)))
    _, before = shell.ask("observations")
    for path in (shell.folder / "data").rglob("*.duckdb"):
        path.unlink()
    code, told = shell.ask("rebuild")
    assert code == 0
    assert (told["version"], told["observations"]) == (before[0]["version"], 1)
    assert told["seconds"] > 0
    assert shell.ask("observations") == (0, before)
    code, told = shell.ask("verify")
    assert code == 0
    assert told["same"] is True
    _, out, _ = shell.say("rebuild")
    assert "1 luku" in out
    _, out, _ = shell.say("verify")
    assert "sama" in out


def published_elsewhere(shell: Shell) -> Path:
    """Publish in another process, so that none here holds the database open."""
    path = shell.workbook("a.xlsx", row("members", "2025-S1", 20))
    command = [sys.executable, "-m", "kpi", "publish", path]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
    (pointer,) = (shell.folder / "data").rglob("current.json")
    return pointer.parent / json.loads(pointer.read_text(encoding="utf-8"))["file"]


def test_what_was_changed_behind_the_back_is_named(shell: Shell) -> None:
    with duckdb.connect(str(published_elsewhere(shell))) as behind:
        behind.execute("update statement set obs_value = 21")
    code, told = shell.ask("verify")
    assert code == 1
    assert told["same"] is False
    assert told["differences"]
    # Nobody is shown the changed figure: whoever looks gets a database built anew.
    assert shell.ask("observations")[1][0]["value"] == 20
    assert shell.ask("verify")[1]["same"] is True


def test_a_difference_is_said_in_words(shell: Shell) -> None:
    published_elsewhere(shell).write_bytes(b"cut short")
    code, out, _ = shell.say("verify")
    assert code == 1
    assert "eroaa" in out


def test_a_damaged_original_is_never_passed_over(shell: Shell) -> None:
    shell.ask("publish", shell.workbook("a.xlsx", row("members", "2025-S1", 20)))
    _, ((upload),) = shell.ask("uploads")
    (original,) = (
        path
        for path in (shell.folder / "data" / "uploads").rglob("*")
        if path.is_file() and upload["sha256"] in str(path)
    )
    original.chmod(0o600)
    original.write_bytes(b"something else")
    code, told = shell.ask("verify")
    assert code == 3
    assert told["findings"][0]["code"] == "original-damaged"


def test_a_folder_that_cannot_be_used_says_so(shell: Shell) -> None:
    Path(shell.folder / "data").write_text("a file where a folder belongs", encoding="utf-8")
    code, told = shell.ask("publish", shell.workbook("a.xlsx", row("members", "2025-S1", 20)))
    assert code == 3
    assert told["findings"][0]["severity"] == "error"
