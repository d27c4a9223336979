"""The briefing and a region's page as PDF: A4, searchable text, embedded fonts with accents."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from fpdf import FPDF
from fpdf.enums import TextEmphasis, XPos, YPos
from fpdf.fonts import FontFace

from geo import briefing, printmap, thematic
from geo.drawn import alt_text
from geo.i18n import translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas import Atlas
    from geo.briefing import Content
    from geo.i18n import Translator
    from geo.profile import Profile
    from geo.storyline import Storyline

PAPERS = {"a4": "landscape", "a4-portrait": "portrait"}
_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
_MARGIN = 12.0
_BLUE, _INK, _GREY, _ORANGE = (11, 58, 112), (20, 32, 43), (65, 80, 94), (166, 62, 12)
_PALE = (238, 243, 248)
_MM = 25.4


class _Paper(FPDF):
    """A4 with the project's fonts, margins and page numbers."""

    def __init__(self, paper: str, atlas: Atlas, lang: str, title: str) -> None:
        super().__init__(orientation=PAPERS[paper], unit="mm", format="A4")
        self.add_font("DejaVu", "", _FONTS / "DejaVuSans.ttf")
        self.add_font("DejaVu", "B", _FONTS / "DejaVuSans-Bold.ttf")
        self.set_font("DejaVu", size=9)
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN + 3)
        self.set_title(title)
        self.set_author("crisis-plan-explorer")
        self.set_lang(lang)
        self.set_creation_date(datetime.combine(atlas.plan.file_date, datetime.min.time(), UTC))

    def footer(self) -> None:
        self.set_y(-9)
        self.set_font("DejaVu", size=8)
        self.set_text_color(*_GREY)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")

    def words(self, text: str, size: float = 9, *, bold: bool = False, colour: tuple[int, int, int] = _INK) -> None:
        """Write a paragraph below the last one."""
        self.set_font("DejaVu", "B" if bold else "", size)
        self.set_text_color(*colour)
        self.multi_cell(0, size * 0.46, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")

    def rows(self, header: Sequence[str], rows: Sequence[Sequence[str]], width: float, size: float = 8.5) -> None:
        """Write a table at the current place."""
        self.set_font("DejaVu", size=size)
        self.set_text_color(*_INK)
        self.set_draw_color(200, 208, 216)
        self.set_line_width(0.15)
        columns = (
            [[h, *(r[i] for r in rows)] for i, h in enumerate(header)]
            if header
            else [list(c) for c in zip(*rows, strict=True)]
        )
        widths = tuple(_weight(column) for column in columns)
        heads = FontFace(emphasis=TextEmphasis.B, color=(255, 255, 255), fill_color=_BLUE)
        with self.table(
            width=width, col_widths=widths, align="LEFT", text_align="LEFT", line_height=size * 0.5,
            headings_style=heads,
            first_row_as_headings=bool(header), padding=(0.25, 0.6),
        ) as table:  # fmt: skip
            for line in [header, *rows] if header else rows:
                row = table.row()
                for cell in line:
                    row.cell(str(cell))


def _weight(column: Sequence[str]) -> float:
    """Weigh a column's width: no word is broken, and long texts take several lines."""
    word = max(len(w) for cell in column for w in str(cell).split() or [""])
    return max(word * 1.5, min(max(len(str(c)) for c in column), 40)) + 2


def pdf(storyline: Storyline, atlas: Atlas, lang: str, paper: str = "a4") -> bytes:
    """Write a briefing as PDF, a page per slide, then the notes.

    Text is searchable and its fonts are embedded; maps are pictures at 200 dpi with alt
    texts. The same storyline gives the same bytes.
    """
    t = translator(lang)
    contents = briefing.compose(storyline, atlas, lang)
    made = _Paper(paper, atlas, lang, atlas.plan.title(lang))
    for content in contents:
        made.add_page()
        _page(made, content, atlas, t)
    made.add_page()
    made.words(t("Notes"), 16, bold=True, colour=_BLUE)
    for n, content in enumerate(contents, start=1):
        if content.notes:
            made.ln(2)
            made.words(f"{n}. {content.title}", 10, bold=True)
            made.words(content.notes, 8.5)
    return bytes(made.output())


def _page(made: _Paper, content: Content, atlas: Atlas, t: Translator) -> None:
    made.words(content.title, 18, bold=True, colour=_BLUE)
    made.words(content.subtitle, 10, colour=_GREY)
    if content.drawn and content.drawn.scenario:
        made.words(content.drawn.scenario, 10, bold=True, colour=_ORANGE)
    made.ln(2)
    if content.facts:
        _facts(made, content)
    top = made.get_y()
    foot = " ".join((*content.foot, briefing.view_words(content.view, t)))
    left, wide = _MARGIN, made.epw
    if content.drawn is not None:
        upright = made.h > made.w
        map_wide = made.epw if upright else made.epw * 0.54
        map_high = min(map_wide * 0.8, made.h - top - 45)
        image = printmap.picture(content.drawn, atlas, map_wide / _MM, map_high / _MM)
        made.image(io.BytesIO(image), _MARGIN, top, map_wide, map_high, alt_text=alt_text(content.drawn))
        if upright:
            made.set_y(top + map_high + 3)
        else:
            left, wide = _MARGIN + map_wide + 5, made.epw - map_wide - 5
            _legs(made, foot, top + map_high + 3, map_wide)
            foot = ""
            made.set_y(top)
    made.set_left_margin(left)
    made.set_x(left)
    if content.rows:
        made.rows(content.header, content.rows, wide)
        made.ln(2)
    for _, text in content.bullets:
        made.words(f"• {text}", 9 if content.drawn else 11)
        made.ln(1.2)
    made.set_left_margin(_MARGIN)
    made.set_x(_MARGIN)
    if foot:
        made.ln(2)
        made.words(foot, 6.5, colour=_GREY)


def _legs(made: _Paper, text: str, top: float, width: float) -> None:
    """Write the small print under a map that has a table beside it."""
    made.set_xy(_MARGIN, top)
    made.set_font("DejaVu", size=6.3)
    made.set_text_color(*_GREY)
    made.multi_cell(width, 2.9, text, align="L")


def _facts(made: _Paper, content: Content) -> None:
    n = len(content.facts)
    wide, top = (made.epw - 3 * (n - 1)) / n, made.get_y()
    for i, (value, name, when) in enumerate(content.facts):
        x = _MARGIN + i * (wide + 3)
        made.set_fill_color(*_PALE)
        made.rect(x, top, wide, 19, style="F")
        for size, bold, colour, text, down in (
            (12, True, _BLUE, value, 1.5),
            (7, False, _INK, name, 7.5),
            (6.5, False, _GREY, when, 14),
        ):
            made.set_xy(x + 1.5, top + down)
            made.set_font("DejaVu", "B" if bold else "", size if len(text) * size * 0.23 < wide else size * 0.72)
            made.set_text_color(*colour)
            made.multi_cell(wide - 3, 3.2, text, align="L")
    made.set_xy(_MARGIN, top + 22)


def region_pdf(page: Profile, atlas: Atlas, paper: str = "a4-portrait") -> bytes:
    """Write a region's page as PDF: locator, sectors, money with range, needs with days, neighbours, caveats."""
    t = translator(page.view.lang)
    made = _Paper(paper, atlas, page.view.lang, page.name)
    made.add_page()
    made.words(page.name, 20, bold=True, colour=_BLUE)
    made.words(
        " · ".join(f"{k}: {v}" for k, v in page.facts) + f" · {atlas.plan.title(page.view.lang)}", 9, colour=_GREY
    )
    made.ln(2)
    drawn = thematic.compose(page.view.but(measure="sectors", region=page.slug), atlas)
    top, wide = made.get_y(), made.epw * 0.4
    image = printmap.picture(drawn, atlas, wide / _MM, wide * 0.82 / _MM, locator=True)
    made.image(io.BytesIO(image), _MARGIN, top, wide, wide * 0.82, alt_text=alt_text(drawn))
    made.set_left_margin(_MARGIN + wide + 4)
    made.set_y(top)
    made.words(t("Sectors"), 10, bold=True, colour=_BLUE)
    if page.sectors:
        made.rows(
            (), [(f"{s} {title}", basis) for s, title, basis in page.sectors], made.w - _MARGIN - made.l_margin, 7.5
        )
    else:
        made.words(t("The plan names no sector here."), 8.5)
    made.ln(1.5)
    made.words(t("Needs"), 10, bold=True, colour=_BLUE)
    made.rows((), page.needs, made.w - _MARGIN - made.l_margin, 7.5)
    made.set_left_margin(_MARGIN)
    made.set_y(max(made.get_y(), top + wide * 0.82) + 3)
    _parts(made, page, t)
    return bytes(made.output())


def _parts(made: _Paper, page: Profile, t: Translator) -> None:
    made.words(t("Money, estimate"), 10, bold=True, colour=_BLUE)
    if page.money:
        header = ("", t("estimate"), t("range over the splits"), t("hard bounds"))
        made.rows(header, page.money, made.epw, 7.5)
        made.words(" ".join(page.money_notes), 6.5, colour=_GREY)
    else:
        made.words(t("No sector’s money is located here."), 8.5)
    made.ln(1.5)
    made.words(t("Beside its neighbours"), 10, bold=True, colour=_BLUE)
    header = (t("Region"), t("Sectors"), t("Unmet requirements, estimate"), t("Displaced persons"))
    made.rows(header, page.neighbours, made.epw, 7.5)
    made.ln(1.5)
    for title, names in ((t("Partners named"), page.partners), (t("People the activities are for"), page.groups)):
        if names:
            made.words(title, 9, bold=True, colour=_BLUE)
            made.words(", ".join(names), 7.5)
    activities = [str(row[f"title_{t.lang}"]) for _, row in page.activities.iterrows()]
    if activities:
        made.words(t("Activities that may touch the region"), 9, bold=True, colour=_BLUE)
        made.words(" · ".join(activities), 7)
    made.ln(1)
    made.words(t("Caveats"), 9, bold=True, colour=_BLUE)
    made.words(" • ".join(("", *(c.write(t) for c in page.caveats))).strip(), 6)
    made.words(
        " ".join((*page.dates, t("Sources: {sources}.", sources="; ".join(page.sources)), page.disclaimer)),
        6,
        colour=_GREY,
    )
