"""The way from a slide to the same view in the explorer: an address, short words for it, and a QR code drawn here."""

from __future__ import annotations

import io
import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import segno
from markupsafe import Markup

if TYPE_CHECKING:
    from geo.briefing import SlideContent

_QUIET = 2  # modules around a code
_LONGEST = 220  # letters: a longer address gives a code too fine for a camera in the room


@dataclass(frozen=True)
class LiveLink:
    """An address in the explorer, and the short words that stand on a slide."""

    url: str
    words: str

    @property
    def scanned(self) -> bool:
        """Whether a phone in the room can open it: not on a presenter's own machine, not too long."""
        host = urlsplit(self.url).hostname or ""
        return not _own_machine(host) and len(self.url) <= _LONGEST

    def svg(self) -> Markup:
        """Draw the QR code as SVG: no service is asked."""
        code = segno.make(self.url, error="l", micro=False)
        return Markup(code.svg_inline(border=_QUIET, omitsize=True, dark="#14202b", light="#fff"))  # noqa: S704 - drawn here

    def png(self) -> bytes:
        """Draw the QR code as PNG."""
        out = io.BytesIO()
        segno.make(self.url, error="l", micro=False).save(out, kind="png", scale=8, border=_QUIET, dark="#14202b")
        return out.getvalue()


def live_link(content: SlideContent, address: str) -> LiveLink | None:
    """Return a slide's link into the explorer at *address* (``https://plans.example.org``); None without one."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc or not content.link:
        return None
    base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
    page = content.link.partition("?")[0].rstrip("/")
    return LiveLink(base + content.link, f"{parts.netloc}{parts.path.rstrip('/')}{page}")


def _own_machine(host: str) -> bool:
    """Tell an address that only this machine understands."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
