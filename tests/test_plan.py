"""What is told of the plan: written and read back, the latest stands, silence is unclear."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import plan
from kpi.completion import completion
from kpi.periods import parse
from kpi.plan import ActionState, ActionStatus, InWords, Status, Telling, Told, Wording

HALF, NEXT = parse("2025-S1"), parse("2025-S2")
TEXTS = st.text(max_size=30)
PERIODS = st.sampled_from([HALF, NEXT, parse("2025-A1"), parse("2025-M06")])
STATUSES = st.builds(
    ActionStatus, st.sampled_from(["1.1.1", "3.10.2a"]), PERIODS, st.sampled_from(ActionState),
    TEXTS, TEXTS, TEXTS, TEXTS,
)  # fmt: skip
TOLD = st.builds(
    Told,
    st.lists(STATUSES, max_size=3).map(tuple),
    st.lists(
        st.builds(InWords, TEXTS, TEXTS, PERIODS, st.booleans(), TEXTS, TEXTS), max_size=3
    ).map(tuple),
    st.lists(
        st.builds(Wording, TEXTS, PERIODS, st.sampled_from(["fi", "en"]), TEXTS), max_size=3
    ).map(tuple),
)


def telling(seq: int, *statuses: ActionStatus, texts: tuple[Wording, ...] = ()) -> Telling:
    at = dt.datetime(2026, 1, seq, tzinfo=dt.UTC)
    return Telling(f"{seq:04d}", seq, at, "chair", "", Told(statuses, (), texts))


def told(action: str, state: str, period: str = "2025-S1", **more: str) -> ActionStatus:
    return ActionStatus(action, parse(period), ActionState(state), **more)


@given(TOLD)
def test_what_is_written_is_read_back(one: Told) -> None:
    assert plan.read(plan.written(one)) == one
    assert bool(plan.written(one)) == bool(one)


def test_what_is_not_ours_is_refused() -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        plan.read('{"statuses": [{"action": "1", "period": "2025-S1", "state": "dreamt"}]}')


def test_the_latest_telling_stands_and_silence_is_unclear() -> None:
    known = [
        telling(1, told("1", "in_progress"), told("2", "done")),
        telling(2, told("1", "done"), told("2", "cancelled", "2025-S2")),
    ]
    found = plan.statuses(known, ["1", "2", "3"], HALF)
    assert [one.status.state for one in found.values()] == ["done", "done", "unclear"]
    assert [one.telling and one.telling.seq for one in found.values()] == [2, 1, None]
    assert plan.periods(known) == {HALF, NEXT}


def test_texts_have_versions_and_an_empty_one_takes_it_back() -> None:
    first, second = Wording("1.1", HALF, "fi", "Alku."), Wording("1.1", HALF, "fi", "Loppu.")
    known = [telling(1, texts=(first,)), telling(2, texts=(second,))]
    assert plan.texts(known, HALF) == {("1.1", "fi"): "Loppu."}
    assert plan.texts(known, NEXT) == {}
    versions = plan.text_versions(known, "1.1", HALF, "fi")
    assert [text for _, text in versions] == ["Loppu.", "Alku."]
    gone = [*known, telling(3, texts=(Wording("1.1", HALF, "fi", ""),))]
    assert plan.texts(gone, HALF) == {}


def test_no_text_is_told_by_nothing() -> None:
    assert not Told()
    assert plan.written(Told()) == ""
    assert plan.read("") == Told()
    said = InWords("mood", "1.1", HALF, False, "Hyvä.")
    assert plan.in_words([telling(1)._replace(told=Told((), (said,)))], HALF) == {
        ("mood", "1.1"): said
    }


@given(st.lists(st.tuples(st.sampled_from(ActionState), st.booleans()), max_size=60))
def test_counts_add_up_and_rates_are_parts_of_what_is_planned(
    states: list[tuple[ActionState, bool]],
) -> None:
    speaker = telling(1)
    made = completion(
        Status(ActionStatus(str(n), HALF, state), speaker if said else None)
        for n, (state, said) in enumerate(states)
    )
    assert made.actions == len(states)
    assert made.planned == len([1 for state, _ in states if state is not ActionState.CANCELLED])
    if not made.planned or not any(said for _, said in states):
        assert made.rate is made.rate_strict is made.reported_share is None
        return
    assert made.rate is not None and made.rate_strict is not None
    assert made.reported_share is not None
    assert 0 <= made.rate_strict <= made.rate <= made.reported_share <= 1
    done = len([1 for state, _ in states if state in {ActionState.DONE, ActionState.ONGOING}])
    assert made.rate * made.planned - done < 1e-20
