"""What somebody else wrote, made fit for the place where it is put.

Refuses to change a letter of a text that is shown: what would turn its neighbours is closed in,
what would begin a line or steer a terminal is written out. Only a file's name loses something.
"""

from __future__ import annotations

import html as _html
import re
import unicodedata

LONGEST_NAME = 100
NAMELESS = "tiedosto"
# Where a text may run from right to left: the letters of such scripts, and the marks that turn.
_TURNS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_OPENS, _OPEN, _CLOSE = "\u2066\u2067\u2068", "\u2068", "\u2069"
# What a terminal obeys, what ends a line, what turns one, and what no encoding writes.
_UNPRINTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_NOT_IN_A_NAME = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_ENDING = re.compile(r"\.[0-9A-Za-z]{1,10}")


def turns(text: str) -> bool:
    """Say whether a text may change the order in which its neighbours are shown."""
    return not text.isascii() and _TURNS.search(text) is not None


def isolated(text: str) -> str:
    """Close a text in, so that no neighbour in the same paragraph is turned by it.

    The text itself stays letter for letter; round it stand the marks of an isolate (UAX #9), as
    many as it takes: one that closes more than it opens would let itself out of a single one. A
    text that turns nothing gets none.
    """
    if not turns(text):
        return text
    depth = surplus = 0
    for letter in text:
        if letter in _OPENS:
            depth += 1
        elif letter == _CLOSE and depth:
            depth -= 1
        elif letter == _CLOSE:
            surplus += 1
    return _OPEN * (surplus + 1) + text + _CLOSE * (depth + 1)


def html(text: str) -> str:
    """Write a text as content of an HTML page; one that may turn its neighbours gets an element."""
    safe = _html.escape(text, quote=True)
    return f"<bdi>{safe}</bdi>" if turns(text) else safe


def html_attribute(text: str) -> str:
    """Write a text as the value of an attribute, between double quotes."""
    return _html.escape(text, quote=True)


def printed(text: str) -> str:
    r"""Write a text for a terminal or a log: what steers one or begins a line is written out.

    Line breaks become "\n", an escape "\x1b", a mark that turns "\u202e"; the rest stays.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNPRINTED.sub(lambda found: found[0].encode("unicode-escape").decode("ascii"), text)


def base_name(typed: str) -> str:
    """Give what is safe of a file's name: no folder, nothing invisible, at most 100 letters.

    The ending stays where it is one. A name of which nothing is left is called ``NAMELESS``.
    """
    bare = re.split(r"[/\\]", typed)[-1]
    kept = "".join(one for one in bare if unicodedata.category(one) not in _NOT_IN_A_NAME)
    kept = " ".join(kept.split()).rstrip(". ")
    stem, dot, last = kept.rpartition(".")
    ending = f".{last}" if dot and _ENDING.fullmatch(f".{last}") else ""
    stem = stem if ending else kept
    cut = stem[: LONGEST_NAME - len(ending)].rstrip(" " if ending else ". ")
    return (cut.strip() or NAMELESS) + ending


def numbered(name: str, number: int) -> str:
    """Give another name for a file of the same name, within the same length."""
    mark = f" ({number})"
    stem, dot, last = name.rpartition(".")
    ending = f".{last}" if dot and _ENDING.fullmatch(f".{last}") else ""
    stem = stem if ending else name
    return stem[: LONGEST_NAME - len(ending) - len(mark)].rstrip() + mark + ending
