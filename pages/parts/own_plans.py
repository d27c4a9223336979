"""Plans that a reader has accepted for the session: held by it alone, and found by the map's own requests.

A request for a file knows no session, so each plan has a name that nobody can guess; what is listed here keeps no plan
alive, so that it is gone with its session.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, WeakValueDictionary

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts import own_figures, store
from pages.parts.keys import Key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.store import Atlas, CountryData, Library

PREFIX = "plan-"
_AND = "~"
_by_name: WeakValueDictionary[str, Atlas] = WeakValueDictionary()
_names: WeakKeyDictionary[Atlas, str] = WeakKeyDictionary()


def library() -> Library:
    """Return the plans that are loaded, and over them the session's own, where a session asks."""
    shared = store.library()
    if get_script_run_ctx(suppress_warning=True) is None:
        return shared
    own, lands = held(), st.session_state.get(Key.LANDS, {})
    return shared.with_own(own, lands) if own or lands else shared


def on_hand() -> Library:
    """Return the plans that everybody has, and what the reader has brought of countries: a page is read beside them."""
    lands = st.session_state.get(Key.LANDS, {})
    return store.library().with_own({}, lands) if lands else store.library()


def held() -> dict[str, Atlas]:
    """Return the session's own plans by their codes."""
    found: dict[str, Atlas] = st.session_state.get(Key.ACCEPTED, {})
    return found


def hold(atlas: Atlas) -> None:
    """Take a plan for one of the session's own."""
    name = PREFIX + secrets.token_hex(16)
    _by_name[name], _names[atlas] = atlas, name
    st.session_state[Key.ACCEPTED] = held() | {atlas.plan.code: atlas}


def let_go(code: str) -> None:
    """Give up a plan of the session's own."""
    st.session_state[Key.ACCEPTED] = {c: atlas for c, atlas in held().items() if c != code}


def hold_country(code: str, land: CountryData) -> None:
    """Take what a reader brings of a country, such as its shapes, for the session."""
    st.session_state[Key.LANDS] = st.session_state.get(Key.LANDS, {}) | {code: land}


def name_of(atlas: Atlas) -> str:
    """Return what a request finds a session's own plan by; empty for a plan that is everybody's."""
    return _names.get(atlas, "")


def version_for(plan: str, version: str) -> str:
    """Return the name under which a request finds a plan as the session sees it: its own plan, its own figures.

    The *version* of the data is the name of what is everybody's.
    """
    atlas = library().atlases.get(plan)
    if atlas is None:
        return version
    names = (name_of(atlas), own_figures.version_of(atlas, ""))
    return _AND.join(name for name in names if name) or version


def is_own(version: str) -> bool:
    """Tell whether a request's version names what is a session's alone."""
    return version.startswith((PREFIX, own_figures.PREFIX))


def asked(version: str, params: Mapping[str, str]) -> Atlas | None:
    """Return the atlas that a request asks for, strictly; None where its session is gone.

    Raises
    ------
    ViewError, DataError
        As `geo.store.Library.at`, where the plan is everybody's.
    """
    names = version.split(_AND) if is_own(version) else []
    plan = next((name for name in names if name.startswith(PREFIX)), "")
    figures = next((name for name in names if name.startswith(own_figures.PREFIX)), "")
    atlas = _by_name.get(plan) if plan else store.library().at(params, strict=True)
    found = own_figures.by_name(figures) if figures else None
    if atlas is None or (figures and found is None):
        return None
    return atlas if found is None else found.on(atlas)


def everyone_s() -> Iterator[Atlas]:
    """Give every plan that some session holds."""
    yield from list(_by_name.values())
