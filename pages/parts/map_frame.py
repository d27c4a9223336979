"""The frame of a page with a map: the first screen, its heading with tools and options, and what stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.screen import address, foot_html, head_html
from pages.parts import content, session, take_away

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from geo.core import View


def screen(kind: str = "one") -> DeltaGenerator:
    """Open the first screen of a page: what stands in it is laid out by the style sheet, the map as high as it can.

    *kind* is ``one`` (filters, map, panel), ``two`` (two maps between filters and panel) or ``compare``.
    """
    return st.container(key=f"screen-{kind}")


def head(view: View, measures: tuple[str, ...] = (), words: tuple[str, str] = ("", "")) -> None:
    """Show the heading of a page with a map, its tools, and the options of that map.

    The *words* are title and subtitle, where they are not the map's own.
    """
    content.show(head_html, view, measures, session.beside(), words, take_away.address)


def foot(view: View, other: View | None = None) -> None:
    """Show what stands below the screen: the ledger, the caveats that matter most, dates, sources, disclaimer."""
    everywhere = (view.but(region=None), other and other.but(region=None))
    content.show(foot_html, *everywhere, address(view, session.beside(), tab="caveats"))
