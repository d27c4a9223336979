"""The panel of the clicked region: its sectors with basis, its activities, its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.analysis import activities_in_region
from geo.charts import bivariate_words, region_ranking
from pages.parts import page_frame, session
from pages.parts.activities import activity_list
from pages.parts.templates import plain_table

if TYPE_CHECKING:
    from geo.maps import RegionValue, ThematicMap


def show(drawn: ThematicMap) -> None:
    """Show the view's region, or the regions in order while none is chosen."""
    now = session.current()
    chosen = next((r for r in drawn.regions if r.slug == now.region), None)
    if chosen is None:
        _ranking(drawn)
        return
    t, atlas = session.words(), session.atlas()
    page_frame.part(chosen.name)
    population = atlas.regions[now.areas].frame.loc[chosen.slug, "population_2022"]
    people = "–" if pd.isna(population) else t.number(float(population))
    figures = [(t("P-code"), chosen.pcode or "–"), (t("Population, census 2022"), people)]
    if drawn.need is None:
        shown = chosen.label or {"nodata": t("not reported")}.get(chosen.state, "0")
        figures.insert(1, (_capital(drawn.unit), shown))
    st.html(plain_table(figures, figures=True))
    _tooltip(chosen, drawn)
    st.button(t("Close"), on_click=session.change, kwargs={"region": None}, key="close")
    if atlas.plan.header_only:
        return
    here = activities_in_region(atlas.plan, now, atlas.regions[now.areas].rollup, chosen.slug)
    st.html(activity_list(here, atlas, t, opened=False))


def beside(left: ThematicMap, right: ThematicMap) -> None:
    """Set the chosen region's lines of two maps beside each other; nothing while none is chosen."""
    columns = st.columns(2)
    for column, drawn in zip(columns, (left, right), strict=True):
        chosen = next((r for r in drawn.regions if r.slug == left.view.region), None)
        if chosen is not None:
            with column:
                page_frame.part(chosen.name)
                page_frame.sentence(drawn.title, "sub")
                _tooltip(chosen, drawn)


def _tooltip(region: RegionValue, drawn: ThematicMap) -> None:
    """Write the lines of a region's tooltip; where it has none, what is missing."""
    if region.tooltip:
        st.html(plain_table(region.tooltip))
    else:
        page_frame.sentence(drawn.empty)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ranking(drawn: ThematicMap) -> None:
    t = session.words()
    if drawn.bivariate:
        page_frame.part(t("What the colours say"))
        st.html(bivariate_words(drawn))
        return
    atlas = session.atlas()
    when = f"{drawn.need.words}. " if drawn.need else ""
    hint = t("Click a region on the map for its sectors and activities.")
    if atlas.plan.header_only:
        hint = t("Click a region on the map for its figures.")
    if not atlas.mapped:
        hint = ""
    page_frame.part(t("Regions in order"))
    page_frame.sentence(when + hint, "sub")
    st.html(region_ranking(drawn, t))
