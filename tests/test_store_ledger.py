"""The ledger: what is committed, what is not, and what it refuses to go on with."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import StoreUnavailable
from kpi.store import ledger, next_entry
from kpi.store.ledger import Entry
from tests.builders import START


def line(entries: list[Entry], event: str = "publish", **more: object) -> Entry:
    """Make the line after some lines."""
    given = {"upload": f"u{len(entries) + 1}", "by": "Maija", "reason": "", **more}
    one = next_entry(entries, START + dt.timedelta(minutes=len(entries)), event=event, **given)
    entries.append(one)
    return one


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def three(path: Path) -> list[Entry]:
    """Three lines, each committed by itself."""
    entries: list[Entry] = []
    for _ in range(3):
        ledger.append(path, [line(entries)])
    return entries


def broken(path: Path) -> str:
    """Give the place where the ledger says it is broken."""
    with pytest.raises(StoreUnavailable) as refused:
        ledger.read(path)
    assert [one.code for one in refused.value.findings] == ["ledger-broken"]
    assert refused.value.exit_code == 3
    return refused.value.findings[0].cell


def test_nothing_is_there_yet(path: Path) -> None:
    assert ledger.read(path) == ()


def test_lines_read_back(path: Path, three: list[Entry]) -> None:
    assert ledger.read(path) == tuple(three)
    assert [one.seq for one in three] == [1, 2, 3]
    assert three[0].previous == ledger.START
    assert three[2].previous == three[1].digest()


@given(st.text(max_size=40))
def test_any_words_read_back(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    """Words come from people: a line separator pasted from a page must not split a line."""
    path = tmp_path_factory.mktemp("words") / "ledger.jsonl"
    entries: list[Entry] = []
    for _ in range(2):
        ledger.append(path, [line(entries, reason=words, file=words)])
    assert ledger.read(path) == tuple(entries)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r\n"])
def test_a_separator_in_a_reason_splits_no_line(path: Path, separator: str) -> None:
    entries: list[Entry] = []
    ledger.append(path, [line(entries, reason=f"korjaus{separator}kaksi riviä")])
    ledger.append(path, [line(entries)])
    assert ledger.read(path) == tuple(entries)


def test_a_name_that_is_no_text_is_kept_readable(path: Path) -> None:
    """A file name of broken bytes comes from the command line with lone surrogates."""
    entries: list[Entry] = []
    name = os.fsdecode(b"kes\xe4kuu.xlsx")
    ledger.append(path, [line(entries, file=name, by=name, reason=name)])
    assert ledger.read(path) == tuple(entries)
    assert entries[0].file.encode("utf-8")


@pytest.mark.parametrize("cut", [1, 2, 10, 100])
def test_a_torn_last_line_was_never_committed(path: Path, three: list[Entry], cut: int) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    assert ledger.read(path) == tuple(three[:2])
    again = line(three[:2], reason="uudestaan")
    ledger.append(path, [again])
    assert ledger.read(path) == (*three[:2], again)
    assert path.read_bytes().count(b"\n") == 3


def test_several_files_of_one_publish_are_all_there_or_none(path: Path, three: list[Entry]) -> None:
    """A disk that fills up between two lines of one publish must not leave half of it."""
    before = path.read_bytes()
    together = [line(three) for _ in range(3)]
    ledger.append(path, together)
    whole = path.read_bytes()
    for end in range(len(before), len(whole)):
        path.write_bytes(whole[:end])
        assert len(ledger.read(path)) == 3, end
    path.write_bytes(whole)
    assert len(ledger.read(path)) == 6
    assert ledger.read(path) == tuple(three)


def test_half_a_publish_is_cut_at_the_next(path: Path, three: list[Entry]) -> None:
    committed = list(three)
    before = path.read_bytes()
    ledger.append(path, [line(three) for _ in range(2)])
    whole = path.read_bytes()
    path.write_bytes(whole[: (len(before) + len(whole)) // 2])
    one = line(committed)
    ledger.append(path, [one])
    assert ledger.read(path) == tuple(committed)


@pytest.mark.parametrize("number", [1, 2])
def test_a_changed_line_breaks_the_chain(path: Path, three: list[Entry], number: int) -> None:
    lines = path.read_text("utf-8").splitlines()
    lines[number - 1] = replace(three[number - 1], by="Joku muu").text()
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert broken(path) == f"ledger.jsonl:{number + 1}"


@pytest.mark.parametrize("number", [1, 2])
def test_a_lost_line_breaks_the_chain(path: Path, three: list[Entry], number: int) -> None:
    lines = path.read_text("utf-8").splitlines()
    del lines[number - 1]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert broken(path) == f"ledger.jsonl:{number}"


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\n",
        b"rubbish\n",
        b"[]\n",
        b"null\n",
        b"{}\n",
        b'{"seq": 1}\n',
        b"\xff\xfe\n",
        b'"text"\n',
        b"\x00" * 4096 + b"\n",
    ],
)
def test_rubbish_is_no_line(path: Path, three: list[Entry], rubbish: bytes) -> None:
    path.write_bytes(path.read_bytes() + rubbish)
    assert broken(path) == "ledger.jsonl:4"


def test_spaces_in_a_line_are_a_change(path: Path, three: list[Entry]) -> None:
    path.write_bytes(path.read_bytes().replace(b'"by": ', b'"by":  ', 1))
    assert broken(path) == "ledger.jsonl:1"


def test_a_field_of_another_kind_is_a_change(path: Path, three: list[Entry]) -> None:
    lines = path.read_text("utf-8").splitlines()
    fields = json.loads(lines[2])
    fields["at"] = "eilen"
    lines[2] = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert broken(path) == "ledger.jsonl:3"


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreUnavailable) as refused:
        ledger.read(path)
    assert refused.value.findings[0].code == "store-unreadable"
    with pytest.raises(OSError, match="directory"):
        ledger.append(path, [])


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size: a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, kept)


@pytest.mark.parametrize("room", [0, 1, 300, 500])
def test_a_full_disk_leaves_the_lines_before(path: Path, three: list[Entry], room: int) -> None:
    whole = path.read_bytes()
    together = [line(three) for _ in range(3)]
    with small_files(len(whole) + room), pytest.raises(OSError) as refused:  # noqa: PT011
        ledger.append(path, together)
    assert refused.value.errno == errno.EFBIG
    assert path.read_bytes() == whole
    ledger.append(path, together)
    assert ledger.read(path) == tuple(three)


# --- what the lines tell


def test_uploads_as_they_stood(three: list[Entry]) -> None:
    three.append(line(three[:3], "withdraw", upload="u2", reason="väärä"))
    three.append(line(three[:4], upload="u5"))
    now = ledger.uploads(three)
    assert [one.upload for one in now] == ["u1", "u2", "u3", "u5"]
    assert [one.withdrawn_at is not None for one in now] == [False, True, False, False]
    assert [one.seq for one in now] == [1, 2, 3, 5]
    at = [one.instant for one in three]
    second = dt.timedelta(microseconds=1)
    assert ledger.uploads(ledger.known_at(three, at[0] - second)) == ()
    assert [one.upload for one in ledger.uploads(ledger.known_at(three, at[0]))] == ["u1"]
    before = ledger.uploads(ledger.known_at(three, at[3] - second))
    assert [one.withdrawn_at for one in before] == [None, None, None]
    after = ledger.uploads(ledger.known_at(three, at[3]))
    assert after[1].withdrawn_at == at[3]
    assert ledger.uploads(ledger.known_at(three, at[4])) == now


def test_a_clock_that_goes_back_reorders_nothing() -> None:
    entries: list[Entry] = []
    for minutes in (0, -60, 5, -10_000, 5):
        moment = START + dt.timedelta(minutes=minutes)
        entries.append(next_entry(entries, moment, event="publish", upload="u", by="x", reason=""))
    instants = [one.instant for one in entries]
    assert instants == sorted(set(instants))
    assert instants[2] == START + dt.timedelta(minutes=5)


def test_a_clock_elsewhere_is_written_in_utc() -> None:
    helsinki = dt.timezone(dt.timedelta(hours=3))
    one = next_entry([], START.astimezone(helsinki), event="publish", upload="u", by="", reason="")
    assert one.at == "2025-07-01T09:00:00.000000+00:00"
