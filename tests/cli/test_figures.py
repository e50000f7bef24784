"""What is published, as scripts and people get it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.cli.shell import Shell, row

VALUE = {
    "indicator", "service_area", "time_period", "value", "unit_measure", "kind", "obs_status",
    "have", "of", "provenance", "version",
}  # fmt: skip
COMPARISON = {"verdict", "reason", "base_period", "base_value", "difference", "ratio"}


@pytest.fixture
def told(shell: Shell) -> Shell:
    """A store with one of each kind of figure."""
    path = shell.workbook(
        "a.xlsx",
        row("members", "2025-S1", 20, base_value=27, base_period="30.6.2024"),
        row("returns", "2025-S1", "19 000", base_value=32000, base_period="2024"),
        row("shelves", "2025-M06", 1240, base_value=1200),
        row("satisfaction", "2025-Q2", "13,3 %"),
        row("borrowers", "2025-M06", 1, goal="1.1", stands_at="sivu 3"),
        row("borrowers", "2025-M06", 2, goal="1.2", stands_at="sivu 9"),
        *[row("loans", f"2025-M{month:02d}", 10) for month in range(1, 6)],
    )
    code, _ = shell.ask("publish", path, "--by", "Maija")
    assert code == 0
    return shell


def test_observations_lists_every_stated_figure_with_its_cell(told: Shell) -> None:
    code, values = told.ask("observations")
    assert code == 0
    assert all(set(one) == VALUE for one in values)
    by_key = {(one["indicator"], one["time_period"]): one for one in values}
    half = by_key["returns", "2025-S1"]
    assert (half["value"], half["unit_measure"], half["kind"]) == (19000, "books", "flow")
    assert (half["service_area"], half["obs_status"]) == ("lending", "A")
    assert set(half["provenance"]) == {"upload", "file", "cell", "published_at", "published_by"}
    assert half["provenance"]["file"] == "a.xlsx"
    assert half["provenance"]["published_by"] == "Maija"
    assert by_key["satisfaction", "2025-Q2"]["value"] == Decimal("13.3")
    assert by_key["borrowers", "2025-M06"]["value"] is None
    assert {one["version"] for one in values} == {half["version"]}
    assert len(half["version"]) == 12


def test_observations_by_period_and_area(told: Shell) -> None:
    _, june = told.ask("observations", "--period", "kesäkuu 2025")
    assert {one["indicator"] for one in june} == {"shelves", "borrowers"}
    assert told.ask("observations", "--area", "house") == (0, [])
    code, refused = told.ask("observations", "--area", "hose")
    assert code == 2
    assert refused["findings"][0]["nearest"][0] == "house"
    _, out, _ = told.say("observations", "--area", "house")
    assert out == "Lukuja ei ole.\n"
    _, out, _ = told.say("observations")
    assert "19\u00a0000 kirjaa" in out
    assert "ristiriita" in out


def test_compare_year_over_year(told: Shell) -> None:
    code, value = told.ask("compare", "members", "--period", "2025-S1")
    assert code == 0
    assert set(value) == VALUE | {"comparison"}
    assert value["comparison"] == {
        "verdict": "year_over_year",
        "reason": None,
        "base_period": "2024-S1",
        "base_value": Decimal(27),
        "difference": Decimal(-7),
        "ratio": Decimal(-7) / 27,
    }
    _, out, _ = told.say("compare", "members", "--period", "2025-S1")
    assert "\u22127" in out
    assert "\u221225,9\u00a0%" in out
    assert "a.xlsx" in out


def test_compare_progress_gives_no_difference(told: Shell) -> None:
    _, value = told.ask("compare", "returns", "--period", "1-6/2025")
    comparison = value["comparison"]
    assert set(comparison) == COMPARISON | {"expected"}
    assert comparison["verdict"] == "progress"
    assert comparison["ratio"] == Decimal("0.59375")
    assert comparison["expected"] == Decimal(181) / 365
    assert comparison["difference"] is None
    _, out, _ = told.say("compare", "returns", "--period", "1-6/2025")
    assert "59\u00a0%" in out


def test_compare_undated_base_gives_no_ratio(told: Shell) -> None:
    _, value = told.ask("compare", "shelves", "--period", "2025-M06")
    assert value["comparison"] == {
        "verdict": "undated_base",
        "reason": None,
        "base_period": None,
        "base_value": Decimal(1200),
        "difference": Decimal(40),
        "ratio": None,
    }


def test_compare_a_conflict_shows_both_statements_and_no_value(told: Shell) -> None:
    _, value = told.ask("compare", "borrowers", "--period", "2025-M06")
    assert value["value"] is None
    assert value["comparison"]["verdict"] == "not_comparable"
    assert value["comparison"]["reason"] == "conflict"
    assert [(one["value"], one["goal"]) for one in value["statements"]] == [(1, "1.1"), (2, "1.2")]
    assert all(
        set(one) == {"value", "goal", "stands_at", "upload", "cell"} for one in value["statements"]
    )
    _, out, _ = told.say("compare", "borrowers", "--period", "2025-M06")
    assert "ristiriita" in out
    assert "1 henkilö (sivu 3, solu Luvut!" in out
    assert "2 henkilöä (sivu 9, solu Luvut!" in out


def test_compare_what_nobody_reported(told: Shell) -> None:
    code, value = told.ask("compare", "grant_total", "--period", "2025-S1")
    assert code == 0
    assert (value["value"], value["provenance"]) == (None, None)
    assert value["comparison"]["reason"] == "not_reported"
    _, out, _ = told.say("compare", "grant_total", "--period", "2025-S1", "--language", "en")
    assert "no data" in out


def test_compare_incomplete_months_make_no_sum(told: Shell) -> None:
    _, value = told.ask("compare", "loans", "--period", "2025-S1")
    assert (value["value"], value["have"], value["of"]) == (None, 5, 6)
    assert value["comparison"]["reason"] == "incomplete"


def test_compare_as_of_tells_what_was_known_then(told: Shell) -> None:
    _, before = told.ask("compare", "members", "--period", "2025-S1", "--as-of", "1.1.2020")
    assert before["value"] is None
    _, now = told.ask("compare", "members", "--period", "2025-S1", "--as-of", "2190-01-01T00:00Z")
    assert now["value"] == 20
    assert before["version"] != now["version"]
    code, refused = told.ask("compare", "members", "--period", "2025-S1", "--as-of", "eilen")
    assert code == 2
    assert refused["findings"][0]["code"] == "instant-unreadable"
    code, _ = told.ask("compare", "members", "--period", "2025-S1", "--as-of", "2025")
    assert code == 2


def test_an_indicator_may_be_asked_for_by_its_name(told: Shell) -> None:
    _, by_id = told.ask("series", "members")
    assert told.ask("series", "MEMBERS nimi") == (0, by_id)


def test_an_unknown_indicator_or_period_offers_the_nearest(told: Shell) -> None:
    code, refused = told.ask("compare", "membres", "--period", "2025-S1")
    assert code == 2
    assert set(refused) == {"error", "findings"}
    assert refused["findings"][0]["code"] == "unknown-indicator"
    assert "members" in refused["findings"][0]["nearest"]
    code, refused = told.ask("compare", "members", "--period", "2025-S9")
    assert code == 2
    assert refused["findings"][0]["code"] == "unknown-period"
    assert "2025-S1" in refused["findings"][0]["nearest"]
    code, out, err = told.say("compare", "members", "--period", "2025-S9")
    assert (code, out) == (2, "")
    assert "2025-S1" in err


def test_a_period_may_be_unreadable_before_anything_is_published(shell: Shell) -> None:
    code, refused = shell.ask("funding", "--period", "puolivuosi")
    assert code == 2
    assert refused["findings"][0]["nearest"] == ["2025-S1"]


def test_series_shows_gaps_as_gaps(told: Shell) -> None:
    code, series = told.ask("series", "members")
    assert code == 0
    assert series["indicator"] == "members"
    assert [(one["time_period"], one["value"]) for one in series["points"]] == [
        ("2024-S1", 27),
        ("2024-S2", None),
        ("2025-S1", 20),
    ]
    assert all(
        set(one) == {"time_period", "value", "obs_status", "have", "of"} for one in series["points"]
    )
    _, out, _ = told.say("series", "members")
    assert "ei tietoa" in out


def test_series_by_another_grain_counts_what_is_there(told: Shell) -> None:
    _, series = told.ask("series", "loans", "--grain", "quarter")
    points = {one["time_period"]: one for one in series["points"]}
    assert points["2025-Q1"]["value"] == 30
    assert (points["2025-Q2"]["value"], points["2025-Q2"]["have"]) == (None, 2)
    _, out, _ = told.say("series", "loans", "--grain", "quarter")
    assert "2/3" in out
    nothing = {"indicator": "daily_loans", "grain": "month", "points": []}
    assert told.ask("series", "daily_loans") == (0, nothing)


def test_series_by_itself_is_at_the_grain_that_was_stated(told: Shell) -> None:
    """Collected by the month, and so far known only for a half-year."""
    _, months = told.ask("series", "loans")
    assert (months["grain"], len(months["points"])) == ("month", 5)
    path = told.workbook("half.xlsx", row("borrowers", "2024-S1", 7), row("borrowers", "2024", 9))
    told.ask("publish", path)
    _, series = told.ask("series", "borrowers")
    assert series["grain"] == "month"
    path = told.workbook("days.xlsx", row("daily_loans", "2024", 9))
    assert told.ask("publish", path)[0] == 0
    _, series = told.ask("series", "daily_loans")
    assert (series["grain"], series["points"][0]["value"]) == ("year", 9)


def test_revisions_are_listed_newest_first(told: Shell) -> None:
    path = told.workbook("b.xlsx", row("members", "2025-S1", 21))
    told.ask("publish", path, "--by", "Kaisa", "--reason", "yksi unohtui")
    code, revisions = told.ask("revisions", "members", "--period", "2025-S1")
    assert code == 0
    assert [(one["value"], one["published_by"], one["reason"]) for one in revisions] == [
        (21, "Kaisa", "yksi unohtui"),
        (20, "Maija", ""),
    ]
    assert set(revisions[0]) >= {
        "value", "upload", "cell", "published_at", "published_by", "reason",
    }  # fmt: skip
    _, out, _ = told.say("revisions", "members", "--period", "2025-S1")
    assert out.index("21 henkilöä") < out.index("20 henkilöä")
