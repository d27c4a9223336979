"""Needs: displacement, hunger and people by region and day, beside where the money goes."""

import streamlit as st

from geo import charts, need_charts, need_series, needs, thematic
from geo import view as views
from pages.parts import choices, filters, furniture, map_panel, region_panel, session, store

t, view, atlas = session.words(), session.shown(choices.NEEDS), store.atlas()
drawn = thematic.compose(view, atlas)
need = view.measure if view.measure in views.NEEDS else "idps" if view.measure == "unmet_per_idp" else view.need
beside = view.but(need=need)

furniture.heading(drawn.title, drawn.subtitle, drawn.scenario)
filters.measure(choices.NEEDS)
if view.measure == "mismatch":
    filters.against(need=True)
left, right = st.columns([8, 5])
with left:
    map_panel.show(drawn, height=520)
with right:
    region_panel.show(drawn)
if len(needs.days(need, atlas.observations, atlas.regions)) > 1:
    furniture.part(t("Over time"))
    st.html(need_series.series(need, atlas, view.region, t))
furniture.part(t("Need beside response"))
if view.measure != "mismatch":
    filters.against(need=False)
st.html(need_charts.compared_words(beside, atlas, t))
left, right = st.columns(2)
with left:
    st.html(need_charts.rank_dots(beside, atlas, t))
with right:
    st.html(need_charts.claims(beside, atlas, t))
if view.measure != "unmet_per_idp":
    furniture.part(t("Unmet requirements per displaced person"))
    st.html(charts.ranking(thematic.compose(view.but(measure="unmet_per_idp"), atlas), t))
filters.money()
furniture.part(t("Test a claim"))
filters.claim(need_charts.share_measure(beside))
st.html(need_charts.share_table(need_charts.shares_of(beside, atlas), need_charts.share_measure(beside), atlas, t))
furniture.part(t("Caveats"))
furniture.caveats(drawn.caveats)
