"""Which figures are hidden with the secret ones, so that no secret one can be computed.

What is secret by itself is the primary suppression; what is hidden only because it would give a
secret away is the secondary, or complementary, one. Refuses to settle for "hard to compute": a
figure that the shown ones determine is found by exact elimination, whatever the way to it. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Cell = tuple[str, str]
"""One figure: an indicator's id and a period's code."""
_Row = dict[Cell, Fraction]
# Equations times unknown figures. What is larger hides all that it touches: it would take minutes.
MOST = 200_000
_LAST = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Equation:
    """Figures that are bound together: their multiples add up to nothing.

    ``whole`` is the total or the coarser figure, hidden before its parts; None for none.
    ``counts``: the whole is the sum of its parts, and none of them is below nought or a fraction.
    """

    terms: tuple[tuple[Cell, int], ...]
    whole: Cell | None = None
    counts: bool = False


def secondary(
    shown: Mapping[Cell, Decimal | None],
    secret: Collection[Cell],
    equations: Sequence[Equation],
) -> frozenset[Cell]:
    """Give what is hidden besides the secret figures, until none of them is determined.

    Args:
        shown: every figure that is stated and not secret; None where its statements differ.
        secret: what must not be computable. What is neither shown nor secret is not known.
        equations: how figures are bound together.

    Returns:
        Some of ``shown``. The total or the coarser figure goes first, then the smallest part;
        of two alike the first by name, so that one state of the data always hides the same.
    """
    if not secret:
        return frozenset()
    wanted = set(secret)
    gone: set[Cell] = set()
    for many in _apart(equations):
        cells = {cell for one in many for cell, _ in one.terms}
        inside = wanted & cells
        if inside:
            known = {cell: shown[cell] for cell in cells if cell in shown and cell not in wanted}
            gone |= _protected(many, known, inside)
    return frozenset(gone)


def _apart(equations: Sequence[Equation]) -> list[list[Equation]]:
    """Gather equations that have figures in common; the others do not concern each other."""
    leader: dict[Cell, Cell] = {}

    def find(cell: Cell) -> Cell:
        while leader.setdefault(cell, cell) != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for one in equations:
        first = find(one.terms[0][0])
        for cell, _ in one.terms[1:]:
            leader[find(cell)] = first
    groups: dict[Cell, list[Equation]] = {}
    for one in equations:
        groups.setdefault(find(one.terms[0][0]), []).append(one)
    return list(groups.values())


def _protected(
    equations: Sequence[Equation], known: dict[Cell, Decimal | None], secret: set[Cell]
) -> set[Cell]:
    """Hide one figure after another until nothing secret is determined."""
    wholes = {one.whole for one in equations}
    gone: set[Cell] = set()

    def order(cell: Cell) -> tuple[bool, Decimal, Cell]:
        value = known[cell]
        return cell not in wholes, _LAST if value is None else abs(value), cell

    while True:
        unknown = {cell for one in equations for cell, _ in one.terms} - known.keys()
        if len(equations) * len(unknown) > MOST:
            return gone | known.keys()
        fresh: set[Cell] = set()
        for telling in _given_away(equations, known, unknown, secret):
            # What one of them is computed from may be broken already by what hides another.
            if fresh.isdisjoint(telling):
                fresh.add(min(telling, key=order))
        if not fresh:
            return gone
        gone |= fresh
        known = {cell: value for cell, value in known.items() if cell not in fresh}


def _given_away(
    equations: Sequence[Equation],
    known: Mapping[Cell, Decimal | None],
    unknown: set[Cell],
    secret: set[Cell],
) -> Iterator[list[Cell]]:
    """Give for each secret figure that is determined the shown ones that it is computed from."""
    reduced = reduce(equations, unknown)
    for cell in sorted(secret):
        row = reduced.get(cell)
        if row is not None and sum(one in unknown for one in row) == 1:
            telling = [one for one in row if one != cell]
            if telling:
                yield telling
    counts = [one for one in equations if one.counts]
    spans = {one.whole: one for one in counts if len({cell[0] for cell, _ in one.terms}) == 1}
    for one in counts:
        yield from _narrow(one, spans, known, secret)


def reduce(equations: Sequence[Equation], unknown: Collection[Cell]) -> dict[Cell, _Row]:
    """Solve equations for the unknown figures as far as it goes (reduced row echelon form).

    Returns:
        By unknown figure the row that it leads, its own factor 1; no row holds another's leader.
        A figure is determined exactly when its row has no other unknown one.
    """
    found: dict[Cell, _Row] = {}
    for one in equations:
        row: _Row = {}
        for cell, factor in one.terms:
            row[cell] = row.get(cell, Fraction(0)) + factor
        for cell in [it for it in row if it in found]:
            _subtract(row, row[cell], found[cell])
        free = [cell for cell, factor in row.items() if factor and cell in unknown]
        if not free:
            continue
        leader = min(free)
        scale = row[leader]
        row = {cell: factor / scale for cell, factor in row.items() if factor}
        for other in found.values():
            if leader in other:
                _subtract(other, other[leader], row)
        found[leader] = row
    return found


def _subtract(row: _Row, times: Fraction, other: _Row) -> None:
    for cell, factor in other.items():
        left = row.get(cell, Fraction(0)) - times * factor
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def _narrow(
    one: Equation,
    parts: Mapping[Cell | None, Equation],
    known: Mapping[Cell, Decimal | None],
    secret: set[Cell],
) -> Iterator[list[Cell]]:
    """Find counts whose rest leaves the secret parts no room: nothing, or one for each of them."""
    total = None if one.whole is None else known.get(one.whole)
    if total is None:
        return
    leaves = list(_leaves(one, parts, known, secret))
    hidden = [cell for cell in leaves if cell in secret]
    told = [cell for cell in leaves if cell in known]
    values = [value for cell in told if (value := known[cell]) is not None]
    if not hidden or len(values) < len(told):
        return
    rest = total - sum(values)
    others = len(leaves) - len(hidden) - len(told)
    if rest == 0 or (not others and 0 <= rest <= len(hidden)):
        yield [cell for cell in (one.whole, *told) if cell is not None]


def _leaves(
    one: Equation,
    parts: Mapping[Cell | None, Equation],
    known: Mapping[Cell, Decimal | None],
    secret: set[Cell],
) -> Iterator[Cell]:
    """Give the parts of a whole; one that nobody stated is taken apart further."""
    for cell, _ in one.terms:
        if cell == one.whole:
            continue
        if cell in known or cell in secret or cell not in parts:
            yield cell
        else:
            yield from _leaves(parts[cell], parts, known, secret)
