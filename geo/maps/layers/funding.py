"""The layer of money: requirements, confirmed funding, unmet requirements and coverage per region.

All are estimates: the plan gives no money per region.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import (
    ALL_WEIGHTS_ZERO,
    estimate_by_region,
    funding_of_view,
    sector_title,
    selected_sectors,
    unplaced_words,
)
from geo.core import N_, at_least, decimals_of, figures_of
from geo.maps.class_breaks import round_two_figures
from geo.maps.layers.common import STATE_COLOURS, ClassScale, LayerContext
from geo.maps.model import CircleSize, MapLayer, RegionValue
from geo.monitoring import latest_idp_round

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from geo.analysis import RegionalEstimate, Weights
    from geo.core import Translator, View
    from geo.store import Atlas

    _Row = Mapping[Any, float]
    """A region of `RegionalEstimate.rows`."""

_PAIRS_NAMED = 3


def compose_funding(view: View, atlas: Atlas, t: Translator, beside: View | None = None) -> MapLayer:
    """Colour regions by an estimated amount or by estimated coverage.

    Classes are the same with and without the view's scenario and on a map *beside* it,
    so that two maps may be compared.
    """
    indicator, estimate = atlas.indicators[view.measure], estimate_by_region(view, atlas)
    layer, scale = LayerContext(view, atlas, t), _scale(view, atlas, beside, t)
    rows = estimate.rows
    plain = [_region(layer, scale, estimate, slug, row) for slug, row in rows.items()]
    sizes = {slug: _size(row, view.measure) for slug, row in rows.items() if row["sectors"]} if layer.circled else {}
    values, circles = layer.circles(plain, sizes, _largest(view, atlas, beside), t.money_short, _keys(view.measure, t))
    total = _total_note(view, atlas, estimate, t)
    if estimate.frame["sectors"].any():
        notes = (*method_notes(view, atlas, estimate, t), *total, *_rank_notes(view, atlas, estimate, t))
    else:
        notes = (t("Nothing is located on this map."), *unplaced_words(view, atlas, t), *total)
    return MapLayer(
        title=indicator.title(t.lang),
        unit=indicator.unit(t.lang),
        regions=values,
        legend=layer.legend(values, scale, none=t("nothing located"), nodata=t("not reported")),
        notes=(*notes, *layer.class_notes(scale)),
        estimate=True,
        method=layer.method(scale),
        circles=circles,
    )


def _size(row: _Row, measure: str) -> CircleSize:
    """Size a region's circle by what is printed: the ring is what is required, the fill what is confirmed of it.

    What stays empty is the unmet requirement: a surplus of one sector fills no gap of
    another, so it is no part of the fill. Where the confirmed funding is the subject, the
    fill is all of it, and may pass the ring.
    """
    subject = "confirmed" if measure == "confirmed" else "required"
    whole = printed(row["required"], "required")
    filled = (
        printed(row["confirmed"], "confirmed") if measure == "confirmed" else whole - printed(row["unmet"], "unmet")
    )
    figure, ends = row[subject], (row[f"{subject}_low"], row[f"{subject}_high"])
    end = printed(max(ends, key=lambda x: abs(x - figure)), subject)
    return CircleSize(whole, max(0.0, filled), None if end == printed(figure, subject) else end)


def _largest(view: View, atlas: Atlas, beside: View | None) -> float:
    """Return the amount of the largest circle, the same with and without the scenario and on a map beside it."""
    views = {v for shown in (view, beside or view) for v in (shown, shown.but(scenario=()))}
    columns = ["required", *(["confirmed"] if view.measure == "confirmed" else [])]
    rows = [row for v in views for row in estimate_by_region(v, atlas).rows.values()]
    return round_two_figures(max((row[column] for row in rows for column in columns), default=0.0))


def _keys(measure: str, t: Translator) -> tuple[tuple[str, str], ...]:
    """Say what the parts of a circle are."""
    empty = () if measure == "confirmed" else (("gap", t("empty: unmet")),)
    return (
        ("ring", t("ring: requirements")),
        ("filled", t("filled: confirmed")),
        *empty,
        ("end", t("dashed: its range, farther end")),
    )


def money_scale(measure: str, t: Translator) -> ClassScale:
    """Make the scale of an amount in dollars, or of coverage in percent, as yet without classes."""

    def start(low: float) -> str:
        return t.number(low * 100, max(0, decimals_of(low) - 2)) if measure == "coverage" else end(low)

    def end(high: float) -> str:
        if measure == "coverage":
            return t.percent(high, max(0, decimals_of(high) - 2))
        return t.money_short(high, max(2, figures_of(high)))

    return ClassScale((), lambda x: printed(x, measure), start, end)


def sharing_views(view: View, beside: View | None) -> tuple[View, ...]:
    """Return the views that have the same classes: one, the one beside it, and both without their scenario."""
    return tuple(dict.fromkeys(v for shown in (view, beside or view) for v in (shown, shown.but(scenario=()))))


def _scale(view: View, atlas: Atlas, beside: View | None, t: Translator) -> ClassScale:
    """Make the classes that this map shares with the one beside it and with both without their scenario."""
    estimates = [estimate_by_region(v, atlas) for v in sharing_views(view, beside)]
    maps = [
        [shown_estimate(row, view.measure) for row in e.rows.values() if _state(row, view.measure) == "value"]
        for e in estimates
    ]
    return money_scale(view.measure, t).over(maps, view, atlas)


def _region(layer: LayerContext, scale: ClassScale, estimate: RegionalEstimate, slug: str, row: _Row) -> RegionValue:
    measure = layer.view.measure
    state = _state(row, measure)
    tooltip = _tooltip(layer, estimate, slug, row) if state != "none" else ()
    if state != "value":
        return layer.region(slug, state=state, value=None, label="", colour=STATE_COLOURS[state], tooltip=tooltip)
    value, (low, high) = shown_estimate(row, measure), shown_range(row, measure)
    label, colour = estimate_label(row, measure, layer.t), layer.colour(value, scale)
    return layer.region(slug, state=state, value=value, label=label, colour=colour, tooltip=tooltip, low=low, high=high)


def _state(row: _Row, measure: str) -> str:
    """Tell a figure from nothing located here and from nothing reported."""
    if not row["sectors"]:
        return "none"
    return "nodata" if measure in ("confirmed", "coverage") and not row["reported"] else "value"


def write_estimate(value: float, measure: str, t: Translator) -> str:
    """Write an estimate at two significant figures, coverage in whole percent."""
    return t.percent(value, 0) if measure == "coverage" else t.money_short(value)


def shown_estimate(row: _Row, measure: str) -> float:
    """Return the figure that stands for a region: where a sector is silent, the % funded that every split keeps.

    That one is a bound: it goes down to the whole percent that is written, since up it would say too much.
    """
    if _is_least(row, measure):
        return at_least(float(row["coverage_low"]), 2)
    return float(row[measure])


def shown_range(row: _Row, measure: str) -> tuple[float, float]:
    """Return the ends of a region's figure over the splits; a figure that is a least is the low end."""
    low, high = float(row[f"{measure}_low"]), float(row[f"{measure}_high"])
    return (shown_estimate(row, measure) if _is_least(row, measure) else low), high


def _is_least(row: _Row, measure: str) -> bool:
    """Tell whether a region's figure is a lower bound: a sector there does not report."""
    return measure == "coverage" and row["reported"] < row["sectors"]


def estimate_label(row: _Row, measure: str, t: Translator) -> str:
    """Write a region's estimate; % funded is at least this where a sector of the region does not report."""
    least = "≥\u00a0" if _is_least(row, measure) else ""
    return f"{least}{write_estimate(shown_estimate(row, measure), measure, t)}"


def printed(value: float, measure: str) -> float:
    """Return the figure that is printed for an estimate: classes go by it, so that no label contradicts its colour."""
    return round(value, 2) if measure == "coverage" else round_two_figures(value)


def range_words(low: float, high: float, measure: str, t: Translator) -> str:
    """Write the range of an estimate; one figure where it does not depend on the split."""
    ends = write_estimate(low, measure, t), write_estimate(high, measure, t)
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} – {ends[1]}"


def _tooltip(layer: LayerContext, estimate: RegionalEstimate, slug: str, row: _Row) -> tuple[tuple[str, str], ...]:
    """Write the estimate, its range, its hard bounds, and what comes from which sector."""
    t, measure = layer.t, layer.view.measure
    amount = "unmet" if measure == "coverage" else measure
    lines = []
    if _state(row, measure) == "nodata":
        lines.append((t("funding"), t("not reported")))
    else:
        lines.append((t("estimate"), estimate_label(row, measure, t)))
        if _is_least(row, measure):
            lines.append((t("over the sectors that report"), write_estimate(row["coverage_reported"], measure, t)))
        lines.append((t("range over the splits"), range_words(*shown_range(row, measure), measure, t)))
    if measure != "coverage":
        least, most = (row[f"{amount}_{end}"] for end in ("least", "most"))
        lines.append((t("hard bounds"), f"{write_estimate(least, amount, t)} – {write_estimate(most, amount, t)}"))
    for sector, value in estimate.shares_in(slug, amount):
        name = sector_title(layer.atlas, sector, t)
        lines.append((f"{name} ({t('unmet')})" if measure == "coverage" else name, write_estimate(value, amount, t)))
    return tuple(lines)


def method_words(method: str, view: View, atlas: Atlas, t: Translator) -> str:
    """Say in one sentence how money is split."""
    if method == "idps":
        day = latest_idp_round(atlas.observations, view.date).day
        if day is None:
            return t("Each sector’s money is split by displaced persons.")
        return t("Each sector’s money is split by displaced persons (DTM, {day}).", day=t.day(day))
    return t(
        {
            "even": N_("Each sector’s money is split evenly over its regions."),
            "population": N_("Each sector’s money is split by census population (2022)."),
            "custom": N_("Each sector’s money is split by the weights you set."),
        }[method]
    )


def method_notes(view: View, atlas: Atlas, estimate: RegionalEstimate, t: Translator) -> tuple[str, ...]:
    """Say that the figures are estimates, how they were estimate, and where a split fell back to even."""
    first = t("Estimate: the plan gives no money per region.")
    falls = [_fallback(s, w, atlas, view, t) for s, w in estimate.splits.items() if w.reason]
    surplus = {
        "ringfenced": N_("A sector’s surplus reduces no other sector’s unmet requirements."),
        "pooled": N_("Surpluses are pooled: they reduce the unmet requirements of the other sectors in proportion."),
    }[view.surplus]
    return (first, method_words(view.split, view, atlas, t), *falls, t(surplus), _unreported(view, atlas, estimate, t))


def _unreported(view: View, atlas: Atlas, estimate: RegionalEstimate, t: Translator) -> str:
    """Say what becomes of sectors that report no funding; before the first report that is all of them."""
    days = atlas.plan.funding["as_of"]
    first = None if days.empty else days.min().date()
    if view.date is not None and first is not None and view.date < first and not estimate.frame["reported"].any():
        text = N_("No funding was reported up to {day} (the first report: {first}): all requirements count as unmet.")
        return t(text, day=t.day(view.date), first=t.day(first))
    if view.measure == "coverage":
        return t(
            "≥: a sector of the region reports no funding and counts as 0 here: at least this % funded, under every "
            "split. Its range ends at the % funded of the sectors that report."
        )
    return t("Sectors that report no funding count as having received nothing.")


def _fallback(sector: str, split: Weights, atlas: Atlas, view: View, t: Translator) -> str:
    name = sector_title(atlas, sector, t)
    if split.reason == ALL_WEIGHTS_ZERO:
        return t("{sector} is split evenly: all its weights are 0.", sector=name)
    missing = ", ".join(atlas.regions["2023"].name(r, view.lang) for r in split.regions)
    return t("{sector} is split evenly: no figure for {regions}.", sector=name, regions=missing)


def _total_note(view: View, atlas: Atlas, estimate: RegionalEstimate, t: Translator) -> tuple[str, ...]:
    """Say how much of an amount is on the map and how much of it on none; coverage is no amount."""
    if view.measure == "coverage":
        return ()
    money = funding_of_view(atlas.plan, view).loc[selected_sectors(atlas.plan, view)]
    column = {"required": "requirements"}.get(view.measure, view.measure)
    whole, here = float(money[column].fillna(0).sum()), float(estimate.frame[view.measure].sum())
    text = {
        "required": N_("Requirements on this map: {here}; of the chosen sectors, on no map: {rest}."),
        "confirmed": N_("Confirmed funding on this map: {here}; of the chosen sectors, on no map: {rest}."),
        "unmet": N_("Unmet requirements on this map: {here}; of the chosen sectors, on no map: {rest}."),
    }[view.measure]
    return (t(text, here=t.money(round(here, 2)), rest=t.money(round(whole - here, 2))),)


def _rank_notes(view: View, atlas: Atlas, estimate: RegionalEstimate, t: Translator) -> tuple[str, ...]:
    """Name the pairs of regions whose order depends on the split."""
    if view.measure == "coverage" or int((estimate.frame["sectors"] > 0).sum()) <= 1:
        return ()
    pairs = estimate.undecided(view.measure)
    if not pairs:
        return (t("The order of the regions is the same under every split."),)
    regions = atlas.regions[view.areas]
    named = ["–".join(regions.name(r, view.lang) for r in pair) for pair in pairs[:_PAIRS_NAMED]]
    text = N_("The order of one pair of regions depends on the split: {pairs}.")
    if len(pairs) > 1:
        text = N_("The order of {n} pairs of regions depends on the split, such as {pairs}.")
    return (t(text, n=len(pairs), pairs=", ".join(named)),)
