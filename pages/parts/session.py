"""The view of a session: the address is its one truth, widgets read from it and write to it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from geo.analysis import fit_to_plan, read_view
from geo.core import View, split_query, translator
from pages.parts import own_figures, own_plans
from pages.parts.keys import Key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.core import Translator
    from geo.store import Atlas

KEPT = ("right", "slide", "tab", "since", "who", "countries", "year")
"""Words of the address that are no part of a view and stay when it changes: the right map, the slide, the opened
tab, what is compared with today, whose work is listed, which of all plans are listed."""
FIT = "fit"
"""Word of the address that names the plan which the reader comes from: what the new plan does not know is let go."""
_OWN = ("measure", "sector", "objective", "date", "need", "against")
"""What each map of the compare page has for itself; all else they share."""


def atlas() -> Atlas:
    """Return the atlas of the plan that the address names, of the default one else, as this session sees it.

    The figures that its reader brought are on it.
    """
    return own_figures.on(shared_atlas())


def shared_atlas() -> Atlas:
    """Return the atlas of the plan that the address names, without the figures that its reader brought."""
    return own_plans.library().at(st.query_params.to_dict())


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


def kept(*but: str) -> dict[str, str]:
    """Return the words of the address that are no part of the view, less some."""
    words = st.query_params.to_dict()
    return {name: words[name] for name in KEPT if name in words and name not in but}


def beside() -> tuple[tuple[str, str], ...]:
    """Return the kept words of the address as a value, for what is written once for each of them."""
    return tuple(kept().items())


def right_word(wanted: View) -> str:
    """Write what the right map of the compare page has for itself as the word of the address that it is."""
    return View(**{name: getattr(wanted, name) for name in _OWN}).query() or "measure=sectors"


def change_right(default: str, **changes: object) -> None:
    """Write a changed right map to the address (in a widget's callback, before the next run)."""
    st.query_params[Key.RIGHT] = right_word(right(default).but(**changes))


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
    st.query_params.from_dict(wanted.params() | kept())


def arrive() -> None:
    """Count the reader's choices, each another address; fit the view to a plan that was just chosen."""
    now = st.query_params.to_dict()
    if FIT in now:
        words = dict(now)
        library, before = own_plans.library(), {"plan": words.pop(FIT)}
        old, new = own_figures.on(library.at(before)), own_figures.on(library.at(words))
        go(fit_to_plan(read_view(words | before, old), new))
        now = st.query_params.to_dict()
    number, last = st.session_state.get(Key.CHOICES, (-1, None))
    if now != last:
        st.session_state[Key.CHOICES] = (number + 1, now)


def number() -> int:
    """Return how many choices the reader has made."""
    return int(st.session_state.get(Key.CHOICES, (0, None))[0])


def word(name: str) -> str:
    """Return one of the kept words of the address; empty where it is not there."""
    return st.query_params.get(name, "")


def tab() -> str:
    """Return the tab of the page that is open; empty while none is."""
    return word("tab")
