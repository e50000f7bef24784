"""The rows of one period laid beside those of the same span a year earlier and of the whole year.

Refuses to say what a pair is: that is ``year_over_year_pair`` among the numbered sentences, and a
test holds both together. It asks for three periods by one plain scan, where the sentence, or a
table with all of its rows, would join or hold everything at every grain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from kpi.periods import Grain, Period

Rows = Callable[..., list[tuple[Any, ...]]]
Row = tuple[Any, ...]
"""What is known of one indicator in one period: value as text, status, confidentiality, have, of,
whether it is stated, whether it is in dispute, undated base as text, upload's number, cell."""
_DAYS = "select 1 from time_spine where time_period = ?"
_BROKEN = "select indicator_id, from_whole_year from broken_pair where time_period = ?"
# Values as text: handing over an exact decimal takes longer than the scan. A period that is not
# among the codes has no rows.
_SIDES = """
    select
        indicator_id,
        time_period,
        rtrim(rtrim(cast(obs_value as varchar), '0'), '.'),
        obs_status,
        conf_status,
        have,
        of_parts,
        is_stated,
        in_conflict,
        rtrim(rtrim(cast(undated_base as varchar), '0'), '.'),
        upload_seq,
        cell
    from reported
    where
        time_period in (
            try_cast(? as period_code), try_cast(? as period_code), try_cast(? as period_code)
        )
"""


class Sides(NamedTuple):
    """One indicator's figure and its bases; at least one of the three is there."""

    indicator: str
    now: Row | None
    base: Row | None
    year: Row | None
    broken: bool


def of_period(rows: Rows, period: Period, indicator: str = "") -> Iterator[Sides]:
    """Give what is known in a period beside its bases, of one indicator or (none named) of all.

    Args:
        rows: asks the database; values are bound.
        period: a day of a month of which no day was ever told has no bases either.
        indicator: an id.
    """
    if period.grain is Grain.DAY and not rows(_DAYS, period.code):
        return
    asked = [period.code, *map(_code, bases(period))]
    broken = set(rows(_BROKEN, period.code))
    sql, values = (f"{_SIDES} and indicator_id = ?", [*asked, indicator]) if indicator else (
        _SIDES, asked
    )  # fmt: skip
    found: dict[str, dict[str | None, Row]] = {}
    for name, code, *known in rows(sql, *values):
        found.setdefault(name, {})[code] = tuple(known)
    now, earlier, whole = asked
    for name, sides in found.items():
        base = sides.get(earlier)
        parted = bool(broken) and (name, base is None or base[0] is None) in broken
        yield Sides(name, sides.get(now), base, sides.get(whole), parted)


def bases(period: Period) -> tuple[Period | None, Period | None]:
    """Give the same span a year earlier and the whole earlier year; None where there is none."""
    whole = period.whole_year().a_year_earlier() if period.grain is not Grain.YEAR else None
    return period.a_year_earlier(), whole


def _code(period: Period | None) -> str | None:
    return period.code if period else None
