"""The doors to the figures: what the routes answer, what the commands print, and with which code they end."""

import csv
import io
import json

import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from geo.briefing import storyline_of_view, write_storyline
from geo.cli import app
from geo.core import DataError, Problem, View
from geo.export import EXPORT_FORMATS, export_file, export_name, export_order
from geo.store import Library
from geo.web import open_data_routes
from tests import squareland
from tests.crp_pages import Y2021

LAND = squareland.furnished(
    squareland.atlas(
        {
            "food": (900_000, 300_000, ["ash", "birch", "cedar"], "named"),
            "water": (600_000, None, ["ash"], "named"),
            "roads": (100_000, 150_000, ["birch"], "named"),
        },
        header=2_000_000,
    )
)
BROKEN = {"lost-2020": (Problem("lost-2020/plan.csv", "the column is missing", column="title_en"),)}
LIBRARY = Library({"squareland": LAND}, BROKEN)
RUN = CliRunner()


@pytest.fixture
def client():
    return TestClient(Starlette(routes=open_data_routes(lambda: LIBRARY)))


@pytest.fixture
def run(monkeypatch):
    """Run a command over Squareland alone."""
    for module in ("common", "tables"):
        monkeypatch.setattr(f"geo.cli.{module}.load_checked_library", lambda _data: LIBRARY)
    return lambda *words: RUN.invoke(app, [*map(str, words)])


def ascii_of(value):
    """Name a case in ASCII letters: mutmut does not find one again whose name has others, written as codes."""
    return "".join(letter for letter in str(value) if letter.isascii())


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("/api/table.csv?measure=unmet", "text/csv; charset=utf-8", "squareland-unmet-en.csv"),
        ("/api/table.xlsx?measure=coverage", SHEET, "squareland-coverage-en.xlsx"),
        ("/api/ledger.csv?measure=unmet&areas=2016", "text/csv; charset=utf-8", "squareland-unmet-2016-ledger-en.csv"),
        ("/api/caveats.csv", "text/csv; charset=utf-8", "squareland-sectors-caveats-en.csv"),
        ("/api/notes.csv?lang=fr", "text/csv; charset=utf-8", "squareland-sectors-notes-fr.csv"),
        ("/api/table.json", "application/json", None), ("/api/regions.geojson", "application/geo+json", None),
        ("/api/plan.json", "application/json", None),
    ],
)  # fmt: skip
def test_a_route_answers_with_its_kind_its_name_and_to_everyone(client, address, kind, name):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers.get("content-disposition") == (name and f'attachment; filename="{name}"')
    assert client.post(address).status_code == 405


def test_the_routes_give_the_figures_of_the_files(client):
    for kind, route in (("csv", "table.csv"), ("json", "table.json"), ("geojson", "regions.geojson"),
                        ("xlsx", "table.xlsx")):  # fmt: skip
        wanted = View(plan="squareland", measure="unmet", lang="fr")
        assert client.get(f"/api/{route}?measure=unmet&lang=fr").content == export_file(
            kind, export_order(wanted, LAND), LAND
        )
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/api/table.xlsx?measure=unmet").content))["Data"]
    assert [sheet.cell(n, 8).value for n in (3, 4, 5)] == [800_000, 200_000, 200_000]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("measure=x", 400, "column measure, value “x”: expected one of sectors, unmet"),
        ("lang=fr&measure=x", 400, "attendu"),
        ("lang=xx", 400, "expected one of en, fr"),
        ("colour=red", 400, "this is no part of a view"),
        ("region=mopti", 400, "expected one of ash, birch, cedar"),
        ("plan=atlantis", 400, "expected one of squareland"),
        ("plan=lost-2020", 503, "lost-2020/plan.csv, column title_en: the column is missing"),
        ("plan=lost-2020&lang=fr", 503, "la colonne manque"),
    ],
    ids=ascii_of,
)
def test_what_a_route_cannot_answer_is_said_with_its_status(client, query, status, said):
    for route in ("table.csv", "table.json", "table.xlsx", "regions.geojson", "plan.json"):
        answer = client.get(f"/api/{route}?{query}")
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
        assert answer.headers["access-control-allow-origin"] == "*"
        (error,) = answer.json()["errors"]
        assert said in error


def test_several_problems_of_a_view_are_all_said(client):
    assert len(client.get("/api/table.json?measure=x&split=y&date=z").json()["errors"]) == 3


def test_a_plan_as_json_has_its_tables_with_empty_cells_as_null(client):
    body = client.get("/api/plan.json").json()
    assert set(body) == {
        "plan", "objectives", "sectors", "activities", "partners", "groups", "staff", "places", "zones", "funding",
        "history",
    }  # fmt: skip
    assert (body["plan"]["requirements_usd"], body["plan"]["text_date"][:10]) == (2_000_000, "2024-02-01")
    assert [(r["sector"], r["requirements_usd"]) for r in body["sectors"]] == [
        ("food", 900_000), ("water", 600_000), ("roads", 100_000)]  # fmt: skip
    assert body["activities"][0]["activity"] == "food-1"
    assert (body["groups"][0]["group"], body["partners"][0]["name_fr"]) == ("displaced", "PAM")
    silent = body["funding"][1]
    assert (silent["sector"], silent["amount_usd"], silent["as_of"][:10]) == ("water", None, "2024-01-01")
    assert "index" not in body["places"][0]
    accents = squareland.furnished(squareland.atlas({"santé": (1, None, ["ash"], "named")}))
    other = TestClient(Starlette(routes=open_data_routes(lambda: Library({"squareland": accents}, {}))))
    assert "Santé" in other.get("/api/plan.json").text


def test_health_says_what_can_be_shown_and_what_is_wrong(client):
    assert client.get("/api/health").json() == {
        "status": "ok", "plan": "squareland", "plans": ["squareland"],
        "errors": ["lost-2020/plan.csv, column title_en: the column is missing"],
    }  # fmt: skip
    for problems in (BROKEN, {}):
        nothing = TestClient(Starlette(routes=open_data_routes(lambda p=problems: Library({}, p))))
        answer = nothing.get("/api/health")
        assert (answer.status_code, answer.json()["status"]) == (503, "bad data")
        assert ("errors" in answer.json()) == bool(problems)


def test_a_country_without_shapes_has_tables_and_no_layer(client, monkeypatch):  # noqa: ARG001
    import dataclasses

    bare = {
        v: dataclasses.replace(r, frame=r.frame.set_geometry([None] * len(r.frame)))
        for v, r in squareland.atlas({"food": (1, None, ["ash"], "named")}).regions.items()
    }
    land = dataclasses.replace(LAND, regions=bare)
    other = TestClient(Starlette(routes=open_data_routes(lambda: Library({"squareland": land}, {}))))
    answer = other.get("/api/regions.geojson?lang=fr")
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (404, "*")
    assert "rien ne peut donc être dessiné" in answer.json()["errors"][0]
    assert other.get("/api/table.csv").status_code == 200


def test_check_lists_the_caveats_by_weight_and_ends_well(run):
    done = run("check", "--plan", "squareland")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "squareland: Squareland"
    assert "warning [over-100] Roads is 150.0% funded" in done.stdout
    assert "note [need-projection]" in done.stdout
    assert lines.index("No printed percentage disagrees with the amounts.") > 3
    caveats = [x for x in lines if x.startswith(("warning [", "note ["))]
    assert f"{len(caveats)} caveats; the tables can be used." in lines
    assert all(x.endswith(")") for x in caveats)  # each with its rows
    french = run("check", "--plan", "squareland", "--lang", "fr").stdout
    assert "avertissement [over-100]" in french
    assert "remarque [need-projection]" in french or "note [need-projection]" in french


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["check"], 1, "lost-2020/plan.csv, column title_en: the column is missing"),
        (["check", "--plan", "lost-2020"], 1, "the column is missing"),
        (["check", "--plan", "atlantis"], 2, "expected one of squareland"),
        (["check", "--lang", "de"], 2, "--lang, value “de”: expected one of en, fr"),
        (
            ["table", "--format", "ods"],
            2,
            "--format, value “ods”: expected one of csv, csv-excel, json, geojson",
        ),
        (["table", "--view", "measure=x"], 2, "expected one of sectors, unmet"),
        (["table", "--view", "plan=lost-2020"], 1, "the column is missing"),
        (["table", "--weights", "/nowhere.csv"], 1, "nowhere.csv: the file is missing"),
        (["table", "--out", "/nowhere/x.csv"], 1, "/nowhere/x.csv: cannot be written (No such file or directory)"),
        (["table", "--view", "lang=fr", "--out", "/nowhere/x.csv"], 1, "écrit"),
        (["export", "x.png"], 2, "--to, value “”: expected one of html, pptx, pdf, region, png, xlsx"),
        (["export", "--to", "doc", "x"], 2, "--to, value “doc”: expected one of html"),
        (["export", "--to", "png", "--all", "x"], 2, "--to, value “png”"),
        (["export", "--to", "png", "--paper", "a5", "x"], 2, "--paper, value “a5”: expected one of 16:9, a4, a4-p"),
        (["export", "--to", "png", "--lang", "de", "x"], 2, "--lang, value “de”"),
        (["export", "--to", "doc", "--lang", "fr", "x"], 2, "attendu"),
        (["export", "--to", "csv", "--view", "plan=lost-2020", "--lang", "fr", "x"], 1, "la colonne manque"),
        (["export", "--to", "csv", "/nowhere/x.csv"], 1, "cannot be written"),
        (["export", "--to", "html", "--storyline", "/nowhere.json", "x"], 1, "/nowhere.json: the file cannot be read"),
        (["export", "--to", "region", "x.pdf"], 1, "expected one of ash, birch, cedar"),
        (["export", "--all", "/proc/nowhere"], 1, "/proc/nowhere: cannot be written"),
        (["regions", "build", "x.geojson", "--country", "mli"], 2, "--country, value “mli”"),
        (["regions", "build", "/nowhere.geojson"], 1, "nowhere.geojson: the file is missing"),
        (["regions", "build", "/nowhere.geojson", "--lang", "de"], 2, "--lang"),
        (["regions", "build", "/nowhere.geojson", "--country", "SQL"], 1, "nowhere.geojson"),
        (["regions", "ground", "/nowhere"], 1, "missing"),
        (["regions", "ground", "/nowhere", "--lang", "de"], 2, "--lang"),
        (["datapackage", "--data", "/nowhere"], 1, "datapackage.json"),
        (["import-plan", "/nowhere.txt"], 1, "/nowhere.txt: the file cannot be read (No such file or directory)"),
        (["import-plan", "/nowhere.txt", "--lang", "fr"], 1, "le fichier est illisible"),
        (["import-plan", "x", "--accept", "--funding"], 2, "--accept, --funding: expected one of them"),
        (["import-plan", "x", "--lang", "de"], 2, "--lang, value “de”: expected one of en, fr"),
        (["nonsense"], 2, "No such command"),
    ],
    ids=lambda w: " ".join(w)[:60] if isinstance(w, list) else ascii_of(w),
)
def test_a_command_that_fails_says_why_on_the_error_stream(run, words, code, said):
    done = run(*words)
    assert done.exit_code == code, done.output
    assert said in " ".join(done.stderr.replace("\u00a0", " ").split())
    if words != ["check"]:
        assert done.stdout == ""


@pytest.mark.parametrize("words", [["table"], ["export", "--to", "csv", "x"], ["check"], ["datapackage"]], ids=ascii_of)
def test_a_command_reads_the_folder_that_it_is_given(words, tmp_path):
    done = RUN.invoke(app, [*words, "--data", str(tmp_path)])
    assert done.exit_code == 1
    said = {"check": "datapackage.json: the record", "datapackage": "datapackage.json: the record"}
    assert done.stderr.startswith(said.get(words[0], "plans: there is no plan in this folder"))


def test_shapes_of_the_home_country_go_to_their_place_in_the_data_or_where_they_are_wanted(tmp_path, monkeypatch):
    called = []

    class Report:
        def as_dict(self):
            return {"credit": "Géo", "features": 3}

    monkeypatch.setattr("geo.cli.places.build_boundary_files", lambda *a, **k: called.append((*a, k)) or Report())
    folder, out = tmp_path / "boundaries", tmp_path / "x.geojson"
    for more in ([], ["--out", str(out)]):
        done = RUN.invoke(app, ["regions", "build", "in.zip", *more, "--data", str(tmp_path)])
        assert done.stdout == '{\n "credit": "Géo",\n "features": 3\n}\n'  # a line each, to be read by people
    assert [(str(source), to, more) for source, to, more in called] == [
        ("in.zip", folder / "cercles.geojson", {"tables": folder}), ("in.zip", out, {"tables": folder})]  # fmt: skip


def test_a_command_says_its_errors_in_the_language_that_was_asked_for(run):
    assert "attendu" in run("table", "--view", "lang=fr&measure=x").stderr
    assert "expected" in run("table", "--view", "measure=x").stderr
    assert "attendu" in run("export", "--to", "csv", "--lang", "fr", "--view", "lang=en&measure=x", "x").stderr


def test_a_table_goes_to_the_screen_or_to_a_file_that_excel_reads(run, tmp_path):
    done = run("table", "--view", "measure=unmet")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("region,name,pcode,")
    rows = {r["region"]: r for r in csv.DictReader(io.StringIO(done.stdout))}
    assert [rows[s]["value"] for s in ("ash", "birch", "cedar")] == ["800000", "200000", "200000"]
    out = tmp_path / "x.csv"
    assert run("table", "--view", "measure=unmet", "--out", out).stdout == ""
    assert out.read_bytes() == b"\xef\xbb\xbf" + done.stdout_bytes
    weights = tmp_path / "w.csv"
    weights.write_text("region,weight\nash,1\nbirch,1\ncedar,7\n")
    mine = json.loads(run("table", "--view", "measure=unmet", "--weights", weights, "--format", "json").stdout)
    assert [r["value"] for r in mine["rows"]] == pytest.approx(
        [200_000 / 3 + 600_000, 200_000 / 3, 1_400_000 / 3], abs=0.01
    )
    assert (mine["rows"][0]["split"], mine["view"]) == (
        "custom", "plan=squareland&measure=unmet&split=custom&weights=ash:1,birch:1,cedar:7")  # fmt: skip


def test_export_writes_one_file_in_the_language_that_was_asked_for(run, tmp_path):
    out = tmp_path / "x.json"
    asked = (
        (["--lang", "fr"], "fr"),
        (["--view", "lang=fr"], "fr"),
        (["--view", "lang=fr", "--lang", "en"], "en"),
        ([], "en"),
    )
    for words, lang in asked:
        done = run("export", "--to", "json", *words, out)
        assert (done.exit_code, done.output) == (0, "")
        assert json.loads(out.read_text(encoding="utf-8"))["rows"][0]["name"] == {"en": "Ash", "fr": "Ash (fr)"}[lang]


def test_export_all_writes_what_can_be_made_and_names_it(run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.cli.files.export_file", lambda kind, _wanted, _atlas: kind.encode())
    folder = tmp_path / "new" / "kit"
    done = run("export", "--all", "--view", "measure=unmet", "--lang", "fr", folder)
    assert done.exit_code == 0
    names = {p.name: p.read_text() for p in folder.iterdir()}
    assert sorted(names) == sorted(done.stdout.split())
    asked = View(plan="squareland", measure="unmet", lang="fr")
    assert names == {export_name(k, export_order(asked, LAND)): k for k in EXPORT_FORMATS if k != "region"}
    assert {"squareland-briefing-unmet-fr.html", "squareland-unmet-fr.png", "squareland-unmet-ledger-fr.csv"} <= set(
        names
    )
    assert run("export", "--all", "--view", "region=ash", folder).exit_code == 0
    assert (folder / "squareland-region-ash-en.pdf").read_text() == "region"


def test_a_storyline_and_a_paper_are_taken_into_the_file(run, tmp_path, monkeypatch):
    wanted = []
    monkeypatch.setattr("geo.cli.files.export_file", lambda kind, order, _atlas: wanted.append((kind, order)) or b"x")
    story = storyline_of_view(View(plan="squareland", measure="idps"), LAND)
    file = tmp_path / "story.json"
    file.write_text(write_storyline(story), encoding="utf-8")
    done = run("export", "--to", "pdf", "--paper", "a4-portrait", "--storyline", file, tmp_path / "x.pdf")
    assert done.exit_code == 0
    ((kind, order),) = wanted
    assert (kind, order.story, order.paper) == ("pdf", story, "a4-portrait")
    file.write_text("{}", encoding="utf-8")
    done = run("export", "--to", "pdf", "--storyline", file, tmp_path / "x.pdf")
    assert (done.exit_code, "this JSON is no storyline" in done.stderr) == (1, True)


def test_a_file_that_cannot_be_made_ends_the_table_command_with_its_reason(run, monkeypatch):
    def refuse(*_):
        raise DataError([Problem("squareland", "the column is missing")])

    monkeypatch.setattr("geo.cli.tables.export_file", refuse)
    done = run("table", "--view", "lang=fr")
    assert (done.exit_code, "la colonne manque" in done.stderr) == (1, True)


def test_the_importer_counts_what_it_read_and_leaves_with_the_code_of_its_finding(data, tmp_path):
    source = tmp_path / "page.txt"
    source.write_text(Y2021, encoding="utf-8")
    done = RUN.invoke(app, ["import-plan", str(source), "--data", str(data)])
    assert done.exit_code == 1  # drafts are to be rewritten
    assert "mli-2021 – objectives: 1, sectors: 2, activities: 3, places: 3." in done.stdout
    assert done.stderr.strip()  # what must be looked at
    assert not (data / "plans" / ".replaced").exists()
    accepted = RUN.invoke(app, ["import-plan", str(source), "--accept", "--lang", "fr", "--data", str(data)])
    assert accepted.exit_code == 1
    assert "mli-2021" in accepted.stdout
    assert list((data / "plans" / ".replaced").iterdir())
