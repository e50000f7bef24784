"""Figures made by any plan: totals exact, parts within their wholes, each indicator on its own."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi import catalogue
from kpi.demo import figures
from kpi.demo.plan import Plan
from kpi.periods import Grain, parse
from tests.source import ROOT

TOWN = catalogue.load(ROOT / "tests" / "other_town" / "catalogue")
SPANS = st.sampled_from(
    [("2023-A1",), ("2023-S1", "2023-S2"), ("2023-Q1", "2023-Q2", "2023-S2")]
).flatmap(
    lambda spans: st.tuples(*[st.tuples(st.just(one), st.integers(0, 10**6)) for one in spans]).map(
        dict
    )
)


def plan(**tables: object) -> Plan:
    seed = tables.pop("seed", 1)
    season = {"winter": [9, 9, 5, 4, 2, 0, 0, 1, 3, 5, 8, 9]}
    given_ = {"seed": seed, "first": "2023-01", "last": "2023-12", "season": season}
    return Plan.model_validate({**given_, "figure": tables})


@given(SPANS, st.integers(0, 90), st.integers(-50, 200), st.integers())
def test_a_stated_total_is_hit_exactly(
    totals: dict[str, int], unrest: int, growth: int, seed: int
) -> None:
    rule = {"rule": "split", "totals": totals, "season": "winter"}
    made = figures.make(plan(seed=seed, loans={**rule, "unrest": unrest, "growth": growth}), TOWN)
    for span, total in totals.items():
        months = [made["loans"][month] for month in parse(span).parts(Grain.MONTH)]
        assert sum(months) == total
        assert all(one >= 0 and one == int(one) for one in months)


@given(SPANS, st.data())
def test_a_part_never_exceeds_its_whole(totals: dict[str, int], data: st.DataObject) -> None:
    part = {span: data.draw(st.integers(0, total)) for span, total in totals.items()}
    e_books = {"rule": "split", "totals": part, "season": "winter", "unrest": 90}
    made = figures.make(
        plan(loans_of_e_books=e_books, loans={"rule": "split", "totals": totals}), TOWN
    )
    for month, value in made["loans_of_e_books"].items():
        assert value <= made["loans"][month]
    assert sum(made["loans_of_e_books"].values()) == sum(part.values())


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_sum_and_its_share_follow_from_the_parts(pumping: int, first: int, last: int) -> None:
    tables = {
        "costs_of_pumping": {"rule": "vary", "low": pumping, "high": pumping + 1000},
        "costs_of_pipes": {"rule": "walk", "start": first, "at": {"2023-S2": last}},
        "water_costs": {"rule": "sum", "at": {"2023-S1": 10**7}},
        "pipes_share": {"rule": "share"},
    }
    made = figures.make(plan(**tables), TOWN)
    start, end = parse("2023-S1"), parse("2023-S2")
    assert made["costs_of_pipes"] == {start: first, end: last}
    assert made["water_costs"][start] == 10**7, "stated by the plan"
    whole = made["costs_of_pumping"][end] + last
    assert made["water_costs"][end] == whole
    exact = Decimal(100 * last) / whole
    assert abs(made["pipes_share"][end] - exact) <= Decimal("0.05000001")


@settings(max_examples=25)
@given(st.integers())
def test_one_more_indicator_changes_no_other(seed: int) -> None:
    loans = {"rule": "split", "totals": {"2023-A1": 4000}}
    cards = {"rule": "walk", "start": 1, "at": {"2023-S2": 9}}
    alone = figures.make(plan(seed=seed, loans=loans), TOWN)
    together = figures.make(plan(seed=seed, card_holders=cards, loans=loans), TOWN)
    assert together["loans"] == alone["loans"]
    assert list(together) == ["loans", "card_holders"], "in the catalogue's order"
