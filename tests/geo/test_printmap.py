"""Labels of a printed map: every value with its name, on no other label, and the legend on no region."""

import dataclasses
import math
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Circle as Disc

from geo.core import View
from geo.maps import compose_map
from geo.maps.class_breaks import round_two_figures
from geo.maps.model import CIRCLE_INK, FRAME_COLOUR, QUIET
from geo.maps.print.circles import circle_boxes, nested_heights, points_per_degree
from geo.maps.print.drawing import draw_map
from geo.maps.print.figure import small_maps_picture
from geo.maps.print.labels import write_labels
from geo.maps.print.legend import ZONE_LINES
from geo.places import Basemap
from tests.geo.test_layers import LAND

FULL = [
    View(measure="population", lang="fr"),
    View(measure="food_insecure", lang="en"),
    View(measure="food_insecure_share", lang="fr"),
    View(measure="mismatch", need="food_insecure", against="sectors", lang="fr"),
    View(measure="unmet", lang="en"),
    View(measure="idps", areas="2012", lang="fr"),
]
NONE = gpd.GeoDataFrame({"name_en": [], "name_fr": []}, geometry=[], crs="EPSG:4326")
BARE = Basemap(NONE, NONE, NONE, NONE)
SIZES = [(6.3, 4.4), (6.3, 5.1), (7.6, 8.6), (12.6, 5.4), (5.8, 4.6)]


def labels_of(drawn, atlas, size, monkeypatch):
    caught = {}
    real = write_labels

    def write(axes, *rest, **more):
        caught["labels"] = real(axes, *rest, **more)
        caught["reserved"] = rest[2]
        caught["axes"] = axes
        return caught["labels"]

    monkeypatch.setattr("geo.maps.print.drawing.write_labels", write)
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    draw_map(axes, drawn, atlas)
    return caught


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("view", FULL, ids=lambda v: v.query())
def test_every_value_is_on_the_map_with_its_name_and_no_label_on_another(atlas, view, size, monkeypatch):
    drawn = compose_map(view, atlas)
    caught = labels_of(drawn, atlas, size, monkeypatch)
    labels = caught["labels"]
    shapes = atlas.regions[view.areas].frame.geometry
    wanted = {r.slug for r in drawn.regions if r.mark and shapes[r.slug] is not None}
    valued = {x.spot.region.slug: x for x in labels if x.spot.region.mark}
    assert set(valued) == wanted
    assert all(x.spot.lines == (x.spot.region.name, x.spot.region.mark) for x in valued.values())
    boxes, discs = [x.box for x in labels], circle_boxes(caught["axes"], drawn)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
    for slug, label in valued.items():
        others = [x.spot for s, x in valued.items() if s != slug]
        assert not any(label.box.contains(shapely.Point(s.x, s.y)) for s in others)
        if not label.led:  # it stands on its own region, or at its own circle and on none
            circle = label.spot.region.circle
            assert (label.spot.shape if circle is None else discs[slug].buffer(12)).intersects(label.box)
        assert not any(label.box.intersects(disc) for disc in discs.values())
    assert min(x.size for x in labels) >= 7


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("measure", ["unmet", "mismatch", "coverage"])
def test_the_legend_lies_on_no_region(atlas, measure, size, monkeypatch):
    drawn = compose_map(View(measure=measure, lang="fr"), atlas)
    caught = labels_of(drawn, atlas, size, monkeypatch)
    land = shapely.union_all(list(atlas.regions["2023"].frame.geometry.dropna()))
    flat = shapely.transform(land, caught["axes"].transData.transform)
    assert not flat.intersects(caught["reserved"][0])


def test_a_label_never_contradicts_its_colour(atlas):
    # 3,010,916 is printed as $3.0 M, Timbuktu has $2.7 M: 2.8 M is the clearest number between.
    drawn = compose_map(View(measure="unmet", show="fills"), atlas)
    mopti = next(r for r in drawn.regions if r.slug == "mopti")
    assert (mopti.label, round(mopti.value)) == ("$3.0\u00a0M", 3_010_916)
    classes = {e.colour: (e.label, e.n) for e in drawn.legend}
    assert classes[mopti.colour] == ("above $2.8\u00a0M", 1)
    assert round_two_figures(3_010_916) == 3_000_000
    assert sum(e.n for e in drawn.legend) == 19  # of 20: Taoudénit is not drawn


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_classes_of_shares_are_written_in_one_way(atlas, lang):
    labels = [e.label for e in compose_map(View(measure="food_insecure_share", lang=lang), atlas).legend if e.colour]
    sign = {"en": "%", "fr": "\u202f%"}[lang]
    half = {"en": "2.5", "fr": "2,5"}[lang]
    assert labels == [f"0 – {half}{sign}", f"{half} – 10{sign}", f"10 – 20{sign}", f"20 – 50{sign}", labels[4]]
    assert labels[4].endswith(f"50{sign}")


def test_a_map_of_older_areas_says_so_and_explains_what_at_least_means(atlas):
    drawn = compose_map(View(measure="idps", areas="2016"), atlas)
    assert drawn.subtitle.endswith("areas of 2016")
    assert any(r.label.startswith("≥") for r in drawn.regions)
    assert any(n.startswith("≥: at least this") for n in drawn.notes)
    today = compose_map(View(measure="idps"), atlas)
    assert "areas of" not in today.subtitle
    assert not any(n.startswith("≥") for n in today.notes)


def measured_radius(picture, x, y, expected):
    """Measure a disc in a picture by its pixels, those of its edge by how much of them is covered; in dots.

    Only what is near the expected disc is looked at: a label stands at least a point off it.
    """
    rows, columns = np.indices(picture.shape[:2])
    near = np.hypot(columns + 0.5 - x, rows + 0.5 - y) < expected + 1.2
    ground, ink = (np.array([int(c[n : n + 2], 16) for n in (1, 3, 5)]) for c in (QUIET, CIRCLE_INK))
    other = np.clip(np.linalg.norm(picture - ground, axis=2) / np.linalg.norm(ink - ground), 0, 1) * near
    area = 0.0
    for row in other[other.max(axis=1) > 0.05]:
        first, *_, last = np.flatnonzero(row > 0.05).repeat(2)
        area += row[first] if first == last else last - first - 1 + row[first] + row[last]
    return math.sqrt(area / math.pi)


@pytest.mark.parametrize("dpi", [200, 300])
@pytest.mark.parametrize(("measure", "amounts"), [
    ("idps", {"ash": 30, "birch": 10}),
    ("required", {"ash": 900_000, "birch": 400_000, "cedar": 300_000}),
])  # fmt: skip
def test_pixels_of_circles_are_to_each_other_as_the_printed_amounts_to_one_percent(measure, amounts, dpi, monkeypatch):
    land = dataclasses.replace(LAND, basemap=BARE)
    drawn = compose_map(View(plan="squareland", measure=measure), land)
    axes = labels_of(drawn, land, (12, 6), monkeypatch)["axes"]
    axes.figure.set_dpi(dpi)
    axes.figure.canvas.draw()
    picture = np.asarray(axes.figure.canvas.buffer_rgba())[:, :, :3].astype(float)
    radii = {}
    for r in drawn.regions:
        if r.circle:
            x, y = axes.transData.transform((r.circle.lon, r.circle.lat))
            reach = r.circle.radius * points_per_degree(axes) * dpi / 72
            line = 1.1 * dpi / 72
            radii[r.slug] = measured_radius(picture, x, len(picture) - y, reach + line / 2) - line / 2
    assert set(radii) == set(amounts)
    for slug, amount in amounts.items():
        assert (radii[slug] / radii["ash"]) ** 2 == pytest.approx(amount / amounts["ash"], rel=0.01), slug
    legend = axes.child_axes[-1]
    nested = [p.get_radius() for p in legend.patches if isinstance(p, Disc) and not p.get_fill()]
    (left, _), (right, _) = legend.transData.transform([(0, 0), (100, 0)])
    largest = nested[0] * (right - left) / 100  # dots
    first = {"idps": 30, "required": 500_000}[measure]
    assert (largest / radii["ash"]) ** 2 == pytest.approx(first / amounts["ash"], rel=0.01)
    shares = {"idps": (1, 1 / 6, 1 / 15), "required": (1, 0.4, 0.1)}[measure]
    assert [(radius / nested[0]) ** 2 for radius in nested] == pytest.approx(shares)


@pytest.mark.parametrize("radii", [(30, 17, 7), (11, 7, 2), (3, 2, 1), (18,)])
def test_amounts_of_nested_circles_stand_at_their_tops_and_never_on_each_other(radii):
    heights = nested_heights([("", radius) for radius in radii])
    assert all(above - below >= 13 for above, below in pairwise(heights))
    assert all(height >= 2 * radius for height, radius in zip(heights, radii, strict=True))
    assert (heights == [60, 34, 14]) == (radii == (30, 17, 7))


def test_titles_of_small_maps_leave_room_for_the_maps_and_rows_are_even(atlas, monkeypatch):
    drawn, seen = compose_map(View(sector=("durable-solutions",)), atlas), []
    monkeypatch.setattr("geo.maps.print.figure.draw_small_map", lambda axes, *_: seen.append(axes))
    small_maps_picture(tuple((f"{n} · " + "return and stabilization " * 12, drawn) for n in range(6)), atlas, 12, 5.5)
    texts = [text.get_text() for text in seen[0].figure.texts]
    titles, below = texts[::2], texts[1::2]
    assert [title.count("\n") for title in titles] == [2] * 6
    assert all(title.endswith(" …") for title in titles)
    assert below == ["No place stated: Durable solutions"] * 6
    boxes = [axes.get_position() for axes in seen]
    assert len({round(b.x0, 3) for b in boxes}) == 3
    assert min(b.height for b in boxes) > 0.25


@pytest.mark.parametrize(
    ("sector", "lined", "framed", "said"),
    [
        ("protection", 10, False, []),
        ("displacement-tracking", 0, True, ["Nationwide: Displacement tracking (DTM)"]),
        ("durable-solutions", 0, False, ["No place stated: Durable solutions"]),
    ],
)
def test_a_printed_map_of_one_sector_has_lines_a_frame_or_a_sentence(atlas, sector, lined, framed, said, monkeypatch):
    drawn = compose_map(View(sector=(sector,)), atlas)
    axes = labels_of(drawn, atlas, (6.3, 4.4), monkeypatch)["axes"]
    ground = to_hex(ZONE_LINES["facecolor"])
    lines = [p for p in axes.patches if p.get_hatch() and to_hex(p.get_facecolor()) == ground]
    shapes = atlas.regions["2023"].frame.geometry
    in_zone = [shapes[r.slug] for r in drawn.regions if r.pattern == "zone" and shapes[r.slug] is not None]
    assert len([r for r in drawn.regions if r.pattern == "zone"]) == lined
    assert len(lines) == sum(len(shapely.get_parts(shape)) for shape in in_zone)
    assert any(p.get_linewidth() == 5 and to_hex(p.get_edgecolor()) == FRAME_COLOUR for p in axes.patches) == framed
    written = [" ".join(text.get_text().split()) for text in axes.texts]
    assert [words for words in written if words.startswith(("Nationwide", "No place"))] == said
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    assert any("zone" in words for words in legend) == bool(lined)
