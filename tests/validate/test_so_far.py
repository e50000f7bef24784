"""A sum of some months under the year's name is no year."""

from __future__ import annotations

import pytest

from kpi.model import Kind
from tests.validate.test_series import Figures, codes, read, series, values

JANUARY_ON = [(f"2025-M0{n}", 9 - n) for n in range(1, 7)]
FULL = [(f"2024-M{n:02}", 20 - n) for n in range(1, 13)]


def test_the_year_of_a_summary_sheet_is_left_out_until_all_months_are_there() -> None:
    """Its months stand on one sheet, its years on another: two names of one indicator."""
    months = series("Souturetket", [*JANUARY_ON, *FULL])
    years = series("Yhteensä vuosittain", [("2025-A1", 33), ("2024-A1", 162)], column="C")
    told, findings, _ = read(months, years, answers={"which-indicator:csv!C1": "trips"})
    assert "2025-A1" not in values(told)
    assert values(told)["2024-A1"] == 162
    assert [(one.code, one.cell, one.facts["period"]) for one in findings] == [
        ("sum-so-far", "csv!C2", "2025-A1")
    ]


@pytest.mark.parametrize(
    "figures",
    [
        [("2025-M01", 5), ("2025-M02", 3), ("2025-A1", 21)],
        [("2025-M01", 5), ("2025-M02", 3), ("2024-A1", 8)],
        [("2025-M01", 5), ("2025-M02", 3), ("2025-M03", 1), ("2025-Q1", 9)],
    ],
    ids=["another figure", "another year", "all of its months"],
)
def test_what_is_no_sum_of_some_months_stays(figures: Figures) -> None:
    told, findings, _ = read(series("Souturetket", figures))
    assert (list(values(told).values()), codes(findings)) == ([it for _, it in figures], [])


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (("2025-S1", 9), [("2025-M01", 5), ("2025-M02", 4)]),
        (("2025-A1", 9), [("2025-Q1", 5), ("2025-Q2", 4)]),
        (("2025-A1", 9), [("2025-S1", 9)]),
        (("2025-M01", 9), [("2025-M02", 9)]),
    ],
)
def test_every_coarse_period_is_looked_at(
    whole: tuple[str, int], parts: list[tuple[str, int]]
) -> None:
    told, _, _ = read(
        series("Souturetket", parts, Kind.FLOW),
        series("Souturetket", [whole], Kind.FLOW, column="C"),
    )
    assert (whole[0] in values(told)) is (whole[0] == "2025-M01")


def test_a_level_is_no_sum() -> None:
    told, findings, _ = read(series("Jäsenet", [("2025-M12", 9), ("2025-A1", 9)]))
    assert (len(told), codes(findings)) == (2, [])
