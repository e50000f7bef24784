"""What our own plain pages say at the door: no session, no such link, signed out; and privacy.

Refuses to tell a wrong link from an expired or revoked one, and to name anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from starlette.types import Scope

from kpi.desk import Desk
from kpi.i18n import CODES, Language, language
from kpi.links import LONGEST, LONGEST_DAYS, LONGEST_IDLE
from kpi.web.documents import PARAMETER
from kpi.web.pieces import Piece, header
from kpi.web.plain import linked, plain_page, safe

_HTML = "text/html; charset=utf-8"
# Not to be found, kept or named to another site.
_QUIET = ((b"x-robots-tag", b"noindex, nofollow"),)
_PRIVACY = {
    "cookies": ("session", "language", "forms"),
    "kept": ("opened", "names", "files", "logs"),
    "rights": ("ask", "law"),
}


@dataclass(frozen=True, slots=True)
class Pages:
    """The plain pages of one desk."""

    desk: Desk

    def language(self, scope: Scope) -> Language:
        """Give the language that the address or the visitor's last choice asks for."""
        query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
        cookies = header(scope, b"cookie").decode("latin-1").split(";")
        chosen = dict(one.strip().partition("=")[::2] for one in cookies)
        for asked in (query.get(PARAMETER), chosen.get(PARAMETER)):
            if asked in CODES:
                return language(asked)
        return language(self.desk.settings.language)

    def without_session(self, scope: Scope) -> Piece:
        """Say that a link is needed, and how to get one."""
        words = self.language(scope)
        body = self._paragraphs(words, "door.closed.why", "door.closed.how")
        if self.desk.settings.accounts:
            body += _button(words, "/kirjaudu", "door.sign-in")
        return self._piece(words, "door.closed", body, 401)

    def no_such_link(self, scope: Scope, *, too_often: bool = False) -> Piece:
        """Say that a link opens nothing; wrong, expired and revoked are one to the reader."""
        words = self.language(scope)
        body = self._paragraphs(words, "door.no-link.why", "door.no-link.how")
        return self._piece(words, "door.no-link", body, 429 if too_often else 404)

    def sign_out(self, scope: Scope) -> Piece:
        """Ask before signing out: following an address must change nothing."""
        words = self.language(scope)
        body = self._paragraphs(words, "door.out.why") + _button(words, "/ulos", "door.out.do")
        return self._piece(words, "door.out", body, 200)

    def signed_out(self, scope: Scope, cookie: bytes) -> Piece:
        """Say that the session has ended; ``cookie`` makes the browser forget it."""
        words = self.language(scope)
        body = self._paragraphs(words, "door.left.why")
        return self._piece(words, "door.left", body, 200, ((b"set-cookie", cookie),))

    def privacy(self, scope: Scope) -> Piece:
        """Say what is stored and for how long."""
        words = self.language(scope)
        return Piece(_privacy(words, *self._owner(words)).encode(), _HTML, "no-cache")

    def _owner(self, words: Language) -> tuple[str, str]:
        owner = self.desk.catalogue.organisation
        return owner.name.in_language(words.code), owner.feedback or ""

    def _paragraphs(self, words: Language, *messages: str) -> str:
        owner, contact = self._owner(words)
        contact = contact or words.text("door.no-contact", owner=owner)
        return "".join(
            f"<p>{linked(words.text(one, owner=owner, contact=contact))}</p>\n" for one in messages
        )

    def _piece(
        self,
        words: Language,
        message: str,
        body: str,
        status: int,
        extra: tuple[tuple[bytes, bytes], ...] = (),
    ) -> Piece:
        page = plain_page(words, words.text(message), body, back=False)
        return Piece(page.encode(), _HTML, "no-store", status=status, extra=(*_QUIET, *extra))


def _button(words: Language, path: str, message: str) -> str:
    return (
        f'<form method="post" action=".{path}?{PARAMETER}={words.code}">'
        f"<button>{safe(words.text(message))}</button></form>\n"
    )


@lru_cache(maxsize=8)
def _privacy(words: Language, owner: str, contact: str) -> str:
    hours, minutes = LONGEST.total_seconds() / 3600, LONGEST_IDLE.total_seconds() / 60
    facts = {
        "owner": owner,
        "contact": contact or words.text("door.no-contact", owner=owner),
        "hours": words.number(int(hours)),
        "minutes": words.number(int(minutes)),
        "days": words.number(LONGEST_DAYS),
    }
    body = f"<p>{linked(words.text('privacy.intro', **facts))}</p>\n"
    for section, points in _PRIVACY.items():
        body += f"<h2>{safe(words.text(f'privacy.{section}'))}</h2>\n<ul>\n"
        told = (words.text(f"privacy.{section}.{one}", **facts) for one in points)
        body += "".join(f"<li>{linked(one)}</li>\n" for one in told) + "</ul>\n"
    return plain_page(words, words.text("privacy.title"), body)
