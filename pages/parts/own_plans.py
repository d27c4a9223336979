"""Plans that a reader has accepted for the session: held by it alone, and found by the map's own requests.

A request for a file knows no session, so each plan has a name that nobody can guess; what is listed here keeps no plan
alive, so that it is gone with its session.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, WeakValueDictionary

import streamlit as st

from pages.parts import store
from pages.parts.keys import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.store import Atlas, CountryData, Library

_by_name: WeakValueDictionary[str, Atlas] = WeakValueDictionary()
_names: WeakKeyDictionary[Atlas, str] = WeakKeyDictionary()


def library() -> Library:
    """Return the plans that are loaded, and over them the session's own."""
    shared = store.library()
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
    name = secrets.token_hex()
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


def named(name: str) -> Atlas | None:
    """Return the plan that a request names, while its session holds it."""
    return _by_name.get(name)


def everyone_s() -> Iterator[Atlas]:
    """Give every plan that some session holds."""
    yield from list(_by_name.values())
