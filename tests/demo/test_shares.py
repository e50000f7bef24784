"""Parts of a whole number: exact sums, fair shares, no part above its limit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi.demo.shares import overlapping, percentage, split, walk

WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=36)
TOTALS = st.integers(0, 10**9)


@given(TOTALS, WEIGHTS)
def test_parts_sum_to_the_total_and_are_fair(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part * whole - total * weight) < whole, "less than one from its share"
    else:
        assert max(parts) - min(parts) <= 1


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1), st.data())
def test_no_part_takes_more_than_it_may(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    weights, caps = [w for w, _ in pairs], [c for _, c in pairs]
    total = data.draw(st.integers(0, sum(caps)))
    parts = split(total, weights, caps)
    assert sum(parts) == total
    assert all(0 <= part <= cap for part, cap in zip(parts, caps, strict=True))
    with pytest.raises(ValueError, match="more than the parts may hold"):
        split(sum(caps) + 1, weights, caps)


@pytest.mark.parametrize(
    ("total", "weights", "caps"), [(-1, [1], None), (1, [-1], None), (1, [1, 1], [1]), (1, [], [])]
)
def test_what_cannot_be_parted_is_refused(
    total: int, weights: list[int], caps: list[int] | None
) -> None:
    with pytest.raises(ValueError):
        split(total, weights, caps)


def test_a_total_by_hand() -> None:
    assert split(10, [1, 1, 1]) == (4, 3, 3)
    assert split(8, [5, 1, 1], [4, 4, 4]) == (4, 2, 2)
    assert split(0, [3, 4]) == (0, 0)


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), WEIGHTS)
def test_a_walk_arrives_and_never_turns_back(first: int, last: int, weights: list[int]) -> None:
    values = walk(first, last, weights)
    assert len(values) == len(weights) and values[-1] == last
    stops = (first, *values)
    assert list(stops) == sorted(stops, reverse=last < first)


@given(TOTALS, WEIGHTS, st.integers(100, 400))
def test_months_of_different_people_overlap(total: int, weights: list[int], repeat: int) -> None:
    assume(total < 10**7)
    parts = overlapping(total, weights, repeat)
    assert max(parts) <= total <= sum(parts)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 3))
def test_a_percentage_is_the_nearest_one(part: int, whole: int, decimals: int) -> None:
    exact = Decimal(100 * part * 10**decimals) / Decimal(whole)
    nearest = exact.quantize(Decimal(1), ROUND_HALF_UP)
    # The quotient of the check has 28 digits: a tie that it cannot see is let pass.
    assert abs(Decimal(percentage(part, whole, decimals)) - nearest) <= (
        0 if abs(exact % 1 - Decimal("0.5")) > Decimal("1e-9") else 1
    )


def test_nothing_has_no_shares() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentage(0, 0, 1)
