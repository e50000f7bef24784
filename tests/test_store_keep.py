"""Publishing survives what machines do: kills, full disks, clocks, many small files."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi import store
from kpi.errors import StoreUnavailable
from kpi.periods import parse
from kpi.store import files, ledger, readings
from tests.builders import Archive, archive, contents, listing, observed
from tests.source import ROOT
from tests.test_store_ledger import small_files

H1 = parse("2025-S1")


@pytest.fixture
def shelf(tmp_path: Path) -> Archive:
    made = archive(tmp_path)
    made.publish(observed("loans", "2025-S1", 40))
    return made


def truth(shelf: Archive) -> dict[str, str]:
    """The originals and the ledger."""
    return {
        name: sha
        for name, sha in listing(shelf.root).items()
        if name.startswith("uploads/") or name == "ledger.jsonl"
    }


def forget(shelf: Archive) -> None:
    """Delete every database."""
    for path in (shelf.root / "state").glob("*.duckdb"):
        path.unlink()


# --- what a publish costs


def test_a_small_file_into_five_hundred_reads_no_other(tmp_path: Path) -> None:
    shelf = archive(tmp_path)
    many = [
        [observed("loans", f"{2000 + n % 25}-M{n % 12 + 1:02d}", n, goal="1.1")] for n in range(499)
    ]
    shelf.publish_all(many)
    shelf.publish(observed("members", "2025-S1", 7))
    assert len(shelf.open().uploads()) == 500
    assert shelf.reread == []
    for one in (shelf.root / "readings").iterdir():
        one.unlink()
    shelf.publish(observed("members", "2025-S1", 8))
    assert shelf.open().pair("members", H1).now.value == 8
    assert shelf.reread == [], "not even with every reading gone"


# --- several at once, clocks


def test_several_files_are_one_step(shelf: Archive) -> None:
    before = shelf.open().version
    ids = shelf.publish_all([[observed("loans", "2025-S1", n)] for n in (41, 42)])
    now = shelf.open()
    assert [one.upload for one in now.uploads()][1:] == list(ids)
    assert now.pair("loans", H1).now.value == 42
    assert now.version != before
    assert (shelf.root / "ledger.jsonl").read_bytes().count(b"\n") == 2


def test_a_clock_that_goes_back_keeps_the_order(shelf: Archive) -> None:
    shelf.now -= dt.timedelta(days=400)
    second = shelf.publish(observed("loans", "2025-S1", 41))
    shelf.now -= dt.timedelta(days=400)
    third = shelf.publish(observed("loans", "2025-S1", 42))
    now = shelf.open()
    assert now.pair("loans", H1).now.value == 42
    assert [one.upload for one in now.revisions("loans", H1)][:2] == [third, second]
    instants = [one.published_at for one in now.uploads()]
    assert instants == sorted(set(instants))
    assert now.as_of(instants[1]).pair("loans", H1).now.value == 41


# --- a disk that refuses


@pytest.mark.parametrize("room", [0, 10_000, 100_000, 600_000])
def test_a_full_disk_leaves_the_earlier_state(shelf: Archive, room: int) -> None:
    before, version = truth(shelf), shelf.open().version
    expected = contents(shelf.open())
    with small_files(room), pytest.raises(StoreUnavailable) as refused:
        shelf.publish(*(observed("loans", f"{y}-S1", y) for y in range(1950, 2050)))
    assert refused.value.exit_code == 3
    assert refused.value.findings[0].code in {"store-not-writable", "database-unwritable"}
    left = {name: sha for name, sha in truth(shelf).items() if name in before}
    assert left == before
    now = shelf.open()
    assert (now.version, contents(now)) == (version, expected)
    assert not list(shelf.root.glob("*/.new-*"))
    assert not list((shelf.root / "state").glob("kpi-building-*"))
    shelf.publish(observed("loans", "2025-S1", 41))
    assert shelf.open().pair("loans", H1).now.value == 41
    assert store.verify(shelf.home) == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of sixteen megabytes; only who administers the machine may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)], capture_output=True
    )
    if made.returncode:
        pytest.skip("this machine lets nobody mount a small disk; full files are tried above")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_real_disk_that_is_full_and_then_read_only(small_disk: Path) -> None:
    shelf = archive(small_disk)
    shelf.publish(observed("loans", "2025-S1", 40))
    (small_disk / "fill").write_bytes(b"x" * ((16 << 20) - 4096 - used(small_disk)))
    expected = contents(shelf.open())
    for _ in range(2):
        with pytest.raises(StoreUnavailable) as refused:
            shelf.publish(observed("loans", "2025-S1", 41))
        assert refused.value.exit_code == 3
        assert contents(shelf.open()) == expected
    (small_disk / "fill").unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreUnavailable) as refused:
        shelf.publish(observed("loans", "2025-S1", 41))
    assert [one.code for one in refused.value.findings] == ["store-not-writable"]
    assert contents(shelf.open()) == expected
    assert store.verify(shelf.home) == ()
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    shelf.publish(observed("loans", "2025-S1", 41))
    assert shelf.open().pair("loans", H1).now.value == 41


def used(disk: Path) -> int:
    return sum(-(-one.stat().st_size // 4096) * 4096 for one in disk.rglob("*") if one.is_file())


def test_a_ledger_that_refuses_commits_nothing(shelf: Archive) -> None:
    """The disk is full by the time the line is written: a long ledger, all else is small."""
    path = shelf.home.places.ledger
    version = shelf.open().version
    entries = list(ledger.read(path))
    while path.stat().st_size < 4_000_000:
        more = [
            store.next_entry(
                entries, shelf.now, event="withdraw", upload="none", by="x", reason="y" * 200_000
            )
        ]
        ledger.append(path, more)
        entries += more
    shelf.open()
    with small_files(path.stat().st_size), pytest.raises(StoreUnavailable) as refused:
        shelf.publish(observed("loans", "2025-S1", 41))
    assert [one.code for one in refused.value.findings] == ["store-not-writable"]
    assert ledger.read(path) == tuple(entries)
    assert shelf.open().version == version
    assert len(list((shelf.root / "state").glob("*.duckdb"))) <= 2


def test_a_pointer_that_refuses_is_made_good_later(shelf: Archive, tmp_path: Path) -> None:
    """Once the line is in the ledger it is published, whatever becomes of the pointer."""
    pointer = shelf.home.places.pointer
    pointer.unlink()
    pointer.mkdir()  # root may write everywhere, but nobody replaces a folder by a file
    upload = shelf.publish(observed("loans", "2025-S1", 41))
    now = shelf.open()
    assert now.pair("loans", H1).now.value == 41
    assert now.uploads()[-1].upload == upload
    pointer.rmdir()
    assert shelf.open().pair("loans", H1).now.value == 41
    assert store.verify(shelf.home) == ()


def test_uploads_that_cannot_be_kept(shelf: Archive) -> None:
    before = contents(shelf.open())
    (shelf.root / "uploads").rename(shelf.root / "away")
    (shelf.root / "uploads").write_text("in the way")
    with pytest.raises(StoreUnavailable) as refused:
        shelf.publish(observed("loans", "2025-S1", 41))
    assert [one.code for one in refused.value.findings] == ["store-not-writable"]
    assert contents(shelf.open()) == before


def test_leftovers_of_a_kill_are_swept(shelf: Archive) -> None:
    left = [
        shelf.root / "uploads" / ".new-abc",
        shelf.root / "readings" / ".new-abc",
        shelf.root / "state" / ".new-abc",
        shelf.root / "state" / "kpi-building-abc.duckdb",
        shelf.root / "state" / "kpi-building-abc.duckdb.wal",
    ]
    for path in left:
        path.write_text("half")
    shelf.publish(observed("loans", "2025-S1", 41))
    assert [path for path in left if path.exists()] == []


# --- a kill at any moment

KILLED = """
import sys
from pathlib import Path
from kpi.catalogue import load
from tests.builders import Archive, observed
root = Path(sys.argv[1])
made = Archive(root / "data", load(root / "catalogue"))
made.open()
batches = [[observed("loans", f"{y}-M01", y), observed("loans", f"{y}-M02", None)]
           for y in range(2000, 2010)]
sys.stdin.readline()
print("go", flush=True)
made.publish_all(batches)
print("done", flush=True)
"""


def start(shelf: Archive) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", KILLED, str(shelf.root.parent)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def let_go(child: subprocess.Popen[bytes]) -> None:
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(b"\n")
    child.stdin.flush()
    assert child.stdout.readline() == b"go\n"


def wait_for(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    assert child.stdin is not None and child.stdout is not None
    child.stdin.close()
    child.stdout.close()


@pytest.mark.slow
def test_a_kill_leaves_the_state_before_or_after(tmp_path: Path) -> None:
    """Twenty-four kills spread over the time that a publish takes; ten files at once."""
    shelf = archive(tmp_path)
    shelf.publish(observed("loans", "2025-S1", 40))
    child = start(shelf)
    started = time.monotonic()
    let_go(child)
    assert child.stdout is not None
    assert child.stdout.readline() == b"done\n"
    takes = time.monotonic() - started
    wait_for(child)
    chance = random.Random(7)
    outcomes = set()
    waiting = start(shelf)
    for _ in range(24):
        before = shelf.open()
        count, rows = len(before.uploads()), contents(before)
        child, waiting = waiting, start(shelf)
        let_go(child)
        time.sleep(chance.uniform(0, takes * 1.1))
        os.kill(child.pid, signal.SIGKILL)
        wait_for(child)
        now = shelf.open()
        assert len(now.uploads()) in {count, count + 10}
        if len(now.uploads()) == count:
            assert contents(now) == rows
        assert store.verify(shelf.home) == ()
        outcomes.add(len(now.uploads()) - count)
    wait_for(waiting)
    assert outcomes == {0, 10}, "some kills came before the commit and some after"
    shelf.publish(observed("loans", "2025-S1", 41))
    assert shelf.open().pair("loans", H1).now.value == 41
    assert not list(shelf.root.glob("*/.new-*"))
    assert len(list((shelf.root / "state").glob("*.duckdb"))) <= 2


# --- rebuild and verify


def test_rebuild_trusts_no_reading(shelf: Archive) -> None:
    """A reading made by other code goes, or it would come back with the next new database."""
    expected = contents(shelf.open())
    upload = shelf.open().uploads()[0]
    readings.keep(
        shelf.home.places, upload, readings.table([observed("loans", "2025-S1", 99)], upload.seq)
    )
    forget(shelf)
    assert shelf.open().pair("loans", H1).now.value == 99
    found = store.verify(shelf.home)
    assert {one["table"] for one in found} >= {"statement", "observation_current", "reported"}
    assert {one["only_in"] for one in found} == {"live", "rebuilt"}
    assert any("'99" in one["row"] for one in found)
    with files.writing_alone(shelf.home.places):
        assert contents(store.rebuild(shelf.home)) == expected
    assert store.verify(shelf.home) == ()
    forget(shelf)
    assert contents(shelf.open()) == expected


def test_verify_writes_nothing(shelf: Archive) -> None:
    shelf.open()
    before = listing(shelf.root)
    assert store.verify(shelf.home) == ()
    assert shelf.reread == [shelf.open().uploads()[0].upload]
    assert listing(shelf.root) == before


def test_rebuild_on_a_full_disk_leaves_the_state(shelf: Archive) -> None:
    expected = contents(shelf.open())
    with small_files(1000), pytest.raises(StoreUnavailable), files.writing_alone(shelf.home.places):
        store.rebuild(shelf.home)
    assert contents(shelf.open()) == expected
