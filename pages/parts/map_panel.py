"""The map of a page: one constant folium map, restyled at each run, and its clicks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st
from streamlit_folium import st_folium

from geo.charts import ledger_strip, need_strip, region_ranking
from geo.maps import ThematicMap, base_map, map_bounds, show_style, source_line
from pages.parts import downloads, map_files, notices, page_frame, session
from pages.parts.session import Key
from pages.parts.templates import fill

if TYPE_CHECKING:
    from collections.abc import Callable

_CLICK = "last_object_clicked_popup"
_DAY = "date="


def show(drawn: ThematicMap, *, key: Key = Key.MAP, height: int = 560) -> None:
    """Show a map with its foot; a click on a region makes it the view's region."""
    if session.atlas().mapped:
        _map(key, height, map_files.style_address(drawn.view), drawn.view.region, session.change)
    else:
        notices.no_shapes()
    _foot(drawn, key)


def pair(left: ThematicMap, right: ThematicMap, change_right: Callable[..., None], height: int = 500) -> None:
    """Show two maps side by side over the same area; a click on either chooses the region for both."""
    if not session.atlas().mapped:
        notices.no_shapes()
        _listed(left, right)
        return
    columns = st.columns(2)
    with columns[0]:
        _map(Key.MAP, height, map_files.style_address(left.view, right.view, "left"), left.view.region, session.change)
    with columns[1]:
        _map(Key.RIGHT, height, map_files.style_address(right.view, left.view, "right"), left.view.region, change_right)
    with columns[0]:
        _foot(left, Key.MAP)
    with columns[1]:
        _foot(right, Key.RIGHT)


def _listed(left: ThematicMap, right: ThematicMap) -> None:
    """Show the figures of two maps in order, where neither can be drawn."""
    for column, drawn, key in zip(st.columns(2), (left, right), (Key.MAP, Key.RIGHT), strict=True):
        with column:
            page_frame.part(drawn.title)
            st.html(region_ranking(drawn, session.words()))
            _foot(drawn, key)


def _foot(drawn: ThematicMap, key: str) -> None:
    """Write a map's dates, notes, sources, disclaimer and files below it."""
    t = session.words()
    files = [("table.csv", "CSV (HXL)"), ("table.json", "JSON")]
    files += [("regions.geojson", "GeoJSON")] if session.atlas().mapped else []
    if drawn.need and drawn.need.parts:
        st.html(need_strip(drawn.need, t))
    if drawn.ledger and not drawn.indicator.is_observed:
        st.html(ledger_strip(drawn.ledger, t))
    figures = t("Figures of this map: {links}", links="")
    st.html(fill("foot", lines=source_line(drawn, t), figures=figures, files=files, query=drawn.view.query()))
    downloads.of_map(drawn.view, key)


def _map(key: Key, height: int, style: str, region: str | None, dated: Callable[..., None]) -> None:
    atlas = session.atlas()
    st_folium(
        base_map(*map_files.addresses(atlas), map_bounds(atlas)),
        key=key,
        height=height,
        width=None,
        returned_objects=[_CLICK],
        feature_group_to_add=show_style(style, session.number(), region),
        on_change=lambda: _take_click(key, dated),
    )


def _take_click(key: Key, dated: Callable[..., None]) -> None:
    """Take what was clicked on the map into the view: the day at which its player stopped, or the clicked region.

    A second click on the region lets it go.
    """
    clicked = ((st.session_state.get(key) or {}).get(_CLICK) or "").partition("#")[0]
    if clicked.startswith(_DAY):
        text = clicked.removeprefix(_DAY)
        dated(date=date.fromisoformat(text) if text else None)
    elif clicked:
        session.change(region=None if clicked == session.current().region else clicked)
