"""JSON-stat files, of version 2 and of the one before.

Refuses collections of tables, and a file whose list of values is not found in its text as it was
read: each figure is told with its place and to its last digit.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, NoReturn

from kpi.errors import Finding, error
from kpi.readers.cells import Raw
from kpi.readers.child import notation
from kpi.readers.numbers import clip, fold
from kpi.readers.pxweb.cube import Cube, Dimension, Figures, Member, Role, role, too_large
from kpi.readers.pxweb.places import Places
from kpi.readers.pxweb.times import stamp
from kpi.readers.pxweb.titles import table_of

_NONSENSE = (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError)
_VALUES = re.compile(r'"value"\s*:\s*([\[{])')
_CLOSING = {"[": "]", "{": "}"}
_CATEGORY = re.compile(r'(?<!\\)"category"\s*:')
_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*+"|-?[0-9][0-9.eE+-]*|null|true|false)')
_KEYED = re.compile(rf'"([0-9]+)"\s*:\s*{_TOKEN.pattern}')
_ROLES = {"time": Role.TIME, "geo": Role.REGION, "metric": Role.METRIC}
_NONE = ".."


def is_ours(text: str) -> bool:
    """Say whether a JSON text is a statistical table."""
    return all(f'"{key}"' in text for key in ("dataset", "dimension", "value"))


def read(text: str) -> tuple[Cube, Mapping[int, str]] | Finding:
    """Read a JSON-stat file.

    Returns:
        The table and, by a figure's number, the mark that stands with it; or an error.
    """
    try:
        whole = json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_number)
    except (ValueError, RecursionError):
        tail = fold(text[-40:])
        return error(
            "statistics-damaged",
            Places(text, notation.JSON).cell(len(text.rstrip()) - 1),
            found=tail,
        )
    try:
        return _table(text, whole)
    except _NONSENSE:
        return error("statistics-damaged", Places(text, notation.JSON).cell(0), found="JSON-stat")


def _no_number(said: str) -> NoReturn:
    raise ValueError(said)


def _table(text: str, whole: Any) -> tuple[Cube, Mapping[int, str]] | Finding:  # noqa: ANN401
    places = Places(text, notation.JSON)
    data = whole.get("dataset", whole)
    if "dataset" not in whole and whole["class"] != "dataset":
        return error("statistics-form-unknown", places.cell(0), found=clip(whole["class"]))
    inner = data["dimension"]
    about = data if "id" in data else inner
    told = {name: one for name, one in inner.items() if isinstance(one, dict) and "category" in one}
    cells = dict(zip(told, map(places.cell, _categories(text)), strict=True))
    roles = {name: it for key, it in _ROLES.items() for name in about.get("role", {}).get(key, ())}
    dimensions = [_dimension(one, told[one], roles.get(one), cells[one]) for one in about["id"]]
    sizes = [len(one.members) for one in dimensions]
    if list(map(int, about["size"])) != sizes:
        return error("statistics-damaged", places.cell(0), found="size")
    px = (data.get("extension") or {}).get("px") or {}
    title = str(data.get("label") or "")
    claimed = too_large(sizes, title or "JSON-stat", places.cell(0))
    if claimed is not None:
        return claimed
    table = table_of([title], [str(px[key]) for key in ("tableid", "matrix") if px.get(key)])
    figures = _figures(text, data["value"], places, prod(sizes))
    return Cube(table, title, dimensions, figures), _statuses(data.get("status") or {})


def _categories(text: str) -> list[int]:
    """Give where the values of each dimension begin in the text."""
    found = _CATEGORY.finditer(text, text.index('"dimension"'))
    return [one.start() for one in found]


def _dimension(name: str, told: Mapping[str, Any], stated: Role | None, cell: str) -> Dimension:
    category = told["category"]
    labels, units = category.get("label", {}), category.get("unit", {})
    index = category.get("index", list(labels))
    codes = index if isinstance(index, list) else sorted(index, key=lambda code: int(index[code]))
    label = fold(str(told.get("label", name)))
    known = (one for one in (role(label), role(name)) if one is not Role.PLAIN)
    found = stated or next(known, Role.METRIC if units else Role.PLAIN)
    members = [_member(code, labels, units, timed=found is Role.TIME) for code in codes]
    return Dimension(label, members, cell, found)


def _member(
    code: str, labels: Mapping[str, str], units: Mapping[str, Any], *, timed: bool
) -> Member:
    text = fold(str(labels.get(code, code)))
    unit = units.get(code) or {}
    said, coded = stamp(Member(text)), stamp(Member(code))
    time = code if timed and coded and coded.year and not (said and said.year) else ""
    return Member(text, code, fold(str(unit.get("base", unit.get("label", "")))), time)


def _statuses(told: Any) -> Mapping[int, str]:  # noqa: ANN401
    """Give the marks of single figures by number; one mark for all is none of them."""
    if isinstance(told, str):
        return {}
    pairs = enumerate(told) if isinstance(told, list) else told.items()
    return {int(number): str(mark) for number, mark in pairs if mark}


def _figures(text: str, values: Any, places: Places, count: int) -> Figures:  # noqa: ANN401
    """Find the figures in the text.

    Raises:
        ValueError: they are not there as they were read.
    """
    if isinstance(values, list):
        starts = _starts(text, values, _TOKEN)
    else:
        starts = array("q", [-1]) * count
        for key, start in zip(values, _starts(text, list(values.items()), _KEYED), strict=True):
            starts[int(key)] = start

    def raw(number: int) -> Raw:
        token = _TOKEN.match(text, starts[number]) if starts[number] >= 0 else None
        value = _value(token[0]) if token else ""
        return _NONE if value is None else str(value)

    return Figures(len(starts), raw, lambda number: places.cell(starts[number]))


def _starts(text: str, values: Sequence[Any], token: re.Pattern[str]) -> array[int]:
    for found in _VALUES.finditer(text):
        area = found.end(), text.find(_CLOSING[found[1]], found.end())
        said = token.findall(text, *area)
        read = map(_value, said) if token is _TOKEN else ((key, _value(one)) for key, one in said)
        if list(read) == values:
            return array("q", (one.start(token.groups) for one in token.finditer(text, *area)))
    raise ValueError("the values are elsewhere")


def _value(token: str) -> Any:  # noqa: ANN401
    """Read one token; a number stays as it is written."""
    return json.loads(token) if token[0] in '"ntf' else token
