"""The layer of money beside need: unmet requirements per displaced person."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis import estimate_by_region, unmet_per_displaced_person
from geo.core import N_, Translator, View
from geo.maps.class_breaks import class_ends, class_legend, class_of, round_two_figures
from geo.maps.layers.funding import method_notes, range_words
from geo.maps.layers.need_vs_response import circular_note
from geo.maps.layers.needs import need_days, need_of_view, need_stamp, need_tooltip
from geo.maps.model import NONE_COLOUR, RAMP, LegendEntry, MapLayer, RegionValue
from geo.monitoring import NeedByRegion, caveats_of_need, need_state_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.store import Atlas


def compose_unmet_per_idp(view: View, atlas: Atlas, t: Translator, beside: View | None = None) -> MapLayer:
    """Colour regions by unmet requirements per displaced person; maps side by side share their classes."""
    indicator = atlas.indicators[view.measure]
    frame, made = unmet_per_displaced_person(view, atlas), estimate_by_region(view, atlas)
    need = need_of_view("idps", view, atlas)
    others = [frame["value"], unmet_per_displaced_person(view.but(scenario=()), atlas)["value"]]
    if beside is not None:
        others.append(unmet_per_displaced_person(beside, atlas)["value"])
    breaks = class_ends(indicator, max((float(s.max()) for s in others if len(s)), default=0))
    desk = _Desk(view, atlas, t, need)
    values = tuple(_each(desk, slug, frame, breaks) for slug in need.figures)
    yardstick = N_("The money is for all that the plan targets: a yardstick between regions, no budget per head.")
    return MapLayer(
        title=indicator.title(t.lang),
        unit=indicator.unit(t.lang),
        regions=values,
        legend=_legend(values, breaks, t),
        notes=(t(yardstick), *circular_note(view.but(need="idps"), t), *method_notes(view, atlas, made, t)),
        estimate=True,
        need=need_stamp(need, t),
        caveats=tuple(caveats_of_need(need, atlas.regions)),
        times=need_days("idps", atlas, t),
    )


@dataclass(frozen=True)
class _Desk:
    """What every region's figure per displaced person is written from."""

    view: View
    atlas: Atlas
    t: Translator
    need: NeedByRegion


def _each(desk: _Desk, slug: str, frame: pd.DataFrame, breaks: Sequence[float]) -> RegionValue:
    view, atlas, t, need = desk.view, desk.atlas, desk.t, desk.need
    regions = atlas.regions[view.areas]
    located = estimate_by_region(view, atlas).frame.loc[slug, "sectors"]
    state = "nodata" if slug not in frame.index else "value" if located else "none"
    lines: list[tuple[str, str]] = list(need_tooltip(slug, need, atlas, t)[:1])
    value = low = high = None
    if state == "value":
        value, low, high = (float(frame.loc[slug, c]) for c in ("value", "low", "high"))
        lines.insert(0, (t("estimate"), t.money_short(value)))
        lines.insert(1, (t("range over the splits"), range_words(low, high, "unmet", t)))
    elif state == "nodata" and slug in need.values():
        lines.append((t("remark"), t("nobody displaced here: no figure per person")))
    return RegionValue(
        slug=slug,
        name=regions.name(slug, view.lang),
        pcode=regions.pcode(slug),
        state=state,
        value=value,
        label="" if value is None else t.money_short(value),
        colour=NONE_COLOUR
        if state == "none"
        else None
        if value is None
        else RAMP[class_of(round_two_figures(value), breaks)],
        tooltip=tuple(lines),
        low=low,
        high=high,
        need=need.figures[slug].value,
        remark=need_state_words(need.figures[slug], atlas.regions, t),
    )


def _legend(values: Sequence[RegionValue], breaks: Sequence[float], t: Translator) -> tuple[LegendEntry, ...]:
    def label(low: float, high: float) -> str:
        start = t.money_short(low)
        return t("above {low}", low=start) if math.isinf(high) else f"{start} – {t.money_short(high)}"

    entries = [
        LegendEntry(label_of, colour, n)
        for state, label_of, colour in (("none", t("nothing located"), NONE_COLOUR), ("nodata", t("no figure"), None))
        if (n := sum(v.state == state for v in values))
    ]
    return (*entries, *class_legend([round_two_figures(v.value) for v in values if v.value is not None], breaks, label))
