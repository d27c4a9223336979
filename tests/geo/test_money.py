"""Funding, its split over regions and the ledger: the design's check values, and Squareland by hand."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.analysis import (
    all_caveats,
    estimate_by_region,
    funding_by_sector,
    funding_headline,
    ledger_lines,
    scenario_problems,
    smallest_pledges,
)
from geo.core import View, translator
from geo.maps import compose_map
from tests import squareland

REQUIRED = {
    "mopti": 3_416_666.67, "tombouctou": 2_991_666.67, "menaka": 991_666.67, "kayes": 1_291_666.67,
    "sikasso": 1_291_666.67, "segou": 1_291_666.67, "gao": 325_000, "bandiagara": 200_000, "kidal": 200_000,
}  # fmt: skip


def test_requirements_split_evenly_are_those_of_the_design(atlas):
    made = estimate_by_region(View(), atlas).frame["required"]
    assert made.sum() == pytest.approx(12_000_000, abs=0.001)
    assert made[made > 0].to_dict() == pytest.approx(REQUIRED, abs=0.011)


def test_unmet_located_is_9_953_052(atlas):
    assert estimate_by_region(View(), atlas).frame["unmet"].sum() == pytest.approx(9_953_052, abs=0.001)


def test_shelter_by_displaced_persons_is_the_exact_quotient(atlas):
    view = View(split="idps", sector=("shelter",))
    made = estimate_by_region(view, atlas).frame["required"]
    assert made["mopti"] == 2_384_674.17
    assert made["tombouctou"] == 1_615_325.83


def test_peacebuilding_falls_back_to_even_for_want_of_figures_and_says_where(atlas):
    view = View(split="idps", sector=("peacebuilding",))
    made = estimate_by_region(view, atlas)
    split = made.splits["peacebuilding"]
    assert (split.method, split.reason, split.regions) == ("even", "missing", ("kayes", "sikasso"))
    assert set(made.frame["required"][made.frame["required"] > 0]) == {625_000}


def test_the_headline_is_an_interval(atlas):
    head = funding_headline(funding_by_sector(atlas.plan))
    # 436,585 + 1,403,040 + 338,529 + 1,271,834 + 916,870 over 19.5 M, and over the five reported sectors' 10.5 M
    assert head.confirmed == 4_366_858
    # of which protection's surplus of 403,040 counts for no share: 3,963,818
    assert head.coverage_low == pytest.approx(3_963_818 / 19_500_000)
    assert head.coverage_high == pytest.approx(3_963_818 / 10_500_000)


def test_no_surplus_lifts_the_share_of_an_objective_and_one_sector_alone_keeps_its_own(atlas):
    money = funding_by_sector(atlas.plan)
    first = funding_headline(money, ["shelter", "cccm", "protection", "mhpss"])
    # 436,585 + 1,000,000 of 6.5 M; of the 1.5 M that report (uncapped it was 28.3 % and 122.6 %)
    assert first.coverage_low == pytest.approx(1_436_585 / 6_500_000)
    assert first.coverage_high == pytest.approx(1_436_585 / 1_500_000)
    assert (first.sectors, first.unreported) == (4, ("shelter", "mhpss"))
    alone = funding_headline(money, ["protection"])
    assert alone.coverage_low == alone.coverage_high == pytest.approx(1.40304)


def test_a_pooled_surplus_counts_where_it_goes(atlas):
    head = funding_headline(funding_by_sector(atlas.plan, surplus="pooled"))
    assert head.coverage_low == pytest.approx(4_366_858 / 19_500_000)  # nothing is left above any requirement
    # Of the 403,040 the five silent sectors get their part, 9,000,000 of 15,536,182 unmet; the others the rest.
    assert head.coverage_high == pytest.approx((3_963_818 + 403_040 * 6_536_182 / 15_536_182) / 10_500_000)


def test_pooled_surplus_fills_the_gaps_in_proportion_and_to_the_cent(atlas):
    alone, pooled = (funding_by_sector(atlas.plan, surplus=s) for s in ("ringfenced", "pooled"))
    assert alone.loc["protection", "surplus"] == 403_040
    assert pooled["surplus"].sum() == 0
    assert alone["unmet"].sum() - pooled["unmet"].sum() == pytest.approx(403_040, abs=0.001)
    # unmet in all: 19.5 M - 4,366,858 + 403,040 = 15,536,182; shelter's 4 M takes its part of 403,040
    assert pooled.loc["shelter", "unmet"] == pytest.approx(4_000_000 - 403_040 * 4_000_000 / 15_536_182, abs=0.01)


VIEWS = [
    View(sector=s, objective=o, basis=b, areas=a, surplus=u)
    for s, o in (((), ()), (("shelter",), ()), (("protection",), ()), ((), ("2",)), ((), ("4",)))
    for b in ("named", "zone")
    for a in ("2023", "2016", "2012")
    for u in ("ringfenced", "pooled")
]


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.query() or "all")
def test_the_ledger_is_the_header_under_every_filter(atlas, view):
    *lines, rest = ledger_lines(atlas.plan, view)
    assert (rest.part, rest.requirements) == ("not_attributed", 2_500_000)
    assert sum(round(line.requirements * 100) for line in lines) == 1_950_000_000
    located = sum(line.requirements for line in lines if line.part == "located")
    assert estimate_by_region(view, atlas).frame["required"].sum() == pytest.approx(located, abs=0.001)


def test_the_ledger_with_nothing_filtered_is_that_of_the_design(atlas):
    lines = {line.part: line.requirements for line in ledger_lines(atlas.plan, View())}
    assert lines == {
        "located": 12e6, "zone": 1e6, "nationwide": 2.5e6, "not_stated": 4e6, "not_attributed": 2.5e6,
    }  # fmt: skip
    assert {line.part: line.requirements for line in ledger_lines(atlas.plan, View(basis="zone"))}["located"] == 13e6


def test_confirmed_is_unknown_where_no_sector_of_a_ledger_line_reports(atlas):
    lines = {line.part: line for line in ledger_lines(atlas.plan, View())}
    assert lines["not_stated"].confirmed is None
    assert lines["zone"].confirmed == 1_403_040


def test_older_vintages_add_up_the_regions_of_2023(atlas):
    new, old = (estimate_by_region(View(areas=a), atlas).frame["required"] for a in ("2023", "2016"))
    assert old["mopti"] == pytest.approx(new["mopti"] + new["bandiagara"] + new["douentza"], abs=0.001)


def test_a_pledge_changes_its_sector_alone_and_a_zero_pledge_nothing(atlas):
    before = funding_by_sector(atlas.plan)
    assert funding_by_sector(atlas.plan, scenario=(("shelter", Decimal(0)),)).equals(before)
    after = funding_by_sector(atlas.plan, scenario=(("shelter", Decimal(1_000_000)),))
    assert after.loc["shelter", ["confirmed", "unmet", "state"]].tolist() == [1_000_000, 3_000_000, "confirmed"]
    assert after.drop("shelter").equals(before.drop("shelter"))


def test_a_scenario_cannot_take_more_than_there_is_or_out_of_the_plan(atlas):
    def said(*pledges):
        return [p.expected for p in scenario_problems(atlas.plan, View(scenario=pledges))]

    assert said(("protection", Decimal(-403_040)), ("shelter", Decimal(403_040))) == []
    assert len(said(("protection", Decimal(-2_000_000)), ("shelter", Decimal(2_000_000)))) == 1
    assert len(said(("protection", Decimal(-10)))) == 1
    assert len(said(("shelter", Decimal(-10)))) == 2


def test_the_smallest_pledges_bring_every_sector_to_the_share_and_no_cent_more(atlas):
    money = funding_by_sector(atlas.plan)
    pledges = smallest_pledges(money, Decimal("0.5"))
    # half of each requirement, less what is confirmed; cccm and protection have it already
    assert pledges == {
        "shelter": 2_000_000, "mhpss": 500_000, "peacebuilding": 1_250_000 - 338_529,
        "stabilization": 2_000_000 - 1_271_834, "durable-solutions": 750_000, "disaster-prevention": 750_000,
        "preparedness": 500_000, "displacement-tracking": 1_250_000 - 916_870,
    }  # fmt: skip
    after = funding_by_sector(atlas.plan, scenario=tuple(pledges.items()))
    assert (after["coverage"] >= 0.5).all()
    assert (funding_by_sector(atlas.plan, scenario=tuple((s, a - Decimal("0.01")) for s, a in pledges.items()))
            .loc[list(pledges), "coverage"] < 0.5).all()  # fmt: skip


def test_funding_as_of_a_day_before_the_table_is_not_reported(atlas):
    assert set(funding_by_sector(atlas.plan, date(2024, 1, 11))["state"]) == {"not_reported"}
    early = funding_by_sector(atlas.plan, date(2024, 1, 12))
    assert early.index[early["state"] == "confirmed"].tolist() == ["protection"]


def test_squareland_by_hand():
    # Food: 90 over three; Water: 10 over Ash and Birch. Displaced: Ash 30, Birch 10, Cedar unknown.
    land = squareland.atlas(
        {"food": (90, 30, ["ash", "birch", "cedar"], "named"), "water": (10, None, ["ash", "birch"], "named")}
    )
    even = estimate_by_region(View(plan="squareland"), land)
    assert even.frame["required"].tolist() == [35, 35, 30]
    assert even.frame["confirmed"].tolist() == [10, 10, 10]
    assert even.frame["unmet"].tolist() == [25, 25, 20]
    by_idps = estimate_by_region(View(plan="squareland", split="idps"), land)
    assert by_idps.frame["required"].tolist() == [37.5, 32.5, 30]
    assert by_idps.splits["food"].regions == ("cedar",)
    # By people 1:3:6 food is 9, 27, 54 and water 2.5, 7.5: the range is over all three ways.
    assert even.frame["required_low"].tolist() == [11.5, 32.5, 30]
    assert even.frame["required_high"].tolist() == [37.5, 35, 54]
    assert even.bounds["required_least"].tolist() == [0, 0, 0]
    assert even.bounds["required_most"].tolist() == [100, 100, 90]
    assert even.undecided("required") == (("ash", "birch"), ("ash", "cedar"), ("birch", "cedar"))


def test_a_sector_of_one_region_is_certain():
    land = squareland.atlas({"food": (90, 30, ["ash"], "named")})
    made = estimate_by_region(View(plan="squareland"), land)
    assert made.bounds.loc["ash", ["required_least", "required_most"]].tolist() == [90, 90]
    assert made.undecided("required") == ()


def test_a_region_whose_sectors_do_not_report_has_no_coverage_rather_than_zero():
    land = squareland.atlas({"food": (90, None, ["ash"], "named"), "water": (10, 0, ["birch"], "named")})
    made = estimate_by_region(View(plan="squareland"), land).frame
    assert made["coverage"].isna().tolist() == [True, False, True]
    assert made.loc["birch", "coverage"] == 0


def test_weights_that_a_reader_sets_are_used_and_join_the_range():
    land = squareland.atlas({"water": (10, None, ["ash", "birch"], "named")})
    weights = (("ash", Decimal(4)), ("birch", Decimal(1)))
    made = estimate_by_region(View(plan="squareland", split="custom", weights=weights), land)
    assert made.frame["required"].tolist() == [8, 2, 0]
    assert made.methods == ("custom", "even", "idps", "population")
    assert made.frame["required_high"].tolist() == [8, 7.5, 0]


SECTORS = st.dictionaries(
    st.sampled_from(["food", "water", "health", "roads"]),
    st.tuples(
        st.integers(0, 10**9).map(lambda n: n / 100),
        st.none() | st.integers(0, 10**9).map(lambda n: n / 100),
        st.lists(st.sampled_from(squareland.SLUGS), min_size=1, max_size=3, unique=True),
        st.just("named"),
    )
    | st.tuples(st.integers(0, 10**6), st.none(), st.just(["east"]), st.just("zone")),
    min_size=1,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    SECTORS,
    st.sampled_from(["even", "idps", "population"]),
    st.sampled_from(["named", "zone"]),
    st.sampled_from(["2023", "2016"]),
    st.sampled_from(["ringfenced", "pooled"]),
)
def test_no_cent_is_lost_or_made_over_random_plans(sectors, split, basis, areas, surplus):
    land = squareland.atlas(sectors, header=10**7)
    view = View(plan="squareland", split=split, basis=basis, areas=areas, surplus=surplus)
    lines = [line for line in ledger_lines(land.plan, view) if line.part != "not_attributed"]
    asked = sum(round(required * 100) for required, *_ in sectors.values())
    assert sum(round(line.requirements * 100) for line in lines) == asked
    located = [line for line in lines if line.part == "located"]
    made = estimate_by_region(view, land)
    for amount, column in (("required", "requirements"), ("confirmed", "confirmed"), ("unmet", "unmet")):
        cents = sum(round((getattr(line, column) or 0) * 100) for line in located)
        assert sum(round(x * 100) for x in made.frame[amount]) == cents
        assert (made.frame[f"{amount}_low"] <= made.frame[amount]).all()
        assert (made.frame[amount] <= made.frame[f"{amount}_high"]).all()
        assert (made.bounds[f"{amount}_least"] <= made.frame[f"{amount}_low"] + 0.001).all()
        assert (made.bounds[f"{amount}_most"] >= made.frame[f"{amount}_high"] - 0.001).all()


def test_coverage_is_at_least_this_where_a_sector_of_the_region_is_silent():
    # Ash: water asks 100 and has 40, health asks 100 and is silent: 20 % if it has nothing, 40 % over water alone.
    # Birch: health alone, silent. Cedar: water of its own, half covered.
    land = squareland.atlas(
        {
            "water": (100, 40, ["ash"], "named"), "health": (200, None, ["ash", "birch"], "named"),
            "food": (50, 25, ["cedar"], "named"),
        }
    )  # fmt: skip
    frame = estimate_by_region(View(), land).frame
    assert float(frame.loc["ash", "coverage"]) == pytest.approx(0.2)
    assert float(frame.loc["ash", "coverage_reported"]) == pytest.approx(0.4)
    assert pd.isna(frame.loc["birch", "coverage_reported"])
    drawn = {r.slug: r for r in compose_map(View(measure="coverage"), land).regions}
    assert (drawn["ash"].label, drawn["cedar"].label) == ("≥\u00a016%", "50%")  # least by displaced persons
    assert ("over the sectors that report", "40%") in drawn["ash"].tooltip
    assert drawn["birch"].state == "nodata"


def test_a_map_of_money_says_how_much_of_it_is_on_no_map(atlas):
    # Unmet: 9,953,052.00 located; all sectors 15,536,182: shelter 4,000,000, camps 63,415, psychosocial 1,000,000,
    # peace 2,161,471, stabilization 2,728,166, durable 1,500,000, prevention 1,500,000, preparedness 1,000,000,
    # tracking 1,583,130; protection has a surplus.
    notes = " ".join(compose_map(View(measure="unmet"), atlas).notes)
    assert "Unmet requirements on this map: $9,953,052; of the chosen sectors, on no map: $5,583,130." in notes
    notes = " ".join(compose_map(View(measure="confirmed", sector=("protection",)), atlas).notes)
    assert "Confirmed funding on this map: $0; of the chosen sectors, on no map: $1,403,040." in notes


def test_caveats_are_those_of_the_day_of_the_view(atlas):
    def codes(day):
        return {c.code for c in compose_map(View(measure="unmet", date=day), atlas).caveats}

    assert "funding-none-yet" in codes(date(2023, 6, 1))
    assert not codes(date(2023, 6, 1)) & {"over-100", "funding-not-reported", "stale-funding"}
    assert codes(None) >= {"over-100", "funding-not-reported", "stale-funding"}
    # On 12 January only protection had reported.
    early = [
        c.write(translator("en")) for c in all_caveats(atlas, date(2024, 1, 12)) if c.code == "funding-not-reported"
    ]
    assert early[0].startswith("No funding is reported for 9 of 10 sectors:")


@pytest.mark.parametrize("basis", ["named", "zone"])
@pytest.mark.parametrize("split", ["even", "idps", "population"])
@pytest.mark.parametrize("query", [{}, {"surplus": "pooled"}, {"areas": "2016"}, {"objective": ("1",)}])
def test_no_interval_contradicts_the_least_that_stands_beside_it(atlas, basis, split, query):
    drawn = compose_map(View(measure="coverage", basis=basis, split=split, **query), atlas)
    frame = estimate_by_region(drawn.view, atlas).frame
    least = [r for r in drawn.regions if r.label.startswith("≥")]
    assert least
    for r in least:
        ends = dict(r.tooltip)["range over the splits"].split(" – ")
        assert ends[0] == r.label.removeprefix("≥\u00a0")
        assert r.value == r.low <= frame.loc[r.slug, "coverage"] <= r.high
        assert r.low <= frame.loc[r.slug, "coverage_reported"] <= r.high + 1e-6
    alone = frame["sectors"] == 1
    assert (frame["coverage_high"][~alone].fillna(0) <= 1).all()  # a surplus lifts no share of several
    known = frame[~alone & frame["coverage"].notna()]
    assert known["coverage"].tolist() == pytest.approx((1 - known["unmet"] / known["required"]).tolist())
