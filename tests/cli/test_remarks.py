"""A checked file given back with remarks: one file, never over itself."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.cli.shell import Shell, row


def test_a_refused_file_comes_back_with_remarks(shell: Shell) -> None:
    path = shell.workbook("a.xlsx", row("returns", "2025-S1", "12 (15)"))
    out = shell.folder / "out.xlsx"
    code, (told,) = shell.ask("check", path, "--annotate", str(out))
    assert code == 1
    assert told["annotated"] == str(out)
    (finding,) = told["findings"]
    sheet, _, cell = finding["cell"].partition("!")
    book = openpyxl.load_workbook(out)
    assert book[sheet][cell].comment.text.startswith("Virhe: ")
    assert book.sheetnames[-1] == "Huomautukset"
    code, text, _ = shell.say("check", path, "--annotate", str(out), "--language", "en")
    assert (code, text.splitlines()[-1]) == (1, f"The remarks are in the file {out}.")
    assert openpyxl.load_workbook(out).sheetnames[-1] == "Remarks"


def test_an_accepted_file_may_be_given_back_too(shell: Shell) -> None:
    path = shell.workbook("a.xlsx", row("returns", "2025-S1", 12))
    out = shell.folder / "out.xlsx"
    code, (told,) = shell.ask("check", path, f"--annotate={out}")
    assert (code, told["accepted"], told["annotated"]) == (0, True, str(out))
    code, (again,) = shell.ask("check", str(out))
    assert (code, again["observations"]) == (0, told["observations"])
    assert "annotated" not in again


def test_a_file_that_cannot_be_opened_is_not_written(shell: Shell) -> None:
    path, out = shell.folder / "a.xlsx", shell.folder / "out.xlsx"
    path.write_bytes(b"PK\x03\x04")
    code, (told,) = shell.ask("check", str(path), "--annotate", str(out))
    assert (code, told["annotated"], out.exists()) == (1, None, False)
    _, text, _ = shell.say("check", str(path), "--annotate", str(out))
    assert "Huomautuksia ei merkitty" in text


def test_one_file_at_a_time_and_never_over_itself(shell: Shell) -> None:
    path = shell.workbook("a.xlsx", row("returns", "2025-S1", 12))
    before = Path(path).read_bytes()
    other = str(shell.folder / "." / "a.xlsx")
    for typed, finding in (
        ((path, other, "--annotate", "x.xlsx"), "annotate-one-file"),
        ((path, "--annotate", other), "annotate-over-input"),
    ):
        code, told = shell.ask("check", *typed)
        assert (code, [one["code"] for one in told["findings"]]) == (2, [finding])
    assert Path(path).read_bytes() == before
    code, told = shell.ask("check", "nowhere.xlsx", "--annotate", path)
    assert (code, told["findings"][0]["code"]) == (3, "file-not-found")


def test_a_place_that_cannot_be_written_to_is_said(shell: Shell) -> None:
    path = shell.workbook("a.xlsx", row("returns", "2025-S1", 12))
    code, told = shell.ask("check", path, "--annotate", str(shell.folder))
    assert (code, told["findings"][0]["code"]) == (3, "file-not-writable")
