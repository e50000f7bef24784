"""Files in and out of the command line: all or none, and the same again changes nothing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.cli.shell import Shell, row
from tests.exports import days, meta_daily
from tests.factories import sheets_of

HALF = row("returns", "2025-S1", "1 240", stands_at="s. 4")


def test_check_says_what_would_change_and_writes_nothing(shell: Shell) -> None:
    path = shell.workbook("a.xlsx", HALF, row("members", "2025-S1", 20))
    code, (told,) = shell.ask("check", path)
    assert code == 0
    assert told["file"] == "a.xlsx"
    assert told["format"] == "workbook"
    assert len(told["sha256"]) == 64
    assert told["accepted"] is True
    assert told["changes"] == {"new": 2, "changed": 0, "unchanged": 0}
    assert told["findings"] == []
    first = told["observations"][0]
    assert set(first) == {
        "label", "indicator", "time_period", "value", "unit_measure", "obs_status", "cell",
    }  # fmt: skip
    assert (first["indicator"], first["value"]) == ("returns", Decimal(1240))
    assert (first["unit_measure"], first["time_period"]) == ("books", "2025-S1")
    assert first["cell"].startswith("Luvut!")
    assert shell.ask("uploads") == (0, [])


def test_check_lists_everything_that_is_wrong_at_once(shell: Shell) -> None:
    path = shell.workbook("a.xlsx", row("retuns", "2025-S1", 1), row("returns", "", 2))
    code, (told,) = shell.ask("check", path)
    assert code == 1
    assert told["accepted"] is False
    assert told["observations"] == []
    assert {one["code"] for one in told["findings"]} == {"unknown-indicator", "no-period"}
    finding = next(one for one in told["findings"] if one["code"] == "unknown-indicator")
    assert set(finding) >= {"code", "severity", "cell", "found", "message"}
    assert (finding["severity"], finding["found"]) == ("error", "retuns")
    assert any(name.startswith("returns") for name in finding["nearest"])
    code, out, _ = shell.say("check", path)
    assert code == 1
    assert "ei kelpaa" in out
    assert out.count("! Virhe, Luvut!") == 2


def test_publish_gives_an_id_and_the_same_file_again_changes_nothing(shell: Shell) -> None:
    path = shell.workbook("a.xlsx", HALF, row("members", "2025-S1", 20))
    code, (first,) = shell.ask("publish", path, "--by", "Maija", "--reason", "kesäkuu")
    assert (code, first["published"]) == (0, True)
    code, (again,) = shell.ask("publish", path)
    assert (code, again["published"]) == (0, False)
    assert again["changes"] == {"new": 0, "changed": 0, "unchanged": 2}
    assert again["upload"] == first["upload"]
    code, listed = shell.ask("uploads")
    assert [one["upload"] for one in listed] == [first["upload"]]
    assert listed[0]["published_by"] == "Maija"
    assert listed[0]["reason"] == "kesäkuu"
    assert listed[0]["withdrawn_at"] is None
    assert listed[0]["observations"] == 2
    _, out, _ = shell.say("publish", path)
    assert "on jo julkaistu" in out


def test_of_several_files_all_are_published_or_none(shell: Shell) -> None:
    good = shell.workbook("good.xlsx", HALF)
    bad = shell.workbook("bad.xlsx", row("returns", "2025-S1", "paljon"))
    code, told = shell.ask("publish", good, bad)
    assert code == 1
    assert [one["accepted"] for one in told] == [True, False]
    assert [(one["published"], one["upload"]) for one in told] == [(False, None)] * 2
    assert shell.ask("uploads") == (0, [])
    code, out, _ = shell.say("publish", good, bad)
    assert "Mitään ei julkaistu." in out


def test_new_and_known_files_together_publish_only_the_new(shell: Shell) -> None:
    first = shell.workbook("first.xlsx", HALF)
    second = shell.workbook("second.xlsx", row("members", "2025-S1", 20))
    shell.ask("publish", first)
    code, told = shell.ask("publish", first, second, second)
    assert code == 0
    assert [one["published"] for one in told] == [False, True, True]
    assert told[1]["upload"] == told[2]["upload"]
    assert len(shell.ask("uploads")[1]) == 2


def test_a_changed_figure_is_shown_before_and_after(shell: Shell) -> None:
    shell.ask("publish", shell.workbook("a.xlsx", HALF))
    path = shell.workbook("b.xlsx", row("returns", "2025-S1", 1300))
    code, (told,) = shell.ask("check", path)
    assert told["changes"] == {"new": 0, "changed": 1, "unchanged": 0}
    assert told["figures"] == [
        {
            "indicator": "returns",
            "time_period": "2025-S1",
            "before": Decimal(1240),
            "after": Decimal(1300),
            "new": False,
            "conflict": False,
        }
    ]
    code, out, _ = shell.say("check", path)
    assert "1\u00a0240 kirjaa → 1\u00a0300 kirjaa" in out


def test_withdraw_brings_the_earlier_figure_back(shell: Shell) -> None:
    shell.ask("publish", shell.workbook("a.xlsx", HALF))
    _, (second,) = shell.ask("publish", shell.workbook("b.xlsx", row("returns", "2025-S1", 1300)))
    code, told = shell.ask("withdraw", second["upload"], "--reason", "väärä tiedosto")
    assert code == 0
    assert told["upload"] == second["upload"]
    assert told["withdrawn"] is True
    assert told["changes"]["changed"] == 1
    _, (value,) = shell.ask("observations")
    assert value["value"] == 1240
    _, listed = shell.ask("uploads")
    assert [one["withdrawn_at"] is None for one in listed] == [True, False]
    code, out, _ = shell.say("uploads")
    assert "Peruttu" in out


def test_an_account_without_a_name_still_publishes(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nameless() -> str:
        raise OSError("no such account")

    monkeypatch.setattr("getpass.getuser", nameless)
    shell.ask("publish", shell.workbook("a.xlsx", HALF))
    assert shell.ask("uploads")[1][0]["published_by"] == "tuntematon käyttäjä"


def test_withdrawing_what_is_not_there_is_wrong_usage(shell: Shell) -> None:
    code, told = shell.ask("withdraw", "0009-abcdef12", "--reason", "x")
    assert code == 2
    assert told["findings"][0]["code"] == "unknown-upload"


def test_a_missing_file_names_every_missing_file(shell: Shell) -> None:
    good = shell.workbook("good.xlsx", HALF)
    code, told = shell.ask("check", good, "nowhere.xlsx", str(shell.folder))
    assert code == 3
    assert [one["code"] for one in told["findings"]] == ["file-not-found", "file-not-readable"]
    code, out, err = shell.say("publish", "nowhere.xlsx")
    assert (code, out) == (3, "")
    assert "nowhere.xlsx" in err
    assert "Traceback" not in err


def test_template_writes_a_workbook_that_reads_back(shell: Shell) -> None:
    path = shell.folder / "next.xlsx"
    code, told = shell.ask("template", "--period", "7-12/2025", "-o", str(path))
    assert code == 0
    assert told == {"file": str(path), "time_period": "2025-S2", "bytes": path.stat().st_size}
    assert openpyxl.load_workbook(path).sheetnames
    code, (checked,) = shell.ask("check", str(path))
    assert checked["format"] == "workbook"


def test_a_template_that_cannot_be_written_says_so(shell: Shell) -> None:
    path = shell.folder / "no" / "such" / "folder.xlsx"
    code, told = shell.ask("template", "--period", "2025-S2", "-o", str(path))
    assert code == 3
    assert told["findings"][0]["code"] == "file-not-writable"
    assert not Path(path).exists()


def test_a_hostile_file_steers_no_terminal(shell: Shell) -> None:
    """Sheet, cells and name are shown as they are, but for what a terminal would obey."""
    name = "a\x1b[2J\u202eb\n!.xlsx"
    path = shell.folder / name
    sheet = [
        ["Tunniste", "Kausi", "Arvo", "Huomautus"],
        ["x\x9b2J\u202e\u2028y", "1-6/2025", 1, "=1"],
    ]
    path.write_bytes(sheets_of({"Lu\u202evut": sheet}, book_options={"strings_to_formulas": False}))
    for typed in (["check", str(path)], ["check", str(path), "--json"], ["check", f"{path}x"]):
        code, out, err = shell.say(*typed)
        assert code and (out or err)
        assert not set(out + err) & {"\x1b", "\x9b", "\u202e", "\u2028", "\r"}


def test_a_question_is_put_with_its_choices_and_the_way_to_answer(shell: Shell) -> None:
    path = shell.folder / "Views.csv"
    path.write_bytes(meta_daily(("Visits", days("2025-06-01", range(30)))))
    code, out, _ = shell.say("check", str(path))
    assert code == 1
    assert "vastaa yhteen kysymykseen" in out
    assert "Korjaa" not in out, "nothing is wrong with the file"
    assert "facebook = Facebook" in out
    assert out.rstrip().endswith('{"which-platform:csv!A1": "…"}')
    answers = shell.folder / "answers.json"
    answers.write_text('{"which-platform:csv!A1": "facebook"}', "utf-8")
    code, out, _ = shell.say("check", str(path), "--answers", str(answers))
    assert "which-indicator:csv!A1" in out
    assert "skip = " in out
    answers.write_text('{"which-indicator:csv!A1": "…"}', "utf-8")
    code, out, _ = shell.say("check", str(path), "--answers", str(answers))
    assert (code, "ei ole mikään vaihtoehdoista" in out) == (1, True)


def test_an_approved_figure_that_would_change_is_told(shell: Shell) -> None:
    shell.ask("publish", shell.workbook("a.xlsx", HALF))
    shell.ask("freeze", "--period", "2025-S1", "--name", "Valtuusto")
    late = shell.workbook("b.xlsx", row("returns", "2025-S1", 7))
    _, (told,) = shell.ask("check", late)
    assert told["approved"] == [
        {"indicator": "returns", "time_period": "2025-S1", "version": "Valtuusto"}
    ]
    assert "Valtuusto" in shell.say("check", late)[1]
