"""Findings on a map: which region has the highest figure, and whether that depends on the way to split the money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import BASIS_SYMBOLS, estimate_by_region, unmet_per_displaced_person
from geo.briefing.finding import Figure, Finding
from geo.briefing.region_findings import MOST_LEADERS, only_largest
from geo.core import N_

if TYPE_CHECKING:
    import pandas as pd

    from geo.maps import RegionValue, ThematicMap
    from geo.store import Atlas

_CENT = 0.005
_SAME_RATE = 1e-9
_AMOUNTS = {"required", "confirmed", "unmet"}


def highest(drawn: ThematicMap, atlas: Atlas) -> Finding:
    """Name the region with the highest figure of a map; an estimate must have it under every split."""
    view, areas = drawn.view, drawn.view.areas
    measure = Figure("measure", "indicator", view.measure)
    valued = [r for r in drawn.regions if r.state == "value" and r.value is not None]
    alone = drawn.indicator.layer == "presence" and len(view.sector) == 1
    if not valued and not alone and not any(r.label for r in drawn.regions):
        text = N_("No region has a figure on this map ({measure})")
        return Finding("no_figure", text, (measure,), tells=False, areas=areas)
    if alone and {r.label for r in drawn.regions if r.label} <= set(BASIS_SYMBOLS.values()):
        return _placed(drawn)
    return _first(drawn, valued, atlas)


def _first(drawn: ThematicMap, valued: list[RegionValue], atlas: Atlas) -> Finding:
    """Name the first of the regions that have a figure, or say why none is."""
    areas, measure = drawn.view.areas, Figure("measure", "indicator", drawn.view.measure)
    top = max(r.value or 0.0 for r in valued)
    first = tuple(r.slug for r in valued if (r.value or 0.0) >= top - (_CENT if top > 1 else 0))
    label = Figure("label", "words", next(r.label or "0" for r in valued if r.slug == first[0]))
    figures = (measure, Figure("regions", "regions", first), label, Figure("n", "number", len(valued)))
    if len(valued) == 1:
        return Finding("only_figure", N_("Only {regions} has a figure: {label} ({measure})"), figures, areas=areas)
    if len(first) > 1:
        if len(first) <= MOST_LEADERS and not drawn.estimate:
            text = N_("{regions} have the highest figure: {label} ({measure})")
            return Finding("highest", text, figures, areas=areas)
        many = Figure("count", "number", len(first))
        text = N_("{count} regions share the highest figure: {label} ({measure})")
        return Finding("tied", text, (*figures, many), tells=False, areas=areas)
    holds, fails = _under(drawn, atlas, first[0])
    if fails:
        text = N_("Which region has the highest figure depends on how the money is split ({measure})")
        return Finding("depends", text, figures, holds=holds, fails=fails, tells=False, areas=areas)
    text = N_("{regions} has the highest figure: {label} ({measure})")
    return Finding("highest", text, figures, N_("Of {n} regions with a figure."), holds, areas=areas)


def _placed(drawn: ThematicMap) -> Finding:
    """Count the regions of the map of one sector, by basis."""
    named, zone = (sum(r.basis == basis for r in drawn.regions) for basis in ("named", "zone"))
    figures = (Figure("sectors", "sectors", drawn.view.sector), Figure("named", "number", named),
               Figure("zone", "number", zone))  # fmt: skip
    if not named and zone:
        text = N_("For {sectors}, the plan’s text names a zone of {zone} regions, and none by itself")
        return Finding("placed", text, figures)
    if not named:
        text = (
            N_("{sectors}: nationwide, no region is named") if drawn.framed else N_("For {sectors}, no place is stated")
        )
        return Finding("no_place", text, figures, tells=False)
    text = N_("For {sectors}, the plan’s text names {named} of the regions")
    if zone:
        text = N_("For {sectors}, the plan’s text names {named} of the regions, and a zone with {zone} more")
    return Finding("placed", text, figures)


def _under(drawn: ThematicMap, atlas: Atlas, first: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ways to split under which a region has the highest figure, and the others."""
    measure = drawn.view.measure
    if not drawn.estimate:
        return (), ()
    valued = [r.slug for r in drawn.regions if r.state == "value"]
    columns = _columns(drawn, atlas)
    least = _CENT if measure in _AMOUNTS else _SAME_RATE
    holds = tuple(m for m, figures in columns.items() if only_largest(figures[valued], least) == first)
    return holds, tuple(m for m in columns if m not in holds)


def _columns(drawn: ThematicMap, atlas: Atlas) -> dict[str, pd.Series[float]]:
    """Return an estimated measure of every region by way to split, unrounded."""
    view, measure = drawn.view, drawn.view.measure
    estimate = estimate_by_region(view, atlas)
    if measure == "unmet_per_idp":
        each = unmet_per_displaced_person(view, atlas)
        return {m: each[m] for m in estimate.methods}
    if measure in _AMOUNTS:
        return {m: frame[measure] for m, frame in estimate.totals.items()}
    several = estimate.frame["sectors"] > 1
    return {
        m: (frame["required"] - frame["unmet"]).where(several, frame["confirmed"]) / frame["required"]
        for m, frame in estimate.totals.items()
    }
