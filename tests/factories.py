"""The few builders that every test uses: a tiny catalogue of an invented club, and workbooks.

Refuses to fake: the catalogue is loaded from TOML files, the workbooks are real ones.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from kpi.access import CONSOLE
from kpi.catalogue import Catalogue, load
from kpi.desk import Desk
from kpi.readers.columns import FIGURES_SHEET, GUIDE_SHEET, HEADINGS, VERSION_MARK

TODAY = dt.date(2026, 1, 15)

# A desk of whoever sits at this machine: may everything.
office = partial(Desk, viewer=CONSOLE)

CATALOGUE = """
[organisation]
id = "rowing_club"
name = { fi = "Soutuseura", en = "Rowing club" }
report = { fi = "Vuosikertomus", en = "Annual report" }
period = "2025-S1"

[area.rowing]
order = 1
name = { fi = "Soutu", en = "Rowing" }
short_name = { fi = "Soutu", en = "Rowing" }
path = "soutu"

[area.boathouse]
order = 2
name = { fi = "Venevaja", en = "Boathouse" }
short_name = { fi = "Vaja", en = "Boathouse" }
path = "venevaja"

[goal."3.1"]
service_area = "rowing"
title = { fi = "Soudetaan enemmän", en = "Row more" }

[goal."3.10"]
service_area = "rowing"
title = { fi = "Soudetaan yhdessä", en = "Row together" }

[goal."4.2"]
service_area = "boathouse"
title = { fi = "Vaja kunnossa", en = "A sound boathouse" }

[action."3.1.1"]
goal = "3.1"
title = { fi = "Järjestetään retkiä", en = "Arrange trips" }

[unit.EUR]
form = "money"
symbol = "€"
aliases = ["euroa", "eur"]

[unit.PERCENT]
form = "percent"
symbol = "%"
aliases = ["prosenttia"]

[unit.trips]
form = "count"
one = { fi = "retki", en = "trip" }
other = { fi = "retkeä", en = "trips" }
aliases = ["kpl"]

[unit.rowers]
form = "count"
one = { fi = "soutaja", en = "rower" }
other = { fi = "soutajaa", en = "rowers" }

[unit.per_week]
form = "rate"
symbol = { fi = "krt/vko", en = "times/week" }

[indicator.trips]
service_area = "rowing"
name = { fi = "Souturetket", en = "Rowing trips" }
kind = "flow"
unit_measure = "trips"
direction = "up"
grain = "month"
headings = ["Retkien  määrä"]
source = { fi = "Retkikirja", en = "Trip book" }
owner = { fi = "sihteeri", en = "secretary" }
goals = [
    { no = "3.1", listed = true },
    { no = "3.10", listed = true },
    { no = "4.2", listed = false },
]

[indicator.members]
service_area = "rowing"
name = { fi = "Jäsenet", en = "Members" }
kind = "stock"
unit_measure = "rowers"
direction = "up"
grain = "semester"
conf_status = "N"
source = { fi = "Jäsenluettelo", en = "Register of members" }
owner = { fi = "sihteeri", en = "secretary" }
goals = [{ no = "3.10", listed = true }]

[indicator.visitors]
service_area = "boathouse"
name = { fi = "Eri kävijät", en = "Unique visitors" }
kind = "distinct"
unit_measure = "rowers"
grain = "month"
source = { fi = "Ovilaskuri", en = "Door counter" }
owner = { fi = "vahtimestari", en = "caretaker" }
goals = [{ no = "4.2", listed = false }]

[indicator.boat_share]
service_area = "boathouse"
name = { fi = "Ehjien veneiden osuus", en = "Share of sound boats" }
kind = "ratio"
unit_measure = "PERCENT"
decimals = 1
grain = "semester"
source = { fi = "Katselmus", en = "Inspection" }
owner = { fi = "vahtimestari", en = "caretaker" }
goals = [{ no = "4.2", listed = true }]

[indicator.result]
service_area = "boathouse"
name = { fi = "Kioskin tulos", en = "Result of the kiosk" }
kind = "flow"
unit_measure = "EUR"
grain = "semester"
source = { fi = "Kirjanpito", en = "Accounts" }
owner = { fi = "rahastonhoitaja", en = "treasurer" }
goals = [{ no = "4.2", listed = true }]

[indicator.training_pace]
service_area = "rowing"
name = { fi = "Harjoitustahti", en = "Pace of training" }
kind = "ratio"
unit_measure = "per_week"
decimals = 1
grain = "semester"
source = { fi = "Harjoituskirja", en = "Training book" }
owner = { fi = "valmentaja", en = "coach" }

[indicator.crew_size]
service_area = "rowing"
name = { fi = "Miehistön keskikoko", en = "Average crew" }
kind = "ratio"
unit_measure = "rowers"
decimals = 1
grain = "semester"
source = { fi = "Retkikirja", en = "Trip book" }
owner = { fi = "sihteeri", en = "secretary" }

[indicator.mood]
service_area = "rowing"
name = { fi = "Tunnelma", en = "Mood" }
kind = "qualitative"
source = { fi = "Puheenjohtaja", en = "Chair" }
owner = { fi = "puheenjohtaja", en = "chair" }
goals = [{ no = "3.1", listed = true }]
"""


class Formula(NamedTuple):
    """A formula cell; ``result`` is what the spreadsheet stored, None when it stored nothing."""

    text: str
    result: object = None


class Dressed(NamedTuple):
    """A cell with a number format of its own."""

    value: float | dt.date
    format: str


def write_catalogue(folder: Path, text: str = CATALOGUE) -> Path:
    """Write the invented club's catalogue as a folder of one file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all.toml").write_text(text, encoding="utf-8")
    return folder


@cache
def catalogue() -> Catalogue:
    """Load the invented club's catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        return load(write_catalogue(Path(folder)))


def row(indicator: object = "trips", value: object = 17, **fields: object) -> dict[str, object]:
    """Give one good row, and what a test wants otherwise."""
    return {"indicator": indicator, "period": "1-6/2025", "value": value, **fields}


def workbook(
    rows: Iterable[Mapping[str, object]],
    *,
    language: str = "fi",
    fields: Sequence[str] = tuple(HEADINGS),
    headings: Mapping[str, str] | None = None,
    sheet: str = "",
    version: object = 1,
    above: Sequence[Sequence[object]] = (),
    book_options: Mapping[str, object] | None = None,
) -> bytes:
    """Write rows in the template's form.

    ``fields`` are the columns in their order, ``headings`` other words for them, ``version`` None
    leaves the guide out, ``above`` are rows over the header.
    """
    named = {field: HEADINGS[field].in_language(language) for field in HEADINGS}
    named |= headings or {}
    table: list[Sequence[object]] = [*above, [named[field] for field in fields]]
    table += [[one.get(field, "") for field in fields] for one in rows]
    sheets = {sheet or FIGURES_SHEET.in_language(language): table}
    if version is not None:
        guide = GUIDE_SHEET.in_language(language)
        sheets[guide] = [["Soutuseura"], [VERSION_MARK.in_language(language), version]]
    return sheets_of(sheets, book_options=book_options)


def sheets_of(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    hidden: Iterable[str] = (),
    book_options: Mapping[str, object] | None = None,
) -> bytes:
    """Write any sheets: name to rows of cells."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **(book_options or {})})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            for column, value in enumerate(cells):
                _write(book, sheet, number, column, value)
    for name in hidden:
        book.get_worksheet_by_name(name).hide()
    book.close()
    return buffer.getvalue()


def _write(book: Any, sheet: Any, row_no: int, column: int, value: object) -> None:  # noqa: ANN401
    if isinstance(value, Formula):
        sheet.write_formula(
            row_no, column, value.text, None, "" if value.result is None else value.result
        )
    elif isinstance(value, Dressed):
        dress = book.add_format({"num_format": value.format})
        if isinstance(value.value, dt.date):
            sheet.write_datetime(row_no, column, value.value, dress)
        else:
            sheet.write_number(row_no, column, value.value, dress)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row_no, column, value, book.add_format({"num_format": "d.m.yyyy"}))
    elif isinstance(value, bool):
        sheet.write_boolean(row_no, column, value)
    elif isinstance(value, str):
        sheet.write_string(row_no, column, value) if value else None
    else:
        sheet.write_number(row_no, column, value)


def repacked(data: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """Give an xlsx with some parts written anew, added, or (None) left out."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts: dict[str, bytes | None] = {n: old.read(n) for n in old.namelist()} | dict(changed)
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def part(data: bytes, name: str) -> bytes:
    """Give one part of an xlsx."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(name)
