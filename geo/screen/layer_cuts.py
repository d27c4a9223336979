"""A monitoring tool's figures more finely than by region: a picture of a cut, and its figures in order."""

from __future__ import annotations

import dataclasses
from base64 import b64encode
from typing import TYPE_CHECKING

from geo.analysis import monitored_layer
from geo.core import N_, translator
from geo.maps import Sheet, Shown, Spot, cells_svg, compose_map, flows_svg, sites_svg
from geo.monitoring.layers import CERCLE, FLOW, HEXAGON, SITE, SYNTHETIC_STAMP, hexagon_shapes
from geo.screen.pieces import part_html, sentence_html
from geo.screen.templates import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import shapely

    from geo.core import Translator, View
    from geo.monitoring.layers import LayerDetail, LayerMeasure, MonitoredLayer
    from geo.store import Atlas

_MOST = 60
TOO_MANY = N_(
    "Hexagons, sites and flows are not shown: of so many parts it cannot be worked out whether one gives a small group "
    "away. Shorter periods or fewer records may do."
)
_TITLES = {
    CERCLE: N_("{what}, by cercle"), HEXAGON: N_("{what}, by hexagon (H3)"),
    SITE: N_("{what}, by site"), FLOW: N_("{what}, from region to region"),
}  # fmt: skip
_HEADS = {CERCLE: N_("Cercle"), HEXAGON: N_("Hexagon"), SITE: N_("Site"), FLOW: N_("From → to")}
_NOTES = {
    CERCLE: N_("Cercles of the division before 2023."),
    HEXAGON: N_("A place without a hexagon was not observed: it is not zero."),
    SITE: N_("Sites that lie close to each other are one circle with their number; a region that is chosen on the map "
             "shows them apart. What is withheld is in no sum."),
    FLOW: N_("Arrows lead from where the records come from to where they go; what stays in a region has no arrow."),
}  # fmt: skip


def layer_cut_html(atlas: Atlas, view: View, cut: str) -> str:
    """Draw a cut of the view's measure and period, and list its figures; the chosen region is drawn large."""
    layer, t = monitored_layer(atlas, view.measure), translator(view.lang)
    drawn = compose_map(view.but(region=None), atlas)
    if layer is None or layer.detail is None or cut not in layer.detail.tables:
        return ""
    if drawn.need is None:
        return sentence_html(t("Nothing of this layer can be shown for periods of this length: all groups are small."))
    measure = next(m for m in layer.measures if layer.code(m) == view.measure)
    rows = layer.detail.at(cut, measure.code, drawn.need.start)
    figures = {
        str(place): Shown(None, "") if row.withheld else Shown(float(row.value), amount_words(measure, row.value, t))
        for place, row in zip(rows.index, rows.itertuples(), strict=True)
    }
    title = t(_TITLES[cut], what=drawn.need.words)
    svg = _drawn(cut, figures, atlas, view, _sheet(atlas, view, layer, measure, title))
    picture = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"  # no page lets a drawing of its own in
    notes = [t(_NOTES[cut]), t("Source: {source}.", source=layer.file)]
    if layer.detail.too_many:
        notes.append(t(TOO_MANY))
    if cut == FLOW and layer.detail.astray:
        notes.insert(1, t("Records that name an origin or a destination outside the country’s regions: {n}.",
                          n=t.number(layer.detail.astray)))  # fmt: skip
    names = _names(cut, layer.detail, atlas, view)
    listed = [(names(place), s.label if s.value is not None else t("withheld")) for place, s in _ordered(figures)]
    head = (t(_HEADS[cut]), measure.names[view.lang])
    panel = fill("cercles", picture=picture, title=title, head=head, rows=[(n, v, "") for n, v in listed[:_MOST]],
                 gaps=False, large=True, foot=" ".join(notes))  # fmt: skip
    more = sentence_html(t("And {n} more.", n=len(listed) - _MOST)) if len(listed) > _MOST else ""
    return part_html(title, panel + more)


def amount_words(measure: LayerMeasure, value: float, t: Translator) -> str:
    """Write a measure's value as on the map of regions."""
    if measure.is_share:
        return t.percent(value)
    return t.number(round(value)) if measure.adds_up or measure.aggregation == "distinct" else t.number(value, 1)


def _ordered(figures: Mapping[str, Shown]) -> list[tuple[str, Shown]]:
    """Put figures in order from the most, those that are withheld last."""
    return sorted(figures.items(), key=lambda item: (item[1].value is None, -(item[1].value or 0.0), item[0]))


def _sheet(atlas: Atlas, view: View, layer: MonitoredLayer, measure: LayerMeasure, title: str) -> Sheet:
    t, regions = translator(view.lang), atlas.regions["2023"]
    shapes = {str(slug): shape for slug, shape in regions.frame.geometry.dropna().items()}
    return Sheet(
        shapes, {slug: regions.name(slug, t.lang) for slug in shapes}, title,
        t(SYNTHETIC_STAMP) if layer.summary.synthetic else "", t("withheld (small group)"), t("no figure"),
        lambda value: amount_words(measure, value, t), view.region or "",
    )  # fmt: skip


def _drawn(cut: str, figures: Mapping[str, Shown], atlas: Atlas, view: View, sheet: Sheet) -> str:
    """Draw a cut; of cells those of the chosen region alone."""
    layer = monitored_layer(atlas, view.measure)
    if cut == FLOW:
        ends = {(place.partition(">")[0], place.partition(">")[2]): s for place, s in figures.items()}
        return flows_svg({e: s for e, s in ends.items() if not view.region or view.region in e}, _whole(sheet))
    if cut == SITE and layer is not None and layer.detail is not None:
        sites = layer.detail.sites
        spots = [Spot(str(r.name), r.lon, r.lat, figures[r.Index]) for r in sites.itertuples() if r.Index in figures]
        measure = next(m for m in layer.measures if layer.code(m) == view.measure)
        return sites_svg(spots, sheet, adds_up=measure.adds_up)
    cells = _cercles(atlas) if cut == CERCLE else hexagon_shapes(list(figures))
    zone = sheet.regions.get(sheet.region)
    inside = {c: shape for c, shape in cells.items() if zone is None or shape.intersection(zone).area > 0}
    return cells_svg(inside, {c: s for c, s in figures.items() if c in inside}, sheet)


def _whole(sheet: Sheet) -> Sheet:
    """Return the paper of the whole country: arrows of a region lead out of it."""
    return dataclasses.replace(sheet, region="")


def _cercles(atlas: Atlas) -> dict[str, shapely.Geometry]:
    return {str(slug): shape for slug, shape in atlas.cercles.frame.geometry.dropna().items()}


def _names(cut: str, detail: LayerDetail, atlas: Atlas, view: View) -> Callable[[str], str]:
    """Return what names a place of a cut."""
    regions = atlas.regions["2023"]

    def named(place: str) -> str:
        if cut == CERCLE:
            return atlas.cercles.name(place)
        if cut == FLOW:
            ends = place.partition(">")
            return f"{regions.name(ends[0], view.lang)} → {regions.name(ends[2], view.lang)}"
        if cut == SITE:
            site = detail.sites.loc[place]
            return f"{site['name']} ({regions.name(str(site['region']), view.lang)})"
        return place

    return named
