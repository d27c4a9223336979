"""Coverage: which sector is in which region, on what basis, and what is on no map."""

import streamlit as st

from geo.analysis import activities_in_region, sector_title, sectors_without_region, why_not_placed
from geo.maps import compose_map
from pages.parts import map_panel, page_frame, region_panel, session
from pages.parts.activities import activity_list
from pages.parts.presence_table import presence_table
from pages.parts.templates import plain_table

t, view, atlas = session.words(), session.shown(("sectors",)), session.atlas()
drawn = compose_map(view, atlas)
rollup = atlas.regions[view.areas].rollup

page_frame.heading(drawn.title, drawn.subtitle)
left, right = st.columns([8, 5])
with left:
    map_panel.show(drawn)
with right:
    region_panel.show(drawn)
page_frame.part(t("Sectors and regions"))
st.html(presence_table(drawn, atlas, view, t))
outside = sectors_without_region(atlas.plan, view)
if len(outside):
    page_frame.part(t("On no region of this map, and why"))
    pairs = zip(outside["sector"], outside["basis"], strict=True)
    st.html(plain_table([(sector_title(atlas, s, t), why_not_placed(b, t, live=True)) for s, b in pairs]))
page_frame.part(t("Activities"))
st.html(activity_list(activities_in_region(atlas.plan, view, rollup, view.region), atlas, t, opened=False))
page_frame.part(t("Caveats"))
page_frame.caveats(drawn.caveats)
