"""Search, who does what where, what changed, money per sector of a region: on Squareland, worked out by hand."""

import dataclasses
from datetime import date

import pandas as pd
import pytest

from geo.analysis import find, funding_changes, funding_days, money_in_region, plan_changes, who_does_what
from geo.core import View
from tests import squareland

SECTORS = {
    "food": (900_000, 300_000, ["ash", "birch", "cedar"], "named"),
    "water": (600_000, None, ["ash"], "named"),
    "roads": (100_000, 0, [], "nationwide"),
    "tents": (50_000, 10_000, ["east"], "zone"),
}


def land():
    """Two activities: one of food with a partner and a place of its own (Birch), and one of water."""
    made = squareland.furnished(squareland.atlas(SECTORS))
    plan = made.plan
    own = {"sector": "food", "activity": "food-1", "place": "birch", "basis": "named", "source": "test"}
    partners = pd.DataFrame(
        {"name_en": ["WFP", "Town halls", "Youth"], "name_fr": ["PAM", "Mairies", "Jeunesse"]},
        index=pd.Index(["wfp", "halls", "youth"], name="partner"),
    )
    return dataclasses.replace(
        made,
        plan=dataclasses.replace(
            plan,
            places=pd.concat([plan.places, pd.DataFrame([own])], ignore_index=True),
            sectors=plan.sectors.assign(partners=["wfp", "", "halls; wfp", ""]),
            partners=partners,
        ),
    )


LAND = land()


def rows(view=None, made=LAND):
    found = who_does_what(made.plan, view or View(), made.regions["2023"].rollup)
    return [tuple(row) for row in found.itertuples(index=False)]


def test_a_partner_is_where_its_activity_is_and_else_where_its_sector_is_by_the_closest_link():
    assert rows() == [
        ("wfp", "food", "ash", "sector", "named", 0),
        ("wfp", "food", "birch", "activity", "named", 1),  # named by the activity, which has a place of its own
        ("wfp", "food", "cedar", "sector", "named", 0),
        ("wfp", "roads", "", "sector", "nationwide", 0),
        ("halls", "roads", "", "sector", "nationwide", 0),
        ("", "water", "ash", "sector", "named", 0),  # nobody is named: unknown, not nobody
        ("", "tents", "birch", "sector", "zone", 0),
        ("", "tents", "cedar", "sector", "zone", 0),
    ]


def test_who_is_in_a_region_counts_what_is_nationwide_and_what_its_zone_has():
    assert [r[:3] + r[4:5] for r in rows(View(region="cedar"))] == [
        ("wfp", "food", "cedar", "named"), ("wfp", "roads", "", "nationwide"), ("halls", "roads", "", "nationwide"),
        ("", "tents", "cedar", "zone"),
    ]  # fmt: skip
    assert [r[1] for r in rows(View(region="cedar", sector=("tents",)))] == ["tents"]


def test_a_partner_of_an_objective_is_in_every_sector_of_it_and_no_closer_link_is_lost():
    plan = LAND.plan
    with_youth = plan.objectives.assign(partners="youth; wfp")
    made = dataclasses.replace(LAND, plan=dataclasses.replace(plan, objectives=with_youth))
    found = rows(View(region="ash"), made)
    assert ("youth", "water", "ash", "objective", "named", 0) in found
    assert ("wfp", "food", "ash", "sector", "named", 0) in found
    assert ("wfp", "water", "ash", "objective", "named", 0) in found
    assert "" not in {r[0] for r in found}


def test_a_plan_that_names_no_partner_at_all_lists_its_sectors_and_a_header_alone_nothing():
    assert {r[0] for r in rows(made=squareland.furnished(squareland.atlas({"water": SECTORS["water"]})))} == {""}
    plan = LAND.plan
    bare = dataclasses.replace(
        plan, sectors=plan.sectors.iloc[:0], activities=plan.activities.iloc[:0], places=plan.places.iloc[:0]
    )
    assert rows(made=dataclasses.replace(LAND, plan=bare)) == []


def test_the_regions_of_an_older_vintage_hold_what_their_parts_have():
    found = who_does_what(LAND.plan, View(), LAND.regions["2016"].rollup)
    assert [tuple(r[:3]) for r in found[found["partner"] == "wfp"].to_numpy()] == [
        ("wfp", "food", "ash"), ("wfp", "food", "birch"), ("wfp", "roads", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "kind", "code"),
    [
        ("Cedar", "region", "cedar"), ("cédar", "region", "cedar"), ("CEDAR (FR)", "region", "cedar"),
        ("ceddar", "region", "cedar"), ("SQ2", "region", "cedar"), ("foo", "sector", "food"), ("PAM", "partner", "wfp"),
        ("mairie", "partner", "halls"), ("town hals", "partner", "halls"), ("nationwide", "word", None),
        ("tout le pays", "word", None), ("give", "activity", "food-1"), ("déplacées", "measure", "idps"),
        ("displaced persons", "measure", "idps"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_either_language_without_its_accents_and_with_a_typing_error(asked, kind, code):
    first = find(asked, LAND, "en", "2023")[0]
    assert first.kind == kind
    assert code in (None, first.code)


def test_what_is_found_is_named_in_the_readers_language_and_an_exact_name_comes_first():
    assert find("wfp", LAND, "fr", "2023")[0].name == "PAM"
    assert find("ash", LAND, "en", "2023")[0].code == "ash"
    assert find("zzzzzz", LAND, "en", "2023") == ()
    assert find("  ", LAND, "en", "2023") == ()
    assert find("xy", LAND, "en", "2023") == ()  # too short to be a typing error
    assert len(find("a" * 100_000, LAND, "en", "2023")) == 0
    assert [f.code for f in find("birch", LAND, "en", "2016") if f.kind == "region"] == ["birch"]
    assert not [f for f in find("cedar", LAND, "en", "2016") if f.kind == "region"]  # not there in 2016


def test_a_change_of_funding_is_known_only_where_both_days_are():
    plan = LAND.plan
    later = pd.DataFrame(
        {
            "sector": ["food", "water", "roads"], "as_of": pd.Timestamp("2024-06-01"),
            "amount_usd": pd.array([450_000, 20_000, 5_000], dtype="Float64"), "state": "confirmed",
        }
    )  # fmt: skip
    plan = dataclasses.replace(plan, funding=pd.concat([plan.funding, later], ignore_index=True))
    assert funding_days(plan) == (date(2024, 1, 1), date(2024, 6, 1))
    found = funding_changes(plan, *funding_days(plan)).astype(object).where(lambda d: d.notna(), None)
    assert found.to_dict("index") == {
        "food": {"before": 300_000, "after": 450_000, "change": 150_000},
        "water": {"before": None, "after": 20_000, "change": None},  # was not reported: unknown, not 0
        "roads": {"before": 0, "after": 5_000, "change": 5_000},  # a reported zero is 0
        "tents": {"before": 10_000, "after": 10_000, "change": 0},
    }
    assert funding_changes(plan, date(2023, 1, 1), date(2024, 1, 1))["change"].isna().all()


def test_two_plans_are_compared_sector_by_sector_and_what_one_does_not_say_is_unknown():
    old = squareland.furnished(squareland.atlas({"food": (1_000_000, None, ["ash"], "named")})).plan
    found = plan_changes(old, LAND.plan).astype(object).where(lambda d: d.notna(), None)
    assert found.loc["requirements_usd"].tolist() == [1_000_000, 1_650_000, 650_000]
    assert found.loc["food"].tolist() == [1_000_000, 900_000, -100_000]
    assert found.loc["water"].tolist() == [None, 600_000, None]
    bare = dataclasses.replace(old, sectors=old.sectors.iloc[:0])
    found = plan_changes(bare, LAND.plan)
    assert found.loc["people_targeted"].tolist() == [500, 500, 0]
    assert found.loc["food"].isna().tolist() == [True, False, True]


def test_the_money_of_a_region_is_told_sector_by_sector_and_adds_up():
    found = money_in_region(View(), LAND, "ash")
    assert list(found.index) == ["food", "water"]  # least confirmed first, who does not report last
    assert found.loc["food"].tolist() == [300_000, 100_000, 200_000, pytest.approx(1 / 3)]
    assert found.loc["water", ["required", "unmet"]].tolist() == [600_000, 600_000]
    assert found.loc["water", ["confirmed", "coverage"]].isna().all()
    assert money_in_region(View(), LAND, "nowhere").empty
