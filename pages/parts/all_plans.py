"""All plans as a session sees them: everybody's, those that it has accepted, its own figures on them.

A request for their table knows no session: where they are the session's own it finds them by a name that nobody can
guess, and nothing here keeps them alive.
"""

from __future__ import annotations

import dataclasses
import secrets
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import streamlit as st

from geo.analysis import plan_lines
from geo.core import translator
from pages.parts import own_figures, own_plans, store
from pages.parts.keys import Key

if TYPE_CHECKING:
    from geo.analysis import PlanLine


class OwnLines:
    """The lines of a session's plans in the language in which they were shown, and the name that a request knows."""

    def __init__(self, lines: tuple[PlanLine, ...]) -> None:
        self.lines = lines
        self.name = secrets.token_hex(16)
        _known[self.name] = self


_known: WeakValueDictionary[str, OwnLines] = WeakValueDictionary()


def shown(lang: str) -> tuple[tuple[PlanLine, ...], str]:
    """Return a line for every plan, those of the session marked, and the name that a request finds them by.

    The name is empty where the session has nothing of its own.
    """
    library, figures, held = own_plans.library(), own_figures.current(), own_plans.held()
    if figures is not None:
        atlases = {code: figures.on(atlas) for code, atlas in library.atlases.items()}
        library = dataclasses.replace(library, atlases=atlases)
    lines = plan_lines(library, lang)
    if library is store.library():
        return lines, ""
    t = translator(lang)
    touched = {code for code in library.atlases if figures is not None and figures.has(code)}
    yours = {x.code: t("{title} (with your figures)", title=x.title) for x in lines if x.code in touched}
    yours |= {x.code: t("{title} (yours)", title=x.title) for x in lines if x.code in held}
    own = OwnLines(tuple(dataclasses.replace(x, title=yours.get(x.code, x.title)) for x in lines))
    st.session_state[Key.PLANS] = own
    return own.lines, own.name


def asked(name: str) -> tuple[PlanLine, ...] | None:
    """Return the lines that a request asks for by their name; None where their session is gone."""
    own = _known.get(name)
    return None if own is None else own.lines
