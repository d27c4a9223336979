"""Compose the one map that every renderer draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis import (
    all_caveats,
    caveats_touching,
    ledger_lines,
    monitored_layer,
    scenario_words,
    sector_title,
    selected_sectors,
)
from geo.core import N_, View, remember, translator
from geo.maps.layers.funding import compose_funding
from geo.maps.layers.need_vs_response import compose_comparison
from geo.maps.layers.needs import compose_needs, need_of_view, need_stamp
from geo.maps.layers.presence import compose_presence
from geo.maps.layers.unmet_per_idp import compose_unmet_per_idp
from geo.maps.model import DISCLAIMER, ThematicMap
from geo.monitoring import caveats_of_need
from geo.monitoring.layers import SYNTHETIC_STAMP

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geo.core import Translator
    from geo.maps.model import MapLayer, NeedStamp
    from geo.store import Atlas

_LAYERS: dict[str, Callable[[View, Atlas, Translator, View | None], MapLayer]] = {
    "presence": compose_presence,
    "money": compose_funding,
    "comparison": compose_comparison,
    "per_person": compose_unmet_per_idp,
}
_OF_NEEDS = ("measure", "areas", "date", "show", "classes", "basis")
"""What the layer of observed needs depends on, of a view."""


def compose_map(view: View, atlas: Atlas, beside: View | None = None) -> ThematicMap:
    """Compose the one map that every renderer draws.

    Parameters
    ----------
    view
        What to show; its measure is the code of an indicator.
    atlas
        The loaded plan, regions, observed figures and caveats.
    beside
        The view of a map that stands beside this one; of the same measure, both get the
        same classes.

    Returns
    -------
    ThematicMap
        One `RegionValue` per region of the view's vintage, in the order of the law, with
        title, legend, ledger, dates, sources, caveats and disclaimer in the view's language.
    """
    same = beside if beside is not None and beside.measure == view.measure else None
    # A page and its map's painting ask for the same view at the same moment: the second waits for the first.
    return _compose(atlas, view, same)


@remember(most=256)
def _compose(atlas: Atlas, view: View, beside: View | None) -> ThematicMap:
    t = translator(view.lang)
    indicator = atlas.indicators[view.measure]
    if indicator.layer == "need":  # observed figures are the same whatever sectors are chosen
        layer = _need_layer(atlas, view.only(*_OF_NEEDS), beside and beside.only(*_OF_NEEDS))
    else:
        layer = _LAYERS[indicator.layer](view, atlas, t, beside)
    stamp, need_caveats = layer.need, layer.caveats
    if stamp is None and layer.estimate and view.split == "idps":
        weighed = need_of_view("idps", view.but(areas="2023"), atlas)
        stamp, need_caveats = need_stamp(weighed, t), tuple(caveats_of_need(weighed, atlas.regions))
    return ThematicMap(
        view=view,
        indicator=indicator,
        title=layer.title,
        subtitle=_subtitle(view, atlas, stamp, t),
        unit=layer.unit,
        regions=layer.regions,
        legend=layer.legend,
        text_date=atlas.plan.text_date,
        funding_date=_earlier(view.date, atlas.plan.funding_date),
        sources=(*atlas.sources, *_observers(view, layer, stamp, atlas, t)),
        disclaimer=t(DISCLAIMER),
        ledger=ledger_lines(atlas.plan, view.of_figures()),
        estimate=layer.estimate,
        scenario=_synthetic(view, atlas, t) or scenario_words(view, atlas, t),
        notes=(*layer.notes, *regions_not_drawn(view, atlas, t)),
        caveats=(
            *need_caveats,
            *caveats_touching(all_caveats(atlas, view.date), selected_sectors(atlas.plan, view)),
        ),
        need=stamp,
        bivariate=layer.bivariate,
        times=layer.times,
        empty=layer.empty or no_sectors(atlas, t),
        circles=layer.circles,
        framed=layer.framed,
        badges=layer.badges,
        method=layer.method,
    )


@remember(most=128)
def _need_layer(atlas: Atlas, view: View, beside: View | None) -> MapLayer:
    return compose_needs(view, atlas, translator(view.lang), beside)


def _synthetic(view: View, atlas: Atlas, t: Translator) -> str:
    """Return the stamp of a map of records that nobody observed; nothing on any other."""
    layer = monitored_layer(atlas, view.measure)
    return t(SYNTHETIC_STAMP) if layer is not None and layer.summary.synthetic else ""


def _earlier(asked: date | None, of_plan: date | None) -> date | None:
    """Return the day that the funding on a map is of; None where the plan's is not known."""
    return of_plan if asked is None or of_plan is None else min(asked, of_plan)


def no_sectors(atlas: Atlas, t: Translator) -> str:
    """Say that there is no sector in a region, or that the plan's sectors are not known."""
    if atlas.plan.header_only:
        return t("Which sectors work here is not known: only the plan’s header is.")
    return t("The plan names no sector here.")


def _subtitle(view: View, atlas: Atlas, stamp: NeedStamp | None, t: Translator) -> str:
    parts = [atlas.plan.title(view.lang), *_observed_words(stamp, atlas, t)]
    if view.sector:
        parts.append(", ".join(sector_title(atlas, s, t) for s in view.sector))
    if view.objective:
        parts.append(t("objective {codes}", codes=", ".join(view.objective)))
    if view.areas != View().areas:
        parts.append(t("areas of {year}", year=view.areas))
    return " · ".join(parts)


def _observers(
    view: View, layer: MapLayer, stamp: NeedStamp | None, atlas: Atlas, t: Translator
) -> tuple[str, ...]:  # fmt: skip
    """Name who observed what a map shows, or what money is split by."""
    if stamp is None and layer.estimate and view.split == "population":
        stamp = need_stamp(need_of_view("population", view.but(areas="2023"), atlas), t)
    return stamp.sources if stamp else ()


def _observed_words(stamp: NeedStamp | None, atlas: Atlas, t: Translator) -> tuple[str, ...]:
    """Say when the needs of a map were observed, and that this is outside of the plan's years where it is."""
    if stamp is None:
        return ()
    first, last = (atlas.plan.header.get(f"{end}_year") for end in ("start", "end"))
    if pd.isna(first) or pd.isna(last) or (int(str(first)) <= stamp.end.year and stamp.start.year <= int(str(last))):
        return (stamp.words,)
    years = f"{first}-{last}" if first != last else str(first)
    return (t("{period}: outside the plan’s years, {years}", period=stamp.words, years=years),)


def regions_not_drawn(view: View, atlas: Atlas, t: Translator) -> tuple[str, ...]:
    """Name the regions of a vintage that have no shape; nothing where all have one, or none has."""
    if not atlas.mapped:
        return ()
    missing = [atlas.regions[view.areas].name(slug, view.lang) for slug in atlas.regions[view.areas].missing]
    if not missing:
        return ()
    within = [atlas.regions[view.areas].name(parent, view.lang) for parent in within_region(view, atlas).values()]
    if not within:
        text = N_("Not drawn: {regions} (its limits cannot be made from the older cercles).")
        return (t(text, regions=", ".join(missing)),)
    text = N_("Not drawn: {regions}, inside the colour of {within} (its limits cannot be made from the older cercles).")
    return (t(text, regions=", ".join(missing), within=", ".join(dict.fromkeys(within))),)


def within_region(view: View, atlas: Atlas) -> dict[str, str]:
    """Return the regions of a vintage that have no shape, each with the drawn region that it lies in on the map."""
    here = atlas.regions[view.areas]
    older = [atlas.regions[v].rollup for v in ("2016", "2012") if v in atlas.regions]
    found: dict[str, str] = {}
    for slug in here.missing if atlas.mapped else ():
        parents = (rollup.get(slug) for rollup in older)
        drawn = [p for p in parents if p and p != slug and p in here.frame.index and p not in here.missing]
        found |= {slug: drawn[0]} if drawn else {}
    return found
