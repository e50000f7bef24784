"""The slides of a period: which there are, and what gives way when there would be too many."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kpi import checks
from kpi.coverage import coverage
from kpi.i18n import language
from kpi.periods import parse
from kpi.plan import ActionState
from kpi.view.context import Context, context
from kpi.view.report import report
from kpi.view.report_parts import Slide
from kpi.view.slides import MOST, MOST_LINES, slides
from tests.reports.made import example_store, nothing, town

HALF = parse("2025-S1")
FI = language("fi")


def page(**more: Any) -> Context:
    return replace(context(example_store(), FI, HALF), **more)


def made(one: Context, *, told: bool = True, promised: bool = True) -> list[Slide]:
    store = one.store
    statuses = store.statuses(HALF) if told else {}
    sums = checks.funding(store, HALF, one.figures, one.conflicts)
    return list(slides(one, sums, statuses, coverage(store, HALF) if promised else ()))


def titles(found: list[Slide]) -> list[str]:
    return [one.title for one in found]


def test_the_slides_of_the_worked_example() -> None:
    assert titles(made(page())) == [
        "Luvut yhdellä silmäyksellä: tammi–kesäkuu 2025",
        "Hankerahoituksesta 85\u00a0% on ulkopuolista rahaa",
        "Jäljessä vuoden tahdista: Medianäkyvyys",
        "4 huomiota kaudesta",
        "Toimenpiteiden toteutumisaste on 44\u00a0%",
        "Suunnitelman mittareista on raportoitu 25 / 107",
        "3 asiaa tarkistettavana",
    ]


def test_a_slide_says_what_it_draws() -> None:
    """A page draws the pace as a line and lists what is missing; a slide does neither."""
    progress, promised = made(page())[2], made(page())[5]
    assert "Pystyviiva" not in progress.lines[0] and "Vaalea palkki" in progress.lines[0]
    rates = made(page())[4].chart
    assert rates is not None and promised.chart is not None
    assert rates.alt.startswith(
        "Toimenpiteiden toteutuminen palvelualueittain. Aluekehitys 54\u00a0%; Yrityspalvelut 52"
    )
    assert promised.chart.name == "Luvatut ja raportoidut mittarit"
    assert promised.chart.alt.startswith("Luvatut ja raportoidut mittarit: raportoitu 25,")


def test_what_nobody_told_or_promised_has_no_slide() -> None:
    found = titles(made(page(), told=False, promised=False))
    assert not [one for one in found if "toteutumisaste" in one or "mittareista" in one]


def test_where_every_action_is_cancelled_there_is_no_rate() -> None:
    one = page()
    cancelled = {
        key: status._replace(status=replace(status.status, state=ActionState.CANCELLED))
        for key, status in one.store.statuses(HALF).items()
    }
    found = list(slides(one, (), cancelled, ()))
    assert not [it for it in titles(found) if "toteutumisaste" in it]


def test_more_contradictions_than_fit_are_counted() -> None:
    one = page()
    many = replace(one, conflicts=one.conflicts * 3)
    last = made(many)[-1]
    assert last.title == "9 asiaa tarkistettavana"
    assert len(last.lines) == MOST_LINES + 1
    assert last.lines[-1] == "Lisäksi 2 muuta."


def test_without_figures_the_first_slide_says_so() -> None:
    first = nothing().slides[0]
    assert (first.lines, first.table) == (("Ei lukuja vielä. Lisää ensimmäiset luvut.",), None)


def test_a_period_without_figures_has_no_charts_of_them() -> None:
    found = report(example_store(), FI, parse("2023-S1")).slides
    assert "ei ole lukuja" in found[0].lines[0]
    assert [one.title for one in found[1:]] == ["Suunnitelman mittareista on raportoitu 0 / 107"]
    assert found[0].notes == ()


def test_a_front_page_without_numbers_has_no_table_of_them() -> None:
    one = page()
    told = one.speaker.catalogue.overview.model_copy(update={"card": ()})
    catalogue = replace(one.speaker.catalogue, overview=told)
    found = made(replace(one, speaker=replace(one.speaker, catalogue=catalogue)))
    assert found[0].title == "Hankerahoituksesta 85\u00a0% on ulkopuolista rahaa"


def test_messages_give_way_and_what_to_decide_stays() -> None:
    one = page()
    front = one.speaker.catalogue.overview
    told = front.model_copy(update={"message": front.message * 4})
    catalogue = replace(one.speaker.catalogue, overview=told)
    found = made(replace(one, speaker=replace(one.speaker, catalogue=catalogue)))
    assert len(found) == MOST
    assert found[-1].title == "3 asiaa tarkistettavana"


def test_another_organisations_slides() -> None:
    assert 0 < len(town().slides) <= MOST
