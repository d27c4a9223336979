"""The files of a view that its tools offer, made when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from geo import export
from geo.analysis import read_view
from geo.briefing import Slide, Storyline, slide_query
from geo.core import LANGS, DataError, ViewError, join_repeated, translator
from pages.parts import own_plans

if TYPE_CHECKING:
    from starlette.requests import Request

    from geo.core import View

_PLACE = "/take/"
OWN = "own"
"""Word of an address that names the session's own figures."""
SLIDE = "slide"
"""A PowerPoint file of one slide: the map."""


def address(kind: str, view: View) -> str:
    """Return where the browser gets a view's file of a kind."""
    own = own_plans.version_for(view.plan, "")
    return f"{_PLACE}{kind}?{view.query()}" + (f"&{OWN}={own}" if own else "")


def routes() -> list[Route]:
    """Make the route of the files."""
    return [Route(_PLACE + "{kind}", _serve, methods=["GET"])]


def _serve(request: Request) -> Response:
    """Answer with the file, or say in the reader's language why there is none."""
    kind, params = request.path_params["kind"], join_repeated(request.query_params.multi_items())
    if kind not in (SLIDE, *export.EXPORT_FORMATS):
        return Response("no such file", 404)
    try:
        atlas = own_plans.asked(params.pop(OWN, ""), params)
        if atlas is None:
            return Response("this plan or these figures are gone with their session", 404)
        view = read_view(params, atlas, strict=True)
        form = "pptx" if kind == SLIDE else kind
        story = Storyline(atlas.plan.code, (Slide("view", slide_query(view)),)) if kind == SLIDE else None
        order = export.export_order(view, atlas, story)
        made = export.export_file(form, order, atlas)
    except (ViewError, DataError) as error:
        t = translator(params["lang"] if params.get("lang") in LANGS else "en")
        return Response("\n".join(p.text(t) for p in error.problems), 400)
    name = export.export_name(form, order)
    if kind == SLIDE:
        name = name.replace("briefing", SLIDE)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(made, media_type=export.EXPORT_FORMATS[form].media, headers=headers)
