"""Links, sessions and their journal: what opens, what ends, what is noticed."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import multiprocessing
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kpi import pipeline
from kpi.access import NOBODY, Permission, Role, Scope, Viewer
from kpi.desk import Desk
from kpi.errors import KpiError, NotPermitted, StoreUnavailable, WrongUsage
from kpi.links import LONGEST, LONGEST_IDLE, Event, Journal, Sessions, Shares
from kpi.pipeline import Wanted
from kpi.settings import ROOT, Settings
from tests.factories import catalogue, office, row, workbook

NOW = dt.datetime(2026, 11, 30, 12, 0, tzinfo=dt.UTC)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path / "data"), catalogue(), lambda: NOW)


def made(desk: Desk, role: Role = Role.VIEWER, **wanted: object) -> tuple[object, str]:
    return pipeline.share(Wanted(role, **wanted), desk, by="Maija")  # type: ignore[arg-type]


# Links


def test_a_secret_is_long_and_only_its_hash_is_kept(desk: Desk) -> None:
    secrets = {made(desk)[1] for _ in range(20)}
    assert len(secrets) == 20 and all(len(one) == 43 for one in secrets)
    kept = b"".join(one.read_bytes() for one in desk.settings.data.rglob("*") if one.is_file())
    assert not any(one.encode() in kept for one in secrets)


def test_a_secret_opens_its_own_link_until_it_ends(desk: Desk) -> None:
    made(desk)
    one, secret = made(desk, Role.EDITOR, days=1, label="toimisto")
    shares = pipeline.shares(desk)
    found = shares.found(secret, NOW)
    assert found is not None and found.id == one.id and found.role is Role.EDITOR  # type: ignore[attr-defined]
    assert shares.found(secret, NOW + DAY - MINUTE) is not None
    assert shares.found(secret, NOW + DAY) is None
    for wrong in ("", secret[:-1], f"{secret}x", secret.swapcase(), "\udcff", "ä" * 43):
        assert shares.found(wrong, NOW) is None
    pipeline.revoke(found.id, desk, by="Maija")
    assert shares.found(secret, NOW) is None


@pytest.mark.parametrize("days", [0, -1, 366, 10**9, -(10**9)])
def test_an_end_cannot_be_left_out_or_far(desk: Desk, days: int) -> None:
    with pytest.raises(WrongUsage) as refused:
        made(desk, days=days)
    assert [one.code for one in refused.value.findings] == ["share-days"]
    assert pipeline.links(desk) == ()


@pytest.mark.parametrize(
    ("role", "wanted", "code"),
    [
        (Role.EDITOR, {"areas": ("rowing",)}, "scope-for-viewers"),
        (Role.ADMIN, {"version": "x"}, "scope-for-viewers"),
        (Role.VIEWER, {"areas": ("no-such",)}, "unknown-area"),
        (Role.VIEWER, {"version": "no-such"}, "unknown-version"),
        (Role.VIEWER, {"language": "sv"}, "unknown-language"),
        (Role.VIEWER, {"label": "x" * 121}, "share-label-long"),
    ],
)
def test_a_link_that_cannot_be_is_refused(
    desk: Desk, role: Role, wanted: dict[str, object], code: str
) -> None:
    with pytest.raises(WrongUsage) as refused:
        made(desk, role, **wanted)
    assert [one.code for one in refused.value.findings] == [code]


def test_a_link_carries_its_scope(desk: Desk) -> None:
    pipeline.publish([("a.xlsx", workbook([row()]))], desk, by="Maija")
    from kpi.periods import parse

    frozen = pipeline.freeze(parse("2025-S1"), "Syyskokous", desk, by="Maija")
    wanted = {"areas": ("rowing",), "version": "Syyskokous", "language": "en"}
    one, secret = made(desk, **wanted)
    found = pipeline.shares(desk).found(secret, NOW)
    assert found is not None
    assert found.viewer == Viewer(
        Role.VIEWER,
        Scope(("rowing",), frozen.version, "2025-S1"),
        via=f"link:{found.id}",
        language="en",
    )


def test_openings_are_counted_and_nobody_is_named(desk: Desk) -> None:
    one, _ = made(desk)
    shares = pipeline.shares(desk)
    for minutes in (1, 2):
        shares.note_opened(one, NOW + minutes * MINUTE)  # type: ignore[arg-type]
    (listed,) = pipeline.links(desk)
    assert (listed.opened, listed.last_opened_at) == (2, NOW + 2 * MINUTE)
    lines = (desk.settings.data / "access.jsonl").read_text("utf-8").splitlines()
    opened = [json.loads(line) for line in lines if json.loads(line)["event"] == "open"]
    assert {tuple(sorted(one)) for one in opened} == {
        ("at", "event", "ledger", "link", "previous", "role", "seq")
    }


def test_what_cannot_be_revoked(desk: Desk) -> None:
    one, _ = made(desk)
    pipeline.revoke(one.id, desk, by="Maija")  # type: ignore[attr-defined]
    for id_, code in ((one.id, "share-revoked-already"), ("nothing", "unknown-share")):  # type: ignore[attr-defined]
        with pytest.raises(WrongUsage) as refused:
            pipeline.revoke(id_, desk, by="Maija")
        assert [found.code for found in refused.value.findings] == [code]


def test_the_first_link_shuts_the_door_for_good(desk: Desk) -> None:
    assert pipeline.start_link(desk).startswith("http://127.0.0.1:8501/s/")
    assert not pipeline.configured(desk)
    one, _ = made(desk, days=1)
    assert pipeline.configured(desk)
    pipeline.revoke(one.id, desk, by="Maija")  # type: ignore[attr-defined]
    later = replace(desk, clock=lambda: NOW + 400 * DAY)
    assert pipeline.configured(later)
    assert pipeline.visitor(later, "") == NOBODY


@pytest.mark.parametrize("role", [None, Role.VIEWER, Role.EDITOR])
def test_only_the_administrator_shares(desk: Desk, role: Role | None) -> None:
    one, _ = made(desk)
    before = (desk.settings.data / "access.jsonl").read_bytes()
    other = replace(desk, viewer=Viewer(role))
    attempts: list[Callable[[], object]] = [
        lambda: pipeline.share(Wanted(Role.VIEWER), other, by="x"),
        lambda: pipeline.start_link(other),
        lambda: pipeline.revoke(one.id, other, by="x"),  # type: ignore[attr-defined]
        lambda: pipeline.links(other),
        lambda: pipeline.audit(other),
        lambda: pipeline.hide_name("Maija", "x", other, by="x"),
    ]
    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()
    assert (desk.settings.data / "access.jsonl").read_bytes() == before


# Sessions


@pytest.fixture
def sessions(desk: Desk) -> Sessions:
    return pipeline.sessions(desk)


def begun(desk: Desk, role: Role = Role.EDITOR) -> tuple[str, str]:
    one, _ = made(desk, role)
    viewer = one.viewer  # type: ignore[attr-defined]
    return pipeline.sessions(desk).begin(viewer, NOW), one.id  # type: ignore[attr-defined]


def test_a_session_lasts_twelve_hours_of_use(desk: Desk, sessions: Sessions) -> None:
    held, _ = begun(desk)
    at = NOW
    while at + 50 * MINUTE < NOW + LONGEST:
        at += 50 * MINUTE
        assert sessions.viewer(held, at).may(Permission.PUBLISH)
    assert sessions.viewer(held, NOW + LONGEST + MINUTE) == NOBODY
    assert sessions.viewer(held, NOW) == NOBODY, "what has ended does not come back"


def test_a_session_ends_after_an_hour_of_silence(desk: Desk, sessions: Sessions) -> None:
    held, _ = begun(desk)
    assert sessions.viewer(held, NOW + LONGEST_IDLE - MINUTE) != NOBODY
    assert sessions.viewer(held, NOW + 2 * LONGEST_IDLE) == NOBODY


def test_a_clock_that_went_back_ends_a_session(desk: Desk, sessions: Sessions) -> None:
    held, _ = begun(desk)
    assert sessions.viewer(held, NOW - 5 * MINUTE) == NOBODY


def test_a_click_from_the_future_ends_a_session(desk: Desk, sessions: Sessions) -> None:
    """The clock was wrong then or is wrong now; the hour of silence cannot be told."""
    held, _ = begun(desk)
    assert sessions.viewer(held, NOW + 50 * MINUTE) != NOBODY
    assert sessions.viewer(held, NOW + 40 * MINUTE) == NOBODY


def test_a_session_is_only_as_good_as_its_link(desk: Desk, sessions: Sessions) -> None:
    held, id_ = begun(desk)
    assert sessions.viewer(held, NOW).via == f"link:{id_}"
    for wrong in ("", "x", held[:-1], f"{held} "):
        assert sessions.viewer(wrong, NOW) == NOBODY
    pipeline.revoke(id_, desk, by="Maija")
    assert sessions.viewer(held, NOW) == NOBODY


def test_who_signs_out_is_out(desk: Desk, sessions: Sessions) -> None:
    held, _ = begun(desk)
    sessions.end("somebody else's")
    assert sessions.viewer(held, NOW) != NOBODY
    sessions.end(held)
    assert sessions.viewer(held, NOW) == NOBODY


def test_a_link_that_is_passed_round_does_not_fill_the_disk(desk: Desk, sessions: Sessions) -> None:
    one, _ = made(desk)
    first = sessions.begin(one.viewer, NOW - MINUTE)  # type: ignore[attr-defined]
    last = [sessions.begin(one.viewer, NOW) for _ in range(510)][-1]  # type: ignore[attr-defined]
    rows = sqlite3.connect(desk.settings.data / "sessions.sqlite3")
    assert rows.execute("select count(*) from session").fetchone() == (500,)
    rows.close()
    assert sessions.viewer(first, NOW) == NOBODY
    assert sessions.viewer(last, NOW) != NOBODY


def test_a_damaged_table_lets_nobody_in(desk: Desk, sessions: Sessions) -> None:
    held, _ = begun(desk)
    for left in desk.settings.data.glob("sessions.sqlite3*"):
        left.write_bytes(b"no table at all" * 100)
    with pytest.raises(StoreUnavailable):
        sessions.viewer(held, NOW)


# The journal


def test_a_changed_or_lost_line_is_noticed(desk: Desk) -> None:
    for _ in range(3):
        made(desk)
    path = desk.settings.data / "access.jsonl"
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    for damaged in (
        whole.replace(b'"viewer"', b'"admin"', 1),
        b"".join(lines[1:]),
        lines[0] + lines[2],
        b"nonsense\n" + whole,
    ):
        path.write_bytes(damaged)
        with pytest.raises(StoreUnavailable):
            pipeline.links(desk)
        with pytest.raises(StoreUnavailable):
            pipeline.configured(desk)
    path.write_bytes(whole + b'{"half": ')
    assert len(pipeline.links(desk)) == 3
    made(desk)
    assert len(pipeline.audit(desk)) == 4


def test_an_end_that_was_cut_off_is_noticed(desk: Desk) -> None:
    """A chain does not tell; a link that was revoked would open again."""
    one, secret = made(desk)
    pipeline.revoke(one.id, desk, by="Maija")  # type: ignore[attr-defined]
    path, head = desk.settings.data / "access.jsonl", desk.settings.data / "access.head"
    whole, told = path.read_bytes(), head.read_bytes()
    shares = pipeline.shares(desk)
    for damage in (
        lambda: path.write_bytes(whole.splitlines(keepends=True)[0]),
        lambda: path.write_bytes(b""),
        path.unlink,
    ):
        damage()
        for ask in (lambda: shares.found(secret, NOW), lambda: pipeline.configured(desk)):
            with pytest.raises(StoreUnavailable):
                ask()
        with pytest.raises(StoreUnavailable):
            pipeline.audit(desk)
        with pytest.raises(StoreUnavailable):
            made(desk)
        path.write_bytes(whole)
    for nonsense in (b"", b"x", b"0 x", b"2", b"99 x", b"\xff", b"2 " + b"0" * 64):
        head.write_bytes(nonsense)
        with pytest.raises(StoreUnavailable):
            pipeline.audit(desk)
    head.unlink()
    with pytest.raises(StoreUnavailable):
        pipeline.audit(desk)
    head.mkdir()
    with pytest.raises(StoreUnavailable):
        pipeline.audit(desk)
    head.rmdir()
    head.write_bytes(told)
    assert len(pipeline.audit(desk)) == 2


def test_a_kill_between_a_line_and_its_head_loses_nothing(desk: Desk) -> None:
    head = desk.settings.data / "access.head"
    made(desk)
    first = head.read_bytes()
    head.unlink()
    assert len(pipeline.audit(desk)) == 1, "killed at the very first line"
    head.write_bytes(first)
    made(desk)
    head.write_bytes(first)
    assert len(pipeline.audit(desk)) == 2
    made(desk)
    assert head.read_text("utf-8").startswith("3 ")


def test_a_long_journal_is_read_on_and_not_anew(desk: Desk) -> None:
    """Each opening and the click after it would cost more, and a board link could stop the service.

    The lines before are damaged in a way that only reading them anew can notice.
    """
    journal = Journal(desk.settings.data)
    made(desk)
    for _ in range(3):
        journal.note(NOW, "open", link="x")
    assert len(journal.events()) == 4
    added = f"{_next(journal).text()}\n".encode()
    with journal.path.open("r+b") as file:
        file.seek(10)
        file.write(b"#")
        file.seek(0, 2)
        file.write(added)
    assert len(journal.events()) == 5
    with pytest.raises(StoreUnavailable):
        journal.checked()


@pytest.mark.parametrize("damage", ["other", "shorter", "torn", "replaced"])
def test_what_has_not_only_grown_is_read_anew(desk: Desk, damage: str) -> None:
    journal = Journal(desk.settings.data)
    made(desk)
    made(desk)
    whole = journal.path.read_bytes()
    added = f"{_next(journal).text()}\n".encode()
    if damage == "other":
        journal.path.write_bytes(whole.replace(b'"viewer"', b'"editor"') + added)
    elif damage == "shorter":
        journal.path.write_bytes(whole[:-1])
    elif damage == "torn":
        with journal.path.open("ab") as file:
            file.write(added[:20])
        assert len(journal.events()) == 2
        made(desk)
        assert len(journal.events()) == len(journal.checked()) == 3
        return
    else:
        beside = journal.path.with_name("beside")
        beside.write_bytes(b"x" + whole + added)
        beside.replace(journal.path)
    with pytest.raises(StoreUnavailable):
        journal.events()


def test_a_bad_line_that_is_added_is_noticed(desk: Desk) -> None:
    journal = Journal(desk.settings.data)
    made(desk)
    good = _next(journal)
    for line in (b"nonsense\n", f"{replace(good, previous='0' * 64).text()}\n".encode()):
        whole = journal.path.read_bytes()
        assert journal.events()
        with journal.path.open("ab") as file:
            file.write(line)
        with pytest.raises(StoreUnavailable) as told:
            journal.events()
        assert told.value.findings[0].cell == "access.jsonl:2"
        journal.path.write_bytes(whole)


def _next(journal: Journal) -> Event:
    known = journal.events()
    return Event.following(known, NOW, event="open", ledger=known[-1].ledger, link="x")


KILLED = """
import datetime as dt, sys
from pathlib import Path
from kpi.links import Journal
journal = Journal(Path(sys.argv[1]))
print("on", flush=True)
while True:
    journal.note(dt.datetime.now(dt.UTC), "open", link="x")
"""


@pytest.mark.slow
def test_a_kill_in_the_middle_of_a_note_leaves_a_whole_chain(desk: Desk) -> None:
    made(desk)
    before = 1
    for turn in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(desk.settings.data)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert writer.stdout is not None and writer.stdout.readline() == b"on\n"
        time.sleep(0.05 + 0.013 * turn)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        now = len(Journal(desk.settings.data).checked())
        assert now >= before
        Journal(desk.settings.data).note(NOW, "open", link="y")
        before = now + 1
    assert before > 9


def test_a_full_disk_lets_who_is_in_read_and_nobody_in(
    desk: Desk, sessions: Sessions, full: Path
) -> None:
    """The table is read without writing; only the time of the last click stays as it was."""
    office_ = replace(desk, settings=Settings(data=full))
    one, _ = made(office_, Role.EDITOR)
    there = pipeline.sessions(office_)
    held = there.begin(one.viewer, NOW)  # type: ignore[attr-defined]
    with contextlib.suppress(OSError), (full / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 512)
    assert there.viewer(held, NOW + 5 * MINUTE).may(Permission.PUBLISH)
    assert there.viewer(held, NOW + LONGEST_IDLE - MINUTE).may(Permission.PUBLISH)
    with pytest.raises(StoreUnavailable):
        for _ in range(200):
            there.begin(one.viewer, NOW)  # type: ignore[attr-defined]
    with pytest.raises(StoreUnavailable) as refused:
        for _ in range(20):
            made(office_)
    assert [told.code for told in refused.value.findings] == ["disk-full"]
    assert there.shares.by_id(one.id).id == one.id  # type: ignore[attr-defined]
    with contextlib.suppress(StoreUnavailable):
        assert there.viewer(held, NOW + 2 * LONGEST_IDLE) == NOBODY


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """Give a folder on a disk of its own that is soon full, where a disk can be made."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_ledger_that_was_cut_is_noticed_by_the_journal(desk: Desk) -> None:
    pipeline.publish([("a.xlsx", workbook([row()]))], desk, by="Maija")
    made(desk)
    assert {one.event for one in pipeline.audit(desk)} == {"publish", "share"}
    (desk.settings.data / "ledger.jsonl").unlink()
    with pytest.raises(KpiError):
        pipeline.audit(desk)


def _write(data: str, number: int) -> None:
    journal = Journal(Path(data))
    for _ in range(number):
        journal.note(dt.datetime.now(dt.UTC), "open", link="x")


def test_two_processes_write_one_chain(desk: Desk) -> None:
    made(desk)
    context = multiprocessing.get_context("spawn")
    several = [context.Process(target=_write, args=(str(desk.settings.data), 25)) for _ in range(3)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert [one.exitcode for one in several] == [0, 0, 0]
    events = Journal(desk.settings.data).checked()
    assert [one.seq for one in events] == list(range(1, 77))


def test_a_folder_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    shares = Shares(Journal(tmp_path / "data"))
    with pytest.raises(StoreUnavailable):
        Sessions(tmp_path / "data", shares).begin(Viewer(Role.VIEWER), NOW)
    with pytest.raises(StoreUnavailable):
        shares.journal.note(NOW, "open", link="x")
