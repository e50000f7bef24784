"""Every code that checking can give, on real workbooks of an invented club."""

from __future__ import annotations

import ast
import datetime as dt
import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import validate as package
from kpi.catalogue import load
from kpi.errors import Finding, Severity
from kpi.i18n import language
from kpi.model import ConfStatus, Observation, ObsStatus
from kpi.readers import read
from kpi.validate import validate
from tests.factories import (
    CATALOGUE,
    TODAY,
    Dressed,
    Formula,
    catalogue,
    row,
    workbook,
    write_catalogue,
)

Checked = tuple[tuple[Observation, ...], tuple[Finding, ...]]


def check(*rows: dict[str, object], today: dt.date = TODAY, **options) -> Checked:
    return validate(read("x.xlsx", workbook(rows, **options)), catalogue(), today=today)


def told(*rows: dict[str, object], **options) -> tuple[Observation, ...]:
    observations, findings = check(*rows, **options)
    assert findings == ()
    return observations


def only(*rows: dict[str, object], **options) -> Finding:
    _, findings = check(*rows, **options)
    (one,) = findings
    for code in ("fi", "en"):
        say = language(code)
        assert say.finding(one)
        assert say.advice(one)
    return one


# What is right


def test_a_row_becomes_an_observation() -> None:
    full = row(
        "members", 1240, goal="3.10", unit="soutajaa", name="Jäsenet", status="ennakkotieto",
        stands_at="s. 3", remark="noin",
    )  # fmt: skip
    (one,) = told(full)
    assert one == Observation(
        "members", "rowing", one.period, Decimal(1240), "Luvut!H2", "Jäsenet",
        ObsStatus.PROVISIONAL, ConfStatus.INTERNAL, False, None, "3.10", "s. 3", "noin",
    )  # fmt: skip
    assert one.period.code == "2025-S1"


def test_a_dated_base_is_an_observation_of_its_own() -> None:
    now, base = told(row("members", 20, base_value=27, base_period="30.6.2024", goal="3.10"))
    assert (now.value, now.undated_base, now.is_base) == (20, None, False)
    assert (base.value, base.period.code, base.is_base) == (27, "2024-S1", True)
    assert (base.cell, base.goal, base.label) == ("Luvut!J2", "3.10", "members")


def test_an_undated_base_stays_with_its_figure() -> None:
    (one,) = told(row("members", 1240, base_value="1 200"))
    assert (one.value, one.undated_base) == (1240, 1200)


def test_an_empty_cell_is_not_reported_and_zero_is() -> None:
    rows = [row(value=""), row("members", "ei tietoa"), row("nonsense", "–"), row("visitors", 0)]
    (one,) = told(*rows)
    assert (one.indicator, one.value) == ("visitors", 0)


@pytest.mark.parametrize("status", ["L", "m", "lukua ei ole kerätty", "ei voi olla", "withheld"])
def test_a_figure_may_be_said_not_to_be(status: str) -> None:
    (one,) = told(row(value="", status=status))
    assert one.value is None
    assert one.obs_status.value in "LMQ"


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("trips", ""),
        ("TRIPS", "Souturetket"),
        ("", "souturetket"),
        ("", "Rowing  trips"),
        ("", "Retkien määrä"),
        ("Souturetket", ""),
        ("trips", "Rowing trips"),
    ],
)
def test_an_indicator_goes_by_its_identifier_and_any_of_its_names(
    identifier: str, name: str
) -> None:
    (one,) = told(row(identifier, 3, name=name))
    assert one.indicator == "trips"
    assert one.label == (name or identifier)


@pytest.mark.parametrize("goal", ["4.2", "4.2.", 4.2])
def test_a_goal_goes_by_its_number(goal: object) -> None:
    assert told(row(goal=goal))[0].goal == "4.2"


@pytest.mark.parametrize(
    ("indicator", "value", "unit"),
    [
        ("trips", "17 kpl", ""),
        ("trips", "17 retkeä", "trips"),
        ("trips", 1, "retki"),
        ("training_pace", "1,5 krt / vko", "times/week"),
        ("result", "265 000,-", "€"),
        ("result", "−1 000,50 euroa", "EUR"),
        ("boat_share", "13,3 %", "%"),
        ("boat_share", 0, ""),
        ("boat_share", 100, ""),
        ("crew_size", 4.5, "soutajaa"),
    ],
)
def test_units_go_by_their_words(indicator: str, value: object, unit: str) -> None:
    assert told(row(indicator, value, unit=unit))


@pytest.mark.parametrize(
    ("value", "shown"), [(0.133, "13.3"), (1, "100"), (0.005, "0.5"), (0.2, "20"), (0, "0")]
)
def test_a_percent_cell_means_what_it_shows(value: float, shown: str) -> None:
    """A Finnish spreadsheet stores typed "13,3 %" as 0.133 and shows it as 13,3 %."""
    (one,) = told(row("boat_share", Dressed(value, "0.0%")))
    assert one.value == Decimal(shown)


def test_rows_that_agree_are_one_statement() -> None:
    same = row(goal="3.1", stands_at="s. 1")
    assert len(told(same, same, row(goal="3.10"))) == 2


def test_a_stock_told_by_its_closing_day_is_its_period() -> None:
    first, second = told(
        row("members", 5, period=dt.date(2025, 6, 30)), row("members", 6, period="31.12.2024")
    )
    assert [one.period.code for one in (first, second)] == ["2025-S1", "2024-S2"]


@pytest.mark.parametrize("period", ["2025", "1-6/2025", "2. neljännes 2025", "6/2025"])
def test_a_coarser_period_than_collected_is_taken(period: str) -> None:
    assert told(row(period=period))


def test_numbers_and_dates_are_text_where_text_is_meant() -> None:
    (one,) = told(row(stands_at=335, remark=dt.date(2025, 6, 30)))
    assert (one.stands_at, one.remark) == ("335", "30.6.2025")


def test_what_looks_the_same_is_the_same() -> None:
    """A Mac writes a letter and its dots apart; pasting brings marks that nobody sees."""
    mac = unicodedata.normalize("NFD", "Retkien määrä")
    (one,) = told(row("", "\u200b1\u00a0240", name=mac, unit="retkea\u0308"))
    assert (one.indicator, one.value) == ("trips", 1240)


def test_a_number_shown_with_a_word_has_that_unit() -> None:
    assert len(told(row("result", Dressed(5, '#,##0\\ "€"')), row("trips", Dressed(5, "0.0")))) == 2
    assert only(row("result", Dressed(2448, '0 "t€"'))).facts["found"] == "t€"
    assert only(row(value=Dressed(17, "[$$-409]#,##0"))).code == "wrong-unit"


def test_a_name_that_nobody_knows_is_said_and_the_identifier_holds() -> None:
    """A row copied for something new and renamed keeps the identifier of the old one."""
    observations, (one,) = check(row("trips", 3, name="Melontaretket"))
    assert [known.indicator for known in observations] == ["trips"]
    assert (one.code, one.severity, one.cell) == ("name-not-known", Severity.WARNING, "Luvut!B2")
    assert one.facts["name"] == "Souturetket"


def test_texts_stay_letter_for_letter_on_one_line() -> None:
    (one,) = told(row(remark="rivi 1\nrivi\u00a02\u202e\u0007", stands_at="\u200bs. 3"))
    assert (one.remark, one.stands_at) == ("rivi 1 rivi\u00a02\u202e", "\u200bs. 3")


# What is wrong, one code at a time

ERRORS: list[tuple[str, dict[str, object], str]] = [
    ("no-indicator", row(""), "A"),
    ("unknown-indicator", row("tripz"), "A"),
    ("unknown-indicator", row("", name="Souturetkiä"), "B"),
    ("unknown-indicator", row(Formula("=1/0", "#REF!")), "A"),
    ("indicator-and-name-differ", row("trips", name="Jäsenet"), "A"),
    ("qualitative-indicator", row("mood", 5), "A"),
    ("no-period", row(period=""), "E"),
    ("period-unreadable", row(period="syksy 2025"), "E"),
    ("period-finer-than-collected", row("members", 5, period="6/2025"), "E"),
    ("period-finer-than-collected", row("members", 5, period="29.6.2025"), "E"),
    ("period-finer-than-collected", row("trips", 5, period="30.6.2025"), "E"),
    ("not-a-number", row(value="paljon"), "H"),
    ("not-a-number", row(value=True), "H"),
    ("ambiguous-number", row(value="1.240"), "H"),
    ("ambiguous-number", row(value="1,240"), "H"),
    ("bad-grouping", row(value="1 24 0"), "H"),
    ("two-values-in-cell", row(value="19 000 kpl (2024 koko vuosi 32 000 kpl)"), "H"),
    ("date-for-number", row(value=dt.date(2025, 4, 3)), "H"),
    ("error-in-cell", row(value=Formula("=1/0", "#DIV/0!")), "H"),
    ("formula-without-result", row(value=Formula("=1+1")), "H"),
    ("number-too-long", row(value="0,1234567890123456789"), "H"),
    ("number-too-long", row("result", 1e20), "H"),
    ("negative-count", row(value=-3), "H"),
    ("negative-count", row("training_pace", -1), "H"),
    ("negative-count", row("crew_size", "−4,5"), "H"),
    ("fraction", row(value=12.5), "H"),
    ("fraction", row("members", "12,5"), "H"),
    ("percent-over-100", row("boat_share", 101), "H"),
    ("percent-over-100", row("boat_share", Dressed(2, "0%")), "H"),
    ("percent-negative", row("boat_share", "−1 %"), "H"),
    ("percent-or-fraction", row("boat_share", 0.133), "H"),
    ("percent-or-fraction", row("boat_share", "0,5"), "H"),
    ("wrong-unit", row(value="17 €"), "H"),
    ("wrong-unit", row(value=Dressed(0.17, "0%")), "H"),
    ("wrong-unit", row(unit="soutajaa"), "I"),
    ("wrong-unit", row("result", 5, unit=5), "I"),
    ("negative-count", row(base_value=-3), "J"),
    ("two-values-in-cell", row(base_value="24 (17)"), "J"),
    ("base-without-value", row(value="", base_value=24), "J"),
    ("base-period-unreadable", row(base_value=24, base_period="viime vuosi"), "K"),
    ("base-period-unreadable", row(base_value=24, base_period=Formula("=1/0", "#REF!")), "K"),
    ("period-finer-than-collected", row("members", 5, base_value=4, base_period="6/2024"), "K"),
    ("base-not-earlier", row(base_value=24, base_period="2025"), "K"),
    ("base-not-earlier", row(base_value=24, base_period="2026"), "K"),
    ("unknown-status", row(status="hyvä"), "L"),
    ("unknown-status", row(status=5), "L"),
    ("status-without-sense", row(status="L"), "L"),
    ("unknown-goal", row(goal="9.9"), "D"),
    ("unknown-goal", row(goal=9.9), "D"),
    ("unknown-goal", row(goal=dt.date(2025, 1, 3)), "D"),
    ("goal-ambiguous", row(goal=3.1), "D"),
    ("goal-of-another", row("members", 5, goal="4.2"), "D"),
    ("text-like-formula", row(remark="=1+1"), "N"),
    ("text-like-formula", row(stands_at="@SUM(A1)"), "M"),
    ("text-like-formula", row(name="＝1+1"), "B"),
    ("text-too-long", row(remark="x" * 1001), "N"),
]


@pytest.mark.parametrize(("code", "given", "column"), ERRORS, ids=lambda one: str(one)[:40])
def test_each_fault_has_its_code_and_its_cell(
    code: str, given: dict[str, object], column: str
) -> None:
    good = row("visitors", 8)
    one = only(good, given)
    assert (one.code, one.severity, one.cell) == (code, Severity.ERROR, f"Luvut!{column}3")


def test_a_faulty_row_gives_no_observation_and_the_others_do() -> None:
    observations, findings = check(row(value=-1), row("members", 5), row("visitors", "x"))
    assert [one.indicator for one in observations] == ["members"]
    assert [one.cell for one in findings] == ["Luvut!H2", "Luvut!H4"]


def test_every_fault_of_a_row_is_said_at_once() -> None:
    given = row(
        "tripz", "1.240", period="joskus", goal="9", status="hyvä", base_value="x", remark="=1"
    )
    _, findings = check(given)
    assert {one.code for one in findings} == {
        "unknown-indicator", "ambiguous-number", "unknown-status", "not-a-number", "unknown-goal",
        "text-like-formula",
    }  # fmt: skip
    _, known = check({**given, "indicator": "trips", "unit": "€"})
    assert {one.code for one in known} >= {"period-unreadable", "wrong-unit", "ambiguous-number"}


def test_near_names_are_offered_in_both_languages() -> None:
    assert "Souturetket" in only(row("souturetkät"), row("visitors", 1)).facts["nearest"]
    assert "Members" in only(row("Membres"), row("visitors", 1)).facts["nearest"]


def test_a_name_asked_twice_is_looked_up_once() -> None:
    _, findings = check(row("tripz", name="a"), row("tripz", name="b"))
    assert [one.facts["nearest"] for one in findings] == [findings[0].facts["nearest"]] * 2
    assert len(told(row(name="Souturetket"), row("", 17, name="Rowing trips"))) == 1


def test_a_file_of_another_kind_does_not_cost_a_search_for_each_name() -> None:
    _, findings = check(*(row(f"nimi {n}") for n in range(25)))
    assert [one.facts["nearest"] for one in findings[20:25]] == ["…"] * 5
    assert "…" not in findings[0].facts["nearest"]


def test_facts_are_in_the_language_of_the_file() -> None:
    assert only(row(unit="€"), row("visitors", 1)).facts["name"] == "retkeä"
    assert only(row(unit="€"), row("visitors", 1), language="en").facts["name"] == "trips"
    assert "actual" in only(row(status="ok"), row("visitors", 1), language="en").facts["name"]


def test_rows_of_one_goal_that_disagree_are_refused() -> None:
    one = only(row(goal="3.1"), row("visitors", 1), row(value=18, goal="3.1"))
    assert (one.code, one.severity, one.cell) == (
        "duplicate-rows-disagree", Severity.ERROR, "Luvut!H4",
    )  # fmt: skip
    assert (one.found, one.facts["other"], one.facts["where"]) == ("18", "17", "Luvut!H2")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (row(status="arvio"), row()),
        (row(base_value=15), row(base_value=16)),
        (row(value="", status="L"), row()),
    ],
)
def test_rows_disagree_also_in_status_and_base(
    first: dict[str, object], second: dict[str, object]
) -> None:
    assert only(first, second).code == "duplicate-rows-disagree"


def test_two_dated_bases_of_one_goal_that_disagree_are_refused() -> None:
    given = [row(base_value=value, base_period="2024") for value in (15, 16)]
    assert only(*given).cell == "Luvut!J3"


def test_goals_that_disagree_are_kept_and_said() -> None:
    observations, findings = check(
        row(goal="3.1"), row(goal="3.10", value=18), row(goal="4.2", value=19)
    )
    assert [one.value for one in observations] == [17, 18, 19]
    (one,) = findings
    assert (one.code, one.severity, one.cell) == (
        "statements-disagree", Severity.WARNING, "Luvut!H3",
    )  # fmt: skip


def test_undated_bases_that_disagree_are_kept_and_said() -> None:
    observations, findings = check(
        row(goal="3.1", base_value=15), row(goal="3.10", base_value=16), row("members", 5)
    )
    assert [one.undated_base for one in observations] == [15, 16, None]
    assert [(one.code, one.found, one.facts["other"]) for one in findings] == [
        ("statements-disagree", "16", "15")
    ]


def test_a_figure_not_collected_does_not_contradict_one_that_is() -> None:
    assert len(told(row(goal="3.1", value="", status="L"), row(goal="3.10"))) == 2


@pytest.mark.parametrize(
    ("today", "warned"), [(dt.date(2025, 6, 30), True), (dt.date(2025, 7, 1), False)]
)
def test_a_period_that_is_not_over_is_warned_of_once(today: dt.date, warned: bool) -> None:
    observations, findings = check(row(), row("visitors", 5), today=today)
    assert len(observations) == 2
    assert [(one.code, one.severity, one.cell) for one in findings] == (
        [("period-not-over", Severity.WARNING, "Luvut!E2")] if warned else []
    )


def test_a_template_that_nobody_filled_in_says_so() -> None:
    assert only(row(value=""), row("members", "")).code == "no-figures"


def test_too_many_errors_stop_the_reading_and_say_so() -> None:
    _, findings = check(*(row(value="x") for _ in range(600)))
    assert len(findings) == package.MOST_ERRORS + 1
    assert findings[-1].code == "too-many-errors"


def test_what_reading_found_is_passed_on() -> None:
    observations, findings = validate(
        read("x", b"\x89PNG\r\n\x1a\n\x00\x00"), catalogue(), today=TODAY
    )
    assert observations == ()
    assert [one.code for one in findings] == ["not-a-workbook"]


def test_a_missing_column_is_pointed_at_by_the_row() -> None:
    one = only(row(value="", base_value=3), fields=("indicator", "value", "base_value", "period"))
    assert one.cell == "Luvut!C2"
    one = only(row("", 3), fields=("value", "name", "goal", "period"))
    assert (one.code, one.cell) == ("no-indicator", "Luvut!A2")


def test_each_code_of_reading_and_checking_is_tested_here_or_by_the_reader() -> None:
    """A new code without a test of its own is found here."""
    root = Path(package.__file__).parent.parent
    said = {
        node.args[0].value
        for folder in ("readers", "validate")
        for path in (root / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") or getattr(node.func, "attr", ""))
        in {"error", "warning", "ask"}
        and isinstance(node.args[0], ast.Constant)
    }
    here = Path(__file__)
    folders = ("readers", "validate")
    tests = [here, *here.parent.glob("test_readers*.py")]
    tests += [path for folder in folders for path in (here.parent / folder).glob("test_*.py")]
    tested = " ".join(path.read_text(encoding="utf-8") for path in tests)
    # Alone, with the cell it stands at, or with the question's cell.
    assert sorted(one for one in said if not re.search(rf'["{{]{one}[" :]', tested)) == []


@given(
    value=st.one_of(
        st.integers(-(10**6), 10**6),
        st.decimals(-1000, 1000, places=3),
        st.text(max_size=12),
        st.sampled_from(["1.240", "17 kpl", "13,3 %", "1 240,5", "–", "1240 (1200)"]),
    ),
    indicator=st.sampled_from(sorted(catalogue().indicators)),
)
def test_a_value_is_stored_as_it_stands_or_not_at_all(value: object, indicator: str) -> None:
    """Straight from the cells, without a file in between, so that thousands can be tried."""
    from kpi.readers import FileRead
    from kpi.readers.columns import FIELDS
    from kpi.readers.numbers import Number, read_number
    from kpi.readers.reading import Table

    raw = float(value) if isinstance(value, int | Decimal) else value
    cells = {"indicator": indicator, "period": "1-6/2025", "value": raw}
    columns = {field: (cells.get(field, ""),) for field in FIELDS}
    letters = {field: chr(65 + n) for n, field in enumerate(FIELDS)}
    table = Table("Luvut", 2, "fi", letters, columns)
    observations, findings = validate(
        FileRead("workbook", "", (table,), ()), catalogue(), today=TODAY
    )
    if observations:
        number = read_number(raw)
        assert isinstance(number, Number)
        assert [one.value for one in observations] == [number.value]
    else:
        assert findings


def test_a_computed_figure_is_never_taken_as_a_number(tmp_path: Path) -> None:
    """The rate is counted from where the actions stand; a stated one would stand beside it."""
    text = CATALOGUE.replace(
        "[indicator.boat_share]", '[indicator.boat_share]\ncomputed = "completion"'
    )
    made = load(write_catalogue(tmp_path, text))
    file = read("figures.xlsx", workbook([row("boat_share", 50)]))
    told, findings = validate(file, made, today=TODAY)
    assert not told
    assert [(one.code, one.cell) for one in findings][:1] == [("computed-indicator", "Luvut!A2")]
