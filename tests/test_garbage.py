"""The collector is off while a large file is worked on, and on again afterwards."""

from __future__ import annotations

import gc

import pytest

from kpi import garbage


def test_it_is_off_within_and_on_again_after_the_last_one() -> None:
    assert gc.isenabled()
    first, second = garbage.left_alone(), garbage.left_alone()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled(), "the other one is still at work"
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_it_is_on_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="no"), garbage.left_alone():
        raise ValueError("no")
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        with garbage.left_alone():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
