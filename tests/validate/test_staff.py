"""Counts of the organisation's own people: one of them is internal, unless it is freed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.catalogue import Catalogue, load
from kpi.errors import CatalogueInvalid
from kpi.model import ConfStatus, Observation
from kpi.periods import parse
from kpi.readers import Asking, FileRead, Series, Told, read
from kpi.validate import validate
from tests.factories import CATALOGUE, TODAY, row, workbook, write_catalogue

ENTRY = """
[indicator.coaches]
service_area = "rowing"
name = {{ fi = "Valmentajat", en = "Coaches" }}
kind = "stock"
unit_measure = "rowers"
grain = "month"
{more}
source = {{ fi = "Luettelo", en = "Register" }}
owner = {{ fi = "sihteeri", en = "secretary" }}
"""


def club(folder: Path, more: str = "staff = true") -> Catalogue:
    return load(write_catalogue(folder, CATALOGUE + ENTRY.format(more=more)))


def told(made: Catalogue, *rows: dict[str, object]) -> tuple[Observation, ...]:
    found, findings = validate(
        read("a.xlsx", workbook(rows), Asking(today=TODAY)), made, today=TODAY
    )
    assert not [one for one in findings if one.severity == "error"], findings
    return found


def status(found: tuple[Observation, ...]) -> dict[tuple[str, Decimal | None], str]:
    return {(one.period.code, one.value): one.conf_status.value for one in found}


@pytest.mark.parametrize(("value", "is_internal"), [(0, False), (1, True), (2, False), (17, False)])
def test_one_of_the_staff_is_internal(tmp_path: Path, value: int, is_internal: bool) -> None:
    (one,) = told(club(tmp_path), row("coaches", value))
    assert (one.conf_status is ConfStatus.INTERNAL) is is_internal


def test_a_base_of_one_is_internal_too(tmp_path: Path) -> None:
    made = club(tmp_path)
    dated = row("coaches", 5, base_value=1, base_period="1-6/2024")
    assert status(told(made, dated)) == {
        ("2025-S1", Decimal(5)): "F", ("2024-S1", Decimal(1)): "N",
    }  # fmt: skip
    (undated,) = told(made, row("coaches", 5, base_value=1))
    assert undated.undated_base == 1 and undated.conf_status is ConfStatus.INTERNAL


@pytest.mark.parametrize("more", ["", 'staff = true\nsmall_numbers = "free"', "staff = false"])
def test_others_and_what_is_freed_stay_free(tmp_path: Path, more: str) -> None:
    (one,) = told(club(tmp_path, more), row("coaches", 1))
    assert one.conf_status is ConfStatus.FREE


def test_a_series_is_marked_as_rows_are(tmp_path: Path) -> None:
    figures = [
        Told(parse(f"2025-M0{month}"), Decimal(value), f"csv!B{month}")
        for month, value in ((1, 3), (2, 1), (3, 0))
    ]
    found = FileRead("table", "", (), (), (Series("Valmentajat", "csv!B1", figures),))
    asking = Asking(today=dt.date(2026, 1, 15))
    observations, _ = validate(found, club(tmp_path), today=TODAY, asking=asking)
    assert [one.conf_status.value for one in observations] == ["F", "N", "F"]


def test_small_numbers_are_said_of_staff_only(tmp_path: Path) -> None:
    with pytest.raises(CatalogueInvalid):
        club(tmp_path, 'small_numbers = "free"')
