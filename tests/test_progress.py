"""What is expected and has not come: late, in part, waited for, not yet over, not collected."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import catalogue as definitions
from kpi import pipeline, progress
from kpi.i18n import language
from kpi.model import Kind
from kpi.periods import Grain, Period, containing, day, parse
from kpi.progress import Due, Record, State, Told, due, known
from kpi.settings import Settings
from tests.builders import Archive, archive, catalogue, entry, indicator, observed
from tests.factories import office
from tests.source import ROOT

LISTED = '[{ no = "1.1", listed = true }]'
MENTIONED = '[{ no = "1.1", listed = false }]'
AUTUMN = dt.date(2025, 11, 25)

MONTHLY = entry("visits", "lending", "flow", "persons", "month", due='"month"', goals=MENTIONED)


def at(folder: Path, *more: str) -> Archive:
    return archive(folder, catalogue(folder, *more))


def states(kept: Archive, name: str, on: dt.date = AUTUMN) -> list[tuple[str, str]]:
    """Give what is said of one indicator: period and state, in the order of time."""
    found = due(kept.catalogue, known(kept.open()), on)
    mine = sorted((one for one in found if one.indicator.id == name), key=lambda one: one.period)
    return [(one.period.code, one.state.value) for one in mine]


def only(kept: Archive, name: str, period: str, on: dt.date = AUTUMN) -> Due:
    found = due(kept.catalogue, known(kept.open()), on)
    (one,) = [it for it in found if (it.indicator.id, it.period.code) == (name, period)]
    return one


# --- how often, and until when


@pytest.mark.parametrize(
    ("own", "collected", "usual", "expected"),
    [
        (None, "month", "2025-S1", Grain.SEMESTER),
        (None, "month", "2025-M06", Grain.MONTH),
        (None, "year", "2025-S1", Grain.YEAR),
        (None, "day", "2025-06-07", Grain.MONTH),
        ("month", "month", "2025-S1", Grain.MONTH),
        ("month", "day", "2025-S1", Grain.MONTH),
        ("year", "month", "2025-S1", Grain.YEAR),
    ],
)
def test_how_often_a_figure_is_expected(
    tmp_path: Path, own: str | None, collected: str, usual: str, expected: Grain
) -> None:
    organisation = catalogue(tmp_path).organisation.model_copy(update={"period": usual})
    one = indicator(grain=collected, due=own)
    assert progress.grain(one, organisation) is expected


def test_the_days_after_a_period(tmp_path: Path) -> None:
    kept = at(
        tmp_path,
        MONTHLY,
        entry("slow", "lending", "flow", "persons", "month", due='"month"', due_days="40"),
    )
    kept.publish(observed("visits", "2025-09", 1), observed("slow", "2025-09", 1))
    one = only(kept, "visits", "2025-M10")
    assert (one.due_on, one.late_since) == (dt.date(2025, 11, 14), dt.date(2025, 11, 15))
    slow = only(kept, "slow", "2025-M10")
    assert (slow.state, slow.due_on, slow.late_since) == (State.DUE, dt.date(2025, 12, 10), None)


def test_the_last_day_is_in_time_and_the_next_one_late(tmp_path: Path) -> None:
    kept = at(tmp_path, MONTHLY)
    kept.publish(observed("visits", "2025-09", 1))
    for on, state in (
        (dt.date(2025, 10, 31), State.NOT_YET_DUE),
        (dt.date(2025, 11, 1), State.DUE),
        (dt.date(2025, 11, 14), State.DUE),
        (dt.date(2025, 11, 15), State.LATE),
    ):
        assert only(kept, "visits", "2025-M10", on).state is state


# --- what is expected at all, and from when


def test_only_what_is_listed_or_was_reported_is_expected(tmp_path: Path) -> None:
    kept = at(
        tmp_path,
        entry("promised", "lending", "flow", "persons", "semester", goals=LISTED),
        entry("named", "lending", "flow", "persons", "semester", goals=MENTIONED),
        entry("mood", "lending", "qualitative", "", "semester", goals=LISTED),
    )
    kept.publish(observed("returns", "2025-S1", 3))
    found = {one.indicator.id for one in due(kept.catalogue, known(kept.open()), AUTUMN)}
    assert found == {"promised", "returns"}


def test_what_never_came_is_looked_for_in_the_latest_period_only(tmp_path: Path) -> None:
    kept = at(tmp_path, entry("promised", "lending", "flow", "persons", "month", goals=LISTED))
    assert states(kept, "promised") == [("2025-S1", "late"), ("2025-S2", "not_yet_due")]
    one = only(kept, "promised", "2025-S1")
    assert (one.reported_before, one.missing) == (False, (parse("2025-S1"),))


def test_what_came_once_is_looked_for_ever_since(tmp_path: Path) -> None:
    kept = at(tmp_path, MONTHLY)
    kept.publish(observed("visits", "2025-07", 1), observed("visits", "2025-09", 1))
    assert states(kept, "visits") == [
        ("2025-M08", "late"),
        ("2025-M10", "late"),
        ("2025-M11", "not_yet_due"),
    ]
    assert only(kept, "visits", "2025-M08").reported_before


def test_a_figure_quoted_beside_another_starts_nothing(tmp_path: Path) -> None:
    """Somebody looked up a year for comparison; nobody promised all the months since."""
    kept = at(tmp_path, MONTHLY)
    kept.publish(observed("visits", "2023-A1", 1, is_base=True), observed("visits", "2025-S1", 1))
    assert states(kept, "visits")[0] == ("2025-M07", "late")
    alone = at(tmp_path / "alone", MONTHLY)
    alone.publish(observed("visits", "2023-A1", 1, is_base=True))
    assert states(alone, "visits") == []


def test_what_begins_ahead_of_the_day_is_not_late(tmp_path: Path) -> None:
    kept = at(tmp_path, MONTHLY)
    kept.publish(observed("visits", "2026-02", 1))
    assert states(kept, "visits") == [("2025-M11", "not_yet_due")]


def test_looking_ahead(tmp_path: Path) -> None:
    kept = at(tmp_path, MONTHLY)
    kept.publish(observed("visits", "2025-10", 1), observed("visits", "2025-12", 1))
    found = due(kept.catalogue, known(kept.open()), AUTUMN, dt.date(2026, 2, 3))
    assert [one.period.code for one in found] == ["2025-M11", "2026-M01", "2026-M02"]
    assert {one.state for one in found} == {State.NOT_YET_DUE}


def test_the_longest_late_comes_first_and_the_rest_by_its_day(tmp_path: Path) -> None:
    kept = at(tmp_path, MONTHLY)
    kept.publish(observed("visits", "2025-08", 1), observed("returns", "2024-S2", 1))
    found = due(kept.catalogue, known(kept.open()), AUTUMN)
    assert [(one.indicator.id, one.period.code) for one in found] == [
        ("returns", "2025-S1"),
        ("visits", "2025-M09"),
        ("visits", "2025-M10"),
        ("visits", "2025-M11"),
        ("returns", "2025-S2"),
    ]


# --- what answers


def test_zero_is_a_figure(tmp_path: Path) -> None:
    kept = at(tmp_path, MONTHLY)
    kept.publish(observed("visits", "2025-09", 7), observed("visits", "2025-10", 0))
    assert states(kept, "visits") == [("2025-M11", "not_yet_due")]


def test_a_figure_of_a_longer_span_covers_its_months(tmp_path: Path) -> None:
    kept = at(tmp_path, MONTHLY)
    kept.publish(observed("visits", "2025-S1", 7))
    assert states(kept, "visits", dt.date(2025, 8, 20)) == [
        ("2025-M07", "late"),
        ("2025-M08", "not_yet_due"),
    ]
    kept.publish(observed("visits", "2025-A1", 70))
    assert states(kept, "visits", dt.date(2026, 1, 3)) == [("2026-M01", "not_yet_due")]


def test_months_make_the_half_year_they_are_parts_of(tmp_path: Path) -> None:
    kept = at(tmp_path)
    kept.publish(*(observed("loans", f"2025-{month:02}", 1) for month in range(1, 7)))
    assert states(kept, "loans") == [("2025-S2", "not_yet_due")]


def test_a_stock_answers_by_its_closing_day(tmp_path: Path) -> None:
    kept = at(tmp_path)
    kept.publish(observed("shelves", "2024-S2", 5), observed("shelves", "2025-06", 5))
    assert states(kept, "shelves") == [("2025-S2", "not_yet_due")]
    other = at(tmp_path / "other")
    other.publish(observed("shelves", "2024-S2", 5), observed("shelves", "2025-05", 5))
    assert states(other, "shelves")[0] == ("2025-S1", "late")
    assert only(other, "shelves", "2025-S1").missing == (parse("2025-S1"),)


def test_months_of_different_people_make_no_half_year(tmp_path: Path) -> None:
    """Whoever was there in May may have been there in June: the half-year has its own count."""
    kept = at(tmp_path)
    kept.publish(*(observed("borrowers", f"2025-{month:02}", 1) for month in range(1, 7)))
    assert only(kept, "borrowers", "2025-S1").state is State.LATE


def test_figures_in_dispute_are_reported(tmp_path: Path) -> None:
    kept = at(tmp_path, MONTHLY)
    kept.publish(
        observed("visits", "2025-10", 1, goal="1.1"), observed("visits", "2025-10", 2, goal="1.2")
    )
    assert states(kept, "visits") == [("2025-M11", "not_yet_due")]


def test_one_part_in_dispute_does_not_make_the_others_known(tmp_path: Path) -> None:
    kept = at(tmp_path)
    kept.publish(
        observed("loans", "2025-01", 1, goal="1.1"), observed("loans", "2025-01", 2, goal="1.2")
    )
    one = only(kept, "loans", "2025-S1")
    assert one.state is State.PARTLY
    assert [part.code for part in one.missing] == [f"2025-M{month:02}" for month in range(2, 7)]


@pytest.mark.parametrize(("status", "absent"), [("L", True), ("M", True), ("Q", False)])
def test_the_word_that_there_is_no_figure_answers(
    tmp_path: Path, status: str, absent: bool
) -> None:
    """A figure that is kept secret is there, and a stock's word holds for its closing day."""
    kept = at(tmp_path, MONTHLY)
    kept.publish(
        observed("visits", "2025-10", None, obs_status=status),
        observed("shelves", "2025-06", None, obs_status=status),
    )
    said = [("2025-M10", "absent")] if absent else []
    assert states(kept, "visits") == [*said, ("2025-M11", "not_yet_due")]
    said = [("2025-S1", "absent")] if absent else []
    assert states(kept, "shelves") == [*said, ("2025-S2", "not_yet_due")]


def test_the_word_for_a_longer_span_holds_for_its_parts(tmp_path: Path) -> None:
    kept = at(tmp_path, MONTHLY)
    kept.publish(observed("visits", "2025-Q3", None, obs_status="L"))
    assert states(kept, "visits") == [
        ("2025-M07", "absent"),
        ("2025-M08", "absent"),
        ("2025-M09", "absent"),
        ("2025-M10", "late"),
        ("2025-M11", "not_yet_due"),
    ]


def test_parts_that_are_all_answered_leave_nothing_missing(tmp_path: Path) -> None:
    """Five months and the word that June was not collected: the sum cannot be, and nobody owes."""
    kept = at(tmp_path)
    kept.publish(
        *(observed("loans", f"2025-{month:02}", 1) for month in range(1, 6)),
        observed("loans", "2025-06", None, obs_status="L"),
    )
    assert states(kept, "loans") == [("2025-S2", "not_yet_due")]


# --- in part


def test_what_is_missing_of_a_half_year_is_named(tmp_path: Path) -> None:
    kept = at(tmp_path)
    kept.publish(
        observed("loans", "2025-Q1", 1),
        observed("loans", "2025-04", 1),
        observed("returns", "2025-Q1", 1),
    )
    one = only(kept, "loans", "2025-S1", dt.date(2025, 7, 3))
    assert (one.state, one.late_since) == (State.PARTLY, None)
    assert one.missing == (parse("2025-M05"), parse("2025-M06"))
    late = only(kept, "loans", "2025-S1")
    assert (late.state, late.late_since) == (State.PARTLY, dt.date(2025, 7, 15))
    assert only(kept, "returns", "2025-S1").missing == (parse("2025-Q2"),)
    assert only(kept, "loans", "2025-S2").missing == ()


def test_days_that_do_not_make_a_month(tmp_path: Path) -> None:
    """An export of the 24th knows nothing of the month's last days."""
    daily = entry("clicks", "lending", "flow", "persons", "day", due='"month"')
    kept = at(tmp_path, daily, entry("faces", "lending", "distinct", "persons", "day"))
    days = [dt.date(2025, 10, number) for number in range(1, 25)]
    kept.publish(
        *(observed("clicks", str(one), 1) for one in days),
        *(observed("clicks", f"2025-09-{number:02}", 1) for number in range(1, 31)),
        *(observed("faces", str(one), 1) for one in days),
    )
    one = only(kept, "clicks", "2025-M10")
    assert one.state is State.PARTLY
    assert [part.start.day for part in one.missing] == list(range(25, 32))
    assert states(kept, "clicks")[0] == ("2025-M10", "partly")
    assert states(kept, "faces") == [("2025-S2", "not_yet_due")]
    later = only(kept, "faces", "2025-S2", dt.date(2026, 1, 20))
    assert (later.state, later.missing) == (State.LATE, (parse("2025-S2"),))


def test_of_days_in_a_half_year_the_months_are_named(tmp_path: Path) -> None:
    kept = at(tmp_path)
    kept.publish(*(observed("daily_loans", f"2025-03-{number:02}", 1) for number in range(1, 9)))
    one = only(kept, "daily_loans", "2025-S1")
    assert one.state is State.PARTLY
    assert [part.code for part in one.missing] == [f"2025-M{month:02}" for month in range(1, 7)]


# --- a withdrawal, and the worked example


def test_a_withdrawn_figure_is_missing_again(tmp_path: Path) -> None:
    kept = at(tmp_path, MONTHLY)
    kept.publish(observed("visits", "2025-09", 1))
    upload = kept.publish(observed("visits", "2025-10", 1))
    assert states(kept, "visits") == [("2025-M11", "not_yet_due")]
    kept.withdraw(upload)
    assert states(kept, "visits")[0] == ("2025-M10", "late")


def test_the_worked_example_in_november(tmp_path: Path) -> None:
    """Only January to June was published: what is uploaded by month lacks July to October."""
    desk = office(Settings(data=tmp_path), definitions.load(ROOT / "data" / "catalogue"))
    files = [(one.name, one.read_bytes()) for one in (ROOT / "data" / "sample").glob("*.xlsx")]
    pipeline.publish(files, desk, by=language("fi").text("sample.by"))
    found = due(desk.catalogue, known(pipeline.open_store(desk)), AUTUMN)
    late = [one for one in found if one.state is State.LATE and one.reported_before]
    months = [f"2025-M{month:02}" for month in (7, 8, 9, 10)]
    assert sorted({one.period.code for one in late}) == months
    assert len({one.indicator.id for one in late}) == 7
    assert len(late) == 28
    assert {one.late_since for one in late[:7]} == {dt.date(2025, 8, 15)}
    never = [one for one in found if one.state is State.LATE and not one.reported_before]
    assert len(never) == 46
    assert {one.period.code for one in never} == {"2025-S1", "2025-M10"}


# --- whatever was published, every expected period is in exactly one state

SPANS = [parse(code) for code in ("2025-A1", "2025-S1", "2025-S2")]
SPANS += [*parse("2025-A1").parts(Grain.QUARTER), *parse("2025-A1").parts(Grain.MONTH)]
SPANS += [day(dt.date(2025, 3, number)) for number in (1, 2, 31)]


@given(
    told=st.dictionaries(
        st.sampled_from(SPANS),
        st.builds(Told, st.booleans(), st.just(value=False), st.booleans()),
    ),
    kind=st.sampled_from([one for one in Kind if one is not Kind.QUALITATIVE]),
    wanted=st.sampled_from([Grain.YEAR, Grain.SEMESTER, Grain.QUARTER, Grain.MONTH]),
    on=st.dates(dt.date(2025, 1, 1), dt.date(2026, 6, 30)),
)
def test_missing_is_exactly_what_nothing_answers(
    tmp_path_factory: pytest.TempPathFactory,
    told: dict[Period, Told],
    kind: Kind,
    wanted: Grain,
    on: dt.date,
) -> None:
    one = indicator(kind, grain="day", due=wanted)
    made = _library(tmp_path_factory)
    record = Record(dt.date(2025, 1, 1), told)
    only_this = definitions.Catalogue(**{**vars(made), "indicators": {one.id: one}})
    found = {each.period: each for each in due(only_this, {one.id: record}, on)}

    def answered(period: Period) -> bool:
        return any(
            it.answers and (span == period or (it.stated and span.contains(period)))
            for span, it in told.items()
        )

    period = containing(dt.date(2025, 1, 1), wanted)
    while period.start <= on:
        each = found.pop(period, None)
        if answered(period):
            assert each is None
        elif each is not None and each.missing:
            assert on > period.last_day
            assert not any(answered(part) for part in each.missing)
            assert all(period.contains(part) for part in each.missing)
            assert (each.late_since is not None) == (on > each.due_on)
            if kind is not Kind.FLOW:
                assert each.missing == (period,)
        elif each is not None:
            assert each.state is State.NOT_YET_DUE and on <= period.last_day
        else:
            assert kind is Kind.FLOW, "only a sum's parts can answer for it"
        period = period.next()
    assert found == {}


_MADE: list[definitions.Catalogue] = []


def _library(folders: pytest.TempPathFactory) -> definitions.Catalogue:
    if not _MADE:
        _MADE.append(catalogue(folders.mktemp("due")))
    return _MADE[0]
