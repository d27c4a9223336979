"""A region as HTML: the card over a slide, and the body of its page. Every text is escaped by the template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from geo.i18n import translator
from geo.webmap import ASSETS

if TYPE_CHECKING:
    from geo.profile import Profile

FILES = Environment(loader=FileSystemLoader(ASSETS), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def card(page: Profile) -> str:
    """Write a region's card: sectors, money with its range, needs with their days."""
    return FILES.get_template("card.html").render(p=page, t=translator(page.view.lang))


def region(page: Profile) -> str:
    """Write the body of a region's page: sectors, needs, money, neighbours, partners and groups."""
    return FILES.get_template("region.html").render(p=page, t=translator(page.view.lang))
