"""Files of the data folder: whole or not there, one writer at a time."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kpi.errors import StoreUnavailable
from kpi.i18n import CODES, language
from kpi.store import files
from kpi.store.files import Places, Pointer
from tests.source import ROOT
from tests.test_store_ledger import small_files


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = Places(tmp_path / "data")
    made.prepare()
    return made


def test_folders_are_made(places: Places) -> None:
    assert {one.name for one in places.root.iterdir()} == {"uploads", "readings", "state"}
    assert places.original("ab").parent == places.uploads
    places.prepare()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(StoreUnavailable) as refused:
        Places(tmp_path / "data").prepare()
    assert [one.code for one in refused.value.findings] == ["store-not-writable"]
    assert refused.value.findings[0].facts["found"]
    assert refused.value.exit_code == 3


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EACCES, "store-not-writable"),
        (errno.EROFS, "store-not-writable"),
    ],
)
def test_a_refusing_disk_is_told_in_the_readers_own_words(
    tmp_path: Path, number: int, code: str
) -> None:
    """What the system says is English; it is kept for the administrator, not put in a sentence."""
    with pytest.raises(StoreUnavailable) as refused, files.refusing_to_write(tmp_path):
        raise OSError(number, os.strerror(number))
    (one,) = refused.value.findings
    assert (one.code, one.facts["found"]) == (code, os.strerror(number))
    for words in map(language, CODES):
        assert os.strerror(number) not in words.finding(one) + words.advice(one)


def test_a_pointer_reads_back(places: Places) -> None:
    assert places.read_pointer() is None
    made = Pointer("kpi-1.duckdb", "0" * 12, "a" * 64, "b" * 64, "c" * 64)
    places.write_pointer(made)
    assert places.read_pointer() == made


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b'{"file": "x"}',
        b"\xff\xff",
        json.dumps(
            {"file": 5, "version": "", "ledger": "", "catalogue": "", "engine": ""}
        ).encode(),
        json.dumps({"file": None, "version": 1, "ledger": 1, "catalogue": 1, "engine": 1}).encode(),
        b"[" * 100_000,
    ],
)
def test_a_pointer_that_cannot_be_read_points_nowhere(places: Places, rubbish: bytes) -> None:
    places.pointer.write_bytes(rubbish)
    assert places.read_pointer() is None


def test_a_file_is_written_whole_or_not_at_all(places: Places) -> None:
    target = places.uploads / "one.bin"
    files.write_whole(target, b"a" * 1000)
    assert target.read_bytes() == b"a" * 1000
    with small_files(500), pytest.raises(OSError, match="too large"):
        files.write_whole(target, b"b" * 1000)
    assert target.read_bytes() == b"a" * 1000
    assert [one.name for one in places.uploads.iterdir()] == ["one.bin"]
    with pytest.raises(FileNotFoundError):
        files.write_whole(places.root / "nowhere" / "one.bin", b"")


def test_a_folder_that_cannot_be_synced_is_no_matter(tmp_path: Path) -> None:
    files.sync_folder(tmp_path)
    files.sync_folder(tmp_path / "nowhere")


# --- one writer


def test_whoever_holds_the_lock_may_take_it_again(places: Places) -> None:
    with files.writing_alone(places):
        started = time.monotonic()
        with files.writing_alone(places):
            pass
        assert time.monotonic() - started < 5
        with files.writing_alone(Places(places.root / "another")):
            pass
    with files.writing_alone(places):
        pass


def test_two_threads_take_turns(places: Places) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work(number: int) -> None:
        for _ in range(5):
            with files.writing_alone(places):
                inside.append(number)
                most.append(len(inside))
                time.sleep(0.002)
                inside.remove(number)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(most) == 20
    assert set(most) == {1}


def test_another_writer_holds_it_too_long(places: Places) -> None:
    code = (
        "import sys, time; from pathlib import Path; from kpi.store import files\n"
        "with files.writing_alone(files.Places(Path(sys.argv[1]))):\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(places.root)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreUnavailable) as refused, files.writing_alone(places, wait=0.1):
            pytest.fail("two writers at once")
        assert [one.code for one in refused.value.findings] == ["store-busy"]
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    with files.writing_alone(places, wait=5):
        pass  # the lock went with its process


def test_a_defect_inside_is_not_blamed_on_the_disk(places: Places) -> None:
    with pytest.raises(FileNotFoundError), files.writing_alone(places):
        (places.root / "nowhere").read_bytes()


def test_the_lock_cannot_be_written(places: Places) -> None:
    (places.root / "lock").mkdir()
    with pytest.raises(StoreUnavailable) as refused, files.writing_alone(places):
        pytest.fail("no lock was taken")
    assert [one.code for one in refused.value.findings] == ["store-not-writable"]
