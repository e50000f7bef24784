"""Files that somebody put together as the sheets of one workbook: what is not read is said."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest

from kpi.readers import FileRead, read
from kpi.readers.cells import Raw
from tests.readers.told import asking

Rows = Sequence[Sequence[Raw]]

SITE: Rows = [["date", "visitors", "pageviews", "visits"], ["2025-06-01", 5, 6, 7]]
FOLLOWERS: Rows = [
    ["Date", "Sponsored followers", "Organic followers", "Total followers"],
    ["06/13/2025", 0, 1, 1],
]
COMPARED: Rows = [
    ["6/1/2025", "6/30/2025"],
    ["Page", "Total Followers", "New Followers", "Total post engagements", "Total posts"],
    ["Kunta", 1, 2, 3, 4],
]
PLACES: Rows = [["Location", "Total followers"], ["Salo", 3], ["Turku", 4]]
BY_HAND: Rows = [["Kuukausi", "Medianäkyvyys"], ["tammikuu 2025", 5], ["helmikuu 2025", 6]]
VIDEOS: Rows = [["Date", "Views", "Watch time (hours)"], ["Total", 1, 1], ["2025-06-01", 1, 1]]


def told(*sheets: tuple[str, Rows]) -> FileRead:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return read("kooste.xlsx", made.getvalue(), asking())


def left(one: FileRead) -> list[str]:
    return [it.found for it in one.findings if it.code == "other-sheets-not-read"]


@pytest.mark.parametrize("other", [SITE, FOLLOWERS, COMPARED, BY_HAND, VIDEOS])
@pytest.mark.parametrize("first", [SITE, FOLLOWERS, COMPARED, VIDEOS])
def test_the_sheets_of_another_source_are_not_left_out_in_silence(first: Rows, other: Rows) -> None:
    """Whole sheets of figures went without a word."""
    made = told(("Yksi", first), ("Kaksi", other))
    read_from = {it.cell.split("!")[0] for one in made.series for it in (one, *one.figures)}
    assert read_from
    assert left(made) == [name for name in ("Yksi", "Kaksi") if name not in read_from]


def test_breakdowns_and_notes_are_no_sheets_of_another_source() -> None:
    note = [["Huomio"], ["Luvut haettu kesäkuussa"]]
    assert left(told(("New followers", FOLLOWERS), ("Location", PLACES), ("Ohje", note))) == []
    assert left(told(("visitors", SITE), ("Ohje", note))) == []
