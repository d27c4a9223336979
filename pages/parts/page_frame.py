"""What a page shows of itself at once: headings, sentences, the dates of its plan."""

from __future__ import annotations

import streamlit as st

from geo.screen import dates_html, heading_html, part_html, sentence_html
from pages.parts import content, session


def heading(title: str, subtitle: str = "", scenario: str = "") -> None:
    """Show a page's heading, the line under it and the stamp of a what-if."""
    st.html(heading_html(title, subtitle, scenario))


def part(title: str) -> None:
    """Show the heading of a part of a page."""
    st.html(part_html(title))


def sentence(text: str, kind: str = "") -> None:
    """Show a sentence of the page: plain, in the small print (``foot``) or as a stamp."""
    st.html(sentence_html(text, kind))


def dates() -> None:
    """Show the days and the source of a plan that is on no map."""
    content.show(dates_html, session.current().lang)
