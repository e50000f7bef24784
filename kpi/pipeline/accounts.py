"""Signing in with an account of the organisation: who it is, and a line in the journal.

Refuses whoever the role map does not name, and a session that the journal does not know of.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi.access import Viewer
from kpi.desk import Desk
from kpi.links import Account, account
from kpi.pipeline.sharing import journal


def vouched(claims: Mapping[str, object], desk: Desk) -> Account | None:
    """Give who a provider's claims speak of; None where accounts are not in use or it is too late.

    Its viewer has no role where no rule of the role map fits.
    """
    roles = desk.settings.roles
    return account(claims, roles, desk.clock()) if roles else None


def note_sign_in(viewer: Viewer, desk: Desk) -> None:
    """Write down that an account came in, and as what.

    Raises:
        StoreUnavailable: the disk refuses.
    """
    role = viewer.role.value if viewer.role else ""
    journal(desk).note(desk.clock(), "sign-in", by=viewer.name, via=viewer.via, role=role)


def note_sign_out(viewer: Viewer, desk: Desk) -> None:
    """Write down that an account went.

    Raises:
        StoreUnavailable: the disk refuses.
    """
    journal(desk).note(desk.clock(), "sign-out", by=viewer.name, via=viewer.via)
