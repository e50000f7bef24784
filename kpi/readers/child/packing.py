"""How an opened file is sent: one line of JSON, then columns of numbers and days as plain bytes.

Refuses to send more than the parent should hold. A column is ``[code, marks, values, places]``. Of
code ``json`` are all its values; of code ``d`` (numbers, 8 bytes each) and ``i`` (ordinals of days,
4 bytes each) only those that are no such thing, beside their places, and the others follow among
the bytes. A mark is ``[mark, words, how many]``, and its places follow the column (``I``, 4 bytes
each). As text, numbers and days took as long as the reading of the workbook.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Sequence
from typing import Any

from .dress import Told
from .limits import LONGEST_ANSWER, Grid, Opened, Refused

_NONE: dict[type, Any] = {float: 0.0, dt.date: dt.date.min}


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
    marks: list[list[Any]] = []
    if Told in kinds:
        values, marks, places = _marks(values, kinds)
        kinds = list(map(type, values))
    else:
        places = []
    for kind, code in ((float, "d"), (dt.date, "i")):
        if kinds.count(kind) * 2 > len(kinds):
            kept, others = _only(kind, values, kinds)
            plain += [array(code, kept).tobytes(), *places]
            return [code, marks, [values[at] for at in others], others]
    plain += places
    return ["json", marks, values]


def _marks(
    values: Sequence[Any], kinds: list[type]
) -> tuple[list[Any], list[list[Any]], list[bytes]]:
    """Give the values without their marks, and the places of each mark."""
    bare = list(values)
    places: dict[tuple[str, str], list[int]] = {}
    for at, kind in enumerate(kinds):
        if kind is Told:
            bare[at], mark, words = values[at]
            places.setdefault((mark, words), []).append(at)
    marks = [[mark, words, len(found)] for (mark, words), found in places.items()]
    return bare, marks, [array("I", found).tobytes() for found in places.values()]


def _only(kind: type, values: Sequence[Any], kinds: list[type]) -> tuple[list[Any], list[int]]:
    """Give the values of one kind, with zeros for the others, and the places of those."""
    others = [at for at, one in enumerate(kinds) if one is not kind]
    kept = list(values)
    for at in others:
        kept[at] = _NONE[kind]
    return (kept if kind is float else list(map(dt.date.toordinal, kept))), others


def _dressed(value: object) -> dict[str, str]:
    """Give a date or a time as an object that JSON can carry."""
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return {"time": str(value)}
