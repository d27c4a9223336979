"""Small maps of a page: where each objective intervenes, or each sector of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.screen import small_maps_html
from pages.parts import content, map_files, session

if TYPE_CHECKING:
    from geo.core import View


def show(view: View) -> None:
    """Show the small maps under their heading; a click on one presses its pill in the filter bar."""
    content.show(small_maps_html, view, session.beside(), map_files.small_map_address)
