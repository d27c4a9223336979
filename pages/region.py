"""Region: everything known of one region, on one page."""

from html import escape

import streamlit as st

from geo import profile, thematic
from geo.outputs import cards
from pages.parts import downloads, filters, furniture, map_panel, session, store
from pages.parts.activities import activity_list

t, view, atlas = session.words(), session.shown(("sectors",)), store.atlas()
regions = atlas.regions[view.areas]
slug = view.region if view.region in regions.frame.index else str(regions.frame.index[0])
page = profile.profile(view, atlas, slug)

under = (atlas.plan.title(view.lang), *(f"{k}: {v}" for k, v in page.facts))
furniture.heading(page.name, " · ".join(under), page.scenario)
filters.region(slug)
left, right = st.columns([5, 6])
with left:
    map_panel.show(thematic.compose(view.but(region=slug), atlas), height=400)
with right:
    st.html(cards.region(page))
furniture.part(t("Activities that may touch the region"))
st.html(activity_list(page.activities, atlas, t, opened=False))
downloads.of_region(view.but(region=slug))
furniture.part(t("Caveats"))
furniture.caveats(page.caveats)
said = t("Sources: {sources}.", sources=t.listed(page.sources))
st.html(f"<p class='foot'>{escape(' '.join((*page.dates, said, page.disclaimer)))}</p>")
