"""Tables in random dress, every question answered truly: each figure is its own indicator's.

The reader is held to the figures elsewhere; here it is what its names and questions come to. An
answer that two things took for theirs would give one the other's figures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from kpi.catalogue import Catalogue, load
from kpi.errors import Finding, Severity
from kpi.model import Observation
from kpi.periods import Grain, Period, period
from kpi.readers import Asking, Question, read
from kpi.validate import validate
from tests.builders import entry, written
from tests.readers.dress import Messy, messy
from tests.readers.grids import file_of, page
from tests.readers.layout import Label
from tests.readers.spelling import LABELS, UNITS, UPPERS
from tests.readers.test_table_property import ANY_NOISE

pytestmark = pytest.mark.slow

IDS = {
    (upper, lower): f"of_{n}_{m}"
    for n, lower in enumerate(LABELS)
    for m, upper in enumerate(("", *UPPERS))
}
SAID = {
    "running-total": "monthly",
    "what-the-day-closes": "day",
}


@cache
def wide() -> Catalogue:
    """Give a catalogue with a flow for each label, which takes whatever unit is written."""
    aliases = ", ".join(f'"{one}"' for one in UNITS)
    unit = f'[unit.ANY]\nform = "money"\nsymbol = "any"\naliases = [{aliases}]\n'
    flows = (entry(one, "house", "flow", "ANY", "day", 0) for one in IDS.values())
    with TemporaryDirectory() as folder:
        return load(written(Path(folder) / "catalogue", unit, *flows))


class Office:
    """Answers what is asked about a file, as somebody does who knows what is in it."""

    def __init__(self, made: Messy) -> None:
        answers: dict[str, str] = {}
        self.label: dict[str, Label] = {}
        self.told: Sequence[Observation] = ()
        self.findings: Sequence[Finding] = ()
        for _ in range(8):
            asking = Asking(answers, {}, made.today)
            found = read(made.name, made.data, asking)
            self.told, self.findings = validate(found, wide(), today=made.today, asking=asking)
            # A sum is nobody's figure here.
            asked = [one for one in asking.questions if not one.offered]
            waiting = [one for one in asked if one.answer is None]
            new = {one.name: answer for one in waiting if (answer := self._answer(made, one))}
            if not new:
                break
            answers |= new

    def _answer(self, made: Messy, question: Question) -> str | None:
        if question.code == "which-indicator":
            label = made.whose(question.facts["found"])
            return IDS.get(label) if label else None
        return SAID.get(question.code) or made.truth(question)

    @property
    def accepted(self) -> bool:
        return all(one.severity is Severity.WARNING for one in self.findings)


@given(messy(ANY_NOISE))
def test_an_answer_is_only_ever_taken_for_its_own_question(made: Messy) -> None:
    office = Office(made)
    if not office.accepted:
        event("refused, or a question that nobody can answer")
        return
    event("accepted")
    known = {(IDS[label], period): value for (label, period), value in made.known.items()}
    known |= {(IDS[label], period): value for (label, period), value in made.also.items()}
    told: dict[tuple[str, str], Decimal | None] = {}
    for one in office.told:
        true = known.get((one.indicator, one.period))
        assert one.value == true, f"{one.indicator} {one.period} {one.label}: {one.value}, {true}"
        told[one.indicator, one.period.code] = one.value
    left = [
        f"{label} {period}"
        for (label, period), value in made.known.items()
        if value is not None and (IDS[label], period.code) not in told
    ]
    assert not left, f"left out: {left}"


TOWNS = ("Kaustinen", "Veteli", "Perho", "Halsua")
MEASURES = ("Lainat", "Menot", "Kokoukset")
TIMES = {
    Grain.YEAR: lambda one: str(one.year),
    Grain.MONTH: lambda one: f"{one.start.month}/{one.year}",
    Grain.QUARTER: lambda one: f"Q{one.index}/{one.year}",
}


@st.composite
def lists(draw: st.DrawFn) -> tuple[list[list[object]], dict[tuple[str, str, Period], int]]:
    """Draw a list with a row for each town and time, as registers and statistics give them."""
    grain = draw(st.sampled_from(list(TIMES)))
    periods = [period(2024, grain, 1)]
    for _ in range(draw(st.integers(0, 3))):
        periods.append(periods[-1].next())
    towns = draw(st.lists(st.sampled_from(TOWNS), min_size=1, max_size=4, unique=True))
    measures = draw(st.lists(st.sampled_from(MEASURES), min_size=1, max_size=3, unique=True))
    rows = [(one, town) for one in periods for town in towns]
    kept = draw(st.lists(st.sampled_from(rows), min_size=1, unique=True))
    if draw(st.booleans()):
        kept.sort(key=rows.index)
    # Small values, so that two towns have the same ones now and then.
    known = {
        (town, measure, one): draw(st.integers(1, 9)) for one, town in kept for measure in measures
    }
    head: list[object] = ["Ajankohta", "Kunta", *measures]
    body = [
        [TIMES[grain](one), town, *(known[town, measure, one] for measure in measures)]
        for one, town in kept
    ]
    return [head, *body], known


@given(lists())
def test_a_list_of_towns_is_a_series_for_each(made: tuple[list[list[object]], object]) -> None:
    """Two towns under one heading had one question, and one answer for both."""
    rows, known = made
    assert isinstance(known, dict)
    ids = {
        (town, measure): IDS[UPPERS[TOWNS.index(town)], measure]
        for town in TOWNS
        for measure in MEASURES
    }
    name, data = file_of("xlsx", [page("Luvut", rows)])
    answers: dict[str, str] = {}
    for _ in range(3):
        asking = Asking(answers, {}, dt.date(2026, 1, 15))
        found = read(name, data, asking)
        told, findings = validate(found, wide(), today=asking.today, asking=asking)
        for one in asking.questions:
            if one.code == "which-indicator":
                said = one.facts["found"]
                names = [key for key in ids if all(word in said for word in key)]
                assert len(names) == 1, said
                answers[one.name] = ids[names[0]]
            elif one.code in SAID:
                answers[one.name] = SAID[one.code]
    wrong = [one.code for one in findings if one.severity is not Severity.WARNING]
    event(" ".join(wrong) if wrong else "accepted")
    if not wrong:
        assert {(one.indicator, one.period): one.value for one in told} == {
            (ids[town, measure], one): value for (town, measure, one), value in known.items()
        }
