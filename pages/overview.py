"""Overview: the plan's figures, its objectives, the national map and the caveats."""

import streamlit as st

from geo.maps import compose_map
from pages.parts import cards, content, map_panel, page_frame, region_panel, session, small_maps

view = session.shown(("sectors",))
drawn = compose_map(view, session.atlas())
money = view.only("date", "scenario", "surplus")  # the cards are of the whole plan

content.show(cards.plan_cards, money)
left, right = st.columns([8, 5])
with left:
    page_frame.part(drawn.title)
    map_panel.show(view)
with right:
    if view.region:
        region_panel.show(view)
    else:
        content.show(cards.objective_cards, money)
small_maps.show(view)
page_frame.all_plan_caveats(view)
