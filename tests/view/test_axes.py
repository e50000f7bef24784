"""Ticks stand at round values that cover the figures, and their texts are ours."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.catalogue import Catalogue
from kpi.i18n import language
from kpi.periods import between, parse
from kpi.view import axes
from kpi.view.speaker import Speaker
from tests import builders


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return builders.catalogue(tmp_path_factory.mktemp("axes"))


@given(st.lists(st.decimals(-(10**9), 10**9, places=1), min_size=1, max_size=8), st.integers(0, 1))
def test_ticks_cover_the_values_and_hold_nought(values: list[Decimal], decimals: int) -> None:
    axis = axes.upright(values, decimals, str)
    assert axis is not None
    assert axis.at[0] <= min(map(float, values)) and axis.at[-1] >= max(map(float, values))
    assert 0 in axis.at
    assert 2 <= len(axis.at) <= 8


def test_a_count_has_no_half_ticks() -> None:
    axis = axes.upright([Decimal(1), Decimal(2)], 0, str)
    assert axis is not None
    assert axis.texts == ("0", "1", "2")


def test_round_steps() -> None:
    axis = axes.upright([Decimal(27), Decimal(20)], 0, str)
    assert axis is not None
    assert axis.texts == ("0", "10", "20", "30")
    assert axes.upright([], 0, str) is None


def test_years_stand_at_their_januaries(made: Catalogue) -> None:
    speaker = Speaker(made, language("fi"))
    months = between(parse("2022-M07"), parse("2025-M06"))
    axis = axes.along(months, speaker)
    assert axis is not None
    assert axis.texts == ("2023", "2024", "2025")
    assert axis.at == (6.0, 18.0, 30.0)
    assert axes.along(months[:6], speaker) is None
    assert axes.along(between(parse("2010"), parse("2025")), speaker) is None


def test_many_years_are_thinned(made: Catalogue) -> None:
    months = between(parse("2000-M01"), parse("2019-M12"))
    axis = axes.along(months, Speaker(made, language("fi")))
    assert axis is not None
    assert len(axis.texts) <= axes.MOST_YEARS


def test_four_months_are_named(made: Catalogue) -> None:
    axis = axes.months_of_a_year(Speaker(made, language("fi")))
    assert axis.texts == ("tammi", "huhti", "heinä", "loka")
