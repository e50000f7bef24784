"""Numbers and periods as Finns type them, exact to the last digit.

Refuses to guess. "1.240" is a thousand and something in one office and one and a quarter in the
next, so it is asked about; two figures in one cell are never sorted out by us; a cell that says
there is no figure is no figure, and never 0.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kpi.errors import Finding, PeriodUnreadable, error
from kpi.periods import FIRST_YEAR, LAST_YEAR, Period, day, month, parse
from kpi.readers.cells import Mark, Marked, Raw

# What a cell says when there is no figure; Statistics Finland prints two dots, or one.
NO_FIGURE = frozenset(
    {"", "-", "–", "—", "−", ".", "..", "...", "…"}
    | {"ei tietoa", "ei tiedossa", "ei raportoitu", "n/a", "no data", "not known", "not reported"}
)
# ",-" after an amount stands for "no cents": money, and no minus sign.
NO_CENTS = ",-"
_START = re.compile(r"(?P<sign>[-\u2212\u2013]?)(?P<body>[0-9](?:[0-9 .,'’]*[0-9])?)")
_DATE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2,4})?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
# A digit that belongs to a word ("m2", "CO2") is no second figure.
_ANOTHER = re.compile(r"(?<![^\W\d_])[0-9]")
_ENDING = re.compile(r",[-\u2212\u2013\u2014]{1,2}(?=\s|$|[^\W\d_]|€)")
_UNIT = re.compile(r"[^\W\d_]|[%‰€$£°]")
# Two figures on two lines of a cell are no thousands; nor are those that two spaces keep apart.
_LINES_APART = re.compile(r"([0-9])\s*[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]\s*([0-9])")
_SPACES_APART = re.compile(r"[0-9]\s{2,}[0-9]")
# Marks that nobody sees in a cell and that pasting brings along.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
# What ends a line, and what no file of ours can hold.
_LINE_ENDS = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
# A spreadsheet's own numbers are whole up to here; beyond it the last digits are made up.
_LARGEST_TYPED = 2**53
# The store holds 38 digits exactly, 18 of them decimals. Of the other 20 some are left free, so
# that the sum over the days of a year fits too.
MOST_DIGITS, MOST_DECIMALS = 16, 18
_LONGEST_SHOWN, _LONGEST_READ = 60, 200
# Fewer letters of what stands around a name would say nothing.
_LEAST_AROUND = 10


class Number(NamedTuple):
    """A number and the unit that stood beside it in its cell: a word, a mark or nothing."""

    value: Decimal
    unit: str = ""


def read_number(raw: Raw) -> Number | Finding | None:
    """Read one cell as a number.

    Args:
        raw: the cell as the file holds it, typed or text.

    Returns:
        Number: exact. A percent-formatted cell gives what is shown (0.133 is 13.3 with unit %).
        None: the cell says that there is no figure.
        Finding: an error without a cell, for the caller to place.
    """
    if isinstance(raw, str):
        return _read_text(raw) if len(raw) <= _LONGEST_READ else _refused(raw)
    if isinstance(raw, bool):
        return error("not-a-number", found=str(raw).upper())
    if isinstance(raw, int | float):
        return _typed(raw)
    if isinstance(raw, Marked):
        return _read_marked(raw)
    return error("date-for-number", found=shown(raw))


def _refused(text: str) -> Finding:
    return error("not-a-number", found=clip(fold(text)))


def _typed(value: float) -> Number | Finding:
    if -1e15 < value < 1e15 and value % 1 == 0:  # nearly every cell is a small whole number
        return Number(Decimal(int(value)))
    found = exact(value)
    if found is None:
        return error("not-a-number", found=str(value))
    if abs(value) > _LARGEST_TYPED:
        return error("number-too-long", found=clip(written(found)))
    return _kept(found, "")


def _kept(value: Decimal, unit: str) -> Number | Finding:
    """Give a number that the store can hold to its last digit."""
    decimals = -int(value.as_tuple().exponent)
    if decimals > MOST_DECIMALS or (value and value.adjusted() >= MOST_DIGITS):
        return error("number-too-long", found=clip(written(value)))
    return Number(value, unit)


def exact(value: float) -> Decimal | None:
    """Give the shortest decimal that is this binary number; None for what is no number."""
    if value != value or value in (float("inf"), float("-inf")):
        return None
    if value == int(value):
        return Decimal(int(value))
    return Decimal(repr(value))


def _read_marked(raw: Marked) -> Number | Finding:
    if raw.mark is Mark.NO_RESULT:
        return error("formula-without-result")
    if raw.mark is Mark.ERROR:
        return error("error-in-cell", found=shown(raw))
    if raw.mark is Mark.PERCENT:
        percent = _hundredfold(raw.value)
        if percent is None:
            return error("not-a-number", found=shown(raw))
        return _kept(percent, "%")
    if raw.mark is Mark.UNIT and isinstance(raw.value, int | float):
        number = _typed(raw.value)
        return number._replace(unit=raw.words) if isinstance(number, Number) else number
    return error("date-for-number", found=shown(raw))


def _hundredfold(raw: Raw) -> Decimal | None:
    """Give what a percent format shows: 0.2 as 20, and not as 2E+1."""
    value = exact(raw) if isinstance(raw, int | float) else None
    if value is None:
        return None
    shifted = value.scaleb(2)
    return Decimal(int(shifted)) if shifted == shifted.to_integral_value() else shifted


@lru_cache(maxsize=8192)
def _read_text(raw: str) -> Number | Finding | None:
    text = fold(raw)
    if text.casefold() in NO_FIGURE:
        return None
    seen = raw.translate(_INVISIBLE)
    if _LINES_APART.search(seen):
        return error("two-values-in-cell", found=clip(fold(_LINES_APART.sub(r"\1 / \2", seen))))
    if _SPACES_APART.search(seen):
        return error("bad-grouping", found=clip(text))
    if _DATE.fullmatch(text):
        return error("date-for-number", found=text)
    start = _START.match(text)
    if start is None:
        return _refused(text)
    body, rest = start["body"], text[start.end() :]
    if _ANOTHER.search(rest) or re.search(r" ,|, ", body):
        return error("two-values-in-cell", found=clip(text))
    unit = _unit(rest)
    value = _numeral(body, text) if unit is not None else _refused(text)
    if isinstance(value, Finding):
        return value
    return _kept(value.copy_negate() if start["sign"] and value else value, unit or "")


def _unit(rest: str) -> str | None:
    """Give the unit word or mark; None when what follows the number is something else."""
    ending = _ENDING.match(rest)
    if ending:
        rest = rest[ending.end() :]
    rest = rest.strip()
    if not rest:
        return NO_CENTS if ending else ""
    return rest if _UNIT.match(rest) else None


def _numeral(body: str, text: str) -> Decimal | Finding:
    whole, comma, decimals = body.partition(",")
    if not set(body) <= set("0123456789, ") or _ENGLISH.fullmatch(body):
        return error("ambiguous-number", found=clip(text))
    if "," in decimals:
        return _refused(text)
    if " " in decimals or (" " in whole and not _GROUPED.fullmatch(whole)):
        return error("bad-grouping", found=clip(text))
    if len(whole) > 1 and whole[0] == "0":
        return _refused(text)
    return Decimal(whole.replace(" ", "") + (f".{decimals}" if comma else ""))


def read_period(raw: Raw) -> Period | Finding | None:
    """Read one cell as a reporting period.

    Returns:
        Period, None for an empty cell, or an error without a cell. A date is that day, except
        where the file shows it without its day: then the month.
    """
    if isinstance(raw, str):
        return _parsed(raw) if raw.strip() else None
    if isinstance(raw, Marked) and raw.mark is Mark.NO_RESULT:
        return error("formula-without-result")
    if isinstance(raw, Marked) and raw.mark is Mark.ERROR:
        return error("error-in-cell", found=shown(raw))
    return _dated(raw) or error("period-unreadable", found=shown(raw))


def _parsed(text: str) -> Period | Finding:
    folded = fold(text[:_LONGEST_READ])
    try:
        return parse(folded)
    except PeriodUnreadable:
        return error("period-unreadable", found=clip(folded))


def _dated(raw: Raw) -> Period | None:
    whole_month = isinstance(raw, Marked) and raw.mark is Mark.MONTH
    value = raw.value if isinstance(raw, Marked) else raw
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else None  # type: ignore[assignment]
    if isinstance(value, dt.date) and FIRST_YEAR <= value.year <= LAST_YEAR:
        return month(value.year, value.month) if whole_month else day(value)
    number = value if isinstance(value, int | float) and not isinstance(raw, Marked | bool) else 0
    if FIRST_YEAR <= number <= LAST_YEAR and number == int(number):
        return parse(str(int(number)))
    return None


def fold(text: str) -> str:
    """Trim a text and make every run of spaces, also hard and narrow ones, one plain space.

    What looks the same is the same: a Mac's "a" with two dots is "ä", invisible marks are nothing.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return " ".join(text.split())


def lettered(text: str) -> str:
    """Give a text as it stands in a cell, letter for letter, on one line and without controls."""
    return text if text.isprintable() else _CONTROLS.sub("", _LINE_ENDS.sub(" ", text))


def clip(text: str) -> str:
    """Shorten what was found so that a message stays one line."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def clip_named(around: str, name: str) -> str:
    """Shorten a name with what stands around it: names are told apart by their ends."""
    whole = f"{around}: {name}" if around else name
    room = _LONGEST_SHOWN - len(name) - len("…: ")
    if len(whole) <= _LONGEST_SHOWN or room < _LEAST_AROUND:
        return whole if len(whole) <= _LONGEST_SHOWN else clip(name)
    return f"{around[:room].rstrip(' ,')}…: {name}"


def shown(raw: Raw) -> str:
    """Give a cell as text for a message: 12,5 · 30.6.2025 · #REF!"""
    if isinstance(raw, Marked) and raw.mark is Mark.PERCENT:
        percent = _hundredfold(raw.value)
        return shown(raw.value) if percent is None else f"{written(percent)} %"
    if isinstance(raw, Marked):
        return f"{shown(raw.value)} {raw.words}".rstrip()
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, int | float):
        value = exact(raw)
        return str(raw) if value is None else written(value)
    if isinstance(raw, dt.datetime):
        return f"{shown(raw.date())} {raw.time().isoformat('minutes')}"
    if isinstance(raw, dt.date):
        return f"{raw.day}.{raw.month}.{raw.year}"
    return clip(fold(raw))


def written(value: Decimal) -> str:
    """Give a number as people type it, ungrouped: 1240,5."""
    return f"{value:f}".replace(".", ",")
