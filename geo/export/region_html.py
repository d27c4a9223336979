"""A region as HTML: the card over a slide, and the body of its page. Every text is escaped by the template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo.analysis import view_words
from geo.core import template_environment, translator

if TYPE_CHECKING:
    from geo.briefing import RegionProfile

TEMPLATE_FOLDER = Path(__file__).parent / "templates"
TEMPLATES = template_environment(TEMPLATE_FOLDER)


def region_card(page: RegionProfile, of: str = "") -> str:
    """Write a region's card: sectors, money with its range, needs with their days; *of* says of which choice."""
    t = translator(page.view.lang)
    return TEMPLATES.get_template("card.html").render(p=page, of=of, t=t, view=view_words(page.view, t))


def region_page(page: RegionProfile) -> str:
    """Write the body of a region's page: sectors, needs, money, neighbours, partners and groups."""
    return TEMPLATES.get_template("region.html").render(p=page, t=translator(page.view.lang))
