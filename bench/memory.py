"""Measure memory: ``python -m bench.memory [--sessions 2000] [--views 5000] [--open 100]``.

Sessions that open a page, click and leave; distinct views asked of the routes; sessions that stay open.
Memory after the first quarter is the warm-up that the rest is held against. Writes its part of
``bench/RESULTS.md``.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import random
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from http import HTTPStatus
from http.client import HTTPConnection

import psutil

from bench.clicks import serve
from bench.load import PAGES
from bench.results import machine, write_part
from bench.viewers import SECTORS, Heard, connect, look, some_view

AT_ONCE = 8
CLIENTS = 40


def megabytes(process: psutil.Process) -> float:
    """Return what a process holds."""
    return process.memory_info().rss / 2**20


def visit(port: int, numbers: range) -> list[str]:
    """Open sessions that look at two pages, change the view and leave; return what went wrong."""
    heard = Heard()

    async def one(number: int, turn: asyncio.Semaphore) -> None:
        chance = random.Random(number)
        async with turn, connect(port) as socket:
            for _ in range(2):
                await look(socket, chance.choice(("", *PAGES[1:])), some_view(chance), heard)

    async def all_of_them() -> None:
        turn = asyncio.Semaphore(AT_ONCE)
        found = await asyncio.gather(*(one(n, turn) for n in numbers), return_exceptions=True)
        heard.errors += [repr(error) for error in found if error is not None]

    asyncio.run(all_of_them())
    return heard.errors


def stay(port: int, process: psutil.Process, viewers: int) -> float:
    """Open sessions that stay on a page; return the megabytes of one more."""

    async def all_of_them() -> float:
        async with AsyncExitStack() as stack:
            before = 0.0
            for n in range(viewers + viewers // 4):
                if n == viewers // 4:
                    before = megabytes(process)
                socket = await stack.enter_async_context(connect(port))
                await look(socket, "funding", "", Heard())
            return (megabytes(process) - before) / viewers

    return asyncio.run(all_of_them())


def distinct_views(most: int) -> list[str]:
    """Write as many views as no reader would ask for, no two alike."""
    choices = [s for n in (1, 2, 3) for s in itertools.combinations(SECTORS, n)]
    chance = random.Random(7)
    every = itertools.product(
        choices,
        ("unmet", "sectors", "confirmed"),
        ("en", "fr"),
        ("named", "zone"),
        ("2023", "2016", "2012"),
        ("even", "idps"),
    )
    names = ("sector", "measure", "lang", "basis", "areas", "split")
    found = [urllib.parse.urlencode(dict(zip(names, (",".join(s), *rest), strict=True))) for s, *rest in every]
    chance.shuffle(found)
    return found[:most]


def ask(port: int, views: list[str]) -> int:
    """Ask the routes for views, by turns a table and a map style; return how many were not answered."""

    def one(numbered: tuple[int, str]) -> bool:
        n, query = numbered
        path = ("api/table.csv", "assets/painting/x")[n % 2]
        # Clients of many addresses: one alone is told to ask more slowly.
        client = (f"127.0.0.{2 + n % CLIENTS}", 0)
        with contextlib.closing(HTTPConnection("127.0.0.1", port, 120, source_address=client)) as asking:
            asking.request("GET", f"/{path}?{query}")
            answer = asking.getresponse()
            return bool(answer.read()) and answer.status == HTTPStatus.OK

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(not answered for answered in pool.map(one, enumerate(views)))


def main() -> None:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=2000)
    parser.add_argument("--views", type=int, default=5000)
    parser.add_argument("--open", type=int, default=100)
    words = parser.parse_args()
    served, port = serve("app.py", "/api/health")
    process = psutil.Process(served.pid)
    lines, problems = [], []
    try:
        start = megabytes(process)
        marks = []
        for quarter in range(4):
            size = words.sessions // 4
            problems += visit(port, range(quarter * size, (quarter + 1) * size))
            marks.append(megabytes(process))
        lines.append(f"| {words.sessions} sessions, opened and left | {said(start, marks)} |")
        views, marks = distinct_views(words.views), []
        for quarter in range(4):
            size = len(views) // 4
            problems += ["no answer"] * ask(port, views[quarter * size : (quarter + 1) * size])
            marks.append(megabytes(process))
        lines.append(f"| {len(views)} distinct views of the routes | {said(start, marks)} |")
        each = stay(port, process, words.open)
    finally:
        served.terminate()
    text = [
        "# Memory",
        "",
        f"`python -m bench.memory`, {machine()}. Megabytes of the server at the start and after each quarter.",
        "",
        "| what | start | 1st | 2nd | 3rd | 4th |",
        "| --- | --- | --- | --- | --- | --- |",
        *lines,
        "",
        f"One more open session: {each:.2f} MB (mean of {words.open}). Errors: {len(problems)}.",
    ]
    write_part("memory", "\n".join(text))
    print(*problems[:3], sep="\n")


def said(start: float, marks: list[float]) -> str:
    """Write megabytes as cells."""
    return " | ".join(f"{mark:.0f}" for mark in (start, *marks))


if __name__ == "__main__":
    main()
