"""Questions in words: every choice has a name that people know, a remembered one its giver."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kpi import pipeline
from kpi.desk import Decisions, Desk
from kpi.i18n import CODES, language
from kpi.model import Kind
from kpi.readers.asking import SKIP
from kpi.readers.meta.titles import PLATFORMS
from kpi.readers.spacing import Rows
from kpi.settings import Settings
from kpi.store.memory import Remembered
from kpi.view.questions import Asked, choice, questions, remembered_words
from kpi.view.speaker import Speaker
from tests.exports import days, meta_daily
from tests.factories import catalogue, office

NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
KPI = Path(__file__).resolve().parents[2] / "kpi"
FI, EN = (Speaker(catalogue(), language(code)) for code in ("fi", "en"))
FORMATS = (
    *("workbook", "table", "meta-daily", "meta-posts", "meta-audience", "meta-ads"),
    *("linkedin-followers", "linkedin-visitors", "linkedin-content", "linkedin-competitors"),
    *("ga4-report", "ga4-exploration", "matomo", "plausible", "newsletter"),
    *("tiktok", "youtube", "pxweb", "posts", "unknown"),
)
WHOSE, MEANT = "which-platform:csv!A1", "which-indicator:csv!A1"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path / "data"), catalogue(), lambda: NOW)


def views(first: str = "2025-06-01") -> bytes:
    return meta_daily(("Views", days(first, [5, 6])))


def asked(desk: Desk, answers: Mapping[str, str], data: bytes | None = None) -> tuple[Asked, ...]:
    decided = Decisions({"": answers})
    (one,) = pipeline.check([("v.csv", data or views())], desk, decided=decided)
    return questions(one, FI, pipeline.remembered(desk))


# --- what is asked


def test_what_a_heading_means_is_asked_when_it_is_known_whose_it_is(desk: Desk) -> None:
    (first,) = asked(desk, {})
    assert first.name == WHOSE
    assert first.text == "Onko ”Views” Facebookista vai Instagramista? Tiedosto ei kerro sitä."
    assert [one.text for one in first.choices] == ["Facebook", "Instagram"]
    assert (first.answer, first.said, first.note, first.wrong) == (None, "", "", "")
    first, second = asked(desk, {WHOSE: "instagram"})
    assert (first.answer, first.said) == ("instagram", "Instagram")
    assert second.name == MEANT and "Souturetket" in [one.text for one in second.choices]


def test_of_two_blocks_with_one_heading_each_question_says_where_it_stands(desk: Desk) -> None:
    june, other = (days("2025-06-01", range(n, n + 30)) for n in (0, 100))
    first, second = asked(desk, {}, meta_daily(("Views", june), ("Views", other)))
    assert first.text != second.text
    assert "A1" in first.text
    assert "A34" in second.text


def test_an_answered_question_stays_in_its_place(desk: Desk) -> None:
    both = {WHOSE: "instagram", MEANT: "trips"}
    assert [one.name for one in asked(desk, both)] == [WHOSE, MEANT]


def test_a_remembered_answer_says_when_and_by_whom_and_comes_last(desk: Desk) -> None:
    told = Decisions({"": {WHOSE: "instagram", MEANT: "trips"}})
    pipeline.publish([("v.csv", views())], desk, by="Maija", decided=told)
    first, second = asked(desk, {}, views("2025-07-01"))
    assert first.remembered and second.remembered
    assert second.note == "– muistettu vastaus (Maija, 15.1.2026)"
    assert second.said == "Souturetket"
    first, second = asked(desk, {MEANT: SKIP}, views("2025-07-01"))
    assert (first.name, first.remembered, second.name) == (MEANT, False, WHOSE)


def test_an_answer_that_does_not_fit_is_told_by_its_question(desk: Desk) -> None:
    _, second = asked(desk, {WHOSE: "instagram", MEANT: "members"})
    assert second.answer is None
    assert second.wrong == "Vastaus ”Jäsenet” ei sovi kysymykseen. Vastaa uudelleen."


# --- choices in words


@pytest.mark.parametrize(
    ("code", "value", "finnish", "english"),
    [
        ("which-indicator", "trips", "Souturetket", "Rowing trips"),
        ("which-indicator", SKIP, "Jätetään pois, ei seurata", "Leave out, not followed"),
        ("which-date", "2025-06-30", "30.6.2025", "30 June 2025"),
        ("which-period", "2025-M06", "kesäkuu 2025", "June 2025"),
        ("which-period", "2025-S1", "tammi–kesäkuu 2025", "January–June 2025"),
        ("which-year", "2025", "2025", "2025"),
        ("which-platform", "facebook", "Facebook", "Facebook"),
        ("which-page", "day", "day", "day"),
        ("which-of-many", "month", "month", "month"),
        ("which-page", "2025-06", "2025-06", "2025-06"),
        ("which-date", "tässä kuussa", "tässä kuussa", "tässä kuussa"),
    ],
)
def test_choices_are_words(code: str, value: str, finnish: str, english: str) -> None:
    assert (choice(code, value, FI), choice(code, value, EN)) == (finnish, english)


def fixed() -> Iterator[tuple[str, str]]:
    """Give every choice that stands in the code where something is asked."""
    for path in [*(KPI / "readers").rglob("*.py"), *(KPI / "validate").rglob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = dict(_constants(tree))
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            if call.func.attr == "ask" and len(call.args) == 3:
                for value in _values(call.args[2], known):
                    yield path.name, value


def _constants(tree: ast.Module) -> Iterator[tuple[str, list[ast.expr]]]:
    for one in ast.walk(tree):
        if isinstance(one, ast.Assign):
            for target in one.targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                values = one.value.elts if isinstance(one.value, ast.Tuple) else [one.value]
                if len(names) == len(values):
                    yield from (
                        (name.id, [value])
                        for name, value in zip(names, values, strict=True)
                        if isinstance(name, ast.Name)
                    )
                elif len(names) == 1 and isinstance(names[0], ast.Name):
                    yield names[0].id, list(values)


def _values(choices: ast.expr, known: Mapping[str, list[ast.expr]]) -> Iterator[str]:
    if isinstance(choices, ast.Constant) and isinstance(choices.value, str):
        yield choices.value
    elif isinstance(choices, ast.Name):
        for one in known.get(choices.id, []):
            yield from _values(one, known)
    elif isinstance(choices, (ast.Tuple, ast.List)):
        for one in choices.elts:
            yield from _values(one, known)


def test_every_fixed_choice_has_words_in_both_languages() -> None:
    found = {value for _, value in fixed()}
    assert {"thousands", "monthly", "cumulative", "month", "day-first"} <= found
    found |= {SKIP, *PLATFORMS, *Rows, Kind.FLOW.value, Kind.DISTINCT.value}
    for code in CODES:
        assert [one for one in sorted(found) if not language(code).has(f"choice.{one}")] == []


def test_every_format_that_may_be_remembered_has_words() -> None:
    for code in CODES:
        assert [one for one in FORMATS if not language(code).has(f"format.{one}")] == []


# --- remembered


def test_a_remembered_answer_is_said_in_one_line() -> None:
    one = Remembered("meta-daily which-indicator x", "trips", "Views", "1", NOW, "Maija")
    said = "Meta, päivittäiset luvut, ”Views”: Souturetket (Maija, 15.1.2026)"
    assert remembered_words(one, FI) == said
    own = Remembered("linkedin-competitors which-page own", "Seura", "", "1", NOW, "Maija")
    assert remembered_words(own, FI) == "LinkedIn, kilpailijat: Seura (Maija, 15.1.2026)"
