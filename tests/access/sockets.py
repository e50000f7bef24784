"""The framework's protocol on a raw websocket: ask for a page, read all that is sent for it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping

from google.protobuf import text_format
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.access.visitors import header


@contextlib.contextmanager
def stream(address: str, cookies: Mapping[str, str]) -> Iterator[ClientConnection]:
    """Open the stream as a visitor's browser does."""
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    with connect(
        url,
        additional_headers=header(cookies),
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
    ) as made:
        yield made


def asked(socket: ClientConnection, *, name: str = "", key: str = "", code: str = "fi") -> str:
    """Ask for a page by its name or by its script's key; give everything that was sent, as text."""
    request = BackMsg()
    request.rerun_script.query_string = f"kieli={code}"
    request.rerun_script.page_name = name
    request.rerun_script.page_script_hash = key
    socket.send(request.SerializeToString())
    told: list[str] = []
    while True:
        message = ForwardMsg()
        message.ParseFromString(bytes(socket.recv(timeout=30)))
        told.append(text_format.MessageToString(message, as_utf8=True))
        if message.WhichOneof("type") == "script_finished":
            return "\n".join(told)


def page_of(told: str) -> str:
    """Give the framework's name of an open page, out of what was sent for it."""
    (found,) = set(re.findall(r'session_id: "([^"]+)"', told))
    return str(found)


def buttons(told: str) -> list[str]:
    """Give the names of the files that are made when their buttons are pressed."""
    return re.findall(r'deferred_file_id: "([^"]+)"', told)


def pressed(socket: ClientConnection, page: str, button: str) -> str:
    """Press such a button; gives the path of the file, empty where none was made."""
    request = BackMsg()
    request.backend_operation_request.request_id = button
    request.backend_operation_request.session_id = page
    request.backend_operation_request.deferred_file.file_id = button
    socket.send(request.SerializeToString())
    return str(answered(socket).deferred_file.url)


def answered(socket: ClientConnection) -> BackendOperationResponse:
    """Wait for the answer to what was asked beside a page."""
    while True:
        message = ForwardMsg()
        message.ParseFromString(bytes(socket.recv(timeout=30)))
        if message.WhichOneof("type") == "backend_operation_response":
            return message.backend_operation_response
