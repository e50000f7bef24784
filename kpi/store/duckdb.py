"""The database door: builds a database from statements, opens one for reading.

Refuses everything but bound parameters and its own numbered SQL files; external access is off and
the configuration locked, so no query can reach a file or another host.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from kpi.catalogue import Catalogue
from kpi.errors import StoreUnavailable, error
from kpi.model import Kind, ObsStatus, Upload
from kpi.periods import Grain, Period, between, parse, period

SQL = Path(__file__).resolve().parent.parent / "sql"
_CONFIG = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "2GB",
    "threads": "2",
}
_COARSE = (Grain.YEAR, Grain.SEMESTER, Grain.QUARTER, Grain.MONTH)
_VIEWS = (
    "26_closing_value.sql",
    "30_series_break.sql",
    "40_year_over_year_pair.sql",
    "50_disagreement.sql",
)
_STATUS_ORDER = (
    ObsStatus.NORMAL,
    ObsStatus.NOT_COLLECTED,
    ObsStatus.CANNOT_EXIST,
    ObsStatus.ESTIMATE,
    ObsStatus.PROVISIONAL,
    ObsStatus.SUPPRESSED,
    ObsStatus.BREAK,
)


@cache
def _sql(name: str) -> str:
    return (SQL / name).read_text("utf-8")


def connect(path: Path | None, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a database file, or an empty one in memory.

    Raises:
        StoreUnavailable: the file is missing, damaged or held by a writer.
    """
    try:
        connection = duckdb.connect(
            ":memory:" if path is None else str(path),
            read_only=read_only and path is not None,
            config=dict(_CONFIG),
        )
        connection.execute("set lock_configuration = true")
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable", path.name if path else "")) from cannot
    return connection


def rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()
) -> list[tuple[Any, ...]]:
    """Run one query on a cursor of its own; Decimals stay Decimals.

    Raises:
        StoreUnavailable: the database refuses.
    """
    try:
        return connection.cursor().execute(sql, list(values)).fetchall()
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable")) from cannot


def statements(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Give every statement ever published, withdrawn ones too."""
    try:
        cursor = connection.cursor().execute("select * from statement order by upload_seq, row_no")
        return cursor.to_arrow_table()
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable")) from cannot


def statements_of(connection: duckdb.DuckDBPyConnection, indicators: set[str]) -> pa.Table:
    """Give every statement of some indicators, withdrawn ones too."""
    try:
        cursor = connection.cursor().execute(
            "select * from statement where list_contains(?, indicator_id)", [sorted(indicators)]
        )
        return cursor.to_arrow_table()
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable")) from cannot


def build_current(
    catalogue: Catalogue, uploads: Sequence[Upload], told: pa.Table
) -> duckdb.DuckDBPyConnection:
    """Build, in memory, only what is known as stated; the caller closes it."""
    connection = connect(None, read_only=False)
    _stated(connection, catalogue, uploads, told)
    return connection


def build(
    path: Path | None, catalogue: Catalogue, uploads: Sequence[Upload], told: pa.Table
) -> duckdb.DuckDBPyConnection:
    """Build a whole database from uploads and their statements; the caller closes it.

    Args:
        path: a file that does not exist yet, or None for memory.
        catalogue: what the figures mean.
        uploads: in the order of publishing, with what was withdrawn.
        told: rows of the statement table.

    Raises:
        StoreUnavailable: the disk is full or cannot be written.
    """
    connection = connect(path, read_only=False)
    try:
        connection.execute("begin")
        _stated(connection, catalogue, uploads, told)
        for grain in reversed(Grain):
            connection.execute(_sql("25_rolled_up.sql"), {"grain": grain.value})
        for name in _VIEWS:
            connection.execute(_sql(name))
        connection.execute("commit")
        if path is not None:
            connection.execute("checkpoint")
    except duckdb.Error as refused:
        connection.close()
        raise StoreUnavailable(error("database-unwritable", found=type(refused).__name__)) from (
            refused
        )
    return connection


def _stated(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    uploads: Sequence[Upload],
    told: pa.Table,
) -> None:
    connection.execute(_sql("00_tables.sql"))
    _fill(connection, "indicator", _indicators(catalogue))
    for name, content in _spine(_codes(told)).items():
        _fill(connection, name, content)
    _fill(connection, "upload", _uploads(uploads))
    _fill(connection, "statement", told)
    connection.execute(_sql("10_statement_current.sql"))
    connection.execute(_sql("20_observation_current.sql"))


def _fill(connection: duckdb.DuckDBPyConnection, name: str, content: pa.Table) -> None:
    if content.num_rows:
        connection.register("incoming", content)
        connection.execute(f"insert into {name} select * from incoming")  # noqa: S608 - our names
        connection.unregister("incoming")


def _columns(names: Sequence[str], content: Sequence[Sequence[object]]) -> pa.Table:
    columns = list(zip(*content, strict=True)) or [()] * len(names)
    return pa.table({name: list(col) for name, col in zip(names, columns, strict=True)})


def _indicators(catalogue: Catalogue) -> pa.Table:
    content = [
        (one.id, one.service_area, one.kind.value, one.grain.value)
        for one in catalogue.indicators.values()
        if one.kind is not Kind.QUALITATIVE
    ]
    return _columns(("indicator_id", "service_area_id", "kind", "grain"), content)


def _uploads(uploads: Sequence[Upload]) -> pa.Table:
    moment = pa.timestamp("us")
    made = pa.schema(
        [
            ("upload_seq", pa.int32()),
            ("upload_id", pa.string()),
            ("file_name", pa.string()),
            ("sha256", pa.string()),
            ("file_format", pa.string()),
            ("published_at", moment),
            ("published_by", pa.string()),
            ("reason", pa.string()),
            ("withdrawn_at", moment),
            ("observations", pa.int32()),
        ]
    )
    content = [
        {
            "upload_seq": one.seq,
            "upload_id": one.upload,
            "file_name": one.file,
            "sha256": one.sha256,
            "file_format": one.format,
            "published_at": _utc(one.published_at),
            "published_by": one.published_by,
            "reason": one.reason,
            "withdrawn_at": _utc(one.withdrawn_at) if one.withdrawn_at else None,
            "observations": one.observations,
        }
        for one in uploads
    ]
    return pa.Table.from_pylist(content, schema=made)


def _utc(moment: dt.datetime) -> dt.datetime:
    """The database keeps UTC without a zone; the ledger keeps the zone."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def _codes(told: pa.Table) -> list[Period]:
    return [parse(code) for code in told.column("time_period").unique().to_pylist()]


def _spine(used: Sequence[Period]) -> dict[str, pa.Table]:
    """Lay out every period of the years in use and one year either side."""
    years = [one.year for one in used]
    first, last = (min(years) - 1, max(years) + 1) if years else (2000, 2000)
    spine = [
        one
        for grain in _COARSE
        for one in between(period(first, grain, 1), period(last, Grain.YEAR, 1).parts(grain)[-1])
    ]
    wholes = {grain: [one for one in spine if one.grain is grain] for grain in _COARSE}
    daily = {one.start.replace(day=1) for one in used if one.grain is Grain.DAY}
    parts = [
        (whole, part)
        for coarse, fine in zip(_COARSE, _COARSE[1:], strict=False)
        for whole in wholes[coarse]
        for part in whole.parts(fine)
    ] + [
        (month, part)
        for month in wholes[Grain.MONTH]
        if month.start in daily
        for part in month.parts(Grain.DAY)
    ]
    spine += [part for _, part in parts if part.grain is Grain.DAY]
    return {
        "time_spine": _columns(
            (
                "time_period",
                "grain",
                "starts_on",
                "ends_on",
                "time_period_year_earlier",
                "time_period_whole_year_earlier",
            ),
            [_spine_row(one) for one in spine],
        ),
        "spine_part": _columns(
            ("whole_period", "part_period", "whole_grain", "part_grain", "parts", "is_closing"),
            [
                (
                    whole.code,
                    part.code,
                    whole.grain.value,
                    part.grain.value,
                    _parts(whole, part.grain),
                    part.end == whole.end,
                )
                for whole, part in parts
            ],
        ),
        "grain_span": _columns(
            ("whole_grain", "part_grain", "parts"),
            [
                (coarse.value, fine.value, len(period(2025, coarse, 1).parts(fine)))
                for coarse in _COARSE
                for fine in _COARSE
                if coarse.rank <= fine.rank
            ],
        ),
        "obs_status_order": _columns(
            ("obs_status", "place"), [(s.value, n) for n, s in enumerate(_STATUS_ORDER)]
        ),
    }


def _parts(whole: Period, grain: Grain) -> int:
    return whole.days if grain is Grain.DAY else len(whole.parts(grain))


def _spine_row(one: Period) -> tuple[object, ...]:
    earlier = one.a_year_earlier()
    year = one.whole_year().a_year_earlier() if one.grain is not Grain.YEAR else None
    return (
        one.code,
        one.grain.value,
        one.start,
        one.end,
        earlier.code if earlier else None,
        year.code if year else None,
    )


def differences(
    live: duckdb.DuckDBPyConnection, rebuilt: duckdb.DuckDBPyConnection
) -> tuple[dict[str, str], ...]:
    """Name each row of the figures' tables that only one of two databases has."""
    found = []
    for name in ("upload", "statement", "observation_current", "reported"):
        sides = [Counter(rows(one, f"select * from {name}")) for one in (live, rebuilt)]  # noqa: S608
        for side, only in (("live", sides[0] - sides[1]), ("rebuilt", sides[1] - sides[0])):
            found.extend({"table": name, "only_in": side, "row": str(row)} for row in only)
    return tuple(found)
