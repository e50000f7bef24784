"""TikTok's statistics: a count per day, no shifted difference, no word for a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest

from kpi import readers
from kpi.model import Kind
from kpi.readers import Asking, Reading, tiktok
from kpi.readers.cells import Book, Raw, Sheet

OVERVIEW = ["Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"]
HISTORY = ["Date", "Followers", "Difference in followers from previous day"]
VIEWERS = ["Date", "Total Viewers", "New Viewers", "Returning Viewers"]
TODAY = dt.date(2026, 8, 27)


def book(*rows: Sequence[Raw], sheet: str = "csv") -> Book:
    return Book("text", (Sheet(sheet, False, 1, 1, rows),))


def told(one: Book, **answers: str) -> Reading:
    given = {f"{code.replace('_', '-')}:csv!A2": answer for code, answer in answers.items()}
    asking = Asking(given, today=TODAY)
    asking.format = tiktok.recognise(one)
    assert asking.format == "tiktok"
    read = tiktok.read(one, asking)
    return Reading(series=read.series, findings=(*read.findings, *asking.open))


def codes(read: Reading) -> list[str]:
    return [one.code for one in read.findings]


def kinds(read: Reading) -> dict[str, Kind | None]:
    return {one.concept: one.kind for one in read.series if one.wanted}


def test_an_overview_is_read_once_the_year_is_known() -> None:
    rows = (
        OVERVIEW,
        ["31 December", "10", "2", "3", "0", "1"],
        ["1 January", "20", "", "4", "5", "6"],
    )
    assert codes(told(book(*rows))) == ["which-year"]
    read = told(book(*rows), which_year="2025")
    assert codes(read) == []
    assert kinds(read) == dict.fromkeys(
        ["tiktok_video_views", "tiktok_profile_views", "tiktok_likes", "tiktok_comments"]
        + ["tiktok_shares"],
        Kind.FLOW,
    )
    views, profile, *_ = read.series
    assert [(str(it.period), it.value, it.cell) for it in views.figures] == [
        ("2025-12-31", Decimal(10), "csv!B2"),
        ("2026-01-01", Decimal(20), "csv!B3"),
    ]
    assert len(profile.figures) == 1


def test_followers_are_a_count_and_the_shifted_difference_is_not_read() -> None:
    rows = (HISTORY, ["28 August", "308209", "583"], ["29 August", "308300", "91"])
    read = told(book(*rows), which_year="2025")
    assert kinds(read) == {"tiktok_page_followers": Kind.STOCK}
    assert codes(read) == ["difference-not-read"]
    assert read.findings[0].cell == "csv!C1"


@pytest.mark.parametrize("word", ["undefined", "NAN", "--", "-"])
def test_a_word_for_no_data_is_no_figure(word: str) -> None:
    read = told(book(VIEWERS, ["28 August", word, "0", "0"]), which_year="2025")
    assert kinds(read) == {"tiktok_viewers": Kind.DISTINCT}
    assert [it.value for it in read.series[0].figures] == [None]


def test_a_business_file_has_its_years() -> None:
    header = ["Date", "Video views", "Reached audience", "Profile views", "Website clicks"]
    read = told(
        book(header, ["2025/10/31", "5", "4", "NAN", "1"], ["2025/11/01", "6", "5", "1", "1"])
    )
    assert kinds(read) == {
        "tiktok_video_views": Kind.FLOW,
        "tiktok_reached": Kind.DISTINCT,
        "tiktok_profile_views": Kind.FLOW,
    }
    assert str(read.series[0].figures[1].period) == "2025-11-01"
    assert [(one.code, one.found) for one in read.findings] == [
        ("columns-not-known", "Website clicks")
    ]


def test_a_business_audience_has_new_and_all_followers() -> None:
    header = ["Date", "New followers", "Total followers", "Engaged audience"]
    read = told(book(header, ["2025/10/31", "5", "400", "7"]))
    assert kinds(read) == {
        "tiktok_new_followers": Kind.FLOW,
        "tiktok_page_followers": Kind.STOCK,
        "tiktok_engaged": Kind.DISTINCT,
    }


def test_a_workbook_may_have_several_of_its_sheets() -> None:
    sheets = [
        Sheet("Overview", False, 1, 1, [OVERVIEW, ["2025-10-31", 1, 2, 3, 4, 5]]),
        Sheet("Notes", False, 1, 1, [["Hello"]]),
        Sheet("FollowerHistory", False, 1, 1, [HISTORY, ["2025-10-31", 100, 1]]),
    ]
    read = told(Book("xlsx", sheets))
    assert len(read.series) == 6


@pytest.mark.parametrize("day", ["27 August", "2025-08-27"])
def test_days_above_the_headings_are_not_lost_in_silence(day: str) -> None:
    read = told(book([day, "308100", "5"], HISTORY, ["28 August", "308209", "583"]))
    assert ("heading-missing", "csv!A1") in [(one.code, one.cell) for one in read.findings]


def test_videos_are_not_days() -> None:
    rows = (["Video title", "Video link", "Post time", "Total views"], ["Hei", "x", "1 May", "9"])
    read = told(book(*rows))
    assert (read.series, codes(read)) == ((), ["video-rows-not-taken"])


def test_a_list_of_ones_own_is_not_taken_for_it() -> None:
    assert tiktok.recognise(book(["Date", "Followers"], ["1 May", "9"])) == ""


def test_a_file_is_recognised_through_the_door() -> None:
    text = '"Date","Followers","Difference in followers from previous day"\n"28 August","9","1"\n'
    read = readers.read("FollowerHistory.csv", b"\xef\xbb\xbf" + text.encode())
    assert (read.format, [one.concept for one in read.series]) == (
        "tiktok",
        ["tiktok_page_followers"],
    )


@pytest.mark.parametrize("form", ["{}.6.2025", "{}.6.", "{}.kesä", "{}-Jun"])
def test_a_spreadsheet_s_dates_as_text_have_no_year_of_their_own(form: str) -> None:
    """It gives the current year to a day without one, and saves it as text."""
    rows = [["Date", "Video Views", "Profile Views"], *([form.format(n), "1", "2"] for n in (1, 2))]
    asking = Asking(today=dt.date(2026, 8, 1))
    asking.format = "tiktok"
    read = tiktok.read(Book("text", (Sheet("csv", False, 1, 1, rows),)), asking)
    assert [one.code for one in asking.questions] == ["which-year"]
    assert [it.period for it in read.series[0].figures] == [None, None]
