"""The panel of a plan that is known by its header only: what is known, what is not, and how to bring it."""

from __future__ import annotations

import streamlit as st

from geo.charts import plan_history
from pages.parts import cards, page_frame, session
from pages.parts.templates import fill


def panel() -> None:
    """Show the header's figures, the plan beside the others, and what is missing, in place of a page."""
    t, plan = session.words(), session.atlas().plan
    page_frame.heading(plan.title(t.lang), t("Only the header of this plan is known here."))
    st.html(cards.header(plan, t))
    left, right = st.columns(2)
    with left:
        if history := plan_history(plan, t):
            page_frame.part(t("This plan beside the earlier and later ones"))
            st.html(history)
    with right:
        page_frame.part(t("What is not known here"))
        missing = (
            t("objectives and sectors, and what they ask for"),
            t("the regions where the plan intervenes"),
            t("confirmed funding and coverage"),
            t("activities, partners and target groups"),
        )
        st.html(fill("list", lines=missing, kind="missing"))
        page_frame.sentence(t("They are unknown, not zero. The text of the plan brings them:"))
        st.code("python -m geo import-plan FILE", language=None)
        if session.atlas().has_needs:
            page_frame.sentence(t("The page on needs shows what is known of the country."))
    page_frame.dates(plan)
