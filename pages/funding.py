"""Funding: where money falls short by sector, objective and region, and what a pledge would change."""

import streamlit as st

from geo.charts import funding_history, plan_flow, plan_history, sector_bars
from geo.maps import compose_map
from pages.parts import filters, map_panel, page_frame, region_panel, session, what_if
from pages.parts.session import Key

t, atlas = session.words(), session.atlas()
measures = atlas.indicators.of_page("funding")
view = session.shown(measures)
drawn = compose_map(view, atlas)

page_frame.heading(drawn.title, drawn.subtitle, drawn.scenario)
filters.measure(measures)
if drawn.scenario:
    before, after = st.columns(2)
    with before:
        page_frame.part(t("Before"))
        map_panel.show(compose_map(view.but(scenario=()), atlas), key=Key.BEFORE, height=460)
    with after:
        page_frame.part(t("After"))
        map_panel.show(drawn, height=460)
    page_frame.part(t("Before and after"))
    st.html(what_if.comparison(view, atlas, t))
    region_panel.show(drawn)
else:
    left, right = st.columns([8, 5])
    with left:
        map_panel.show(drawn, height=500)
    with right:
        region_panel.show(drawn)
filters.money()
what_if.weights()
what_if.panel()
page_frame.part(t("Sectors by objective"))
st.html(sector_bars(view, atlas, t))
page_frame.part(t("From the plan to the map"))
st.html(plan_flow(drawn.ledger, atlas.plan, t))
left, right = st.columns(2)
with left:
    page_frame.part(t("Confirmed funding over time"))
    st.html(funding_history(atlas.plan, t))
with right:
    if history := plan_history(atlas.plan, t):
        page_frame.part(t("This plan beside the earlier and later ones"))
        st.html(history)
page_frame.part(t("Caveats"))
page_frame.caveats(drawn.caveats)
