"""The framework's messages over a raw websocket: what no page of ours sends does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from kpi.access import Role
from tests.access.sockets import answered, asked, buttons, page_of, stream
from tests.access.visitors import link, opened
from tests.serving import serving


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Path]]:
    folder = tmp_path_factory.mktemp("messages")
    with serving(folder / "data", log=folder / "said.txt") as served:
        yield served, folder / "data", folder / "said.txt"


def test_nobody_empties_what_is_kept_for_all(place: tuple[str, Path, Path]) -> None:
    """It would also empty the open page's own memory, of whose it is."""
    address, data, _ = place
    cookies = opened(address, link(data, Role.VIEWER))
    with stream(address, cookies) as socket:
        assert "Suomeksi" in asked(socket, code="en")
        socket.send(BackMsg(clear_cache=True).SerializeToString())
        # The language was settled when the page was loaded; who forgot it takes it from here.
        assert "Suomeksi" in asked(socket, code="fi")


@pytest.mark.parametrize("payload", ["install_skills", "dismiss_skills_nudge", "dataframe_chunk"])
def test_operations_that_no_page_has_are_not_answered(
    place: tuple[str, Path, Path], payload: str
) -> None:
    address, data, _ = place
    with stream(address, opened(address, link(data, Role.EDITOR))) as socket:
        told = asked(socket, name="raportti")
        request = BackMsg()
        request.backend_operation_request.request_id = "no"
        request.backend_operation_request.session_id = page_of(told)
        getattr(request.backend_operation_request, payload).SetInParent()
        socket.send(request.SerializeToString())
        request.backend_operation_request.request_id = "yes"
        request.backend_operation_request.deferred_file.file_id = buttons(told)[0]
        socket.send(request.SerializeToString())
        assert answered(socket).request_id == "yes"
