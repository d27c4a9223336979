"""A PDF for everyone: all that is written has its place in the structure, maps are lines and words, nothing is tiny."""

import io
import re
from decimal import Decimal

import pypdf
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from geo.briefing import default_storyline
from geo.core import View
from geo.export import export_file, export_order
from geo.export.pdf_drawing import draw_figure
from geo.export.pdf_paper import Paper
from geo.maps import compose_map
from tests.geo.test_written import LAND, view

PLEDGE = (("water", Decimal(100_000)),)


def made(kind, paper="", story=None, **changes):
    order = export_order(view(**changes), LAND, story, paper)
    return pypdf.PdfReader(io.BytesIO(export_file(kind, order, LAND)))


def tree_of(reader):
    """Return the structure as (type, alt, attributes, kids), kids being such or the numbers of marked content."""

    def read(element):
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        return (element["/S"][1:], element.get("/Alt"), element.get("/A"),
                [int(k) if isinstance(k, int) else read(k.get_object()) for k in kids])  # fmt: skip

    return read(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object())


def walk(node):
    yield node
    for kid in node[3]:
        if not isinstance(kid, int):
            yield from walk(kid)


FILES = [
    ("pdf", "a4", {"measure": "unmet", "scenario": PLEDGE}), ("pdf", "a4-portrait", {"lang": "fr"}),
    ("region", "a4-portrait", {"region": "birch"}), ("region", "a4", {"region": "cedar", "lang": "fr"}),
]  # fmt: skip


@pytest.fixture(scope="module", params=FILES, ids=lambda f: f"{f[0]}-{f[1]}")
def reader(request):
    kind, paper, changes = request.param
    return made(kind, paper, default_storyline(LAND) if changes == {"lang": "fr"} else None, **changes)


def test_a_pdf_says_that_it_is_tagged_shows_its_title_and_names_its_language(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] in {"en", "fr"}
    about = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    title = re.search(r"<dc:title>.*?<rdf:li[^>]*>([^<]+)<", about, re.DOTALL).group(1)
    assert title == reader.metadata.title
    assert "<xmp:CreateDate>2024-02-01T00:00:00Z</xmp:CreateDate>" in about


def test_every_sign_on_a_page_is_in_the_structure_or_an_artifact(reader):
    marked = 0
    for page in reader.pages:
        content = page.get_contents().get_data()
        depth, numbers = 0, []
        for line in content.split(b"\n"):
            if line.endswith((b" BDC", b" BMC")):
                depth += 1
                numbers += [int(n) for n in re.findall(rb"/MCID (\d+)", line)]
            elif line == b"EMC":
                depth -= 1
            elif line.strip():
                assert depth == 1, line[:80]
            assert depth in {0, 1}
        assert depth == 0
        assert numbers == list(range(len(numbers)))
        marked += len(numbers)
        parents = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"].get_object()["/Nums"]
        place = parents.index(page["/StructParents"])
        assert len(parents[place + 1]) == len(numbers)
    assert marked == sum(isinstance(kid, int) for node in walk(tree_of(reader)) for kid in node[3])


def test_headings_lists_tables_and_figures_are_what_they_are(reader):
    nodes = list(walk(tree_of(reader)))
    kinds = [n[0] for n in nodes]
    assert (kinds[0], kinds[1]) == ("Document", "H1")
    assert set(kinds) <= {"Document", "H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure"}
    for kind, alt, attributes, kids in nodes:
        inner = {k[0] for k in kids if not isinstance(k, int)}
        if kind == "Figure":
            assert len(alt) > 10
            assert len(attributes["/BBox"]) == 4
        elif kind == "L":
            assert inner == {"LI"}
        elif kind == "LI":
            assert [k[0] for k in kids] == ["Lbl", "LBody"]
        elif kind == "Table":
            assert inner == {"TR"}
            assert any(cell[0] == "TH" for row in kids for cell in row[3])
        elif kind == "TR":
            assert inner <= {"TH", "TD"}
        elif kind == "TH":
            assert attributes["/Scope"] in {"/Column", "/Row"}
    assert any(k == "Table" for k in kinds)
    assert any(k == "Figure" for k in kinds)


def test_the_names_and_figures_of_a_map_are_words_that_can_be_searched():
    text = made("pdf", measure="unmet").pages[0].extract_text()
    drawn = compose_map(view(measure="unmet"), LAND)
    text = " ".join(text.replace("\u00a0", " ").split())
    for region in drawn.regions:
        assert text.count(region.name) >= 2  # on the map, and in the table
        assert text.count(region.label.replace("\u00a0", " ")) >= 2
    assert not [n for p in made("pdf", measure="unmet").pages for n in p["/Resources"].get("/XObject", {})]


def test_no_letter_of_a_pdf_is_below_eight_and_a_half_points(atlas):
    for kind, changes in (("pdf", {"measure": "unmet", "lang": "fr"}), ("region", {"region": "mopti", "lang": "fr"})):
        order = export_order(View(**changes), atlas)
        for page in pypdf.PdfReader(io.BytesIO(export_file(kind, order, atlas))).pages:
            sizes = {}
            page.extract_text(visitor_text=lambda words, _cm, _tm, _font, size: sizes.update(  # noqa: B023 - called at once
                {round(size, 2): words} if words.strip() else {}))  # fmt: skip
            assert min(sizes) >= 8.5, sizes


def test_a_figure_is_drawn_where_and_as_large_as_it_is():
    figure = Figure(figsize=(2, 1), dpi=100)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, 2), ylim=(0, 1))
    axes.fill([0, 2, 2, 0], [0, 0, 1, 1], facecolor="#ff0000", edgecolor="none", hatch="//")
    axes.text(0.5, 0.5, "Ménaka", path_effects=[withStroke(linewidth=2, foreground="white")], size=10)
    axes.plot([0, 2], [0, 1], linestyle=(0, (3, 2)), color="#0000ff", linewidth=2)
    pdf = Paper("a4", LAND, "en", "x")
    pdf.add_page()
    with pdf.element("Figure", alt="a figure"):
        draw_figure(pdf, figure, 20, 30)
    page = pypdf.PdfReader(io.BytesIO(bytes(pdf.output()))).pages[0]
    content = page.get_contents().get_data().decode("latin1")
    assert "1.000 0.000 0.000 rg" in content
    assert "0.000 0.000 1.000 RG 2.00 w" in content
    assert re.search(r"\[6\.00 4\.00\] 0\.00 d", content)  # three and two widths of the line
    left, high, mm = 20 / 25.4 * 72, 595.28, 72 / 25.4
    assert f"{left:.2f} {high - 30 * mm - 72:.2f} m" in content  # the lower left corner of two inches by one
    assert f"{left + 144:.2f} {high - 30 * mm - 72:.2f} l" in content
    assert "1.000 1.000 1.000 RG 2.00 w" in content  # the white edge
    assert page.extract_text().split() == ["Ménaka", "1", "/", "1"]  # and the name once


def test_both_lines_of_a_name_and_its_figure_have_their_edge():
    figure = Figure(figsize=(2, 1), dpi=100)
    FigureCanvasAgg(figure)
    figure.text(0.2, 0.5, "Ash\n12", path_effects=[withStroke(linewidth=3, foreground="#00ff00")], size=10)
    figure.text(0.7, 0.5, "bare", size=10)
    pdf = Paper("a4", LAND, "en", "x")
    pdf.add_page()
    with pdf.element("Figure", alt="a figure"):
        draw_figure(pdf, figure, 20, 30)
    content = pypdf.PdfReader(io.BytesIO(bytes(pdf.output()))).pages[0].get_contents().get_data().decode("latin1")
    assert content.count("0.000 1.000 0.000 RG 3.00 w") == 2
