"""Region: everything known of one region, on one page."""

from geo.briefing import first_region
from geo.screen import region_activities, region_caveats, region_figures, region_foot, region_heading
from pages.parts import (
    content,
    downloads,
    map_frame,
    map_panel,
    notices,
    page_frame,
    presence_report,
    session,
    tabs,
    take_away,
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
    more = presence_report.region_tab(view) | {
        "activities": (t("Activities that may touch the region"), lambda: content.show(region_activities, view)),
        "caveats": (t("Caveats"), lambda: content.show(region_caveats, view)),
        "files": (t("Files"), lambda: downloads.of_region(view)),
    }
    with map_frame.screen("region"):
        content.show(region_heading, view, session.beside(), take_away.address)
        map_panel.show(view)
        content.show(region_figures, view)
        tabs.bar(more)
    tabs.show(more)
    content.show(region_foot, view)


main()
