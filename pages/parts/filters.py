"""The filters of a page, and those of two maps beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import translator
from geo.screen import (
    Group,
    Option,
    OptionKey,
    address,
    class_groups,
    codes_of,
    fill,
    pane_html,
    presses,
    shared_groups,
    view_of_sectors,
)
from pages.parts import content, session

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import View
    from geo.screen import Words
    from geo.store import Atlas


def pane() -> None:
    """Show the filters that every map of the page shares: sectors by objective, basis, areas."""
    content.show(pane_html, session.current(), session.beside())


def compared(left: View, right: View) -> None:
    """Show measure and sectors of each of two maps, and what they share."""
    content.show(_compared, left, right, session.beside())


def _compared(atlas: Atlas, left: View, right: View, beside: Words) -> str:
    t = translator(left.lang)
    ways = presses(left, atlas)
    shared = shared_groups(atlas, left, ways, beside, t) + class_groups((left, right), atlas, beside)
    sides = [
        _side(atlas, left, OptionKey.MEASURE, lambda wanted: address(wanted, beside)),
        _side(atlas, right, OptionKey.RIGHT, lambda wanted: address(left, beside, right=session.right_word(wanted))),
    ]
    return fill("compared", title=t("Filters"), shared=shared, sides=sides)


def _side(atlas: Atlas, view: View, key: OptionKey, go: Callable[[View], str]) -> dict[str, object]:
    """Make one map's measures and sectors; a sector chosen on a map of people shows where that sector is."""
    t, codes = translator(view.lang), codes_of(atlas.plan.sectors.index)
    measures = [
        Option(atlas.indicators[m].label(t.lang), go(view.but(measure=m)), m == view.measure)
        for m in atlas.indicators.codes
    ]
    with_sectors = view.but(measure="sectors") if atlas.indicators[view.measure].is_observed else view
    titles = atlas.plan.sectors[f"title_{t.lang}"]
    sectors = []
    for code in codes:
        wanted = view_of_sectors(with_sectors, set(view.sector) ^ {code}, atlas.plan)
        sectors.append(Option(str(titles[code]), go(wanted), code in view.sector))
    name = t("Left map") if key == OptionKey.MEASURE else t("Right map")
    return {
        "name": name,
        "key": f"compare-{key}",
        "measure": t("On the map"),
        "measures": measures,
        "sectors": Group(f"{key}-sector", t("Sectors"), sectors, many=True),
    }
