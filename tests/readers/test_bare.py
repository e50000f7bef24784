"""What is written bare opens to the same cells, in the same places, in the dress that tells."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.readers import bare, guard
from kpi.readers.cells import Mark, Marked, Raw, Sheet

WORDS = ["kpl", "€", 'k"p"l', "m², yht.", "% ei", "krt/kk", "\\back"]
ERRORS = ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#NULL!", "#VALUE!"]
SPANS = [
    "02:30:00", "12:00:00", "23:59:59", "2:30:00", "1 day, 2:30:00", "100 days, 23:00:01",
    "-1 day, 12:00:00", "02:57:46.667000",
]  # fmt: skip
numbers = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(2**53), 2**53).map(float),
    st.decimals(-1000, 1000, places=4).map(float),
)
days = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
moments = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2199, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, hour=moment.hour or 1)
)
raws: st.SearchStrategy[Raw] = st.one_of(
    st.just(""),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.sampled_from(["=1+1", "+a", "@x", " a ", "_x0041_", "a\r\nb", "\x00", "\t", "<b>&amp;"]),
    numbers,
    st.booleans(),
    days,
    moments,
    numbers.map(lambda value: Marked(Mark.PERCENT, value)),
    st.dates(dt.date(1900, 3, 1), dt.date(2199, 1, 1)).map(lambda day: Marked(Mark.MONTH, day)),
    st.sampled_from(ERRORS).map(lambda words: Marked(Mark.ERROR, words)),
    st.just(Marked(Mark.NO_RESULT, "")),
    st.sampled_from(SPANS).map(lambda words: Marked(Mark.TIME, words)),
    st.builds(Marked, st.just(Mark.UNIT), numbers, st.sampled_from(WORDS)),
)


def cells(sheet: Sheet) -> dict[tuple[int, int], Raw]:
    return {
        (row, column): raw
        for row, line in enumerate(sheet.rows, sheet.row)
        for column, raw in enumerate(line, sheet.column)
        if raw != ""
    }


def alike(one: Sheet, other: Sheet) -> None:
    assert (one.name, one.hidden) == (other.name, other.hidden)
    ours, theirs = cells(one), cells(other)
    assert ours == theirs
    assert {at: type(raw) for at, raw in ours.items() if not isinstance(raw, int | float)} == {
        at: type(raw) for at, raw in theirs.items() if not isinstance(raw, int | float)
    }
    assert one.hidden_rows == other.hidden_rows
    assert one.hidden_columns == other.hidden_columns
    assert list(one.merged) == list(other.merged)


@settings(max_examples=10)
@given(
    rows=st.lists(st.lists(raws, max_size=9), min_size=30, max_size=60),
    row=st.integers(1, 9),
    column=st.integers(1, 30),
)
def test_any_cell_comes_back(rows: list[list[Raw]], row: int, column: int) -> None:
    sheet = Sheet("Luvut & <muut> \"'", False, row, column, [["x"], *rows])
    data = bare.written([sheet], {})
    (again,) = guard.opened(data).sheets
    alike(sheet, again)
    assert data == bare.written([sheet], {})


def test_sheets_keep_what_nobody_sees_and_what_is_one_cell() -> None:
    seen = Sheet("Seen", False, 3, 2, [["a", 1.0], [], ["b", 2.0]], merged=[(3, 2, 4, 2)])
    unseen = Sheet(
        "Unseen", True, 3, 2, [["a"], ["", "b"], ["c"]],
        hidden_rows=frozenset({1, 4, 9}), hidden_columns=frozenset({1, 3, 40}),
    )  # fmt: skip
    empty = Sheet("Empty", False, 1, 1, [])
    book = guard.opened(bare.written([seen, unseen, empty], {}))
    for one, other in zip([seen, unseen, empty], book.sheets, strict=True):
        alike(one, other)


def test_days_before_the_calendar_of_spreadsheets() -> None:
    early = [dt.date(1850, 2, 3), dt.datetime(1899, 5, 1, 13, 30), dt.date(1900, 2, 28)]  # noqa: DTZ001
    sheet = Sheet("S", False, 1, 1, [early, ["x"]])
    alike(sheet, guard.opened(bare.written([sheet], {})).sheets[0])


def test_a_span_that_is_said_otherwise_is_written_as_it_is_said() -> None:
    sheet = Sheet("S", False, 1, 1, [[Marked(Mark.TIME, "PT2H")]])
    (again,) = guard.opened(bare.written([sheet], {})).sheets
    assert again.rows == [["PT2H"]]


def test_what_stays_of_a_cell_stands_instead_of_it() -> None:
    sheet = Sheet("S", False, 2, 1, [["head", "b"], ["secret", 4.0], ["secret 2025", 5.0]])
    data = bare.written([sheet], {"S": {(3, 1): "", (4, 1): "2025"}, "other": {(2, 1): ""}})
    (again,) = guard.opened(data).sheets
    assert cells(again) == {
        (2, 1): "head", (2, 2): "b", (3, 2): 4.0, (4, 1): "2025", (4, 2): 5.0
    }  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not [one for one in parts.namelist() if b"secret" in parts.read(one)]


def test_the_copy_is_never_taken_for_a_bomb() -> None:
    """A text of one letter packs a thousand times, which the door refuses."""
    sheet = Sheet("S", False, 1, 1, [["x" * 1_000_000]])
    (again,) = guard.opened(bare.written([sheet], {})).sheets
    assert again.rows == [["x" * 1_000_000]]


@pytest.mark.filterwarnings("error")
def test_other_programs_open_it_and_a_text_is_no_formula() -> None:
    rows = [["=1+1", 1.5, dt.date(2025, 6, 7), Marked(Mark.UNIT, 3.0, "kpl")]]
    book = openpyxl.load_workbook(io.BytesIO(bare.written([Sheet("S", False, 1, 1, rows)], {})))
    first, second, third, fourth = next(book["S"].iter_rows())
    assert (first.data_type, first.value) == ("s", "=1+1")
    assert (second.value, third.value) == (1.5, dt.datetime(2025, 6, 7))  # noqa: DTZ001
    assert (fourth.value, fourth.number_format) == (3, 'General "kpl"')
    assert book.properties.lastModifiedBy is None
