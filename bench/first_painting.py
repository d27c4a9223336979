"""The moments when a page is first painted, told by the page itself.

A driver that asks again and again whether an element is there asks at longer and longer intervals, up to half a
second; what it finds is the interval. Here the page itself looks at each frame and stamps the one with the element.
"""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

    from bench.wire import Wire

MAP = "body[data-painted]"
"""What is there once a map was painted, in its frame or on its page."""
PICTURE = f".opening .regions path, {MAP}"
"""What shows the country's shapes in their colours: the picture that a page brings, or the live map."""
_STAMPS = """(() => {
  const isThere = (what) => [document, ...Array.from(document.querySelectorAll("iframe"), (f) => f.contentDocument)]
    .some((doc) => doc && doc.querySelector(what));
  const stamps = window.stamps = {};
  const look = () => {
    Object.entries(%s).filter(([name, what]) => !stamps[name] && isThere(what))
      .forEach(([name]) => { stamps[name] = performance.now(); });
    if (!stamps.whole) requestAnimationFrame(look);
  };
  if (window === top) look();
})();"""
_SIZE: ViewportSize = {"width": 1366, "height": 768}
_PATIENCE = 30
"""Seconds."""
_SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 25_000}
"""A line of 400 kilobits and 300 milliseconds: a phone far from a mast."""


@dataclass(frozen=True)
class Paintings:
    """Milliseconds from a page's address to its paintings.

    ``first``: the page's first painting that shows the country's shapes, as the browser says it was on the screen.
    ``whole``: the frame in which the live map is there, ``size`` the bytes over the wire by then, both ways.
    """

    first: float
    whole: float
    size: int


def paintings(browser: Browser, wire: Wire, path: str, *, slow: bool = False) -> Paintings:
    """Open what is behind a wire as a browser that has never been there; return its paintings.

    Raises
    ------
    TimeoutError
        If no live map is there after half a minute.
    """
    before, address = wire.bytes, f"http://127.0.0.1:{wire.port}{path}"
    with _opened(browser, address, {"picture": PICTURE, "whole": MAP}, slow=slow) as page:
        size = wire.bytes - before
        page.wait_for_timeout(100)  # the browser notes a frame once it was on the screen
        stamps = page.evaluate("window.stamps")
        painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        return Paintings(max(float(painted), float(stamps["picture"])), float(stamps["whole"]), size)


def first_painting(browser: Browser, address: str, what: str = MAP) -> float:
    """Open an address as a browser that has never been there; return the milliseconds to the frame with *what* in it.

    Raises
    ------
    TimeoutError
        If it is not there after half a minute.
    """
    with _opened(browser, address, {"whole": what}) as page:
        return float(page.evaluate("window.stamps.whole"))


@contextlib.contextmanager
def _opened(browser: Browser, address: str, looked_for: dict[str, str], *, slow: bool = False) -> Iterator[Page]:
    """Open an address in a context of its own, over a slow line if so wanted, until the last of what is looked for."""
    context = browser.new_context(viewport=_SIZE)
    context.add_init_script(_STAMPS % json.dumps(looked_for))
    page, end = context.new_page(), time.monotonic() + _PATIENCE
    if slow:
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", _SLOW)
    page.goto(address, wait_until="commit")
    while not page.evaluate("(window.stamps || {}).whole"):  # a page's policy may forbid a wait for an expression
        if time.monotonic() > end:
            raise TimeoutError(f"{address}: no {looked_for['whole']} after {_PATIENCE} s")
        page.wait_for_timeout(20)
    yield page
    context.close()
