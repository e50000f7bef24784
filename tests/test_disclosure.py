"""Hidden figures: none is determined by the shown ones, and nothing is hidden that need not be."""

from __future__ import annotations

import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import bindings, disclosure
from kpi.catalogue import Catalogue
from kpi.disclosure import Cell, Equation, secondary
from tests.builders import catalogue, few

CELLS: list[Cell] = [(name, "2025-S1") for name in "abcdefgh"]


def rank(rows: list[list[Fraction]]) -> int:
    """Count independent rows the slow, obvious way."""
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        lead = next((n for n in range(found, len(rows)) if rows[n][column]), None)
        if lead is None:
            continue
        rows[found], rows[lead] = rows[lead], rows[found]
        for n in range(len(rows)):
            if n != found and rows[n][column]:
                times = rows[n][column] / rows[found][column]
                pairs = zip(rows[n], rows[found], strict=True)
                rows[n] = [one - times * other for one, other in pairs]
        found += 1
    return found


def computable(cell: Cell, equations: list[Equation], shown: set[Cell]) -> bool:
    """Say whether the shown figures determine one: no other value of it solves the equations."""
    cells = sorted({it for one in equations for it, _ in one.terms} - shown)
    if cell not in cells:
        return False
    rows = [[Fraction(0)] * len(cells) for _ in equations]
    for row, one in zip(rows, equations, strict=True):
        for it, factor in one.terms:
            if it in cells:
                row[cells.index(it)] += factor
    alone = [Fraction(int(it == cell)) for it in cells]
    return rank([*rows, alone]) == rank(rows)


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Equation], dict[Cell, Decimal | None], set[Cell]]:
    equations = []
    for _ in range(draw(st.integers(1, 6))):
        cells = draw(st.lists(st.sampled_from(CELLS), min_size=2, max_size=5, unique=True))
        factors = [draw(st.sampled_from((1, 1, 1, -1, 7))) for _ in cells[1:]]
        whole = draw(st.sampled_from((cells[0], None)))
        terms = ((cells[0], -1), *zip(cells[1:], factors, strict=True))
        equations.append(Equation(terms, whole))
    states = {cell: draw(st.sampled_from("ssshhu")) for cell in CELLS}
    value = st.none() | st.integers(-3, 50).map(Decimal)
    shown = {cell: draw(value) for cell, state in states.items() if state == "s"}
    return equations, shown, {cell for cell, state in states.items() if state == "h"}


@given(systems())
def test_no_secret_figure_is_computable(
    system: tuple[list[Equation], dict[Cell, Decimal | None], set[Cell]],
) -> None:
    equations, shown, secret = system
    gone = secondary(shown, secret, equations)
    assert gone <= shown.keys()
    left = shown.keys() - gone
    constant = {one for one in secret if computable(one, equations, set())}
    assert not [one for one in secret - constant if computable(one, equations, set(left))], (
        "found by the shown ones"
    )
    if not any(computable(one, equations, set(shown)) for one in secret):
        assert not gone, "nothing was given away, so nothing need be hidden"
    assert gone == secondary(dict(reversed(shown.items())), secret, equations)


def sum_of(whole: Cell, *parts: Cell, counts: bool = False) -> Equation:
    return Equation(((whole, -1), *((one, 1) for one in parts)), whole, counts)


def test_the_total_goes_first_then_the_smallest_part() -> None:
    total, a, b, c = CELLS[:4]
    one = sum_of(total, a, b, c)
    values = dict(zip((total, a, b, c), map(Decimal, (60, 10, 20, 30)), strict=True))

    def left_out(*secret: Cell) -> frozenset[Cell]:
        shown = {cell: value for cell, value in values.items() if cell not in secret}
        return secondary(shown, secret, [one])

    assert left_out(a) == {total}
    assert left_out(total) == {a}, "the smallest part"
    assert left_out(a, b) == frozenset()
    assert left_out() == frozenset()


def test_a_rest_that_leaves_no_room_tells_too() -> None:
    """Two parts of one each, hidden for being one, are told by a total of two."""
    total, a, b, c = CELLS[:4]
    for rest, gone in ((0, {total}), (1, {total}), (2, {total}), (3, set())):
        shown: dict[Cell, Decimal | None] = {total: Decimal(5 + rest), c: Decimal(5)}
        assert secondary(shown, [a, b], [sum_of(total, a, b, c, counts=True)]) == gone
        assert secondary(shown, [a, b], [sum_of(total, a, b, c)]) == set(), "money may be negative"


def test_what_is_too_large_to_solve_hides_all_it_touches() -> None:
    many = [("x", f"{2000 + n}-A1") for n in range(700)]
    equations = [sum_of(one, other) for one, other in zip(many, many[1:], strict=False)]
    shown: dict[Cell, Decimal | None] = {many[0]: Decimal(1), many[-1]: Decimal(1)}
    assert secondary(shown, many[1:-1], equations) == shown.keys()


# --- what binds figures


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue(Path(tmp_path_factory.mktemp("town")))


def hidden(
    town: Catalogue,
    shown: dict[str, int],
    *secret: str,
    void: tuple[str, ...] = (),
) -> set[str]:
    """Name what is hidden besides: figures are written "loans 2025-S1"."""

    def cell(text: str) -> Cell:
        indicator, period = text.split()
        return indicator, period

    known: dict[Cell, Decimal | None] = {cell(one): Decimal(v) for one, v in shown.items()}
    wanted = [cell(one) for one in secret]
    made = bindings.equations(town, known, wanted, [cell(one) for one in void])
    return {" ".join(one) for one in secondary(known, wanted, made)}


MONTHS = {f"loans 2025-M0{n}": 10 * n for n in range(1, 7) if n != 3}


@pytest.mark.parametrize(
    ("shown", "secret", "gone"),
    [
        # A half-year less its other months is the month.
        (MONTHS | {"loans 2025-S1": 210}, "loans 2025-M03", {"loans 2025-S1"}),
        # A quarter does too, through the other quarter's months.
        (
            MONTHS | {"loans 2025-Q1": 60, "loans 2025-S1": 210},
            "loans 2025-M03",
            {"loans 2025-Q1", "loans 2025-S1"},
        ),
        (MONTHS, "loans 2025-M03", set()),
        # The half-year is hidden, and its six months add up to it.
        (MONTHS | {"loans 2025-M03": 30}, "loans 2025-S1", {"loans 2025-M01"}),
        # A year with one half known.
        ({"loans 2025-A1": 90, "loans 2025-S2": 40}, "loans 2025-S1", {"loans 2025-A1"}),
        ({"loans 2025-A1": 90}, "loans 2025-S1", set()),
        # Distinct counts and ratios do not add up.
        ({"borrowers 2025-A1": 90, "borrowers 2025-S2": 40}, "borrowers 2025-S1", set()),
        # A level is that of its last day.
        ({"shelves 2025-M06": 7, "shelves 2025-M05": 8}, "shelves 2025-S1", {"shelves 2025-M06"}),
        # The same figure under another name; at another grain through the last day.
        ({"members 2025-S1": 7}, "shelves 2025-S1", {"members 2025-S1"}),
        ({"members 2025-S1": 7}, "shelves 2025-M06", {"members 2025-S1"}),
        # A sum of money: the tolerance protects nothing.
        (
            {"grant_total 2025-S1": 90, "grant_state 2025-S1": 40},
            "grant_city 2025-S1",
            {"grant_total 2025-S1"},
        ),
        # The share of a known total, and the total of a known share; the rest is known by the year.
        (
            {"grant_total 2025-S1": 90, "grant_share 2025-S1": 50, "grant_state 2025-A1": 99},
            "grant_city 2025-S1",
            {"grant_total 2025-S1"},
        ),
        (
            {"grant_city 2025-S1": 90, "grant_share 2025-S1": 50, "grant_state 2025-A1": 99},
            "grant_total 2025-S1",
            {"grant_share 2025-S1"},
        ),
        # With sum and share, hiding the total is not enough: two equations for two figures.
        (
            {"grant_total 2025-S1": 90, "grant_state 2025-S1": 40, "grant_share 2025-S1": 55},
            "grant_city 2025-S1",
            {"grant_total 2025-S1", "grant_state 2025-S1"},
        ),
        # The parts by months, the total by half-years.
        (
            {"grant_total 2025-S1": 90, "grant_state 2025-Q1": 40, "grant_state 2025-Q2": 9},
            "grant_city 2025-S1",
            {"grant_total 2025-S1"},
        ),
        # A part of a whole is bounded and not told, but of a whole of one or none.
        ({"loans 2025-S1": 12}, "returns 2025-S1", set()),
        ({"loans 2025-S1": 1}, "returns 2025-S1", {"loans 2025-S1"}),
        ({"returns 2025-S1": 12}, "loans 2025-S1", set()),
        # Days make a month.
        (
            {f"daily_loans 2025-02-{n:02}": n for n in range(1, 28)}
            | {"daily_loans 2025-M02": 400},
            "daily_loans 2025-02-28",
            {"daily_loans 2025-M02"},
        ),
    ],
)  # fmt: skip
def test_what_would_tell_a_hidden_figure(
    town: Catalogue, shown: dict[str, int], secret: str, gone: set[str]
) -> None:
    assert hidden(town, shown, secret) == gone


SPANS = {"A1": ("S1", "S2"), "S1": ("Q1", "Q2"), "Q1": ("M01", "M02", "M03"),
         "Q2": ("M04", "M05", "M06")}  # fmt: skip
ENDS = (("A1", "S2"), ("S1", "Q2"), ("Q2", "M06"), ("Q1", "M03"))
AT = sorted({one for whole, parts in SPANS.items() for one in (whole, *parts)})
FLOWS = ("loans", "grant_total", "grant_state", "grant_city")


def everything() -> list[Equation]:
    """Write down every tie of the invented town in one year, whatever was stated."""
    made = []
    for name in FLOWS:
        for whole, parts in SPANS.items():
            cells = [(name, f"2025-{one}") for one in parts]
            made.append(sum_of((name, f"2025-{whole}"), *cells))
    for name in ("members", "shelves"):
        for longer, shorter in ENDS:
            made.append(sum_of((name, f"2025-{longer}"), (name, f"2025-{shorter}")))
    for number, at in enumerate(AT):
        total, state, city, share, members, shelves = (
            (name, f"2025-{at}") for name in (*FLOWS[1:], "grant_share", "members", "shelves")
        )
        made.append(sum_of(total, state, city))
        made.append(sum_of(members, shelves))
        odd = 10007 + 14 * number
        made.append(Equation(((city, 1), (total, -odd), (share, -(odd * odd + 2)))))
    return made


@few(60)
@given(st.data())
def test_every_tie_of_catalogue_and_calendar_is_found(town: Catalogue, data: st.DataObject) -> None:
    """Against all ties at once, solved by counting ranks: nothing secret is left computable."""
    names = (*FLOWS, "grant_share", "members", "shelves")
    cell = st.tuples(st.sampled_from(names), st.sampled_from(AT).map("2025-{}".format))
    stated = data.draw(st.lists(cell, min_size=2, max_size=30, unique=True))
    secret = set(data.draw(st.lists(st.sampled_from(stated), min_size=1, max_size=3)))
    shown: dict[Cell, Decimal | None] = {
        one: Decimal(number + 2) for number, one in enumerate(stated) if one not in secret
    }
    gone = secondary(shown, secret, bindings.equations(town, shown, secret))
    left = shown.keys() - gone
    assert not [one for one in secret if computable(one, everything(), set(left))]


def test_a_part_that_there_is_not_counts_as_nothing(town: Catalogue) -> None:
    whole = {"grant_total 2025-S1": 90}
    assert hidden(town, whole, "grant_city 2025-S1") == {"grant_total 2025-S1"}
    void = ("grant_state 2025-S1",)
    assert hidden(town, whole, "grant_city 2025-S1", void=void) == {"grant_total 2025-S1"}
    # A month that has not come may still come.
    assert hidden(town, {"loans 2025-Q1": 9, "loans 2025-M01": 4}, "loans 2025-M02") == set()
    void = ("loans 2025-M03",)
    told = {"loans 2025-Q1": 9, "loans 2025-M01": 4}
    assert hidden(town, told, "loans 2025-M02", void=void) == {"loans 2025-Q1"}


def test_years_of_days_with_a_few_hidden_take_no_time(town: Catalogue) -> None:
    days = {
        f"daily_loans {year}-{month:02}-{day:02}": day
        for year in range(2019, 2026)
        for month in range(1, 13)
        for day in range(1, 29)
    }
    months = {f"daily_loans {y}-M{m:02}": 900 for y in range(2019, 2026) for m in range(1, 13)}
    secret = [f"daily_loans {year}-06-0{day}" for year in range(2019, 2026) for day in (1, 2)]
    shown = {one: value for one, value in (days | months).items() if one not in secret}
    started = time.monotonic()
    hidden(town, shown, *secret)
    assert time.monotonic() - started < 20
    assert disclosure.MOST >= 19 * 400, "a year of days is solved, not given up"
