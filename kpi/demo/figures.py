"""Invented figures by the plan's rules: seasonal, whole, without jumps, and exact where it counts.

Refuses chance that cannot be repeated: each indicator has a random source of its own, seeded by
the plan and its id, so that adding one indicator changes no figure of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from random import Random

from kpi.catalogue import Catalogue
from kpi.demo.plan import Derived, Plan, Split, Unique, Vary, Walk, relation, sources
from kpi.demo.shares import overlapping, percentage, split, walk
from kpi.errors import WrongUsage, error
from kpi.periods import Grain, Period

Values = Mapping[Period, Decimal]
Figures = dict[str, dict[Period, Decimal]]


def make(plan: Plan, catalogue: Catalogue) -> Figures:
    """Make every figure of the plan, in the catalogue's units, by indicator and period.

    Raises:
        WrongUsage: a part is to be more than its whole, or figures follow from each other in a
            circle.
    """
    made: Figures = {}
    for name in _in_order(plan, catalogue):
        limits = [made[one] for one in _wholes(plan, catalogue, name)]
        try:
            made[name] = _Maker(plan, catalogue, name, made, limits).figures()
        except ValueError as impossible:
            raise WrongUsage(
                error("demo-plan-faulty", name=f"figure.{name}", found=str(impossible))
            ) from impossible
    return {name: made[name] for name in catalogue.indicators if name in made}


def _in_order(plan: Plan, catalogue: Catalogue) -> Iterable[str]:
    """Order the indicators so that what others follow from comes first."""
    needs = {}
    for name, rule in plan.figure.items():
        given = sources(catalogue, name, rule.rule) if isinstance(rule, Derived) else ()
        needs[name] = {*given, *_wholes(plan, catalogue, name)}
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as circle:
        raise WrongUsage(
            error("demo-plan-faulty", name="figure", found=", ".join(circle.args[1]))
        ) from circle


def _wholes(plan: Plan, catalogue: Catalogue, name: str) -> list[str]:
    """Give the planned indicators that an indicator is a part of and may not exceed."""
    return [
        one.whole
        for one in catalogue.relations_of("part_of")
        if one.part == name and one.whole is not None and one.whole in plan.figure
    ]


class _Maker:
    """Makes the figures of one indicator."""

    def __init__(
        self, plan: Plan, catalogue: Catalogue, name: str, made: Figures, limits: Sequence[Values]
    ) -> None:
        self.plan, self.catalogue, self.made, self.limits = plan, catalogue, made, limits
        self.indicator = catalogue.indicators[name]
        self.random = Random(f"{plan.seed}:{name}")  # noqa: S311  # nosec B311 # invented, no secret

    def figures(self) -> dict[Period, Decimal]:
        rule = self.plan.figure[self.indicator.id]
        if isinstance(rule, Split):
            return self._split(rule)
        if isinstance(rule, Unique):
            return self._unique(rule)
        if isinstance(rule, Walk):
            return self._walk(rule)
        return self._vary(rule) if isinstance(rule, Vary) else self._derived(rule)

    def _split(self, rule: Split) -> dict[Period, Decimal]:
        found: dict[Period, Decimal] = {}
        for span, total in rule.totals.items():
            months = span.parts(Grain.MONTH)
            caps = [min(self._limit(month, total), total) for month in months]
            parts = split(total, self._weights(months, rule, rule.growth), caps)
            found |= dict(zip(months, map(Decimal, parts), strict=True))
        return found

    def _unique(self, rule: Unique) -> dict[Period, Decimal]:
        found: dict[Period, Decimal] = {}
        for span, total in rule.totals.items():
            months = span.parts(Grain.MONTH)
            parts = overlapping(total, self._weights(months, rule, 0), rule.repeat)
            found |= dict(zip(months, map(Decimal, parts), strict=True))
            found[span] = Decimal(total)
        return found

    def _weights(self, months: Sequence[Period], rule: Split | Unique, growth: int) -> list[int]:
        """Weigh months by season, by growth since the plan's first month, and by chance."""
        season = self.plan.season.get(rule.season, (1,) * 12)
        since = self.plan.months.index(months[0])
        return [
            season[month.index - 1]
            * max(0, 1200 + growth * number)
            * (100 + self.random.randint(-rule.unrest, rule.unrest))
            for number, month in enumerate(months, since)
        ]

    def _walk(self, rule: Walk) -> dict[Period, Decimal]:
        periods = self.plan.periods(self.indicator.grain)
        reached = rule.start
        found = {periods[0]: Decimal(reached)}
        way: list[Period] = []
        for period in periods:
            if period != periods[0]:
                way.append(period)
            if period in rule.at:
                weights = [self.random.randint(50, 150) for _ in way]
                steps = walk(reached, rule.at[period], weights) if way else (rule.at[period],)
                found |= dict(zip(way or [period], map(Decimal, steps), strict=True))
                reached, way = rule.at[period], []
        return found

    def _vary(self, rule: Vary) -> dict[Period, Decimal]:
        found = {}
        for grain in rule.grains or (self.indicator.grain,):
            for period in self.plan.periods(grain):
                drawn = self.random.randrange(rule.low, rule.high + 1, rule.step)
                value = rule.at.get(period, min(drawn, self._limit(period, drawn)))
                found[period] = Decimal(value)
        return found

    def _limit(self, period: Period, otherwise: int) -> int:
        """Give the most that a part may be: the smallest of its wholes."""
        return min((int(one[period]) for one in self.limits if period in one), default=otherwise)

    def _derived(self, rule: Derived) -> dict[Period, Decimal]:
        given = [self.made[one] for one in sources(self.catalogue, self.indicator.id, rule.rule)]
        follow: Callable[[Period], Decimal] = {
            "sum": lambda period: sum((one[period] for one in given), Decimal(0)),
            "equal": lambda period: given[0][period],
            "share": self._share,
        }[rule.rule]
        shared = [one for one in given[0] if all(one in other for other in given)]
        return {one: rule.at[one] if one in rule.at else follow(one) for one in shared}

    def _share(self, period: Period) -> Decimal:
        one = relation(self.catalogue, self.indicator.id, "share")
        if one is None or one.denominator is None:
            raise ValueError(f"{self.indicator.id} states no share")
        part = sum(int(self.made[name][period]) for name in one.numerator)
        whole = int(self.made[one.denominator][period])
        decimals = self.indicator.decimals
        return Decimal(percentage(part, whole, decimals)).scaleb(-decimals)
