"""Series of a tool or a table to observations: what a heading means, and what may be added up.

Refuses to guess what a heading means, to make a count of new ones the number of all, and to take a
running total for the months. What the file does not settle is asked; the kind decides the rest.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kpi.catalogue import Catalogue
from kpi.errors import Finding, error, warning
from kpi.model import Kind, Observation
from kpi.periods import Grain, Period
from kpi.readers import Asking, Series, Told
from kpi.readers.asking import SKIP
from kpi.readers.numbers import Number, clip, clip_named, fold, written
from kpi.validate.channels import of_series, suits
from kpi.validate.dated import closed, lone
from kpi.validate.figures import fault, of_ones
from kpi.validate.likeness import nearest
from kpi.validate.running_total import months
from kpi.validate.subjects import Directory, Subject
from kpi.validate.surroundings import neutral

_MOST_ERRORS = 500
_MOST_NAMED = 6
# Nobody answers so many questions; putting more of them took minutes of the service's time.
_MOST_ASKED = 300


class SeriesReader:
    """Reads one series after another; what is wrong gathers in ``findings``."""

    def __init__(self, directory: Directory, catalogue: Catalogue, asking: Asking) -> None:
        """Start with no series read."""
        self.findings: list[Finding] = []
        self.sums_taken: set[str] = set()
        self._directory = directory
        self._catalogue = catalogue
        self._asking = asking
        self._language = catalogue.organisation.language
        self._not_taken: list[Series] = []
        self._taken: dict[tuple[str, str], Told] = {}
        self._asked = 0

    def observations(self, told: Sequence[Series]) -> Iterator[Observation]:
        """Give the observations series by series."""
        for one in _apart(told):
            if self._asked == _MOST_ASKED:
                self._refuse(error("too-many-series", one.cell, found=str(_MOST_ASKED)))
                return
            meant = self.meaning(one)
            if meant is not None:
                yield from self._read(one, meant)
        if self._not_taken:
            names = list(dict.fromkeys(clip(one.label) for one in self._not_taken))
            found = ", ".join(names[:_MOST_NAMED])
            more = f" … ({len(names)})" if len(names) > _MOST_NAMED else ""
            cell = self._not_taken[0].cell
            self.findings.append(warning("series-not-taken", cell, found=f"{found}{more}"))

    def meaning(self, one: Series) -> Subject | None:
        """Give the indicator that a series is; None when it is none, or the question is open."""
        named = None if one.offered else self._named(one)
        if named is not None:
            return named
        if all(told.period is None for told in one.figures) and one.wanted:
            return None  # another question comes first
        fitting = self._candidates(one) if one.wanted else []
        if not fitting:
            self._not_taken += [] if one.offered else [one]
            return None
        asked = (self._asking.format, one.subject, one.label)
        near = nearest(asked, [self._catalogue.indicators[name] for name in fitting])
        self._asked += 1
        around = one.source if one.kind is None else ""
        answer = self._asking.ask(
            "which-indicator", one.cell, (*near, SKIP), subject=one.subject,
            offered=one.offered, found=clip_named(around, one.label),
        )  # fmt: skip
        if answer in {None, SKIP}:
            return None
        self.sums_taken |= {one.cell} if one.offered else set()
        return self._directory.by_id(str(answer))

    def _named(self, one: Series) -> Subject | None:
        """Give the indicator whose own name or heading it is, when the kind allows it.

        A tool's title ("Views") is the same for every platform and site, so only what it counts
        by a name that no other has can be a heading.
        """
        found = self._directory.named(one.concept or fold(one.label))
        if found is None:
            return None
        if one.kind is None and not neutral(one.source, found.id, self._catalogue):
            return None
        return found if _fits(one, found) and _measured(found, one) else None

    def _candidates(self, one: Series) -> list[str]:
        """Give the indicators that a series can be: what is counted decides."""
        channels = of_series(one, self._asking.format)
        every = self._catalogue.indicators.items()
        known = (self._directory.by_id(name) for name, it in every if suits(it, channels))
        return [it.id for it in known if it is not None and _fits(one, it) and _measured(it, one)]

    def _read(self, one: Series, subject: Subject) -> Iterator[Observation]:
        figures = self._months(one, subject)
        for told in figures:
            if told.period is None:
                continue
            wrong = self._wrong(told, one, subject)
            if wrong is not None:
                self._refuse(wrong)
            elif self._once(told, one, subject):
                yield _observation(told, one, subject)
            if len(self.findings) >= _MOST_ERRORS:
                self._refuse(error("too-many-errors", one.cell, found=str(_MOST_ERRORS)))
                return

    def _months(self, one: Series, subject: Subject) -> Sequence[Told]:
        if one.kind is not None or subject.kind is Kind.STOCK:
            return one.figures
        days = lone(one)
        if days:
            told, findings = closed(one, days, self._asking)
        elif subject.kind in {Kind.FLOW, Kind.DISTINCT}:
            told, findings = months(one, self._asking, once=subject.kind is Kind.DISTINCT)
        else:
            return one.figures
        self.findings.extend(findings)
        return told

    def _wrong(self, told: Told, one: Series, subject: Subject) -> Finding | None:
        if told.value is None:
            return None
        if told.value < 0 and one.kind is Kind.FLOW and subject.form == "count":
            # A tool takes back what it had counted twice.
            return None
        wrong = fault(Number(told.value, one.unit), subject, self._language)
        if wrong is None and told.value == 1:
            wrong = of_ones([it.value for it in one.figures], one.unit, subject)
        return None if wrong is None else replace(wrong, cell=told.cell)

    def _once(self, told: Told, one: Series, subject: Subject) -> bool:
        """Say whether a figure is told for the first time; two headings may mean one indicator."""
        key = (subject.id, str(told.period))
        first = self._taken.setdefault(key, told)
        if first is told:
            return True
        if first.value != told.value:
            self._refuse(
                error(
                    "duplicate-rows-disagree",
                    told.cell,
                    found=_shown(told.value),
                    other=_shown(first.value),
                    where=first.cell,
                )
            )
        return False

    def _refuse(self, finding: Finding) -> None:
        self.findings.append(finding)


def _apart(told: Sequence[Series]) -> Iterator[Series]:
    """Let series under one heading stand at their first figures, each with its own questions.

    An answer is given to a cell: for "Veteli / Lainat" and "Perho / Lainat" at one heading it would
    be one answer, and two towns one series.
    """
    heads = Counter(one.cell for one in told if not one.offered)
    sums = Counter(one.cell for one in told if one.offered)
    for one in told:
        at_head = sums[one.cell] + heads[one.cell] if one.offered else heads[one.cell]
        alone = at_head == 1 or not one.figures
        yield one if alone else replace(one, cell=one.figures[0].cell)


def _fits(one: Series, subject: Subject) -> bool:
    """Say whether a series can be an indicator's: new ones are never the number of all."""
    return one.kind is None or one.kind is subject.kind


def _measured(subject: Subject, one: Series) -> bool:
    """Say whether the unit suits; a tool counts, it gives no money and no shares.

    Finer periods than the indicator is usually told for are welcome: they roll up by its kind.
    """
    if one.kind is not None and subject.form in {"money", "percent"}:
        return False
    return not one.unit or subject.takes(one.unit)


def _observation(told: Told, one: Series, subject: Subject) -> Observation:
    assert told.period is not None
    return Observation(
        subject.id, subject.area, told.period, told.value, told.cell, one.label,
        conf_status=subject.confidential(told.value),
    )  # fmt: skip


def _shown(value: Decimal | None) -> str:
    return "–" if value is None else written(value)


def partial(told: Iterable[Observation], catalogue: Catalogue) -> list[Finding]:
    """Warn of the first and the last month of daily figures that are not there whole.

    A level is as of its day, so a month lacks nothing but its last day.
    """
    spans: dict[str, tuple[Observation, Observation]] = {}
    for one in told:
        stock = catalogue.indicators[one.indicator].kind is Kind.STOCK
        if one.period.grain is Grain.DAY and not stock:
            first, last = spans.get(one.indicator, (one, one))
            spans[one.indicator] = (
                min(first, one, key=_start),
                max(last, one, key=_start),
            )
    found: dict[str, Finding] = {}
    for first, last in spans.values():
        starts, ends = first.period.start, last.period.start
        begins_late = starts.day != 1
        ends_early = (ends + dt.timedelta(days=1)).day != 1
        if begins_late or ends_early:
            dates = _dates(starts, ends)
            found.setdefault(dates, warning("partial-months", first.cell, found=dates))
    return list(found.values())


def gaps(told: Iterable[Observation], catalogue: Catalogue) -> list[Finding]:
    """Warn of days that are missing between others: their month lacks something, too.

    Where most days are missing nobody meant to tell every one.
    """
    days: dict[str, dict[dt.date, Observation]] = {}
    for one in told:
        flow = catalogue.indicators[one.indicator].kind is Kind.FLOW
        if one.period.grain is Grain.DAY and flow and one.value is not None:
            days.setdefault(one.indicator, {})[one.period.start] = one
    found: dict[str, Finding] = {}
    for there in days.values():
        first, last = min(there), max(there)
        span = (first + dt.timedelta(step) for step in range((last - first).days))
        missing = [day for day in span if day not in there]
        if 0 < len(missing) < len(there):
            named = [f"{day.day}.{day.month}.{day.year}" for day in missing[:_MOST_NAMED]]
            more = f" … ({len(missing)})" if len(missing) > _MOST_NAMED else ""
            dates = ", ".join(named) + more
            where = there[missing[0] - dt.timedelta(1)].cell
            found.setdefault(dates, warning("days-between-missing", where, found=dates))
    return list(found.values())


def _start(one: Observation) -> dt.date:
    return one.period.start


def _dates(first: dt.date, last: dt.date) -> str:
    return f"{_date(first)}–{_date(last)}"


def _date(day: dt.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def ahead(told: Iterable[Observation], today: dt.date) -> list[Finding]:
    """Warn of periods that are not over yet, each once; of days in one sentence."""
    open_periods: dict[Period, Observation] = {}
    for one in told:
        if one.period.end > today and one.value is not None:
            open_periods.setdefault(one.period, one)
    days = [one for one in open_periods if one.grain is Grain.DAY]
    found = [
        warning("period-not-over", one.cell, found=_dates(period.start, period.last_day))
        for period, one in open_periods.items()
        if period.grain is not Grain.DAY
    ]
    if days:
        first, last = min(days), max(days)
        said = _date(first.start) if first == last else _dates(first.start, last.start)
        found.append(warning("period-not-over", open_periods[first].cell, found=said))
    return found
