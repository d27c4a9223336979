"""Needs: displacement, hunger and people by region and day, beside where the money goes."""

import streamlit as st

from geo.charts import (
    claims_list,
    comparison_words,
    need_series,
    rank_dots,
    region_ranking,
    series_note,
    share_table,
    shares_of_view,
)
from geo.core import View
from geo.maps import compose_map
from geo.monitoring import observed_periods
from pages.parts import filters, map_panel, notices, page_frame, region_panel, session


def main() -> None:
    """Draw the page; what needs money is left out, and said to be, where only a plan's header is known."""
    t, atlas = session.words(), session.atlas()
    if not atlas.has_needs:
        page_frame.heading(t("Needs"), atlas.plan.title(t.lang))
        notices.no_needs()
        return
    measures = atlas.indicators.observed if atlas.plan.header_only else atlas.indicators.of_page("needs")
    view = session.shown(measures)
    drawn = compose_map(view, atlas)
    need = (
        view.measure
        if view.measure in atlas.indicators.observed
        else "idps"
        if view.measure == "unmet_per_idp"
        else view.need
    )
    beside = view.but(need=need)
    page_frame.heading(drawn.title, drawn.subtitle, drawn.scenario)
    filters.measure(measures)
    if view.measure == "mismatch":
        filters.against(need=True)
    left, right = st.columns([8, 5])
    with left:
        map_panel.show(drawn, height=520)
    with right:
        region_panel.show(drawn)
    if len(observed_periods(need, atlas.observations, atlas.regions)) > 1:
        page_frame.part(t("Over time"))
        with st.container(key="series"):
            st.altair_chart(need_series(need, atlas, view.region, t))
        st.html(series_note(need, t))
    page_frame.part(t("Need beside response"))
    if atlas.plan.header_only:
        page_frame.sentence(t("Only the header of this plan is known: its money and its sectors are in no region, "
                         "so that needs cannot be set beside them."))  # fmt: skip
    else:
        _beside(beside)
    page_frame.part(t("Test a claim"))
    measure = atlas.indicators.counted(beside.need)
    filters.claim(measure)
    st.html(share_table(shares_of_view(beside, atlas), measure, atlas, t))
    page_frame.part(t("Caveats"))
    page_frame.caveats(drawn.caveats)


def _beside(view: View) -> None:
    """Set needs beside money and sectors: ranks, claims, money per displaced person."""
    t, atlas = session.words(), session.atlas()
    if view.measure != "mismatch":
        filters.against(need=False)
    st.html(comparison_words(view, atlas, t))
    left, right = st.columns(2)
    with left:
        st.html(rank_dots(view, atlas, t))
    with right:
        st.html(claims_list(view, atlas, t))
    if view.measure != "unmet_per_idp":
        page_frame.part(t("Unmet requirements per displaced person"))
        st.html(region_ranking(compose_map(view.but(measure="unmet_per_idp"), atlas), t))
    filters.money()


main()
