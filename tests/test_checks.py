"""Contradictions in what is published: each kind found, none invented, none settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from kpi import pipeline
from kpi.catalogue import load
from kpi.checks import conflicts, funding, quoted, quoted_in
from kpi.disagreement import Conflict
from kpi.model import Observation
from kpi.periods import parse
from kpi.settings import Settings
from kpi.store import Store
from tests.builders import Archive, archive, catalogue, observed
from tests.factories import office
from tests.source import ROOT

H1 = parse("2025-S1")


@pytest.fixture
def shelf(tmp_path: Path) -> Archive:
    return archive(tmp_path)


def found(shelf: Archive, *said: Observation) -> tuple[Conflict, ...]:
    """Publish and give what disagrees."""
    shelf.publish(*said)
    return conflicts(shelf.open())


def only(shelf: Archive, *said: Observation) -> Conflict:
    (one,) = found(shelf, *said)
    return one


def figures(conflict: Conflict) -> list[tuple[str, Decimal | None]]:
    return [(one.indicator, one.value) for one in conflict.sides]


def test_an_empty_store_agrees_with_itself(shelf: Archive) -> None:
    assert conflicts(shelf.open()) == ()
    (sum_of,) = funding(shelf.open(), H1)
    assert (sum_of.stated_total, sum_of.parts_sum, sum_of.difference) == (None, None, None)
    assert [one.share for one in sum_of.parts] == [None, None]
    assert [(one.fraction, one.stated) for one in sum_of.shares] == [(None, None)]


# --- one figure said twice


def test_two_goals_say_different_things(shelf: Archive) -> None:
    one = only(
        shelf,
        observed("loans", "2025-S1", 1, goal="1.1", stands_at="s. 3", cell="Luvut!F2"),
        observed("loans", "2025-S1", 2, goal="1.2", stands_at="s. 9", cell="Luvut!F3"),
        observed("returns", "2025-S1", 5, goal="1.1"),
        observed("returns", "2025-S1", 5, goal="1.2"),
    )
    assert (one.code, one.period) == ("statements-disagree", H1)
    assert [(s.value, s.goal, s.stands_at) for s in one.sides] == [
        (1, "1.1", "s. 3"),
        (2, "1.2", "s. 9"),
    ]
    assert [s.provenance.cell for s in one.sides if s.provenance] == ["Luvut!F2", "Luvut!F3"]


def test_a_number_beside_nothing_is_a_contradiction(shelf: Archive) -> None:
    one = only(
        shelf,
        observed("loans", "2025-S1", 1, goal="1.1"),
        observed("loans", "2025-S1", None, goal="1.2", obs_status="L"),
    )
    assert [s.value for s in one.sides] == [1, None]


# --- a figure against its parts, its date, its quotation


def test_a_year_unlike_its_halves(shelf: Archive) -> None:
    one = only(
        shelf,
        observed("returns", "2024-A1", 100),
        observed("returns", "2024-S1", 60),
        observed("returns", "2024-S2", 50),
    )
    assert (one.code, one.period.code) == ("parts-disagree", "2024-A1")
    assert (figures(one), one.expected, one.difference) == ([("returns", 100)], 110, -10)


def test_a_year_with_a_half_missing_is_no_contradiction(shelf: Archive) -> None:
    assert not found(shelf, observed("returns", "2024-A1", 100), observed("returns", "2024-S1", 60))


def test_a_stock_with_two_values_on_one_day(shelf: Archive) -> None:
    one = only(shelf, observed("members", "2025-S1", 20), observed("members", "2025-M06", 21))
    assert (one.code, one.period, one.expected) == ("same-date-disagrees", H1, 21)


def test_a_quotation_unlike_the_figure(shelf: Archive) -> None:
    shelf.publish(observed("members", "2024-S1", 27))
    one = only(shelf, observed("members", "2024-S1", 26, is_base=True))
    assert (one.code, one.period.code) == ("base-disagrees", "2024-S1")
    assert (figures(one), one.expected, one.difference) == ([("members", 27)], 26, 1)
    assert shelf.open().pair("members", H1).base.value == 27  # type: ignore[union-attr]


def test_a_quotation_that_was_put_right_is_past(shelf: Archive) -> None:
    shelf.publish(observed("members", "2024-S1", 27))
    shelf.publish(observed("members", "2024-S1", 26, is_base=True))
    assert not found(shelf, observed("members", "2024-S1", 27, is_base=True))


def test_quoted_only(shelf: Archive) -> None:
    shelf.publish(
        observed("members", "2024-S1", 27, is_base=True), observed("members", "2025-S1", 20)
    )
    assert quoted(shelf.open(), "members") == {parse("2024-S1")}
    assert quoted_in(shelf.open(), parse("2024-S1")) == {"members"}
    assert quoted_in(shelf.open(), H1) == frozenset()


def test_an_indicator_that_is_no_longer_defined(shelf: Archive, tmp_path: Path) -> None:
    shelf.publish(observed("members", "2025-S1", 27))
    less = Archive(shelf.root, catalogue(tmp_path / "less", without=("members",)))
    (one,) = conflicts(less.open())
    assert (one.code, figures(one)) == ("unknown-in-catalogue", [("members", 27)])
    assert (one.expected, one.difference) == (None, None)


# --- relations


def grants(total: object, state: object, city: object, share: object = None) -> list[Observation]:
    said = {"grant_total": total, "grant_state": state, "grant_city": city, "grant_share": share}
    return [observed(n, "2025-S1", v) for n, v in said.items() if v is not None]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("total", "code", "difference"),
    [
        (100, None, None),
        (101, "sum-rounding", 1),
        (99, "sum-rounding", -1),
        ("101.01", "sum-mismatch", "1.01"),
        (98, "sum-mismatch", -2),
    ],
)
def test_a_sum_and_its_tolerance(
    shelf: Archive, total: object, code: str | None, difference: object
) -> None:
    made = found(shelf, *grants(total, 60, 40))
    if code is None:
        assert made == ()
        return
    (one,) = made
    assert (one.code, one.relation, one.expected) == (code, "grants", 100)
    assert one.difference == Decimal(str(difference))
    assert [s.indicator for s in one.sides] == ["grant_total", "grant_state", "grant_city"]


def test_a_sum_without_a_part_is_not_checked(shelf: Archive) -> None:
    assert not found(shelf, *grants(100, 60, None))
    (sum_of,) = funding(shelf.open(), H1)
    assert (sum_of.stated_total, sum_of.parts_sum, sum_of.difference) == (100, None, None)
    assert [one.share for one in sum_of.parts] == [Decimal("0.6"), None]


@pytest.mark.parametrize(
    ("share", "agrees"),
    [
        ("13.3", True),  # 13.34 rounds to it
        ("13.34", True),
        ("13", False),  # shown as 13,0 % where the computed one is 13,3 %
        ("13.4", False),
        ("13.2", False),
        ("13.35", False),
        ("13.341", True),
        ("13.342", False),
    ],
)
def test_a_stated_share_holds_when_the_computed_one_rounds_to_it(
    shelf: Archive, share: str, agrees: bool
) -> None:
    """326 603 of 2 448 113 is 13.341 %."""
    made = found(shelf, *grants(2_448_113, 2_121_510, 326_603, share))
    assert (made == ()) is agrees
    if made:
        (one,) = made
        assert (one.code, one.relation) == ("share-disagrees", "city_share")
        assert [s.indicator for s in one.sides] == ["grant_share", "grant_city", "grant_total"]
        assert one.expected is not None and abs(one.expected - Decimal("13.341")) < Decimal("0.001")
        assert one.difference == Decimal(share) - one.expected


def test_a_share_of_nothing_is_not_checked(shelf: Archive) -> None:
    assert not found(shelf, *grants(0, 0, 0, 13))
    (sum_of,) = funding(shelf.open(), H1)
    assert [one.share for one in sum_of.parts] == [None, None]
    assert sum_of.shares[0].fraction is None


def test_figures_that_should_be_equal(shelf: Archive) -> None:
    one = only(shelf, observed("members", "2025-S1", 16), observed("shelves", "2025-S1", 15))
    assert (one.code, one.relation, one.period) == ("equal-disagree", "same", H1)
    assert figures(one) == [("members", 16), ("shelves", 15)]
    assert conflicts(shelf.open(), H1) == (one,)
    assert conflicts(shelf.open(), parse("2025-S2")) == ()


def test_figures_that_are_equal(shelf: Archive) -> None:
    assert not found(shelf, observed("members", "2025-S1", 16), observed("shelves", "2025-S1", 16))


def test_a_third_that_nobody_reported_hides_no_contradiction(tmp_path: Path) -> None:
    relation = """
[[relation]]
id = "three"
kind = "equal"
label = { fi = "Kolme", en = "Three" }
indicators = ["loans", "returns", "borrowers"]
"""
    shelf = archive(tmp_path, catalogue(tmp_path, relation))
    one = only(shelf, observed("loans", "2025-S1", 16), observed("borrowers", "2025-S1", 15))
    assert figures(one) == [("loans", 16), ("borrowers", 15)]


def test_a_part_larger_than_its_whole(shelf: Archive) -> None:
    one = only(shelf, observed("loans", "2025-S1", 8), observed("returns", "2025-S1", 9))
    assert (one.code, one.expected, one.difference) == ("part-over-whole", 8, -1)
    assert figures(one) == [("loans", 8), ("returns", 9)]


def test_a_part_as_large_as_its_whole(shelf: Archive) -> None:
    assert not found(shelf, observed("loans", "2025-S1", 8), observed("returns", "2025-S1", 8))


def test_what_stands_in_for_a_promise_is_compared_with_nothing(shelf: Archive) -> None:
    assert not found(shelf, observed("borrowers", "2025-S1", 8))


def test_a_figure_in_conflict_says_so_once(shelf: Archive) -> None:
    made = found(
        shelf,
        observed("grant_total", "2025-S1", 100, goal="1.1"),
        observed("grant_total", "2025-S1", 200, goal="1.2"),
        *grants(None, 60, 40, 40),
    )
    assert [one.code for one in made] == ["statements-disagree"]


def test_a_sum_made_of_months_names_where_its_sides_stand(shelf: Archive) -> None:
    said = [
        observed(name, f"2025-M{month:02d}", value, cell=f"Luvut!F{month}")
        for month in range(1, 7)
        for name, value in (("grant_state", 10), ("grant_city", 5))
    ]
    one = only(shelf, observed("grant_total", "2025-S1", 100, cell="Luvut!A1"), *said)
    assert (one.code, one.period, one.difference) == ("sum-mismatch", H1, 10)
    assert [s.provenance.cell for s in one.sides if s.provenance] == [
        "Luvut!A1",
        "Luvut!F6",
        "Luvut!F6",
    ]


def test_a_sum_that_is_short_is_said_once(shelf: Archive) -> None:
    """A stock that ends June ends the quarter and the half year too: one contradiction."""
    assert len(found(shelf, observed("members", "2025-M06", 1), observed("shelves", "2025-M06", 2)))
    one, *rest = conflicts(shelf.open())
    assert (one.period.code, rest) == ("2025-M06", [])
    assert [c.code for c in conflicts(shelf.open(), H1)] == ["equal-disagree"]


def test_the_newest_comes_first(shelf: Archive) -> None:
    made = found(
        shelf,
        *(observed("members", f"{y}-S1", 1) for y in (2023, 2025, 2024)),
        *(observed("shelves", f"{y}-S1", 2) for y in (2023, 2025, 2024)),
    )
    assert [one.period.code for one in made] == ["2025-S1", "2024-S1", "2023-S1"]


# --- the published report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The worked example, published with its own catalogue."""
    data = tmp_path_factory.mktemp("report") / "data"
    settings = Settings(data=data)
    desk = office(settings, load(settings.catalogue))
    paths = sorted((ROOT / "data" / "sample").glob("*.xlsx"))
    pipeline.publish([(one.name, one.read_bytes()) for one in paths], desk, by="test")
    yield pipeline.open_store(desk)


def values(conflict: Conflict) -> Sequence[Decimal | None]:
    return [one.value for one in conflict.sides]


def test_the_report_disagrees_with_itself_three_times(report: Store) -> None:
    """16 and 15 projects, the newsletter, one euro; nothing else is called a contradiction."""
    made = {one.code: one for one in conflicts(report)}
    assert len(conflicts(report)) == 3
    assert set(made) == {"equal-disagree", "statements-disagree", "sum-rounding"}
    assert sorted(values(made["equal-disagree"])) == [15, 16]  # type: ignore[type-var]
    assert sorted(values(made["statements-disagree"])) == [1, 1, 2]  # type: ignore[type-var]
    assert [one.goal for one in made["statements-disagree"].sides] == ["2.1", "5.4", "7.6"]
    assert (made["sum-rounding"].difference, made["sum-rounding"].expected) == (1, 2_448_112)
    assert {one.period for one in made.values()} == {H1}
    assert all(side.provenance for one in made.values() for side in one.sides)
    assert conflicts(report, H1) == conflicts(report)


def test_the_report_s_funding(report: Store) -> None:
    (sum_of,) = funding(report, H1)
    assert (sum_of.stated_total, sum_of.parts_sum, sum_of.difference) == (2448113, 2448112, 1)
    shares = {one.amount: one.share for one in sum_of.parts}
    assert set(shares) == {2082947, 326603, 31790, 6772}
    for amount, start in ((326603, "0.13341"), (2082947, "0.85083")):
        share = shares[Decimal(amount)]
        assert share is not None and str(share).startswith(start)
    own, every = sum_of.shares
    assert (own.numerator, own.stated) == (326603, Decimal("13.3"))
    assert (every.numerator, every.stated) == (358393, None)
    assert [one.code for one in sum_of.checks] == ["sum-rounding"]
    assert funding(report, H1, report.figures(H1), conflicts(report, H1)) == (sum_of,)
