"""The map of a page, and what a click on it does to the view."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geo.charts import region_ranking
from geo.core import translator
from geo.maps import compose_map, over_days, style_words
from geo.screen import fill, part_html, side_by_side
from pages.parts import constant_map, content, map_files, notices, session
from pages.parts.keys import Key

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import View
    from geo.store import Atlas

_DAY = "date="


HEIGHT = 560
"""Pixels of a map before the style sheet gives it the room that the window leaves."""


def show(view: View) -> None:
    """Show a view's map; a click on a region makes it the view's region.

    A day from the player brings the one scale over all days with it: no colour changes where the player stops.
    """
    atlas = session.atlas()
    scale = over_days(view, atlas.indicators[view.measure]).classes
    if atlas.mapped:
        _map(Key.MAP, map_files.style_address(view), view.region, lambda **day: session.change(**day, classes=scale))
    else:
        notices.no_shapes()


def before_and_after(view: View) -> None:
    """Show the map without the view's scenario beside the one with it, in the same classes and with one legend."""
    before, t = view.but(scenario=()), session.words()
    if not session.atlas().mapped:
        notices.no_shapes()
        return
    content.show(_names, (t("Before"), t("After")))
    _map(Key.BEFORE, map_files.style_address(before, view, "left"), view.region, session.change)
    _map(Key.MAP, map_files.style_address(view, before, "right"), view.region, session.change)


def _names(_: Atlas, names: tuple[str, str]) -> str:
    return fill("names", names=names)


def pair(left: View, right: View, change_right: Callable[..., None]) -> None:
    """Show two maps side by side over the same area; a click on either chooses the region for both."""
    if not session.atlas().mapped:
        notices.no_shapes()
        content.show(_two_lists, left, right)
        return
    sides = (
        (Key.MAP, left, right, "left", session.change),
        (Key.RIGHT, right, left, "right", change_right),
    )
    for key, view, other, side, dated in sides:
        _map(key, map_files.style_address(view, other, side), left.region, dated)


def _two_lists(atlas: Atlas, left: View, right: View) -> str:
    """Write the figures of two maps beside each other where they cannot be drawn."""
    return side_by_side(_listed(atlas, left, right), _listed(atlas, right, left))


def _listed(atlas: Atlas, view: View, other: View) -> str:
    """Write the figures of a map in order, where it cannot be drawn beside the *other* one."""
    drawn = compose_map(view, atlas, other)
    return part_html(drawn.title, region_ranking(drawn, translator(view.lang)))


def _map(key: Key, style: str, region: str | None, dated: Callable[..., None]) -> None:
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
    constant_map.show_map(session.shared_atlas(), key, HEIGHT, words, clicked)
