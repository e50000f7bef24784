"""Files of Meta Business Suite: days, posts, audience; and the report of advertisements.

Refuses the report of advertisements by name: its rows are campaigns over any span of days, and its
second row is the total of all.
"""

from __future__ import annotations

from kpi.errors import error
from kpi.readers.asking import Asking
from kpi.readers.cells import Book
from kpi.readers.meta import audience, daily, posts
from kpi.readers.meta.grid import Grid
from kpi.readers.reading import Reading

__all__ = ["read", "recognise"]

ADS = "meta-ads"
_SPAN = {"reporting starts", "reporting ends"}
_MOST_FINDINGS = 500


def recognise(book: Book) -> str:
    """Give the format's name, by shape and not by the language; empty when it is none of Meta's.

    An audience file may hold daily blocks too, so it is looked for first.
    """
    if _is_ads(book):
        return ADS
    known = (
        (audience.FORMAT, audience.recognise),
        (daily.FORMAT, daily.recognise),
        (posts.FORMAT, posts.recognise),
    )
    return next((name for name, recognised in known if recognised(book)), "")


def read(book: Book, asking: Asking) -> Reading:
    """Read a file that ``recognise`` knew; the format it gave is in ``asking``."""
    if asking.format == ADS:
        return Reading(findings=(error("meta-ads-not-read"),))
    readers = {audience.FORMAT: audience.read, daily.FORMAT: daily.read, posts.FORMAT: posts.read}
    made = readers[asking.format](book, asking)
    if len(made.findings) <= _MOST_FINDINGS:
        return made
    last = made.findings[_MOST_FINDINGS]
    many = error("too-many-errors", last.cell, found=str(_MOST_FINDINGS))
    return Reading(findings=(*made.findings[:_MOST_FINDINGS], many))


def _is_ads(book: Book) -> bool:
    grids = [Grid(sheet) for sheet in book.sheets]
    return any(
        {grid.text(0, column).casefold() for column in grid.filled(0)} >= _SPAN for grid in grids
    )
