"""One map through the table, the routes, the command line and the browser's payload."""

import csv
import io
import json
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from geo.cli import app
from geo.core import View, guarded
from geo.export import table_rows
from geo.export.gis import map_geopackage
from geo.maps import base_map, compose_map, map_style
from geo.web import open_data_routes

RUN = CliRunner()


@pytest.fixture
def client(library):
    return TestClient(Starlette(routes=open_data_routes(lambda: library)))


def read_csv(text):
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    return rows[0], {r["region"]: r for r in rows[1:]}


def regions_of(rows):
    return list(rows)


def test_the_command_and_the_route_give_the_same_table(client):
    by_command = RUN.invoke(app, ["table", "--view", "sector=shelter,cccm", "--format", "csv"])
    assert by_command.exit_code == 0
    by_route = client.get("/api/table.csv?sector=shelter,cccm")
    assert by_route.text == "\ufeff" + by_route.text.lstrip("\ufeff")  # Excel knows UTF-8 by it
    assert by_route.text.lstrip("\ufeff").splitlines() == by_command.stdout.splitlines()
    tags, rows = read_csv(by_command.stdout)
    assert tags["name"] == "#adm1+name"
    assert rows["mopti"]["value"] == "2"
    assert rows["mopti"]["sectors"] == "shelter|cccm"
    assert rows["bamako"]["value"] == "0"


def test_the_browser_is_sent_the_tables_figures(atlas):
    drawn = compose_map(View(lang="fr", basis="zone"), atlas)
    sent = map_style(drawn)
    for row in regions_of(table_rows(drawn, atlas)):
        label = sent["regions"][row["region"]]["label"]
        assert label == (str(row["value"]) if row["value"] else "")
    assert sent["strings"][sent["regions"]["tombouctou"]["name"]] == "Tombouctou"


def test_a_click_costs_less_than_ten_kilobytes(atlas):
    for lang in ("en", "fr"):
        text = json.dumps(map_style(compose_map(View(lang=lang, basis="zone"), atlas)), ensure_ascii=False)
        assert len(text.encode()) < 7_000


def test_the_base_map_names_no_other_host_and_stays_the_same():
    one = base_map(["/a.js"], ["/a.css"], ((0, 0), (1, 1)))
    page = one.get_root().render()
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["/a.js", "/a.css"]
    assert "tile_layer" not in page


def test_a_view_with_an_unknown_code_is_refused_in_the_readers_language(client):
    answer = client.get("/api/table.csv?sector=nonsense&lang=fr")
    assert answer.status_code == 400
    assert "attendu" in answer.json()["errors"][0]
    result = RUN.invoke(app, ["table", "--view", "sector=nonsense"])
    assert result.exit_code == 2
    assert "nonsense" in result.stderr


def test_the_geojson_has_the_same_values_and_leaves_taoudenit_without_a_shape(client):
    body = client.get("/api/regions.geojson").json()
    by_slug = {f["id"]: f for f in body["features"]}
    assert by_slug["mopti"]["properties"]["value"] == 4
    assert by_slug["taoudenit"]["geometry"] is None
    assert body["disclaimer"]


def test_the_plan_and_health_routes_answer(client):
    assert len(client.get("/api/plan.json").json()["activities"]) == 48
    assert client.get("/api/health").json() == {
        "status": "ok", "plan": "mli-2023-2024",
        "plans": ["mli-2020", "mli-2021", "mli-2022", "mli-2023-2024", "mli-2025-2026"],
    }  # fmt: skip


def test_check_lists_the_caveats_in_both_languages_and_finds_bad_data(data):
    assert "$2,500,000" in RUN.invoke(app, ["check"]).stdout
    assert "271 jours" in RUN.invoke(app, ["check", "--lang", "fr"]).stdout
    (data / "plans" / "mli-2023-2024" / "zones.csv").write_text("zone\nx\n")
    result = RUN.invoke(app, ["check", "--data", str(data)])
    assert result.exit_code == 1
    assert "zones.csv" in result.stderr


def test_the_record_of_the_data_is_true_and_can_be_renewed(data):
    assert "has changed" not in RUN.invoke(app, ["check"]).stdout
    path = data / "plans" / "mli-2023-2024" / "groups.csv"
    path.write_text(path.read_text(encoding="utf-8") + "elders,older people,personnes âgées\n", encoding="utf-8")
    assert "groups.csv has changed" in RUN.invoke(app, ["check", "--data", str(data)]).stdout
    assert RUN.invoke(app, ["datapackage", "--data", str(data)]).exit_code == 0
    assert "has changed" not in RUN.invoke(app, ["check", "--data", str(data)]).stdout


@pytest.mark.parametrize(
    "command", [[], ["check"], ["table"], ["datapackage"], ["summarise"], ["synth"], ["regions"], ["regions", "build"]]
)
def test_every_command_has_help(command):
    result = RUN.invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    if command not in ([], ["regions"]):
        assert "Example" in result.stdout


def test_a_cell_that_looks_like_a_formula_is_neutralised():
    assert guarded("=1+1") == "'=1+1"
    assert guarded("Mopti") == "Mopti"


@pytest.mark.parametrize("bad", ["shelter:-5", "shelter:1e99", "nonsense:5", "shelter:abc"])
def test_an_impossible_scenario_is_refused_with_its_reason(client, bad):
    answer = client.get(f"/api/table.json?measure=unmet&scenario={bad}")
    assert answer.status_code == 400
    assert "scenario" in answer.json()["errors"][0]
    assert RUN.invoke(app, ["table", "--view", f"scenario={bad}"]).exit_code == 2


@pytest.mark.parametrize("measure", ["required", "confirmed", "unmet", "coverage"])
def test_a_table_of_money_carries_estimate_range_ledger_and_stamp(client, measure):
    body = client.get(f"/api/table.json?measure={measure}&split=idps&scenario=shelter:1000000").json()
    assert body["estimate"]
    assert body["scenario"] == "SCENARIO: Shelter and NFI +$1,000,000"
    assert sum(line["required_usd"] for line in body["ledger"]) == 22_000_000
    mopti = next(r for r in body["rows"] if r["region"] == "mopti")
    assert mopti["low"] <= mopti["value"] <= mopti["high"]
    _, rows = read_csv(client.get(f"/api/table.csv?measure={measure}&split=idps&scenario=shelter:1000000").text)
    assert float(rows["mopti"]["value"]) == mopti["value"]
    assert rows["mopti"]["scenario"] == body["scenario"]


def test_money_on_the_map_has_two_significant_figures_and_no_data_is_hatched(atlas):
    drawn = compose_map(View(measure="confirmed", show="fills"), atlas)
    by_slug = {r.slug: r for r in drawn.regions}
    # cccm 436,585 / 4 + peacebuilding 338,529 / 4 + stabilization 1,271,834 / 6 = 405,750.83
    assert by_slug["mopti"].label == "$410\u00a0k"
    assert (by_slug["kidal"].state, by_slug["kidal"].colour, by_slug["kidal"].value) == ("nodata", None, None)
    assert by_slug["bamako"].state == "none"
    assert sum(e.n for e in drawn.legend) == 19  # of 20: Taoudénit is not drawn
    assert any("depends on the split" in note for note in drawn.notes)


def test_both_sides_of_a_scenario_have_the_same_classes(atlas):
    view = View(measure="unmet", scenario=(("shelter", Decimal(3_000_000)),), show="fills")
    before, after = compose_map(view.but(scenario=()), atlas, view), compose_map(view, atlas)
    assert [e.label for e in before.legend] == [e.label for e in after.legend]


@pytest.mark.parametrize(
    ("text", "words"),
    [("region,weight\nmopti,-1\n", "never negative"), ("region,weight\nmopti,0\n", "all weights are 0"),
     ("region,weight\natlantis,1\n", "unknown code"), ("region\nmopti\n", "missing")],
)  # fmt: skip
def test_weights_from_a_file_are_checked(tmp_path, text, words):
    (tmp_path / "w.csv").write_text(text)
    result = RUN.invoke(app, ["table", "--view", "measure=unmet", "--weights", str(tmp_path / "w.csv")])
    assert result.exit_code == 1
    assert words in result.stderr


def test_weights_from_a_file_split_the_money(tmp_path):
    (tmp_path / "w.csv").write_text("region;weight\nmopti;3\ntombouctou;1\n")
    view = "measure=required&sector=shelter"
    result = RUN.invoke(app, ["table", "--view", view, "--weights", str(tmp_path / "w.csv")])
    _, rows = read_csv(result.stdout)
    assert (rows["mopti"]["value"], rows["tombouctou"]["value"]) == ("3000000", "1000000")


def test_a_table_is_written_in_every_format_that_the_help_names(tmp_path):
    for name in ("csv", "json", "geojson", "xlsx", "gpkg"):
        out = tmp_path / f"table.{name}"
        done = RUN.invoke(app, ["table", "--view", "measure=unmet&lang=fr", "--format", name, "--out", str(out)])
        assert done.exit_code == 0, done.output
        assert out.stat().st_size > 5000
    assert "déficit de financement" in (tmp_path / "table.json").read_text(encoding="utf-8")


def test_geopackages_that_are_written_at_once_are_dated_by_their_plan_and_the_same_bytes(atlas, tmp_path):
    drawn = compose_map(View(measure="unmet"), atlas)

    def write(n):
        path = tmp_path / f"{n}.gpkg"
        path.write_bytes(map_geopackage(drawn, atlas))
        return path.read_bytes()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(write, range(12)))
    assert set(made) == {write("alone")}
    with closing(sqlite3.connect(tmp_path / "3.gpkg")) as file:
        days = file.execute("SELECT last_change FROM gpkg_contents UNION SELECT timestamp FROM gpkg_metadata_reference")
        assert days.fetchall() == [("2024-10-10T00:00:00.000Z",)]


def test_the_language_of_a_view_is_that_of_its_file_and_of_its_errors(tmp_path):
    out = tmp_path / "map.json"
    assert RUN.invoke(app, ["export", "--to", "json", "--view", "lang=fr", str(out)]).exit_code == 0
    assert "secteurs" in out.read_text(encoding="utf-8")
    done = RUN.invoke(app, ["table", "--view", "lang=fr&measure=x"])
    assert (done.exit_code, "attendu" in done.output) == (2, True)
    assert RUN.invoke(app, ["export", "--to", "json", "--view", "lang=xx", str(out)]).exit_code == 2


@pytest.mark.parametrize("text", ["[]", "{}", "[" * 100_000, "{", '{"resources": [{}]}'])
def test_a_broken_record_of_the_data_is_said_without_a_traceback(data, text):
    (data / "datapackage.json").write_text(text, encoding="utf-8")
    done = RUN.invoke(app, ["check", "--data", str(data)])
    assert done.exit_code == 1
    assert "datapackage.json" in done.output


def test_a_name_that_is_said_twice_loses_nothing(client):
    answer = client.get("/api/table.json?sector=shelter&sector=cccm&measure=required")
    assert answer.json()["view"] == "sector=shelter,cccm&measure=required"
    assert client.get("/api/table.json?measure=unmet&measure=coverage").status_code == 400
