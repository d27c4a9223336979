"""What a region's page says: heading, figures, activities, caveats and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis import money_in_region, sector_title
from geo.briefing import RegionProfile, profile_region
from geo.core import remember, translator
from geo.export import region_page
from geo.maps import write_estimate
from geo.screen.activities import activity_list
from geo.screen.around_map import tools_of
from geo.screen.filter_options import codes_of
from geo.screen.links import Option, address
from geo.screen.pieces import caveats_html, panel_html, part_html, sentence_html
from geo.screen.templates import fill

if TYPE_CHECKING:
    from geo.core import View
    from geo.screen.links import FileLink, Words
    from geo.store import Atlas


def region_heading(atlas: Atlas, view: View, beside: Words, link: FileLink) -> str:
    """Write the region's name with its plan and facts, the choice of another one, and the tools of the page.

    *link* gives the address of a view's file.
    """
    page, t, regions = _profile(atlas, view), translator(view.lang), atlas.regions[view.areas]
    facts = (f"{k}{t(': ')}{v}" for k, v in page.facts if v)
    named = [
        Option(regions.name(slug, t.lang), address(view.but(region=slug), beside), slug == view.region)
        for slug in codes_of(regions.frame.index)
    ]
    return fill(
        "head",
        title=page.name,
        subtitle=" · ".join((atlas.plan.title(view.lang), *facts)),
        scenario=page.scenario,
        tools=tools_of(view, atlas, ("region",), link) | {"filters": ""},
        groups=(),
        choice={"id": "region", "label": t("Region"), "options": named},
    )


def region_figures(atlas: Atlas, view: View) -> str:
    """Write the region's sectors, needs, money and neighbours, beside its map."""
    t = translator(view.lang)
    return panel_html(t("What is known here"), region_page(_profile(atlas, view)) + _by_sector(atlas, view))


def _by_sector(atlas: Atlas, view: View) -> str:
    """Write the region's money sector by sector, the least confirmed first; nothing where none is located there."""
    t, money = translator(view.lang), money_in_region(view, atlas, str(view.region))
    if money.empty:
        return ""
    unknown = t("not reported")
    rows = [
        (
            sector_title(atlas, str(sector), t),
            write_estimate(row["required"], "required", t),
            unknown if pd.isna(row["confirmed"]) else write_estimate(row["confirmed"], "confirmed", t),
            write_estimate(row["unmet"], "unmet", t),
        )
        for sector, row in money.iterrows()
    ]
    heads = (t("Sector"), t("Requirements"), t("Confirmed funding"), t("Unmet requirements"))
    note = t("Estimates; the least confirmed first, sectors that do not report last.")
    return part_html(t("Money by sector, estimate"), fill("changed", heads=heads, rows=rows, note=note))


def region_activities(atlas: Atlas, view: View) -> str:
    """Write the activities that may touch the region."""
    t = translator(view.lang)
    return part_html(t("Activities that may touch the region"), activity_list(atlas, view))


def region_caveats(atlas: Atlas, view: View) -> str:
    """Write the region's caveats."""
    return caveats_html(_profile(atlas, view).caveats, view.lang)


def region_foot(atlas: Atlas, view: View) -> str:
    """Write the region's dates, sources and the disclaimer."""
    page, t = _profile(atlas, view), translator(view.lang)
    sources = t("Sources: {sources}.", sources=t.listed(page.sources))
    return sentence_html(" ".join((*page.dates, sources, page.disclaimer)), "foot below")


@remember(most=64)
def _profile(atlas: Atlas, view: View) -> RegionProfile:
    """Collect the region once for the pieces of its page."""
    return profile_region(view, atlas, str(view.region))
