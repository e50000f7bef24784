"""JSON keeps every digit."""

from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.cli.jsontext import Each, write, written
from kpi.model import ObsStatus
from tests.test_texts import MARKS

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)


def as_decimals(value: object) -> object:
    """What a reader that keeps decimals makes of integers too."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, list):
        return [as_decimals(one) for one in value]
    if isinstance(value, dict):
        return {key: as_decimals(one) for key, one in value.items()}
    return value


@given(value=plain)
def test_what_is_written_reads_back_to_the_last_digit(value: object) -> None:
    read = json.loads(written(value), parse_float=Decimal, parse_int=Decimal)
    assert read == as_decimals(value)


def test_numbers_stand_as_the_source_had_them() -> None:
    ratio = Decimal(-7) / 27
    text = written([20, Decimal("13.3"), Decimal("1E+3"), ratio, Decimal("0.1")])
    assert text.split() == [
        "[", "20,", "13.3,", "1000,", "-0.2592592592592592592592592593,", "0.1", "]",
    ]  # fmt: skip


def test_words_dates_and_nothing() -> None:
    document = {
        "ä": "\u00a0”é”\n",
        "at": dt.datetime(2026, 11, 24, 19, 40, tzinfo=dt.UTC),
        "day": dt.date(2025, 6, 30),
        "status": ObsStatus.ESTIMATE,
        "none": None,
        "empty": [{}, []],
    }
    assert json.loads(written(document)) == {
        "ä": "\u00a0”é”\n",
        "at": "2026-11-24T19:40:00+00:00",
        "day": "2025-06-30",
        "status": "E",
        "none": None,
        "empty": [{}, []],
    }


def test_a_float_is_our_defect() -> None:
    with pytest.raises(TypeError):
        written({"value": 13.3})
    with pytest.raises(ValueError, match="no place in JSON"):
        written([Decimal("NaN")])


@pytest.mark.parametrize("key", [True, False])
@given(st.text(st.characters() | st.sampled_from(f'\x7f\x9b\u2028\x1b"\\{MARKS}')))
def test_a_text_is_the_same_to_a_program_and_steers_no_terminal(key: bool, text: str) -> None:
    made = written({text: 1} if key else {"a": text})
    assert json.loads(made) == ({text: 1} if key else {"a": text})
    assert not any(one != "\n" and (one < " " or "\x7f" <= one < "\xa0") for one in made)
    assert not set(made) & {*MARKS, "\u2028", "\u2029"}


@given(plain)
def test_what_is_made_as_it_is_written_is_the_same(value: object) -> None:
    def lazy(one: object) -> object:
        if isinstance(one, dict):
            return {key: lazy(inner) for key, inner in one.items()}
        return Each(lambda: map(lazy, one)) if isinstance(one, list) else one

    out = io.StringIO()
    write(lazy(value), out)
    assert out.getvalue() == written(value)


def test_a_document_is_written_whole_or_not_at_all() -> None:
    out = io.StringIO()
    with pytest.raises(TypeError):
        write(["x" * 2_000_000, 1.5], out)
    assert out.getvalue() == ""
    write(["x\ud800", "y" * 2_000_000], out)
    assert len(out.getvalue()) > 2_000_000
