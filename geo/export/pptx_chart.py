"""A native bar chart of PowerPoint: labels by number format, ranges as error bars, its figures in its own workbook."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from geo.export.colours import PALETTE, SERIES
from geo.export.xlsx import save_in_memory
from geo.maps import alt_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.briefing import SlideContent
    from geo.core import Translator
    from geo.maps import RegionValue, ThematicMap

_AT_LEAST = "≥"
_TENS = 9_950_000
"""From here on money is written in whole millions: 10 M."""
_SPACE = "\u00a0"


def ranked_chart(slide: Any, content: SlideContent, place: tuple[float, float, float, float], t: Translator) -> None:  # noqa: ANN401 - python-pptx has no types
    """Add a bar chart of all regions with a figure in order; *place* is left, top, width and height in inches.

    Its labels are its own figures in a number format: who edits the data sees them change.
    The range of an estimate is drawn as error bars. The title says the unit, the range and
    a scenario.
    """
    drawn = content.drawn
    if drawn is None:
        return
    ranked = drawn.ranked
    data = CategoryChartData(number_format=label_format(drawn, ranked, t))
    data.categories = [r.name for r in ranked]
    data.add_series(_capital(drawn.unit), [r.value for r in ranked])
    ranges = any(r.ranges for r in ranked)
    if ranges:
        data.add_series(t("most over the splits"), [r.high for r in ranked])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *(Inches(x) for x in place), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt_text(drawn))  # noqa: SLF001 - the library has no other way
    bars = frame.chart
    bars.font.size = Pt(12)  # the bars of twenty regions still have room for it
    _write_title(bars, drawn, t, ranges=ranges)
    bars.has_legend = False
    bars.category_axis.reverse_order = True
    bars.value_axis.visible = False
    bars.value_axis.has_major_gridlines = False
    bars.plots[0].gap_width, bars.plots[0].overlap = 45, 0
    series = bars.plots[0].series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(SERIES["value"])
    _label(series, data.number_format, ranked)
    if ranges:
        _add_ranges(bars, ranked, t)


def money_chart(slide: Any, content: SlideContent, place: tuple[float, float, float, float], t: Translator) -> None:  # noqa: ANN401
    """Add a native bar chart of what sectors ask for and have; a sector that does not report has no bar of its own."""
    data = CategoryChartData(number_format="#,##0")
    data.categories = [bar.name for bar in content.bars]
    data.add_series(t("Requirements"), [bar.required for bar in content.bars])
    data.add_series(t("Confirmed funding"), [bar.confirmed for bar in content.bars])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *(Inches(x) for x in place), data)
    words = t.listed(f"{bar.name} {bar.words}" for bar in content.bars)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)  # noqa: SLF001 - the library has no other way
    bars = frame.chart
    bars.font.size = Pt(12)
    bars.has_legend = True
    bars.legend.position = XL_LEGEND_POSITION.BOTTOM
    bars.legend.include_in_layout = False
    bars.category_axis.reverse_order = True
    bars.category_axis.visible = False  # the table beside it has the names, in the same order
    bars.value_axis.visible = False
    bars.value_axis.has_major_gridlines = False
    bars.plots[0].gap_width = 45
    bars.plots[0].overlap = 0
    for series, kind in zip(bars.plots[0].series, ("required", "confirmed"), strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(SERIES[kind])


def label_format(drawn: ThematicMap, ranked: Sequence[RegionValue], t: Translator) -> str:
    """Return the number format of a chart's labels: two figures of money with its unit, people in full, shares in %."""
    if drawn.indicator.is_share:
        return "0%" if drawn.estimate else "0.0%"
    if drawn.indicator.kind == "amount":
        return _money_format(max((r.value or 0 for r in ranked), default=0), t)
    return f'[>=1000000]0.00,,"{_SPACE}M";#,##0'


def _money_format(most: float, t: Translator) -> str:
    """Write money at two figures: a format has at most three cases, so they are those around the largest amount."""
    before, after = ('"$"', "") if t.lang == "en" else ("", "$")
    million, thousand = f'"{_SPACE}M{after}"', f'"{_SPACE}k{after}"'
    tens, ones = f"[>=9950000]{before}0,,{million}", f"[>=995000]{before}0.0,,{million}"
    parts = f"[>=99500]{before}0.00,,{million}"
    return ";".join([*((tens, ones) if most >= _TENS else (ones, parts)), f"{before}0,{thousand}"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _write_title(bars: Any, drawn: ThematicMap, t: Translator, *, ranges: bool) -> None:  # noqa: ANN401
    """Write the unit, what the thin lines are, and the stamp of a scenario."""
    bars.has_title = True
    frame = bars.chart_title.text_frame
    lines = [(_capital(drawn.unit), PALETTE[1]), *([(t("line: range over the splits"), PALETTE[2])] if ranges else [])]
    lines += [(drawn.scenario, PALETTE[3])] if drawn.scenario else []
    for n, (text, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(12), n == 0 or colour == PALETTE[3]
        run.font.color.rgb = RGBColor.from_string(colour)
    bars.chart_title.include_in_layout = False


def _label(series: Any, form: str, ranked: Sequence[RegionValue]) -> None:  # noqa: ANN401
    """Label the bars by their own figures; a figure that is a least has the sign in its format."""
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, form, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    at_least = [n for n, r in enumerate(ranked) if r.label.startswith(_AT_LEAST)]
    for n in reversed(at_least):  # each is put first
        point = (
            f'<c:dLbl {nsdecls("c")}><c:idx val="{n}"/><c:numFmt formatCode="{_escaped(form)}" sourceLinked="0"/>'
            '<c:spPr/><c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
            '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
        )
        labels._element.insert(0, parse_xml(point))  # noqa: SLF001


def _escaped(form: str) -> str:
    """Put the sign of a least before each case of a format, written for an attribute of XML."""
    cases = [f'{head}]"{_AT_LEAST}{_SPACE}"{rest}' if rest else f'"{_AT_LEAST}{_SPACE}"{head}'
             for head, _, rest in (case.partition("]") for case in form.split(";"))]  # fmt: skip
    return ";".join(cases).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _add_ranges(bars: Any, ranked: Sequence[RegionValue], t: Translator) -> None:  # noqa: ANN401
    """Draw the ranges as error bars in a row of their own: the far ends are a series without a bar, each with its line.

    So no line crosses a figure, and the axis is long enough for the farthest end.
    """
    n, ends = len(ranked), bars.plots[0].series[1]
    ends.format.fill.background()
    lengths = [0.0 if r.high is None or r.low is None else r.high - r.low for r in ranked]
    points = "".join(f'<c:pt idx="{i}"><c:v>{length!r}</c:v></c:pt>' for i, length in enumerate(lengths))
    cells = f"<c:f>Sheet1!$E$2:$E${n + 1}</c:f>"
    cache = f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{n}"/>{points}</c:numCache>'
    kind = '<c:errBarType val="minus"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
    ink = SERIES["range"]
    line = f'<a:ln w="19050"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill></a:ln>'
    error_bars = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>{kind}<c:minus><c:numRef>{cells}{cache}</c:numRef></c:minus>"
        f"<c:spPr>{line}</c:spPr></c:errBars>"
    )
    ends._element.find(qn("c:cat")).addprevious(error_bars)  # noqa: SLF001 - the library has no other way
    _write_ends(bars, ranked, t)


def _write_ends(bars: Any, ranked: Sequence[RegionValue], t: Translator) -> None:  # noqa: ANN401
    """Write the near ends of the ranges into the chart's workbook, and by formula how long each range is."""
    book = openpyxl.load_workbook(io.BytesIO(bars.part.chart_workbook.xlsx_part.blob))
    sheet = book.active
    sheet["D1"], sheet["E1"] = t("least over the splits"), t("most less the least")
    for n, region in enumerate(ranked, start=2):
        sheet[f"D{n}"], sheet[f"E{n}"] = region.low, f"=C{n}-D{n}"
    bars.part.chart_workbook.update_from_xlsx_blob(save_in_memory(book))
