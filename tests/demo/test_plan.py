"""A plan of the demo that cannot be followed is refused with everything that is wrong in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kpi import catalogue, demo
from kpi.errors import WrongUsage
from kpi.settings import Settings
from tests.factories import office
from tests.source import ROOT

PLAN = """
seed = 1
first = "2024-01"
last = "2024-06"
[season]
even = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
"""


def faults(tmp_path: Path, plan: str | None, head: str = PLAN) -> list[tuple[str, str]]:
    """Try to follow a plan for the organisation's own catalogue; give what is refused."""
    definitions = tmp_path / "catalogue"
    shutil.copytree(ROOT / "data" / "catalogue", definitions, dirs_exist_ok=True)
    if plan is not None:
        (tmp_path / "demo").mkdir()
        (tmp_path / "demo" / "plan.toml").write_text(head + plan, encoding="utf-8")
    with pytest.raises(WrongUsage) as refused:
        settings = Settings(data=tmp_path / "store", catalogue=definitions)
        demo.generate(office(settings, catalogue.load(definitions)))
    assert not (tmp_path / "store" / "ledger.jsonl").exists()
    return [(one.code, one.facts.get("name", "")) for one in refused.value.findings]


@pytest.mark.parametrize(
    ("plan", "place"),
    [
        ("[figure.no_such]\nrule = 'vary'\nlow = 1\nhigh = 2", "figure.no_such"),
        ("[figure.headcount]\nrule = 'guess'", "figure.headcount"),
        ("[figure.headcount]\nrule = 'walk'\nstart = 3\nat = {}", "figure.headcount"),
        ("[figure.headcount]\nrule = 'walk'\nstart = 3\nat = { '24' = 1 }", "figure.headcount"),
        (
            "[figure.headcount]\nrule = 'walk'\nstart = 3\nat = { '2024-S1' = 1, '2024-S2' = 2 }",
            "figure.headcount",
        ),
        ("[figure.headcount]\nrule = 'vary'\nlow = 3\nhigh = 2", "figure.headcount"),
        ("[figure.headcount]\nrule = 'sum'", "figure.headcount"),
        ("[figure.project_portfolio_value]\nrule = 'sum'", "figure.project_portfolio_value"),
        (
            "[figure.media_mentions]\nrule = 'split'\ntotals = { '2024-Q1' = 1 }",
            "figure.media_mentions",
        ),
        (
            "[figure.media_mentions]\nrule = 'split'\nseason = 'no'\ntotals = { '2024-S1' = 1 }",
            "figure.media_mentions",
        ),
        (
            "[figure.new_companies]\nrule = 'split'\ntotals = { '2024-S1' = 1 }\n"
            "[figure.new_companies_founded]\nrule = 'split'\ntotals = { '2024-S1' = 2 }",
            "figure.new_companies_founded",
        ),
        (
            "[figure.own_projects_carried_out]\nrule = 'equal'\n"
            "[figure.projects_in_portfolio]\nrule = 'equal'",
            "figure",
        ),
        ("figure = 3", ""),
    ],
)
def test_a_faulty_plan_is_refused(tmp_path: Path, plan: str, place: str) -> None:
    found = faults(tmp_path, plan)
    assert {code for code, _ in found} == {"demo-plan-faulty"}
    assert all(name.startswith(place) for _, name in found)


def test_everything_that_is_wrong_in_a_plan_is_said_at_once(tmp_path: Path) -> None:
    plan = "[figure.a]\nrule='sum'\n[figure.b]\nrule='sum'"
    assert [name for _, name in faults(tmp_path, plan)] == ["figure.a", "figure.b"]


@pytest.mark.parametrize("last", ["2023-12", "2024", "2024-S1", "June"])
def test_months_that_are_none_are_refused(tmp_path: Path, last: str) -> None:
    """The last month stands before the first, is no month, or is no period at all."""
    found = faults(tmp_path, "[figure]\n", PLAN.replace('"2024-06"', f'"{last}"'))
    assert [(code, name.split(", ")[-1]) for code, name in found] == [("demo-plan-faulty", "last")]


def test_no_plan_says_where_one_belongs(tmp_path: Path) -> None:
    assert faults(tmp_path, None) == [("demo-plan-missing", "")]
