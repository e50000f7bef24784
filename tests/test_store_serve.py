"""Which database is served: the right one, whatever became of the files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi import store
from kpi.errors import StoreUnavailable
from kpi.periods import parse
from kpi.store import Store, duckdb, files, ledger, readings, serve
from tests.builders import Archive, archive, catalogue, contents, entry, listing, observed
from tests.source import ROOT

H1 = parse("2025-S1")


@pytest.fixture
def shelf(tmp_path: Path) -> Archive:
    """An archive with two uploads, one of them withdrawn, and a conflict."""
    made = archive(tmp_path)
    made.publish(
        observed("loans", "2025-S1", 40, goal="1.1"), observed("loans", "2025-S1", 41, goal="1.2")
    )
    made.withdraw(made.publish(observed("members", "2025-S1", 5)))
    made.publish(observed("members", "2025-S1", 7), observed("loans", "2024-A1", 90, is_base=True))
    return made


def served(shelf: Archive) -> Path:
    """The database file that is pointed to."""
    pointer = shelf.home.places.read_pointer()
    assert pointer is not None
    return shelf.root / "state" / pointer.file


def forgetful() -> None:
    """Forget the open connections, as another process would have none."""
    serve._connection.cache_clear()
    serve._MEMORY.clear()


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(StoreUnavailable) as stopped:
        action()
    assert stopped.value.exit_code == 3
    return stopped.value.findings[0].code


def test_opening_again_builds_nothing(shelf: Archive) -> None:
    before = listing(shelf.root)
    first, second = shelf.open(), shelf.open()
    assert first.connection is second.connection
    assert listing(shelf.root) == before
    assert shelf.reread == []


@pytest.mark.parametrize("lost", ["database", "pointer", "state", "readings", "all but the truth"])
def test_what_is_lost_is_made_again_the_same(shelf: Archive, lost: str) -> None:
    before, version = contents(shelf.open()), shelf.open().version
    forgetful()
    gone = {
        "database": [served(shelf)],
        "pointer": [shelf.home.places.pointer],
        "state": list((shelf.root / "state").iterdir()),
        "readings": list((shelf.root / "readings").iterdir()),
        "all but the truth": [
            *(shelf.root / "state").iterdir(),
            *(shelf.root / "readings").iterdir(),
            shelf.root / "lock",
        ],
    }[lost]
    for path in gone:
        path.unlink()
    if lost in {"state", "readings"}:
        (shelf.root / lost).rmdir()
    again = shelf.open()
    assert (contents(again), again.version) == (before, version)
    assert bool(shelf.reread) is (lost == "all but the truth")
    assert store.verify(shelf.home) == ()
    if lost == "all but the truth":
        shelf.reread.clear()
        forgetful()
        served(shelf).unlink()
        assert contents(shelf.open()) == before
        assert shelf.reread == [], "what was read again is kept"


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:100],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"rubbish" * 1000,
        lambda whole: b"\0" * len(whole),
        lambda whole: whole[:8] + b"XXXX" + whole[12:],
    ],
    ids=["empty", "100 bytes", "half", "rubbish", "noughts", "no magic"],
)
def test_a_damaged_database_is_built_again(
    shelf: Archive, damage: Callable[[bytes], bytes]
) -> None:
    before = contents(shelf.open())
    forgetful()
    path = served(shelf)
    path.write_bytes(damage(path.read_bytes()))
    assert store.verify(shelf.home) == (
        {"table": "database", "only_in": "rebuilt", "row": path.name},
    )
    assert contents(shelf.open()) == before
    assert served(shelf) != path


def test_a_database_that_goes_while_it_is_opened(shelf: Archive) -> None:
    gone = shelf.root / "state" / "kpi-gone.duckdb"
    assert refused(lambda: serve.opened(shelf.home, gone, ())) == "database-unreadable"
    assert refused(lambda: duckdb.connect(gone, read_only=True)) == "database-unreadable"


def test_a_database_that_no_longer_answers(shelf: Archive) -> None:
    closed = duckdb.build(None, shelf.catalogue, (), readings.joined([]))
    closed.close()
    for ask in (
        lambda: duckdb.rows(closed, "select 1"),
        lambda: duckdb.statements(closed),
        lambda: duckdb.statements_of(closed, {"loans"}),
    ):
        assert refused(ask) == "database-unreadable"


def test_verify_without_a_database_has_nothing_to_name(shelf: Archive) -> None:
    served(shelf).unlink()
    before = listing(shelf.root)
    assert store.verify(shelf.home) == ()
    assert listing(shelf.root) == before


def test_a_pointer_to_another_database_is_not_followed(shelf: Archive) -> None:
    before = contents(shelf.open())
    pointer = shelf.home.places.pointer
    for change in (
        {"ledger": ledger.START},
        {"catalogue": "0" * 64},
        {"engine": "0" * 64},
        {"file": ""},
        {"file": "kpi-gone.duckdb"},
    ):
        held = json.loads(pointer.read_text())
        old = shelf.root / "state" / held["file"]
        pointer.write_text(json.dumps(held | change))
        assert contents(shelf.open()) == before
        assert served(shelf) != old, change


def test_a_newer_version_of_the_code_builds_anew(shelf: Archive) -> None:
    """A database of the old code may lack a column that the new code asks for."""
    assert len(json.loads(shelf.home.places.pointer.read_text())["engine"]) == 64


def test_another_catalogue_is_another_state(shelf: Archive, tmp_path: Path) -> None:
    before = shelf.open()
    more = catalogue(tmp_path / "more", entry("fines", "house", "flow", "EUR", "month"))
    other = Archive(shelf.root, more, shelf.now)
    after = other.open()
    assert after.version != before.version
    assert "fines" in after.figures(H1) and "fines" not in before.figures(H1)
    assert other.reread == []


def test_what_the_catalogue_no_longer_knows_is_kept_and_not_shown(
    shelf: Archive, tmp_path: Path
) -> None:
    less = Archive(shelf.root, catalogue(tmp_path / "less", without=("members",)), shelf.now)
    now = less.open()
    assert "members" not in now.figures(H1)
    assert now.observations(H1)[0].indicator == "loans"
    assert now.rows("select code, indicator_id from disagreement") == [
        ("unknown-in-catalogue", "members")
    ]
    assert shelf.open().pair("members", H1).now.value == 7, "and comes back with its definition"


# --- the truth itself


def test_a_broken_ledger_closes_the_store(shelf: Archive) -> None:
    path = shelf.home.places.ledger
    path.write_bytes(path.read_bytes().replace(b"Maija", b"Meija", 1))
    assert refused(shelf.open) == "ledger-broken"
    assert refused(lambda: store.rebuild(shelf.home)) == "ledger-broken"


@pytest.mark.parametrize("lines", [0, 1, 3])
def test_a_ledger_that_lost_its_end_closes_the_store(shelf: Archive, lines: int) -> None:
    """The chain cannot tell that its last lines are gone; the database that was served can."""
    path = shelf.home.places.ledger
    kept = path.read_bytes().splitlines(keepends=True)[:lines]
    path.write_bytes(b"".join(kept))
    assert refused(shelf.open) == "ledger-broken"
    with files.writing_alone(shelf.home.places):
        assert refused(shelf.open) == "ledger-broken"
        # To build anew is to say that the ledger as it lies there is meant.
        assert len(store.rebuild(shelf.home).uploads()) == min(lines, 2)
    assert len(shelf.open().uploads()) == min(lines, 2)


def test_a_publish_between_two_glances_is_no_loss(shelf: Archive) -> None:
    """Whoever opens reads the ledger, then the pointer; another may publish between the two."""

    class Overtaken(store.Home):
        """A home whose ledger grows right after it was read, once."""

        def history(self) -> tuple[ledger.Entry, ...]:
            entries = super().history()
            if len(entries) == before:
                shelf.publish(observed("members", "2025-M07", 9))
            return entries

    before = len(shelf.home.history())
    home = Overtaken(shelf.root, shelf.home.catalogue, shelf.home.reread)
    assert len(store.current(home).uploads()) == 4
    assert len(home.history()) == before + 1


def test_a_deleted_ledger_closes_the_store(shelf: Archive) -> None:
    shelf.home.places.ledger.unlink()
    assert refused(shelf.open) == "ledger-broken"


def test_a_last_line_that_was_changed_closes_the_store(shelf: Archive) -> None:
    path = shelf.home.places.ledger
    lines = path.read_bytes().splitlines(keepends=True)
    lines[-1] = lines[-1].replace(b"Maija", b"Meija")
    path.write_bytes(b"".join(lines))
    assert refused(shelf.open) == "ledger-broken"


def test_a_missing_or_damaged_original(shelf: Archive) -> None:
    upload = shelf.open().uploads()[0]
    path = shelf.home.places.original(upload.sha256)
    whole = path.read_bytes()
    path.write_bytes(whole + b" ")
    assert refused(lambda: shelf.open().original(upload.upload)) == "original-damaged"
    assert refused(lambda: store.verify(shelf.home)) == "original-damaged"
    assert refused(lambda: store.rebuild(shelf.home)) == "original-damaged"
    path.unlink()
    assert refused(lambda: shelf.open().original(upload.upload)) == "original-missing"
    assert refused(lambda: store.rebuild(shelf.home)) == "original-missing"
    assert len(shelf.open().uploads()) == 3, "the database is served on"
    forgetful()
    for place in ("state", "readings"):
        for one in (shelf.root / place).iterdir():
            one.unlink()
    assert refused(shelf.open) == "original-missing"


def test_publishing_the_same_bytes_mends_a_damaged_original(shelf: Archive) -> None:
    upload = shelf.open().uploads()[0]
    path = shelf.home.places.original(upload.sha256)
    whole = path.read_bytes()
    path.write_bytes(b"rubbish")
    said = (
        observed("loans", "2025-S1", 40, goal="1.1"),
        observed("loans", "2025-S1", 41, goal="1.2"),
    )
    shelf.withdraw(upload.upload)
    shelf.publish(*said, note="1")
    assert path.read_bytes() == whole
    assert store.verify(shelf.home) == ()


# --- looking without touching


def test_looking_writes_nothing(tmp_path: Path, shelf: Archive) -> None:
    empty = archive(tmp_path / "empty")
    assert store.current(empty.home, keep=False).uploads() == ()
    assert not empty.root.exists()
    expected = contents(shelf.open())
    served(shelf).unlink()
    forgetful()
    before = listing(shelf.root)
    for _ in range(2):
        assert contents(store.current(shelf.home, keep=False)) == expected
    assert listing(shelf.root) == before


def test_a_folder_that_cannot_be_written_is_served_from_memory(
    shelf: Archive, tmp_path: Path
) -> None:
    """Root may write everywhere, so a file stands where the state folder should be."""
    expected = contents(shelf.open())
    forgetful()
    (shelf.root / "state").rename(tmp_path / "away")
    (shelf.root / "state").write_text("in the way")
    now = shelf.open()
    assert contents(now) == expected
    assert shelf.open().connection is now.connection, "every page asks: built once"
    assert shelf.reread == []


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    made = archive(tmp_path)
    made.root.write_text("in the way")
    assert refused(made.open) == "store-unreadable"


# --- others at work


def test_a_publish_between_commit_and_swap_is_waited_for(shelf: Archive) -> None:
    """A reader that built by itself would throw away the database the writer points to next."""
    home = shelf.home
    before = home.places.read_pointer()
    assert before is not None
    shelf.publish(observed("loans", "2025-S2", 1))
    after = home.places.read_pointer()
    assert after is not None
    home.places.write_pointer(before)  # back to the moment just after the commit
    forgetful()
    taken, let_go = threading.Event(), threading.Event()

    def writer() -> None:
        with files.writing_alone(home.places):
            taken.set()
            time.sleep(0.3)
            home.places.write_pointer(after)
        let_go.set()

    thread = threading.Thread(target=writer)
    thread.start()
    taken.wait()
    now = shelf.open()
    assert let_go.wait(1)
    thread.join()
    assert now.pair("loans", parse("2025-S2")).now.value == 1
    assert home.places.read_pointer() == after
    assert (shelf.root / "state" / after.file).is_file()


def test_many_readers_of_an_unbuilt_store_agree(shelf: Archive) -> None:
    expected = contents(shelf.open())
    for one in (shelf.root / "state").iterdir():
        one.unlink()
    forgetful()
    found: list[Store] = []
    threads = [threading.Thread(target=lambda: found.append(shelf.open())) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [contents(one) == expected for one in found] == [True] * 6
    assert len(list((shelf.root / "state").glob("*.duckdb"))) == 1


def test_the_first_readers_after_a_publish_come_together(shelf: Archive) -> None:
    """Two threads that open the same database at once must not be told that it is damaged."""
    for _ in range(5):
        expected = served(shelf)
        forgetful()
        ready, found = threading.Barrier(8), []

        def look(ready: threading.Barrier = ready, found: list[object] = found) -> None:
            ready.wait()
            found.append(shelf.open().pair("members", H1).now.value)

        threads = [threading.Thread(target=look) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert found == [7] * 8
        assert served(shelf) == expected, "nothing was built anew"


PUBLISH = """
import sys
from pathlib import Path
from tests.builders import Archive, observed
from kpi.catalogue import load
root, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
made = Archive(root / "data", load(root / "catalogue"))
for number in range(count):
    made.publish(observed("loans", f"{2000 + int(name)}-M{number + 1:02d}", number))
    print(number, flush=True)
"""


def process(shelf: Archive, name: int, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PUBLISH, str(shelf.root.parent), str(name), str(count)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )


def test_another_process_publishes_while_this_one_reads(shelf: Archive) -> None:
    before = shelf.open()
    other = process(shelf, 3, 2)
    other.communicate()
    assert other.returncode == 0
    now = shelf.open()
    assert len(now.uploads()) == len(before.uploads()) + 2
    assert now.pair("loans", parse("2003-M02")).now.value == 1
    assert before.pair("loans", parse("2003-M02")).now.value is None
    assert before.pair("members", H1).now.value == 7
    assert shelf.reread == []


@pytest.mark.slow
def test_two_processes_publish_at_once(shelf: Archive) -> None:
    """Both land, none is lost, and every reader in between sees a whole state."""
    others = [process(shelf, name, 8) for name in (4, 5, 6)]
    seen = [len(shelf.open().uploads())]
    while any(one.poll() is None for one in others):
        seen.append(len(shelf.open().uploads()))
    for one in others:
        one.communicate()
    assert [one.returncode for one in others] == [0, 0, 0]
    now = shelf.open()
    assert len(now.uploads()) == 3 + 24
    assert seen == sorted(seen)
    for name in (4, 5, 6):
        found = [now.pair("loans", parse(f"200{name}-M{n + 1:02d}")).now.value for n in range(8)]
        assert found == list(range(8))
    assert store.verify(shelf.home) == ()
