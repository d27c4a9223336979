"""Needs: displacement, hunger and people by region and day, beside where the money goes."""

from geo.core import View
from pages.parts import (
    map_page,
    need_tabs,
    notices,
    page_frame,
    presence_report,
    session,
    tabs,
)


def main() -> None:
    """Draw the page; what needs money is left out, and said to be, where only a plan's header is known."""
    t, atlas = session.words(), session.atlas()
    if not atlas.has_needs:
        page_frame.heading(t("Needs"), atlas.plan.title(t.lang))
        notices.no_needs()
        return
    measures = atlas.indicators.observed if atlas.plan.header_only else atlas.indicators.of_page("needs")
    view = session.shown(measures)
    more = presence_report.cercle_tab(view) | need_tabs.of(view.but(need=_need(view))) | tabs.of_map(view)
    map_page.show(view, more, measures)


def _need(view: View) -> str:
    """Return the need that the page's charts are of: the one on the map, or the one that it is compared with."""
    observed = session.atlas().indicators.observed
    per_person = "idps" if view.measure == "unmet_per_idp" else view.need
    return view.measure if view.measure in observed else per_person


main()
