"""Send what the server answers at once, also when it comes in several pieces.

Streamlit binds its port without naming the protocol, and asyncio then leaves Nagle's algorithm on: the body of an
answer waits until the browser has confirmed its headers, 40 milliseconds on Linux (`uvicorn issue 3149
<https://github.com/Kludex/uvicorn/issues/3149>`_). What is set on the listening socket holds for all its connections.
"""

from __future__ import annotations

import functools
import socket

from uvicorn import Server

_INTERNET = (socket.AF_INET, socket.AF_INET6)


def begin() -> None:
    """Turn Nagle's algorithm off for all connections of the server that is about to start."""
    start = Server.startup

    @functools.wraps(start)
    async def startup(self: Server, sockets: list[socket.socket] | None = None) -> None:
        for listening in sockets or ():
            if listening.family in _INTERNET:
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await start(self, sockets=sockets)

    Server.startup = startup  # type: ignore[method-assign]
