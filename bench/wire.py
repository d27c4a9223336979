"""A relay on loopback that counts what passes between a browser and a server."""

from __future__ import annotations

import asyncio
import contextlib
import threading


class Wire:
    """Forward one port of this machine to another; `bytes` counts both directions, headers and all."""

    def __init__(self, target: int) -> None:
        self.bytes = 0
        self._target = target
        self._loop = asyncio.new_event_loop()
        started = self._loop.run_until_complete(asyncio.start_server(self._relay, "127.0.0.1", 0))
        self.port: int = started.sockets[0].getsockname()[1]
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        await asyncio.gather(self._pump(reader, back), self._pump(there, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                self.bytes += len(data)
                writer.write(data)
                await writer.drain()
        writer.close()
