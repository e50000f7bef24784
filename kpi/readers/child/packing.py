"""How an opened file is sent: one line of JSON, then columns of numbers and days as plain bytes.

Refuses to send more than the parent should hold. A column is ``["json", values]`` or
``[code, places, values]``: the numbers of code ``d`` (8 bytes each) or the ordinals of days of code
``i`` (4 bytes each) follow among the bytes, and what else stands in the column is listed beside its
places. As text, numbers and days took as long as the reading of the workbook.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Sequence
from typing import Any

from .limits import LONGEST_ANSWER, Grid, Opened, Refused

_DAY = dt.date.min


def packed(one: Opened) -> bytes:
    """Turn an opened file into what is sent.

    Raises:
        Refused: its texts would flood the service.
    """
    plain: list[bytes] = []
    sheets = [_sheet(grid, plain) for grid in one.sheets]
    whole = {"kind": one.kind, "sheets": sheets, "said": one.said, "encoding": one.encoding}
    text = json.dumps(whole, ensure_ascii=False, default=_dressed)
    if len(text) > LONGEST_ANSWER:
        raise Refused("sheet-too-large", max(one.sheets, key=lambda grid: len(grid.rows)).name)
    return b"".join([text.encode("utf-8", "replace"), b"\n", *plain])


def _sheet(grid: Grid, plain: list[bytes]) -> dict[str, Any]:
    """Give a sheet by its columns where all rows are equally long, else by its rows."""
    about = grid._asdict()
    if len(set(map(len, grid.rows))) == 1:
        del about["rows"]
        about["columns"] = [_column(values, plain) for values in zip(*grid.rows, strict=True)]
        about["height"] = len(grid.rows)
    return about


def _column(values: Sequence[Any], plain: list[bytes]) -> list[Any]:
    kinds = list(map(type, values))
    if kinds.count(float) * 2 > len(kinds):
        kept, places = _only(float, 0.0, values, kinds)
        plain.append(array("d", kept).tobytes())
        return ["d", places, [values[at] for at in places]]
    if kinds.count(dt.date) * 2 > len(kinds):
        kept, places = _only(dt.date, _DAY, values, kinds)
        plain.append(array("i", map(dt.date.toordinal, kept)).tobytes())
        return ["i", places, [values[at] for at in places]]
    return ["json", values]


def _only(
    kind: type, instead: object, values: Sequence[Any], kinds: list[type]
) -> tuple[list[Any], list[int]]:
    """Give the values of one kind with something in place of the others, and their places."""
    places = [at for at, one in enumerate(kinds) if one is not kind]
    kept = list(values)
    for at in places:
        kept[at] = instead
    return kept, places


def _dressed(value: object) -> dict[str, str]:
    """Give a date or a time as an object that JSON can carry."""
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return {"time": str(value)}
