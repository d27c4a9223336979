"""A page of one map: filters, heading, map and panel in one screen, the tabs, and what stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.parts import filters, map_frame, map_panel, region_panel, tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import View
    from pages.parts.tabs import Tabs


def show(
    view: View, more: Tabs, measures: tuple[str, ...] = (), panel: Callable[[View], None] = region_panel.show
) -> None:
    """Show a view's map with the filters before it, the *panel* beside it and *more* in tabs.

    The *measures* are those that the reader may put on the map.
    """
    with map_frame.screen():
        filters.pane()
        map_frame.head(view, measures)
        map_panel.show(view)
        panel(view)
        tabs.bar(more)
    tabs.show(more)
    map_frame.foot(view)
