"""A narrowed store says less than the whole one and never anything else, whatever was published."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from kpi.model import ConfStatus, Upload
from kpi.store import Store, duckdb, narrowed
from kpi.store.duckdb import Connection
from tests.sql.oracle import Told
from tests.sql.test_views import archives, built, made, rarely

_VALUES = "select indicator_id, time_period, obs_value from reported where obs_value is not null"
_HIDDEN = """
    select distinct indicator_id, time_period from statement_current
    where conf_status = 'N' or obs_status = 'Q'
    union
    select indicator_id, time_period from reported where conf_status = 'N'
"""


def nothing(*_: Any) -> Any:
    raise AssertionError


def stored(connection: Connection, uploads: list[Upload]) -> Store:
    return Store("0" * 12, made(), connection, tuple(uploads), nothing, nothing)


@rarely
@given(archives())
def test_what_is_shown_is_known_and_free(drawn: tuple[list[Upload], list[Told]]) -> None:
    uploads, told = drawn
    connection = built(uploads, told)
    whole = stored(connection, uploads)
    public = narrowed.narrowed(whole, (), "public")
    try:
        known = {row[:2]: row[2] for row in duckdb.rows(connection, _VALUES)}
        shown = {row[:2]: row[2] for row in duckdb.rows(public.connection, _VALUES)}
        wrong = {key: (value, known.get(key)) for key, value in shown.items()
                 if known.get(key) != value}  # fmt: skip
        assert not wrong, f"(shown, known): {wrong}"
        hidden = set(duckdb.rows(connection, _HIDDEN))
        assert not hidden & shown.keys()
        assert all(one.conf_status is ConfStatus.FREE for one in public.observations())
        free = narrowed.hidden(whole)
        if not (free.gone or free.withheld):
            assert shown == known, "nothing is hidden where nothing is secret"
        rows = duckdb.rows(public.connection, "select * from disagreement")
        assert set(rows) <= set(duckdb.rows(connection, "select * from disagreement"))
    finally:
        connection.close()
        public.connection.close()
