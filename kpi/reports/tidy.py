"""The public figures as a tidy table with its description, for other people's programs.

Refuses what is not free to publish or would give that away, whoever published it (names of people,
and of their files), and text that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kpi.catalogue_rows import Indicator
from kpi.i18n import Language
from kpi.model import ConfStatus, Known
from kpi.periods import Period
from kpi.store import Store, narrowed

FILE = "observations.csv"
DESCRIPTION = "datapackage.json"
# The earliest day that a zip can state: one content gives the same bytes on every day.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
# What begins a formula in a spreadsheet, also in wide letters. It looks past what nobody sees and
# past quotes, and begins a cell anew where some spreadsheets take a semicolon for the separator.
_RUNS = re.compile(
    r"(?:^|(?<=[;\t\r\n]))(?=[ '\"\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
    r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])"
)
Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, Frictionless type, and where its value comes from.

    Its description is the message ``opendata.<name>``.
    """

    name: str
    type: str
    value: Callable[[Known, Indicator, Store], Value]


COLUMNS = (
    Column("indicator", "string", lambda one, _, __: one.indicator),
    Column("indicator_name_fi", "string", lambda _, of, __: of.name.fi),
    Column("indicator_name_en", "string", lambda _, of, __: of.name.en),
    Column("service_area", "string", lambda one, _, __: one.service_area),
    Column(
        "service_area_name_fi",
        "string",
        lambda one, _, store: store.catalogue.areas[one.service_area].name.fi,
    ),
    Column("time_period", "string", lambda one, _, __: one.period.code),
    Column("period_start", "date", lambda one, _, __: one.period.start.isoformat()),
    Column("period_end", "date", lambda one, _, __: one.period.last_day.isoformat()),
    Column("value", "number", lambda one, _, __: _digits(one)),
    Column("unit_measure", "string", lambda _, of, __: of.unit_measure),
    Column("kind", "string", lambda _, of, __: of.kind.value),
    Column("obs_status", "string", lambda one, _, __: one.obs_status.value),
    Column("in_conflict", "boolean", lambda one, _, __: one.conflict),
    Column("source_file", "string", lambda one, _, __: one.provenance and one.provenance.file),
    Column("source_cell", "string", lambda one, _, __: one.provenance and one.provenance.cell),
    Column(
        "published_at",
        "datetime",
        lambda one, _, __: one.provenance and one.provenance.published_at.isoformat(),
    ),
)


def observations(store: Store, period: Period | None = None) -> bytes:
    """Write every public figure as it was stated, one to a row, in UTF-8 (RFC 4180).

    Whatever store is handed in, only what is public of it is looked at.

    Numbers have a decimal point and every digit of the source; a missing value is empty. With a
    period only what lies within it: a half-year's own figures, its months and its days.
    """
    store, out = narrowed.published(store), io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in COLUMNS])
    for one in _public(store):
        if period is not None and not period.contains(one.period):
            continue
        indicator = store.catalogue.indicators[one.indicator]
        writer.writerow(
            _cell(column.value(one, indicator, store), column.type) for column in COLUMNS
        )
    return out.getvalue().encode("utf-8")


def package(store: Store, table: bytes, words: Language) -> bytes:
    """Describe the table as a Frictionless tabular data package (JSON, UTF-8)."""
    store = narrowed.published(store)
    organisation = store.catalogue.organisation
    described = {
        "profile": "tabular-data-package",
        "name": f"{organisation.id.replace('_', '-')}-observations",
        "title": words.text("opendata.title", name=organisation.name.in_language(words.code)),
        "description": words.text(f"opendata.{'invented' if store.invented else 'description'}"),
        "version": store.version,
        "contributors": [{"title": organisation.name.in_language(words.code), "role": "publisher"}],
        "resources": [
            {
                "name": "observations",
                "path": FILE,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(table),
                "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
                "schema": {
                    "fields": [
                        {
                            "name": column.name,
                            "type": column.type,
                            "description": words.text(f"opendata.{column.name}"),
                        }
                        for column in COLUMNS
                    ],
                    "primaryKey": ["indicator", "time_period"],
                    "missingValues": [""],
                },
            }
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=2).encode("utf-8")


def csv_bundle(store: Store, language: Language, period: Period) -> bytes:
    """Pack a period's table and its description: a data package that stands by itself.

    Nothing is compressed: two libraries that compress make two files of one content.
    """
    table = observations(store, period)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in ((FILE, table), (DESCRIPTION, package(store, table, language))):
            entry = zipfile.ZipInfo(name, _NO_DAY)
            # As on every system: a zip names the one it was made on, and who may read its files.
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packed.writestr(entry, content)
    return out.getvalue()


def _public(store: Store) -> Iterator[Known]:
    for one in store.observations():
        known = store.catalogue.indicators[one.indicator]
        if one.conf_status is ConfStatus.FREE is known.conf_status:
            yield one


def _digits(one: Known) -> str | None:
    return None if one.value is None else f"{one.value:f}"


def _cell(value: Value, kind: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    # A minus sign before a number is a number; before anything else it starts a formula.
    return defused(text) if kind == "string" else text


def defused(text: str) -> str:
    """Write a text so that no spreadsheet runs it: before what would run stands an apostrophe.

    Nothing else changes, and what was there before gets one too: taking one apostrophe from
    before each such place gives the text back. Marks that turn stay, a cell is its own paragraph.
    """
    return _RUNS.sub("'", text)
