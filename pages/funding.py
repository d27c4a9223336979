"""Funding: where money falls short by sector, objective and region, and what a pledge would change."""

import streamlit as st

from geo.charts import funding_history, plan_flow, plan_history, sector_bars
from geo.maps import compose_map
from pages.parts import filters, furniture, map_panel, region_panel, session, what_if
from pages.parts.session import Key

t, atlas = session.words(), session.atlas()
measures = atlas.indicators.of_page("funding")
view = session.shown(measures)
drawn = compose_map(view, atlas)

furniture.heading(drawn.title, drawn.subtitle, drawn.scenario)
filters.measure(measures)
if drawn.scenario:
    before, after = st.columns(2)
    with before:
        furniture.part(t("Before"))
        map_panel.show(compose_map(view.but(scenario=()), atlas), key=Key.BEFORE, height=460)
    with after:
        furniture.part(t("After"))
        map_panel.show(drawn, height=460)
    furniture.part(t("Before and after"))
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
furniture.part(t("Sectors by objective"))
st.html(sector_bars(view, atlas, t))
furniture.part(t("From the plan to the map"))
st.html(plan_flow(drawn.ledger, atlas.plan, t))
left, right = st.columns(2)
with left:
    furniture.part(t("Confirmed funding over time"))
    st.html(funding_history(atlas.plan, t))
with right:
    if history := plan_history(atlas.plan, t):
        furniture.part(t("This plan beside the earlier and later ones"))
        st.html(history)
furniture.part(t("Caveats"))
furniture.caveats(drawn.caveats)
