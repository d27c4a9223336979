"""Overview: the national map, and beside it the plan's figures and its objectives."""

from pages.parts import (
    cards,
    content,
    filters,
    map_frame,
    map_panel,
    page_frame,
    region_panel,
    session,
    small_maps,
    tabs,
)

t, view = session.words(), session.shown(("sectors",))
money = view.only("date", "scenario", "surplus")  # the cards are of the whole plan
more = {
    "maps": (t("Where each objective intervenes"), lambda: small_maps.show(view)),
    **tabs.of_map(view),
    "caveats": (t("Caveats"), lambda: content.show(page_frame.plan_caveats, view.date, view.lang)),
}

with map_frame.screen():
    filters.pane()
    map_frame.head(view)
    map_panel.show(view)
    if view.region:
        region_panel.show(view)
    else:
        content.show(cards.plan_panel, money)
    tabs.bar(more)
tabs.show(more)
map_frame.foot(view)
