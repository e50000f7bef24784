"""Visitors of a live server: links of every kind, opened as a browser would.

Refuses to take a shortcut: a session comes from opening the link over HTTP.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from kpi import catalogue, pipeline
from kpi.access import Role
from kpi.desk import Desk
from kpi.links import Share
from kpi.pipeline import Wanted
from kpi.settings import Settings
from kpi.ui.session import COOKIE
from tests.factories import office
from tests.serving import ROOT


@dataclass(frozen=True)
class Link:
    """A link with its secret."""

    share: Share
    secret: str


def desk(data: Path) -> Desk:
    """Give the desk of a live server's folder."""
    return office(Settings(data=data), catalogue.load(ROOT / "data" / "catalogue"))


def link(data: Path, role: Role, *, days_ago: int = 0, **wanted: object) -> Link:
    """Make a link for a day, maybe some days ago."""
    then = dt.datetime.now(dt.UTC) - dt.timedelta(days=days_ago)
    at = replace(desk(data), clock=lambda: then)
    return Link(*pipeline.share(Wanted(role, 1, **wanted), at, by="Maija"))  # type: ignore[arg-type]


def opened(address: str, one: Link) -> dict[str, str]:
    """Open a link and give the browser's cookie."""
    answer = httpx.get(f"{address}/s/{one.secret}", follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return {COOKIE: answer.cookies[COOKIE]}


def header(cookies: Mapping[str, str]) -> dict[str, str]:
    """Write cookies as a browser sends them."""
    return {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
