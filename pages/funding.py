"""Funding: where money falls short by sector, objective and region, and what a pledge would change."""

from geo.screen import money_by_place, money_by_sector, money_over_years
from pages.parts import (
    changed_part,
    content,
    filters,
    map_frame,
    map_panel,
    money_panel,
    region_panel,
    session,
    tabs,
)

t, measures = session.words(), session.atlas().indicators.of_page("funding")
view = session.shown(measures)
everywhere = view.but(region=None)
more = {
    "sectors": (t("Sectors by objective"), lambda: content.show(money_by_sector, everywhere)),
    "flow": (t("From the plan to the map"), lambda: content.show(money_by_place, everywhere)),
    "changed": (t("What changed"), lambda: changed_part.show(view)),
    "years": (t("Over the years"), lambda: content.show(money_over_years, view.lang)),
    **tabs.of_map(view),
}

with map_frame.screen("two" if view.scenario else "one"):
    filters.pane()
    map_frame.head(view, measures)
    (map_panel.before_and_after if view.scenario else map_panel.show)(view)
    if not money_panel.form(view):
        region_panel.show(view, money_panel.controls)
    tabs.bar(more)
tabs.show(more)
map_frame.foot(view)
