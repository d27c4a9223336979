"""Overview: the plan's figures, its objectives, the national map and the caveats."""

import streamlit as st

from geo.analysis import all_caveats, funding_by_objective, funding_headline, funding_of_view
from geo.maps import compose_map
from pages.parts import cards, map_panel, page_frame, region_panel, session

t, view, atlas = session.words(), session.shown(("sectors",)), session.atlas()
money = funding_of_view(atlas.plan, view)
drawn = compose_map(view, atlas)

page_frame.heading(atlas.plan.title(view.lang), t("The plan in figures"), drawn.scenario)
st.html(cards.figures(atlas.plan, funding_headline(money), t, view.date))
left, right = st.columns([8, 5])
with left:
    page_frame.part(drawn.title)
    map_panel.show(drawn)
with right:
    if view.region:
        region_panel.show(drawn)
    else:
        page_frame.part(t("Objectives"))
        st.html(cards.objectives(atlas.plan, funding_by_objective(atlas.plan, money), t, view.date))
page_frame.part(t("Caveats"))
page_frame.caveats(all_caveats(atlas, view.date))
