"""How an opened file is sent: one line of JSON, then columns of numbers and days as plain bytes.

Refuses to send more than the parent should hold. A column is ``[code, marks, values, places]``. Of
code ``json`` are all its values; of code ``d`` (numbers, 8 bytes each) and ``i`` (ordinals of days,
4 bytes each) only those that are no such thing, beside their places, and the others follow among
the bytes. Of code ``s`` (texts that come again and again) each text is told once after the places,
and which one stands where follows among the bytes (``I``, 4 bytes each). A mark is
``[mark, words, how many]``, and its places follow the column (``I``). Of rows that are not equally
long, how long each is follows the columns (``I``). As text, numbers and days
took as long as the reading of the workbook; a text told once is also held once by the parent.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from .dress import Told
from .limits import LONGEST_ANSWER, Grid, Opened, Refused

# What is sent of columns of mostly one kind, and what stands there for cells of another kind.
_CODES: dict[type, tuple[str, Any]] = {
    float: ("d", 0.0),
    dt.date: ("i", dt.date.min),
    str: ("s", ""),
}


class _Plain:
    """What follows as bytes; ``letters`` is how long the texts would be, told wherever they stand.

    A text that is told once stands in the parent's cells as often as it did in the file.
    """

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.letters = 0


def packed(one: Opened) -> bytes:
    """Turn an opened file into what is sent.

    Raises:
        Refused: its texts would flood the service.
    """
    plain = _Plain()
    sheets = [_sheet(grid, plain) for grid in one.sheets]
    whole = {"kind": one.kind, "sheets": sheets, "said": one.said, "encoding": one.encoding}
    text = json.dumps(whole, ensure_ascii=False, default=_dressed)
    if len(text) + plain.letters > LONGEST_ANSWER:
        raise Refused("sheet-too-large", max(one.sheets, key=lambda grid: len(grid.rows)).name)
    return b"".join([text.encode("utf-8", "replace"), b"\n", *plain.parts])


def _sheet(grid: Grid, plain: _Plain) -> dict[str, Any]:
    """Give a sheet by its columns; by its rows where filling them up would double it."""
    about = grid._asdict()
    lengths = list(map(len, grid.rows))
    height, wide = len(lengths), max(lengths, default=0)
    if lengths and wide * height <= 2 * sum(lengths):
        del about["rows"]
        across = zip_longest(*grid.rows, fillvalue="")
        about["columns"] = [_column(values, plain) for values in across]
        about["height"] = height
        about["ragged"] = min(lengths) < wide
        plain.parts += [array("I", lengths).tobytes()] if min(lengths) < wide else []
    return about


def _column(values: Sequence[Any], plain: _Plain) -> list[Any]:
    kinds = list(map(type, values))
    marks: list[list[Any]] = []
    places: list[bytes] = []
    if Told in kinds:
        values, marks, places = _marks(values, kinds)
        kinds = list(map(type, values))
    kind = next((one for one in _CODES if kinds.count(one) * 2 > len(kinds)), None)
    if kind is not None:
        kept, others = _only(kind, values, kinds)
        sent, once = _sent(kind, kept)
        if sent:
            plain.parts += [sent, *places]
            plain.letters += sum(map(len, kept)) if once else 0
            return [_CODES[kind][0], marks, [values[at] for at in others], others, once]
    plain.parts += places
    return ["json", marks, values]


def _sent(kind: type, kept: list[Any]) -> tuple[bytes, list[str]]:
    """Give values as bytes, and of texts each one once; no bytes where each is another text."""
    if kind is float:
        return array("d", kept).tobytes(), []
    if kind is dt.date:
        return array("i", map(dt.date.toordinal, kept)).tobytes(), []
    once = list(dict.fromkeys(kept))
    if len(once) * 2 > len(kept):
        return b"", []
    numbers = {text: number for number, text in enumerate(once)}
    return array("I", map(numbers.__getitem__, kept)).tobytes(), once


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


def _only(kind: type, values: Sequence[Any], kinds: Sequence[type]) -> tuple[list[Any], list[int]]:
    """Give the values of one kind, with nothing for the others, and the places of those."""
    others = [at for at, one in enumerate(kinds) if one is not kind]
    kept = list(values)
    for at in others:
        kept[at] = _CODES[kind][1]
    return kept, others


def _dressed(value: object) -> dict[str, str]:
    """Give a date or a time as an object that JSON can carry."""
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return {"time": str(value)}
