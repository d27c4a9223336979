"""The front door of each page: Streamlit's own index file, with what the page needs from the start.

On a deep link Streamlit's client looks for its server below the page's address first, which
leaves two errors in the console and costs a round trip. Its own setting for embedded apps says
where the server is. The style sheet, the scripts of the page's elements and the files of its first
map are asked for at once: else the browser would learn of them only after the first run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from geo.analysis import read_view
from geo.core import DataError, join_repeated
from geo.maps import hashed_name
from geo.screen import fill, page_style
from pages.names import MOVED, OF_SECTORS
from pages.parts import client_files, map_files, store
from pages.parts.packed_file import FOREVER, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.requests import Request
    from starlette.responses import Response


_STYLE = page_style()
_SHEET = f"/assets/pages/{hashed_name('pages', 'css', _STYLE)}"
_OWN_SCRIPT = (Path(__file__).with_name("static") / "page.js").read_text(encoding="utf-8")
_SCRIPT = f"/assets/pages/{hashed_name('page', 'js', _OWN_SCRIPT)}"
_WITHOUT_MAP = ("portfolio", "briefing", "your-data")


def routes(pages: Iterable[str]) -> list[Route]:
    """Make one route per page that answers a deep link, and those of the style sheet and the script.

    The first page is the default one. Its name and old addresses lead to their page, the view staying as it is.
    """
    first, *others = pages
    sheet, own = pack(_STYLE), pack(_OWN_SCRIPT)

    def style(request: Request) -> Response:
        return sheet.answer(request, "text/css; charset=utf-8", FOREVER)

    def script(request: Request) -> Response:
        return own.answer(request, "text/javascript; charset=utf-8", FOREVER)

    return [
        Route(f"/{first}", _moved("/"), methods=["GET"]),
        *(Route(f"/{old}", _moved(f"/{page}"), methods=["GET"]) for old, page in MOVED.items()),
        Route(_SHEET, style, methods=["GET"]),
        Route(_SCRIPT, script, methods=["GET"]),
        Route("/", _index(first), methods=["GET"]),
        *(Route(f"/{page}", _index(page), methods=["GET"]) for page in others),
    ]


def _moved(path: str) -> Callable[[Request], RedirectResponse]:
    """Lead an address to another one with the same view."""

    def answer(request: Request) -> RedirectResponse:
        return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path)

    return answer


def _index(page: str) -> Callable[[Request], HTMLResponse]:
    """Answer with the index of a page; the sheet comes last, so that it outweighs Streamlit's own styles."""
    text = (client_files.FOLDER / "index.html").read_text(encoding="utf-8")
    own = f"<link rel='stylesheet' href='{_SHEET}'><script defer src='{_SCRIPT}'></script>"
    text = text.replace("</body>", f"{own}</body>", 1)
    scripts = [] if page in _WITHOUT_MAP else [s for s in client_files.element_scripts() if f".{s}" not in text]

    def answer(request: Request) -> HTMLResponse:
        files = _files_of_first_map(page, request)
        filled = text.replace("<head>", "<head>" + fill("index_head"), 1)
        filled = filled.replace(
            "</head>", fill("index_early", sheet=_SHEET, scripts=scripts, files=files) + "</head>", 1
        )
        return HTMLResponse(filled, headers={"Cache-Control": "no-cache"})

    return answer


def _files_of_first_map(page: str, request: Request) -> tuple[str, ...]:
    """List the files of the map that a page opens with; none where there is no map."""
    params = join_repeated(request.query_params.multi_items())
    try:
        atlas = store.library().at(params)
    except DataError:
        return ()
    if page in _WITHOUT_MAP or not atlas.mapped or (atlas.plan.header_only and page in OF_SECTORS):
        return ()
    scripts, sheets = map_files.addresses(atlas)
    files = (*client_files.FRAME_SCRIPTS, *scripts, *sheets)
    if page == "compare":  # its two maps have styles of each other's classes
        return files
    measures = atlas.indicators.of_page(page) or ("sectors",)
    return (*files, map_files.style_address(read_view(params, atlas).measured_by(measures)))
