"""The invented library's pages: a catalogue with a front page, and all texts of a view model.

Refuses to mock: the store is real, built from observations.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kpi.periods import parse
from tests import builders
from tests.builders import Archive, observed

HALF = parse("2025-S1")
SPACE, MINUS = "\u00a0", "\u2212"

FRONT = """
[[overview.card]]
indicator = "loans"
beside = "members"

[[overview.card]]
indicator = "grant_total"
beside = "grant_city"

[[overview.card]]
indicator = "borrowers"
beside = "returns"

[[overview.message]]
kind = "shares"
relation = "grants"
lead = "grant_state"
heading = { fi = "Valtio maksaa {share}", en = "The state pays {share}" }

[[overview.message]]
kind = "progress"
indicators = ["loans", "returns", "daily_loans"]

[[overview.highlight]]
indicator = "loans"
part = "returns"

[[overview.highlight]]
indicator = "members"
part = "shelves"

[[overview.highlight]]
indicator = "borrowers"
"""

GOALS = """
[indicator.late]
service_area = "lending"
name = { fi = "Myöhästyneet <b>", en = "Late <b>" }
short_name = { fi = "Myöhässä", en = "Late" }
kind = "flow"
unit_measure = "books"
direction = "down"
grain = "month"
note = { fi = "Muista tämä.", en = "Mind this." }
definition = { fi = "Myöhässä palautetut.", en = "Returned late." }
source = { fi = "kirja", en = "book" }
owner = { fi = "johtaja", en = "head" }
goals = [{ no = "1.1", listed = true }, { no = "2.1", listed = false }]

[indicator.mood]
service_area = "lending"
name = { fi = "Tunnelma", en = "Mood" }
kind = "qualitative"
source = { fi = "kirja", en = "book" }
owner = { fi = "johtaja", en = "head" }
goals = [{ no = "1.1", listed = true }]

[indicator.visitors]
service_area = "lending"
name = { fi = "Kävijät", en = "Visitors" }
kind = "flow"
unit_measure = "persons"
grain = "month"
source = { fi = "kirja", en = "book" }
owner = { fi = "johtaja", en = "head" }
goals = [{ no = "1.1", listed = true }]

[indicator.counted_visitors]
service_area = "lending"
name = { fi = "Lasketut kävijät", en = "Counted visitors" }
kind = "flow"
unit_measure = "persons"
grain = "month"
source = { fi = "kirja", en = "book" }
owner = { fi = "johtaja", en = "head" }
goals = [{ no = "1.1", listed = false }]

[[relation]]
id = "counted_for_visitors"
kind = "proxy"
label = { fi = "Kävijöiden tilalla", en = "In place of visitors" }
promised = "visitors"
reported = ["counted_visitors"]
"""


def library(folder: Path, *more: str, front: str = FRONT) -> Archive:
    """Make an empty archive of the library, its front page and a few more indicators."""
    return builders.archive(folder, builders.catalogue(folder, front, GOALS, *more))


def half_a_year(archive: Archive) -> Archive:
    """Publish a half-year with a bit of everything, told in one file."""
    archive.publish(
        observed("loans", "2025-S1", 600, goal="1.1", stands_at="rivi 1"),
        observed("loans", "2024-A1", 1000, is_base=True, cell="Luvut!G2"),
        observed("late", "2025-S1", 80, goal="1.1", cell="Luvut!F9"),
        observed("late", "2024-A1", 100, is_base=True, cell="Luvut!G9"),
        observed("returns", "2025-S1", 100, cell="Luvut!F3"),
        observed("returns", "2024-S1", 80, is_base=True, cell="Luvut!G3"),
        observed("members", "2025-S1", 15, undated_base=12, cell="Luvut!F4"),
        observed("shelves", "2025-S1", 16, goal="1.1", cell="Luvut!F5"),
        observed("satisfaction", "2025-S1", "1.5", goal="1.1", cell="Luvut!F6"),
        observed("satisfaction", "2025-S1", 2, goal="1.2", cell="Luvut!F7"),
        observed("counted_visitors", "2025-S1", 7, cell="Luvut!F8"),
        observed("grant_total", "2025-S1", 1000, cell="Luvut!F10"),
        observed("grant_state", "2025-S1", 750, cell="Luvut!F11"),
        observed("grant_city", "2025-S1", 249, cell="Luvut!F12"),
        observed("grant_share", "2025-S1", "24.9", cell="Luvut!F13"),
        observed("fines", "2025-S1", 40, cell="Luvut!F14"),
    )
    return archive


FINES = """
[indicator.fines]
service_area = "house"
name = { fi = "Sakot", en = "Fines" }
kind = "flow"
unit_measure = "EUR"
grain = "semester"
source = { fi = "kirja", en = "book" }
owner = { fi = "johtaja", en = "head" }
goals = [{ no = "2.1", listed = false }]
"""


def spoken(part: Any) -> Iterator[str]:
    """Give every text that a reader could meet in a view model; addresses are none."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from spoken(one)
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        for field in dataclasses.fields(part):
            if field.name not in {"path", "params", "tone", "mark", "shape", "kind", "arrow"}:
                yield from spoken(getattr(part, field.name))
