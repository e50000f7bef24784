"""A tool's file from its questions to published figures: answered, remembered, doubted."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kpi import pipeline
from kpi.desk import Decisions, Desk
from kpi.errors import WorkbookRejected, WrongUsage
from kpi.periods import Grain, parse
from kpi.settings import Settings
from kpi.store import serve
from tests.builders import contents, listing
from tests.exports import days, meta_daily
from tests.factories import catalogue, office, row, workbook

NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
VISITS = "which-indicator:csv!A1"
PLATFORM = "which-platform:csv!A1"
MEANT = "meta-daily which-indicator facebook_visits"
JUNE = days("2025-06-01", range(1, 31))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path / "data"), catalogue(), lambda: NOW)


def visits(told: object = JUNE, title: str = "Facebook visits") -> bytes:
    return meta_daily((title, told))  # type: ignore[arg-type]


def decided(answers: Mapping[str, str], *left_out: str) -> Decisions:
    return Decisions({"": answers}, frozenset(left_out))


def check(desk: Desk, data: bytes, **answers: str) -> pipeline.Checked:
    (one,) = pipeline.check([("Visits.csv", data)], desk, decided=decided(named(answers)))
    return one


def named(answers: Mapping[str, str]) -> dict[str, str]:
    """Write which_indicator="trips" for the first heading of the file."""
    return {f"{code.replace('_', '-')}:csv!A1": choice for code, choice in answers.items()}


def publish(desk: Desk, data: bytes, *left_out: str, name: str = "", **answers: str) -> str:
    told = decided(named(answers), *left_out)
    done = pipeline.publish([(name or "Visits.csv", data)], desk, by="Maija", decided=told)
    return done.uploads[0]


def value(desk: Desk, period: str, name: str = "trips") -> Decimal | None:
    return pipeline.open_store(desk).pair(name, parse(period)).now.value


def codes(one: pipeline.Checked) -> list[str]:
    return [found.code for found in one.findings]


# --- asked, answered, published


def test_a_question_keeps_a_file_out_until_it_is_answered(desk: Desk) -> None:
    one = check(desk, visits())
    assert (one.format, one.accepted, codes(one)) == ("meta-daily", False, ["which-indicator"])
    assert one.observations == ()
    assert [len(it.figures) for it in one.series] == [30]
    with pytest.raises(WorkbookRejected):
        publish(desk, visits())
    assert not list((desk.settings.data / "uploads").iterdir())


def test_days_roll_up_to_their_month(desk: Desk) -> None:
    publish(desk, visits(), which_indicator="trips")
    assert value(desk, "2025-06-07") == 7
    assert value(desk, "2025-M06") == 465
    assert value(desk, "2025-Q2") is None
    known = pipeline.open_store(desk).series("trips", Grain.DAY)
    assert [one.provenance.cell for one in known[:2] if one.provenance] == ["csv!B3", "csv!B4"]


def test_a_month_that_is_not_whole_has_no_figure(desk: Desk) -> None:
    publish(desk, visits(JUNE[:15]), which_indicator="trips")
    now = pipeline.open_store(desk).pair("trips", parse("2025-M06")).now
    assert (now.value, now.have, now.of) == (None, 15, 30)


def test_overlapping_exports_replace_day_by_day(desk: Desk) -> None:
    publish(desk, visits(), which_indicator="trips")
    later = days("2025-06-21", [*range(21, 30), 130, 1, 2])
    one = check(desk, visits(later))
    assert (one.changes.new, one.changes.changed, one.changes.unchanged) == (2, 1, 9)
    publish(desk, visits(later))
    assert value(desk, "2025-M06") == 565


def test_unique_people_of_days_never_become_a_month(desk: Desk) -> None:
    publish(desk, visits(title="Facebook reach"), which_indicator="visitors")
    now = pipeline.open_store(desk).pair("visitors", parse("2025-M06")).now
    assert (now.value, value(desk, "2025-06-30", "visitors")) == (None, 30)


def test_the_state_is_built_again_from_the_file_and_its_answers(desk: Desk) -> None:
    publish(desk, visits([*JUNE, ("2025-07-01", 9)]), "trips 2025-M07", which_indicator="trips")
    before = contents(pipeline.open_store(desk))
    assert pipeline.verify(desk) == ()
    for folder in ("state", "readings"):
        for path in (desk.settings.data / folder).iterdir():
            path.unlink()
    serve._connection.cache_clear()
    assert contents(pipeline.open_store(desk)) == before
    assert value(desk, "2025-07-01") is None


def test_the_same_file_again_changes_nothing_and_asks_nothing(desk: Desk) -> None:
    first = publish(desk, visits(), which_indicator="trips")
    pipeline.forget(MEANT, desk, by="Maija")
    before = listing(desk.settings.data)
    again = pipeline.publish([("copy.csv", visits())], desk, by="Maija")
    assert (again.published, again.uploads) == (False, (first,))
    assert again.checked[0].changes.unchanged == 30
    assert listing(desk.settings.data) == before


# --- remembered


def test_an_answer_is_remembered_for_the_next_file_and_says_so(desk: Desk) -> None:
    publish(desk, visits(), which_indicator="trips")
    one = check(desk, visits(days("2025-07-01", [5, 6])))
    assert one.accepted
    assert [(it.name, it.answer, it.remembered) for it in one.questions] == [
        (VISITS, "trips", True)
    ]
    (known,) = pipeline.remembered(desk).values()
    assert (known.key, known.choice, known.found) == (MEANT, "trips", "Facebook visits")


def test_what_is_taken_back_is_asked_again(desk: Desk) -> None:
    publish(desk, visits(), which_indicator="trips")
    pipeline.forget(MEANT, desk, by="Maija", reason="väärä mittari")
    assert pipeline.remembered(desk) == {}
    assert not check(desk, visits(days("2025-07-01", [5]))).accepted
    assert value(desk, "2025-M06") == 465, "what was published with it stays"
    with pytest.raises(WrongUsage):
        pipeline.forget(MEANT, desk, by="Maija")


def test_a_withdrawn_file_takes_its_answer_along(desk: Desk) -> None:
    upload = publish(desk, visits(), which_indicator="trips")
    pipeline.withdraw(upload, desk, by="Maija", reason="väärä tiedosto")
    assert pipeline.remembered(desk) == {}


def test_the_other_platform_s_file_is_not_taken_for_the_first(desk: Desk) -> None:
    """Two downloads that differ in nothing but their figures: the second is asked about."""
    told = {"which_platform": "facebook", "which_indicator": "trips"}
    publish(desk, visits(title="Views"), **told)
    other = visits(days("2025-06-01", range(100, 130)), title="Views")
    one = check(desk, other)
    assert not one.accepted
    assert codes(one) == [
        "which-platform",
        "which-indicator",
        "remembered-doubted",
        "remembered-doubted",
    ]


def test_after_two_answers_each_file_is_asked_about(desk: Desk) -> None:
    publish(desk, visits(title="Views"), which_platform="facebook", which_indicator="trips")
    other = visits(days("2025-07-01", [5]), title="Views")
    publish(desk, other, which_platform="instagram", which_indicator="trips")
    one = check(desk, visits(days("2025-08-01", [5]), title="Views"))
    assert "which-platform" in codes(one)


def test_a_day_or_two_that_were_corrected_are_no_reason_to_doubt(desk: Desk) -> None:
    publish(desk, visits(), which_indicator="trips")
    corrected = [*JUNE[:28], ("2025-06-29", 99), ("2025-06-30", 98)]
    assert check(desk, visits(corrected)).accepted


# --- left out


def test_a_line_that_is_left_out_is_not_stored(desk: Desk) -> None:
    told = [*JUNE, *days("2025-07-01", [5, 6])]
    data = visits(told)
    one = pipeline.check(
        [("v.csv", data)], desk, decided=decided({VISITS: "trips"}, "trips 2025-M06", "x 2025-M01")
    )[0]
    assert (one.changes.new, one.left_out) == (2, frozenset({"trips 2025-M06"}))
    publish(desk, data, "trips 2025-M06", which_indicator="trips")
    assert (value(desk, "2025-06-07"), value(desk, "2025-07-02")) == (None, 6)


def test_a_row_of_the_template_is_left_out_too(desk: Desk) -> None:
    data = workbook([row(value=17), row("members", 5)])
    given = [("a.xlsx", data)]
    told = Decisions({}, frozenset({"members 2025-S1"}))
    pipeline.publish(given, desk, by="Maija", decided=told)
    assert (value(desk, "2025-S1"), value(desk, "2025-S1", "members")) == (17, None)


def test_a_file_of_which_nothing_is_left_is_refused(desk: Desk) -> None:
    one = pipeline.check(
        [("v.csv", visits())], desk, decided=decided({VISITS: "trips"}, "trips 2025-M06")
    )[0]
    assert (one.accepted, codes(one)[-1]) == (False, "all-left-out")


# --- several files, wrong answers


def test_files_are_answered_one_by_one(desk: Desk) -> None:
    given = [("a.csv", visits()), ("b.csv", visits(title="Facebook reach"))]
    told = Decisions({"a.csv": {VISITS: "trips"}, "b.csv": {VISITS: "visitors"}})
    pipeline.publish(given, desk, by="Maija", decided=told)
    assert value(desk, "2025-M06") == 465
    assert value(desk, "2025-06-02", "visitors") == 2


def test_two_downloads_that_overlap_and_were_counted_anew_are_one_channel(desk: Desk) -> None:
    publish(desk, visits(), which_indicator="trips")
    july, later = days("2025-07-01", range(1, 32)), days("2025-07-29", [29, 30, 99, 1, 2])
    checked = pipeline.check([("a.csv", visits(july)), ("b.csv", visits(later))], desk)
    assert [(one.accepted, codes(one)[-1:]) for one in checked] == [
        (True, []),
        (True, ["files-differ"]),
    ]


def test_an_answer_that_is_no_choice_refuses_the_file(desk: Desk) -> None:
    one = check(desk, visits(), which_indicator="members")
    assert codes(one) == ["answer-not-allowed", "which-indicator"]
    assert (one.pending, len(one.series)) == ((), 1)


# --- what a reader would see change


def test_what_is_shown_is_told_month_by_month_and_rolled_up(desk: Desk) -> None:
    for month, last in (("04", 31), ("05", 32)):
        publish(desk, visits(days(f"2025-{month}-01", range(1, last))), which_indicator="trips")
    one = check(desk, visits())
    seen = {it.period.code: (it.before, it.after) for it in one.shown}
    assert seen == {
        "2025-M06": (None, 465),
        "2025-Q2": (None, 1426),
        "2025-S1": (None, None),
        "2025-A1": (None, None),
    }


def test_a_month_of_its_own_is_not_changed_by_its_days_and_that_is_seen(desk: Desk) -> None:
    own = workbook([row(value=500, period="2025-06")])
    pipeline.publish([("a.xlsx", own)], desk, by="Maija")
    one = check(desk, visits(), which_indicator="trips")
    assert [(it.period.code, it.before, it.after, it.stated, it.parts) for it in one.shown] == [
        ("2025-M06", 500, 500, True, 30)
    ]
    publish(desk, visits(), which_indicator="trips")
    assert value(desk, "2025-M06") == 500


# --- people stay out


def test_a_name_in_a_file_is_not_kept_and_the_figures_are_the_same(desk: Desk) -> None:
    lines = [
        "Kuukausi;Souturetket;Kirjaaja, sähköposti",
        "2/2025;5;maija@seura.example",
        "3/2025;3;",
    ]
    data = "\n".join(lines).encode("utf-8")
    given = [("retket.csv", data)]
    done = pipeline.publish(given, desk, by="Maija")
    assert "personal-data-left-out" in codes(done.checked[0])
    assert (value(desk, "2025-M02"), value(desk, "2025-M03")) == (5, 3)
    everything = b"".join(p.read_bytes() for p in desk.settings.data.rglob("*") if p.is_file())
    assert b"maija@" not in everything
    assert pipeline.verify(desk) == ()
    assert not pipeline.publish(given, desk, by="Maija").published, "the same file is known again"
    (upload,) = pipeline.open_store(desk).uploads()
    assert (
        pipeline.open_store(desk).original(upload.upload)[1]
        == desk.settings.data.joinpath("uploads", f"{upload.kept}.bin").read_bytes()
    )


def test_a_name_in_a_file_s_name_and_properties_is_not_kept(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([row(value=5)])))
    book.properties.creator = "Maija Virtanen"
    buffer = io.BytesIO()
    book.save(buffer)
    done = pipeline.publish([("Maija Virtanen luvut.xlsx", buffer.getvalue())], desk, by="x")
    told = set(codes(done.checked[0]))
    assert told == {"makers-left-out", "file-name-without-people"}
    (upload,) = pipeline.open_store(desk).uploads()
    assert upload.file == "luvut.xlsx"
    kept = pipeline.open_store(desk).original(upload.upload)[1]
    with zipfile.ZipFile(io.BytesIO(kept)) as parts:
        assert b"Virtanen" not in parts.read("docProps/core.xml")
    assert pipeline.verify(desk) == ()


def test_a_list_of_people_is_refused(desk: Desk) -> None:
    lines = ["Email Address;Opens", *(f"a{n}@b.example;{n}" for n in range(20))]
    (one,) = pipeline.check([("lista.csv", "\n".join(lines).encode())], desk)
    assert (one.accepted, codes(one)) == (False, ["address-list"])
    assert "@" not in str(one.findings)
    assert "@" not in str(one.series)
