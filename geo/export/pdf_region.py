"""A region's page as PDF: one sheet of A4, upright or across."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from geo.analysis import view_words
from geo.core import translator
from geo.export.pdf_paper import BLUE, GREY, MARGIN, MM, ORANGE, SMALLEST, Paper
from geo.maps import alt_text, compose_map, map_picture

if TYPE_CHECKING:
    from geo.briefing import RegionProfile
    from geo.core import Translator
    from geo.maps import ThematicMap
    from geo.store import Atlas

_SIZES = (8.0, 7.5, SMALLEST)
_LOCATOR = (0.4, 0.3)
"""Part of the width that the locator takes: as large as one sheet allows."""
_GAP = 6.0


def region_pdf(page: RegionProfile, atlas: Atlas, paper: str = "a4-portrait") -> bytes:
    """Write a region's page: locator, sectors, money with range, needs with days, neighbours, caveats.

    Letters are as large as one sheet of A4 allows, never below 7 points.
    """
    t = translator(page.view.lang)
    drawn = compose_map(page.view.but(measure="sectors", region=page.slug), atlas)
    for part, size, level in product(_LOCATOR, _SIZES, (True, False)):
        made = Paper(paper, atlas, page.view.lang, page.name)
        _sheet(made, _Layout(page, drawn, atlas, t, size, part, level))
        if made.pages_count == 1:
            break
    return bytes(made.output())


@dataclass(frozen=True)
class _Layout:
    """What a sheet is written from.

    ``size`` of the letters, the ``part`` of the width that the locator takes, and whether
    the left column of a sheet across takes the partners and groups (``level``).
    """

    page: RegionProfile
    drawn: ThematicMap
    atlas: Atlas
    t: Translator
    size: float
    part: float
    level: bool

    def head(self, made: Paper, text: str) -> None:
        """Write the heading of a part."""
        made.ln(1.2)
        made.words(text, self.size + 1.5, bold=True, colour=BLUE)


def _sheet(made: Paper, of: _Layout) -> None:
    page, t = of.page, of.t
    made.add_page()
    made.words(page.name, 20, bold=True, colour=BLUE)
    under = (*(f"{k}: {v}" for k, v in page.facts), of.atlas.plan.title(page.view.lang))
    made.words(" · ".join(under), 9, colour=GREY)
    if page.scenario:
        made.words(page.scenario, 10, bold=True, colour=ORANGE)
    made.ln(1.5)
    top, across = made.get_y(), made.w > made.h
    wide = (made.epw - _GAP) / 2 if across else made.epw
    if across:
        made.set_right_margin(made.w - MARGIN - wide)
    _figures(made, of, wide)
    if not across or of.level:
        _names(made, of)
    if across:
        made.set_right_margin(MARGIN)
        made.set_left_margin(MARGIN + wide + _GAP)
        made.set_y(top)
        made.set_x(made.l_margin)
        if not of.level:
            _names(made, of)
    _words(made, of)
    dates = (*page.dates, t("Sources: {sources}.", sources=t.listed(page.sources)), page.disclaimer)
    made.ln(1)
    made.words(" ".join((*dates, view_words(page.view, t))), SMALLEST, colour=GREY)


def _figures(made: Paper, of: _Layout, wide: float) -> None:
    """Write locator, sectors, needs, money and neighbours."""
    page, t = of.page, of.t
    top, map_wide = made.get_y(), wide * of.part
    image = map_picture(of.drawn, of.atlas, map_wide / MM, map_wide * 0.82 / MM, locator=True)
    made.image(io.BytesIO(image), MARGIN, top, map_wide, map_wide * 0.82, alt_text=alt_text(of.drawn))
    made.set_left_margin(MARGIN + map_wide + 4)
    made.set_y(top - 1.2)
    of.head(made, t("Sectors"))
    room = wide - map_wide - 4
    if page.sectors:
        made.rows((), [(f"{s} {title}", basis) for s, title, basis in page.sectors], room, of.size)
    else:
        made.words(t("The plan names no sector here."), of.size)
    of.head(made, t("Needs"))
    made.rows((), page.needs, room, of.size)
    made.set_left_margin(MARGIN)
    made.set_y(max(made.get_y(), top + map_wide * 0.82) + 1)
    of.head(made, t("Money, estimate"))
    if page.money:
        header = ("", t("estimate"), t("range over the splits"), t("hard bounds"))
        made.rows(header, page.money, wide, of.size)
        made.words(" ".join(page.money_notes), SMALLEST, colour=GREY)
    else:
        made.words(t("No sector’s money is located here."), of.size)
    of.head(made, t("Beside its neighbours"))
    if len(page.neighbours) > 1:
        header = (t("Region"), t("Sectors"), t("Unmet requirements, estimate"), t("Displaced persons"))
        made.rows(header, page.neighbours, wide, of.size)
    else:
        made.words(" ".join((t("Its limits are not drawn: the regions that it touches are not known here."),
                             *page.notes)), of.size)  # fmt: skip


def _names(made: Paper, of: _Layout) -> None:
    """Write partners and groups."""
    page, t = of.page, of.t
    for title, names in ((t("Partners named"), page.partners), (t("People the activities are for"), page.groups)):
        if names:
            of.head(made, title)
            made.words(", ".join(names), of.size)


def _words(made: Paper, of: _Layout) -> None:
    """Write activities and caveats."""
    page, t = of.page, of.t
    activities = [str(row[f"title_{t.lang}"]) for _, row in page.activities.iterrows()]
    if activities:
        of.head(made, t("Activities that may touch the region"))
        made.words(" · ".join(activities), of.size)
    of.head(made, t("Caveats"))
    made.points([c.write(t) for c in page.caveats], SMALLEST)
