"""What cannot be read or written: nobody is let in, everybody is told one plain sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kpi.access import Role
from tests.access.test_headers import guarded
from tests.access.visitors import Link, header, link, opened
from tests.serving import serving

SAID = "Lukuja ei saada juuri nyt luettua. Yritä hetken kuluttua uudelleen.\n"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[str, Path, Path]]:
    with serving(tmp_path / "data", log=tmp_path / "said.txt") as address:
        yield address, tmp_path / "data", tmp_path / "said.txt"


def unavailable(address: str, one: Link, sent: dict[str, str], *more: tuple[str, str]) -> None:
    asked = [("GET", "/"), ("GET", "/data/observations.csv"), ("GET", f"/s/{one.secret}"), *more]
    for method, path in asked:
        answer = httpx.request(method, f"{address}{path}", headers=sent)
        assert (answer.status_code, answer.text) == (503, SAID), (method, path)
        assert "set-cookie" not in answer.headers
        guarded(answer)
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    with pytest.raises(InvalidStatus) as refused, connect(url, additional_headers=sent):
        pass
    assert refused.value.response.status_code == 503


def test_a_damaged_table_or_journal_lets_nobody_in(place: tuple[str, Path, Path]) -> None:
    address, data, said = place
    good = link(data, Role.ADMIN)
    sent = header(opened(address, good))
    table = sorted(data.glob("sessions.sqlite3*"))
    kept = {one: one.read_bytes() for one in table}
    for one in table:
        one.write_bytes(b"no table at all" * 300)
    unavailable(address, good, sent, ("POST", "/ulos"))
    for one in data.glob("sessions.sqlite3*"):
        one.unlink()
    for one, held in kept.items():
        one.write_bytes(held)
    assert httpx.get(address, headers=sent).status_code == 200
    journal = data / "access.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole.replace(b'"admin"', b'"viewer"', 1))
    unavailable(address, good, sent, ("GET", f"/s/{good.secret}/maaraajat.ics"))
    assert httpx.get(f"{address}/tietosuoja").status_code == 200
    journal.write_bytes(whole)
    assert httpx.get(address, headers=sent).status_code == 200
    assert "Traceback" not in said.read_text("utf-8")


def test_what_cannot_be_written_is_told_and_who_is_in_can_read(
    place: tuple[str, Path, Path],
) -> None:
    """A folder where the lock should be: whoever may do everything runs the tests, too."""
    address, data, said = place
    good = link(data, Role.VIEWER)
    sent = header(opened(address, good))
    (data / "access.lock").unlink()
    (data / "access.lock").mkdir()
    answer = httpx.get(f"{address}/s/{good.secret}")
    assert (answer.status_code, answer.text) == (503, SAID)
    assert "set-cookie" not in answer.headers
    assert httpx.get(address, headers=sent).status_code == 200
    assert httpx.get(f"{address}/data/observations.csv", headers=sent).status_code == 200
    assert "Traceback" not in said.read_text("utf-8")
