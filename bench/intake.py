"""Publishing a large workbook against a bare calamine pass over the same file.

Refuses to hide the price of the child process: what a small workbook costs is measured apart and
told. What a running service has done long before anybody publishes (a store is open, a child waits)
is not counted.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from python_calamine import CalamineWorkbook

from bench import invented
from bench.ratios import Row, in_turns
from kpi import pipeline, readers
from kpi.desk import Desk

_TURNS, _LONG_TURNS = 7, 3


def run() -> list[Row]:
    """Publish into an empty store each time."""
    readers.keep_ready()  # as a service does
    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as folder:
        first = invented.desk(Path(folder) / "0")
        large = invented.workbook(first)
        small = invented.workbook(first, invented.MONTHS[:1])
        fresh = _desks(first, Path(folder), _TURNS + _LONG_TURNS + 2)
        opened: list[Desk] = []
        long = invented.workbook(first, invented.LONG)

        def ours() -> None:
            done = pipeline.publish([("all.xlsx", large)], opened.pop(), by="bench")
            if len(done.checked[0].observations) != invented.ROWS:
                raise RuntimeError("not everything was published")

        took = in_turns(
            {
                "open": lambda: opened.append(next(fresh)),
                "ours": ours,
                "bare": lambda: _pass(large),
                "child": lambda: readers.read("small.xlsx", small),
                "small": lambda: _pass(small),
            },
            _TURNS,
        )

        def ours_long() -> None:
            done = pipeline.publish([("long.xlsx", long)], opened.pop(), by="bench")
            if not done.published:
                raise RuntimeError("nothing was published")

        slow = in_turns(
            {
                "open": lambda: opened.append(next(fresh)),
                "ours": ours_long,
                "bare": lambda: _pass(long),
            },
            _LONG_TURNS,
        )
    start = took["child"] - took["small"]
    return [
        Row(f"publish {invented.ROWS} rows, less the child's start", took["ours"] - start,
            took["bare"], 4.0),
        Row("the same with the child's start", took["ours"], took["bare"], None),
        Row(f"publish {invented.INDICATORS * len(invented.LONG)} rows", slow["ours"],
            slow["bare"], 2.5),
        Row("the child's start: a small workbook read", took["child"], took["small"], None),
    ]  # fmt: skip


def _desks(first: Desk, root: Path, count: int) -> Iterator[Desk]:
    """Give desks whose stores are empty and open; opened as they are asked for, to be open still.

    A process shares a few connections, and the first of many desks would be shut again.
    """
    for number in range(1, count + 1):
        settings = first.settings.model_copy(update={"data": root / str(number)})
        desk = replace(first, settings=settings)
        pipeline.open_store(desk)
        yield desk


def _pass(data: bytes) -> int:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
