"""One figure a period, in whatever order a file tells them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kpi.model import Kind
from kpi.periods import parse
from kpi.readers.gathered import Counted, Gathered, Heading
from kpi.readers.reading import Told

CODES = ("2024-A1", "2024-S1", "2024-Q1", "2024-M01", "2024-01-01", "2024-01-02", "2024-M02")
HEADING = Heading("Käynnit", "csv!B1", Counted("visits", Kind.FLOW))


@given(st.lists(st.tuples(st.sampled_from([None, *CODES]), st.integers(0, 2)), max_size=12))
def test_each_period_is_told_once(drawn: list[tuple[str | None, int]]) -> None:
    """The first figure of a period stays, one that says otherwise is an error with both cells."""
    gathered = Gathered()
    kept: list[Told] = []
    first: dict[str, Told] = {}
    wrong = []
    for row, (code, value) in enumerate(drawn, 2):
        told = Told(parse(code) if code else None, Decimal(value), f"csv!B{row}")
        gathered.add(HEADING, told)
        if code is None or first.setdefault(code, told) is told:
            kept.append(told)
        elif first[code].value != told.value:
            wrong.append((told.cell, first[code].cell))
    assert [one.figures for one in gathered.series] == ([tuple(kept)] if kept else [])
    assert [(one.cell, one.facts["where"]) for one in gathered.findings] == wrong
