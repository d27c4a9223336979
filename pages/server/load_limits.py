"""Limits on what one client may ask: length of an address, answers a minute, and heavy files made at once."""

from __future__ import annotations

import json
import math
import time
from typing import TYPE_CHECKING

import anyio
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_QUERY = 4096
"""Bytes; the longest address that the pages write has about 900."""
# A whole office may share one address: a painting is small and mostly made already, a workbook takes half a second.
PER_MINUTE = {"/assets/painting/": 6000, "/find": 6000, "/api/": 600, "/api/table.xlsx": 60, "/take/": 60}
AT_ONCE = 2
"""Heavy files that are made at the same time; the next waits, and pages go on."""
_JUMP = 5
"""Seconds: a clock that is set right by less is left alone."""
_NOT_THIS_KIND = 1003
"""The websocket code of a message of a kind that is not taken."""
HEAVY = ("/api/table.xlsx", "/api/regions.geojson", "/take/")


class LoadLimits:
    """Answers 414 to an address that is too long and 429 to a client that asks too often; lets heavy files wait.

    A client is its address; behind a proxy that is what the proxy says, if the server is told to believe it
    (uvicorn's ``--forwarded-allow-ips``).
    """

    def __init__(self, app: ASGIApp, per_minute: dict[str, int] | None = None) -> None:
        self._app = app
        limits = PER_MINUTE if per_minute is None else per_minute
        self._limits = {path: RateLimitItemPerMinute(n) for path, n in sorted(limits.items(), key=lambda i: -len(i[0]))}
        self._store = MemoryStorage()
        self._seen = MovingWindowRateLimiter(self._store)
        self._making: anyio.CapacityLimiter | None = None
        self._clock = _drift()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, wait or pass on."""
        if scope["type"] != "http":
            await self._app(scope, _bytes_only(receive), send)
            return
        path = scope["path"]
        if len(scope["query_string"]) > LONGEST_QUERY:
            await _refusal(414, f"the address is longer than {LONGEST_QUERY} bytes")(scope, receive, send)
            return
        wait = self._wait(path, (scope.get("client") or ("", 0))[0])
        if wait:
            refusal = _refusal(429, f"too many requests; ask again in {wait} s", {"Retry-After": str(wait)})
            await refusal(scope, receive, send)
        elif path.startswith(HEAVY):
            self._making = self._making or anyio.CapacityLimiter(AT_ONCE)
            async with self._making:
                await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _wait(self, path: str, client: str) -> int:
        """Count a request; return the seconds until the next may be made, 0 where this one may.

        The library counts by the wall clock: where that has jumped, the count begins anew, for else a client would be
        kept out until the clock is there again.
        """
        if abs(_drift() - self._clock) > _JUMP:
            self._clock = _drift()
            self._store.reset()
        for start, item in self._limits.items():
            if path.startswith(start):
                if self._seen.hit(item, start, client):
                    return 0
                return max(1, math.ceil(self._seen.get_window_stats(item, start, client).reset_time - time.time()))
        return 0


def _bytes_only(receive: Receive) -> Receive:
    """End a websocket that sends text: no page does, and Streamlit would log a traceback for each."""

    async def receiving() -> Message:
        message = await receive()
        text = message["type"] == "websocket.receive" and message.get("bytes") is None
        return {"type": "websocket.disconnect", "code": _NOT_THIS_KIND} if text else message

    return receiving


def _drift() -> float:
    """Return how far the wall clock is from the one that never jumps."""
    return time.time() - time.monotonic()


def _refusal(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps({"errors": [text]}), status, headers, media_type="application/json")
