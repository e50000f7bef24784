"""How an opened file is sent: one line of JSON, then columns of numbers and days as plain bytes.

Refuses to send more than the parent should hold. A column is ``[code, marks, values, places]``. Of
code ``json`` are all its values; of code ``d`` (numbers, 8 bytes each) and ``i`` (ordinals of days,
4 bytes each) only those that are no such thing, beside their places, and the others follow among
the bytes. Of code ``s`` (texts that come again and again) each text is told once after the places,
and which one stands where follows among the bytes (``I``, 4 bytes each) if there are two. Of code
``t`` (other texts) which of the file's ``texts`` stands where follows in the same way: what is
counted in one column often comes again in the next. A mark is
``[mark, words, how many]``, and its places follow the column (``I``). Of rows that are not equally
long, how long each is follows the columns (``I``). As text, numbers and days
took as long as the reading of the workbook; a text told once is also held once by the parent.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections import Counter
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
# One cell among so many may be another text, and is told by its place.
_FEW, _BLOCK = 50, 1000


class _Plain:
    """What follows as bytes; ``letters`` is how long the texts would be, told wherever they stand.

    A text that is told once stands in the parent's cells as often as it did in the file.
    """

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.letters = 0
        self.texts: dict[str, int] = {}


def packed(one: Opened) -> bytes:
    """Turn an opened file into what is sent.

    Raises:
        Refused: its texts would flood the service.
    """
    plain = _Plain()
    sheets = [_sheet(grid, plain) for grid in one.sheets]
    whole = {"kind": one.kind, "sheets": sheets, "said": one.said, "encoding": one.encoding}
    whole["texts"] = list(plain.texts)
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
        ragged = min(lengths) < wide
        across = zip_longest(*grid.rows, fillvalue="") if ragged else zip(*grid.rows, strict=True)
        about["columns"] = [_column(values, plain) for values in across]
        about["height"] = height
        about["ragged"] = ragged
        plain.parts += [array("I", lengths).tobytes()] if ragged else []
    return about


def _column(values: Sequence[Any], plain: _Plain) -> list[Any]:
    marks: list[list[Any]] = []
    places: list[bytes] = []
    kinds = set(map(type, values))
    if Told in kinds:
        values, marks, places = _marks(values)
        kinds = set(map(type, values))
    kind, kept, others = _nearly_one(values) or _only(values, kinds)
    sent, once = _sent(kind, kept)
    code = _CODES[kind][0] if kind in _CODES else ""
    if kind is str and not (sent or once):
        code, sent = "t", _among(plain.texts, kept)
    plain.parts += [sent, *places]
    if not (sent or once):
        return ["json", marks, values]
    plain.letters += len(once[0]) * len(kept) if len(once) == 1 else sum(map(len, once and kept))
    return [code, marks, [values[at] for at in others], others, once]


def _sent(kind: type, kept: Sequence[Any]) -> tuple[bytes, list[str]]:
    """Give values as bytes, and of texts each one once; neither where each is another text."""
    if kind is float:
        return array("d", kept).tobytes(), []
    if kind is dt.date:
        return array("i", map(dt.date.toordinal, kept)).tobytes(), []
    once = list(dict.fromkeys(kept)) if kind is str else []
    if len(once) < 2:
        return b"", once  # no need to say where a column's only text stands
    if len(once) * 2 > len(kept):
        return b"", []
    numbers = {text: number for number, text in enumerate(once)}
    return array("I", list(map(numbers.__getitem__, kept))).tobytes(), once


def _among(texts: dict[str, int], kept: Sequence[str]) -> bytes:
    """Give which of the file's texts stands where; those that are none of them yet are added."""
    for text in kept:
        if text not in texts:
            texts[text] = len(texts)
    return array("I", list(map(texts.__getitem__, kept))).tobytes()


def _marks(values: Sequence[Any]) -> tuple[list[Any], list[list[Any]], list[bytes]]:
    """Give the values without their marks, and the places of each mark."""
    bare = list(values)
    places: dict[tuple[str, str], list[int]] = {}
    for at, value in enumerate(values):
        if type(value) is Told:
            bare[at], mark, words = value
            places.setdefault((mark, words), []).append(at)
    marks = [[mark, words, len(found)] for (mark, words), found in places.items()]
    return bare, marks, [array("I", found).tobytes() for found in places.values()]


def _nearly_one(values: Sequence[Any]) -> tuple[type, Sequence[Any], list[int]] | None:
    """Give a column that has one text nearly everywhere, mostly none, and the others' places."""
    last = values[-1]
    if type(last) is not str or values.count(last) * _FEW < len(values) * (_FEW - 1):
        return None
    others = [
        at
        for first in range(0, len(values), _BLOCK)
        if (block := values[first : first + _BLOCK]).count(last) < len(block)
        for at, value in enumerate(block, first)
        if value != last
    ]
    return str, [last] * len(values), others


def _only(values: Sequence[Any], kinds: set[type]) -> tuple[type, Sequence[Any], list[int]]:
    """Give the kind of most values, those with nothing for the others, and the others' places."""
    if len(kinds) == 1:
        return next(iter(kinds)), values, []
    ((kind, count),) = Counter(map(type, values)).most_common(1)
    if kind not in _CODES or count * 2 <= len(values):
        return object, values, []
    others = [at for at, value in enumerate(values) if type(value) is not kind]
    kept = list(values)
    for at in others:
        kept[at] = _CODES[kind][1]
    return kind, kept, others


def _dressed(value: object) -> dict[str, str]:
    """Give a date or a time as an object that JSON can carry."""
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return {"time": str(value)}
