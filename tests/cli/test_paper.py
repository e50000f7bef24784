"""Columns stand straight and numbers are never broken."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpi.cli.paper import indented, screen, table
from kpi.texts import printed


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


STEERING = "a\x1b[2Jb\nc\x9bK\u202ed\r"


def test_a_cell_steers_no_terminal_and_stays_in_its_row() -> None:
    made = table(("x", "y"), [(STEERING, "1")], (False, True))
    assert made.splitlines()[2] == r"a\x1b[2Jb\nc\x9bK\u202ed\r  1"


@given(st.text())
def test_an_answer_has_line_breaks_and_nothing_else_that_steers(text: str) -> None:
    made = screen(text)
    assert made.count("\n") == text.count("\n")
    assert all(printed(line) == line for line in made.split("\n"))
