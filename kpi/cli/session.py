"""What every command is handed, and what it answers with.

Refuses to open the catalogue or the store before a command asks for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kpi.cli.arguments import Asked, nearest
from kpi.errors import PeriodUnreadable, WrongUsage, error
from kpi.i18n import ZONE, Language
from kpi.periods import Grain, Period, parse
from kpi.settings import Settings

if TYPE_CHECKING:
    from kpi.catalogue import Catalogue
    from kpi.catalogue_rows import Indicator
    from kpi.desk import Desk
    from kpi.store import Store
    from kpi.view.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Answer:
    """The same answer twice: ``data`` is plain data for JSON, ``text`` is for people.

    ``during`` goes on for as long as the service runs; it is handed what writes the answer, to be
    called once it is true.
    """

    data: object
    text: str
    code: int = 0
    during: Callable[[Callable[[], None]], None] | None = None


@dataclass(frozen=True)
class Session:
    """One call of the command line: what was typed, the settings and the reader's language."""

    asked: Asked
    settings: Settings
    language: Language

    @cached_property
    def catalogue(self) -> Catalogue:
        """The definitions.

        Raises:
            CatalogueInvalid: they contradict themselves.
        """
        from kpi.catalogue import load

        return load(self.settings.catalogue)

    @cached_property
    def desk(self) -> Desk:
        """What the pipeline is handed."""
        from kpi.access import CONSOLE
        from kpi.desk import Desk

        return Desk(self.settings, self.catalogue, viewer=CONSOLE)

    @cached_property
    def store(self) -> Store:
        """The published figures.

        Raises:
            StoreUnavailable: they cannot be read.
        """
        from kpi.pipeline import open_store

        return open_store(self.desk)

    @cached_property
    def speaker(self) -> Speaker:
        """The catalogue's names and units in the reader's language, as the pages say them."""
        from kpi.view.speaker import Speaker

        return Speaker(self.catalogue, self.language)

    def indicator(self) -> Indicator:
        """Give the indicator that was asked for.

        Raises:
            WrongUsage: no such indicator; offers the nearest.
        """
        asked = self.asked.given[0]
        known = self.catalogue.indicators
        if asked in known:
            return known[asked]
        headings = self.catalogue.headings()
        by_name = headings.get(asked.casefold())
        if by_name is not None:
            return known[by_name]
        raise WrongUsage(error("unknown-indicator", found=asked, nearest=nearest(asked, known)))

    def period(self) -> Period | None:
        """Give the period that was asked for, None when none was.

        Raises:
            WrongUsage: no reporting period; offers the nearest that have figures.
        """
        return None if self.asked.option("--period") is None else self.the_period()

    def the_period(self) -> Period:
        """Give the period of a command that needs one.

        Raises:
            WrongUsage: no reporting period; offers the nearest that have figures.
        """
        typed = self.asked.option("--period") or ""
        try:
            return parse(typed)
        except PeriodUnreadable as unreadable:
            known = [one.code for one in self.store.periods()]
            close = nearest(typed, known or [self.catalogue.organisation.period])
            raise WrongUsage(error("unknown-period", found=typed, nearest=close)) from unreadable

    def area(self) -> str | None:
        """Give the service area that was asked for, None when none was.

        Raises:
            WrongUsage: no such area; offers the nearest.
        """
        asked = self.asked.option("--area")
        if asked is not None and asked not in self.catalogue.areas:
            close = nearest(asked, self.catalogue.areas)
            raise WrongUsage(error("unknown-area", found=asked, nearest=close))
        return asked

    def instant(self) -> dt.datetime | None:
        """Give the instant that was asked for; a day means its end, by the clock of Finland.

        Raises:
            WrongUsage: neither an instant nor a day.
        """
        typed = self.asked.option("--as-of")
        return None if typed is None else read_instant(typed)


def read_instant(typed: str) -> dt.datetime:
    """Read "2026-11-24T21:40", "2026-11-24T19:40Z", "2026-11-24" or "24.11.2026".

    Raises:
        WrongUsage: neither an instant nor a day.
    """
    wrong = WrongUsage(error("instant-unreadable", found=typed))
    try:
        day = parse(typed)
    except PeriodUnreadable:
        try:
            instant = dt.datetime.fromisoformat(typed)
        except ValueError:
            raise wrong from None
        return instant if instant.tzinfo else instant.replace(tzinfo=ZONE)
    if day.grain is not Grain.DAY:
        raise wrong
    midnight = dt.datetime.combine(day.end, dt.time(), tzinfo=ZONE)
    return midnight.astimezone(dt.UTC) - dt.timedelta(microseconds=1)
