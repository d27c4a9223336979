"""The briefing as a PowerPoint deck: native tables and charts, maps as pictures or as shapes, notes, alt texts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches

from geo.briefing import compose_slide
from geo.core import translator
from geo.export.live_link import live_link
from geo.export.pptx_chart import money_chart, ranked_chart
from geo.export.pptx_drawing import add_shapes
from geo.export.pptx_master import as_footer, as_number, own_master, write_sections
from geo.export.pptx_parts import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    POINTS,
    box,
    height,
    interval_bar,
    number,
    table,
    write,
)
from geo.export.reproducible_zip import fix_zip_times
from geo.maps import alt_text, map_figure, map_picture, small_maps_figure, small_maps_picture, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.briefing import SlideContent, Storyline
    from geo.core import Translator
    from geo.export.live_link import LiveLink
    from geo.export.pptx_parts import Line
    from geo.store import Atlas

_WIDTH, _HEIGHT = 13.333, 7.5
_MARGIN = 0.4
_WIDE = _WIDTH - 2 * _MARGIN
_TOP, _BOTTOM = 1.6, 6.75  # inches: every slide's body lies between, and its map at one place
_MAP, _MAP_HIGH, _LISTED = 6.2, 5.1, 5.0  # a list of activities leaves more room for the table beside it
_TITLE = {45: 28, 110: 22, 150: 18}
"""The size of a title in points, by the most letters that fit into its two lines so."""
_SUB, _SOURCE, _LEAST = 14, 12, 12
_QR = 0.62
_TOOL = "crisis-plan-explorer"


class _Means(NamedTuple):
    """What a slide is made with: the data, the words, and whether its maps are shapes."""

    atlas: Atlas
    t: Translator
    shapes: bool


def briefing_pptx(storyline: Storyline, atlas: Atlas, lang: str, address: str = "", *, shapes: bool = False) -> bytes:
    """Write a briefing as a deck (16:9).

    Nothing on a slide is set smaller than 12 points. Each slide leads to its view in the
    explorer at *address*, if there is one. Tables and charts are native and can be edited; maps
    are pictures at 200 dpi with alt texts, or on request *shapes* to edit; notes, slide numbers
    and the language of every text are set. The same storyline gives the same bytes.
    """
    contents = [(content, lang) for content in compose_slide(storyline, atlas, lang)]
    return slides_pptx(contents, atlas, address, shapes=shapes)


def slides_pptx(
    contents: Sequence[tuple[SlideContent, str]], atlas: Atlas, address: str = "", *, shapes: bool = False
) -> bytes:
    """Write slides as a deck, each in its language; the first one's is the deck's own. See `briefing_pptx`."""
    deck = Presentation()
    layout = own_master(deck, _WIDTH, _HEIGHT)
    for content, lang in contents:
        means = _Means(atlas, translator(lang), shapes)
        _slide(deck.slides.add_slide(layout), content, means, live_link(content, address))
    first = contents[0][1]
    write_sections(deck, [content.kind for content, _ in contents], translator(first))
    about = deck.core_properties
    about.title, about.subject, about.language = atlas.plan.title(first), translator(first)("Briefing"), first
    about.author = about.last_modified_by = _TOOL
    about.comments = about.keywords = ""
    out = io.BytesIO()
    deck.save(out)
    return fix_zip_times(out.getvalue(), atlas.plan.file_date)


def _slide(slide: Any, content: SlideContent, means: _Means, live: LiveLink | None) -> None:  # noqa: ANN401
    t = means.t
    _head(slide, content, t)
    left, top, wide = _MARGIN, _TOP, _WIDE
    if content.drawn is not None or content.activities:
        _left(slide, content, means)
        taken = _LISTED if content.drawn is None else _MAP
        left, wide = left + taken + 0.2, wide - taken - 0.2
    if content.facts:
        top += _facts(slide, content, (left, top, wide)) + 0.12
    if content.small:
        _small_maps(slide, content, means, (left, top, wide, _BOTTOM - top))
    _beside(slide, content, (left, top, wide, _BOTTOM - top), t)
    _foot(slide, content, live, t)
    write(slide.notes_slide.notes_text_frame, [("\n".join((content.notes, "", *content.foot)), 12, False, INK)], t.lang)


def _left(slide: Any, content: SlideContent, means: _Means) -> None:  # noqa: ANN401
    """Draw the map, or write the activities where it would say nothing."""
    if content.drawn is None:
        lines = [(f"{title} – {sector}" if sector else title, 16, False, INK) for title, sector in content.activities]
        box(slide, (_MARGIN, _TOP, _LISTED, _BOTTOM - _TOP), lines, means.t.lang)
        return
    place, words = (_MARGIN, _TOP, _MAP, _MAP_HIGH), alt_text(content.drawn)
    if means.shapes:
        add_shapes(
            slide, map_figure(content.drawn, means.atlas, _MAP, _MAP_HIGH, projected=True), place, words, means.t
        )
        return
    _picture(slide, map_picture(content.drawn, means.atlas, _MAP, _MAP_HIGH, projected=True), place, words)


def _picture(slide: Any, picture: bytes, place: tuple[float, float, float, float], words: str) -> None:  # noqa: ANN401
    image = slide.shapes.add_picture(io.BytesIO(picture), *(Inches(x) for x in place))
    image._element.nvPicPr.cNvPr.set("descr", words)  # noqa: SLF001 - the library has no other way


def _foot(slide: Any, content: SlideContent, live: LiveLink | None, t: Translator) -> None:  # noqa: ANN401
    """Write the one source line, the way to the live view, and the slide's number."""
    as_footer(box(slide, (_MARGIN, 6.86, 9.3, 0.5), [(content.source, _SOURCE, False, GREY)], t.lang))
    if live is not None and live.scanned:
        image = slide.shapes.add_picture(io.BytesIO(live.png()), Inches(11.3), Inches(6.82), Inches(_QR), Inches(_QR))
        image._element.nvPicPr.cNvPr.set("descr", f"{t('Live view')}: {live.words}")  # noqa: SLF001
        image.click_action.hyperlink.address = live.url
    elif live is not None:
        made = box(slide, (10.2, 6.95, 2.0, 0.35), [(t("Live view"), 14, False, BLUE)], t.lang)
        made.text_frame.paragraphs[0].runs[0].hyperlink.address = live.url
    as_number(number(slide, (_WIDTH - 1.1, _HEIGHT - 0.55, 0.8, 0.4), t.lang))


def _small_maps(slide: Any, content: SlideContent, means: _Means, place: tuple[float, float, float, float]) -> None:  # noqa: ANN401
    wide, high = place[2:]
    words = "\n".join(f"{title}: {alt_text(drawn)}" for title, drawn in content.small)
    if means.shapes:
        add_shapes(
            slide, small_maps_figure(content.small, means.atlas, wide, high, projected=True), place, words, means.t
        )
        return
    _picture(slide, small_maps_picture(content.small, means.atlas, wide, high), place, words)


def _head(slide: Any, content: SlideContent, t: Translator) -> None:  # noqa: ANN401
    """Write title, subtitle and the stamp of a scenario."""
    first = content.kind == "opening"
    title = slide.shapes.title
    high = 1.2 if first else 0.75
    title.left, title.top, title.width, title.height = (Inches(x) for x in (_MARGIN, 0.15, _WIDE, high))
    title.text_frame.word_wrap = True
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    size = (
        _opening_size(content.title)
        if first
        else next((size for most, size in _TITLE.items() if len(content.title) <= most), 16)
    )
    write(title.text_frame, [(content.title, size, True, BLUE)], t.lang)
    scenario = content.scenario
    lines = height(content.subtitle, _SUB, _WIDE) / height("", _SUB, _WIDE)
    sub = 20 if first else _LEAST if lines > 1 else _SUB
    under = [(content.subtitle, sub, False, GREY), *([(scenario, _LEAST, True, ORANGE)] if scenario else [])]
    box(slide, (_MARGIN, 0.15 + high, _WIDE, 0.5), under, t.lang)


def _opening_size(title: str) -> int:
    """Return the size of the first slide's title in points: one line if it can be."""
    room = (_WIDE - 0.2) * POINTS
    return next((size for size in (40, 36, 32) if text_width(title, size, bold=True) <= room), 32)


def _beside(slide: Any, content: SlideContent, place: tuple[float, float, float, float], t: Translator) -> None:  # noqa: ANN401
    left, top, wide, high = place
    if content.charted:
        ranked_chart(slide, content, place, t)
        return
    if content.bars:
        across = wide * 0.42
        money_chart(slide, content, (left + wide - across, top, across, high), t)
        wide -= across + 0.15
    if content.rows:
        below = sum(height(f"• {text}", _LEAST, wide) + 0.05 for _, text in content.bullets)
        used = table(slide, content, (left, top, wide, high - below), t)
        top, high = top + used, high - used
    if content.bullets:
        box(slide, (left, top + 0.1, wide, max(high - 0.1, 0.4)), _points(content, wide, high - 0.1), t.lang)


def _points(content: SlideContent, wide: float, high: float) -> list[Line]:
    """Write the bullets as large as they fit; a leading finding stands out."""
    for size in (20, 18, 16, 14, 13, _LEAST):
        lines = [(text, 32, True, BLUE) if weight == "lead" else (f"• {text}", size, False, INK)
                 for weight, text in content.bullets]  # fmt: skip
        if sum(height(text, points, wide, bold=bold) + 0.05 for text, points, bold, _ in lines) <= high:
            break
    return lines


def _facts(slide: Any, content: SlideContent, place: tuple[float, float, float]) -> float:  # noqa: ANN401
    """Write the key figures in cards, beside a map in two columns; return their height, inches."""
    left, top, wide = place
    columns = len(content.facts) if wide > _WIDE - 1 else 2  # beside anything in two
    across = (wide - 0.12 * (columns - 1)) / columns
    tall = 0.0
    for row in range(0, len(content.facts), columns):
        facts = content.facts[row : row + columns]
        lines = [[(f.value, 20 if len(f.value) < 14 else 16, True, BLUE), (f.name, _LEAST, False, INK),  # noqa: PLR2004
                  *([(f.note, _LEAST, False, GREY)] if f.note else [])] for f in facts]  # fmt: skip
        high = max(sum(height(text, size, across, bold=bold) + 0.03 for text, size, bold, _ in card) for card in lines)
        for n, (fact, card_lines) in enumerate(zip(facts, lines, strict=True)):
            x = left + n * (across + 0.12)
            card = box(slide, (x, top + tall, across, high + 0.06), card_lines, content.view.lang)
            card.fill.solid()
            card.fill.fore_color.rgb = PALE
            if fact.interval:
                start = max(1.0, text_width(fact.value, lines[n][0][1], bold=True) / POINTS + 0.12)
                interval_bar(slide, fact.interval, (x + start, top + tall + 0.13, across - start - 0.1))
        tall += high + 0.16
    return tall
