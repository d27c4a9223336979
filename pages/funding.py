"""Funding: where money falls short by sector, objective and region, and what a pledge would change."""

import streamlit as st

from pages.parts import content, filters, map_panel, money_charts, page_frame, region_panel, session, what_if
from pages.parts.keys import Key

measures = session.atlas().indicators.of_page("funding")
view = session.shown(measures)

page_frame.map_heading(view)
filters.measure(measures)
filters.classes(view)
if view.scenario:
    t = session.words()
    before, after = st.columns(2)
    with before:
        page_frame.part(t("Before"))
        map_panel.show(view.but(scenario=()), beside=view, key=Key.BEFORE, height=460)
    with after:
        page_frame.part(t("After"))
        map_panel.show(view, height=460)
    content.show(what_if.comparison, view.but(region=None))
    region_panel.show(view)
else:
    left, right = st.columns([8, 5])
    with left:
        map_panel.show(view, height=500)
    with right:
        region_panel.show(view)
filters.money()
what_if.weights()
what_if.panel()
everywhere = view.but(region=None)
content.show_together(
    (money_charts.sectors_and_places, everywhere),
    (money_charts.years, view.lang),
    (page_frame.map_caveats, everywhere),
)
