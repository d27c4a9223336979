"""Where: which sector is in which region, on what basis, and what is on no map."""

from geo.screen import activities_part, presence_part
from pages.parts import (
    content,
    map_page,
    presence_report,
    session,
    small_maps,
    tabs,
    who_table,
)

t, measures = session.words(), session.atlas().indicators.of_page("where")
view = session.shown(measures)
everywhere = view.but(region=None)
more = {
    **presence_report.tabs_of(view),
    "table": (t("Sectors and regions"), lambda: content.show(presence_part, everywhere.but(measure="sectors"))),
    "who": (t("Who does what where"), lambda: who_table.show(view)),
    "activities": (t("Activities"), lambda: content.show(activities_part, view)),
    "maps": (t("Small maps"), lambda: small_maps.show(view)),
    **tabs.of_map(view),
}

map_page.show(view, more, measures if len(measures) > 1 else ())
