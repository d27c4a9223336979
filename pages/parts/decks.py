"""The presenter of the briefing page: the same file as the one on a stick, served to its frame."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from geo.outputs import deck
from pages.parts import store

if TYPE_CHECKING:
    from starlette.requests import Request

    from geo.atlas import Atlas
    from geo.storyline import Storyline

_PLACE = "/briefing/deck/"
_MOST = 24
HEIGHT = 620
_decks: OrderedDict[str, str] = OrderedDict()


def address(story: Storyline, lang: str) -> str:
    """Make the presenter of a storyline and return where its frame finds it.

    The name is a hash of the content: nobody finds a briefing who has not its storyline.
    """
    text = _made(story, store.library().atlases[story.plan], lang)
    name = hashlib.sha256(text.encode()).hexdigest()
    _decks[name] = text
    _decks.move_to_end(name)
    while len(_decks) > _MOST:
        _decks.popitem(last=False)
    return f"{_PLACE}{name}"


def routes() -> list[Route]:
    """Make the route of the presenters."""
    return [Route(_PLACE + "{name}", _serve, methods=["GET"])]


@lru_cache(maxsize=8)
def _made(story: Storyline, atlas: Atlas, lang: str) -> str:
    return deck.html(story, atlas, lang)


def _serve(request: Request) -> Response:
    text = _decks.get(request.path_params["name"])
    if text is None:
        return Response("this briefing is gone: load the page again", 404)
    return HTMLResponse(text, headers={"Cache-Control": "private, max-age=3600"})
