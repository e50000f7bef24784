"""JSON in which a number keeps every digit: a Decimal never passes through a float.

Refuses floats, infinities and anything that is not plain data.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TextIO

_STEP = "  "
# What a terminal would obey and JSON may hold as it is: controls, marks that turn, line ends.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


# A document that is longer waits in a file until it is whole.
_HELD = 1 << 20


class Each:
    """A list whose items are made when they are written: of a large file there are very many."""

    def __init__(self, make: Callable[[], Iterable[object]]) -> None:
        """Take what makes them, anew every time."""
        self._make = make

    def __iter__(self) -> Iterator[object]:
        """Make one after the other."""
        return iter(self._make())


def written(value: object) -> str:
    """Give plain data as one JSON document, ended by a line break.

    Args:
        value: None, bool, int, Decimal, str, date, aware datetime, or lists, ``Each`` and mappings
            of them.

    Raises:
        TypeError: a float or another kind of object. That is our defect.
        ValueError: infinity or not a number. That is our defect.
    """
    return "".join(_pieces(value, "\n")) + "\n"


def write(value: object, out: TextIO) -> None:
    """Write what ``written`` gives, whole or not at all, without holding it.

    Raises:
        TypeError: a float or another kind of object. That is our defect.
        ValueError: infinity or not a number. That is our defect.
    """
    with tempfile.SpooledTemporaryFile(
        _HELD, "w+", encoding="utf-8", errors="surrogatepass", newline=""
    ) as held:
        for piece in _pieces(value, "\n"):
            held.write(piece)
        held.write("\n")
        held.seek(0)
        shutil.copyfileobj(held, out)


def _pieces(value: object, line: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        members = ((f"{_text(str(k))}: ", v) for k, v in value.items())
        yield from _within("{}", members, line)
    elif isinstance(value, list | tuple | Each):
        yield from _within("[]", (("", one) for one in value), line)
    else:
        yield _single(value)


def _within(marks: str, members: Iterable[tuple[str, object]], line: str) -> Iterator[str]:
    yield marks[0]
    comma, end = "", ""
    for name, value in members:
        yield f"{comma}{line}{_STEP}{name}"
        yield from _pieces(value, line + _STEP)
        comma, end = ",", line
    yield f"{end}{marks[1]}"


def _single(value: object) -> str:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} has no place in JSON")
        return f"{value:f}"
    if isinstance(value, dt.date):  # an instant is a date too
        return json.dumps(value.isoformat())
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool | int):
        return json.dumps(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _text(text: str) -> str:
    """Write a text: the same to whoever parses it, harmless to a terminal that shows it."""
    plain = json.dumps(text, ensure_ascii=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)
