"""Overview: the plan's figures, its objectives, the national map and the caveats."""

import streamlit as st

from geo.maps import compose_map
from pages.parts import cards, content, map_panel, page_frame, region_panel, session

view = session.shown(("sectors",))
drawn = compose_map(view, session.atlas())

content.show(cards.plan_cards, view.but(region=None))
left, right = st.columns([8, 5])
with left:
    page_frame.part(drawn.title)
    map_panel.show(view)
with right:
    if view.region:
        region_panel.show(view)
    else:
        content.show(cards.objective_cards, view)
page_frame.all_plan_caveats(view)
