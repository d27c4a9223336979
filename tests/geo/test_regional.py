"""Money per region and the ledger under it: ranges, hard bounds, vintages and filters, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from geo.analysis import estimate_by_region, ledger_lines
from geo.analysis.regional_estimate import figures_of
from geo.core import View, translator
from tests import squareland

# Water is known to be in Ash alone; food is split over three, by people 1:3:6, by displaced persons evenly
# (Cedar has no figure).
LAND = squareland.atlas(
    {"food": (90, 30, ["ash", "birch", "cedar"], "named"), "water": (60, 80, ["ash"], "named")}, header=200
)  # fmt: skip


def row(made, region, *columns):
    return [round(float(made.frame.loc[region, c]), 4) for c in columns]


def test_a_range_is_the_least_and_the_most_over_even_displaced_persons_and_people():
    made = estimate_by_region(View(), LAND)
    assert made.methods == ("even", "idps", "population")
    # Even: 30 + 60, 10 + 80. By people food is 9, 27, 54 required and 3, 9, 18 confirmed.
    assert row(made, "ash", "required", "required_low", "required_high") == [90, 69, 90]
    assert row(made, "birch", "required", "required_low", "required_high") == [30, 27, 30]
    assert row(made, "cedar", "required", "required_low", "required_high") == [30, 30, 54]
    assert row(made, "ash", "confirmed", "confirmed_low", "confirmed_high") == [90, 83, 90]
    assert row(made, "ash", "unmet", "unmet_low", "unmet_high") == [20, 6, 20]
    assert row(made, "ash", "surplus", "surplus_low", "surplus_high") == [20, 20, 20]
    assert row(made, "cedar", "unmet", "unmet_low", "unmet_high") == [20, 20, 36]
    # Funded: water up to its 60; 10 + 60 of 90 evenly, 3 + 60 of 69 by people.
    assert row(made, "ash", "coverage", "coverage_low", "coverage_high") == [0.7778, 0.7778, round(63 / 69, 4)]
    assert row(made, "cedar", "coverage", "coverage_low", "coverage_high") == [0.3333, 0.3333, 0.3333]
    by_people = estimate_by_region(View(split="population"), LAND)
    assert by_people.methods == ("population", "even", "idps")
    assert row(by_people, "ash", "required", "required_low", "required_high") == [69, 69, 90]
    assert row(by_people, "ash", "coverage", "coverage_low", "coverage_high") == [0.913, 0.7778, 0.913]


def test_every_region_counts_its_sectors_those_that_report_and_keeps_their_parts():
    land = squareland.atlas({"food": (90, None, ["cedar", "birch"], "named"), "water": (10, 0, ["birch"], "named")})
    made = estimate_by_region(View(), land)
    assert made.frame["sectors"].to_dict() == {"ash": 0, "birch": 2, "cedar": 1}
    assert made.frame["reported"].to_dict() == {"ash": 0, "birch": 1, "cedar": 0}
    assert made.shares.to_numpy().tolist() == [
        ["food", "birch", 45, 0, 45, 0], ["food", "cedar", 45, 0, 45, 0], ["water", "birch", 10, 0, 10, 0],
    ]  # fmt: skip
    assert list(made.shares.columns) == ["sector", "region", "required", "confirmed", "unmet", "surplus"]
    assert list(made.splits) == ["food", "water"]
    # In Birch 0 of 55 if food has received nothing, 0 of 10 over water alone; in Cedar nothing is known.
    assert made.frame["coverage_reported"].fillna(-1).to_dict() == {"ash": -1, "birch": 0, "cedar": -1}
    assert made.frame["coverage"].fillna(-1).to_dict() == {"ash": -1, "birch": 0, "cedar": -1}
    assert made.frame["coverage_high"].isna().to_dict() == {"ash": True, "birch": False, "cedar": True}
    assert made.frame["coverage_low"].isna().to_dict() == {"ash": True, "birch": False, "cedar": True}


def test_hard_bounds_are_the_sectors_of_one_region_alone_and_every_sector_that_names_it():
    made = estimate_by_region(View(), LAND).bounds
    assert made.loc["ash", ["required_least", "required_most"]].tolist() == [60, 150]
    assert made.loc["ash", ["confirmed_least", "confirmed_most"]].tolist() == [80, 110]
    assert made.loc["ash", ["surplus_least", "surplus_most"]].tolist() == [20, 20]
    assert made.loc["birch", ["unmet_least", "unmet_most"]].tolist() == [0, 60]


def test_in_an_older_vintage_two_parts_of_one_region_are_one_sector_there_and_certain():
    land = squareland.atlas({"food": (90, 30, ["birch", "cedar"], "named"), "water": (10, 0, ["ash"], "named")})
    made = estimate_by_region(View(areas="2016"), land)
    assert list(made.frame.index) == ["ash", "birch"]
    assert made.frame["required"].to_dict() == {"ash": 10, "birch": 90}
    assert made.frame["sectors"].to_dict() == {"ash": 1, "birch": 1}
    assert made.bounds.loc["birch", ["required_least", "required_most"]].tolist() == [90, 90]
    assert made.shares[["sector", "region", "required"]].to_numpy().tolist() == [
        ["food", "birch", 90], ["water", "ash", 10],
    ]  # fmt: skip
    # A sector of all three regions of 2023 gives the region of two of them two thirds.
    wide = squareland.atlas({"food": (90, 30, ["ash", "birch", "cedar"], "named")})
    assert estimate_by_region(View(areas="2012"), wide).frame["required"].to_dict() == {"ash": 30, "birch": 60}


def test_an_order_is_undecided_only_where_two_ways_to_split_contradict_each_other():
    # Ash leads in every way; Birch and Cedar are equal evenly and 27 to 54 by people: never the other way round.
    assert estimate_by_region(View(), LAND).undecided("required") == ()
    land = squareland.atlas(
        {"food": (90, 0, ["ash", "birch"], "named"), "water": (10, 0, ["birch", "cedar"], "named"),
         "roads": (45, 0, ["cedar"], "named")}
    )  # fmt: skip
    made = estimate_by_region(View(), land)
    # Required evenly 45, 50, 50; by displaced persons (30:10) 67.50, 27.50, 50; by people 22.50, 70.83, 51.67.
    assert made.frame["required"].tolist() == [45, 50, 50]
    assert made.undecided("required") == (("ash", "birch"), ("ash", "cedar"), ("birch", "cedar"))
    assert made.undecided("confirmed") == ()


def test_a_split_by_displaced_persons_takes_the_figures_of_the_day_of_the_view(atlas):
    # April 2023: Mopti 73,242 and Timbuktu 49,953; September: 91,274 and 61,827.
    def mopti(day):
        view = View(split="idps", sector=("shelter",), date=day)
        return estimate_by_region(view, atlas).frame.loc["mopti", "required"]

    assert mopti(date(2023, 9, 29)) == pytest.approx(4e6 * 73_242 / 123_195, abs=0.01)
    assert mopti(date(2023, 9, 30)) == pytest.approx(4e6 * 91_274 / 153_101, abs=0.01)
    nobody = estimate_by_region(View(split="idps", sector=("shelter",), date=date(2022, 1, 1)), atlas)
    assert nobody.splits["shelter"].regions == ("mopti", "tombouctou")
    assert nobody.frame.loc["mopti", "required"] == 2_000_000


def test_figures_of_a_way_to_split_are_by_region_of_2023(atlas):
    assert figures_of("even", View(), atlas) is None
    assert figures_of("population", View(areas="2012"), atlas)["menaka"] == 318_876
    assert figures_of("idps", View(), atlas)["kidal"] == 32_394
    weights = (("gao", Decimal(2)),)
    assert figures_of("custom", View(weights=weights), atlas) == {"gao": 2}
    assert figures_of("even", View(weights=weights), atlas) is None


def test_a_zone_is_split_over_its_regions_where_the_view_counts_zones():
    land = squareland.atlas({"food": (90, 30, ["east"], "zone")})
    assert estimate_by_region(View(), land).frame["required"].tolist() == [0, 0, 0]
    assert estimate_by_region(View(basis="zone"), land).frame["required"].tolist() == [0, 45, 45]


def test_a_pool_and_a_pledge_reach_the_regions():
    # Water's surplus of 20 fills a third of food's gap of 60; or 30 are pledged to food.
    assert estimate_by_region(View(surplus="pooled"), LAND).frame["unmet"].tolist() == [13.34, 13.33, 13.33]
    assert estimate_by_region(View(surplus="pooled"), LAND).frame["surplus"].tolist() == [0, 0, 0]
    pledged = estimate_by_region(View(scenario=(("food", Decimal(30)),)), LAND).frame
    assert pledged["unmet"].tolist() == [10, 10, 10]


def lines(view, land=LAND):
    made = ledger_lines(land.plan, view)
    return [(x.part, x.requirements, x.confirmed, x.unmet, x.surplus, x.sectors) for x in made]


def test_a_filter_moves_the_other_sectors_to_a_line_of_their_own(atlas):
    # Of objective 1, shelter, camps and psychosocial name regions; protection has its zones.
    found = lines(View(objective=("1",)), atlas)
    assert found[0] == ("located", 5_500_000, 436_585, 5_063_415, 0, ("shelter", "cccm", "mhpss"))
    assert found[1] == ("zone", 1_000_000, 1_403_040, 0, 403_040, ("protection",))
    assert found[2][:5] == ("filtered", 13_000_000, 338_529 + 1_271_834 + 916_870, 13_000_000 - 2_527_233, 0)
    assert found[3] == ("not_attributed", 2_500_000, None, None, None, ())
    with_zones = lines(View(objective=("1",), basis="zone"), atlas)
    assert [x[:2] for x in with_zones] == [("located", 6.5e6), ("filtered", 13e6), ("not_attributed", 2.5e6)]


def test_a_ledger_names_what_is_on_no_map_and_what_the_header_lacks():
    land = squareland.atlas(
        {"food": (90, 30, ["ash"], "named"), "water": (60.01, None, ["east"], "zone"),
         "roads": (5, 0, [], "nationwide"), "health": (7, None, [], "not_stated")}, header=150,
    )  # fmt: skip
    assert lines(View(), land) == [
        ("located", 90, 30, 60, 0, ("food",)),
        ("zone", 60.01, None, 60.01, 0, ("water",)),
        ("nationwide", 5, 0, 5, 0, ("roads",)),
        ("not_stated", 7, None, 7, 0, ("health",)),
        ("not_attributed", -12.01, None, None, None, ()),  # the sectors ask for more than the header
    ]
    assert lines(View(basis="zone"), land)[0] == ("located", 150.01, 30, 120.01, 0, ("food", "water"))
    exact = squareland.atlas({"food": (90, 30, ["ash"], "named")}, header=90)
    assert [x[0] for x in lines(View(), exact)] == ["located"]


def test_a_pool_and_a_pledge_reach_the_ledger():
    assert lines(View())[0] == ("located", 150, 110, 60, 20, ("food", "water"))
    assert lines(View(surplus="pooled"))[0] == ("located", 150, 110, 40, 0, ("food", "water"))
    assert lines(View(scenario=(("food", Decimal(5)),)))[0] == ("located", 150, 115, 55, 20, ("food", "water"))
    assert lines(View())[1][:2] == ("not_attributed", 50)


def test_the_lines_of_a_ledger_have_names_in_both_languages(atlas):
    view = View(objective=("1", "3", "4"))
    names = [x.name(translator("en")) for x in ledger_lines(atlas.plan, view)]
    assert names == [
        "located in regions", "zone only", "nationwide", "no region named", "outside the filter",
        "not attributed to any objective",
    ]  # fmt: skip
    french = [x.name(translator("fr")) for x in ledger_lines(atlas.plan, view)]
    assert french[:3] == ["situés dans des régions", "zone seulement", "tout le pays"]


def test_the_rows_of_an_estimate_have_the_figures_and_the_bounds_of_each_region():
    made = estimate_by_region(View(), LAND)
    assert list(made.rows) == ["ash", "birch", "cedar"]
    wanted = {"required": 90, "unmet_low": 6, "sectors": 2, "required_least": 60, "required_most": 150}
    assert {name: made.rows["ash"][name] for name in wanted} == wanted
