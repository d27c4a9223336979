"""The tab of the overview that makes the plan's site: the explorer as a folder of files, packed for taking away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.core import DataError, remember
from geo.site import SiteOrder, build_site, zip_site
from pages.parts import downloads, notices, own_plans, page_frame, session, store

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas
    from pages.parts.tabs import Tabs

TAB = "site"
"""Word of the address that opens the tab."""


@dataclass(frozen=True)
class _Bar:
    """The bar of a reader who waits: no part of what is made, so that a second reader gets the first one's file."""

    shown: Any = field(compare=False)

    def __call__(self, done: int, whole: int) -> None:
        self.shown.progress(done / whole)


def tab(view: View) -> Tabs:
    """Make the tab; there is none for a plan that only this session has, or that has no shapes or no sectors."""
    atlas, t = session.shared_atlas(), session.words()
    if own_plans.name_of(atlas) or atlas.plan.header_only or not atlas.mapped:
        return {}
    return {TAB: (t("As a site"), lambda: _panel(view))}


def _panel(view: View) -> None:
    t = session.words()
    page_frame.part(t("The explorer as a site"))
    page_frame.sentence(
        t(
            "Every map of this plan in both languages as a folder of files: for a ministry’s web host, a SharePoint or "
            "a stick. It needs no server and no network, and each figure is one that this explorer shows. What you "
            "brought to this session is not in it."
        )
    )
    if st.button(t("Make the site (ZIP, about two minutes)"), key="site-make", type="primary"):
        bar = st.progress(0.0, t("Making the site …"))
        try:
            order = SiteOrder(view.plan, store.folder, session.address())
            st.session_state["site-made"] = _zip(session.shared_atlas(), order, _Bar(bar))
        except DataError as error:
            notices.refused(error.problems)
        bar.empty()
    if made := st.session_state.get("site-made"):
        downloads.save_button(f"{view.plan}-site.zip", made, "application/zip", key="site-get")


@remember(most=1)
def _zip(_: Atlas, order: SiteOrder, told: _Bar) -> bytes:
    """Make the site once for the data as they are, however many readers ask for it."""
    return zip_site(build_site(order, told))
