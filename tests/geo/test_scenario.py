"""What a scenario changes, on Squareland by hand; and the places of single activities."""

from decimal import Decimal

import pytest

from geo.analysis import add_pledges, before_and_after, estimate_by_region, fit_to_plan, own_places
from geo.core import View
from tests import squareland

LAND = squareland.atlas(
    {
        "food": (900, 300, ["ash", "birch"], "named"),
        "water": (600, None, ["ash"], "named"),
        "tents": (100, 40, ["ash"], "named"),
        "roads": (50, 10, [], "not_stated"),
    }
)
FOOD_AND_WATER = ("food", "water")


def test_pledges_add_up_in_the_order_of_the_plan_and_those_of_0_or_of_no_sector_are_let_go():
    had = (("food", Decimal(100)),)
    assert add_pledges(LAND.plan, had, [("water", Decimal(1)), ("food", Decimal(2))]) == (
        ("food", Decimal(102)), ("water", Decimal(1)))  # fmt: skip
    assert add_pledges(LAND.plan, had, [("food", Decimal(-100)), ("gone", Decimal(5))]) == ()
    assert add_pledges(LAND.plan, (), [("tents", Decimal(-7))]) == (("tents", Decimal(-7)),)


def test_money_before_and_after_a_scenario_with_coverage_sums_and_ranks():
    view = View(plan="squareland", sector=FOOD_AND_WATER, scenario=(("food", Decimal(600)),))
    before, after = before_and_after(view, LAND)
    # Evenly: food lacks 600, 300 in ash and 300 in birch; water lacks 600 in ash.
    assert (before.confirmed, after.confirmed) == (300, 900)
    assert before.unmet.to_dict() == {"ash": 900, "birch": 300}
    assert after.unmet.to_dict() == {"ash": 600, "birch": 0}
    assert list(before.unmet.index) == ["ash", "birch"]
    assert before.rank.to_dict() == {"ash": 1, "birch": 2, "cedar": 3}
    assert after.rank.to_dict() == {"ash": 1, "birch": 2, "cedar": 2}
    assert (before.coverage["food"], after.coverage["food"]) == (pytest.approx(1 / 3), 1)
    assert list(before.coverage.index) == ["food", "water"]
    assert before.coverage.isna()["water"]


def test_sectors_that_name_one_region_alone_are_its_least_together():
    bounds = estimate_by_region(View(plan="squareland"), LAND).bounds
    assert bounds.loc["ash", ["required_least", "required_most"]].tolist() == [700, 1600]
    assert bounds.loc["birch", ["required_least", "required_most"]].tolist() == [0, 900]


def test_a_fitted_view_is_of_the_plan_it_is_fitted_to():
    assert fit_to_plan(View(plan="other", measure="unmet"), LAND) == View(plan="squareland", measure="unmet")


@pytest.mark.parametrize(
    ("lang", "places"),
    [("en", ["Kayes", "Sikasso", "Ségou", "Liptako Gourma"]), ("fr", ["Kayes", "Sikasso", "Ségou", "Liptako-Gourma"])],
)
def test_places_of_one_activity_are_named_regions_and_zones_in_the_readers_language(atlas, lang, places):
    assert own_places("displacement-tracking-8", atlas, lang) == places
    assert own_places("displacement-tracking-9", atlas, lang)[2] == {"en": "Timbuktu", "fr": "Tombouctou"}[lang]
    assert own_places("shelter-1", atlas, lang) == []
