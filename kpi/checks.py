"""What in the published data disagrees with itself, and how project funding adds up.

Refuses to settle anything: both sides are given, with where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kpi.catalogue_rows import Relation
from kpi.compare import EXACT
from kpi.disagreement import Conflict, Funding, FundingPart, FundingShare, Side
from kpi.model import Pair
from kpi.periods import Period, parse
from kpi.store.decimals import plain
from kpi.store.read import Store

Values = Mapping[str, Decimal]


def conflicts(store: Store, period: Period | None = None) -> tuple[Conflict, ...]:
    """Give everything in the published data that disagrees with itself, newest period first.

    Args:
        store: one state of the data.
        period: only what concerns this period; None for all.
    """
    found = [*_by_statement(store), *_by_history(store)]
    values, stated = _values(store, period)
    for one in values:
        for relation in store.catalogue.relations.values():
            # A sum that is a euro short in June is so in its quarter too: said once, where stated.
            if period is not None or not stated[one].isdisjoint(relation.uses):
                found.extend(_by_relation(store, relation, one, values[one]))
    chosen = [one for one in found if period is None or one.period == period]
    return tuple(sorted(chosen, key=lambda c: (c.period.start, c.period.end), reverse=True))


def _values(
    store: Store, period: Period | None
) -> tuple[dict[Period, dict[str, Decimal]], dict[Period, set[str]]]:
    """Give, by period, every known value of the indicators in relations, and which are stated."""
    used = {name for one in store.catalogue.relations.values() for name in one.uses}
    asked = period.code if period is not None else None
    values: dict[Period, dict[str, Decimal]] = {}
    told: dict[Period, set[str]] = {}
    for indicator, code, stored, stated in store.rows(
        "select indicator_id, time_period, obs_value, is_stated from reported "
        "where obs_value is not null and time_period = coalesce(?, time_period)",
        asked,
    ):
        value = plain(stored)
        if indicator in used and value is not None:
            one = parse(code)
            values.setdefault(one, {})[indicator] = value
            told.setdefault(one, set()).update({indicator} if stated else ())
    return values, told


def _by_statement(store: Store) -> Iterator[Conflict]:
    for indicator, period in store.disagreements():
        sides = tuple(
            Side(indicator, one.value, one.goal, one.stands_at, one.provenance)
            for one in store.statements(indicator, period)
        )
        yield Conflict("statements-disagree", period, sides)


def _by_history(store: Store) -> Iterator[Conflict]:
    """Find stated totals unlike their months, stocks of one date unlike, bases unlike."""
    for code, indicator, period, value, expected, seq, cell in store.rows(
        "select * from disagreement"
    ):
        stated, other = plain(value), plain(expected)
        side = Side(indicator, stated, provenance=store.came_from(seq, cell))
        yield Conflict(
            code, parse(period), (side,), expected=other, difference=_less(stated, other)
        )


def _less(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else EXACT.subtract(first, second)


def _by_relation(
    store: Store, relation: Relation, period: Period, values: Values
) -> Iterator[Conflict]:
    known = sum(one in values for one in relation.uses)
    # Two that should be equal and are not disagree, whether or not a third was reported.
    needed = 2 if relation.kind == "equal" else len(relation.uses)
    if known < needed or relation.kind == "proxy":
        return
    found = {
        "equal": _unequal,
        "sum": _off_sum,
        "part_of": _over_whole,
        "share": _off_share,
    }[relation.kind](store, relation, period, values)
    if found is not None:
        yield found


def _side(store: Store, indicator: str, period: Period, values: Values) -> Side:
    for first in store.statements(indicator, period):
        return Side(indicator, values[indicator], first.goal, first.stands_at, first.provenance)
    # Made of parts: it stands where its last part does.
    return Side(
        indicator, values[indicator], provenance=store.pair(indicator, period).now.provenance
    )


def _sides(
    store: Store, indicators: tuple[str, ...], period: Period, values: Values
) -> tuple[Side, ...]:
    return tuple(_side(store, one, period, values) for one in indicators)


def _unequal(store: Store, relation: Relation, period: Period, values: Values) -> Conflict | None:
    known = tuple(one for one in relation.indicators if one in values)
    if len({values[one] for one in known}) == 1:
        return None
    sides = _sides(store, known, period, values)
    return Conflict("equal-disagree", period, sides, relation.id)


def _off_sum(store: Store, relation: Relation, period: Period, values: Values) -> Conflict | None:
    total = values[str(relation.total)]
    expected = _sum(values, relation.parts)
    difference = EXACT.subtract(total, expected)
    if difference == 0:
        return None
    code = "sum-rounding" if abs(difference) <= relation.tolerance else "sum-mismatch"
    sides = _sides(store, (str(relation.total), *relation.parts), period, values)
    return Conflict(code, period, sides, relation.id, expected, difference)


def _sum(values: Values, indicators: tuple[str, ...]) -> Decimal:
    total = Decimal(0)
    for one in indicators:
        total = EXACT.add(total, values[one])
    return total


def _over_whole(
    store: Store, relation: Relation, period: Period, values: Values
) -> Conflict | None:
    part, whole = values[str(relation.part)], values[str(relation.whole)]
    if part <= whole:
        return None
    sides = _sides(store, (str(relation.whole), str(relation.part)), period, values)
    return Conflict(
        "part-over-whole", period, sides, relation.id, whole, EXACT.subtract(whole, part)
    )


def _off_share(store: Store, relation: Relation, period: Period, values: Values) -> Conflict | None:
    """A stated percentage holds when the computed one rounds to it as it is shown."""
    denominator = values[str(relation.denominator)]
    if relation.stated is None or denominator == 0:
        return None
    stated = values[relation.stated]
    computed = _sum(values, relation.numerator) / denominator * 100
    exponent = stated.as_tuple().exponent
    # 13 of an indicator with one decimal is read as 13,0 %, and so it must hold.
    shown = -store.catalogue.indicators[relation.stated].decimals
    half = Decimal(5).scaleb(min(exponent if isinstance(exponent, int) else 0, shown) - 1)
    if abs(EXACT.subtract(stated, computed)) <= half:
        return None
    names = (relation.stated, *relation.numerator, str(relation.denominator))
    sides = _sides(store, names, period, values)
    return Conflict(
        "share-disagrees", period, sides, relation.id, computed, EXACT.subtract(stated, computed)
    )


def quoted(store: Store, indicator: str) -> frozenset[Period]:
    """Give the periods whose figure is known only as another figure's comparison."""
    found = store.rows(
        "select time_period from observation_current where indicator_id = ? and is_base", indicator
    )
    return frozenset(parse(row[0]) for row in found)


def quoted_in(store: Store, period: Period) -> frozenset[str]:
    """Give the indicators whose figure of a period is known only as another's comparison."""
    found = store.rows(
        "select indicator_id from observation_current where time_period = ? and is_base",
        period.code,
    )
    return frozenset(row[0] for row in found)


def funding(
    store: Store,
    period: Period,
    figures: Mapping[str, Pair] | None = None,
    problems: tuple[Conflict, ...] | None = None,
) -> tuple[Funding, ...]:
    """Give every sum of money in the catalogue for a period: parts, shares, what does not add up.

    ``figures`` and ``problems`` of the same period may be handed in by who has them already.
    Shares are unrounded fractions of the stated total, or None where a side is not known.
    """
    figures = store.figures(period) if figures is None else figures
    known = {name: pair.now.value for name, pair in figures.items()}
    problems = conflicts(store, period) if problems is None else problems
    return tuple(
        _funding(store, relation, period, known, problems)
        for relation in store.catalogue.relations_of("sum")
        if _is_money(store, str(relation.total))
    )


def _is_money(store: Store, indicator: str) -> bool:
    unit = store.catalogue.indicators[indicator].unit_measure
    return unit is not None and store.catalogue.units[unit].form == "money"


def _funding(
    store: Store,
    relation: Relation,
    period: Period,
    known: Mapping[str, Decimal | None],
    problems: tuple[Conflict, ...],
) -> Funding:
    total = known.get(str(relation.total))
    amounts = {one: known.get(one) for one in relation.parts}
    given = {name: value for name, value in amounts.items() if value is not None}
    parts_sum = _sum(given, relation.parts) if len(given) == len(amounts) else None
    shares = [
        one for one in store.catalogue.relations_of("share") if one.denominator == relation.total
    ]
    named = {relation.id, *(one.id for one in shares)}
    return Funding(
        relation=relation.id,
        period=period,
        stated_total=total,
        parts_sum=parts_sum,
        difference=_less(total, parts_sum),
        parts=tuple(
            FundingPart(name, amount, _fraction(amount, total)) for name, amount in amounts.items()
        ),
        shares=tuple(_share(one, known) for one in shares),
        checks=tuple(one for one in problems if one.relation in named),
    )


def _fraction(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or whole is None or whole == 0 else part / whole


def _share(relation: Relation, known: Mapping[str, Decimal | None]) -> FundingShare:
    given = {one: known.get(one) for one in relation.numerator}
    whole = known.get(str(relation.denominator))
    values = {name: value for name, value in given.items() if value is not None}
    part = _sum(values, relation.numerator) if len(values) == len(given) else None
    return FundingShare(
        relation=relation.id,
        numerator=part,
        denominator=whole,
        fraction=_fraction(part, whole),
        stated=known.get(relation.stated) if relation.stated else None,
    )
