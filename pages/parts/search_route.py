"""The search of the header: what a reader finds, and the address that each thing opens."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.routing import Route

PATH = "/find"


def routes() -> list[Route]:
    """Make the route of the search."""
    return [Route(PATH, lambda _: JSONResponse([]), methods=["GET"])]
