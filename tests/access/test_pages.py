"""Pages over a raw websocket: what is not offered does not run, what is revoked ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from streamlit.util import calc_hash

from kpi import pipeline
from kpi.access import Role
from kpi.i18n import language
from tests.access.sockets import asked, stream
from tests.access.visitors import desk, header, link, opened
from tests.serving import serving

XSRF = "_streamlit_xsrf"
SAY = language("fi").text
# What only these pages say.
ONLY = {"lisaa-luvut": SAY("upload.lead"), "jakaminen": SAY("sharing.lead")}

TITLES = {"lisaa-luvut": "upload", "jakaminen": "sharing"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages") / "data"


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with serving(data) as served:
        yield served


@pytest.mark.parametrize(
    ("role", "path", "runs"),
    [
        (Role.VIEWER, "lisaa-luvut", False),
        (Role.VIEWER, "jakaminen", False),
        (Role.EDITOR, "lisaa-luvut", True),
        (Role.EDITOR, "jakaminen", False),
        (Role.ADMIN, "lisaa-luvut", True),
        (Role.ADMIN, "jakaminen", True),
    ],
)
def test_a_page_that_is_not_offered_does_not_run(
    address: str, data: Path, role: Role, path: str, runs: bool
) -> None:
    cookies = opened(address, link(data, role))
    for wanted in ({"name": path}, {"key": calc_hash(path)}):
        with stream(address, cookies) as socket:
            told = asked(socket, **wanted)
        assert (ONLY[path] in told) is runs
        # The address comes back as it was sent; what the page is called does not.
        title = SAY(f"ui.page.{TITLES[path]}")
        assert (f'page_name: "{title}"' in told) is runs, "not even its name is sent"


def test_a_revoked_link_ends_at_the_next_click_of_an_open_page(address: str, data: Path) -> None:
    made = link(data, Role.VIEWER)
    with stream(address, opened(address, made)) as socket:
        before = asked(socket)
        assert "1\u00a0240" in before and SAY("ui.ended") not in before
        pipeline.revoke(made.share.id, desk(data), by="Maija")
        after = asked(socket)
        assert SAY("ui.ended") in after
        assert "1\u00a0240" not in after and "palvelualueet" not in after


def test_a_file_goes_up_to_the_page_of_who_may_publish_only(address: str, data: Path) -> None:
    """Who reads cannot send one even to the open page of an editor, whose name they came to know.

    An editor without the pair of tokens cannot either: another site's page could make them do it.
    """
    editor, viewer = (
        opened(address, link(data, Role.EDITOR)),
        opened(address, link(data, Role.VIEWER)),
    )
    with stream(address, editor) as socket:
        told = asked(socket, name="lisaa-luvut")
        (page,) = set(re.findall(r'session_id: "([^"]+)"', told))
        place = f"{address}/_stcore/upload_file/{page}/0123"
        token = httpx.get(f"{address}/_stcore/health", headers=header(editor)).cookies[XSRF]
        for who, sent, expected in (
            (viewer, True, 403),
            ({}, True, 403),
            (editor, False, 403),
            (editor, True, 204),
        ):
            headers = header({**who, XSRF: token}) | ({"X-Xsrftoken": token} if sent else {})
            for foreign in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
                assert put(place, headers | foreign) == 403
            assert put(place, headers | {"origin": address}) == expected
            gone = httpx.delete(place, headers=headers)
            assert gone.status_code == expected


def put(place: str, headers: dict[str, str]) -> int:
    return httpx.put(place, headers=headers, files={"file": ("a.csv", b"a;b")}).status_code


@pytest.mark.parametrize(("role", "writes"), [(Role.VIEWER, False), (Role.EDITOR, True)])
def test_who_cannot_write_is_not_asked_to(
    address: str, data: Path, role: Role, writes: bool
) -> None:
    with stream(address, opened(address, link(data, role))) as socket:
        assert (SAY("report.to-goals") in asked(socket, name="raportti")) is writes
