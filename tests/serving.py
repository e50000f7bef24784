"""A real server for the browser tests, started the way a user starts it.

Refuses to run it inside the test's own process: what is tested is the command.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(
    data: Path,
    command: str = "serve",
    *,
    port: int = 0,
    log: Path | None = None,
    places: int = 0,
    **environment: str,
) -> Iterator[str]:
    """Run ``python -m kpi serve`` as a user would, on a free port, until the block ends.

    Args:
        data: the folder of uploads, ledger and database (``KPI_DATA``).
        command: ``serve`` or ``demo``.
        port: where; a free one when it does not matter.
        log: where what the server says is kept.
        places: for how many open files and connections the system has room.
        environment: further settings, e.g. ``KPI_CATALOGUE``.

    Returns:
        The address, e.g. ``http://127.0.0.1:43210``, once ``/healthz`` answers 200.
    """
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    given = {**os.environ, "KPI_DATA": str(data), "PORT": str(port), **environment}
    with log.open("w+b") if log else tempfile.TemporaryFile() as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "kpi", command],
            cwd=ROOT,
            env=given,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=partial(_narrowed, places) if places else None,
        )
        try:
            if not _answers(server, f"{address}/healthz"):
                output.seek(0)
                said = output.read().decode(errors="replace")
                pytest.fail(f"`kpi {command}` does not answer on {address}:\n{said[-4000:]}")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _narrowed(places: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (places, places))


def _answers(server: subprocess.Popen[bytes], url: str, seconds: float = 90) -> bool:
    """Wait until the address answers; give up when the server has ended or time is over."""
    end = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:  # nobody listens yet, or 503 while it starts
            pass
        time.sleep(0.1)
    return False
