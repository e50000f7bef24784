"""Meta's content export (``meta-posts``): one row per post, its figures since it was published.

Refuses to make the month's activity of lifetime values: what is told is how many posts were
published in each month. Captions and the names of pages and accounts are not looked at.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from textwrap import shorten

from kpi import periods
from kpi.errors import Finding, error, warning
from kpi.model import Kind
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Raw
from kpi.readers.meta.grid import Grid, left_over, unseen
from kpi.readers.meta.layout import LINK, OWNERS, Layout, layout_of, sample_of
from kpi.readers.meta.moments import Moment, Settled, moment_in, settled
from kpi.readers.meta.titles import PLATFORMS
from kpi.readers.numbers import clip, shown
from kpi.readers.reading import Reading, Series, Told

FORMAT = "meta-posts"
_LONGEST_LIST = 300
_NUMERAL = re.compile(r"[-0-9.,\s]+")


def recognise(book: Book) -> bool:
    """Say whether a sheet has one row per post: by its headings, or in any language by shape."""
    return any(layout_of(Grid(sheet)) for sheet in book.sheets)


def read(book: Book, asking: Asking) -> Reading:
    """Count the posts of each month."""
    series: list[Series] = []
    findings: list[Finding] = []
    for sheet in book.sheets:
        layout = layout_of(Grid(sheet))
        if layout is None:
            findings.extend(left_over(Grid(sheet), ()))
        else:
            findings.extend(_lifetime(layout))
            series.extend(_read_sheet(layout, asking, findings))
    return Reading(series=tuple(series), findings=tuple(findings))


def _read_sheet(layout: Layout, asking: Asking, findings: list[Finding]) -> Iterator[Series]:
    """Give one series, or one for each page where the file has several."""
    grid = layout.grid
    rows = _posts(layout, findings)
    if not rows:
        return
    when = settled(list(_moments(layout, rows, findings)), asking)
    findings.extend(when.findings)
    findings.extend(unseen(grid, layout.time, rows))
    if when.dates:
        ends = dict.fromkeys(f"{it.month}/{it.year}" for it in _ends(when.dates.values()))
        findings.append(warning("first-and-last-month", layout.cell, found=", ".join(ends)))
    platform = _platform(layout, asking)
    concept = f"{platform}_posts" if platform else ""
    owners: dict[str, list[int]] = {}
    for row in rows:
        owners.setdefault(_owner(layout, row), []).append(row)
    for owner, there in owners.items():
        alone = len(owners) == 1
        yield Series(
            label=layout.label if alone else f"{layout.label} / {owner}",
            cell=layout.cell if alone else grid.cell(there[0], layout.time),
            figures=tuple(_figures(layout, when, there)),
            kind=Kind.FLOW,
            concept=concept,
            source=owner,
        )


def _moments(
    layout: Layout, rows: Sequence[int], findings: list[Finding]
) -> Iterator[tuple[int, Moment, str]]:
    for row in rows:
        raw, cell = layout.grid.at(row, layout.time), layout.grid.cell(row, layout.time)
        moment = moment_in(raw)
        if raw == "":
            findings.append(error("day-missing", cell))
        elif moment is None:
            findings.append(error("date-unreadable", cell, found=shown(raw)))
        else:
            yield row, moment, cell


def _owner(layout: Layout, row: int) -> str:
    """Give the id of the page or account that a post is on: an organisation's, never a person's."""
    return "" if layout.owner is None else shown(layout.grid.at(row, layout.owner))


def _ends(dates: Collection[dt.date]) -> tuple[dt.date, dt.date]:
    return min(dates), max(dates)


def _posts(layout: Layout, findings: list[Finding]) -> list[int]:
    """Give the rows of the posts, each post once.

    The same post may stand on several rows: once per day of a story, or because two downloads were
    put together. Its link and time tell; without a link all cells up to the time do. The ids alone
    do not: a spreadsheet rounds them.
    """
    seen: dict[tuple[Raw, ...], int] = {}
    again: list[str] = []
    for row in range(layout.header + 1, len(layout.grid.rows)):
        if not layout.grid.filled(row):
            continue
        if seen.setdefault(_key(layout, row), row) != row:
            again.append(layout.grid.cell(row, layout.first))
    if again:
        findings.append(warning("post-twice", again[0], found=clip(", ".join(again))))
    return list(seen.values())


def _key(layout: Layout, row: int) -> tuple[Raw, ...]:
    link = "" if layout.link is None else layout.grid.at(row, layout.link)
    if link != "":
        return link, layout.grid.at(row, layout.time)
    return tuple(layout.grid.at(row, column) for column in range(layout.time + 1))


def _platform(layout: Layout, asking: Asking) -> str:
    """Give the platform: by the owner's id, else by where the links lead, else asked."""
    known = None if layout.owner is None else OWNERS.get(layout.heading(layout.owner).casefold())
    if known is not None:
        return known
    told = set() if layout.link is None else set(_led_to(layout, layout.link))
    if len(told) == 1:
        return told.pop()
    found = clip(layout.label)
    return asking.ask("which-platform", layout.cell, PLATFORMS, subject="posts", found=found) or ""


def _led_to(layout: Layout, link: int) -> Iterator[str]:
    for row in range(layout.header + 1, len(layout.grid.rows)):
        found = LINK.match(layout.grid.text(row, link))
        if found:
            yield PLATFORMS[0] if found["f"] else PLATFORMS[1]


def _figures(layout: Layout, when: Settled, posts: Sequence[int]) -> Iterator[Told]:
    """Count the posts of each month that has any; a month without one is not in the file."""
    if when.dates is None:
        yield Told(None, Decimal(len(posts)), layout.grid.cell(posts[0], layout.time))
        return
    rows: dict[dt.date, list[int]] = {}
    for row in posts:
        if row in when.dates:
            rows.setdefault(when.dates[row].replace(day=1), []).append(row)
    for first, there in sorted(rows.items()):
        period = periods.month(first.year, first.month)
        yield Told(period, Decimal(len(there)), layout.grid.cell(there[0], layout.time))


def _lifetime(layout: Layout) -> Iterator[Finding]:
    """Name the columns of figures that are totals of a post's whole life."""
    columns = [one for one in layout.grid.filled(layout.header) if one > layout.time]
    named = [one for one in columns if _all_numbers(sample_of(layout.grid, layout.header, one))]
    if named:
        names = dict.fromkeys(layout.heading(one) for one in named)
        found = shorten(", ".join(names), _LONGEST_LIST, placeholder=" …")
        cell = layout.grid.cell(layout.header, named[0])
        yield warning("lifetime-values", cell, found=found)


def _all_numbers(sample: Sequence[Raw]) -> bool:
    """Say whether cells are figures, written as they may be."""
    return bool(sample) and all(
        _NUMERAL.fullmatch(raw) if isinstance(raw, str) else not isinstance(raw, dt.date)
        for raw in sample
    )
