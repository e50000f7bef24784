"""The rows of the catalogue, as pydantic checks them.

Refuses unknown fields: a misspelt key is a fault, not a silent default.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from kpi.catalogue_faults import Unfit, lacks, unknown
from kpi.errors import PeriodUnreadable
from kpi.model import ConfStatus, Direction, Kind
from kpi.periods import Grain, parse

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+[a-z]?)*$")]
# Addresses of the service's own pages and doors; an area that took one would hide it.
RESERVED_PATHS = frozenset(
    {"palvelualueet", "rahoitus", "mittari", "lisaa-luvut", "saavutettavuus", "healthz", "data"}
    | {"s", "media", "static", "component", "app-static", "tavoitteet", "raportti", "jakaminen"}
    | {"kokous", "tietoa", "maaraajat", "kirjaudu", "ulos", "tietosuoja", "oauth2callback", "auth"}
)
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Days = Annotated[int, Field(ge=0, le=366)]
# What an indicator that is told in words cannot have.
_OF_NUMBERS = ("unit_measure", "due", "due_days")


class Row(BaseModel):
    """A frozen row that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Row):
    """The same words in both languages."""

    fi: Words
    en: Words

    def in_language(self, language: str) -> str:
        """Give the words in a language; Finnish where it is not one of ours."""
        return self.en if language == "en" else self.fi


def _period(text: str) -> str:
    try:
        return parse(text).code
    except PeriodUnreadable as unreadable:
        raise Unfit("catalogue-no-period", found=text) from unreadable


class Organisation(Row):
    """Whose figures these are.

    ``period`` is the one shown first, ``report`` the source, ``language`` what its files speak.
    ``feedback`` is the e-mail address for feedback on accessibility. ``due_days`` is how many days
    after a period's end its figures are waited for.
    """

    id: Id
    name: Text
    report: Text
    period: str
    language: Literal["fi", "en", "sv"] = "fi"

    @field_validator("period")
    @classmethod
    def _a_period(cls, value: str) -> str:
        return _period(value)

    feedback: Words | None = None
    due_days: Days = 14


class Area(Row):
    """A service area; ``path`` is its page's address, ``cards`` lead on its page."""

    id: Id
    order: int
    name: Text
    short_name: Text
    path: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    cards: tuple[Id, ...] = ()


class Goal(Row):
    """A goal of the plan, by its number as text."""

    id: Number
    service_area: Id
    title: Text


class Action(Row):
    """An action of the plan, under its goal."""

    id: Number
    goal: Number
    title: Text


class Unit(Row):
    """A unit: money and percent by symbol, counts by words, rates by symbol.

    ``other`` is the form after numerals other than one.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
    form: Literal["money", "percent", "count", "rate"]
    symbol: Text | Words | None = None
    one: Text | None = None
    other: Text | None = None
    aliases: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _worded(self) -> Self:
        if self.form == "count" and (self.one is None or self.other is None):
            raise lacks("one", "other")
        if self.form != "count" and self.symbol is None:
            raise lacks("symbol")
        return self


class Place(Row):
    """A goal that an indicator stands at; ``listed``: the plan promises it there."""

    no: Number
    listed: bool


class Target(Row):
    """The level aimed at for one period, in the indicator's unit, written as text: exact."""

    period: str
    value: Decimal

    @field_validator("period")
    @classmethod
    def _a_period(cls, value: str) -> str:
        return _period(value)


class Indicator(Row):
    """What is measured. ``grain`` is the finest at which it is collected.

    ``due`` is how often a figure is expected (None: as often as the organisation reports) and
    ``due_days`` how many days after the period's end (None: the organisation's own). ``computed``:
    the figure is made here from what else is told, and never stated. ``staff``: it counts people of
    the organisation itself, so that one of them is internal, but for ``small_numbers`` "free".
    """

    id: Id
    service_area: Id
    name: Text
    short_name: Text | None = None
    kind: Kind
    unit_measure: str | None = None
    decimals: int = Field(default=0, ge=0, le=6)
    direction: Direction = Direction.NEUTRAL
    grain: Grain = Grain.SEMESTER
    due: Grain | None = None
    due_days: Days | None = None
    conf_status: ConfStatus = ConfStatus.FREE
    definition: Text | None = None
    definition_changed: tuple[dt.date, ...] = ()
    note: Text | None = None
    headings: tuple[Words, ...] = ()
    computed: Literal["completion"] | None = None
    staff: bool = False
    small_numbers: Literal["internal", "free"] = "internal"
    source: Text
    owner: Text
    goals: tuple[Place, ...] = ()
    targets: tuple[Target, ...] = ()

    def target(self, period: str) -> Decimal | None:
        """Give the level aimed at in a period, by its code; None where none is set."""
        return next((one.value for one in self.targets if one.period == period), None)

    @model_validator(mode="after")
    def _measured(self) -> Self:
        told = self.kind is Kind.QUALITATIVE
        if not told and self.unit_measure is None:
            raise lacks("unit_measure")
        given = [one for one in _OF_NUMBERS if getattr(self, one) is not None]
        if told and given:
            raise Unfit("catalogue-words-only", name=", ".join(given))
        return self

    @model_validator(mode="after")
    def _expected(self) -> Self:
        if self.due is Grain.DAY:
            periods = "month, quarter, semester, year"
            raise Unfit("catalogue-field-choice", name="due", found=self.due, nearest=periods)
        if self.due is not None and self.due.rank > self.grain.rank:
            raise Unfit("catalogue-due-finer", name=self.grain, found=self.due)
        return self

    @model_validator(mode="after")
    def _of_staff(self) -> Self:
        if "small_numbers" in self.model_fields_set and not self.staff:
            raise Unfit("catalogue-needs", name="small_numbers", found="staff = true")
        return self

    def confidential(self, *values: Decimal | None) -> ConfStatus:
        """Say what a figure is by these values: internal where they tell of one person."""
        few = self.staff and self.small_numbers == "internal"
        if few and any(one is not None and 0 < one < 2 for one in values):
            return ConfStatus.INTERNAL
        return self.conf_status

    @property
    def label(self) -> Text:
        """The short name where there is one, for cards and chart labels."""
        return self.short_name or self.name


class Relation(Row):
    """How figures belong together; which fields are used depends on ``kind``."""

    id: Id
    kind: Literal["sum", "equal", "part_of", "share", "proxy"]
    label: Text
    total: Id | None = None
    parts: tuple[Id, ...] = ()
    tolerance: Decimal = Field(default=Decimal(0), ge=0)
    indicators: tuple[Id, ...] = ()
    part: Id | None = None
    whole: Id | None = None
    numerator: tuple[Id, ...] = ()
    denominator: Id | None = None
    stated: Id | None = None
    promised: Id | None = None
    reported: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needed, allowed = _SIDES[self.kind]
        given = self.model_fields_set - {"id", "kind", "label"}
        if missing := [side for side in sorted(needed) if not getattr(self, side)]:
            raise lacks(*missing)
        if foreign := given - needed - allowed:
            raise unknown(*sorted(foreign))
        if len(set(self.uses)) < max(2, len(self.uses)):
            raise Unfit("catalogue-relation-repeats")
        return self

    @property
    def uses(self) -> tuple[str, ...]:
        """Every indicator that the relation names."""
        single = (self.total, self.part, self.whole, self.denominator, self.stated, self.promised)
        many = (*self.parts, *self.indicators, *self.numerator, *self.reported)
        return (*(one for one in single if one is not None), *many)

    @property
    def compared(self) -> tuple[str, ...]:
        """The indicators whose values are added or compared with each other."""
        return () if self.kind == "proxy" else tuple(one for one in self.uses if one != self.stated)


# What each kind of relation needs, and what it may have besides.
_SIDES: dict[str, tuple[set[str], set[str]]] = {
    "sum": ({"total", "parts"}, {"tolerance"}),
    "equal": ({"indicators"}, set()),
    "part_of": ({"part", "whole"}, set()),
    "share": ({"numerator", "denominator"}, {"stated"}),
    "proxy": ({"promised", "reported"}, set()),
}
