"""What the words mean, for a reader to open wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import glossary
from geo.core import translator
from pages.parts import content, session
from pages.parts.templates import fill

if TYPE_CHECKING:
    from geo.store import Atlas


@st.fragment
def popover() -> None:
    """Offer what the words mean; it is made when the reader opens it."""
    t = session.words()
    with st.popover(t("Glossary"), key="glossary", on_change="rerun") as opened:
        if opened.open:
            content.show(_terms, t.lang)


def _terms(_: Atlas, lang: str) -> str:
    """Write each term with what it means."""
    return fill("glossary", terms=glossary(translator(lang)))
