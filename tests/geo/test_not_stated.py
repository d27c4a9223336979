"""Amounts that a plan does not state: unknown, not 0, in no total and no estimate; and plans without shapes."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from geo.analysis import (
    check_plan,
    estimate_by_region,
    funding_by_sector,
    funding_headline,
    ledger_lines,
    no_shapes_words,
    place_words,
    smallest_pledges,
    stated_money,
)
from geo.core import DATA_FOLDER, DataError, View, translator
from geo.export import export_file, export_order
from geo.places import country_of_boundaries
from geo.plans import import_plan_page, imported_plan, reader_tools
from geo.store import Library, atlas_of_plan, country_with_shapes
from tests import squareland
from tests.crp_pages import PAGES
from tests.geo.test_plan_layouts import PAGES as LAYOUTS

EN = translator("en")


SECTORS = {"food": (60, 15, ["ash"], "named"), "water": (None, None, ["birch"], "named")}


def plan_with_gap(header=100):
    """Food asks for 60 in Ash and has 15, Water states nothing and works in Birch."""
    made = squareland.plan(SECTORS, 0)
    row = made.header.copy()
    row["requirements_usd"] = pd.NA if header is None else header
    return replace(made, header=row)


def test_a_sector_without_an_amount_is_in_no_total():
    money = funding_by_sector(plan_with_gap())
    head = funding_headline(money)
    assert money["unmet"].tolist()[0] == 45
    assert pd.isna(money.loc["water", "unmet"])
    assert (head.requirements, head.coverage_low) == (60, 0.25)
    assert [c.code for c in check_plan(plan_with_gap()) if c.code == "requirements-not-stated"]
    assert smallest_pledges(money, 0.5) == {"food": 15}


def test_the_ledger_says_what_is_in_sectors_that_state_no_amount():
    lines = ledger_lines(plan_with_gap(), View())
    assert [(line.part, line.requirements) for line in lines] == [("located", 60), ("unstated", 40)]
    assert lines[-1].name(EN) == "in sectors that state no amount, or not attributed"
    assert ledger_lines(plan_with_gap(None), View()) == ()


def test_a_region_where_only_such_a_sector_works_has_no_estimate():
    atlas = squareland.atlas(SECTORS, 100)
    frame = estimate_by_region(View(), atlas).frame
    assert frame["sectors"].to_dict() == {"ash": 1, "birch": 0, "cedar": 0}
    assert frame["required"].to_dict() == {"ash": 60, "birch": 0, "cedar": 0}


def test_an_amount_that_is_not_stated_is_written_so():
    assert stated_money(pd.NA, EN) == "not stated"
    assert stated_money(0, EN) == "$0"


# -- shapes in memory ------------------------------------------------------------------------------------


def squares(**more):
    features = [
        {"type": "Feature", "properties": {"adm1_pcode": f"SQ0{n}", "adm1_en": name, **more},
         "geometry": {"type": "Polygon", "coordinates": [[[n, 0], [n + 1, 0], [n + 1, 1], [n, 1], [n, 0]]]}}
        for n, name in enumerate(("Ash", "Birch", "Cedar"))
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_regions_are_made_of_a_file_in_memory():
    land = country_of_boundaries(squares(), "squares.geojson", "SQL")
    frame = land.regions["2023"].frame
    assert (list(frame.index), frame.area.tolist(), land.regions["2023"].credit) == (
        ["ash", "birch", "cedar"], [1, 1, 1], "OCHA COD-AB")  # fmt: skip
    assert land.basemap.towns.empty


@pytest.mark.parametrize("column", ["adm0_pcode", "shapeGroup", "iso3"])
def test_the_regions_of_another_country_are_refused(column):
    with pytest.raises(DataError) as refused:
        country_of_boundaries(squares(**{column: "TCD"}), "x.geojson", "NER")
    assert refused.value.problems[0].text(EN).endswith("these are the regions of TCD; expected those of NER")
    for own in ("NER", "NE", ""):
        assert country_of_boundaries(squares(**{column: own}), "x.geojson", "NER").regions


def test_a_file_that_is_no_map_is_refused():
    with pytest.raises(DataError) as refused:
        country_of_boundaries(b"no map", "x.geojson", "NER")
    assert "no boundaries can be read" in refused.value.problems[0].text(EN)


def test_a_reader_s_own_plan_and_country_lie_over_the_loaded_ones():
    land = country_with_shapes(country_of_boundaries(squares(), "x.geojson", "SQL"), DATA_FOLDER)
    header = pd.Series({"country": "SQL", "start_year": 2024}, dtype=object)
    loaded, own = (
        atlas_of_plan(replace(plan_with_gap(), code=code, header=header), land) for code in ("sql-2024", "sql-2030")
    )
    base = Library({"sql-2024": loaded}, {})
    found = base.with_own({"sql-2030": own}, {"SQL": land})
    assert set(found.atlases) == {"sql-2024", "sql-2030"}
    assert found.country("SQL", DATA_FOLDER) is land
    assert (set(base.atlases), own.mapped) == ({"sql-2024"}, True)


# -- without shapes --------------------------------------------------------------------------------------


def without_shapes(country="SQL", code="sql-2024"):
    row = plan_with_gap().header.copy()
    row["country"], row["countries"], row["plan"] = country, "TCD;NER" if not country else "", code
    from geo.store.country_data import load_country_data

    return atlas_of_plan(replace(plan_with_gap(), code=code, header=row), load_country_data(DATA_FOLDER, country))


def test_a_plan_over_several_countries_names_them_and_has_no_map_of_one():
    atlas = without_shapes("", "reg-lake-2024")
    assert (atlas.mapped, atlas.plan.regional, atlas.plan.countries) == (False, True, ("TCD", "NER"))
    assert place_words(atlas.plan, EN) == "Chad, Niger"
    assert "over several countries (Chad, Niger)" in no_shapes_words(atlas.plan, EN)
    with pytest.raises(DataError) as refused:
        export_file("png", export_order(View(plan="reg-lake-2024"), atlas), atlas)
    assert "over several countries" in refused.value.problems[0].text(EN)


@pytest.mark.parametrize("kind", ["html", "pptx", "pdf", "xlsx"])
@pytest.mark.parametrize("name", ["fr", "regional", "numberless", "header"])
def test_deck_and_workbook_need_no_shapes(library, name, kind):
    page = (PAGES | LAYOUTS)[name]
    tools = reader_tools(page, library, DATA_FOLDER)
    plan = imported_plan(import_plan_page(page, tools), tools)
    atlas = atlas_of_plan(plan, library.country(plan.country, DATA_FOLDER))
    assert not atlas.mapped
    content = export_file(kind, export_order(View(plan=plan.code), atlas), atlas)
    assert len(content) > 5000
    if kind == "html":
        assert b"CRP_SHAPES=" not in content
