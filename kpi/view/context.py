"""What one page is about: a state of the data, a language, a period, and what all pages say.

Refuses to ask the store for one indicator at a time: a page's figures are fetched once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from kpi import checks
from kpi.compare import compare
from kpi.disagreement import Conflict
from kpi.i18n import CODES, Language, language
from kpi.model import Comparison, Pair, Upload
from kpi.periods import Period
from kpi.store import Store
from kpi.view.parts import Footer, Notice
from kpi.view.speaker import Speaker

OLD = dt.timedelta(days=45)
HERE = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True, slots=True)
class Context:
    """One page's figures, each by its indicator's id, and what disagrees in the period.

    ``quoted`` are the indicators whose figure is known only as another figure's comparison.
    """

    store: Store
    speaker: Speaker
    period: Period
    figures: Mapping[str, Pair]
    conflicts: tuple[Conflict, ...]
    quoted: frozenset[str]

    def comparison(self, indicator: str) -> Comparison:
        """Give the verdict on an indicator's figure."""
        return compare(self.figures[indicator], self.speaker.indicator(indicator))

    def reported(self, indicator: str) -> bool:
        """Say whether the period has a figure, a disputed one included."""
        pair = self.figures.get(indicator)
        return pair is not None and (pair.now.value is not None or pair.now.conflict)

    def conflict(self, indicator: str, code: str) -> Conflict | None:
        """Give the first contradiction of a kind that an indicator takes part in."""
        return next(
            (
                one
                for one in self.conflicts
                if one.code == code and any(side.indicator == indicator for side in one.sides)
            ),
            None,
        )


def context(store: Store, words: Language, period: Period) -> Context:
    """Fetch what a page needs: one question for the figures, one round for the contradictions."""
    return Context(
        store,
        Speaker(store.catalogue, words),
        period,
        store.figures(period),
        checks.conflicts(store, period),
        checks.quoted_in(store, period),
    )


def subtitle(page: Context) -> str:
    """Name whose figures these are, for which days, and how fresh."""
    speaker = page.speaker
    pieces = [
        speaker.say(speaker.catalogue.organisation.name),
        speaker.language.period(page.period, "dates"),
    ]
    if page.store.latest_upload_at is not None:
        date = page.store.latest_upload_at.astimezone(HERE).date()
        pieces.append(speaker.text("page.updated", date=speaker.language.date(date)))
    return " · ".join(pieces)


def notices(page: Context) -> tuple[Notice, ...]:
    """Say what a reader must know before the figures: invented, an example, none at all."""
    store, text = page.store, page.speaker.text
    report = page.speaker.say(page.speaker.catalogue.organisation.report)
    found = []
    if store.invented:
        found.append(Notice("invented", text("notice.invented")))
    elif is_sample(store):
        found.append(Notice("sample", text("notice.sample", report=report)))
    elif any(map(_of_sample, store.active)):
        found.append(Notice("sample", text("notice.sample-partly", report=report)))
    if not store.active:
        found.append(Notice("empty", text("notice.empty")))
    elif not any(page.reported(one) for one in page.figures):
        period = page.speaker.language.period(page.period, "long")
        found.append(Notice("empty", text("notice.empty-period", period=period)))
    return tuple(found)


def old(store: Store, words: Language, now: dt.datetime) -> Notice | None:
    """Say that nothing was published for a long time. Depends on the clock, so pages ask anew."""
    latest = store.latest_upload_at
    if latest is None or now - latest <= OLD:
        return None
    return Notice("old", words.text("notice.old", days=OLD.days))


def is_sample(store: Store) -> bool:
    """Say whether only the worked example is published: its publisher's name says so."""
    return bool(store.active) and all(map(_of_sample, store.active))


def _of_sample(one: Upload) -> bool:
    return one.published_by in {language(code).text("sample.by") for code in CODES}


def footer(page: Context) -> Footer:
    """Give what every page ends with."""
    store, speaker = page.store, page.speaker
    report = speaker.say(speaker.catalogue.organisation.report)
    source = speaker.text("footer.source", report=report)
    if store.invented:
        source = speaker.text("footer.invented")
    latest = store.latest_upload_at
    updated = (
        speaker.text("footer.updated", moment=speaker.language.moment(latest))
        if latest
        else speaker.text("footer.never")
    )
    return Footer(source, updated, speaker.text("footer.version", version=store.version))
