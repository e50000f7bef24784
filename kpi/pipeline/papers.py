"""What is handed out: the workbook to fill in, and a cell of an original among its neighbours.

Refuses to change anything.
"""

from __future__ import annotations

from decimal import Decimal

from kpi.desk import Desk
from kpi.periods import Period
from kpi.pipeline.opening import open_store
from kpi.readers import neighbours
from kpi.store import Store


def template(desk: Desk, period: Period, language: str) -> bytes:
    """Make the workbook to fill in for a period, with the last known values beside."""
    # Loaded here: every other command starts quicker without the file writer.
    from kpi.reports.template import template as build_template

    last: dict[str, tuple[Period, Decimal]] = {}
    for known in open_store(desk).observations():
        if known.value is not None and known.period.end <= period.start:
            held = last.get(known.indicator)
            if held is None or held[0].end <= known.period.end:
                last[known.indicator] = (known.period, known.value)
    return build_template(desk.catalogue, period, language, last)


def neighbourhood(
    current: Store, upload: str, cell: str, reach: int = 2
) -> tuple[tuple[str, ...], neighbours.Rows]:
    """Give a cell of an original among its neighbours: column letters, rows of texts."""
    name, data = current.original(upload)
    return neighbours.neighbourhood(name, data, cell, reach)
