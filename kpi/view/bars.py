"""How bars are drawn: label above, value at the right edge, pace as a tick.

Refuses to start a bar anywhere but at zero, and to hide a share too small for a pixel.
"""

from __future__ import annotations

from kpi.view.ink import (
    ACTUAL,
    GROUND,
    LINE,
    MUTED,
    SIZE,
    SMALL,
    TEXT,
    TONES,
    TRACK,
    Spec,
    bold,
    fill,
    label,
    layout,
    lines,
    safe,
)
from kpi.view.measure import width, wrapped
from kpi.view.parts import Bar, Chart

THICK, GAP, BEFORE = 20, 14, 4
# A share of a thousandth is drawn as a sliver.
LEAST = 0.005


def bars(chart: Chart, narrowest: int) -> Spec:
    """Give the traces and layout of bars. One unit of the upright axis is one pixel from the top.

    Labels are broken for ``narrowest`` pixels, so the height holds at any width.
    """
    margin = max((width(b.value, SIZE, bold=True) for b in chart.bars), default=0.0) + 10
    low, high = _range(chart.bars)
    traces: list[Spec] = []
    texts: list[Spec] = []
    shapes: list[Spec] = []
    top = 0.0
    for bar in chart.bars:
        head, height = _head(bar, top, narrowest, margin)
        middle = top + height + BEFORE + THICK / 2
        traces += _inks(bar, middle)
        texts += [*head, _value(bar, middle, margin)]
        shapes += _tick(bar, middle)
        top = middle + THICK / 2 + GAP
    top -= GAP - 6
    if chart.tick_text and shapes:
        words = wrapped(chart.tick_text, (narrowest - margin) * 0.6, SMALL)
        texts.append(_tick_label(words, chart.bars, (low, high), top))
        top += LINE * len(words)
    whole = max(top, 10)
    return {
        "data": traces,
        "layout": layout(
            whole,
            margin={"l": 0, "r": margin, "t": 0, "b": 0, "pad": 0},
            barmode="overlay",
            xaxis={"range": [low, high], "visible": False, "fixedrange": True},
            yaxis={"range": [whole, 0], "visible": False, "fixedrange": True},
            annotations=texts,
            shapes=shapes,
        ),
    }


def _range(every: tuple[Bar, ...]) -> tuple[float, float]:
    ends = [bar.fraction for bar in every] + [bar.tick for bar in every if bar.tick is not None]
    return min([0.0, *ends]), max([1.0, *ends])


def _head(bar: Bar, top: float, narrowest: int, margin: float) -> tuple[list[Spec], float]:
    """Set the label and at the right edge the second text, under each other if it is shorter so."""
    beside = wrapped(bar.label, narrowest - width(bar.aside, SIZE) - 12, SIZE)
    words = wrapped(bar.label, narrowest, SIZE)
    stacked = bool(bar.aside) and len(words) + 1 < len(beside)
    words = words if stacked or not bar.aside else beside
    height = LINE * (len(words) + stacked)
    where: Spec = {"yref": "y", "xref": "paper", "yanchor": "top"}
    texts = [label(lines(words), x=0, y=top, xanchor="left", align="left", **where)]
    if bar.aside:
        low = top + height - LINE
        texts.append(label(safe(bar.aside), x=1, y=low, xanchor="right", xshift=margin, **where))
    return texts, height


def _inks(bar: Bar, middle: float) -> list[Spec]:
    """Draw the track from nought to the whole, and the bar over it."""
    fraction = max(bar.fraction, LEAST) if bar.fraction > 0 else bar.fraction
    common = {"type": "bar", "y": [middle], "width": [THICK], "orientation": "h"}
    track = {"color": TRACK, "line": {"width": 0}}
    return [
        {**common, "x": [1.0], "marker": track, "hoverinfo": "skip"},
        {
            **common,
            "x": [fraction],
            "marker": fill(TONES.get(bar.tone, ACTUAL), bar.mark),
            "hoverinfo": "skip",
        },
    ]


def _value(bar: Bar, middle: float, margin: float) -> Spec:
    where: Spec = {"xref": "paper", "yref": "y", "xanchor": "right", "yanchor": "middle"}
    return label(bold(bar.value), x=1, y=middle, xshift=margin, **where)


def _tick(bar: Bar, middle: float) -> list[Spec]:
    """Draw the pace with a white edge, so that it shows on the bar and on the track."""
    if bar.tick is None:
        return []
    line = {"type": "line", "x0": bar.tick, "x1": bar.tick, "xref": "x", "yref": "y"}
    ends = {"y0": middle - THICK / 2 - 4, "y1": middle + THICK / 2 + 4}
    return [
        {**line, **ends, "line": {"color": colour, "width": thick}}
        for colour, thick in ((GROUND, 7), (TEXT, 3))
    ]


def _tick_label(
    words: tuple[str, ...], every: tuple[Bar, ...], span: tuple[float, float], top: float
) -> Spec:
    """Say under the last tick what the ticks mean."""
    last = next(bar.tick for bar in reversed(every) if bar.tick is not None)
    at = (last - span[0]) / (span[1] - span[0])
    side = "left" if at < 0.3 else "right" if at > 0.7 else "center"
    where: Spec = {"xref": "paper", "yref": "y", "yanchor": "top", "align": side}
    return label(lines(words), SMALL, MUTED, x=at, y=top, xanchor=side, **where)
