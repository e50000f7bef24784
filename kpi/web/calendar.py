"""Deadlines as a calendar to subscribe to (iCalendar, RFC 5545).

Refuses the clock: the day is handed in, and an event is stamped with the time of the state of the
data that it was made from, so that the same state on the same day gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator

from kpi.i18n import Language
from kpi.store import Store
from kpi.view.deadlines import Deadline, deadlines
from kpi.view.due import CALENDAR as FILE

__all__ = ["FILE", "calendar"]
# Octets in a line before it is folded.
_LINE = 75
# The standard has no place for these in a text.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# What an event is stamped with before anything was published.
_NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def calendar(store: Store, words: Language, on: dt.date) -> bytes:
    """Write the deadlines of the coming year, an event for each day and role, in UTF-8."""
    organisation = store.catalogue.organisation
    name = words.text("calendar.name", name=organisation.name.in_language(words.code))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Seutumittari//kpi//{words.code.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        # How often to ask anew, in the standard's words and in those of older programs.
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    stamp = f"{_changed(store):%Y%m%dT%H%M%SZ}"
    for one in deadlines(store, words, on):
        lines += _event(one, stamp, organisation.id)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line)).encode("utf-8")


def _changed(store: Store) -> dt.datetime:
    """Give when the state of the data last changed, by a publish or a withdrawal; UTC."""
    changes = (one.withdrawn_at or one.published_at for one in store.uploads())
    return max(changes, default=_NEVER).astimezone(dt.UTC)


def _event(one: Deadline, stamp: str, organisation: str) -> list[str]:
    # The same role and day keep their name whatever is missing, and in every language.
    role = hashlib.sha256(one.owner.fi.encode()).hexdigest()[:12]
    return [
        "BEGIN:VEVENT",
        f"UID:{_day(one.day)}-{role}@{organisation}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_day(one.day)}",
        f"DTEND;VALUE=DATE:{_day(one.day + dt.timedelta(days=1))}",
        f"SUMMARY:{_text(one.summary)}",
        f"DESCRIPTION:{_text(chr(10).join(one.lines))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _day(date: dt.date) -> str:
    return date.isoformat().replace("-", "")


def _text(value: str) -> str:
    """Write text so that nothing in it ends the value or the line; other controls are left out.

    Marks that turn stay: a value is a paragraph of its own, and its sentences close them in.
    """
    plain = _CONTROLS.sub("", value.replace("\r", " "))
    kept = plain.replace("\\", "\\\\")
    return kept.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Cut a line into pieces of 75 octets at most, never within a letter."""
    piece, size = "", 0
    for letter in line:
        wide = len(letter.encode("utf-8"))
        if size + wide > _LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + wide
    yield piece
