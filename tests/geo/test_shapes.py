"""Boundary files made by hand: what is read, joined, generalised and written, and what is refused."""

import csv
import io
import json

import geopandas as gpd
import pytest
import shapely

from geo import country_build, ground_build, regions, shapes
from geo.errors import DataError
from geo.i18n import translator
from tests.geo.test_atlas import CERCLES, REGIONS
from tests.squareland import write_shapes

EN = translator("en")
SQUARES = [shapely.box(n, 0, n + 1, 1) for n in range(3)]


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "tables").mkdir()
    cercles = CERCLES.replace("b,B,B,,", "b,B,Old B,SQ0902,").replace("a,A,A,,", "a,A,,SQ0901,")
    for name, text in (("regions.csv", REGIONS), ("cercles.csv", cercles)):
        (tmp_path / "tables" / name).write_text(text, encoding="utf-8")
    return tmp_path / "tables"


def write(folder, geometry=SQUARES, crs="EPSG:4326", **columns):
    path = folder / "in.geojson"
    frame = gpd.GeoDataFrame(columns, geometry=list(geometry), crs=crs)
    frame.to_file(path if crs == "EPSG:4326" else path.with_suffix(".gpkg"))
    return path if crs == "EPSG:4326" else path.with_suffix(".gpkg")


def said(call, *arguments, **more):
    with pytest.raises(DataError) as error:
        call(*arguments, **more)
    return [p.text(EN) for p in error.value.problems]


def build(tmp_path, tables, *arguments, **columns):
    out = tmp_path / "out.geojson"
    report = shapes.build(write(tmp_path, *arguments, **columns), out, tables=tables)
    return report, json.loads(out.read_text(encoding="utf-8"))


def test_units_are_joined_by_either_name_and_written_with_their_regions(tmp_path, tables):
    report, made = build(tmp_path, tables, shapeName=["a", "OLD-B", "C"])
    assert [f["properties"] for f in made["features"]] == [
        {"cercle": "a", "region_2023": "ash", "region_2016": "ash", "region_2012": "ash"},
        {"cercle": "b", "region_2023": "birch", "region_2016": "birch", "region_2012": "ash"},
        {"cercle": "c", "region_2023": "cedar", "region_2016": "birch", "region_2012": "ash"},
    ]
    assert (made["type"], made["credit"], made["level"]) == ("FeatureCollection", "geoBoundaries, CC BY 4.0", 2)
    size = (tmp_path / "out.geojson").stat().st_size
    assert (
        (tmp_path / "out.geojson")
        .read_text()
        .splitlines()[1]
        .startswith('{"type":"Feature","properties":{"cercle":"a",')
    )
    assert report.as_dict() == {
        "file": "cercles.geojson", "level": 2, "features": 3, "vertices": 15, "bytes": size, "tolerance": 0.004,
        "worst_area_error": 0, "credit": "geoBoundaries, CC BY 4.0",
    }  # fmt: skip
    assert shapely.geometry.shape(made["features"][2]["geometry"]).equals(SQUARES[2])
    _, moved = build(tmp_path, tables, [shapely.box(0.123456, 0, 1, 1)], shapeName=["A"])
    assert shapely.geometry.shape(moved["features"][0]["geometry"]).bounds == (0.1235, 0, 1, 1)


def test_ochas_codes_of_2021_are_those_of_cercles(tmp_path, tables):
    _, made = build(tmp_path, tables, SQUARES[:2], ADM2_PCODE=["SQ0902", "SQ0901"])
    assert [f["properties"]["cercle"] for f in made["features"]] == ["b", "a"]
    assert made["credit"] == "OCHA COD-AB"


@pytest.mark.parametrize("level", [1, 2])
def test_ochas_newer_codes_are_those_of_regions_with_their_older_ones(tmp_path, tables, level):
    for name in ("regions.csv", "cercles.csv"):  # only an edition with codes above 10 is the newer one
        text = (tables / name).read_text(encoding="utf-8").replace("SQ03", "SQ11")
        (tables / name).write_text(text, encoding="utf-8")
    codes = {"ADM1_PCODE": ["SQ01", "SQ02", "SQ11"]} | (
        {"ADM2_PCODE": ["SQ0101", "SQ0201", "SQ1101"]} if level == 2 else {}
    )
    report, made = build(tmp_path, tables, **codes)
    assert (report.level, report.credit) == (level, "OCHA COD-AB v03 (2025)")
    assert [list(f["properties"].values()) for f in made["features"]] == [
        [codes[f"ADM{level}_PCODE"][0], "ash", "ash", "ash"], [codes[f"ADM{level}_PCODE"][1], "birch", "birch", "ash"],
        [codes[f"ADM{level}_PCODE"][2], "cedar", "birch", "ash"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"shapeName": ["A", "B", "Nowhere"]}, ["row 3, column shapeName, value “Nowhere”: this unit is in no table"]),
        ({"shapeName": ["A", "B", "B"]}, ["row 3, column shapeName, value “B”: this unit stands there twice"]),
        ({"ADM2_PCODE": ["SQ0901", "SQ0902", ""]}, ["row 3, column adm2_pcode, value “”: this unit is in no table"]),
        (
            {"ADM1_PCODE": ["SQ01", "SQ12", "SQ02"]},
            ["row 2, column adm1_pcode, value “SQ12”: this unit is in no table"],
        ),
        ({"ADM1_PCODE": ["SQ01", "SQ02", "SQ10"]}, ["these are the regions before 2023"]),
        ({"name": ["A", "B", "C"]}, ["expected a column adm2_pcode or adm1_pcode"]),
    ],
)
def test_units_that_cannot_be_joined_are_named_and_nothing_is_written(tmp_path, tables, columns, words):
    found = said(build, tmp_path, tables, **columns)
    assert len(found) == len(words)
    assert all(w in f for w, f in zip(words, found, strict=True))
    assert not (tmp_path / "out.geojson").exists()


def test_shapes_are_reprojected_repaired_flattened_and_a_line_beside_them_is_let_go(tmp_path):
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    islands = shapely.MultiPolygon([shapely.box(5, 0, 6, 1), shapely.box(7, 0, 8, 1)])
    mixed = shapely.GeometryCollection([islands, shapely.LineString([(5, 0), (9, 9)])])
    made = shapes.read(write(tmp_path, [bow, mixed, shapely.force_3d(SQUARES[0], 7)], Name=["x", "y", "z"]))
    assert list(made["name"]) == ["x", "y", "z"]
    assert (made.geometry[0].is_valid, made.geometry[0].area) == (True, 2)
    assert made.geometry[1].equals(islands)
    assert not made.geometry[2].has_z
    metres = gpd.GeoSeries(SQUARES, crs="EPSG:4326").to_crs("EPSG:3857")
    again = shapes.read(write(tmp_path, metres, crs="EPSG:3857", Name=["x", "y", "z"]))
    assert again.crs.to_epsg() == 4326
    assert again.geometry[1].bounds == pytest.approx((1, 0, 2, 1))


def test_a_file_without_polygons_is_refused_with_its_rows(tmp_path):
    line = shapely.LineString([(0, 0), (1, 1)])
    assert said(shapes.read, write(tmp_path, [SQUARES[0], line, None], Name=["x", "y", "z"])) == [
        f"in.geojson, row {n}, column geometry: expected a polygon; repair or remove this feature" for n in (2, 3)
    ]
    assert said(shapes.read, tmp_path / "none.gpkg") == ["none.gpkg: the file is missing; check its path"]
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    assert said(shapes.read, tmp_path / "t.csv") == ["t.csv: the file has no shapes"]


def toothed(teeth, left=0.95, right=1.05, height=2.0):
    """Make two neighbours whose common edge is a row of teeth."""
    edge = [(right if n % 2 else left, round(height * n / teeth, 4)) for n in range(1, teeth)]
    west = shapely.Polygon([(0, 0), (1, 0), *edge, (1, height), (0, height)])
    return [west, shapely.Polygon([(1, 0), (2, 0), (2, height), (1, height), *reversed(edge)])]


def test_the_finest_generalisation_that_fits_is_taken_and_neighbours_keep_one_edge(tmp_path, tables):
    # A tooth is 0.1 wide and 2 x 2/4000 high, 0.00005 square degrees: its root of 0.0071 lies between 0.006 and 0.008.
    # With all of them there are 8,000 points of some 14 bytes, above 100 kB.
    few, fine = build(tmp_path, tables, toothed(60), shapeName=["A", "B"])
    assert (few.tolerance, few.vertices) == (0.004, 2 * (60 - 1) + 2 * 5)
    many, plain = build(tmp_path, tables, toothed(4000), shapeName=["A", "B"])
    assert (many.tolerance, many.bytes <= 100_000) == (0.008, True)
    for made in (fine, plain):
        west, east = (shapely.geometry.shape(f["geometry"]) for f in made["features"])
        assert shapely.coverage_is_valid([west, east])
        assert west.area + east.area == pytest.approx(4)


def test_a_report_gives_the_worst_change_of_a_regions_area(tmp_path, tables):
    # A tooth of 0.004 by 0.006 is 12 millionths of a square degree: too small to be kept.
    tooth = shapely.Polygon([(0, 0), (1, 0), (1, 1), (0.504, 1), (0.502, 1.006), (0.5, 1), (0, 1)])
    report, made = build(tmp_path, tables, [tooth, SQUARES[1]], shapeName=["A", "B"])
    assert report.worst_area_error == pytest.approx(0.000012, abs=2e-6)
    assert shapely.geometry.shape(made["features"][0]["geometry"]).area == pytest.approx(1)


def test_shapes_that_overlap_or_would_lose_their_area_are_refused(tmp_path, tables):
    overlapping = [SQUARES[0], shapely.box(0.9, 0, 2, 1)]
    (found,) = said(build, tmp_path, tables, overlapping, shapeName=["A", "B"])
    assert "neighbouring units overlap" in found
    # All of a small star is teeth: without them it is another region.
    star = [(5 + r * x, 5 + r * y) for n in range(12) for r, x, y in [_ray(n)]]
    (found,) = said(build, tmp_path, tables, [SQUARES[0], shapely.Polygon(star)], shapeName=["A", "B"])
    assert found == "in.geojson: the shapes cannot be generalised to 100000 bytes"


def _ray(n):
    import math

    return (0.004 if n % 2 else 0.001), math.cos(n * math.pi / 6), math.sin(n * math.pi / 6)


def test_a_place_that_cannot_be_written_to_is_said(tmp_path, tables):
    source = write(tmp_path, shapeName=["A", "B", "C"])
    (found,) = said(shapes.build, source, tmp_path / "no" / "out.geojson", tables=tables)
    assert found == "out.geojson: cannot be written (No such file or directory)"


def written(data, name):
    return list(csv.DictReader(io.StringIO((data / "boundaries" / "sql" / name).read_text(encoding="utf-8"))))


def test_a_new_countrys_tables_have_names_codes_and_units(tmp_path):
    source = write_shapes(tmp_path / "in.geojson", 2)
    report = country_build.build(source, tmp_path, "SQL")
    assert report.level == 2
    table = written(tmp_path, "regions.csv")
    assert table[1] == {
        "region": "birch", "name_fr": "Birch", "name_en": "Birch", "aliases": "", "pcode_2025": "SQ02",
        "pcode_2021": "SQ02", "iso_3166_2": "", "region_2016": "birch", "region_2012": "birch", "seat": "",
        "population_2022": "", "population_2022_estimated": "", "source": "OCHA COD-AB",
    }  # fmt: skip
    assert b"\r" not in (tmp_path / "boundaries" / "sql" / "regions.csv").read_bytes()
    units = written(tmp_path, "cercles.csv")
    assert len(units) == 6
    assert units[3] == {
        "cercle": "sq0202", "name_fr": "Birch 2", "source_name": "Birch 2", "pcode_2021": "SQ0202",
        "region_2023": "birch", "region_2016": "birch", "region_2012": "birch",
    }  # fmt: skip
    made = regions.load(tmp_path / "boundaries" / "sql", "2016")
    assert [shape.area for shape in made.frame.geometry] == [1, 1, 1]


def table_of(tmp_path, **columns):
    country_build.build(write(tmp_path, **columns), tmp_path, "SQL")
    return [(r["region"], r["name_fr"], r["name_en"], r["pcode_2025"]) for r in written(tmp_path, "regions.csv")]


def test_names_are_taken_in_each_language_and_else_from_whichever_there_is(tmp_path):
    codes = ["SQ3", "SQ1", "SQ2"]
    both = table_of(
        tmp_path, ADM1_PCODE=codes, ADM1_FR=["Frêne", "Île d’Or", "Île d'Or"], ADM1_EN=["Ash", "Gold", "Isle"]
    )
    assert both == [
        ("ile-d-or", "Île d’Or", "Gold", "SQ1"), ("ile-d-or-sq2", "Île d'Or", "Isle", "SQ2"),
        ("frene", "Frêne", "Ash", "SQ3"),
    ]  # fmt: skip
    one = table_of(tmp_path, adm1_pcode=codes, adm1_name=["Ash", "Birch", "Cedar"])
    assert one[0] == ("birch", "Birch", "Birch", "SQ1")
    arabic = table_of(tmp_path, adm1_pcode=codes, ADM1_AR=["أ", "ب", "ت"])
    assert arabic[0] == ("sq1", "ب", "ب", "SQ1")
    formula = table_of(tmp_path, adm1_pcode=codes, adm1_name=["Ash", "=cmd|x", "Cedar"])
    assert formula[0][1] == "'=cmd|x"
    empty = table_of(tmp_path, ADM1_PCODE=codes, ADM1_FR=["", "Frêne", "Orme"], ADM1_EN=["Oak", "Ash", "Elm"])
    assert empty[2] == ("oak", "Oak", "Oak", "SQ3")


def test_geoboundaries_have_names_and_iso_codes_or_names_alone(tmp_path):
    coded = write(tmp_path, shapeName=["Ash", "Elm", "Oak"], shapeISO=["SQ-A", "SQ-E", "SQ-O"])
    report = country_build.build(coded, tmp_path, "SQL")
    assert (report.level, report.credit) == (1, "geoBoundaries, CC BY 4.0")
    rows = [(r["region"], r["name_fr"], r["pcode_2025"], r["iso_3166_2"]) for r in written(tmp_path, "regions.csv")]
    assert rows == [("ash", "Ash", "", "SQ-A"), ("elm", "Elm", "", "SQ-E"), ("oak", "Oak", "", "SQ-O")]
    assert written(tmp_path, "regions.csv")[0]["source"] == "geoBoundaries, CC BY 4.0"
    country_build.build(write(tmp_path, shapeName=["Ash", "Elm", "Oak"]), tmp_path, "SQL")
    assert written(tmp_path, "regions.csv")[0]["iso_3166_2"] == ""
    assert written(tmp_path, "cercles.csv")[1]["cercle"] == "elm"
    (found,) = said(country_build.build, write(tmp_path, name=["x", "y", "z"]), tmp_path, "SQL")
    assert "expected columns adm1_pcode with names (OCHA COD-AB), or shapeName" in found


def test_every_empty_and_every_doubled_unit_is_named_and_nothing_is_written(tmp_path):
    codes = {"ADM1_PCODE": ["SQ1", "", "SQ1"], "ADM1_EN": ["Ash", "Birch", ""]}
    found = said(country_build.build, write(tmp_path, **codes), tmp_path, "SQL")
    assert [f.split(": ")[0] for f in found] == [
        "in.geojson, row 2, column pcode", "in.geojson, row 2, column unit_pcode", "in.geojson, row 3, column name_en",
        "in.geojson, row 3, value “SQ1”",
    ]  # fmt: skip
    assert not (tmp_path / "boundaries").exists()
    (tmp_path / "boundaries").write_text("a file")
    (found,) = said(country_build.build, write_shapes(tmp_path / "in.geojson"), tmp_path, "SQL")
    assert "cannot be written (" in found


def test_a_table_spoilt_by_hand_is_not_overwritten(tmp_path):
    source = write_shapes(tmp_path / "in.geojson")
    country_build.build(source, tmp_path, "SQL")
    path = tmp_path / "boundaries" / "sql" / "regions.csv"
    path.write_text(
        path.read_text().replace("ash,Ash,Ash,,SQ01,SQ01,,ash,ash,,,,", "ash,Ash,Ash,,SQ01,SQ01,,ash,ash,,-1,,")
    )
    before = path.read_text()
    (found,) = said(country_build.build, source, tmp_path, "SQL")
    assert found.startswith("regions.csv, row 2, column population_2022, value “-1”")
    assert path.read_text() == before


SELECTION = """layer,source_name,name_en,name_fr,iso3,rank,seat
neighbours,Niger,The Niger,Le Niger,NER,,
neighbours,Chad,Chad,Tchad,TCD,,
rivers,Niger,Niger (river),Niger (fleuve),,3,
lakes,Débo,Lake Débo,Lac Débo,,,
lakes,Horo,Lake Horo,Lac Horo,,,
towns,Mopti,Mopti,Mopti,,2,1
towns,Ségou,Ségou,Ségou,,,0
"""


def sources(folder, rivers=("Niger", "Bani")):
    """Write Natural Earth's four files by hand: two neighbours with a tooth between, a bent river, lakes, towns."""
    folder.mkdir(exist_ok=True)
    between = [[9, 0], [9, 20], [9.04, 20.005], [9, 20.01], [9, 40]]
    arcs = [between, [[9, 40], [-40, 40], [-40, 0], [9, 0]], [[9, 40], [40, 40], [40, 0], [9, 0]]]
    lands = [{"type": "Polygon", "id": n, "properties": {"name": name}, "arcs": [[0, other]]}
             for n, (name, other) in enumerate((("Niger", 1), ("Chad", 2)))]  # fmt: skip
    countries = {"type": "GeometryCollection", "geometries": lands}
    topology = {"type": "Topology", "arcs": arcs, "objects": {"countries": countries}}
    (folder / "countries-50m.json").write_text(json.dumps(topology))
    # First 0.01 off the straight, then 0.05; and out of view in the north.
    bent = shapely.LineString([(-2, 10), (-1, 10.01), (0, 10), (1, 10.05), (2, 10), (2.123456, 35)])
    layers = {
        "ne_10m_rivers_lake_centerlines": (list(rivers), [bent] * len(rivers)),
        # They overlap, so that they have no common edge to keep; a corner of 0.001 is let go.
        "ne_10m_lakes": (
            ["Débo", "Horo"],
            [shapely.box(-4.123456, 15, -4, 15.5), shapely.Polygon([(-4.1, 15), (-4.05, 15.001), (-4, 15), (-4, 16)])],
        ),
        "ne_10m_populated_places": (["Ségou", "Mopti"], [shapely.Point(-6.2678, 13.4321), shapely.Point(-4.19, 14.49)]),
    }
    for name, (names, geometry) in layers.items():
        gpd.GeoDataFrame({"name": names}, geometry=geometry, crs="EPSG:4326").to_file(folder / f"{name}.geojson")
    return folder


def test_the_ground_is_what_was_selected_cut_to_the_window_simplified_and_rounded(tmp_path):
    (tmp_path / "selection.csv").write_text(SELECTION, encoding="utf-8")
    sizes = ground_build.build(sources(tmp_path / "sources"), tmp_path)
    layers = ("neighbours", "rivers", "lakes", "towns")
    assert sizes == {name: (tmp_path / f"{name}.geojson").stat().st_size for name in layers}
    made = {name: json.loads((tmp_path / f"{name}.geojson").read_text(encoding="utf-8")) for name in layers}
    assert {body["credit"] for body in made.values()} == {"Natural Earth"}
    (river,) = made["rivers"]["features"]  # the Bani was not selected
    assert river["properties"] == {"name_en": "Niger (river)", "name_fr": "Niger (fleuve)", "rank": 3}
    assert river["geometry"]["coordinates"] == [[-2, 10], [0, 10], [1, 10.05], [2, 10], [2.09, 29]]
    assert made["neighbours"]["features"][1]["properties"] == {
        "name_en": "The Niger",
        "name_fr": "Le Niger",
        "iso": "NER",
    }
    chad, niger = (shapely.geometry.shape(f["geometry"]) for f in made["neighbours"]["features"])
    # What a map of Mali can show; the tooth of 0.04 by 0.01 between them is too small to be drawn.
    assert (niger.bounds, chad.bounds) == ((-19, 6, 9, 29), (9, 6, 10, 29))
    text = (tmp_path / "lakes.geojson").read_text(encoding="utf-8")
    assert '"name_fr":"Lac Débo"' in text
    lake = shapely.geometry.shape(made["lakes"]["features"][0]["geometry"])
    assert lake.bounds == (-4.12, 15, -4, 15.5)
    other = shapely.geometry.shape(made["lakes"]["features"][1]["geometry"])
    assert other.equals(shapely.Polygon([(-4.1, 15), (-4, 15), (-4, 16)]))
    assert len(other.exterior.coords) == 4
    assert {(body["type"], body["features"][0]["type"]) for body in made.values()} == {("FeatureCollection", "Feature")}
    towns = {f["properties"]["name_en"]: f for f in made["towns"]["features"]}
    assert list(towns) == ["Mopti", "Ségou"]
    assert towns["Mopti"]["properties"] == {"name_en": "Mopti", "name_fr": "Mopti", "rank": 2, "seat": True}
    assert towns["Ségou"]["properties"]["seat"] is False
    assert towns["Ségou"]["geometry"]["coordinates"] == [-6.27, 13.43]


def test_a_name_that_a_source_lacks_is_given_with_its_row_of_the_selection(tmp_path):
    (tmp_path / "selection.csv").write_text(SELECTION, encoding="utf-8")
    folder = sources(tmp_path / "sources", rivers=("Bani",))
    (folder / "ne_10m_lakes.geojson").unlink()
    assert said(ground_build.build, folder, tmp_path) == [
        (
            "selection.csv, row 4, column source_name, value “Niger”: "
            "ne_10m_rivers_lake_centerlines.geojson has nothing of this name"
        ),
        "ne_10m_lakes*.geojson: the file is missing; check its path",
    ]
    (tmp_path / "selection.csv").write_text(SELECTION.replace("towns,", "cities,", 1), encoding="utf-8")
    (found,) = said(ground_build.build, folder, tmp_path)
    assert found.startswith("selection.csv, row 7, column layer, value “cities”")
