"""From a workbook to published figures and back: all or nothing, seen before it is done."""

from __future__ import annotations

import datetime as dt
import io
import os
import threading
from pathlib import Path

import openpyxl
import pytest

from kpi import pipeline
from kpi.catalogue import load
from kpi.desk import Desk
from kpi.errors import StoreUnavailable, WorkbookRejected, WrongUsage
from kpi.i18n import language
from kpi.model import Changes
from kpi.periods import parse
from kpi.settings import Settings
from kpi.store import serve
from tests.builders import contents, listing
from tests.factories import CATALOGUE, catalogue, office, row, workbook, write_catalogue

H1 = parse("2025-S1")
NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
GOOD, BAD = [row(value=17)], [row(value="seitsemäntoista")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path / "data"), catalogue(), lambda: NOW)


def named(*rows: dict[str, object], name: str = "a.xlsx") -> pipeline.NamedFile:
    return name, workbook(rows)


def published(desk: Desk, *rows: dict[str, object], **more: object) -> pipeline.Published:
    return pipeline.publish([named(*rows)], desk, by="Maija", **more)  # type: ignore[arg-type]


def value(desk: Desk, name: str = "trips", period: str = "2025-S1") -> object:
    return pipeline.open_store(desk).pair(name, parse(period)).now.value


# --- looking before


def test_checking_writes_nothing_into_an_empty_folder(desk: Desk) -> None:
    (one,) = pipeline.check([named(*GOOD)], desk)
    assert (one.accepted, one.changes, one.format) == (True, Changes(1, 0, 0), "workbook")
    assert [said.value for said in one.observations] == [17]
    assert not desk.settings.data.exists()


def test_checking_writes_nothing_into_a_store(desk: Desk) -> None:
    published(desk, *GOOD)
    before = listing(desk.settings.data)
    pipeline.check([named(row(value=18)), named(*BAD), ("c.txt", b"no workbook")], desk)
    assert listing(desk.settings.data) == before
    for path in (desk.settings.data / "state").iterdir():
        path.unlink()
    serve._connection.cache_clear()
    before = listing(desk.settings.data)
    (one,) = pipeline.check([named(row(value=18))], desk)
    assert one.changes == Changes(0, 1, 0)
    assert listing(desk.settings.data) == before


def test_what_a_file_would_change(desk: Desk) -> None:
    published(
        desk,
        row(value=17),
        row("visitors", 100),
        row("result", 5, goal="4.2"),
        row("boat_share", "80,5 %"),
    )
    (one,) = pipeline.check(
        [
            named(
                row(value=18),
                row("visitors", 100),
                row("result", 5, goal="4.2"),
                row("members", 40),
                row("boat_share", "81 %"),
            )
        ],
        desk,
    )
    assert one.changes == Changes(new=1, changed=2, unchanged=2)
    assert [(c.indicator, c.before, c.after, c.is_new) for c in one.changed] == [
        ("boat_share", pytest.approx(80.5), 81, False),
        ("members", None, 40, True),
        ("trips", 17, 18, False),
    ]
    assert not any(c.in_conflict for c in one.changed)


def test_a_file_that_starts_a_dispute(desk: Desk) -> None:
    published(desk, row(value=17, goal="3.1"))
    (one,) = pipeline.check([named(row(value=18, goal="3.10"))], desk)
    assert one.changes == Changes(0, 1, 0)
    (changed,) = one.changed
    assert (changed.before, changed.after, changed.in_conflict) == (17, None, True)


def test_a_dispute_elsewhere_is_no_matter(desk: Desk) -> None:
    published(
        desk,
        row(value=1, goal="3.1"),
        row(value=2, goal="3.10"),
        row("result", 1, goal="4.2"),
        row("result", 2, goal=""),
    )
    (one,) = pipeline.check([named(row(value=1, goal="3.1"))], desk)
    assert one.changes == Changes(0, 0, 1)


def test_files_are_checked_together(desk: Desk) -> None:
    first, second = pipeline.check([named(row(value=1)), named(row(value=2))], desk)
    assert [c.after for c in (*first.changed, *second.changed)] == [2, 2]
    assert first.changes == second.changes == Changes(1, 0, 0)


def test_a_refused_file_changes_nothing(desk: Desk) -> None:
    (one,) = pipeline.check([named(*BAD)], desk)
    assert (one.accepted, one.observations, one.changes) == (False, (), Changes(0, 0, 0))
    assert [f.code for f in one.findings]
    assert pipeline.check([], desk) == ()


def test_the_longest_numbers_add_up_to_a_year(desk: Desk) -> None:
    """What checking accepts can be stored: a sum must fit its column as well."""
    most = "9" * 16
    too_long = named(row(value=most + "9", period="1/2025"))
    assert [f.code for f in pipeline.check([too_long], desk)[0].findings] == ["number-too-long"]
    published(desk, *(row(value=most, period=f"{n}/2025") for n in range(1, 13)))
    assert value(desk, period="2025-A1") == 12 * int(most)


# --- publishing


def test_published_and_walked_back(desk: Desk) -> None:
    done = published(desk, row(value=17), reason="kausi")
    assert done.published
    (one,) = done.checked
    assert (one.published_as, one.changes) == (done.uploads[0], Changes(1, 0, 0))
    now = pipeline.open_store(desk)
    assert now.version == done.version
    came = now.pair("trips", H1).now.provenance
    assert came is not None
    assert (came.upload, came.file, came.published_by) == (done.uploads[0], "a.xlsx", "Maija")
    assert came.published_at == NOW
    assert now.uploads()[0].reason == "kausi"
    columns, rows = pipeline.neighbourhood(desk, now, came.upload, came.cell, 1)
    assert columns
    assert any("17" in text for _, texts in rows for text in texts)


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    _, data = named(row(value=17), row("visitors", 5))
    first = pipeline.publish([("a.xlsx", data)], desk, by="Maija")
    before = listing(desk.settings.data)
    again = pipeline.publish([("b.xlsx", data)], desk, by="x")
    assert (again.published, again.uploads, again.version) == (False, first.uploads, first.version)
    assert again.checked[0].changes == Changes(0, 0, 2)
    assert listing(desk.settings.data) == before
    (seen,) = pipeline.check([("c.xlsx", data)], desk)
    assert (seen.published_as, seen.changes) == (first.uploads[0], Changes(0, 0, 2))


def test_the_same_file_twice_at_once(desk: Desk) -> None:
    _, data = named(*GOOD)
    done = pipeline.publish([("a.xlsx", data), ("copy.xlsx", data)], desk, by="x")
    assert len(done.uploads) == 1
    assert len(pipeline.open_store(desk).uploads()) == 1
    assert {one.published_as for one in done.checked} == set(done.uploads)


def test_a_known_and_a_new_file_together(desk: Desk) -> None:
    known = named(*GOOD)
    first = pipeline.publish([known], desk, by="x")
    done = pipeline.publish([known, named(row("visitors", 5))], desk, by="x")
    assert done.published
    assert done.checked[0].published_as == first.uploads[0]
    assert done.checked[0].changes == Changes(0, 0, 1)
    assert done.checked[1].published_as == done.uploads[1]
    assert len(pipeline.open_store(desk).uploads()) == 2


@pytest.mark.parametrize("order", [1, -1])
def test_all_files_or_none(desk: Desk, order: int) -> None:
    published(desk, row("members", 40))
    before = listing(desk.settings.data)
    given = [named(*GOOD), named(*BAD, name="b.xlsx"), ("c.txt", b"no workbook")][::order]
    with pytest.raises(pipeline.Refused) as refused:
        pipeline.publish(given, desk, by="x")
    assert [one.accepted for one in refused.value.checked].count(True) == 1
    assert len(refused.value.findings) == 2
    assert listing(desk.settings.data) == before
    assert value(desk) is None


def test_nothing_given_is_nothing_done(desk: Desk) -> None:
    done = pipeline.publish([], desk, by="x")
    assert (done.published, done.uploads, done.checked) == (False, (), ())


def test_a_state_that_the_user_has_not_seen(desk: Desk) -> None:
    seen = pipeline.open_store(desk).version
    published(desk, *GOOD, expected=seen)
    with pytest.raises(WorkbookRejected) as refused:
        published(desk, row(value=18), expected=seen)
    assert [one.code for one in refused.value.findings] == ["store-changed"]
    assert value(desk) == 17


def test_made_up_figures_are_marked_in_the_data(desk: Desk) -> None:
    published(desk, *GOOD, invented=True)
    now = pipeline.open_store(desk)
    assert now.invented
    assert now.pair("trips", H1).now.obs_status == "E"
    assert pipeline.verify(desk) == ()


@pytest.mark.parametrize("code", ["fi", "en"])
@pytest.mark.parametrize("invented", [True, False])
def test_a_template_says_that_the_figures_beside_its_cells_are_made_up(
    desk: Desk, code: str, invented: bool
) -> None:
    published(desk, *GOOD, invented=invented)
    book = openpyxl.load_workbook(io.BytesIO(pipeline.template(desk, parse("2025-S2"), code)))
    texts = [str(cell.value) for line in book.worksheets[0].iter_rows() for cell in line]
    assert "17" in texts
    assert any(language(code).text("template.invented") in one for one in texts) == invented


def test_words_that_are_no_text_and_words_with_separators(desk: Desk) -> None:
    """A file name of broken bytes, a reason pasted from a page."""
    name = os.fsdecode(b"kes\xe4kuu.xlsx")
    pipeline.publish([named(*GOOD, name=name)], desk, by="Mai\u2028ja", reason="a\u2029b\x85c")
    published(desk, row(value=18))
    first, _ = pipeline.open_store(desk).uploads()
    assert (first.published_by, first.reason) == ("Mai\u2028ja", "a\u2029b\x85c")
    assert first.file.encode("utf-8")
    assert pipeline.verify(desk) == ()


def test_two_threads_publish_at_once(desk: Desk) -> None:
    done: list[pipeline.Published] = []
    files = [named(row(period=f"{n}/2025", value=n)) for n in range(1, 7)]

    def work(file: pipeline.NamedFile) -> None:
        done.append(pipeline.publish([file], desk, by="x"))

    threads = [threading.Thread(target=work, args=(file,)) for file in files]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len({one.uploads for one in done}) == 6
    assert value(desk) == 21
    assert pipeline.verify(desk) == ()


# --- undo


def test_undo_brings_the_figures_before_back(desk: Desk) -> None:
    published(desk, row(value=17), row("visitors", 5))
    before = contents(pipeline.open_store(desk))["reported"]
    version = pipeline.open_store(desk).version
    second = published(desk, row(value=18), row("members", 40))
    changes = pipeline.withdraw(second.uploads[0], desk, by="x", reason="väärä tiedosto")
    assert changes == Changes(new=0, changed=2, unchanged=0)
    now = pipeline.open_store(desk)
    assert contents(now)["reported"] == before
    assert now.version == version
    assert now.uploads()[1].withdrawn_at is not None
    assert pipeline.verify(desk) == ()
    again = published(desk, row(value=18), row("members", 40))
    assert again.published and value(desk) == 18


@pytest.mark.parametrize(
    ("upload", "reason", "code"),
    [
        ("0001-none", "syy", "unknown-upload"),
        ("", "syy", "unknown-upload"),
        ("first", "", "reason-missing"),
        ("first", "  \n", "reason-missing"),
        ("withdrawn", "syy", "withdrawn-already"),
    ],
)
def test_what_cannot_be_undone(desk: Desk, upload: str, reason: str, code: str) -> None:
    first = published(desk, *GOOD).uploads[0]
    withdrawn = published(desk, row(value=18)).uploads[0]
    pipeline.withdraw(withdrawn, desk, by="x", reason="syy")
    before = listing(desk.settings.data)
    chosen = {"first": first, "withdrawn": withdrawn}.get(upload, upload)
    with pytest.raises(WrongUsage) as refused:
        pipeline.withdraw(chosen, desk, by="x", reason=reason)
    assert [one.code for one in refused.value.findings] == [code]
    assert listing(desk.settings.data) == before


# --- building anew


def test_rebuild_and_verify_read_the_workbooks_again(desk: Desk) -> None:
    published(desk, row(value=17, base_value=12, base_period="1-6/2024"), row("members", "1 240"))
    expected = contents(pipeline.open_store(desk))
    for folder in ("state", "readings"):
        for path in (desk.settings.data / folder).iterdir():
            path.unlink()
    assert contents(pipeline.rebuild(desk)) == expected
    assert pipeline.verify(desk) == ()
    assert len(list((desk.settings.data / "readings").iterdir())) == 1


def test_a_workbook_that_the_catalogue_no_longer_fits(desk: Desk, tmp_path: Path) -> None:
    """The figures are served on; building anew says which file stands in the way."""
    published(desk, *GOOD, row("visitors", 5))
    text = CATALOGUE.replace("[indicator.visitors]", "[indicator.guests]")
    less = office(desk.settings, load(write_catalogue(tmp_path / "less", text)), desk.clock)
    assert value(less) == 17
    for action in (pipeline.verify, pipeline.rebuild):
        with pytest.raises(StoreUnavailable) as refused:
            action(less)
        codes = [one.code for one in refused.value.findings]
        assert codes[0] == "original-no-longer-read"
        assert "unknown-indicator" in codes
    assert value(less) == 17


def test_a_store_that_cannot_be_written(desk: Desk) -> None:
    published(desk, *GOOD)
    (desk.settings.data / "uploads").rename(desk.settings.data / "away")
    (desk.settings.data / "uploads").write_text("in the way")
    with pytest.raises(StoreUnavailable) as refused:
        published(desk, row(value=18))
    assert refused.value.exit_code == 3
    assert [one.code for one in refused.value.findings] == ["store-not-writable"]
    assert value(desk) == 17
    with pytest.raises(StoreUnavailable):
        pipeline.withdraw(pipeline.open_store(desk).uploads()[0].upload, desk, by="x", reason="y")
    assert value(desk) == 17


# --- the next workbook


def test_the_template_shows_the_last_figures_and_brings_none(desk: Desk) -> None:
    published(
        desk,
        row(value=17, base_value=12, base_period="1-6/2024"),
        row(value=9, period="3/2025"),
        row("members", 40, period="7-12/2025"),
        row("visitors", 3, period="2024"),
        row("visitors", 4, period="6/2024"),
    )
    data = pipeline.template(desk, parse("2025-S2"), "fi")
    (one,) = pipeline.check([("pohja.xlsx", data)], desk)
    assert one.changes == Changes(0, 0, 0)
    assert one.observations == ()


def test_the_day_of_the_desk() -> None:
    made = office(Settings(), catalogue(), lambda: NOW)
    assert made.today == NOW.astimezone().date()
    assert office(Settings(), catalogue()).clock().tzinfo is not None
