"""What is due and late, for scripts and for people."""

from __future__ import annotations

import pytest

from tests.builders import entry
from tests.cli.shell import Shell, row

LATE = ("due", "--on", "25.11.2025")


@pytest.fixture
def waiting(shell: Shell) -> Shell:
    """Monthly visits until August, a half-year's returns, and a promise that nobody kept."""
    listed = '[{ no = "1.1", listed = true }]'
    more = entry("visits", "lending", "flow", "persons", "month", due='"month"')
    more += entry("promised", "house", "flow", "EUR", "semester", goals=listed)
    (shell.folder / "catalogue" / "zz.toml").write_text(more, encoding="utf-8")
    path = shell.workbook(
        "a.xlsx",
        row("visits", "2025-08", 7),
        row("returns", "2025-S1", 3),
        row("loans", "2025-Q1", 3),
        row("shelves", "2025-S1", "", status="ei kerätty"),
    )
    assert shell.ask("publish", path)[0] == 0
    return shell


def test_each_figure_that_has_not_come_is_told_exactly(waiting: Shell) -> None:
    code, told = waiting.ask(*LATE)
    assert code == 0
    keys = ["indicator", "service_area", "owner", "time_period", "status", "due_on"]
    assert all(list(one) == [*keys, "late_since", "missing"] for one in told)
    assert [(one["indicator"], one["time_period"], one["status"]) for one in told] == [
        ("loans", "2025-S1", "partly"),
        ("promised", "2025-S1", "late"),
        ("visits", "2025-M09", "late"),
        ("visits", "2025-M10", "late"),
        ("visits", "2025-M11", "not_yet_due"),
        ("loans", "2025-S2", "not_yet_due"),
        ("returns", "2025-S2", "not_yet_due"),
        ("shelves", "2025-S2", "not_yet_due"),
        ("promised", "2025-S2", "not_yet_due"),
    ]
    loans, promised, *_ = told
    assert loans["missing"] == ["2025-Q2"]
    assert promised == {
        "indicator": "promised",
        "service_area": "house",
        "owner": "johtaja",
        "time_period": "2025-S1",
        "status": "late",
        "due_on": "2025-07-14",
        "late_since": "2025-07-15",
        "missing": ["2025-S1"],
    }
    assert (told[4]["late_since"], told[4]["missing"]) == (None, [])


def test_a_day_may_be_written_in_either_way(waiting: Shell) -> None:
    _, early = waiting.ask("due", "--on", "2025-10-10")
    visits = {one["time_period"]: one["status"] for one in early if one["indicator"] == "visits"}
    assert visits == {"2025-M09": "due", "2025-M10": "not_yet_due"}
    assert waiting.ask("due", "--on", "10.10.2025")[1] == early


def test_people_read_it_role_by_role(waiting: Shell) -> None:
    code, out, _ = waiting.say(*LATE)
    assert code == 0
    assert out.splitlines() == [
        "3 lukua myöhässä, vanhin 15.7.2025 alkaen – johtaja.",
        "1 suunnitelman luku on jäänyt kokonaan ilmoittamatta.",
        "Seuraava määräpäivä on 14.12.2025: 1 luku – johtaja.",
        "",
        "johtaja",
        "  ! 2. neljännes 2025, osa luvusta puuttuu, myöhässä 15.7.2025 alkaen: loans nimi",
        "  ! syys–lokakuu 2025, puuttuu, myöhässä 15.10.2025 alkaen: visits nimi",
        "  ! tammi–kesäkuu 2025, ei ilmoitettu kertaakaan, myöhässä 15.7.2025 alkaen: promised "
        "nimi",
        "  · marraskuu 2025, kausi on kesken, määräpäivä 14.12.2025: 1 luku",
        "  · heinä–joulukuu 2025, kausi on kesken, määräpäivä 14.1.2026: 4 lukua",
        "  · tammi–kesäkuu 2025, ilmoitettu, että lukua ei ole: shelves nimi",
    ]
    _, out, _ = waiting.say(*LATE, "--language", "en")
    assert out.startswith("3 figures late, the oldest since 15 July 2025 – head.\n")


def test_today_is_the_day_when_none_is_named(waiting: Shell) -> None:
    code, told = waiting.ask("due")
    assert code == 0
    assert {one["indicator"] for one in told} == {
        "visits",
        "returns",
        "loans",
        "shelves",
        "promised",
    }


def test_nothing_is_expected_of_an_empty_plan(shell: Shell) -> None:
    assert shell.ask("due") == (0, [])
    assert shell.say("due")[1] == "Yhtään lukua ei odoteta.\n"


@pytest.mark.parametrize("typed", ["eilen", "2025-11", "31.2.2025"])
def test_what_is_no_day_is_refused(shell: Shell, typed: str) -> None:
    code, told = shell.ask("due", "--on", typed)
    assert code == 2
    (finding,) = told["findings"]
    assert (finding["code"], finding["found"]) == ("no-such-day", typed)
