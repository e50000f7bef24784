"""The dimension tables as Arrow: indicators, uploads and the time spine.

Refuses to depend on what was reported: the spine has every period of the years in use, also those
nobody reported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pyarrow as pa

from kpi.catalogue import Catalogue
from kpi.model import ConfStatus, Kind, ObsStatus, Upload
from kpi.periods import Grain, Period, between, parse, period

_COARSE = (Grain.YEAR, Grain.SEMESTER, Grain.QUARTER, Grain.MONTH)
_STATUS_ORDER = (
    ObsStatus.NORMAL,
    ObsStatus.NOT_COLLECTED,
    ObsStatus.CANNOT_EXIST,
    ObsStatus.ESTIMATE,
    ObsStatus.PROVISIONAL,
    ObsStatus.SUPPRESSED,
    ObsStatus.BREAK,
)


def _columns(names: Sequence[str], content: Sequence[Sequence[object]]) -> pa.Table:
    columns = list(zip(*content, strict=True)) or [()] * len(names)
    return pa.table({name: list(col) for name, col in zip(names, columns, strict=True)})


def tables(
    catalogue: Catalogue, published: Sequence[Upload], told: pa.Table
) -> dict[str, pa.Table]:
    """Lay out what a database is filled with, by the names of its tables, in their order."""
    known, calendar = indicators(catalogue), spine(periods_of(told))
    return {
        "code": codes(known, calendar["time_spine"], told),
        "indicator": known,
        **calendar,
        "upload": uploads(published),
        "statement": told,
    }


def indicators(catalogue: Catalogue) -> pa.Table:
    """Lay out the indicators that have numbers."""
    content = [
        (one.id, one.service_area, one.kind.value, one.grain.value)
        for one in catalogue.indicators.values()
        if one.kind is not Kind.QUALITATIVE
    ]
    return _columns(("indicator_id", "service_area_id", "kind", "grain"), content)


def codes(indicators: pa.Table, spine: pa.Table, told: pa.Table) -> pa.Table:
    """Lay out every name that the tables hold again and again, each once, by what it is of.

    Args:
        indicators: those of the catalogue; one that left it keeps its figures.
        spine: the periods of the calendar, with those a year earlier.
        told: rows of the statement table.
    """
    known = {
        "indicator": (indicators["indicator_id"], told["indicator_id"]),
        "period": (
            spine["time_period"],
            spine["time_period_year_earlier"],
            spine["time_period_whole_year_earlier"],
        ),
        "grain": ([one.value for one in Grain],),
        "obs_status": ([one.value for one in ObsStatus],),
        "conf_status": ([one.value for one in ConfStatus],),
    }
    found = [
        (of, code)
        for of, columns in known.items()
        for code in sorted({code for column in columns for code in _once(column)})
    ]
    return _columns(("what_of", "code"), found)


def _once(column: pa.ChunkedArray | Sequence[str]) -> Sequence[str]:
    """Give the names of a column, each once, without the cells that have none."""
    if isinstance(column, Sequence):
        return column
    return [one for one in column.unique().to_pylist() if one is not None]


def uploads(known: Sequence[Upload]) -> pa.Table:
    """Lay out uploads, times in UTC without a zone."""
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
        for one in known
    ]
    return pa.Table.from_pylist(content, schema=made)


def _utc(moment: dt.datetime) -> dt.datetime:
    """The database keeps UTC without a zone; the ledger keeps the zone."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def periods_of(told: pa.Table) -> list[Period]:
    """Give the distinct periods of a statement table."""
    return [parse(code) for code in told.column("time_period").unique().to_pylist()]


def spine(used: Sequence[Period]) -> dict[str, pa.Table]:
    """Lay out every period of the years in use and one year either side."""
    years = [one.year for one in used]
    first, last = (min(years) - 1, max(years) + 1) if years else (2000, 2000)
    all_periods = [
        one
        for grain in _COARSE
        for one in between(period(first, grain, 1), period(last, Grain.YEAR, 1).parts(grain)[-1])
    ]
    wholes = {grain: [one for one in all_periods if one.grain is grain] for grain in _COARSE}
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
    all_periods += [part for _, part in parts if part.grain is Grain.DAY]
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
            [_spine_row(one) for one in all_periods],
        ),
        "spine_part": _columns(
            ("whole_period", "part_period", "whole_grain", "part_grain", "parts"),
            [
                (
                    whole.code,
                    part.code,
                    whole.grain.value,
                    part.grain.value,
                    _parts(whole, part.grain),
                )
                for whole, part in parts
            ],
        ),
        "grain_span": _columns(
            ("whole_grain", "part_grain", "parts"),
            [
                (coarse.value, fine.value, pieces(period(2025, coarse, 1), fine))
                for coarse in _COARSE
                for fine in Grain
                if coarse.rank <= fine.rank
            ],
        ),
        "obs_status_order": _columns(
            ("obs_status", "place"), [(s.value, n) for n, s in enumerate(_STATUS_ORDER)]
        ),
    }


def pieces(whole: Period, collected: Grain) -> int:
    """Say in how many pieces a period would be reported; months are the finest that count."""
    finest = min(collected, Grain.MONTH, key=lambda grain: grain.rank)
    return 1 if finest.rank <= whole.grain.rank else len(whole.parts(finest))


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
