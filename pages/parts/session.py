"""The view of a session: the address is its one truth, widgets read from it and write to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import fit_to_plan, read_view
from geo.core import View, split_query, translator
from pages.parts import own_plans
from pages.parts.keys import Key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.core import Translator
    from geo.store import Atlas


_OWN = ("measure", "sector", "objective", "date", "need", "against")
"""What each map of the compare page has for itself; all else they share."""


def atlas() -> Atlas:
    """Return the atlas of the plan that the address names; of the default one where it is unknown."""
    return own_plans.library().at(st.query_params.to_dict())


def current() -> View:
    """Read the view from the address; what is unknown falls back to the default."""
    return read_view(st.query_params.to_dict(), atlas())


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
    go(fit_to_plan(current(), own_plans.library().at({"plan": plan})))


def number() -> int:
    """Return how many choices the reader has made."""
    return int(st.session_state.get(Key.CHOICES, 0))
