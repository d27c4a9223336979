"""The files that a map needs in the browser, served by the app itself.

Leaflet, the shapes and the map's script travel once. A map style (colours, labels, legend, tooltips of
one view) is a file too, named by the version of data and code and by the view: the browser may ask for it
at the press of a filter, before Streamlit has run, and keeps it for the next time.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from geo.analysis import read_view
from geo.core import LANGS, DataError, View, ViewError, join_repeated, remember, split_query, translator
from geo.maps import (
    LEAFLET_FOLDER,
    LEAFLET_PATH,
    boundaries_script,
    compose_map,
    hashed_name,
    leaflet_script,
    leaflet_sheet,
    map_script,
    map_sheet,
    map_style,
    small_map_svg,
)
from geo.screen import presses
from pages.parts import own_plans, store
from pages.parts.packed_file import ASKED_ANEW, FOREVER, UNKEPT, PackedFile, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.requests import Request

    from geo.store import Atlas

_STYLES, _SMALL = "/assets/painting/", "/assets/small-map/"
_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}


def addresses(atlas: Atlas) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses of the scripts and of the style sheets of a map."""
    files = _files(atlas)
    return (
        tuple(f"/assets/map/{name}" for name in files if name.endswith(".js")),
        tuple(f"/assets/map/{name}" for name in files if name.endswith(".css")),
    )


def first_styles() -> Iterator[Callable[[], object]]:
    """Give what makes the map style of each page's first view, and of all one press away, one by one."""
    try:
        atlas = store.library().at({})
    except DataError:
        return  # the pages say what is wrong with the files
    if atlas.plan.header_only or not atlas.mapped:
        return
    measures = [atlas.indicators.of_page(page)[0] for page in ("where", "funding", "needs")]
    for first in [View(plan=atlas.plan.code, lang=lang, measure=m) for lang in LANGS for m in measures]:
        for near in [first, *(v for views in presses(first, atlas).values() for v in views)]:
            yield partial(_style_file, atlas, near, None, "")


def routes() -> list[Route | Mount]:
    """Make the routes of Leaflet's own files and of the map's."""
    return [
        Mount(LEAFLET_PATH, StaticFiles(directory=LEAFLET_FOLDER)),
        Route("/assets/map/{name}", _serve, methods=["GET"]),
        Route(_STYLES + "{version}", _serve_style, methods=["GET"]),
        Route(_SMALL + "{version}", _serve_small, methods=["GET"]),
    ]


def style_address(shown: View, beside: View | None = None, side: str = "") -> str:
    """Return the address of a view's map style; the chosen region is no part of it.

    A map with one beside it says which *side* it is on and what the other one shows.
    """
    words = [shown.but(region=None).query()]
    if beside is not None:
        words.append(urlencode({"side": side, "beside": beside.but(region=None).query()}))
    return f"{_STYLES}{_version(shown)}?{'&'.join(w for w in words if w)}"


def _version(shown: View) -> str:
    """Return what the address of a view's file is named by: the version of the data, or the session's own figures."""
    return own_plans.version_for(shown.plan, store.version())


@remember(most=1)
def _files(atlas: Atlas) -> dict[str, PackedFile]:
    """Name each file by its content, so that a browser may keep it forever; plans of one country share it.

    Leaflet, the shapes and the map's script are one file: streamlit-folium loads one after the other.
    """
    scripts = (leaflet_script(), boundaries_script(atlas.regions, atlas.basemap), map_script())
    sheets = (leaflet_sheet(f"{LEAFLET_PATH}/images"), map_sheet())
    contents = {"js": "\n".join(scripts), "css": "\n".join(sheets)}
    return {hashed_name("map", suffix, text): pack(text) for suffix, text in contents.items()}


def _serve(request: Request) -> Response:
    name = request.path_params["name"]
    for atlas in (*store.library().atlases.values(), *own_plans.everyone_s()):
        if atlas.mapped and name in (files := _files(atlas)):
            return files[name].answer(request, _TYPES[name.rsplit(".", 1)[-1]], FOREVER)
    return Response("no such file", 404, headers=ASKED_ANEW)


def small_map_address(shown: View) -> str:
    """Return the address of a view's small map."""
    return f"{_SMALL}{_version(shown)}?{shown.query()}"


def _serve_style(request: Request) -> Response:
    params = join_repeated(request.query_params.multi_items())
    side, other = params.pop("side", ""), params.pop("beside", None)

    def made(atlas: Atlas, shown: View) -> PackedFile:
        beside = None if other is None else read_view(split_query(other), atlas, strict=True)
        return _style_file(atlas, shown, beside, side)

    return _answer(request, params, made, "application/json")


def _serve_small(request: Request) -> Response:
    return _answer(request, join_repeated(request.query_params.multi_items()), _small_file, "image/svg+xml")


def _answer(request: Request, params: dict[str, str], made: Callable[[Atlas, View], PackedFile], kind: str) -> Response:
    """Answer with what is *made* of the view that the words of an address name, or say what is wrong with them."""
    now, version = store.loaded(), request.path_params["version"]
    try:
        atlas = own_plans.asked(version, params)
        if atlas is None:
            return Response("these figures are gone with their session", 404, headers=UNKEPT)
        file = made(atlas, read_view(params, atlas, strict=True))
    except (ViewError, DataError) as error:
        t = translator(params["lang"] if params.get("lang") in LANGS else "en")
        text = "\n".join(p.text(t) for p in error.problems)
        return Response(text, 400 if isinstance(error, ViewError) else 503, headers=ASKED_ANEW)
    if own_plans.is_own(version):
        return file.answer(request, kind, UNKEPT)
    return file.answer(request, kind, FOREVER if version == now.version else ASKED_ANEW)


@remember(most=128)
def _small_file(atlas: Atlas, shown: View) -> PackedFile:
    return pack(small_map_svg(compose_map(shown.but(measure="sectors"), atlas), atlas.regions[shown.areas]))


@remember(most=1024)
def _style_file(atlas: Atlas, shown: View, beside: View | None, side: str) -> PackedFile:
    return pack(_style_json(atlas, shown, beside, side))


def _style_json(atlas: Atlas, shown: View, beside: View | None = None, side: str = "") -> str:
    """Write a map style as JSON; without a map beside it, also the views that the filter bar leads to from it."""
    if beside is not None:
        other = compose_map(beside, atlas, shown)
        body = map_style(compose_map(shown, atlas, beside), other, side)
    else:
        body = map_style(compose_map(shown, atlas))
        body["next"] = {key: [v.query() for v in views] for key, views in presses(shown, atlas).items()}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
