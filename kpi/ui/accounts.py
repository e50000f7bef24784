"""The framework's own sign-in, for the server: where it begins, and what came of it.

Refuses to decide anything: who may come in is the role map's business. Nothing else in the house
asks the framework who somebody is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME


class FrameworkSignIn:
    """What ``st.login`` does in a page, without a page."""

    def start(self, provider: str) -> str:
        """Give the path at which signing in with a provider begins; good for two minutes."""
        return f"/auth/login?{urlencode({'provider': encode_provider_token(provider)})}"

    def claims(self, cookies: Mapping[str, str]) -> Mapping[str, object] | None:
        """Read the claims in the cookies that the framework sets when somebody has signed in."""

        def one(name: str) -> bytes | None:
            return decode_signed_value(get_cookie_secret(), name, cookies.get(name, ""))

        told = get_cookie_with_chunks(one, USER_COOKIE_NAME)
        read = json.loads(told) if told else None
        return read if isinstance(read, dict) else None
