"""The map of a page with its foot, and what a click on it does to the view."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from geo.charts import ledger_strip, need_strip, region_ranking
from geo.core import translator
from geo.maps import compose_map, over_days, source_line, style_words
from pages.parts import constant_map, content, downloads, map_files, notices, own_plans, page_frame, session
from pages.parts.keys import Key
from pages.parts.templates import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import View
    from geo.store import Atlas

_DAY = "date="


def show(view: View, *, beside: View | None = None, key: Key = Key.MAP, height: int = 560) -> None:
    """Show a view's map with its foot; a click on a region makes it the view's region.

    A map *beside* it has the same classes, and its own legend. A day from the player brings
    the one scale over all days with it: no colour changes where the player stops.
    """
    atlas = session.atlas()
    scale = over_days(view, atlas.indicators[view.measure]).classes
    if atlas.mapped:
        address = map_files.style_address(view, beside)
        _map(key, height, address, view.region, lambda **day: session.change(**day, classes=scale))
    else:
        notices.no_shapes()
    _foot(view, beside, key)


def pair(left: View, right: View, change_right: Callable[..., None], height: int = 500) -> None:
    """Show two maps side by side over the same area; a click on either chooses the region for both."""
    mapped = session.atlas().mapped
    if not mapped:
        notices.no_shapes()
    columns = st.columns(2)
    sides = (
        (Key.MAP, left, right, "left", session.change),
        (Key.RIGHT, right, left, "right", change_right),
    )
    for column, (key, view, other, side, dated) in zip(columns, sides, strict=True):
        with column:
            if mapped:
                _map(key, height, map_files.style_address(view, other, side), left.region, dated)
            else:
                content.show(_listed, view, other)
            _foot(view, other, key)


def _listed(atlas: Atlas, view: View, other: View) -> str:
    """Write the figures of a map in order, where it cannot be drawn beside the *other* one."""
    drawn = compose_map(view, atlas, other)
    return page_frame.part_html(drawn.title, region_ranking(drawn, translator(view.lang)))


def _foot(view: View, other: View | None, key: str) -> None:
    """Show a map's dates, notes, sources, disclaimer and files below it."""
    content.show(_foot_html, view.but(region=None), other and other.but(region=None))
    downloads.of_map(view, key)


def _foot_html(atlas: Atlas, view: View, other: View | None) -> str:
    drawn, t = compose_map(view, atlas, other), translator(view.lang)
    files = [("table.csv", "CSV (HXL)"), ("table.json", "JSON")]
    files += [("regions.geojson", "GeoJSON")] if atlas.mapped else []
    need = need_strip(drawn.need, t) if drawn.need and drawn.need.parts else ""
    ledger = ledger_strip(drawn.ledger, t) if drawn.ledger and not drawn.indicator.is_observed else ""
    own = own_plans.name_of(atlas)  # its figures are on no address: they are the session's alone
    figures = "" if own else t("Figures of this map: {links}", links="")
    files = [] if own else files
    return need + ledger + fill("foot", lines=source_line(drawn, t), figures=figures, files=files, query=view.query())


def _map(key: Key, height: int, style: str, region: str | None, dated: Callable[..., None]) -> None:
    """Show the constant map; a click takes the view to the day where its player stopped, or to the region.

    A second click on the region lets it go.
    """

    def clicked(what: str) -> None:
        if what.startswith(_DAY):
            text = what.removeprefix(_DAY)
            dated(date=date.fromisoformat(text) if text else None)
        else:
            session.change(region=None if what == session.current().region else what)

    words = style_words(style, session.number(), region)
    constant_map.show_map(session.atlas(), key, height, words, clicked)
