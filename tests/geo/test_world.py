"""The countries of the world, made from a small source of our own in the form of the real one."""

import json

import pytest
import shapely
from typer.testing import CliRunner

from geo.analysis import load_checked_library
from geo.cli.main import app
from geo.core import DATA_FOLDER, DataError
from geo.places import build_world_file, load_world

# Name, number of ISO 3166 if it has one, west, south, east, north. Fiji goes across the 180th meridian.
COUNTRIES = [
    ("Niger", "562", 4, 12, 14, 22), ("Chad", "148", 14, 12, 22, 22), ("Somalia", "706", 44, 0, 48, 8),
    ("Somaliland", None, 44, 8, 48, 11), ("Kosovo", None, 20, 42, 22, 43), ("Siachen Glacier", None, 77, 35, 78, 36),
    ("Antarctica", "010", -180, -90, 180, -60), ("Malta", "470", 14.2, 35.8, 14.4, 36),
]  # fmt: skip
FIJI = [[178, -18], [-178, -18], [-178, -16], [178, -16], [178, -18]]
ISLET = [[2, 0], [2.2, 0], [2.2, 0.2], [2, 0.2], [2, 0]]


def source(folder, countries=COUNTRIES):
    """Write countries as TopoJSON in the form of world-atlas; Niger has an islet, its border a bend of a few km."""
    arcs, shapes = [], []
    for name, number, w, s, e, n in countries:
        ring = [[w, s], [e, s], [e, n], [w, n], [w, s]]
        if name in ("Niger", "Chad"):  # the border that both have
            bend = [[14, 12], [14, 16], [14.05, 16.05], [14, 16.1], [14, 22]]
            ring = [[4, 12], *bend, [4, 22], [4, 12]] if name == "Niger" else [*bend, [22, 22], [22, 12], [14, 12]]
        arcs.append(ring)
        shapes.append({"type": "Polygon", "id": number, "properties": {"name": name}, "arcs": [[len(arcs) - 1]]})
        if number is None:
            del shapes[-1]["id"]
    arcs += [FIJI, ISLET]
    shapes.append({"type": "Polygon", "id": "242", "properties": {"name": "Fiji"}, "arcs": [[len(arcs) - 2]]})
    shapes[0] |= {"type": "MultiPolygon", "arcs": [[[0]], [[len(arcs) - 1]]]}
    body = {"type": "Topology", "arcs": arcs,
            "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}}}  # fmt: skip
    path = folder / "countries-50m.json"
    path.write_text(json.dumps(body))
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    size = build_world_file(source(folder), folder)
    assert size == (folder / "world.geojson").stat().st_size
    return load_world(folder)


def test_countries_have_their_codes_also_those_that_the_source_draws_apart(made):
    assert made.countries == {"NER", "TCD", "SOM", "XKX", "MLT", "FJI"}
    assert made.outlines["SOM"].bounds == pytest.approx((44, 0, 48, 11), abs=0.3)
    assert made.outlines[""].bounds == pytest.approx((77, 35, 78, 36), abs=0.3)  # no country's own


def test_neighbours_keep_one_border_without_its_small_bends_and_islets_go_but_no_country_does(made):
    assert shapely.coverage_is_valid(made.outlines.to_numpy())
    niger, chad = made.outlines["NER"], made.outlines["TCD"]
    assert 14.05 not in {x for x, _ in shapely.get_coordinates(niger)}
    assert niger.intersection(chad).length == pytest.approx(10, abs=0.1)
    assert niger.bounds[1] > 11  # the islet lay on the equator
    assert not made.outlines["MLT"].is_empty
    assert len(shapely.get_parts(niger)) == 1


def test_a_country_across_the_180th_meridian_is_cut_there_and_is_no_band_around_the_world(made):
    parts = sorted(part.bounds for part in shapely.get_parts(made.outlines["FJI"]))
    assert len(parts) == 2
    assert parts[0] == pytest.approx((-180, -18, -178, -16), abs=0.3)
    assert parts[1] == pytest.approx((178, -18, 180, -16), abs=0.3)


@pytest.mark.parametrize("content", [None, "no json", '{"type": "FeatureCollection", "features": []}'])
def test_a_source_that_is_no_such_file_is_named_and_nothing_is_written(tmp_path, content):
    file = tmp_path / "countries-50m.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(DataError) as error:
        build_world_file(file, tmp_path)
    assert error.value.problems[0].file == "countries-50m.json"
    assert not (tmp_path / "world.geojson").exists()


def test_the_shipped_world_is_small_whole_and_knows_the_countries_that_have_plans():
    file = DATA_FOLDER / "boundaries" / "world.geojson"
    assert file.stat().st_size <= 150_000
    assert '"credit": "Natural Earth"' in file.read_text(encoding="utf-8")[:200]
    world = load_world(DATA_FOLDER / "boundaries")
    assert len(world.countries) > 230
    wanted = "MLI NER BFA TCD NGA CMR CAF COD SSD SDN ETH SOM YEM SYR TUR UKR HTI FSM MHL PLW VUT PHL PSE LBN LBY AFG"
    assert set(wanted.split()) <= world.countries
    assert shapely.coverage_is_valid(world.outlines.to_numpy())
    assert world.outlines.total_bounds == pytest.approx((-180, -55.6, 180, 83.6), abs=0.1)
    assert max(part.bounds[2] - part.bounds[0] for part in shapely.get_parts(world.outlines["FJI"])) < 5


def test_the_command_writes_the_world_into_the_data(data, tmp_path):
    done = CliRunner().invoke(app, ["regions", "world", str(source(tmp_path)), "--data", str(data)])
    assert done.exit_code == 0
    assert "world" in json.loads(done.stdout)
    assert load_world(data / "boundaries").countries >= {"NER", "TCD"}
    wrong = CliRunner().invoke(app, ["regions", "world", str(tmp_path / "none.json"), "--data", str(data)])
    assert wrong.exit_code == 1
    assert "none.json" in wrong.stderr


def test_a_world_that_is_missing_is_no_defect_and_one_that_cannot_be_read_takes_no_plan_down(data):
    file = data / "boundaries" / "world.geojson"
    before = load_checked_library(data)
    file.write_text("{")
    broken = load_checked_library(data)
    assert [p.file for p in broken.complaints] == ["world.geojson"]
    assert list(broken.atlases) == list(before.atlases)
    assert broken.world.countries == frozenset()
    assert broken.after(before).world is before.world
    assert broken.after(before).complaints == broken.complaints
    file.unlink()
    gone = load_checked_library(data)
    assert gone.complaints == ()
    assert gone.world.countries == frozenset()
    assert gone.after(before).world is gone.world
