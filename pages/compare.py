"""Compare: two maps over the same area, each with its own measure, sectors and day."""

from geo.analysis import selected_sectors
from pages.parts import filters, map_frame, map_panel, region_panel, session, tabs

RIGHT = "idps"  # until the reader chooses: need beside the response
t, atlas = session.words(), session.atlas()
left = session.current()
if left.objective:
    left = left.but(objective=(), sector=tuple(selected_sectors(atlas.plan, left)))
right = session.right(RIGHT)
moves = t("Moving or zooming one moves the other.") if atlas.mapped else atlas.plan.title(t.lang)
more = tabs.of_map(left, right)

with map_frame.screen("compare"):
    map_frame.head(left, words=(t("Two maps side by side"), moves))
    filters.compared(left, right)
    map_panel.pair(left, right, lambda **changes: session.change_right(RIGHT, **changes))
    tabs.bar(more)
region_panel.beside(left, right)
tabs.show(more)
map_frame.foot(left, right)
