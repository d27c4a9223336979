"""Region: everything known of one region, on one page."""

import streamlit as st

from geo.briefing import first_region
from pages.parts import (
    content,
    downloads,
    filters,
    map_panel,
    notices,
    page_frame,
    presence_report,
    region_sheet,
    session,
)


def main() -> None:
    """Draw the page of the view's region, or of the first; say so where the plan names none."""
    t, view, atlas = session.words(), session.shown(("sectors",)), session.atlas()
    regions = atlas.regions[view.areas]
    if regions.frame.empty:
        page_frame.heading(t("Region"), atlas.plan.title(t.lang))
        notices.no_shapes()
        page_frame.sentence(t("The plan names no region either."))
        return
    if view.region not in regions.frame.index:
        view = view.but(region=first_region(view, atlas))
    content.show(region_sheet.heading, view)
    filters.region(str(view.region))
    left, right = st.columns([5, 6])
    with left:
        map_panel.show(view, height=400)
    with right:
        content.show(region_sheet.figures, view)
    presence_report.of_region(view)
    content.show(region_sheet.activities, view)
    downloads.of_region(view)
    content.show(region_sheet.foot, view)


main()
