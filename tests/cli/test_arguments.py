"""What was typed is understood, or refused with the nearest names."""

from __future__ import annotations

import pytest

from kpi.cli.arguments import COMMANDS, nearest, understood
from kpi.errors import WrongUsage


def refused(*typed: str) -> tuple[str, dict[str, str]]:
    with pytest.raises(WrongUsage) as wrong:
        understood(typed)
    (finding,) = wrong.value.findings
    return finding.code, dict(finding.facts)


@pytest.mark.parametrize(
    "typed",
    [
        "compare visits --period 2025-S1 --json --language en",
        "--json --language en compare visits --period 2025-S1",
        "--language=en compare --period=2025-S1 visits --json",
    ],
)
def test_options_stand_before_or_after_the_command(typed: str) -> None:
    asked = understood(typed.split())
    assert asked.command.name == "compare"
    assert asked.given == ("visits",)
    assert asked.option("--period") == "2025-S1"
    assert asked.option("--language") == "en"
    assert asked.option("--json") is not None
    assert asked.option("--debug") is None


def test_values_keep_their_spaces_and_signs() -> None:
    asked = understood(["withdraw", "0001-ab", "--reason", "- two = 2", "--by", "A B"])
    assert asked.options == {"--reason": "- two = 2", "--by": "A B"}
    assert understood(["check", "--", "--odd.xlsx", "b c.xlsx"]).given == ("--odd.xlsx", "b c.xlsx")


def test_the_short_form_is_the_same_option() -> None:
    asked = understood(["template", "--period", "2025-M07", "-o", "next.xlsx"])
    assert asked.option("--output") == "next.xlsx"


@pytest.mark.parametrize("typed", [[], ["--help"], ["-h"], ["compare", "--help"], ["help"]])
def test_a_request_for_help_is_never_refused(typed: list[str]) -> None:
    assert understood(typed).command.name == "help"


def test_what_is_not_known_is_met_with_the_nearest() -> None:
    assert refused("publsh", "a.xlsx") == (
        "unknown-command",
        {"found": "publsh", "nearest": "publish"},
    )
    assert refused("compare", "x", "--perod", "2025")[0] == "unknown-option"
    assert refused("series", "x", "--grain", "week") == (
        "option-not-allowed",
        {"found": "week", "name": "--grain", "nearest": "month, quarter, semester, year"},
    )
    assert refused("uploads", "--language", "sv")[0] == "option-not-allowed"


def test_what_is_missing_is_named() -> None:
    code, facts = refused("compare")
    assert (code, facts["found"]) == ("argument-missing", "INDICATOR, --period")
    assert facts["usage"].startswith("compare INDICATOR --period PERIOD")
    assert refused("publish")[1]["found"] == "FILE…"
    assert refused("withdraw", "0001-ab")[1]["found"] == "--reason"
    assert refused("compare", "x", "--period")[0] == "option-lacks-value"
    assert refused("compare", "x", "--period", "--json")[0] == "option-lacks-value"


def test_what_does_not_belong_is_refused_not_ignored() -> None:
    assert refused("compare", "a", "b", "--period", "2025")[0] == "argument-extra"
    assert refused("uploads", "--period", "2025")[0] == "option-elsewhere"
    assert refused("uploads", "--json=yes")[0] == "option-takes-nothing"


def test_every_command_says_how_it_is_typed() -> None:
    assert COMMANDS["publish"].usage == (
        "publish FILE… [--by WHO] [--reason TEXT] [--answers FILE]"
    )
    assert COMMANDS["template"].usage == "template --period PERIOD -o FILE"
    assert COMMANDS["series"].usage == "series INDICATOR [--grain month|quarter|semester|year]"


def test_the_nearest_are_found_whatever_the_letters() -> None:
    assert nearest("VISTS", ["visits", "staff"]) == "visits"
    assert nearest("q", ["visits", "staff"], most=1) in {"visits", "staff"}
    assert nearest("q", []) == ""
