"""Which indicator a row means, and what a row may say about it.

Refuses to choose: an unknown name gets its nearest neighbours as an offer, never as an answer, and
a row whose identifier and name mean two indicators is asked about.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kpi.catalogue import Catalogue
from kpi.catalogue_rows import Indicator, Text, Unit
from kpi.errors import Finding, error
from kpi.model import ConfStatus, Kind
from kpi.periods import Grain
from kpi.readers.cells import Raw
from kpi.readers.numbers import NO_CENTS, clip, exact, fold, shown

# Finding near names costs; a file with more unknown names than this is another file altogether.
_MOST_NEAREST = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row needs to know of its indicator, looked up once."""

    id: str
    area: str
    confidential: Callable[..., ConfStatus]
    grain: Grain
    form: Literal["money", "percent", "count", "rate"]
    kind: Kind
    unit: Text
    words: frozenset[str]
    goals: tuple[str, ...]

    @property
    def closing(self) -> bool:
        """Whether a value is as of its period's last day."""
        return self.kind is Kind.STOCK

    @property
    def ratio(self) -> bool:
        """Whether a value is a part of something and no count."""
        return self.kind is Kind.RATIO

    def stands_at(self, goal: str) -> bool:
        """Say whether the plan has the indicator at a goal; a row may also name no goal."""
        return not goal or not self.goals or goal in self.goals

    def takes(self, unit: str) -> bool:
        """Say whether a unit word or mark is this indicator's own."""
        return bare(unit) in self.words


def bare(text: str) -> str:
    """Fold a unit so that "krt / kk" is "krt/kk"."""
    return "".join(text.split()).casefold()


class Directory:
    """The catalogue as the rows of a file see it."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Look everything up once."""
        self._indicators = catalogue.indicators
        self._units = catalogue.units
        self._ids = {fold(name).casefold(): one for name, one in catalogue.headings().items()}
        self._shown = {
            fold(name).casefold(): name
            for one in catalogue.indicators.values()
            for name in (*one.headings, one.name.en, one.name.fi)
        }
        self._goals = catalogue.goals
        self._found: dict[tuple[Raw, Raw], Subject | Finding] = {}
        self._subjects: dict[str, Subject] = {}
        self._asked: dict[str, str] = {}

    def find(self, identifier: Raw, name: Raw) -> Subject | Finding:
        """Give what a row's identifier and name mean, or an error without a cell."""
        key = (identifier, name)
        if key not in self._found:
            self._found[key] = self._find(_words(identifier), _words(name))
        return self._found[key]

    def _find(self, identifier: str, name: str) -> Subject | Finding:
        if not (identifier or name):
            return error("no-indicator")
        by_name = self._ids.get(name.casefold())
        meant = self._ids.get(identifier.casefold()) if identifier else by_name
        if meant is None:
            found = identifier or name
            return error("unknown-indicator", found=clip(found), nearest=self.nearest(found))
        if by_name is not None and by_name != meant:
            return error("indicator-and-name-differ", found=clip(identifier), name=clip(name))
        if self._indicators[meant].computed is not None:
            return error("computed-indicator", found=clip(name or identifier))
        return self.by_id(meant) or error("qualitative-indicator", found=clip(name or identifier))

    def by_id(self, indicator: str) -> Subject | None:
        """Give an indicator; None when it is told in words and has no numbers."""
        if indicator not in self._subjects:
            one = self._indicators[indicator]
            if one.unit_measure is None:
                return None
            self._subjects[indicator] = _subject(one, self._units[one.unit_measure])
        return self._subjects[indicator]

    def named(self, name: str) -> Subject | None:
        """Give the indicator that a name or heading belongs to."""
        meant = self._ids.get(name.casefold())
        return None if meant is None else self.by_id(meant)

    def renamed(self, subject: Subject, name: Raw) -> Text | None:
        """Give the indicator's own name when a row calls it something that nobody knows.

        The identifier still says what is meant, but a row that was copied and renamed looks so too.
        """
        words = _words(name).casefold()
        return self._indicators[subject.id].name if words and words not in self._ids else None

    def nearest(self, text: str) -> str:
        """Give the names that are most like a word; they are looked up for so many words only."""
        if text not in self._asked and len(self._asked) >= _MOST_NEAREST:
            return "…"
        if text not in self._asked:
            near = difflib.get_close_matches(clip(text).casefold(), self._shown, 3, 0.0)
            self._asked[text] = ", ".join(self._shown[name] for name in near)
        return self._asked[text]

    def goal(self, raw: Raw) -> str | Finding:
        """Give the number of the goal that a row stands at; empty when it stands at none.

        A spreadsheet writes goal 3.10 as the number 3.1, so a number must fit one goal only.
        """
        if isinstance(raw, str):
            text = fold(raw).rstrip(".")
            return text if text in self._goals or not text else _unknown_goal(raw)
        value = exact(raw) if isinstance(raw, int | float) else None
        fits = [no for no in self._goals if value is not None and _as_number(no) == value]
        if len(fits) > 1:
            return error("goal-ambiguous", found=shown(raw), name=", ".join(fits))
        return fits[0] if fits else _unknown_goal(raw)


def _words(raw: Raw) -> str:
    return fold(raw) if isinstance(raw, str) else shown(raw)


def _unknown_goal(raw: Raw) -> Finding:
    return error("unknown-goal", found=shown(raw))


def _as_number(goal: str) -> Decimal | None:
    whole, _, rest = goal.partition(".")
    return Decimal(goal) if whole.isdecimal() and (not rest or rest.isdecimal()) else None


def _subject(one: Indicator, unit: Unit) -> Subject:
    texts = [text for text in (unit.symbol, unit.one, unit.other) if text is not None]
    words = [
        w for text in texts for w in ((text.fi, text.en) if isinstance(text, Text) else (text,))
    ]
    spoken = unit.other or unit.symbol or unit.id
    money = [NO_CENTS] if unit.form == "money" else []
    return Subject(
        id=one.id,
        area=one.service_area,
        confidential=one.confidential,
        grain=one.grain,
        form=unit.form,
        kind=one.kind,
        unit=spoken if isinstance(spoken, Text) else Text(fi=spoken, en=spoken),
        words=frozenset(map(bare, (unit.id, *words, *unit.aliases, *money))),
        goals=tuple(place.no for place in one.goals),
    )
