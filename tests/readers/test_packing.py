"""What the child sends is what the parent reads, cell for cell, however the columns are sent."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kpi.readers import answers
from kpi.readers.cells import Columns, Mark, Marked, Raw
from kpi.readers.child.dress import Told
from kpi.readers.child.limits import Grid, Opened
from kpi.readers.child.packing import packed

DAY, MOMENT = dt.date(2025, 6, 30), dt.datetime.fromisoformat("2025-06-30T12:30")
TEXTS, NUMBERS, DAYS = (
    st.sampled_from(["", "a", "Ä", "1"]),
    st.sampled_from([1.0, 0.5]),
    st.just(DAY),
)
MARKED = st.sampled_from([Told(0.5, "percent"), Told(3.0, "unit", "kpl"), Told("#REF!", "error")])
OTHERS = st.sampled_from([True, 3, MOMENT, dt.time(1, 2), "x" * 50]) | MARKED
COLUMN = st.sampled_from([TEXTS, NUMBERS, DAYS, TEXTS | OTHERS, NUMBERS | OTHERS, DAYS | OTHERS])


@st.composite
def grids(draw: st.DrawFn) -> list[list[object]]:
    """Draw rows of one length, as workbooks have them, or the rows of a text."""
    if draw(st.booleans()):
        return draw(st.lists(st.lists(TEXTS, max_size=5), max_size=20))
    columns = draw(st.lists(COLUMN, min_size=1, max_size=5))
    return list(map(list, draw(st.lists(st.tuples(*columns), max_size=20))))


def ought(value: object) -> Raw:
    if isinstance(value, Told):
        return Marked(Mark(value.mark), value.value, value.words)  # type: ignore[arg-type]
    return Marked(Mark.TIME, str(value)) if isinstance(value, dt.time) else value  # type: ignore[return-value]


@given(grids())
def test_every_cell_arrives(rows: list[list[object]]) -> None:
    answer = answers.read(packed(Opened("text", [Grid("A", False, rows), Grid("B", False, rows)])))
    for sheet in answer["sheets"]:
        found = [list(map(repr, row)) for row in sheet.rows]
        assert found == [[repr(ought(one)) for one in row] for row in (rows if any(rows) else [])]


def test_a_text_told_once_is_held_once() -> None:
    rows = [["".join(["a", str(number % 3)]), float(number)] for number in range(6000)]
    (sheet,) = answers.read(packed(Opened("text", [Grid("A", False, rows)])))["sheets"]
    assert len({id(row[0]) for row in sheet.rows}) == 3


def test_a_text_of_two_columns_is_held_once() -> None:
    rows = [["".join([str(number), "x"]), "".join([str(number + 1), "x"])] for number in range(99)]
    (sheet,) = answers.read(packed(Opened("text", [Grid("A", False, rows)])))["sheets"]
    assert sheet.rows == rows
    assert len({id(text) for row in sheet.rows for text in row}) == 100


@given(st.lists(st.tuples(st.integers(), st.integers()), max_size=120), st.data())
def test_rows_kept_by_columns_are_rows(told: list[tuple[int, int]], data: st.DataObject) -> None:
    rows = list(map(list, told))
    kept = Columns(list(map(list, zip(*rows, strict=True))))
    at = data.draw(st.integers(-130, 130))
    cut = slice(*(data.draw(st.none() | st.integers(-130, 130)) for _ in range(2)))
    for _ in range(2):
        assert len(kept) == len(rows)
        assert list(kept[cut]) == rows[cut]
        assert list(kept) == rows
        assert kept == rows
        if -len(rows) <= at < len(rows):
            assert kept[at] == rows[at]
