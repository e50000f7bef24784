"""Figures beside the same span a year earlier, on one scale: the earlier level is the tick.

Refuses percents of percents, and figures whose comparison allows no percent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kpi.model import Comparison, Verdict
from kpi.view.cards import way
from kpi.view.context import Context
from kpi.view.marks import invented_note, mark
from kpi.view.parts import Bar, Chart, Table, Tone
from kpi.view.words import words

MOST = 6


def year_over_year(page: Context, indicators: Iterable[str]) -> Chart | None:
    """Set figures beside the same span a year earlier; the tick is the earlier level."""
    fit = [
        (one, comparison)
        for one in dict.fromkeys(indicators)
        if (comparison := page.comparison(one)).verdict is Verdict.YEAR_OVER_YEAR
        and comparison.ratio is not None
        and _shows_percent(page, one)
    ]
    if not fit:
        return None
    fit.sort(key=lambda item: (-(item[1].ratio or 0), page.speaker.label(item[0])))
    text = page.speaker.text
    drawn = _largest(fit)
    notes = [text("chart.yoy.note"), *invented_note(page, [one for one, _ in drawn])]
    if len(drawn) < len(fit):
        notes.append(page.speaker.language.plural("chart.yoy.most", len(drawn)))
    return Chart(
        shape="bars",
        heading=_change_heading(page, fit),
        name=text("chart.yoy.name"),
        table=_change_table(page, fit),
        bars=tuple(_change_bar(page, one, comparison) for one, comparison in drawn),
        note=" ".join(notes),
        tick_text=text("chart.yoy.tick"),
    )


def _largest(fit: Sequence[tuple[str, Comparison]]) -> list[tuple[str, Comparison]]:
    """Keep the largest changes in either direction, in the order they have."""
    ratios = sorted((abs(comparison.ratio or Decimal(0)) for _, comparison in fit), reverse=True)
    least = ratios[:MOST][-1]
    return [item for item in fit if abs(item[1].ratio or Decimal(0)) >= least]


def _shows_percent(page: Context, indicator: str) -> bool:
    unit = page.speaker.unit(indicator)
    return unit is not None and unit.form != "percent"


def _change_heading(page: Context, fit: Sequence[tuple[str, Comparison]]) -> str:
    speaker = page.speaker
    if len(fit) == 1:
        one, comparison = fit[0]
        return speaker.text(
            "chart.yoy.one",
            name=speaker.label(one),
            now=speaker.figure(one, page.figures[one].now.value, words=False),
            base=speaker.figure(one, comparison.base_value, words=False),
        )
    differences = [comparison.difference or Decimal(0) for _, comparison in fit]
    counts = {
        "up": sum(one > 0 for one in differences),
        "down": sum(one < 0 for one in differences),
        "same": sum(one == 0 for one in differences),
    }
    said = [speaker.text(f"chart.yoy.{way}", n=n) for way, n in counts.items() if n]
    return speaker.text("chart.yoy.many", counts=speaker.listed(said))


def _change_bar(page: Context, indicator: str, comparison: Comparison) -> Bar:
    speaker = page.speaker
    now, base = page.figures[indicator].now.value, comparison.base_value
    said = words(comparison, speaker.indicator(indicator), speaker)
    ratio = comparison.ratio or Decimal(0)
    return Bar(
        label=speaker.label(indicator),
        value=speaker.language.percent(ratio, 1, signed=True),
        fraction=float(1 + ratio),
        tick=1.0,
        tone=Tone.ATTENTION if said.tone is Tone.BAD else Tone.NEUTRAL,
        aside=speaker.text(
            "chart.of",
            part=speaker.figure(indicator, now, words=False),
            whole=speaker.figure(indicator, base, words=False),
        ),
        mark=mark(page, page.figures[indicator].now),
    )


def _change_table(page: Context, fit: Sequence[tuple[str, Comparison]]) -> Table:
    speaker, text = page.speaker, page.speaker.text
    rows = tuple(
        (
            speaker.label(one),
            speaker.figure(one, page.figures[one].now.value),
            speaker.figure(one, comparison.base_value),
            words(comparison, speaker.indicator(one), speaker).change,
        )
        for one, comparison in fit
    )
    columns = (
        text("column.indicator"), speaker.language.period(page.period),
        text("column.year-earlier"), text("column.change"),
    )  # fmt: skip
    links = tuple(way(page, one) for one, _ in fit)
    return Table(text("chart.yoy.name"), columns, rows, (False, True, True, True), links)
