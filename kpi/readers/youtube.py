"""YouTube Studio's tables by day or by month, with English, Finnish, Swedish and German headings.

Refuses to take the first row, a total of all days, for a day, the change in subscribers for their
number, a week for its first day, and the figures of a video, which are of all its time, for a
month's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kpi import periods
from kpi.errors import Finding, warning
from kpi.model import Kind
from kpi.periods import Period, day
from kpi.readers import gathered
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Raw, Sheet
from kpi.readers.daily import Meaning, at_cell, filled, folded, headings, left_out, told
from kpi.readers.dates import Cell, is_day, read_days, weeks_or_months
from kpi.readers.exports import date_of, unheaded
from kpi.readers.numbers import fold, shown
from kpi.readers.reading import Reading

_HEADER_WITHIN = 6
_CHANGE = "youtube_net_subscribers"
_HOURS = Meaning("youtube_watch_hours", Kind.FLOW, whole=False)
_RATE = Meaning("", Kind.RATIO)
_KNOWN: tuple[tuple[Meaning, tuple[str, ...]], ...] = (
    (Meaning("youtube_views", Kind.FLOW), ("views", "katselukerrat", "visningar", "aufrufe")),
    (Meaning("youtube_engaged_views", Kind.FLOW, wanted=False), ("engaged views",)),
    (
        _HOURS,
        ("watch time (hours)", "katseluaika (tuntia)", "katseluaika (tunnit)")
        + ("katseluaika (tunteina)", "visningstid (timmar)", "wiedergabezeit (stunden)"),
    ),
    (
        Meaning(_CHANGE, Kind.FLOW),
        ("subscribers", "tilaajat", "tilaajia", "prenumeranter", "abonnenten"),
    ),
    (Meaning("youtube_subscribers_gained", Kind.FLOW), ("subscribers gained",)),
    (Meaning("youtube_subscribers_lost", Kind.FLOW), ("subscribers lost",)),
    (
        Meaning("youtube_impressions", Kind.FLOW),
        ("impressions", "näyttökerrat", "exponeringar", "impressionen"),
    ),
    (Meaning("youtube_unique_viewers", Kind.DISTINCT), ("unique viewers", "yksittäiset katsojat")),
    (Meaning("youtube_likes", Kind.FLOW), ("likes", "tykkäykset")),
    (Meaning("youtube_comments", Kind.FLOW), ("comments added", "lisätyt kommentit")),
    (Meaning("youtube_shares", Kind.FLOW), ("shares", "jaot")),
    (
        _RATE,
        ("impressions click-through rate (%)", "average view duration")
        + ("average percentage viewed (%)", "average views per viewer", "likes (vs. dislikes) (%)")
        + ("näyttökertojen klikkausprosentti (%)", "keskimääräinen katselun kesto"),
    ),
)
_MEANINGS = {words: meaning for meaning, every in _KNOWN for words in every}
_DATE = frozenset({"date", "päivämäärä", "päiväys", "datum"})
_VIDEOS = (
    {"video title", "video publish time"},
    {"videon nimi", "videon julkaisuaika"},
    {"videon otsikko", "videon julkaisuaika"},
    {"videotitel", "publiceringstid för video"},
    {"videotitel", "veröffentlichungszeitpunkt des videos"},
)
_COUNTED = frozenset({"youtube_views", _CHANGE})
_TOTAL = frozenset({"total", "yhteensä", "totalt", "gesamt"})
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


def recognise(book: Book) -> str:
    """Say whether a sheet has the headings of YouTube Studio."""
    return "youtube" if any(_header(sheet) is not None for sheet in book.sheets) else ""


def read(book: Book, _: Asking) -> Reading:
    """Read every table whose rows are days or months; of others say why they are not taken."""
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
        meanings = [_MEANINGS[one] for one in words if one in _MEANINGS]
        below = filled(sheet, number)[:1]
        total = any(_is_total(sheet, at) for at in below)
        dated = bool(words & _DATE) and not any(_is_word(sheet.rows[at][0]) for at in below)
        counted = any(one.concept in _COUNTED for one in meanings)
        if _is_of_videos(words) or (_HOURS in meanings and (total or dated)):
            return number
        if words & _DATE and counted and total:
            return number
    return None


def _is_of_videos(words: set[str]) -> bool:
    return any(words >= telling for telling in _VIDEOS)


def _is_word(raw: Raw) -> bool:
    """Say whether a row is named by what is no day: somebody's own list has months there."""
    return not is_day(raw) and not (isinstance(raw, str) and _MONTH.fullmatch(fold(raw)))


def _is_total(sheet: Sheet, row: int) -> bool:
    return folded(sheet.rows[row][0]) in _TOTAL


def _sheet(sheet: Sheet, header: int) -> Reading:
    first = sheet.rows[header][0]
    where = at_cell(sheet, header, 0)
    if _is_of_videos(set(map(folded, sheet.rows[header]))):
        return Reading(findings=(warning("video-rows-not-taken", where),))
    cells = {
        row: Cell(at_cell(sheet, row, 0), sheet.rows[row][0])
        for row in filled(sheet, header)
        if not _is_total(sheet, row)
    }
    if folded(first) not in _DATE and all(map(_is_word, (it.raw for it in cells.values()))):
        return Reading(findings=(warning("table-by-dimension", where, found=shown(first)),))
    times, findings = _months(cells) or _days(cells)
    known = headings(sheet, header, _MEANINGS)
    made = told(sheet, known, times)
    above = unheaded(sheet, range(header), 0, is_day)
    every = (*above, *findings, *_changes(made), *left_out(known), *made.findings)
    return Reading(series=made.series, findings=every)


def _months(cells: Mapping[int, Cell]) -> tuple[Mapping[int, Period], list[Finding]] | None:
    """Read the rows of a table by month (2025-06); None for one by day."""
    found = {row: _MONTH.fullmatch(shown(it.raw)) for row, it in cells.items()}
    firsts = {row: date_of(one[1], one[2], "1") for row, one in found.items() if one}
    told = {row: date for row, date in firsts.items() if date is not None}
    if not told or len(told) < len(cells):
        return None
    ends = gathered.first_and_last(
        min(told.values()), max(told.values()), cells[next(iter(told))].place
    )
    return {row: periods.month(it.year, it.month) for row, it in told.items()}, [ends]


def _days(cells: Mapping[int, Cell]) -> tuple[Mapping[int, Period], list[Finding]]:
    """Read the rows of a table by day; a week or a month has the same dates."""
    apart = weeks_or_months(cells)
    if apart:
        return {}, apart
    days = read_days(cells)
    return {row: day(date) for row, date in days.days.items()}, list(days.findings)


def _changes(made: Reading) -> list[Finding]:
    return [
        warning("youtube-not-the-count", one.cell, found=one.label)
        for one in made.series
        if one.concept == _CHANGE
    ]
