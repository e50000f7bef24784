"""The store as its users know it: publish, withdraw, look back, walk back to the cell."""

from __future__ import annotations

import datetime as dt
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import WrongUsage
from kpi.model import ConfStatus, ObsStatus
from kpi.periods import Grain, parse
from kpi.store import Store
from tests.builders import START, Archive, archive, contents, few, observed

H1, BASE, YEAR = parse("2025-S1"), parse("2024-S1"), parse("2024-A1")


@pytest.fixture
def shelf(tmp_path: Path) -> Archive:
    return archive(tmp_path)


def value(one: Store, name: str = "loans", period: str = "2025-S1") -> Decimal | None:
    return one.pair(name, parse(period)).now.value


def test_an_empty_store_answers(shelf: Archive) -> None:
    now = shelf.open()
    assert (now.uploads(), now.active, now.periods(), now.observations()) == ((), (), (), ())
    assert (now.latest_upload_at, now.invented, now.disagreements()) == (None, False, ())
    assert len(now.version) == 12 and int(now.version, 16) >= 0
    figures = now.figures(H1)
    assert set(figures) == {n for n in shelf.catalogue.indicators if n != "atmosphere"}
    nothing = figures["loans"]
    assert (nothing.now.value, nothing.now.have, nothing.now.of) == (None, 0, 6)
    assert (nothing.base, nothing.year, nothing.broken) == (None, None, False)
    assert figures["members"].now.of == 1
    assert now.series("loans", Grain.MONTH) == ()


@pytest.mark.parametrize(
    ("name", "period", "of"),
    [
        ("loans", "2025-A1", 12),
        ("loans", "2025-M01", 1),
        ("loans", "2025-01-07", 1),
        ("returns", "2025-A1", 2),
        ("returns", "2025-Q1", 1),
        ("members", "2025-A1", 1),
        ("daily_loans", "2025-A1", 12),
        ("daily_loans", "2025-M02", 1),
    ],
)
def test_in_how_many_parts_a_figure_is_awaited(
    shelf: Archive, name: str, period: str, of: int
) -> None:
    assert shelf.open().pair(name, parse(period)).now.of == of


def test_a_figure_walks_back_to_its_cell(shelf: Archive) -> None:
    upload = shelf.publish(
        observed("loans", "2025-S1", 40, cell="Luvut!F7", label="lainat", goal="1.1",
                 stands_at="s. 3", remark="noin", undated_base=38,
                 conf_status=ConfStatus.INTERNAL, obs_status=ObsStatus.PROVISIONAL),
        by="Sirkka",
    )  # fmt: skip
    now = shelf.open()
    known = now.pair("loans", H1).now
    assert (known.value, known.stated, known.have, known.of) == (40, True, 1, 1)
    assert (known.obs_status, known.conf_status) == ("P", "N")
    assert known.undated_base == 38
    assert known.provenance is not None
    assert known.provenance == now.statements("loans", H1)[0].provenance
    assert known.provenance[:3] == (upload, "1.json", "Luvut!F7")
    assert known.provenance.published_by == "Sirkka"
    assert known.provenance.published_at == START + dt.timedelta(minutes=1)
    said = now.statements("loans", H1)[0]
    assert (said.value, said.goal, said.stands_at, said.remark) == (40, "1.1", "s. 3", "noin")
    assert (said.undated_base, said.label, said.is_base) == (38, "lainat", False)
    name, data = now.original(upload)
    assert name == "1.json" and b'"40"' in data
    assert now.figures(H1)["loans"] == now.pair("loans", H1)
    assert now.observations(H1) == (known,)
    assert now.observations(area="lending") == (known,)
    assert now.observations(area="house") == now.observations(parse("2025-S2")) == ()


def test_who_asks_for_what_is_not_there(shelf: Archive) -> None:
    now = shelf.open()
    for ask in (
        lambda: now.pair("nowhere", H1),
        lambda: now.series("nowhere", Grain.YEAR),
        lambda: now.original("0001-none"),
    ):
        with pytest.raises(WrongUsage):
            ask()
    assert now.statements("nowhere", H1) == now.revisions("nowhere", H1) == ()


# --- revisions, withdrawals, looking back


def test_a_later_upload_revises_and_its_withdrawal_brings_back(shelf: Archive) -> None:
    first = shelf.publish(observed("loans", "2025-S1", 40))
    opened = shelf.open()
    second = shelf.publish(observed("loans", "2025-S1", 41), by="Pekka", reason="korjaus")
    assert value(shelf.open()) == 41
    assert value(opened) == 40, "a state that is being read stays as it was"
    shelf.withdraw(second)
    now = shelf.open()
    assert value(now) == 40
    assert now.version == opened.version
    assert [(one.value, one.upload, one.reason) for one in now.revisions("loans", H1)] == [
        (41, second, "korjaus"),
        (40, first, ""),
    ]
    newest = now.revisions("loans", H1)[0]
    assert (newest.published_by, newest.withdrawn_at) == ("Pekka", shelf.now)
    assert [one.upload for one in now.active] == [first]
    assert now.uploads()[1].withdrawn_at == shelf.now
    assert now.latest_upload_at == START + dt.timedelta(minutes=1)
    shelf.withdraw(first)
    assert value(shelf.open()) is None
    assert shelf.open().latest_upload_at is None


def test_the_same_bytes_again_after_a_withdrawal(shelf: Archive) -> None:
    one = observed("loans", "2025-S1", 40)
    first = shelf.publish(one, note="same")
    shelf.withdraw(first)
    second = shelf.publish(one, note="same")
    assert second != first
    now = shelf.open()
    assert value(now) == 40
    assert [up.sha256 for up in now.uploads()][0] == now.uploads()[1].sha256
    assert now.original(first) == (now.uploads()[0].file, now.original(second)[1])


def test_what_was_known_at_each_instant(shelf: Archive) -> None:
    """Between any two events the store of then is the store that was open then."""
    seen: list[tuple[dt.datetime, str, dict[str, object]]] = []

    def remember() -> None:
        now = shelf.open()
        seen.append((shelf.now + dt.timedelta(seconds=30), now.version, figures(now)))

    remember()
    first = shelf.publish(observed("loans", "2025-S1", 40), observed("loans", "2024-A1", 90))
    remember()
    shelf.publish(observed("loans", "2025-S1", 41), observed("members", "2025-S1", 7))
    remember()
    shelf.withdraw(first)
    remember()
    shelf.publish_all([[observed("loans", "2024-S1", 39)], [observed("loans", "2025-S1", 42)]])
    remember()
    latest, later = shelf.open(), shelf.now + dt.timedelta(hours=1)
    for instant, version, then in seen:
        past = latest.as_of(instant)
        assert (past.version, figures(past)) == (version, then)
        assert past.as_of(instant).version == version
        assert past.as_of(later).version == version, "the past knows no future"
        assert figures(past.as_of(later)) == then
    assert latest.as_of(START - dt.timedelta(days=1)).uploads() == ()
    assert contents(latest.as_of(later)) == contents(latest)


def figures(one: Store) -> dict[str, object]:
    """What a reader sees of a state."""
    periods = [parse(code) for code in ("2025-S1", "2024-S1", "2024-A1")]
    return {f"{p} {n}": pair for p in periods for n, pair in one.figures(p).items()} | {
        "revisions": one.revisions("loans", H1),
        "uploads": one.uploads(),
    }


def test_a_naive_instant_is_our_defect(shelf: Archive) -> None:
    shelf.publish(observed("loans", "2025-S1", 40))
    with pytest.raises(TypeError):
        shelf.open().as_of(dt.datetime(2025, 7, 1))  # noqa: DTZ001 - that is the point


# --- what is handed out


def test_pairs_of_a_half_year(shelf: Archive) -> None:
    shelf.publish(
        observed("loans", "2025-S1", 40),
        observed("loans", "2024-S1", 38, is_base=True),
        observed("loans", "2024-A1", 90, is_base=True),
    )
    pair = shelf.open().pair("loans", H1)
    assert pair.base is not None and pair.year is not None
    assert (pair.base.period, pair.base.value) == (BASE, 38)
    assert (pair.year.period, pair.year.value) == (YEAR, 90)


def test_the_day_that_last_year_did_not_have(shelf: Archive) -> None:
    """29 February has no day a year earlier; its whole earlier year is 2023 all the same."""
    shelf.publish(observed("daily_loans", "2024-02-29", 3), observed("daily_loans", "2023-A1", 900))
    pair = shelf.open().pair("daily_loans", parse("2024-02-29"))
    assert pair.base is None
    assert pair.year is not None
    assert (pair.year.period, pair.year.value) == (parse("2023-A1"), 900)


def test_a_year_has_no_whole_year_beside(shelf: Archive) -> None:
    shelf.publish(observed("loans", "2025-A1", 80), observed("loans", "2024-A1", 90))
    pair = shelf.open().pair("loans", parse("2025-A1"))
    assert pair.base is not None and pair.base.value == 90
    assert pair.year is None


def test_the_year_after_the_last_has_its_base(shelf: Archive) -> None:
    shelf.publish(observed("loans", "2025-S1", 40))
    pair = shelf.open().pair("loans", parse("2026-S1"))
    assert pair.now.value is None and pair.now.provenance is None
    assert pair.base is not None and pair.base.value == 40


def test_a_series_has_its_gaps(shelf: Archive) -> None:
    shelf.publish(observed("loans", "2025-M01", 1), observed("loans", "2025-M04", 4))
    points = shelf.open().series("loans", Grain.MONTH)
    assert [(one.period.code, one.value) for one in points] == [
        ("2025-M01", 1),
        ("2025-M02", None),
        ("2025-M03", None),
        ("2025-M04", 4),
    ]
    quarters = shelf.open().series("loans", Grain.QUARTER)
    assert [(one.have, one.of, one.value, one.stated) for one in quarters] == [
        (1, 3, None, False),
        (1, 3, None, False),
    ]


def test_periods_that_have_figures(shelf: Archive) -> None:
    shelf.publish(
        observed("members", "2025-S1", 7),
        observed("loans", "2024-A1", 90),
        observed("daily_loans", "2025-06-07", 1),
        observed("returns", "2025-Q3", None, obs_status=ObsStatus.NOT_COLLECTED),
    )
    assert [one.code for one in shelf.open().periods()] == [
        "2025-S1",
        "2025-Q2",
        "2025-M06",
        "2024-A1",
    ]


def test_a_sum_stands_where_its_last_part_stands(shelf: Archive) -> None:
    """May is revised later than June: the sum's file and cell are June's, never a mixture."""
    months = [observed("loans", f"2025-M0{n}", n, cell=f"Luvut!F{n}") for n in range(1, 7)]
    june = shelf.publish(*months)
    shelf.publish(observed("loans", "2025-M05", 50, cell="Korjaus!A1"))
    known = shelf.open().pair("loans", H1).now
    assert (known.value, known.stated) == (66, False)
    assert known.provenance is not None
    assert known.provenance[:3] == (june, "1.json", "Luvut!F6")


def test_figures_marked_as_made_up(shelf: Archive) -> None:
    shelf.publish(observed("loans", "2025-S1", 40))
    assert not shelf.open().invented
    upload = shelf.publish_all([[observed("loans", "2025-S2", 40)]], invented=True)[0]
    assert shelf.open().invented
    shelf.withdraw(upload)
    assert not shelf.open().invented


@pytest.mark.parametrize(
    "exact",
    [
        "0",
        "-0.5",
        "19000",
        "1E+4",
        "13.30",
        "-12345678901234567890.123456789012345678",
        "99999999999999999999.999999999999999999",
        "0.000000000000000001",
        "10000000000000000000.5",
    ],
)
def test_a_value_comes_back_to_the_last_digit(shelf: Archive, exact: str) -> None:
    expected = Decimal(exact)
    shelf.publish(observed("members", "2025-S1", exact, undated_base=exact))
    now = shelf.open()
    pair = now.pair("members", H1)
    for found in (
        pair.now.value,
        pair.now.undated_base,
        now.pair("members", parse("2026-S1")).base.value,  # type: ignore[union-attr]
        now.observations()[0].value,
        now.statements("members", H1)[0].value,
        now.revisions("members", H1)[0].value,
        now.series("members", Grain.SEMESTER)[0].value,
    ):
        assert found == expected
        assert "E" not in str(found) or abs(found) < Decimal("1e-6")


@few(20)
@given(values=st.lists(st.decimals(-(10**18), 10**18, places=9), min_size=12, max_size=12))
def test_a_year_is_the_sum_of_its_months_to_the_last_digit(
    tmp_path_factory: pytest.TempPathFactory, values: list[Decimal]
) -> None:
    shelf = archive(tmp_path_factory.mktemp("sum"))
    shelf.publish(*(observed("loans", f"2025-M{n:02d}", v) for n, v in enumerate(values, 1)))
    known = shelf.open().pair("loans", parse("2025-A1")).now
    assert known.value == sum(values)
    assert (known.have, known.of) == (12, 12)


# --- several at once


def test_threads_get_their_own_answers(shelf: Archive) -> None:
    """Threads that shared a cursor got each other's rows."""
    shelf.publish(*(observed("loans", f"20{y:02d}-S1", y) for y in range(1, 26)))
    now = shelf.open()
    wrong: list[str] = []

    def ask(year: int) -> None:
        for _ in range(40):
            found = value(now, period=f"20{year:02d}-S1")
            if found != year:
                wrong.append(f"{year}: {found}")

    threads = [threading.Thread(target=ask, args=(year,)) for year in range(1, 9)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []


def test_states_side_by_side(shelf: Archive) -> None:
    """More states than connections are kept: each answers for itself, files gone or not."""
    states = []
    for number in range(12):
        shelf.publish(observed("loans", "2025-S1", number))
        states.append(shelf.open())
    assert [value(one) for one in states] == list(range(12))
    assert len(list((shelf.root / "state").glob("*.duckdb"))) == 2
    assert [value(one) for one in reversed(states)] == list(range(11, -1, -1))
