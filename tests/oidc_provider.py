"""A small OpenID Connect provider on loopback: discovery, authorize, token, keys. It signs in whoever is next."""

import contextlib
import secrets
import threading
import time
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from tests import patience

CLIENT, SECRET = "crisis-map", "the client's secret"


class Provider:
    """Signs in ``next_person`` (claims) at each authorization; None: refuses."""

    def __init__(self):
        self.address = ""
        self.next_person = {"sub": "1", "email": "awa@example.org", "name": "Awa Diarra", "email_verified": True}
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self._codes = {}

    def app(self):
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/jwks", self._jwks),
            ]
        )

    def _discovery(self, _request):
        return JSONResponse({
            "issuer": self.address, "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token", "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"],
        })  # fmt: skip

    def _authorize(self, request):
        asked = request.query_params
        back = {"state": asked["state"]}
        if self.next_person is None:
            back |= {"error": "access_denied"}
        else:
            code = secrets.token_urlsafe()
            self._codes[code] = (self.next_person, asked.get("nonce"), asked["redirect_uri"])
            back |= {"code": code}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)

    async def _token(self, request):
        form = await request.form()
        person, nonce, _ = self._codes.pop(form["code"])
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 3600, "nonce": nonce, **person}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": token, "expires_in": 3600})

    def _jwks(self, _request):
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})


@contextlib.contextmanager
def started_provider():
    """Start a provider in a thread, and stop it in the end."""
    provider = Provider()
    server = uvicorn.Server(uvicorn.Config(provider.app(), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + patience.SECONDS
    while not server.started and time.monotonic() < end:
        time.sleep(0.01)
    provider.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(patience.SECONDS)


def settings(provider, **roles):
    """Write the settings of a server that signs its people in at a provider."""
    lists = {"viewer": ["awa@example.org"], "editor": ["issa@example.org"], **roles}
    lines = "\n".join(f"{name} = {value!r}" for name, value in lists.items())
    return (
        f'[auth]\nredirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"\ncookie_secret = "{"s" * 40}"\n'
        f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
        f'server_metadata_url = "{provider.address}/.well-known/openid-configuration"\n\n[roles]\n{lines}\n'
    )
