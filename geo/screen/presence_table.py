"""The table of sectors against regions: who is where, and on what basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import (
    BASIS_SYMBOLS,
    basis_words,
    objective_of_sector,
    presence_matrix,
    sector_title,
    sectors_without_region,
    why_not_placed,
)
from geo.core import translator
from geo.maps import compose_map
from geo.plans import BASIS_ORDER
from geo.screen.pieces import part_html
from geo.screen.templates import fill, plain_table

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas


def presence_part(atlas: Atlas, view: View) -> str:
    """Write the table of a view, and below it the sectors that are in no region, each with the reason."""
    t = translator(view.lang)
    table = part_html(t("Sectors and regions"), presence_table(atlas, view))
    outside = sectors_without_region(atlas.plan, view)
    if outside.empty:
        return table
    pairs = zip(outside["sector"], outside["basis"], strict=True)
    reasons = plain_table([(sector_title(atlas, s, t), why_not_placed(b, t, live=True)) for s, b in pairs])
    return table + part_html(t("Counted in no region, and why"), reasons)


def presence_table(atlas: Atlas, view: View) -> str:
    """Write the table with objective headings, its key and the counts."""
    drawn, t = compose_map(view, atlas), translator(view.lang)
    slugs = [r.slug for r in drawn.regions]
    grid = presence_matrix(atlas.plan, view, atlas.regions[view.areas].rollup, slugs)
    rows: dict[str, list[tuple[str, list[str]]]] = {}
    for sector, cells in zip(grid.index, grid.to_numpy().tolist(), strict=True):
        rows.setdefault(objective_of_sector(atlas.plan)[sector], []).append((sector_title(atlas, sector, t), cells))
    titles = atlas.plan.objectives[f"title_{t.lang}"]
    objectives = [(f"{code} · {titles[code]}", rows[code]) for code in titles.index if code in rows]
    return fill("presence_table", objectives=objectives, regions=drawn.regions, symbols=BASIS_SYMBOLS,
                words={b: basis_words(b, t) for b in BASIS_ORDER}, counted=t("Sectors counted"))  # fmt: skip
