"""The layer of money beside need: unmet requirements per displaced person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import estimate_by_region, unmet_per_displaced_person
from geo.core import N_, Translator, View
from geo.maps.class_breaks import class_ends
from geo.maps.layers.common import STATE_COLOURS, ClassScale, LayerContext
from geo.maps.layers.funding import method_notes, money_scale, range_words
from geo.maps.layers.need_vs_response import circular_note
from geo.maps.layers.needs import need_days, need_of_view, need_stamp, need_tooltip
from geo.maps.model import MapLayer, RegionValue
from geo.monitoring import caveats_of_need

if TYPE_CHECKING:
    import pandas as pd

    from geo.monitoring import NeedByRegion
    from geo.store import Atlas


def compose_unmet_per_idp(view: View, atlas: Atlas, t: Translator, beside: View | None = None) -> MapLayer:
    """Colour regions by unmet requirements per displaced person; maps side by side share their classes."""
    indicator = atlas.indicators[view.measure]
    frame, estimate = unmet_per_displaced_person(view, atlas), estimate_by_region(view, atlas)
    need = need_of_view("idps", view, atlas)
    others = [frame["value"], unmet_per_displaced_person(view.but(scenario=()), atlas)["value"]]
    if beside is not None:
        others.append(unmet_per_displaced_person(beside, atlas)["value"])
    breaks = class_ends(indicator, max((float(s.max()) for s in others if len(s)), default=0))
    layer, scale = LayerContext(view, atlas, t), money_scale(view.measure, breaks, t)
    values = tuple(_region(layer, scale, need, frame, slug) for slug in need.figures)
    yardstick = N_("The money is for all that the plan targets: a yardstick between regions, no budget per head.")
    return MapLayer(
        title=indicator.title(t.lang),
        unit=indicator.unit(t.lang),
        regions=values,
        legend=scale.legend(values, t, none=t("nothing located"), nodata=t("no figure")),
        notes=(t(yardstick), *circular_note(view.but(need="idps"), t), *method_notes(view, atlas, estimate, t)),
        estimate=True,
        need=need_stamp(need, t),
        caveats=tuple(caveats_of_need(need, atlas.regions)),
        times=need_days("idps", atlas, t),
    )


def _region(layer: LayerContext, scale: ClassScale, need: NeedByRegion, frame: pd.DataFrame, slug: str) -> RegionValue:
    atlas, t = layer.atlas, layer.t
    located = estimate_by_region(layer.view, atlas).frame.loc[slug, "sectors"]
    state = "nodata" if slug not in frame.index else "value" if located else "none"
    lines: list[tuple[str, str]] = list(need_tooltip(slug, need, atlas, t)[:1])
    if state != "value":
        if state == "nodata" and slug in need.values():
            lines.append((t("remark"), t("nobody displaced here: no figure per person")))
        blank = {"value": None, "label": "", "colour": STATE_COLOURS[state]}
        return layer.region(slug, need, state=state, tooltip=tuple(lines), **blank)
    value, low, high = (float(frame.loc[slug, c]) for c in ("value", "low", "high"))
    label = t.money_short(value)
    tooltip = ((t("estimate"), label), (t("range over the splits"), range_words(low, high, "unmet", t)), *lines)
    figures = {"value": value, "low": low, "high": high}
    return layer.region(slug, need, state=state, label=label, colour=scale.colour(value), tooltip=tooltip, **figures)
