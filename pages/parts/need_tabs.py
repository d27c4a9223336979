"""The tabs of the needs page: over time, beside the response, per displaced person, a claim to test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.core import translator
from geo.monitoring import observed_periods
from geo.screen import (
    against_group,
    gap_per_person,
    groups_html,
    money_groups,
    need_beside_response,
    nothing_beside_needs,
    part_html,
    series_note_html,
    shares_of_claim,
)
from pages.parts import claim, content, need_charts, page_frame, session

if TYPE_CHECKING:
    from geo.core import View
    from geo.screen import Words
    from geo.store import Atlas
    from pages.parts.tabs import Tabs


def of(view: View) -> Tabs:
    """Make the tabs of a view whose need is the one on the map."""
    t, atlas = session.words(), session.atlas()
    found: Tabs = {}
    if len(observed_periods(view.need, atlas.observations, atlas.regions)) > 1:
        found["series"] = (t("Over time"), lambda: _over_time(view))
    found["beside"] = (t("Need beside response"), lambda: _beside(view))
    if not atlas.plan.header_only and view.measure != "unmet_per_idp":
        rates = view.but(measure="unmet_per_idp", region=None)
        found["per-person"] = (
            t("Unmet requirements per displaced person"), lambda: content.show(gap_per_person, rates),
        )  # fmt: skip
    found["claim"] = (t("Test a claim"), lambda: _claim(view))
    return found


def _over_time(view: View) -> None:
    page_frame.part(session.words()("Over time"))
    with st.container(key="series"):
        st.vega_lite_chart(need_charts.series(session.atlas(), view.need, view.region, view.lang))
    content.show(series_note_html, view.need, view.lang)


def _beside(view: View) -> None:
    """Set needs beside money and sectors: ranks and claims."""
    if session.atlas().plan.header_only:
        content.show(nothing_beside_needs, view.lang)
    else:
        content.show_together((_options, view, session.beside()), (need_beside_response, view.but(region=None)))


def _options(atlas: Atlas, view: View, beside: Words) -> str:
    """Write the heading and the options of what stands beside the need."""
    groups = [] if view.measure == "mismatch" else [against_group(atlas, view, beside)]
    shown = groups_html([*groups, *money_groups(atlas, view, beside)])
    return part_html(translator(view.lang)("Need beside response"), shown)


def _claim(view: View) -> None:
    page_frame.part(session.words()("Test a claim"))
    claim.choose(session.atlas().indicators.counted(view.need))
    content.show(shares_of_claim, view.need, view.share, view.lang)
