"""Whose channel a tool's figures are of, and which channel an indicator is about.

Refuses to offer one channel's indicator for another's figures: "Instagram views" are nearest to
"Facebook impressions" by their words, and a slip of the mouse made them that.
"""

from __future__ import annotations

from kpi.catalogue_rows import Indicator
from kpi.readers import Series

_CHANNELS = ("facebook", "instagram", "linkedin", "tiktok", "youtube")
# Tools that count visits to a site, or letters, and nothing of any channel.
_NO_CHANNEL = ("ga4-", "matomo", "plausible", "newsletter")
_META = frozenset({"facebook", "instagram"})


def of_series(one: Series, form: str) -> frozenset[str] | None:
    """Give the channels that a series can be of by the file's format; None where it may be any."""
    named = _named(f"{one.concept} {one.label}")
    if form.startswith("meta-"):
        return named & _META or _META
    if form.startswith(_NO_CHANNEL):
        return frozenset()
    return next((frozenset({it}) for it in _CHANNELS if form.startswith(it)), None)


def suits(indicator: Indicator, channels: frozenset[str] | None) -> bool:
    """Say whether an indicator can be of one of these channels, or names none."""
    if channels is None:
        return True
    texts = (indicator.name, indicator.short_name, indicator.source)
    words = " ".join(word for text in texts if text for word in (text.fi, text.en))
    about = _named(f"{indicator.id} {words}")
    return not about or bool(about & channels)


def _named(text: str) -> frozenset[str]:
    return frozenset(it for it in _CHANNELS if it in text.casefold())
