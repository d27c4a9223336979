"""What is loaded from a folder of data: a country by hand, an atlas and its views, the order of a library."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo import atlas as atlases
from geo import country, ground, observations, regions
from geo.errors import DataError, Problem, ViewError
from geo.i18n import translator
from geo.library import Library
from geo.library import load as load_library
from geo.thematic import MEASURES
from geo.view import View
from tests import squareland
from tests.squareland import write_plan

EN = translator("en")
UNIQUE = "already there"
REGIONS = """region,name_fr,name_en,aliases,pcode_2025,pcode_2021,iso_3166_2,region_2016,region_2012,seat,\
population_2022,population_2022_estimated,source
ash,Frêne,Ash,Ash Land;L’Ash,SQ01,SQ91,,ash,ash,Ashtown,100,10,test
birch,Bouleau,Birch,,SQ02,SQ92,,birch,ash,,300,,test
cedar,Cèdre,Cedar,,SQ03,,,birch,ash,,600,5,test
"""
CERCLES = """cercle,name_fr,source_name,pcode_2021,region_2023,region_2016,region_2012
a,A,A,,ash,ash,ash
b,B,B,,birch,birch,ash
c,C,C,,cedar,birch,ash
"""
SQUARES = {"a": ("ash", "ash", "ash"), "b": ("birch", "birch", "ash"), "c": ("cedar", "birch", "ash")}


def features(squares=None, **extra):
    rows = [
        {"type": "Feature", "properties": dict(zip(("cercle", "region_2023", "region_2016", "region_2012"), (c, *of),
         strict=True)), "geometry": shapely.geometry.mapping(shapely.box(n, 0, n + 1, 1))}
        for n, (c, of) in enumerate((squares or SQUARES).items())
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "credit": "Surveyors", "features": rows} | extra)


@pytest.fixture
def land(tmp_path):
    """Write the boundaries of Squareland by hand: three regions, two before 2023, one before 2016."""
    folder = tmp_path / "boundaries" / "sql"
    folder.mkdir(parents=True)
    for name, text in (("regions.csv", REGIONS), ("cercles.csv", CERCLES), ("cercles.geojson", features())):
        (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def boundaries(land):
    return land / "boundaries" / "sql"


def said(call, *arguments):
    with pytest.raises(DataError) as error:
        call(*arguments)
    return [p.text(EN) for p in error.value.problems]


def test_a_vintage_is_dissolved_from_cercles_and_its_people_are_added_up(land):
    today, before, first = (regions.load(boundaries(land), v) for v in ("2023", "2016", "2012"))
    assert [shape.area for shape in today.frame.geometry] == [1, 1, 1]
    assert before.frame.geometry["birch"].equals(shapely.box(1, 0, 3, 1))
    assert first.frame.geometry["ash"].bounds == (0, 0, 3, 1)
    assert before.frame["population_2022"].to_dict() == {"ash": 100, "birch": 900}
    # Of Birch nobody says how many are estimated: nor then of the older regions that hold it.
    estimated = before.frame["population_2022_estimated"]
    assert (estimated["ash"], pd.isna(estimated["birch"])) == (10, True)
    assert before.rollup == {"ash": "ash", "birch": "birch", "cedar": "birch"}
    assert first.rollup == {"ash": "ash", "birch": "ash", "cedar": "ash"}
    assert (today.vintage, today.credit, today.missing, today.frame.crs.to_epsg()) == ("2023", "Surveyors", (), 4326)


def test_a_region_has_its_names_and_the_code_of_its_vintage(land):
    today, before = (regions.load(boundaries(land), v) for v in ("2023", "2016"))
    assert (today.name("ash", "fr"), today.name("ash", "en")) == ("Frêne", "Ash")
    assert (today.pcode("ash"), before.pcode("ash")) == ("SQ01", "SQ91")
    written = ("ash", "FRENE", "l'ash", "ash-land", "SQ01", "SQ91", "", "  Cèdre ", "oak")
    assert [today.match(w) for w in written] == ["ash", "ash", "ash", "ash", "ash", None, None, "cedar", None]
    assert before.match("SQ91") == "ash"
    assert before.match("cedar") is None


def test_a_region_without_a_shape_is_named_as_missing(land):
    (boundaries(land) / "cercles.geojson").write_text(features({k: SQUARES[k] for k in "ab"}))
    assert regions.load(boundaries(land), "2023").missing == ("cedar",)
    assert regions.load(boundaries(land), "2016").missing == ()
    (boundaries(land) / "cercles.geojson").write_text(features().replace('"credit"', '"licence"'))
    assert regions.load(boundaries(land), "2023").credit == ""


def test_regions_of_which_only_the_code_is_known_have_it_as_their_name():
    made = regions.undrawn(["n-djamena", "lac_tchad"], "2016")
    assert made.frame["name_fr"].tolist() == made.frame["name_en"].tolist() == ["N Djamena", "Lac Tchad"]
    assert made.rollup == {"n-djamena": "n-djamena", "lac_tchad": "lac_tchad"}
    assert (made.vintage, made.credit, made.missing) == ("2016", "", ("n-djamena", "lac_tchad"))
    assert made.pcode("n-djamena") == ""
    assert made.frame["population_2022"].isna().all()
    assert (made.frame["population_2022"].dtype, made.frame.crs.to_epsg()) == ("Int64", 4326)


@pytest.mark.parametrize(
    ("file", "before", "after", "words"),
    [
        ("regions.csv", ",birch,ash,,300", ",elm,ash,,300",
         "regions.csv, row 3, column region_2016, value “elm”: unknown code; expected one of ash, birch, cedar"),
        ("cercles.csv", "b,B,B,,birch", "b,B,B,,elm",
         "cercles.csv, row 3, column region_2023, value “elm”: unknown code; expected one of ash, birch, cedar"),
        ("regions.csv", "cedar,C", "ash,C", UNIQUE),
        ("cercles.csv", "c,C,C", "b,C,C", UNIQUE),
        ("regions.csv", ",600,", ",-6,", "column population_2022, value “-6”: expected 0 or more"),
        ("regions.csv", ",Ash,", ",,", "column name_en, value “”: expected a value"),
    ],
)  # fmt: skip
def test_a_wrong_cell_of_the_tables_of_regions_is_named(land, file, before, after, words):
    path = boundaries(land) / file
    assert before in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    (found,) = said(regions.load, boundaries(land), "2023")
    assert words in found
    assert words != UNIQUE or f"{file}, row 4" in found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "cercles.geojson: the shapes are missing; make them with python -m geo regions build FILE"),
        ("{", "cercles.geojson: the shapes cannot be read ("),
        (features(features=[]), "the shapes lack"),
        (features().replace("region_2016", "region_1991"), "the shapes lack region_2016; make them again"),
        (features().replace("region_20", "r_20"), "the shapes lack region_2023, region_2016, region_2012; make"),
        (features({"a": ("elm", "ash", "ash")}), "row 1, column region_2023, value “elm”: unknown code; expected"),
        (features({"a": SQUARES["a"], "b": ("birch", "oak", "ash")}), "row 2, column region_2016, value “oak”"),
        (features({"a": ("", "ash", "ash")}), "these shapes are too coarse for the regions of 2023"),
    ],
)  # fmt: skip
def test_shapes_that_cannot_be_drawn_are_refused_with_the_reason(land, text, words):
    path = boundaries(land) / "cercles.geojson"
    path.unlink() if text is None else path.write_text(text)
    assert words in said(regions.load, boundaries(land), "2023")[0]


def test_a_shape_that_is_no_polygon_is_named_with_its_row_and_unit(land):
    body = json.loads(features())
    body["features"][1]["geometry"] = {"type": "Point", "coordinates": [1, 1]}
    body["features"][2]["geometry"] = None
    (boundaries(land) / "cercles.geojson").write_text(json.dumps(body))
    assert said(regions.load, boundaries(land), "2023") == [
        "cercles.geojson, row 2, column geometry, value “b”: expected a polygon",
        "cercles.geojson, row 3, column geometry, value “c”: expected a polygon",
    ]


def test_a_country_has_what_there_is_of_it(land):
    assert country.folder(land, "needs", "MLI") == land / "needs"
    assert country.folder(land, "needs", "SQL") == land / "needs" / "sql"
    nothing = country.load(land, "TCD")
    assert nothing.regions is None
    assert (len(nothing.ground.towns), len(nothing.observations.idps)) == (0, 0)
    drawn = country.load(land, "SQL")
    assert {v: list(r.frame.index) for v, r in drawn.regions.items()} == {
        "2023": ["ash", "birch", "cedar"], "2016": ["ash", "birch"], "2012": ["ash"],
    }  # fmt: skip
    assert (len(drawn.ground.rivers), len(drawn.observations.food)) == (0, 0)
    assert drawn.ground.towns.crs.to_epsg() == 4326
    assert drawn.ground.lakes.columns.tolist() == ["name_en", "name_fr", "geometry"]


def test_every_part_of_a_country_that_cannot_be_used_is_named_at_once(land):
    for part in ("context", "needs"):
        (land / part / "sql").mkdir(parents=True)
    found = said(country.load, land, "SQL")
    assert [f.split(":")[0] for f in found] == [
        "neighbours.geojson", "rivers.geojson", "lakes.geojson", "towns.geojson", "idps.csv", "food.csv",
    ]  # fmt: skip
    assert [f.split(":")[0] for f in said(country.load, land, "MLI")] == [
        "regions.csv", "cercles.csv", "neighbours.geojson", "rivers.geojson", "lakes.geojson", "towns.geojson",
    ]  # fmt: skip


def test_the_ground_is_read_layer_by_layer_and_what_is_missing_or_broken_is_named(land):
    folder = land / "context" / "sql"
    folder.mkdir(parents=True)
    for n, layer in enumerate(ground.LAYERS):
        names = {"name_en": [layer], "name_fr": [f"{layer} (fr)"]}
        gpd.GeoDataFrame(names, geometry=[shapely.Point(n, n)], crs="EPSG:4326").to_file(folder / f"{layer}.geojson")
    made = ground.load(folder)
    assert [getattr(made, layer)["name_en"].tolist() for layer in ground.LAYERS] == [[layer] for layer in ground.LAYERS]
    assert country.load(land, "SQL").ground.towns["name_fr"].tolist() == ["towns (fr)"]
    (folder / "rivers.geojson").unlink()
    (folder / "towns.geojson").write_text("{")
    missing, broken = said(ground.load, folder)
    assert missing == "rivers.geojson: the file is missing; put it back or restore it"
    assert broken.startswith("towns.geojson: the layer cannot be read (")
    assert "towns.geojson" in broken.split("(")[1]  # what the reader of the file says of it


FOOD = {"food": (90, 30, ["ash", "birch", "cedar"], "named")}


def test_an_atlas_knows_what_is_drawn_and_which_vintages_differ(land):
    atlas = squareland.atlas(FOOD)
    assert (atlas.mapped, atlas.extent, atlas.vintages) == (True, (0, 0, 3, 1), ("2023", "2016", "2012"))
    assert atlas.sources == ("test", "Squareland")
    same = replace(atlas, regions=dict.fromkeys(atlas.regions, atlas.regions["2023"]))
    assert same.vintages == ("2023",)
    towns = gpd.GeoDataFrame({"name_en": ["x"]}, geometry=[shapely.Point(0, 0)], crs="EPSG:4326")
    assert replace(atlas, ground=replace(atlas.ground, neighbours=towns)).sources[-1] == "Natural Earth"
    bare = atlases.of_plan(atlas.plan, country.Country(None, ground.bare(), observations.none()))
    assert (bare.mapped, bare.sources, bare.has_needs) == (False, ("test",), False)
    assert [list(r.frame.index) for r in bare.regions.values()] == [["ash", "birch", "cedar"]] * 3
    drawn = atlases.of_plan(atlas.plan, country.load(land, "SQL"))
    assert (drawn.mapped, drawn.has_needs) == (True, True)  # a census alone


def test_any_of_three_figures_makes_needs():
    atlas, none = squareland.atlas(FOOD), observations.none()
    bare = atlases.of_plan(atlas.plan, country.Country(None, ground.bare(), none))
    assert replace(bare, observations=replace(none, idps=atlas.observations.idps)).has_needs
    assert replace(bare, observations=replace(none, food=atlas.observations.food)).has_needs


def test_caveats_are_those_of_shapes_then_plan_then_needs_of_the_day():
    atlas = squareland.atlas(FOOD | {"water": (10, None, [], "not_stated")})
    codes = [c.code for c in atlas.caveats]
    assert codes[:3] == ["funding-not-reported", "stale-funding", "place-not-stated"]
    assert codes[3] == "need-no-total"
    assert len(atlas.caveats) == len({c.write(EN) for c in atlas.caveats})
    early = [c.code for c in atlas.caveats_on(date(2023, 5, 1))]
    assert early[0] == "funding-none-yet"
    assert "need-no-total" not in early  # the first figures are of June
    bare = atlases.of_plan(atlas.plan, country.Country(None, ground.bare(), observations.none()))
    assert bare.caveats[0].code == "no-shapes"
    assert bare.caveats[0].write(EN).startswith("There are no shapes for SQL, so nothing can be drawn.")
    assert "regions build FILE --country SQL" in bare.caveats[0].write(EN)
    assert (bare.caveats[0].severity, bare.caveats[0].rows) == ("warning", ("plan.csv country",))


def test_a_view_is_read_with_the_codes_of_its_plan_and_an_impossible_scenario_is_let_go():
    atlas = squareland.atlas(FOOD)
    params = {"plan": "squareland", "measure": "unmet", "sector": "food", "scenario": "food:-31", "region": "ash"}
    found = atlas.read_view(params, MEASURES)
    assert found == View(plan="squareland", measure="unmet", sector=("food",), region="ash")
    with pytest.raises(ViewError) as error:
        atlas.read_view(params, MEASURES, strict=True)
    assert [p.file for p in error.value.problems] == ["scenario", "scenario"]
    kept = atlas.read_view({"scenario": "food:31"}, MEASURES, strict=True)
    assert kept == View(plan="squareland", scenario=(("food", Decimal(31)),))
    assert atlas.read_view({"measure": "nonsense", "plan": "other"}, MEASURES) == View(plan="squareland")
    with pytest.raises(ViewError) as error:
        atlas.read_view({"measure": "nonsense", "plan": "other"}, ("sectors", "idps"), strict=True)
    assert [p.text(EN) for p in error.value.problems] == [
        "view, column measure, value “nonsense”: expected one of sectors, idps",
        "view, column plan, value “other”: expected one of squareland",
    ]


def test_a_header_alone_can_show_needs_only(library):
    atlas = library.atlases["mli-2021"]
    assert atlas.vocabulary(MEASURES).measures == ("idps", "population", "food_insecure", "food_insecure_share")
    assert atlas.read_view({}, MEASURES).measure == atlas.read_view({"measure": "unmet"}, MEASURES).measure == "idps"
    assert atlas.read_view({"measure": "population"}, MEASURES).measure == "population"
    with pytest.raises(ViewError) as error:
        atlas.read_view({"measure": "unmet", "lang": "xx"}, MEASURES, strict=True)
    texts = {p.column: p.text(EN) for p in error.value.problems}
    assert "only the header of this plan is known" in texts["measure"]
    assert "expected one of en, fr" in texts["lang"]


def test_problems_of_a_plan_name_its_folder_and_those_of_its_country_do_not(land):
    folder = write_plan(land)
    (folder / "zones.csv").unlink()
    assert said(atlases.load, land, "sql-2024") == [
        "sql-2024/zones.csv: the file is missing; put it back or restore it"
    ]
    write_plan(
        land, squareland.TABLES | {"zones": squareland.TABLES["zones"].replace(",birch,", ",oak,")}, plan="sql-b"
    )
    (unknown,) = said(atlases.load, land, "sql-b")
    assert unknown.startswith("sql-b/zones.csv, row 2, column region, value “oak”")
    (boundaries(land) / "cercles.csv").unlink()
    assert {s.split(":")[0] for s in said(atlases.load, land, "sql-2024")} == {"cercles.csv"}


def test_the_plans_of_a_library_stand_by_country_and_year_and_share_what_they_can(land):
    write_plan(land, plan="sql-b", start_year="2024")
    write_plan(land, plan="sql-a", start_year="2025", end_year="2025")
    write_plan(land, {}, plan="aaa-9", country="ZZZ", start_year="2001", end_year="2001")
    write_plan(land, {}, plan="sql-old", start_year="2023", end_year="2023")
    found = load_library(land)
    assert list(found.atlases) == ["sql-old", "sql-b", "sql-a", "aaa-9"]
    assert found.default == "sql-old"
    assert found.atlases["sql-a"].regions["2023"] is found.atlases["sql-b"].regions["2023"]
    assert found.at({}).plan.code == found.at({"plan": "none"}).plan.code == "sql-old"
    assert found.at({"plan": " sql-a "}).plan.code == "sql-a"
    with pytest.raises(ViewError) as error:
        found.at({"plan": "none"}, strict=True)
    assert [(p.column, p.value, p.details["known"]) for p in error.value.problems] == [
        ("plan", "none", "sql-old, sql-b, sql-a, aaa-9")]  # fmt: skip
    assert found.read_view({"plan": "sql-a", "sector": "food"}, MEASURES, strict=True).sector == ("food",)
    assert found.read_view({"plan": "none", "sector": "xx"}, MEASURES) == View(plan="sql-old", measure="idps")
    for wrong, known in (({"plan": "none"}, "sql-old, sql-b"), ({"plan": "sql-a", "sector": "xx"}, "food, water")):
        with pytest.raises(ViewError) as error:
            found.read_view(wrong, MEASURES, strict=True)
        assert known in error.value.problems[0].text(EN)
    with pytest.raises(ViewError):
        found.read_view({"plan": "sql-a", "measure": "unmet"}, ("sectors",), strict=True)


def test_a_header_is_given_the_history_of_its_own_country(land):
    tables = squareland.TABLES | {"history": squareland.TABLES["history"] + "2020,Old,IOM,,1000,,5000,test\n"}
    write_plan(land, tables, plan="sql-full")
    write_plan(land, {}, plan="sql-head", start_year="2023", end_year="2023")
    write_plan(land, {}, plan="zzz-head", country="ZZZ")
    found = load_library(land).atlases
    assert [len(found[code].plan.history) for code in ("sql-full", "sql-head", "zzz-head")] == [1, 1, 0]
    assert found["sql-head"].plan.header_only


def test_a_folder_without_plans_says_so_and_what_breaks_a_plan_is_its_problem(land, monkeypatch):
    nothing = load_library(land)
    assert nothing.complaints[0].text(EN).startswith("plans: there is no plan in this folder; put one back")
    write_plan(land)
    monkeypatch.setattr("geo.checks.run", lambda *_: 1 / 0)
    (problem,) = load_library(land).problems["sql-2024"]
    assert problem.text(EN).startswith("sql-2024: the plan cannot be read (ZeroDivisionError: division by zero)")


def test_a_view_fitted_to_a_plan_keeps_what_is_known_there():
    shown = View(plan="other", measure="unmet", sector=("food", "roads"), region="elm", share=("ash", "oak"), lang="fr")
    fitted = squareland.atlas(FOOD).fit(shown, MEASURES)
    assert fitted == View(plan="squareland", measure="unmet", sector=("food",), share=("ash",), lang="fr")
    assert squareland.atlas(FOOD).fit(shown, ("sectors",)).measure == "sectors"


def test_after_a_reload_a_plan_that_broke_keeps_its_last_good_figures_and_its_reason():
    one, two, three = (object(), squareland.atlas(FOOD), squareland.atlas(FOOD))
    for atlas in (two, three):
        atlas.plan.header["start_year"] = "2024"
    before = Library({"a": two, "b": one}, {})
    wrong = {"a": (Problem("a/plan.csv", "x"),), "c": (Problem("c/plan.csv", "y"), Problem("a/plan.csv", "x"))}
    after = Library({"d": three}, wrong).after(before)
    assert after.atlases == {"a": two, "d": three}
    assert after.problems == wrong
    assert [p.file for p in after.complaints] == ["a/plan.csv", "c/plan.csv"]
    nothing = Library({}, wrong)
    with pytest.raises(DataError) as error:
        nothing.at({})
    assert len(error.value.problems) == 2
    with pytest.raises(DataError) as error:
        after.at({"plan": "c"}, strict=True)
    assert error.value.problems == wrong["c"]
    assert nothing.default == "mli-2023-2024"
