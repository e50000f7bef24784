"""Readings: what was read from an upload, trusted only when it is what was written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.model import ObsStatus, Upload
from kpi.store import readings
from kpi.store.files import Places
from tests.builders import START, few, observed

SAID = [
    observed("loans", f"2025-M{month:02d}", 1000 + month, remark="huomautus " * 5, goal="1.1")
    for month in range(1, 13)
]
UPLOAD = Upload("u", "a.xlsx", "ab", "workbook", START, "x", "", None, len(SAID), 7, "test-1")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = Places(tmp_path)
    made.prepare()
    return made


def only(places: Places) -> Path:
    (path,) = places.readings.iterdir()
    return path


def test_a_reading_comes_back_under_its_own_number(places: Places) -> None:
    readings.keep(places, UPLOAD, readings.table(SAID, 3))
    assert readings.kept(places, UPLOAD) == readings.table(SAID, 7)


def test_nothing_is_kept_for_another_reader_or_file(places: Places) -> None:
    from dataclasses import replace

    readings.keep(places, UPLOAD, readings.table(SAID, 7))
    assert readings.kept(places, replace(UPLOAD, reader="test-2")) is None
    assert readings.kept(places, replace(UPLOAD, sha256="cd")) is None


def test_a_reading_of_another_size_or_shape_is_not_it(places: Places) -> None:
    readings.keep(places, UPLOAD, readings.table(SAID[:-1], 7))
    assert readings.kept(places, UPLOAD) is None
    readings.keep(places, UPLOAD, readings.table(SAID, 7).drop_columns(["remark"]))
    assert readings.kept(places, UPLOAD) is None


@few(150)
@given(data=st.data())
def test_a_damaged_reading_is_never_another_figure(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """A disk that turns a bit must not turn a figure."""
    places = Places(tmp_path_factory.mktemp("damaged"))
    places.prepare()
    whole = readings.table(SAID, 7)
    readings.keep(places, UPLOAD, whole)
    path = only(places)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    if data.draw(st.integers(0, 9)) == 0:
        content = content[: data.draw(st.integers(0, len(content)))]
    path.write_bytes(content)
    found = readings.kept(places, UPLOAD)
    assert found is None or found == whole


def test_each_bit_of_a_reading_is_guarded(places: Places) -> None:
    whole = readings.table(SAID, 7)
    readings.keep(places, UPLOAD, whole)
    path = only(places)
    content = path.read_bytes()
    for place in range(0, len(content), 7):
        turned = bytearray(content)
        turned[place] ^= 1 << (place % 8)
        path.write_bytes(turned)
        found = readings.kept(places, UPLOAD)
        assert found is None or found == whole, place


def test_what_does_not_fit_the_column_is_our_defect() -> None:
    """Checking refuses such numbers; here they must not be cut in silence."""
    for value in ("100000000000000000000", "0.0000000000000000001"):
        with pytest.raises(ValueError, match="Decimal|precision|data loss"):
            readings.table([observed("loans", "2025-S1", value)], 1)


def test_no_readings_are_no_rows() -> None:
    assert readings.joined([]).num_rows == 0
    assert readings.joined([]).schema == readings.SCHEMA


def test_a_missing_value_stays_missing() -> None:
    missing = observed("loans", "2025-S1", None, obs_status=ObsStatus.NOT_COLLECTED)
    made = readings.table([missing, observed("loans", "2025-S1", 0)], 1)
    assert made.column("obs_value").to_pylist() == [None, Decimal(0)]
