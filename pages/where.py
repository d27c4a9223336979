"""Where: which sector is in which region, on what basis, and what is on no map."""

import streamlit as st

from pages.parts import content, map_panel, page_frame, region_panel, session, small_maps
from pages.parts.activities import activities_part
from pages.parts.presence_table import presence_part

view = session.shown(("sectors",))

page_frame.map_heading(view)
left, right = st.columns([8, 5])
with left:
    map_panel.show(view)
with right:
    region_panel.show(view)
small_maps.show(view)
everywhere = view.but(region=None)
content.show_together((presence_part, everywhere), (activities_part, view), (page_frame.map_caveats, everywhere))
