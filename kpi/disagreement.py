"""The nouns of what does not agree, and of funding that should add up.

Refuses to hold a verdict on which side is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi.model import Provenance
from kpi.periods import Period


@dataclass(frozen=True, slots=True)
class Side:
    """One of the figures that disagree, and where it stands. ``goal`` is empty when not stated."""

    indicator: str
    value: Decimal | None
    goal: str = ""
    stands_at: str = ""
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Published figures that disagree with each other; shown, never settled by the machine.

    ``code`` is one of statements-disagree, equal-disagree, sum-rounding (within the tolerance),
    sum-mismatch, part-over-whole, share-disagrees, parts-disagree, same-date-disagrees,
    base-disagrees, unknown-in-catalogue. ``sides`` are the figures, the total or whole first;
    ``expected`` is what the rest gives (a sum or a percentage), ``difference`` stated - expected.
    """

    code: str
    period: Period
    sides: tuple[Side, ...]
    relation: str = ""
    expected: Decimal | None = None
    difference: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FundingPart:
    """One source of a sum: its amount and its unrounded fraction of the stated total."""

    indicator: str
    amount: Decimal | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class FundingShare:
    """A share with its denominator named. ``stated`` is the figure that states the same share."""

    relation: str
    numerator: Decimal | None
    denominator: Decimal | None
    fraction: Decimal | None
    stated: Decimal | None


@dataclass(frozen=True, slots=True)
class Funding:
    """A sum relation for one period; ``difference`` is stated total - sum of parts."""

    relation: str
    period: Period
    stated_total: Decimal | None
    parts_sum: Decimal | None
    difference: Decimal | None
    parts: tuple[FundingPart, ...]
    shares: tuple[FundingShare, ...]
    checks: tuple[Conflict, ...]
