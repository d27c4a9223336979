"""The ground under the maps, made from small sources of our own in the forms of the real ones."""

import json

import pytest

from geo.core import DATA_FOLDER, DataError, translator
from geo.places import build_basemap_files
from geo.places.basemap import BASEMAP_LAYERS, load_basemap
from geo.places.build_basemap import SELECTION

# A country, and one that nobody selects, as TopoJSON in the form of world-atlas.
WORLD = {
    "type": "Topology",
    "objects": {"countries": {"type": "GeometryCollection", "geometries": [
        {"type": "Polygon", "id": "562", "properties": {"name": "Niger"}, "arcs": [[0]]},
        {"type": "Polygon", "id": "000", "properties": {"name": "Elsewhere"}, "arcs": [[1]]}]}},
    "arcs": [[[4, 14], [5.99, 14], [6, 14.04], [6.01, 14], [8, 14], [8, 18.123], [12, 18.123],
              [12, 19.12], [4, 19.12], [4, 14]],
             [[0, 0], [1, 0], [1, 1], [0, 0]]],
}  # fmt: skip
RIVER = [[-5.004, 13.006], [-4.5, 13.01], [-4, 13.006], [20, 13.006]]
SELECTED = """layer,source_name,name_en,name_fr,iso3,rank,seat
neighbours,Niger,Niger,Niger (fr),NER,,
rivers,Niger,Niger river,fleuve Niger,,2,
lakes,Lac Debo,Lake Debo,lac Débo,,,
towns,Tombouctou,Timbuktu,Tombouctou,,1,1
towns,Sikasso,Sikasso,Sikasso,,3,0
"""


def natural_earth(folder):
    """Write the four sources in the forms of world-atlas and Natural Earth, small ones of our own."""
    lake = [[-4.3, 15.1], [-4.0, 15.1], [-4.0, 15.4049], [-4.3, 15.4049], [-4.3, 15.1]]
    layers = {
        "rivers_lake_centerlines": [("Niger", "LineString", RIVER), ("Bani", "LineString", [[0, 0], [1, 1]])],
        "lakes": [("Lac Debo", "Polygon", [lake])],
        "populated_places": [("Tombouctou", "Point", [-3.0026, 16.7666]), ("Sikasso", "Point", [-5.666, 11.317])],
    }
    folder.mkdir()
    (folder / "countries-50m.json").write_text(json.dumps(WORLD))
    for name, shapes_ in layers.items():
        features = [
            {"type": "Feature", "properties": {"name": n, "scalerank": 3}, "geometry": {"type": k, "coordinates": c}}
            for n, k, c in shapes_
        ]
        body = {"type": "FeatureCollection", "features": features}
        (folder / f"ne_10m_{name}.geojson").write_text(json.dumps(body))
    return folder


def test_the_ground_is_what_is_selected_cut_to_the_window_simplified_and_rounded(tmp_path):
    (tmp_path / SELECTION).write_text(SELECTED, encoding="utf-8")

    sizes = build_basemap_files(natural_earth(tmp_path / "sources"), tmp_path)

    made = load_basemap(tmp_path)
    assert sizes == {n: (tmp_path / f"{n}.geojson").stat().st_size for n in BASEMAP_LAYERS}
    (niger,) = made.neighbours.to_dict("records")
    assert (niger["name_en"], niger["name_fr"], niger["iso"]) == ("Niger", "Niger (fr)", "NER")
    # The point of 0.04 degrees is gone, what lies east of 10 degrees is cut off.
    left = [(4, 14), (8, 14), (8, 18.12), (10, 18.12), (10, 19.12), (4, 19.12)]
    assert sorted(set(niger["geometry"].exterior.coords)) == sorted(left)
    (river,) = made.rivers.to_dict("records")
    assert (river["name_fr"], river["rank"], list(river["geometry"].coords)) == (
        "fleuve Niger", 2, [(-5, 13.01), (10, 13.01)],
    )  # fmt: skip
    (lake,) = made.lakes.to_dict("records")
    assert (lake["name_en"], lake["geometry"].bounds) == ("Lake Debo", (-4.3, 15.1, -4.0, 15.4))
    towns = {row["name_en"]: (row["rank"], row["seat"], row["geometry"].coords[0]) for _, row in made.towns.iterrows()}
    assert towns == {"Timbuktu": (1, True, (-3.0, 16.77)), "Sikasso": (3, False, (-5.67, 11.32))}
    assert list(towns) == ["Sikasso", "Timbuktu"]  # one order, so that a new build differs only where a shape does


def test_a_selected_name_that_its_source_lacks_is_named_with_its_row_and_nothing_is_written(tmp_path):
    text = SELECTED.replace("towns,Tombouctou", "towns,Timboctou")
    (tmp_path / SELECTION).write_text(text, encoding="utf-8")

    with pytest.raises(DataError) as error:
        build_basemap_files(natural_earth(tmp_path / "sources"), tmp_path)

    (found,) = [p.text(translator("en")) for p in error.value.problems]
    assert found.startswith("selection.csv, row 5, column source_name, value “Timboctou”: ")
    assert found.endswith("ne_10m_populated_places.geojson has nothing of this name")
    assert not list(tmp_path.glob("*.geojson"))


def test_a_ground_source_that_is_missing_is_named_and_nothing_is_written(data, tmp_path):
    before = (data / "context" / "towns.geojson").read_text()
    with pytest.raises(DataError) as error:
        build_basemap_files(tmp_path, data / "context")
    assert len(error.value.problems) == 4
    assert (data / "context" / "towns.geojson").read_text() == before


def test_the_ground_is_at_most_150_kb():
    assert sum(p.stat().st_size for p in (DATA_FOLDER / "context").glob("*")) <= 150_000
