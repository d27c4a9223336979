"""The briefing as PDF, a page per slide, then the notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

from geo.briefing import compose_slide
from geo.core import translator
from geo.export.live_link import live_link
from geo.export.pdf_bars import write_rows
from geo.export.pdf_paper import BLUE, GREY, INK, LIGHT, MARGIN, MM, ORANGE, PALE, SMALLEST, WHITE, Paper
from geo.maps import alt_text, map_figure, small_maps_figure, wrap_text

if TYPE_CHECKING:
    from geo.briefing import SlideContent, Storyline
    from geo.core import Translator
    from geo.export.live_link import LiveLink
    from geo.store import Atlas


_FOOT_LINE, _FACT_LINE = 3.5, 3.4  # mm
_QR = 18  # mm


def briefing_pdf(storyline: Storyline, atlas: Atlas, lang: str, paper: str = "a4", address: str = "") -> bytes:
    """Write a briefing as PDF on one of `PAPERS`, a page per slide, then the notes.

    Each page leads to its view in the explorer at *address*, if there is one. Text is
    searchable and its fonts are embedded; maps are pictures at 200 dpi with alt texts; slides
    are bookmarks. The same storyline gives the same bytes.
    """
    t = translator(lang)
    contents = compose_slide(storyline, atlas, lang)
    pdf = Paper(paper, atlas, lang, atlas.plan.title(lang))
    for content in contents:
        pdf.add_page()
        pdf.start_section(content.title)
        _page(pdf, content, atlas)
        _live(pdf, live_link(content, address), t)
    pdf.add_page()
    pdf.start_section(t("Notes"))
    pdf.words(t("Notes"), 16, bold=True, colour=BLUE, kind="H1")
    for n, content in enumerate(contents, start=1):
        if content.notes:
            pdf.ln(2)
            pdf.words(f"{t('Slide {n}', n=n)} – {content.title}", 10, bold=True, kind="H2")
            pdf.words(content.notes, 8.5)
            pdf.words(" ".join(content.foot), SMALLEST, colour=GREY)
    return bytes(pdf.output())


def _page(pdf: Paper, content: SlideContent, atlas: Atlas) -> None:
    pdf.words(content.title, 18, bold=True, colour=BLUE, kind="H1")
    pdf.words(content.subtitle, 10, colour=GREY)
    if content.scenario:
        pdf.words(content.scenario, 10, bold=True, colour=ORANGE)
    pdf.ln(2)
    if content.facts:
        _facts(pdf, content)
    top = pdf.get_y()
    foot = content.source
    left, wide = MARGIN, pdf.epw
    if content.drawn is not None:
        upright = pdf.h > pdf.w
        map_wide = pdf.epw if upright else pdf.epw * 0.54
        small = len(wrap_text(foot, SMALLEST, (map_wide - 2) * 72 / MM)) * _FOOT_LINE
        map_high = min(map_wide * 0.85, pdf.h - top - small - 18) if not upright else map_wide * 0.8
        figure = map_figure(content.drawn, atlas, map_wide / MM, map_high / MM)
        pdf.drawing(figure, MARGIN, top, alt_text(content.drawn))
        if upright:
            pdf.set_y(top + map_high + 3)
        else:
            left, wide = MARGIN + map_wide + 5, pdf.epw - map_wide - 5
            _legs(pdf, foot, top + map_high + 2, map_wide)
            foot = ""
            pdf.set_y(top)
    if content.small:
        high = min(pdf.epw * (0.42 if pdf.w > pdf.h else 1.05), pdf.h - top - 40)
        words = "\n".join(f"{title}: {alt_text(drawn)}" for title, drawn in content.small)
        pdf.drawing(small_maps_figure(content.small, atlas, pdf.epw / MM, high / MM), MARGIN, top, words)
        pdf.set_y(top + high + 2)
    pdf.set_left_margin(left)
    pdf.set_x(left)
    if content.activities:
        listed = [f"{title} – {sector}" if sector else title for title, sector in content.activities]
        pdf.points(listed, 11, 1.2)
        pdf.ln(2)
    if content.rows:
        write_rows(pdf, content, wide)
        pdf.ln(2)
    pdf.points([text for _, text in content.bullets], 9 if content.drawn else 11, 1.2)
    pdf.set_left_margin(MARGIN)
    pdf.set_x(MARGIN)
    if foot:
        pdf.ln(2)
        pdf.words(foot, SMALLEST, colour=GREY)


def _live(pdf: Paper, live: LiveLink | None, t: Translator) -> None:
    """Set the way to the live view into the upper corner."""
    if live is None:
        return
    if live.scanned:
        words = f"{t('Live view')}: {live.words}"
        with pdf.element("Figure", alt=words):
            pdf.image(io.BytesIO(live.png()), pdf.w - MARGIN - _QR, 4, _QR, _QR, link=live.url)
        return
    pdf.set_xy(pdf.w - MARGIN - 40, 5)
    pdf.set_font("DejaVu", size=SMALLEST)
    pdf.set_text_color(*BLUE)
    with pdf.element("Link"):
        pdf.cell(40, 5, t("Live view"), align="R", link=live.url)


def _legs(pdf: Paper, text: str, top: float, width: float) -> None:
    """Write the small print under a map that has a table beside it."""
    pdf.set_xy(MARGIN, top)
    pdf.set_font("DejaVu", size=SMALLEST)
    pdf.set_text_color(*GREY)
    with pdf.element("P"):
        pdf.multi_cell(width, _FOOT_LINE, text, align="L")


def _facts(pdf: Paper, content: SlideContent) -> None:
    n = len(content.facts)
    wide, top = (pdf.epw - 3 * (n - 1)) / n, pdf.get_y()
    note = max(14, 8.3 + _FACT_LINE * max(_lines(pdf, fact.name, wide - 3) for fact in content.facts))
    high = max(21, note + 1.5 + _FACT_LINE * max(_lines(pdf, fact.note, wide - 3) for fact in content.facts))
    for i, fact in enumerate(content.facts):
        x = MARGIN + i * (wide + 3)
        pdf.set_fill_color(*PALE)
        pdf.rect(x, top, wide, high, style="F")
        if fact.interval:
            _interval(pdf, fact.interval, (x + 22, top + 2.2, wide - 25))
        for size, bold, colour, text, down in (
            (12, True, BLUE, fact.value, 1.5),
            (SMALLEST, False, INK, fact.name, 7.5),
            (SMALLEST, False, GREY, fact.note, note),
        ):
            pdf.set_xy(x + 1.5, top + down)
            fits = len(text) * size * 0.23 < wide
            pdf.set_font("DejaVu", "B" if bold else "", size if fits else max(size * 0.72, SMALLEST))
            pdf.set_text_color(*colour)
            if text:
                with pdf.element("P"):
                    pdf.multi_cell(wide - 3, _FACT_LINE, text, align="L")
    pdf.set_xy(MARGIN, top + high + 3)


def _lines(pdf: Paper, text: str, wide: float) -> int:
    """Count the lines that a small text takes in a width, millimetres."""
    pdf.set_font("DejaVu", "", SMALLEST)
    lines = cast("list[str]", pdf.multi_cell(wide, _FACT_LINE, text, dry_run=True, output="LINES", align="L"))
    return len(lines) if text else 0


def _interval(pdf: Paper, interval: tuple[float, float], place: tuple[float, float, float]) -> None:
    """Draw two ends of a share on a scale from 0 to 100 %; *place* is left, top and width."""
    left, top, wide = place
    low, high = (min(1.0, share) for share in interval)
    for colour, start, end in ((WHITE, 0.0, 1.0), (LIGHT, low, high), (BLUE, 0.0, low)):
        pdf.set_fill_color(*colour)
        pdf.rect(left + start * wide, top, (end - start) * wide, 3, style="F")
