"""Parts of a PowerPoint slide: texts in their language, a native table, a native chart, the slide's number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches, Pt

from geo.export.colours import PALETTE
from geo.maps import column_widths, is_numeric_column, text_width, wrap_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.briefing import SlideContent
    from geo.core import Translator

BLUE, INK, GREY, ORANGE, PALE, WHITE, LIGHT = (RGBColor.from_string(c) for c in PALETTE)
POINTS = 72
_LANGS = {"en": MSO_LANGUAGE_ID.ENGLISH_US, "fr": MSO_LANGUAGE_ID.FRENCH}
_SIDE, _TOP = 0.06, 0.03  # inches inside a cell
_SIZES = (14, 13, 12)
_LINE = 1.2

Line = tuple[str, int, bool, RGBColor]
"""A paragraph: its text, size in points, whether it is bold, and its colour."""


def write(frame: Any, lines: Sequence[Line], lang: str, align: Any = PP_ALIGN.LEFT) -> None:  # noqa: ANN401 - python-pptx has no types
    """Write paragraphs into a frame, each run with its language for the spelling check."""
    for n, (text, size, bold, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.alignment = align
        if n:
            paragraph.space_before = Pt(3)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour
        run.font.language_id = _LANGS[lang]


def box(slide: Any, place: tuple[float, float, float, float], lines: Sequence[Line], lang: str) -> Any:  # noqa: ANN401
    """Add a text box; *place* is left, top, width and height in inches."""
    shape = slide.shapes.add_textbox(*(Inches(x) for x in place))
    shape.text_frame.word_wrap = True
    shape.text_frame.margin_left = shape.text_frame.margin_right = Inches(0.03)
    shape.text_frame.margin_top = shape.text_frame.margin_bottom = Inches(0.02)
    write(shape.text_frame, lines, lang)
    return shape


def interval_bar(slide: Any, interval: tuple[float, float], place: tuple[float, float, float]) -> None:  # noqa: ANN401
    """Draw two ends of a share on a scale from 0 to 100 %; *place* is left, top and width in inches."""
    left, top, wide = place
    low, high = (min(1.0, share) for share in interval)
    for colour, start, end in ((WHITE, 0.0, 1.0), (LIGHT, low, high), (BLUE, 0.0, low)):
        if end > start:
            sides = (left + start * wide, top, (end - start) * wide, 0.1)
            bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(x) for x in sides))
            bar.fill.solid()
            bar.fill.fore_color.rgb = colour
            bar.line.fill.background()


def height(text: str, size: float, wide: float, *, bold: bool = False) -> float:
    """Return the height in inches of a paragraph that is *wide* inches wide."""
    return len(wrap_text(text, size, (wide - 0.1) * POINTS, bold=bold)) * size * _LINE / POINTS


def table(slide: Any, content: SlideContent, place: tuple[float, float, float, float], t: Translator) -> float:  # noqa: ANN401
    """Add a native table as large as its place allows, figures to the right; return its height in inches.

    Rows that would not fit at the smallest size are left out, and the last row says how many.
    """
    left, top, wide, high = place
    rows = [[str(c) for c in row] for row in (content.header, *content.rows)]
    right = [is_numeric_column(c) for c in zip(*content.rows, strict=True)]
    for size in _SIZES:
        widths = column_widths(rows, size, wide * POINTS, 2 * _SIDE * POINTS + 2, head=True, lead=True)
        heights = [_row(row, widths, size, bold=n == 0) for n, row in enumerate(rows)]
        if sum(heights) <= high and not _broken(rows, widths, size):
            break
    else:
        kept = 1
        while kept < len(rows) - 1 and sum(heights[: kept + 1]) + max(heights) <= high:
            kept += 1
        rest = t("and {n} more", n=len(rows) - kept)
        rows = [*rows[:kept], [rest, *[""] * (len(rows[0]) - 1)]]
        heights = [_row(row, widths, size, bold=n == 0) for n, row in enumerate(rows)]
    shape = slide.shapes.add_table(len(rows), len(widths), *(Inches(x) for x in (left, top, wide, sum(heights))))
    shape._element.nvGraphicFramePr.cNvPr.set("descr", content.title)  # noqa: SLF001 - the library has no other way
    for i, points in enumerate(widths):
        shape.table.columns[i].width = Emu(int(Pt(1) * points))
    for j, row in enumerate(rows):
        shape.table.rows[j].height = Inches(heights[j])
        for i, text in enumerate(row):
            cell = shape.table.cell(j, i)
            cell.margin_top = cell.margin_bottom = Inches(_TOP)
            cell.margin_left = cell.margin_right = Inches(_SIDE)
            cell.fill.solid()
            cell.fill.fore_color.rgb = BLUE if j == 0 else WHITE if j % 2 else PALE
            line = (text, size, j == 0 or i == 0, WHITE if j == 0 else INK)
            write(cell.text_frame, [line], content.view.lang, PP_ALIGN.RIGHT if right[i] else PP_ALIGN.LEFT)
    return sum(heights)


def _broken(rows: list[list[str]], widths: Sequence[float], size: float) -> bool:
    """Tell whether a word is wider than its column."""
    pad = 2 * _SIDE * POINTS
    return any(
        text_width(word, size, bold=j == 0 or i == 0) > width - pad
        for j, row in enumerate(rows)
        for i, (text, width) in enumerate(zip(row, widths, strict=True))
        for word in text.split(" ")
    )


def _row(row: Sequence[str], widths: Sequence[float], size: float, *, bold: bool) -> float:
    """Return a row's height in inches."""
    pad = 2 * _SIDE * POINTS
    cells = enumerate(zip(row, widths, strict=True))
    most = max(len(wrap_text(text, size, w - pad, bold=bold or i == 0)) for i, (text, w) in cells)
    return most * size * _LINE / POINTS + 2 * _TOP


def number(slide: Any, place: tuple[float, float, float, float], lang: str) -> Any:  # noqa: ANN401
    """Add the slide's number as a field, so that it stays true when slides are moved."""
    shape = slide.shapes.add_textbox(*(Inches(x) for x in place))
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field = OxmlElement("a:fld")
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    run = OxmlElement("a:rPr")
    run.set("lang", {"en": "en-US", "fr": "fr-FR"}[lang])
    run.set("sz", "1400")
    text = OxmlElement("a:t")
    text.text = str(slide.part.package.presentation_part.presentation.slides.index(slide) + 1)
    field.append(run)
    field.append(text)
    paragraph._p.append(field)  # noqa: SLF001 - after the paragraph's properties, before its end
    end = paragraph._p.find(qn("a:endParaRPr"))  # noqa: SLF001
    if end is not None:
        paragraph._p.append(end)  # noqa: SLF001
    return shape
