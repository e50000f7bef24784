"""The views once more, slow and obvious, from what the words of the house mean.

Every function looks through everything that was ever told and knows nothing of SQL: no join, no
group, one figure at a time. Where this and a view differ, one of the two is wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cached_property
from typing import NamedTuple

from kpi.catalogue import Catalogue
from kpi.model import Kind, Observation, ObsStatus, Upload
from kpi.periods import Grain, Period, between, day, month, period

EXACT = Context(prec=60)
COARSE = (Grain.YEAR, Grain.SEMESTER, Grain.QUARTER, Grain.MONTH)
# B outranks the rest; then what was withheld, then what may still change, then what is not there.
SERIOUS = "ALMEPQB"


class Told(NamedTuple):
    """A statement and its place: the number of its upload and its row in it."""

    seq: int
    row: int
    said: Observation


class Stated(NamedTuple):
    """What is known of a figure as it was stated (a row of observation_current)."""

    value: Decimal | None
    status: str
    conf: str
    conflict: bool
    undated: Decimal | None
    seq: int
    cell: str
    is_base: bool


class Reported(NamedTuple):
    """What is known of a figure, stated or made of others (a row of reported)."""

    value: Decimal | None
    status: str
    conf: str
    have: int
    of: int
    stated: bool
    conflict: bool
    undated: Decimal | None
    seq: int
    cell: str


@dataclass(frozen=True)
class Oracle:
    """One state of the data: the catalogue, every upload, every statement ever made."""

    catalogue: Catalogue
    uploads: Sequence[Upload]
    told: Sequence[Told]

    # --- what stands

    @cached_property
    def active(self) -> list[Told]:
        """Statements of uploads that were not withdrawn, of indicators that have numbers."""
        gone = {one.seq for one in self.uploads if one.withdrawn_at is not None}
        return [
            one
            for one in self.told
            if one.seq not in gone
            and one.said.indicator in self.catalogue.indicators
            and self.kind(one.said.indicator) is not Kind.QUALITATIVE
        ]

    def kind(self, indicator: str) -> Kind:
        """Give an indicator's kind."""
        return self.catalogue.indicators[indicator].kind

    @cached_property
    def indicators(self) -> list[str]:
        """Every indicator that has numbers."""
        return [n for n in self.catalogue.indicators if self.kind(n) is not Kind.QUALITATIVE]

    @cached_property
    def figures(self) -> set[tuple[str, Period]]:
        """Every figure that a standing statement speaks of."""
        return {(one.said.indicator, one.said.period) for one in self.active}

    def standing(self, indicator: str, one: Period) -> list[Told]:
        """The statements of a figure that stand: nothing later replaced them.

        A figure quoted as a base stands only where nobody stated the figure for its own sake.
        """
        spoken = [t for t in self.active if (t.said.indicator, t.said.period) == (indicator, one)]
        if any(not t.said.is_base for t in spoken):
            spoken = [t for t in spoken if not t.said.is_base]
        return [t for t in spoken if not any(replaces(later, t) for later in spoken)]

    # --- what is known as it was stated

    @cached_property
    def stated(self) -> dict[tuple[str, Period], Stated]:
        """Each figure of which something was said, once."""
        return {figure: self._agreed(self.standing(*figure)) for figure in self.figures}

    def _agreed(self, standing: list[Told]) -> Stated:
        values = [t.said.value for t in standing]
        given = [value for value in values if value is not None]
        same = len(set(given)) == 1 and len(given) == len(values)
        undated = {t.said.undated_base for t in standing if t.said.undated_base is not None}
        latest = max(t.seq for t in standing)
        first = min((t for t in standing if t.seq == latest), key=lambda t: t.row)
        return Stated(
            value=given[0] if same else None,
            status=most_serious(t.said.obs_status for t in standing),
            conf="N" if any(t.said.conf_status == "N" for t in standing) else "F",
            conflict=bool(given) and not same,
            undated=undated.pop() if len(undated) == 1 else None,
            seq=latest,
            cell=first.said.cell,
            is_base=all(t.said.is_base for t in standing),
        )

    # --- what is known, made of parts too

    @cached_property
    def reported(self) -> dict[tuple[str, Period], Reported]:
        """Each figure that is stated or can be looked for in its parts."""
        found = {}
        for indicator in self.indicators:
            for one in self.spine:
                known = self.known(indicator, one)
                if known is not None:
                    found[indicator, one] = known
        return found

    @cached_property
    def _known(self) -> dict[tuple[str, Period], Reported | None]:
        return {}

    def known(self, indicator: str, one: Period) -> Reported | None:
        """What is known of a figure; asked again and again, so it is remembered."""
        if (indicator, one) not in self._known:
            closing = self.kind(indicator) is Kind.STOCK
            look = self._closing if closing else self._stated_or_made
            self._known[indicator, one] = look(indicator, one)
        return self._known[indicator, one]

    def _stated_or_made(self, indicator: str, one: Period) -> Reported | None:
        own = self.stated.get((indicator, one))
        if own is not None:
            return as_stated(own)
        return self._made(indicator, one)

    def _made(self, indicator: str, whole: Period) -> Reported | None:
        """A flow adds up over a full set of parts; nothing else ever adds up."""
        parts = self._parts(whole)
        known = [(part, self.known(indicator, part)) for part in parts]
        present = [(part, one) for part, one in known if one is not None]
        if not present:
            return None
        flow = self.kind(indicator) is Kind.FLOW
        values = [one.value for _, one in present if one.value is not None]
        last = present[-1][1]
        # What comes month by month is missed month by month, however seldom it is asked for.
        finest = max(needed(part, one.of) for part, one in present)
        return Reported(
            value=total(values) if flow and len(values) == len(parts) else None,
            status=most_serious(one.status for _, one in present),
            conf="N" if any(one.conf == "N" for _, one in present) else "F",
            have=sum(counted(part, one.have, one.value) for part, one in present),
            of=sum(
                max(finest, self._asked(indicator, part)) if one is None else needed(part, one.of)
                for part, one in known
            ),
            stated=False,
            conflict=flow and any(one.conflict for _, one in present),
            undated=None,
            seq=last.seq,
            cell=last.cell,
        )

    def _parts(self, whole: Period) -> list[Period]:
        """The periods of the next finer grain; days only where someone spoke of a day."""
        if whole.grain is Grain.DAY:
            return []
        if whole.grain is Grain.MONTH:
            return [part for part in whole.parts(Grain.DAY) if part in self.spine]
        return list(whole.parts(COARSE[whole.grain.rank + 1]))

    def _asked(self, indicator: str, part: Period) -> int:
        """In how many pieces a missing part would have come: months at the finest."""
        grain = self.catalogue.indicators[indicator].grain
        finest = Grain.MONTH if grain is Grain.DAY else grain
        if part.grain is Grain.DAY or finest.rank < part.grain.rank:
            return 1
        return len(part.parts(finest))

    def _closing(self, indicator: str, one: Period) -> Reported | None:
        """A stock is as of the last day: what was stated of any period that ends that day.

        A figure for its own sake before one quoted as a base; then the very period before
        another; then the shortest.
        """
        told = [
            (period, known)
            for (name, period), known in self.stated.items()
            if name == indicator and period.end == one.end
        ]
        if not told:
            return None
        span, best = min(
            told,
            key=lambda item: (item[1].is_base, item[0] != one, -item[0].start.toordinal()),
        )
        return as_stated(best)._replace(stated=span == one)

    # --- the calendar

    @cached_property
    def spine(self) -> frozenset[Period]:
        """Every period of the years spoken of and one either side; days where one was spoken of."""
        used = {one.said.period for one in self.told}
        years = {one.year for one in used}
        first, last = (min(years) - 1, max(years) + 1) if years else (2000, 2000)
        found = []
        for year in range(first, last + 1):
            for grain in COARSE:
                found += period(year, Grain.YEAR, 1).parts(grain)
        for one in sorted({(p.year, p.start.month) for p in used if p.grain is Grain.DAY}):
            found += month(*one).parts(Grain.DAY)
        return frozenset(found)

    # --- series breaks and pairs

    def breaks(self) -> set[tuple[str, Period]]:
        """Figures that were marked as the first of a new series."""
        return {figure for figure, known in self.stated.items() if known.status == "B"}

    def pair(
        self, indicator: str, one: Period
    ) -> tuple[Reported | None, Reported | None, Reported | None, bool]:
        """A figure, its base, the whole earlier year, and whether the series broke between."""
        earlier = one.a_year_earlier()
        whole = None
        if one.grain is not Grain.YEAR:
            whole = period(one.year - 1, Grain.YEAR, 1)
        now = self.reported.get((indicator, one))
        base = self.reported.get((indicator, earlier)) if earlier else None
        year = self.reported.get((indicator, whole)) if whole else None
        before = earlier if base is not None and base.value is not None else whole
        return now, base, year, before is not None and self.crossed(indicator, before, one)

    def crossed(self, indicator: str, before: Period, now: Period) -> bool:
        """Whether the two rest on days of different series, looking at day by day."""
        return any(
            len({one >= first for one in rests_on(self.kind(indicator), before, now)}) > 1
            for first in self._first_days(indicator)
        )

    def _first_days(self, indicator: str) -> Iterator[dt.date]:
        """The first day that each new series is good for."""
        for name, one in self.breaks():
            if name == indicator:
                stock = self.kind(indicator) is Kind.STOCK
                yield one.last_day if stock else one.start

    # --- what does not agree

    def disagreements(self) -> list[tuple[str, str, Period, Decimal | None, Decimal | None]]:
        """(code, indicator, period, stated, the other side), one for each contradiction."""
        return [*self._wholes(), *self._same_days(), *self._quotes(), *self._unknown()]

    def _wholes(self) -> Iterator[tuple[str, str, Period, Decimal | None, Decimal | None]]:
        for (name, one), known in self.reported.items():
            if self.kind(name) is not Kind.FLOW or not known.stated or known.value is None:
                continue
            parts = [self.known(name, part) for part in self._parts(one)]
            values = [part.value for part in parts if part is not None and part.value is not None]
            if parts and len(values) == len(parts) and total(values) != known.value:
                yield "parts-disagree", name, one, known.value, total(values)

    def _same_days(self) -> Iterator[tuple[str, str, Period, Decimal | None, Decimal | None]]:
        for (name, one), known in self.stated.items():
            for (other_name, other), also in self.stated.items():
                if (
                    name == other_name
                    and self.kind(name) is Kind.STOCK
                    and one.end == other.end
                    and one.start < other.start
                    and None not in (known.value, also.value)
                    and known.value != also.value
                ):
                    yield "same-date-disagrees", name, one, known.value, also.value

    def _quotes(self) -> Iterator[tuple[str, str, Period, Decimal | None, Decimal | None]]:
        """A base that still stands among the bases, unlike the figure stated for its own sake."""
        quoted = [one for one in self.active if one.said.is_base]
        for one in quoted:
            figure = (one.said.indicator, one.said.period)
            same = [q for q in quoted if (q.said.indicator, q.said.period) == figure]
            known = self.stated[figure]
            if (
                not known.is_base
                and not any(replaces(later, one) for later in same)
                and None not in (known.value, one.said.value)
                and known.value != one.said.value
            ):
                yield "base-disagrees", *figure, known.value, one.said.value

    def _unknown(self) -> Iterator[tuple[str, str, Period, Decimal | None, Decimal | None]]:
        gone = {one.seq for one in self.uploads if one.withdrawn_at is not None}
        for one in self.told:
            name = one.said.indicator
            if one.seq not in gone and name not in self.indicators:
                yield "unknown-in-catalogue", name, one.said.period, one.said.value, None


def replaces(later: Told, earlier: Told) -> bool:
    """Whether a statement replaces another of the same figure.

    It does at the same goal; one without a goal speaks of the figure as such, so it replaces all
    and is replaced by any.
    """
    same = later.said.goal == earlier.said.goal
    return later.seq > earlier.seq and (same or "" in (later.said.goal, earlier.said.goal))


def most_serious(statuses: Iterator[str] | Iterator[ObsStatus]) -> str:
    """Give the one status that a figure has when several were said."""
    return max((str(one) for one in statuses), key=SERIOUS.index)


def total(values: Sequence[Decimal]) -> Decimal:
    """Add without rounding."""
    found = Decimal(0)
    for value in values:
        found = EXACT.add(found, value)
    return found


def as_stated(known: Stated) -> Reported:
    """Give what was stated as a figure of one part."""
    return Reported(
        known.value,
        known.status,
        known.conf,
        int(known.value is not None),
        1,
        True,
        known.conflict,
        known.undated,
        known.seq,
        known.cell,
    )


def counted(part: Period, have: int, value: Decimal | None) -> int:
    """How many pieces a part brings: a month is one piece, whatever it was made of."""
    return int(value is not None) if part.grain is Grain.MONTH else have


def needed(part: Period, of: int) -> int:
    """How many pieces a part should have."""
    return 1 if part.grain is Grain.MONTH else of


def rests_on(kind: Kind, before: Period, now: Period) -> list[dt.date]:
    """The days that a comparison rests on: all of both spans, of a stock the last of each."""
    if kind is Kind.STOCK:
        return [before.last_day, now.last_day]
    return [
        one.start for span in (before, now) for one in between(day(span.start), day(span.last_day))
    ]
