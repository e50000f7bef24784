"""Where the last value of each line is written, so that it covers no line.

Refuses legends: a line that ends at the right edge is named in the margin, one that ends earlier
is named beside its last point, on the side where the other lines are not.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.view.ink import LINE, MUTED, SIZE, TEXT, Spec, bold, label
from kpi.view.measure import width
from kpi.view.parts import Chart, Point, Series

CLEAR = 8


@dataclass(frozen=True, slots=True)
class _End:
    series: Series
    at: int
    point: Point
    y: float


def written(chart: Chart, room: float, height: float) -> tuple[list[Spec], float]:
    """Give the texts at the lines' ends and the margin that they take at the right edge.

    Args:
        chart: a chart of lines.
        room: pixels from the upright axis to the right edge, at the narrowest.
        height: pixels from the lowest tick to the highest.
    """
    ends = [end for end in map(_end, chart.series) if end is not None]
    last = max((len(one.points) for one in chart.series), default=0) - 1
    at_edge = [end for end in ends if end.at == last]
    earlier = [end for end in ends if end.at != last]
    margin = max((_widest(chart, end) for end in at_edge), default=-4.0) + CLEAR + 4
    texts = _in_margin(chart, at_edge, height)
    step = (room - margin) / max(1, last)
    texts += [_beside(chart, end, step, height) for end in earlier]
    return texts, margin


def _end(one: Series) -> _End | None:
    known = [(at, p, p.y) for at, p in enumerate(one.points) if p.y is not None]
    return _End(one, *known[-1]) if known else None


def _lines(chart: Chart, end: _End) -> tuple[str, ...]:
    return (end.series.name, end.point.value) if len(chart.series) > 1 else (end.point.value,)


def _widest(chart: Chart, end: _End) -> float:
    return max(width(text, SIZE, bold=True) for text in _lines(chart, end))


def _pixels(chart: Chart, difference: float, height: float) -> float:
    """Turn a difference on the upright axis to pixels."""
    at = chart.axis.at if chart.axis else ()
    span = at[-1] - at[0] if len(at) > 1 else 0.0
    return difference / span * height if span else 0.0


def _text(chart: Chart, end: _End, **where: object) -> Spec:
    colour = MUTED if end.series.comparison else TEXT
    words = "<br>".join(bold(text) for text in _lines(chart, end))
    return label(words, SIZE, colour, x=end.at, y=end.y, xref="x", yref="y", **where)


def _in_margin(chart: Chart, ends: list[_End], height: float) -> list[Spec]:
    """Set texts right of the last points, pushed apart where they would touch."""
    texts = []
    taken: float | None = None
    for end in sorted(ends, key=lambda one: -one.y):
        tall = LINE * len(_lines(chart, end))
        place = _pixels(chart, -end.y, height)
        shown = place if taken is None else max(place, taken + tall)
        taken = shown
        where = {"xanchor": "left", "yanchor": "middle", "align": "left"}
        texts.append(_text(chart, end, xshift=CLEAR, yshift=place - shown, **where))
    return texts


def _beside(chart: Chart, end: _End, step: float, height: float) -> Spec:
    """Set a text above or below its point, where it meets the other lines less."""
    wide = _widest(chart, end)
    tall = LINE * len(_lines(chart, end)) + CLEAR
    leans_left = end.at * step < wide
    reach = range(end.at, end.at + int(wide / step) + 2)
    others = [
        _pixels(chart, point.y - end.y, height)
        for one in chart.series
        if one is not end.series
        for at, point in enumerate(one.points)
        if at in reach and point.y is not None
    ]
    above = sum(-4 < away < tall for away in others)
    below = sum(-tall < away < 4 for away in others)
    up = above <= below
    return _text(
        chart, end, xanchor="left", align="left", xshift=-4 if leans_left else 0,
        yanchor="bottom" if up else "top", yshift=CLEAR if up else -CLEAR,
    )  # fmt: skip
