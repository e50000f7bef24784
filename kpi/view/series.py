"""An indicator over time as a chart: gaps stay gaps, special points are drawn and told apart.

Refuses to join or fill what is missing, and to draw a period that lacks parts as a figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kpi.model import Kind, Known, ObsStatus
from kpi.periods import Period, between, month
from kpi.view import axes
from kpi.view.cards import absent, status_facts
from kpi.view.context import Context
from kpi.view.marks import mark, status
from kpi.view.parts import Axis, Chart, Mark, Point, Series, Table

MOST_COLUMNS = 5


def point(page: Context, known: Known, *, quoted: bool = False) -> Point:
    """Build one point. ``quoted``: the figure is known only as another's comparison."""
    speaker = page.speaker
    label = speaker.language.period(known.period)
    if known.value is None:
        note = absent(speaker, known) if known.have or known.conflict else speaker.text("value.gap")
        return Point(label, note, None, " ".join(status_facts(page, known)))
    drawn = Mark.BASE if quoted else mark(page, known)
    notes = [status(page, known)] if known.obs_status is not ObsStatus.NORMAL else []
    if quoted:
        notes.append(speaker.text("value.quoted"))
    if known.obs_status is ObsStatus.PROVISIONAL:
        drawn = Mark.PARTIAL
    figure = speaker.figure(known.indicator, known.value, words=False)
    return Point(label, figure, float(known.value), ", ".join(notes), drawn)


def over_time(
    page: Context, indicator: str, series: Sequence[Known], quoted: Collection[Period]
) -> Chart | None:
    """Draw a series; None with fewer than two known points, which show no development."""
    known = [one for one in series if one.value is not None]
    if len(known) < 2:
        return None
    speaker = page.speaker
    points = tuple(point(page, one, quoted=one.period in quoted) for one in series)
    name = speaker.name(indicator)
    return Chart(
        shape="line" if len(points) > MOST_COLUMNS else "columns",
        heading=_heading(page, indicator, known),
        name=speaker.text("chart.series.name", name=name),
        table=table(page, indicator, (Series(name, points),)),
        series=(Series(name, points),),
        axis=_upright(page, indicator, known),
        note=" ".join(notes(page, points)),
        x_axis=axes.along([one.period for one in series], speaker),
    )


def _heading(page: Context, indicator: str, known: Sequence[Known]) -> str:
    """Say the last figure beside one that it compares with.

    That is a stock's first one, whatever the day; of anything else the same part of an earlier
    year, since July set beside June would say more about the season than about the years.
    """
    speaker, last = page.speaker, known[-1]
    facts = {
        "name": speaker.label(indicator),
        "last": _when(page, last),
        "last_figure": speaker.figure(indicator, last.value, words=False),
    }
    if speaker.indicator(indicator).kind is Kind.STOCK:
        base = known[0]
    else:
        same = [one for one in known[:-1] if one.period.index == last.period.index]
        if not same:
            return speaker.text("chart.series.last", **facts)
        base = same[-1]
    figure = speaker.figure(indicator, base.value, words=False)
    return speaker.text(
        "chart.series.heading", first=_when(page, base), first_figure=figure, **facts
    )


def _when(page: Context, known: Known) -> str:
    """Say when a figure is of: a stock's closing day, else the period in words."""
    if page.speaker.indicator(known.indicator).kind is Kind.STOCK:
        return page.speaker.language.date(known.period.last_day)
    return page.speaker.language.period(known.period, "long")


def _upright(page: Context, indicator: str, known: Sequence[Known]) -> Axis | None:
    speaker = page.speaker
    return axes.upright(
        (one.value for one in known if one.value is not None),
        speaker.indicator(indicator).decimals,
        lambda value: speaker.figure(indicator, value, words=False),
    )


def notes(page: Context, points: Sequence[Point]) -> Iterator[str]:
    """Explain every way of drawing that a chart uses, and its gaps."""
    used = {one.mark for one in points}
    for drawn, message in (
        (Mark.INVENTED, "chart.invented"),
        (Mark.PARTIAL, "chart.partial"),
        (Mark.BASE, "chart.base"),
    ):
        if drawn in used:
            yield page.speaker.text(message)
    if any(one.y is None for one in points):
        yield page.speaker.text("chart.gap")


def table(page: Context, indicator: str, series: Sequence[Series]) -> Table:
    """Give the numbers of a chart of lines as a table, one row per point, gaps in words."""
    text = page.speaker.text
    remarks = any(one.note for line in series for one in line.points)
    rows = []
    for at, first in enumerate(series[0].points):
        row = [first.label, *(line.points[at].value for line in series)]
        if remarks:
            said = dict.fromkeys(line.points[at].note for line in series)
            row.append(", ".join(note for note in said if note))
        rows.append(tuple(row))
    names = [line.name for line in series] if len(series) > 1 else [text("column.figure")]
    columns = (text("column.period"), *names, *([text("column.remark")] if remarks else []))
    numeric = (False, *(True for _ in series), *([False] if remarks else []))
    return Table(page.speaker.name(indicator), columns, tuple(rows), numeric)


def this_year_and_last(page: Context, indicator: str, months: Sequence[Known]) -> Chart | None:
    """Draw a year's months beside the year before; None where neither year has two months."""
    speaker, year = page.speaker, page.period.year
    held = {one.period: one for one in months}
    lines = []
    for shown in (year - 1, year):
        wanted = between(month(shown, 1), month(shown, 12))
        points = tuple(_month(page, held.get(one), one) for one in wanted)
        lines.append(Series(str(shown), points, comparison=shown != year))
    before, now = lines
    last = [at for at, one in enumerate(now.points) if one.y is not None]
    if not last or sum(one.y is not None for one in before.points) < 2:
        return None
    end = last[-1]
    heading = speaker.text(
        "chart.months.heading",
        name=speaker.label(indicator),
        month=speaker.language.period(month(year, end + 1), "long"),
        now=now.points[end].value,
        base=before.points[end].value,
    )
    drawn = [held[one] for shown in (year - 1, year) for one in held if one.year == shown]
    both = (now, before)
    return Chart(
        shape="line",
        heading=heading,
        name=speaker.text("chart.months.name", name=speaker.name(indicator)),
        table=_by_month(page, indicator, both),
        series=both,
        axis=_upright(page, indicator, drawn),
        note=" ".join(notes(page, [*before.points, *now.points[: end + 1]])),
        x_axis=axes.months_of_a_year(speaker),
    )


def _month(page: Context, known: Known | None, period: Period) -> Point:
    """Give a month's point; months after the page's period are not a part of it."""
    later = period.end > page.period.end and period.year == page.period.year
    if known is None or later:
        return Point(page.speaker.language.period(period), page.speaker.text("value.gap"), None)
    return point(page, known)


def _by_month(page: Context, indicator: str, both: Sequence[Series]) -> Table:
    """Name the rows by month only: each column is a year of its own."""
    made = table(page, indicator, both)
    names = [page.speaker.text(f"month.{one}") for one in range(1, 13)]
    rows = tuple((name, *row[1:]) for name, row in zip(names, made.rows, strict=True))
    return Table(made.caption, made.columns, rows, made.numeric)
