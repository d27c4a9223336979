"""The search of the header: what a reader finds, and the address that each thing opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from geo.analysis import Found, find, read_view
from geo.core import DataError, View, ViewError, join_repeated, translator
from pages.parts import own_plans
from pages.parts.links import address

if TYPE_CHECKING:
    from starlette.requests import Request

    from geo.core import Translator
    from geo.store import Atlas

PATH = "/find"


def routes() -> list[Route]:
    """Make the route of the search."""
    return [Route(PATH, _serve, methods=["GET"])]


def _serve(request: Request) -> JSONResponse:
    """Answer with what the words of ``q`` may mean, each with its kind and its address."""
    params = join_repeated(request.query_params.multi_items())
    question = params.pop("q", "")
    try:
        atlas = own_plans.asked(params.pop("own", ""), params)
    except (ViewError, DataError):
        atlas = None
    if atlas is None:  # gone with its session, or never there: the address says so on the page
        return JSONResponse([])
    view = read_view(params, atlas)
    t = translator(view.lang)
    found = find(question, atlas, view.lang, view.areas)
    return JSONResponse([line for each in found for line in _lines(each, view, atlas, t)])


def _lines(found: Found, view: View, atlas: Atlas, t: Translator) -> list[dict[str, str]]:
    """Write what was found with what it opens; a region opens its page, or who works there."""
    code, name = found.code, found.name
    free = view.but(region=None, sector=(), objective=())
    if found.kind == "region":
        own = free.but(region=code)
        return [
            _line(name, t("region"), f"/region{address(own)}"),
            _line(t("Who does what in {region}", region=name), t("table"), f"/where{address(own, tab='who')}"),
        ]
    if found.kind == "activity":
        sector = str(atlas.plan.activities.loc[code, "sector"])
        go = address(free.but(sector=(sector,)), tab="activities")
        return [_line(name, t("activity"), f"/where{go}")]
    kinds = {
        "sector": (t("sector"), "/where" + address(free.but(sector=(code,)))),
        "objective": (t("objective"), "/where" + address(free.but(objective=(code,)))),
        "partner": (t("partner"), "/where" + address(free, tab="who", who=code)),
        "word": (t("word"), address(view, tab="words")),
    }
    if found.kind in kinds:
        return [_line(name, *kinds[found.kind])]
    return [_line(name, t("map"), f"/{atlas.indicators[code].page}{address(view.but(measure=code))}")]


def _line(name: str, kind: str, go: str) -> dict[str, str]:
    return {"name": name, "kind": kind, "go": go}
