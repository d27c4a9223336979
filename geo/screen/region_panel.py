"""The panel of the clicked region: its sectors with basis, its activities, its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.charts import bivariate_words, region_ranking
from geo.core import translator
from geo.maps import compose_map
from geo.screen.activities import activity_list
from geo.screen.links import address
from geo.screen.pieces import panel_html, sentence_html
from geo.screen.templates import fill, plain_table, side_by_side

if TYPE_CHECKING:
    from geo.core import Translator, View
    from geo.maps import RegionValue, ThematicMap
    from geo.screen.links import Words, Writer
    from geo.store import Atlas


def region_panel_html(atlas: Atlas, view: View, beside: Words, before: Writer | None) -> str:
    """Write the view's region, or the regions in order while none of the map is chosen.

    What *before* writes of the view and of the kept words stands above the regions.
    """
    drawn, t = compose_map(view, atlas), translator(view.lang)
    chosen = _chosen(drawn, view.region)
    above = before(atlas, view, beside) if before else ""
    if chosen is None:
        title = t("What the colours say") if drawn.bivariate else t("Regions in order")
        return panel_html(title, above + _ranking(atlas, drawn, beside, t))
    listed = "" if atlas.plan.header_only else activity_list(atlas, view)
    more = fill("more", go=f"/region{address(view, beside, tab='')}", words=t("The region’s page"))
    body = _figures(atlas, drawn, chosen, t) + more + listed
    close = address(view.but(region=None), beside)
    return panel_html(chosen.name, above + body, chosen.slug, (close, t("Close")))


def region_beside_html(atlas: Atlas, left: View, right: View, beside: Words) -> str:
    """Set the chosen region's lines of two maps beside each other; nothing while none is chosen."""
    lines = [_lines_of_map(atlas, *views, left.region) for views in ((left, right), (right, left))]
    if not all(lines):
        return ""
    name = atlas.regions[left.areas].name(str(left.region), left.lang)
    close = (address(left.but(region=None), beside), translator(left.lang)("Close"))
    return panel_html(name, side_by_side(*lines), str(left.region), close)


def _lines_of_map(atlas: Atlas, view: View, other: View, region: str | None) -> str:
    drawn = compose_map(view, atlas, other)
    chosen = _chosen(drawn, region)
    if chosen is None:
        return ""
    return sentence_html(drawn.title, "sub") + _tooltip(chosen, drawn)


def _chosen(drawn: ThematicMap, region: str | None) -> RegionValue | None:
    return next((r for r in drawn.regions if r.slug == region), None)


def _figures(atlas: Atlas, drawn: ThematicMap, chosen: RegionValue, t: Translator) -> str:
    """Write what is known of a region: its figure, its code, its people, the lines of its tooltip."""
    population = atlas.regions[drawn.view.areas].frame.loc[chosen.slug, "population_2022"]
    people = "–" if pd.isna(population) else t.number(float(population))
    figures = [(t("P-code"), chosen.pcode or "–"), (t("Population, census 2022"), people)]
    if drawn.need is None:
        shown = chosen.label or {"nodata": t("not reported")}.get(chosen.state, "0")
        figures.insert(1, (_capital(drawn.unit), shown))
    return plain_table(figures, figures=True) + _tooltip(chosen, drawn)


def _tooltip(region: RegionValue, drawn: ThematicMap) -> str:
    """Write the lines of a region's tooltip; where it has none, what is missing."""
    return plain_table(region.tooltip) if region.tooltip else sentence_html(drawn.empty)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ranking(atlas: Atlas, drawn: ThematicMap, beside: Words, t: Translator) -> str:
    """Write the regions in order, each a link that opens it; of a map of two measures, what its colours say."""
    if drawn.bivariate:
        return bivariate_words(drawn)
    links = {r.slug: address(drawn.view.but(region=r.slug), beside) for r in drawn.regions}
    return ranking_words(atlas, drawn, t) + region_ranking(drawn, t, links)


def ranking_words(atlas: Atlas, drawn: ThematicMap, t: Translator) -> str:
    """Say above the regions in order of which day they are, and what a click on the map does."""
    when = f"{drawn.need.words}. " if drawn.need else ""
    hint = t("Click a region on the map for its sectors and activities.")
    if atlas.plan.header_only:
        hint = t("Click a region on the map for its figures.")
    return sentence_html(when + (hint if atlas.mapped else ""), "sub")
