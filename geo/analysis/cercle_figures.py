"""A region opened into its cercles, where a layer that a reader brought has figures at that level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis.operational_presence import count_organisations, organisations_by_place
from geo.analysis.own_figures import ORGANISATIONS, last_presence
from geo.intake import DISPLACEMENT, FOOD

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from geo.intake import OwnLayer
    from geo.store import Atlas


@dataclass(frozen=True)
class CercleFigures:
    """Figures of a region's cercles of the older division, by slug: None where there is none, 0 where it is known.

    ``gaps`` are the codes of sectors that are reported somewhere in the table and by nobody in the
    cercle; empty for what is no presence. ``unplaced`` is what the layer has for the region without a cercle.
    """

    measure: str
    values: dict[str, float | None]
    day: date
    source: str
    gaps: dict[str, tuple[str, ...]]
    unplaced: float = 0.0


def figures_by_cercle(atlas: Atlas, measure: str, region: str, areas: str) -> CercleFigures | None:
    """Return a layer's figures in the cercles of a region of a vintage; None where the layer has none at that level."""
    cercles = atlas.cercles.of_region(region, areas)
    if not cercles:
        return None
    if measure in (ORGANISATIONS, "sectors"):
        return _presence(atlas, cercles, region, areas)
    layer = _layer_of(atlas, measure)
    if layer is None:
        return None
    rows, base = _rows(layer)
    rows = rows[rows["date"] == rows["date"].max()]
    found = rows.groupby("cercle")["value"].sum() if layer.how == "sum" else rows.set_index("cercle")["value"]
    values = {c: float(found[c]) if c in found.index else None for c in cercles}
    if all(v is None for v in values.values()):
        return None
    whole = base[(base["region"] == region) & (base["areas"] == areas)]["value"]
    known = sum(v for v in values.values() if v is not None)
    rest = float(whole.sum()) - known if layer.how == "sum" and len(whole) else 0.0
    return CercleFigures(measure, values, layer.day, layer.source, {}, max(0.0, rest))


def _rows(layer: OwnLayer) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a layer's figures by cercle and by region on its last day."""
    if layer.kind == FOOD and layer.food is not None:
        food = layer.food.assign(date=layer.food["start"], value=layer.food["phase3plus"])
        return food[food["cercle"] != ""], food[food["date"] == food["date"].max()]
    last = layer.by_region["date"].max()
    return layer.by_cercle, layer.by_region[layer.by_region["date"] == last]


def _layer_of(atlas: Atlas, measure: str) -> OwnLayer | None:
    """Return the layer that a measure shows: the last that was brought."""
    kinds = {"idps": DISPLACEMENT, "food_insecure": FOOD}
    for layer in reversed(atlas.own):
        if layer.code == measure or layer.kind == kinds.get(measure):
            return layer if len(_rows(layer)[0]) else None
    return None


def _presence(atlas: Atlas, cercles: tuple[str, ...], region: str, areas: str) -> CercleFigures | None:
    presence = last_presence(atlas.own)
    if presence is None or not (presence.frame["cercle"] != "").any():
        return None
    counted = count_organisations(presence, "cercle")
    values: dict[str, float | None] = {c: float(counted.get(c, 0)) for c in cercles}
    without = presence.frame[(presence.frame[f"region_{areas}"] == region) & (presence.frame["cercle"] == "")]
    reported = sorted(set(presence.frame["sector"]) - {"", *without["sector"]})  # where in the region is not told
    sectors = organisations_by_place(presence, "cercle").reindex(index=reported, columns=list(cercles), fill_value=0)
    gaps = {c: tuple(s for s in reported if not sectors[c][s]) for c in cercles}
    return CercleFigures(ORGANISATIONS, values, presence.day, presence.source, gaps, float(without["org"].nunique()))
