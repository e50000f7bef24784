"""YouTube Studio's tables by day.

Refuses to take the first row, a total of all days, for a day, the change in subscribers for their
number, and the figures of a video, which are of all its time, for a month's.
"""

from __future__ import annotations

from kpi.errors import warning
from kpi.model import Kind
from kpi.periods import day
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Sheet
from kpi.readers.daily import Meaning, at_cell, filled, folded, headings, left_out, told
from kpi.readers.dates import Cell, is_day, read_days
from kpi.readers.exports import unheaded
from kpi.readers.numbers import shown
from kpi.readers.reading import Reading

_HEADER_WITHIN = 6
_CHANGE = "youtube_net_subscribers"
_MEANINGS = {
    "views": Meaning("youtube_views", Kind.FLOW),
    "engaged views": Meaning("youtube_engaged_views", Kind.FLOW, wanted=False),
    "watch time (hours)": Meaning("youtube_watch_hours", Kind.FLOW, whole=False),
    "subscribers": Meaning(_CHANGE, Kind.FLOW),
    "subscribers gained": Meaning("youtube_subscribers_gained", Kind.FLOW),
    "subscribers lost": Meaning("youtube_subscribers_lost", Kind.FLOW),
    "impressions": Meaning("youtube_impressions", Kind.FLOW),
    "unique viewers": Meaning("youtube_unique_viewers", Kind.DISTINCT),
    "likes": Meaning("youtube_likes", Kind.FLOW),
    "comments added": Meaning("youtube_comments", Kind.FLOW),
    "shares": Meaning("youtube_shares", Kind.FLOW),
    "impressions click-through rate (%)": Meaning("", Kind.RATIO),
    "average view duration": Meaning("", Kind.RATIO),
    "average percentage viewed (%)": Meaning("", Kind.RATIO),
    "average views per viewer": Meaning("", Kind.RATIO),
    "likes (vs. dislikes) (%)": Meaning("", Kind.RATIO),
}
_VIDEOS = {"video title", "video publish time"}
_HOURS = "watch time (hours)"
_COUNTED = {"views", "subscribers"}


def recognise(book: Book) -> str:
    """Say whether a sheet has the headings of YouTube Studio."""
    return "youtube" if any(_header(sheet) is not None for sheet in book.sheets) else ""


def read(book: Book, _: Asking) -> Reading:
    """Read every table whose rows are days; of others say why their figures are not taken."""
    headed = [(sheet, _header(sheet)) for sheet in book.sheets]
    made = [_sheet(sheet, at) for sheet, at in headed if at is not None]
    return Reading(
        series=tuple(series for one in made for series in one.series),
        findings=tuple(finding for one in made for finding in one.findings),
    )


def _header(sheet: Sheet) -> int | None:
    """Find the header: a video's columns, hours watched, or days with a total right below."""
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        words = set(map(folded, row))
        if words >= _VIDEOS or _HOURS in words:
            return number
        below = filled(sheet, number)[:1]
        if "date" in words and words & _COUNTED and any(_is_total(sheet, at) for at in below):
            return number
    return None


def _is_total(sheet: Sheet, row: int) -> bool:
    return folded(sheet.rows[row][0]) == "total"


def _sheet(sheet: Sheet, header: int) -> Reading:
    first = sheet.rows[header][0]
    where = at_cell(sheet, header, 0)
    if set(map(folded, sheet.rows[header])) >= _VIDEOS:
        return Reading(findings=(warning("video-rows-not-taken", where),))
    cells = {
        row: Cell(at_cell(sheet, row, 0), sheet.rows[row][0])
        for row in filled(sheet, header)
        if not _is_total(sheet, row)
    }
    if folded(first) != "date" and not any(is_day(cell.raw) for cell in cells.values()):
        return Reading(findings=(warning("table-by-dimension", where, found=shown(first)),))
    days = read_days(cells)
    known = headings(sheet, header, _MEANINGS)
    made = told(sheet, known, {row: day(date) for row, date in days.days.items()})
    said = [
        warning("youtube-not-the-count", one.cell, found=one.label)
        for one in made.series
        if one.concept == _CHANGE
    ]
    above = unheaded(sheet, range(header), 0, is_day)
    findings = (*above, *days.findings, *said, *left_out(known), *made.findings)
    return Reading(series=made.series, findings=findings)
