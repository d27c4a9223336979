"""The panel of a plan that is known by its header only: what is known, what is not, and how to bring it."""

from __future__ import annotations

import streamlit as st

from geo.screen import fill, header_cards, other_plans
from pages.parts import content, page_frame, session


def panel() -> None:
    """Show the header's figures, the plan beside the others, and what is missing, in place of a page."""
    t = session.words()
    content.show(header_cards, t.lang)
    left, right = st.columns(2)
    with left:
        content.show(other_plans, t.lang)
    with right:
        page_frame.part(t("What is not known here"))
        missing = (
            t("objectives and sectors, and what they ask for"),
            t("the regions where the plan intervenes"),
            t("confirmed funding and % funded"),
            t("activities, partners and target groups"),
        )
        st.html(fill("list", lines=missing, kind="missing"))
        page_frame.sentence(t("They are unknown, not zero. The text of the plan brings them:"))
        st.code("python -m geo import-plan FILE", language=None)
        if session.atlas().has_needs:
            page_frame.sentence(t("The page on needs shows what is known of the country."))
    page_frame.dates()
