"""Guessing at the door: nothing opens, the limiter answers, a right link goes on opening."""

from __future__ import annotations

import asyncio
import secrets
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kpi import pipeline
from kpi.access import Role
from kpi.ui.session import COOKIE
from tests.access.visitors import desk, link, opened
from tests.serving import serving

GUESSES = 10_000
AT_ONCE = 40


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacks") / "data"


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with serving(data) as served:
        link(data, Role.VIEWER)
        yield served


def test_ten_thousand_wrong_secrets_open_nothing(address: str, data: Path) -> None:
    good = link(data, Role.EDITOR)
    met: Counter[int] = Counter()
    opened_meanwhile: list[int] = []

    async def guess(client: httpx.AsyncClient, number: int) -> None:
        for _ in range(number):
            answer = await client.get(f"/s/{secrets.token_urlsafe(32)}")
            met[answer.status_code] += 1
            assert COOKIE not in answer.cookies

    async def come_in(client: httpx.AsyncClient) -> None:
        while sum(met.values()) < GUESSES:
            answer = await client.get(f"/s/{good.secret}")
            opened_meanwhile.append(answer.status_code)
            await asyncio.sleep(0.5)

    async def everything() -> None:
        async with httpx.AsyncClient(base_url=address, timeout=60) as client:
            guessing = (guess(client, GUESSES // AT_ONCE) for _ in range(AT_ONCE))
            await asyncio.gather(come_in(client), *guessing)

    asyncio.run(everything())
    assert set(met) == {404, 429}
    assert met[404] <= 200 and met[429] >= GUESSES - 200
    assert opened_meanwhile and set(opened_meanwhile) == {303}


def test_wrong_expired_and_revoked_are_one_to_the_reader(
    address: str, data: Path, tmp_path: Path
) -> None:
    with serving(tmp_path / "data") as fresh:
        folder = tmp_path / "data"
        link(folder, Role.VIEWER)
        expired = link(folder, Role.VIEWER, days_ago=5)
        revoked = link(folder, Role.VIEWER)
        pipeline.revoke(revoked.share.id, desk(folder), by="Maija")
        kinds = {"wrong": "x" * 43, "expired": expired.secret, "revoked": revoked.secret}
        pages = {}
        for kind, secret in kinds.items():
            answer = httpx.get(f"{fresh}/s/{secret}")
            assert answer.status_code == 404
            headers = {key: value for key, value in answer.headers.items() if key != "date"}
            pages[kind] = (answer.content, headers)
        assert pages["wrong"] == pages["expired"] == pages["revoked"]
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        with httpx.Client(base_url=fresh) as client:
            for _ in range(150):
                for kind, secret in kinds.items():
                    start = time.perf_counter()
                    client.get(f"/s/{secret}")
                    times[kind].append(time.perf_counter() - start)
        middle = {kind: statistics.median(taken) for kind, taken in times.items()}
        spread = statistics.median(abs(one - middle["wrong"]) for one in times["wrong"])
        for kind in ("expired", "revoked"):
            assert abs(middle[kind] - middle["wrong"]) <= max(3 * spread, 0.001), middle


def test_secrets_stand_in_no_file_and_no_log(tmp_path: Path) -> None:
    folder, said = tmp_path / "data", tmp_path / "said.txt"
    with serving(folder, log=said, KPI_ADMIN_LINK="no") as address:
        good, gone = link(folder, Role.ADMIN), link(folder, Role.VIEWER)
        held = opened(address, good)[COOKIE]
        opened(address, gone)
        pipeline.revoke(gone.share.id, desk(folder), by="Maija")
        wrong = secrets.token_urlsafe(32)
        for path in (f"/s/{gone.secret}", f"/s/{wrong}", "/s/%00%0d%0a", "/", "/a/b"):
            httpx.get(f"{address}{path}", headers={"cookie": f"{COOKIE}={held}"})
        (folder / "ledger.jsonl").write_text("nonsense\n")
        httpx.get(f"{address}/data/observations.csv", headers={"cookie": f"{COOKIE}={held}"})
    everything = [
        said.read_bytes(),
        *(one.read_bytes() for one in folder.rglob("*") if one.is_file()),
    ]
    for secret in (good.secret, gone.secret, wrong, held):
        assert not any(secret.encode() in one for one in everything)


def test_the_start_prints_a_link_that_opens(tmp_path: Path) -> None:
    folder, said = tmp_path / "data", tmp_path / "said.txt"
    with serving(folder, log=said) as address:
        (url,) = [one for one in said.read_text("utf-8").split() if "/s/" in one]
        assert url.startswith(address)
        answer = httpx.get(url)
        assert answer.status_code == 303 and answer.headers["location"] == "/"
        assert said.read_text("utf-8").count("/s/") == 1
