"""What a file may take of time, memory and cells, and how it is refused.

Refuses quietly: a limit that is met is a code for the parent, never a trace.
"""

from __future__ import annotations

from typing import Any, NamedTuple

MEMORY, SECONDS = 400 << 20, 8
MOST_ROWS, MOST_CELLS, LONGEST_ANSWER = 250_000, 2_000_000, 32 << 20
# A grid that could not be held even empty: calamine would try, and die.
LARGEST_GRID = 8_000_000
HIGHEST, WIDEST = 1_048_576, 16_384  # rows and columns that a sheet can have


class Refused(Exception):
    """The file is refused; carries the finding's code and what was found."""

    def __init__(self, code: str, found: str = "", cell: str = "") -> None:
        """Keep what is to be said."""
        super().__init__(code, found)
        self.answer = {"refused": code, "found": found, "cell": cell}


class Grid(NamedTuple):
    """One sheet: rows from ``row`` and ``column`` on, all counted from 1; a marked cell is Told."""

    name: str
    hidden: bool
    rows: list[list[Any]]
    row: int = 1
    column: int = 1
    hidden_rows: list[int] = []  # never written to
    hidden_columns: list[int] = []  # never written to
    merged: list[tuple[int, int, int, int]] = []  # never written to


class Opened(NamedTuple):
    """One file as it is sent; ``said`` are warnings as (code, cell, found)."""

    kind: str
    sheets: list[Grid]
    said: list[tuple[str, str, str]] = []  # never written to
    encoding: str = ""


def limit() -> None:
    """Bound memory and time; where the system has no such limits, the parent's clock remains."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def rectangular(name: str, rows: list[list[Any]]) -> list[list[Any]]:
    """Fill rows up to the longest one.

    Raises:
        Refused: the grid would have too many cells.
    """
    width = max(map(len, rows), default=0)
    if len(rows) > MOST_ROWS or width * len(rows) > MOST_CELLS:
        raise Refused("sheet-too-large", name)
    return [row + [""] * (width - len(row)) for row in rows]


def address(row: int, column: int) -> str:
    """Give a cell's address; both are counted from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
