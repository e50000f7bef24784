"""Files that a button makes when it is pressed: for whoever presses, as long as they may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kpi import pipeline
from kpi.access import Role
from kpi.i18n import language
from kpi.periods import parse
from kpi.reports import files
from tests.access.sockets import asked, buttons, page_of, pressed, stream
from tests.access.visitors import desk, header, link, opened
from tests.serving import serving


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads") / "data"


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with serving(data) as served:
        yield served


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMIN])
@pytest.mark.parametrize("code", ["fi", "en"])
def test_the_reports_files_come_when_they_are_pressed(
    address: str, data: Path, role: Role, code: str
) -> None:
    """The framework makes them in a thread that knows neither page nor visitor."""
    cookies = opened(address, link(data, role))
    now = pipeline.open_store(desk(data))
    first = now.catalogue.organisation.period
    made = [pipeline.export(desk(data), parse(first), one, language(code)) for one in files.FORMATS]
    with stream(address, cookies) as socket:
        told = asked(socket, name="raportti", code=code)
        urls = [pressed(socket, page_of(told), one) for one in buttons(told)]
        assert len(urls) == len(files.FORMATS) and all(urls)
        for url, expected in zip(urls, made, strict=True):
            answer = httpx.get(f"{address}{url}", headers=header(cookies))
            assert answer.status_code == 200
            assert answer.content == expected.data
            assert expected.file in answer.headers["content-disposition"]


@pytest.mark.parametrize("path", ["lisaa-luvut", "jakaminen", "raportti"])
def test_a_button_of_an_ended_link_makes_nothing_for_anybody(
    address: str, data: Path, path: str
) -> None:
    """Whoever kept the page open and came in by another link would fetch what comes of it."""
    ended, other = link(data, Role.ADMIN), link(data, Role.VIEWER)
    first, second = opened(address, ended), opened(address, other)
    with stream(address, first) as theirs, stream(address, second) as ours:
        told, own = asked(theirs, name=path), page_of(asked(ours))
        one = buttons(told)[0]
        assert pressed(theirs, page_of(told), one)
        pipeline.revoke(ended.share.id, desk(data), by="Maija")
        assert pressed(theirs, page_of(told), one) == ""
        assert pressed(ours, own, one) == ""


def test_a_button_of_who_signed_out_makes_nothing(address: str, data: Path) -> None:
    cookies = opened(address, link(data, Role.EDITOR))
    with stream(address, cookies) as socket:
        told = asked(socket, name="lisaa-luvut")
        httpx.post(f"{address}/ulos", headers=header(cookies))
        assert pressed(socket, page_of(told), buttons(told)[0]) == ""
