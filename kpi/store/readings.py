"""What was read from an upload, kept beside it so that a publish costs the new file only.

Refuses to guess: a reading that is damaged or of another reader's version is read anew from the
original. A hash stands before its bytes, so that a disk that turns a bit turns no figure.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kpi.catalogue import Catalogue
from kpi.model import ConfStatus, Observation, Upload
from kpi.store.files import Places, write_whole

_NUMBER = pa.decimal128(38, 18)
_ONE, _N = Decimal(1), ConfStatus.INTERNAL
SCHEMA = pa.schema(
    [
        ("upload_seq", pa.int32()),
        ("row_no", pa.int32()),
        ("indicator_id", pa.string()),
        ("time_period", pa.string()),
        ("obs_value", _NUMBER),
        ("obs_status", pa.string()),
        ("conf_status", pa.string()),
        ("is_base", pa.bool_()),
        ("undated_base", _NUMBER),
        ("goal_no", pa.string()),
        ("cell", pa.string()),
        ("label", pa.string()),
        ("stands_at", pa.string()),
        ("remark", pa.string()),
    ]
)


def table(observations: Sequence[Observation], seq: int) -> pa.Table:
    """Lay observations out as the rows of the statement table, in the file's order."""
    size = len(observations)
    # Column by column, as an observation has them.
    names, _, periods, values, cells, labels, *rest = (
        list(zip(*observations, strict=True)) or [()] * 13
    )
    statuses, confidential, bases, undated, goals, places, remarks = rest
    columns: list[pa.Array] = [
        pa.array([seq] * size, pa.int32()),
        pa.array(range(1, size + 1), pa.int32()),
        pa.array(names, pa.string()),
        pa.array([one.code for one in periods], pa.string()),
        _numbers(values),
        pa.array(statuses, pa.string()),
        pa.array(confidential, pa.string()),
        pa.array(bases, pa.bool_()),
        _numbers(undated),
        pa.array(goals, pa.string()),
        pa.array(cells, pa.string()),
        pa.array(labels, pa.string()),
        pa.array(places, pa.string()),
        pa.array(remarks, pa.string()),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def as_read(stored: pa.Table) -> pa.Table:
    """Give rows of the stored table as they were laid out: names as texts, not as numbers."""
    return stored.cast(SCHEMA)


def confidential(catalogue: Catalogue, statements: pa.Table) -> pa.Table:
    """Mark as internal what the catalogue calls so by now, whenever a file was read.

    What was read as internal stays internal.
    """
    internal = [one for one in catalogue.indicators.values() if one.confidential(_ONE) is _N]
    if not internal or not statements.num_rows:
        return statements
    always = pa.array([one.id for one in internal if one.conf_status is _N], pa.string())
    few = pa.array([one.id for one in internal if one.conf_status is not _N], pa.string())
    small = pc.or_(*(_is_one(statements[name]) for name in ("obs_value", "undated_base")))
    named = statements["indicator_id"]
    marked = pc.or_(
        pc.is_in(named, value_set=always), pc.and_(pc.is_in(named, value_set=few), small)
    )
    status = pc.if_else(marked, _N.value, statements["conf_status"])
    place = SCHEMA.get_field_index("conf_status")
    return statements.set_column(place, SCHEMA.field(place), status)


def _is_one(values: pa.ChunkedArray) -> pa.ChunkedArray:
    nought, two = (pa.scalar(Decimal(one), _NUMBER) for one in (0, 2))
    inside = pc.and_(pc.greater(values, nought), pc.less(values, two))
    return pc.fill_null(inside, False)


def _numbers(values: Sequence[Decimal | None]) -> pa.Array:
    return pa.array(values, _NUMBER)


def _path(places: Places, upload: Upload) -> Path:
    return places.readings / f"{upload.sha256}-{upload.reading}.reading"


def keep(places: Places, upload: Upload, statements: pa.Table) -> None:
    """Keep what was read.

    Raises:
        OSError: the disk refuses.
    """
    buffer = io.BytesIO()
    pq.write_table(statements, buffer)
    content = buffer.getvalue()
    path = _path(places, upload)
    write_whole(path, hashlib.sha256(content).digest() + content)


def kept(places: Places, upload: Upload) -> pa.Table | None:
    """Give what was read from an upload, under its own number; None when it is not there."""
    try:
        data = _path(places, upload).read_bytes()
    except OSError:
        return None
    guard, content = data[:32], data[32:]
    if hashlib.sha256(content).digest() != guard:
        return None
    found = pq.read_table(io.BytesIO(content))
    if found.schema != SCHEMA or found.num_rows != upload.observations:
        return None
    return found.set_column(0, SCHEMA.field(0), pa.array([upload.seq] * found.num_rows, pa.int32()))


def joined(tables: Sequence[pa.Table]) -> pa.Table:
    """Put readings one after another."""
    return pa.concat_tables(tables) if tables else SCHEMA.empty_table()
