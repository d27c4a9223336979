"""More than one plan: headers alone, countries without shapes, regions of a new country, views with a plan."""

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from geo.analysis import all_caveats, estimate_by_region, fit_to_plan, load_checked_library, presence_matrix, read_view
from geo.briefing import header_figures, read_storyline, storyline_of_view, write_storyline
from geo.charts import plan_history
from geo.cli import app
from geo.core import DATA_FOLDER, LANGS, VINTAGES, DataError, View, ViewError, split_query, translator
from geo.export import EXPORT_FORMATS, export_file, export_order
from geo.maps import compose_map
from geo.monitoring import load_indicators
from geo.places import build_country_files, read_region_tables
from geo.plans import SCHEMAS
from geo.web import open_data_routes
from tests.squareland import HEADER, TABLES, write_plan, write_shapes

RUN = CliRunner()
T = translator("en")
HEADERS = {
    "mli-2020": (8_950_000, None, 700_000, None, None),
    "mli-2021": (15_300_000, 7_100_000, 670_300, "2021-01-29", None),
    "mli-2022": (17_513_700, None, 550_000, "2021-12-15", "2023-04-02"),
    "mli-2025-2026": (32_353_500, 6_400_000, 273_000, "2025-04-17", None),
}

INDICATORS = load_indicators(DATA_FOLDER)


def wrong(found, code):
    return [p.text(T) for p in found.problems[code]]


@pytest.mark.parametrize("code", HEADERS)
def test_the_other_plans_of_mali_are_header_rows_with_what_is_known(library, code):
    plan = library.atlases[code].plan
    required, in_need, targeted, text, funding = HEADERS[code]
    assert plan.header_only
    assert plan.header["requirements_usd"] == required
    assert plan.header["people_targeted"] == targeted
    assert (None if in_need is None else plan.header["people_in_need"]) == in_need
    assert [d and d.isoformat() for d in (plan.text_date, plan.funding_date)] == [text, funding]


def test_the_headers_are_the_rows_of_the_history(atlas, library):
    rows = atlas.plan.history[atlas.plan.history["organisation"] == "IOM"].set_index("year")
    assert len(rows) == len(library.atlases)
    for loaded in library.atlases.values():
        header = loaded.plan.header
        row = rows[rows.index.str.startswith(str(header["start_year"]))].iloc[0]
        for column in ("requirements_usd", "people_in_need", "people_targeted"):
            assert row[column] is header[column] or row[column] == header[column]


def test_a_header_alone_has_no_ledger_no_money_and_one_caveat_of_its_own(library):
    loaded = library.atlases["mli-2022"]
    assert [c.code for c in all_caveats(loaded) if not c.measures] == ["header-only"]
    drawn = compose_map(View(plan="mli-2022", measure="idps"), loaded)
    assert drawn.ledger == ()
    text = export_file("csv", export_order(drawn.view, loaded), loaded).decode("utf-8-sig")
    rows = {r["region"]: r for r in csv.DictReader(io.StringIO(text))}
    assert rows["gao"]["value"] == "35613"
    assert not [column for column in rows["gao"] if column.startswith("est_")]
    assert (rows["gao"]["text_date"], rows["gao"]["funding_date"]) == ("2021-12-15", "2023-04-02")


def test_the_chart_of_a_header_marks_its_own_year(library):
    html = plan_history(library.atlases["mli-2021"].plan, T)
    assert html.count("<tr") == 5
    assert "<tr class=now><td>2021</td>" in html


def test_a_figure_that_a_header_lacks_is_a_dash(library):
    found = header_figures(library.atlases["mli-2022"].plan, T)
    assert [f[0] for f in found] == ["$17,513,700", "–", "550,000", "–"]


def test_days_may_be_unknown_of_any_plan(data):
    write_plan(data, {}, plan="sql-1", text_date="", funding_date="")
    write_plan(data, plan="sql-2", text_date="")
    found = load_checked_library(data)
    assert found.problems == {}
    assert [found.atlases[code].plan.text_date for code in ("sql-1", "sql-2")] == [None, None]
    assert found.atlases["sql-2"].plan.funding_date is not None


@pytest.mark.parametrize("bad", ["mli", "../../etc", ""])
def test_a_country_that_is_no_code_is_refused(data, bad):
    write_plan(data, {}, country=bad)
    (said,) = wrong(load_checked_library(data), "sql-2024")
    assert "three capital letters" in said


def test_one_more_table_makes_all_of_them_needed(data):
    folder = write_plan(data, {"groups": TABLES["groups"]})
    assert len(wrong(load_checked_library(data), "sql-2024")) == len(SCHEMAS) - 2
    (folder / "groups.csv").unlink()
    assert load_checked_library(data).problems == {}


def test_a_broken_plan_takes_no_other_down(data):
    (data / "plans" / "mli-2022" / "plan.csv").write_text("plan\n")
    found = load_checked_library(data)
    assert list(found.atlases) == ["mli-2020", "mli-2021", "mli-2023-2024", "mli-2025-2026"]
    assert list(found.problems) == ["mli-2022"]
    with pytest.raises(DataError):
        found.at({"plan": "mli-2022"}, strict=True)
    assert found.at({"plan": "mli-2022"}).plan.code == "mli-2023-2024"


def test_broken_shapes_are_named_once_for_all_plans_of_the_country(data):
    write_plan(data)
    (data / "boundaries" / "cercles.csv").unlink()
    found = load_checked_library(data)
    assert list(found.atlases) == ["sql-2024"]
    assert [p.text(T) for p in found.complaints] == ["cercles.csv: the file is missing; put it back or restore it"]


def test_a_folder_without_a_plan_is_said(tmp_path):
    (tmp_path / "plans" / "empty").mkdir(parents=True)
    found = load_checked_library(tmp_path)
    with pytest.raises(DataError):
        found.at({})
    assert "no plan in this folder" in found.complaints[0].text(T)


@pytest.fixture
def squareland(data):
    write_plan(data)
    return data


def test_a_plan_without_shapes_has_the_regions_that_it_names(squareland):
    loaded = load_checked_library(squareland).atlases["sql-2024"]
    assert not loaded.mapped
    assert loaded.vintages == ("2023",)
    assert list(loaded.regions["2023"].frame.index) == ["ash", "birch", "cedar"]
    assert loaded.regions["2012"].name("cedar", "fr") == "Cedar"
    assert all_caveats(loaded)[0].code == "no-shapes"
    assert "--country SQL" in all_caveats(loaded)[0].write(translator("fr"))
    grid = presence_matrix(loaded.plan, View(), loaded.regions["2023"].rollup, ["ash", "birch", "cedar"])
    assert grid.loc["food"].tolist() == ["named", "named", ""]
    assert grid.loc["water"].tolist() == ["", "zone", "zone"]


def test_money_without_shapes_is_split_evenly_and_no_other_way(squareland):
    loaded = load_checked_library(squareland).atlases["sql-2024"]
    for split in ("even", "idps", "population"):
        frame = estimate_by_region(View(plan="sql-2024", basis="zone", split=split), loaded).frame
        assert frame["required"].tolist() == [500_000, 750_000, 250_000]


def test_a_place_that_is_no_code_is_named_where_there_is_no_table_of_regions(squareland):
    path = squareland / "plans" / "sql-2024" / "places.csv"
    path.write_text(path.read_text().replace("food,,ash", "food,,Ash town"))
    (said,) = wrong(load_checked_library(squareland), "sql-2024")
    assert said.startswith("sql-2024/places.csv, row 2, column place, value “Ash town”: expected a code")


@pytest.mark.parametrize("measure", INDICATORS.codes)
def test_every_measure_of_a_plan_without_shapes_has_its_table(squareland, measure):
    loaded = load_checked_library(squareland).atlases["sql-2024"]
    wanted = read_view({"measure": measure}, loaded, strict=True)
    text = export_file("csv", export_order(wanted, loaded), loaded).decode("utf-8-sig")
    rows = {r["region"]: r for r in csv.DictReader(io.StringIO(text))}
    if INDICATORS[measure].layer in ("money", "per_person"):
        assert rows["ash"]["est_required_usd"] == "500000"
    else:
        assert "est_required_usd" not in rows["ash"]
    assert rows["cedar"]["need_value"] == ""


@pytest.mark.parametrize("kind", [k for k in EXPORT_FORMATS if EXPORT_FORMATS[k].needs_shapes])
def test_a_file_with_shapes_is_refused_with_the_command_that_makes_them(squareland, kind):
    loaded = load_checked_library(squareland).atlases["sql-2024"]
    with pytest.raises(DataError) as error:
        export_file(kind, export_order(View(plan="sql-2024", region="ash"), loaded), loaded)
    assert "regions build FILE --country SQL" in error.value.problems[0].text(T)


@pytest.mark.parametrize("level", [1, 2])
def test_the_regions_of_a_new_country_are_made_from_one_file(squareland, tmp_path, level):
    report = build_country_files(write_shapes(tmp_path / "squares.geojson", level), squareland, "SQL")
    assert (report.level, report.features, report.credit) == (level, 3 * level, "OCHA COD-AB")
    loaded = load_checked_library(squareland).atlases["sql-2024"]
    assert loaded.mapped
    assert loaded.vintages == ("2023",)
    frame = loaded.regions["2023"].frame
    assert frame["pcode_2025"].to_dict() == {"ash": "SQ01", "birch": "SQ02", "cedar": "SQ03"}
    assert [shape.area for shape in frame.geometry] == [1, 1, 1]
    assert frame["population_2022"].isna().all()
    assert loaded.sources == ("test", "OCHA COD-AB")
    assert loaded.extent == (0, 0, 3, 1)


def test_what_was_written_by_hand_stays_when_shapes_are_built_anew(squareland, tmp_path):
    source = write_shapes(tmp_path / "squares.geojson")
    build_country_files(source, squareland, "SQL")
    path = squareland / "boundaries" / "sql" / "regions.csv"
    text = path.read_text()
    for before, after in (
        ("ash,Ash,Ash,,SQ01,SQ01,,ash,ash,,,,", "ash,Ash,Ash,Esche,SQ01,SQ01,,ash,ash,Ashtown,100,0,"),
        ("birch,Birch,Birch,,SQ02,SQ02,,birch,birch,,,,", "birch,Birch,Birch,,SQ02,SQ02,,birch,birch,,300,0,"),
    ):
        assert before in text
        text = text.replace(before, after)
    path.write_text(text)
    build_country_files(source, squareland, "SQL")
    assert path.read_text() == text
    loaded = load_checked_library(squareland).atlases["sql-2024"]
    assert loaded.has_needs
    drawn = compose_map(View(plan="sql-2024", measure="population"), loaded)
    assert [r.state for r in drawn.regions] == ["value", "value", "nodata"]
    frame = estimate_by_region(View(plan="sql-2024", split="population", basis="zone"), loaded).frame
    assert frame["required"].tolist() == [250_000, 1_000_000, 250_000]  # water evenly: cedar has no figure


@pytest.mark.parametrize("kind", list(EXPORT_FORMATS))
def test_every_file_can_be_made_of_a_new_country_without_needs(squareland, tmp_path, kind):
    build_country_files(write_shapes(tmp_path / "squares.geojson"), squareland, "SQL")
    loaded = load_checked_library(squareland).atlases["sql-2024"]
    wanted = View(plan="sql-2024", measure="unmet", region="ash", lang="fr")
    assert len(export_file(kind, export_order(wanted, loaded), loaded)) > 100


def features(*properties):
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
    rows = [{"type": "Feature", "properties": p, "geometry": square} for p in properties]
    return json.dumps({"type": "FeatureCollection", "features": rows})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (features({"name": "Ash"}), "expected columns adm1_pcode"),
        (features({"ADM1_PCODE": "SQ01"}), "column adm1_en: the column is missing"),
        (features({"ADM1_PCODE": "", "ADM1_EN": "Ash"}), "row 1, column pcode: every unit needs a name"),
        (
            features(*[{"ADM1_PCODE": "SQ01", "ADM1_EN": "Ash"}] * 2),
            "row 2, value “SQ01”: this unit stands there twice",
        ),
    ],
)
def test_a_file_that_makes_no_regions_is_refused_and_nothing_is_written(data, tmp_path, text, said):
    (tmp_path / "in.geojson").write_text(text)
    with pytest.raises(DataError) as error:
        build_country_files(tmp_path / "in.geojson", data, "SQL")
    assert said in error.value.problems[0].text(T)
    assert not (data / "boundaries" / "sql").exists()


def test_geoboundaries_of_admin_1_make_regions_by_name(data, tmp_path):
    text = features({"shapeName": "N’Djaména", "shapeISO": "TD-ND"})
    (tmp_path / "in.geojson").write_text(text, encoding="utf-8")
    report = build_country_files(tmp_path / "in.geojson", data, "TCD")
    table, _ = read_region_tables(data / "boundaries" / "tcd")
    assert report.credit == "geoBoundaries, CC BY 4.0"
    assert table["iso_3166_2"].to_dict() == {"n-djamena": "TD-ND"}


def test_the_command_builds_a_new_country_and_refuses_what_is_no_country(data, tmp_path):
    source = str(write_shapes(tmp_path / "squares.geojson"))
    assert RUN.invoke(app, ["regions", "build", source, "--country", "sql", "--data", str(data)]).exit_code == 2
    done = RUN.invoke(app, ["regions", "build", source, "--country", "SQL", "--data", str(data)])
    assert done.exit_code == 0, done.output
    assert (data / "boundaries" / "sql" / "regions.csv").is_file()
    assert json.loads(done.stdout)["features"] == 3


@given(
    plan=st.sampled_from(["mli-2023-2024", "mli-2021"]),
    lang=st.sampled_from(LANGS),
    measure=st.sampled_from(INDICATORS.observed),
    areas=st.sampled_from(VINTAGES),
    region=st.sampled_from([None, "mopti"]),
)
def test_a_view_with_a_plan_survives_the_way_through_its_query(library, plan, lang, measure, areas, region):
    wanted = View(plan=plan, lang=lang, measure=measure, areas=areas, region=region)
    assert read_view(split_query(wanted.query()), library.at(split_query(wanted.query())), strict=True) == wanted


def test_codes_are_those_of_the_plan_that_a_view_names(squareland):
    found = load_checked_library(squareland)
    params = {"plan": "sql-2024", "sector": "food", "region": "ash"}
    assert read_view(params, found.at(params, strict=True), strict=True).sector == ("food",)
    with pytest.raises(ViewError) as error:
        read_view(params, found.at({"plan": "mli-2023-2024"}, strict=True), strict=True)
    assert [p.column for p in error.value.problems] == ["plan", "sector", "region"]


def test_a_view_of_another_plan_keeps_what_is_known_here(squareland):
    loaded = load_checked_library(squareland).atlases["sql-2024"]
    shown = View(
        objective=("1", "4"), sector=("shelter",), measure="unmet", split="custom", basis="zone", region="mopti",
        scenario=(("shelter", Decimal(5)),), weights=(("mopti", Decimal(1)),), share=("gao",),
    )  # fmt: skip
    assert fit_to_plan(shown, loaded) == View(
        plan="sql-2024", objective=("1",), measure="unmet", split="custom", basis="zone"
    )


def test_a_view_of_money_becomes_one_of_needs_where_only_the_header_is_known(library):
    loaded = library.atlases["mli-2021"]
    assert fit_to_plan(View(measure="unmet"), loaded) == View(plan="mli-2021", measure="idps")


def test_a_storyline_keeps_no_plan_in_its_slides(squareland):
    loaded = load_checked_library(squareland).atlases["sql-2024"]
    story = storyline_of_view(View(plan="sql-2024", measure="unmet"), loaded)
    again = read_storyline(write_storyline(story), loaded)
    assert again == story
    assert [s.view for s in again.slides] == ["measure=unmet", "measure=unmet", ""]


@pytest.fixture
def client(squareland):
    found = load_checked_library(squareland)
    return TestClient(Starlette(routes=open_data_routes(lambda: found)))


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/table.json?plan=atlantis", 400, "expected one of mli-2020"),
        ("/api/table.json?plan=mli-2022&measure=unmet", 400, "only the header of this plan is known"),
        ("/api/table.json?plan=mli-2022&lang=fr&measure=unmet", 400, "seul l’en-tête de ce plan est connu"),
        ("/api/table.json?plan=sql-2024&sector=shelter", 400, "expected some of food, water, roads"),
        ("/api/regions.geojson?plan=sql-2024", 404, "regions build FILE --country SQL"),
    ],
)
def test_a_route_says_what_a_plan_does_not_have(client, address, status, said):
    answer = client.get(address)
    assert answer.status_code == status
    assert said in answer.json()["errors"][0]


def test_the_routes_answer_for_the_plan_in_the_view(client):
    assert client.get("/api/plan.json?plan=mli-2021").json()["plan"]["requirements_usd"] == 15_300_000
    assert client.get("/api/plan.json?plan=mli-2021").json()["sectors"] == []
    body = client.get("/api/table.json?plan=sql-2024&measure=required").json()
    assert {r["region"]: r["value"] for r in body["rows"]} == {"ash": 500_000, "birch": 500_000, "cedar": None}
    assert body["view"] == "plan=sql-2024&measure=required"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["table", "--view", "plan=atlantis"], 2, "expected one of mli-2020"),
        (["table", "--view", "plan=mli-2022&measure=unmet"], 2, "only the header"),
        (["check", "--plan", "atlantis"], 2, "expected one of"),
        (["check", "--plan", "mli-2022"], 0, "header-only"),
        (["export", "--to", "png", "--view", "plan=sql-2024", "--lang", "fr", "x.png"], 1, "rien ne peut donc être"),
        (["export", "--to", "region", "--view", "plan=mli-2022&region=gao", "x.pdf"], 1, "only its header is known"),
    ],
)
def test_the_command_line_takes_the_plan_from_the_view(squareland, words, code, said):
    done = RUN.invoke(app, [*words, "--data", str(squareland)])
    assert done.exit_code == code
    assert said in done.output


def test_check_checks_every_plan_and_a_broken_one_does_not_hide_the_others(squareland):
    (squareland / "plans" / "mli-2021" / "plan.csv").write_text("x\n")
    done = RUN.invoke(app, ["check", "--data", str(squareland)])
    assert done.exit_code == 1
    assert "sql-2024: Squareland Response Plan" in done.stdout
    assert "mli-2023-2024: Mali Crisis Response Plan 2023-2024" in done.stdout
    assert "mli-2021/plan.csv" in done.stderr
    assert RUN.invoke(app, ["check", "--plan", "sql-2024", "--data", str(squareland)]).exit_code == 0
    assert RUN.invoke(app, ["check", "--plan", "mli-2021", "--data", str(squareland)]).exit_code == 1


@pytest.mark.parametrize(("view_text", "kinds"), [("plan=sql-2024", 11), ("plan=mli-2022", 15)])
def test_the_whole_kit_of_such_plans_is_what_can_be_made(squareland, tmp_path, view_text, kinds):
    out = tmp_path / "kit"
    done = RUN.invoke(app, ["export", "--all", "--view", view_text, "--data", str(squareland), str(out)])
    assert done.exit_code == 0, done.output
    assert len(list(out.iterdir())) == kinds


def test_a_title_has_its_years_first(squareland):
    found = load_checked_library(squareland)
    assert found.atlases["mli-2023-2024"].plan.dated_title("en") == "2023-2024 · Mali Crisis Response Plan"
    assert found.atlases["sql-2024"].plan.dated_title("en") == f"2024 · {HEADER['title_en']}"


def test_whatever_breaks_while_reading_a_plan_the_last_good_one_stays_with_its_reason(data, monkeypatch):
    before = load_checked_library(data)
    assert before.problems == {}

    def broken(*_args, **_kwargs):
        raise OverflowError("a number too large")

    monkeypatch.setattr("geo.analysis.plan_caveats.check_plan", broken)
    after = load_checked_library(data).after(before)
    assert after.atlases["mli-2023-2024"] is before.atlases["mli-2023-2024"]
    said = after.problems["mli-2023-2024"][0].text(translator("en"))
    assert "OverflowError: a number too large" in said
