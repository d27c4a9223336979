"""Viewers of a page without browsers: Streamlit's own messages over websockets, on loopback."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SECTORS = (
    "shelter", "cccm", "protection", "mhpss", "peacebuilding", "stabilization", "durable-solutions",
    "disaster-prevention", "preparedness", "displacement-tracking",
)  # fmt: skip
PAUSE = 3.0
"""Seconds between two clicks of a viewer, on average."""


@dataclass
class Heard:
    """Seconds from each click to its last message, seconds of the first look, bytes, and what went wrong."""

    clicks: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    received: int = 0
    errors: list[str] = field(default_factory=list)

    def at(self, share: float) -> float:
        """Return a quantile of the clicks in milliseconds."""
        ordered = sorted(self.clicks)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def look(socket: websockets.ClientConnection, page: str, query: str, heard: Heard) -> float:
    """Ask for a view of a page and return the seconds until all of it has come."""
    start = time.perf_counter()
    asked = {"query_string": query, "page_name": page}
    await socket.send(BackMsg(rerun_script=asked).SerializeToString())
    while True:
        data = await asyncio.wait_for(socket.recv(), 120)
        heard.received += len(data)
        answer = ForwardMsg.FromString(data)
        if answer.delta.new_element.HasField("exception"):
            heard.errors.append(answer.delta.new_element.exception.message[:200])
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - start


def connect(port: int) -> websockets.connect:
    """Open the websocket that a page of this server opens."""
    address = f"127.0.0.1:{port}"
    return websockets.connect(
        f"ws://{address}/_stcore/stream", max_size=None, origin=f"http://{address}", subprotocols=["streamlit"]
    )


def some_view(chance: random.Random) -> str:
    """Choose one to three sectors, now and then zones as well or French."""
    words = [f"sector={','.join(chance.sample(SECTORS, chance.choice((1, 1, 2, 3))))}"]
    words += ["basis=zone"] if chance.random() < 0.3 else []
    words += ["lang=fr"] if chance.random() < 0.2 else []
    return "&".join(words)


def watch(port: int, pages: tuple[str, ...], viewers: int, seconds: float) -> Heard:
    """Let so many viewers click on pages for so long; with several pages, each click goes to any of them."""
    heard = Heard()

    async def one(number: int, end: float) -> None:
        chance = random.Random(number)
        await asyncio.sleep(chance.random() * PAUSE)
        try:
            async with connect(port) as socket:
                heard.firsts.append(await look(socket, pages[0], "", heard))
                while time.monotonic() < end:
                    await asyncio.sleep(PAUSE * (0.5 + chance.random()))
                    heard.clicks.append(await look(socket, chance.choice(pages), some_view(chance), heard))
        except Exception as error:  # noqa: BLE001 - counted and written down
            heard.errors.append(repr(error)[:200])

    async def all_of_them() -> None:
        end = time.monotonic() + seconds
        await asyncio.gather(*(one(n, end) for n in range(viewers)))

    asyncio.run(all_of_them())
    return heard
