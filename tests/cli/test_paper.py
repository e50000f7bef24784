"""Columns stand straight and numbers are never broken."""

from __future__ import annotations

from kpi.cli.paper import indented, table


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    rows = [["Kävijät", "19\u00a0000"], ["Erä", "\u22127"]]
    assert table(["Mittari", "Arvo"], rows, [False, True]).splitlines() == [
        "Mittari    Arvo",
        "───────  ──────",
        "Kävijät  19\u00a0000",
        "Erä          \u22127",
    ]


def test_a_letter_counts_as_the_places_it_takes() -> None:
    """A letter written as two marks takes one place, a wide one takes two."""
    lines = table(["a", "b"], [["a\u0308a\u0308", "x"], ["漢", "x"]], [False, False]).splitlines()
    assert lines[2:] == ["a\u0308a\u0308  x", "漢  x"]


def test_long_advice_folds_at_spaces_only() -> None:
    money = "2\u00a0448\u00a0113\u00a0€"
    lines = indented(f"{'sana ' * 18}{money} loppu", "  ! ").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("  ! sana")
    assert lines[1] == f"    {money} loppu"
    assert indented("", "  ! ") == ""
