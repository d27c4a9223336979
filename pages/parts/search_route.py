"""The search of the header: what a reader finds, and the address that each thing opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from geo.analysis import find, read_view
from geo.core import DataError, ViewError, join_repeated, translator
from geo.screen import found_lines
from pages.parts import own_plans

if TYPE_CHECKING:
    from starlette.requests import Request


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
    return JSONResponse([line for each in found for line in found_lines(each, view, atlas, t)])
