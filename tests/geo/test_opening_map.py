"""The picture of a map before its script has run: it lies in Web Mercator and looks as the map style says."""

import dataclasses

import geopandas as gpd
import lxml.etree
import pytest
import shapely

from geo.core import View
from geo.maps import compose_map, map_style, opening_map_svg
from geo.maps.web.svg_path import path_data
from geo.places.basemap import Basemap
from tests import squareland
from tests.svg_paths import corners

SECTORS = {"food": (1000, 400, ["ash", "birch"], "named"), "water": (500, None, ["ash"], "named")}
LAND = squareland.furnished(squareland.atlas(SECTORS, 2000))
# Longitudes 0 to 3 and latitudes 0 to 1 with a margin of 0.05: 3.1 degrees are 1000 units, one is 322.6. So near the
# equator a degree of latitude is as long as one of longitude, to a fifth of a thousandth.
WEST, FIRST, SECOND, EAST, TOP, FOOT = 16, 339, 661, 984, 16, 339
HERE = View(plan="squareland")


def picture(atlas=LAND, told="a map", chosen="", style=None, **changes):
    drawn = map_style(compose_map(HERE.but(**changes), atlas)) if style is None else style
    return lxml.etree.fromstring(opening_map_svg(drawn, atlas, told, chosen))


def test_a_path_goes_by_whole_steps_leaves_out_those_that_go_nowhere_and_closes_rings_alone():
    square = shapely.Polygon([(0, 0), (10, 0), (10.4, 0.3), (10, 10), (-3, 10)])
    assert path_data([square]) == "M0 0l10 0 0 10-13 0z"
    hole = shapely.Polygon([(0, 0), (9, 0), (9, 9)], [[(5, 2), (7, 2), (7, 4)]])
    assert path_data([hole]).count("z") == 2
    line = shapely.LineString([(1, 1), (1.2, 1.2), (4, -5)])
    assert path_data([line, shapely.MultiLineString([line])]) == "M1 1l3-6M1 1l3-6"
    assert path_data([shapely.LineString([(1, 1), (1.3, 1.3)])]) == ""


def test_regions_lie_where_web_mercator_has_them_in_the_colours_of_the_map_style():
    style = map_style(compose_map(HERE, LAND))
    made = picture(style=style)
    assert made.get("viewBox") == "0 0 1000 355"
    regions = made.findall("./g[@class='regions']/path")
    ends = [(WEST, FIRST), (FIRST, SECOND), (SECOND, EAST)]
    for path, slug, (left, right) in zip(regions, squareland.SLUGS, ends, strict=True):
        [ring] = corners(path.get("d"))
        assert set(ring) == {(left, TOP), (right, TOP), (right, FOOT), (left, FOOT)}
        assert path.get("fill") == (style["regions"][slug]["fill"] or "url(#o-hatch)")
    assert len({p.get("fill") for p in regions}) == 3  # two sectors, one, none


def test_far_from_the_equator_a_degree_of_latitude_is_longer_as_in_the_live_map():
    frame = squareland.regions().frame
    north = frame.set_geometry(frame.geometry.translate(yoff=59))  # 59 to 60 degrees
    far = dataclasses.replace(LAND, regions={"2023": dataclasses.replace(LAND.regions["2023"], frame=north)})
    [ring] = corners(picture(far).find("./g/path").get("d"))
    high = max(y for _, y in ring) - min(y for _, y in ring)
    assert high == pytest.approx(322.6 / 0.5075, abs=1.5)  # the cosine of 59.5 degrees


def test_a_country_at_the_edge_of_the_world_is_not_folded_over_it():
    frame = squareland.regions().frame
    east = frame.set_geometry(frame.geometry.translate(xoff=177))  # 177 to 180 degrees: its margin goes beyond
    edge = dataclasses.replace(LAND, regions={"2023": dataclasses.replace(LAND.regions["2023"], frame=east)})
    made = picture(edge)
    assert made.get("viewBox") == "0 0 1000 355"
    assert [set(corners(p.get("d"))[0]) for p in made.findall("./g[@class='regions']/path")] == [
        set(corners(p.get("d"))[0]) for p in picture().findall("./g[@class='regions']/path")
    ]
    assert float(made.get("data-wide")) == pytest.approx(256 * 3.1 / 360, abs=0.001)


def test_a_region_without_a_figure_is_hatched_and_one_by_zone_or_withheld_has_its_pattern():
    made = picture(measure="idps", show="fills")
    fills = [p.get("fill") for p in made.findall("./g[@class='regions']/path")]
    assert fills[2] == "url(#o-hatch)"
    assert [p.get("id") for p in made.findall("./defs/pattern")] == ["o-hatch"]
    style = map_style(compose_map(HERE, LAND))
    style["regions"]["ash"]["pattern"], style["regions"]["birch"]["pattern"] = "zone", "withheld"
    patterned = picture(style=style)
    fills = [p.get("fill") for p in patterned.findall("./g[@class='regions']/path")]
    assert fills[:2] == ["url(#o-zone)", "url(#o-withheld)"]
    assert {"o-zone", "o-withheld"} <= {p.get("id") for p in patterned.findall("./defs/pattern")}


def test_circles_have_the_radii_of_the_style_and_the_smaller_lies_on_top():
    style = map_style(compose_map(HERE.but(measure="required"), LAND))
    amounts = {slug: r["circle"] for slug, r in style["regions"].items() if r.get("circle")}
    made = picture(style=style).findall("./circle")
    rings = [c for c in made if "ring" in c.get("class")]
    assert len(amounts) == 2
    expected = sorted((c["ring"] * 322.6 for c in amounts.values()), reverse=True)
    assert [float(c.get("r")) for c in rings] == pytest.approx(expected, abs=0.1)
    place = {slug: c["at"] for slug, c in amounts.items()}["ash"]
    x, y = (0.05 + place[1]) * 322.6, (1.05 - place[0]) * 322.6
    assert any((float(c.get("cx")), float(c.get("cy"))) == pytest.approx((x, y), abs=0.3) for c in rings)


def test_parts_of_a_circle_are_drawn_as_far_as_the_style_has_them():
    circle = {"at": [0.5, 0.5], "ring": 0.2, "filled": 0.1, "end": 0.15, "home": [0.5, 1.5]}
    style = map_style(compose_map(HERE, LAND))
    style["regions"]["ash"]["circle"] = circle
    style["regions"]["birch"]["circle"] = {"at": [0.5, 1.5], "ring": 0.1, "filled": 0.1}
    made = picture(style=style)
    radii = {c.get("class"): float(c.get("r")) for c in made.findall("./circle")}
    assert radii == pytest.approx({"ring": 64.5, "filled": 32.3, "end": 48.4, "ring full": 32.3}, abs=0.1)
    assert made.find("./path[@class='lead']").get("d") == "M177.4 177.4L500.0 177.4"


def test_the_chosen_region_has_an_outline_and_a_country_at_large_a_frame():
    made = picture(chosen="birch")
    [edge] = made.findall("./g/path[@class='chosen']")
    assert edge.get("d") == made.findall("./g/path")[1].get("d")
    assert picture(chosen="elsewhere").find("./g/path[@class='chosen']") is None
    style = map_style(compose_map(HERE, LAND)) | {"framed": True}
    [ring] = corners(picture(style=style).find("./path[@class='frame']").get("d"))
    assert {(WEST, TOP), (EAST, TOP), (EAST, FOOT), (WEST, FOOT)} <= set(ring)
    assert made.find("./path[@class='frame']") is None


def test_what_is_around_is_drawn_as_far_as_a_window_shows_it():
    def layer(*shapes):
        names = {"name_en": ["x"] * len(shapes), "name_fr": ["x"] * len(shapes)}
        return gpd.GeoDataFrame(names, geometry=list(shapes), crs="EPSG:4326")

    far = layer(shapely.box(-40, 0, 0, 1))  # to 16 degrees west of the country's own margin
    river, lake = shapely.LineString([(0, 0.5), (3, 0.5)]), shapely.box(1, 0.2, 1.5, 0.4)
    made = picture(dataclasses.replace(LAND, basemap=Basemap(far, layer(river), layer(lake), layer())))
    [ring] = corners(made.find("./path[@class='around']").get("d"))
    assert min(x for x, _ in ring) == pytest.approx(-16 * 322.6, abs=1)
    assert corners(made.find("./path[@class='river']").get("d")) == [[(WEST, 177), (EAST, 177)]]
    assert made.find("./path[@class='lake']").get("d").endswith("z")


def test_a_region_without_a_shape_is_left_out_and_words_are_escaped():
    frame = squareland.regions().frame
    bare = frame.set_geometry([*frame.geometry[:2], None])
    less = dataclasses.replace(LAND, regions={"2023": dataclasses.replace(LAND.regions["2023"], frame=bare)})
    made = picture(less, told="Ash & “Birch” <1>")
    assert len(made.findall("./g[@class='regions']/path")) == 2
    assert made.get("aria-label") == "Ash & “Birch” <1>"


def test_a_picture_leaves_the_room_that_badges_and_days_take_on_the_live_map():
    style = map_style(compose_map(HERE, LAND))
    assert picture(style=style | {"badges": [], "times": []}).get("class") == "opening"
    assert picture(style=style | {"badges": ["Not located: Water"], "times": []}).get("class") == "badged opening"
    assert (
        picture(style=style | {"badges": [], "times": [["a", "", ""], ["b", "", ""]]}).get("class") == "dated opening"
    )
    assert picture(style=style | {"badges": [], "times": [["a", "", ""]]}).get("class") == "opening"
