"""Refuse websockets that a page of another host opens, before Streamlit sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.websockets import WebSocketClose

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_PORTS = {"http": 80, "https": 443}
_REFUSED = 1008
"""The websocket code of a policy; before the connection is accepted the answer is 403."""


class OwnOriginsOnly:
    """Lets a websocket through if no browser asks, or one that shows a page of this host or of an allowed one.

    Streamlit refuses the others too, but to know its own address it first asks a host outside for
    it, and all sessions wait. It sees no Origin here, so it never asks: also not for those of
    ``server.corsAllowedOrigins``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a foreign websocket with 403; pass everything else on."""
        if scope["type"] == "websocket":
            if not allowed(Headers(scope=scope)):
                await WebSocketClose(_REFUSED)(scope, receive, send)
                return
            scope = dict(scope)
            del MutableHeaders(scope=scope)["origin"]
        await self.app(scope, receive, send)


def allowed(headers: Headers) -> bool:
    """Tell whether a websocket's Origin is this server's own, an allowed one, or not there (no browser).

    The own host is what the browser asked for: ``Host``, or behind a proxy that sets a Host of
    its own ``X-Forwarded-Host``. A page cannot set either, and whoever is no browser needs no
    Origin, so believing them lets nobody in who would be kept out.
    """
    origin = headers.get("origin")
    if origin is None or not st.get_option("server.enableCORS"):
        return True
    asked = [headers.get("host", ""), headers.get("x-forwarded-host", "").split(",")[0]]
    own = [_place(f"{urlsplit(origin).scheme}://{host.strip()}") for host in asked if host.strip()]
    configured = [_place(known.strip()) for known in st.get_option("server.corsAllowedOrigins")]
    place = _place(origin)
    return place is not None and place in (*own, *configured)


def _place(origin: str) -> tuple[str, str, int | None] | None:
    """Split an origin into scheme, host and port; None where it is no origin, such as ``null``."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if not parts.scheme or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or _PORTS.get(parts.scheme)
