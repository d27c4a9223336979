"""Region: everything known of one region, on one page."""

import streamlit as st

from geo.briefing import first_region, profile_region
from geo.export import region_page
from geo.maps import compose_map
from pages.parts import downloads, filters, map_panel, notices, page_frame, session
from pages.parts.activities import activity_list


def main() -> None:
    """Draw the page of the view's region, or of the first; say so where the plan names none."""
    t, view, atlas = session.words(), session.shown(("sectors",)), session.atlas()
    regions = atlas.regions[view.areas]
    if regions.frame.empty:
        page_frame.heading(t("Region"), atlas.plan.title(t.lang))
        notices.no_shapes()
        page_frame.sentence(t("The plan names no region either."))
        return
    slug = view.region if view.region in regions.frame.index else first_region(view, atlas)
    page = profile_region(view, atlas, slug)
    facts = (f"{k}: {v}" for k, v in page.facts if v)
    page_frame.heading(page.name, " · ".join((atlas.plan.title(view.lang), *facts)), page.scenario)
    filters.region(slug)
    left, right = st.columns([5, 6])
    with left:
        map_panel.show(compose_map(view.but(region=slug), atlas), height=400)
    with right:
        st.html(region_page(page))
    page_frame.part(t("Activities that may touch the region"))
    st.html(activity_list(page.activities, atlas, t, opened=False))
    downloads.of_region(view.but(region=slug))
    page_frame.part(t("Caveats"))
    page_frame.caveats(page.caveats)
    sources = t("Sources: {sources}.", sources=t.listed(page.sources))
    page_frame.sentence(" ".join((*page.dates, sources, page.disclaimer)), "foot")


main()
