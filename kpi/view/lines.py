"""How lines and columns are drawn: few texts under them, the last value written out.

Refuses to join over a gap or to draw a missing point as nought, and needs no legend: a series is
named where it ends.
"""

from __future__ import annotations

from kpi.view.ends import written
from kpi.view.ink import (
    ACTUAL,
    COMPARISON,
    GROUND,
    LINE,
    MUTED,
    SMALL,
    TEXT,
    TRACK,
    Spec,
    bold,
    fill,
    label,
    layout,
    safe,
)
from kpi.view.measure import width
from kpi.view.parts import Axis, Chart, Mark, Series

HEIGHT, MOST_TEXTS = 300, 6
TOP, BOTTOM = LINE + 6, LINE + 10


def series(chart: Chart, narrowest: int) -> Spec:
    """Give the traces and layout of lines or columns, one place per point.

    Raises:
        ValueError: series of unequal length. That is our defect, not bad data.
    """
    if len({len(one.points) for one in chart.series}) > 1:
        raise ValueError("series of one chart are of equal length")
    upright = chart.axis or Axis((), ())
    left = max((width(text, SMALL) for text in upright.texts), default=0) + 10
    draw = _columns if chart.shape == "columns" else _line
    if chart.shape == "columns":
        room = narrowest - left
        texts, right = _on_columns(chart, room), 4.0
    else:
        texts, right = written(chart, narrowest - left, HEIGHT - TOP - BOTTOM)
        room = narrowest - left - right
    under = chart.x_axis or _thinned(chart, left, room)
    right = max(right, width(under.texts[-1], SMALL) / 2 if under.texts else 0)
    return {
        "data": [draw(one) for one in chart.series],
        "layout": layout(
            HEIGHT,
            margin={"l": left, "r": right, "t": TOP, "b": BOTTOM, "pad": 0},
            barmode="group",
            bargap=0.25,
            bargroupgap=0.08,
            xaxis=_under(chart, under),
            yaxis=_beside(upright),
            annotations=texts,
        ),
    }


def _beside(axis: Axis) -> Spec:
    return {
        **_texts(axis),
        "range": [axis.at[0], axis.at[-1]] if len(axis.at) > 1 else None,
        "gridcolor": TRACK,
        "zeroline": bool(axis.at) and axis.at[0] <= 0,
        "zerolinecolor": COMPARISON,
    }


def _side(chart: Chart, last: int) -> float:
    """Say how far the axis goes past its first and last point, in steps from point to point."""
    return 0.5 if chart.shape == "columns" else max(0.3, last * 0.03)


def _under(chart: Chart, axis: Axis) -> Spec:
    last = max((len(one.points) - 1 for one in chart.series), default=0)
    side = _side(chart, last)
    return {
        **_texts(axis),
        "range": [-side, last + side],
        "showgrid": False,
        "zeroline": False,
        "ticks": "outside",
        "tickcolor": COMPARISON,
    }


def _texts(axis: Axis) -> Spec:
    return {
        "tickmode": "array",
        "tickvals": list(axis.at),
        "ticktext": [safe(text) for text in axis.texts],
        "tickangle": 0,
        "ticklabeloverflow": "allow",
        "automargin": False,
        "fixedrange": True,
        "tickfont": {"size": SMALL, "color": TEXT},
    }


def _thinned(chart: Chart, left: float, room: float) -> Axis:
    """Keep every n-th label that fits, the last one always, and the first in place of its next."""
    points = chart.series[0].points if chart.series else ()
    if not points:
        return Axis((), ())
    widths = [width(point.label, SMALL) for point in points]
    fits = max(1, min(MOST_TEXTS, int(room / (max(widths) + 10))))
    last, step = len(points) - 1, -(-len(points) // fits)
    kept = list(range(last % step, last + 1, step))
    side = _side(chart, last)
    apart = room / (last + 2 * side)
    beside = [at for at in kept if at * apart >= max(widths) + 10]
    # It stands under its point, so half of it may reach under the texts of the other axis.
    if kept[0] and beside and widths[0] / 2 <= left + side * apart:
        kept = [0, *beside]
    return Axis(tuple(float(at) for at in kept), tuple(points[at].label for at in kept))


def _line(one: Series) -> Spec:
    colour = COMPARISON if one.comparison else ACTUAL
    hollow = [point.mark in {Mark.PARTIAL, Mark.INVENTED} for point in one.points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(one.points))),
        "y": [point.y for point in one.points],
        "connectgaps": False,
        "cliponaxis": False,
        "hoverinfo": "skip",
        "line": {"color": colour, "width": 2 if one.comparison else 3},
        "marker": {
            "size": 8 if len(one.points) <= 16 else 6,
            "color": [GROUND if empty else colour for empty in hollow],
            "symbol": ["square" if p.mark is Mark.BASE else "circle" for p in one.points],
            "line": {"color": colour, "width": 2},
        },
    }


def _columns(one: Series) -> Spec:
    colour = COMPARISON if one.comparison else ACTUAL
    inks = [fill(colour, point.mark) for point in one.points]
    return {
        "type": "bar",
        "x": list(range(len(one.points))),
        "y": [point.y for point in one.points],
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {
            "color": [ink["color"] for ink in inks],
            "line": {"color": colour, "width": [ink["line"]["width"] for ink in inks]},
            "pattern": {
                **fill(colour, Mark.INVENTED)["pattern"],
                "shape": [ink.get("pattern", {}).get("shape", "") for ink in inks],
            },
        },
    }


def _on_columns(chart: Chart, room: float) -> list[Spec]:
    """Write the value on every column where there is room, else on the last one."""
    each = room / max(1, len(chart.series) * max((len(s.points) for s in chart.series), default=1))
    texts = []
    for number, one in enumerate(chart.series):
        known = [(at, point) for at, point in enumerate(one.points) if point.y is not None]
        fits = all(width(p.value, SMALL, bold=True) + 2 <= each for _, p in known)
        # Columns of one place stand side by side over three quarters of it.
        aside = ((number + 0.5) / len(chart.series) - 0.5) * 0.75
        for at, point in known if fits else known[-1:]:
            near = [p.y for p in one.points[max(0, at - 1) : at + 1] if p.y is not None]
            where = {"xref": "x", "yref": "y", "xanchor": "center", "yanchor": "bottom"}
            colour = MUTED if one.comparison else TEXT
            height = point.y if fits else max(near)
            words = bold(point.value)
            texts.append(label(words, SMALL, colour, x=at + aside, y=height, yshift=2, **where))
    return texts
