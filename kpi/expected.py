"""What a figure is expected to be: the lowest and the highest of what it has been.

Refuses statistics that a handful of figures cannot carry, and refuses to expect anything of
estimates, of figures in dispute and of what was counted otherwise than now. Nothing is expected of
a single day, and nothing where nothing is known.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpi.catalogue_rows import Indicator
from kpi.i18n import DASH, Language
from kpi.model import ConfStatus, Kind, Known, ObsStatus
from kpi.periods import Grain, Period, containing, parse
from kpi.store import Store
from kpi.store.decimals import plain

# What is older says little of the next one, and nobody would check it.
_YEARS, _RECENT = 3, 6
# No figure of the three years before, or of the last six periods, stands further back.
_FAR = (_YEARS + 1) * 12 + _RECENT
_ONE_DAY = dt.timedelta(days=1)
_KNOWN = (
    "select indicator_id, time_period, obs_value, obs_status, conf_status, have, of_parts, "
    "is_stated, in_conflict, undated_base, upload_seq, cell from reported "
    "where list_contains(?, indicator_id) and (list_contains(?, grain) or "
    "(is_stated and (grain <> 'day' or list_contains(?, indicator_id)))) "
    "order by starts_on, ends_on"
)


class Expected(NamedTuple):
    """What a figure is set beside, each oldest first.

    ``like`` is the same part of the three years before (nothing for a stock: it is where it was
    last), ``recent`` what is known of the last six periods, ``last`` the latest of all.
    """

    like: tuple[Known, ...]
    recent: tuple[Known, ...]
    last: Known

    @property
    def compared(self) -> tuple[Known, ...]:
        """The figures that count, each once; the last one alone where nothing nearer is known."""
        apart = tuple(one for one in self.like if one not in self.recent)
        return (*apart, *self.recent) or (self.last,)

    @property
    def lowest(self) -> Decimal:
        """The lowest of what counts, in the indicator's unit."""
        return min(map(_value, self.compared))

    @property
    def highest(self) -> Decimal:
        """The highest of what counts, in the indicator's unit."""
        return max(map(_value, self.compared))


def earlier(
    store: Store, indicators: Collection[str], grains: Collection[Grain]
) -> dict[str, list[Known]]:
    """Fetch what is known of some indicators, by one question, by id and in order of time.

    Args:
        store: what is published.
        indicators: their ids; those that nothing is known of are left out.
        grains: periods of these are given stated or rolled up; of other lengths what was stated,
            single days of stocks only.
    """
    every = store.catalogue.indicators
    stocks = [one for one in indicators if every[one].kind is Kind.STOCK]
    found: dict[str, list[Known]] = {}
    for row in store.rows(_KNOWN, list(indicators), [one.value for one in grains], stocks):
        name, code, value, status, conf, have, of, stated, conflict, undated, seq, cell = row
        known = Known(
            name, every[name].service_area, parse(code), plain(value), ObsStatus(status),
            ConfStatus(conf), have, of, stated, conflict, plain(undated),
            store.came_from(seq, cell),
        )  # fmt: skip
        found.setdefault(name, []).append(known)
    return found


class History:
    """What is known of one indicator, laid out once so that many figures can be set beside it."""

    def __init__(self, series: Sequence[Known], indicator: Indicator) -> None:
        """Sort what can be compared.

        Args:
            series: what is known of the indicator, of any grains, in any order; see ``earlier``.
            indicator: its kind, and when its definition changed.
        """
        self._indicator = indicator
        self._told: dict[Grain, list[Known]] = {}
        for one in sorted(filter(_usable, series), key=lambda one: one.period):
            self._told.setdefault(one.period.grain, []).append(one)
        breaks = [
            _when(one.period, indicator)
            for one in series
            if one.stated and one.obs_status is ObsStatus.BREAK
        ]
        self._changed = sorted((*breaks, *indicator.definition_changed))

    def range_of(self, period: Period) -> Expected | None:
        """Say what a figure is expected to be, from what it was before.

        Args:
            period: what the figure is about; only what ended before it counts.

        Returns:
            None where nothing comparable is known.
        """
        told = self._told.get(period.grain, ()) if period.grain is not Grain.DAY else ()
        end = bisect_right(told, period.start, key=lambda one: one.period.end)
        since = self._since(period)
        start = bisect_left(told, since, key=lambda one: _when(one.period, self._indicator))
        usable = told[max(start, end - _FAR) : end]
        if not usable:
            return None
        seasonal = self._indicator.kind is not Kind.STOCK and period.grain is not Grain.YEAR
        like = [one for one in usable if seasonal and one.period.index == period.index]
        first = _before(period, _RECENT)
        return Expected(
            tuple(one for one in like if one.period.year >= period.year - _YEARS),
            tuple(one for one in usable if one.period >= first),
            usable[-1],
        )

    def _since(self, period: Period) -> dt.date:
        """Give the day from which on it has been counted as it is now."""
        before = bisect_right(self._changed, _when(period, self._indicator))
        return self._changed[before - 1] if before else dt.date.min


def range_of(series: Sequence[Known], period: Period, indicator: Indicator) -> Expected | None:
    """Say what a single figure is expected to be: see ``History``."""
    return History(series, indicator).range_of(period)


def _usable(one: Known) -> bool:
    return one.value is not None and one.obs_status is not ObsStatus.ESTIMATE


def _when(period: Period, indicator: Indicator) -> dt.date:
    """Give the day that tells whether a figure is from before a change or after it."""
    return period.last_day if indicator.kind is Kind.STOCK else period.start


def _before(period: Period, count: int) -> Period:
    for _ in range(count):
        period = containing(period.start - _ONE_DAY, period.grain)
    return period


def _value(one: Known) -> Decimal:
    return one.value or Decimal(0)


def last_before(series: Sequence[Known], period: Period) -> Known | None:
    """Give the latest figure from before a period; of two that end alike, that of its length."""
    told = [one for one in series if one.value is not None and one.period.end <= period.start]
    return max(
        told,
        key=lambda one: (one.period.end, one.period.grain is period.grain, one.period.start),
        default=None,
    )


def words(
    expected: Expected, indicator: Indicator, language: Language, *, last: bool = True
) -> str:
    """Say what is expected, and from what: "Kesäkuussa 2023–2024: 310–520. Viimeksi …".

    Args:
        expected: the earlier figures.
        indicator: its decimals.
        language: of the sentence.
        last: whether the last figure is said too; False where it stands beside already.
    """
    said = []
    if expected.like:
        when = _in_years([one.period for one in expected.like], language)
        shown = span_of(expected.like, indicator, language)
        said.append(language.text("expected.like", when=when, range=shown))
    elif len(expected.recent) > 1:
        span = from_to([one.period for one in expected.recent], language)
        shown = span_of(expected.recent, indicator, language)
        said.append(language.text("expected.recent", span=span, range=shown))
    if not said or (last and expected.like and expected.last not in expected.like):
        period = language.period(expected.last.period, "long")
        shown = span_of([expected.last], indicator, language)
        said.append(language.text("expected.last", period=period, value=shown))
    whole = " ".join(said)
    return whole[:1].upper() + whole[1:]


def span_of(told: Sequence[Known], indicator: Indicator, language: Language) -> str:
    """Write the lowest and the highest of some figures: "310–520"; one number when they agree."""
    low, high = min(map(_value, told)), max(map(_value, told))
    facts: Mapping[str, str] = {
        side: language.figure(one, None, indicator.decimals)
        for side, one in (("low", low), ("high", high))
    }
    if low == high:
        return facts["low"]
    return language.text("expected.span" if low < 0 else "expected.range", **facts)


def from_to(periods: Sequence[Period], language: Language) -> str:
    """Name the first and the last of some periods: "12/2024–5/2025"; a single one by itself."""
    first, last = language.period(periods[0]), language.period(periods[-1])
    if first == last:
        return first
    apart = any(mark in first for mark in (" ", DASH))
    return language.text("expected.span" if apart else "expected.range", low=first, high=last)


def _in_years(periods: Sequence[Period], language: Language) -> str:
    """Say the same part of several years: "kesäkuussa 2023–2024"."""
    years = [one.year for one in periods]
    unbroken = len(years) > 1 and years[-1] - years[0] == len(years) - 1
    shown = (
        language.text("expected.range", low=str(years[0]), high=str(years[-1]))
        if unbroken
        else language.text("list.comma").join(map(str, years))
    )
    part = periods[0]
    facts = {
        "first_stem": language.text(f"month.stem.{part.start.month}"),
        "last_stem": language.text(f"month.stem.{part.last_day.month}"),
        "first_month": language.text(f"month.{part.start.month}"),
        "last_month": language.text(f"month.{part.last_day.month}"),
        "index": str(part.index),
    }
    return language.text(f"period.in.{part.grain}", years=shown, **facts)
