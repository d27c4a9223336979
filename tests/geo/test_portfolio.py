"""All plans at hand: their lines, what overlaps, what the map of the world draws, and the table to take away."""

import csv
import dataclasses
import io
import math
import re
import shutil
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from geo.analysis import (
    PlanChoice,
    choose_plans,
    load_checked_library,
    plan_lines,
    plan_on_map,
    plans_of_country,
    read_plan_choice,
    regional_plans_of,
)
from geo.charts import plans_over_time
from geo.cli.main import app
from geo.core import DATA_FOLDER, ViewError, translator
from geo.export import portfolio_csv, portfolio_name
from geo.maps import compose_world_map, picture_address, press_areas, world_ground_svg, world_map_svg
from geo.maps.country_marks import flat_world, world_middle
from geo.places import World, empty_world
from geo.web import open_data_routes
from tests.squareland import TABLES, write_plan

EN, FR = translator("en"), translator("fr")
ZERO = TABLES | {"funding": "sector,as_of,amount_usd,state,source\n" + "".join(
    f"{s},2024-01-01,0,confirmed,test\n" for s in ("food", "water", "roads"))}  # fmt: skip


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """Make plans of Niger, Chad, Haiti, a country that is nowhere, and two plans over several countries."""
    data = Path(shutil.copytree(DATA_FOLDER, tmp_path_factory.mktemp("portfolio") / "data"))
    shutil.rmtree(data / "plans")
    none = {"requirements_usd": "", "text_date": "", "funding_date": "", "people_targeted": ""}
    alone = {"title_en": "Response", "title_fr": "Réponse", "tables": {}}
    write_plan(data, plan="ner-2022", country="NER", start_year="2022", end_year="2022",
               requirements_usd="8000000", **alone)  # fmt: skip
    write_plan(data, plan="ner-2023-2024", country="NER", start_year="2023", end_year="2024", title_en="Niger Plan",
               title_fr="Plan du Niger", people_in_need="90000")  # fmt: skip
    write_plan(data, plan="tcd-2024", country="TCD", tables=ZERO)
    write_plan(data, plan="hti-2024-2026", country="HTI", end_year="2026", **alone | none)
    write_plan(data, plan="sql-2023", country="SQL", start_year="2023", end_year="2023", **alone)
    write_plan(data, plan="reg-lake-2024", country="", countries="NER;TCD;CMR", requirements_usd="50000000",
               **alone | {"title_en": "Lake Plan"})  # fmt: skip
    write_plan(data, plan="reg-far-2020", country="", countries="", start_year="2020", end_year="2020", **alone)
    library = load_checked_library(data)
    assert library.complaints == ()
    return library


@pytest.fixture(scope="module")
def lines(plans):
    return plan_lines(plans, "en")


def line(lines, code):
    return next(x for x in lines if x.code == code)


def test_a_line_has_a_plan_s_figures_and_what_is_not_stated_is_none(lines):
    assert [x.code for x in lines] == [
        "reg-far-2020", "reg-lake-2024", "hti-2024-2026", "ner-2022", "ner-2023-2024", "sql-2023", "tcd-2024",
    ]  # fmt: skip
    niger = line(lines, "ner-2023-2024")
    # Food reports 400,000 of 1,000,000; water (500,000) and roads (250,000) are silent: 400 of 1,750, or of 1,000.
    assert (niger.requirements, niger.confirmed, niger.funding.unreported) == (2_000_000, 400_000, ("water", "roads"))
    assert niger.funding.coverage_low == pytest.approx(400 / 1750)
    assert niger.funding.coverage_high == pytest.approx(0.4)
    assert (niger.in_need, niger.targeted, niger.years) == (90_000, 50_000, "2023-2024")
    assert (str(niger.text_date), str(niger.funding_date)) == ("2024-02-01", "2024-01-01")
    haiti = line(lines, "hti-2024-2026")
    assert (haiti.requirements, haiti.confirmed, haiti.in_need, haiti.targeted) == (None,) * 4
    assert (haiti.text_date, haiti.funding_date) == (None, None)


def test_a_reported_zero_is_zero_and_a_plan_without_sectors_has_no_confirmed_funding(lines):
    assert line(lines, "tcd-2024").confirmed == 0
    assert line(lines, "ner-2022").confirmed is None


@pytest.fixture
def silent(lines):
    """Give the plan of Niger with no sector that reports."""
    niger = line(lines, "ner-2023-2024")
    head = dataclasses.replace(niger.funding, unreported=("food", "water", "roads"), confirmed=0, coverage_high=None)
    return dataclasses.replace(niger, funding=head)


def test_a_plan_of_which_no_sector_reports_has_no_confirmed_funding_and_no_share(silent):
    assert silent.confirmed is None
    (_, row) = table([silent])
    assert [row[c] for c in ("confirmed_usd", "coverage_low_pct", "sectors", "sectors_not_reporting")] == [
        "", "", "3", "3",
    ]  # fmt: skip
    said = plans_over_time([silent], {}, str, EN)
    assert "not reported" in said
    assert "not known here" not in said
    assert "class='unknown'" in said


def test_plans_overlap_that_share_a_country_and_a_year(lines):
    assert {x.code: x.overlaps for x in lines if x.overlaps} == {
        "reg-lake-2024": ("ner-2023-2024", "tcd-2024"), "ner-2023-2024": ("reg-lake-2024",),
        "tcd-2024": ("reg-lake-2024",),
    }  # fmt: skip


def test_a_choice_keeps_the_plans_of_its_countries_and_of_its_year_with_those_over_several(lines):
    def codes(*countries, year=None):
        return [x.code for x in choose_plans(lines, PlanChoice(countries, year))]

    assert codes("NER") == ["reg-lake-2024", "ner-2022", "ner-2023-2024"]
    assert codes("NER", year=2023) == ["ner-2023-2024"]
    assert codes("CMR", "HTI") == ["reg-lake-2024", "hti-2024-2026"]
    assert codes(year=2024) == ["reg-lake-2024", "hti-2024-2026", "ner-2023-2024", "tcd-2024"]
    assert codes(year=2026) == ["hti-2024-2026"]
    assert len(codes()) == 7


def test_a_country_stands_on_the_map_with_the_plan_that_begins_last_never_with_a_sum_or_a_part(lines):
    assert plan_on_map(lines, "NER").code == "ner-2023-2024"
    assert plan_on_map(choose_plans(lines, PlanChoice(year=2022)), "NER").code == "ner-2022"
    assert plan_on_map(lines, "CMR") is None
    assert [x.code for x in plans_of_country(lines, "NER")] == ["ner-2022", "ner-2023-2024"]
    assert [x.code for x in regional_plans_of(lines, "NER")] == ["reg-lake-2024"]
    assert regional_plans_of(lines, "HTI") == ()


def test_an_address_chooses_countries_and_a_year_and_the_unknown_is_said_or_left_out(lines):
    known = read_plan_choice({"countries": "tcd, NER", "year": "2024", "plan": "x"}, lines, strict=True)
    assert known == PlanChoice(("NER", "TCD"), 2024)
    assert known.params() == {"countries": "NER,TCD", "year": "2024"}
    assert PlanChoice().params() == {}
    assert read_plan_choice({"countries": "NER,XXX", "year": "2031"}, lines) == PlanChoice()
    assert read_plan_choice({"countries": "NER", "year": "now"}, lines) == PlanChoice(("NER",))
    with pytest.raises(ViewError) as error:
        read_plan_choice({"countries": "XXX", "year": "2031"}, lines, strict=True)
    said = [p.text(EN) for p in error.value.problems]
    assert said == [
        "view, column countries, value “XXX”: expected some of CMR, HTI, NER, SQL, TCD, with commas between",
        "view, column year, value “2031”: expected one of 2020, 2022, 2023, 2024, 2025, 2026",
    ]


def table(lines):
    return list(csv.DictReader(io.StringIO(portfolio_csv(lines).removeprefix("\ufeff"))))


def test_the_table_has_a_row_per_plan_hxl_tags_and_empty_cells_where_nothing_is_stated(lines):
    tags, *rows = table(lines)
    assert {tags[c] for c in ("requirements_usd", "confirmed_usd", "country", "people_targeted", "people_in_need")} == {
        "#value+funding+required+usd", "#value+funding+total+usd", "#country+code", "#targeted", "#inneed",
    }  # fmt: skip
    assert all(re.fullmatch(r"#[a-z]+(\+[a-z][a-z0-9_]*)*", tag) for tag in tags.values())
    assert len(set(tags.values())) == len(tags)
    by = {row["plan"]: row for row in rows}
    assert list(by) == [x.code for x in lines]
    assert {name: by["ner-2023-2024"][name] for name in (
        "title", "country", "countries", "start_year", "end_year", "requirements_usd", "confirmed_usd", "sectors",
        "sectors_not_reporting", "coverage_low_pct", "coverage_high_pct", "people_in_need", "overlaps", "funding_date",
    )} == {
        "title": "Niger Plan", "country": "NER", "countries": "NER", "start_year": "2023", "end_year": "2024",
        "requirements_usd": "2000000", "confirmed_usd": "400000", "sectors": "3", "sectors_not_reporting": "2",
        "coverage_low_pct": "22.86", "coverage_high_pct": "40", "people_in_need": "90000",
        "overlaps": "reg-lake-2024", "funding_date": "2024-01-01",
    }  # fmt: skip
    assert (by["tcd-2024"]["confirmed_usd"], by["tcd-2024"]["coverage_low_pct"]) == ("0", "0.00")
    unknown = ("requirements_usd", "confirmed_usd", "sectors", "sectors_not_reporting", "people_in_need", "text_date")
    assert [by["hti-2024-2026"][name] for name in unknown] == [""] * 6
    assert (by["reg-lake-2024"]["country"], by["reg-lake-2024"]["countries"]) == ("", "NER|TCD|CMR")
    assert by["reg-far-2020"]["countries"] == ""


def test_the_file_is_named_after_what_is_in_it():
    assert portfolio_name(PlanChoice(), "en") == "plans-en.csv"
    assert portfolio_name(PlanChoice(("NER", "TCD"), 2024), "fr") == "plans-NER+TCD-2024-fr.csv"


@pytest.fixture(scope="module")
def world():
    """Four square countries: Niger beside Chad, Cameroon below them, Haiti far away; and land of no country."""
    shapes = {"NER": (0, 10, 10, 20), "TCD": (10, 10, 20, 20), "CMR": (0, 0, 20, 10), "HTI": (-70, 10, -68, 12),
              "": (100, 40, 110, 50)}  # fmt: skip
    return World(gpd.GeoSeries([shapely.box(*b) for b in shapes.values()], index=list(shapes), crs="EPSG:4326"))


def drawn(lines, world, t=EN, **choice):
    made = compose_world_map(lines, PlanChoice(**choice), world, t)
    return made, {m.country: m for m in made.marks}


def test_areas_of_circles_are_to_each_other_as_the_amounts_and_a_plan_over_several_is_on_none(lines, world):
    made, marks = drawn(lines, world)
    assert set(marks) == {"CMR", "HTI", "NER", "TCD"}
    # 8 million of 2022 is the most of any country's plan; the 50 million of the plan over three are nobody's.
    assert (marks["NER"].ring / made.sizes[0][1]) ** 2 == pytest.approx(2_000_000 / 5_000_000)
    assert made.sizes[0][0] == "$5.0\u00a0M"
    assert (marks["NER"].filled / marks["NER"].ring) ** 2 == pytest.approx(400_000 / 2_000_000)
    assert (marks["TCD"].ring, marks["TCD"].filled) == (marks["NER"].ring, 0)
    assert (marks["CMR"].ring, marks["CMR"].filled, marks["CMR"].plan) == (0, None, None)
    assert [x.code for x in marks["CMR"].regional] == ["reg-lake-2024"]
    assert (marks["HTI"].ring, marks["HTI"].filled, marks["HTI"].plan.code) == (0, None, "hti-2024-2026")
    assert made.missing == ("SQL",)


def test_another_year_shows_its_plans_at_the_same_scale(lines, world):
    made, marks = drawn(lines, world, year=2022)
    assert set(marks) == {"NER"}
    now = drawn(lines, world)[1]
    assert (marks["NER"].ring / now["NER"].ring) ** 2 == pytest.approx(8 / 2)
    assert marks["NER"].filled is None
    assert marks["NER"].regional == ()
    assert made.missing == ()
    assert drawn(lines, world, countries=("NER",))[0].chosen == {"NER"}


def beside(width):
    """Make Niger and Chad so many degrees wide beside each other, on a world of three hundred."""
    near = {c: (n * width, 10, (n + 1) * width, 12) for n, c in enumerate(("NER", "TCD"))} | {"": (-150, 0, 150, 60)}
    return World(gpd.GeoSeries([shapely.box(*b) for b in near.values()], index=list(near), crs="EPSG:4326"))


@pytest.mark.parametrize(("width", "led"), [(0.4, True), (6.5, False)])
def test_circles_that_would_overlap_give_way_and_are_led_home_where_they_left_their_place(lines, width, led):
    _, marks = drawn(lines, beside(width))
    niger, chad = marks["NER"], marks["TCD"]
    apart = math.dist(*(world_middle(beside(width), c) for c in ("NER", "TCD")))
    assert apart < niger.reach + chad.reach <= math.dist((niger.x, niger.y), (chad.x, chad.y))
    assert (niger.home is not None, chad.home is not None) == (led, led)
    assert ("<path d=" in re.findall('<g id="NER">.*?</g>', world_map_svg(drawn(lines, beside(width))[0]))[0]) == led


def test_a_name_stands_where_it_covers_no_circle_and_no_other_name(lines):
    marks = drawn(lines, beside(0.4))[1].values()
    boxes = []
    for mark in marks:
        x, y, anchor = mark.label
        left = {"start": x, "end": x - 40, "middle": x - 20}[anchor]
        boxes.append(shapely.box(left, y - 12, left + 40, y + 3))
        assert not any(shapely.Point(m.x, m.y).buffer(m.reach).intersects(boxes[-1]) for m in marks)
    assert not boxes[0].intersects(boxes[1])


def test_the_words_of_a_country_say_its_figures_in_both_languages(lines, plans, world):
    marks = drawn(lines, world)[1]
    assert marks["NER"].said == (
        "Niger: plan 2023-2024: requirements $2,000,000, confirmed funding ≥ $400,000; "
        "2 plans of the country, not added up; in a plan over several countries"
    )
    assert marks["CMR"].said == "Cameroon: in a plan over several countries"
    assert marks["HTI"].said == "Haiti: plan 2024-2026: requirements not stated, confirmed funding not known here"
    french = drawn(plan_lines(plans, "fr"), world, FR)[1]["TCD"].said
    assert french.replace("\u202f", " ").replace("\u00a0", " ") == (
        "Tchad : plan 2024 : financement requis 2 000 000 $US, financement confirmé 0 $US ; "
        "dans un plan sur plusieurs pays"
    )


def test_the_picture_fills_what_is_confirmed_hatches_what_is_unknown_and_lines_what_is_over_several(lines, world):
    made, _ = drawn(lines, world, countries=("NER",))
    svg = world_map_svg(made)
    niger, chad = (re.findall(rf'<g id="{c}">.*?</g>', svg)[0] for c in ("NER", "TCD"))
    assert niger.count("<circle") == 3  # white, filled, ring
    assert 'fill="#5b9bd5"' in niger
    assert chad.count("<circle") == 2  # a reported zero is white, not hatched
    assert "url(#unknown)" not in niger + chad
    then = world_map_svg(drawn(lines, world, year=2022)[0])
    assert (then.count("url(#unknown)"), then.count("url(#lines)")) == (1, 0)
    assert svg.count("url(#lines)") == 3
    assert svg.count('stroke-width="2.4"') == 1
    assert '<g id="CMR">' not in svg
    assert world_ground_svg(world).count("M") == 5
    nothing = world_map_svg(compose_world_map((), PlanChoice(), world, EN))
    assert "<circle" not in nothing
    assert "<text" not in nothing


def test_a_press_means_a_country_on_its_land_and_on_its_circle(lines, world):
    made, marks = drawn(lines, world)
    areas = {area.country: area for area in press_areas(made)}
    assert list(areas)[:2] == ["NER", "TCD"]  # the larger below the smaller
    assert set(areas) == {"CMR", "HTI", "NER", "TCD"}
    niger = marks["NER"]
    assert f"left:{niger.x / 10:.2f}%;" in areas["NER"].mark
    assert areas["NER"].mark.endswith(f"width:{niger.reach / 5:.2f}%")
    assert areas["HTI"].mark.endswith("width:0.00%")
    assert areas["CMR"].said == marks["CMR"].said
    corners = re.search(r"polygon\((.*)\)", areas["CMR"].land)[1].split(",")
    assert {"0.0% 100.0%", "100.0% 100.0%"} <= set(corners)  # it is as wide as its side on the equator
    left, width = (float(re.search(rf"{name}:([\d.]+)%", areas["CMR"].land)[1]) for name in ("left", "width"))
    west, _, east, _ = flat_world(world).shapes["CMR"].bounds
    assert (left, width) == pytest.approx((west / 10, (east - west) / 10), abs=0.01)


def test_a_text_of_a_plan_or_an_address_is_no_markup(lines, world):
    bad = [dataclasses.replace(x, title="<b>&") for x in lines if x.code == "ner-2022"]
    assert "<b>" not in plans_over_time(bad, {}, str, EN)
    address = picture_address(world_map_svg(drawn(lines, world)[0]))
    assert address.startswith("data:image/svg+xml,")
    assert not set("<>\"'#") & set(address)


def test_plans_over_time_have_bars_of_one_scale_words_for_the_unknown_and_what_they_overlap_with(lines):
    titles = {x.code: x.title for x in lines}
    html = plans_over_time(plans_of_country(lines, "NER"), titles, lambda code: f"/?plan={code}", EN)
    first, second = html.split("<li>")[1:]
    assert "class='ask' style='width:100.00%'" in first  # 8 of 8 million
    assert "<i class='unknown'></i>" in first
    assert "class='ask' style='width:25.00%'" in second  # 2 of 8 million
    assert "<i class='confirmed' style='width:20.00%'></i>" in second
    assert "≥ $400,000" in second
    assert "22.9% – 40.0%" in second
    assert "2 of 3 sectors do not report." in second
    assert "Overlaps with Lake Plan: not added up." in second
    assert "href='/?plan=ner-2023-2024'" in second
    assert "not known here" in first
    assert "not stated" in plans_over_time([line(lines, "hti-2024-2026")], titles, str, EN)
    assert "% funded" not in first
    zero = plans_over_time([line(lines, "tcd-2024")], titles, str, EN)
    assert "<i class='confirmed' style='width:0.00%'></i>" in zero
    assert "0.0%" in zero


def test_without_outlines_there_is_no_mark_and_every_country_is_named(lines):
    made, marks = drawn(lines, empty_world())
    assert marks == {}
    assert made.missing == ("Cameroon", "Chad", "Haiti", "Niger", "SQL")


def test_the_command_lists_some_plans_and_refuses_what_is_not_there(data):
    run = CliRunner().invoke
    done = run(app, ["plans", "--year", "2023", "--countries", "MLI", "--data", str(data)])
    assert done.exit_code == 0
    head, tags, row = done.stdout.strip().split("\n")
    assert (head.split(",")[0], tags.split(",")[0], row.split(",")[0]) == (
        "plan", "#activity+appeal+code", "mli-2023-2024",
    )  # fmt: skip
    wrong = run(app, ["plans", "--year", "1999", "--data", str(data), "--lang", "fr"])
    assert wrong.exit_code == 2
    assert "1999" in wrong.stderr


def test_the_route_answers_with_the_table_and_says_what_is_unknown(library):
    client = TestClient(Starlette(routes=open_data_routes(lambda: library)))
    answer = client.get("/api/plans.csv?year=2021&countries=MLI&lang=fr&plan=mli-2022")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="plans-MLI-2021-fr.csv"'
    assert "Plan de réponse à la crise au Mali 2021" in answer.text
    assert "Mali 2022" not in answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    wrong = client.get("/api/plans.csv?countries=MLI,ATL")
    assert wrong.status_code == 400
    assert "ATL" in wrong.json()["errors"][0]
