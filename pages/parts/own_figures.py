"""The figures that a reader brought, for one session: the atlas with them, and how its maps' requests find it.

The session holds them; the process keeps nothing of them alive. A request for a map's painting knows no
session: it finds the figures by a secret name that stands in its address.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.analysis import with_own_figures
from geo.core import remember

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.intake import OwnLayer
    from geo.store import Atlas

STATE = "own-figures"
"""Key of the session's figures in its state."""
PREFIX = "own-"
_known: WeakValueDictionary[str, OwnFigures] = WeakValueDictionary()


class OwnFigures:
    """What a reader brought, by plan; it never changes, and its name is a secret of the session."""

    def __init__(self, layers: Mapping[str, tuple[OwnLayer, ...]]) -> None:
        self.layers = {plan: tuple(kept) for plan, kept in layers.items() if kept}
        self.name = PREFIX + secrets.token_hex(16)
        _known[self.name] = self

    def of_plan(self, plan: str) -> tuple[OwnLayer, ...]:
        """Return what was brought for a plan."""
        return self.layers.get(plan, ())

    def on(self, atlas: Atlas) -> Atlas:
        """Return an atlas with the figures that were brought for its plan; the atlas itself where there are none."""
        return _on(self, atlas) if self.of_plan(atlas.plan.code) else atlas

    def but(self, plan: str, layers: tuple[OwnLayer, ...]) -> OwnFigures:
        """Return these figures with others for a plan."""
        return OwnFigures(self.layers | {plan: layers})


@remember(most=4)
def _on(figures: OwnFigures, atlas: Atlas) -> Atlas:
    return with_own_figures(atlas, figures.of_plan(atlas.plan.code))


def current() -> OwnFigures | None:
    """Return the figures of the session that asks; None where it has brought none, or where no session asks."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    found = st.session_state.get(STATE)
    return found if isinstance(found, OwnFigures) else None


def on(atlas: Atlas) -> Atlas:
    """Return an atlas as the session sees it."""
    figures = current()
    return atlas if figures is None else figures.on(atlas)


def version_of(atlas: Atlas, version: str) -> str:
    """Return the name under which a map's request finds an atlas: the data's version, or the secret of the session."""
    figures = current()
    return figures.name if figures is not None and figures.of_plan(atlas.plan.code) else version


def named(name: str, atlas: Atlas) -> Atlas:
    """Return an atlas with the figures of a secret name; the atlas itself where the session is gone."""
    figures = by_name(name)
    return atlas if figures is None else figures.on(atlas)


def by_name(name: str) -> OwnFigures | None:
    """Return the figures of a session by their secret name; None where there are none, or where the session is gone."""
    return _known.get(name)
