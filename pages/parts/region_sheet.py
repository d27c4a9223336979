"""What a region's page says: heading, figures, activities, caveats and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.briefing import RegionProfile, profile_region
from geo.core import remember, translator
from geo.export import region_page
from pages.parts import page_frame
from pages.parts.activities import activity_list

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas


def heading(atlas: Atlas, view: View) -> str:
    """Write the region's name with its plan and facts."""
    page, t = _profile(atlas, view), translator(view.lang)
    facts = (f"{k}{t(': ')}{v}" for k, v in page.facts if v)
    return page_frame.heading_html(page.name, " · ".join((atlas.plan.title(view.lang), *facts)), page.scenario)


def figures(atlas: Atlas, view: View) -> str:
    """Write the region's sectors, needs, money and neighbours."""
    return region_page(_profile(atlas, view))


def activities(atlas: Atlas, view: View) -> str:
    """Write the activities that may touch the region."""
    t = translator(view.lang)
    return page_frame.part_html(t("Activities that may touch the region"), activity_list(atlas, view))


def foot(atlas: Atlas, view: View) -> str:
    """Write the region's caveats, dates, sources and the disclaimer."""
    page, t = _profile(atlas, view), translator(view.lang)
    sources = t("Sources: {sources}.", sources=t.listed(page.sources))
    said = page_frame.sentence_html(" ".join((*page.dates, sources, page.disclaimer)), "foot")
    return page_frame.caveats_html(page.caveats, view.lang) + said


@remember(most=64)
def _profile(atlas: Atlas, view: View) -> RegionProfile:
    """Collect the region once for the pieces of its page."""
    return profile_region(view, atlas, str(view.region))
