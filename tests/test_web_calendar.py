"""Deadlines as a calendar: as the standard asks, the same bytes for the same state and day."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.i18n import CODES, language
from kpi.web.calendar import _folded, _text, calendar
from tests.builders import START, Archive, archive, catalogue, entry, observed

FI = language("fi")
AUTUMN = dt.date(2025, 11, 25)
MONTHLY = entry("visits", "lending", "flow", "persons", "month", 0, due='"month"')
YEARLY = entry(
    "costs", "house", "flow", "EUR", "year", 0, goals='[{ no = "1.1", listed = true }]'
).replace('name = { fi = "costs nimi"', r'name = { fi = "Kulut; netto\\brutto, €"')


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    made = archive(tmp_path, catalogue(tmp_path, MONTHLY, YEARLY))
    made.publish(observed("visits", "2025-10", 1))
    return made


def lines(data: bytes) -> list[str]:
    """Unfold a calendar's lines as its reader does."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def events(data: bytes) -> list[dict[str, str]]:
    """Give each event's properties, their parameters within the name."""
    text = "\n".join(lines(data))
    bodies = re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", text, re.DOTALL)
    return [dict(line.split(":", 1) for line in body.split("\n")) for body in bodies]


def test_a_calendar_begins_and_ends_as_one(kept: Archive) -> None:
    said = lines(calendar(kept.open(), FI, AUTUMN))
    assert said[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Seutumittari//kpi//FI",
        "CALSCALE:GREGORIAN",
    ]
    assert said[-1] == "END:VCALENDAR"
    assert said.count("BEGIN:VEVENT") == said.count("END:VEVENT") == 12
    assert "X-WR-CALNAME:Lukujen määräpäivät – Kirjasto" in said


def test_an_event_is_a_whole_day_of_a_role(kept: Archive) -> None:
    first, second, *_ = events(calendar(kept.open(), FI, AUTUMN))
    assert first == {
        "UID": first["UID"],
        "DTSTAMP": "20250701T090100Z",
        "DTSTART;VALUE=DATE": "20251214",
        "DTEND;VALUE=DATE": "20251215",
        "SUMMARY": "Lukujen määräpäivä: johtaja (1 luku)",
        "DESCRIPTION": r"Vastuurooli: johtaja\nOdotetaan\, marraskuu 2025: visits nimi",
        "TRANSP": "TRANSPARENT",
    }
    assert re.fullmatch(r"20251214-[0-9a-f]{12}@library", first["UID"])
    assert second["DESCRIPTION"] == (
        r"Vastuurooli: johtaja\nOdotetaan\, joulukuu 2025: visits nimi"
        r"\nOdotetaan\, 2025: Kulut\; netto\\brutto\, €"
    )


def test_an_event_keeps_its_name(kept: Archive) -> None:
    """Whatever has come since, and in another language, it is the same event to a calendar."""
    before = {one["UID"] for one in events(calendar(kept.open(), FI, AUTUMN))}
    english = events(calendar(kept.open(), language("en"), AUTUMN))
    assert {one["UID"] for one in english} == before
    assert english[0]["SUMMARY"] == "Figures are due: head (1 figure)"
    kept.publish(observed("visits", "2025-11", 1))
    after = [one["UID"] for one in events(calendar(kept.open(), FI, AUTUMN))]
    assert set(after) < before and len(set(after)) == len(after) == 11


def test_the_stamp_is_of_the_data_and_not_of_the_clock(kept: Archive) -> None:
    made = calendar(kept.open(), FI, AUTUMN)
    assert made == calendar(kept.open(), FI, AUTUMN)
    upload = kept.publish(observed("visits", "2025-11", 1))
    kept.withdraw(upload)
    stamps = {one["DTSTAMP"] for one in events(calendar(kept.open(), FI, AUTUMN))}
    assert kept.now - START == dt.timedelta(minutes=3)
    assert stamps == {"20250701T090300Z"}


@pytest.mark.parametrize("code", CODES)
def test_before_anything_was_published(tmp_path: Path, code: str) -> None:
    store = archive(tmp_path, catalogue(tmp_path, YEARLY)).open()
    (only,) = events(calendar(store, language(code), AUTUMN))
    assert (only["DTSTAMP"], only["DTSTART;VALUE=DATE"]) == ("20000101T000000Z", "20260114")


def test_nothing_due_is_a_calendar_without_events(tmp_path: Path) -> None:
    said = lines(calendar(archive(tmp_path).open(), FI, AUTUMN))
    assert said[0] == "BEGIN:VCALENDAR" and "BEGIN:VEVENT" not in said


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=300))
def test_a_folded_line_is_read_back_whole(line: str) -> None:
    pieces = list(_folded(line))
    assert all(len(one.encode("utf-8")) <= 75 for one in pieces)
    assert pieces[0] + "".join(one[1:] for one in pieces[1:]) == line
    assert all(one.startswith(" ") for one in pieces[1:])


@given(st.text(max_size=60))
def test_no_text_ends_a_value(value: str) -> None:
    said = _text(value)
    assert "\r" not in said and "\n" not in said
    bare = re.sub(r"\\[\\;,n]", "", said)
    assert not set(bare) & set("\\;,")
