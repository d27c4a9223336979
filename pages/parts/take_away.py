"""The files of a view that its tools offer, made when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from geo import export
from geo.analysis import read_view
from geo.core import LANGS, DataError, ViewError, join_repeated, translator
from geo.screen import who_csv
from pages.parts import own_plans

if TYPE_CHECKING:
    from starlette.requests import Request

    from geo.core import View
    from geo.store import Atlas

_PLACE = "/take/"
OWN = "own"
"""Word of an address that names the session's own figures."""
WHO = "who"
"""The table of who does what where."""


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
    who = params.pop("who", "")
    if kind not in {WHO, *export.SLIDE_KINDS, *export.EXPORT_FORMATS}:
        return Response("no such file", 404)
    try:
        atlas = own_plans.asked(params.pop(OWN, ""), params)
        if atlas is None:
            return Response("this plan or these figures are gone with their session", 404)
        view = read_view(params, atlas, strict=True)
        here = f"{request.url.scheme}://{request.url.netloc}"
        name, made, media = _made(kind, view, atlas, who, here)
    except (ViewError, DataError) as error:
        t = translator(params["lang"] if params.get("lang") in LANGS else "en")
        return Response("\n".join(p.text(t) for p in error.problems), 400)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(made, media_type=media, headers=headers)


def _made(kind: str, view: View, atlas: Atlas, who: str, here: str) -> tuple[str, bytes, str]:
    """Make a file of a view, or the view as one slide: name, content and media type."""
    if kind == WHO:
        return f"{view.plan}-who-{view.lang}.csv", who_csv(atlas, view, who).encode(), "text/csv; charset=utf-8"
    if kind in export.SLIDE_KINDS:
        return export.one_slide(kind, view, atlas, here)
    order = export.export_order(view, atlas, address=here)
    return export.export_name(kind, order), export.export_file(kind, order, atlas), export.EXPORT_FORMATS[kind].media
