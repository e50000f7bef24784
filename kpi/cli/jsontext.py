"""JSON in which a number keeps every digit: a Decimal never passes through a float.

Refuses floats, infinities and anything that is not plain data.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

_STEP = "  "
# What a terminal would obey and JSON may hold as it is: controls, marks that turn, line ends.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def written(value: object) -> str:
    """Write plain data as one JSON document, ended by a line break.

    Args:
        value: None, bool, int, Decimal, str, date, aware datetime, or lists and mappings of them.

    Raises:
        TypeError: a float or another kind of object. That is our defect.
        ValueError: infinity or not a number. That is our defect.
    """
    return "".join(_pieces(value, "\n")) + "\n"


def _pieces(value: object, line: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        members = [(f"{_text(str(k))}: ", v) for k, v in value.items()]
        yield from _within("{}", members, line)
    elif isinstance(value, list | tuple):
        yield from _within("[]", [("", one) for one in value], line)
    else:
        yield _single(value)


def _within(marks: str, members: list[tuple[str, object]], line: str) -> Iterator[str]:
    yield marks[0]
    for number, (name, value) in enumerate(members):
        yield f"{',' if number else ''}{line}{_STEP}{name}"
        yield from _pieces(value, line + _STEP)
    yield f"{line if members else ''}{marks[1]}"


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
