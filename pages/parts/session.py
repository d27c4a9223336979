"""The view of a session: the address is its one truth, widgets read from it and write to it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from geo.analysis import fit_to_plan, read_view
from geo.core import View, split_query, translator
from pages.parts import store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.core import Translator
    from geo.store import Atlas


class Key(StrEnum):
    """Keys of the session's state and of its widgets."""

    PLAN = "plan"  # switch between the plans
    LANG = "lang"  # language switch
    OBJECTIVE = "objective"  # pills of the objectives
    SECTOR = "sector"  # prefix of the pills of the sectors; the objective's code follows
    BASIS = "basis"  # switch between named regions and zones
    AREAS = "areas"  # choice of the vintage of the areas
    MEASURE = "measure"  # choice of the measure on the map
    SHOW = "show"  # switch between circles and fills
    SPLIT = "split"  # choice of the way to split money over regions
    SURPLUS = "surplus"  # switch between ring-fenced and pooled surplus
    CLASSES = "classes"  # choice of the way to put values into classes
    MAP = "map"  # the map
    NEED = "need"  # choice of the need that is set beside the response
    AGAINST = "against"  # choice of the response that a need is set beside
    REGION = "region"  # choice of the region of a page
    SHARE = "share"  # regions of the claim that is tested
    RIGHT = "right"  # the right map of the compare page, its widgets' prefix, and its view in the address
    BEFORE = "map-before"  # the map without the scenario, beside the one with it
    STORY = "story"  # storyline of the briefing that the reader has made; None for the plan's own
    OWN = "own"  # what names the session's changed briefing, so that no other session finds it
    EDITION = "edition"  # how often the storyline was changed: names the widgets of its rows
    IMPORT = "import"  # the page that the reader brought, as it was read
    TOOLS = "import-tools"  # what that page was read with: its country, and the plan that it updates
    EDITS = "import-edits"  # tables of that page as the reader has edited them
    ACCEPTED = "import-accepted"  # the plan that the reader has accepted for the session, on its country
    REFUSED = "import-refused"  # why the last page that the reader brought was refused
    CHOICES = "choices"  # how many choices the reader has made: numbers the map's paintings


_OWN = ("measure", "sector", "objective", "date", "need", "against")
"""What each map of the compare page has for itself; all else they share."""


def atlas() -> Atlas:
    """Return the atlas of the plan that the address names; of the default one where it is unknown."""
    return store.library().at(st.query_params.to_dict())


def current() -> View:
    """Read the view from the address; what is unknown falls back to the default."""
    return read_view(st.query_params.to_dict(), atlas())


def address() -> str:
    """Return where this explorer answers, as the reader's browser has it; empty where that is not known."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def right(default: str) -> View:
    """Read the view of the right map: its own measure, sectors and day from the address, all else as on the left."""
    query = st.query_params.get(Key.RIGHT, f"measure={default}")
    own = read_view(split_query(query), atlas())
    return current().but(**{name: getattr(own, name) for name in _OWN})


def params() -> dict[str, str]:
    """Return the address's words, with those of the right map where there is one."""
    return current().params() | _kept()


def _kept() -> dict[str, str]:
    """Return the words of the address that are no part of the view: the right map, the slide."""
    return {name: st.query_params[name] for name in (str(Key.RIGHT), "slide") if name in st.query_params}


def change_right(default: str, **changes: object) -> None:
    """Write a changed right map to the address (in a widget's callback, before the next run)."""
    wanted = right(default).but(**changes)
    own = View(**{name: getattr(wanted, name) for name in _OWN})
    st.session_state[Key.CHOICES] = number() + 1
    st.query_params[Key.RIGHT] = own.query() or "measure=sectors"


def labels(codes: Iterable[str]) -> dict[str, str]:
    """Return the short names of indicators in the reader's language, by code."""
    indicators, lang = atlas().indicators, current().lang
    return {code: indicators[code].label(lang) for code in codes}


def shown(measures: tuple[str, ...]) -> View:
    """Return the view as a page shows it: with a measure of its own, the first where the address names another."""
    return current().measured_by(measures)


def words() -> Translator:
    """Return the translator of the view's language."""
    return translator(current().lang)


def change(**changes: object) -> None:
    """Write a changed view to the address (in a widget's callback, before the next run)."""
    go(current().but(**changes))


def go(wanted: View) -> None:
    """Write another view to the address (in a widget's callback, before the next run)."""
    st.session_state[Key.CHOICES] = number() + 1
    st.query_params.from_dict(wanted.params() | _kept())


def switch(plan: str) -> None:
    """Show another plan (in a widget's callback): codes that it does not know are let go."""
    go(fit_to_plan(current(), store.library().at({"plan": plan})))


def number() -> int:
    """Return how many choices the reader has made."""
    return int(st.session_state.get(Key.CHOICES, 0))
