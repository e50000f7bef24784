"""Colours, sizes and texts of every chart.

Refuses to let a text become markup, and to tell good from bad by colour alone: a tone's colour
stands beside its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kpi.texts import isolated
from kpi.view.parts import Mark, Tone

TEXT, ACTUAL, ATTENTION, COMPARISON = "#0A1014", "#0B5A7D", "#B5480B", "#74868F"
TRACK, GROUND, MUTED = "#E7EDF0", "#FFFFFF", "#47555D"
TONES: Mapping[Tone, str] = MappingProxyType({Tone.ATTENTION: ATTENTION, Tone.BAD: "#A3201A"})
FONT = "'Source Sans', 'Source Sans 3', 'Source Sans Pro', Arial, sans-serif"
SIZE, SMALL, LINE = 16, 15, 22

Spec = dict[str, Any]


def safe(text: str) -> str:
    """Make a text harmless for Plotly, which reads a part of HTML: it is shown as it was written.

    A text that may turn the lines and texts beside it stands within an isolate.
    """
    return isolated(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bold(text: str) -> str:
    """Make a harmless bold text."""
    return f"<b>{safe(text)}</b>"


def lines(texts: tuple[str, ...]) -> str:
    """Put harmless lines under each other."""
    return "<br>".join(safe(text) for text in texts)


def label(text: str, size: int = SIZE, colour: str = TEXT, **where: object) -> Spec:
    """Write a ready text at a place; ``where`` is in the words of the drawing library."""
    bare = {"showarrow": False, "borderpad": 0, "borderwidth": 0}
    return {"text": text, **bare, "font": _font(size, colour), **where}


def _font(size: int, colour: str) -> Spec:
    return {"size": size, "color": colour}


def fill(colour: str, mark: Mark) -> Spec:
    """Solid for an actual figure, hatched for an invented one, outlined for an unfinished one."""
    if mark is Mark.INVENTED:
        hatch = {"shape": "/", "fgcolor": colour, "bgcolor": GROUND, "size": 7, "solidity": 0.45}
        return {"color": GROUND, "pattern": hatch, "line": {"color": colour, "width": 2}}
    if mark is Mark.PARTIAL:
        return {"color": GROUND, "line": {"color": colour, "width": 2}}
    return {"color": COMPARISON if mark is Mark.BASE else colour, "line": {"width": 0}}


def layout(height: float, **more: object) -> Spec:
    """Give what every chart has in common: fonts, white ground, nothing that reacts."""
    return {
        "height": height,
        "autosize": True,
        "font": {"family": FONT, **_font(SIZE, TEXT)},
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "showlegend": False,
        "hovermode": False,
        "dragmode": False,
        **more,
    }
