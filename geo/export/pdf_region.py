"""A region's page as PDF: one sheet of A4, upright or across."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from geo.analysis import view_words
from geo.core import translator
from geo.export.pdf_paper import BLUE, GREY, MARGIN, MM, ORANGE, PAPERS, SMALLEST, Paper
from geo.maps import alt_text, compose_map, map_figure

if TYPE_CHECKING:
    from geo.briefing import RegionProfile
    from geo.core import Translator
    from geo.maps import ThematicMap
    from geo.store import Atlas

_LOCATOR = (0.4, 0.26)
"""Part of the width that the locator takes: as large as one sheet allows."""
_MOST = ((99, 99), (12, 99), (6, 6), (0, 4))
"""How many activities and caveats are named; the rest is counted, and stands in the workbook."""
_GAP = 6.0


def region_pdf(page: RegionProfile, atlas: Atlas, paper: str = "a4-portrait") -> bytes:
    """Write a region's page: locator, sectors, money with range, needs with days, neighbours, caveats.

    No letter is below 8.5 points; on one sheet there are as many activities as have room.
    """
    t = translator(page.view.lang)
    drawn = compose_map(page.view.but(measure="sectors", region=page.slug), atlas)
    across = PAPERS[paper][0] > PAPERS[paper][1]
    for most, part, level in product(_MOST, _LOCATOR, (True, False) if across else (True,)):
        layout = _Layout(page, drawn, atlas, t, SMALLEST, part, level, most)
        pdf = Paper(paper, atlas, page.view.lang, page.name, trial=True)
        _sheet(pdf, layout)
        if pdf.pages_count == 1:
            break
    pdf = Paper(paper, atlas, page.view.lang, page.name)
    _sheet(pdf, layout)
    return bytes(pdf.output())


@dataclass(frozen=True)
class _Layout:
    """What a sheet is written from.

    ``size`` of the letters, the ``part`` of the width that the locator takes, and whether
    the left column of a sheet across takes the partners and groups (``level``); ``most``
    activities and caveats are named.
    """

    page: RegionProfile
    drawn: ThematicMap
    atlas: Atlas
    t: Translator
    size: float
    part: float
    level: bool
    most: tuple[int, int]

    def head(self, pdf: Paper, text: str) -> None:
        """Write the heading of a part."""
        pdf.ln(1.2)
        pdf.words(text, self.size + 1.5, bold=True, colour=BLUE, kind="H2")


def _sheet(pdf: Paper, of: _Layout) -> None:
    page, t = of.page, of.t
    pdf.add_page()
    pdf.words(page.name, 20, bold=True, colour=BLUE, kind="H1")
    under = (*(f"{k}{t(': ')}{v}" for k, v in page.facts), of.atlas.plan.title(page.view.lang))
    pdf.words(" · ".join(under), 9, colour=GREY)
    if page.scenario:
        pdf.words(page.scenario, 10, bold=True, colour=ORANGE)
    pdf.ln(1.5)
    top, across = pdf.get_y(), pdf.w > pdf.h
    wide = (pdf.epw - _GAP) / 2 if across else pdf.epw
    if across:
        pdf.set_right_margin(pdf.w - MARGIN - wide)
    _figures(pdf, of, wide)
    if not across or of.level:
        _names(pdf, of)
    if across:
        pdf.set_right_margin(MARGIN)
        pdf.set_left_margin(MARGIN + wide + _GAP)
        pdf.set_y(top)
        pdf.set_x(pdf.l_margin)
        if not of.level:
            _names(pdf, of)
    _words(pdf, of)
    dates = (*page.dates, t("Sources: {sources}.", sources=t.listed(page.sources)), page.disclaimer)
    pdf.ln(1)
    pdf.words(" ".join((*dates, view_words(page.view, t))), SMALLEST, colour=GREY)


def _figures(pdf: Paper, of: _Layout, wide: float) -> None:
    """Write locator, sectors, needs, money and neighbours."""
    page, t = of.page, of.t
    top, map_wide = pdf.get_y(), wide * of.part
    if not pdf.trial:
        figure = map_figure(of.drawn, of.atlas, map_wide / MM, map_wide * 0.82 / MM, locator=True)
        pdf.drawing(figure, MARGIN, top, alt_text(of.drawn))
    pdf.set_left_margin(MARGIN + map_wide + 4)
    pdf.set_y(top - 1.2)
    of.head(pdf, t("Sectors"))
    room = wide - map_wide - 4
    if page.sectors:
        pdf.rows((), [(f"{s} {title}", basis) for s, title, basis in page.sectors], room, of.size)
    else:
        pdf.words(t("The plan names no sector here."), of.size)
    of.head(pdf, t("Needs"))
    pdf.rows((), page.needs, room, of.size)
    pdf.set_left_margin(MARGIN)
    pdf.set_y(max(pdf.get_y(), top + map_wide * 0.82) + 1)
    of.head(pdf, t("Money, estimate"))
    if page.money:
        header = ("", t("estimate"), t("range over the splits"), t("hard bounds"))
        pdf.rows(header, page.money, wide, of.size)
        pdf.words(" ".join(page.money_notes), SMALLEST, colour=GREY)
    else:
        pdf.words(t("No sector’s money is located here."), of.size)
    of.head(pdf, t("Beside its neighbours"))
    if len(page.neighbours) > 1:
        header = (t("Region"), t("Sectors"), t("Unmet requirements, estimate"), t("Displaced persons"))
        pdf.rows(header, page.neighbours, wide, of.size)
    else:
        pdf.words(" ".join((t("Its limits are not drawn: the regions that it touches are not known here."),
                             *page.notes)), of.size)  # fmt: skip


def _names(pdf: Paper, of: _Layout) -> None:
    """Write partners and groups."""
    page, t = of.page, of.t
    for title, names in ((t("Partners named"), page.partners), (t("People the activities are for"), page.groups)):
        if names:
            of.head(pdf, title)
            pdf.words(", ".join(names), of.size)


def _words(pdf: Paper, of: _Layout) -> None:
    """Write activities and caveats."""
    page, t = of.page, of.t
    activities = [str(row[f"title_{t.lang}"]) for _, row in page.activities.iterrows()]
    if activities:
        of.head(pdf, t("Activities that may touch the region"))
        named, rest = activities[: of.most[0]], len(activities) - of.most[0]
        pdf.words(" · ".join([*named, *([t("and {n} more", n=rest)] if rest > 0 else [])]), of.size)
    of.head(pdf, t("Caveats"))
    ordered = sorted(page.caveats, key=lambda c: c.severity != "warning")
    texts, rest = [c.write(t) for c in ordered[: of.most[1]]], len(ordered) - of.most[1]
    pdf.points([*texts, *([t("and {n} more", n=rest)] if rest > 0 else [])], SMALLEST)
