"""How much room words take on a slide, in Arial, so that sizes are chosen and nothing is clipped.

Refuses to leave fitting to the program that opens the file: only some shrink a text, and late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LINE = 1.2
"""The height of a line, in sizes of its letters."""

# Arial's widths in sizes of the letter, the bold ones' where they differ little; what is not
# listed is as wide as a digit.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 0.25),
    **dict.fromkeys("ftI.,:;/! \u00a0·", 0.29),
    **dict.fromkeys("r()-", 0.34),
    **dict.fromkeys("ckszvxyJ", 0.5),
    **dict.fromkeys("ABEFKLPSTVXYZÄÅÉ", 0.667),
    **dict.fromkeys("CDHNRUwGOQÖ&", 0.76),
    **dict.fromkeys("mMW@%", 0.9),
    **dict.fromkeys("—…", 1.0),
}
_DIGIT, _BOLD = 0.56, 1.07


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of one line in points."""
    return sum(_WIDTHS.get(one, _DIGIT) for one in text) * size * (_BOLD if bold else 1)


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """Count the lines that a text takes, broken at its spaces; a longer word is broken anywhere."""
    count, used = 1, 0.0
    for word in text.split(" "):
        wide = width(word, size, bold=bold)
        gap = width(" ", size, bold=bold) if used else 0
        if used and used + gap + wide > room:
            count, used, gap = count + 1, 0.0, 0
        used += gap + wide
        while used > room:
            count, used = count + 1, used - room
    return count


def height(
    texts: Iterable[str], size: float, room: float, *, bold: bool = False, between: float = 0
) -> float:
    """Give the height of paragraphs in points, with ``between`` sizes of air after each."""
    return sum((lines(one, size, room, bold=bold) * LINE + between) * size for one in texts)


def largest(sizes: Sequence[float], fits: Iterable[bool]) -> float:
    """Give the first size that fits, of sizes from large to small; the smallest if none does."""
    return next((size for size, one in zip(sizes, fits, strict=True) if one), sizes[-1])
