"""Text for a terminal: columns and indented lines.

Refuses to format a number or to choose a word: every cell is a ready string. Refuses to let a text
steer the terminal (``screen``).
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

from kpi.texts import printed

_GAP = "  "
_WIDTH = 96


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> str:
    """Lay out rows under headings; ``numeric`` columns stand against the right edge."""
    grid = [[printed(text) for text in row] for row in (columns, *rows)]
    widths = [max(_cells(row[at]) for row in grid) for at in range(len(columns))]
    rule = ["─" * width for width in widths]
    return "\n".join(
        _GAP.join(map(_padded, row, widths, numeric)).rstrip() for row in [grid[0], rule, *grid[1:]]
    )


def screen(text: str) -> str:
    """Make an answer fit for a terminal: only its line breaks do anything there."""
    return "\n".join(map(printed, text.split("\n")))


def _padded(text: str, width: int, right: bool) -> str:
    room = " " * (width - _cells(text))
    return room + text if right else text + room


def _cells(text: str) -> int:
    """Count the places that a text takes on a screen of fixed width."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def indented(text: str, lead: str = "- ") -> str:
    """Fold a sentence under a mark, so that long advice stays readable."""
    # Only plain spaces break: textwrap leaves the U+00A0 of "2 448 113" alone.
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
