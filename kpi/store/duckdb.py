"""The database door: builds a database from statements, opens one for reading.

Refuses everything but bound parameters and its own numbered SQL files; external access is off and
the configuration locked, so no query can reach a file or another host.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from kpi.catalogue import Catalogue
from kpi.errors import StoreUnavailable, error
from kpi.model import Upload
from kpi.periods import Grain
from kpi.store import derived, dimensions, readings, sentences

Connection = duckdb.DuckDBPyConnection
Look = Callable[["Unwritten"], Callable[[], None]]
"""Asks a state that is being made, and gives what is left to do while it is written."""
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "2GB",
    "threads": "2",
    # At the door, not by a statement: a second connection to the same file could not say it again.
    "lock_configuration": "true",
}
# What one thread scans at a time: below it a second one has nothing to do and only costs its start.
_ROW_GROUP = 122_880
_AT_ONCE = 10_000
# The writer's checkpoint threshold is nought: the commit writes the file whole, no WAL.
_COMMIT = "commit"
_GRAINS = "select distinct grain from observation_current"
_VIEWS = (
    "30_series_break.sql",
    "35_broken_pair.sql",
    "40_year_over_year_pair.sql",
    "50_disagreement.sql",
)


def connect(path: Path | None, *, read_only: bool, rows: int = _ROW_GROUP) -> Connection:
    """Open a database file, or an empty one in memory.

    Args:
        path: the file, None for memory.
        read_only: False for the one that builds.
        rows: how many statements the builder will write.

    Raises:
        StoreUnavailable: the file is missing, damaged or held by a writer.
    """
    config = dict(_CONFIG)
    if not read_only:
        config["checkpoint_threshold"] = "0b"
    if rows < _ROW_GROUP:
        config["threads"] = "1"
    try:
        return duckdb.connect(
            ":memory:" if path is None else str(path),
            read_only=read_only and path is not None,
            config=config,
        )
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable", path.name if path else "")) from cannot


class Unwritten:
    """A state that is made and not yet written: whoever asks it asks within its transaction."""

    def __init__(self, connection: Connection) -> None:
        """Take the builder's own connection."""
        self._connection = connection

    def cursor(self) -> Connection:
        """Give the connection itself; another cursor would see nothing yet."""
        return self._connection


def rows(
    connection: Connection | Unwritten, sql: str, values: Sequence[object] = ()
) -> list[tuple[Any, ...]]:
    """Run one query on a cursor of its own; Decimals stay Decimals.

    Raises:
        StoreUnavailable: the database refuses.
    """
    try:
        return connection.cursor().execute(sql, list(values)).fetchall()
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable")) from cannot


def stream(
    connection: Connection | Unwritten, sql: str, values: Sequence[object] = ()
) -> Iterator[tuple[Any, ...]]:
    """Run one query and give its rows as they are asked for, a text that comes again as the same.

    Raises:
        StoreUnavailable: the database refuses.
    """
    texts: dict[object, object] = {}
    try:
        cursor = connection.cursor().execute(sql, list(values))
        while some := cursor.fetchmany(_AT_ONCE):
            for row in some:
                yield tuple(texts.setdefault(v, v) if type(v) is str else v for v in row)
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable")) from cannot


def columns(connection: Connection | Unwritten, sql: str, values: Sequence[object]) -> pa.Table:
    """Run one query and give its columns: making rows of them can wait until there is time.

    Raises:
        StoreUnavailable: the database refuses.
    """
    try:
        return connection.cursor().sql(sql, params=list(values)).to_arrow_table()
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable")) from cannot


def statements(connection: Connection) -> pa.Table:
    """Give every statement ever published, withdrawn ones too."""
    try:
        cursor = connection.cursor()
        sql = "select * from statement order by upload_seq, row_no"
        return readings.as_read(cursor.sql(sql).to_arrow_table())
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable")) from cannot


def standing(connection: Connection) -> pa.Table:
    """Give the statements that stand, of uploads that are not withdrawn."""
    try:
        cursor = connection.cursor()
        sql = "select * from statement_current order by upload_seq, row_no"
        return readings.as_read(cursor.sql(sql).to_arrow_table())
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable")) from cannot


def statements_of(connection: Connection, indicators: frozenset[str]) -> pa.Table:
    """Give every statement of some indicators, withdrawn ones too."""
    try:
        cursor = connection.cursor()
        sql = "select * from statement where list_contains(?, indicator_id)"
        return readings.as_read(cursor.sql(sql, params=[sorted(indicators)]).to_arrow_table())
    except duckdb.Error as cannot:
        raise StoreUnavailable(error("database-unreadable")) from cannot


def build_reported(catalogue: Catalogue, uploads: Sequence[Upload], told: pa.Table) -> Connection:
    """Build, in memory, what is known as stated and rolled up; the caller closes it.

    Raises:
        StoreUnavailable: the database refuses.
    """
    connection, content = _opened_beside(None, catalogue, uploads, told)
    with _or_closed(connection):
        _stated(connection, content)
        _rolled_up(connection)
    return connection


def build(
    path: Path | None,
    catalogue: Catalogue,
    uploads: Sequence[Upload],
    told: pa.Table,
    *,
    computed: bool = True,
    look: Look | None = None,
) -> Connection:
    """Build a whole database from uploads and their statements; the caller closes it.

    Args:
        path: a file that does not exist yet, or None for memory.
        catalogue: what the figures mean.
        uploads: in the order of publishing, with what was withdrawn.
        told: rows of the statement table.
        computed: make what is computed anew; otherwise it is taken as it stands in ``told``.
        look: asks what was made; the rest of its work is done while the disk gets it.

    Raises:
        StoreUnavailable: the disk is full or cannot be written.
    """
    connection, content = _opened_beside(path, catalogue, uploads, told, computed=computed)
    with _or_closed(connection):
        connection.execute("begin")
        _stated(connection, content)
        _rolled_up(connection)
        for name in _VIEWS:
            connection.execute(sentences.sql(name))
        if look is None:
            connection.execute(_COMMIT)
        else:
            _committed_beside(connection, look(Unwritten(connection)))
    return connection


def _committed_beside(connection: Connection, rest: Callable[[], None]) -> None:
    """Write while Python does something else: the engine writes without holding it up."""
    with ThreadPoolExecutor(1) as beside:
        writing = beside.submit(connection.execute, _COMMIT)
        rest()
        writing.result()


@contextlib.contextmanager
def _or_closed(connection: Connection) -> Iterator[None]:
    """Close a database that could not be built and say why."""
    try:
        yield
    except duckdb.Error as refused:
        connection.close()
        found = type(refused).__name__
        raise StoreUnavailable(error("database-unwritable", found=found)) from refused
    except StoreUnavailable:  # whoever looked at it could not
        connection.close()
        raise


def _opened_beside(
    path: Path | None,
    catalogue: Catalogue,
    uploads: Sequence[Upload],
    told: pa.Table,
    *,
    computed: bool = True,
) -> tuple[Connection, dict[str, pa.Table]]:
    """Start the engine, which takes it a while without Python, and lay out the tables meanwhile.

    Returns:
        The connection, and what is told by the names of the tables, in the order of filling.
    """
    with ThreadPoolExecutor(1) as beside:
        opening = beside.submit(connect, path, read_only=False, rows=told.num_rows)
        try:
            content = _content(catalogue, uploads, told, computed=computed)
        except BaseException:
            opening.result().close()
            raise
        return opening.result(), content


def _content(
    catalogue: Catalogue, uploads: Sequence[Upload], told: pa.Table, *, computed: bool
) -> dict[str, pa.Table]:
    if computed:
        told = derived.with_completion(catalogue, uploads, told)
    return dimensions.tables(catalogue, uploads, readings.confidential(catalogue, told))


def _stated(connection: Connection, content: Mapping[str, pa.Table]) -> None:
    connection.execute(sentences.sql("00_codes.sql"))
    _fill(connection, "code", content["code"])
    connection.execute(sentences.sql("01_code_types.sql"))
    connection.execute(sentences.sql("05_tables.sql"))
    for name in content:
        if name != "code":
            _fill(connection, name, content[name])
    connection.execute(sentences.sql("10_statement_current.sql"))
    connection.execute(sentences.sql("20_observation_current.sql"))


def _rolled_up(connection: Connection) -> None:
    """Roll up from the finest grain that anything is told at; finer ones have nothing to tell."""
    told = connection.execute(_GRAINS).fetchall()
    finest = max((Grain(name).rank for (name,) in told), default=-1)
    for grain in (one for one in reversed(Grain) if one.rank <= finest):
        connection.execute(sentences.sql("25_rolled_up.sql"), {"asked": grain.value})
    connection.execute(sentences.sql("26_closing_value.sql"))


def _fill(connection: Connection, name: str, content: pa.Table) -> None:
    if content.num_rows:
        connection.from_arrow(content).insert_into(name)
