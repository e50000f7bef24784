"""Names, figures and times of indicators in one language.

Refuses to show a bare number: a figure goes out with its unit, and a missing one in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from kpi.catalogue import Catalogue
from kpi.catalogue_rows import Indicator, Text, Unit
from kpi.i18n import Language
from kpi.model import Kind
from kpi.periods import Period
from kpi.view.parts import Link

HOME_LANGUAGE = "fi"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A catalogue in one language."""

    catalogue: Catalogue
    language: Language

    def say(self, words: Text) -> str:
        """Give words of the catalogue."""
        return words.in_language(self.language.code)

    @property
    def foreign(self) -> str:
        """The language of the organisation's own words where it is not the reader's, else ""."""
        own = self.catalogue.organisation.language
        return "" if own == self.language.code else own

    def text(self, message: str, /, **facts: str | int) -> str:
        """Give the sentence of a message id."""
        return self.language.text(message, **facts)

    def indicator(self, indicator: str) -> Indicator:
        """Give an indicator's definition."""
        return self.catalogue.indicators[indicator]

    def name(self, indicator: str) -> str:
        """Give an indicator's full name; one that the catalogue lost keeps its id."""
        found = self.catalogue.indicators.get(indicator)
        return self.say(found.name) if found else indicator

    def label(self, indicator: str) -> str:
        """Give the short name, for cards and charts."""
        return self.say(self.indicator(indicator).label)

    def unit(self, indicator: str) -> Unit | None:
        """Give an indicator's unit; None when it is told in words."""
        found = self.catalogue.indicators.get(indicator)
        return self.catalogue.units[found.unit_measure] if found and found.unit_measure else None

    def figure(
        self, indicator: str, value: Decimal | None, *, signed: bool = False, words: bool = True
    ) -> str:
        """Write a value with its unit; ``words`` False leaves out a count's word."""
        found = self.catalogue.indicators.get(indicator)
        decimals = found.decimals if found else 0
        unit = self.unit(indicator)
        stated = found is None or found.computed is None
        return self.language.figure(value, unit, decimals, signed=signed, words=words, exact=stated)

    def rounded(self, indicator: str, value: Decimal) -> str:
        """Write a value that was computed here, with the indicator's own decimals."""
        found = self.indicator(indicator)
        return self.language.figure(value, self.unit(indicator), found.decimals, exact=False)

    def when(self, indicator: str, period: Period) -> str:
        """Say the time of a figure: the span of a flow, the closing day of a stock."""
        found = self.catalogue.indicators.get(indicator)
        if found and found.kind is Kind.STOCK:
            return self.language.date(period.last_day)
        return self.language.period(period, "dates")

    def listed(self, texts: Iterable[str]) -> str:
        """Join texts as a sentence does: "a, b ja c"."""
        *first, last = texts
        if not first:
            return last
        return self.text("words.and", first=", ".join(first), last=last)

    def nearest(self, asked: str) -> str:
        """Name up to three indicators whose ids are spelt most like what was asked."""
        close = get_close_matches(asked, self.catalogue.indicators, 3, 0.0)
        return self.listed(self.name(one) for one in close) if close else ""

    def link(self, text: str, path: str, period: Period, **params: str) -> Link:
        """Give a way to a page of ours that keeps the period and the language in view."""
        language = () if self.language.code == HOME_LANGUAGE else (("kieli", self.language.code),)
        return Link(text, path, (*params.items(), ("kausi", period.code), *language))

    def to_indicator(self, indicator: str, period: Period) -> Link:
        """Give the way to an indicator's page."""
        return self.link(self.name(indicator), "mittari", period, mittari=indicator)
