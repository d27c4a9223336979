"""One map through the table, the routes, the command line and the browser's payload."""

import csv
import io
import json

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from geo import api, tables, thematic, webmap
from geo.__main__ import app
from geo.view import View

RUN = CliRunner()


@pytest.fixture
def client(atlas):
    return TestClient(Starlette(routes=api.routes(lambda: atlas)))


def read_csv(text):
    rows = list(csv.DictReader(io.StringIO(text)))
    return rows[0], {r["region"]: r for r in rows[1:]}


def regions_of(rows):
    return [row for row in rows if row["kind"] == "region"]


def test_the_command_and_the_route_give_the_same_table(client):
    by_command = RUN.invoke(app, ["table", "--view", "sector=shelter,cccm", "--format", "csv"])
    assert by_command.exit_code == 0
    by_route = client.get("/api/table.csv?sector=shelter,cccm")
    assert by_route.text.splitlines() == by_command.stdout.splitlines()
    tags, rows = read_csv(by_command.stdout)
    assert tags["name"] == "#adm1+name"
    assert rows["mopti"]["value"] == "2"
    assert rows["mopti"]["sectors"] == "shelter;cccm"
    assert rows["bamako"]["value"] == "0"


def test_the_browser_is_sent_the_tables_figures(atlas):
    drawn = thematic.compose(View(lang="fr", basis="zone"), atlas)
    sent = webmap.payload(drawn)
    for row in regions_of(tables.rows(drawn, atlas)):
        label = sent["regions"][row["region"]]["label"]
        assert label == (str(row["value"]) if row["value"] else "")
    assert sent["strings"][sent["regions"]["tombouctou"]["name"]] == "Tombouctou"


def test_a_click_costs_less_than_ten_kilobytes(atlas):
    for lang in ("en", "fr"):
        text = json.dumps(webmap.payload(thematic.compose(View(lang=lang, basis="zone"), atlas)), ensure_ascii=False)
        assert len(text.encode()) < 7_000


def test_the_base_map_names_no_other_host_and_stays_the_same():
    one = webmap.base_map(["/a.js"], ["/a.css"])
    assert one.default_js == [("leaflet", "/assets/leaflet/leaflet.js")]
    assert one.default_css == [("leaflet_css", "/assets/leaflet/leaflet.css")]
    assert "tile_layer" not in one.get_root().render()


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
    assert client.get("/api/health").json() == {"status": "ok", "plan": "mli-2023-2024"}


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


@pytest.mark.parametrize("command", [[], ["check"], ["table"], ["datapackage"], ["regions"], ["regions", "build"]])
def test_every_command_has_help(command):
    result = RUN.invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    if command not in ([], ["regions"]):
        assert "Example" in result.stdout


def test_a_cell_that_looks_like_a_formula_is_neutralised():
    assert tables.neutral("=1+1") == "'=1+1"
    assert tables.neutral("Mopti") == "Mopti"
