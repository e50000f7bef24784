"""What the child sends, turned back into sheets.

Refuses to trust it: the child has had a stranger's file in its hands. Whatever does not fit raises
an ordinary exception, and nothing in it is ever run.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Callable, Sequence
from typing import Any

from kpi.readers.cells import Columns, Mark, Marked, Raw, Sheet

_WORTH: dict[str, Callable[[Any], Any]] = {
    "date": dt.date.fromisoformat,
    "moment": dt.datetime.fromisoformat,
    "time": lambda text: Marked(Mark.TIME, text),
}
# Fewer rows are made at once: whatever reads a small sheet walks through it.
_LARGE = 5_000
_DAYS: dict[str, Callable[[int], dt.date]] = {"i": dt.date.fromordinal}


def read(answer: bytes) -> dict[str, Any]:
    """Give the answer with its sheets; the form is told in ``kpi/readers/child/packing.py``."""
    end = answer.find(b"\n")
    head = answer if end < 0 else answer[:end]
    told: dict[str, Any] = json.loads(head, object_hook=_undressed)
    plain = _Plain(memoryview(answer)[end + 1 :], told.pop("texts", ()))
    told["sheets"] = tuple(_sheet(one, plain) for one in told.get("sheets", ()))
    return told


class _Plain:
    """The columns that came as plain bytes, one after the other."""

    def __init__(self, left: memoryview, texts: Sequence[Raw]) -> None:
        self._left = left
        self._texts = texts

    def picked(self, height: int) -> list[Raw]:
        """Put the file's texts where they stand."""
        return list(map(self._texts.__getitem__, self.take("I", height)))

    def take(self, code: str, height: int) -> list[Any]:
        values = array(code)
        size = values.itemsize * height
        values.frombytes(self._left[:size])
        self._left = self._left[size:]
        if len(values) != height:
            raise ValueError("the child's answer is too short")
        return list(map(_DAYS[code], values)) if code in _DAYS else values.tolist()


def _sheet(one: dict[str, Any], plain: _Plain) -> Sheet:
    return Sheet(
        one["name"],
        one["hidden"],
        one["row"],
        one["column"],
        one["rows"] if "rows" in one else _rows(one, plain),
        frozenset(one["hidden_rows"]),
        frozenset(one["hidden_columns"]),
        [tuple(area) for area in one["merged"]],
    )


def _rows(one: dict[str, Any], plain: _Plain) -> Sequence[Sequence[Raw]]:
    height = one["height"]
    columns = [_column(about, height, plain) for about in one["columns"]]
    if not one["ragged"]:
        return Columns(columns) if height > _LARGE else list(Columns(columns))
    lengths = plain.take("I", height)
    return [row[:size] for row, size in zip(Columns(columns), lengths, strict=True)]


def _column(about: list[Any], height: int, plain: _Plain) -> list[Raw]:
    code, marks, told, *more = about
    values: list[Raw] = told
    if code != "json":
        places, once = more
        if code == "t":
            values = plain.picked(height)
        else:
            values = _texts(once, height, plain) if code == "s" else plain.take(code, height)
        for at, value in zip(places, told, strict=True):
            values[at] = value
    for name, words, count in marks:
        mark = Mark(name)
        for at in plain.take("I", count):
            values[at] = Marked(mark, values[at], words)
    return values


def _texts(once: list[Raw], height: int, plain: _Plain) -> list[Raw]:
    """Put each text where it stands: the only one everywhere."""
    return once * height if len(once) == 1 else list(map(once.__getitem__, plain.take("I", height)))


def _undressed(item: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Turn the child's objects back into days and times; its frames stay as they are."""
    if len(item) != 1:
        return item
    ((name, value),) = item.items()
    return _WORTH[name](value)
