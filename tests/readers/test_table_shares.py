"""Bare numbers under "%": 0,45 and 1 are asked about, and never a percentage unasked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.readers.grids import Num
from tests.readers.test_table_corpus import Case, figures, opened, percent, run, stops

HEAD = ["", "2023", "2024", "2025"]
SHARE = "Käyttöaste %"


@pytest.mark.parametrize("values", [(0.45, 1, 0.5), (1, 1, 1), (1, 0, 1), (0.045, 0.1, 0.9)])
def test_numbers_up_to_one_are_asked_about(values: tuple[float, ...]) -> None:
    case = Case("", [HEAD, [SHARE, *values]])
    found, asking = opened(case, {})
    assert stops(found, asking) == ["share-of-one Luvut!B2"]
    plain = [Decimal(str(one)) for one in values]
    for answer, times in (("percent", 1), ("fraction", 100)):
        found, asking = opened(case, {"share-of-one:Luvut!B2": answer})
        assert stops(found, asking) == []
        assert figures(found) == {SHARE: run("2023-A1", *(one * times for one in plain))}
        assert [one.unit for one in found.series] == ["%"]


def test_a_column_of_both_is_asked_about() -> None:
    case = Case("", [HEAD, [SHARE, 0.45, 45, 1], ["Lainat", 1, 2, 3]])
    assert stops(*opened(case, {})) == ["percent-mixed Luvut!B2"]
    found, _ = opened(case, {"percent-mixed:Luvut!B2": "percent"})
    assert figures(found)[SHARE] == run("2023-A1", 0.45, 45, 1)
    found, asking = opened(case, {"percent-mixed:Luvut!B2": "skip"})
    assert (stops(found, asking), list(figures(found))) == ([], ["Lainat"])


@pytest.mark.parametrize(
    "row",
    [
        [SHARE, 45, 1, 52],
        [SHARE, percent("45"), percent("100"), percent("0.5")],
        ["Käyttöaste", "0,45 %", "1 %", "45 %"],
        ["Lainat", 0, 1, 1],
    ],
)
def test_what_is_plain_is_not_asked(row: list[str | int | Num]) -> None:
    assert stops(*opened(Case("", [HEAD, row]), {})) == []


def test_a_share_in_a_name_is_no_unit() -> None:
    found, _ = opened(Case("", [HEAD, ["EU-osuus (80 %)", 8000, 9000, 9500]]), {})
    assert [one.unit for one in found.series] == [""]
