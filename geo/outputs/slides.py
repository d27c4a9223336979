"""The briefing as a PowerPoint deck: native tables and charts, maps as pictures, notes, alt texts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches, Pt

from geo import briefing, printmap
from geo.drawn import alt_text
from geo.i18n import translator
from geo.outputs import office

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas import Atlas
    from geo.briefing import Content
    from geo.i18n import Translator
    from geo.storyline import Storyline

_WIDTH, _HEIGHT = 13.333, 7.5
_MARGIN = 0.4
_BLUE, _INK, _GREY, _ORANGE = (RGBColor.from_string(c) for c in ("0B3A70", "14202B", "41505E", "A63E0C"))
_BAR = RGBColor.from_string("2069B4")
_TITLE_ONLY = 5
_MAP = 6.3
_MOST_BARS = 12
_LONG = 45  # letters of a title that would not fit into one line


def pptx(storyline: Storyline, atlas: Atlas, lang: str) -> bytes:
    """Write a briefing as a deck (16:9).

    Tables and charts are native and can be edited; maps are pictures at 200 dpi with alt
    texts; notes and slide numbers are set. The same storyline gives the same bytes.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    t = translator(lang)
    for content in briefing.compose(storyline, atlas, lang):
        _slide(deck, content, atlas, t)
    deck.core_properties.title, deck.core_properties.author = atlas.plan.title(lang), "crisis-plan-explorer"
    deck.core_properties.language = lang
    out = io.BytesIO()
    deck.save(out)
    return office.still(out.getvalue(), atlas.plan.file_date)


def _slide(deck: Any, content: Content, atlas: Atlas, t: Translator) -> None:  # noqa: ANN401 - python-pptx has no types
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = (Inches(x) for x in (_MARGIN, 0.2, _WIDTH - 2 * _MARGIN, 0.75))
    title.text_frame.word_wrap = True
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(title.text_frame, [(content.title, 22 if len(content.title) > _LONG else 28, True, _BLUE)])
    scenario = content.drawn.scenario if content.drawn else ""
    under = [(content.subtitle, 14, False, _GREY), *([(scenario, 14, True, _ORANGE)] if scenario else [])]
    _box(slide, (_MARGIN, 0.95, _WIDTH - 2 * _MARGIN, 0.4), under)
    top = 1.45
    if content.facts:
        _facts(slide, content, top)
        top += 1.05
    bottom = _HEIGHT - 0.95
    left, wide = _MARGIN, _WIDTH - 2 * _MARGIN
    if content.drawn is not None:
        picture = printmap.picture(content.drawn, atlas, _MAP, bottom - top)
        made = slide.shapes.add_picture(
            io.BytesIO(picture), Inches(left), Inches(top), Inches(_MAP), Inches(bottom - top)
        )
        made._element.nvPicPr.cNvPr.set("descr", alt_text(content.drawn))  # noqa: SLF001 - the library has no other way
        left, wide = left + _MAP + 0.25, wide - _MAP - 0.25
    _beside(slide, content, (left, top, wide, bottom - top), t)
    foot = " ".join((*content.foot, briefing.view_words(content.view, t)))
    _box(slide, (_MARGIN, _HEIGHT - 0.9, _WIDTH - 1.6, 0.85), [(foot, 7, False, _GREY)])
    _number(slide)
    slide.notes_slide.notes_text_frame.text = "\n".join((content.notes, *content.foot))


def _beside(slide: Any, content: Content, box: tuple[float, float, float, float], t: Translator) -> None:  # noqa: ANN401
    left, top, wide, high = box
    if content.kind == "view" and content.drawn and content.drawn.square is None and content.rows:
        _chart(slide, content, box, t)
        return
    if content.rows:
        used = _table(slide, content, box)
        top, high = top + used, high - used
    if content.bullets:
        size = 12 if content.drawn or len(content.bullets) > 9 else 16  # noqa: PLR2004 - a long list is set smaller
        _box(
            slide,
            (left, top + 0.1, wide, max(high - 0.1, 0.4)),
            [(f"• {text}", size, False, _INK) for _, text in content.bullets],
        )


def _write(frame: Any, lines: list[tuple[str, int, bool, RGBColor]]) -> None:  # noqa: ANN401
    for n, (text, size, bold, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        if n:
            paragraph.space_before = Pt(3)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour


def _box(slide: Any, box: tuple[float, float, float, float], lines: list[tuple[str, int, bool, RGBColor]]) -> Any:  # noqa: ANN401
    made = slide.shapes.add_textbox(*(Inches(x) for x in box))
    made.text_frame.word_wrap = True
    made.text_frame.margin_left = made.text_frame.margin_right = Inches(0.03)
    _write(made.text_frame, lines)
    return made


def _facts(slide: Any, content: Content, top: float) -> None:  # noqa: ANN401
    n = len(content.facts)
    wide = (_WIDTH - 2 * _MARGIN - 0.15 * (n - 1)) / n
    for i, (value, name, when) in enumerate(content.facts):
        size = 18 if len(value) < 12 else 15  # noqa: PLR2004 - an interval or words are set smaller
        lines = [(value, size, True, _BLUE), (name, 11, False, _INK), (when, 9, False, _GREY)]
        made = _box(slide, (_MARGIN + i * (wide + 0.15), top, wide, 0.95), lines)
        made.fill.solid()
        made.fill.fore_color.rgb = RGBColor.from_string("EEF3F8")


def _table(slide: Any, content: Content, box: tuple[float, float, float, float]) -> float:  # noqa: ANN401
    """Add a native table; return its height in inches."""
    left, top, wide, _ = box
    columns = [[head, *(row[i] for row in content.rows)] for i, head in enumerate(content.header)]
    weights = [_weight(column) for column in columns]
    row_high = 0.34
    shape = slide.shapes.add_table(
        len(content.rows) + 1, len(columns), *(Inches(x) for x in (left, top, wide, row_high))
    )
    table = shape.table
    shape._element.nvGraphicFramePr.cNvPr.set("descr", content.title)  # noqa: SLF001 - the library has no other way
    lines = 1.0
    for i, column in enumerate(columns):
        table.columns[i].width = Emu(int(Inches(wide) * weights[i] / sum(weights)))
        letters = wide * weights[i] / sum(weights) * 11
        lines = max(lines, sum(max(1, -(-len(str(c)) // max(int(letters), 1))) for c in column) / len(column))
        for j, text in enumerate(column):
            cell = table.cell(j, i)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.margin_left = cell.margin_right = Inches(0.06)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _BLUE if j == 0 else RGBColor.from_string("FFFFFF" if j % 2 else "EEF3F8")
            colour = RGBColor.from_string("FFFFFF") if j == 0 else _INK
            _write(cell.text_frame, [(str(text), 12, j == 0 or i == 0, colour)])
    return (len(content.rows) + 1) * row_high * lines


def _weight(column: Sequence[str]) -> float:
    """Weigh a column's width: no word is broken, and long texts take several lines."""
    word = max(len(w) for cell in column for w in str(cell).split() or [""])
    return max(word * 1.6, min(max(len(str(c)) for c in column), 46)) + 2


def _chart(slide: Any, content: Content, box: tuple[float, float, float, float], t: Translator) -> None:  # noqa: ANN401
    """Add a native bar chart of the regions in order, with the table's figures as its data."""
    if content.drawn is None:
        return
    ranked = sorted((r for r in content.drawn.regions if r.state == "value"), key=lambda r: -(r.value or 0))[
        :_MOST_BARS
    ]
    data = CategoryChartData(number_format=_format(content.drawn.view.measure))
    data.categories = [r.name for r in ranked]
    data.add_series(content.drawn.unit[:1].upper() + content.drawn.unit[1:], [r.value for r in ranked])
    for end, name in (("low", t("least over the splits")), ("high", t("most over the splits"))):
        if any(getattr(r, end) is not None for r in ranked):
            data.add_series(name, [getattr(r, end) for r in ranked])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *(Inches(x) for x in box), data)
    chart = frame.chart
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt_text(content.drawn))  # noqa: SLF001
    chart.font.size = Pt(11)
    chart.has_legend = len(list(chart.plots[0].series)) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width = 45
    for series, colour in zip(plot.series, ("2069B4", "9FC3E6", "5B9BD5"), strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
    first = plot.series[0]
    for i, region in enumerate(ranked):
        label = first.points[i].data_label
        label.has_text_frame = True
        label.text_frame.text = region.label
        label.position = XL_LABEL_POSITION.OUTSIDE_END


def _format(measure: str) -> str:
    return "0.0%" if measure in ("coverage", "food_insecure_share") else "#,##0"


def _number(slide: Any) -> None:  # noqa: ANN401
    """Add the slide's number as a field, so that it stays true when slides are moved."""
    made = slide.shapes.add_textbox(Inches(_WIDTH - 1.1), Inches(_HEIGHT - 0.55), Inches(0.8), Inches(0.4))
    paragraph = made.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field = OxmlElement("a:fld")
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    run = OxmlElement("a:rPr")
    run.set("sz", "1400")
    text = OxmlElement("a:t")
    text.text = str(slide.part.package.presentation_part.presentation.slides.index(slide) + 1)
    field.append(run)
    field.append(text)
    paragraph._p.insert(0, field)  # noqa: SLF001
    end = paragraph._p.find(qn("a:endParaRPr"))  # noqa: SLF001
    if end is not None:
        paragraph._p.append(end)  # noqa: SLF001
