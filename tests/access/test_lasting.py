"""What lasts over a restart of the server, and what the command line ends while it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx

from kpi.access import Role
from kpi.i18n import language
from tests.access.sockets import asked, stream
from tests.access.visitors import header, link, opened
from tests.serving import ROOT, free_port, serving

ENDED = language("fi").text("ui.ended")


def typed(data: Path, *words: str) -> dict[str, str]:
    """Type a command beside the running server."""
    ran = subprocess.run(
        [sys.executable, "-m", "kpi", *words, "--json"],
        cwd=ROOT,
        env={**os.environ, "KPI_DATA": str(data)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    told: dict[str, str] = json.loads(ran.stdout)
    return told


def test_a_session_outlives_the_server_and_ends_with_its_link(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    with serving(data, port=port) as address:
        made = typed(data, "share", "create", "--role", "editor", "--days", "1")
        secret = made["url"].rpartition("/")[2]
        answer = httpx.get(f"{address}/s/{secret}")
        cookies = dict(answer.cookies)
        assert httpx.get(address, headers=header(cookies)).status_code == 200
    with serving(data, port=port) as address:
        assert httpx.get(address, headers=header(cookies)).status_code == 200
        with stream(address, cookies) as socket:
            assert ENDED not in asked(socket)
            typed(data, "share", "revoke", made["id"])
            told = asked(socket)
            assert ENDED in told and "palvelualueet" not in told
            # The page asks for another one by its name, and for files, all the same.
            assert ENDED in asked(socket, name="lisaa-luvut")
        assert httpx.get(address, headers=header(cookies)).status_code == 401
        assert httpx.get(f"{address}/s/{secret}").status_code == 404
        put = httpx.put(f"{address}/_stcore/upload_file/a/b", headers=header(cookies))
        assert put.status_code == 403


def test_signing_out_ends_an_open_page_at_its_next_click(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as address:
        cookies = opened(address, link(data, Role.ADMIN))
        with stream(address, cookies) as socket:
            assert ENDED not in asked(socket, name="jakaminen")
            assert httpx.post(f"{address}/ulos", headers=header(cookies)).status_code == 200
            told = asked(socket, name="jakaminen")
            assert ENDED in told and language("fi").text("sharing.lead") not in told
