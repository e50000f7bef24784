"""The server: the pages behind our own routes and middleware.

Start it with `python -m kpi serve`; `streamlit run app.py` and `uvicorn app:app` work too.
Refuses to start on a catalogue that contradicts itself.
"""

from __future__ import annotations

import streamlit as st

from kpi.settings import ROOT
from kpi.ui import frame  # noqa: F401  loaded here once, not in front of the first visitor
from kpi.ui.accounts import FrameworkSignIn
from kpi.ui.messages import kind
from kpi.web.assemble import assemble
from kpi.web.server import desk_or_exit, note_error, serve

desk = desk_or_exit(st.get_option("server.port"))
auth = desk.settings.auth
parts = assemble(desk, FrameworkSignIn(), kind)

app = st.App(
    ROOT / "kpi" / "ui" / "main.py",
    routes=parts.routes,
    middleware=parts.middleware,
    lifespan=parts.lifespan,
    # Read once, by us: the framework and the role map never see two different files.
    secrets={"auth": auth.handed_on()} if auth else None,
    on_script_error=note_error,
)

if __name__ == "__main__":
    serve(desk.settings)
