"""Small maps of a page: where each objective intervenes, or each sector of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import translator
from geo.maps import alt_text, common_legend, small_maps
from geo.screen.links import address
from geo.screen.option_keys import OptionKey
from geo.screen.pieces import part_html
from geo.screen.templates import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import View
    from geo.screen.links import Words
    from geo.store import Atlas


def small_maps_html(atlas: Atlas, now: View, beside: Words, picture: Callable[[View], str]) -> str:
    """Write the small maps under their heading, each a link to its view; nothing where the country has no shapes.

    *picture* gives the address of a view's small map.
    """
    view = now.only("basis", "areas", "objective")
    maps, t = small_maps(view, atlas), translator(view.lang)
    if not maps:
        return ""
    alone = len(view.objective) == 1
    title = t("Where each sector of the objective intervenes") if alone else t("Where each objective intervenes")
    pills = f"{OptionKey.SECTOR}-{view.objective[0]}" if alone else str(OptionKey.OBJECTIVE)

    def go(of: View) -> str:
        return address(now.but(objective=of.objective, sector=of.sector), beside)

    shown = [(name, picture(drawn.view), alt_text(drawn), drawn.badges, go(drawn.view)) for name, drawn in maps]
    return part_html(title, fill("small_maps", maps=shown, pills=pills, legend=common_legend(maps)))
