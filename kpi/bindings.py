"""How figures are bound together by the catalogue and the calendar, as equations.

Refuses to look further than what is bound to something secret: where nothing is, nothing is asked.
A tolerance protects nothing: a figure known to the euro is known. ``part_of`` bounds a figure and
does not tell it, but for a whole of one or none. A part that nobody reported counts as nothing
(nobody would doubt it); a missing month does not, since it may come.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from kpi.catalogue import Catalogue
from kpi.catalogue_rows import Relation
from kpi.disclosure import Cell, Equation
from kpi.model import Kind
from kpi.periods import Grain, Period, containing, parse

_FINER = dict(zip(Grain, list(Grain)[1:], strict=False))
# What kind of tie, of what, when.
_Name = tuple[str, str, str]


def equations(
    catalogue: Catalogue,
    shown: Mapping[Cell, Decimal | None],
    secret: Collection[Cell],
    void: Collection[Cell] = (),
) -> list[Equation]:
    """Give every equation that a secret figure is bound by, directly or through others.

    Args:
        catalogue: kinds, units and relations.
        shown: what is stated and not secret.
        secret: what must not be computable.
        void: what was answered by the word that there is no figure: it counts as nothing.
    """
    web = _Web(catalogue, shown, secret, void)
    found: dict[_Name, Equation] = {}
    waiting = sorted(secret)
    seen = set(waiting)
    while waiting:
        for name, one in web.around(waiting.pop()):
            if name in found:
                continue
            found[name] = one
            fresh = [cell for cell, _ in one.terms if cell not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
    return list(found.values())


class _Web:
    """What is stated, by indicator, and which periods that reaches."""

    def __init__(
        self,
        catalogue: Catalogue,
        shown: Mapping[Cell, Decimal | None],
        secret: Collection[Cell],
        void: Collection[Cell],
    ) -> None:
        self._catalogue = catalogue
        self._shown = shown
        self._secret = frozenset(secret)
        self._void = frozenset(void) - self._secret
        self._stated: dict[str, set[Period]] = defaultdict(set)
        self._reached: dict[str, set[Period]] = defaultdict(set)
        for indicator, code in (shown.keys() | self._secret) - self._void:
            at = parse(code)
            self._stated[indicator].add(at)
            self._reached[indicator].add(at)
            if self._kind(indicator) is Kind.FLOW:
                self._reached[indicator].update(_above(at))
        self._relations: dict[str, list[Relation]] = defaultdict(list)
        for relation in catalogue.relations.values():
            for indicator in relation.uses:
                self._relations[indicator].append(relation)

    def around(self, cell: Cell) -> Iterator[tuple[_Name, Equation]]:
        """Give the equations that a figure takes part in, each under a name of its own."""
        indicator, at = cell[0], parse(cell[1])
        kind = self._kind(indicator)
        if kind is Kind.FLOW:
            for whole in (at, *_above(at)[-1:]):
                yield from self._parts(indicator, whole)
        elif kind is Kind.STOCK:
            yield from self._same_day(indicator, at)
        for relation in self._relations[indicator]:
            for number, one in enumerate(self._related(relation, at)):
                yield ("relation", f"{relation.id} {number}", at.code), one

    def _parts(self, indicator: str, at: Period) -> Iterator[tuple[_Name, Equation]]:
        """Bind a period to its parts, where any of them was stated."""
        finer = _FINER.get(at.grain)
        reached = self._reached[indicator]
        parts = () if finer is None or at not in reached else at.parts(finer)
        if not reached.isdisjoint(parts):
            cells = [(indicator, one.code) for one in parts]
            for made in self._sum((indicator, at.code), cells):
                yield ("parts", indicator, at.code), made

    def _same_day(self, indicator: str, at: Period) -> Iterator[tuple[_Name, Equation]]:
        """Bind levels of one day: they are one figure."""
        for other in self._stated[indicator]:
            if other.end == at.end and other != at:
                first, last = sorted((at.code, other.code))
                made = _alike((indicator, first), (indicator, last))
                yield ("day", indicator, f"{first} {last}"), made

    def _related(self, relation: Relation, at: Period) -> Iterable[Equation]:
        """Bind figures of one period as a relation says; a stand-in binds nothing."""
        if relation.kind == "sum":
            parts = [(one, at.code) for one in relation.parts if self._any(one, at)]
            return self._sum((str(relation.total), at.code), parts)
        if relation.kind == "equal":
            first, *others = [(one, at.code) for one in relation.indicators]
            return [_alike(first, one) for one in others]
        if relation.kind == "share":
            return self._share(relation, at)
        return self._within(relation, at) if relation.kind == "part_of" else ()

    def _sum(self, whole: Cell, parts: Iterable[Cell]) -> Iterator[Equation]:
        real = [one for one in parts if not self._is_void(one)]
        if real and not self._is_void(whole) and self._reaches(whole):
            terms = ((whole, -1), *((one, 1) for one in real))
            yield Equation(terms, whole, self._counts(whole[0]))

    def _share(self, relation: Relation, at: Period) -> Iterator[Equation]:
        """Bind a stated share to what it is a share of.

        It is no sum, but like one it leaves one of its figures open when all others are known; the
        factors are such that no two shares cancel out by chance.
        """
        whole, stated = (str(relation.denominator), at.code), (str(relation.stated), at.code)
        parts = [(one, at.code) for one in relation.numerator if self._any(one, at)]
        if relation.stated is not None and self._reaches(stated) and parts:
            own = hashlib.sha256(f"{relation.id} {at.code}".encode()).digest()
            odd = [int.from_bytes(own[place : place + 4]) | 1 for place in (0, 4)]
            terms = ((whole, -odd[0]), (stated, -odd[1]), *((one, 1) for one in parts))
            yield Equation(terms, whole)

    def _within(self, relation: Relation, at: Period) -> Iterator[Equation]:
        """Bind a part to its whole where that is one or none: it leaves nothing open."""
        whole, part = (str(relation.whole), at.code), (str(relation.part), at.code)
        value = self._shown.get(whole)
        if value is not None and 0 <= value <= 1 and self._counts(whole[0]):
            yield Equation(((part, 1), (whole, -1)), whole)

    def _kind(self, indicator: str) -> Kind | None:
        one = self._catalogue.indicators.get(indicator)
        return None if one is None else one.kind

    def _counts(self, indicator: str) -> bool:
        unit = self._catalogue.indicators[indicator].unit_measure
        return unit is not None and self._catalogue.units[unit].form == "count"

    def _is_void(self, cell: Cell) -> bool:
        return cell in self._void and parse(cell[1]) not in self._reached[cell[0]]

    def _reaches(self, cell: Cell) -> bool:
        """Say whether a figure is stated, or made of stated ones, or one of the same day is."""
        indicator, at = cell[0], parse(cell[1])
        if at in self._reached[indicator]:
            return True
        stock = self._kind(indicator) is Kind.STOCK
        return stock and any(one.end == at.end for one in self._stated[indicator])

    def _any(self, indicator: str, at: Period) -> bool:
        """Say whether anything is stated of a period, be it within a longer one."""
        longer = self._kind(indicator) is Kind.FLOW and not self._stated[indicator].isdisjoint(
            _above(at)
        )
        return longer or self._reaches((indicator, at.code))


def _above(at: Period) -> list[Period]:
    """Give the longer periods that a period lies in, the longest first."""
    return [containing(at.start, grain) for grain in Grain if grain.rank < at.grain.rank]


def _alike(first: Cell, other: Cell) -> Equation:
    return Equation(((first, 1), (other, -1)))
