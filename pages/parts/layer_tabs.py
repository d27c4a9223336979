"""The tabs of the monitoring page: over time, early warning, who works where things move, and the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import alerts_csv, monitored_layer, unserved
from geo.core import translator
from geo.monitoring import observed_periods
from geo.monitoring.layers import alert_words, too_new, weekly_counts
from geo.screen import fill, part_html, plain_table, sentence_html
from pages.parts import content, layer_detail, layer_upload, need_charts, page_frame, session

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas
    from pages.parts.tabs import Tabs


def of(view: View) -> Tabs:
    """Make the tabs of a monitoring tool's map."""
    t, atlas = session.words(), session.atlas()
    found: Tabs = {"bring": (t("Your file"), layer_upload.panel)}
    if len(observed_periods(view.measure, atlas.observations, atlas.regions)) > 1:
        found["series"] = (t("Over time"), lambda: _over_time(view))
    found |= layer_detail.tabs_of(view)
    layer = monitored_layer(atlas, view.measure)
    if layer is not None and layer.profile.compare:
        found["alerts"] = (t("Early warning ({n})", n=len(layer.alerts)), lambda: _warning(view))
    if not atlas.plan.header_only:
        found["unserved"] = (t("Who works there"), lambda: content.show(_unserved, view.but(region=None)))
    return found


def _over_time(view: View) -> None:
    page_frame.part(session.words()("Over time"))
    with st.container(key="series"):
        st.vega_lite_chart(need_charts.series(session.atlas(), view.measure, view.region, view.lang))


def _warning(view: View) -> None:
    content.show(_alerts, view.but(region=None))
    layer = monitored_layer(session.atlas(), view.measure)
    if layer is not None and layer.alerts:
        name = f"{'SYNTHETIC-' if layer.summary.synthetic else ''}{layer.profile.code}-alerts.csv"
        label = session.words()("Alerts (CSV)")
        st.download_button(label, alerts_csv(layer), name, "text/csv", key="layer-alerts", on_click="ignore")


def _alerts(atlas: Atlas, view: View) -> str:
    """List the alerts, the newest first, with how they are found."""
    t, layer = translator(view.lang), monitored_layer(atlas, view.measure)
    if layer is None:
        return ""
    names = atlas.regions["2023"]
    said = [alert_words(a, names.name(a.place, t.lang), t) for a in reversed(layer.alerts)]
    if not said:
        weekly = layer.summary.period == "week"
        said = [t("No alert.") if weekly else t("Early warning needs weeks: bring the records with weeks as periods.")]
    if layer.summary.period == "week":
        fresh = too_new(weekly_counts(layer.summary.table, layer.profile.measures[0].code))
        if fresh:
            said.append(
                t(
                    "Too short a history for any alert: {regions}.",
                    regions=t.listed(names.name(r, t.lang) for r in fresh),
                )
            )
    method = t(
        "Each week against the same weeks of at least three earlier years: robust z-score of square roots, on median "
        "and median absolute deviation, from 4.5 on; a season is early or late from three weeks on."
    )
    return part_html(t("Early warning"), fill("list", kind="", lines=said) + sentence_html(method))


def _unserved(atlas: Atlas, view: View) -> str:
    """List the regions with a figure and the sectors that the plan names there, those with none first."""
    t, names = translator(view.lang), atlas.regions[view.areas]
    rows = unserved(view, atlas)
    none = [names.name(u.region, t.lang) for u in rows if not u.sectors]
    indicator = atlas.indicators[view.measure]
    said = (
        t("Figures where the plan names no sector: {regions}.", regions=t.listed(none))
        if none
        else t("The plan names a sector in every region with a figure.")
    )
    lines = [
        (names.name(u.region, t.lang), f"{t.percent(u.value) if indicator.is_share else t.number(round(u.value, 1))} · "
         + t("sectors that the plan names: {n}", n=u.sectors))
        for u in rows
    ]  # fmt: skip
    note = t("Presence is not coverage of needs, and says nothing of adequacy.")
    body = sentence_html(said) + plain_table(lines) + sentence_html(note)
    return part_html(t("Who works there"), body)
