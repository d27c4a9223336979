"""The tabs of a page: what else there is, built when it is opened; the open one stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.screen import map_caveats, tabs_html
from pages.parts import content, downloads, session
from pages.parts.keys import Key

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import View

    Tabs = dict[str, tuple[str, Callable[[], None]]]


def of_map(view: View, other: View | None = None, key: str = Key.MAP) -> Tabs:
    """Make the tabs that every map has: its caveats and its files."""
    t = session.words()
    return {
        "caveats": (t("Caveats"), lambda: content.show(map_caveats, _everywhere(view), _everywhere(other))),
        "files": (t("Files"), lambda: downloads.of_map(view, key)),
    }


def _everywhere(view: View | None) -> View | None:
    return view and view.but(region=None)


def bar(tabs: Tabs) -> None:
    """Show the names of a page's tabs."""
    labels = tuple((code, name) for code, (name, _) in tabs.items())
    content.show(tabs_html, session.current(), session.beside(), labels, session.tab())


def show(tabs: Tabs) -> None:
    """Show the tab that is open; the page's script brings it into view."""
    now = session.tab()
    if now in tabs:
        with st.container(key="opened"):
            tabs[now][1]()
