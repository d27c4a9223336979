"""The moment when a page is first painted, told by the page itself.

A driver that asks again and again whether an element is there asks at longer and longer intervals, up to half a
second; what it finds is the interval. Here the page itself looks at each frame and stamps the one with the element.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

MAP = "body[data-painted]"
"""What is there once a map was painted, in its frame or on its page."""
_STAMP = """(() => {
  const isThere = () => [document, ...Array.from(document.querySelectorAll("iframe"), (frame) => frame.contentDocument)]
    .some((doc) => doc && doc.querySelector("%s"));
  const look = () => {
    if (isThere()) window.firstPainting = performance.now(); else requestAnimationFrame(look);
  };
  if (window === top) look();
})();"""
_SIZE: ViewportSize = {"width": 1366, "height": 768}
_PATIENCE = 30
"""Seconds."""


def first_painting(browser: Browser, address: str, what: str = MAP) -> float:
    """Open an address as a browser that has never been there; return the milliseconds to the frame with *what* in it.

    Raises
    ------
    TimeoutError
        If it is not there after half a minute.
    """
    context = browser.new_context(viewport=_SIZE)
    context.add_init_script(_STAMP % what)
    page, end = context.new_page(), time.monotonic() + _PATIENCE
    page.goto(address, wait_until="commit")
    while not (took := page.evaluate("window.firstPainting")):  # a page's policy may forbid a wait for an expression
        if time.monotonic() > end:
            raise TimeoutError(f"{address}: no {what} after {_PATIENCE} s")
        page.wait_for_timeout(20)
    context.close()
    return float(took)
