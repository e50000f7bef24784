"""Whatever is in five megabytes, looking at it takes so much memory and time and no more.

Measured in a process of its own, from what it holds after a small file was looked at; the child
that opens files has limits of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench import invented
from kpi.readers.guard import LARGEST_FILE
from tests.source import ROOT

MOST, IN_ALL, SECONDS = 190, 365, 10
# What the system counts for a process goes on over a new program in it; this does not.
READABLE = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the most that was held is not told here"
)
LOOKS = """
import contextlib, io, json, re, sys, time
from pathlib import Path
from kpi.__main__ import main
def looked_at(file):
    with contextlib.redirect_stdout(io.StringIO()):
        main(["check", file])
    most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
    return int(most[1]), time.process_time()
print(json.dumps([looked_at(file) for file in sys.argv[1:]]))
"""
FIRST, DAYS = dt.date(1900, 1, 1), 109_500


def days() -> Iterator[tuple[str, int]]:
    for number in range(DAYS):
        yield (FIRST + dt.timedelta(days=number)).isoformat(), number * 7919 % 100_003


def matomo() -> bytes:
    head = "date,nb_uniq_visitors,nb_visits,nb_actions,bounce_rate,sum_visit_length\n"
    rows = (f"{day},{n},{n + 1},{n + 2},{n % 100}%,{n * 3},{n * 7}\n" for day, n in days())
    return head.replace("\n", ",avg_time_on_site\n").encode() + "".join(rows).encode()


def plausible() -> bytes:
    head = "date,visitors,pageviews,visits,views_per_visit,bounce_rate,visit_duration\n"
    rows = (f"{day},{n},{n + 1},{n + 2},1.{n % 97},{n % 100},{n * 3}\n" for day, n in days())
    return (head + "".join(rows)).encode()


def headings() -> bytes:
    """Three hundred things that no indicator is called."""
    names = [f"Kirjaston {word} {n}" for n in range(100) for word in ("lainat", "kävijät", "tilat")]
    rows = [";".join([f"{month}/{year}", *(str(n * month) for n in range(len(names)))])
            for year in range(2021, 2026) for month in range(1, 13)]  # fmt: skip
    return "\n".join([";".join(["Kuukausi", *names]), *rows]).encode()


def use(tmp_path: Path, name: str, data: bytes, **more: str) -> tuple[int, int, float]:
    """Give how many megabytes looking at a file took, the process with it, and its seconds."""
    (tmp_path / "small.csv").write_text("date,nb_visits\n2025-01-01,1\n")
    (tmp_path / name).write_bytes(data)
    ran = subprocess.run(
        [sys.executable, "-c", LOOKS, str(tmp_path / "small.csv"), str(tmp_path / name)],
        cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"KPI_DATA": str(tmp_path / "data")} | more,
    )  # fmt: skip
    (before, began), (after, ended) = json.loads(ran.stdout)
    return (after - before) // 1024, after // 1024, ended - began


@READABLE
@pytest.mark.slow
@pytest.mark.parametrize("made", [matomo, plausible, headings], ids=lambda made: made.__name__)
def test_an_export_of_five_megabytes(made: Callable[[], bytes], tmp_path: Path) -> None:
    data = made()
    assert len(data) <= LARGEST_FILE
    grown, held, seconds = use(tmp_path, "large.csv", data)
    assert grown < MOST
    assert held < IN_ALL
    assert seconds < SECONDS


@READABLE
@pytest.mark.slow
def test_a_template_of_ninety_thousand_rows(tmp_path: Path) -> None:
    desk = invented.desk(tmp_path)
    data = invented.workbook(desk, invented.LONG)
    assert len(data) <= LARGEST_FILE
    place = {"KPI_CATALOGUE": str(desk.settings.catalogue)}
    grown, held, seconds = use(tmp_path, "large.xlsx", data, **place)
    assert grown < MOST
    assert held < IN_ALL
    assert seconds < SECONDS
