"""The layer of money beside need: unmet requirements per displaced person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import estimate_by_region, unmet_per_displaced_person
from geo.core import N_, Translator, View
from geo.maps.layers.common import STATE_COLOURS, ClassScale, LayerContext
from geo.maps.layers.funding import method_notes, money_scale, range_words, sharing_views
from geo.maps.layers.need_vs_response import circular_note
from geo.maps.layers.needs import days_shown, method_over_days, need_days, need_of_view, need_stamp, need_tooltip
from geo.maps.model import MapLayer, RegionValue
from geo.monitoring import caveats_of_need

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

    from geo.monitoring import NeedByRegion
    from geo.store import Atlas

    _Row = Mapping[Hashable, float]
    """What a region's row of money per displaced person says."""


def compose_unmet_per_idp(view: View, atlas: Atlas, t: Translator, beside: View | None = None) -> MapLayer:
    """Colour regions by unmet requirements per displaced person; maps side by side share their classes."""
    indicator = atlas.indicators[view.measure]
    frame, estimate = unmet_per_displaced_person(view, atlas), estimate_by_region(view, atlas)
    need = need_of_view("idps", view, atlas)
    layer, scale = LayerContext(view, atlas, t), _scale(view, atlas, beside, t)
    rows = frame.to_dict("index")
    values = tuple(_region(layer, scale, need, rows.get(slug), slug) for slug in need.figures)
    yardstick = N_("The money is for all that the plan targets: a yardstick between regions, no budget per head.")
    return MapLayer(
        title=indicator.title(t.lang),
        unit=indicator.unit(t.lang),
        regions=values,
        legend=scale.legend(values, t, none=t("nothing located"), nodata=t("no figure")),
        notes=(
            t(yardstick),
            *_rule(frame, t),
            *circular_note(view.but(need="idps"), t),
            *method_notes(view, atlas, estimate, t),
            *scale.notes(t),
        ),
        estimate=True,
        need=need_stamp(need, t),
        caveats=tuple(caveats_of_need(need, atlas.regions)),
        times=need_days("idps", atlas, t),
        method=scale.method_words(t),
    )


def _scale(view: View, atlas: Atlas, beside: View | None, t: Translator) -> ClassScale:
    """Make the classes that this map shares, of its own day or of all days; see `days_shown`."""
    maps = [
        [value for v in days_shown("idps", shown, atlas, beside) for value in _amounts(v, atlas)]
        for shown in sharing_views(view, beside)
    ]
    return money_scale(view.measure, t).over(maps, view, atlas, method_over_days("idps", view, atlas, beside))


def _amounts(view: View, atlas: Atlas) -> list[float]:
    """Return the amount of each region that has one and where the view locates a sector."""
    each, located = unmet_per_displaced_person(view, atlas)["value"], estimate_by_region(view, atlas).frame["sectors"]
    return [float(v) for v in each[located.loc[each.index] > 0]]


def _rule(frame: pd.DataFrame, t: Translator) -> tuple[str, ...]:
    """State the rule of the flag where a region has it."""
    text = N_(
        "Many people, little asked: more displaced persons than the median of the regions, and under half of the "
        "requirements per displaced person of these regions together."
    )
    return (t(text),) if frame["little_asked"].any() else ()


def _beside(row: _Row, t: Translator) -> str:
    """Say what is required per displaced person, and whether it is little for many people."""
    asked = t("{amount} required", amount=t.money_short(float(row["asked"])))
    return t.listed((asked, t("many people, little asked"))) if row["little_asked"] else asked


def _region(layer: LayerContext, scale: ClassScale, need: NeedByRegion, row: _Row | None, slug: str) -> RegionValue:
    atlas, t = layer.atlas, layer.t
    located = estimate_by_region(layer.view, atlas).rows[slug]["sectors"]
    state = "nodata" if row is None else "value" if located else "none"
    lines: list[tuple[str, str]] = list(need_tooltip(slug, need, atlas, t)[:1])
    if row is None or not located:
        if row is None and slug in need.values():
            lines.append((t("remark"), t("nobody displaced here: no figure per person")))
        blank = {"value": None, "label": "", "colour": STATE_COLOURS[state]}
        return layer.region(slug, need, state=state, tooltip=tuple(lines), **blank)
    value, low, high = (float(row[c]) for c in ("value", "low", "high"))
    label = t.money_short(value)
    asked = (t("requirements per displaced person"), t.money_short(float(row["asked"])))
    flag = [(t("remark"), t("many people, little asked"))] if row["little_asked"] else []
    ends = (t("range over the splits"), range_words(low, high, "unmet", t))
    tooltip = ((t("estimate"), label), ends, asked, *lines, *flag)
    figures = {"value": value, "low": low, "high": high, "beside": _beside(row, t)}
    return layer.region(slug, need, state=state, label=label, colour=scale.colour(value), tooltip=tooltip, **figures)
