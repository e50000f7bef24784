"""Why an earlier figure changes: a reason for the file, others for single lines; one undo."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kpi import pipeline
from kpi.desk import Decisions, Desk
from kpi.errors import WrongUsage
from kpi.periods import parse
from kpi.settings import Settings
from kpi.store import memory, serve
from tests.builders import contents, listing
from tests.exports import days, meta_daily
from tests.factories import catalogue, office, row, workbook

NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
TRIPS = {"": {"which-indicator:csv!A1": "trips"}}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path / "data"), catalogue(), lambda: NOW)


def told(desk: Desk, indicator: str, period: str) -> list[str]:
    found = pipeline.open_store(desk).revisions(indicator, parse(period))
    return [one.reason for one in found]


def test_a_line_s_own_reason_stands_in_place_of_the_common_one(desk: Desk) -> None:
    first = workbook([row(value=1), row("members", 5)])
    pipeline.publish([("a.xlsx", first)], desk, by="Maija")
    own = {"members 2025-S1": "kaksi puuttui", "other 2025-S1": "x", "trips 2025-S1": ""}
    second = workbook([row(value=2), row("members", 7)])
    pipeline.publish(
        [("b.xlsx", second)], desk, by="Maija", reason="uudet", decided=Decisions(reasons=own)
    )
    assert told(desk, "trips", "2025-S1") == ["uudet", ""]
    assert told(desk, "members", "2025-S1") == ["kaksi puuttui", ""]
    newest = pipeline.open_store(desk).uploads()[-1]
    assert memory.reasons(newest.reasons) == {"members 2025-S1": "kaksi puuttui"}


def test_a_reason_of_days_is_their_month_s(desk: Desk) -> None:
    for values, why in ((range(1, 31), {}), (range(2, 32), {"trips 2025-M06": "väärä sivu"})):
        data = meta_daily(("Facebook visits", days("2025-06-01", values)))
        pipeline.publish([("v.csv", data)], desk, by="Maija", decided=Decisions(TRIPS, reasons=why))
    assert told(desk, "trips", "2025-06-07") == ["väärä sivu", ""]


def test_reasons_outlive_the_database(desk: Desk) -> None:
    why = Decisions(reasons={"trips 2025-S1": "laskettu uudelleen"})
    for value in (1, 2):
        given = [("a.xlsx", workbook([row(value=value)]))]
        pipeline.publish(given, desk, by="Maija", decided=why)
    before = contents(pipeline.open_store(desk))
    for path in (desk.settings.data / "state").iterdir():
        path.unlink()
    serve._connection.cache_clear()
    assert contents(pipeline.open_store(desk)) == before
    assert told(desk, "trips", "2025-S1") == ["laskettu uudelleen"] * 2
    assert pipeline.verify(desk) == ()


def test_files_that_were_saved_together_are_undone_together(desk: Desk) -> None:
    files = [("a.xlsx", workbook([row(value=1)])), ("b.xlsx", workbook([row("members", 5)]))]
    empty = pipeline.open_store(desk).version
    made = pipeline.publish(files, desk, by="Maija").uploads
    ledger = desk.settings.data / "ledger.jsonl"
    lines = len(ledger.read_bytes().splitlines())
    done = pipeline.withdraw_together([*made, made[0]], desk, by="Maija", reason="väärät")
    assert [one.changed for one in done] == [1, 1]
    assert len(ledger.read_bytes().splitlines()) == lines + 1, "both or none"
    assert pipeline.open_store(desk).version == empty


def test_nothing_is_undone_where_one_of_them_cannot_be(desk: Desk) -> None:
    files = [("a.xlsx", workbook([row(value=1)])), ("b.xlsx", workbook([row("members", 5)]))]
    first, second = pipeline.publish(files, desk, by="Maija").uploads
    pipeline.withdraw(second, desk, by="Maija", reason="väärä")
    before = listing(desk.settings.data)
    with pytest.raises(WrongUsage):
        pipeline.withdraw_together([first, second], desk, by="Maija", reason="väärät")
    assert listing(desk.settings.data) == before
