"""The read side of the store: one state of the data, answered from one database.

Refuses to divide, compare or round: it hands out what is known, with its status and where it
stands.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from kpi import plan
from kpi.catalogue import Catalogue
from kpi.errors import WrongUsage, error
from kpi.model import (
    ConfStatus,
    Kind,
    Known,
    ObsStatus,
    Pair,
    Provenance,
    Revision,
    Statement,
    Upload,
)
from kpi.periods import Grain, Period, between, parse
from kpi.plan import Status, Telling
from kpi.store import derived, dimensions, duckdb, memory, pairs
from kpi.store.decimals import plain
from kpi.store.pairs import Row, Sides

_STATUS = {one.value: one for one in ObsStatus}
_CONF = {one.value: one for one in ConfStatus}
_REPORTED = (
    "select indicator_id, time_period, obs_value, obs_status, conf_status, have, of_parts, "
    "is_stated, in_conflict, undated_base, upload_seq, cell from reported"
)


@dataclass(frozen=True)
class Store:
    """One state of the data. ``version`` names it together with the catalogue, 12 hex digits.

    ``rewind`` gives the store as it was known at an instant; ``fetch`` gives an original's bytes.
    ``sees`` names what is in it: "all", or the ``Viewer.sees`` that it was narrowed for. A narrowed
    store has the whole one's version: what is made of a store and kept is kept by both.
    """

    version: str
    catalogue: Catalogue
    connection: Any
    all_uploads: tuple[Upload, ...]
    rewind: Callable[[dt.datetime, Catalogue | None], Store]
    fetch: Callable[[Upload], bytes]
    sees: str = "all"

    @cached_property
    def _by_seq(self) -> dict[int, Upload]:
        return {one.seq: one for one in self.all_uploads}

    def uploads(self) -> tuple[Upload, ...]:
        """Give every upload in the order of publishing, withdrawn ones too."""
        return self.all_uploads

    @property
    def active(self) -> tuple[Upload, ...]:
        """The uploads that count: published and not withdrawn."""
        return tuple(one for one in self.all_uploads if one.withdrawn_at is None)

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        """What the uploads and edits in use tell of the plan, in the order of publishing."""
        return derived.tellings(self.all_uploads)

    def statuses(self, period: Period) -> dict[str, Status]:
        """Give where each action of the plan stands in a period, in the plan's order."""
        return plan.statuses(self.tellings, self.catalogue.actions, period)

    @property
    def invented(self) -> bool:
        """Whether any figure in use was made up by the demo generator."""
        return any(one.invented for one in self.active)

    @property
    def latest_upload_at(self) -> dt.datetime | None:
        """When the newest upload in use was published."""
        return max((one.published_at for one in self.active), default=None)

    def figures(self, period: Period) -> dict[str, Pair]:
        """Give every numeric indicator's figure for a period beside its bases, by id."""
        found = self._pairs(period)
        for one in self.catalogue.indicators.values():
            if one.kind is not Kind.QUALITATIVE and one.id not in found:
                found[one.id] = Pair(self._nothing(one.id, period), None, None, False)
        return found

    def pair(self, indicator: str, period: Period) -> Pair:
        """Give one indicator's figure beside its bases.

        Raises:
            WrongUsage: no such indicator.
        """
        self._known_id(indicator)
        found = self._pairs(period, indicator).get(indicator)
        return found or Pair(self._nothing(indicator, period), None, None, False)

    def series(self, indicator: str, grain: Grain) -> tuple[Known, ...]:
        """Give every period from the first to the last with data; gaps have no value."""
        self._known_id(indicator)
        found = {
            parse(row[1]): self._known(row, parse(row[1]))
            for row in self._rows(
                f"{_REPORTED} where indicator_id = ? and grain = ?", indicator, grain.value
            )
        }
        if not found:
            return ()
        return tuple(
            found.get(one) or self._nothing(indicator, one)
            for one in between(min(found), max(found))
        )

    def observations(
        self, period: Period | None = None, area: str | None = None
    ) -> tuple[Known, ...]:
        """Give every figure as it was stated, by period and indicator."""
        where, values = "is_stated", []
        if period is not None:
            where, values = f"{where} and time_period = ?", [period.code]
        areas = {
            one.id
            for one in self.catalogue.indicators.values()
            if area is None or one.service_area == area
        }
        return tuple(
            self._known(row, parse(row[1]))
            for row in self._rows(
                f"{_REPORTED} where {where} order by starts_on, ends_on, indicator_id", *values
            )
            if row[0] in areas
        )

    def statements(self, indicator: str, period: Period) -> tuple[Statement, ...]:
        """Give the current statements behind a figure, in the order they were published."""
        found = self._rows(
            "select obs_value, goal_no, stands_at, remark, is_base, undated_base, label, "
            "upload_seq, cell from statement_current "
            "where indicator_id = ? and time_period = ? order by upload_seq, row_no",
            indicator,
            period.code,
        )
        return tuple(
            Statement(
                plain(row[0]), row[1], row[2], row[3], row[4], plain(row[5]), row[6],
                self.came_from(row[7], row[8]),
            )
            for row in found
        )  # fmt: skip

    def revisions(self, indicator: str, period: Period) -> tuple[Revision, ...]:
        """Give every value ever published for a figure, newest first."""
        found = self._rows(
            "select obs_value, upload_seq, cell from statement "
            "where indicator_id = ? and time_period = ? order by upload_seq desc, row_no",
            indicator,
            period.code,
        )
        line = memory.line(indicator, period)
        return tuple(self._revision(line, *row) for row in found)

    def periods(self) -> tuple[Period, ...]:
        """Give every period down to a month that has a figure, newest first, coarse first."""
        found = self._rows(
            "select distinct time_period from reported where obs_value is not null "
            "and grain <> 'day'"
        )
        return tuple(
            sorted((parse(row[0]) for row in found), key=lambda p: (-p.year, p.grain.rank, p.start))
        )

    def disagreements(self) -> tuple[tuple[str, Period], ...]:
        """Give the figures whose statements disagree."""
        found = self._rows(
            "select indicator_id, time_period from observation_current where in_conflict "
            "order by starts_on desc, indicator_id"
        )
        return tuple((row[0], parse(row[1])) for row in found)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Answer a query of the checks; values are bound."""
        return self._rows(sql, *values)

    def as_of(self, instant: dt.datetime, catalogue: Catalogue | None = None) -> Store:
        """Give the store as it was known at an instant, with the catalogue of that day if given."""
        return self.rewind(instant, catalogue)

    def original(self, upload: str) -> tuple[str, bytes]:
        """Give an upload's file name and its bytes as they came.

        Raises:
            WrongUsage: no such upload.
        """
        for one in self.all_uploads:
            if one.upload == upload:
                return one.file, self.fetch(one)
        raise WrongUsage(error("unknown-upload", found=upload))

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return duckdb.rows(self.connection, sql, values)

    def _known_id(self, indicator: str) -> None:
        if indicator not in self.catalogue.indicators:
            near = difflib.get_close_matches(indicator, self.catalogue.indicators, 3, 0.0)
            raise WrongUsage(error("unknown-indicator", found=indicator, nearest=", ".join(near)))

    def came_from(self, seq: int, cell: str) -> Provenance:
        """Give where a stored row stands."""
        one = self._by_seq[seq]
        return Provenance(one.upload, one.file, cell, one.published_at, one.published_by)

    def _revision(self, line: str, value: Decimal | None, seq: int, cell: str) -> Revision:
        one = self._by_seq[seq]
        reason = memory.reasons(one.reasons).get(line, one.reason)
        return Revision(
            plain(value), one.upload, cell, one.published_at, one.published_by, reason,
            one.withdrawn_at,
        )  # fmt: skip

    def _nothing(self, indicator: str, period: Period) -> Known:
        one = self.catalogue.indicators[indicator]
        of = dimensions.pieces(period, one.grain)
        return Known(
            indicator,
            one.service_area,
            period,
            None,
            ObsStatus.NORMAL,
            ConfStatus.FREE,
            have=0,
            of=1 if one.kind is Kind.STOCK else of,
            stated=False,
            conflict=False,
            undated_base=None,
            provenance=None,
        )

    def _known(self, row: Sequence[Any], period: Period) -> Known:
        indicator, _, value, status, conf, have, of, stated, conflict, undated, seq, cell = row
        area = self.catalogue.indicators[indicator].service_area
        came = self.came_from(seq, cell)
        return Known(
            indicator, area, period, plain(value), _STATUS[status], _CONF[conf], have, of,
            stated, conflict, plain(undated), came,
        )  # fmt: skip

    def _pairs(self, period: Period, indicator: str = "") -> dict[str, Pair]:
        earlier, year = pairs.bases(period)
        return {
            one.indicator: self._pair(one, period, earlier or period, year or period)
            for one in pairs.of_period(self._rows, period, indicator)
        }

    def _pair(self, one: Sides, period: Period, earlier: Period, year: Period) -> Pair:
        area = self.catalogue.indicators[one.indicator].service_area
        now = self._side(one.indicator, area, period, one.now)
        base = self._side(one.indicator, area, earlier, one.base, undated=False)
        whole = self._side(one.indicator, area, year, one.year, undated=False)
        return Pair(now or self._nothing(one.indicator, period), base, whole, one.broken)

    def _side(
        self, indicator: str, area: str, period: Period, row: Row | None, *, undated: bool = True
    ) -> Known | None:
        """Turn one side of a pair into what is known; a basis brings no undated one of its own."""
        if row is None:
            return None
        value, status, conf, have, of, stated, conflict, base, seq, cell = row
        return Known(
            indicator, area, period, _number(value), _STATUS[status], _CONF[conf], have, of,
            stated, conflict, _number(base) if undated else None, self.came_from(seq, cell),
        )  # fmt: skip


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
