"""A source cell among its neighbours: told apart by the heads and the names of our template."""

from __future__ import annotations

from kpi.readers import neighbourhood
from tests.factories import sheets_of


def test_heads_below_a_banner_are_found_too() -> None:
    rows_ = [
        ["Keksittyjä lukuja"],
        [""],
        ["Mittari", "", "", "Arvo"],
        ["Lainat", "", "", 5],
        ["Palautetut", "", "", 6],
    ]
    columns, rows = neighbourhood("x", sheets_of({"L": rows_}), "L!D5", 1)
    assert columns == ("A", "C", "D", "E")
    assert [at for at, _ in rows] == [3, 4, 5, 6]
    assert rows[2][1][:3] == ("Palautetut", "", "6")
