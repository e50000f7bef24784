"""Files as the tools write them, made here: the few shapes that many tests need.

Refuses to be an export of anybody's: every figure is invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

Days = Sequence[tuple[str, int]]


def days(first: str, values: Iterable[int]) -> list[tuple[str, int]]:
    """Give values to the days from the first on."""
    start = dt.date.fromisoformat(first)
    return [((start + dt.timedelta(n)).isoformat(), one) for n, one in enumerate(values)]


def meta_daily(*blocks: tuple[str, Days]) -> bytes:
    """Write Meta's daily figures: a title, a header, a row for each day; UTF-16."""
    lines = ["sep=,"]
    for title, told in blocks:
        lines += [f'"{title}"', '"Date","Primary"']
        lines += [f'"{day}T00:00:00","{value}"' for day, value in told]
        lines.append("")
    return "\n".join(lines).encode("utf-16")
