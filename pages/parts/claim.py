"""The regions whose share of a need a reader follows."""

from __future__ import annotations

import streamlit as st

from geo.analysis import claimed_regions
from geo.core import View
from geo.screen import codes_of
from pages.parts import page_frame, session
from pages.parts.keys import Key


def choose(need: str) -> None:
    """Choose the regions whose share of a need's national total is followed over time; a claim is its own plan's."""
    t, now, regions = session.words(), session.current(), session.atlas().regions["2023"]
    text = t("Choose regions to see which share of the national total they had on each day.")
    if now.plan == View().plan:
        text = t(
            "The plan says that Mopti and Timbuktu host over half of the displaced. "
            "That depends on the day and on what Mopti means."
        )
        if need != "idps":
            text = t("The plan’s claim is on displaced persons; this is the share of the same regions in another need.")
    page_frame.sentence(text)
    slugs = codes_of(regions.frame.index)
    st.session_state[Key.SHARE] = list(now.share or claimed_regions(regions))
    st.multiselect(
        t("Regions"),
        slugs,
        placeholder=t("Choose regions"),
        format_func={s: regions.name(s, t.lang) for s in slugs}.get,
        key=Key.SHARE,
        on_change=lambda: session.change(share=tuple(s for s in slugs if s in st.session_state[Key.SHARE])),
    )
