"""Starting the service: the worked example into an empty store, invented figures never among real.

That pages answer is proved where pages are tested; here the server itself never gets to run.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.cli.serve import apart
from kpi.settings import Settings
from tests.cli.shell import Shell, row


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give a port that somebody listens on already."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        yield


def with_sample(shell: Shell) -> None:
    (shell.folder / "sample").mkdir()
    shell.workbook("sample/b.xlsx", row("members", "2025-S1", 21))
    shell.workbook("sample/a.xlsx", row("members", "2025-S1", 20))
    (shell.folder / "sample" / "~$a.xlsx").write_bytes(b"Excel's mark of an open workbook")


@pytest.mark.usefixtures("taken")
def test_an_empty_store_gets_the_worked_example_once(shell: Shell) -> None:
    with_sample(shell)
    code, out, err = shell.say("serve")
    assert (code, out) == (2, "")
    assert "Portti" in err
    _, uploads = shell.ask("uploads")
    assert [one["file"] for one in uploads] == ["a.xlsx", "b.xlsx"]
    assert uploads[0]["reason"] == "Valmis esimerkki"
    assert shell.ask("serve")[0] == 2
    assert shell.ask("uploads") == (0, uploads)


@pytest.mark.usefixtures("taken")
def test_the_worked_example_stays_away_when_told_to(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_sample(shell)
    monkeypatch.setenv("KPI_SAMPLE", "no")
    shell.say("serve")
    assert shell.ask("uploads") == (0, [])


@pytest.mark.usefixtures("taken")
def test_figures_of_ones_own_keep_the_worked_example_out(shell: Shell) -> None:
    with_sample(shell)
    shell.ask("publish", shell.workbook("own.xlsx", row("members", "2025-S1", 5)))
    shell.say("serve")
    _, uploads = shell.ask("uploads")
    assert [one["file"] for one in uploads] == ["own.xlsx"]
    shell.ask("withdraw", uploads[0]["upload"], "--reason", "tyhjäksi")
    shell.say("serve")
    assert len(shell.ask("uploads")[1]) == 1


@pytest.mark.usefixtures("taken")
def test_a_catalogue_without_an_example_starts_empty(shell: Shell) -> None:
    code, told = shell.ask("serve")
    assert (code, told["findings"][0]["code"]) == (2, "port-taken")
    assert shell.ask("uploads") == (0, [])


def test_invented_figures_never_join_real_ones(shell: Shell) -> None:
    shell.ask("publish", shell.workbook("own.xlsx", row("members", "2025-S1", 5)))
    code, told = shell.ask("demo")
    assert (code, told["findings"][0]["code"]) == (2, "demo-among-real")


def test_invented_figures_have_a_folder_of_their_own() -> None:
    assert apart(Settings()).data == Settings().data / "demo-store"
    assert apart(Settings(data=Path("chosen"))).data == Path("chosen")


def test_another_address_than_this_machine_is_not_permitted(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_ADDRESS", "0.0.0.0")  # noqa: S104 - refused, that is the point
    code, told = shell.ask("serve")
    assert (code, told["findings"][0]["code"]) == (4, "nobody-let-in")
