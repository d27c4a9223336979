"""The layer of observed needs: displaced persons, people, people in food crisis, and their share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import N_, decimals_of
from geo.maps.layers.common import STATE_COLOURS, ClassScale, LayerContext
from geo.maps.model import CircleSize, MapLayer, NeedStamp, RegionValue
from geo.monitoring import (
    PART,
    caveats_of_need,
    drawn_need,
    names_of_sources,
    need_label,
    need_state_words,
    observed_periods,
    period_words,
    printed_need,
    read_need,
    short_need_label,
    write_need,
)

if TYPE_CHECKING:
    from datetime import date

    from geo.core import Translator, View
    from geo.monitoring import NeedByRegion
    from geo.store import Atlas


def compose_needs(view: View, atlas: Atlas, t: Translator, beside: View | None = None) -> MapLayer:
    """Colour regions by an observed need; days that are compared have the same classes, see `days_shown`."""
    measure, indicator = view.measure, atlas.indicators[view.measure]
    need = need_of_view(measure, view, atlas)
    most = _most(measure, view, atlas)
    scale, layer = _scale(view, atlas, beside, t), LayerContext(view, atlas, t)
    plain = [_region(layer, scale, need, slug) for slug in need.figures]
    known = {slug: drawn_need(f, indicator) for slug, f in need.figures.items() if f.value is not None}
    sizes = {slug: CircleSize(whole=n, filled=n) for slug, n in known.items()}
    values, circles = layer.circles(plain, sizes, most, t.people)
    return MapLayer(
        title=indicator.title(t.lang),
        unit=indicator.unit(t.lang),
        regions=values,
        legend=layer.legend(values, scale, nodata=t("no figure")),
        circles=circles,
        notes=(*_notes(need, t), *layer.class_notes(scale)),
        method=layer.method(scale),
        need=need_stamp(need, t),
        caveats=tuple(caveats_of_need(need, atlas.regions)),
        times=need_days(measure, atlas, t),
    )


def need_of_view(measure: str, view: View, atlas: Atlas) -> NeedByRegion:
    """Read a need for a view's vintage and day."""
    return read_need(measure, atlas.observations, atlas.regions, view.areas, view.date)


def need_stamp(need: NeedByRegion, t: Translator) -> NeedStamp | None:
    """Say when and by whom a need was observed; None where there is no figure."""
    if need.period is None:
        return None
    words = f"{need.indicator.name(t.lang)}, {period_words(need.period, t)}"
    words, code, period = f"{words[:1].upper()}{words[1:]}", need.indicator.code, need.period
    return NeedStamp(words, code, period.start, period.end, need_sources(need, t), *_parts(need, t))


def need_sources(need: NeedByRegion, t: Translator) -> tuple[str, ...]:
    """Name a need's sources, each once."""
    return names_of_sources(need.sources, t)


def _parts(need: NeedByRegion, t: Translator) -> tuple[tuple[tuple[str, str, float], ...], str]:
    """Split the national figure by what the map can show of it."""
    total = need.total
    if total is None or total.national is None or need.indicator.is_share:
        return (), ""
    parts = [("shown", t("on the regions of this map"), total.shown)]
    if total.divided:
        parts.append(("divided", t("published for wider areas only"), total.divided))
    if total.rest and total.rest > 0:
        parts.append(("rest", t("not broken down by region"), total.rest))
    elif total.rest:
        parts.append(("over", t("more by region than in the national total"), total.rest))
    number, name = t.number(total.national), need.indicator.name(t.lang)
    if total.day is None:
        return tuple(parts), t("Sum of all regions, {need}: {n}", need=name, n=number)
    return tuple(parts), t("National total, {need}, {day}: {n}", need=name, day=t.day(total.day), n=number)


def need_days(measure: str, atlas: Atlas, t: Translator) -> tuple[tuple[str, date], ...]:
    """List the days that a need's map may be set to, with their words; none where there is one alone."""
    periods = observed_periods(measure, atlas.observations, atlas.regions)
    return tuple((period_words(p, t), p.start) for p in periods) if len(periods) > 1 else ()


def days_shown(measure: str, view: View, atlas: Atlas, beside: View | None) -> tuple[View, ...]:
    """Return the view on each day whose figures its classes are made for.

    That is its own day alone, but every day where days are compared: side by side, while the
    player runs, and where the reader asks for one scale (``classes=days``).
    """
    periods = observed_periods(measure, atlas.observations, atlas.regions)
    compared = len(periods) > 1 and (beside is not None or view.classes == "days")
    return tuple(view.but(date=d) for d in (*(p.start for p in periods[:-1]), None)) if compared else (view,)


def method_over_days(measure: str, view: View, atlas: Atlas, beside: View | None) -> str:
    """Return the code of natural breaks over all days where the classes are those; else nothing."""
    return "days" if len(days_shown(measure, view, atlas, beside)) > 1 else ""


def _most(measure: str, view: View, atlas: Atlas) -> float:
    """Return the largest figure of any day in the view's vintage: circles are on one scale over all days."""
    periods = observed_periods(measure, atlas.observations, atlas.regions)
    needs = [need_of_view(measure, v, atlas) for v in (view, *(view.but(date=p.start) for p in periods))]
    return max((f.value or 0 for need in needs for f in need.figures.values()), default=0)


def _region(layer: LayerContext, scale: ClassScale, need: NeedByRegion, slug: str) -> RegionValue:
    figure, indicator, t = need.figures[slug], need.indicator, layer.t
    value = figure.value
    return layer.region(
        slug,
        need,
        state="nodata" if value is None else "value",
        value=value,
        label=need_label(figure, indicator, t),
        short=short_need_label(figure, indicator, t),
        colour=STATE_COLOURS["nodata"] if value is None else layer.colour(value, scale),
        tooltip=need_tooltip(slug, need, layer.atlas, t),
    )


def need_tooltip(slug: str, need: NeedByRegion, atlas: Atlas, t: Translator) -> tuple[tuple[str, str], ...]:
    """Write a region's figure in full, what it lacks or includes, its part of the country and its day."""
    figure, indicator = need.figures[slug], need.indicator
    remark, name = need_state_words(figure, atlas.regions, t), indicator.name(t.lang)
    if figure.value is None:
        return ((name, remark),)
    share = indicator.is_share
    lines = [(name, write_need(figure.value, indicator, t) if share else t.number(figure.value))]
    if share and figure.base:
        lines.append((t("population of the source"), t.number(figure.base)))
    if remark:
        lines.append((t("remark"), remark))
    if need.total and need.total.national and not share:
        lines.append((t("part of the national total"), t.percent(figure.value / need.total.national)))
    if need.period:
        lines.append((t("as of"), period_words(need.period, t)))
    return tuple(lines)


def _scale(view: View, atlas: Atlas, beside: View | None, t: Translator) -> ClassScale:
    """Make the classes of people, or of a share of them in percent."""
    measure, indicator = view.measure, atlas.indicators[view.measure]

    def end(high: float) -> str:
        if indicator.is_share:
            return t.percent(high, max(0, decimals_of(high) - 2))
        return t.people(high, exact=True)

    def start(low: float) -> str:
        return t.number(low * 100, max(0, decimals_of(low) - 2)) if indicator.is_share else end(low)

    needs = [
        [need_of_view(measure, v, atlas) for v in days_shown(measure, shown, atlas, beside)]
        for shown in dict.fromkeys((view, beside or view))
    ]
    maps = [[f.value for n in days for f in n.figures.values() if f.value is not None] for days in needs]
    method = method_over_days(measure, view, atlas, beside)
    return ClassScale((), lambda x: printed_need(x, indicator), start, end).over(maps, view, atlas, method)


def _notes(need: NeedByRegion, t: Translator) -> tuple[str, ...]:
    if need.period is None:
        return (t("There is no figure up to this day."),)
    notes = []
    if need.published_areas != need.areas:
        text = N_("Published for the regions of {published}; added up to those of {areas} where they fit, never split.")
        notes.append(t(text, published=need.published_areas, areas=need.areas))
    if any(f.state == PART for f in need.figures.values()):
        notes.append(t("≥: at least this; a part of the region has no figure."))
    if need.indicator.is_share:
        notes.append(t("From 20 % on, the Cadre Harmonisé sees an area in crisis (phase 3)."))
    return tuple(notes)
