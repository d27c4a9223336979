"""Small maps side by side: where each objective intervenes, or each sector of one objective, on one scale."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from geo.analysis import sector_title, selected_sectors
from geo.core import translator
from geo.maps.compose import compose_map
from geo.maps.model import ThematicMap

if TYPE_CHECKING:
    from geo.core import View
    from geo.maps.model import LegendEntry
    from geo.store import Atlas

SmallMap = tuple[str, ThematicMap]
"""A small map: its title, and the map, whose view is what a click on it opens."""


def small_maps(view: View, atlas: Atlas) -> tuple[SmallMap, ...]:
    """Make a map of sector presence for each objective; where one alone is chosen, for each of its sectors.

    None where the country has no shapes. The view's basis, areas and language are used.
    Colours are of the number of sectors, so that all are on one scale.
    """
    if not atlas.mapped:
        return ()
    t, plan = translator(view.lang), atlas.plan
    base = view.only("basis", "areas")
    if len(view.objective) == 1:
        sectors = selected_sectors(plan, base.but(objective=view.objective))
        return tuple((sector_title(atlas, s, t), compose_map(base.but(sector=(s,)), atlas)) for s in sectors)
    titles = plan.objectives[f"title_{view.lang}"]
    return tuple(
        (f"{code} · {titles[code]}", compose_map(base.but(objective=(str(code),)), atlas)) for code in titles.index
    )


def common_legend(maps: tuple[SmallMap, ...]) -> tuple[LegendEntry, ...]:
    """Return what the colours of several small maps mean, each once, without the numbers of regions of one of them."""
    found = {e.label: dataclasses.replace(e, n=0) for _, drawn in maps for e in drawn.legend}
    return tuple(found.values())
