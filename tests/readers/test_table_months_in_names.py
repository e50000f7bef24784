"""A month at the beginning of a name: a campaign's, or the period of its figures."""

from __future__ import annotations

import pytest

from tests.readers.test_table_corpus import Case, figures, opened, run, stops

NAMES = ("Tammikuun kampanja", "Helmikuun kampanja")
ROWS = [[NAMES[0], 1, 2], [NAMES[1], 3, 4]]
MONTH = "month-in-name:Luvut!A2"


def test_beside_months_it_is_a_name() -> None:
    found, asking = opened(Case("", [["", "1/2025", "2/2025"], *ROWS]), {})
    assert stops(found, asking) == []
    assert figures(found) == {
        NAMES[0]: run("2025-M01", 1, 2),
        NAMES[1]: run("2025-M01", 3, 4),
    }


@pytest.mark.parametrize("head", [["", "2023", "2024"], ["Kampanja", "Klikkaukset", "Näytöt"]])
def test_elsewhere_it_is_asked_about(head: list[str]) -> None:
    case, asked = Case("", [head, *ROWS]), MONTH.replace(":", " ")
    assert asked in stops(*opened(case, {}))
    assert "period-unreadable Luvut!A2" in stops(*opened(case, {MONTH: "time-of-figures"}))
    answers = {MONTH: "part-of-name", "which-period:Luvut!B2": "2025"}
    found, asking = opened(case, answers)
    assert stops(found, asking) == []
    assert [one.label.split(" / ")[0] for one in found.series][:: len(found.series) // 2] == [
        *NAMES
    ]


def test_months_that_are_not_understood_are_refused_as_before() -> None:
    grid = [["", "2023", "2024"], ["tot 1/25", 1, 2], ["tot 2/25", 3, 4]]
    assert "period-unreadable Luvut!A2" in stops(*opened(Case("", grid), {}))
