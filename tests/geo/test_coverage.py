from dataclasses import replace

import pandas as pd
import pytest

from geo.analysis import (
    activities_in_region,
    count_sectors,
    presence_matrix,
    sectors_present,
    sectors_without_region,
    selected_sectors,
)
from geo.analysis.sector_presence import placements, sector_basis
from geo.core import View
from tests import squareland

NAMED = {
    "mopti": 4, "tombouctou": 4, "menaka": 3, "gao": 2, "kayes": 2, "sikasso": 2, "segou": 2,
    "bandiagara": 1, "kidal": 1,
}  # fmt: skip


def counted(atlas, view):
    regions = atlas.regions[view.areas]
    return count_sectors(atlas.plan, view, regions.rollup, list(regions.frame.index))


def test_counts_only_sectors_whose_text_names_the_region(atlas):
    counts = counted(atlas, View())
    assert counts[counts > 0].to_dict() == NAMED
    assert len(counts) == 20


def test_zones_add_protection_to_north_and_centre_only(atlas):
    more = counted(atlas, View(basis="zone")) - counted(atlas, View())
    north_and_centre = {
        "tombouctou", "gao", "kidal", "menaka", "taoudenit", "segou", "san", "mopti", "douentza", "bandiagara",
    }  # fmt: skip
    assert set(more[more == 1].index) == north_and_centre
    assert set(more.unique()) == {0, 1}


def test_mopti_of_2016_carries_mopti_and_bandiagara_once_per_sector(atlas):
    view = View(areas="2016")
    present = sectors_present(atlas.plan, view, atlas.regions["2016"].rollup)
    here = sorted(present.loc[present["region"] == "mopti", "sector"])
    assert here == ["cccm", "mhpss", "peacebuilding", "shelter", "stabilization"]


def test_menaka_of_2012_is_part_of_gao(atlas):
    present = sectors_present(atlas.plan, View(areas="2012"), atlas.regions["2012"].rollup)
    assert sorted(present.loc[present["region"] == "gao", "sector"]) == ["cccm", "mhpss", "stabilization"]


def test_a_sector_filter_keeps_that_sector_alone(atlas):
    counts = counted(atlas, View(sector=("shelter",)))
    assert counts[counts > 0].to_dict() == {"mopti": 1, "tombouctou": 1}


def test_places_of_single_activities_show_on_the_activity_and_are_not_counted(atlas):
    rollup = atlas.regions["2023"].rollup
    here = activities_in_region(atlas.plan, View(), rollup, "segou")
    assert here.loc["displacement-tracking-9", "basis"] == "named"
    assert here.loc["displacement-tracking-1", "basis"] == "nationwide"
    elsewhere = activities_in_region(atlas.plan, View(), rollup, "kidal")
    assert "displacement-tracking-9" not in elsewhere.index


def test_what_is_not_placed_is_listed_with_its_basis(atlas):
    outside = sectors_without_region(atlas.plan, View()).set_index("sector")["basis"].to_dict()
    assert outside == {
        "protection": "zone", "durable-solutions": "not_stated", "disaster-prevention": "not_stated",
        "preparedness": "not_stated", "displacement-tracking": "nationwide",
    }  # fmt: skip
    assert "protection" not in set(sectors_without_region(atlas.plan, View(basis="zone"))["sector"])


def test_the_matrix_tells_named_zone_and_nationwide_apart(atlas):
    rollup = atlas.regions["2023"].rollup
    grid = presence_matrix(atlas.plan, View(), rollup, ["mopti", "kayes"])
    assert list(grid["mopti"])[:4] == ["named", "named", "zone", ""]
    assert list(grid.loc["displacement-tracking"]) == ["nationwide", "nationwide"]
    assert list(grid.loc["durable-solutions"]) == ["", ""]


def placed(*rows, activities=()):
    """Make a plan of food, water and roads with places: sector, activity, place, basis."""
    plan = squareland.plan({s: (10, None, [], "not_stated") for s in ("food", "water", "roads")})
    places = pd.DataFrame([(*row, "test") for row in rows], columns=["sector", "activity", "place", "basis", "source"])
    table = pd.DataFrame({"sector": [a.split("-")[0] for a in activities]}, index=pd.Index(activities, name="activity"))
    return replace(plan, places=places, activities=table)


MIXED = placed(
    ("food", "", "", "nationwide"), ("food", "", "east", "zone"), ("food", "", "cedar", "named"),
    ("water", "", "", "not_stated"), ("water", "", "east", "zone"), ("water", "water-1", "ash", "named"),
)  # fmt: skip
TODAY, BEFORE = (squareland.regions(v).rollup for v in ("2023", "2012"))


def test_the_strongest_basis_is_kept_wherever_several_say_something():
    rows = placements(MIXED, TODAY).to_numpy().tolist()
    assert ["food", "", "cedar", "named"] in rows
    assert ["food", "", "birch", "zone"] in rows
    assert ["food", "", "cedar", "zone"] not in rows
    assert sector_basis(MIXED).to_dict() == {"food": "named", "water": "zone", "roads": "not_stated"}
    # Birch of 2012 holds Birch (in the zone) and Cedar (named).
    older = placements(MIXED, BEFORE).to_numpy().tolist()
    assert ["food", "", "birch", "named"] in older
    assert ["food", "", "birch", "zone"] not in older


def test_each_cell_of_the_matrix_has_the_strongest_basis_of_its_region():
    grid = presence_matrix(MIXED, View(), TODAY, squareland.SLUGS)
    assert grid.loc["food"].to_dict() == {"ash": "nationwide", "birch": "zone", "cedar": "named"}
    assert grid.loc["water"].to_dict() == {"ash": "", "birch": "zone", "cedar": "zone"}
    assert grid.loc["roads"].to_dict() == {"ash": "", "birch": "", "cedar": ""}
    assert presence_matrix(MIXED, View(sector=("water",)), TODAY, ["ash"]).index.tolist() == ["water"]
    nothing = presence_matrix(MIXED, View(objective=("2",)), TODAY, ["ash", "cedar"])
    assert (len(nothing), nothing.columns.tolist()) == (0, ["ash", "cedar"])


def test_zones_count_only_where_the_view_says_so_and_activities_never():
    named = sectors_present(MIXED, View(), TODAY)
    assert named.to_numpy().tolist() == [["food", "cedar", "named"]]
    both = sectors_present(MIXED, View(basis="zone"), TODAY).sort_values(["sector", "region"])
    assert both.to_numpy().tolist() == [
        ["food", "birch", "zone"], ["food", "cedar", "named"], ["water", "birch", "zone"], ["water", "cedar", "zone"],
    ]  # fmt: skip
    counts = count_sectors(MIXED, View(basis="zone"), TODAY, squareland.SLUGS)
    assert counts.to_dict() == {"ash": 0, "birch": 2, "cedar": 2}
    assert count_sectors(MIXED, View(basis="zone"), BEFORE, ["ash", "birch"]).to_dict() == {"ash": 0, "birch": 2}


def test_what_no_region_is_named_for_goes_by_the_strongest_basis():
    assert sectors_without_region(MIXED, View()).to_numpy().tolist() == [["water", "zone"], ["roads", "not_stated"]]
    assert sectors_without_region(MIXED, View(basis="zone")).to_numpy().tolist() == [["roads", "not_stated"]]
    assert sectors_without_region(MIXED, View(sector=("water",)))["sector"].tolist() == ["water"]


def test_filters_of_objective_and_sector_hold_together_in_the_order_of_the_plan(atlas):
    def chosen(**filters):
        return selected_sectors(atlas.plan, View(**filters))

    assert chosen(objective=("4", "2")) == [
        "peacebuilding",
        "stabilization",
        "durable-solutions",
        "displacement-tracking",
    ]
    assert chosen(objective=("2",), sector=("shelter", "peacebuilding")) == ["peacebuilding"]
    assert chosen(sector=("mhpss", "shelter")) == ["shelter", "mhpss"]
    assert len(chosen()) == 10


WORK = placed(
    ("food", "", "", "nationwide"), ("food", "", "ash", "named"), ("food", "food-2", "birch", "named"),
    ("food", "food-3", "", "nationwide"), ("food", "food-3", "ash", "named"), ("water", "", "east", "zone"),
    ("roads", "", "", "not_stated"), ("roads", "roads-2", "", "not_stated"),
    activities=("food-1", "food-2", "food-3", "water-1", "roads-1", "roads-2"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("region", "found"),
    [
        ("ash", {"food-1": ("named", False), "food-3": ("named", True)}),
        ("birch", {"food-1": ("nationwide", False), "food-2": ("named", True), "food-3": ("nationwide", True),
                   "water-1": ("zone", False)}),
        (None, {"food-1": ("named", False), "food-2": ("named", True), "food-3": ("named", True),
                "water-1": ("zone", False), "roads-1": ("not_stated", False), "roads-2": ("not_stated", True)}),
    ],
)  # fmt: skip
def test_an_activity_has_its_own_place_else_that_of_its_sector(region, found):
    made = activities_in_region(WORK, View(), TODAY, region)
    assert {a: (row["basis"], row["own_place"]) for a, row in made.iterrows()} == found
    some = activities_in_region(WORK, View(sector=("water",)), TODAY, region)
    assert set(some.index) <= {"water-1"}
