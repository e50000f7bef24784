"""Comparisons in words: only a year-over-year pair gets an arrow, and direction rules the tone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kpi.catalogue import Catalogue
from kpi.compare import compare
from kpi.i18n import language
from kpi.model import Comparison, Known, Reason, Verdict
from kpi.view.parts import Tone
from kpi.view.speaker import Speaker
from kpi.view.words import Words, pace, words
from tests import builders
from tests.builders import indicator, known, paired

MINUS, SPACE = "\u2212", "\u00a0"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return builders.catalogue(tmp_path_factory.mktemp("words"))


@pytest.fixture
def finnish(catalogue: Catalogue) -> Speaker:
    return Speaker(catalogue, language("fi"))


@pytest.fixture
def english(catalogue: Catalogue) -> Speaker:
    return Speaker(catalogue, language("en"))


def said(
    speaker: Speaker,
    now: Known,
    base: Known | None = None,
    year: Known | None = None,
    *,
    broken: bool = False,
    kind: str = "flow",
    **more: Any,
) -> Words:
    one = indicator(kind, now.indicator, **more)
    return words(compare(paired(now, base, year, broken), one), one, speaker)


def test_a_year_earlier_in_both_languages(finnish: Speaker, english: Speaker) -> None:
    """The headcount of the published report: 20 against 27."""
    now, base = known("2025-S1", 20, "members"), known("2024-S1", 27, "members")
    one = said(finnish, now, base, kind="stock")
    assert one.change == f"{MINUS}7 ({MINUS}25,9{SPACE}%)"
    assert one.facts == ("vuotta aiemmin 27",)
    assert one.because == (
        f"Vuotta aiemmin (30.6.2024) luku oli 27 henkilöä. Muutos on {MINUS}7 henkilöä eli "
        f"{MINUS}25,9{SPACE}%."
    )
    assert (one.tone, one.arrow) == (Tone.NEUTRAL, "down")
    assert one.line == f"{MINUS}7 ({MINUS}25,9{SPACE}%), vuotta aiemmin 27"
    one = said(english, now, base, kind="stock")
    assert one.change == f"{MINUS}7 ({MINUS}25.9%)"
    assert one.facts == ("a year earlier 27",)


def test_a_flows_base_is_a_span(finnish: Speaker) -> None:
    one = said(finnish, known("2025-S1", 120), known("2024-S1", 100))
    assert one.because.startswith("Vuotta aiemmin (1.1.–30.6.2024) luku oli 100 kirjaa.")


@pytest.mark.parametrize(
    ("direction", "value", "tone", "fact"),
    [
        ("up", 120, Tone.GOOD, "parempaan suuntaan"),
        ("up", 80, Tone.BAD, "huonompaan suuntaan"),
        ("down", 120, Tone.BAD, "huonompaan suuntaan"),
        ("down", 80, Tone.GOOD, "parempaan suuntaan"),
        ("neutral", 120, Tone.NEUTRAL, None),
        ("up", 100, Tone.NEUTRAL, None),
    ],
)
def test_good_and_bad_are_said_in_words_too(
    finnish: Speaker, direction: str, value: int, tone: Tone, fact: str | None
) -> None:
    one = said(finnish, known("2025-S1", value), known("2024-S1", 100), direction=direction)
    assert one.tone is tone
    assert one.facts[1:] == ((fact,) if fact else ())
    assert one.arrow == {120: "up", 80: "down", 100: ""}[value]


def test_percents_differ_by_points_and_have_no_percent_of_percent(finnish: Speaker) -> None:
    now, base = known("2025-Q2", "13.3", "satisfaction"), known("2024-Q2", "14.0", "satisfaction")
    one = said(finnish, now, base, kind="ratio", unit_measure="PERCENT", decimals=1)
    assert one.change == f"{MINUS}0,7 prosenttiyksikköä"
    assert one.facts[0] == f"vuotta aiemmin 14,0{SPACE}%"
    assert one.because.endswith(f"Muutos on {MINUS}0,7 prosenttiyksikköä.")


def test_money_keeps_its_sign_and_unit(finnish: Speaker) -> None:
    now, base = known("2025-S1", 900, "grant_total"), known("2024-S1", 1200, "grant_total")
    one = said(finnish, now, base, unit_measure="EUR")
    assert one.change == f"{MINUS}300{SPACE}€ ({MINUS}25,0{SPACE}%)"


def test_a_loss_has_a_difference_and_no_percent(finnish: Speaker) -> None:
    now, base = known("2025-S1", 10, "grant_total"), known("2024-S1", -40, "grant_total")
    one = said(finnish, now, base, unit_measure="EUR")
    assert one.change == f"+50{SPACE}€"
    assert (one.arrow, "%" in one.because) == ("up", False)


def test_progress_is_a_share_of_the_year_never_growth(finnish: Speaker) -> None:
    """19 000 visits in half a year beside 32 000 in all of 2024."""
    one = said(finnish, known("2025-S1", 19000), None, known("2024-A1", 32000), direction="up")
    assert one.change == f"59{SPACE}% vuodesta 2024"
    assert one.facts == (f"koko 2024: 32{SPACE}000",)
    assert f"Tahti on 50{SPACE}%" in one.because
    assert "kasvu" not in one.because.casefold()
    assert (one.tone, one.arrow) == (Tone.NEUTRAL, "")


@pytest.mark.parametrize(
    ("direction", "value", "standing"),
    [
        ("up", 17, "behind"),
        ("up", 30, ""),
        ("down", 30, "over"),
        ("down", 17, ""),
        ("neutral", 17, ""),
    ],
)
def test_pace_depends_on_the_direction(
    finnish: Speaker, direction: str, value: int, standing: str
) -> None:
    one = indicator(direction=direction)
    verdict = compare(paired(known("2025-S1", value), None, known("2024-A1", 47)), one)
    assert pace(verdict, one, finnish) == standing
    told = words(verdict, one, finnish)
    assert told.tone is (Tone.ATTENTION if standing else Tone.NEUTRAL)
    assert len(told.facts) == (2 if standing else 1)
    assert told.arrow == ""


def test_what_rounds_to_the_pace_is_on_it(finnish: Speaker) -> None:
    """49,5 % beside a pace of 49,6 %: both read 50 %, so nothing may be called late."""
    one = indicator(direction="up")
    verdict = compare(paired(known("2025-S1", 495), None, known("2024-A1", 1000)), one)
    assert verdict.ratio is not None and verdict.expected is not None
    assert verdict.ratio < verdict.expected
    assert pace(verdict, one, finnish) == ""


def test_an_undated_base_gives_a_difference_and_nothing_more(
    finnish: Speaker, english: Speaker
) -> None:
    now = known("2025-S1", 1240, "members", undated_base=1200)
    one = said(finnish, now, kind="stock", direction="up")
    assert one.change == "+40, ajankohta ei tiedossa"
    assert one.facts == (f"aiemmin 1{SPACE}200 (ajankohta ei tiedossa)",)
    assert one.line == f"+40, aiemmin 1{SPACE}200 (ajankohta ei tiedossa)"
    assert (one.tone, one.arrow) == (Tone.NEUTRAL, "")
    assert "%" not in one.change + one.because
    assert said(english, now, kind="stock").change == "+40, date unknown"


def test_no_base_is_said(finnish: Speaker, english: Speaker) -> None:
    now = known("2025-S1", 519, "members")
    one = said(finnish, now, kind="stock")
    assert (one.change, one.compares) == ("ei vertailua", False)
    assert one.because == "Vertailulukua ei ole ilmoitettu vuoden takaa."
    assert one.line == "ei vertailua: vertailuluku puuttuu"
    assert said(english, now, kind="stock").change == "no comparison"


@pytest.mark.parametrize("base", [0, 9])
def test_a_tiny_base_gives_no_percent_no_arrow_no_colour(finnish: Speaker, base: int) -> None:
    one = said(finnish, known("2025-S1", 12), known("2024-S1", base), direction="up")
    assert one.change == f"+{12 - base}"
    assert one.facts == (f"vuotta aiemmin {base}",)
    assert "prosent" in one.because
    assert (one.tone, one.arrow, one.compares) == (Tone.NEUTRAL, "", False)


def test_every_reason_has_its_words(finnish: Speaker, english: Speaker) -> None:
    one = indicator()
    for reason in Reason:
        verdict = Comparison(Verdict.NOT_COMPARABLE, reason, known("2024-S1", 1).period)
        for speaker in (finnish, english):
            told = words(verdict, one, speaker)
            assert told.because and told.line.startswith(told.change)


def test_a_series_break_withholds_growth(finnish: Speaker) -> None:
    one = said(finnish, known("2025-S1", 200), known("2024-S1", 100), broken=True)
    assert (one.change, one.arrow) == ("ei vertailua", "")
    assert one.line == "ei vertailua: laskutapa on muuttunut"


@pytest.mark.parametrize(
    ("figures", "change"),
    [
        ((Decimal(1), Decimal(1), Decimal(2)), "kaksi eri lukua"),
        ((Decimal(1), Decimal(2), Decimal(3)), "3 eri lukua"),
        ((), "eri lukuja"),
    ],
)
def test_a_contradiction_is_called_one(
    finnish: Speaker, figures: tuple[Decimal, ...], change: str
) -> None:
    one = indicator()
    verdict = compare(paired(known("2025-S1", None, conflict=True)), one)
    told = words(verdict, one, finnish, figures)
    assert (told.change, told.tone, told.arrow) == (change, Tone.ATTENTION, "")


def test_a_contradicted_base_is_not_our_contradiction(finnish: Speaker) -> None:
    one = said(finnish, known("2025-S1", 20), known("2024-S1", None, conflict=True))
    assert one.change == "ei vertailua"
    assert one.because.startswith("Vertailuluvusta on ilmoitettu eri lukuja")


def test_pace_of_what_is_no_progress_is_nothing(finnish: Speaker) -> None:
    verdict = Comparison(Verdict.PROGRESS, ratio=Decimal("0.1"))
    assert pace(verdict, indicator(), finnish) == ""
    assert pace(replace(verdict, ratio=None), indicator(), finnish) == ""
