"""YouTube Studio's tables: the total is no day, the change is no count, a video is no month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from kpi import readers
from kpi.model import Kind
from kpi.readers import Asking, Reading, youtube
from kpi.readers.cells import Book, Raw, Sheet

HEADER = [
    "Date",
    "Views",
    "Watch time (hours)",
    "Subscribers",
    "Impressions",
    "Impressions click-through rate (%)",
]
TOTAL = ["Total", "30", "1.5000", "1", "300", "4.5"]
ROWS = [
    ["2025-01-02", "20", "1.2500", "2", "200", "5"],
    ["2025-01-01", "10", "0.25", "-1", "100", "3"],
]


def book(*rows: Sequence[Raw]) -> Book:
    return Book("text", (Sheet("csv", False, 1, 1, rows),))


def told(one: Book) -> Reading:
    assert youtube.recognise(one) == "youtube"
    return youtube.read(one, Asking())


def codes(read: Reading) -> list[str]:
    return [one.code for one in read.findings]


def test_days_are_read_and_the_total_is_none() -> None:
    read = told(book(HEADER, TOTAL, *ROWS))
    assert {one.concept: one.kind for one in read.series} == dict.fromkeys(
        ["youtube_views", "youtube_watch_hours", "youtube_net_subscribers", "youtube_impressions"],
        Kind.FLOW,
    )
    views, hours, *_ = read.series
    assert [(str(it.period), it.value, it.cell) for it in views.figures] == [
        ("2025-01-02", Decimal(20), "csv!B3"),
        ("2025-01-01", Decimal(10), "csv!B4"),
    ]
    assert [it.value for it in hours.figures] == [Decimal("1.2500"), Decimal("0.25")]


def test_the_change_in_subscribers_is_not_their_number() -> None:
    read = told(book(HEADER, TOTAL, *ROWS))
    assert codes(read) == ["youtube-not-the-count", "columns-left-out"]
    assert (read.findings[0].cell, read.findings[1].found) == ("csv!D1", HEADER[-1])


def test_days_under_a_total_are_known_without_hours() -> None:
    read = told(
        book(["Date", "Subscribers", "Cards"], ["Total", "1", "0"], ["2025-01-01", "1", "0"])
    )
    assert codes(read) == ["youtube-not-the-count", "columns-not-known"]


@pytest.mark.parametrize(
    "rows",
    [
        (["Date", "Views"], ["2025-01-01", "1"], ["Total", "1"]),
        (["Date", "Views"],),
        (["Date", "Yield"], ["Total", "1"], ["2025-01-01", "1"]),
    ],
)
def test_a_list_of_ones_own_is_not_taken_for_it(rows: tuple[list[str], ...]) -> None:
    assert youtube.recognise(book(*rows)) == ""


def test_a_video_is_no_month() -> None:
    header = ["Content", "Video title", "Video publish time", "Duration", "Views"]
    read = told(book(header, ["Total", "", "", "", "9"], ["abc", "Hei", "Sep 26, 2026", "9", "9"]))
    assert (read.series, codes(read)) == ((), ["video-rows-not-taken"])


def test_a_table_of_countries_has_no_days() -> None:
    read = told(
        book(["Geography", "Views", "Watch time (hours)"], ["Total", "9", "1"], ["FI", "9", "1"])
    )
    assert (read.series, [(one.code, one.found) for one in read.findings]) == (
        (),
        [("table-by-dimension", "Geography")],
    )


def test_dates_that_cannot_be_read_refuse_the_file() -> None:
    read = told(book(HEADER, TOTAL, ["Jan 2, 2025", "1", "1", "1", "1", "1"]))
    assert codes(read)[0] == "date-unreadable"


def test_days_above_the_headings_are_not_lost_in_silence() -> None:
    read = told(book(ROWS[1], HEADER, TOTAL, ROWS[0]))
    assert ("heading-missing", "csv!A1") in [(one.code, one.cell) for one in read.findings]


def test_a_file_is_recognised_through_the_door() -> None:
    text = "\n".join(",".join(row) for row in [HEADER, TOTAL, *ROWS])
    read = readers.read("Table data.csv", text.encode())
    assert (read.format, len(read.series)) == ("youtube", 4)


@pytest.mark.parametrize(
    "header",
    [
        ["Päivämäärä", "Katselukerrat", "Katseluaika (tuntia)", "Tilaajat"],
        ["Datum", "Visningar", "Visningstid (timmar)", "Prenumeranter"],
        ["Datum", "Aufrufe", "Wiedergabezeit (Stunden)", "Abonnenten"],
    ],
)
@pytest.mark.parametrize("total", ["Yhteensä", "Totalt", "Gesamt"])
def test_headings_of_other_languages_mean_the_same(header: list[str], total: str) -> None:
    """Read as anybody's table, the change in subscribers was offered as their number."""
    read = told(book(header, [total, *TOTAL[1:4]], *(row[:4] for row in ROWS)))
    assert [(one.label, one.concept) for one in read.series] == [
        (header[1], "youtube_views"),
        (header[2], "youtube_watch_hours"),
        (header[3], "youtube_net_subscribers"),
    ]
    assert [it.value for it in read.series[0].figures] == [Decimal(20), Decimal(10)]
    assert codes(read) == ["youtube-not-the-count"]


@pytest.mark.parametrize("name", ["Videon nimi", "Videon otsikko"])
def test_a_video_is_no_month_in_finnish_either(name: str) -> None:
    header = ["Sisältö", name, "Videon julkaisuaika", "Kesto", "Katselukerrat"]
    read = told(book(header, ["Yhteensä", "", "", "", "9"], ["abc", "Hei", "26.9.2025", "9", "9"]))
    assert (read.series, codes(read)) == ((), ["video-rows-not-taken"])


def test_months_are_months() -> None:
    header = ["Month", *HEADER[1:3]]
    read = told(book(header, TOTAL[:3], ["2025-01", "20", "1.25"], ["2025-02", "10", "0.25"]))
    assert [str(it.period) for it in read.series[0].figures] == ["2025-M01", "2025-M02"]
    assert [(one.code, one.found) for one in read.findings] == [
        ("first-and-last-month", "1/2025, 2/2025")
    ]


@pytest.mark.parametrize(
    "dates",
    [
        ["2025-06-02", "2025-06-09", "2025-06-16"],
        ["2025-06-02", "2025-06-09"],
        ["2025-01-01", "2025-02-01", "2025-03-01"],
    ],
)
def test_a_week_or_a_month_is_not_its_first_day(dates: list[str]) -> None:
    read = told(book(HEADER[:3], TOTAL[:3], *([one, "10", "0.5"] for one in dates)))
    assert codes(read) == ["rows-are-not-days"]
    assert all(not one.figures for one in read.series)


def test_a_spreadsheet_s_dates_are_days() -> None:
    read = told(book(HEADER[:3], TOTAL[:3], ["1.6.2025", "10", "0,5"], ["2.6.2025", "10", "0,5"]))
    assert [str(it.period) for it in read.series[0].figures] == ["2025-06-01", "2025-06-02"]


@pytest.mark.parametrize("months", [["tammi", "helmi"], ["1/2025", "2/2025"]])
@pytest.mark.parametrize("head", ["Kuukausi", "Päivämäärä"])
def test_a_list_of_ones_own_with_hours_is_not_taken_for_it(head: str, months: list[str]) -> None:
    header = [head, "Katselukerrat", "Katseluaika (tuntia)"]
    assert youtube.recognise(book(header, *([one, "10", "0,5"] for one in months))) == ""
