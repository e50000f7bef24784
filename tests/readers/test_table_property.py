"""Known figures in random dress: what comes out is those figures or a question, never others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from kpi.errors import Finding, Severity
from kpi.periods import month
from kpi.readers import Asking, FileRead, Question, read
from tests.readers.dress import ORDINARY, WILD, Messy, messy
from tests.readers.layout import Figure, Label
from tests.readers.spelling import LABELS, words

pytestmark = pytest.mark.slow

NO_NOISE = st.just(frozenset[str]())
ONE_ORDINARY = st.sampled_from(ORDINARY).map(lambda one: frozenset({one}))
ANY_NOISE = st.sets(st.sampled_from((*ORDINARY, *WILD)), max_size=4).map(frozenset[str])


class Outcome:
    """What a file was read to once every question with a known answer was answered truly."""

    def __init__(self, made: Messy) -> None:
        answers: dict[str, str] = {}
        self.asked: set[str] = set()
        for _ in range(6):
            self.asking = Asking(answers, {}, made.today)
            self.read: FileRead = read(made.name, made.data, self.asking)
            waiting = [one for one in self.asking.questions if one.answer is None]
            self.asked |= {one.code for one in waiting}
            new = {one.name: answer for one in waiting if (answer := made.truth(one))}
            if not new:
                break
            answers |= new

    @property
    def errors(self) -> list[Finding]:
        found = (*self.read.findings, *self.asking.open)
        return [one for one in found if one.severity is Severity.ERROR]

    @property
    def open(self) -> list[Question]:
        return [one for one in self.asking.questions if one.answer is None]

    @property
    def refused(self) -> bool:
        return bool(self.errors or self.open)

    def told(self, made: Messy) -> Mapping[Figure, Decimal | None]:
        """Give every figure by the label that it is told under."""
        told: dict[Figure, Decimal | None] = {}
        for series in self.read.series:
            label = made.whose(series.label)
            if not series.wanted:
                continue
            assert label, f"{series.label!r} at {series.cell} is no figure's name"
            for one in series.figures:
                assert one.period, f"no period at {one.cell}, and no question"
                assert told.get((label, one.period), one.value) == one.value, one
                told[label, one.period] = one.value
        return told


def hold(made: Messy, told: Mapping[Figure, Decimal | None]) -> None:
    """Hold what was told against what is true."""
    for (label, one), value in told.items():
        true = made.known.get((label, one), made.also.get((label, one)))
        if value is None:
            assert (label, one) in made.known, f"{label} has no {one}"
            assert true is None, f"{label} {one} is {true}, told as missing"
        else:
            assert true is not None, f"{label} has no figure for {one}, told as {value}"
            assert value == true, f"{label} {one} is {true}, told as {value}"


def whole(made: Messy, told: Mapping[Figure, Decimal | None]) -> None:
    """Say that no figure was left out."""
    left = [f"{key}" for key, value in made.known.items() if value is not None and key not in told]
    assert not left, f"left out: {left}"


def shown(found: Outcome) -> str:
    codes = [f"{one.code} {one.cell} {dict(one.facts)}" for one in found.errors]
    return "; ".join([*codes, *(f"asked {one.name} {dict(one.facts)}" for one in found.open)])


def test_the_labels_are_told_apart_by_their_words() -> None:
    assert not [(a, b) for a in LABELS for b in LABELS if a != b and words(a) <= words(b)]
    assert Messy.whose(_labelled(("Kirjasto", "Lainat"), ("Museo", "Lainat")), "Lainat") is None


def _labelled(*labels: Label) -> Messy:
    known: dict[Figure, Decimal | None] = {(one, month(2025, 1)): None for one in labels}
    return Messy("xlsx", [], known, {}, [], [], dt.date.min, frozenset())


@given(messy(NO_NOISE, tidy=True))
def test_a_tidy_table_is_read_whole_and_without_a_question(made: Messy) -> None:
    found = Outcome(made)
    assert not found.refused, shown(found)
    assert not found.asked
    assert found.read.format == "table"
    told = found.told(made)
    hold(made, told)
    whole(made, told)


@given(messy(ONE_ORDINARY, tidy=True))
def test_ordinary_company_is_no_reason_to_refuse_or_ask(made: Messy) -> None:
    """Totals, notes, remarks, empty months ahead: one of them at a time is daily bread."""
    found = Outcome(made)
    assert not found.refused, shown(found)
    assert not found.asked
    told = found.told(made)
    hold(made, told)
    whole(made, told)


@given(messy(ANY_NOISE))
def test_no_dress_makes_another_figure(made: Messy) -> None:
    found = Outcome(made)
    for code in sorted(found.asked | {one.code for one in found.errors}):
        event(code)
    if made.faulty:
        assert found.errors, "a cell without a result was passed over"
    if found.refused:
        return
    event("read")
    told = found.told(made)
    hold(made, told)
    whole(made, told)
