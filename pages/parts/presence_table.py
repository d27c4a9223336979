"""The table of sectors against regions: who is where, and on what basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import BASIS_SYMBOLS, basis_words, presence_matrix, sector_title
from geo.plans import BASIS_ORDER
from pages.parts.templates import fill

if TYPE_CHECKING:
    from geo.core import Translator, View
    from geo.maps import ThematicMap
    from geo.store import Atlas


def presence_table(drawn: ThematicMap, atlas: Atlas, view: View, t: Translator) -> str:
    """Write the table as HTML with objective headings, its key and the counts."""
    slugs = [r.slug for r in drawn.regions]
    grid = presence_matrix(atlas.plan, view, atlas.regions[view.areas].rollup, slugs)
    objectives = []
    of = atlas.plan.sectors["objective"].loc[grid.index]
    for objective, title in atlas.plan.objectives[f"title_{t.lang}"].items():
        sectors = [(sector_title(atlas, str(s), t), list(cells)) for s, cells in grid[of == objective].iterrows()]
        if sectors:
            objectives.append((f"{objective} · {title}", sectors))
    return fill("presence_table", objectives=objectives, regions=drawn.regions, symbols=BASIS_SYMBOLS,
                words={b: basis_words(b, t) for b in BASIS_ORDER}, counted=t("Sectors counted"))  # fmt: skip
