"""The panel of the clicked region: its sectors with basis, its activities, its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.charts import bivariate_words, region_ranking
from geo.core import translator
from geo.maps import compose_map
from pages.parts import content, page_frame, session
from pages.parts.activities import activity_list
from pages.parts.links import address
from pages.parts.templates import fill, plain_table, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import Translator, View
    from geo.maps import RegionValue, ThematicMap
    from geo.store import Atlas
    from pages.parts.links import Words

    Writer = Callable[[Atlas, View, Words], str]


def show(view: View, before: Writer | None = None) -> None:
    """Show the view's region, or the regions in order while none of the map is chosen.

    What *before* writes of the view and of the kept words stands above the regions.
    """
    content.show(_panel, view, session.beside(), before)


def _panel(atlas: Atlas, view: View, beside: Words, before: Writer | None) -> str:
    drawn, t = compose_map(view, atlas), translator(view.lang)
    chosen = _chosen(drawn, view.region)
    above = before(atlas, view, beside) if before else ""
    if chosen is None:
        title = t("What the colours say") if drawn.bivariate else t("Regions in order")
        return page_frame.panel_html(title, above + _ranking(atlas, drawn, beside, t))
    listed = "" if atlas.plan.header_only else activity_list(atlas, view)
    more = fill("more", go=f"/region{address(view, beside, tab='')}", words=t("The region’s page"))
    body = _figures(atlas, drawn, chosen, t) + more + listed
    close = address(view.but(region=None), beside)
    return page_frame.panel_html(chosen.name, above + body, chosen.slug, (close, t("Close")))


def beside(left: View, right: View) -> None:
    """Set the chosen region's lines of two maps beside each other; nothing while none is chosen."""
    content.show(_beside, left, right, session.beside())


def _beside(atlas: Atlas, left: View, right: View, beside: Words) -> str:
    lines = [_lines_of_map(atlas, *views, left.region) for views in ((left, right), (right, left))]
    if not all(lines):
        return ""
    name = atlas.regions[left.areas].name(str(left.region), left.lang)
    close = (address(left.but(region=None), beside), translator(left.lang)("Close"))
    return page_frame.panel_html(name, side_by_side(*lines), str(left.region), close)


def _lines_of_map(atlas: Atlas, view: View, other: View, region: str | None) -> str:
    drawn = compose_map(view, atlas, other)
    chosen = _chosen(drawn, region)
    if chosen is None:
        return ""
    return page_frame.sentence_html(drawn.title, "sub") + _tooltip(chosen, drawn)


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
    return plain_table(region.tooltip) if region.tooltip else page_frame.sentence_html(drawn.empty)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ranking(atlas: Atlas, drawn: ThematicMap, beside: Words, t: Translator) -> str:
    """Write the regions in order, each a link that opens it; of a map of two measures, what its colours say."""
    if drawn.bivariate:
        return bivariate_words(drawn)
    when = f"{drawn.need.words}. " if drawn.need else ""
    hint = t("Click a region on the map for its sectors and activities.")
    if atlas.plan.header_only:
        hint = t("Click a region on the map for its figures.")
    said = page_frame.sentence_html(when + (hint if atlas.mapped else ""), "sub")
    links = {r.slug: address(drawn.view.but(region=r.slug), beside) for r in drawn.regions}
    return said + region_ranking(drawn, t, links)
