"""Needs: displacement, hunger and people by region and day, beside where the money goes."""

import streamlit as st

from geo.core import View
from geo.monitoring import observed_periods
from pages.parts import content, filters, map_panel, need_charts, notices, page_frame, region_panel, session


def main() -> None:
    """Draw the page; what needs money is left out, and said to be, where only a plan's header is known."""
    t, atlas = session.words(), session.atlas()
    if not atlas.has_needs:
        page_frame.heading(t("Needs"), atlas.plan.title(t.lang))
        notices.no_needs()
        return
    measures = atlas.indicators.observed if atlas.plan.header_only else atlas.indicators.of_page("needs")
    view = session.shown(measures)
    need = (
        view.measure
        if view.measure in atlas.indicators.observed
        else "idps"
        if view.measure == "unmet_per_idp"
        else view.need
    )
    page_frame.map_heading(view)
    filters.measure(measures)
    filters.classes(view)
    with st.container():  # its place is kept: else the map below would be made anew
        if view.measure == "mismatch":
            filters.against(need=True)
    left, right = st.columns([8, 5])
    with left:
        map_panel.show(view, height=520)
    with right:
        region_panel.show(view)
    if len(observed_periods(need, atlas.observations, atlas.regions)) > 1:
        _over_time(need, view)
    if atlas.plan.header_only:
        content.show(need_charts.header_alone, t.lang)
    else:
        _beside(view.but(need=need, region=None))
    page_frame.part(t("Test a claim"))
    filters.claim(atlas.indicators.counted(need))
    content.show_together(
        (need_charts.shares, need, view.share, view.lang), (page_frame.map_caveats, view.but(region=None))
    )


def _over_time(need: str, view: View) -> None:
    t = session.words()
    page_frame.part(t("Over time"))
    with st.container(key="series"):
        st.vega_lite_chart(need_charts.series(session.atlas(), need, view.region, view.lang))
    content.show(need_charts.note, need, view.lang)


def _beside(view: View) -> None:
    """Set needs beside money and sectors: ranks, claims, money per displaced person."""
    t = session.words()
    page_frame.part(t("Need beside response"))
    if view.measure != "mismatch":
        filters.against(need=False)
    per_person = [(need_charts.per_person, view.but(measure="unmet_per_idp"))] * (view.measure != "unmet_per_idp")
    content.show_together((need_charts.compared, view), *per_person)
    filters.money()


main()
