"""Small maps of a page: where each objective intervenes, or each sector of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import translator
from geo.maps import alt_text, common_legend, small_maps
from pages.parts import content, map_files, page_frame, session
from pages.parts.keys import Key
from pages.parts.links import address
from pages.parts.templates import fill

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas
    from pages.parts.links import Words


def show(view: View) -> None:
    """Show the small maps under their heading; a click on one presses its pill in the filter bar."""
    content.show(_small_maps, view, session.beside())


def _small_maps(atlas: Atlas, now: View, beside: Words) -> str:
    """Write the small maps; nothing where the country has no shapes."""
    view = now.only("basis", "areas", "objective")
    maps, t = small_maps(view, atlas), translator(view.lang)
    if not maps:
        return ""
    alone = len(view.objective) == 1
    title = t("Where each sector of the objective intervenes") if alone else t("Where each objective intervenes")
    pills = f"{Key.SECTOR}-{view.objective[0]}" if alone else str(Key.OBJECTIVE)

    def go(of: View) -> str:
        return address(now.but(objective=of.objective, sector=of.sector), beside)

    shown = [
        (name, map_files.small_map_address(drawn.view), alt_text(drawn), drawn.badges, go(drawn.view))
        for name, drawn in maps
    ]
    return page_frame.part_html(title, fill("small_maps", maps=shown, pills=pills, legend=common_legend(maps)))
