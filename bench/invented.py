"""A made-up organisation of the size that the bounds are set for: 7 200 monthly observations.

Refuses to resemble the real one: a bench must not change its result when the catalogue does.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

from kpi import catalogue
from kpi.access import CONSOLE
from kpi.desk import Desk
from kpi.periods import Period, parse
from kpi.reports.template import book, line
from kpi.settings import Settings

MONTHS = tuple(
    parse(f"{year}-M{month:02d}") for year in range(2021, 2026) for month in range(1, 13)
)
KINDS = ("flow",) * 8 + ("stock",) * 3 + ("distinct",)
# As many rows of the template as the five megabytes of a file hold.
LONG = tuple(parse(f"{year}-M{month:02d}") for year in range(1962, 2026) for month in range(1, 13))
INDICATORS = 120
ROWS = INDICATORS * len(MONTHS)
PERIOD = parse("2025-S1")
_HEAD = """
[organisation]
id = "made_up"
name = { fi = "Keksitty", en = "Made up" }
report = { fi = "Ei mitään", en = "Nothing" }
period = "2025-S1"

[area.all]
order = 1
name = { fi = "Kaikki", en = "All" }
short_name = { fi = "Kaikki", en = "All" }
path = "kaikki"

[unit.things]
form = "count"
one = { fi = "kappale", en = "thing" }
other = { fi = "kappaletta", en = "things" }
"""


def desk(folder: Path) -> Desk:
    """Make the organisation's desk with an empty store in a folder."""
    place = folder / "catalogue"
    if not place.exists():
        place.mkdir(parents=True)
        entries = "".join(_indicator(number) for number in range(INDICATORS))
        (place / "all.toml").write_text(_HEAD + entries, encoding="utf-8")
    settings = Settings(data=folder / "data", catalogue=place, sample=False)
    return Desk(
        settings,
        catalogue.load(place),
        lambda: dt.datetime(2026, 1, 7, tzinfo=dt.UTC),
        viewer=CONSOLE,
    )


def workbook(of: Desk, months: tuple[Period, ...] = MONTHS) -> bytes:
    """Write one workbook with a row for every indicator and month, in the template's form."""
    lines = [
        line(of.catalogue, one, "", month, "fi", {"value": _value(row, column)})
        for row, month in enumerate(months)
        for column, one in enumerate(of.catalogue.indicators.values())
    ]
    return book(of.catalogue, lines, "fi")


def _value(row: int, column: int) -> Decimal:
    return Decimal((column + 1) * 100 + row * 7 % 50)


def _indicator(number: int) -> str:
    return f"""
[indicator.measure_{number:03d}]
service_area = "all"
name = {{ fi = "Mitta {number}", en = "Measure {number}" }}
kind = "{KINDS[number % len(KINDS)]}"
unit_measure = "things"
grain = "month"
source = {{ fi = "keksitty", en = "made up" }}
owner = {{ fi = "ei kukaan", en = "nobody" }}
"""
