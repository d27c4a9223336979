"""The front door of each page: Streamlit's own index file, told where its server is.

On a deep link Streamlit's client looks for its server below the page's address first, which
leaves two errors in the console and costs a round trip. Its own setting for embedded apps says
where the server is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_SERVER = "<head><script>window.__streamlit={BACKEND_BASE_URL:window.location.origin+'/'};</script>"


def routes(pages: Iterable[str]) -> list[Route]:
    """Make one route per page that answers a deep link; the first page is the default one."""
    text = _INDEX.read_text(encoding="utf-8").replace("<head>", _SERVER, 1)

    def index(_request: Request) -> HTMLResponse:
        return HTMLResponse(text, headers={"Cache-Control": "no-cache"})

    def home(request: Request) -> RedirectResponse:
        """Lead the default page's own name to where Streamlit serves it."""
        return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")

    first, *others = pages
    return [
        Route(f"/{first}", home, methods=["GET"]),
        *(Route(f"/{page}", index, methods=["GET"]) for page in others),
    ]
