"""A comparison in words: the short ones for a card, the sentence behind them, tone and arrow.

Refuses to call progress, an undated base or a tiny base growth: only the same span a year earlier
gets an arrow, and only an indicator with a good direction gets a good or bad tone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from kpi.catalogue_rows import Indicator
from kpi.model import Comparison, Direction, Reason, Verdict
from kpi.view.parts import Tone
from kpi.view.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Words:
    """``change`` for the card, ``because`` the sentence, ``facts`` further short lines.

    ``compares`` is False where the sentence says why there is no comparison or no percentage.
    ``line`` is all of it for a table's cell.
    """

    change: str
    because: str
    tone: Tone = Tone.NEUTRAL
    arrow: str = ""
    facts: tuple[str, ...] = ()
    compares: bool = True
    line: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    comparison: Comparison
    indicator: Indicator
    speaker: Speaker

    def figure(self, value: Decimal | None, *, signed: bool = False, words: bool = False) -> str:
        return self.speaker.figure(self.indicator.id, value, signed=signed, words=words)

    @property
    def base(self) -> str:
        return self.figure(self.comparison.base_value)

    @property
    def difference(self) -> str:
        signed = self.figure(self.comparison.difference, signed=True)
        return self.points if self._is_percent else signed

    @property
    def points(self) -> str:
        return self.figure(self.comparison.difference, signed=True, words=True)

    @property
    def _is_percent(self) -> bool:
        unit = self.speaker.unit(self.indicator.id)
        return unit is not None and unit.form == "percent"

    @property
    def ratio(self) -> str:
        """The change in percent, empty where a percent of percents would mislead."""
        ratio = self.comparison.ratio
        if ratio is None or self._is_percent:
            return ""
        return self.speaker.language.percent(ratio, 1, signed=True)


def words(
    comparison: Comparison,
    indicator: Indicator,
    speaker: Speaker,
    figures: Iterable[Decimal | None] = (),
) -> Words:
    """Put a comparison in words.

    Args:
        comparison: the verdict.
        indicator: its definition; ``direction`` says which way is good.
        speaker: the reader's language.
        figures: what the statements of a conflict say, for their number.

    Returns:
        Ready strings; ``arrow`` is "up" or "down" for a year-over-year change only.
    """
    case = _Case(comparison, indicator, speaker)
    if comparison.reason is Reason.CONFLICT and comparison.base_period is None:
        said = _conflict(case, len({value for value in figures if value is not None}))
    else:
        said = _SAID[comparison.verdict](case)
    return said if said.line else replace(said, line=", ".join([said.change, *said.facts]))


def pace(comparison: Comparison, indicator: Indicator, speaker: Speaker) -> str:
    """Say how progress stands to the part of the year that is over.

    Returns:
        "behind" (more is better, less is there), "over" (less is better, more is there), else
        "". What rounds to the same shown percent is neither.
    """
    ratio, expected = comparison.ratio, comparison.expected
    percent = speaker.language.percent
    if ratio is None or expected is None or percent(ratio) == percent(expected):
        return ""
    if indicator.direction is Direction.UP and ratio < expected:
        return "behind"
    return "over" if indicator.direction is Direction.DOWN and ratio > expected else ""


def _year_over_year(case: _Case) -> Words:
    difference = case.comparison.difference or Decimal(0)
    ratio = case.ratio
    tone = _tone(difference, case.indicator.direction)
    facts = [case.speaker.text("words.yoy.base", base=case.base)]
    if tone is not Tone.NEUTRAL:
        facts.append(case.speaker.text(f"words.direction.{tone}"))
    change = (
        case.speaker.text("words.yoy.change", difference=case.difference, ratio=ratio)
        if ratio
        else case.speaker.text("words.yoy.change-only", difference=case.difference)
    )
    because = _because_year(case, ratio)
    line = ", ".join([change, facts[0]])
    return Words(change, because, tone, _arrow(difference), tuple(facts), line=line)


def _because_year(case: _Case, ratio: str) -> str:
    period = case.comparison.base_period
    facts = {
        "when": case.speaker.when(case.indicator.id, period) if period else "",
        "base": case.figure(case.comparison.base_value, words=True),
        "difference": case.points,
    }
    if ratio:
        return case.speaker.text("words.yoy.because", ratio=ratio, **facts)
    return case.speaker.text("words.yoy.because-only", **facts)


def _tone(difference: Decimal, direction: Direction) -> Tone:
    if difference == 0 or direction is Direction.NEUTRAL:
        return Tone.NEUTRAL
    return Tone.GOOD if (difference > 0) == (direction is Direction.UP) else Tone.BAD


def _arrow(difference: Decimal) -> str:
    if difference == 0:
        return ""
    return "up" if difference > 0 else "down"


def _progress(case: _Case) -> Words:
    comparison, speaker = case.comparison, case.speaker
    year = str(comparison.base_period.year) if comparison.base_period else ""
    shown = speaker.language.percent(comparison.ratio or Decimal(0))
    expected = speaker.language.percent(comparison.expected or Decimal(0))
    standing = pace(comparison, case.indicator, speaker)
    facts = [speaker.text("words.progress.whole", year=year, base=case.base)]
    if standing:
        facts.append(speaker.text(f"words.progress.{standing}", expected=expected))
    return Words(
        speaker.text("words.progress.change", ratio=shown, year=year),
        speaker.text(
            "words.progress.because",
            ratio=shown,
            year=year,
            expected=expected,
            base=case.figure(comparison.base_value, words=True),
        ),
        Tone.ATTENTION if standing else Tone.NEUTRAL,
        facts=tuple(facts),
    )


def _undated(case: _Case) -> Words:
    earlier = case.speaker.text("words.undated.base", base=case.base)
    return Words(
        case.speaker.text("words.undated.change", difference=case.difference),
        case.speaker.text("words.undated.because"),
        facts=(earlier,),
        line=", ".join([case.difference, earlier]),
    )


def _not_comparable(case: _Case) -> Words:
    comparison, speaker = case.comparison, case.speaker
    reason = comparison.reason or Reason.NOT_REPORTED
    because = speaker.text(f"reason.{reason}")
    if reason is Reason.CONFLICT:
        because = speaker.text("words.conflict.base")
    if comparison.difference is None:
        none = speaker.text("words.none")
        line = speaker.text("words.none-because", none=none, short=speaker.text(f"why.{reason}"))
        return Words(none, because, compares=False, line=line)
    return Words(
        speaker.text("words.yoy.change-only", difference=case.difference),
        because,
        facts=(speaker.text("words.yoy.base", base=case.base),),
        compares=False,
    )


def _conflict(case: _Case, count: int) -> Words:
    many = case.speaker.language.plural("words.conflict.change", count) if count > 2 else ""
    change = many or case.speaker.text("words.conflict.two" if count else "words.conflict.some")
    because = case.speaker.text("words.conflict.because")
    return Words(change, because, Tone.ATTENTION, compares=False)


_SAID: Mapping[Verdict, Callable[[_Case], Words]] = MappingProxyType(
    {
        Verdict.YEAR_OVER_YEAR: _year_over_year,
        Verdict.PROGRESS: _progress,
        Verdict.UNDATED_BASE: _undated,
        Verdict.NOT_COMPARABLE: _not_comparable,
    }
)
