"""What a file would change, said before it is stored: also when a dispute becomes another one."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import pipeline
from kpi.desk import Desk
from kpi.model import Changes, Observation
from kpi.settings import Settings
from kpi.store import difference
from tests.builders import archive, few, observed
from tests.factories import catalogue, office, row, workbook

NAMES = st.sampled_from(("loans", "members", "shelves", "borrowers"))
PERIODS = st.sampled_from(
    ("2024-S1", "2024-Q1", "2025-M01", "2025-M02", "2025-Q1", "2025-01-01", "2025-01-02", "2025-A1")
)
STATEMENTS = st.builds(observed, NAMES, PERIODS, st.integers(1, 3), goal=st.sampled_from(("", "1")))
FILES = st.lists(st.lists(STATEMENTS, max_size=8), max_size=2)


@few(10)
@given(FILES, FILES)
def test_a_large_file_is_compared_by_parts(
    before: list[list[Observation]], files: list[list[Observation]]
) -> None:
    """No figure depends on another indicator's: the parts say what the whole says."""
    with TemporaryDirectory() as folder:
        shelf = archive(Path(folder))
        for one in before:
            shelf.publish(*one)
        now = shelf.open()
        assert difference.effects(now, files, 1) == difference.effects(now, files)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path), catalogue())


def published(desk: Desk, *rows: dict[str, object]) -> pipeline.Checked:
    return pipeline.publish([("f.xlsx", workbook(rows))], desk, by="club").checked[0]


def test_a_dispute_with_another_value_is_a_change(desk: Desk) -> None:
    """Both states have no value; what the reader sees of them differs all the same."""
    published(desk, row(goal="3.1", value=1), row(goal="3.10", value=2))
    again = [row(goal="3.1", value=1), row(goal="3.10", value=3)]
    preview = pipeline.check([("g.xlsx", workbook(again))], desk)[0]
    assert preview.changes == Changes(new=0, changed=1, unchanged=0)
    (one,) = preview.changed
    assert (one.before, one.after, one.in_conflict, one.is_new) == (None, None, True, False)


def test_a_dispute_told_again_is_no_change(desk: Desk) -> None:
    told = [row(goal="3.1", value=1), row(goal="3.10", value=2)]
    published(desk, *told)
    again = [*told, row("visitors", 5)]
    preview = pipeline.check([("g.xlsx", workbook(again))], desk)[0]
    assert preview.changes == Changes(new=1, changed=0, unchanged=1)


def test_the_preview_and_the_publish_count_alike(desk: Desk) -> None:
    published(desk, row(value=17), row("visitors", 5))
    data = workbook([row(value=18), row("visitors", 5), row("result", -3)])
    preview = pipeline.check([("g.xlsx", data)], desk)[0]
    done = pipeline.publish([("g.xlsx", data)], desk, by="club").checked[0]
    assert preview.changes == done.changes == Changes(new=1, changed=1, unchanged=1)
    assert preview.changed == done.changed
