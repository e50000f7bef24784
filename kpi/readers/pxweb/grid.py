"""Dimensions told by the words beside the rows and above the columns of a table.

Refuses a table in which a row is missing, comes twice or stands elsewhere: statistical offices
write every combination in its order, people's own tables seldom are so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kpi.readers import exports
from kpi.readers.cells import Marked, Raw, Sheet
from kpi.readers.exports import said
from kpi.readers.numbers import fold, shown
from kpi.readers.pxweb.cube import Figures, Member, is_none
from kpi.readers.pxweb.times import stamp

_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
Pairs = Sequence[tuple[str, str]]


class Level(NamedTuple):
    """The values of one dimension in their order, and at which level their words stand."""

    at: int
    members: list[Member]


def factors(lists: Sequence[Sequence[str]], *, coded: bool) -> list[Level] | None:
    """Tell the values of each dimension from the words along the rows or columns.

    Args:
        lists: level by level, equally long.
        coded: whether codes may stand before their words, as a level of their own.

    Returns:
        The dimensions; None unless the rows are all combinations of their values, each once, the
        last dimension running fastest.
    """
    step = len(lists[0])
    levels, sizes = [], 1
    told = list(_told(lists, coded=coded))
    for at, pairs in told:
        each = list(dict.fromkeys(pairs))
        levels.append(Level(at, [Member(text, code) for code, text in each]))
        sizes *= len(each)
    if sizes != step:
        return None
    for level, (_, pairs) in zip(levels, told, strict=True):
        step //= len(level.members)
        ought = [(one.code, one.text) for one in level.members]
        if any(pair != ought[at // step % len(ought)] for at, pair in enumerate(pairs)):
            return None
    return levels


def _told(lists: Sequence[Sequence[str]], *, coded: bool) -> Iterator[tuple[int, Pairs]]:
    """Give the levels that are dimensions, each word with its code; empty where it has none."""
    at = 0
    while at < len(lists):
        if coded and at + 1 < len(lists) and _go_together(lists[at], lists[at + 1]):
            yield at + 1, list(zip(lists[at], lists[at + 1], strict=True))
            at += 2
        else:
            yield at, [("", word) for word in lists[at]]
            at += 1


def _go_together(codes: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether two levels are codes and their words: no two dimensions go together so."""
    if codes == words:
        return stamp(Member(words[0])) is not None
    both = set(zip(codes, words, strict=True))
    return len(both) == len(set(codes)) == len(set(words)) > 1


def word(raw: Raw) -> str:
    """Give a cell's words, all of them."""
    return fold(raw) if isinstance(raw, str) else shown(raw)


def is_value(raw: Raw) -> bool:
    """Say whether a cell is a figure as a tool writes it, a sign for none, or empty."""
    if isinstance(raw, str):
        if raw.isdecimal():  # nearly every cell
            return True
        text = fold(raw)
        return not text or is_none(text) or _NUMBER.fullmatch(text) is not None
    return isinstance(raw, int | float) and not isinstance(raw, bool | Marked)


class Block(NamedTuple):
    """The figures of a sheet: the rows that they stand in, and their first and last column."""

    sheet: Sheet
    rows: Sequence[int]
    left: int
    right: int

    @property
    def figures(self) -> Figures:
        """Give them row by row."""
        wide = self.right - self.left + 1

        def at(number: int) -> tuple[int, int]:
            down, across = divmod(number, wide)
            return self.rows[down], self.left + across

        def raw(number: int) -> Raw:
            down, across = at(number)
            return said(self.sheet.rows[down], across)

        return Figures(
            wide * len(self.rows), raw, lambda number: exports.cell(self.sheet, *at(number))
        )

    @property
    def is_plain(self) -> bool:
        """Whether all are figures or signs for none."""
        columns = range(self.left, self.right + 1)
        return all(is_value(said(self.sheet.rows[down], c)) for down in self.rows for c in columns)
