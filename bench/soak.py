"""Use a server for long, in every way at once: ``python -m bench.soak [--minutes 10] [--viewers 8]``.

Viewers look at all pages in both languages, leave and come back; tables and pages of plans are brought and
thrown away; files are made; paths, queries and messages are broken; data files are spoiled and put right.
Memory, threads, file handles and errors of the server are written down each few seconds and plotted in
``bench/soak.png``; the figures go into ``bench/SOAK.md``. After the first fifth (the warm-up) the lines must be
flat. Loopback only; it ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import re
import shutil
import socket
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import matplotlib as mpl
import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.results import HERE, machine
from bench.viewers import SECTORS, Heard, connect, look, some_view
from geo.core import DATA_FOLDER
from tests.browser.serving import started_server
from tests.crp_pages import PAGES as PLAN_PAGES

mpl.use("agg")
from matplotlib import pyplot as plt

PAGES = ("", "where", "funding", "needs", "monitoring", "compare", "region", "portfolio", "briefing", "your-data")
FILES = (
    "api/table.csv",
    "api/table.json",
    "api/regions.geojson",
    "api/table.xlsx",
    "take/pptx",
    "take/png",
    "take/pdf",
)
BROKEN = (
    "assets/painting/../../etc/passwd", "take/%2e%2e%2fapp.py", "api/table.csv?plan=atlantis", "assets/map/x.js",
    "find?q=" + "x" * 3000, "api/table.csv?" + "y" * 5000, "briefing/deck/x?story=y", "media/x",
)  # fmt: skip
EVERY = 5.0
"""Seconds between two lines of figures."""
WARM_UP = 0.2
KEPT = "Streamlit keeps the last 128 sessions that left for two minutes, in case they come back: three handles each."


@dataclass
class Soaked:
    """Figures of the server over time (seconds, megabytes, threads, handles, sessions, errors), and what was done."""

    lines: list[tuple[float, float, int, int, float, float]] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def did(self, what: str) -> None:
        """Count something that was done."""
        self.done[what] = self.done.get(what, 0) + 1


class Soak:
    """A server, what is done to it, and its figures."""

    def __init__(self, address: str, pid: int, data: Path, metrics: int, end: float) -> None:
        self.address, self.process, self.data, self.metrics, self.end = address, psutil.Process(pid), data, metrics, end
        self.port, self.soaked, self.start = int(address.rsplit(":", 1)[1]), Soaked(), time.monotonic()

    async def whole(self, viewers: int) -> Soaked:
        """Do everything at once until the end."""
        jobs = [self.viewer(n) for n in range(viewers)]
        jobs += [self.bringer(1), self.files(2), self.breaker(3), self.spoiler(4), self.figures()]
        for found in await asyncio.gather(*jobs, return_exceptions=True):
            if isinstance(found, BaseException):
                self.soaked.wrong.append(repr(found)[:300])
        return self.soaked

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self.end

    async def viewer(self, number: int) -> None:
        """Open a session, look at some pages, leave, come back; now and then without a good-bye."""
        chance, heard = random.Random(number), Heard()
        while not self.over:
            socket_ = await connect(self.port)
            for _ in range(chance.randrange(1, 12)):
                view = some_view(chance) + ("&lang=fr" if chance.random() < 0.5 else "")
                await look(socket_, chance.choice(PAGES), view, heard)
                self.soaked.did("looks")
                await asyncio.sleep(chance.random())
            if chance.random() < 0.3:
                socket_.transport.abort()
                self.soaked.did("cut off")
            else:
                await socket_.close()
                self.soaked.did("left")
        self.soaked.wrong += heard.errors

    async def bringer(self, number: int) -> None:
        """Paste a page of a plan and have it read, in a session of its own each time."""
        chance = random.Random(number)
        while not self.over:
            async with connect(self.port) as socket_:
                first = await elements(socket_, [])
                area = next(e.text_area.id for e in first if not isinstance(e, str) and e.HasField("text_area"))
                text = chance.choice(list(PLAN_PAGES.values()))
                pasted = {
                    "id": area,
                    "string_value": text if chance.random() < 0.7 else text[:: chance.randrange(2, 9)],
                }
                button = next(e.button.id for e in first if not isinstance(e, str) and "page-read" in e.button.id)
                await elements(socket_, [pasted, {"id": button, "trigger_value": True}])
                self.soaked.did("pages read")
                await asyncio.to_thread(self.upload, first, chance)
            await asyncio.sleep(1)

    def upload(self, first: list[object], chance: random.Random) -> None:
        """Send a file to the session as a page does: good, of noise, or too large for its message."""
        session = next(e for e in first if isinstance(e, str))
        body = chance.randbytes(chance.choice((100, 100_000, 3_000_000)))
        file = {"file": ("a.csv", body, "text/csv")}
        with httpx.Client(base_url=self.address, timeout=120) as client:
            xsrf = client.get("/_stcore/health").cookies["_streamlit_xsrf"]
            client.put(f"/_stcore/upload_file/{session}/{chance.random()}", files=file, headers={"X-Xsrftoken": xsrf})
        self.soaked.did("uploads")

    async def files(self, number: int) -> None:
        """Have files made of views."""
        chance = random.Random(number)
        while not self.over:
            query = f"plan=mli-2023-2024&sector={chance.choice(SECTORS)}&lang={chance.choice(('en', 'fr'))}"
            await asyncio.to_thread(self.get, f"{chance.choice(FILES)}?{query}", "files", good=True)
            await asyncio.sleep(1)

    async def breaker(self, number: int) -> None:
        """Ask for what is not there, and send what is no message."""
        chance = random.Random(number)
        while not self.over:
            await asyncio.to_thread(self.get, chance.choice(BROKEN), "broken requests", good=False)
            with contextlib.suppress(Exception):
                async with connect(self.port) as socket_:
                    await socket_.send(chance.randbytes(chance.choice((1, 1000))))
                    await asyncio.wait_for(socket_.recv(), 5)
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)) as raw:
                raw.sendall(
                    chance.choice((b"GET / HT", b"\x00" * 100, b"PUT /x HTTP/1.1\r\nContent-Length: 9\r\n\r\n"))
                )
            self.soaked.did("broken messages")
            await asyncio.sleep(0.5)

    def get(self, path: str, what: str, *, good: bool) -> None:
        """Ask for an address; a server's own error (5xx) is never the answer."""
        status = httpx.get(f"{self.address}/{path}", timeout=120).status_code
        self.soaked.did(what)
        if status >= 500 or (good and status not in (200, 429)):
            self.soaked.wrong.append(f"{status} {path[:80]}")

    async def spoiler(self, number: int) -> None:
        """Spoil a data file, let it stand, and put it right."""
        chance = random.Random(number)
        files = sorted((self.data / "plans").rglob("*.csv"))
        while not self.over:
            await asyncio.sleep(10)
            file = chance.choice(files)
            good = file.read_bytes()
            file.write_bytes(chance.choice((b"", good[: len(good) // 2], chance.randbytes(500))))
            await asyncio.sleep(5)
            fresh = file.with_name(f".{file.name}.new")
            fresh.write_bytes(good)
            fresh.replace(file)
            self.soaked.did("data files spoiled and put right")

    async def figures(self) -> None:
        """Write the server's figures down each few seconds."""
        while not self.over:
            with self.process.oneshot():
                handles = self.process.num_fds() if hasattr(self.process, "num_fds") else 0
                line = (time.monotonic() - self.start, self.process.memory_info().rss / 2**20,
                        self.process.num_threads(), handles)  # fmt: skip
            said = await asyncio.to_thread(self.said)
            self.soaked.lines.append((*line, said("crisis_map_sessions"), said("crisis_map_errors_total")))
            await asyncio.sleep(EVERY)

    def said(self):  # noqa: ANN201 - a function
        """Return what adds up a figure of the server's own."""
        text = httpx.get(f"http://127.0.0.1:{self.metrics}/metrics", timeout=120).text
        return lambda name: sum(float(v) for v in re.findall(rf"^{name}(?:{{.*}})? (\S+)$", text, re.MULTILINE))


async def elements(socket_, states: list[dict[str, object]]) -> list[object]:  # noqa: ANN001 - a websocket
    """Ask for the page “Your data” and return its elements; the first is the session's name, where it is said."""
    asked = {"query_string": "", "page_name": "your-data", "widget_states": {"widgets": states}}
    await socket_.send(BackMsg(rerun_script=asked).SerializeToString())
    found: list[object] = []
    while True:
        answer = ForwardMsg.FromString(await asyncio.wait_for(socket_.recv(), 120))
        if name := answer.new_session.initialize.session_id:
            found.insert(0, name)
        if (element := answer.delta.new_element).HasField("exception"):
            raise RuntimeError(element.exception.message[:200])
        found.append(element)
        if answer.WhichOneof("type") == "script_finished":
            return found


def plot(soaked: Soaked, file: Path) -> None:
    """Draw the figures over time, each on an axis of its own."""
    names = ("memory, MB", "threads", "file handles", "sessions", "errors of pages")
    figure, axes = plt.subplots(len(names), 1, figsize=(9, 9), sharex=True, layout="constrained")
    minutes = [line[0] / 60 for line in soaked.lines]
    for n, (axis, name) in enumerate(zip(axes, names, strict=True), start=1):
        axis.plot(minutes, [line[n] for line in soaked.lines], color="#0b5394")
        axis.set_title(name, loc="left", fontsize=10)
        axis.set_ylim(0, 1.1 * max(1, *(line[n] for line in soaked.lines)))
        axis.axvspan(0, minutes[-1] * WARM_UP, color="#eef3f8")
        axis.spines[["top", "right"]].set_visible(False)
    axes[-1].set_xlabel("minutes (shaded: warm-up)")
    figure.savefig(file, dpi=110)


def summary(soaked: Soaked, minutes: float) -> str:
    """Write the figures after the warm-up and at the end, and what was done."""
    kept = soaked.lines[int(len(soaked.lines) * WARM_UP) :]
    third = max(1, len(kept) // 3)
    rows = []
    for n, name in ((1, "memory, MB"), (2, "threads"), (3, "file handles"), (4, "sessions")):
        first, last = ([line[n] for line in part] for part in (kept[:third], kept[-third:]))
        most = max(line[n] for line in kept)
        rows.append(f"| {name} | {sum(first) / third:.0f} | {sum(last) / third:.0f} | {most:.0f} |")
    done = "; ".join(f"{n} {what}" for what, n in sorted(soaked.done.items()))
    return "\n".join([
        "# Soak", "", f"`python -m bench.soak --minutes {minutes:g}`, {machine()}.", "",
        f"Done: {done}.", "",
        f"Errors of pages: {soaked.lines[-1][5]:.0f}. Answers that should not be: {len(soaked.wrong)}.", "",
        "After the warm-up (the first fifth), mean of the first and of the last third, and the most:", "",
        "| what | first third | last third | most |", "| --- | --- | --- | --- |", *rows, "",
        KEPT, "",
        "![Memory, threads, handles, sessions and errors over time](soak.png)", "",
    ])  # fmt: skip


def main() -> int:
    """Soak a server and write the figures; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--viewers", type=int, default=8)
    parser.add_argument("--out", type=Path, default=HERE)
    words = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        metrics = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(DATA_FOLDER, Path(folder) / "data"))
        told = {
            "CRISIS_MAP_DATA": str(data),
            "CRISIS_MAP_METRICS_PORT": str(metrics),
            "LANG": os.environ.get("LANG", "C.UTF-8"),
        }
        with started_server(**told) as (address, pid):
            end = time.monotonic() + 60 * words.minutes
            soaked = asyncio.run(Soak(address, pid, data, metrics, end).whole(words.viewers))
    plot(soaked, words.out / "soak.png")
    (words.out / "SOAK.md").write_text(summary(soaked, words.minutes), encoding="utf-8")
    print(summary(soaked, words.minutes), *soaked.wrong[:10], sep="\n")
    return int(bool(soaked.wrong) or soaked.lines[-1][5] > 0)


if __name__ == "__main__":
    sys.exit(main())
