"""What a number format adds to a number: a percent, a month without its day, a word, money.

Refuses to format: only what changes the meaning of the number is told.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

# What stands in a number format for itself: quoted, escaped, or a currency in brackets.
_PRINTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|(.)')
_TELLING = re.compile(r"[^\W\d_]|[%‰€$£¥]")
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')

Dress = tuple[str, str]
"""The mark and its words; both empty when a format adds nothing."""
PLAIN: Dress = ("", "")
# Formats that have a number of their own and are in no list.
BUILT_IN: dict[int, Dress] = {9: ("percent", ""), 10: ("percent", ""), 17: ("month", "")}


def dress_of(code: str) -> Dress:
    """Read a number format as spreadsheets write it: ``0.0 %``, ``mmm yyyy``, ``0" kpl"``."""
    bare = _LITERALS.sub("", code).casefold().replace("general", "")
    if "%" in bare:
        return "percent", ""
    times = set("dhsmy") & set(bare)
    if times == {"y"}:
        return "year", ""
    if times:
        return ("month" if {"y", "m"} <= set(bare) and not set("dhs") & set(bare) else ""), ""
    told = ""
    for quoted, escaped, currency, plain in _PRINTED.findall(code):
        if plain == ";":
            break
        told += quoted or escaped or currency or (plain if plain in "€$£¥" else "")
    return beside(told)


def beside(words: str) -> Dress:
    """Give the mark for what is printed beside a number; dashes and brackets say nothing."""
    return ("unit", " ".join(words.split())) if _TELLING.search(words) else PLAIN


class Told(NamedTuple):
    """A value with what it does not tell by itself; only a unit has words."""

    value: object
    mark: str
    words: str = ""


def marked(value: object, mark: str, words: str) -> object:
    """Put a mark on a value; an error is its words, a date shown as its year is that number."""
    if mark == "year":
        return value.year if isinstance(value, dt.date) else value
    return Told(words or value, mark) if mark == "error" else Told(value, mark, words)


def dressed(value: object, dress: Dress) -> object:
    """Put on a number or a date what its format adds, if anything."""
    return marked(value, *dress) if dress[0] else value
