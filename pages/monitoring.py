"""Monitoring: figures of a monitoring tool that a reader brings, by period, with early warning and the plan beneath."""

from pages.parts import (
    layer_tabs,
    layer_upload,
    map_page,
    notices,
    page_frame,
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
    map_page.show(view, more, measures)


main()
