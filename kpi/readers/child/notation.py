"""Texts in a notation of their own, JSON and the PX of statistical offices, laid out as cells.

Refuses to understand them: lines are rows, and the marks that part their figures part the cells, so
that each figure has a cell. Quotes and separators are theirs, and no damage done by a spreadsheet.
"""

from __future__ import annotations

import re

from .limits import MOST_CELLS, MOST_ROWS, Refused

LINE_END = re.compile(r"\r\n|\r|\n")
PX, JSON = " \t,;", ","
_PX = re.compile(r"\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|MATRIX)\s*=\s*\"")
_JSON = re.compile(r"\s*\{\s*\"")


def marks(text: str) -> str:
    """Give the marks that part the cells of a text; empty for any other text."""
    if _JSON.match(text):
        return JSON
    return PX if _PX.match(text) else ""


def rows(text: str, parting: str) -> list[list[str]]:
    """Lay a text out. A row may be wider than a sheet's.

    Raises:
        Refused: there would be too many rows or cells.
    """
    lines = LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    if len(lines) > MOST_ROWS or len(lines) + sum(map(text.count, parting)) > MOST_CELLS:
        raise Refused("sheet-too-large", "csv")
    part = re.compile(f"[{parting}]")
    return [part.split(line) for line in lines]
