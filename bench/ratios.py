"""Measuring in turns and telling it as a table.

Refuses means: one slow moment of a shared machine would move them; medians of interleaved turns
compare what ran under the same conditions.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: times in seconds, ``bound`` None where there is none to keep."""

    what: str
    ours: float
    bare: float
    bound: float | None

    @property
    def ratio(self) -> float:
        """How many times the bare way's time ours takes."""
        return self.ours / self.bare


def seconds(work: Work) -> float:
    """Time one turn."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(works: Mapping[str, Work], turns: int) -> dict[str, float]:
    """Run each once unmeasured, then all of them in turns; give each one's median in seconds."""
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(turns):
        for name, work in works.items():
            taken[name].append(seconds(work))
    return {name: statistics.median(values) for name, values in taken.items()}


def table(rows: Sequence[Row]) -> str:
    """Lay the rows out for reading."""
    head = f"{'':44} {'ours':>10} {'bare':>10} {'ratio':>7} {'bound':>7}"
    lines = [head]
    for row in rows:
        bound = "" if row.bound is None else f"{row.bound:.1f}"
        mark = "  over" if row.bound is not None and row.ratio > row.bound else ""
        lines.append(
            f"{row.what:44} {_time(row.ours):>10} {_time(row.bare):>10} {row.ratio:7.2f}"
            f" {bound:>7}{mark}"
        )
    return "\n".join(lines)


def _time(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"
