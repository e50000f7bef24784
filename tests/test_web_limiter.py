"""How often an address may be wrong: counted by address and in all, and nothing else is kept."""

from __future__ import annotations

import pytest

from kpi.web import limiter
from kpi.web.limiter import MISSES, WINDOW, Limiter


class Clock:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_one_too_many_from_an_address_is_told_and_no_other_suffers(clock: Clock) -> None:
    made = Limiter(clock)
    assert [made.missed("a") for _ in range(MISSES + 2)] == [False] * MISSES + [True, True]
    assert made.missed("b") is False


def test_after_a_minute_it_begins_anew(clock: Clock) -> None:
    made = Limiter(clock)
    for _ in range(MISSES):
        made.missed("a")
    clock.now += WINDOW
    assert made.missed("a") is True
    clock.now += WINDOW + 0.1
    assert made.missed("a") is False


def test_many_addresses_guess_no_better_than_one(clock: Clock) -> None:
    made = Limiter(clock)
    told = [made.missed(str(number)) for number in range(limiter._MISSES_OF_ALL + 5)]
    assert told == [False] * limiter._MISSES_OF_ALL + [True] * 5
    clock.now += WINDOW + 1
    assert made.missed("new") is False


def test_a_hundred_thousand_addresses_are_not_remembered(clock: Clock) -> None:
    made = Limiter(clock)
    for number in range(100_000):
        clock.now += 0.001
        made.missed(f"{number}-" + "x" * 1000)
    assert len(made._by_address) == limiter._MOST_ADDRESSES
    assert len(made._all) <= limiter._MISSES_OF_ALL + 1
    assert max(map(len, made._by_address)) == limiter._LONGEST
    for _ in range(1000):
        made.missed("a")
    assert max(map(len, made._by_address.values())) == MISSES + 1
