"""The record of what was done as a table for other programs: exact times, codes, hashes.

Refuses text that a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from kpi.links import Done
from kpi.reports.tidy import defused

COLUMNS = ("at", "event", "what", "by", "via", "digest")


def table(many: Sequence[Done]) -> bytes:
    """Write the record, one line each, in the order given; with a mark so that Excel reads it."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for one in many:
        cells = (one.at.isoformat(), one.event, one.what, one.by, one.via, one.digest)
        rows.writerow([defused(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")
