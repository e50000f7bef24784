"""The template's sheets about the plan: where each action stands, indicators told in words.

Refuses to trust positions, as the sheet of figures does: columns are found by their names, in
Finnish or in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat, zip_longest
from typing import Literal

from kpi.errors import Finding, error
from kpi.plan import ActionState
from kpi.readers.cells import Raw, Sheet, letters, place
from kpi.readers.columns import Names
from kpi.readers.numbers import fold, shown
from kpi.readers.reading import PlanTable, Table

_HEADER_WITHIN = 30

ACTIONS_SHEET = Names("Toimenpiteet", "Actions")
IN_WORDS_SHEET = Names("Sanoin kerrotut", "Told in words")

ACTION_HEADINGS: dict[str, Names] = {
    "action": Names("Toimenpide", "Action", ("toimenpiteen numero", "action number")),
    "title": Names("Kuvaus", "Description"),
    "goal": Names("Tavoite", "Goal"),
    "period": Names("Kausi", "Period", ("raportointikausi", "reporting period")),
    "state": Names("Tilanne", "State"),
    "until": Names("Uusi ajankohta", "New time"),
    "evidence": Names("Peruste", "Evidence", ("perustelu",)),
    "said_by": Names("Kertoja", "Told by"),
}
"""The columns of the sheet of actions, in the order they are printed."""

IN_WORDS_HEADINGS: dict[str, Names] = {
    "indicator": Names("Tunniste", "Identifier", ("id",)),
    "name": Names("Mittari", "Indicator"),
    "goal": Names("Tavoite", "Goal"),
    "period": Names("Kausi", "Period", ("raportointikausi", "reporting period")),
    "whole": Names("Kerrottu", "Told"),
    "text": Names("Sanoin", "In words"),
}
"""The columns of the sheet of indicators told in words."""

STATES: dict[ActionState, Names] = {
    ActionState.DONE: Names("tehty", "done", ("valmis",)),
    ActionState.ONGOING: Names("jatkuva", "ongoing", ("jatkuvaa",)),
    ActionState.IN_PROGRESS: Names("kesken", "in progress", ("käynnissä",)),
    ActionState.NOT_STARTED: Names("ei aloitettu", "not started", ("aloittamatta",)),
    ActionState.POSTPONED: Names("siirretty", "postponed", ("siirtynyt",)),
    ActionState.CANCELLED: Names("peruttu", "cancelled", ("peruuntunut",)),
    ActionState.UNCLEAR: Names("ei selviä", "unclear", ("epäselvä",)),
}
"""The words of an action's state; the code itself is read too."""

WHOLE: dict[bool, Names] = {
    True: Names("kokonaan", "wholly", ("kerrottu",)),
    False: Names("osittain", "partly", ("osin",)),
}
"""Whether all that an indicator promised is told, or a part."""

# What tells each sheet from the sheet of figures, which also has goals and periods.
_TELLING = {"actions": {"action", "state"}, "in_words": {"indicator", "whole"}}
# What somebody fills in; the rest of a row stands in the template already.
_FILLED = {"actions": ("state",), "in_words": ("whole", "text")}
_HEADINGS = {"actions": ACTION_HEADINGS, "in_words": IN_WORDS_HEADINGS}


def recognised(sheet: Sheet) -> bool:
    """Say whether a sheet is one of these."""
    return _header(sheet) is not None


def read(sheet: Sheet) -> tuple[PlanTable | None, tuple[Finding, ...]]:
    """Read a sheet of this kind; None where it is none, or where nothing is filled in."""
    found = _header(sheet)
    if found is None:
        return None, ()
    kind, header = found
    table = _table(sheet, header, _HEADINGS[kind])
    filled = any(raw != "" for field in _FILLED[kind] for raw in table.columns[field])
    return (PlanTable(kind, table) if filled else None), tuple(_faults(sheet, header, kind))


def _names(headings: dict[str, Names]) -> dict[str, str]:
    return {
        name.casefold(): field
        for field, names in headings.items()
        for name in (names.fi, names.en, *names.others)
    }


_FIELDS = {kind: _names(headings) for kind, headings in _HEADINGS.items()}


def _field(raw: Raw, kind: str) -> str:
    if not isinstance(raw, str):
        return ""
    return _FIELDS[kind].get(fold(raw).rstrip(":* ").casefold(), "")


def _header(sheet: Sheet) -> tuple[Literal["actions", "in_words"], int] | None:
    kinds: tuple[Literal["actions", "in_words"], ...] = ("actions", "in_words")
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        for kind in kinds:
            if {_field(raw, kind) for raw in row} >= _TELLING[kind]:
                return kind, number
    return None


def _faults(sheet: Sheet, header: int, kind: str) -> Iterator[Finding]:
    """Find columns named twice, and say when the periods are missing."""
    seen: dict[str, str] = {}
    for column, raw in enumerate(sheet.rows[header], sheet.column):
        cell = place(sheet.name, letters(column), sheet.row + header)
        field = _field(raw, kind)
        if field in seen:
            yield error("column-twice", cell, found=shown(raw), other=seen[field])
        elif field:
            seen[field] = cell
    if "period" not in seen:
        yield error(
            "period-column-missing", place(sheet.name, letters(sheet.column), sheet.row + header)
        )


def _table(sheet: Sheet, header: int, headings: dict[str, Names]) -> Table:
    kind = "actions" if headings is ACTION_HEADINGS else "in_words"
    at: dict[str, int] = {}
    for number, raw in enumerate(sheet.rows[header]):
        if _field(raw, kind):
            at.setdefault(_field(raw, kind), number)
    rows = sheet.rows[header + 1 :]
    across = list(zip_longest(*rows, fillvalue=""))
    nothing: Sequence[Raw] = tuple(repeat("", len(rows)))
    telling = "state" if kind == "actions" else "whole"
    english = fold(shown(sheet.rows[header][at[telling]])).rstrip(":* ").casefold()
    return Table(
        sheet=sheet.name,
        first=sheet.row + header + 1,
        language="en" if english == headings[telling].en.casefold() else "fi",
        letters={field: letters(sheet.column + number) for field, number in at.items()},
        columns={f: across[at[f]] if f in at and across else nothing for f in headings},
    )
