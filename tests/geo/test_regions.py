import json
import math
import shutil
import zipfile

import geopandas as gpd
import pytest
import shapely
from pyproj import Geod

from geo.core import DATA_FOLDER, DataError, translator
from geo.places import build_boundary_files, read_region_tables
from geo.places.regions import SHAPES, load_regions


def test_three_vintages_have_the_right_regions(atlas):
    assert {v: len(r.frame) for v, r in atlas.regions.items()} == {"2023": 20, "2016": 10, "2012": 9}
    assert atlas.regions["2023"].missing == ("taoudenit",)
    assert atlas.regions["2016"].missing == ()


def test_the_shipped_cercles_are_a_valid_coverage_of_at_most_150_kb():
    path = DATA_FOLDER / "boundaries" / SHAPES
    assert path.stat().st_size <= 150_000
    features = json.loads(path.read_text())["features"]
    made = [shapely.geometry.shape(f["geometry"]) for f in features]
    assert len(made) == 50
    assert all(s.is_valid for s in made)
    assert shapely.coverage_is_valid(made)


@pytest.mark.parametrize("vintage", ["2023", "2016", "2012"])
def test_the_regions_of_a_vintage_neither_overlap_nor_leave_gaps(atlas, vintage):
    made = atlas.regions[vintage].frame.geometry.dropna().to_numpy()
    assert shapely.coverage_is_valid(made)
    assert shapely.is_valid(made).all()


def test_mopti_of_2016_is_mopti_bandiagara_and_douentza(atlas):
    new, old = atlas.regions["2023"].frame, atlas.regions["2016"].frame
    parts = ["mopti", "bandiagara", "douentza"]
    whole, sum_of_parts = old.geometry.loc["mopti"].area, sum(s.area for s in new.geometry.loc[parts])
    assert whole == pytest.approx(sum_of_parts)
    assert old.loc["mopti", "population_2022"] == 935_579 + 868_916 + 170_189


@pytest.mark.parametrize(
    ("written", "slug"),
    [("Timbuktu", "tombouctou"), ("SEGOU", "segou"), ("Taoudenni", "taoudenit"), ("ML19", "bandiagara"), ("x", None)],
)
def test_a_written_name_or_code_finds_its_region(atlas, written, slug):
    assert atlas.regions["2023"].match(written) == slug


def test_ml09_is_bamako_in_the_old_codes_and_taoudenit_in_the_new(atlas):
    assert atlas.regions["2016"].match("ML09") == "bamako"
    assert atlas.regions["2023"].match("ML09") == "taoudenit"


def wavy(start, end, waves, height):
    """Draw a line of two hundred points between two corners that swings about the straight one."""
    (x0, y0), (x1, y1) = start, end
    made = []
    for n in range(201):
        part = n / 200
        swing = height * math.sin(2 * math.pi * waves * part) if 0 < n < 200 else 0
        made.append((x0 + (x1 - x0) * part - (y1 - y0) * swing, y0 + (y1 - y0) * part + (x1 - x0) * swing))
    return made


def detailed(folder, units):
    """Write units side by side, one degree each, as geoBoundaries does; their outlines are wavy and shared."""
    folder.mkdir(exist_ok=True)
    features = []
    for n, name in enumerate(units):
        east, west = (wavy((x, 12), (x, 13), 20, 0.01) for x in (-4 + n, -5 + n))
        north, south = (wavy((-5 + n, y), (-4 + n, y), 30, 0.008) for y in (13, 12))
        ring = [*south, *east[1:], *north[::-1][1:], *west[::-1][1:]]
        features.append({"type": "Feature", "properties": {"shapeName": name},
                         "geometry": {"type": "Polygon", "coordinates": [ring]}})  # fmt: skip
    path = folder / "detailed.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def on_the_ellipsoid(shape):
    return abs(Geod(ellps="WGS84").geometry_area_perimeter(shape)[0])


def test_generalised_regions_keep_their_areas_within_one_percent_and_their_shared_edges(tmp_path, monkeypatch):
    units = {"Kayes": "kayes", "Mopti": "mopti", "Gao": "gao", "Kidal": "kidal"}
    source, out = detailed(tmp_path, units), tmp_path / "out.geojson"
    monkeypatch.setattr(
        "geo.places.build_boundaries.MOST_BYTES", 12_000
    )  # small as the source is, it must be made coarser

    report = build_boundary_files(source, out, tables=DATA_FOLDER / "boundaries")

    before, after = gpd.read_file(source).geometry, gpd.read_file(out)
    assert after["region_2023"].tolist() == list(units.values())
    errors = [abs(on_the_ellipsoid(b) / on_the_ellipsoid(a) - 1) for a, b in zip(before, after.geometry, strict=True)]
    assert 0 < max(errors) < 0.01
    assert report.worst_area_error == pytest.approx(max(errors), abs=1e-5)
    assert shapely.coverage_is_valid(after.geometry.to_numpy())
    assert shapely.get_num_coordinates(before).sum() == 4 * 801
    assert report.vertices == shapely.get_num_coordinates(after.geometry).sum() < 4 * 801 / 2
    assert out.stat().st_size - 12_000 < 200  # the head of the file


def test_shapes_that_would_lose_more_than_one_percent_of_an_area_are_refused(tmp_path):
    tiny = shapely.Point(-8, 12.6).buffer(0.01)  # a round of one kilometre, smaller than any bend that is kept
    feature = {"type": "Feature", "properties": {"shapeName": "Bamako"}, "geometry": tiny.__geo_interface__}
    (tmp_path / "in.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))

    with pytest.raises(DataError) as error:
        build_boundary_files(tmp_path / "in.geojson", tmp_path / "out.geojson", tables=DATA_FOLDER / "boundaries")

    assert "cannot be generalised" in error.value.problems[0].text(translator("en"))
    assert not (tmp_path / "out.geojson").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no boundaries can be read"),
        ('{"type":"FeatureCollection","features":[]}', "no shapes"),
        (
            (
                '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"shapeName":"Mopti"},'
                '"geometry":{"type":"Point","coordinates":[0,0]}}]}'
            ),
            "expected a polygon",
        ),
        (
            (
                '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"shapeName":"Nowhere"},'
                '"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}'
            ),
            "in no table of codes",
        ),
    ],
)
def test_a_bad_boundary_file_is_refused_and_nothing_is_written(tmp_path, text, words):
    (tmp_path / "in.geojson").write_text(text)
    with pytest.raises(DataError) as error:
        build_boundary_files(tmp_path / "in.geojson", tmp_path / "out.geojson", tables=DATA_FOLDER / "boundaries")
    assert words in error.value.problems[0].text(translator("en"))
    assert not (tmp_path / "out.geojson").exists()


def cod_ab(edition, level):
    """Make a file as OCHA publishes it, from the shipped cercles."""
    folder = DATA_FOLDER / "boundaries"
    table, cercles = read_region_tables(folder)
    frame = gpd.read_file(folder / SHAPES).set_index("cercle")
    if level == 1:
        column = "region_2023" if edition == "v03" else "region_2016"
        frame = frame.dissolve(column).reset_index()
        codes = table["pcode_2025" if edition == "v03" else "pcode_2021"]
        return frame[["geometry"]].assign(adm1_pcode=frame[column].map(codes))
    if edition == "v03":
        first = frame["region_2023"].map(table["pcode_2025"])
        codes = first + [f"{n:02d}" for n in range(len(frame))]
        return frame[["geometry"]].assign(adm1_pcode=first, adm2_pcode=codes)
    frame = frame[frame.index.map(cercles["pcode_2021"]) != ""]
    return frame[["geometry"]].assign(ADM2_PCODE=frame.index.map(cercles["pcode_2021"]))


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "shp", "geojson.zip", "shp.zip"])
def test_cod_ab_files_of_every_form_give_the_same_regions(tmp_path, atlas, suffix):
    plain = tmp_path / f"in.{suffix.removesuffix('.zip')}"
    cod_ab("2021", 2).to_file(plain)
    source = plain
    if suffix.endswith("zip"):
        source = tmp_path / "mli_admbnda.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for part in tmp_path.glob("in.*"):
                archive.write(part, part.name)
    data = tmp_path / "boundaries"
    shutil.copytree(DATA_FOLDER / "boundaries", data)
    build_boundary_files(source, data / SHAPES, tables=data)
    made = load_regions(data, "2023").frame
    area = made.geometry["mopti"].area
    assert area == pytest.approx(atlas.regions["2023"].frame.geometry["mopti"].area, rel=0.01)
    assert made.geometry["bandiagara"] is not None


@pytest.mark.parametrize("level", [1, 2])
def test_the_newer_cod_ab_edition_is_known_by_its_codes_and_ml09_is_not_bamako(tmp_path, atlas, level):
    source, data = tmp_path / "in.geojson", tmp_path / "boundaries"
    cod_ab("v03", level).to_file(source)
    shutil.copytree(DATA_FOLDER / "boundaries", data)
    report = build_boundary_files(source, data / SHAPES, tables=data)
    assert (report.level, report.credit) == (level, "OCHA COD-AB v03 (2025)")
    for vintage in ("2023", "2016", "2012"):
        made, shipped = load_regions(data, vintage).frame, atlas.regions[vintage].frame
        assert made.geometry["bamako"].area == pytest.approx(shipped.geometry["bamako"].area, rel=0.02)
        assert made.geometry["mopti"].area == pytest.approx(shipped.geometry["mopti"].area, rel=0.01)


def test_regions_older_than_2023_are_refused_for_they_cannot_be_cut(tmp_path):
    cod_ab("2021", 1).to_file(tmp_path / "in.geojson")
    with pytest.raises(DataError) as error:
        build_boundary_files(tmp_path / "in.geojson", tmp_path / "out.geojson", tables=DATA_FOLDER / "boundaries")
    assert "too coarse" in error.value.problems[0].text(translator("en"))
    assert not (tmp_path / "out.geojson").exists()


def test_a_unit_that_stands_twice_is_named_with_its_row(tmp_path):
    frame = cod_ab("2021", 2).iloc[[0, 1, 0]]
    frame.to_file(tmp_path / "in.geojson")
    with pytest.raises(DataError) as error:
        build_boundary_files(tmp_path / "in.geojson", tmp_path / "out.geojson", tables=DATA_FOLDER / "boundaries")
    assert [(p.row, p.column) for p in error.value.problems] == [(3, "adm2_pcode")]


def test_broken_shipped_shapes_are_named(data):
    path = data / "boundaries" / SHAPES
    body = json.loads(path.read_text())
    body["features"][3]["geometry"] = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    path.write_text(json.dumps(body))
    with pytest.raises(DataError) as error:
        load_regions(path.parent, "2023")
    assert "row 4" in error.value.problems[0].text(translator("en"))
    assert "Self-intersection" in error.value.problems[0].text(translator("en"))
