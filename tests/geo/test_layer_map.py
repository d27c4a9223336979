"""Pictures of cercles, hexagons, sites and flows: what an SVG reader finds in them, by hand on Squareland."""

import math
import re

import lxml.etree
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.maps import Sheet, Shown, Spot, cells_svg, flows_svg, sites_svg
from geo.maps.model import NONE_COLOUR, RAMP
from geo.maps.web.layer_map import cluster_sites

SQUARES = {slug: shapely.box(n, 0, n + 1, 1) for n, slug in enumerate(("ash", "birch", "cedar"))}
NAMES = {slug: slug.title() for slug in SQUARES}
HIDDEN = Shown(None, "")


def sheet(**changes):
    said = {"said": "Herds <by> cercle", "stamp": "", "withheld": "withheld", "none": "no figure", "region": ""}
    return Sheet(SQUARES, NAMES, amount=lambda v: f"{v:g}", **(said | changes))


def amount(value):
    return Shown(value, f"{value:g}")


def read(svg):
    root = lxml.etree.fromstring(svg)
    every = [(e.tag.split("}")[1], e) for e in root.iter() if isinstance(e.tag, str)]
    texts = [e.text for tag, e in every if tag == "text"]
    return root, every, texts


def test_cells_are_filled_by_class_withheld_ones_dotted_and_those_without_a_figure_hatched():
    cells = {c: shapely.box(n / 2, 0, n / 2 + 0.5, 1) for n, c in enumerate("abcdef")}
    svg = cells_svg(cells, {"a": amount(1), "b": amount(100), "c": amount(0), "d": HIDDEN}, sheet())
    root, every, texts = read(svg)
    fills = [e.get("fill") for tag, e in every if tag == "path" and e.get("fill")]
    # Two classes, far apart on the ramp; then zero, withheld, and two without a figure.
    assert fills[:6] == [RAMP[1], RAMP[3], NONE_COLOUR, "url(#w)", "url(#h)", "url(#h)"]
    assert texts[-5:] == [f"0 – {texts[-5].split(' – ')[1]}", f"> {texts[-5].split(' – ')[1].split(' ')[0]} (1)",
                          "0 (1)", "withheld (1)", "no figure (2)"]  # fmt: skip
    assert root.get("aria-label") == "Herds <by> cercle"
    assert {"Ash", "Birch", "Cedar"} <= set(texts)


def test_a_picture_without_a_withheld_cell_says_nothing_of_any():
    _, _, texts = read(cells_svg({"a": SQUARES["ash"]}, {"a": amount(3)}, sheet()))
    assert not any("withheld" in t or "no figure" in t for t in texts)


def test_the_stamp_is_in_the_picture():
    paper = sheet(stamp="SYNTHETIC & made")
    for svg in (cells_svg({}, {}, paper), sites_svg([], paper, adds_up=True), flows_svg({}, paper)):
        assert "SYNTHETIC & made" in read(svg)[2]


def test_the_stamp_is_as_wide_as_its_picture_at_most():
    tall = Sheet({"ash": shapely.box(0, 0, 0.2, 1)}, NAMES, "said", "SYNTHETIC: " + "made " * 12, "", "", str)
    root, every, _ = read(cells_svg({}, {}, tall))
    (size,) = {float(e.get("font-size")) for tag, e in every if tag == "g" and e.get("font-size")} - {13.0}
    assert size * 0.6 * len(tall.stamp) <= float(root.get("width"))


def test_sites_that_lie_close_are_one_symbol_at_their_middle_with_the_sum_of_what_is_shown():
    made = cluster_sites([(0, 0, 10.0), (3, 4, 5.0), (6, 0, None), (100, 0, 7.0)], near=10)
    assert [(c.sites, c.withheld, c.total, c.x, c.y) for c in made] == [
        (3, 1, 15.0, 3.0, pytest.approx(4 / 3)), (1, 0, 7.0, 100.0, 0.0),
    ]  # fmt: skip


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500), st.none() | st.integers(0, 99).map(float)), max_size=30)
)
def test_every_site_is_in_one_symbol_whatever_their_order(spots):
    made = cluster_sites(spots)
    assert sum(c.sites for c in made) == len(spots)
    assert sum(c.total for c in made) == pytest.approx(sum(s[2] or 0 for s in spots))
    assert sum(c.withheld for c in made) == sum(s[2] is None for s in spots)
    assert cluster_sites(spots[::-1]) == made


def circles(svg):
    return [(float(e.get("r")), e.get("fill")) for tag, e in read(svg)[1] if tag == "circle" and float(e.get("r")) > 2]


def test_a_symbols_area_is_its_figure_and_one_of_withheld_sites_is_dotted_and_without_a_figure():
    spots = [Spot("a", 0.2, 0.5, amount(100)), Spot("b", 1.5, 0.5, amount(25)), Spot("c", 2.8, 0.5, HIDDEN)]
    svg = sites_svg(spots, sheet(), adds_up=True)
    (large, _), (small, _), (_, fill), _ = circles(svg)
    assert (large / small) ** 2 == pytest.approx(4, rel=0.02)
    assert fill == "url(#w)"
    texts = read(svg)[2]
    assert [t for t in texts if t not in NAMES.values()] == ["100", "25", "withheld"]


def test_shares_do_not_add_up_their_symbols_are_as_large_as_their_number():
    near = [Spot("a", 0.20, 0.5, amount(0.9)), Spot("b", 0.21, 0.5, amount(0.1)), Spot("c", 2.8, 0.5, amount(0.4))]
    texts = [t for t in read(sites_svg(near, sheet(), adds_up=False))[2] if t not in NAMES.values()]
    assert texts == ["2", "0.4"]  # how many, and the figure of the one that stands alone


def test_a_chosen_region_is_drawn_large_and_its_sites_come_apart():
    near = [Spot("a", 0.30, 0.5, amount(3)), Spot("b", 0.42, 0.5, amount(4)), Spot("c", 2.8, 0.5, amount(5))]
    assert len(circles(sites_svg(near, sheet(), adds_up=True))) == 2
    texts = read(sites_svg(near, sheet(region="ash"), adds_up=True))[2]
    assert [t for t in texts if t not in NAMES.values()] == ["4", "3"]  # and the one elsewhere is not on it


def test_arrows_are_as_wide_as_their_flow_and_end_in_its_region_and_a_withheld_one_is_dashed_without_a_figure():
    flows = {("ash", "cedar"): amount(80), ("cedar", "ash"): amount(40), ("birch", "ash"): HIDDEN,
             ("birch", "birch"): amount(500), ("ash", "nowhere"): amount(9)}  # fmt: skip
    svg = flows_svg(flows, sheet())
    _, every, texts = read(svg)
    lines = [e for tag, e in every if tag == "path" and "Q" in (e.get("d") or "")]
    wide = {round(float(e.get("stroke-width")), 1): e for e in lines}
    assert len(lines) == 3  # none within a region, none to where no region is
    assert sorted(wide) == [1.5, 5.0, 10.0]
    assert wide[1.5].get("stroke-dasharray")
    assert not wide[10.0].get("stroke-dasharray")
    assert [t for t in texts if t not in NAMES.values()] == ["80", "40", "withheld (1)"]
    paths = [e.get("d") for tag, e in every if tag == "path" and e.get("fill") and e.get("d")]
    heads = [found.groups() for d in paths if (found := re.match(r"M([\d.]+) ([\d.]+)L[\d. ]+L[\d. ]+Z$", d))]
    unit = (760 - 20) / 3 / math.cos(math.radians(0.5))
    ends = sorted((float(x) - 10) / (unit * math.cos(math.radians(0.5))) for x, _ in heads)
    assert ends == pytest.approx([0.5, 0.5, 2.5], abs=0.01)


def test_two_ways_between_two_regions_do_not_lie_on_each_other():
    svg = flows_svg({("ash", "cedar"): amount(80), ("cedar", "ash"): amount(40)}, sheet())
    lines = [e.get("d") for tag, e in read(svg)[1] if tag == "path" and "Q" in (e.get("d") or "")]
    guides = [float(re.search(r"Q[\d.-]+ ([\d.-]+)", d).group(1)) for d in lines]
    assert abs(guides[0] - guides[1]) > 20
