"""A drawn map, looked at before it becomes a picture: scale, legend, colours and words of Squareland."""

import dataclasses
import itertools
import math
import re

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from geo.core import View
from geo.maps import (
    LEAFLET_FOLDER,
    STATIC,
    base_map,
    boundaries_script,
    column_widths,
    compose_map,
    hashed_name,
    is_numeric_column,
    leaflet_script,
    leaflet_sheet,
    map_bounds,
    map_picture,
    map_png,
    map_script,
    map_style,
    show_style,
    style_words,
    wrap_text,
)
from geo.maps.circles import label_point
from geo.maps.model import NONE_COLOUR, RAMP
from geo.maps.print import labels
from geo.maps.print.text_metrics import text_width
from geo.maps.web.map_style import one_legend_serves
from geo.places import Basemap
from tests import squareland

SECTORS = {
    "food": (900_000, 300_000, ["ash", "birch", "cedar"], "named"),
    "water": (600_000, None, ["ash"], "named"),
    "roads": (100_000, 150_000, ["birch"], "named"),
}


def at_latitude(north, ground=None):
    """Make Squareland with its middle at a latitude."""
    land = squareland.atlas(SECTORS)
    moved = {
        v: dataclasses.replace(
            r,
            frame=r.frame.set_geometry(
                [shapely.transform(g, lambda c: c + np.array([0, north - 0.5])) for g in r.frame.geometry]
            ),
        )
        for v, r in land.regions.items()
    }
    return dataclasses.replace(land, regions=moved, basemap=ground or land.basemap)


LAND = at_latitude(0)
KEYS = "Tab or the arrow keys go from region to region, Enter opens one, Escape leaves the map."


@pytest.fixture
def figure_of(monkeypatch):
    """Draw with one of the public functions and keep the figure instead of its bytes."""

    def catch(draw, *args, **more):
        kept = []
        monkeypatch.setattr(Figure, "savefig", lambda self, _out, **how: kept.append((self, how)))
        draw(*args, **more)
        figure, how = kept[0]
        figure.how = how
        return figure

    return catch


def drawn(atlas=LAND, **changes):
    """Compose a map of fills: circles have tests of their own."""
    return compose_map(View(plan="squareland", **({"show": "fills"} | changes)), atlas)


def bar_of(axes):
    """Return the ends of the scale bar and the kilometres that it says."""
    (text,) = [t for t in axes.texts if t.get_text().endswith(" km")]
    (line,) = [x for x in axes.lines if x.get_linewidth() == 2.2]
    return line, text, float(text.get_text().removesuffix(" km"))


@pytest.mark.parametrize(("latitude", "km"), [(0, 50), (60, 30), (-60, 30), (45, 30), (75, 10)])
def test_the_scale_bar_is_true_at_the_middle_of_the_country(figure_of, latitude, km):
    atlas = at_latitude(latitude)
    (axes,) = figure_of(map_picture, drawn(atlas, measure="unmet"), atlas, 6, 4).axes
    line, text, said = bar_of(axes)
    (x0, x1), (y0, y1) = line.get_xdata(), line.get_ydata()
    assert (said, y0) == (km, y1)  # a round length, at most between a sixth and a fifth of the country
    # its ends on the parallel of the middle, by the ellipsoid
    _, _, metres = pyproj.Geod(ellps="WGS84").inv(x0, latitude, x1, latitude)
    assert metres / 1000 == pytest.approx(km, rel=0.005)
    assert text.get_position()[0] == pytest.approx((x0 + x1) / 2)
    # a kilometre is as long upwards as to the east
    across = axes.transData.transform((1, latitude))[0] - axes.transData.transform((0, latitude))[0]
    up = axes.transData.transform((0, latitude + 0.5))[1] - axes.transData.transform((0, latitude - 0.5))[1]
    assert across / up == pytest.approx(math.cos(math.radians(latitude)), rel=0.001)


@pytest.mark.parametrize("size", [(6, 4), (3, 8), (12, 3)])
def test_the_country_is_whole_and_inside_the_box(figure_of, size):
    (axes,) = figure_of(map_picture, drawn(measure="unmet"), LAND, *size).axes
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    margin = 0.025 * 3
    assert west <= -margin + 1e-9
    assert east >= 3 + margin - 1e-9
    assert south <= -0.5 - margin + 1e-9
    assert north >= 0.5 + margin - 1e-9
    line, text, _ = bar_of(axes)
    window = axes.get_window_extent()
    for x in line.get_xdata():
        assert west < x < west + (east - west) / 2
    assert line.get_ydata()[0] < south + 0.1 * (north - south)  # below, to the left
    (arrow,) = [t for t in axes.texts if t.get_text() == "N"]
    at = axes.transData.transform(arrow.get_position())
    assert at[0] > window.x0 + 0.9 * window.width
    assert at[1] > window.y0 + 0.8 * window.height
    assert text.get_window_extent().y0 >= axes.transData.transform((0, line.get_ydata()[0]))[1]


def fills(axes):
    """Return the fill, edge, hatch and width of each region's patches, west to east."""
    found = []
    for patch in axes.patches:
        if isinstance(patch, PathPatch) and patch.get_zorder() in (2, 3):
            x = patch.get_path().get_extents().x0
            colour = "none" if not patch.get_facecolor()[3] else rgb(patch.get_facecolor())
            found.append((round(x), colour, patch.get_hatch(), round(patch.get_linewidth(), 1)))
    return sorted(found, key=lambda f: f[0])


def rgb(colour):
    return "#" + "".join(f"{round(c * 255):02x}" for c in colour[:3])


def test_regions_are_filled_with_their_class_hatched_without_a_figure_and_outlined_when_chosen(figure_of):
    (axes,) = figure_of(map_picture, drawn(measure="idps", region="birch"), LAND, 6, 4).axes
    assert fills(axes) == [
        (0, RAMP[3], None, 0.8), (1, RAMP[1], None, 0.8), (1, "none", None, 2.6), (2, "#ffffff", None, 0.8),
        (2, "none", "////", 0.0),
    ]  # fmt: skip
    regions = [p for p in axes.patches if isinstance(p, PathPatch) and p.get_zorder() in (2, 3)]
    (outline,) = [p for p in regions if round(p.get_linewidth(), 1) == 2.6]
    assert all(p.get_zorder() < outline.get_zorder() for p in regions if p is not outline)  # no neighbour covers it
    none = figure_of(map_picture, drawn(measure="unmet", sector=("water",)), LAND, 6, 4).axes[0]
    assert [f[1] for f in fills(none)][1:] == [NONE_COLOUR] * 2


def test_the_legend_lists_every_class_with_its_number(figure_of):
    (axes,) = figure_of(map_picture, drawn(measure="idps"), LAND, 6, 4).axes
    legend = axes.get_legend()
    assert [t.get_text() for t in legend.get_texts()] == [
        "no figure   (1)", "0 – 20   (1)", "above 20   (1)", "natural breaks\n(Fisher-Jenks)",
    ]  # fmt: skip
    assert legend.get_title().get_text() == "Displaced persons"
    handles = legend.legend_handles
    assert [(rgb(h.get_facecolor()), h.get_hatch()) for h in handles] == [
        ("#ffffff", "////"), (RAMP[1], None), (RAMP[3], None), ("#000000", None),
    ]  # fmt: skip
    money = figure_of(map_picture, drawn(measure="unmet"), LAND, 6, 4).axes[0].get_legend()
    assert money.get_texts()[0].get_text() == "\\$0 – \\$500\u00a0k   (2)"  # no mathematics
    assert money.get_title().get_text() == "Unmet requirements, US\ndollars, estimate"
    box, land = legend.get_window_extent(), axes.transData.transform([(0, -0.5), (3, 0.5)])
    flat = shapely.box(*land[0], *land[1])
    assert not shapely.box(*box.extents).intersects(flat)


def test_the_square_has_need_upwards_and_response_to_the_right(figure_of):
    made = drawn(measure="mismatch", need="population")
    figure = figure_of(map_picture, made, LAND, 6, 5)
    (inset,) = figure.axes[0].child_axes
    cells = [(p.get_x(), p.get_y(), rgb(p.get_facecolor())) for p in inset.patches if p.get_width() > 20]
    lefts, floors = sorted({round(x, 3) for x, _, _ in cells}), sorted({round(y, 3) for _, y, _ in cells})
    at = {(floors.index(round(y, 3)), lefts.index(round(x, 3))): c for x, y, c in cells}
    assert [at[n, 0] for n in range(3)] == ["#eef0f3", "#c5aa99", "#895c3a"]
    assert [at[0, n] for n in range(3)] == ["#eef0f3", "#b9d5fd", "#46a8f9"]
    assert at[2, 2] == "#262b50"
    words = {t.get_text(): t for t in inset.texts}
    assert {"↑ population", "→ unmet requirements", "> 300", "≤ 300", "≤ 100", "> $200\u00a0k"} <= set(words)
    assert words["> 300"].get_position()[1] > words["≤ 300"].get_position()[1] > words["≤ 100"].get_position()[1]
    counts = [(t.get_position(), rgb(t.get_color()) if not isinstance(t.get_color(), str) else t.get_color())
              for t in inset.texts if t.get_text().split()[-1:] == ["1"]]  # fmt: skip
    assert len(counts) == 3
    # Cedar's cell (most need, smallest gap) is dark: white letters; the others have ink
    top = max(counts, key=lambda c: c[0][1])
    assert top[1] == "white"
    assert {c for p, c in counts if p != top[0]} == {"#14202b"}
    for text in inset.texts:
        assert inset.get_window_extent().x1 >= text.get_window_extent().x1 - 1
    unknown = figure_of(map_picture, drawn(measure="mismatch"), LAND, 6, 5).axes[0].child_axes[0]
    assert "no figure (1)" in [t.get_text() for t in unknown.texts]
    assert [p.get_hatch() for p in unknown.patches].count("////") == 1


def test_the_words_of_the_square_lie_on_no_cell_and_each_number_in_its_own(figure_of):
    (axes,) = figure_of(map_picture, drawn(measure="mismatch", need="population"), LAND, 6, 5).axes
    (inset,) = axes.child_axes
    cells = [shapely.box(*p.get_window_extent().extents) for p in inset.patches]
    frame = shapely.box(*inset.get_window_extent().extents)
    assert shapely.box(*axes.get_window_extent().extents).contains(frame)
    assert inset.get_zorder() > max(a.get_zorder() for a in (*axes.texts, *axes.lines, *axes.patches))
    assert len(cells) == 9
    assert all(frame.contains(c) for c in cells)
    assert all(a.intersection(b).area < 1 for a, b in itertools.combinations(cells, 2))
    for text in (t for t in inset.texts if t.get_text()):
        box = shapely.box(*text.get_window_extent().extents)
        assert frame.buffer(1).contains(box)
        under = [c for c in cells if c.intersection(box).area > 1]  # dots
        if text.get_text().strip("▲△▼▽ ") in ("", "1"):
            assert [c.centroid.distance(box.centroid) < 2 for c in under] == [True]
        else:
            assert under == [], text.get_text()


def test_labels_are_dark_on_light_and_light_on_dark_and_stand_in_their_region(figure_of):
    made = drawn(measure="unmet")
    (axes,) = figure_of(map_picture, made, LAND, 6, 4).axes
    texts = {t.get_text(): t for t in axes.texts}
    ash, birch = texts["Ash\n$800\u00a0k"], texts["Birch\n$200\u00a0k"]
    assert (ash.get_color(), birch.get_color()) == ("white", "#14202b")
    assert (ash.get_weight(), ash.get_fontsize()) == ("bold", 10)
    for n, name in enumerate(("Ash\n$800\u00a0k", "Birch\n$200\u00a0k", "Cedar\n$200\u00a0k")):
        x, y = texts[name].get_position()
        assert n < x < n + 1
        assert -0.5 < y < 0.5
    idps = {t.get_text(): t for t in figure_of(map_picture, drawn(measure="idps"), LAND, 6, 4).axes[0].texts}
    assert (idps["Cedar"].get_weight(), idps["Cedar"].get_fontsize()) == ("normal", 8.5)


def test_where_regions_are_too_small_labels_stand_outside_with_a_line(figure_of):
    (axes,) = figure_of(map_picture, drawn(measure="unmet"), LAND, 1.45, 2.4).axes
    texts = {t.get_text().split("\n")[0]: t for t in axes.texts}
    assert {"Ash", "Birch", "Cedar"} <= set(texts)
    boxes = [shapely.box(*texts[n].get_window_extent().extents) for n in ("Ash", "Birch", "Cedar")]
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
    # Ash has room beside its middle; the others stand below, each with a line from the middle of its region
    led = [x.get_xdata()[0] for x in axes.lines if x.get_marker() == "o" and abs(x.get_ydata()[0]) < 1e-6]
    assert led == pytest.approx([1.5, 2.5])
    lines = [x for x in axes.lines if x.get_linewidth() == 0.7]
    for line, name in zip(lines, ("Birch", "Cedar"), strict=True):
        end = shapely.Point(axes.transData.transform((line.get_xdata()[1], line.get_ydata()[1])))
        assert end.distance(shapely.box(*texts[name].get_window_extent().extents)) < 12
    # outside its region a label has ink, whatever the colour of the region
    dark = figure_of(map_picture, drawn(measure="required"), LAND, 0.8, 2.4).axes[0]
    assert {t.get_color() for t in dark.texts if "Ash" in t.get_text()} == {"#14202b"}


def gpd_of(names, shapes):
    return gpd.GeoDataFrame(
        {"name_en": names, "name_fr": [f"{n} (fr)" for n in names]}, geometry=shapes, crs="EPSG:4326"
    )


GROUND = Basemap(
    neighbours=gpd_of(["Westland", "Islet"], [shapely.box(-5, -5, 0, 5), shapely.box(4, 4, 4.1, 4.1)]),
    rivers=gpd_of(["Blue"], [shapely.LineString([(0, 0.1), (3, 0.1)])]),
    lakes=gpd_of(["Lake"], [shapely.box(2.1, 0.2, 2.2, 0.3)]),
    towns=gpd_of(["Ash", "Oak"], [shapely.Point(0.5, -0.3), shapely.Point(2.5, -0.3)]),
)


def test_towns_are_named_in_the_readers_language_but_not_twice(figure_of):
    atlas = at_latitude(0, GROUND)
    for lang, name in (("en", "Oak"), ("fr", "Oak (fr)")):
        (axes,) = figure_of(map_picture, drawn(atlas, measure="idps", lang=lang), atlas, 8, 5).axes
        words = [t.get_text() for t in axes.texts]
        assert name in words
        assert {"Ash", "Ash (fr)"}.isdisjoint(words)  # a region's name already
        marks = [x for x in axes.lines if x.get_marker() == "o" and x.get_markersize() == 2.2]
        assert [(m.get_xdata()[0], m.get_ydata()[0]) for m in marks] == [(2.5, -0.3)]
        (town,) = [t for t in axes.texts if t.get_text() == name]
        dot, box = axes.transData.transform((2.5, -0.3)), town.get_window_extent()
        assert 0 < box.x0 - dot[0] < 12  # beside its dot, as high
        assert abs(box.y0 + box.y1 - 2 * dot[1]) < 4
        assert all(t.get_path_effects() for t in axes.texts if t.get_text() in (name, "Cedar", "Cedar (fr)"))
        (river,) = [x for x in axes.lines if rgb_of(x.get_color()) == "#6fa3c7"]
        assert river.get_xdata()[-1] == 3
    assert rgb(axes.get_facecolor()) == "#dfe6ea"
    bare = figure_of(map_picture, drawn(), LAND, 6, 4).axes[0]
    assert rgb(bare.get_facecolor()) == "#ece9e1"  # what is around is unknown: no sea


@pytest.mark.parametrize("end", ["N", " km"])
def test_no_town_is_named_on_the_north_arrow_or_the_scale_bar(figure_of, end):
    atlas = at_latitude(0, GROUND)
    made = drawn(atlas, measure="idps")
    (sign,) = [t for t in figure_of(map_picture, made, atlas, 8, 5).axes[0].texts if t.get_text().endswith(end)]
    ground = dataclasses.replace(GROUND, towns=gpd_of(["Pine", "Oak"], [shapely.Point(sign.get_position()),
                                                                        shapely.Point(2.5, -0.3)]))  # fmt: skip
    (axes,) = figure_of(map_picture, made, at_latitude(0, ground), 8, 5).axes
    assert {t.get_text() for t in axes.texts} & {"Pine", "Oak"} == {"Oak"}


def test_a_label_without_room_stands_rather_beyond_the_country_than_on_another_region():
    land = shapely.box(495, 0, 1000, 1000)  # all to the east of a small region
    region = drawn(measure="unmet").regions[0]
    spot = labels._Spot(region, ("Ash", "800"), 500, 500, shapely.box(495, 495, 505, 505))
    sheet = labels._Sheet(edge=shapely.box(0, 0, 1000, 1000), dot=1, land=land)
    assert labels._far(spot, sheet, 10).box.bounds[2] < 495
    axes = Figure(figsize=(6, 4)).add_axes((0, 0, 1, 1))
    sheet, spots = labels._prepared(axes, drawn(measure="unmet"), LAND.regions["2023"].frame.geometry, [])
    assert sheet.land.area == pytest.approx(sum(s.shape.area for s in spots), rel=0.01)


def rgb_of(colour):
    return colour if isinstance(colour, str) else rgb(colour)


def test_a_locator_shows_one_region_and_its_name_alone(figure_of):
    (axes,) = figure_of(map_picture, drawn(measure="unmet", region="birch"), LAND, 3, 2, locator=True).axes
    assert [t.get_text() for t in axes.texts] == ["Birch"]
    assert (axes.get_legend(), axes.child_axes) == (None, [])
    assert [f[1] for f in fills(axes) if f[3] == 0.8] == ["#f7f6f1", "#5b9bd5", "#f7f6f1"]
    square = figure_of(map_picture, drawn(measure="mismatch", region="ash"), LAND, 3, 2, locator=True).axes[0]
    assert square.child_axes == []


@pytest.mark.parametrize("size", ["16:9", "a4", "a4-portrait"])
def test_a_picture_has_its_words_in_their_order_and_its_map_between_them(figure_of, size):
    made = drawn(measure="unmet", lang="fr")
    figure = figure_of(map_png, made, LAND, size)
    wide, high = {"16:9": (13.333, 7.5), "a4": (11.69, 8.27), "a4-portrait": (8.27, 11.69)}[size]
    assert tuple(figure.get_size_inches()) == (wide, high)
    words = " ".join(t.get_text() for t in figure.texts).replace("\u00a0", " ")
    assert words.startswith(
        "Où le financement manque : déficit de financement, estimation par région Squareland Entre parenthèses"
    )
    assert "Vue : plan=squareland&lang=fr&measure=unmet" in words
    assert "Entre parenthèses : nombre de régions." in words
    tops = [t.get_window_extent().y0 for t in figure.texts]
    assert tops == sorted(tops, reverse=True)
    box = figure.axes[0].get_window_extent()
    above = [t for t in figure.texts if t.get_fontsize() > 10]
    below = [t for t in figure.texts if t.get_fontsize() < 10]
    assert all(t.get_window_extent().y0 >= box.y1 for t in above)
    assert all(t.get_window_extent().y1 <= box.y0 + 1 for t in below)
    assert {t.get_position()[0] for t in figure.texts} == {0.35 / wide}
    assert (box.x1 - box.x0) / figure.dpi == pytest.approx(wide - 0.7)
    assert figure.how["dpi"] == 200
    assert {(t.get_fontsize(), t.get_weight(), t.get_color()) for t in above} == {
        (22, "bold", "#0b3a70"), (12, "normal", "#41505e")}  # fmt: skip
    # the small print fills its lines: none has room for the word that begins the next
    small = [t.get_text() for t in figure.texts if t.get_fontsize() < 10]
    room = (wide - 2 * 0.35) * 72
    assert all(text_width(line, below[0].get_fontsize()) <= room for line in small)
    for line, after in itertools.pairwise(small):
        assert text_width(f"{line} {after.split(' ')[0]}", below[0].get_fontsize()) > room
    assert not any(t.get_parse_math() for t in figure.texts)  # money is no mathematics
    # warnings stand on the picture; the view's codes once
    assert "Roads est couvert" in words or "150,0 %" in words.replace("\u202f", " ")


def test_shapes_travel_rounded_with_the_point_where_a_label_fits_best():
    import json

    def body(ground, vintages=None):
        text = boundaries_script(vintages or LAND.regions, ground)
        assert text.startswith("window.CRP_SHAPES={")
        assert text.endswith("};")
        assert '": ' not in text  # no letter travels that says nothing
        return json.loads(text[len("window.CRP_SHAPES=") : -1])

    made = body(GROUND)
    assert {v: [f["properties"]["slug"] for f in c["features"]] for v, c in made["regions"].items()} == {
        "2023": ["ash", "birch", "cedar"], "2016": ["ash", "birch"], "2012": ["ash", "birch"],
    }  # fmt: skip
    kinds = {
        (c["type"], f["type"]) for c in (*made["regions"].values(), made["basemap"]["towns"]) for f in c["features"]
    }
    assert kinds == {("FeatureCollection", "Feature")}
    assert made["regions"]["2023"]["features"][1]["properties"] == {"slug": "birch", "lon": 1.5, "lat": 0, "area": 1}
    west, islet = made["basemap"]["neighbours"]["features"]
    # within a degree and a half of the country: from -1.5 to 0 and from -2 to 2; the islet is too small for a name
    assert (west["properties"]["lon"], west["properties"]["name_fr"]) == (-0.75, "Westland (fr)")
    assert -1.25 <= west["properties"]["lat"] <= 1.25
    assert (islet["properties"]["lon"], islet["properties"]["lat"]) == (0, 0)
    assert made["basemap"]["rivers"]["features"][0]["properties"] == {}
    assert made["basemap"]["towns"]["features"][0]["properties"] == {"name_en": "Ash", "name_fr": "Ash (fr)"}
    assert made["basemap"]["lakes"]["features"][0]["geometry"]["type"] == "Polygon"
    odd = dataclasses.replace(GROUND, rivers=gpd_of(["x"], [shapely.LineString([(0.12345, 1), (1, 2.00049)])]))
    assert body(odd)["basemap"]["rivers"]["features"][0]["geometry"]["coordinates"] == [[0.123, 1], [1, 2]]
    # of several parts the largest has the label; of an L the widest place, not the middle
    parts = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 8, 8)])
    point = label_point(parts)
    assert (point.x, point.y) == pytest.approx((6.5, 6.5), abs=0.05)
    shape = shapely.union(shapely.box(0, 0, 10, 1), shapely.box(0, 0, 3, 3))
    point = label_point(shape)
    assert (point.x, point.y) == pytest.approx((1.5, 1.5), abs=0.1)


def test_the_browser_is_sent_each_text_once_and_the_order_of_the_values():
    sent = map_style(drawn(measure="unmet"))
    assert len(sent["strings"]) == len(set(sent["strings"]))
    ash, birch, cedar = (sent["regions"][s] for s in ("ash", "birch", "cedar"))
    assert (ash["fill"], ash["label"], ash["dark"], ash["order"]) == (RAMP[3], "$800\u00a0k", True, 0)
    assert (birch["dark"], birch["order"], cedar["order"]) == (False, 1, 2)
    tip = [[sent["strings"][a], sent["strings"][b]] for a, b in ash["tip"]]
    assert tip == [list(pair) for pair in drawn(measure="unmet").regions[0].tooltip]
    assert sent["legendTitle"] == "Unmet requirements, US dollars, estimate"
    assert (sent["legendCount"], sent["legend"][0]) == (
        "regions", {"label": "$0 – $500\u00a0k", "fill": RAMP[1], "n": 2})  # fmt: skip
    assert (sent["square"], sent["when"], sent["times"], sent["at"], sent["stamp"]) == (None, "", [], -1, "")
    assert (sent["lang"], sent["areas"], sent["empty"]) == ("en", "2023", "The plan names no sector here.")
    assert sent["words"] == {"in": "Zoom in", "out": "Zoom out", "keys": KEYS}
    square = map_style(drawn(measure="mismatch", need="population"))["square"]
    assert (square["need"], square["needs"], square["responses"][0]) == (
        "population", ("> 300", "≤ 300", "≤ 100"), "≤ $200\u00a0k")  # fmt: skip
    assert [[c["n"] for c in row] for row in square["cells"]] == [[1, 0, 0], [1, 0, 0], [0, 0, 1]]
    assert square["cells"][0][0]["fill"] == "#895c3a"
    assert square["cells"][0][0]["words"].startswith("Among the highest needs, yet")
    dark = map_style(drawn(measure="mismatch", need="population"))["regions"]
    assert (dark["cedar"]["dark"], dark["birch"]["dark"]) == (True, False)


def test_the_days_of_a_map_are_views_and_the_last_is_the_one_without_a_date(atlas):
    made = compose_map(View(measure="idps", region="mopti", show="fills"), atlas)
    sent = map_style(made)
    days = [day.isoformat() for _, day in made.times]
    assert len(days) > 2
    assert [t[1] for t in sent["times"]] == [
        *(f"measure=idps&date={d}&show=fills&classes=days" for d in days[:-1]),
        "measure=idps&show=fills&classes=days",
    ]
    circles = map_style(compose_map(View(measure="idps"), atlas))  # they are on one scale over all days anyway
    assert circles["words"] == {"play": "Play", "pause": "Pause", "day": "Day of the figures",
                                "in": "Zoom in", "out": "Zoom out", "keys": KEYS}  # fmt: skip
    assert [t[1] for t in circles["times"]] == [*(f"measure=idps&date={d}" for d in days[:-1]), "measure=idps"]
    assert [t[2] for t in sent["times"]] == [*days[:-1], ""]
    assert (sent["at"], sent["when"]) == (days.index(made.need.start.isoformat()), made.need.words)
    early = map_style(compose_map(View(measure="idps", date=made.times[0][1], show="fills"), atlas))
    assert early["at"] == 0


def test_one_legend_serves_two_maps_only_where_every_class_means_the_same():
    left = drawn(measure="unmet")
    other = dataclasses.replace(left, legend=(dataclasses.replace(left.legend[0], label="x"), *left.legend[1:]))
    assert one_legend_serves(left, left)
    assert not one_legend_serves(left, other)  # one colour, two labels
    swapped = dataclasses.replace(left, legend=(dataclasses.replace(left.legend[0], colour="#000000"),))
    assert not one_legend_serves(left, swapped)  # one label, two colours
    fewer = dataclasses.replace(left, legend=left.legend[:1])
    assert one_legend_serves(left, fewer)
    square = drawn(measure="mismatch", need="population")
    assert not one_legend_serves(square, square)
    both = map_style(fewer, left, "left")["legend"]
    assert [(e["label"], e["n"]) for e in both] == [
        ("$0 – $500\u00a0k", "2 · 2"), ("above $500\u00a0k", "0 · 1"),
    ]  # fmt: skip
    assert [e["fill"] for e in both] == [RAMP[1], RAMP[3]]
    alone = map_style(left, fewer, "left")["legend"]  # the right one has no region of the last class
    assert [e["n"] for e in alone] == ["2 · 2", "1 · 0"]
    right = map_style(left, fewer, "right")
    assert (right["legendTitle"], right["legend"]) == ("", [])


def test_the_base_map_asks_for_its_own_files_alone_and_shows_the_country():
    made = base_map(["/a.js"], ["/a.css"], map_bounds(LAND))
    html = made.get_root().render()
    assert "/a.js" in html
    assert "/a.css" in html
    assert made.location == pytest.approx([0, 1.5])
    assert '{"bounds": [[-0.55, -0.05], [0.55, 3.05]]}' in html
    assert '"minZoom": 4' in html
    assert '"maxZoom": 10' in html
    assert '"zoomSnap": 0.25' in html
    assert (made.default_js, made.default_css) == ([], [])  # folium's own are on other hosts
    [shapes] = [child for child in made._children.values() if child._name == "regions"]
    assert (shapes.default_js, shapes.default_css) == ([("/a.js", "/a.js")], [("/a.css", "/a.css")])
    files = [f.read_text(encoding="utf-8") for f in sorted((STATIC / "map").glob("*.js"))]
    script = map_script()
    assert all(text in script for text in files)  # none is forgotten, and nothing stands between them
    assert script.split() == [w for text in sorted(files, key=script.index) for w in text.split()]
    group = show_style(style_words("/api/x?a=</script>", 3, "ash"))
    made.add_child(group)
    assert 'CRP.show("/api/x?a=<\\/script>", 3, "ash");' in made.get_root().render()
    assert hashed_name("map", "js", "abc") == "map-ba7816bf8f01.js"  # sha-256 of "abc"


def test_leaflets_files_name_pictures_where_they_are_or_none_and_no_file_for_developers():
    left_out, named = leaflet_sheet(), leaflet_sheet("/there")
    assert "url(" not in left_out
    pictures = ["/there/layers.png", "/there/layers-2x.png", "/there/marker-icon.png"]
    assert re.findall(r"url\(([^)]*)\)", named) == pictures
    whole = (LEAFLET_FOLDER / "leaflet.css").read_text(encoding="utf-8")
    assert left_out.count("{") == named.count("{") == whole.count("{")
    assert "sourceMappingURL" not in leaflet_script()
    assert len(leaflet_script()) > 140_000


def test_words_are_measured_and_broken_where_the_room_ends():
    ten = text_width("mmmmmmmmmm", 10)
    assert ten == pytest.approx(97.4, abs=0.5)  # DejaVu Sans: an m is 0.974 of its size
    assert text_width("mmmmmmmmmm", 20) == pytest.approx(2 * ten)
    assert text_width("mmmmmmmmmm", 10, bold=True) > ten
    assert {text_width(f"a{end}b", 10) for end in "\r\n\x1c\x85\u2029"} == {text_width("a b", 10)}
    room = text_width("aa bb", 10)
    assert wrap_text("aa bb cc", 10, room) == ("aa bb", "cc")
    assert wrap_text("aa bb bb", 10, room - 0.1) == ("aa", "bb", "bb")
    assert wrap_text("aa\u00a0bb cc", 10, 1) == ("aa\u00a0bb", "cc")  # no break where none may be
    assert wrap_text("", 10, 100) == ("",)


def test_columns_share_the_width_of_a_table():
    w = text_width
    # both texts in one line leave room: it goes to each in proportion to its text
    first, second = column_widths([["aa", "bbbb"], ["a", "b"]], 10, 300, 4, head=False)
    assert first + second == pytest.approx(300)
    assert first / second == pytest.approx((w("aa", 10) + 4) / (w("bbbb", 10) + 4))
    # too little: the words keep their proportion
    first, second = column_widths([["aaaa", "bb"]], 10, 20, 4, head=False)
    assert first + second == pytest.approx(20)
    assert first / second == pytest.approx((w("aaaa", 10) + 4) / (w("bb", 10) + 4))
    # between: the longest word each, the rest to the long text
    text = "word " * 20
    first, second = column_widths([["aaaa", text.strip()]], 10, 200, 4, head=False)
    assert first == pytest.approx(w("aaaa", 10) + 4)
    assert second == pytest.approx(200 - first)
    head = column_widths([["aaaa", text.strip()], ["a", "b"]], 10, 200, 4, head=True)
    lead = column_widths([["x", text.strip()], ["aaaa", "b"]], 10, 200, 4, head=False, lead=True)
    assert head[0] == lead[0] == pytest.approx(w("aaaa", 10, bold=True) + 4)


@pytest.mark.parametrize(
    ("column", "figures"),
    [
        (["$1,000", "–", "≥ 5"], True), (["5 %", "not reported"], True), (["5 %", "a text of some length"], False),
        (["–", "–"], False), (["1 200 $US"], True), (["2023-09"], True), (["x1"], False), (["5", "x" * 16], True),
        (["5", "x" * 17], False), ([], False), (["3,4 M$", "990 k$"], True), (["1 / 2"], False),
    ],
)  # fmt: skip
def test_figures_are_told_from_words(column, figures):
    assert is_numeric_column(column) is figures


def test_a_label_without_room_is_tried_smaller_before_it_is_lost(atlas, figure_of):
    made = compose_map(View(measure="population", lang="fr"), atlas)
    axes = figure_of(map_picture, made, atlas, 2.8, 2.3).axes[0]
    marks = {r.mark for r in made.regions if r.mark and atlas.regions["2023"].frame.geometry[r.slug] is not None}
    said = [t for t in axes.texts if t.get_text().split("\n")[-1] in marks]
    assert {t.get_fontsize() for t in said} == {7}
