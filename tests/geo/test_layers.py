"""What a map shows: classes, colours, labels, legends and words, worked out by hand on Squareland."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from geo.core import View
from geo.maps import alt_text, compose_map
from geo.maps.class_breaks import class_legend, class_of
from geo.maps.model import NONE_COLOUR, RAMP
from tests import squareland

# Even: requirements Ash 300 + 600 = 900 k, Birch 300 + 100 = 400 k, Cedar 300 k; confirmed 100, 100 + 150, 100 k;
# unmet 200 + 600, 200, 200 k. By population (1:3:6) food's 900 k are 90, 270 and 540 k, its 300 k 30, 90 and 180 k.
# By displaced persons food is split evenly: Cedar has no figure.
SECTORS = {
    "food": (900_000, 300_000, ["ash", "birch", "cedar"], "named"),
    "water": (600_000, None, ["ash"], "named"),
    "roads": (100_000, 150_000, ["birch"], "named"),
    "health": (240_000, None, ["east"], "zone"),
    "data": (50_000, None, [], "nationwide"),
}
LAND = squareland.atlas(SECTORS, header=2_000_000)
NBSP = "\u00a0"


def drawn(atlas=LAND, beside=None, **changes):
    """Compose a map of fills: circles have tests of their own."""
    return compose_map(View(plan="squareland", **({"show": "fills"} | changes)), atlas, beside)


def regions_of(made):
    return {r.slug: r for r in made.regions}


def legend_of(made):
    return [(e.label, e.colour, e.n) for e in made.legend]


@pytest.mark.parametrize(("value", "n"), [(0, 0), (10, 0), (10.01, 1), (20, 1), (21, 2), (40, 3), (41, 4), (1e9, 4)])
def test_a_value_on_an_end_belongs_to_the_class_below(value, n):
    assert class_of(value, (10, 20, 30, 40)) == n


def test_a_legend_counts_each_value_once_also_zero_and_values_on_an_end():
    entries = class_legend([0, 0, 10, 10.5, 20, 99], (10, 20), lambda low, high: f"{low:g}-{high:g}")
    assert [(e.label, e.colour, e.n) for e in entries] == [
        ("0-10", RAMP[0], 3), ("10-20", RAMP[2], 2), ("20-inf", RAMP[4], 1),
    ]  # fmt: skip
    (one,) = class_legend([0, 0], (), lambda low, high: f"{low:g}-{high:g}")
    assert (one.label, one.n) == ("0-0", 2)


def test_presence_is_counted_coloured_and_listed_strongest_first():
    made = drawn()
    found = regions_of(made)
    assert list(found) == ["ash", "birch", "cedar"]
    assert [(r.state, r.value, r.label, r.colour) for r in made.regions] == [
        ("value", 2, "2", RAMP[1]), ("value", 2, "2", RAMP[1]), ("value", 1, "1", RAMP[0]),
    ]  # fmt: skip
    assert (found["birch"].name, found["birch"].pcode) == ("Birch", "SQ1")
    assert found["birch"].tooltip == (
        ("● Food", "named"), ("● Roads", "named"), ("◐ Health", "zone"), ("○ Data", "nationwide"),
    )  # fmt: skip
    assert legend_of(made) == [("1 sector", RAMP[0], 1), ("2 sectors", RAMP[1], 2)]
    assert (made.unit, made.estimate, made.bivariate, made.need) == ("sectors", False, None, None)
    assert made.notes[0] == "Counted: sectors whose own text names the region."
    zones = drawn(basis="zone")
    assert [r.value for r in zones.regions] == [2, 3, 2]
    assert legend_of(zones) == [("2 sectors", RAMP[1], 2), ("3 sectors", RAMP[2], 1)]  # none for a count that none has
    assert zones.notes[0].endswith("or a zone that it belongs to.")


def test_more_sectors_than_colours_have_classes_of_the_whole_plan_whatever_is_filtered():
    many = {f"s{n}": (10, None, ["ash"] if n else ["birch"], "named") for n in range(8)}
    made = drawn(squareland.atlas(many))
    assert [(r.label, r.colour) for r in made.regions] == [("7", RAMP[3]), ("1", RAMP[1]), ("", NONE_COLOUR)]
    assert [(e.label, e.n) for e in made.legend] == [("none named", 1), ("1 sector", 1), ("2 – 7 sectors", 1)]
    few = drawn(squareland.atlas(many), sector=("s0", "s1"))
    assert [(r.label, r.colour) for r in few.regions][:2] == [("1", RAMP[1]), ("1", RAMP[1])]
    french = drawn(squareland.atlas(many), lang="fr")
    assert french.legend[-1].label == "2 – 7 secteurs"
    assert [r.state for r in made.regions] == ["value", "value", "none"]
    five = drawn(squareland.atlas({s: many[s] for s in ("s1", "s2", "s3", "s4", "s5")}))
    assert (five.regions[0].colour, legend_of(five)[-1]) == (RAMP[4], ("5 sectors", RAMP[4], 1))


def test_one_sector_alone_is_coloured_by_its_basis():
    made = drawn(sector=("health",), basis="zone")
    assert [(r.state, r.label, r.colour, r.tooltip) for r in made.regions] == [
        ("none", "", NONE_COLOUR, ()), *[("value", "◐", RAMP[3], (("◐ Health", "zone"),))] * 2,
    ]  # fmt: skip
    assert legend_of(made) == [("◐ zone", RAMP[3], 2), ("none named", NONE_COLOUR, 1)]
    assert (made.unit, made.subtitle) == ("Health", "Squareland · Health")
    named = drawn(sector=("water",))
    assert legend_of(named) == [("● named", RAMP[3], 1), ("none named", NONE_COLOUR, 2)]
    assert regions_of(drawn(sector=("health",)))["birch"].tooltip == (("◐ Health", "zone"),)
    assert named.regions[0].label == "●"


@pytest.mark.parametrize(
    ("measure", "values", "labels", "colours"),
    [
        ("required", (900_000, 400_000, 300_000), ("$900 k", "$400 k", "$300 k"), (RAMP[4], RAMP[2], RAMP[0])),
        ("confirmed", (100_000, 250_000, 100_000), ("$100 k", "$250 k", "$100 k"), (RAMP[1], RAMP[3], RAMP[1])),
        ("unmet", (800_000, 200_000, 200_000), ("$800 k", "$200 k", "$200 k"), (RAMP[3], RAMP[1], RAMP[1])),
        # Ash, where water is silent: the least, 30 of 690 by population, in whole percent.
        # Birch: 100 and roads up to its 100, of 400.
        ("coverage", (0.04, 0.5, 1 / 3), ("≥ 4%", "50%", "33%"), (RAMP[0], RAMP[4], RAMP[2])),
    ],
)
def test_money_is_estimated_labelled_and_classed(measure, values, labels, colours):
    made = drawn(measure=measure)
    assert [r.value for r in made.regions] == pytest.approx(values)
    assert [r.label.replace(NBSP, " ") for r in made.regions] == list(labels)
    assert [r.colour for r in made.regions] == list(colours)
    assert made.estimate
    assert [e.colour for e in made.legend] == [c for c in RAMP if c in colours]
    for r in made.regions:
        assert sum(r.colour == e.colour for e in made.legend) == 1
    for e in made.legend:
        assert e.n == colours.count(e.colour)


def test_the_ranges_and_bounds_of_money_are_those_worked_out_by_hand():
    found = regions_of(drawn(measure="required"))
    assert {s: (r.low, r.high) for s, r in found.items()} == {
        "ash": (690_000, 900_000), "birch": (370_000, 400_000), "cedar": (300_000, 540_000),
    }  # fmt: skip
    assert [(k, v.replace(NBSP, " ")) for k, v in found["birch"].tooltip] == [
        ("estimate", "$400 k"), ("range over the splits", "$370 k – $400 k"), ("hard bounds", "$100 k – $1.0 M"),
        ("Food", "$300 k"), ("Roads", "$100 k"),
    ]  # fmt: skip
    unmet = regions_of(drawn(measure="unmet"))["ash"].tooltip
    assert [(k, v.replace(NBSP, " ")) for k, v in unmet] == [
        ("estimate", "$800 k"), ("range over the splits", "$660 k – $800 k"), ("hard bounds", "$600 k – $1.2 M"),
        ("Food", "$200 k"), ("Water", "$600 k"),
    ]  # fmt: skip
    french = regions_of(drawn(measure="unmet", split="population", lang="fr"))["cedar"]
    assert (french.name, french.label.replace(NBSP, " ")) == ("Cedar (fr)", "360 k$")
    assert french.tooltip[1][1].replace(NBSP, " ") == "200 k$ – 360 k$"


def test_coverage_says_at_least_where_a_sector_is_silent_and_over_which_it_is_known():
    found = regions_of(drawn(measure="coverage"))
    assert [(k, v.replace(NBSP, " ")) for k, v in found["ash"].tooltip] == [
        ("estimate", "≥ 4%"), ("over the sectors that report", "33%"), ("range over the splits", "4% – 33%"),
        ("Food (unmet)", "$200 k"), ("Water (unmet)", "$600 k"),
    ]  # fmt: skip
    assert found["cedar"].tooltip[:2] == (("estimate", "33%"), ("range over the splits", "33%"))
    assert "over the sectors that report" not in dict(found["birch"].tooltip)
    # 11, 33 and 62 %: 20 and 50 are the clearest numbers between
    assert [e.label for e in drawn(measure="coverage").legend] == ["0 – 20%", "20 – 40%", "above 40%"]
    # 150 of 100 thousand is the one value; 104 and 100 % are parted, as 100 % always is
    over = regions_of(drawn(measure="coverage", sector=("roads",)))["birch"]
    assert (over.label, over.colour) == ("150%", RAMP[2])
    barely = squareland.atlas({"a": (1000, 1040, ["ash"], "named"), "b": (1000, 1004, ["birch"], "named")})
    assert [(r.label, r.colour) for r in drawn(barely, measure="coverage").regions][:2] == [
        ("104%", RAMP[3]), ("100%", RAMP[1]),
    ]  # fmt: skip
    quarter = squareland.atlas({"a": (400, 100, ["ash"], "named"), "b": (400, 400, ["birch"], "named"),
                                "c": (1000, 254, ["cedar"], "named")})  # fmt: skip
    made = drawn(quarter, measure="coverage")
    # 25.4 % is printed as 25 % and stands in its class
    assert [r.colour for r in made.regions] == [RAMP[1], RAMP[3], RAMP[1]]
    assert [(e.label, e.n) for e in made.legend] == [("0 – 50%", 2), ("above 50%", 1)]


def test_nothing_located_is_apart_from_nothing_reported():
    atlas = squareland.atlas(
        {"a": (100, None, ["ash"], "named"), "b": (100, 40, ["birch"], "named"), "c": (100, 0, ["birch"], "named")}
    )
    for measure in ("confirmed", "coverage"):
        ash, birch, cedar = drawn(atlas, measure=measure).regions
        assert (ash.state, ash.colour, ash.value, ash.label) == ("nodata", None, None, "")
        assert (ash.low, ash.high) == (None, None)
        assert ash.tooltip[0] == ("funding", "not reported")
        assert (cedar.state, cedar.colour, cedar.value, cedar.tooltip) == ("none", NONE_COLOUR, None, ())
        assert birch.state == "value"
        entries = legend_of(drawn(atlas, measure=measure))
        assert entries[:2] == [("nothing located", NONE_COLOUR, 1), ("not reported", None, 1)]
        assert sum(n for _, _, n in entries) == 3
    unmet = drawn(atlas, measure="unmet")
    assert [(r.state, r.value) for r in unmet.regions] == [("value", 100), ("value", 160), ("none", None)]
    assert [k for k, _ in drawn(atlas, measure="confirmed").regions[0].tooltip] == ["funding", "hard bounds", "A"]
    assert regions_of(drawn(atlas, measure="coverage"))["birch"].label == "20%"  # zero is a report: no "at least"


def test_a_map_of_money_says_how_it_was_made_and_what_is_on_no_map():
    notes = [n.replace(NBSP, " ") for n in drawn(measure="unmet").notes]
    assert notes == [
        "Estimate: the plan gives no money per region.",
        "Each sector’s money is split evenly over its regions.",
        "A sector’s surplus reduces no other sector’s unmet requirements.",
        "Sectors that report no funding count as having received nothing.",
        "Unmet requirements on this map: $1,200,000; of the chosen sectors, on no map: $290,000.",
        "The order of the regions is the same under every split.",
        "Classes: natural breaks (Fisher-Jenks).",
    ]
    required = drawn(measure="required").notes[:-1]
    # Birch is above Cedar evenly (400 > 300) and below by population (370 < 540)
    assert required[-1] == "The order of one pair of regions depends on the split: Birch–Cedar."
    assert required[-2] == "Requirements on this map: $1,600,000; of the chosen sectors, on no map: $290,000."
    confirmed = drawn(measure="confirmed", sector=("food",)).notes
    assert "Confirmed funding on this map: $300,000; of the chosen sectors, on no map: $0." in confirmed
    pooled = drawn(measure="unmet", surplus="pooled").notes
    assert pooled[2].startswith("Surpluses are pooled")
    # 1,490,000 of gaps share the 50,000 of surplus: 1,200,000 - 50,000 * 120 / 149
    assert "$1,159,731.54; of the chosen sectors, on no map: $280,268.46." in pooled[4]
    assert drawn(measure="coverage").notes[-2].startswith("≥: a sector of the region reports no funding")
    alone = drawn(measure="unmet", sector=("water",)).notes
    assert not any("order" in n for n in alone)  # one region has no order


def test_the_way_to_split_and_its_fallbacks_are_said():
    by_idps = drawn(measure="required", split="idps")
    assert "Each sector’s money is split by displaced persons (DTM, June 30, 2023)." in by_idps.notes
    assert "Food is split evenly: no figure for Cedar." in by_idps.notes
    assert not any("Water is split" in n for n in by_idps.notes)
    assert (by_idps.need.measure, by_idps.sources.count("test")) == ("idps", 2)
    assert "need-no-total" in {c.code for c in by_idps.caveats}
    by_people = drawn(measure="required", split="population")
    assert "Each sector’s money is split by census population (2022)." in by_people.notes
    assert by_people.need is None
    own = (("ash", Decimal(0)), ("birch", Decimal(1)), ("cedar", Decimal(3)))
    mine = drawn(measure="required", split="custom", weights=own)
    assert mine.notes[1:3] == (
        "Each sector’s money is split by the weights you set.", "Water is split evenly: all its weights are 0.",
    )  # fmt: skip
    assert [r.value for r in mine.regions] == [600_000, 325_000, 675_000]
    before = drawn(measure="required", split="idps", date=date(2023, 1, 1))
    assert "Each sector’s money is split by displaced persons." in before.notes


def test_before_the_first_report_all_counts_as_unmet_and_the_day_of_funding_is_the_earlier():
    early = drawn(measure="unmet", date=date(2023, 12, 31))
    assert any("No funding was reported up to December 31, 2023 (the first report: January 1, 2024)" in n
               for n in early.notes)  # fmt: skip
    assert [r.value for r in early.regions] == [900_000, 400_000, 300_000]
    assert early.funding_date == date(2023, 12, 31)
    later = drawn(measure="unmet", date=date(2024, 3, 1))
    assert (later.funding_date, later.text_date) == (date(2024, 1, 1), date(2024, 2, 1))
    assert "funding-none-yet" in {c.code for c in early.caveats}
    on_the_day = drawn(measure="unmet", date=date(2024, 1, 1))
    assert not any("No funding was reported" in n for n in on_the_day.notes)


def test_an_empty_map_of_money_says_why_and_what_is_on_no_map():
    made = drawn(measure="unmet", sector=("data", "health"))
    assert made.notes[0] == "Nothing is located on this map."
    assert "Data – Nationwide: no region is named for the sector." in made.notes
    assert "Health – The plan gives a zone, no region." in made.notes
    assert made.notes[-1].endswith("on this map: $0; of the chosen sectors, on no map: $290,000.")
    assert legend_of(made)[0] == ("nothing located", NONE_COLOUR, 3)
    assert alt_text(made).endswith(". No region has a figure.")
    assert {r.label for r in made.regions} == {""}
    assert alt_text(drawn(measure="unmet")).startswith(f"{made.title}. Ash $800")


def test_a_scenario_keeps_the_classes_of_the_map_without_it_and_is_stamped():
    pledge = (("water", Decimal(600_000)), ("food", Decimal(-100_000)))
    what_if = drawn(measure="unmet", scenario=pledge)
    # water is filled; food lacks 700 of 900 thousand
    assert [r.value for r in what_if.regions] == pytest.approx([700_000 / 3] * 3, abs=0.01)
    ends = [e.label.replace(NBSP, " ") for e in what_if.legend]
    # 800 and 200 thousand before, 230 after
    assert ends == ["$0 – $220 k", "$220 k – $500 k", "above $500 k"]
    before = drawn(measure="unmet", beside=View(plan="squareland", measure="unmet", scenario=pledge))
    assert [(e.label, e.colour) for e in before.legend] == [(e.label, e.colour) for e in what_if.legend]
    assert what_if.scenario == "SCENARIO: Water +$600,000, Food −$100,000"
    assert drawn(measure="unmet").scenario == ""
    # a map beside another takes the classes of both: 800, 200 thousand in all, 200 and 200 of food and roads
    small = drawn(measure="unmet", sector=("roads", "food"))
    assert [e.label.replace(NBSP, " ") for e in small.legend][-1] == "$200 k"
    wide = drawn(measure="unmet", sector=("roads", "food"), beside=View(plan="squareland", measure="unmet"))
    assert [e.label for e in wide.legend] == [e.label for e in drawn(measure="unmet").legend]
    other = drawn(measure="unmet", sector=("roads", "food"), beside=View(plan="squareland", measure="required"))
    assert other.legend == small.legend


def test_observed_people_are_coloured_and_a_missing_figure_is_hatched():
    made = drawn(measure="idps")
    assert [(r.state, r.value, r.label, r.colour) for r in made.regions] == [
        ("value", 30, "30", RAMP[3]), ("value", 10, "10", RAMP[1]), ("nodata", None, "", None),
    ]  # fmt: skip
    assert legend_of(made) == [
        ("no figure", None, 1), ("0 – 20", RAMP[1], 1), ("above 20", RAMP[3], 1),
    ]  # fmt: skip
    assert made.regions[2].tooltip == (("displaced persons", "no figure"),)
    assert made.regions[0].tooltip == (("displaced persons", "30"), ("as of", "June 30, 2023"))
    assert (made.need.words, made.need.parts, made.need.total) == ("Displaced persons, June 30, 2023", (), "")
    assert (made.need.start, made.need.end, made.estimate) == (date(2023, 6, 30), date(2023, 6, 30), False)
    assert (made.regions[0].need, made.regions[2].remark, made.times) == (30, "no figure", ())
    assert made.sources == ("test", "Squareland", "test")
    assert alt_text(made) == (
        "Internally displaced persons per region (Displaced persons, June 30, 2023). Ash 30; Birch 10"
    )
    empty = drawn(measure="idps", date=date(2023, 6, 29))
    assert empty.notes == ("There is no figure up to this day.",)
    assert ([r.state for r in empty.regions], empty.need) == (["nodata"] * 3, None)
    assert (legend_of(empty), empty.method) == ([("no figure", None, 3)], "")


def test_a_sum_that_lacks_a_part_is_at_least_that_much():
    made = drawn(measure="idps", areas="2016")
    assert [(r.slug, r.label, r.remark) for r in made.regions] == [
        ("ash", "30", ""), ("birch", "≥ 10", "at least; no figure for Cedar"),
    ]  # fmt: skip
    assert made.notes == (
        "Published for the regions of 2023; added up to those of 2016 where they fit, never split.",
        "≥: at least this; a part of the region has no figure.",
        "Classes: natural breaks (Fisher-Jenks).",
    )
    assert made.regions[1].tooltip[1] == ("remark", "at least; no figure for Cedar")
    assert made.subtitle == "Squareland · Displaced persons, June 30, 2023 · areas of 2016"


def test_shares_part_where_a_crisis_begins_and_are_no_part_of_a_total():
    made = drawn(measure="food_insecure_share")
    # 20 of 200, 100 of 400, 60 of 400; 12 % is the clearest between 10 and 15, the crisis begins at 20
    assert [(r.value, r.label, r.colour) for r in made.regions] == [
        (0.1, "10.0%", RAMP[0]), (0.25, "25.0%", RAMP[4]), (0.15, "15.0%", RAMP[2]),
    ]  # fmt: skip
    assert legend_of(made) == [
        ("0 – 12%", RAMP[0], 1), ("12 – 20%", RAMP[2], 1), ("above 20%", RAMP[4], 1),
    ]  # fmt: skip
    assert made.regions[1].tooltip == (
        ("share of people in phase 3 or above", "25.0%"), ("population of the source", "400"),
        ("as of", "June–August 2023 (projection)"),
    )  # fmt: skip
    assert made.notes == (
        "From 20 % on, the Cadre Harmonisé sees an area in crisis (phase 3).",
        "Classes: natural breaks (Fisher-Jenks).",
    )
    assert (made.need.parts, made.need.total) == ((), "")


def test_people_of_all_regions_add_up_to_the_country():
    made = drawn(measure="food_insecure")
    assert [(r.value, r.label, r.colour) for r in made.regions] == [
        (20, "20", RAMP[0]), (100, "100", RAMP[4]), (60, "60", RAMP[2]),
    ]  # fmt: skip
    assert [e.label for e in made.legend] == ["0 – 50", "50 – 80", "above 80"]
    assert {r.short for r in made.regions} == {""}  # small figures stand on the map as they are
    assert made.regions[1].tooltip == (
        ("people in phase 3 or above", "100"), ("part of the national total", "55.6%"),
        ("as of", "June–August 2023 (projection)"),
    )  # fmt: skip
    assert made.need.parts == (("shown", "on the regions of this map", 180),)
    assert made.need.total == "Sum of all regions, people in phase 3 or above: 180"
    people = drawn(measure="population", areas="2016")
    assert [(r.slug, r.value) for r in people.regions] == [("ash", 100), ("birch", 900)]
    assert people.need.words == "Population, census of 2022"


def observed(*rows, day="2023-06-30"):
    """Take displaced persons from (region, areas, people) of one day and one before it."""
    table = [(pd.Timestamp(day), r, areas, n, "IOM DTM") for r, areas, n in rows]
    table += [(pd.Timestamp("2022-06-30"), r, "2023", n, "IOM DTM") for r, n in (("ash", 900), ("birch", 5))]
    frame = pd.DataFrame(table, columns=["date", "region", "areas", "idps", "source"])
    return squareland.observing(LAND, idps=frame.astype({"idps": "Int64"}))


def test_the_national_figure_is_split_into_what_the_map_shows_and_the_rest():
    # Ash 30; Birch of 2016 (Birch and Cedar) 40; 100 in the country: 30 are not broken down.
    made = drawn(observed(("ash", "2023", 30), ("birch", "2023", 10), ("", "2023", 100)), measure="idps")
    assert made.need.parts == (
        ("shown", "on the regions of this map", 40), ("rest", "not broken down by region", 60),
    )  # fmt: skip
    assert made.need.total == "National total, displaced persons, June 30, 2023: 100"
    assert dict(made.regions[0].tooltip)["part of the national total"] == "30.0%"
    # of its own day (10, 30), or of both: 5, 10, 30 and 900
    assert [e.label for e in made.legend] == ["no figure", "0 – 20", "above 20"]
    two = observed(("ash", "2023", 30), ("birch", "2023", 10), ("", "2023", 100))
    assert [(e.label, e.n) for e in drawn(two, measure="idps", classes="days").legend] == [
        ("no figure", 1), ("0 – 8", 0), ("8 – 20", 1), ("20 – 500", 1), ("above 500", 0),
    ]  # fmt: skip
    assert [(words, day.isoformat()) for words, day in made.times] == [
        ("June 30, 2022", "2022-06-30"), ("June 30, 2023", "2023-06-30"),
    ]  # fmt: skip
    over = drawn(observed(("ash", "2023", 30), ("birch", "2023", 10), ("", "2023", 35)), measure="idps")
    assert over.need.parts[1] == ("over", "more by region than in the national total", -5)
    even = drawn(observed(("ash", "2023", 30), ("birch", "2023", 10), ("", "2023", 40)), measure="idps")
    assert [code for code, _, _ in even.need.parts] == ["shown"]
    wider = drawn(observed(("ash", "2016", 30), ("birch", "2016", 40), ("", "2023", 100)), measure="idps")
    assert [(code, n) for code, _, n in wider.need.parts] == [("shown", 30), ("divided", 40), ("rest", 30)]
    assert [r.state for r in wider.regions] == ["value", "nodata", "nodata"]
    assert wider.regions[2].tooltip[0][1] == "published only with Birch"


def test_need_and_response_are_ranked_and_the_square_counts_them():
    made = drawn(measure="mismatch", need="population")
    # unmet: Ash 800, Birch 200, Cedar 200 thousand; by population Ash 660, Birch 180, Cedar 360
    assert [(r.label, r.value, r.low, r.high, r.need) for r in made.regions] == [
        ("3 / 1", -2, -2, -2, 100), ("2 / 2", 0, 0, 1, 300), ("1 / 2", 1, 1, 1, 600),
    ]  # fmt: skip
    ash, birch, cedar = (dict(r.tooltip) for r in made.regions)
    assert (ash["population"], ash["rank by need"], ash["rank by unmet requirements"]) == ("100", "3", "1")
    assert ash["unmet requirements"].replace(NBSP, " ") == "$800 k ($660 k – $800 k)"
    assert birch["rank by unmet requirements"] == "2 (2 – 3)"
    assert (cedar["class"], "class" in ash) == ("depends on the split", False)
    assert cedar["in words"].startswith("Among the highest needs, yet among the smallest unmet requirements")
    legend = made.bivariate
    assert (legend.need, legend.response) == ("population", "unmet requirements")
    assert legend.needs == ("> 300", "≤ 300", "≤ 100")
    assert [x.replace(NBSP, " ") for x in legend.responses] == ["≤ $200 k", "≤ $200 k", "> $200 k"]
    assert [[n for _, n, _ in row] for row in legend.cells] == [[1, 0, 0], [1, 0, 0], [0, 0, 1]]
    assert legend.cells[0][0][2] == cedar["in words"]
    assert legend.cells[2][2][0] == made.regions[0].colour
    assert (made.unit, made.estimate, made.legend) == ("population × unmet requirements", True, ())
    assert made.notes[:3] == (
        "Figures on the map: rank by need, then by unmet requirements.",
        "▲ high need, large gap in funding; △ high need, small gap; ▼ low need, large gap; ▽ low need, small gap.",
        "Compared: the 3 regions with a figure of the need; classes are thirds of them.",
    )
    unknown = drawn(measure="mismatch", need="idps")
    assert legend_of(unknown) == [("no figure", None, 1)]
    assert (unknown.regions[2].label, unknown.regions[2].colour, unknown.regions[2].value) == ("", None, None)
    assert unknown.regions[2].tooltip == (("displaced persons", "no figure"),)


def test_need_against_the_number_of_sectors_is_no_estimate():
    made = drawn(measure="mismatch", need="food_insecure_share", against="sectors")
    # shares 10, 25, 15 %; sectors 2, 2, 1
    assert [(r.label, r.value) for r in made.regions] == [("3 / 1", -2), ("1 / 1", 0), ("2 / 3", 1)]
    assert (made.estimate, len(made.notes)) == (False, 3)
    assert made.bivariate.needs == ("> 15.0%", "≤ 15.0%", "≤ 10.0%")
    assert made.bivariate.responses == ("≤ 1", "≤ 2", "> 2")
    assert dict(made.regions[1].tooltip)["sectors present"] == "2"
    assert dict(made.regions[2].tooltip)["in words"] == "Medium need, with the fewest sectors."
    empty = drawn(measure="mismatch", need="idps", date=date(2020, 1, 1))
    assert (empty.bivariate, legend_of(empty)) == (None, [("no figure", None, 3)])
    assert empty.notes[0] == "There is no figure up to this day."


def test_money_per_displaced_person_is_for_regions_with_people_and_money():
    made = drawn(measure="unmet_per_idp")
    # 800,000 / 30 (660,000 by population) and 200,000 / 10 (180,000)
    ash, birch, cedar = made.regions
    assert (ash.value, ash.low, ash.high) == pytest.approx((80_000 / 3, 22_000, 80_000 / 3))
    assert (birch.value, birch.low, birch.high, birch.need) == (20_000, 18_000, 20_000, 10)
    assert [(k, v.replace(NBSP, " ")) for k, v in ash.tooltip] == [
        ("estimate", "$27 k"), ("range over the splits", "$22 k – $27 k"),
        ("requirements per displaced person", "$30 k"), ("displaced persons", "30"),
    ]  # fmt: skip
    assert [r.beside.replace(NBSP, " ") for r in made.regions] == ["$30 k required", "$40 k required", ""]
    assert (cedar.state, cedar.colour, cedar.label, cedar.tooltip[1:]) == ("nodata", None, "", ())
    assert [(label.replace(NBSP, " "), c, n) for label, c, n in legend_of(made)] == [
        ("no figure", None, 1), ("$0 – $25 k", RAMP[1], 1), ("above $25 k", RAMP[3], 1),
    ]  # fmt: skip
    assert "yardstick" in made.notes[0]
    assert any("by construction" in n for n in drawn(measure="unmet_per_idp", split="idps").notes)
    nobody = observed(("ash", "2023", 30), ("birch", "2023", 0), ("cedar", "2023", 4))
    ash, birch, cedar = drawn(nobody, measure="unmet_per_idp", sector=("water", "roads")).regions
    assert (birch.state, birch.tooltip[-1]) == ("nodata", ("remark", "nobody displaced here: no figure per person"))
    assert (cedar.state, cedar.colour, cedar.value) == ("none", NONE_COLOUR, None)
    assert cedar.tooltip == (("displaced persons", "4"),)
    made = drawn(nobody, measure="unmet_per_idp", sector=("water", "roads"))
    assert [(e.label, e.n) for e in made.legend][:2] == [("nothing located", 1), ("no figure", 1)]
    pledged = drawn(measure="unmet_per_idp", scenario=(("water", Decimal(600_000)),))
    # 27 and 20 thousand before, 6.7 and 20 after; of food alone too
    assert [e.label.replace(NBSP, " ") for e in pledged.legend][1:] == ["$0 – $10 k", "$10 k – $25 k", "above $25 k"]
    wide = drawn(measure="unmet_per_idp", sector=("food",),
                 beside=View(plan="squareland", measure="unmet_per_idp"))  # fmt: skip
    assert [e.label for e in wide.legend] == [e.label for e in pledged.legend]


def test_the_furniture_of_a_map_is_that_of_its_view():
    made = drawn(sector=("food", "water"), objective=("1",), areas="2012", lang="fr")
    assert made.subtitle == "Squareland · Food, Water · objectif 1 · découpage de 2012"
    assert made.disclaimer.startswith("Les limites et les noms")
    assert made.empty == "Le plan ne nomme aucun secteur ici."
    codes = {c.code for c in drawn(sector=("roads",)).caveats}
    assert "over-100" in codes
    assert "over-100" not in {c.code for c in drawn(sector=("food",)).caveats}
    # the ledger is said in dollars whatever the measure: 1.6 M located, 240 k by zone, 50 k everywhere, 110 k nowhere
    assert [(line.part, line.requirements) for line in drawn(measure="idps").ledger] == [
        ("located", 1_600_000), ("zone", 240_000), ("nationwide", 50_000), ("not_attributed", 110_000),
    ]  # fmt: skip


def test_only_regions_without_a_shape_are_said_not_to_be_drawn(atlas):
    assert not any("Not drawn" in n for n in drawn().notes)
    assert any(n.startswith("Not drawn: Taoudénit") for n in compose_map(View(), atlas).notes)
    assert not any("Not drawn" in n for n in compose_map(View(areas="2016"), atlas).notes)


def test_large_figures_stand_on_a_full_map_in_thousands(atlas):
    made = regions_of(compose_map(View(measure="population", lang="fr"), atlas))
    assert {made["segou"].label, made["segou"].mark} == {"2,46\u00a0M"}
    assert (made["taoudenit"].label, made["taoudenit"].mark) == ("100\u202f358", "100\u00a0k")
    assert regions_of(drawn(measure="idps"))["ash"].mark == "30"


def test_observed_needs_are_laid_out_once_for_all_choices_of_sectors_and_the_title_follows_each(atlas):
    every, one = (compose_map(View(measure="idps", sector=s), atlas) for s in ((), ("shelter",)))
    assert one.regions is every.regions
    assert one.subtitle != every.subtitle
    assert compose_map(View(measure="idps", areas="2016"), atlas).regions != every.regions
    assert compose_map(View(measure="idps", lang="fr"), atlas).regions[0].tooltip != every.regions[0].tooltip
    assert compose_map(View(measure="idps", date=date(2022, 12, 31)), atlas).need != every.need
