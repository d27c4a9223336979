"""The view of a session: the address is its one truth, widgets read from it and write to it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import streamlit as st

from geo import thematic
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
    MEASURE = "measure"
    """Choice of the measure on the map."""
    SPLIT = "split"
    """Choice of the way to split money over regions."""
    SURPLUS = "surplus"
    """Switch between ring-fenced and pooled surplus."""
    MAP = "map"
    """The map."""
    BEFORE = "map-before"
    """The map without the scenario, beside the one with it."""
    CHOICES = "choices"
    """How many choices the reader has made: numbers the map's paintings."""


def current() -> View:
    """Read the view from the address; what is unknown falls back to the default."""
    return store.atlas().read_view(st.query_params.to_dict(), thematic.MEASURES)


def shown(measures: tuple[str, ...]) -> View:
    """Return the view as a page shows it: with a measure of its own, the first where the address names another."""
    now = current()
    return now if now.measure in measures else now.but(measure=measures[0])


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
