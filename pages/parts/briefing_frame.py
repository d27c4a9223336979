"""The presenter of the briefing page: the same file as the one on a stick, served to its frame.

A plan's own briefing is made from its address. One that a reader has changed is found through his
session's storyline, and is gone with it.
"""

from __future__ import annotations

import hashlib
import secrets
from functools import cache  # noqa: TID251 - a component is registered once for the process
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from weakref import WeakValueDictionary

import streamlit as st
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from geo.briefing import default_storyline, write_storyline
from geo.core import LANGS, DataError, ViewError, remember
from geo.export import deck_html
from pages.parts import own_figures, own_plans, store
from pages.parts.keys import Key

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from geo.briefing import Storyline
    from geo.store import Atlas

_PLACE = "/briefing/deck/"
HEIGHT = 620
_changed: WeakValueDictionary[str, Storyline] = WeakValueDictionary()
"""The storylines that sessions hold, for the frame's request, which knows no session; it keeps none alive."""


def address(story: Storyline, lang: str) -> str:
    """Return where the frame finds the presenter of a storyline; it is made when the frame asks for it.

    Parameters
    ----------
    story
        The session's storyline (the session keeps it, nothing here does) or the plan's own.
    lang
        Language that the presenter opens in.
    """
    now = store.loaded()
    words, atlas = {"plan": story.plan, "lang": lang}, own_plans.library().atlases[story.plan]
    if story != default_storyline(own_figures.on(atlas)):
        words["story"] = _name(story)
        _changed[words["story"]] = story
    return f"{_PLACE}{own_plans.version_for(story.plan, now.version)}?{urlencode(words)}"


def in_step(held: dict[str, object], take: Callable[[], None]) -> None:
    """Keep the frame in step with the session without loading it anew: *take* is called when it tells of a change."""
    _component()(key=Key.BUILT, data=held, on_built_change=take, height=1)


@cache
def _component() -> Callable[..., object]:
    """Register the element that passes changes on, once."""
    script = Path(__file__).with_name("static").joinpath("in_step.js").read_text(encoding="utf-8")
    return st.components.v2.component("briefing_in_step", js=script)


def routes() -> list[Route]:
    """Make the route of the presenters."""
    return [Route(_PLACE + "{version}", _serve, methods=["GET"])]


def _name(story: Storyline) -> str:
    """Name a storyline by its content and a secret of the session: nobody else finds it, or takes it away."""
    secret = st.session_state.setdefault(Key.OWN, secrets.token_hex())
    return hashlib.sha256(f"{secret} {write_storyline(story)}".encode()).hexdigest()


@remember(most=2 * len(LANGS))
def _own(atlas: Atlas, lang: str, address: str) -> str:
    return deck_html(default_storyline(atlas), atlas, lang, address)


def _serve(request: Request) -> Response:
    now, asked, version = store.loaded(), request.query_params, request.path_params["version"]
    try:
        atlas = own_plans.asked(version, {"plan": asked.get("plan", "")})
    except (ViewError, DataError):
        atlas = None
    story = _changed.get(asked["story"]) if "story" in asked else None
    if atlas is None or ("story" in asked and story is None):
        return Response("this briefing is gone: load the page again", 404)
    lang = asked["lang"] if asked.get("lang") in LANGS else LANGS[0]
    here = f"{request.url.scheme}://{request.url.netloc}"
    text = _own(atlas, lang, here) if story is None else deck_html(story, atlas, lang, here)
    other = "no-store" if own_plans.is_own(version) else "no-cache"
    kept = "private, max-age=3600" if version == now.version else other
    return HTMLResponse(text, headers={"Cache-Control": kept})
