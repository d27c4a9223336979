"""Monitoring tools on their way into the session: a file becomes a layer's figures, in memory alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import bring_layer
from geo.core import DataError
from geo.monitoring.layers import PERIODS, load_profiles, reading_words, reason_words
from pages.parts import notices, own_figures, page_frame, session

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.monitoring.layers import MonitoredLayer

TYPES = ["csv", "xlsx", "xls", "ods", "json", "geojson", "parquet"]
MOST_MEGABYTES = 50
_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
_REFUSED, _SEEN = "layer-refused", "layer-seen"


def layers() -> tuple[MonitoredLayer, ...]:
    """Return the monitoring tools that this session has brought for the plan on screen."""
    return session.atlas().monitored


def measures() -> tuple[str, ...]:
    """Return the codes of their measures: those of the layer on screen, or of the one that was brought last."""
    found = layers()
    if not found:
        return ()
    shown = session.current().measure
    chosen = next((la for la in found if shown in _codes(la)), found[-1])
    return _codes(chosen)


def _codes(layer: MonitoredLayer) -> tuple[str, ...]:
    return tuple(layer.code(m) for m in layer.measures)


def first(t: Translator) -> None:
    """Show the page before anything was brought."""
    page_frame.heading(
        t("Monitoring"), t("Mobility, stability, transhumance, sites, feedback: by period, with early warning")
    )
    page_frame.sentence(t("What you bring stays in the memory of this session: nothing is stored or sent anywhere."))
    panel()


def panel() -> None:
    """Ask for a file, list what was brought, and say what of it could not be used."""
    t = session.words()
    left, middle, right = st.columns([4, 2, 2])
    profiles, guess = load_profiles(), t("As its columns tell")
    with middle:
        chosen = st.selectbox(
            t("Layer"), ["", *profiles], format_func=lambda c: profiles[c].name(t.lang) if c else guess,
            key="layer-code",
        )  # fmt: skip
    with right:
        period = st.selectbox(
            t("Periods"), list(PERIODS), index=2, format_func=lambda p: _period_words(p, t), key="layer-period"
        )
    with left:
        hint = t("Records (CSV, XLSX, Parquet …) or a table of python -m geo summarise; for early warning, of weeks")
        file = st.file_uploader(hint, type=TYPES, key="layer-file", max_upload_size=MOST_MEGABYTES)
    order = None if file is None else (file.file_id, chosen, period)
    if file is not None and st.session_state.get(_SEEN) != order:
        st.session_state[_SEEN] = order
        with st.spinner(_plain(t("Reading {name} …", name=file.name))):
            _read(file.getvalue(), file.name, chosen, period)
    notices.refused(st.session_state.get(_REFUSED, []))
    for layer in layers():
        _line(layer, t)


def _period_words(period: str, t: Translator) -> str:
    return {"day": t("days"), "week": t("weeks"), "month": t("months"), "year": t("years"), "all": t("all time")}[
        period
    ]


def _read(raw: bytes, name: str, chosen: str, period: str) -> None:
    """Read a file; one that is refused leaves what was there."""
    st.session_state[_REFUSED] = []
    try:
        layer = bring_layer(raw, name, load_profiles(), session.shared_atlas(), chosen, period, layers())
    except DataError as error:
        st.session_state[_REFUSED] = error.problems
        return
    others = tuple(la for la in layers() if la.profile.code != layer.profile.code)
    keep((*others, layer))
    session.change(measure=_codes(layer)[0], date=None)
    st.rerun()


def keep(kept: tuple[MonitoredLayer, ...]) -> None:
    """Take monitoring tools for the session's own, in place of those before."""
    figures = own_figures.current() or own_figures.OwnFigures({})
    st.session_state[own_figures.STATE] = figures.watching(session.shared_atlas().plan.code, kept)


def _plain(text: str) -> str:
    """Write a text so that a label of Streamlit, which is Markdown, shows it as it is: no picture is fetched for it."""
    return _SIGNS.sub(r"\\\1", text)


def _line(layer: MonitoredLayer, t: Translator) -> None:
    """Name a layer, lead to its map, say what was not used, and offer to take it off."""
    with st.container(horizontal=True, vertical_alignment="center"):
        view = session.current().but(measure=_codes(layer)[0], date=None)
        label = _plain(f"{layer.profile.name(t.lang)} ({layer.file})")
        st.page_link("monitoring.py", label=label, query_params=view.params())
        rest = tuple(la for la in layers() if la is not layer)
        st.button(t("Take off"), key=f"layer-off-{layer.profile.code}", on_click=keep, args=(rest,))
    if layer.reasons is not None:
        said = t("{read} records read, {placed} used.", read=t.number(layer.read), placed=t.number(layer.placed))
        unused = [t("Not used: {what}", what=line) for line in reason_words(layer.reasons, t)]
        for line in (said, *unused, *reading_words(layer.reasons, t)):
            page_frame.sentence(line)
