"""What a hand-kept table stops at or leaves out, each by its code and its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from kpi.errors import Severity
from kpi.readers import Asking, table
from kpi.readers.cells import Book, Raw, Sheet

E, Q, W = Severity.ERROR, Severity.QUESTION, Severity.WARNING
Rows = Sequence[Sequence[Raw]]


def said(rows: Rows, **answers: str) -> list[tuple[str, str, Severity]]:
    wide = max(map(len, rows))
    filled = [[*row, *[""] * (wide - len(row))] for row in rows]
    asking = Asking({f"{code.replace('_', '-')}:Luvut!B1": it for code, it in answers.items()})
    made = table.read(Book("xlsx", (Sheet("Luvut", False, 1, 1, filled),)), asking)
    return [(one.code, one.cell, one.severity) for one in (*made.findings, *asking.open)]


@pytest.mark.parametrize(
    ("rows", "code", "cell", "severity"),
    [
        (
            [["", "1/2025", "2/2025", "Yhteensä"], ["Lainat", 1, 2, 3]],
            "totals-left-out", "Luvut!D1", W,
        ),
        (
            [["", "1/2025", "2/2025", "Tavoite"], ["Lainat", 1, 2, 3]],
            "targets-left-out", "Luvut!D1", W,
        ),
        (
            [["", "1.1.2025", "1.2.2025", "1.3.2025"], ["Lainat", 1, 2, 3]],
            "first-day-or-month", "Luvut!B1", Q,
        ),
        ([["", "1/2025", "muu"], ["Lainat", 1, 2]], "line-not-read", "Luvut!C1", W),
        ([["", "1/2025", "Huom."], ["Lainat", 1, 12]], "remarks-left-out", "Luvut!C1", W),
        ([["", "1/2025"], ["Kirjat", 1], ["Muuta", 12]], "remarks-left-out", "Luvut!A3", W),
        ([["", "2024"], ["1/2025", 3], ["2/2025", 4]], "periods-disagree", "Luvut!B2", E),
        (
            [["", "1/2025", "2/2025"], ["Lainat", "5 kpl", "6 €"]],
            "units-differ", "Luvut!C2", E,
        ),
    ],
)  # fmt: skip
def test_what_stops_a_table_or_is_left_out_of_it(
    rows: Rows, code: str, cell: str, severity: Severity
) -> None:
    assert (code, cell, severity) in said(rows)


def test_months_in_no_order_have_no_years_to_be_given() -> None:
    rows: Rows = [["", "tammi", "maalis", "helmi", "touko"], ["Lainat", 1, 2, 3, 4]]
    assert said(rows) == [("which-year", "Luvut!B1", Q)]
    assert said(rows, which_year="2025") == [("months-out-of-order", "Luvut!D1", E)]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Tilanne 30.6.2025", ("2025-S1", "2025-Q2", "2025-M06", "2025-06-30")),
        ("Luvut 2025", ("2025-S1", "2025-S2", "2025-A1")),
        ("Tilanne 15.6.2025", ("2025-06-15",)),
    ],
)
def test_what_a_title_may_mean_is_offered_first(title: str, first: tuple[str, ...]) -> None:
    asking = Asking({}, {}, dt.date(2026, 1, 15))
    rows: Rows = [[title, ""], ["", ""], ["Lainat", 3], ["Kävijät", 4]]
    table.read(Book("xlsx", (Sheet("Luvut", False, 1, 1, rows),)), asking)
    (asked,) = asking.questions
    assert (asked.code, asked.choices[: len(first)]) == ("which-period", first)


@pytest.mark.parametrize(
    ("rows", "twice"),
    [
        ([["naiset", 1, 2], ["miehet", 3, 4], ["naiset", 1, 2]], True),
        ([["naiset", 1, ""], ["miehet", 3, 4], ["naiset", 1, 2]], True),
        ([["naiset", 1, ""], ["miehet", 3, 4], ["naiset", "", 2]], False),
        ([["naiset", 1, 2], ["miehet", 3, 4], ["Naiset yli 65", 1, 2]], False),
    ],
)
def test_a_row_that_is_there_twice_is_told(rows: list[list[Raw]], twice: bool) -> None:
    expected = [("row-repeated", "Luvut!A4", W)] if twice else []
    assert said([["", "1/2023", "1/2024"], *rows]) == expected
