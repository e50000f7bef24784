"""Who may do what: roles, what each permits, and what a link narrows it to.

Pure policy. Refuses to know how somebody came in (links, accounts, the command line do), and to
give anybody anything by default: whoever is not said to be somebody is nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kpi.errors import NotPermitted, error


class Role(StrEnum):
    """What a link or an account makes of somebody, from little to much."""

    VIEWER = "viewer"
    EDITOR = "editor"
    ADMIN = "admin"


class Permission(StrEnum):
    """What is asked for where the harm would be."""

    # The published figures that are free to publish.
    READ = "read"
    # Internal and suppressed figures, files as they came, who did what, what is due.
    INTERNAL = "internal"
    # Publish, edit, withdraw, forget an answer.
    PUBLISH = "publish"
    FREEZE = "freeze"
    SHARE = "share"
    AUDIT = "audit"


_PERMITS = {
    Role.VIEWER: frozenset({Permission.READ}),
    Role.EDITOR: frozenset({Permission.READ, Permission.INTERNAL, Permission.PUBLISH}),
    Role.ADMIN: frozenset(Permission),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a viewer's link is narrowed to; empty means everything that is published.

    ``areas`` are ids of service areas. ``version`` and ``period`` name a frozen version, both or
    neither. Scopes are for viewers: whoever changes figures has to see what they change.
    """

    areas: tuple[str, ...] = ()
    version: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody at the door.

    ``via`` says how they came in, for the audit: "link:<id>", "account", "console" (the command
    line of this machine), "local" (the only person of a tool that nobody else reaches). ``name``
    is who they are where an account vouches for it; empty where the name is only typed.
    ``language`` is what their link opens in; empty for the service's own.
    """

    role: Role | None = None
    scope: Scope = field(default_factory=Scope)
    name: str = ""
    via: str = ""
    language: str = ""

    def may(self, permission: Permission) -> bool:
        """Say whether this is permitted."""
        return self.role is not None and permission in _PERMITS[self.role]

    @property
    def sees(self) -> str:
        """Name what this viewer is shown: two with the same name are shown the same.

        It is part of the key of everything that is built once and shared between visitors.
        """
        if self.may(Permission.INTERNAL):
            return "all"
        if not self.may(Permission.READ):
            return "nothing"
        narrowed = self.scope
        return f"public {list(narrowed.areas)} {narrowed.version!r} {narrowed.period!r}"


NOBODY = Viewer()
CONSOLE = Viewer(Role.ADMIN, via="console")
LOCAL = Viewer(Role.ADMIN, via="local")


def require(viewer: Viewer, permission: Permission) -> None:
    """Let pass who may.

    Raises:
        NotPermitted: this role does not permit it.
    """
    if not viewer.may(permission):
        raise NotPermitted(error("not-permitted"))
