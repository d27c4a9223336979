"""The shipped data beside the files that they were made from."""

import csv
import json
import shutil

from geo.core import DATA_FOLDER
from geo.places import build_basemap_files, build_boundary_files
from geo.places.basemap import load_basemap
from geo.places.build_basemap import SELECTION
from geo.places.regions import SHAPES
from tests import plan_runs
from tests.geo.test_ground import WORLD


def test_the_shipped_shapes_are_those_made_from_the_source(shared, tmp_path):
    source = shared / "boundaries" / "geoboundaries-mli-adm2.geojson"
    report = build_boundary_files(source, tmp_path / "out.geojson", tables=DATA_FOLDER / "boundaries")
    assert report.worst_area_error < 0.01
    assert (tmp_path / "out.geojson").read_text() == (DATA_FOLDER / "boundaries" / SHAPES).read_text()


def test_the_shipped_ground_is_that_made_from_the_source(shared, data, tmp_path):
    sources = tmp_path / "sources"
    shutil.copytree(shared / "context", sources, copy_function=shutil.copyfile)
    (sources / "countries-50m.json").write_text(json.dumps(WORLD))
    selection = data / "context" / SELECTION
    rows = selection.read_text().splitlines()
    kept = [r for r in rows if not r.startswith("neighbours") or ",Niger," in r]
    selection.write_text("\n".join(kept) + "\n")
    build_basemap_files(sources, data / "context")
    for layer in ("rivers", "lakes", "towns"):
        name = f"context/{layer}.geojson"
        assert (data / name).read_text() == (DATA_FOLDER / name).read_text()
    assert load_basemap(data / "context").neighbours["name_fr"].tolist() == ["Niger"]


def test_the_hashes_of_the_plans_text_are_those_of_the_text(shared):
    text = (shared / "plan" / "mali-crp-2023-2024.txt").read_text(encoding="utf-8")
    assert plan_runs.known() == plan_runs.of(text)


def test_the_shipped_figures_are_those_of_the_sources(shared, atlas):
    with (shared / "needs" / "food-insecurity-by-region.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    mine = atlas.observations.tables["food"]
    names = atlas.regions["2023"]
    assert len(mine) == len(rows)
    found = {(s.date().isoformat(), names.name(r, "fr")): (p, n) for s, r, p, n in
             zip(mine["start"], mine["region"], mine["population"], mine["phase3plus"], strict=True)}  # fmt: skip
    wanted = {(r["start_date"], r["region"]): (int(r["population"]), int(r["phase3plus"])) for r in rows}
    assert found == wanted
    with (shared / "needs" / "idps-dtm.csv").open(encoding="utf-8") as file:
        published = {(r["date"], names.match(r["region"]) or ""): int(r["idps"]) for r in csv.DictReader(file)}
    idps = atlas.observations.tables["idps"]
    assert {
        (d.date().isoformat(), r): n for d, r, n in zip(idps["date"], idps["region"], idps["idps"], strict=True)
    } == (published)
