"""The barest page with the same charts: one HTML file, Plotly beside it, a plain file server.

Refuses to be more than that: no cards, no tables, no styles, so that what is compared is the
price of everything round the charts.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from plotly.offline import get_plotlyjs

from kpi.settings import ROOT
from kpi.view import charts as drawing
from kpi.view.parts import Chart

_PAGE = """<!DOCTYPE html>
<html lang="fi">
<head><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">
<script src="plotly.min.js"></script></head>
<body>
<select id="period"><option value="0">0</option><option value="1">1</option></select>
<div id="charts" style="display:grid;grid-template-columns:repeat(3,1fr);gap:40px"></div>
<script>
const figures = FIGURES, config = CONFIG;
const places = figures[0].map(({ data, layout }) => {
  const made = document.createElement("div");
  document.getElementById("charts").append(made);
  Plotly.newPlot(made, data, layout, config);
  return made;
});
document.getElementById("period").addEventListener("change", (event) => {
  figures[event.target.value].forEach(({ data, layout }, n) => {
    Plotly.react(places[n], data, layout, config);
  });
});
</script>
</body>
</html>
"""


def write(folder: Path, periods: Sequence[Sequence[Chart]]) -> None:
    """Write the page; each item of ``periods`` is the same charts for another period."""
    figures = [[_figure(one) for one in charts] for charts in periods]
    page = _PAGE.replace("FIGURES", json.dumps(figures)).replace(
        "CONFIG", json.dumps(dict(drawing.CONFIG))
    )
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")


def _figure(chart: Chart) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(drawing.figure(chart).to_json())
    return made


@contextlib.contextmanager
def running(arguments: Sequence[str], address: str, **environment: str) -> Iterator[None]:
    """Keep a server of this Python going; the block begins when the address answers."""
    server = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment or None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(server, address)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server of {address} ended with {server.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.2)
    raise RuntimeError(f"{address} does not answer")
