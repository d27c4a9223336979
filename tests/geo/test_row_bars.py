"""The bars beside the rows of a slide in HTML and PDF: the lengths of the native chart of PowerPoint, by figure."""

import io
import re

import lxml.html
import pptx
import pypdf
import pytest

from geo.briefing import Slide, Storyline, fill_slide, storyline_of_view
from geo.core import translator
from geo.export import deck_html
from geo.export.colours import SERIES
from geo.export.row_bars import RowBar, bar_words, row_bars
from tests import squareland
from tests.geo.test_written import LAND, chart_of, contrast, made, view

CASES = [{"measure": "unmet"}, {"measure": "coverage"}, {"measure": "population"}]


def content_of(kind="view", query="measure=unmet", land=LAND):
    return fill_slide(Slide(kind, query), land, "en")


def shares_of_chart(**changes):
    """Return the lengths of the bars of the native chart and the ends of its error bars, as parts of the longest."""
    chart = chart_of(pptx.Presentation(io.BytesIO(made("pptx", **changes)))).chart
    values, *high = ([float(v) for v in s.values] for s in chart.series)
    spans = [float(x.text) for x in chart._chartSpace.xpath(".//c:errBars//c:pt/c:v")]
    longest = max([*values, *(high[0] if high else [])])
    ends = (
        [((h - s) / longest, h / longest) if s else None for h, s in zip(high[0], spans, strict=True)] if high else []
    )
    return [v / longest for v in values], ends or [None] * len(values)


@pytest.mark.parametrize("changes", CASES, ids=lambda c: c["measure"])
def test_bars_and_ranges_beside_the_rows_are_as_long_as_those_of_the_native_chart(changes):
    values, ends = shares_of_chart(**changes)
    slide = storyline_of_view(view(**changes), LAND).slides[0]
    bars = row_bars(fill_slide(slide, LAND, "en"))
    assert [b.bars for b in bars] == [(("value", pytest.approx(v)),) for v in values]
    assert [b.range for b in bars] == [e and pytest.approx(e) for e in ends]


def test_lengths_by_hand():
    # Unmet: Ash 800 k (560 to 800), Birch and Cedar 200 k (Birch 200 to 200 ... Cedar up to 360).
    ash, _, cedar = row_bars(content_of())
    assert ash.bars == (("value", 1.0),)
    assert (cedar.bars[0][1], cedar.range[1]) == (pytest.approx(0.25), pytest.approx(0.45))


def test_a_sector_has_a_bar_for_what_it_asks_and_one_for_what_it_has_and_silence_is_a_kind_of_its_own():
    # Food 900 of which 300; Water 600 and Health 240 silent; Roads 100 of which 150; Data 50 silent.
    assert row_bars(content_of("sectors", "")) == (
        RowBar((("required", 1.0), ("confirmed", pytest.approx(1 / 3)))),
        RowBar((("silent", pytest.approx(2 / 3)),)),
        RowBar((("silent", pytest.approx(240 / 900)),)),
        RowBar((("required", pytest.approx(1 / 9)), ("confirmed", pytest.approx(1 / 6)))),
        RowBar((("silent", pytest.approx(50 / 900)),)),
    )


def test_rows_that_are_no_amounts_have_no_bars():
    assert row_bars(content_of("decisions", "")) == ()
    assert row_bars(content_of("view", "measure=mismatch")) == ()
    nothing = squareland.furnished(squareland.atlas({"food": (0, 0, ["ash"], "named")}))
    assert row_bars(content_of("sectors", "", nothing)) == ()


def widths(html, n):
    """Return the bars and ranges of a slide of the HTML file, in parts of their lane."""
    slide = lxml.html.fromstring(html).xpath(f"//section[@lang='en'][@data-n='{n}']")[0]
    of = lambda el, what: float(re.search(rf"(?:^|;){what}:([\d.]+)%", el.get("style")).group(1)) / 100  # noqa: E731
    lanes = slide.xpath(".//td[@class='bar']/div")
    bars = [tuple((i.get("class"), of(i, "width")) for i in lane.xpath("./i")) for lane in lanes]
    ranges = [
        next(((of(u, "left"), of(u, "left") + of(u, "width")) for u in lane.xpath("./u")), None) for lane in lanes
    ]
    key = [" ".join(e.text_content().split()) for e in slide.xpath(".//th[@class='key']/span")]
    return bars, ranges, key


def test_the_html_file_draws_them_with_a_key():
    html = deck_html(Storyline("squareland", (Slide("view", "measure=unmet"), Slide("sectors"))), LAND)
    for n, (kind, query) in enumerate((("view", "measure=unmet"), ("sectors", "")), start=1):
        wanted = row_bars(content_of(kind, query))
        bars, ranges, key = widths(html, n)
        assert bars == [tuple((k, pytest.approx(v, abs=1e-4)) for k, v in row.bars) for row in wanted]
        assert ranges == [row.range and pytest.approx(row.range, abs=2e-4) for row in wanted]
        assert key == [name for _, name in bar_words(wanted, translator("en"))]
    assert key == ["requirements", "confirmed", "not reported"]


def drawn_in(page):
    """Return width and colour of each filled rectangle of a page of the PDF, and the length of each straight line."""
    fill, stroke, boxes, lines, start = None, None, [], [], None
    for line in page.get_contents().get_data().decode("latin1").splitlines():
        if line.startswith("q ") and line.rstrip().endswith(" Q"):
            continue  # a cell or its words, with colours of their own
        for found in re.finditer(r"([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)\b", line):
            colour = "".join(f"{round(float(c) * 255):02X}" for c in found.groups()[:3])
            fill, stroke = (colour, stroke) if found.group(4) == "rg" else (fill, colour)
        if found := re.search(r"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re f", line):
            boxes.append((fill, float(found.group(3))))
        if found := re.search(r"([-\d.]+) ([-\d.]+) m ([-\d.]+) ([-\d.]+) l S", line):
            x0, y0, x1, y1 = map(float, found.groups())
            lines += [(stroke, x1 - x0)] if y0 == y1 else []
    return boxes, lines, start


def test_the_pdf_draws_them_as_vectors_with_a_key():
    page = pypdf.PdfReader(io.BytesIO(made("pdf", measure="unmet"))).pages[0]
    boxes, lines, _ = drawn_in(page)
    values, ends = shares_of_chart(measure="unmet")
    bars = [w for colour, w in boxes if colour == SERIES["value"]]
    assert [b / bars[0] for b in bars] == pytest.approx(values, abs=0.01)
    spans = [w / bars[0] for colour, w in lines if colour == SERIES["range"]]
    wanted = [high - low for low, high in filter(None, ends)]
    assert spans[: len(wanted)] == pytest.approx(wanted, abs=0.01)
    assert "range over the splits" in " ".join(page.extract_text().split())


def test_the_money_of_sectors_is_drawn_in_the_pdf():
    story = Storyline("squareland", (Slide("sectors"),))
    page = pypdf.PdfReader(io.BytesIO(made("pdf", story))).pages[0]
    boxes, _, _ = drawn_in(page)
    asked = [w for colour, w in boxes if colour == SERIES["required"]]
    has = [w for colour, w in boxes if colour == SERIES["confirmed"] and w < asked[0]]
    assert [w / asked[0] for w in asked[:2]] == pytest.approx([1, 1 / 9], abs=0.01)  # food, roads; then the key's sign
    assert [w / asked[0] for w in has][:2] == pytest.approx([1 / 3, 1 / 6], abs=0.01)
    assert "not reported" in page.extract_text()


def test_every_series_stands_out_from_the_paper():
    assert min(contrast(colour, "FFFFFF") for colour in SERIES.values()) >= 3
    css = deck_html(Storyline("squareland", (Slide("sectors"),)), LAND)
    for kind, colour in SERIES.items():
        if kind != "range":
            assert re.search(rf"\.bar \.{kind}[^}}]*#{colour}", css, re.IGNORECASE), kind
