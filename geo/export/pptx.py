"""The briefing as a PowerPoint deck: native tables and charts, maps as pictures, notes, alt texts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches

from geo.analysis import view_words
from geo.briefing import compose_slide
from geo.core import translator
from geo.export.pptx_chart import ranked_chart
from geo.export.pptx_parts import BLUE, GREY, INK, ORANGE, PALE, box, height, interval_bar, number, table, write
from geo.export.reproducible_zip import fix_zip_times
from geo.maps import alt_text, map_picture, small_maps_picture

if TYPE_CHECKING:
    from geo.briefing import SlideContent, Storyline
    from geo.core import Translator
    from geo.store import Atlas

_WIDTH, _HEIGHT = 13.333, 7.5
_MARGIN = 0.4
_WIDE = _WIDTH - 2 * _MARGIN
_TITLE_ONLY = 5
_MAP = 6.3
_LONG = 45  # letters of a title that would not fit into one line
_SUB, _FOOT = 14, 9
_TOOL = "crisis-plan-explorer"


def briefing_pptx(storyline: Storyline, atlas: Atlas, lang: str) -> bytes:
    """Write a briefing as a deck (16:9).

    Tables and charts are native and can be edited; maps are pictures at 200 dpi with alt
    texts; notes, slide numbers and the language of every text are set. The same storyline
    gives the same bytes.
    """
    deck = Presentation()
    _widen(deck)
    t = translator(lang)
    for content in compose_slide(storyline, atlas, lang):
        _slide(deck, content, atlas, t)
    about = deck.core_properties
    about.title, about.subject, about.language = atlas.plan.title(lang), t("Briefing"), lang
    about.author = about.last_modified_by = _TOOL
    about.comments = about.keywords = ""
    out = io.BytesIO()
    deck.save(out)
    return fix_zip_times(out.getvalue(), atlas.plan.file_date)


def _widen(deck: Any) -> None:  # noqa: ANN401 - python-pptx has no types
    """Make slides, master and layouts 16:9: the library's own are 4:3."""
    across, down = Inches(_WIDTH) / deck.slide_width, Inches(_HEIGHT) / deck.slide_height
    deck.slide_width, deck.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.shapes:
            if shape._element.spPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}xfrm") is not None:  # noqa: SLF001
                shape.left, shape.width = Emu(int(shape.left * across)), Emu(int(shape.width * across))
                shape.top, shape.height = Emu(int(shape.top * down)), Emu(int(shape.height * down))


def _slide(deck: Any, content: SlideContent, atlas: Atlas, t: Translator) -> None:  # noqa: ANN401
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    top = _head(slide, content, t)
    if content.facts:
        _facts(slide, content, top)
        top += 1.05
    foot = " ".join((*content.foot, view_words(content.view, t)))
    low = height(foot, _FOOT, _WIDE - 0.7) + 0.1
    bottom = _HEIGHT - low - 0.1
    left, wide = _MARGIN, _WIDE
    if content.drawn is not None:
        picture = map_picture(content.drawn, atlas, _MAP, bottom - top)
        image = slide.shapes.add_picture(
            io.BytesIO(picture), Inches(left), Inches(top), Inches(_MAP), Inches(bottom - top)
        )
        image._element.nvPicPr.cNvPr.set("descr", alt_text(content.drawn))  # noqa: SLF001 - the library has no other way
        left, wide = left + _MAP + 0.25, wide - _MAP - 0.25
    if content.small:
        _small_maps(slide, content, atlas, (left, top, wide, bottom - top))
    _beside(slide, content, (left, top, wide, bottom - top), t)
    box(slide, (_MARGIN, bottom + 0.05, _WIDE - 0.7, low), [(foot, _FOOT, False, GREY)], t.lang)
    number(slide, (_WIDTH - 1.1, _HEIGHT - 0.55, 0.8, 0.4), t.lang)
    write(slide.notes_slide.notes_text_frame, [("\n".join((content.notes, *content.foot)), 12, False, INK)], t.lang)


def _small_maps(slide: Any, content: SlideContent, atlas: Atlas, place: tuple[float, float, float, float]) -> None:  # noqa: ANN401
    left, top, wide, high = place
    picture = small_maps_picture(content.small, atlas, wide, high)
    image = slide.shapes.add_picture(io.BytesIO(picture), Inches(left), Inches(top), Inches(wide), Inches(high))
    words = "\n".join(f"{title}: {alt_text(drawn)}" for title, drawn in content.small)
    image._element.nvPicPr.cNvPr.set("descr", words)  # noqa: SLF001 - the library has no other way


def _head(slide: Any, content: SlideContent, t: Translator) -> float:  # noqa: ANN401
    """Write title, subtitle and the stamp of a scenario; return where the rest begins, inches."""
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = (Inches(x) for x in (_MARGIN, 0.2, _WIDE, 0.75))
    title.text_frame.word_wrap = True
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    size = 22 if len(content.title) > _LONG else 28
    write(title.text_frame, [(content.title, size, True, BLUE)], t.lang)
    scenario = content.drawn.scenario if content.drawn else ""
    under = [(content.subtitle, _SUB, False, GREY), *([(scenario, _SUB, True, ORANGE)] if scenario else [])]
    high = sum(height(text, size, _WIDE, bold=bold) for text, size, bold, _ in under) + 0.12
    box(slide, (_MARGIN, 0.95, _WIDE, high), under, t.lang)
    return 0.95 + high + 0.08


def _beside(slide: Any, content: SlideContent, place: tuple[float, float, float, float], t: Translator) -> None:  # noqa: ANN401
    left, top, wide, high = place
    if content.charted:
        ranked_chart(slide, content, place, t)
        return
    if content.rows:
        size = 11 if content.bullets else 0
        below = sum(height(f"• {text}", size, wide) + 0.05 for _, text in content.bullets) if size else 0.0
        used = table(slide, content, (left, top, wide, high - below))
        top, high = top + used, high - used
    if content.bullets:
        size = 12 if content.drawn or len(content.bullets) > 9 else 16  # noqa: PLR2004 - a long list is set smaller
        lines = [(f"• {text}", size, False, INK) for _, text in content.bullets]
        box(slide, (left, top + 0.1, wide, max(high - 0.1, 0.4)), lines, t.lang)


def _facts(slide: Any, content: SlideContent, top: float) -> None:  # noqa: ANN401
    n = len(content.facts)
    wide = (_WIDE - 0.15 * (n - 1)) / n
    for i, fact in enumerate(content.facts):
        size = 18 if len(fact.value) < 12 else 15  # noqa: PLR2004 - words are set smaller
        lines = [(fact.value, size, True, BLUE), (fact.name, 11, False, INK), (fact.note, 9, False, GREY)]
        card = box(slide, (_MARGIN + i * (wide + 0.15), top, wide, 0.95), lines, content.view.lang)
        card.fill.solid()
        card.fill.fore_color.rgb = PALE
        if fact.interval:
            interval_bar(slide, fact.interval, (_MARGIN + i * (wide + 0.15) + 0.95, top + 0.13, wide - 1.05))
