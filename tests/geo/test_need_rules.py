"""Needs on Squareland by hand: which round counts, what is a sum, the nation beside it, shares, words and caveats."""

import datetime as dt

import pandas as pd
import pytest

from geo.analysis import NeedShare, claimed_regions, shares_by_day
from geo.core import DATA_FOLDER, Caveat, translator
from geo.monitoring import (
    NeedPeriod,
    Observations,
    caveats_of_need,
    latest_idp_round,
    load_indicators,
    merge_need_caveats,
    need_label,
    need_state_words,
    observed_periods,
    period_words,
    printed_need,
    read_need,
    short_need_label,
    source_words,
)
from geo.monitoring.figures import NationalTotal, NeedFigure
from geo.monitoring.idp_rounds import IdpRound
from tests import squareland

EN, FR = translator("en"), translator("fr")
INDICATORS = load_indicators(DATA_FOLDER)
LANDS = {v: squareland.regions(v) for v in ("2023", "2016", "2012")}


def observed(idps=(), food=()):
    """Make tables of figures: (day, region, areas, people[, source]) and (start, region, areas, together, people)."""
    first = pd.DataFrame([(*row, "test")[:5] for row in idps], columns=["date", "region", "areas", "idps", "source"])
    second = pd.DataFrame(
        [(start, "2023-08-31", "Jun-Aug", kind, region, areas, also, base, n, "test") for
         start, kind, region, areas, also, base, n in food],
        columns=["start", "end", "reference", "kind", "region", "areas", "together", "population", "phase3plus",
                 "source"],
    )  # fmt: skip
    first["date"], first["idps"] = pd.to_datetime(first["date"]), first["idps"].astype("Int64")
    for column in ("start", "end"):
        second[column] = pd.to_datetime(second[column])
    food = second.astype({"population": "Int64", "phase3plus": "Int64"})
    return Observations(INDICATORS, {"idps": first, "food": food})


def read(table, areas="2023", day=None, measure="idps"):
    return read_need(measure, table, LANDS, areas, day and dt.date.fromisoformat(day))


ROUNDS = observed(
    [
        ("2023-01-31", "ash", "2023", 1), ("2023-01-31", "birch", "2023", 2), ("2023-01-31", "ash", "2016", 5),
        ("2023-01-31", "birch", "2016", 9), ("2023-03-31", "ash", "2016", 4), ("2023-03-31", "birch", "2016", 8),
        ("2023-05-31", "cedar", "2023", 7), ("2023-05-31", "", "", 70),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("areas", "day", "start", "published", "values"),
    [
        ("2023", None, "2023-03-31", "2016", {"ash": 4}),  # Ash did not change, Birch of 2016 is wider
        ("2016", None, "2023-03-31", "2016", {"ash": 4, "birch": 8}),
        ("2023", "2023-03-30", "2023-01-31", "2023", {"ash": 1, "birch": 2}),
        ("2016", "2023-01-31", "2023-01-31", "2016", {"ash": 5, "birch": 9}),
        ("2012", "2023-01-31", "2023-01-31", "2023", {"ash": 1}),  # of Birch and Cedar, Birch alone is known
        ("2023", "2023-05-31", "2023-05-31", "2023", {"cedar": 7}),
        ("2023", "2023-06-01", "2023-03-31", "2016", {"ash": 4}),
        ("2023", "2023-01-30", None, "2023", {}),
    ],
)
def test_the_latest_round_up_to_a_day_counts_in_the_views_own_vintage_first(areas, day, start, published, values):
    need = read(ROUNDS, areas, day)
    assert (need.period and need.period.start.isoformat()) == start
    assert (need.areas, need.published_areas) == (areas, published)
    assert need.values() == values
    assert list(need.figures) == (["ash", "birch", "cedar"] if areas == "2023" else ["ash", "birch"])


def test_rounds_for_a_split_are_of_today_with_several_regions_and_the_rest_is_no_round():
    assert latest_idp_round(ROUNDS) == IdpRound(dt.date(2023, 1, 31), {"ash": 1, "birch": 2})
    assert latest_idp_round(ROUNDS, dt.date(2023, 1, 31)).by_region == {"ash": 1, "birch": 2}
    assert latest_idp_round(ROUNDS, dt.date(2023, 1, 30)) == IdpRound(None, {})
    days = observed_periods("idps", ROUNDS, LANDS)
    assert [p.start.isoformat() for p in days] == ["2023-01-31", "2023-03-31"]
    assert days[0] == NeedPeriod(dt.date(2023, 1, 31), dt.date(2023, 1, 31), "", "current")


def test_a_figure_of_a_wider_area_is_never_cut_and_names_the_others_in_it():
    figures = read(ROUNDS).figures
    assert figures["birch"] == NeedFigure("within", others=("cedar",))
    assert figures["cedar"] == NeedFigure("within", others=("birch",))
    assert read(ROUNDS, day="2023-01-31").figures["cedar"] == NeedFigure("unknown")
    assert read(ROUNDS, "2016", "2023-05-31").figures["birch"] == NeedFigure("part", 7, None, ("birch",))


JUNE = "2023-06-01"
TOGETHER = observed(
    food=[(JUNE, "projected", "ash", "2023", "cedar", 400, 100), (JUNE, "projected", "birch", "2023", "", 200, 30)]
)


def test_a_figure_that_includes_another_region_says_so_and_is_not_added_up_across_regions():
    today = read(TOGETHER, measure="food_insecure")
    assert today.figures == {
        "ash": NeedFigure("complete", 100, 400, ("cedar",)), "birch": NeedFigure("complete", 30, 200),
        "cedar": NeedFigure("within", others=("ash",)),
    }  # fmt: skip
    assert today.period == NeedPeriod(dt.date(2023, 6, 1), dt.date(2023, 8, 31), "Jun-Aug", "projected")
    before = read(TOGETHER, "2016", measure="food_insecure")
    assert before.figures == {
        "ash": NeedFigure("within", others=("cedar",)), "birch": NeedFigure("part", 30, 200, ("cedar",)),
    }  # fmt: skip
    assert (before.total.shown, before.total.divided, before.total.national) == (30, 100, 130)
    shares_ = read(TOGETHER, measure="food_insecure_share").figures
    assert (shares_["ash"].value, shares_["ash"].base, shares_["cedar"].state) == (0.25, 400, "within")
    assert read(TOGETHER, "2016", measure="food_insecure_share").figures["birch"] == NeedFigure(
        "unknown", others=("cedar",)
    )


@pytest.mark.parametrize(
    ("total_day", "national", "rest"),
    [("2023-03-31", 20, 8), ("2023-02-14", 20, 8), ("2023-05-15", 20, 8), ("2023-02-13", None, None),
     ("2023-05-16", None, None)],
)  # fmt: skip
def test_a_national_figure_within_45_days_on_either_side_is_that_of_the_round(total_day, national, rest):
    table = observed(
        [("2023-03-31", "ash", "2023", 4), ("2023-03-31", "birch", "2023", 8), (total_day, "", "", 20, "nation")]
    )
    need = read(table)
    assert (need.total.shown, need.total.divided, need.total.published) == (12, 0, True)
    assert (need.total.national, need.total.rest) == (national, rest)
    assert need.total.day == (dt.date.fromisoformat(total_day) if national else None)
    assert need.sources == (("test", "nation") if national else ("test",))


def test_the_nearest_of_several_national_figures_counts_and_what_is_cut_is_apart():
    table = observed(
        [("2023-03-31", "ash", "2016", 4), ("2023-03-31", "birch", "2016", 8), ("2023-03-01", "", "", 50),
         ("2023-04-10", "", "", 30), ("2023-03-11", "", "", 40)]
    )  # fmt: skip
    total = read(table).total
    assert (total.national, total.day) == (30, dt.date(2023, 4, 10))
    # Ash did not change; Birch of 2016 is divided today: 30 = 4 + 8 + 18 that are not broken down.
    assert (total.shown, total.divided, total.rest) == (4, 8, 18)
    older = read(table, "2016").total
    assert (older.shown, older.divided, older.rest) == (12, 0, 18)


def test_without_a_national_figure_the_sum_is_one_only_if_it_lacks_no_region():
    rows = [("2023-03-31", "ash", "2023", 4), ("2023-03-31", "birch", "2023", 8)]
    lacking = read(observed(rows)).total
    assert (lacking.national, lacking.rest, lacking.published, lacking.shown) == (None, None, True, 12)
    whole = read(observed([*rows, ("2023-03-31", "cedar", "2023", 1)])).total
    assert whole == NationalTotal(13, None, published=False, shown=13, divided=0, rest=0)


def test_a_census_is_of_its_year_and_added_up_for_older_vintages():
    need = read(observed(), "2016", measure="population")
    assert need.values() == {"ash": 100, "birch": 900}
    assert need.period == NeedPeriod(dt.date(2022, 1, 1), dt.date(2022, 12, 31), "", "census")
    assert (need.total.national, need.total.published, need.sources) == (1000, False, ("census of Squareland",))
    assert need.figures["ash"].base == 100


CLAIMED = observed(
    [
        ("2023-01-31", "ash", "2023", 30), ("2023-01-31", "birch", "2023", 20), ("2023-01-31", "", "", 100),
        ("2023-06-30", "ash", "2023", 30), ("2023-06-30", "birch", "2023", 40), ("2023-06-30", "cedar", "2023", 40),
        ("2023-06-30", "", "", 110),
    ]
)  # fmt: skip


def test_a_share_follows_every_day_and_older_vintages_where_they_say_more():
    found = shares_by_day("idps", CLAIMED, LANDS, ("ash", "birch"))
    made = [(s.period.start.month, s.areas, s.published, s.people, s.national) for s in found]
    # In January Birch of 2016 lacks Cedar and says no more; in June it is 80 with Cedar.
    assert made == [(1, "2023", True, 50, 100), (6, "2023", True, 70, 110), (6, "2016", False, 110, 110)]
    assert [s.over_half for s in found] == [False, True, True]
    assert (found[0].named, found[0].missing, found[0].more) == (("ash", "birch"), (), ())
    assert (found[2].named, found[2].more, found[2].missing) == (("ash", "birch"), ("cedar",), ())
    assert found[2].national_day == dt.date(2023, 6, 30)


def test_a_region_that_did_not_exist_is_the_one_that_held_it():
    early, today, before = shares_by_day("idps", CLAIMED, LANDS, ("cedar",))
    assert (early.areas, early.people, early.named, early.missing, early.more) == (
        "2016",
        20,
        ("birch",),
        ("cedar",),
        (),
    )
    assert (today.areas, today.people, today.named) == ("2023", 40, ("cedar",))
    assert (before.areas, before.people, before.named, before.more) == ("2016", 80, ("birch",), ())


def test_a_day_on_which_one_of_the_regions_has_no_figure_is_left_out():
    found = shares_by_day("idps", CLAIMED, LANDS, ("ash", "cedar"))
    # In January Cedar is unknown by itself, and within Birch of 2016 it is at least 30 + 20.
    assert [(s.period.start.month, s.areas, s.people) for s in found] == [
        (1, "2016", 50),
        (6, "2023", 70),
        (6, "2016", 110),
    ]


@pytest.mark.parametrize(
    ("people", "missing", "national", "half"),
    [(50, (), 100, False), (51, (), 100, True), (51, ("ash",), 100, True), (50, ("ash",), 100, None),
     (49, ("ash",), 100, None), (49, (), 100, False), (49, (), None, None)],
)  # fmt: skip
def test_half_is_not_over_half_and_below_it_a_missing_region_leaves_it_open(people, missing, national, half):
    period = NeedPeriod(dt.date(2023, 1, 1), dt.date(2023, 1, 1))
    made = NeedShare(period, "2023", True, ("ash",), people, missing, (), national, None)
    assert made.over_half is half


def test_the_claim_looked_at_first_is_malis_own_elsewhere_the_first_two(atlas):
    assert claimed_regions(atlas.regions["2023"]) == ("mopti", "tombouctou")
    assert claimed_regions(LANDS["2023"]) == ("ash", "birch")


def said(need, t=EN):
    return [(c.code, c.severity, c.write(t)) for c in caveats_of_need(need, LANDS)]


def test_what_the_regions_lack_of_the_national_total_is_said_in_figures():
    need = read(CLAIMED, day="2023-01-31")
    (caveat,) = caveats_of_need(need, LANDS)
    assert caveat.write(EN) == (
        "Displaced persons, January 31, 2023: the regions add up to 50 of 100 (50.0%) in the national total of "
        "January 31, 2023; 50 are not broken down. A region without a figure may have some all the same."
    )
    assert (caveat.code, caveat.severity) == ("need-part-of-total", "warning")
    assert (caveat.rows, caveat.measures, caveat.sectors) == (("idps.csv 2023-01-31",), ("idps",), ())
    assert caveat.write(FR).startswith("Personnes déplacées, 31 janvier 2023")
    assert said(read(CLAIMED)) == []  # 110 of 110


def test_a_national_total_that_is_far_away_or_too_small_is_said():
    table = observed([("2023-03-31", "ash", "2023", 4), ("2023-03-31", "birch", "2023", 8), ("2022-01-31", "", "", 20)])
    assert said(read(table)) == [
        ("need-no-total", "warning",
         "Displaced persons, March 31, 2023: no national total was published near this day; 12 are known by region."),
    ]  # fmt: skip
    small = observed([("2023-03-31", "ash", "2023", 4), ("2023-03-31", "birch", "2023", 8), ("2023-04-01", "", "", 5)])
    ((code, severity, words),) = said(read(small))
    assert (code, severity) == ("need-over-total", "warning")
    assert "the regions add up to 12, more than the national total of April 1, 2023 (5)" in words
    assert said(read(observed(), day="2020-01-01")) == []
    cut = observed([("2023-03-31", "ash", "2016", 4), ("2023-03-31", "birch", "2016", 8), ("2023-04-01", "", "", 30)])
    assert "the regions add up to 12 of 30 (40.0%)" in said(read(cut))[0][2]  # also what is divided today


def test_sums_wider_areas_and_figures_for_several_regions_are_said_with_their_names():
    wide = said(read(ROUNDS))
    words = "Published for the regions of 2016, which are wider: no figure is split for Birch, Cedar."
    assert ("need-wider-areas", "warning", words) in wide
    assert not [code for code, *_ in said(read(ROUNDS, "2016")) if code == "need-wider-areas"]
    sums = said(read(ROUNDS, "2012", "2023-01-31"))
    assert ("need-incomplete-sum", "warning", "Birch: the figure is at least this, there is none for Cedar.") in sums
    food = said(read(TOGETHER, measure="food_insecure"))
    assert [(code, severity) for code, severity, _ in food] == [("need-includes", "note"), ("need-projection", "note")]
    assert food[0][2] == "The figure of Ash includes Cedar."
    assert food[1][2] == "Food insecurity of June–August 2023 is a projection made before the period, not a count."
    assert said(read(TOGETHER, measure="food_insecure"), FR)[0][2].count("Cedar (fr)") == 1
    (caveat, *_) = caveats_of_need(read(TOGETHER, measure="food_insecure"), LANDS)
    assert (caveat.rows, caveat.measures) == (("food.csv 2023-06-01",), ("food_insecure",))


def test_a_share_says_its_own_base_and_a_census_what_is_estimated_in_it(atlas):
    found = said(read(TOGETHER, measure="food_insecure_share"))
    ((severity, base),) = ((s, w) for c, s, w in found if c == "need-own-base")
    assert severity == "note"
    assert "Cadre Harmonisé itself (600), which differs from the census of 2022 (1,000)" in base
    assert said(read(observed(), measure="population")) == []  # nobody says how much of it is estimated
    frame = atlas.regions["2023"].frame
    need = read_need("population", atlas.observations, atlas.regions, "2023")
    (caveat,) = caveats_of_need(need, atlas.regions)
    guessed = 1786 + 228_421 + 90_120 + 280_392 + 44_795 + 3744 + 93_653 + 28_873 + 1078 + 12_508 + 154_979 + 986
    assert int(frame["population_2022_estimated"].sum()) == guessed
    assert (caveat.code, caveat.severity) == ("need-estimated-population", "note")
    assert caveat.rows == ("regions.csv 2022-01-01",)
    assert caveat.write(EN).startswith(f"{guessed:,} of the ")
    assert f"({guessed / frame['population_2022'].sum():.1%})" in caveat.write(EN)


def test_the_same_words_on_two_needs_are_said_once_and_are_about_both():
    def caveat(words, measure):
        return Caveat("x", "note", lambda _t: words, ("row",), measures=(measure,))

    merged = merge_need_caveats([caveat("a", "idps"), caveat("b", "idps"), caveat("a", "population")])
    assert [(c.write(EN), c.measures) for c in merged] == [("a", ("idps", "population")), ("b", ("idps",))]


@pytest.mark.parametrize(
    ("period", "en", "fr"),
    [
        (NeedPeriod(dt.date(2022, 1, 1), dt.date(2022, 12, 31), "", "census"), "census of 2022", "recensement de 2022"),
        (NeedPeriod(dt.date(2023, 9, 30), dt.date(2023, 9, 30), "", "current"),
         "September 30, 2023", "30 septembre 2023"),
        (NeedPeriod(dt.date(2023, 2, 1), dt.date(2023, 5, 31), "Jan-May", "current"),
         "January–May 2023", "janvier–mai 2023"),
        (NeedPeriod(dt.date(2023, 10, 1), dt.date(2023, 12, 31), "Oct-Dec", "projected"),
         "October–December 2023 (projection)", "octobre–décembre 2023 (projection)"),
    ],
)  # fmt: skip
def test_a_period_has_the_months_of_its_source(period, en, fr):
    assert (period_words(period, EN), period_words(period, FR)) == (en, fr)


def test_figures_are_written_for_labels_and_where_there_is_little_room():
    whole, part = NeedFigure("complete", 257_400.0), NeedFigure("part", 1_234_567.0, None, ("cedar",))
    assert need_label(whole, INDICATORS["idps"], EN) == "257,400"
    assert need_label(part, INDICATORS["idps"], EN) == "≥ 1.23\u00a0M"
    assert need_label(NeedFigure("complete", 0.2567), INDICATORS["food_insecure_share"], EN) == "25.7%"
    assert need_label(NeedFigure("unknown"), INDICATORS["idps"], EN) == ""
    assert (
        short_need_label(whole, INDICATORS["population"], EN)
        == short_need_label(whole, INDICATORS["food_insecure"], EN)
        == "257\u00a0k"
    )
    assert short_need_label(NeedFigure("part", 1000.0), INDICATORS["population"], EN) == "≥ 1\u00a0k"
    assert short_need_label(NeedFigure("complete", 999.0), INDICATORS["population"], EN) == ""
    assert (
        short_need_label(whole, INDICATORS["idps"], EN)
        == short_need_label(NeedFigure("unknown"), INDICATORS["population"], EN)
        == ""
    )


def test_the_printed_figure_is_the_one_that_a_label_gives():
    assert printed_need(0.25673, INDICATORS["food_insecure_share"]) == 0.257
    assert printed_need(999_999, INDICATORS["idps"]) == 999_999
    assert printed_need(1_000_000, INDICATORS["idps"]) == 1_000_000
    assert printed_need(1_234_567, INDICATORS["population"]) == 1_230_000


@pytest.mark.parametrize(
    ("figure", "en", "fr"),
    [
        (NeedFigure("within", others=("ash", "cedar")), "published only with Ash, Cedar",
         "publié seulement avec Ash (fr), Cedar (fr)"),
        (NeedFigure("unknown"), "no figure", "pas de chiffre"),
        (NeedFigure("part", 1.0, None, ("cedar",)), "at least; no figure for Cedar",
         "au moins ; pas de chiffre pour Cedar (fr)"),
        (NeedFigure("complete", 1.0, None, ("cedar",)), "includes Cedar", "comprend Cedar (fr)"),
        (NeedFigure("complete", 1.0), "", ""),
    ],
)  # fmt: skip
def test_why_a_region_has_no_figure_or_what_it_holds_is_said_in_both_languages(figure, en, fr):
    assert need_state_words(figure, LANDS, EN) == en
    assert need_state_words(figure, LANDS, FR).replace("\u202f", " ").replace("\u00a0", " ") == fr


def test_a_source_with_a_cut_address_is_given_by_its_host_and_iom_by_its_french_name():
    cut = "IOM DTM (fr.apadiaspora.net/security/mali-hausse-de-4-...)"
    assert source_words(cut, EN) == "IOM DTM (fr.apadiaspora.net)"
    assert source_words(cut, FR) == "OIM DTM (fr.apadiaspora.net)"
    kept = "Cadre Harmonisé (CILSS; a.org/b/c)"
    assert source_words(kept, EN) == kept
