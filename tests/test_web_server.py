"""Starting for real: three ways to start, what stops a start, and both halves together."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import httpx
import pytest

from kpi.errors import NotPermitted, WrongUsage
from kpi.settings import ROOT, Settings
from kpi.web import server
from kpi.web.lifespan import warm_up
from tests.factories import write_catalogue
from tests.serving import free_port

WAYS = {
    "streamlit": ("-m", "streamlit", "run", "app.py", "--server.port"),
    "uvicorn": ("-m", "uvicorn", "app:app", "--port"),
    "python": ("app.py",),
}


def fetch(address: str, **headers: str) -> tuple[int, Message, bytes]:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers), timeout=10
        ) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


@contextmanager
def started(
    way: str,
    data: Path,
    catalogue: Path,
    *more: str,
    log: Path | None = None,
    told: bool = True,
    **given: str,
) -> Iterator[str]:
    port = free_port()
    words = [*WAYS[way], *([] if way == "python" else [str(port)]), *more]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PORT"},
        "KPI_DATA": str(data),
        "KPI_CATALOGUE": str(catalogue),
        **({"PORT": str(port)} if told else {}),
        **given,
    }
    with log.open("wb") if log else tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end and running.poll() is None:
            try:
                fetch(f"{address}/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=20)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_start_gives_the_same_service(way: str, tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    with started(way, tmp_path / "data", catalogue) as address:
        status, _, body = fetch(f"{address}/healthz")
        assert (status, json.loads(body)["status"]) == (200, "ok")
        status, headers, body = fetch(f"{address}/?kieli=en")
        assert status == 200
        assert b'<html lang="en">' in body
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert fetch(f"{address}/_stcore/health")[0] == 200
        assert fetch(f"{address}/_stcore/metrics")[0] == 404
        script = body.split(b'src="./static/js/index.')[1].split(b'"')[0].decode()
        place = f"{address}/static/js/index.{script}"
        for _ in range(100):
            _, headers, _ = fetch(place, **{"Accept-Encoding": "gzip"})
            if headers["content-encoding"] == "gzip":
                break
            time.sleep(0.1)
        assert headers["content-encoding"] == "gzip"
        assert "immutable" in headers["cache-control"]


@pytest.mark.parametrize("way", ["uvicorn", "streamlit"])
def test_a_bad_catalogue_stops_the_start_with_all_that_is_wrong(way: str, tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    bad = catalogue / "zz.toml"
    bad.write_text('[unit.odd]\nform = "weight"\n[goal."9.9"]\nservice_area = "nowhere"\n')
    words = [*WAYS[way], str(free_port())]
    ended = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "KPI_CATALOGUE": str(catalogue), "KPI_LANGUAGE": "fi"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "unit.odd" in ended.stderr
    assert "goal.9.9" in ended.stderr
    assert ended.stderr.count("! ") >= 2


def test_a_setting_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "eighty")
    monkeypatch.setenv("KPI_LANGUAGE", "en")
    with pytest.raises(SystemExit) as ended:
        server.desk_or_exit(8501)
    assert ended.value.code == 2
    assert "PORT" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "dashboard.example"])
def test_nobody_else_is_let_in_before_anybody_is_known(address: str, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted) as refused:
        server.serve(Settings(data=tmp_path, address=address))
    assert refused.value.exit_code == 4
    assert refused.value.findings[0].code == "nobody-let-in"


def test_a_port_that_is_taken_is_said_before_anything_runs(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    port = free_port()
    with server._listen("127.0.0.1", port):
        settings = Settings(data=tmp_path / "data", catalogue=catalogue, port=port)
        with pytest.raises(WrongUsage) as refused:
            server.serve(settings, ready=lambda: pytest.fail("said it was ready"))
    assert refused.value.findings[0].code == "port-taken"
    with pytest.raises(WrongUsage) as refused:
        server._listen("203.0.113.7", port)
    assert refused.value.findings[0].code == "port-unusable"


def test_a_start_that_breaks_off_is_said(tmp_path: Path) -> None:
    """What looks like a workbook of the example is a folder: nobody foresaw that."""
    catalogue = write_catalogue(tmp_path / "catalogue")
    (tmp_path / "sample" / "odd.xlsx").mkdir(parents=True)
    code = (
        "from kpi.errors import StoreUnavailable\n"
        "from kpi.settings import from_environment\n"
        "from kpi.web.server import serve\n"
        "try:\n"
        "    serve(from_environment())\n"
        "except StoreUnavailable as refused:\n"
        "    print(refused.findings[0].code)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            **os.environ,
            "KPI_DATA": str(tmp_path / "data"),
            "KPI_CATALOGUE": str(catalogue),
            "PORT": str(free_port()),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert ended.stdout == "server-not-started\n"


def test_a_defect_is_logged_with_a_code(caplog: pytest.LogCaptureFixture) -> None:
    server.note_error(RuntimeError("broken inside"))
    assert "broken inside" in caplog.text
    assert caplog.messages[0].startswith("defect ")


@pytest.mark.slow
def test_a_broken_store_does_not_keep_the_statement_away(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    data = tmp_path / "data"
    data.mkdir()
    (data / "ledger.jsonl").write_text("nonsense\n")
    with started("uvicorn", data, catalogue) as address:
        assert fetch(f"{address}/healthz")[0] == 503
        assert fetch(f"{address}/saavutettavuus")[0] == 200


def test_warming_up_loads_what_pages_need(tmp_path: Path) -> None:
    """In a process of its own: freezing the memory is not for the tests' process."""
    catalogue = write_catalogue(tmp_path / "catalogue")
    code = (
        "import gc, sys\n"
        "from kpi.web.lifespan import warm_up\n"
        "from kpi.web.server import desk_or_exit\n"
        "warm_up(desk_or_exit(8501))\n"
        "assert {'pandas', 'pyarrow', 'plotly', 'duckdb'} <= set(sys.modules)\n"
        "assert gc.get_freeze_count() > 10_000\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "KPI_DATA": str(tmp_path / "data"), "KPI_CATALOGUE": str(catalogue)},
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    assert warm_up.__doc__


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_start_prints_a_link_and_no_secret_after_it(way: str, tmp_path: Path) -> None:
    """One of the ways writes down every address that is asked for."""
    catalogue, said = write_catalogue(tmp_path / "catalogue"), tmp_path / "said.txt"
    with started(way, tmp_path / "data", catalogue, log=said, told=way == "python") as address:
        (url,) = [one for one in said.read_text("utf-8").split() if "/s/" in one]
        secret = url.rpartition("/")[2]
        assert len(secret) == 43
        opened = httpx.get(f"{address}/s/{secret}")
        assert opened.status_code == 303
        assert httpx.get(f"{address}/s/{secret}/maaraajat.ics").status_code == 200
        assert httpx.get(f"{address}/s/{'w' * 43}").status_code == 404
        assert url.startswith(address)
        assert (tmp_path / "data" / "served-at").read_text("utf-8") == address
    told = said.read_text("utf-8")
    assert told.count(secret) == 1
    assert "w" * 43 not in told and opened.cookies["seutumittari"] not in told
    assert "Traceback" not in told


@pytest.mark.slow
def test_a_start_for_everybody_lets_only_this_machine_in(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    more = ("--host", "0.0.0.0")  # noqa: S104 - who comes from elsewhere is asked for a link
    with started("uvicorn", tmp_path / "data", catalogue, *more) as address:
        assert fetch(f"{address}/")[0] == 200
        for name in ("evil.example", "192.0.2.7:8501", "["):
            assert fetch(f"{address}/", Host=name)[0] == 401
        for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Proto"):
            assert fetch(f"{address}/", **{name: "127.0.0.1"})[0] == 401
        outside = [
            one[4][0] for one in socket.getaddrinfo(socket.gethostname(), 0, socket.AF_INET)
            if not one[4][0].startswith("127.")
        ]  # fmt: skip
        for own in outside:
            port = address.rpartition(":")[2]
            assert fetch(f"http://{own}:{port}/")[0] == 401
            assert fetch(f"http://{own}:{port}/", Host="localhost")[0] == 401
