"""The engine's answers for one period against a bare SELECT over the same rows in the same file.

Refuses to count what a page caches: every turn asks the database anew.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench import invented
from bench.ratios import Row, in_turns
from kpi import pipeline
from kpi.compare import compare

_BARE = "select sum(obs_value), count(*), min(obs_value) from statement"
_TURNS = 60


def run() -> list[Row]:
    """Publish the rows once, then ask for a half-year: every figure and its comparison."""
    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as folder:
        desk = invented.desk(Path(folder))
        pipeline.publish([("all.xlsx", invented.workbook(desk))], desk, by="bench")
        store = pipeline.open_store(desk)
        indicators = store.catalogue.indicators

        def ours() -> int:
            pairs = store.figures(invented.PERIOD)
            return len([compare(pair, indicators[one]) for one, pair in pairs.items()])

        def bare() -> object:
            return store.connection.cursor().execute(_BARE).fetchall()

        rows = bare()[0][1]  # type: ignore[index]
        if rows != invented.ROWS or ours() != invented.INDICATORS:
            raise RuntimeError(f"{rows} rows were published")
        took = in_turns({"ours": ours, "bare": bare}, _TURNS)
    return [Row(f"figures of a period, {rows} observations", took["ours"], took["bare"], 8.0)]
