"""Lists of posts: what a post got in all its time is no day's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kpi.readers import posts, read
from kpi.readers.cells import Raw
from tests.readers.told import codes, reading, text, workbook

HEAD = ["Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements"]


def row(link: str = "https://x.com/a/status/1", figure: Raw = 9) -> list[Raw]:
    return ["17", "Sun, Jun 1, 2025", "Hei", link, figure, 1, 2]


@pytest.mark.parametrize(
    "link",
    [
        "https://x.com/a/status/1",
        "https://www.linkedin.com/feed/update/urn:li:activity:1",
        "https://www.threads.net/@a/post/1",
        "https://youtu.be/abc",
    ],
)
def test_the_figures_of_posts_are_not_taken(link: str) -> None:
    """As anybody's table they were asked about as the figures of the day of publishing."""
    told = reading(posts, workbook(("Posts", [["A note"], HEAD, row(link), row(link, "1,2")])))
    assert (told.series, codes(told.findings)) == (
        (),
        [("post-rows-not-taken", "Posts!A2", "Posts")],
    )


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD],
        [HEAD, row("")],
        [HEAD, row("https://kunta.example/uutinen")],
        [HEAD, row(), row("")],
        [HEAD, [*row()[:4], "", "", ""]],
        [["Date", "Link", "Views", "Likes"], ["1.6.2025", "https://x.com/a/status/1", 1, 2]],
        [["Kunta", "1/2025", "2/2025", "3/2025", "4/2025"], ["Salo", 1, 2, 3, 4]],
    ],
)
def test_another_table_is_left_to_others(rows: Sequence[Sequence[Raw]]) -> None:
    assert posts.recognise(workbook(("Oma", rows))) == ""


def test_the_file_is_read_from_its_bytes() -> None:
    lines = [",".join(map(str, one)) for one in (HEAD[:1] + HEAD[2:], ["17", *row()[2:]])]
    told = read("content.csv", "\n".join(lines).encode())
    assert (told.format, [one.code for one in told.findings]) == ("posts", ["post-rows-not-taken"])
    assert posts.recognise(text("\n".join(lines))) == "posts"
