"""The files that a map needs in the browser, served by the app itself.

Leaflet, the shapes and the painter travel once. A painting (colours, labels, legend, tooltips of
one view) is a file too, named by the version of the data and the view: the browser may ask for it
at the press of a filter, before Streamlit has run, and keeps it for the next time.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

from geo import shapes_script, thematic, view, webmap
from geo.errors import DataError, ViewError
from geo.i18n import translator
from pages.parts import choices, store

if TYPE_CHECKING:
    from starlette.requests import Request

    from geo.atlas import Atlas
    from geo.ground import Ground
    from geo.regions import Regions
    from geo.view import View

_PAINTINGS = "/assets/painting/"
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_SHORT = {"Cache-Control": "no-cache"}
_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}


def addresses(atlas: Atlas) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses of the scripts and of the style sheets of a map."""
    files = _files_of(atlas)
    return (
        tuple(f"/assets/map/{name}" for name in files if name.endswith(".js")),
        tuple(f"/assets/map/{name}" for name in files if name.endswith(".css")),
    )


def warm() -> None:
    """Paint each page's first view and all that are one press away: the first press is then not the slow one."""
    try:
        atlas = store.library().at({})
    except DataError:
        return  # the pages say what is wrong with the files
    if atlas.plan.header_only or not atlas.mapped:
        return
    measures = ("sectors", choices.FUNDING[0], choices.NEEDS[0])
    firsts = [view.View(plan=atlas.plan.code, lang=lang, measure=m) for lang in view.LANGS for m in measures]
    for first in firsts:
        for near in [first, *(v for views in choices.presses(first, atlas.plan).values() for v in views)]:
            _painted(near, atlas)


def routes() -> list[Route | Mount]:
    """Make the routes of Leaflet's own files and of the map's."""
    return [
        Mount(webmap.LEAFLET, StaticFiles(directory=leaflet.BASE_DIR)),
        Route("/assets/map/{name}", _serve, methods=["GET"]),
        Route(_PAINTINGS + "{version}", _paint, methods=["GET"]),
    ]


def painting(shown: View, beside: View | None = None, side: str = "") -> str:
    """Return the address of a view's painting; the chosen region is no part of it.

    A map with one beside it says which *side* it is on and what the other one shows.
    """
    words = [shown.but(region=None).query()]
    if beside is not None:
        words.append(urlencode({"side": side, "beside": beside.but(region=None).query()}))
    return f"{_PAINTINGS}{store.version()}?{'&'.join(w for w in words if w)}"


def _files_of(atlas: Atlas) -> dict[str, str]:
    return _files(tuple(atlas.regions.values()), atlas.ground)


@lru_cache(maxsize=8)
def _files(vintages: tuple[Regions, ...], ground: Ground) -> dict[str, str]:
    """Name each file by its content, so that a browser may keep it forever; plans of one country share it."""
    contents = (
        ("shapes", "js", shapes_script.script({r.vintage: r for r in vintages}, ground)),
        ("map", "js", (webmap.ASSETS / "map.js").read_text(encoding="utf-8")),
        ("map", "css", (webmap.ASSETS / "map.css").read_text(encoding="utf-8")),
    )
    return {webmap.hashed_name(stem, suffix, text): text for stem, suffix, text in contents}


def _serve(request: Request) -> Response:
    name = request.path_params["name"]
    for atlas in store.library().atlases.values():
        if atlas.mapped and name in (files := _files_of(atlas)):
            return Response(files[name], media_type=_TYPES[name.rsplit(".", 1)[-1]], headers=_FOREVER)
    return Response("no such file", 404, headers=_SHORT)


def _paint(request: Request) -> Response:
    version = store.version()
    params = view.joined(request.query_params.multi_items())
    side, other = params.pop("side", ""), params.pop("beside", None)
    try:
        atlas = store.library().at(params, strict=True)
        shown = atlas.read_view(params, thematic.MEASURES, strict=True)
        beside = None if other is None else atlas.read_view(view.split_query(other), thematic.MEASURES, strict=True)
    except (ViewError, DataError) as error:
        t = translator(params["lang"] if params.get("lang") in view.LANGS else "en")
        said = "\n".join(p.text(t) for p in error.problems)
        return Response(said, 400 if isinstance(error, ViewError) else 503, headers=_SHORT)
    headers = _FOREVER if request.path_params["version"] == version else _SHORT
    return Response(_painted(shown, atlas, beside, side), media_type="application/json", headers=headers)


@lru_cache(maxsize=512)
def _painted(shown: View, atlas: Atlas, beside: View | None = None, side: str = "") -> str:
    """Write a painting; without a map beside it, also the views that the filter bar leads to from it."""
    if beside is not None:
        other = thematic.compose(beside, atlas, shown)
        body = webmap.payload(thematic.compose(shown, atlas, beside), other, side)
    else:
        body = webmap.payload(thematic.compose(shown, atlas))
        body["next"] = {key: [v.query() for v in views] for key, views in choices.presses(shown, atlas.plan).items()}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
