"""What the words mean, for a reader to open wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import glossary
from geo.core import translator
from pages.parts import content, page_frame, session
from pages.parts.templates import fill

if TYPE_CHECKING:
    from geo.store import Atlas


TAB = "words"
"""Word of the address that opens the glossary on any page."""


def opened() -> None:
    """Show what the words mean below the page where the reader has opened it."""
    if session.tab() == TAB:
        with st.container(key="opened"):
            content.show(_terms, session.current().lang)


def _terms(_: Atlas, lang: str) -> str:
    """Write each term with what it means, under their heading."""
    t = translator(lang)
    return page_frame.part_html(t("Glossary"), fill("glossary", terms=glossary(t)))
