"""Funding of sectors: which row holds on a day, pledges, pooled surplus and headlines, worked out by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from geo.analysis import (
    confirmed_over_time,
    funding_by_objective,
    funding_by_sector,
    funding_headline,
    funding_of_view,
    last_funding_day,
    scenario_problems,
    smallest_pledges,
)
from geo.core import View, translator
from tests import squareland

JAN, FEB, MAR = (pd.Timestamp(f"2024-0{n}-01") for n in (1, 2, 3))


def funded(*rows):
    """Make a plan of food (200), water (100) and roads (0) with rows of funding: sector, day, amount."""
    plan = squareland.plan({"food": (200, 0, ["ash"], "named"), "water": (100, 0, ["ash"], "named"),
                            "roads": (0, 0, ["ash"], "named")})  # fmt: skip
    table = pd.DataFrame(rows, columns=["sector", "as_of", "amount_usd"]).astype({"amount_usd": "Float64"})
    return replace(plan, funding=table)


PLAN = funded(
    ("food", MAR, 50), ("food", JAN, 10), ("food", FEB, 20), ("food", FEB, 30), ("water", FEB, 0), ("roads", FEB, 5),
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "amount", "of"),
    [(None, 50, MAR), (date(2024, 3, 1), 50, MAR), (date(2024, 2, 29), 30, FEB), (date(2024, 2, 1), 30, FEB),
     (date(2024, 1, 31), 10, JAN), (date(2024, 1, 1), 10, JAN)],
)  # fmt: skip
def test_the_latest_row_up_to_a_day_holds_and_of_two_of_one_day_the_one_written_later(day, amount, of):
    row = funding_by_sector(PLAN, day).loc["food"]
    assert (row["confirmed"], row["as_of"], row["state"]) == (amount, of, "confirmed")
    assert funding_of_view(PLAN, View(date=day)).loc["food", "confirmed"] == amount


def test_before_its_first_row_a_sector_is_not_reported_and_its_whole_requirement_is_unmet():
    row = funding_by_sector(PLAN, date(2023, 12, 31)).loc["food"]
    assert row["state"] == "not_reported"
    assert row[["confirmed", "coverage", "as_of"]].isna().all()
    assert row[["requirements", "unmet", "surplus"]].tolist() == [200, 200, 0]


def test_the_last_day_and_the_course_of_funding():
    days = [last_funding_day(PLAN, d) for d in (None, date(2024, 2, 29), date(2024, 2, 1), date(2023, 12, 31))]
    assert days == [date(2024, 3, 1), date(2024, 2, 1), date(2024, 2, 1), None]
    course = confirmed_over_time(PLAN)
    assert list(course.columns) == ["as_of", "confirmed", "unreported"]
    # In January food alone reports (10); from February on water reports 0 and roads 5.
    assert course.to_numpy().tolist() == [
        [date(2024, 1, 1), 10, 2], [date(2024, 2, 1), 35, 0], [date(2024, 3, 1), 55, 0],
    ]  # fmt: skip


def test_a_reported_zero_is_no_gap_in_reporting_and_nothing_required_has_no_coverage():
    money = funding_by_sector(PLAN)
    assert money["state"].tolist() == ["confirmed", "zero", "confirmed"]
    assert money["coverage"].fillna(-1).tolist() == [0.25, 0, -1]
    assert money["unmet"].tolist() == [150, 100, 0]
    assert money["surplus"].tolist() == [0, 0, 5]
    assert money["objective"].tolist() == ["1", "1", "1"]
    little = funding_by_sector(squareland.plan({"food": (0.5, 0.25, ["ash"], "named")})).loc["food"]
    assert little[["coverage", "state", "unmet"]].tolist() == [0.5, "confirmed", 0.25]


def test_of_many_rows_of_one_day_the_last_of_the_table_holds():
    plan = funded(*[("food", FEB if n % 3 else JAN, n) for n in range(1, 200)])
    assert funding_by_sector(plan).loc["food", "confirmed"] == 199
    assert funding_by_sector(plan, date(2024, 1, 31)).loc["food", "confirmed"] == 198


def test_pledges_add_to_what_is_confirmed_and_to_what_is_not_reported():
    plan = funded(("food", JAN, 50))
    moved = funding_by_sector(
        plan, scenario=(("food", Decimal(-20)), ("water", Decimal("20.5")), ("roads", Decimal(0)))
    )
    assert moved.loc["food", ["confirmed", "unmet", "coverage"]].tolist() == [30, 170, 0.15]
    assert moved.loc["water", ["confirmed", "unmet", "state"]].tolist() == [20.5, 79.5, "confirmed"]
    assert moved.loc["roads", "state"] == "not_reported"
    emptied = funding_by_sector(plan, scenario=(("food", Decimal(-50)),))
    assert emptied.loc["food", ["confirmed", "state"]].tolist() == [0, "zero"]
    assert funding_of_view(plan, View(scenario=(("water", Decimal(1)),))).loc["water", "confirmed"] == 1


def pooled(*amounts):
    sectors = {f"s{n}": (required, confirmed, ["ash"], "named") for n, (required, confirmed) in enumerate(amounts)}
    return funding_of_view(squareland.plan(sectors), View(surplus="pooled"))


def test_a_pool_smaller_than_the_gaps_is_spread_over_them_in_proportion():
    # Surplus 60 + 30 = 90 over gaps of 30 and 100: 90 x 30/130 = 20.77 and 90 x 100/130 = 69.23.
    made = pooled((100, 160), (100, 130), (100, 70), (100, None), (50, 50))
    assert made["unmet"].tolist() == [0, 0, 9.23, 30.77, 0]
    assert made["surplus"].tolist() == [0, 0, 0, 0, 0]
    assert made["confirmed"].fillna(-1).tolist() == [160, 130, 70, -1, 50]
    assert made["coverage"].fillna(-1).tolist() == [1.6, 1.3, 0.7, -1, 1]


def test_a_pool_larger_than_the_gaps_is_taken_off_the_surpluses_in_proportion():
    # A gap of 40 takes 30 of the surplus of 90, and 10 of that of 30.
    made = pooled((100, 190), (100, 130), (100, 60))
    assert made["unmet"].tolist() == [0, 0, 0]
    assert made["surplus"].tolist() == [60, 20, 0]


def test_without_a_surplus_pooling_changes_nothing_and_ringfenced_is_the_default():
    assert pooled((100, 90), (100, None))["unmet"].tolist() == [10, 100]
    sectors = {"a": (100, 190, ["ash"], "named"), "b": (100, 60, ["ash"], "named")}
    alone = funding_by_sector(squareland.plan(sectors))
    assert (alone["unmet"].tolist(), alone["surplus"].tolist()) == ([0, 40], [90, 0])


def test_a_headline_of_some_sectors_leaves_the_unreported_out_of_one_end_only():
    money = funding_by_sector(funded(("food", JAN, 50), ("roads", JAN, 5)))
    whole = funding_headline(money)
    # 50 of 300 as the unreported water counts 0, of 200 where it is left out; roads ask for nothing.
    assert (whole.requirements, whole.confirmed, whole.unreported) == (300, 55, ("water",))
    assert (whole.coverage_low, whole.coverage_high) == (pytest.approx(50 / 300), pytest.approx(50 / 200))
    some = funding_headline(money, ["water"])
    assert (some.requirements, some.confirmed, some.coverage_low, some.coverage_high) == (100, 0, 0, None)
    none = funding_headline(money, ["roads"])
    assert (none.confirmed, none.coverage_low, none.coverage_high) == (5, None, None)


def test_each_objective_adds_up_its_own_sectors_of_the_day_that_is_given(atlas):
    heads = funding_by_objective(atlas.plan)
    assert {code: head.requirements for code, head in heads.items()} == {"1": 6.5e6, "2": 8e6, "3": 2.5e6, "4": 2.5e6}
    # Objective 1: cccm 436,585 and protection 1,403,040; objective 2: 338,529 and 1,271,834.
    assert {code: head.confirmed for code, head in heads.items()} == {
        "1": 1_839_625, "2": 1_610_363, "3": 0, "4": 916_870,
    }  # fmt: skip
    early = funding_by_objective(atlas.plan, funding_by_sector(atlas.plan, date(2024, 1, 12)))
    assert [head.confirmed for head in early.values()] == [1_403_040, 0, 0, 0]


def test_the_smallest_pledge_is_a_whole_cent_and_only_for_the_sectors_asked_for():
    sectors = {"food": (100.01, 20.004, ["ash"], "named"), "water": (10, None, ["ash"], "named"),
               "roads": (10, 5, ["ash"], "named")}  # fmt: skip
    money = funding_by_sector(squareland.plan(sectors))
    # Half of 10,001 cents is 5,000.5: 5,001 cents, of which 2,000 are there; roads has its half already.
    assert smallest_pledges(money, Decimal("0.5")) == {"food": Decimal("30.01"), "water": 5}
    assert smallest_pledges(money, Decimal("0.5"), ["water", "roads"]) == {"water": 5}
    assert smallest_pledges(money, Decimal(1), ["roads"]) == {"roads": 5}


def test_what_a_scenario_cannot_do_is_said_with_what_there_is_on_that_day(atlas):
    def said(day=None, **pledges):
        view = View(date=day, scenario=tuple((s, Decimal(a)) for s, a in pledges.items()))
        return [p.text(translator("en")) for p in scenario_problems(atlas.plan, view)]

    assert said(protection=-1_403_040, cccm=1_403_040) == []
    (short,) = said(protection=-1_403_041, cccm=1_403_041)
    assert short == (
        "scenario, value “protection:-1403041”: only 1,403,040 USD is confirmed for this sector; "
        "a scenario cannot take more away"
    )
    (out,) = said(protection=-5, cccm=3)
    assert out == "scenario, value “protection:-5,cccm:3”: money taken from a sector must go to another one"
    assert len(said(date(2024, 1, 12), cccm=-1, shelter=1)) == 1
    assert said(date(2024, 1, 13), cccm=-1, shelter=1) == []
