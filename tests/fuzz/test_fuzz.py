"""Damaged files of every format: a message or figures, never a trace, a hang or half a file.

In ``make test`` a few of each, the same every time; in ``make fuzz`` new ones, more than 5 000.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi import pipeline
from kpi.desk import Checked, Decisions, Desk, Refused
from kpi.errors import Severity
from kpi.i18n import messages
from kpi.readers import Question, guard
from kpi.readers.asking import SKIP
from kpi.settings import Settings
from tests.builders import listing
from tests.factories import catalogue, office
from tests.fuzz.damage import damaged
from tests.fuzz.whole_files import WHOLE

NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
# In turns: a test that takes five minutes is taken for one that hangs.
LONG_TURNS, LONG, SHORT = 8, 30, 4
# A shared machine stands still at times; the child's own clock is half of this.
LONGEST = 2 * guard.WALL_SECONDS
# Refused whatever it says, so nobody can answer what it asks.
NEVER_TAKEN = {"meta-ads.csv", "posts.csv"}


@pytest.fixture(scope="module")
def told(request: pytest.FixtureRequest) -> Iterator[Counter[tuple[str, str]]]:
    """Count what became of the files; the long run prints it."""
    counts: Counter[tuple[str, str]] = Counter()
    yield counts
    lines = [f"\n{counts.total()} damaged files:"]
    for name in WHOLE:
        refused, published = counts[name, "refused"], counts[name, "published"]
        lines.append(f"  {name:28}{refused:5} refused {published:5} published")
    capture = request.config.pluginmanager.get_plugin("capturemanager")
    if NIGHTLY and capture is not None:
        with capture.global_and_fixture_disabled():
            sys.stdout.write("\n".join(lines) + "\n")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path / "data"), catalogue(), lambda: NOW)


@cache
def answers(name: str) -> dict[str, str]:
    """Answer what a whole file asks, so that its damaged copies come as far as the store."""
    given: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="kpi-fuzz-") as folder:
        desk = office(Settings(data=Path(folder)), catalogue(), lambda: NOW)
        for _ in range(5):
            one = check(desk, name, given)
            asked = [it for it in one.questions if it.answer is None]
            if not asked:
                break
            for question in asked:
                given[question.name] = answer(question, set(given.values()))
    return given


def answer(question: Question, given: set[str]) -> str:
    """Choose what was not chosen yet: one indicator is not two series."""
    free = [one for one in question.choices if one not in {*given, SKIP}]
    if question.code == "which-indicator":
        return free[0] if free else SKIP
    return question.choices[0]


def check(desk: Desk, name: str, given: dict[str, str]) -> Checked:
    files = [(name, WHOLE[name].data)]
    return pipeline.check(files, desk, decided=Decisions({"": given}))[0]


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_whole_file_is_taken(name: str, desk: Desk) -> None:
    """Else its damaged copies would all be refused for the same reason, and nothing be learnt."""
    one = check(desk, name, answers(name))
    wrong = [(it.code, it.cell, it.found) for it in one.findings if it.severity is Severity.ERROR]
    assert one.format == WHOLE[name].format
    assert one.accepted is (name not in NEVER_TAKEN), wrong


def test_no_format_is_forgotten() -> None:
    named = {one.removeprefix("format.") for one in messages("fi") if one.startswith("format.")}
    assert {one.format for one in WHOLE.values()} == named - {"unknown"}
    assert len(WHOLE) * LONG_TURNS * LONG >= 5000


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(LONG_TURNS if NIGHTLY else 1))
@pytest.mark.parametrize("name", sorted(WHOLE))
@settings(max_examples=LONG if NIGHTLY else SHORT)
@given(seed=st.integers(0, 2**63))
def test_a_damaged_file_is_published_whole_or_not_at_all(
    name: str,
    turn: int,
    told: Counter[tuple[str, str]],
    store: Desk,
    seed: int,
) -> None:
    data = damaged(WHOLE[name].data, Random(f"{turn} {seed}"))
    before = listing(store.settings.data)
    start = time.monotonic()
    try:
        done = pipeline.publish(
            [(name, data)], store, by="Maija", decided=Decisions({"": answers(name)})
        )
    except Refused as refused:
        assert refused.findings
        assert listing(store.settings.data) == before
        told[name, "refused"] += 1
    else:
        (one,) = done.checked
        assert not [it for it in one.findings if it.severity is not Severity.WARNING]
        stored = pipeline.open_store(store).rows("select count(*) from statement")
        assert stored == [(len(one.observations),)]
        told[name, "published"] += 1
        shutil.rmtree(store.settings.data)  # the next file finds an empty store again
        pipeline.open_store(store)
    assert time.monotonic() - start < LONGEST


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Give an empty store for damaged files; it is empty again after each of them."""
    folder = tmp_path_factory.mktemp("fuzz")
    made = office(Settings(data=folder / "data"), catalogue(), lambda: NOW)
    pipeline.open_store(made)
    return made
