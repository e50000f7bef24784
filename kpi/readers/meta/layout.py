"""Where things stand in a list of posts, found by its headings or, in any language, by its shape.

Refuses to look at captions and at the names of pages and accounts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kpi.readers.cells import Raw
from kpi.readers.meta.grid import Grid
from kpi.readers.meta.moments import moment_in
from kpi.readers.meta.titles import PLATFORMS
from kpi.readers.numbers import shown

_HEADER_WITHIN, _LOOKED_AT = 10, 50
_LEAST_COLUMNS, _MOST_COLUMNS = 10, 500

_TIMES = frozenset({"publish time", "hora de publicación"})
_IDS = frozenset({"post id", "identificador de la publicación"})
# Which platform a column of ids belongs to: pages are on the one, accounts on the other.
OWNERS = {
    "page id": PLATFORMS[0],
    "identificador de la página": PLATFORMS[0],
    "account id": PLATFORMS[1],
    "identificador de la cuenta": PLATFORMS[1],
}
# In every language the second column has the ids of the pages or accounts.
_ID = re.compile(r"[0-9]{5,20}")
LINK = re.compile(
    r"https?://(?:[a-z-]+\.)?(?:(?P<f>facebook\.com|fb\.watch|fb\.com)|instagram\.com)(?:/|$)",
    re.IGNORECASE,
)


class Layout(NamedTuple):
    """Where things stand on a sheet.

    ``link`` and ``owner`` are the columns of the posts' links and of the ids of pages or accounts,
    None where the file has none that is known.
    """

    grid: Grid
    header: int
    first: int
    time: int
    link: int | None
    owner: int | None

    @property
    def label(self) -> str:
        """What is counted, in the file's words: its first heading by the time of publishing."""
        return f"{self.heading(self.first)} / {self.heading(self.time)}"

    @property
    def cell(self) -> str:
        """Where the heading of the times stands."""
        return self.grid.cell(self.header, self.time)

    def heading(self, column: int) -> str:
        """Give a heading."""
        return self.grid.text(self.header, column)


def layout_of(grid: Grid) -> Layout | None:
    """Find the header of a list of posts; None where a sheet has none.

    Known headings are enough; in another language the posts' links and times of publishing tell.
    """
    for header in range(min(_HEADER_WITHIN, len(grid.rows))):
        columns = grid.filled(header)
        if not _LEAST_COLUMNS <= len(columns) <= _MOST_COLUMNS:
            continue
        names = {grid.text(header, column).casefold(): column for column in reversed(columns)}
        link = next((one for one in columns if _is_link_column(grid, header, one)), None)
        owner = next((names[name] for name in OWNERS if name in names), None)
        if owner is None and link is not None and _tells_apart(grid, header, columns[1]):
            owner = columns[1]
        time = next((names[name] for name in _TIMES if name in names), None)
        known = time is not None and bool(names.keys() & _IDS)
        if not known:
            time = next((one for one in columns if _is_time_column(grid, header, one)), None)
        if time is not None and (known or link is not None):
            return Layout(grid, header, columns[0], time, link, owner)
    return None


def sample_of(grid: Grid, header: int, column: int) -> list[Raw]:
    """Give the first cells of a column that hold something."""
    rows = range(header + 1, min(header + 1 + _LOOKED_AT, len(grid.rows)))
    return [raw for raw in (grid.at(row, column) for row in rows) if raw != ""]


def _is_link_column(grid: Grid, header: int, column: int) -> bool:
    sample = sample_of(grid, header, column)
    return bool(sample) and all(isinstance(raw, str) and LINK.match(raw) for raw in sample)


def _tells_apart(grid: Grid, header: int, column: int) -> bool:
    """Say whether a column has the ids of several pages or accounts."""
    rows = range(header + 1, len(grid.rows))
    ids = {shown(raw) for raw in (grid.at(row, column) for row in rows) if raw != ""}
    return len(ids) > 1 and all(map(_ID.fullmatch, ids))


def _is_time_column(grid: Grid, header: int, column: int) -> bool:
    sample = sample_of(grid, header, column)
    return bool(sample) and all(moment_in(raw) is not None for raw in sample)
