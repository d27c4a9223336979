"""The view of a session: the address is its one truth, widgets read from it and write to it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import streamlit as st

from geo import thematic, view
from geo.i18n import translator
from pages.parts import store

if TYPE_CHECKING:
    from geo.i18n import Translator
    from geo.view import View


class Key(StrEnum):
    """Keys of the session's state and of its widgets."""

    LANG = "lang"
    """Language switch."""
    OBJECTIVE = "objective"
    """Pills of the objectives."""
    SECTOR = "sector"
    """Prefix of the pills of the sectors; the objective's code follows."""
    BASIS = "basis"
    """Switch between named regions and zones."""
    AREAS = "areas"
    """Choice of the vintage of the areas."""
    MAP = "map"
    """The map."""
    CHOICES = "choices"
    """How many choices the reader has made: numbers the map's paintings."""


def current() -> View:
    """Read the view from the address; what is unknown falls back to the default."""
    known = store.atlas().vocabulary(thematic.MEASURES)
    return view.from_params(st.query_params.to_dict(), known)


def words() -> Translator:
    """Return the translator of the view's language."""
    return translator(current().lang)


def change(**changes: object) -> None:
    """Write a changed view to the address (in a widget's callback, before the next run)."""
    go(current().but(**changes))


def go(wanted: View) -> None:
    """Write another view to the address (in a widget's callback, before the next run)."""
    st.session_state[Key.CHOICES] = number() + 1
    st.query_params.from_dict(wanted.params())


def number() -> int:
    """Return how many choices the reader has made."""
    return int(st.session_state.get(Key.CHOICES, 0))
