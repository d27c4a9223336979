"""Who asks: all that knows how Streamlit signs people in.

Streamlit's own routes (``/auth/login``, ``/oauth2callback``, ``/auth/logout``; Authlib behind them) talk to the
provider and keep the identity token's claims in a signed cookie. It leans on, of Streamlit 1.67, each held by a test of
``tests/pages/test_sign_in.py``:

- the cookie's name, its signing (`decode_signed_value`) and its pieces (`get_cookie_with_chunks`);
- the word ``origin`` in it: the scheme and host of the redirect address;
- ``/auth/login?provider=TOKEN`` with `encode_provider_token`, which lives for two minutes;
- the option ``secrets.files`` as the place of the ``[auth]`` section, read at each use.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from streamlit import auth_util, config
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.server.sign_in import Person, Settings, person_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LOGIN, LOGOUT, CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"
_PROVIDER = "default"


def prepare(settings: Settings) -> None:
    """Let Streamlit read its part of the settings; before the app is made, for that signs its cookies with them."""
    config.set_option("secrets.files", [str(settings.file)])


def person(cookies: Mapping[str, str], settings: Settings) -> Person | None:
    """Return who the cookies of a request tell of; None for nobody: no cookie, a forged, foreign or old one."""
    secret = auth_util.get_signing_secret()

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(secret, name, value, max_age_days=settings.hours / 24)

    try:
        claims = json.loads(auth_util.get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"null")
    except ValueError:  # signed and yet no JSON: a piece is missing
        return None
    if not isinstance(claims, dict) or claims.get("is_logged_in") is not True:
        return None
    if claims.get("origin") != auth_util.get_origin_from_redirect_uri():
        return None  # signed by another deployment with the same secret
    return person_of(claims, settings)


def login_address() -> str:
    """Return where the provider's sign-in begins; good for two minutes."""
    return f"{LOGIN}?provider={auth_util.encode_provider_token(_PROVIDER)}"


def https() -> bool:
    """Tell whether readers come over TLS, so that their cookies may ask for it."""
    return (auth_util.get_origin_from_redirect_uri() or "").startswith("https:")
