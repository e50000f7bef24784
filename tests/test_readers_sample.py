"""The worked example: each printed figure of the half-year report stands in the sample as printed.

The report's figures are written out here a second time, from the report and not from the sample.
"""

from __future__ import annotations

import datetime as dt
import io
from functools import cache

import openpyxl

from kpi.catalogue import Catalogue, load
from kpi.errors import Finding
from kpi.model import Kind, Observation, ObsStatus
from kpi.readers import read
from kpi.readers.columns import FIELDS, HEADINGS
from kpi.validate import validate
from tests.source import ROOT

SAMPLE = ROOT / "data/sample/osavuosikatsaus-2025-1-6.xlsx"
TODAY = dt.date(2025, 8, 1)

# goal, indicator, value, then the earlier figure and its period where the report prints one
PRINTED = """
1.3 projects_moved_to_company 1
1.4 headcount 20 27 2024-S1
1.4 permanent_contracts 8
1.4 employments_ended 1
1.4 posts_made_permanent 2
1.5 wellbeing_events 2
1.5 team_coffee_per_week 2
1.6 team_days_in_person 3
1.6 team_meetings_online 11
2.1 facebook_followers 1240 1200 undated
2.1 facebook_impressions 152490
2.1 facebook_interactions 1562
2.1 website_visitors_kaustisenseutu_fi 19000 32000 2024-A1
2.1 website_visitors_visitkaustisenseutu_fi 3400 5000 2024-A1
2.1 linkedin_followers 477 465 undated
2.1 instagram_followers 519
2.1 suurhanketoimisto_registered_actors 304
2.1 suurhanketoimisto_unique_visitors 2100
2.1 business_newsletter_frequency 1
2.3 press_releases_website 17 24 2024-A1
2.3 municipal_bulletins 18 29 2024-A1
2.3 media_mentions 17 47 2024-A1
3.2 management_group_meetings 6
3.2 subregional_council_meetings 1
3.4 digital_working_group_meeting_interval 2
3.7 new_service_points 1
3.8 preparedness_webinars 1
3.8 preparedness_webinar_listeners 37
3.9 integration_cooperation_meetings 1
4.1 statements_given 3
5.1 customer_meetings 429
5.1 new_companies 34
5.1 new_companies_founded 8
5.1 business_transfer_advised_companies 9
5.1 favourable_aid_decisions 21
5.1 favourable_aid_decisions_assisted 18
5.1 development_and_investment_funding_received 265000
5.1 companies_served 105
5.1 staff_working_for_kase_kehitys 1
5.1 staff_in_training 1
5.2 suurhanketoimisto_unique_visitors 2100
5.2 suurhanketoimisto_page_loads 28000
5.2 suurhanketoimisto_registered_actors 304
5.2 calendar_bookings 8
5.3 cooperation_visits 2
5.4 business_newsletter_frequency 1
7.1 own_projects_carried_out 16
7.2 municipal_funding_share_project_min 0
7.2 municipal_funding_share_project_max 20
7.2 project_meetings_per_month 1
7.3 projects_in_portfolio 15
7.3 project_portfolio_value 2448113
7.3 external_funding 2082947
7.3 joint_projects_running 4
7.3 lead_partner_projects 3
7.3 funding_applications_submitted 4
7.3 funding_applications_approved 3
7.4 funding_own_municipalities 326603
7.4 municipal_funding_share 13.3
7.4 funding_other_municipalities 31790
7.4 funding_private 6772
7.4 municipal_funding_decisions_own 2
7.4 municipal_funding_granted_own 60422
7.4 municipal_funding_decisions_other 5
7.4 municipal_funding_granted_other 33624
7.4 municipal_funding_decisions_negative 3
7.4 municipal_funding_refused 20292
7.5 theses_in_progress 3
7.6 business_newsletter_frequency 2
7.8 projects_in_preparation 0
7.8 direct_eu_projects 1
7.8 direct_eu_funding 147420
7.9 theses_in_progress 3
"""


@cache
def definitions() -> Catalogue:
    return load(ROOT / "data/catalogue")


def checked(data: bytes) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    return validate(read("sample.xlsx", data), definitions(), today=TODAY)


def as_printed(told: tuple[Observation, ...]) -> list[str]:
    """Give the statements in the words of the table above."""
    bases = {(one.goal, one.indicator): f" {one.value} {one.period}" for one in told if one.is_base}
    return [
        f"{one.goal} {one.indicator} {one.value}"
        + bases.get((one.goal, one.indicator), "")
        + (f" {one.undated_base} undated" if one.undated_base is not None else "")
        for one in told
        if not one.is_base
    ]


def test_every_printed_figure_is_read_as_printed() -> None:
    told, _ = checked(SAMPLE.read_bytes())
    assert as_printed(told) == PRINTED.split("\n")[1:-1]
    assert len([one for one in told if not one.is_base]) == 73
    assert {one.period.code for one in told if not one.is_base} == {"2025-S1"}
    assert {one.obs_status for one in told} == {ObsStatus.NORMAL}


def test_the_report_contradicts_itself_once_and_nothing_else_is_wrong() -> None:
    _, (one,) = checked(SAMPLE.read_bytes())
    assert (one.code, one.found, one.facts["other"]) == ("statements-disagree", "2", "1")


def test_each_figure_says_where_in_the_report_it_stands() -> None:
    told, _ = checked(SAMPLE.read_bytes())
    assert all(one.stands_at.startswith(f"Tavoite {one.goal}, rivi ") for one in told)
    places = {one.indicator: one.stands_at for one in told}
    assert places["facebook_followers"] == "Tavoite 2.1, rivi 327"


def test_each_figure_stands_at_a_goal_that_the_catalogue_knows_for_it() -> None:
    told, _ = checked(SAMPLE.read_bytes())
    for one in told:
        indicator = definitions().indicators[one.indicator]
        assert indicator.kind is not Kind.QUALITATIVE
        assert one.goal in {place.no for place in indicator.goals}
        assert one.label == indicator.name.fi


def test_a_count_without_a_time_is_refused() -> None:
    """2 020 people visited the tent at a festival; the report does not say when."""
    workbook = openpyxl.load_workbook(SAMPLE)
    sheet = workbook.worksheets[0]
    festival = {
        "indicator": "festival_tent_visitors",
        "goal": "2.3",
        "value": 2020,
        "unit": "henkilöä",
        "stands_at": "Tavoite 2.3, rivi 480",
    }
    sheet.append([festival.get(field) for field in HEADINGS])
    buffer = io.BytesIO()
    workbook.save(buffer)
    told, findings = checked(buffer.getvalue())
    (one,) = [found for found in findings if found.severity == "error"]
    assert (one.code, one.cell) == ("no-period", "Luvut!E75")
    assert "festival_tent_visitors" not in {statement.indicator for statement in told}


def test_the_sample_is_small_and_has_the_templates_columns() -> None:
    assert SAMPLE.stat().st_size < 50_000
    (table,) = read(SAMPLE.name, SAMPLE.read_bytes()).tables
    assert set(table.letters) >= set(FIELDS)
