"""Who is at the door: from the connection and its cookie to a viewer.

Refuses to guess: whoever has no valid session is nobody. Only while nobody has set up any access is
the service a tool of the one person at this machine, and then only for connections that can have
come from nowhere else.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from starlette.types import Scope

from kpi import pipeline
from kpi.access import LOCAL, NOBODY, Viewer
from kpi.desk import Desk
from kpi.errors import StoreUnavailable
from kpi.links import ACCOUNT, LONGEST
from kpi.settings import Settings
from kpi.web.pieces import header

COOKIE = "seutumittari"
# A request that carries one of these came through somebody's proxy, so not from this machine.
_FORWARDED = (
    b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip",
    b"via",
)  # fmt: skip
_log = logging.getLogger(__name__)


def is_loopback(host: str) -> bool:
    """Tell whether an address is only reached from this machine itself."""
    try:
        return host.casefold() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_at_home(settings: Settings) -> bool:
    """Tell whether the service is one of this machine only, as far as its settings say.

    Where it has a public address a proxy stands in front, and with the settings that most proxies
    come with what passes through one looks as if it began here.
    """
    public = _name(urlsplit(settings.public_url).netloc)
    return is_loopback(settings.address) and (not settings.public_url or is_loopback(public))


@dataclass(frozen=True, slots=True)
class Door:
    """The one door of the service; every other part asks it who somebody is."""

    desk: Desk

    def viewer(self, scope: Scope) -> Viewer:
        """Give who a connection comes from.

        Raises:
            StoreUnavailable: sessions or links cannot be read.
        """
        found = pipeline.visitor(self.desk, held(scope))
        alone = is_at_home(self.desk.settings) and _from_this_machine(scope)
        return NOBODY if found == LOCAL and not alone else found

    def let_in(self, viewer: Viewer, scope: Scope, rules: Sequence[str] = ()) -> bytes:
        """Begin a session and give the cookie for it; the session of before ends.

        Args:
            viewer: who comes in.
            scope: the connection.
            rules: of an account, the rules of the role map that fit it.

        Raises:
            StoreUnavailable: the disk refuses.
        """
        sessions = pipeline.sessions(self.desk)
        sessions.end(held(scope))
        return self._cookie(sessions.begin(viewer, self.desk.clock(), rules), LONGEST, scope)

    def out(self, scope: Scope) -> bytes:
        """End the session and give the cookie that forgets it.

        Raises:
            StoreUnavailable: the disk refuses.
        """
        sessions = pipeline.sessions(self.desk)
        left = sessions.viewer(held(scope), self.desk.clock())
        sessions.end(held(scope))
        if left.via == ACCOUNT:
            try:
                pipeline.note_sign_out(left, self.desk)
            except StoreUnavailable as unwritten:  # gone all the same
                _log.error("sign-out: %s", unwritten)
        return self._cookie("", dt.timedelta(0), scope)

    def _cookie(self, value: str, life: dt.timedelta, scope: Scope) -> bytes:
        secure = "; Secure" if self.is_secure(scope) else ""
        life_ = int(life.total_seconds())
        return (
            f"{COOKIE}={value}; Path=/; Max-Age={life_}; HttpOnly; SameSite=Lax{secure}"
        ).encode()

    def is_secure(self, scope: Scope) -> bool:
        """Tell whether the visitor's own connection is encrypted, also where a proxy ends it."""
        public = urlsplit(self.desk.settings.public_url)
        return public.scheme == "https" or scope.get("scheme") in {"https", "wss"}

    def asking(self, viewer: Viewer) -> Desk:
        """Give the desk with who asks at it."""
        return replace(self.desk, viewer=viewer)


def held(scope: Scope) -> str:
    """Give what the browser holds of its session; empty for nothing."""
    return cookie(scope, COOKIE)


def cookie(scope: Scope, name: str) -> str:
    """Give a cookie of a request; empty when it is not there."""
    cookies = header(scope, b"cookie").decode("latin-1").split(";")
    pairs = (one.strip().partition("=") for one in cookies)
    return next((value for key, _, value in pairs if key == name), "")


def _from_this_machine(scope: Scope) -> bool:
    """Tell whether a connection can only have come from here: both ends, its name, no proxy.

    A socket that is a file has no such ends: only a proxy reaches it.
    """
    ends = scope.get("server"), scope.get("client")
    if not all(end and is_loopback(end[0]) for end in ends):
        return False
    name = _name(header(scope, b"host").decode("latin-1"))
    return is_loopback(name) and not any(header(scope, one) for one in _FORWARDED)


def _name(host: str) -> str:
    """Give the name in a host header without its port; empty when it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
