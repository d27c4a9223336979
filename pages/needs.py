"""Needs: displacement, hunger and people by region and day, beside where the money goes."""

import streamlit as st

from geo import charts, need_charts, needs, thematic
from pages.parts import choices, filters, furniture, map_panel, region_panel, session, store

t, view, atlas = session.words(), session.shown(choices.NEEDS), store.atlas()
drawn = thematic.compose(view, atlas)

furniture.heading(drawn.title, drawn.subtitle, drawn.scenario)
filters.measure(choices.NEEDS)
if view.measure == "mismatch":
    filters.against()
left, right = st.columns([8, 5])
with left:
    map_panel.show(drawn, height=520)
with right:
    region_panel.show(drawn)
filters.day()
shown = view.need if view.measure == "mismatch" else "idps" if view.measure == "unmet_per_idp" else view.measure
if len(needs.days(shown, atlas.observations, atlas.regions)) > 1:
    furniture.part(t("Over time"))
    st.html(need_charts.series(shown, atlas, view.region, t))
furniture.part(t("Need beside response"))
if view.measure != "mismatch":
    filters.against()
left, right = st.columns(2)
with left:
    st.html(need_charts.rank_dots(view, atlas, t))
with right:
    st.html(need_charts.claims(view, atlas, t))
if view.measure != "unmet_per_idp":
    furniture.part(t("Unmet requirements per displaced person"))
    st.html(charts.ranking(thematic.compose(view.but(measure="unmet_per_idp"), atlas), t))
filters.money()
furniture.part(t("Test a claim"))
filters.claim()
st.html(need_charts.share_table(need_charts.shares_of(view, atlas), atlas, t))
furniture.part(t("Caveats"))
furniture.caveats(drawn.caveats)
