"""An event of the log is one line, whatever a cell, an address or an exception says."""

from __future__ import annotations

import io
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import KpiError, error
from kpi.web import logs
from kpi.web.logs import ASIDE, OneLine

FORGED = "x\r\n2026-01-15 12:00:00 WARNING kpi: keksitty\x1b[2J\u2028\u202e"


def logged(message: str, *facts: object, defect: Exception | None = None) -> list[str]:
    """Log one event and give the lines that were written."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(OneLine())
    told = logging.LogRecord("kpi.x", logging.WARNING, __file__, 1, message, facts, None)
    if defect is not None:
        told.exc_info = (type(defect), defect, defect.__traceback__)
    handler.emit(told)
    return out.getvalue().split("\n")[:-1]


@given(st.text(st.characters() | st.sampled_from("\r\n\x1b\x85\u2028\u202e")))
def test_an_event_is_one_line(text: str) -> None:
    (line,) = logged("refused: %s", text)
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line and "\u202e" not in line


def test_a_traceback_begins_no_line_like_an_event() -> None:
    try:
        raise ValueError(FORGED)
    except ValueError as defect:
        first, *rest = logged("defect %s", "0a1b", defect=defect)
    assert first.endswith("WARNING kpi.x: defect 0a1b")
    assert len(rest) > 2 and all(line.startswith(ASIDE) for line in rest)
    assert not any("\x1b" in line or "\r" in line or "\u2028" in line for line in rest)


def test_a_refusal_names_its_cell_on_one_line() -> None:
    (line,) = logged("refused: %s", KpiError(error("not-a-number", f"{FORGED}!A1", found="1")))
    assert r"\r\n2026" in line


def test_it_is_settled_once(capsys: pytest.CaptureFixture[str]) -> None:
    ours = logging.getLogger("kpi")
    before, told = list(ours.handlers), ours.propagate
    try:
        logs.settle()
        logs.settle()
        assert len(ours.handlers) == len(before) + 1
        assert ours.handlers[-1].stream is sys.stderr  # type: ignore[attr-defined]
    finally:
        ours.handlers[:], ours.propagate = before, told


def test_the_web_server_writes_down_no_secret() -> None:
    ours = logging.getLogger("kpi")
    before, told = list(ours.handlers), ours.propagate
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    theirs = [logging.getLogger(name) for name in ("uvicorn.access", "uvicorn.error")]
    levels = [one.level for one in theirs]
    try:
        logs.settle()
        logs.settle()
        for one in theirs:
            one.addHandler(handler)
            one.setLevel(logging.INFO)
            assert sum(isinstance(each, logs.OfTheWebServer) for each in one.filters) == 1
            one.info('%s - "%s %s" %d', "127.0.0.1", "GET", "/s/sEcReT-_1?embed=true", 303)
            one.info('%s - "WebSocket %s" 403', "127.0.0.1", "/s/sEcReT-_1/maaraajat.ics")
            one.info("%s", "/oauth2callback?code=sEcReT&state=sEcReT")
            one.error("ASGI callable returned without completing handshake.")
            one.info("started, without arguments")
    finally:
        ours.handlers[:], ours.propagate = before, told
        for one, level in zip(theirs, levels, strict=True):
            one.removeHandler(handler)
            one.setLevel(level)
    said = out.getvalue()
    assert "sEcReT" not in said and "handshake" not in said
    assert said.count('"GET /s/…" 303') == 2
    assert said.count("/s/…/maaraajat.ics") == 2
    assert said.count("started") == 2
