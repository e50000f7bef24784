"""What our own plain pages say at the door: no session, signing in and out, no such link; privacy.

Refuses to tell a wrong link from an expired or revoked one, and to name anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from starlette.types import Scope

from kpi.desk import Desk
from kpi.i18n import CODES, Language, language
from kpi.links import LONGEST, LONGEST_DAYS, LONGEST_IDLE
from kpi.web.documents import PARAMETER, remembered
from kpi.web.pieces import Header, Piece, header
from kpi.web.plain import plain_page, safe, sentence

# The address of signing in; in it the provider, and the page to go on to.
SIGN_IN, PROVIDER, PAGE = "/kirjaudu", "tunnus", "sivu"
_HTML = "text/html; charset=utf-8"
# Not to be found, kept or named to another site.
_QUIET = ((b"x-robots-tag", b"noindex, nofollow"),)
_PRIVACY = {
    "cookies": ("session", "language", "forms"),
    "kept": ("opened", "names", "files", "logs"),
    "rights": ("ask", "law"),
}
_OF_ACCOUNTS = {"cookies": ("sign-in",), "kept": ("accounts",)}


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
        """Say that a link is needed, and how to get one; or an account, where there are some."""
        words = self.language(scope)
        if self.desk.settings.accounts:
            query = scope.get("query_string", b"").decode("latin-1")
            wanted = f"{scope['path']}?{query}" if query else str(scope["path"])
            return self._sign_in(words, "" if wanted == "/" else wanted, 401)
        body = self._paragraphs(words, "door.closed.why", "door.closed.how")
        return self._piece(words, "door.closed", body, 401)

    def sign_in(self, scope: Scope) -> Piece:
        """Offer the ways to sign in: following an address must begin nothing."""
        query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
        return self._sign_in(self.language(scope), query.get(PAGE, ""), 200)

    def _sign_in(self, words: Language, wanted: str, status: int) -> Piece:
        body = self._paragraphs(words, "door.sign-in.why") + self._ways_in(words, wanted)
        body += self._paragraphs(words, "door.sign-in.how")
        return self._piece(words, "door.sign-in.title", body, status)

    def onwards(self, scope: Scope, to: str, cookie: Header) -> Piece:
        """Send on to the provider.

        By a page and not by a redirection: a form of ours may lead to no other host.
        """
        words = self.language(scope)
        way = safe(words.text("door.onwards.way"))
        body = f'<p><a href="{safe(to)}">{way}</a></p>\n'
        chosen = (b"set-cookie", remembered(words.code))
        extra = ((b"refresh", f"0; url={to}".encode()), cookie, chosen)
        return self._piece(words, "door.onwards", body, 200, extra)

    def sign_in_failed(self, scope: Scope, status: int, extra: tuple[Header, ...] = ()) -> Piece:
        """Say that nobody was signed in; why is for the log."""
        words = self.language(scope)
        body = self._paragraphs(words, "door.failed.why") + self._ways_in(words)
        body += self._paragraphs(words, "door.failed.how")
        return self._piece(words, "door.failed", body, status, extra)

    def no_right(self, scope: Scope, name: str, extra: tuple[Header, ...] = ()) -> Piece:
        """Say to somebody whom the provider knows that the service does not let them in."""
        words = self.language(scope)
        body = f"<p>{safe(words.text('door.no-right.why', name=name))}</p>\n"
        body += self._paragraphs(words, "door.no-right.how") + self._ways_in(words)
        return self._piece(words, "door.no-right", body, 403, extra)

    def _ways_in(self, words: Language, wanted: str = "") -> str:
        """Give a button for each provider; its name only where there are several."""
        auth = self.desk.settings.auth
        providers = auth.providers if auth else ()
        made = ""
        for one in providers:
            text = words.text("door.sign-in")
            text = words.text("door.sign-in.with", name=one) if len(providers) > 1 else text
            made += _button(words, SIGN_IN, text, ((PROVIDER, one), (PAGE, wanted)))
        return made

    def no_such_link(self, scope: Scope, *, too_often: bool = False) -> Piece:
        """Say that a link opens nothing; wrong, expired and revoked are one to the reader."""
        words = self.language(scope)
        body = self._paragraphs(words, "door.no-link.why", "door.no-link.how")
        return self._piece(words, "door.no-link", body, 429 if too_often else 404)

    def sign_out(self, scope: Scope) -> Piece:
        """Ask before signing out: following an address must change nothing."""
        words = self.language(scope)
        body = self._paragraphs(words, "door.out.why") + _button(
            words, "/ulos", words.text("door.out.do")
        )
        return self._piece(words, "door.out", body, 200)

    def signed_out(self, scope: Scope, cookie: bytes) -> Piece:
        """Say that the session has ended; ``cookie`` makes the browser forget it."""
        words = self.language(scope)
        told = ("door.left.why", "door.left.account")[: 2 if self.desk.settings.accounts else 1]
        body = self._paragraphs(words, *told)
        return self._piece(words, "door.left", body, 200, ((b"set-cookie", cookie),))

    def unavailable(self, scope: Scope) -> Piece:
        """Say that it cannot be read who may come in; why is for the log."""
        text = self.language(scope).text("web.data-unavailable")
        return Piece(f"{text}\n".encode(), "text/plain; charset=utf-8", "no-store", status=503)

    def privacy(self, scope: Scope) -> Piece:
        """Say what is stored and for how long."""
        words = self.language(scope)
        accounts = self.desk.settings.accounts
        page = _privacy(words, *self._owner(words), accounts=accounts)
        return Piece(page.encode(), _HTML, "no-cache")

    def _owner(self, words: Language) -> tuple[str, str]:
        owner = self.desk.catalogue.organisation
        return owner.name.in_language(words.code), owner.feedback or ""

    def _paragraphs(self, words: Language, *messages: str) -> str:
        owner, contact = self._owner(words)
        contact = contact or words.text("door.no-contact", owner=owner)
        return "".join(
            f"<p>{sentence(words, one, owner=owner, contact=contact)}</p>\n" for one in messages
        )

    def _piece(
        self,
        words: Language,
        message: str,
        body: str,
        status: int,
        extra: tuple[Header, ...] = (),
    ) -> Piece:
        page = plain_page(words, words.text(message), body, back=False)
        return Piece(page.encode(), _HTML, "no-store", status=status, extra=(*_QUIET, *extra))


def _button(words: Language, path: str, text: str, more: tuple[tuple[str, str], ...] = ()) -> str:
    given = urlencode([(PARAMETER, words.code), *((key, value) for key, value in more if value)])
    return (
        f'<form method="post" action="{safe(f".{path}?{given}")}">'
        f"<button>{safe(text)}</button></form>\n"
    )


@lru_cache(maxsize=8)
def _privacy(words: Language, owner: str, contact: str, *, accounts: bool) -> str:
    hours, minutes = LONGEST.total_seconds() / 3600, LONGEST_IDLE.total_seconds() / 60
    facts = {
        "owner": owner,
        "contact": contact or words.text("door.no-contact", owner=owner),
        "hours": words.number(int(hours)),
        "minutes": words.number(int(minutes)),
        "days": words.number(LONGEST_DAYS),
    }
    body = f"<p>{sentence(words, 'privacy.intro', **facts)}</p>\n"
    for section, usual in _PRIVACY.items():
        points = (*usual, *(_OF_ACCOUNTS.get(section, ()) if accounts else ()))
        body += f"<h2>{safe(words.text(f'privacy.{section}'))}</h2>\n<ul>\n"
        told = (sentence(words, f"privacy.{section}.{one}", **facts) for one in points)
        body += "".join(f"<li>{one}</li>\n" for one in told) + "</ul>\n"
    return plain_page(words, words.text("privacy.title"), body)
