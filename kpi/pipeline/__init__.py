"""From a file to published figures and back: the only orchestration in the house.

Refuses to store a part of a file, to publish over a state the user has not seen, and to change
anything without a line in the ledger.
"""

from __future__ import annotations

from kpi.desk import Checked, Decisions, Desk, NamedFile, Published, Refused
from kpi.pipeline.accounts import note_sign_in, note_sign_out, vouched
from kpi.pipeline.checking import check
from kpi.pipeline.editing import edit
from kpi.pipeline.freezing import (
    Exported,
    export,
    found,
    freeze,
    frozen_store,
    made_again,
)
from kpi.pipeline.naming import hidden_names
from kpi.pipeline.opening import open_store, rebuild, remembered, verify
from kpi.pipeline.papers import neighbourhood, template
from kpi.pipeline.publishing import forget, publish, withdraw, withdraw_together
from kpi.pipeline.served import keep_reader, note_served
from kpi.pipeline.sharing import (
    Wanted,
    address,
    audit,
    configured,
    hide_name,
    links,
    revoke,
    sessions,
    share,
    shares,
    start_link,
    visitor,
)
from kpi.pipeline.versions import Version, versions

__all__ = [
    "Checked",
    "Decisions",
    "Desk",
    "Exported",
    "NamedFile",
    "Published",
    "Refused",
    "Version",
    "Wanted",
    "address",
    "audit",
    "check",
    "configured",
    "edit",
    "export",
    "forget",
    "found",
    "freeze",
    "frozen_store",
    "hidden_names",
    "hide_name",
    "links",
    "made_again",
    "neighbourhood",
    "keep_reader",
    "note_served",
    "note_sign_in",
    "note_sign_out",
    "open_store",
    "publish",
    "rebuild",
    "remembered",
    "revoke",
    "sessions",
    "share",
    "shares",
    "start_link",
    "template",
    "verify",
    "versions",
    "visitor",
    "vouched",
    "withdraw",
    "withdraw_together",
]
