"""Need beside response: ranks, classes and claims worked out by hand on Squareland, and the shipped maps."""

import json
from datetime import date

import pandas as pd
import pytest

from geo.analysis import classes_of, compare_need_and_response, list_claims, read_view, unmet_per_displaced_person
from geo.analysis.need_vs_response import little_asked, thirds
from geo.charts import bivariate_words, claims_list, need_series, rank_dots
from geo.core import AGAINST, DATA_FOLDER, View, translator
from geo.export import table_json, table_rows
from geo.maps import compose_map, map_style
from geo.maps.layers.bivariate_signs import BIVARIATE_COLOURS
from geo.maps.web.map_style import one_legend_serves
from geo.monitoring import load_indicators
from tests import squareland

# Even: Ash 30 + 60 = 90, Birch 30, Cedar 30. By population (1:3:6): Ash 9 + 60 = 69, Birch 27, Cedar 54.
LAND = squareland.atlas(
    {"food": (90, 0, ["ash", "birch", "cedar"], "named"), "water": (60, 0, ["ash"], "named")}
)  # fmt: skip


def look(**changes):
    return View(plan="squareland", measure="mismatch", need="population", **changes)


def test_squareland_is_ranked_by_hand():
    made = compare_need_and_response(look(), LAND).frame
    assert made["need"].to_dict() == {"ash": 100, "birch": 300, "cedar": 600}
    assert made["response"].to_dict() == {"ash": 90, "birch": 30, "cedar": 30}
    assert made["need_rank"].to_dict() == {"ash": 3, "birch": 2, "cedar": 1}
    assert made["response_rank"].to_dict() == {"ash": 1, "birch": 2, "cedar": 2}
    assert made["difference"].to_dict() == {"ash": -2, "birch": 0, "cedar": 1}
    assert made["need_class"].to_dict() == {"ash": 0, "birch": 1, "cedar": 2}


def test_what_depends_on_the_split_is_told_from_what_does_not():
    found = {c.region: c for c in list_claims(look(), LAND)}
    assert (found["ash"].kind, found["ash"].fails) == ("lower", ())
    # By population Birch is third of three by money (27 below 54) and second by need.
    assert (found["birch"].kind, found["birch"].holds) == ("same", ("even", "idps"))
    assert found["birch"].fails == ("population",)
    assert (found["cedar"].kind, found["cedar"].fails) == ("higher", ())


def test_ranks_by_number_of_sectors_hold_under_no_split_for_nothing_is_split(atlas):
    html = claims_list(View(need="food_insecure", against="sectors"), atlas, translator("en"))
    assert "What the ranks say" in html
    assert "split" not in html


def test_nothing_to_compare_is_said_and_not_left_blank(atlas):
    html = claims_list(View(date=date(2020, 2, 1)), atlas, translator("fr"))
    assert "rien ne peut être comparé" in html


def test_claims_say_among_how_many_regions_they_are(atlas):
    html = claims_list(View(), atlas, translator("en"))
    assert "Among the 7 regions that have a figure" in html


def test_regions_without_a_figure_are_not_compared_and_are_hatched():
    view = View(plan="squareland", measure="unmet_per_idp")
    each = unmet_per_displaced_person(view, LAND)
    assert each["value"].to_dict() == {"ash": 90 / 30, "birch": 30 / 10}
    # Cedar has no figure: every sector falls back to even by displaced persons, and Cedar itself is left out.
    assert each["low"].to_dict() == {"ash": pytest.approx(69 / 30), "birch": pytest.approx(27 / 10)}
    drawn = {r.slug: r for r in compose_map(view, LAND).regions}
    assert (drawn["cedar"].state, drawn["cedar"].colour) == ("nodata", None)
    assert drawn["cedar"].tooltip[0] == ("displaced persons", "no figure")


def test_money_per_displaced_person_is_the_unmet_estimate_over_the_figure(atlas):
    each = unmet_per_displaced_person(View(), atlas)
    # Timbuktu, even split: shelter 2,000,000 (not reported), stabilization (4,000,000 - 1,271,834) / 6,
    # camps (500,000 - 436,585) / 4, mhpss 1,000,000 / 5, over 61,827 displaced persons.
    money = 2_000_000 + (4_000_000 - 1_271_834) / 6 + (500_000 - 436_585) / 4 + 200_000
    assert each.loc["tombouctou", "value"] == pytest.approx(money / 61_827, rel=1e-6)
    assert (each["low"] <= each["value"]).all()
    assert (each["value"] <= each["high"]).all()
    assert "kayes" not in each.index


def test_requirements_per_displaced_person_stand_beside_and_many_people_with_little_asked_are_flagged(atlas):
    each = unmet_per_displaced_person(View(), atlas)
    # Bandiagara: 200,000 of psychosocial support over 53,218 people, more than the median of seven (Ménaka, 45,121);
    # 9,416,666.67 over the 354,471 of the seven are 26.57 each, so that under 13.28 is little.
    assert each.loc["bandiagara", "asked"] == pytest.approx(200_000 / 53_218)
    assert each.index[each["little_asked"]].tolist() == ["bandiagara"]
    drawn = {r.slug: r for r in compose_map(View(measure="unmet_per_idp"), atlas).regions}
    assert dict(drawn["bandiagara"].tooltip)["remark"] == "many people, little asked"
    assert (drawn["bandiagara"].beside, drawn["mopti"].beside) == (
        "$3.80 required; many people, little asked",
        "$37 required",
    )
    assert any(
        n.startswith("Many people, little asked:") for n in compose_map(View(measure="unmet_per_idp"), atlas).notes
    )


@pytest.mark.parametrize(
    ("people", "asked", "flagged"),
    [
        ((10, 20, 30), (9, 9, 1), [False, False, True]),  # 300 over 60 are 5: under 2.5 is little
        ((10, 20, 30), (9, 9, 3), [False, False, False]),  # 360 over 60 are 6: 3 is just half, not under it
        ((10, 20, 30), (1, 9, 9), [False, False, False]),  # few people
        ((30,), (0,), [False]), ((), (), []),
    ],
)  # fmt: skip
def test_little_is_under_half_of_what_is_asked_together_and_many_above_the_median(people, asked, flagged):
    made = little_asked(pd.Series(people, dtype="float64"), pd.Series(asked, dtype="float64"))
    assert made.tolist() == flagged


def test_thirds_keep_equal_figures_together():
    assert thirds(pd.Series([1.0, 2, 3, 4, 5, 6])) == (2, 4)
    assert thirds(pd.Series([0.0, 0, 0, 0, 5, 9])) == (0, 0)
    assert list(classes_of(pd.Series([0.0, 0, 5]), (0, 0))) == [0, 0, 2]
    assert thirds(pd.Series([], dtype="float64")) == ()


@pytest.mark.parametrize("need", load_indicators(DATA_FOLDER).observed)
@pytest.mark.parametrize("against", AGAINST)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_square_counts_every_compared_region_once_and_says_each_class(atlas, need, against, lang):
    drawn = compose_map(View(measure="mismatch", need=need, against=against, lang=lang), atlas)
    cells = [cell for row in drawn.bivariate.cells for cell in row]
    assert sum(n for _, n, _ in cells) == sum(r.state == "value" for r in drawn.regions)
    assert len({words for _, _, words in cells}) == 9
    assert {colour for colour, _, _ in cells} == {c for row in BIVARIATE_COLOURS for c in row}
    for colour, n, _ in cells:
        assert n == sum(r.colour == colour for r in drawn.regions)
    words = bivariate_words(drawn)
    assert all(r.name in words for r in drawn.regions if r.state == "value")


def test_a_region_in_the_top_corner_has_much_need_and_a_large_gap(atlas):
    drawn = {r.slug: r for r in compose_map(View(measure="mismatch"), atlas).regions}
    assert drawn["mopti"].colour == BIVARIATE_COLOURS[2][2]
    assert drawn["mopti"].label == "1 / 1"
    assert drawn["kayes"].colour is None


@pytest.mark.parametrize("measure", ["idps", "food_insecure", "food_insecure_share", "mismatch", "unmet_per_idp"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_map_and_export_carries_dates_source_and_caveats_of_need_and_money(atlas, measure, lang):
    drawn = compose_map(View(measure=measure, lang=lang), atlas)
    assert drawn.need.words
    assert set(drawn.need.sources) <= set(drawn.sources)
    codes = {c.code for c in drawn.caveats}
    assert any(code.startswith("need-") for code in codes)
    assert "stale-funding" in codes
    rows = table_rows(drawn, atlas)
    for row in rows:
        assert row["need_date"] == drawn.need.start.isoformat()
        assert row["need_source"]
        assert row["funding_date"] == "2024-01-13"
    body = json.loads(table_json(drawn, atlas))
    assert body["needs"]["words"] == drawn.need.words
    assert {c["code"] for c in body["caveats"]} == codes


def test_a_map_of_money_split_by_displaced_persons_says_whose_and_of_when(atlas):
    drawn = compose_map(View(measure="unmet", split="idps"), atlas)
    assert drawn.need.start.isoformat() == "2023-09-30"
    assert any("DTM" in s for s in drawn.sources)
    assert "need-part-of-total" in {c.code for c in drawn.caveats}
    assert compose_map(View(measure="unmet"), atlas).need is None


def test_splitting_by_the_need_that_is_compared_is_called_circular(atlas):
    words = "partly by construction"
    assert any(words in n for n in compose_map(View(measure="mismatch", split="idps"), atlas).notes)
    assert not any(words in n for n in compose_map(View(measure="mismatch"), atlas).notes)


def test_before_the_first_funding_report_the_map_says_that_all_counts_as_unmet(atlas):
    drawn = compose_map(read_view({"measure": "mismatch", "date": "2023-04-30"}, atlas), atlas)
    assert any("all requirements count as unmet" in n for n in drawn.notes)


def test_two_maps_of_one_measure_share_their_classes_and_one_legend(atlas):
    left, right = View(measure="unmet", show="fills"), View(measure="unmet", sector=("shelter",), show="fills")
    maps = compose_map(left, atlas, right), compose_map(right, atlas, left)
    ends = [[(e.label, e.colour) for e in m.legend] for m in maps]
    assert ends[0] == ends[1]
    assert ends[1] != [(e.label, e.colour) for e in compose_map(right, atlas).legend]
    assert one_legend_serves(*maps)
    both = map_style(*maps, "left")["legend"]
    assert [e["n"] for e in both][:2] == ["10 · 17", "3 · 0"]  # of 20: Taoudénit is not drawn
    assert map_style(maps[1], maps[0], "right")["legend"] == []


def test_maps_of_two_measures_keep_their_own_legends(atlas):
    left, right = View(measure="unmet"), View(measure="idps")
    maps = compose_map(left, atlas, right), compose_map(right, atlas, left)
    assert not one_legend_serves(*maps)
    assert map_style(maps[1], maps[0], "right")["legend"]


@pytest.mark.parametrize("view", [View(), View(against="sectors"), View(need="food_insecure", split="idps")])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_charts_name_every_compared_region(atlas, view, lang):
    t = translator(lang)
    dots, claims = rank_dots(view, atlas, t), claims_list(view, atlas, t)
    for region in compare_need_and_response(view, atlas).frame.index:
        assert atlas.regions["2023"].name(region, lang) in dots
        assert atlas.regions["2023"].name(region, lang) in claims
    if view.against == "sectors":
        assert t("Depends on the split") not in claims


def test_the_series_breaks_where_a_period_is_missing(atlas):
    chart = need_series("food_insecure", atlas, "mopti", translator("en")).to_dict()
    points = chart["datasets"][chart["layer"][0]["data"]["name"]]
    nation = [p for p in points if p["role"] == "nation"]
    assert [p["part"] for p in nation] == [0] * 12 + [1] * 7
    assert "1.84\u00a0M" in {p["figure"] for p in nation}
    assert {p["name"] for p in points if p["role"] == "chosen"} == {"Mopti"}


@pytest.mark.parametrize(
    ("n", "breaks", "classes"),
    [
        (1, (1, 1), [0]), (2, (1, 2), [0, 1]), (3, (1, 2), [0, 1, 2]), (4, (2, 3), [0, 0, 1, 2]),
        (5, (2, 4), [0, 0, 1, 1, 2]), (7, (3, 5), [0, 0, 0, 1, 1, 2, 2]), (8, (3, 6), [0, 0, 0, 1, 1, 1, 2, 2]),
    ],
)  # fmt: skip
def test_thirds_of_any_number_of_regions_are_filled_from_below(n, breaks, classes):
    values = pd.Series([float(v) for v in range(n, 0, -1)], index=[f"r{v}" for v in range(n, 0, -1)])
    assert thirds(values) == breaks
    assert classes_of(values, breaks).sort_index().tolist() == classes


# By need Birch (300), Ash (100), then Cedar: by people food is 9, 27, 54; by displaced persons even (Cedar unknown).
RANGED = squareland.atlas(
    {"food": (90, 0, ["ash", "birch", "cedar"], "named"), "water": (35, 0, ["ash", "birch"], "named")}
)


def test_ranks_have_their_range_over_the_ways_to_split():
    made = compare_need_and_response(look(), RANGED)
    # Evenly 47.50, 47.50, 30; by displaced persons water is 30:10, so 56.25, 38.75, 30; by people 17.75, 53.25, 54.
    assert made.responses.to_dict("list") == {
        "even": [47.5, 47.5, 30], "idps": [56.25, 38.75, 30], "population": [17.75, 53.25, 54],
    }  # fmt: skip
    frame = made.frame
    assert frame["response"].tolist() == [47.5, 47.5, 30]
    assert frame["response_low"].tolist() == [17.75, 38.75, 30]
    assert frame["response_high"].tolist() == [56.25, 53.25, 54]
    assert frame["need_rank"].tolist() == [3, 2, 1]
    assert frame["response_rank"].tolist() == [1, 1, 3]
    assert frame["response_rank_low"].tolist() == [1, 1, 1]
    assert frame["response_rank_high"].tolist() == [3, 2, 3]
    assert frame["difference"].tolist() == [-2, -1, 2]
    assert frame["difference_low"].tolist() == [-2, -1, 0]
    assert frame["difference_high"].tolist() == [0, 0, 2]
    assert frame["response_class"].tolist() == [1, 1, 0]
    # Ash has the most money in every way; Birch and Cedar share the second rank evenly, by people Birch is third.
    other = compare_need_and_response(look(), LAND).frame
    assert other["response_rank_low"].tolist() == [1, 2, 2]
    assert other["response_rank_high"].tolist() == [1, 3, 2]
    assert (made.need_breaks, made.response_breaks, made.against) == ((100, 300), (30, 47.5), "unmet")


def test_claims_are_in_the_order_of_need_with_the_ways_under_which_they_hold():
    found = [(c.region, c.kind, c.holds, c.fails, c.ranks) for c in list_claims(look(), RANGED)]
    assert found == [
        ("cedar", "higher", ("even", "idps"), ("population",), (1, 3)),
        ("birch", "lower", ("even",), ("idps", "population"), (2, 1)),
        ("ash", "lower", ("even", "idps"), ("population",), (3, 1)),
    ]
    by_people = list_claims(look(split="population"), RANGED)
    assert [(c.region, c.kind, c.holds) for c in by_people] == [
        ("cedar", "same", ("population",)), ("birch", "same", ("population", "idps")), ("ash", "same", ("population",)),
    ]  # fmt: skip


def test_the_most_and_the_least_money_per_displaced_person_say_where_they_hold():
    view = View(plan="squareland", measure="mismatch")
    found = {c.kind: c for c in list_claims(view, RANGED) if c.kind in ("most", "least")}
    # Ash (30 people) 1.58 and Birch (10) 4.75 evenly; by displaced persons 1.88 and 3.88; by people 0.59 and 5.33.
    assert (found["most"].region, found["most"].holds, found["most"].fails) == (
        "birch", ("even", "idps", "population"), ())  # fmt: skip
    assert found["least"].region == "ash"
    each = unmet_per_displaced_person(view, RANGED)
    assert each.loc["ash", ["value", "low", "high", "people"]].round(4).tolist() == [1.5833, 0.5917, 1.875, 30]
    assert each.loc["birch", ["value", "low", "high", "people"]].round(4).tolist() == [4.75, 3.875, 5.325, 10]
    assert each["population"].round(4).tolist() == [0.5917, 5.325]
    tilted = squareland.atlas({"food": (160, 0, ["ash", "birch"], "named"), "water": (80, 0, ["ash"], "named")})
    # Evenly 160/30 and 80/10; by displaced persons 200/30 and 40/10; by people 120/30 and 120/10.
    most, least = (c for c in list_claims(view, tilted) if c.kind in ("most", "least"))
    assert (most.region, most.holds, most.fails) == ("birch", ("even", "population"), ("idps",))
    assert (least.region, least.holds, least.fails) == ("ash", ("even", "population"), ("idps",))


def test_where_nobody_is_displaced_there_is_no_money_per_head_and_one_person_is_somebody():
    table = RANGED.observations.tables["idps"].assign(idps=pd.array([0, 1], "Int64"))
    few = squareland.observing(RANGED, idps=table)
    each = unmet_per_displaced_person(View(plan="squareland"), few)
    assert each[["value", "people"]].to_numpy().tolist() == [[47.5, 1]]
    assert list(each.index) == ["birch"]


def test_money_per_head_is_said_of_displaced_persons_and_money_alone():
    for changes in ({"need": "population"}, {"need": "idps", "against": "sectors"}):
        kinds = {c.kind for c in list_claims(View(plan="squareland", **changes), RANGED)}
        assert not kinds & {"most", "least"}


def test_a_response_in_sectors_is_the_same_under_every_split():
    made = compare_need_and_response(look(against="sectors"), RANGED)
    assert made.frame["response"].tolist() == [2, 2, 1]
    assert list(made.responses.columns) == ["even", "idps", "population"]
    assert made.responses["population"].tolist() == made.responses["idps"].tolist() == [2, 2, 1]
    older = compare_need_and_response(look(against="sectors", areas="2016"), RANGED).frame
    assert older["response"].to_dict() == {"ash": 2, "birch": 2}
    assert older["need"].to_dict() == {"ash": 100, "birch": 900}
