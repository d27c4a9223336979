"""Charts say the figures of the floors below, and never run a text from the data."""

import dataclasses
import json
import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pandas as pd
import pytest

from geo.analysis import Claim, funding_by_sector, funding_headline
from geo.charts import (
    bivariate_words,
    claims_list,
    comparison_words,
    funded_interval,
    funded_words,
    funding_history,
    interval_bar,
    ledger_strip,
    need_series,
    need_strip,
    plan_flow,
    plan_history,
    rank_dots,
    region_ranking,
    sector_bars,
    series_note,
    share_table,
    shares_of_view,
)
from geo.charts.needs import claim_words
from geo.core import View, translator
from geo.maps import compose_map
from tests import squareland

EN = translator("en")
# Even: unmet Ash 200 + 600, Birch 200, Cedar 200 thousand; by population Ash 60 + 600, Birch 180, Cedar 360.
LAND = squareland.furnished(
    squareland.atlas(
        {
            "food": (900_000, 300_000, ["ash", "birch", "cedar"], "named"),
            "water": (600_000, None, ["ash"], "named"),
            "roads": (100_000, 150_000, ["birch"], "named"),
            "health": (240_000, None, ["east"], "zone"),
        },
        header=2_000_000,
    )
)


def drawn_of(**changes):
    return compose_map(View(plan="squareland", **changes), LAND)


def rows_of(html):
    return re.findall(r"<tr[^>]*>(.*?)</tr>", re.sub(r"\n\s*", "", html))


def widths(html):
    return [(kind, float(w)) for kind, w in re.findall(r"<i class='([\w-]+)' style='width:([0-9.]+)%'", html)]


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_ledger_strip_adds_up_to_the_header(atlas):
    drawn = compose_map(View(sector=("shelter",)), atlas)
    html = ledger_strip(drawn.ledger, translator("en"))
    assert "$22,000,000 = located in regions $4,000,000 outside the filter $15,500,000" in plain(html)
    widths = [float(w) for w in re.findall(r"width:([0-9.]+)%", html)]
    assert abs(sum(widths) - 100) < 0.05


def test_every_column_of_the_flow_has_the_plans_height(atlas):
    drawn = compose_map(View(), atlas)
    html = plan_flow(drawn.ledger, atlas.plan, translator("en"))
    for column in html.split("<section>")[1:]:
        assert sum(int(n) for n in re.findall(r"flex-grow:([0-9]+)", column)) == 22_000_000


def test_sector_bars_keep_the_states_apart(atlas):
    text = plain(sector_bars(View(), atlas, translator("en")))
    assert "Protection $1,403,040 of $1,000,000 140.3%" in text
    assert "Shelter and NFI not reported, of $4,000,000" in text
    assert "2 · Drive solutions to displacement 20.1% funded; 1 of 3 sectors does not report" in text


def test_the_ranking_draws_the_maps_labels_in_order(atlas):
    drawn = compose_map(View(measure="unmet"), atlas)
    text = plain(region_ranking(drawn, translator("en")))
    assert text.startswith("Mopti $3.0 M $2.6 M – $3.4 M Timbuktu $2.7 M $2.4 M – $2.7 M")
    assert "range over the splits None named: Koulikoro" in text


def test_a_ranking_without_ranges_has_no_key_for_them(atlas):
    drawn = compose_map(View(measure="idps"), atlas)
    assert "range over the splits" not in plain(region_ranking(drawn, translator("en")))


def test_history_has_the_five_plans_and_marks_this_one(atlas):
    html = plan_history(atlas.plan, translator("en"))
    amounts = re.findall(r"\$[0-9,]+", html)
    assert amounts == ["$8,950,000", "$15,300,000", "$17,513,700", "$22,000,000", "$32,353,500"]
    assert html.count("class=now") == 1


def test_a_text_from_the_data_is_never_run(atlas):
    drawn = compose_map(View(), atlas)
    bad = dataclasses.replace(drawn.regions[0], name="<script>alert(1)</script>")
    html = region_ranking(dataclasses.replace(drawn, regions=(bad,)), translator("en"))
    assert "<script>" not in html


def test_a_bar_ends_at_its_value_and_its_range_lies_where_the_splits_put_it():
    html = region_ranking(drawn_of(measure="unmet"), EN)
    assert re.findall(r"<i style='width:([0-9.]+)%'", html) == ["100.00", "25.00", "25.00"]
    spans = re.findall(r"<u style='left:([0-9.]+)%;width:([0-9.]+)%'", html)
    # 660 to 800, 180 to 200 and 200 to 360 of 800
    assert spans == [("82.50", "17.50"), ("22.50", "2.50"), ("25.00", "20.00")]
    assert [plain(r) for r in rows_of(html)] == [
        "Ash $800 k $660 k – $800 k", "Birch $200 k $180 k – $200 k", "Cedar $200 k $200 k – $360 k",
    ]  # fmt: skip
    assert "foot" not in html
    drawn = drawn_of(measure="unmet")
    close = dataclasses.replace(drawn.regions[1], low=199_999.0, high=200_001.0)  # printed alike: no range in words
    (row,) = rows_of(region_ranking(dataclasses.replace(drawn, regions=(close,)), EN))
    assert plain(row) == "Birch $200 k"
    none = dataclasses.replace(close, label="", value=0.0)
    assert plain(region_ranking(dataclasses.replace(drawn, regions=(none,)), EN)).startswith("Birch 0")


def test_coverage_is_ranked_in_percent_and_a_single_figure_has_no_range():
    html = region_ranking(drawn_of(measure="coverage"), EN)
    # Birch 100 + 100 (of the 150 of roads) of 400 thousand, by population 190 of 370: the longest is that end.
    # Ash 100 of 900, by population 30 of 690, 4.3 %: at least 4 %; over food alone a third.
    assert [plain(r) for r in rows_of(html)] == ["Birch 50% 50% – 51%", "Cedar 33%", "Ash ≥ 4% 4% – 33%"]
    longest = 190 / 370
    assert [float(w) for w in re.findall(r"<i style='width:([0-9.]+)%'", html)] == pytest.approx(
        [50 / longest, 100 / 3 / longest, 4 / longest], abs=0.01
    )
    assert html.count("<u style") == 2


def test_a_ranking_names_regions_without_a_figure_apart():
    assert region_ranking(drawn_of(measure="idps"), EN).endswith("<p class='foot'>No figure: Cedar.</p>")
    alone = region_ranking(drawn_of(measure="unmet", sector=("water",)), EN)
    assert "<p class='foot'>None named: Birch, Cedar.</p>" in alone
    assert "No figure" not in alone
    silent = region_ranking(drawn_of(measure="confirmed", sector=("water", "roads")), EN)
    assert plain(silent).endswith("None named: Cedar. No figure: Ash.")
    zero = squareland.atlas({"food": (100, 0, ["ash"], "named")})
    drawn = compose_map(View(plan="squareland", measure="confirmed"), zero)
    assert [plain(r) for r in rows_of(region_ranking(drawn, EN))] == ["Ash $0"]
    assert "width:0.00%" in region_ranking(drawn, EN)
    some = squareland.atlas({"food": (100, 0, ["ash"], "named"), "water": (100, 33, ["birch"], "named")})
    drawn = compose_map(View(plan="squareland", measure="coverage"), some)
    assert [plain(r) for r in rows_of(region_ranking(drawn, EN))] == ["Birch 33%", "Ash 0%"]  # nothing is the least


def test_the_strip_has_a_part_for_each_line_as_wide_as_its_amount():
    html = ledger_strip(drawn_of().ledger, EN)
    assert widths(html) == [("located", 80), ("zone", 12), ("not_attributed", 8)]
    assert plain(html) == (
        "The plan’s requirements: $2,000,000 = located in regions $1,600,000 zone only $240,000 "
        "not attributed to any objective $160,000"
    )
    over = compose_map(View(plan="squareland"), squareland.atlas({"food": (500, None, ["ash"], "named")}, 400))
    html = ledger_strip(over.ledger, EN)  # the sectors ask for 100 more than the header
    assert widths(html) == [("located", 100), ("not_attributed", 0)]
    assert "$400 = located in regions $500 not attributed to any objective -$100" in plain(html)


def test_a_sectors_bar_has_its_states_side_by_side():
    html = sector_bars(View(plan="squareland"), LAND, EN)
    head, food, water, roads, health = rows_of(html)
    assert plain(head) == "1 · One 21.7% funded; 2 of 4 sectors do not report"  # 300 + 100 of 1,840 thousand
    assert widths(food) == [("confirmed", 33.33), ("unmet", 66.67)]
    assert widths(water) == [("unreported", 66.67)]
    assert widths(roads) == [("confirmed", 11.11), ("surplus", 5.56)]  # no more than its requirement is confirmed
    assert plain(food) == "Food $300,000 of $900,000 33.3%"
    assert plain(health) == "Health not reported, of $240,000"
    assert "<i style='width:21.74%'></i><u style='left:21.74%;width:18.26%'></u>" in html  # to 400 of 1,000
    assert plain(html).endswith("not reported: counted as unmet % funded: sectors that do not report as 0 – left out")
    alone = sector_bars(View(plan="squareland", sector=("food",)), LAND, EN)
    assert plain(rows_of(alone)[0]) == "1 · One 33.3% funded"
    none = sector_bars(View(plan="squareland", sector=("x",)), LAND, EN)
    assert none == "<p>No sector of the plan fits these filters.</p>"


@pytest.mark.parametrize(
    ("amounts", "words", "interval"),
    [
        ([(100, 25)], "25.0% funded", (0.25, 0.25)),
        ([(100, 140)], "140.0% funded", (1.4, 1.4)),  # a sector alone is shown as it is
        ([(100, 140), (100, 0)], "50.0% funded", (0.5, 0.5)),  # of two, each counts up to its requirements
        ([(100, 25), (100, None)], "12.5% funded; 1 of 2 sectors does not report", (0.125, 0.25)),
        ([(100, 140), (50, None), (50, None)], "50.0% funded; 2 of 3 sectors do not report", (0.5, 1)),
        ([(100, None)], "not reported", None),
        ([(0, 5)], "–", None),
    ],
)
def test_percent_funded_says_how_many_sectors_report_and_has_its_interval(amounts, words, interval):
    table = {f"s{n}": (*money, ["ash"], "named") for n, money in enumerate(amounts)}
    head = funding_headline(funding_by_sector(squareland.plan(table)))
    assert (funded_words(head, EN), funded_interval(head)) == (words, interval)


def test_an_interval_is_drawn_from_0_to_100_percent_and_a_figure_without_one_is_not():
    assert interval_bar((0.125, 0.25)) == (
        "<span class='interval'><i style='width:12.50%'></i><u style='left:12.50%;width:12.50%'></u></span>"
    )
    assert interval_bar((1.4, 1.4)) == "<span class='interval'><i style='width:100.00%'></i></span>"
    assert interval_bar(None) == ""


def test_the_flow_leads_every_sector_to_its_place():
    html = plan_flow(drawn_of().ledger, LAND.plan, EN)
    columns = [re.findall(r"<div class='([\w-]+)' style='flex-grow:(\d+)'", c) for c in html.split("<section>")[1:]]
    assert columns == [
        [("plan", "2000000")],
        [("objective", "1840000"), ("not_attributed", "160000")],
        [("sector", "900000"), ("sector", "600000"), ("sector", "100000"), ("sector", "240000"),
         ("not_attributed", "160000")],
        [("located", "900000"), ("located", "600000"), ("located", "100000"), ("zone", "240000"),
         ("not_attributed", "160000")],
    ]  # fmt: skip
    assert "title='Food $900,000'><span>Food <b>$900\u00a0k</b>" in html
    assert "1 · One <b>$1.84\u00a0M</b>" in html  # three figures
    assert re.findall(r"<h4>(\w+)</h4>", html) == ["Plan", "Objectives", "Sectors", "Where"]
    whole = squareland.atlas({"food": (500, None, ["ash"], "named")}, 400)
    over = plan_flow(compose_map(View(plan="squareland"), whole).ledger, whole.plan, EN)
    assert "not_attributed" not in over  # nothing can be drawn of less than nothing
    assert "flex-grow:500" in over
    idle = squareland.atlas({"food": (500, None, ["ash"], "named"), "idle": (0, None, ["ash"], "named")})
    assert "Idle" not in plan_flow(compose_map(View(plan="squareland"), idle).ledger, idle.plan, EN)
    for header, gap in ((500, ""), (500.5, "not attributed to any objective $0.50")):
        exact = squareland.atlas({"food": (500, None, ["ash"], "named")}, header)
        html = plan_flow(compose_map(View(plan="squareland"), exact).ledger, exact.plan, EN)
        assert ("not_attributed" in html) == bool(gap)
        assert gap in html


def test_history_is_of_this_organisation_in_order_of_years():
    html = plan_history(LAND.plan, EN)
    assert [plain(r) for r in rows_of(html)] == [
        "2023 $500,000 400 people targeted", "2024 $2,000,000 500 people targeted", "2025 $1,000,000",
    ]  # fmt: skip
    assert re.findall(r"width:([0-9.]+)%", html) == ["25.00", "100.00", "50.00"]
    assert "<tr class=now><td>2024" in html
    bare = dataclasses.replace(LAND.plan, history=LAND.plan.history[LAND.plan.history["organisation"] == "Other"])
    assert plan_history(bare, EN) == ""


def test_funding_over_time_says_each_day_and_who_is_silent():
    later = LAND.plan.funding.assign(as_of=pd.Timestamp("2024-06-01"))
    later.loc[later["sector"] == "water", ["amount_usd", "state"]] = [450_000, "confirmed"]
    plan = dataclasses.replace(LAND.plan, funding=pd.concat([LAND.plan.funding, later]))
    html = funding_history(plan, EN)
    assert [plain(r) for r in rows_of(html)] == [
        "January 1, 2024 $450,000 2 of 4 sectors do not report",
        "June 1, 2024 $900,000 1 of 4 sectors does not report",
    ]  # fmt: skip
    assert re.findall(r"width:([0-9.]+)%", html) == ["50.00", "100.00"]


def test_the_strip_of_a_need_has_its_parts():
    need = dataclasses.replace(
        drawn_of(measure="idps").need, total="In all: 100",
        parts=(("shown", "on the map", 40), ("rest", "not by region", 60), ("over", "more", -10)),
    )  # fmt: skip
    html = need_strip(need, EN)
    assert widths(html) == [("need-shown", 40), ("need-rest", 60), ("need-over", 0)]
    assert plain(html) == "In all: 100 = on the map 40 not by region 60 more -10"


def test_each_colour_of_the_square_is_said_with_its_regions():
    html = bivariate_words(drawn_of(measure="mismatch", need="population"))
    assert [plain(r).split(" ")[0] for r in rows_of(html)] == ["Cedar", "Birch", "Ash"]
    assert re.findall(r"background:(#\w+)", html) == ["#895c3a", "#c5aa99", "#46a8f9"]
    assert "<b>Ash</b><br>Among the lowest needs, yet among the largest unmet requirements" in html
    assert bivariate_words(drawn_of()) == ""


def test_ranks_stand_on_a_scale_from_the_most_to_the_least():
    view = View(plan="squareland", need="population")
    assert comparison_words(view, LAND, EN) == "<p class='sub'>Population, census of 2022</p>"
    html = rank_dots(view, LAND, EN)
    scale, cedar, birch, ash = rows_of(html)
    assert re.findall(r"left:([0-9.]+)%'>(\d)<", scale) == [("0.0", "1"), ("50.0", "2"), ("100.0", "3")]
    # Cedar: first by need, second by money; Birch second by both, third by population; Ash third and first
    places = [
        re.findall(r"class='([\w ]+)' style='left:([0-9.]+)%(?:;width:([0-9.]+)%)?", r) for r in (cedar, birch, ash)
    ]
    assert places == [
        [("between", "0.0", "50.0"), ("range", "50.0", "0.0"), ("response", "50.0", ""), ("need", "0.0", "")],
        [("between", "50.0", "0.0"), ("range", "50.0", "50.0"), ("response", "50.0", ""), ("need same", "50.0", "")],
        [("between", "0.0", "100.0"), ("range", "0.0", "0.0"), ("response", "0.0", ""), ("need", "100.0", "")],
    ]  # fmt: skip
    assert [plain(r) for r in (cedar, birch, ash)] == ["Cedar 1 / 2", "Birch 2 / 2 (2–3)", "Ash 3 / 1"]
    assert plain(html).endswith("rank by population rank by unmet requirements range over the splits 1 is the most")
    # a dot in the key is of the kind of the dots that it explains
    assert re.findall(r"<i class='dot (\w+)'></i>([\w ]+)<", html) == [
        ("need", "rank by population"), ("response", "rank by unmet requirements")]  # fmt: skip
    sectors = rank_dots(view.but(against="sectors"), LAND, EN)
    assert "range over the splits" not in sectors
    early = View(plan="squareland", need="idps", date=date(2020, 1, 1))
    assert rank_dots(early, LAND, EN) == "<p>There is no figure up to this day.</p>"
    assert "There is no figure" in comparison_words(early, LAND, EN)


def test_claims_are_told_apart_by_what_they_depend_on():
    view = View(plan="squareland", need="population")
    text = plain(claims_list(view, LAND, EN))
    assert text == (
        "Among the 3 regions that have a figure; the others are unknown, not least. Holds under every split "
        "Higher by population than by unmet requirements (ranks): Cedar (1 / 2). "
        "Lower by population than by unmet requirements (ranks): Ash (3 / 1). Depends on the split "
        "Birch ranks the same by population and by unmet requirements (no. 2). "
        "Holds when money is split evenly, by displaced persons; not by population."
    )
    own = view.but(split="custom", weights=tuple((s, Decimal(n)) for s, n in (("ash", 1), ("birch", 3), ("cedar", 6))))
    assert "by your weights" in plain(claims_list(own, LAND, EN))
    people = plain(claims_list(View(plan="squareland"), LAND, EN))
    assert people.endswith(
        "The same by displaced persons and by unmet requirements (ranks): Ash (1 / 1), Birch (2 / 2). "
        "Ash has the most unmet requirements per displaced person. "
        "Birch has the least unmet requirements per displaced person."
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("higher", "Ash ranks higher by population (no. 1) than by unmet requirements (no. 3)."),
        ("lower", "Ash ranks lower by population (no. 1) than by unmet requirements (no. 3)."),
        ("same", "Ash ranks the same by population and by unmet requirements (no. 1)."),
        ("most", "Ash has the most unmet requirements per displaced person."),
        ("least", "Ash has the least unmet requirements per displaced person."),
    ],
)
def test_a_claim_is_one_sentence(kind, words):
    claim = Claim(kind, "ash", (), (), (1, 3))
    assert claim_words(claim, View(plan="squareland", need="population"), LAND, EN) == words


def test_shares_are_followed_with_what_they_lack():
    view = View(plan="squareland", need="food_insecure_share", share=("birch", "cedar"))
    assert LAND.indicators.counted(view.need) == "food_insecure"
    found = shares_of_view(view, LAND)
    html = share_table(found, "food_insecure", LAND, EN)
    head, row, remark = rows_of(html)
    assert plain(head) == "Day Regions of People in phase 3 or above Share of the national total Over half?"
    assert plain(row) == "June–August 2023 (projection) 2023 160 88.9% yes"  # (100 + 60) of 180
    assert "width:88.9%" in row
    assert plain(remark) == "Counted: Birch, Cedar. National total 180 (sum of all regions)."
    people = shares_of_view(View(plan="squareland", share=("ash",)), LAND)
    _, row, remark = rows_of(share_table(people, "idps", LAND, EN))
    assert plain(row) == "June 30, 2023 2023 30 – cannot be said"
    assert share_table((), "idps", LAND, EN) == "<p>No day has a figure for all these regions.</p>"
    low = dataclasses.replace(
        found[0], missing=("ash",), national=450, published=False, more=("cedar",), named=("birch",), areas="2016",
        national_day=date(2023, 6, 1),
    )  # fmt: skip
    _, row, remark = rows_of(share_table((low,), "food_insecure", LAND, EN))
    assert plain(row) == "June–August 2023 (projection) 2016 ≥ 160 ≥ 35.5% cannot be said"
    assert plain(remark) == (
        "Counted: Birch. National total 450 (June 1, 2023). Of 2016, so with Cedar. "
        "No figure for Ash: at least. Added up from the regions of the day."
    )
    never = dataclasses.replace(found[0], national=100, people=40, missing=())
    assert "no" in plain(rows_of(share_table((never,), "food_insecure", LAND, EN))[1]).split()
    over = dataclasses.replace(found[0], national=100)
    assert "width:100.0%" in share_table((over,), "food_insecure", LAND, EN)


def series_of(measure, atlas, chosen, t=EN):
    """Return a need over time as Vega reads it: chart, points, names beside the lines, the nation with its period."""
    chart = need_series(measure, atlas, chosen, t).to_dict()
    lines, *others = (chart["datasets"][layer["data"]["name"]] for layer in chart["layer"][:-1])
    assert lines == others[0]  # the points lie on the lines
    return chart, *others


def axes(chart):
    return [chart["layer"][0]["encoding"][channel]["axis"] for channel in "xy"]


def level_words(chart):
    return json.loads(axes(chart)[1]["labelExpr"].split("[round")[0])


def column(rows, name):
    return [row[name] for row in rows]


def test_a_need_over_time_has_its_points_in_their_places():
    chart, points, names, period = series_of("food_insecure", LAND, "birch")
    assert [(p["role"], p["name"], p["value"]) for p in points] == [
        ("region", "Ash", 20), ("region", "Cedar", 60), ("nation", "SQL", 180), ("chosen", "Birch", 100),
    ]  # fmt: skip
    assert column(points, "day") == ["2023-06-01T00:00:00"] * 4
    assert all(column(points, "projected"))
    assert points[3]["description"] == "Birch, June–August 2023 (projection): 100"
    for layer in chart["layer"][:-1]:
        assert [layer["encoding"][c]["field"] for c in "xy"] == ["day", "value"]
    assert chart["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, 200]
    assert axes(chart)[1]["values"] == [0, 50, 100, 150, 200]
    assert axes(chart)[1]["labelExpr"] == '["0", "50", "100", "150", "200"][round(datum.value / 50.0)]'
    assert column(names, "text") == ["Ash 20", "Cedar 60", "Birch 100", "SQL 180"]
    assert column(names, "value") == [20, 60, 100, 180]
    assert column(period, "period") == ["June–August 2023 (projection)"]
    # the country and the chosen region are named in bold
    field, role, light, bold = re.fullmatch(
        r"datum\.(\w+) === '(\w+)' \? (\d+) : (\d+)", chart["layer"][2]["mark"]["fontWeight"]["expr"]
    ).groups()
    assert [int(light if row[field] == role else bold) for row in names] == [400, 400, 700, 700]
    shares, points, names, _ = series_of("food_insecure_share", LAND, None)
    assert {"Ash 10.0%", "SQL 18.0%"} < set(column(names, "text"))  # 20 of 200, all in phase 3 over all people
    assert level_words(shares) == ["0%", "5%", "10%", "15%", "20%", "25%"]
    assert "chosen" not in column(points, "role")


def test_the_series_tells_roles_and_projections_apart_and_speaks_the_readers_language():
    chart, *_ = series_of("food_insecure", LAND, "birch", translator("fr"))
    lines, points, names, period, leaders = chart["layer"]
    colours = '{"region": "#9dabb8", "nation": "#0b3a70", "chosen": "#d4581a"}[datum.role]'
    assert lines["mark"]["stroke"] == points["mark"]["stroke"] == {"expr": colours}
    assert points["mark"]["fill"] == {"expr": f"datum.projected ? '#fff' : {colours}"}
    assert [d["field"] for d in lines["encoding"]["detail"]] == ["role", "name", "part"]
    assert [(x["field"], x["title"]) for x in points["encoding"]["tooltip"]] == [
        ("name", "Région"), ("period", "Date"), ("figure", "Personnes en phase 3 ou plus"),
    ]  # fmt: skip
    assert points["encoding"]["description"]["field"] == "description"
    assert chart["description"] == "personnes en phase 3 ou plus\u00a0: évolution"
    assert [layer["encoding"]["text"]["field"] for layer in (names, period)] == ["text", "period"]
    # Vega's own words for those who do not see it are English
    assert not any(layer["mark"]["aria"] for layer in (lines, names, period, leaders))
    assert [axis["aria"] for axis in axes(chart)] == [False, False]
    assert chart["width"] == "container"
    thousands = days_of(("2022-01-01", "ash", "2023", 1_500_000))
    chart, points, *_ = series_of("food_insecure", thousands, None, translator("fr"))
    assert level_words(chart) == ["0", "500\u202f000", "1\u00a0M", "1,5\u00a0M"]
    assert column(points, "figure") == ["1,5\u00a0M"] * 2


def test_the_country_is_not_drawn_where_its_regions_are_not_all_known():
    chart, points, _, period = series_of("idps", LAND, None)
    assert "nation" not in column(points, "role")
    assert period == []
    assert chart["description"] == "displaced persons over time"
    assert series_note("idps", EN) == (
        "<p class='foot'>Regions as published: before 2023 some were wider. A region without a point has no figure.</p>"
    )
    assert plain(series_note("population", EN)).startswith("Hollow points are projections")


def days_of(*days, kind="current"):
    rows = [
        {"start": pd.Timestamp(day), "end": pd.Timestamp(day), "reference": "", "kind": kind, "region": region,
         "areas": areas, "together": "", "population": 10_000_000, "phase3plus": n, "source": "test"}
        for day, region, areas, n in days
    ]  # fmt: skip
    food = pd.DataFrame(rows).astype({"population": "Int64", "phase3plus": "Int64"})
    return squareland.observing(LAND, food=food)


def test_a_line_runs_from_day_to_day_and_years_are_marked():
    atlas = days_of(("2020-01-01", "ash", "2023", 10), ("2021-01-01", "ash", "2023", 20),
                    ("2022-01-01", "ash", "2016", 40))  # fmt: skip
    chart, points, names, _ = series_of("food_insecure", atlas, "ash")
    chosen = [p for p in points if p["role"] == "chosen"]
    assert [(p["name"], p["day"][:10], p["value"], p["part"]) for p in chosen] == [
        ("Ash", "2020-01-01", 10, 0), ("Ash", "2021-01-01", 20, 0), ("Ash of 2016", "2022-01-01", 40, 0),
    ]  # fmt: skip
    assert not any(column(points, "projected"))
    assert [year["year"] for year in axes(chart)[0]["values"]] == [2021, 2022]
    assert {(year["month"], year["date"]) for year in axes(chart)[0]["values"]} == {(1, 1)}
    assert axes(chart)[0]["format"] == "%Y"
    assert chosen[2]["description"] == "Ash of 2016, January 1, 2022: 40"
    # the line that ended a year before is still named, one that ended long before is not
    assert "Ash of 2016 40" in column(names, "text")
    gone = days_of(("2018-01-01", "birch", "2023", 30), ("2021-01-01", "cedar", "2023", 20),
                   ("2022-01-01", "ash", "2023", 40))  # fmt: skip
    _, _, names, _ = series_of("food_insecure", gone, None)
    assert sorted(column(names, "text")) == ["Ash 40", "Cedar 20", "SQL 40"]


def test_a_line_of_periods_is_broken_where_one_is_missing():
    near = days_of(("2020-01-01", "ash", "2023", 1), ("2020-06-29", "ash", "2023", 1), kind="projected")
    far = days_of(("2020-01-01", "ash", "2023", 1), ("2020-06-30", "ash", "2023", 1), kind="projected")
    points = [series_of("food_insecure", atlas, "ash")[1] for atlas in (near, far)]
    assert [[p["part"] for p in rows if p["role"] == "chosen"] for rows in points] == [
        [0, 0],
        [0, 1],
    ]  # 180 days, then 181


def test_the_country_the_chosen_region_and_the_highest_five_are_named():
    vintages = (("2023", ("ash", "birch", "cedar")), ("2016", ("ash", "birch")), ("2012", ("ash", "birch")))
    lines = [(vintage, region) for vintage, regions in vintages for region in regions]
    rows = [("2022-01-01", region, v, 30 * n) for n, (v, region) in zip((2, 1, 3, 4, 5, 6, 7), lines, strict=True)]
    _, _, names, _ = series_of("food_insecure", days_of(*rows), "ash")
    assert column(names, "text") == [
        "Ash 60", "Cedar 90", "Ash of 2016 120", "Birch of 2016 150", "Ash of 2012 180", "Birch of 2012 210", "SQL 840",
    ]  # fmt: skip


def test_names_at_the_end_of_lines_do_not_lie_on_each_other():
    close = [("2022-01-01", s, "2023", n) for s, n in (("ash", 100), ("birch", 101), ("cedar", 102))]
    chart, _, names, _ = series_of("food_insecure", days_of(*close), None)
    pixels = [row["value"] * chart["height"] / 400 for row in names]  # the axis ends at 400: together 303
    assert pixels[0] == 75
    assert all(above - below >= 15 for below, above in pairwise(pixels))


def leaders_of(chart):
    layer = chart["layer"][-1]
    assert [layer["encoding"][c]["field"] for c in ("x", "y", "y2")] == ["day", "point", "value"]
    return chart["datasets"][layer["data"]["name"]]


def test_a_name_that_gave_way_has_a_line_to_its_point_and_one_in_its_place_has_none():
    close = [("2022-01-01", s, "2023", n) for s, n in (("ash", 100), ("birch", 101), ("cedar", 180))]
    chart, *_ = series_of("food_insecure", days_of(*close), None)
    [away] = leaders_of(chart)  # the axis ends at 400: Birch stands a line of 16 pixels above Ash
    assert (away["name"], away["point"], away["value"]) == ("Birch", 101, pytest.approx(100 + 16 * 400 / 300))


def test_a_name_above_the_country_s_leaves_room_for_its_period():
    rows = [
        ("2022-01-01", "ash", "2023", 100),
        ("2022-01-01", "birch", "2023", 1),
        ("2021-12-01", "cedar", "2023", 102),
    ]
    chart, _, names, period = series_of(
        "food_insecure", days_of(*rows), "cedar"
    )  # its line ends higher than the country's
    assert column(names, "text")[-2:] == ["SQL 101", "Cedar 102"]
    places, top = column(names, "value"), chart["layer"][0]["encoding"]["y"]["scale"]["domain"][1]
    assert places[-1] - places[-2] == pytest.approx(32 * top / 300)  # two lines
    assert chart["layer"][3]["mark"]["dx"] == chart["layer"][2]["mark"]["dx"]  # it stands over the name
    assert period[0]["value"] == places[-2]


def test_names_below_a_crowded_ceiling_stay_below_it():
    high = [("2022-01-01", s, "2023", n) for s, n in (("ash", 1), ("birch", 1), ("cedar", 98))]
    chart, _, names, _ = series_of("food_insecure", days_of(*high), None)  # together 100: the axis ends there
    assert chart["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, 100]
    assert column(names, "text") == ["Ash 1", "Birch 1", "Cedar 98", "SQL 100"]
    places = column(names, "value")
    assert places[2:] == pytest.approx([100 - 16 / 3, 100])


@pytest.mark.parametrize(
    ("most", "top"), [(1, 5), (10, 10), (11, 15), (21, 25), (40, 40), (41, 50), (61, 80), (81, 100), (180, 200)]
)
def test_the_axis_ends_at_a_round_figure(most, top):
    chart, *_ = series_of("food_insecure", days_of(("2022-01-01", "ash", "2023", most)), None)
    assert level_words(chart)[-1] == str(top)
    assert len(set(level_words(chart))) == len(axes(chart)[1]["values"])  # no half person
    assert chart["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, top]
