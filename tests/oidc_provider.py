"""A small OpenID provider on loopback: everybody consents at once, and it can be told to lie.

Refuses what a real one refuses: another address to go back to, another client, a code used twice, a
code without its verifier. Its people are in ``PEOPLE``; who signs in next is ``provider.person``.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.serving import free_port

CLIENT, CLIENT_SECRET = "seutumittari-client", "the-client-secret-that-nobody-may-see"
COOKIE_SECRET = "the-cookie-secret-that-nobody-may-see"  # noqa: S105
EDITORS = "0f3c1c1e-9a5d-4f0e-8f43-0d5a51c0ffee"
# More than a browser keeps in one cookie.
MANY = [hashlib.sha256(bytes([number])).hexdigest()[:36] for number in range(190)]

PEOPLE: dict[str, dict[str, Any]] = {
    "admin": {"name": "Aino Ylläpitäjä", "roles": ["Seutumittari.Admin"]},
    "editor": {"name": "Eero Tiedottaja", "groups": [EDITORS.upper(), "other"]},
    "viewer": {"name": "Ville Valtuutettu", "email": "Ville@Seura.example"},
    "nobody": {"name": "Niilo <b>Muualta</b>", "email": "niilo@muu.example"},
    "doubted": {"name": "Dora", "email": "dora@seura.example", "email_verified": False},
    "crowd": {"name": "Kalle", "roles": ["Seutumittari.Admin"], "groups": MANY},
}


@dataclass
class Provider:
    """One provider. ``lie`` is one of "nonce", "expired", "issuer", "audience", "key", "old"."""

    address: str
    person: str = "admin"
    lie: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)

    @property
    def metadata_url(self) -> str:
        """Where a client finds everything else."""
        return f"{self.address}/.well-known/openid-configuration"

    def secrets_file(self, folder: Path, port: int, roles: str = "") -> Path:
        """Write the secrets file of a service on a port that trusts this provider."""
        rules = roles or (
            'admin = ["role:Seutumittari.Admin"]\n'
            f'editor = ["group:{EDITORS}"]\n'
            'viewer = ["email:ville@seura.example", "email:dora@seura.example"]\n'
        )
        made = folder / "secrets.toml"
        made.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            f'cookie_secret = "{COOKIE_SECRET}"\nclient_id = "{CLIENT}"\n'
            f'client_secret = "{CLIENT_SECRET}"\nserver_metadata_url = "{self.metadata_url}"\n\n'
            f"[roles]\n{rules}",
            encoding="utf-8",
        )
        return made

    def id_token(self, asked: dict[str, str]) -> str:
        """Sign who a code was given for; the lie is in here."""
        now = int(time.time()) - {"expired": 7200, "old": 1800}.get(self.lie, 0)
        claims = {
            "iss": "https://elsewhere.example" if self.lie == "issuer" else self.address,
            "aud": "another" if self.lie == "audience" else CLIENT,
            "sub": asked["person"],
            "iat": now,
            "exp": now + (7200 if self.lie == "old" else 3600),
            "nonce": "another" if self.lie == "nonce" else asked["nonce"],
            **PEOPLE[asked["person"]],
        }
        key = self.key if self.lie != "key" else RSAKey.generate_key(2048, {"kid": "one"})
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)

    async def discovery(self, _: Request) -> Response:
        """Say where everything is."""
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def authorize(self, request: Request) -> Response:
        """Send back at once whoever is to sign in, or a refusal for nobody."""
        asked = dict(request.query_params)
        back, state = asked.get("redirect_uri", ""), asked.get("state", "")
        known = asked.get("client_id") == CLIENT and asked.get("response_type") == "code"
        if not known or not back.endswith("/oauth2callback"):
            return JSONResponse({"error": "invalid_request"}, status_code=400)
        if asked.get("code_challenge_method") != "S256" or not self.person:
            return RedirectResponse(f"{back}?{urlencode({'error': 'denied', 'state': state})}")
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "person": self.person}
        self.given.append(code)
        return RedirectResponse(f"{back}?{urlencode({'code': code, 'state': state})}")

    async def token(self, request: Request) -> Response:
        """Change a code for tokens, once, for the client that asked for it."""
        form = await request.form()
        told = request.headers.get("authorization", "").removeprefix("Basic ")
        client = base64.b64decode(told).decode() if told else ""
        if client != f"{CLIENT}:{CLIENT_SECRET}":
            return JSONResponse({"error": "invalid_client"}, status_code=401)
        asked = self.codes.pop(str(form.get("code")), None)
        digest = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            asked is None
            or proof != asked["code_challenge"]
            or form.get("redirect_uri") != asked["redirect_uri"]
        ):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        access = secrets.token_urlsafe(16)
        made = self.id_token(asked)
        self.given += [access, made]
        return JSONResponse(
            {"access_token": access, "token_type": "Bearer", "expires_in": 3600, "id_token": made}
        )

    async def keys(self, _: Request) -> Response:
        """Give the public key."""
        return JSONResponse({"keys": [self.key.as_dict(private=False, use="sig", alg="RS256")]})


@contextlib.contextmanager
def providing() -> Iterator[Provider]:
    """Run a provider on a free port until the block ends."""
    port = free_port()
    made = Provider(f"http://127.0.0.1:{port}")
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", made.discovery),
            Route("/authorize", made.authorize),
            Route("/token", made.token, methods=["POST"]),
            Route("/keys", made.keys),
        ]
    )
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    end = time.monotonic() + 20
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    try:
        yield made
    finally:
        server.should_exit = True
        running.join(timeout=10)
