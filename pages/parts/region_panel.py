"""The panel of the clicked region: its sectors with basis, its activities, its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.screen import region_beside_html, region_panel_html
from pages.parts import content, session

if TYPE_CHECKING:
    from geo.core import View
    from geo.screen import Writer


def show(view: View, before: Writer | None = None) -> None:
    """Show the view's region, or the regions in order while none of the map is chosen.

    What *before* writes of the view and of the kept words stands above the regions.
    """
    content.show(region_panel_html, view, session.beside(), before)


def beside(left: View, right: View) -> None:
    """Set the chosen region's lines of two maps beside each other; nothing while none is chosen."""
    content.show(region_beside_html, left, right, session.beside())
