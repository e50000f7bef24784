"""The numbered sentences that build a database, and the name of the code that says them.

Refuses to hold SQL in Python: each sentence is a file of its own.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

SQL = Path(__file__).resolve().parent.parent / "sql"


@cache
def engine() -> str:
    """Name the code that a database is built by: a newer version of it builds anew."""
    names = ("derived", "dimensions", "duckdb", "readings", "sentences")
    own = [Path(__file__).with_name(f"{name}.py") for name in names]
    own += [SQL.parent / f"{name}.py" for name in ("catalogue_rows", "completion", "plan")]
    digest = hashlib.sha256()
    for path in (*sorted(SQL.glob("*.sql")), *own):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def sql(name: str) -> str:
    """Give one sentence."""
    return (SQL / name).read_text("utf-8")
