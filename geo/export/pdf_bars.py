"""The rows of a slide on paper, with the bars beside them that are a native chart in PowerPoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import translator
from geo.export.colours import SERIES
from geo.export.pdf_paper import GREY, SMALLEST, Lane
from geo.export.row_bars import CONFIRMED, RANGE, SILENT, VALUE, bar_words, row_bars

if TYPE_CHECKING:
    from geo.briefing import SlideContent
    from geo.export.pdf_paper import Paper
    from geo.export.row_bars import RowBar

    Place = tuple[float, float, float, float]

_LANE, _LANE_BESIDE_MAP = 0.4, 0.26
"""Parts of a table's width."""
_AIR, _LINE, _EDGE = 0.5, 0.35, 0.2
"""mm: around the bars of a row, the line of a range, the edge of a bar that stands for no report."""
_SIGN, _HIGH = 5.0, 2.2
"""mm: the width and height of a sign of the key."""
_HEIGHTS = {VALUE: (0.0, 0.62), CONFIRMED: (0.5, 1.0), RANGE: (0.7, 1.0)}
"""Where in its row a bar lies, from above; what is asked for lies in the upper half."""
_UPPER = (0.0, 0.5)


def write_rows(pdf: Paper, content: SlideContent, width: float) -> None:
    """Write the rows of a slide as a table, each with its bars where they are amounts, and what the bars mean."""
    bars, t = row_bars(content), translator(content.view.lang)
    if not bars:
        pdf.rows(content.header, content.rows, width)
        return

    def draw(row: int, place: Place) -> None:
        if row < len(bars):
            _draw(pdf, bars[row], place)

    part = _LANE if content.drawn is None else _LANE_BESIDE_MAP
    pdf.rows(content.header, content.rows, width, lane=Lane(t("Compared"), part, draw))
    if words := bar_words(bars, t):
        _key(pdf, words)


def _draw(pdf: Paper, bar: RowBar, place: Place) -> None:
    left, top, wide, high = place
    left, top, wide, high = left + 2 * _AIR, top + _AIR, wide - 3 * _AIR, high - 2 * _AIR
    with pdf.local_context():  # the table goes on with its own colours
        for kind, length in bar.bars:
            low, end = _HEIGHTS.get(kind, _UPPER)
            _bar(pdf, kind, (left, top + low * high, length * wide, (end - low) * high))
        if bar.range:
            low, end = _HEIGHTS[RANGE]
            ends = (bar.range[1] - bar.range[0]) * wide
            _range(pdf, (left + bar.range[0] * wide, top + low * high, ends, (end - low) * high))


def _bar(pdf: Paper, kind: str, place: Place) -> None:
    """Draw a bar; one of a sector that does not report is an outline in dashes."""
    left, top, wide, high = place
    if kind == SILENT:
        pdf.set_draw_color(*_rgb(SILENT))
        pdf.set_line_width(_EDGE)
        pdf.set_dash_pattern(0.8, 0.5)
        pdf.rect(left, top + _EDGE, wide, max(high - 2 * _EDGE, _EDGE), style="D")
        pdf.set_dash_pattern()
        return
    pdf.set_fill_color(*_rgb(kind))
    pdf.rect(left, top, wide, high, style="F")


def _range(pdf: Paper, place: Place) -> None:
    """Draw a range: a line with an end on each side."""
    left, top, wide, high = place
    pdf.set_draw_color(*_rgb(RANGE))
    pdf.set_line_width(_LINE)
    pdf.line(left, top + high / 2, left + wide, top + high / 2)
    for x in (left, left + wide):
        pdf.line(x, top, x, top + high)


def _key(pdf: Paper, words: tuple[tuple[str, str], ...]) -> None:
    """Say under a table what its bars stand for."""
    pdf.ln(1.5)
    pdf.set_font("DejaVu", size=SMALLEST)
    pdf.set_text_color(*GREY)
    x, y = pdf.l_margin, pdf.get_y()
    for kind, name in words:
        place = (x, y + 1.0, _SIGN, _HIGH)
        with pdf.artifact(), pdf.local_context():
            (_range(pdf, place) if kind == RANGE else _bar(pdf, kind, place))
        pdf.set_xy(x + _SIGN + 1, y)
        across = pdf.get_string_width(name) + 3
        with pdf.element("P"):
            pdf.cell(across, 4.2, name)
        x += _SIGN + across + 3
    pdf.set_xy(pdf.l_margin, y + 4.2)


def _rgb(kind: str) -> tuple[int, int, int]:
    colour = SERIES[kind]
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)
