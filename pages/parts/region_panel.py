"""The panel of the clicked region: its sectors with basis, its activities, its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.charts import bivariate_words, region_ranking
from geo.core import translator
from geo.maps import compose_map
from pages.parts import content, page_frame, session
from pages.parts.activities import activity_list
from pages.parts.templates import plain_table

if TYPE_CHECKING:
    from geo.core import View
    from geo.maps import RegionValue, ThematicMap
    from geo.store import Atlas


def show(view: View) -> None:
    """Show the view's region, or the regions in order while none of the map is chosen."""
    if _chosen(compose_map(view, session.atlas()), view.region) is None:
        content.show(_ranking, view.but(region=None))
        return
    content.show(_figures, view)
    st.button(session.words()("Close"), on_click=session.change, kwargs={"region": None}, key="close")
    if not session.atlas().plan.header_only:
        content.show(activity_list, view)


def beside(left: View, right: View) -> None:
    """Set the chosen region's lines of two maps beside each other; nothing while none is chosen."""
    for column, (view, other) in zip(st.columns(2), ((left, right), (right, left)), strict=True):
        with column:
            content.show(_lines_of_map, view, other, left.region)


def _lines_of_map(atlas: Atlas, view: View, other: View, region: str | None) -> str:
    drawn = compose_map(view, atlas, other)
    chosen = _chosen(drawn, region)
    if chosen is None:
        return ""
    return page_frame.part_html(chosen.name, page_frame.sentence_html(drawn.title, "sub") + _tooltip(chosen, drawn))


def _chosen(drawn: ThematicMap, region: str | None) -> RegionValue | None:
    return next((r for r in drawn.regions if r.slug == region), None)


def _figures(atlas: Atlas, view: View) -> str:
    """Write what is known of the view's region: its figure, its code, its people, the lines of its tooltip."""
    drawn, t = compose_map(view, atlas), translator(view.lang)
    chosen = _chosen(drawn, view.region)
    if chosen is None:
        return ""
    population = atlas.regions[view.areas].frame.loc[chosen.slug, "population_2022"]
    people = "–" if pd.isna(population) else t.number(float(population))
    figures = [(t("P-code"), chosen.pcode or "–"), (t("Population, census 2022"), people)]
    if drawn.need is None:
        shown = chosen.label or {"nodata": t("not reported")}.get(chosen.state, "0")
        figures.insert(1, (_capital(drawn.unit), shown))
    return page_frame.part_html(chosen.name, plain_table(figures, figures=True) + _tooltip(chosen, drawn))


def _tooltip(region: RegionValue, drawn: ThematicMap) -> str:
    """Write the lines of a region's tooltip; where it has none, what is missing."""
    return plain_table(region.tooltip) if region.tooltip else page_frame.sentence_html(drawn.empty)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ranking(atlas: Atlas, view: View) -> str:
    """Write the regions in order; of a map of two measures, what its colours say."""
    drawn, t = compose_map(view, atlas), translator(view.lang)
    if drawn.bivariate:
        return page_frame.part_html(t("What the colours say"), bivariate_words(drawn))
    when = f"{drawn.need.words}. " if drawn.need else ""
    hint = t("Click a region on the map for its sectors and activities.")
    if atlas.plan.header_only:
        hint = t("Click a region on the map for its figures.")
    said = page_frame.sentence_html(when + (hint if atlas.mapped else ""), "sub")
    return page_frame.part_html(t("Regions in order"), said + region_ranking(drawn, t))
