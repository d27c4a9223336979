"""The page of all plans, as the session sees them, and the files that it needs from the server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st
from starlette.responses import Response
from starlette.routing import Route

from geo.analysis import choose_plans, plan_lines, read_plan_choice
from geo.core import LANGS, join_repeated, remember, translator
from geo.export import portfolio_csv, portfolio_name
from geo.maps import compose_world_map, hashed_name, world_ground_svg
from geo.screen import PLAN_WORDS, PlansShown, plans_head, plans_map, plans_panel, plans_table, plans_unknown
from pages.parts import all_plans, map_frame, session, store
from pages.parts.packed_file import ASKED_ANEW, FOREVER, UNKEPT, PackedFile, pack

if TYPE_CHECKING:
    from starlette.requests import Request

    from geo.analysis import PlanLine
    from geo.core import View
    from geo.places import World
    from geo.screen import Words
    from geo.store import Library

    Pieces = tuple[str, ...]

_GROUND, _OWN = "/assets/world/", "/take/plans"


def show() -> None:
    """Show all plans: map and panel in the first screen, the table below."""
    view, beside, library = session.current(), session.beside(), store.library()
    lines, own = all_plans.shown(view.lang)
    pieces = _pieces(lines, library.world, view, beside, own) if own else _everybody_s(library, view, beside)
    *first, table = pieces
    with map_frame.screen("world"):
        for piece in first:
            st.html(piece)
    st.html(table)


@remember(most=256)
def _everybody_s(library: Library, view: View, beside: Words) -> Pieces:
    """Write the page of the plans that everybody has."""
    return _pieces(plan_lines(library, view.lang), library.world, view, beside, "")


def _pieces(lines: tuple[PlanLine, ...], world: World, view: View, beside: Words, own: str) -> Pieces:
    """Write heading, map, panel and table; what the address asks in vain is said below the heading."""
    asked = {name: text for name, text in beside if name in PLAN_WORDS}
    choice, t = read_plan_choice(asked, lines), translator(view.lang)
    shown = PlansShown(lines, choice, view, beside)
    words = choice.params() | {"lang": view.lang} | ({"own": own} if own else {})
    file = f"{_OWN if own else '/api/plans.csv'}?{urlencode(words, safe=',')}"
    return (
        plans_head(shown, file) + plans_unknown(shown, asked),
        plans_map(shown, compose_world_map(lines, choice, world, t), _ground(world)[0]),
        plans_panel(shown),
        plans_table(shown),
    )


@remember(most=1)
def _ground(world: World) -> tuple[str, PackedFile]:
    """Return the address of the picture of the world, named by its content, and the picture."""
    if not world.countries:
        return "", pack("")
    text = world_ground_svg(world)
    return _GROUND + hashed_name("world", "svg", text), pack(text)


def routes() -> list[Route]:
    """Make the routes of the picture of the world, and of the table of a session's own plans."""
    return [
        Route(_GROUND + "{name}", _serve_ground, methods=["GET"]),
        Route(_OWN, _serve_own, methods=["GET"]),
    ]


def _serve_ground(request: Request) -> Response:
    address, file = _ground(store.library().world)
    if request.url.path != address:
        return Response("no such file", 404, headers=ASKED_ANEW)
    return file.answer(request, "image/svg+xml", FOREVER)


def _serve_own(request: Request) -> Response:
    """Answer with the table of the plans that a session sees, in the language in which it saw them."""
    params = join_repeated(request.query_params.multi_items())
    lines = all_plans.asked(params.get("own", ""))
    if lines is None:
        return Response("these plans are gone with their session", 404, headers=UNKEPT)
    choice = read_plan_choice(params, lines)
    name = portfolio_name(choice, params["lang"] if params.get("lang") in LANGS else LANGS[0])
    headers = UNKEPT | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(portfolio_csv(choose_plans(lines, choice)), media_type="text/csv; charset=utf-8", headers=headers)
