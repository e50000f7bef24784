"""Figures that look unlike the earlier ones: told when a file is checked, never in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kpi import catalogue as definitions
from kpi import pipeline
from kpi.catalogue import Catalogue
from kpi.desk import Decisions, Desk
from kpi.errors import Finding, Severity
from kpi.expected import Expected
from kpi.i18n import language
from kpi.model import Known
from kpi.periods import between, parse
from kpi.pipeline.unusual import far, outside
from kpi.settings import Settings
from tests.builders import indicator, known
from tests.exports import days, meta_daily
from tests.factories import CATALOGUE, catalogue, office, row, workbook, write_catalogue

NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
SPACE = "\u00a0"
OURS = {
    "far-from-expected",
    "maybe-another-channel",
    "more-unusual-figures",
    "outside-expected",
    "same-as-last",
}
USUAL = [310, 480, 350, 520, 400, 440]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path, catalogue())


def desk_of(folder: Path, known: Catalogue) -> Desk:
    return office(Settings(data=folder / "data"), known, lambda: NOW)


def monthly(first: str, *values: int, name: str = "trips") -> list[dict[str, object]]:
    rows, period = [], parse(first)
    for value in values:
        rows.append(row(name, value, period=period.code))
        period = period.next()
    return rows


def publish(desk: Desk, *rows: dict[str, object]) -> None:
    pipeline.publish([(f"{len(rows)}.xlsx", workbook(rows))], desk, by="Maija")


def told(desk: Desk, *rows: dict[str, object]) -> list[Finding]:
    (one,) = pipeline.check([("uusi.xlsx", workbook(rows))], desk)
    assert one.accepted, [found.code for found in one.findings]
    return ours(one)


def ours(one: pipeline.Checked) -> list[Finding]:
    return [found for found in one.findings if found.code in OURS]


def codes(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.found) for one in found]


# --- a digit too many or too few


def test_a_digit_too_many_is_told_and_the_file_is_accepted(desk: Desk) -> None:
    publish(desk, *monthly("2024-M12", *USUAL))
    (one,) = told(desk, row(value=5300, period="6/2025"))
    assert (one.code, one.severity, one.cell) == (
        "far-from-expected", Severity.WARNING, "Luvut!H2",
    )  # fmt: skip
    assert language("fi").finding(one) == (
        f"Souturetket, 6/2025: luku 5{SPACE}300 on aivan eri suuruusluokkaa kuin aiemmat. "
        "Aiemmin 310–520 (12/2024–5/2025)."
    )
    assert "5\u00a0300" in language("en").finding(one)


@pytest.mark.parametrize("value", USUAL)
def test_whichever_of_the_usual_figures_is_mistyped(desk: Desk, value: int) -> None:
    publish(desk, *monthly("2024-M12", *USUAL))
    found = told(desk, row(value=value * 10, period="6/2025"))
    assert [one.code for one in found] == ["far-from-expected"]


def test_a_digit_too_few_is_told(desk: Desk) -> None:
    publish(desk, *monthly("2024-M12", *USUAL))
    assert codes(told(desk, row(value=30, period="6/2025"))) == [("far-from-expected", "30")]


def test_what_it_is_compared_with_is_said_period_by_period(desk: Desk) -> None:
    publish(desk, row(value=300, period="6/2024"), row(value=400, period="5/2025"))
    (one,) = told(desk, row(value=9000, period="6/2025"))
    assert (one.facts["basis"], one.facts["usual"]) == ("6/2024, 5/2025", "300–400")


def test_one_earlier_figure_however_old_is_enough_for_another_order_of_size(desk: Desk) -> None:
    publish(desk, row(value=300, period="3/2021"))
    (one,) = told(desk, row(value=9000, period="6/2025"))
    assert (one.code, one.facts["basis"]) == ("far-from-expected", "3/2021")


def test_the_first_figures_are_never_unusual(desk: Desk) -> None:
    assert told(desk, *monthly("2025-M01", 12, 40000, 12, 151, 152)) == []


def test_a_usual_figure_and_one_that_does_not_change_are_not_told(desk: Desk) -> None:
    publish(desk, *monthly("2024-M12", *USUAL))
    assert told(desk, row(value=450, period="6/2025")) == []
    publish(desk, row(value=9000, period="6/2025"))
    assert told(desk, row(value=9000, period="6/2025"), row(value=410, period="7/2025")) == []


def test_a_changed_figure_is_told(desk: Desk) -> None:
    publish(desk, *monthly("2024-M12", *USUAL, 500))
    found = told(desk, row(value=5210, period="6/2025"))
    assert codes(found) == [("far-from-expected", f"5{SPACE}210")]


def test_where_the_way_of_counting_changes_nothing_is_told(desk: Desk) -> None:
    publish(desk, *monthly("2024-M12", *USUAL))
    assert told(desk, row(value=9000, period="6/2025", status="laskutapa muuttui")) == []
    publish(desk, row(value=9000, period="6/2025", status="laskutapa muuttui"))
    assert told(desk, row(value=9100, period="7/2025")) == []


def test_a_period_that_is_not_over_is_not_looked_at(desk: Desk) -> None:
    publish(desk, *monthly("2025-M06", *USUAL, 400))
    assert told(desk, row(value=20, period="1/2026")) == []


def test_figures_that_disagree_are_no_figure(desk: Desk) -> None:
    publish(desk, *monthly("2024-M12", *USUAL))
    rows = [row(value=v, period="6/2025", goal=g) for v, g in ((9000, "3.1"), (8000, "3.10"))]
    assert told(desk, *rows) == []


def test_publishing_says_nothing_more(desk: Desk) -> None:
    publish(desk, *monthly("2024-M12", *USUAL))
    data = workbook([row(value=9000, period="6/2025")])
    done = pipeline.publish([("u.xlsx", data)], desk, by="Maija")
    assert done.published and ours(done.checked[0]) == []
    (again,) = pipeline.check([("u.xlsx", data)], desk)
    assert ours(again) == [], "what is published already is no news"


# --- the same as last, outside


def test_the_figure_of_the_period_before_may_have_been_left_in_place(desk: Desk) -> None:
    publish(desk, *monthly("2025-M04", 480, 441))
    (one,) = told(desk, row(value=441, period="6/2025"))
    assert (one.code, one.facts["basis"]) == ("same-as-last", "5/2025")
    assert language("fi").finding(one) == (
        "Souturetket, 6/2025: luku 441 on täsmälleen sama kuin edellisellä kaudella (5/2025)."
    )


def test_a_copy_within_the_file_is_told_once(desk: Desk) -> None:
    found = told(desk, *monthly("2025-M01", 480, 441, 441, 441, 500))
    assert [(one.code, one.facts["period"]) for one in found] == [("same-as-last", "3/2025")]


def test_a_figure_that_always_repeats_is_not_told(desk: Desk) -> None:
    publish(desk, *monthly("2025-M03", 500, 500))
    assert told(desk, row(value=500, period="5/2025")) == []


def test_small_counts_and_stocks_may_repeat(desk: Desk) -> None:
    publish(
        desk,
        *monthly("2025-M04", 90, 99),
        row("members", 1240, period="2024-S2"),
        *monthly("2025-M04", 700, 800, name="visitors"),
    )
    assert told(
        desk,
        row(value=99, period="6/2025"),
        row("members", 1240, period="2025-S1"),
        row("visitors", 800, period="6/2025"),
    ) == []  # fmt: skip


def test_a_figure_well_outside_is_told(desk: Desk) -> None:
    publish(desk, *monthly("2024-M12", *USUAL))
    assert codes(told(desk, row(value=781, period="6/2025"))) == [("outside-expected", "781")]
    assert told(desk, row(value=780, period="6/2025")) == []
    assert codes(told(desk, row(value=154, period="6/2025"))) == [("outside-expected", "154")]
    assert told(desk, row(value=155, period="6/2025")) == []


def test_one_warning_for_one_figure(desk: Desk) -> None:
    publish(desk, *monthly("2024-M11", 480, 500, 490, 510, 470, 480, 9000))
    (one,) = told(desk, row(value=9000, period="6/2025"))
    assert one.code == "same-as-last"


# --- few


def test_ten_at_most_and_the_rest_is_counted_the_gravest_first(desk: Desk) -> None:
    publish(desk, *monthly("2022-M01", *USUAL * 6))
    found = told(desk, *monthly("2025-M01", *range(900, 911)), row(value=9999, period="12/2025"))
    assert len(found) == 11
    assert found[0].code == "far-from-expected"
    assert {one.code for one in found[1:10]} == {"outside-expected"}
    assert (found[-1].code, found[-1].found, found[-1].cell) == ("more-unusual-figures", "2", "")
    assert "2 muuta lukua" in language("fi").finding(found[-1])


# --- days


VISITS = "which-indicator:csv!A1"
MAY, JUNE = (days(f"2025-{n:02d}-01", [10] * count) for n, count in ((5, 31), (6, 30)))


def answered(
    desk: Desk, told: object, answers: Mapping[str, str] | None = None
) -> pipeline.Checked:
    data = meta_daily(("Facebook visits", told))  # type: ignore[arg-type]
    decided = Decisions({"": answers or {}})
    (one,) = pipeline.check([("Visits.csv", data)], desk, decided=decided)
    assert one.accepted
    return one


def publish_days(desk: Desk, told: object) -> None:
    data = meta_daily(("Facebook visits", told))  # type: ignore[arg-type]
    decided = Decisions({"": {VISITS: "trips"}})
    pipeline.publish([("Visits.csv", data)], desk, by="Maija", decided=decided)


def test_days_are_compared_as_the_month_that_they_make(desk: Desk) -> None:
    publish(desk, *monthly("2025-M03", 280, 310))
    (one,) = ours(answered(desk, days("2025-06-01", [200] * 30), {VISITS: "trips"}))
    assert (one.code, one.found, one.facts["period"], one.cell) == (
        "far-from-expected", f"6{SPACE}000", "6/2025", "csv!B3",
    )  # fmt: skip


def test_a_month_that_is_not_whole_is_not_compared(desk: Desk) -> None:
    publish(desk, *monthly("2025-M03", 280, 310))
    assert ours(answered(desk, days("2025-06-01", [900] * 29), {VISITS: "trips"})) == []


def test_a_wild_day_of_a_usual_month_is_not_told(desk: Desk) -> None:
    publish(desk, *monthly("2025-M03", 280, 310))
    assert ours(answered(desk, days("2025-06-01", [300, *[0] * 29]), {VISITS: "trips"})) == []


def test_a_remembered_heading_whose_figures_are_far_may_be_of_another_channel(desk: Desk) -> None:
    publish_days(desk, MAY)
    two = days("2025-06-01", [200] * 61)
    (one,) = ours(answered(desk, two))
    assert (one.code, one.facts["heading"], one.facts["period"]) == (
        "maybe-another-channel", "Facebook visits", "6/2025",
    )  # fmt: skip
    assert "toisen kanavan" in language("fi").advice(one)


def test_a_remembered_heading_whose_figures_are_usual_is_not_doubted(desk: Desk) -> None:
    publish_days(desk, MAY)
    assert ours(answered(desk, JUNE)) == []


# --- the bounds themselves


def usual(*values: int | str) -> Expected:
    told: tuple[Known, ...] = tuple(
        known(period, value)
        for period, value in zip(
            between(parse("2025-M01"), parse("2025-M12")), values, strict=False
        )
    )
    return Expected((), told, told[-1])


@pytest.mark.parametrize(
    ("value", "earlier", "kind", "expected"),
    [
        (2599, (310, 520), "flow", False),
        (2600, (310, 520), "flow", True),
        (63, (310, 520), "flow", False),
        (62, (310, 520), "flow", True),
        (0, (310, 520), "flow", True),
        (0, (9, 520), "flow", False),
        (99, (1, 9), "flow", False),
        (101, (0, 10), "flow", True),
        (5, (0, 0), "flow", False),
        (-900, (310, 520), "flow", False),
        (9000, (-310, 520), "flow", False),
        (12, ("1.2", "1.5"), "ratio", True),
        ("0.12", ("1.2", "1.5"), "ratio", True),
        (5, (0, 0), "ratio", False),
        (0, (0, "1.5"), "ratio", False),
    ],
)
def test_far(value: int | str, earlier: tuple[int | str, ...], kind: str, expected: bool) -> None:
    assert far(Decimal(value), usual(*earlier), indicator(kind)) is expected


@pytest.mark.parametrize(
    ("value", "earlier", "expected"),
    [
        (15, (8, 9, 10), False),
        (16, (8, 9, 10), True),
        (16, (9, 10), False),
        (14, (7, 8, 9), False),
        (5, (10, 11, 12), False),
        (4, (10, 11, 12), True),
        (2, (9, 11, 12), False),
        (-1, (10, 11, 12), True),
        (900, (-10, 11, 12), False),
    ],
)
def test_outside(value: int, earlier: tuple[int, ...], expected: bool) -> None:
    assert outside(Decimal(value), usual(*earlier)) is expected


# --- in the language of the files


@pytest.mark.parametrize(("code", "name"), [("en", "Rowing trips"), ("sv", "Souturetket")])
def test_names_are_in_the_language_of_the_files(tmp_path: Path, code: str, name: str) -> None:
    text = CATALOGUE.replace('period = "2025-S1"', f'period = "2025-S1"\nlanguage = "{code}"')
    desk = desk_of(tmp_path, definitions.load(write_catalogue(tmp_path / "catalogue", text)))
    publish(desk, row(value=300, period="5/2025"))
    (one,) = told(desk, row(value=9000, period="6/2025"))
    assert one.facts["name"] == name


# --- the next workbook


def test_the_next_workbook_says_what_is_expected(desk: Desk, tmp_path: Path) -> None:
    publish(
        desk,
        *monthly("2024-M06", 310),
        *monthly("2025-M04", 480, 500),
        row("visitors", 70, period="5/2025"),
        row("members", 1240, period="2024-S2"),
        row("result", 90, period="2023"),
    )
    path = tmp_path / "next.xlsx"
    path.write_bytes(pipeline.template(desk, parse("2025-M06"), "fi"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    heads, *rows = sheet.iter_rows(values_only=True)
    table = [dict(zip(heads, one, strict=True)) for one in rows]
    fields = ("Tunniste", "Edellinen arvo", "Edellinen kausi", "Odotettu", "Arvo")
    assert [tuple(one[field] for field in fields) for one in table] == [
        ("trips", 500, "5/2025", "Kesäkuussa 2024: 310.", None),
        ("trips", 500, "5/2025", "Kesäkuussa 2024: 310.", None),
        ("visitors", 70, "5/2025", "Viimeksi (toukokuu 2025): 70.", None),
    ]


def test_an_estimate_is_the_last_value_and_no_expectation(desk: Desk, tmp_path: Path) -> None:
    publish(
        desk,
        *monthly("2024-M06", 310),
        *monthly("2025-M04", 480),
        row(value=500, period="5/2025", status="arvio"),
        row("visitors", 70, period="7/2025"),
    )
    path = tmp_path / "next.xlsx"
    path.write_bytes(pipeline.template(desk, parse("2025-M06"), "fi"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, at["Edellinen arvo"]).value == 500
    assert sheet.cell(2, at["Odotettu"]).value == (
        "Kesäkuussa 2024: 310. Viimeksi (huhtikuu 2025): 480."
    )
    assert sheet.cell(4, at["Tunniste"]).value == "visitors"
    assert sheet.cell(4, at["Edellinen arvo"]).value is None, "what comes later is not the last"
