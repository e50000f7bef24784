"""Targets and pace: an aim with how much of it is reached, a course only from what is known."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kpi.catalogue_rows import Indicator, Target
from kpi.model import Pair
from kpi.pace import attainment, course
from kpi.periods import parse
from tests import builders
from tests.builders import observed

HALF = parse("2025-S1")


def pair(folder: Path, *told: tuple[str, int], indicator: str = "loans") -> tuple[Pair, Indicator]:
    archive = builders.archive(folder, builders.catalogue(folder))
    archive.publish(*(observed(indicator, code, value) for code, value in told))
    store = archive.open()
    return store.pair(indicator, HALF), store.catalogue.indicators[indicator]


def test_last_years_course_is_followed_to_the_end_of_the_year(tmp_path: Path) -> None:
    found, loans = pair(tmp_path, ("2025-S1", 600), ("2024-S1", 500), ("2024-A1", 1250))
    made = course(found, loans)
    assert made is not None
    assert (made.projected, made.share, made.whole, made.year) == (
        Decimal(1500), Decimal("0.4"), Decimal(1250), 2024,
    )  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        [("2025-S1", 600), ("2024-A1", 1250)],
        [("2025-S1", 600), ("2024-S1", 500)],
        [("2024-S1", 500), ("2024-A1", 1250)],
        [("2025-S1", 600), ("2024-S1", 9), ("2024-A1", 1250)],
        [("2025-S1", 600), ("2024-S1", 500), ("2024-A1", 400)],
    ],
)
def test_no_course_from_what_is_not_known(tmp_path: Path, told: list[tuple[str, int]]) -> None:
    assert course(*pair(tmp_path, *told)) is None


def test_a_level_has_no_course(tmp_path: Path) -> None:
    told = [("2025-S1", 600), ("2024-S1", 500), ("2024-S2", 650)]
    assert course(*pair(tmp_path, *told, indicator="members")) is None


def test_a_target_is_set_beside_its_own_period(tmp_path: Path) -> None:
    found, loans = pair(tmp_path, ("2025-S1", 600))
    assert attainment(found, loans) is None
    aimed = loans.model_copy(
        update={"targets": (Target(period="1-6/2025", value=Decimal(800)),
                            Target(period="2024-S1", value=Decimal(1)))}
    )  # fmt: skip
    made = attainment(found, aimed)
    assert made is not None and made.share == Decimal("0.75")
    none = loans.model_copy(update={"targets": (Target(period="2025-S1", value=Decimal(0)),)})
    made = attainment(found, none)
    assert made is not None and made.share is None
