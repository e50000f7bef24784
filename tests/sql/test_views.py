"""Each view against the oracle, on whatever people may publish, withdraw and contradict."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from kpi.catalogue import Catalogue
from kpi.model import Observation, Upload
from kpi.periods import Grain, Period, parse, period
from kpi.store import duckdb, pairs, readings
from kpi.store.decimals import plain
from tests.builders import START, catalogue, few, observed
from tests.sql.oracle import Oracle, Reported, Told

# A database costs some fifty milliseconds, so there are fewer and larger examples than elsewhere.
# Not shrunk: that would take minutes, and the rows that differ are named anyway.
rarely = few(
    40,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

NUMERIC = ("loans", "members", "shelves", "borrowers", "satisfaction", "daily_loans")
NAMES = st.sampled_from((*NUMERIC, "loans", "members", "atmosphere", "nowhere"))
VALUES = st.sampled_from(
    [None, *map(Decimal, ("0", "1", "2", "2", "3", "7.5", "-4", "0.000000000000000001"))]
)
GOALS = st.sampled_from(["", "", "1.1", "1.2"])
STATUSES = st.sampled_from(["A"] * 8 + ["B", "E", "P", "L", "M", "Q"])
PER_YEAR = {Grain.YEAR: 1, Grain.SEMESTER: 2, Grain.QUARTER: 4, Grain.MONTH: 12}


@cache
def made() -> Catalogue:
    """The invented catalogue, read once."""
    with tempfile.TemporaryDirectory() as folder:
        return catalogue(Path(folder))


@st.composite
def spans(draw: st.DrawFn) -> Period:
    """A period of 2023 to 2025, a day at the end or the middle of a few months."""
    if draw(st.integers(0, 9)) == 0:
        days = ("2024-02-28", "2024-02-29", "2025-02-28", "2024-06-30", "2025-06-30", "2025-06-07")
        return parse(draw(st.sampled_from(days)))
    grain = draw(st.sampled_from(list(PER_YEAR)))
    index = draw(st.integers(1, min(PER_YEAR[grain], 6)))
    return period(draw(st.sampled_from((2024, 2025, 2024, 2025, 2023))), grain, index)


@st.composite
def families(draw: st.DrawFn) -> list[tuple[str, Period]]:
    """Figures that meet in a comparison or a sum: said often, so that statements meet too."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        name, now = draw(NAMES), draw(spans())
        kin = [now, now.shifted(-1), now.whole_year(), now.whole_year().shifted(-1)]
        if now.grain.rank < Grain.MONTH.rank:
            kin += [now.parts(Grain.MONTH)[-1], *now.parts(list(Grain)[now.grain.rank + 1])]
        found += [(name, one) for one in kin if one is not None]
    return found


@st.composite
def statements(draw: st.DrawFn, family: list[tuple[str, Period]]) -> Observation:
    """One statement: of the family mostly, else of anything."""
    name, one = draw(st.sampled_from(family))
    if draw(st.integers(0, 5)) == 0:
        name, one = draw(NAMES), draw(spans())
    return observed(
        name,
        one.code,
        draw(VALUES),
        cell=f"S!A{draw(st.integers(1, 9))}",
        obs_status=draw(STATUSES),
        conf_status=draw(st.sampled_from("FFFN")),
        is_base=draw(st.integers(0, 3)) == 0,
        undated_base=draw(VALUES) if draw(st.integers(0, 4)) == 0 else None,
        goal=draw(GOALS),
    )


@st.composite
def full_sets(draw: st.DrawFn) -> list[Observation]:
    """All parts of a period but perhaps one: what a roll-up needs."""
    name = draw(st.sampled_from(("loans", "loans", "borrowers", "shelves", "daily_loans")))
    whole = draw(spans().filter(lambda one: one.grain not in (Grain.MONTH, Grain.DAY)))
    finer = [grain for grain in PER_YEAR if grain.rank > whole.grain.rank]
    parts = list(whole.parts(draw(st.sampled_from(finer))))
    if name == "daily_loans":
        parts = list(parse("2024-M02").parts(Grain.DAY))
    if draw(st.integers(0, 2)) == 0:
        parts.pop(draw(st.integers(0, len(parts) - 1)))
    value = draw(st.integers(0, 3))
    return [observed(name, one.code, value, cell=f"M!{one.code}") for one in parts]


@st.composite
def archives(draw: st.DrawFn) -> tuple[list[Upload], list[Told]]:
    """Several uploads, some withdrawn."""
    uploads, told = [], []
    family = draw(families())
    for number in range(1, draw(st.integers(1, 5)) + 1):
        said = draw(st.lists(statements(family), max_size=12))
        for more in draw(st.lists(full_sets(), max_size=2)):
            said += more
        seq = number * 2 - 1  # withdrawals take numbers too
        gone = START if draw(st.integers(0, 4)) == 0 else None
        uploads.append(upload(seq, len(said), gone))
        told += [Told(seq, row, one) for row, one in enumerate(said, 1)]
    return uploads, told


def upload(seq: int, size: int, gone: dt.datetime | None = None) -> Upload:
    """An upload as the ledger tells it."""
    return Upload(f"u{seq}", f"{seq}.xlsx", "0" * 64, "workbook", START, "x", "", gone, size, seq)


def built(uploads: Sequence[Upload], told: Sequence[Told]) -> Any:
    tables = [
        readings.table([one.said for one in told if one.seq == up.seq], up.seq) for up in uploads
    ]
    return duckdb.build(None, made(), uploads, readings.joined(tables))


def alike(found: dict[Any, Any], expected: dict[Any, Any]) -> None:
    """Fail with the rows that differ, not with all of them."""
    wrong = {
        key: (found.get(key), expected.get(key))
        for key in found.keys() | expected.keys()
        if found.get(key) != expected.get(key)
    }
    assert not wrong, f"(view, oracle): {wrong}"


def rows(connection: Any, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return duckdb.rows(connection, sql, values)


@rarely
@given(archives())
def test_views_say_what_the_oracle_says(drawn: tuple[list[Upload], list[Told]]) -> None:
    uploads, told = drawn
    connection = built(uploads, told)
    oracle = Oracle(made(), uploads, told)
    try:
        same_statements(connection, oracle)
        same_stated(connection, oracle)
        same_reported(connection, oracle)
        same_breaks(connection, oracle)
        same_pairs(connection, oracle)
        same_laid_together(connection, oracle)
        same_disagreements(connection, oracle)
    finally:
        connection.close()


def same_statements(connection: Any, oracle: Oracle) -> None:
    found = rows(
        connection, "select upload_seq, row_no, indicator_id, time_period from statement_current"
    )
    expected = [
        (one.seq, one.row, one.said.indicator, one.said.period.code)
        for figure in oracle.figures
        for one in oracle.standing(*figure)
    ]
    alike(Counter(found), Counter(expected))


def same_stated(connection: Any, oracle: Oracle) -> None:
    found = rows(
        connection,
        "select indicator_id, time_period, obs_value, obs_status, conf_status, in_conflict, "
        "undated_base, upload_seq, cell, is_base, grain, starts_on, ends_on "
        "from observation_current",
    )
    expected = [
        (name, one.code, *known, one.grain.value, one.start, one.end)
        for (name, one), known in oracle.stated.items()
    ]
    alike(Counter(found), Counter(expected))


REPORTED = (
    "select indicator_id, time_period, obs_value, obs_status, conf_status, have, of_parts, "
    "is_stated, in_conflict, undated_base, upload_seq, cell, grain, starts_on, ends_on "
    "from reported"
)


def same_reported(connection: Any, oracle: Oracle) -> None:
    found = {(row[0], row[1]): row[2:] for row in rows(connection, REPORTED)}
    expected = {
        (name, one.code): (*known, one.grain.value, one.start, one.end)
        for (name, one), known in oracle.reported.items()
    }
    alike(found, expected)
    assert len(rows(connection, REPORTED)) == len(expected)


def same_breaks(connection: Any, oracle: Oracle) -> None:
    found = rows(connection, "select indicator_id, time_period from series_break")
    alike(Counter(found), Counter((name, one.code) for name, one in oracle.breaks()))


def same_pairs(connection: Any, oracle: Oracle) -> None:
    """Text and number of a value agree; a row is there where any of the three is known."""
    found = {
        (row[0], row[1]): row[2:]
        for row in rows(
            connection,
            "select indicator_id, time_period, "
            "obs_text, obs_status, conf_status, have, of_parts, is_stated, in_conflict, "
            "undated_base_text, upload_seq, cell, "
            "base_obs_text, base_obs_status, base_conf_status, base_have, base_of_parts, "
            "base_is_stated, base_in_conflict, base_upload_seq, base_cell, "
            "year_obs_text, year_obs_status, year_conf_status, year_have, year_of_parts, "
            "year_is_stated, year_in_conflict, year_upload_seq, year_cell, "
            "is_broken from year_over_year_pair",
        )
    }
    expected = {}
    for name in oracle.indicators:
        for one in oracle.spine:
            now, base, year, broken = oracle.pair(name, one)
            if now or base or year:
                expected[name, one.code] = (
                    *flat(now, undated=True), *flat(base), *flat(year), broken,
                )  # fmt: skip
    alike(found, expected)


def same_laid_together(connection: Any, oracle: Oracle) -> None:
    """What a page is handed is what the sentence says, for every period and each indicator."""
    ask = partial(rows, connection)
    for one in [*oracle.spine, parse("1999-12-03")]:
        expected = {}
        for name in oracle.indicators:
            now, base, year, broken = oracle.pair(name, one) if one in oracle.spine else [None] * 4
            if now or base or year:
                expected[name] = (
                    name, *map(side, (now, base, year)), broken
                )  # fmt: skip
        found = {told[0]: told for told in pairs.of_period(ask, one)}
        alike(found, expected)
        if one.code == "2025-S1":
            alone = [list(pairs.of_period(ask, one, name)) for name in oracle.indicators]
            assert alone == [[found[name]] if name in found else [] for name in oracle.indicators]


def side(known: Reported | None) -> tuple[Any, ...] | None:
    return None if known is None else flat(known, undated=True)


def text(value: Decimal | None) -> str | None:
    exact = plain(value)
    return None if exact is None else f"{exact:f}"


def flat(known: Reported | None, *, undated: bool = False) -> tuple[Any, ...]:
    if known is None:
        return (None,) * (10 if undated else 9)
    middle = (text(known.undated),) if undated else ()
    return (
        text(known.value), known.status, known.conf, known.have, known.of, known.stated,
        known.conflict, *middle, known.seq, known.cell,
    )  # fmt: skip


def same_disagreements(connection: Any, oracle: Oracle) -> None:
    found = rows(
        connection,
        "select code, indicator_id, time_period, obs_value, expected_value from disagreement",
    )
    expected = [
        (code, name, one.code, value, other)
        for code, name, one, value, other in oracle.disagreements()
    ]
    alike(Counter(found), Counter(expected))
