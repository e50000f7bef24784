"""Words and numbers for a reader, in Finnish or in English: the only rounding in the house.

Refuses to guess: an unknown message or a missing placeholder raises, a missing value is said in
words and never shown as 0, and a number that rounds to nothing carries no sign. Both languages
group with U+00A0, because in a Finnish meeting "1,240" would be read as one and a quarter; only
the decimal mark follows the language.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.messages.pofile import read_po

from kpi.catalogue_rows import Text, Unit
from kpi.errors import Finding
from kpi.periods import Grain, Period
from kpi.texts import isolated

CODES = ("fi", "en")
SPACE, MINUS, DASH = "\u00a0", "\u2212", "\u2013"
_LOCALE = Path(__file__).resolve().parent / "locale"
ZONE = ZoneInfo("Europe/Helsinki")
_DECIMAL_MARK = {"fi": ",", "en": "."}


class Language:
    """One language: sentences by message id, numbers, periods and dates as ready strings."""

    def __init__(self, code: str, messages: Mapping[str, tuple[str, ...]]) -> None:
        """Keep the messages: id to one form, or to the forms for one and for many."""
        self.code = code
        self._messages = messages

    def text(self, message: str, /, **facts: str | int) -> str:
        """Give the sentence of a message id, its placeholders filled; integers are grouped.

        A text that runs from right to left, or marks that turn, leave the sentence round it as it
        is (``texts.isolated``).

        Raises:
            KeyError: no such message, or a placeholder that nobody filled. That is our defect.
        """
        return self._messages[message][0].format_map(self._shown(facts))

    def has(self, message: str) -> bool:
        """Say whether there is a message of this id."""
        return message in self._messages

    def plural(self, message: str, n: int, /, **facts: str | int) -> str:
        """Give the sentence for ``n`` things; ``{n}`` is the formatted number.

        Raises:
            KeyError: no such message, or one without a form for many. That is our defect.
        """
        forms = self._messages[message]
        if len(forms) != 2:
            raise KeyError(message)
        return forms[n != 1].format_map({**self._shown(facts), "n": self.number(n)})

    def _shown(self, facts: Mapping[str, str | int]) -> dict[str, str]:
        return {k: isolated(v) if isinstance(v, str) else self.number(v) for k, v in facts.items()}

    def number(
        self, value: Decimal | int | None, decimals: int | None = None, *, signed: bool = False
    ) -> str:
        """Write a number: "2 448 113", "1 240,5", "−12"; None is said in words.

        Args:
            value: any finite number.
            decimals: how many to show, rounded half up; None shows all that the value has.
            signed: write + before what is above zero and ± before zero.

        Raises:
            ValueError: infinity or not a number. That is our defect.
        """
        if value is None:
            return self.text("missing")
        exact = Decimal(value)
        if not exact.is_finite():
            raise ValueError(f"{value} is not a number to show")
        shown = _places(exact) if decimals is None else decimals
        rounded = exact.quantize(Decimal(1).scaleb(-shown), context=_wide(exact, shown))
        digits = f"{rounded.copy_abs():,f}".replace(",", SPACE).replace(
            ".", _DECIMAL_MARK[self.code]
        )
        if rounded == 0:
            return f"±{digits}" if signed else digits
        if rounded < 0:
            return MINUS + digits
        return f"+{digits}" if signed else digits

    def figure(
        self,
        value: Decimal | None,
        unit: Unit | None,
        decimals: int,
        *,
        signed: bool = False,
        words: bool = True,
        exact: bool = True,
    ) -> str:
        """Write a value with its unit, with ``decimals`` or as many more as the value has.

        Money "2 448 113 €" (with cents two decimals), percent value 13.3 as "13,3 %", a count
        "1 240 seuraajaa" (``words`` False: "1 240"), a rate "1 krt/kk". A signed percent is a
        difference of percents and says percentage points. None is said in words. ``exact`` False
        rounds to ``decimals``: for what is computed here and has no digits of its own.
        """
        if value is None:
            return self.text("missing")
        own = _places(value) if exact else 0
        if unit is None:
            return self.number(value, max(decimals, own), signed=signed)
        if unit.form == "money":
            number = self.number(value, max(2, own) if own else 0, signed=signed)
            return self._money(number, self._symbol(unit))
        number = self.number(value, max(decimals, own), signed=signed)
        if unit.form == "percent":
            return self._percent(number, self._symbol(unit), signed, words)
        if unit.form == "rate":
            return f"{number}{SPACE}{self._symbol(unit)}"
        word = unit.one if value.copy_abs() == 1 else unit.other
        return f"{number} {word.in_language(self.code)}" if words and word else number

    def _symbol(self, unit: Unit) -> str:
        symbol = unit.symbol
        return symbol.in_language(self.code) if isinstance(symbol, Text) else symbol or ""

    def _money(self, number: str, symbol: str) -> str:
        if self.code == "en" and len(symbol) == 1:
            sign, digits = ("", number) if number[0].isdigit() else (number[0], number[1:])
            return f"{sign}{symbol}{digits}"
        return f"{number}{SPACE}{symbol}"

    def _percent(self, number: str, symbol: str, signed: bool, words: bool) -> str:
        if signed:
            return self.text("points" if words else "points.short", number=number)
        return f"{number}{SPACE}{symbol}" if self.code == "fi" else f"{number}{symbol}"

    def percent(self, fraction: Decimal, decimals: int = 0, *, signed: bool = False) -> str:
        """Write a fraction as percent: 0.59375 is "59 %"; English closes up: "59%"."""
        number = self.number(_wide(fraction).scaleb(fraction, 2), decimals, signed=signed)
        return f"{number}{SPACE}%" if self.code == "fi" else f"{number}%"

    def period(self, period: Period, form: str = "short") -> str:
        """Name a period: "short" 1–6/2025, "long" tammi–kesäkuu 2025, "dates" 1.1.–30.6.2025.

        Raises:
            ValueError: another form. That is our defect.
        """
        if form not in {"short", "long", "dates"}:
            raise ValueError(f"no form {form} of a period")
        if period.grain is Grain.DAY:
            return self.date(period.start)
        if form == "dates":
            return self._span(period.start, period.last_day)
        facts = {"year": str(period.year), "index": str(period.index)}
        for side, date in (("first", period.start), ("last", period.last_day)):
            facts |= {
                side: str(date.month),
                f"{side}_month": self.text(f"month.{date.month}"),
                f"{side}_stem": self.text(f"month.stem.{date.month}"),
            }
        return self.text(f"period.{form}.{period.grain}", **facts)

    def date(self, value: dt.date) -> str:
        """Write a day: "30.6.2025"; in English "30 June 2025", since 7.6. reads both ways there."""
        return self.text("date", **self._day(value))

    def _day(self, value: dt.date) -> dict[str, str]:
        return {
            "day": str(value.day),
            "month": str(value.month),
            "name": self.text(f"month.{value.month}"),
            "year": str(value.year),
        }

    def _span(self, first: dt.date, last: dt.date) -> str:
        start = self.text("date.without-year", **self._day(first))
        return f"{start}{self.text('date.dash')}{self.date(last)}"

    def moment(self, value: dt.datetime) -> str:
        """Write an instant by the clock of Finland: "24.11.2026 klo 21.40".

        Raises:
            ValueError: a time without a zone. That is our defect.
        """
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        local = value.astimezone(ZONE)
        minute = f"{local.minute:02d}"
        return self.text("moment", date=self.date(local), hour=str(local.hour), minute=minute)

    def finding(self, finding: Finding) -> str:
        """Say what a finding found: the message ``finding.<code>``."""
        return self.text(f"finding.{finding.code}", **{**finding.facts, "cell": finding.cell})

    def advice(self, finding: Finding) -> str:
        """Say what to do about a finding: the message ``advice.<code>``."""
        return self.text(f"advice.{finding.code}", **{**finding.facts, "cell": finding.cell})

    def sort_key(self, text: str) -> tuple[tuple[int, ...], str]:
        """Order names as Finnish does: … z å ä ö, v and w apart, other accents as plain letters."""
        return tuple(_place(letter) for letter in text.casefold()), text


def _places(value: Decimal) -> int:
    """Say how many decimals the value really has; zeros at the end are storage, not source."""
    if value == 0:
        return 0
    exponent = _wide(value).normalize(value).as_tuple().exponent
    return max(0, -int(exponent))


def _wide(value: Decimal, decimals: int = 0) -> Context:
    """Give arithmetic wide enough that nothing is lost before the one rounding."""
    digits = len(value.as_tuple().digits) + abs(value.adjusted()) + decimals + 2
    return Context(prec=digits, rounding=ROUND_HALF_UP)


_AFTER_Z = {"å": 1, "ä": 2, "æ": 2, "ö": 3, "ø": 3}
_ALONE = {"ü": "y", "ß": "s", "đ": "d", "ð": "d", "ł": "l"}


def _place(letter: str) -> int:
    if letter in _AFTER_Z:
        return ord("z") + _AFTER_Z[letter]
    return ord(_ALONE.get(letter) or unicodedata.normalize("NFD", letter)[0])


def messages(code: str) -> dict[str, tuple[str, ...]]:
    """Read a language's messages: id to one form, or to the forms for one and for many."""
    path = _LOCALE / code / "LC_MESSAGES" / "kpi.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code, abort_invalid=True)
    found = {}
    for message in catalogue:
        if message.id:
            name = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string or ""
            found[name] = (said,) if isinstance(said, str) else tuple(said)
    return found


@lru_cache(maxsize=len(CODES))
def language(code: str) -> Language:
    """Give a language by its code, "fi" or "en"; read once.

    Raises:
        ValueError: another code. Settings and addresses are checked before they come here.
    """
    if code not in CODES:
        raise ValueError(f"no language {code}")
    return Language(code, messages(code))
