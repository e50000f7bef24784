"""What monthly figures add to an area's page: month by month, from January on, twelve months.

Refuses to fetch more than a few series for a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi.model import Known, Verdict
from kpi.periods import Grain
from kpi.running import YearToDate, rolling_year, year_to_date
from kpi.view import axes
from kpi.view.cards import way
from kpi.view.context import Context
from kpi.view.parts import Bar, Chart, Mark, Series, Table, Tone
from kpi.view.series import notes, point, table, this_year_and_last
from kpi.view.words import words

MOST = 4
YEAR_TO_DATE = tuple[str, YearToDate]


def monthly(page: Context, indicators: Sequence[str]) -> Iterator[Chart]:
    """Draw the first monthly series by month and as twelve months, and several from January on."""
    wanted = [one for one in indicators if page.speaker.indicator(one).grain is Grain.MONTH]
    held = {one: page.store.series(one, Grain.MONTH) for one in wanted[:MOST]}
    full = {one: series for one, series in held.items() if len(series) > 1}
    for one, series in full.items():
        made = this_year_and_last(page, one, series)
        if made is not None:
            yield made
            break
    since_january = _since_january(page, full)
    if since_january is not None:
        yield since_january
    for one, series in full.items():
        made = rolling(page, one, series)
        if made is not None:
            yield made
            break


def _since_january(page: Context, held: dict[str, tuple[Known, ...]]) -> Chart | None:
    """Set the sums from January on beside the same months a year earlier.

    Left out where the period itself is that span: its own comparison says the same.
    """
    found = []
    for one, series in held.items():
        sums = year_to_date(series, page.speaker.indicator(one), page.period)
        if sums is not None and not _is_the_period(page, one, sums):
            found.append((one, sums))
    fit = [
        (one, sums)
        for one, sums in found
        if sums.comparison.verdict is Verdict.YEAR_OVER_YEAR and sums.comparison.ratio is not None
    ]
    if not fit:
        return None
    fit.sort(key=lambda item: -(item[1].comparison.ratio or 0))
    text = page.speaker.text
    return Chart(
        shape="bars",
        heading=text("chart.ytd.heading", span=_spans(page, fit)),
        name=text("chart.ytd.name", span=_spans(page, fit)),
        table=_ytd_table(page, fit),
        bars=tuple(_ytd_bar(page, one, sums) for one, sums in fit),
        note=" ".join([text("chart.ytd.note"), *_invented(page, fit)]),
        tick_text=text("chart.yoy.tick"),
    )


def _is_the_period(page: Context, indicator: str, sums: YearToDate) -> bool:
    whole = page.period.start == sums.first.start and page.period.end == sums.last.end
    return whole and page.comparison(indicator).verdict is Verdict.YEAR_OVER_YEAR


def _span(page: Context, sums: YearToDate) -> str:
    text, last = page.speaker.text, sums.last.start.month
    if last == 1:
        return page.speaker.language.period(sums.first)
    return text("chart.ytd.span", last=last, year=str(sums.last.year))


def _spans(page: Context, fit: Sequence[YEAR_TO_DATE]) -> str:
    """Name the months, all of them where the indicators are not known equally far."""
    return ", ".join(dict.fromkeys(_span(page, sums) for _, sums in fit))


def _invented(page: Context, fit: Sequence[YEAR_TO_DATE]) -> list[str]:
    some = page.store.invented and any(sums.estimated for _, sums in fit)
    return [page.speaker.text("chart.invented")] if some else []


def _ytd_bar(page: Context, indicator: str, sums: YearToDate) -> Bar:
    speaker = page.speaker
    ratio = sums.comparison.ratio or Decimal(0)
    said = words(sums.comparison, speaker.indicator(indicator), speaker)
    label = speaker.text("value.line", name=speaker.label(indicator), figure=_span(page, sums))
    return Bar(
        label=label,
        value=speaker.language.percent(ratio, 1, signed=True),
        fraction=float(1 + ratio),
        tick=1.0,
        tone=Tone.ATTENTION if said.tone is Tone.BAD else Tone.NEUTRAL,
        aside=speaker.text(
            "chart.of",
            part=speaker.figure(indicator, sums.value, words=False),
            whole=speaker.figure(indicator, sums.comparison.base_value, words=False),
        ),
        mark=Mark.INVENTED if sums.estimated and page.store.invented else Mark.NONE,
    )


def _ytd_table(page: Context, fit: Sequence[YEAR_TO_DATE]) -> Table:
    speaker, text = page.speaker, page.speaker.text
    rows = tuple(
        (
            speaker.label(one),
            _span(page, sums),
            speaker.figure(one, sums.value),
            speaker.figure(one, sums.comparison.base_value),
            words(sums.comparison, speaker.indicator(one), speaker).change,
        )
        for one, sums in fit
    )
    columns = (
        text("column.indicator"), text("column.months"), text("column.figure"),
        text("column.year-earlier"), text("column.change"),
    )  # fmt: skip
    links = tuple(way(page, one) for one, _ in fit)
    return Table(
        text("chart.ytd.name", span=_spans(page, fit)), columns, rows,
        (False, False, True, True, True), links,
    )  # fmt: skip


def rolling(page: Context, indicator: str, months: Sequence[Known]) -> Chart | None:
    """Draw the sum of the latest twelve months, month by month."""
    speaker = page.speaker
    sums = rolling_year(months, speaker.indicator(indicator), page.period)
    known = [one for one in sums if one.value is not None]
    if len(known) < 2:
        return None
    points = tuple(point(page, one) for one in sums)
    name = speaker.text("chart.rolling.name", name=speaker.name(indicator))
    heading = speaker.text(
        "chart.rolling.heading",
        name=speaker.label(indicator),
        figure=speaker.figure(indicator, known[-1].value, words=False),
    )
    line = Series(name, points)
    return Chart(
        shape="line",
        heading=heading,
        name=name,
        table=table(page, indicator, (line,)),
        series=(line,),
        axis=axes.upright(
            (one.value for one in known if one.value is not None),
            speaker.indicator(indicator).decimals,
            lambda value: speaker.figure(indicator, value, words=False),
        ),
        note=" ".join([speaker.text("chart.rolling.note"), *notes(page, points)]),
        x_axis=axes.along([one.period for one in sums], speaker),
    )
