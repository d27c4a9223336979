"""The map of a page: one constant folium map, painted anew at each run, and its clicks."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from geo import webmap
from geo.drawn import ThematicMap  # noqa: TC001 - a page's annotation
from pages.parts import assets, furniture, session
from pages.parts.session import Key

_CLICK = "last_object_clicked_popup"


def show(drawn: ThematicMap, *, key: Key = Key.MAP, height: int = 560) -> None:
    """Show a map with its foot; a click on a region makes it the view's region."""
    st_folium(
        webmap.base_map(*assets.addresses()),
        key=key,
        height=height,
        width=None,
        returned_objects=[_CLICK],
        feature_group_to_add=webmap.show(assets.painting(drawn.view), session.number(), drawn.view.region),
        on_change=lambda: _clicked(key),
    )
    furniture.foot(drawn)


def _clicked(key: Key) -> None:
    """Take the clicked region into the view; a second click on it lets it go."""
    said = (st.session_state.get(key) or {}).get(_CLICK) or ""
    slug = said.partition("#")[0]
    if slug:
        session.change(region=None if slug == session.current().region else slug)
