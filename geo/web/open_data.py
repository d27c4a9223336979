"""The open-data routes beside the pages: the same figures as CSV, JSON and GeoJSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from geo import export
from geo.analysis import choose_plans, no_shapes, plan_lines, read_plan_choice, read_view
from geo.core import LANGS, DataError, ViewError, join_repeated, translator
from geo.export import file_stem, map_geojson, map_table, portfolio_csv, portfolio_name, table_json
from geo.maps import compose_map

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request

    from geo.core import Problem, Translator
    from geo.maps import ThematicMap
    from geo.store import Atlas, Library

_MOST_ERRORS = 20
_OPEN = {"Access-Control-Allow-Origin": "*"}


def open_data_routes(current: Callable[[], Library]) -> list[Route]:
    """Make the routes; *current* gives the plans to answer from."""
    answers: dict[str, Callable[[ThematicMap, Atlas], Response]] = {
        "/api/table.csv": _table(""),
        **{f"/api/{part}.csv": _table(part) for part in ("ledger", "caveats", "notes")},
        "/api/table.json": _table_json,
        "/api/table.xlsx": _table_xlsx,
        "/api/regions.geojson": _regions,
        "/api/plan.json": _plan,
    }
    made = [Route(path, _answering(answer, current), methods=["GET"]) for path, answer in answers.items()]
    made.append(Route("/api/plans.csv", _plans(current), methods=["GET"]))
    state = {"/api/health": _health(current), "/api/ready": _ready(current)}
    return [*made, *(Route(path, answer, methods=["GET"]) for path, answer in state.items())]


def _answering(
    answer: Callable[[ThematicMap, Atlas], Response], current: Callable[[], Library]
) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        wanted_lang = request.query_params.get("lang", "en")
        t = translator(wanted_lang if wanted_lang in LANGS else "en")
        try:
            params = join_repeated(request.query_params.multi_items())
            atlas = current().at(params, strict=True)
            wanted = read_view(params, atlas, strict=True)
        except (ViewError, DataError) as error:
            status = 400 if isinstance(error, ViewError) else 503
            return JSONResponse({"errors": _said(error.problems, t)}, status, headers=_OPEN)
        response = answer(compose_map(wanted, atlas), atlas)
        response.headers.update(_OPEN)
        return response

    return endpoint


def _plans(current: Callable[[], Library]) -> Callable[[Request], Response]:
    """Answer with all plans, or those of some ``countries`` or of a ``year``, as CSV."""

    def endpoint(request: Request) -> Response:
        params = join_repeated(request.query_params.multi_items())
        lang = params["lang"] if params.get("lang") in LANGS else LANGS[0]
        lines = plan_lines(current(), lang)
        try:
            choice = read_plan_choice(params, lines, strict=True)
        except ViewError as error:
            return JSONResponse({"errors": _said(error.problems, translator(lang))}, 400, headers=_OPEN)
        named = {"Content-Disposition": f'attachment; filename="{portfolio_name(choice, lang)}"'}
        text = portfolio_csv(choose_plans(lines, choice))
        return Response(text, media_type="text/csv; charset=utf-8", headers=_OPEN | named)

    return endpoint


def _said(problems: Sequence[Problem], t: Translator) -> list[str]:
    """Say what is wrong, the first few of many: an answer is not longer than what was asked."""
    more = len(problems) - _MOST_ERRORS
    said = [p.text(t) for p in problems[:_MOST_ERRORS]]
    return [*said, t("{n} more", n=more)] if more > 0 else said


def _table(part: str) -> Callable[[ThematicMap, Atlas], Response]:
    """Return what answers with a table of a map as CSV: its own, or the ledger, caveats or notes beside it."""

    def answer(drawn: ThematicMap, atlas: Atlas) -> Response:
        text = map_table(drawn, atlas, part)
        return Response(text, media_type="text/csv; charset=utf-8", headers=_named(drawn, "csv", part))

    return answer


def _named(drawn: ThematicMap, suffix: str, part: str = "") -> dict[str, str]:
    """Name a file that is fetched as the commands and pages name it."""
    name = f"{file_stem(drawn.view, 'map', part)}.{suffix}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _table_json(drawn: ThematicMap, atlas: Atlas) -> Response:
    return Response(table_json(drawn, atlas), media_type="application/json")


def _table_xlsx(drawn: ThematicMap, atlas: Atlas) -> Response:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response(export.map_workbook(drawn, atlas), media_type=kind, headers=_named(drawn, "xlsx"))


def _regions(drawn: ThematicMap, atlas: Atlas) -> Response:
    if not atlas.mapped:
        return JSONResponse({"errors": [no_shapes(atlas.plan).write(translator(drawn.view.lang))]}, 404)
    return Response(map_geojson(drawn, atlas), media_type="application/geo+json")


def _plan(_drawn: ThematicMap, atlas: Atlas) -> Response:
    """Write the plan's tables as JSON; missing cells are null."""
    plan = atlas.plan
    keyed = ("objectives", "sectors", "activities", "partners", "groups", "staff")
    plain = ("places", "zones", "funding", "history")
    body: dict[str, Any] = {"plan": json.loads(plan.header.to_json(date_format="iso"))}
    for name in keyed + plain:
        frame = getattr(plan, name)
        flat = frame.reset_index() if name in keyed else frame
        body[name] = json.loads(flat.to_json(orient="records", date_format="iso", date_unit="s"))
    return Response(json.dumps(body, ensure_ascii=False), media_type="application/json")


def _health(current: Callable[[], Library]) -> Callable[[Request], Response]:
    """Say which plans can be shown, which of them by default, and what is wrong with the files."""

    def endpoint(_request: Request) -> Response:
        library, t = current(), translator("en")
        wrong = {"errors": [p.text(t) for p in library.complaints]} if library.complaints else {}
        if not library.atlases:
            return JSONResponse({"status": "bad data"} | wrong, 503)
        return JSONResponse({"status": "ok", "plan": library.default, "plans": list(library.atlases)} | wrong)

    return endpoint


def _ready(current: Callable[[], Library]) -> Callable[[Request], Response]:
    """Say whether pages can be shown: 200 once a plan was read, so that a proxy sends readers here."""

    def endpoint(_request: Request) -> Response:
        ready = bool(current().atlases)
        return JSONResponse({"ready": ready}, 200 if ready else 503)

    return endpoint
