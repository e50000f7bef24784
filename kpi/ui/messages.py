"""What a message of a page's socket asks of the framework, for the server.

Refuses to judge it: what may pass is the server's business.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg


def kind(data: bytes) -> str | None:
    """Name what a message asks for; empty for nothing, None when it cannot be read."""
    try:
        told = BackMsg.FromString(data)
    except DecodeError:
        return None
    asked = told.WhichOneof("type")
    if asked == "backend_operation_request":
        return told.backend_operation_request.WhichOneof("payload") or ""
    return asked or ""
