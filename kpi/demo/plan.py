"""The plan of the demo: what invented figures have to hit, read from TOML beside the catalogue.

Refuses a plan that the catalogue does not bear out, and lists everything that is wrong in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError

from kpi.catalogue import Catalogue
from kpi.catalogue_rows import Relation, Row
from kpi.errors import Finding, PeriodUnreadable, WrongUsage, error
from kpi.periods import Grain, Period, between, parse


def _span(text: object) -> Period:
    try:
        return parse(str(text))
    except PeriodUnreadable as unreadable:
        raise ValueError(f"no reporting period: {text}") from unreadable


Span = Annotated[Period, BeforeValidator(_span)]
Count = Annotated[int, Field(ge=0)]
Weights = Annotated[tuple[Count, ...], Field(min_length=12, max_length=12)]


class Split(Row):
    """A flow by month: stated totals, parted so that they add up exactly. Unrest in percent."""

    rule: Literal["split"]
    totals: Mapping[Span, Count]
    season: str = ""
    unrest: int = Field(default=12, ge=0, le=90)
    growth: int = Field(default=0, ge=-50, le=200)


class Unique(Row):
    """A distinct count by month: each span states its own, months overlap by ``repeat``."""

    rule: Literal["unique"]
    totals: Mapping[Span, Count]
    season: str = ""
    unrest: int = Field(default=12, ge=0, le=90)
    repeat: int = Field(default=140, ge=100)


class Walk(Row):
    """A stock that moves without a jump: from ``start`` through every figure of ``at``."""

    rule: Literal["walk"]
    start: Count
    at: Mapping[Span, Count]


class Vary(Row):
    """A figure that moves freely between ``low`` and ``high``, but for those of ``at``."""

    rule: Literal["vary"]
    low: Count
    high: Count
    step: int = Field(default=1, ge=1)
    at: Mapping[Span, Count] = {}
    grains: tuple[Grain, ...] = ()


class Derived(Row):
    """A figure that follows from others by a relation of the catalogue, but for those of ``at``."""

    rule: Literal["sum", "share", "equal"]
    at: Mapping[Span, Decimal] = {}


Rule = Annotated[Split | Unique | Walk | Vary | Derived, Field(discriminator="rule")]


class Plan(Row):
    """The whole plan: seed, first and last month, the language of its workbooks, its figures."""

    seed: int
    first: Span
    last: Span
    language: Literal["fi", "en"] = "fi"
    season: Mapping[str, Weights] = {}
    figure: Mapping[str, Rule]

    @property
    def months(self) -> tuple[Period, ...]:
        """Every month, in order."""
        return between(self.first, self.last)

    def periods(self, grain: Grain) -> tuple[Period, ...]:
        """Give the periods of a grain that lie wholly within the plan's months."""
        found = []
        one = parse(f"{self.first.year}-A1").parts(grain)[0]
        while one.end <= self.last.end:
            if one.start >= self.first.start:
                found.append(one)
            one = one.next()
        return tuple(found)


def place(catalogue: Path) -> Path:
    """Give where a catalogue's plan lies: ``demo/plan.toml`` beside its folder."""
    return catalogue.parent / "demo" / "plan.toml"


def load(path: Path, catalogue: Catalogue) -> Plan:
    """Read and check the plan.

    Raises:
        WrongUsage: there is none, or it is faulty; every fault is listed.
    """
    try:
        text = path.read_text(encoding="utf-8")
        plan = Plan.model_validate(tomllib.loads(text, parse_float=Decimal))
    except FileNotFoundError:
        raise WrongUsage(error("demo-plan-missing", found=str(path))) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise WrongUsage(error("demo-plan-faulty", name=path.name, found=str(broken))) from broken
    except ValidationError as invalid:
        raise WrongUsage(
            error("demo-plan-faulty", name=".".join(map(str, one["loc"])), found=one["msg"])
            for one in invalid.errors()
        ) from invalid
    faults = tuple(_faults(plan, catalogue))
    if faults:
        raise WrongUsage(faults)
    return plan


def relation(catalogue: Catalogue, indicator: str, rule: str) -> Relation | None:
    """Give the relation that an indicator follows from: it is the total, the share or an equal."""
    for one in catalogue.relations_of(rule):
        derived = {"sum": one.total, "share": one.stated}.get(rule, indicator)
        if derived == indicator and indicator in one.uses:
            return one
    return None


def sources(catalogue: Catalogue, indicator: str, rule: str) -> tuple[str, ...]:
    """Give the other indicators of the relation that an indicator follows from."""
    one = relation(catalogue, indicator, rule)
    return tuple(name for name in one.uses if name != indicator) if one else ()


def _faults(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    ends = {plan.first.grain, plan.last.grain}
    if ends != {Grain.MONTH} or plan.last.start < plan.first.start:
        yield error("demo-plan-faulty", name="first, last", found=f"{plan.first}, {plan.last}")
        return
    for name, rule in plan.figure.items():
        for found in _fault(plan, catalogue, name, rule):
            yield error("demo-plan-faulty", name=f"figure.{name}", found=found)


def _fault(plan: Plan, catalogue: Catalogue, name: str, rule: Rule) -> Iterator[str]:
    """Find what the catalogue or the plan's months do not bear out, as the words at fault."""
    if name not in catalogue.indicators:
        yield name
    elif isinstance(rule, Split | Unique):
        # The spans fill the months: none is left out, none is spoken of twice.
        told = sorted(month for span in rule.totals for month in span.parts(Grain.MONTH))
        if tuple(told) != plan.months:
            yield ", ".join(map(str, rule.totals))
        if rule.season and rule.season not in plan.season:
            yield rule.season
    elif isinstance(rule, Derived):
        given = sources(catalogue, name, rule.rule)
        if not given:
            yield rule.rule
        yield from (one for one in given if one not in plan.figure)
    else:
        yield from _misplaced(plan, catalogue.indicators[name].grain, rule)


def _misplaced(plan: Plan, grain: Grain, rule: Walk | Vary) -> Iterator[str]:
    """Find figures stated for periods that the plan does not make, and a walk without an end."""
    grains = (rule.grains if isinstance(rule, Vary) else ()) or (grain,)
    made = [period for one in grains for period in plan.periods(one)]
    yield from (str(one) for one in rule.at if one not in made)
    if isinstance(rule, Walk) and (not made or made[-1] not in rule.at):
        yield str(made[-1] if made else grain)
    if isinstance(rule, Vary) and rule.low > rule.high:
        yield f"{rule.low}, {rule.high}"
