"""What the words mean, for a reader to open wherever they stand."""

from __future__ import annotations

import streamlit as st

from geo.screen import glossary_html
from pages.parts import content, session

TAB = "words"
"""Word of the address that opens the glossary on any page."""


def opened() -> None:
    """Show what the words mean below the page where the reader has opened it."""
    if session.tab() == TAB:
        with st.container(key="opened"):
            content.show(glossary_html, session.current().lang)
