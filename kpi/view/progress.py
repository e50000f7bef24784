"""A part of the year beside the whole earlier year, with the pace as a tick.

Refuses to call it growth, and to draw a figure of another verdict: such are named in the note.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi.model import Comparison, Direction, Verdict
from kpi.view.cards import way
from kpi.view.context import Context
from kpi.view.marks import invented_note, mark
from kpi.view.parts import Bar, Chart, Table, Tone
from kpi.view.words import pace


def progress(page: Context, indicators: Sequence[str]) -> Chart | None:
    """Set figures of a part of the year beside the whole earlier year; None where none is so.

    Bars are sorted by size, the tick is the part of the year that the period is.
    """
    found = [(one, page.comparison(one)) for one in dict.fromkeys(indicators)]
    fit = [(one, c) for one, c in found if c.verdict is Verdict.PROGRESS and c.ratio is not None]
    if not fit:
        return None
    fit.sort(key=lambda item: (-(item[1].ratio or 0), page.speaker.label(item[0])))
    left_out = [one for one, c in found if c.verdict is not Verdict.PROGRESS]
    text, percent = page.speaker.text, page.speaker.language.percent
    year = str(page.period.year - 1)
    expected = percent(fit[0][1].expected or Decimal(0))
    notes = [text("chart.progress.note", year=year, expected=expected)]
    if left_out:
        names = page.speaker.listed(page.speaker.label(one) for one in left_out)
        notes.append(text("chart.left-out", names=names))
    notes += invented_note(page, [one for one, _ in fit])
    return Chart(
        shape="bars",
        heading=_heading(page, fit),
        name=text("chart.progress.name", year=year),
        table=_progress_table(page, fit, year),
        bars=tuple(_progress_bar(page, one, comparison) for one, comparison in fit),
        note=" ".join(notes),
        tick_text=text("chart.progress.tick", expected=expected),
    )


def _heading(page: Context, fit: Sequence[tuple[str, Comparison]]) -> str:
    """State the message: which are behind the pace, or that none is."""
    speaker = page.speaker
    standing = {one: pace(c, speaker.indicator(one), speaker) for one, c in fit}
    for kind in ("behind", "over"):
        names = [speaker.label(one) for one, where in standing.items() if where == kind]
        if 0 < len(names) <= 2:
            return speaker.text(f"chart.progress.{kind}", names=speaker.listed(names))
        if names:
            return speaker.text(f"chart.progress.{kind}-many", count=len(names), of=len(standing))
    if any(speaker.indicator(one).direction is not Direction.UP for one, _ in fit):
        return speaker.text("chart.progress.name", year=str(page.period.year - 1))
    if len(fit) == 1:
        return speaker.text("chart.progress.one-ahead", name=speaker.label(fit[0][0]))
    return speaker.text("chart.progress.all-ahead")


def _progress_bar(page: Context, indicator: str, comparison: Comparison) -> Bar:
    speaker = page.speaker
    standing = pace(comparison, speaker.indicator(indicator), speaker)
    name = speaker.label(indicator)
    return Bar(
        label=speaker.text(f"chart.progress.label-{standing}", name=name) if standing else name,
        value=speaker.language.percent(comparison.ratio or Decimal(0)),
        fraction=float(comparison.ratio or 0),
        tick=float(comparison.expected or 0),
        tone=Tone.ATTENTION if standing else Tone.NEUTRAL,
        aside=speaker.text(
            "chart.of",
            part=speaker.figure(indicator, page.figures[indicator].now.value, words=False),
            whole=speaker.figure(indicator, comparison.base_value, words=False),
        ),
        mark=mark(page, page.figures[indicator].now),
    )


def _progress_table(page: Context, fit: Sequence[tuple[str, Comparison]], year: str) -> Table:
    speaker, text = page.speaker, page.speaker.text
    rows = []
    for one, comparison in fit:
        standing = pace(comparison, speaker.indicator(one), speaker)
        rows.append(
            (
                speaker.label(one),
                speaker.figure(one, page.figures[one].now.value),
                speaker.figure(one, comparison.base_value),
                speaker.language.percent(comparison.ratio or Decimal(0)),
                text(f"chart.progress.state-{standing or speaker.indicator(one).direction}"),
            )
        )
    period = speaker.language.period(page.period)
    columns = (
        text("column.indicator"), period, text("column.whole-year", year=year),
        text("column.share-of-year"), text("column.pace"),
    )  # fmt: skip
    return Table(
        text("chart.progress.name", year=year), columns, tuple(rows),
        (False, True, True, True, False), tuple(way(page, one) for one, _ in fit),
    )  # fmt: skip
