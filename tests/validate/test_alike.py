"""A row read by what an earlier row said is the row that its cells say, one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import Finding
from kpi.model import Observation
from kpi.readers.cells import Mark, Marked, Raw
from kpi.readers.columns import FIELDS
from kpi.readers.reading import Table
from kpi.validate.rows import RowReader
from kpi.validate.subjects import Directory
from tests.factories import TODAY, catalogue

# Few of each, so that rows do come again; nearly all of them without a fault.
CELLS: dict[str, tuple[Raw, ...]] = {
    "indicator": ("trips", "members", "boat_share", "result", "visitors", "trips ", "nonsense"),
    "name": ("", "Souturetket", "Jäsenet", 7.0),
    "goal": ("", "3.1", "3.10", 4.2),
    "period": ("2025-M01", "2025-S1", "2026-S2", "2025-M02", 2025.0, True, dt.date(2025, 6, 30)),
    "value": (
        1.0, 240.0, 0.0, -0.0, -3.0, 12.5, 100.0, 101.0, 0.5, 1e15, 1e16, 3, True, "12", "–", "",
        float("nan"), Marked(Mark.PERCENT, 0.5), Marked(Mark.UNIT, 5.0, "€"),
    ),
    "unit": ("", "kpl", "€", "%"),
    "base_value": ("", "", "", 5.0, "–"),
    "base_period": ("", "2024-S1"),
    "status": ("", "A", "P", "L", "laskutapa muuttui"),
    "stands_at": ("", "s. 3", "=1+1"),
    "remark": ("", "noin", 1.0, True, "\u0007"),
}  # fmt: skip
COMMON = {field: st.sampled_from((*cells[:1] * 12, *cells)) for field, cells in CELLS.items()}
ROWS = st.lists(st.fixed_dictionaries(COMMON), min_size=1, max_size=30)


def said(rows: Sequence[dict[str, Raw]], first: int) -> tuple[list[Observation], list[Finding]]:
    columns = {field: tuple(row[field] for row in rows) for field in FIELDS}
    letters = {field: chr(65 + at) for at, field in enumerate(FIELDS)}
    reader = RowReader(Table("Luvut", first, "fi", letters, columns), Directory(catalogue()), TODAY)
    return list(reader.observations(10_000)), reader.findings


@given(ROWS)
def test_rows_together_say_what_each_says_alone(rows: list[dict[str, Raw]]) -> None:
    together, findings = said(rows, 2)
    alone = [said([row], number) for number, row in enumerate(rows, 2)]
    assert list(map(repr, together)) == [repr(one) for told, _ in alone for one in told]
    once: set[tuple[str, str]] = set()
    expected = []
    for one in (one for _, found in alone for one in found):
        if one.code == "period-not-over":  # told once of each period
            if one.found in once:
                continue
            once.add(one.found)
        expected.append(one)
    assert findings == expected


def test_a_number_that_equals_a_word_is_no_such_word() -> None:
    row: dict[str, Raw] = dict.fromkeys(FIELDS, "")
    row |= {"indicator": "trips", "period": "2025-M01", "value": 1.0}
    rows = [row | {"remark": remark} for remark in (1.0, True, 1, "1")]
    together, _ = said(rows, 2)
    assert [one.remark for one in together] == ["1", "TRUE", "1", "1"]
