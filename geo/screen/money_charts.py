"""The charts of the funding page, each under its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.charts import funding_history, plan_flow, plan_history, sector_bars
from geo.core import translator
from geo.maps import compose_map
from geo.screen.pieces import part_html
from geo.screen.templates import side_by_side

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas


def money_by_sector(atlas: Atlas, view: View) -> str:
    """Write the money of each sector by objective."""
    t = translator(view.lang)
    return part_html(t("Sectors by objective"), sector_bars(view, atlas, t))


def money_by_place(atlas: Atlas, view: View) -> str:
    """Write where the plan's requirements are placed."""
    t = translator(view.lang)
    return part_html(t("From the plan to the map"), plan_flow(compose_map(view, atlas).ledger, atlas.plan, t))


def money_over_years(atlas: Atlas, lang: str) -> str:
    """Write confirmed funding at each date of the funding table, and beside it the other plans' requirements."""
    t = translator(lang)
    over_time = part_html(t("Confirmed funding over time"), funding_history(atlas.plan, t))
    return side_by_side(over_time, other_plans(atlas, lang))


def other_plans(atlas: Atlas, lang: str) -> str:
    """Write this plan's requirements beside the earlier and later ones; nothing without any."""
    t = translator(lang)
    history = plan_history(atlas.plan, t)
    return part_html(t("This plan beside the earlier and later ones"), history) if history else ""
