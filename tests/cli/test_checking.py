"""What does not agree is shown from both sides."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.cli.shell import Shell, row


@pytest.fixture
def funded(shell: Shell) -> Shell:
    """A total that is one euro over its parts, and a share that holds."""
    path = shell.workbook(
        "a.xlsx",
        row("grant_total", "2025-S1", 2448113),
        row("grant_state", "2025-S1", "2 121 509", stands_at="rivi 12"),
        row("grant_city", "2025-S1", 326603),
        row("grant_share", "2025-S1", "13,3"),
    )
    assert shell.ask("publish", path)[0] == 0
    return shell


def test_funding_adds_up_to_the_last_euro(funded: Shell) -> None:
    code, told = funded.ask("funding", "--period", "2025-S1")
    assert code == 0
    assert (told["stated_total"], told["parts_sum"], told["difference"]) == (2448113, 2448112, 1)
    assert told["parts"] == [
        {
            "source": "grant_state",
            "amount": Decimal(2121509),
            "share": Decimal(2121509) / 2448113,
        },
        {"source": "grant_city", "amount": Decimal(326603), "share": Decimal(326603) / 2448113},
    ]
    (share,) = told["shares"]
    assert (share["numerator"], share["denominator"]) == (326603, 2448113)
    assert share["stated"] == Decimal("13.3")
    (check,) = told["checks"]
    assert check["code"] == "sum-rounding"
    assert "1\u00a0€" in check["message"]
    _, out, _ = funded.say("funding", "--period", "2025-S1")
    assert "2\u00a0448\u00a0113\u00a0€" in out
    assert "13,3\u00a0%" in out


def test_funding_of_a_period_without_figures_has_no_figures(funded: Shell) -> None:
    code, told = funded.ask("funding", "--period", "2023")
    assert code == 0
    assert (told["stated_total"], told["parts_sum"], told["difference"]) == (None, None, None)
    assert [one["share"] for one in told["parts"]] == [None, None]
    _, out, _ = funded.say("funding", "--period", "2023")
    assert "ei tietoa" in out


def test_funding_without_sums_of_money_in_the_catalogue(shell: Shell) -> None:
    (shell.folder / "catalogue" / "relations.toml").write_text("", encoding="utf-8")
    code, told = shell.ask("funding", "--period", "2025-S1")
    assert code == 0
    assert told == {
        "stated_total": None,
        "parts_sum": None,
        "difference": None,
        "parts": [],
        "shares": [],
        "checks": [],
    }


def test_funding_with_several_sums_gives_them_all(funded: Shell) -> None:
    more = """
[[relation]]
id = "half"
kind = "sum"
label = { fi = "Valtio", en = "State" }
total = "grant_state"
parts = ["grant_city"]
"""
    (funded.folder / "catalogue" / "zz.toml").write_text(more, encoding="utf-8")
    _, told = funded.ask("funding", "--period", "2025-S1")
    assert told["relation"] == "grants"
    assert [one["relation"] for one in told["others"]] == ["half"]
    assert [one["code"] for one in told["others"][0]["checks"]] == ["sum-mismatch"]


def test_conflicts_say_what_and_where(funded: Shell) -> None:
    path = funded.workbook("b.xlsx", row("members", "2025-S1", 16), row("shelves", "2025-S1", 15))
    funded.ask("publish", path)
    code, told = funded.ask("conflicts")
    assert code == 0
    codes = [one["code"] for one in told]
    assert {"sum-rounding", "equal-disagree"} <= set(codes)
    assert all(set(one) == {"code", "message", "where"} for one in told)
    equal = next(
        one
        for one in told
        if (one["code"], one["where"][0]["time_period"]) == ("equal-disagree", "2025-S1")
    )
    assert "16" in equal["message"] and "15" in equal["message"]
    assert {one["value"] for one in equal["where"]} == {Decimal(16), Decimal(15)}
    assert all(one["file"] == "b.xlsx" and one["cell"] for one in equal["where"])
    _, out, _ = funded.say("conflicts")
    assert "2\u00a0448\u00a0112\u00a0€" in out
    assert "b.xlsx" in out


def test_no_conflicts_is_said(shell: Shell) -> None:
    assert shell.ask("conflicts") == (0, [])
    _, out, _ = shell.say("conflicts", "--language", "en")
    assert out == "The published figures agree with each other.\n"
