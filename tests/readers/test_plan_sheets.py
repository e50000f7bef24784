"""The template's sheets about the plan: found by their columns, read with their cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kpi import readers
from kpi.plan import ActionState
from kpi.validate import told_of_plan
from tests.factories import catalogue, row, sheets_of, workbook

FI = ("Toimenpide", "Kuvaus", "Tavoite", "Kausi", "Tilanne", "Uusi ajankohta", "Peruste", "Kertoja")
EN = ("Action", "Description", "Goal", "Period", "State", "New time", "Evidence", "Told by")
WORDS = ("Tunniste", "Mittari", "Tavoite", "Kausi", "Kerrottu", "Sanoin")


def told(*rows: Sequence[object], head: Sequence[str] = FI, sheet: str = "Toimenpiteet"):  # noqa: ANN201
    read = readers.read("plan.xlsx", sheets_of({sheet: [head, *rows]}))
    assert read.format == "workbook"
    made, findings = told_of_plan(read.plan, catalogue())
    return made, [(one.code, one.cell) for one in (*read.findings, *findings)]


def test_a_row_tells_where_an_action_stands() -> None:
    made, findings = told(("3.1.1", "Retkiä", "3.1", "1-6/2025", "tehty", "", "retki 4.5.", "Ulla"))
    assert not findings
    (one,) = made.statuses
    assert (one.action, one.period.code, one.state) == ("3.1.1", "2025-S1", ActionState.DONE)
    assert (one.evidence, one.said_by, one.cell) == ("retki 4.5.", "Ulla", "Toimenpiteet!E2")


@pytest.mark.parametrize(
    ("word", "state"),
    [("Jatkuva", "ongoing"), ("IN PROGRESS", "in_progress"), ("postponed", "postponed"),
     ("ei aloitettu", "not_started"), ("valmis", "done"), ("ei selviä", "unclear")],
)  # fmt: skip
def test_states_are_read_in_both_languages_and_by_code(word: str, state: str) -> None:
    made, findings = told(("3.1.1", "", "", "2025-S1", word, "", "", ""), head=EN)
    assert not findings
    assert made.statuses[0].state == state


def test_an_empty_state_tells_nothing() -> None:
    made, findings = told(("3.1.1", "Retkiä", "3.1", "1-6/2025", "", "", "", ""))
    assert not made and not findings


def test_a_postponed_action_has_a_new_time() -> None:
    made, findings = told(("3.1.1", "", "", "1-6/2025", "siirretty", "2. neljännes 2026", "", ""))
    assert not findings and made.statuses[0].until == "2026-Q2"
    made, findings = told(("3.1.1", "", "", "1-6/2025", "siirretty", "syksyllä", "", ""))
    assert not findings and made.statuses[0].until == "syksyllä"


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (("9.9.9", "", "", "1-6/2025", "tehty"), "unknown-action", "A"),
        (("3.1.1", "", "", "", "tehty"), "no-period", "D"),
        (("3.1.1", "", "", "ensi kesä", "tehty"), "period-unreadable", "D"),
        (("3.1.1", "", "", "7.6.2025", "tehty"), "plan-by-day", "D"),
        (("3.1.1", "", "", "1-6/2025", "melkein"), "unknown-action-state", "E"),
        (("3.1.1", "", "", "1-6/2025", "tehty", "2026"), "until-without-postponed", "F"),
        (("3.1.1", "", "", "1-6/2025", "tehty", "", "=1+1"), "text-like-formula", "G"),
        (("3.1.1", "", "", "1-6/2025", "tehty", "", "x" * 1001), "text-too-long", "G"),
    ],
)
def test_each_fault_is_said_with_its_cell(cells: tuple[str, ...], code: str, column: str) -> None:
    made, findings = told((*cells, *("",) * (8 - len(cells))))
    assert findings == [(code, f"Toimenpiteet!{column}2")]
    assert not made.statuses


def test_two_rows_of_one_action_must_agree() -> None:
    same = ("3.1.1", "", "", "1-6/2025", "tehty", "", "", "")
    made, findings = told(same, same)
    assert not findings and len(made.statuses) == 1
    _, findings = told(same, ("3.1.1", "", "", "1-6/2025", "peruttu", "", "", ""))
    assert findings == [("action-twice", "Toimenpiteet!E3")]


def test_an_indicator_is_told_in_words() -> None:
    made, findings = told(
        ("mood", "Tunnelma", "3.1", "1-6/2025", "osittain", "Hyvä."),
        ("mood", "", "3.10", "1-6/2025", "", ""),
        head=WORDS, sheet="Sanoin",
    )  # fmt: skip
    assert not findings
    (one,) = made.in_words
    assert (one.indicator, one.goal, one.whole, one.text) == ("mood", "3.1", False, "Hyvä.")
    _, findings = told(
        ("dreams", "", "3.1", "1-6/2025", "osittain", "Hyvä."),
        ("mood", "", "9", "1-6/2025", "ehkä", "Hyvä."),
        head=WORDS, sheet="Sanoin",
    )  # fmt: skip
    assert [code for code, _ in findings] == [
        "unknown-indicator",
        "unknown-goal",
        "unknown-telling",
    ]


def test_columns_named_twice_or_missing_are_said() -> None:
    _, findings = told(("3.1.1", "tehty", "tehty"), head=("Toimenpide", "Tilanne", "Tilanne"))
    assert ("column-twice", "Toimenpiteet!C1") in findings
    assert ("period-column-missing", "Toimenpiteet!A1") in findings


def test_figures_and_the_plan_come_in_one_workbook() -> None:
    book = workbook([row()])
    read = readers.read("both.xlsx", book)
    assert read.tables and not read.plan
