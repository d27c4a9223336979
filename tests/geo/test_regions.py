import json

import pytest
import shapely

from geo import atlas as atlases
from geo import regions, shapes
from geo.errors import DataError
from geo.i18n import translator


def test_three_vintages_have_the_right_regions(atlas):
    assert {v: len(r.frame) for v, r in atlas.regions.items()} == {"2023": 20, "2016": 10, "2012": 9}
    assert atlas.regions["2023"].missing == ("taoudenit",)
    assert atlas.regions["2016"].missing == ()


def test_the_shipped_cercles_are_a_valid_coverage_of_at_most_150_kb():
    path = atlases.DATA / "boundaries" / regions.SHAPES
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


def test_every_regions_area_is_within_one_percent_of_the_source(shared, tmp_path):
    source = shared / "boundaries" / "geoboundaries-mli-adm2.geojson"
    report = shapes.build(source, tmp_path / "out.geojson", tables=atlases.DATA / "boundaries")
    assert report.worst_area_error < 0.01
    assert (tmp_path / "out.geojson").read_text() == (atlases.DATA / "boundaries" / regions.SHAPES).read_text()


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
        shapes.build(tmp_path / "in.geojson", tmp_path / "out.geojson", tables=atlases.DATA / "boundaries")
    assert words in error.value.problems[0].text(translator("en"))
    assert not (tmp_path / "out.geojson").exists()


def test_broken_shipped_shapes_are_named(data):
    path = data / "boundaries" / regions.SHAPES
    body = json.loads(path.read_text())
    body["features"][3]["geometry"] = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    path.write_text(json.dumps(body))
    with pytest.raises(DataError) as error:
        regions.load(path.parent, "2023")
    assert "row 4" in error.value.problems[0].text(translator("en"))
    assert "Self-intersection" in error.value.problems[0].text(translator("en"))
