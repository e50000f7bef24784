"""TikTok's statistics by day: overview, followers, viewers; its dates mostly have no year.

Refuses to read the difference column, which stands one row off, and to take the figures of a video
for a month's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kpi.errors import Finding, warning
from kpi.model import Kind
from kpi.periods import Period, day
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Sheet
from kpi.readers.daily import Meaning, at_cell, folded, headings, left_out, told, without_sum
from kpi.readers.dates import Cell, is_day, read_days
from kpi.readers.exports import unheaded
from kpi.readers.numbers import fold
from kpi.readers.reading import Reading
from kpi.readers.yearless import is_yearless, read_yearless

_HEADER_WITHIN = 6
_NO_DATA = frozenset({"nan", "--", "undefined"})
_DIFFERENCE = "difference in followers from previous day"
_MEANINGS = {
    "video views": Meaning("tiktok_video_views", Kind.FLOW),
    "profile views": Meaning("tiktok_profile_views", Kind.FLOW),
    "likes": Meaning("tiktok_likes", Kind.FLOW),
    "comments": Meaning("tiktok_comments", Kind.FLOW),
    "shares": Meaning("tiktok_shares", Kind.FLOW),
    "followers": Meaning("tiktok_page_followers", Kind.STOCK),
    "total followers": Meaning("tiktok_page_followers", Kind.STOCK),
    "new followers": Meaning("tiktok_new_followers", Kind.FLOW),
    "total viewers": Meaning("tiktok_viewers", Kind.DISTINCT),
    "new viewers": Meaning("tiktok_viewers_new", Kind.DISTINCT, wanted=False),
    "returning viewers": Meaning("tiktok_viewers_returning", Kind.DISTINCT, wanted=False),
    "reached audience": Meaning("tiktok_reached", Kind.DISTINCT),
    "engaged audience": Meaning("tiktok_engaged", Kind.DISTINCT),
}
# The headings stay English also where the dates do not.
_TELLING = (
    {"date", "video views", "profile views"},
    {"date", "followers", _DIFFERENCE},
    {"date", "total viewers", "new viewers", "returning viewers"},
    {"date", "new followers", "total followers", "engaged audience"},
)
_VIDEOS = {"video title", "video link", "post time"}
_WITH_YEAR = re.compile(r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}")


def recognise(book: Book) -> str:
    """Say whether a sheet has TikTok's headings."""
    return "tiktok" if any(_header(sheet) is not None for sheet in book.sheets) else ""


def read(book: Book, asking: Asking) -> Reading:
    """Read every sheet that has TikTok's headings."""
    headed = [(sheet, _header(sheet)) for sheet in book.sheets]
    made = [_sheet(sheet, at, asking) for sheet, at in headed if at is not None]
    return Reading(
        series=tuple(series for one in made for series in one.series),
        findings=tuple(finding for one in made for finding in one.findings),
    )


def _header(sheet: Sheet) -> int | None:
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        words = set(map(folded, row))
        if any(telling <= words for telling in (*_TELLING, _VIDEOS)):
            return number
    return None


def _sheet(sheet: Sheet, header: int, asking: Asking) -> Reading:
    if set(map(folded, sheet.rows[header])) >= _VIDEOS:
        return Reading(findings=(warning("video-rows-not-taken", at_cell(sheet, header, 0)),))
    found = headings(sheet, header, _MEANINGS)
    known = [one for one in found if one.label.casefold() != _DIFFERENCE]
    shifted = [
        warning("difference-not-read", one.cell, found=one.label)
        for one in found
        if one not in known
    ]
    rows, totals = without_sum(sheet, header, known)
    periods, wrong = _periods(sheet, rows, asking)
    made = told(sheet, known, periods, _NO_DATA)
    above = unheaded(sheet, range(header), 0, lambda raw: is_day(raw) or is_yearless(raw))
    findings = (*above, *shifted, *left_out(known), *wrong, *totals, *made.findings)
    return Reading(series=made.series, findings=findings)


def _periods(
    sheet: Sheet, rows: Sequence[int], asking: Asking
) -> tuple[Mapping[int, Period | None], Sequence[Finding]]:
    cells = {row: Cell(at_cell(sheet, row, 0), sheet.rows[row][0]) for row in rows}
    texts = [cell.raw for cell in cells.values()]
    if all(isinstance(raw, str) and _WITH_YEAR.fullmatch(fold(raw)) for raw in texts):
        days = read_days(cells)
        return {row: day(date) for row, date in days.days.items()}, days.findings
    return read_yearless(cells, asking)
