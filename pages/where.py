"""Where: which sector is in which region, on what basis, and what is on no map."""

import streamlit as st

from pages.parts import content, filters, map_panel, page_frame, presence_report, region_panel, session, small_maps
from pages.parts.activities import activities_part
from pages.parts.presence_table import presence_part

measures = session.atlas().indicators.of_page("where")
view = session.shown(measures)

page_frame.map_heading(view)
if len(measures) > 1:
    filters.measure(measures)
left, right = st.columns([8, 5])
with left:
    map_panel.show(view)
with right:
    region_panel.show(view)
small_maps.show(view)
everywhere = view.but(region=None)
presence_report.show(view)
content.show_together(
    (presence_part, everywhere.but(measure="sectors")), (activities_part, view), (page_frame.map_caveats, everywhere)
)
