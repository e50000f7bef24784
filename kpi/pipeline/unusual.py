"""What a file's figures look like beside the earlier ones: warnings for whoever checks it.

Refuses to stop anything: an unusual figure may be true. Refuses to say more than one thing of a
figure, to warn of the first figures of an indicator and of periods that are not over, and to fill
the page: what does not fit is counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import IntEnum
from functools import partial
from typing import NamedTuple

from kpi import expected
from kpi.catalogue import Catalogue
from kpi.catalogue_rows import Indicator
from kpi.desk import Checked
from kpi.errors import Finding, warning
from kpi.expected import Expected, History
from kpi.i18n import CODES, Language, language
from kpi.model import Kind, Known, Observation, ObsStatus
from kpi.periods import Grain, Period, containing
from kpi.readers.numbers import clip
from kpi.store import Store

_MOST = 10
# Three of a thing instead of thirty may be chance; of thousands it is not.
_LEAST = 10
# A digit too many makes a figure ten times what it is; five leaves room for what it was before.
_TIMES = 5
_ENOUGH = 3
# A smaller count comes twice by chance.
_LEAST_COPIED = 100
_ONE_DAY = dt.timedelta(days=1)
_Key = tuple[str, Period]


class _Grave(IntEnum):
    """What is said first."""

    CHANNEL = 0
    FAR = 1
    SAME = 2
    OUTSIDE = 3


# Put in words only when it is told: a file of a thousand odd figures gets ten sentences.
_Odd = tuple[_Grave, Callable[[], Finding]]


class _Figure(NamedTuple):
    """A figure as the pages would show it, and where the file has it."""

    indicator: str
    period: Period
    value: Decimal
    cell: str


def noted(now: Store, checked: Checked, today: dt.date) -> Checked:
    """Add to an accepted file's findings which of its new and changed figures look unusual.

    Args:
        now: what is published.
        checked: the file, with what publishing it would change on the pages.
        today: a period that is not over then is not looked at.

    Returns:
        The file with some warnings more, or as it was.
    """
    figures = _figures(checked, today)
    if not figures:
        return checked
    grains = {one.period.grain for one in figures}
    known = expected.earlier(now, {one.indicator for one in figures}, grains)
    look = _Look(now.catalogue, known, checked)
    odd = sorted(look.over(figures), key=lambda one: one[0])
    findings = [put_in_words() for _, put_in_words in odd[:_MOST]]
    more = len(odd) - len(findings)
    if more:
        findings.append(warning("more-unusual-figures", found=look.say.number(more)))
    return replace(checked, findings=(*checked.findings, *findings))


def _figures(checked: Checked, today: dt.date) -> list[_Figure]:
    """Give the figures that the file itself tells, its days as the months that they make whole."""
    told: dict[_Key, Observation] = {}
    changed_over: set[_Key] = set()
    for one in checked.observations:
        days = one.period.grain is Grain.DAY
        key = (one.indicator, containing(one.period.start, Grain.MONTH) if days else one.period)
        told.setdefault(key, one)
        if one.obs_status is ObsStatus.BREAK:
            changed_over.add(key)
    for key in changed_over:
        del told[key]
    return [
        _Figure(one.indicator, one.period, one.after, told[key].cell)
        for one in checked.shown
        if (key := (one.indicator, one.period)) in told
        and one.after is not None
        and one.after != one.before
        and one.period.end <= today
    ]


def far(value: Decimal, usual: Expected, indicator: Indicator) -> bool:
    """Say whether a figure is at least five times the highest, or at most a fifth of the lowest.

    Small counts swing so far by chance; a ratio may be small by nature.
    """
    low, high = usual.lowest, usual.highest
    if low < 0 or value < 0:
        return False
    least = Decimal(0) if indicator.kind is Kind.RATIO else Decimal(_LEAST)
    above = high > 0 and high >= least and value >= high * _TIMES
    return above or (low > 0 and low >= least and value * _TIMES <= low)


def outside(value: Decimal, usual: Expected) -> bool:
    """Say whether a figure is over one and a half times the highest, or under half the lowest.

    Fewer than three figures are no range to stand outside of.
    """
    low, high = usual.lowest, usual.highest
    if low < 0 or len(usual.compared) < _ENOUGH:
        return False
    return (high >= _LEAST and value * 2 > high * 3) or (low >= _LEAST and value * 2 < low)


class _Look:
    """The earlier figures that a file's are set beside, and the words for what is unusual."""

    def __init__(
        self, catalogue: Catalogue, known: Mapping[str, Sequence[Known]], checked: Checked
    ) -> None:
        code = catalogue.organisation.language
        self.say: Language = language(code if code in CODES else CODES[0])
        self._indicators = catalogue.indicators
        self._known = known
        self._histories: dict[str, History] = {}
        values = {(one.indicator, one.period): one.value for told in known.values() for one in told}
        self._values = values | {(one.indicator, one.period): one.after for one in checked.shown}
        self._remembered: dict[str | None, str] = {
            one.answer: one.facts.get("found", "")
            for one in checked.questions
            if one.code == "which-indicator" and one.remembered
        }

    def over(self, figures: Sequence[_Figure]) -> Iterator[_Odd]:
        """Look at one figure after another; a file of another channel is said once."""
        doubted: set[str] = set()
        for one in figures:
            if one.indicator not in doubted:
                odd = self._at(one)
                if odd is not None:
                    yield odd
                    if odd[0] is _Grave.CHANNEL:
                        doubted.add(one.indicator)

    def _at(self, one: _Figure) -> _Odd | None:
        indicator = self._indicators[one.indicator]
        usual = self._history(one.indicator).range_of(one.period)
        if usual is not None and far(one.value, usual, indicator):
            if one.indicator in self._remembered:
                return _Grave.CHANNEL, partial(self._another_channel, one, usual)
            return _Grave.FAR, partial(self._far, one, usual)
        if indicator.kind is Kind.FLOW and self._copied(one):
            return _Grave.SAME, partial(self._same, one)
        if usual is not None and outside(one.value, usual):
            return _Grave.OUTSIDE, partial(self._outside, one, usual)
        return None

    def _history(self, indicator: str) -> History:
        """Lay out what is known of an indicator once: a file may have a thousand of its figures."""
        if indicator not in self._histories:
            known = self._known.get(indicator, ())
            self._histories[indicator] = History(known, self._indicators[indicator])
        return self._histories[indicator]

    def _another_channel(self, one: _Figure, usual: Expected) -> Finding:
        heading = clip(self._remembered[one.indicator])
        facts = self._facts(one) | self._usual(usual)
        return warning("maybe-another-channel", one.cell, heading=heading, **facts)

    def _far(self, one: _Figure, usual: Expected) -> Finding:
        return warning("far-from-expected", one.cell, **self._facts(one), **self._usual(usual))

    def _same(self, one: _Figure) -> Finding:
        before = self.say.period(_previous(one.period))
        return warning("same-as-last", one.cell, basis=before, **self._facts(one))

    def _outside(self, one: _Figure, usual: Expected) -> Finding:
        return warning("outside-expected", one.cell, **self._facts(one), **self._usual(usual))

    def _copied(self, one: _Figure) -> bool:
        """Say whether a figure is the one before it again, where figures do not always repeat."""
        before = _previous(one.period)
        same = one.value >= _LEAST_COPIED and one.value == self._values.get((one.indicator, before))
        return same and one.value != self._values.get((one.indicator, _previous(before)))

    def _facts(self, one: _Figure) -> dict[str, str]:
        indicator = self._indicators[one.indicator]
        return {
            "found": self.say.figure(one.value, None, indicator.decimals),
            "name": indicator.name.in_language(self.say.code),
            "period": self.say.period(one.period),
        }

    def _usual(self, usual: Expected) -> dict[str, str]:
        """Say which earlier figures are meant, and from what to what they go."""
        apart = [one.period for one in usual.compared if one not in usual.recent]
        basis = [self.say.period(one) for one in apart]
        if usual.recent:
            basis.append(expected.from_to([one.period for one in usual.recent], self.say))
        indicator = self._indicators[usual.last.indicator]
        return {
            "basis": self.say.text("list.comma").join(basis),
            "usual": expected.span_of(usual.compared, indicator, self.say),
        }


def _previous(period: Period) -> Period:
    return containing(period.start - _ONE_DAY, period.grain)
