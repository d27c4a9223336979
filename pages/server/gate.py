"""Nobody comes in without a role, where sign-in is on: one check before pages, routes, files and websockets alike.

What is not on the short list of open addresses is closed, so that a new route is closed too.
"""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.websockets import WebSocketClose

from geo.core import LANGS, translator
from geo.screen import fill
from pages.server import identity

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from pages.server.sign_in import Person, Settings

SIGN_IN = "/sign-in"
OPEN = frozenset({identity.LOGIN, identity.LOGOUT, identity.CALLBACK, "/api/ready", "/_stcore/health"})
"""What is answered to anybody: the way to the provider and back, and whether the server lives."""
_BACK = "back_to"
"""Cookie with the address that was asked for, while its reader is at the provider."""
_LONGEST_BACK = 2000
_POLICY = 1008


class Gate:
    """Answers 401 to nobody, 403 to somebody without a role, and lets viewers and editors pass."""

    def __init__(self, app: ASGIApp, settings: Settings | None) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on."""
        if self._settings is None or scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if scope["type"] == "http" and scope["path"] in OPEN:
            await self._app(scope, receive, _secured(send))
            return
        connection = HTTPConnection(scope)
        who = identity.person(connection.cookies, self._settings)
        if scope["type"] == "websocket":
            refused = who is None or not who.role
            await (WebSocketClose(_POLICY) if refused else self._app)(scope, receive, send)
            return
        answer = _answer(connection, who)
        await (answer or self._app)(scope, receive, _private(send))


def _answer(asked: HTTPConnection, who: Person | None) -> Response | None:
    """Return what to answer in place of the app; None where it may answer itself."""
    path = asked.scope["path"]  # of the request itself: an address made with its Host may say anything
    if path == SIGN_IN:
        return _to_provider(asked) if who is None else RedirectResponse(_local(asked.query_params.get("to", "/")), 303)
    if who is not None and who.role:
        back = asked.cookies.get(_BACK)
        if path != "/" or not back:
            return None
        answer = RedirectResponse(_local(unquote(back)), 303)
        answer.delete_cookie(_BACK)
        return answer
    status = 401 if who is None else 403
    if asked.scope["method"] == "GET" and "text/html" in asked.headers.get("accept", ""):
        return _page(asked, who, status)
    why = "sign in first" if who is None else "you have no role on this server"
    return JSONResponse({"errors": [why]}, status, headers={"Cache-Control": "no-store"})


def _page(asked: HTTPConnection, who: Person | None, status: int) -> Response:
    """Write the page that asks to sign in, or says that somebody has no role; in both languages."""
    query = asked.scope["query_string"].decode("latin-1")
    here = quote(asked.scope["path"]) + (f"?{query}" if query else "")
    said = []
    for lang in LANGS:
        t = translator(lang)
        if who is None:
            words = (t("This explorer is for a closed group: sign in with your account."), t("Sign in"))
        else:
            words = (t("You are signed in as {who}, who has no role here: ask those who run this server.",
                       who=who.signature), t("Sign out"))  # fmt: skip
        said.append((lang, *words))
    go = f"{SIGN_IN}?{urlencode({'to': here})}" if who is None else identity.LOGOUT
    text = fill("sign_in", said=said, go=go)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def _to_provider(asked: HTTPConnection) -> Response:
    """Lead to the provider, and remember the address that was asked for."""
    answer = RedirectResponse(identity.login_address(), 303, headers={"Cache-Control": "no-store"})
    back = quote(_local(asked.query_params.get("to", "/")))
    if len(back) <= _LONGEST_BACK:
        answer.set_cookie(_BACK, back, max_age=600, httponly=True, samesite="lax", secure=identity.https())
    return answer


def _local(address: str) -> str:
    """Return an address of this server; where it would lead elsewhere, the first page."""
    plain = address.isascii() and address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"


def _private(send: Send) -> Send:
    """Let no cache that people share keep what only they may see who have signed in."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "public" in (kept := headers.get("cache-control", "")):
                headers["cache-control"] = kept.replace("public", "private")
        await send(message)

    return sending


def _secured(send: Send) -> Send:
    """Let cookies travel over TLS only, where readers come over TLS: Streamlit does not ask for it."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and identity.https():
            headers = MutableHeaders(scope=message)
            cookies = headers.getlist("set-cookie")
            del headers["set-cookie"]
            for cookie in cookies:
                headers.append("set-cookie", cookie if _is_secure(cookie) else f"{cookie}; Secure")
        await send(message)

    return sending


def _is_secure(cookie: str) -> bool:
    return any(bool(morsel["secure"]) for morsel in SimpleCookie(cookie).values())
