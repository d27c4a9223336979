"""The charts of the funding page, each under its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.charts import funding_history, plan_flow, plan_history, sector_bars
from geo.core import translator
from geo.maps import compose_map
from pages.parts.page_frame import part_html

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas


def sectors_and_places(atlas: Atlas, view: View) -> str:
    """Write the money of each sector by objective, then where the plan's requirements are placed."""
    t = translator(view.lang)
    sectors = part_html(t("Sectors by objective"), sector_bars(view, atlas, t))
    return sectors + part_html(t("From the plan to the map"), plan_flow(compose_map(view, atlas).ledger, atlas.plan, t))


def over_time(atlas: Atlas, lang: str) -> str:
    """Write confirmed funding at each date of the funding table."""
    t = translator(lang)
    return part_html(t("Confirmed funding over time"), funding_history(atlas.plan, t))


def other_plans(atlas: Atlas, lang: str) -> str:
    """Write this plan's requirements beside the earlier and later ones; nothing without any."""
    t = translator(lang)
    history = plan_history(atlas.plan, t)
    return part_html(t("This plan beside the earlier and later ones"), history) if history else ""
