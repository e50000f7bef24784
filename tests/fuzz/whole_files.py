"""One small whole file of every format and kind of bytes: what the long run damages.

Refuses to be anybody's figures: all are invented. A format that readers learn is added here, and
``test_fuzz.py`` says so when it was forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tests.exports import days, meta_daily
from tests.factories import row, workbook
from tests.old_books import Dressed, old_book
from tests.readers import statistics
from tests.readers.grids import file_of, page
from tests.readers.meta_files import native

Rows = Sequence[Sequence[Any]]


class Whole(NamedTuple):
    """A file as it should be, and the format that it is read as."""

    format: str
    data: bytes


def _text(lines: str) -> bytes:
    return "\n".join(line.strip() for line in lines.strip().splitlines()).encode()


def _xlsx(*sheets: tuple[str, Rows]) -> bytes:
    return file_of("xlsx", [page(name, rows) for name, rows in sheets])[1]


_GA4_REPORT = """
    # ----------------------------------------
    # Report CSV Export
    # Account: Village
    # Property: village.example - GA4
    # ----------------------------------------
    #
    # All Users
    # Start date: 20250101
    # End date: 20250228
    Date,Sessions,Total users,Views
    20250110,40,30,90
    20250131,35,30,70
    20250201,7,5,12
"""
_GA4_EXPLORATION = """
    # ----------------------------------------
    # village.example
    # Free form-Free form 1
    # 20250131-20250201
    # ----------------------------------------

    Date,Sessions,Active users
    ,48,40,Grand total
    20250131,28,20
    20250201,20,20
"""
_MATOMO = """
    date,nb_uniq_visitors,nb_visits,nb_actions,bounce_rate,sum_visit_length
    2025-01-30,7,9,20,22%,00:10:55
    2025-01-31,0,0,,,
    2025-02-01,3,4,11,25%,00:01:05
"""
_PLAUSIBLE = """
    date,visitors,pageviews,visits,views_per_visit,bounce_rate,visit_duration
    2025-01-30,7,20,9,2.2,22,55
    2025-01-31,0,0,0,0.0,0,0
    2025-02-01,3,11,4,2.75,25,65
"""
_NEWSLETTER = """
    Time Sent,Campaign Name,Sends,Opens,Open Rate,Clicks,Click Rate,Bounces,Bounce Rate
    2025/03/11 2:02 PM,"Spring, at last",79,36,48.0%,9,12.0%,4,5.1%
    2025/02/28 11:59 PM,Winter,100,50,50.0%,10,10.0%,0,0.0%
    2025/03/13 8:00 AM,Thaw,21,4,19.0%,1,5.0%,0,0.0%
"""
_TIKTOK = """
    Date,Video Views,Profile Views,Likes,Comments,Shares
    2025-01-30,10,2,3,0,1
    2025-01-31,20,,4,5,6
    2025-02-01,30,4,5,6,7
"""
_YOUTUBE = """
    Date,Views,Watch time (hours),Subscribers,Impressions,Impressions click-through rate (%)
    Total,30,1.5000,1,300,4.5
    2025-01-31,20,1.2500,2,200,5
    2025-02-01,10,0.25,-1,100,3
"""
_LINKED = """
    Date,Post text,Post Link,Impressions,Likes,Engagements
    2025-01-31,Hei,https://x.com/kunta/status/1,150,9,12
    2025-02-01,Moi,https://x.com/kunta/status/2,90,5,6
"""
_ADS: Rows = [
    ["Campaign name", "Month", "Amount spent (EUR)", "Reporting starts", "Reporting ends"],
    ["Kesä", "2025-01-01 - 2025-01-31", 20, "2025-01-01", "2025-03-31"],
]
_POSTS: Rows = [
    ["Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time"]
    + ["Caption type", "Permalink", "Is crosspost", "Date", "Views", "Reach"],
    *(
        [f"12200000000000{n:03}", "100000000000001", "Kunta", "", "Kuva,\ntoinen rivi", "0", time]
        + ["", f"https://www.facebook.com/100/posts/{n}", "0", "Lifetime", "150", "90"]
        for n, time in enumerate(("03/18/2025 09:48", "04/01/2025 09:48", "06/30/2025 09:48"))
    ),
]
_AUDIENCE: Rows = [["Facebook followers"], ["FB_PAGE,FOLLOW,UNIQUE_USERS"], ["1240"]]
_AGES: Rows = [["Age & gender"], ["", "Women", "Men"], ["18-24", "60.6", "39.4"]]
_US_DAYS = ("01/30/2025", "01/31/2025", "02/01/2025")
_FOLLOWERS = ["Sponsored followers", "Organic followers", "Auto-invited followers"]
_VISITORS = [
    f"{part} {what} ({device})"
    for part in ("Overview", "Life", "Jobs", "Total")
    for what in ("page views", "unique visitors")
    for device in ("desktop", "mobile", "total")
]
_PARTS = ("organic", "sponsored", "total")
_CONTENT = [*(f"Impressions ({part})" for part in _PARTS), "Unique impressions (organic)"] + [
    f"{what} ({part})"
    for what in ("Clicks", "Reactions", "Comments", "Reposts", "Engagement rate")
    for part in _PARTS
]
_NOTE = ["Aggregated engagement metrics. Data is delayed by up to 2 days."]
_POSTED: Rows = [["Engagement of each post"], [f"Column {n}" for n in range(20)], ["Hello"]]
_COMPARED: Rows = [
    ["12/10/2024", "3/9/2025"],
    ["Page", "Total Followers", "New Followers", "Total post engagements", "Total posts"],
    ["Oma seutu", 1240, 16, 300, 12],
    ["Naapuriseutu", 5000, 40, 900, 31],
]
_TABLE: Rows = [
    ["Kävijät 2025"],
    ["Kuukausi", "Käynnit", "Matkat", "Osuus"],
    ["tammikuu", 120, 3, "4,5 %"],
    ["helmikuu", 90, 5, "5,5 %"],
    ["maaliskuu", 150, 4, "6,5 %"],
    ["yhteensä", 360, 12, ""],
    ["* ennakkotieto"],
]
_TEMPLATE = workbook([row(), row("visitors", 5, period="2025-M06"), row("result", "1 240,50")])
_PX = statistics.table()


def _daily(headings: Sequence[str]) -> Rows:
    """Give rows in which column c of row r holds 100 r + c."""
    rows = enumerate(_US_DAYS, 1)
    columns = range(1, len(headings) + 1)
    return [["Date", *headings], *([day, *(100 * n + c for c in columns)] for n, day in rows)]


def _dimensions(counted: str) -> list[tuple[str, Rows]]:
    names = ("Location", "Job function", "Seniority", "Industry", "Company size")
    return [(name, [[name, counted], ["Here", 300], ["There", 13]]) for name in names]


def _whole_files() -> dict[str, Whole]:
    files = {
        "workbook.xlsx": Whole("workbook", _TEMPLATE),
        "meta-daily.csv": Whole(
            "meta-daily",
            meta_daily(
                ("Facebook visits", days("2025-01-30", (4, 0, 7))),
                ("Facebook follows", days("2025-01-30", (1, 2, 3))),
            ),
        ),
        "meta-posts.csv": Whole("meta-posts", native(_POSTS)),
        "meta-audience.csv": Whole("meta-audience", native(_AUDIENCE, _AGES)),
        "meta-ads.csv": Whole("meta-ads", native(_ADS)),
        "linkedin-followers.xls": Whole(
            "linkedin-followers",
            old_book(
                {
                    "New followers": _daily([*_FOLLOWERS, "Total followers"]),
                    **dict(_dimensions("Total followers")),
                }
            ),
        ),
        "linkedin-visitors.xlsx": Whole(
            "linkedin-visitors",
            _xlsx(("Visitor metrics", _daily(_VISITORS)), *_dimensions("Total views")),
        ),
        "linkedin-content.xlsx": Whole(
            "linkedin-content",
            _xlsx(("Metrics", [_NOTE, *_daily(_CONTENT)]), ("All posts", _POSTED)),
        ),
        "linkedin-competitors.xlsx": Whole(
            "linkedin-competitors", _xlsx(("COMPETITORS", _COMPARED))
        ),
        "ga4-report.csv": Whole("ga4-report", _text(_GA4_REPORT)),
        "ga4-exploration.csv": Whole("ga4-exploration", _text(_GA4_EXPLORATION)),
        "matomo.csv": Whole("matomo", _text(_MATOMO)),
        "plausible.csv": Whole("plausible", _text(_PLAUSIBLE)),
        "newsletter.csv": Whole("newsletter", _text(_NEWSLETTER)),
        "tiktok.csv": Whole("tiktok", _text(_TIKTOK)),
        "youtube.csv": Whole("youtube", _text(_YOUTUBE)),
        "posts.csv": Whole("posts", _text(_LINKED)),
        "pxweb.px": Whole("pxweb", statistics.px(_PX).encode("windows-1252")),
        "pxweb.json": Whole("pxweb", statistics.jsonstat(_PX).encode()),
        "pxweb.csv": Whole("pxweb", statistics.separated(_PX).encode()),
        "table.xls": Whole(
            "table",
            old_book({"Luvut": [[_cell(one) for one in line] for line in _TABLE]}),
        ),
    }
    for kind in ("xlsx-1904", "ods", "html", "csv-cp1252", "tsv-utf16"):
        files[f"table.{kind}"] = Whole("table", file_of(kind, [page("Luvut", _TABLE)])[1])
    return files


def _cell(raw: object) -> Any:  # noqa: ANN401 - whatever an old workbook holds
    return Dressed(0.045, "0.0 %") if raw == "4,5 %" else raw


WHOLE: Mapping[str, Whole] = _whole_files()
"""By a name that tells format and kind of bytes."""
