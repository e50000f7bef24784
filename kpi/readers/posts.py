"""Lists of posts of whatever service: a row for each, with its link and its figures so far.

Refuses them: a post's figures are of all its time, and beside the day of publishing they look like
that day's. Services whose lists are read for the number of posts are tried before.
"""

from __future__ import annotations

import re

from kpi.errors import Finding, warning
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Sheet
from kpi.readers.daily import at_cell, filled, folded, number
from kpi.readers.exports import seen
from kpi.readers.numbers import clip, shown
from kpi.readers.reading import Reading

FORMAT = "posts"
_LINK = re.compile(
    r"https?://(?:[a-z0-9-]+\.)*(?:linkedin|twitter|x|tiktok|youtube|threads|facebook|instagram)"
    r"\.(?:com|net)/\S+|https?://(?:youtu\.be|lnkd\.in|fb\.watch|bsky\.app)/\S+",
    re.IGNORECASE,
)
_HEADER_WITHIN, _LOOKED_AT = 6, 200
_LEAST_COLUMNS, _LEAST_FIGURES = 5, 3


def recognise(book: Book) -> str:
    """Give ``posts`` where a sheet has a link to a post in each row, and figures beside it."""
    return FORMAT if any(_header(sheet) is not None for sheet in seen(book)) else ""


def read(book: Book, _: Asking) -> Reading:
    """Say of each list why it is not taken."""
    heads = [(sheet, _header(sheet)) for sheet in seen(book)]
    found = [
        warning("post-rows-not-taken", at_cell(sheet, head, 0), found=clip(sheet.name))
        for sheet, head in heads
        if head is not None
    ]
    return Reading(findings=tuple(found))


def _header(sheet: Sheet) -> int | None:
    """Find the row of words above the links; a long list is told by its beginning."""
    sheet = sheet._replace(rows=sheet.rows[:_LOOKED_AT])
    rows = filled(sheet, -1)[:_HEADER_WITHIN]
    return next((at for at in rows if _is_header(sheet, at)), None)


def _is_header(sheet: Sheet, header: int) -> bool:
    words = [folded(raw) for raw in sheet.rows[header]]
    named = [at for at, word in enumerate(words) if word]
    below = [sheet.rows[at] for at in filled(sheet, header)]
    if len(named) < _LEAST_COLUMNS or not below or any(map(_LINK.match, words)):
        return False
    columns = {at: [row[at] if at < len(row) else "" for row in below] for at in named}
    links = any(all(_LINK.fullmatch(shown(raw)) for raw in cells) for cells in columns.values())
    figures = sum(
        all(raw != "" and not isinstance(number(raw, whole=False), Finding) for raw in cells)
        for cells in columns.values()
    )
    return links and figures >= _LEAST_FIGURES
