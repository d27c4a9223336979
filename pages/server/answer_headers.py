"""Security headers on every answer: what a page may load, who may frame it, and no guessing of types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TILES = "https://tile.openstreetmap.org"
"""The one host that a reader may switch on: the tiles below a map."""
TILES_COOKIE = b"tiles=on"
# Streamlit's own page has scripts and styles in it, and its charts and components make functions of texts: without
# 'unsafe-inline' and 'unsafe-eval' nothing would be drawn. What counts is that nothing is loaded or sent elsewhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:{tiles}; font-src 'self' data:; connect-src 'self' data: blob:; "
    "worker-src 'self' blob:; "
    "frame-src 'self' blob:; frame-ancestors 'self'; form-action 'self'; object-src 'none'; base-uri 'self'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class AnswerHeaders:
    """Adds the security headers to every answer, whichever part of the server gives it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add the headers to the answer's beginning."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        tiles = any(name == b"cookie" and TILES_COOKIE in value for name, value in scope["headers"])

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy(tiles=tiles)
                for name, value in _ALWAYS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, sending)


def policy(*, tiles: bool) -> str:
    """Write the content security policy; other hosts are forbidden but for the tiles that a reader switched on."""
    return _POLICY.format(tiles=f" {TILES}" if tiles else "")
