"""Figures from services on the internet: a button for each that is switched on; nothing is asked without a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.core import DataError
from geo.intake.connectors import fetch_records, read_connectors
from pages.parts import figures_state, notices, store

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.intake.connectors import Connector


def show(t: Translator) -> None:
    """Offer the services that are switched on; none is by default."""
    try:
        services = [s for s in read_connectors(store.folder).values() if s.enabled]
    except DataError as error:
        notices.refused(error.problems)
        return
    if not services:
        return
    with st.container(horizontal=True):
        pressed = [s for s in services if st.button(t("Fetch: {title}", title=s.title), key=f"fetch-{s.name}")]
    for service in pressed:
        _fetch(service, t)


def _fetch(service: Connector, t: Translator) -> None:
    """Ask a service, and read its answer as a table that was dropped."""
    bar = st.progress(0.0, text=t("Asking {title} …", title=service.title))
    try:
        found = fetch_records(service)
        figures_state.read(found.raw, found.name, f"{found.name} {len(found.raw)}", bar.progress)
    except DataError as error:
        notices.refused(error.problems)
        return
    finally:
        bar.empty()
    if found.reason:
        days = found.age(figures_state.today())
        st.warning(t("The service did not answer ({reason}); this is its last answer, {n} days old.",
                     reason=found.reason, n=days))  # fmt: skip
