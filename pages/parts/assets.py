"""The files that a map needs in the browser, served by the app itself: Leaflet, shapes, painter."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

from geo import shapes_script, webmap
from pages.parts import store

if TYPE_CHECKING:
    from starlette.requests import Request

    from geo.atlas import Atlas

_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_SHORT = {"Cache-Control": "no-cache"}
_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}


def addresses() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses of the scripts and of the style sheets of a map."""
    files = _files(store.atlas())
    return (
        tuple(f"/assets/map/{name}" for name in files if name.endswith(".js")),
        tuple(f"/assets/map/{name}" for name in files if name.endswith(".css")),
    )


def routes() -> list[Route | Mount]:
    """Make the routes of Leaflet's own files and of the map's."""
    return [
        Mount(webmap.LEAFLET, StaticFiles(directory=leaflet.BASE_DIR)),
        Route("/assets/map/{name}", _serve, methods=["GET"]),
    ]


@lru_cache(maxsize=2)
def _files(atlas: Atlas) -> dict[str, str]:
    """Name each file by its content, so that a browser may keep it forever."""
    contents = (
        ("shapes", "js", shapes_script.script(atlas.regions, atlas.ground)),
        ("map", "js", (webmap.ASSETS / "map.js").read_text(encoding="utf-8")),
        ("map", "css", (webmap.ASSETS / "map.css").read_text(encoding="utf-8")),
    )
    return {webmap.hashed_name(stem, suffix, text): text for stem, suffix, text in contents}


def _serve(request: Request) -> Response:
    name = request.path_params["name"]
    files = _files(store.atlas())
    if name in files:
        return Response(files[name], media_type=_TYPES[name.rsplit(".", 1)[-1]], headers=_FOREVER)
    return Response("no such file", 404, headers=_SHORT)
