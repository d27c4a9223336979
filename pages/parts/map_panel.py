"""The map of a page: one constant folium map, painted anew at each run, and its clicks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st
from streamlit_folium import st_folium

from geo.charts import region_ranking
from geo.maps import ThematicMap, base_map, map_bounds, show_style
from pages.parts import map_files, notices, page_frame, session
from pages.parts.session import Key

if TYPE_CHECKING:
    from collections.abc import Callable

_CLICK = "last_object_clicked_popup"
_DAY = "date="


def show(drawn: ThematicMap, *, key: Key = Key.MAP, height: int = 560) -> None:
    """Show a map with its foot; a click on a region makes it the view's region."""
    if session.atlas().mapped:
        _map(key, height, map_files.painting(drawn.view), drawn.view.region, session.change)
    else:
        notices.no_shapes()
    page_frame.foot(drawn, key)


def pair(left: ThematicMap, right: ThematicMap, change_right: Callable[..., None], height: int = 500) -> None:
    """Show two maps side by side over the same area; a click on either chooses the region for both."""
    if not session.atlas().mapped:
        notices.no_shapes()
        _listed(left, right)
        return
    columns = st.columns(2)
    with columns[0]:
        _map(Key.MAP, height, map_files.painting(left.view, right.view, "left"), left.view.region, session.change)
    with columns[1]:
        _map(Key.RIGHT, height, map_files.painting(right.view, left.view, "right"), left.view.region, change_right)
    with columns[0]:
        page_frame.foot(left, Key.MAP)
    with columns[1]:
        page_frame.foot(right, Key.RIGHT)


def _listed(left: ThematicMap, right: ThematicMap) -> None:
    """Show the figures of two maps in order, where neither can be drawn."""
    for column, drawn, key in zip(st.columns(2), (left, right), (Key.MAP, Key.RIGHT), strict=True):
        with column:
            page_frame.part(drawn.title)
            st.html(region_ranking(drawn, session.words()))
            page_frame.foot(drawn, key)


def _map(key: Key, height: int, painting: str, region: str | None, dated: Callable[..., None]) -> None:
    atlas = session.atlas()
    st_folium(
        base_map(*map_files.addresses(atlas), map_bounds(atlas)),
        key=key,
        height=height,
        width=None,
        returned_objects=[_CLICK],
        feature_group_to_add=show_style(painting, session.number(), region),
        on_change=lambda: _said(key, dated),
    )


def _said(key: Key, dated: Callable[..., None]) -> None:
    """Take what the map says into the view: the day at which its player stopped, or the clicked region.

    A second click on the region lets it go.
    """
    said = ((st.session_state.get(key) or {}).get(_CLICK) or "").partition("#")[0]
    if said.startswith(_DAY):
        text = said.removeprefix(_DAY)
        dated(date=date.fromisoformat(text) if text else None)
    elif said:
        session.change(region=None if said == session.current().region else said)
