"""The one function that draws: a view model's chart to a Plotly figure.

Refuses to format, sort or compute: every text arrives ready in the reader's language and every
number only places ink. Draws nothing that needs a pointer: no hover, no mode bar, no zoom.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from kpi.view.bars import bars
from kpi.view.ink import Spec
from kpi.view.lines import series
from kpi.view.parts import Chart

# The narrowest place a chart stands in: a phone 320 pixels wide, less its margins.
NARROWEST = 284
CONFIG: Mapping[str, Any] = MappingProxyType(
    {
        "staticPlot": True,
        "displayModeBar": False,
        "displaylogo": False,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "responsive": True,
    }
)
_SHAPES: Mapping[str, Callable[[Chart, int], Spec]] = MappingProxyType(
    {"bars": bars, "line": series, "columns": series}
)


def figure(chart: Chart, narrowest: int = NARROWEST) -> go.Figure:
    """Draw a chart.

    Args:
        chart: what to say, as ready strings; ``shape`` is "bars", "line" or "columns".
        narrowest: CSS pixels down to which nothing is clipped. The figure fills any wider place.

    Returns:
        A figure with a height of its own and no width. Show it with ``CONFIG``.

    Raises:
        ValueError: a shape that is not drawn here, or series of unequal length. Our defect.
    """
    if chart.shape not in _SHAPES:
        raise ValueError(f"no such shape: {chart.shape!r}")
    return go.Figure(_SHAPES[chart.shape](chart, narrowest))
