"""A file that a spreadsheet opened into one column is refused with what happened to it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kpi.readers import one_column
from kpi.readers.cells import Raw
from tests.readers.told import text, workbook


@pytest.mark.parametrize(
    "cells",
    [
        ["date,visitors,visits", "2025-06-01,5,7", "2025-06-02,5,7", "2025-06-03,5,7"],
        [
            "sep=,",
            "Facebook visits",
            "Date,Primary",
            *(f"2025-06-0{n}T00:00:00,5" for n in (1, 2, 3)),
        ],
        ["# Start date: 20250601", "Nth day,Sessions", 0.1, 1.11, 2.12],
        ["Kunta;1/2025", "Salo;5", "Turku;6", "Raisio;7", ""],
    ],
)
def test_lines_in_single_cells_are_no_table(cells: Sequence[Raw]) -> None:
    found = one_column.refusal(workbook(("Vie", [[raw] for raw in cells])))
    assert found is not None
    assert (found.code, found.cell, found.found) == ("all-in-one-column", "Vie!A1", cells[0])


@pytest.mark.parametrize(
    "rows",
    [
        [["date,visitors"], ["2025-06-01,5"], ["2025-06-02,5"]],
        [["Huomio, lue tämä"], ["Toimisto on kiinni"], ["Soita, jos on kysyttävää, heti"], ["Hei"]],
        [["date", "visits"], ["2025-06-01", 5], ["2025-06-02", 5], ["2025-06-03", 5]],
        [["Kävijät"], [5], [6], [7]],
        [[""]],
    ],
)
def test_other_sheets_are_left_alone(rows: Sequence[Sequence[Raw]]) -> None:
    assert one_column.refusal(workbook(("Oma", rows))) is None


def test_a_text_of_one_column_was_split_by_its_own_mark() -> None:
    lines = "date,visits\n2025-06-01,5\n2025-06-02,5\n2025-06-03,5"
    assert one_column.refusal(text(lines, "|")) is None
