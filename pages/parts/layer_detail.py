"""The tabs of a monitoring tool's map that are finer than regions: cercles, hexagons, sites and flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import monitored_layer
from geo.core import N_
from geo.monitoring.layers import CERCLE, FLOW, HEXAGON, SITE
from geo.screen import layer_cut_html
from pages.parts import content, session

if TYPE_CHECKING:
    from geo.core import View
    from pages.parts.tabs import Tabs

_TABS = {CERCLE: ("cercles", N_("By cercle")), HEXAGON: ("hexagons", N_("Hexagons")), SITE: ("sites", N_("Sites")),
         FLOW: ("flows", N_("Flows"))}  # fmt: skip
"""By cut: the code of its tab and its name."""


def tabs_of(view: View) -> Tabs:
    """Make the tabs of what a layer's file says more finely than by region."""
    t, layer = session.words(), monitored_layer(session.atlas(), view.measure)
    if layer is None or layer.detail is None:
        return {}

    def show(cut: str) -> None:
        content.show(layer_cut_html, view, cut)

    return {code: (t(name), lambda cut=cut: show(cut))  # type: ignore[misc]
            for cut, (code, name) in _TABS.items() if cut in layer.detail.tables}  # fmt: skip
