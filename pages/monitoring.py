"""Monitoring: figures of a monitoring tool that a reader brings, by period, with early warning and the plan beneath."""

from pages.parts import (
    filters,
    layer_tabs,
    layer_upload,
    map_frame,
    map_panel,
    notices,
    page_frame,
    region_panel,
    session,
    tabs,
)


def main() -> None:
    """Draw the page: what was brought on the map, or what may be brought."""
    t, atlas = session.words(), session.atlas()
    if not atlas.mapped:
        page_frame.heading(t("Monitoring"), atlas.plan.title(t.lang))
        notices.no_shapes()
        return
    measures = layer_upload.measures()
    if not measures:
        layer_upload.first(t)
        return
    view = session.shown(measures)
    more = layer_tabs.of(view) | tabs.of_map(view)
    with map_frame.screen():
        filters.pane()
        map_frame.head(view, measures)
        map_panel.show(view)
        region_panel.show(view)
        tabs.bar(more)
    tabs.show(more)
    map_frame.foot(view)


main()
