"""Needs: read as published, added up, never split; shares worked out by hand."""

import csv
import datetime as dt

import pytest

from geo.analysis import NeedShare, shares_by_day
from geo.core import DataError, View, translator
from geo.maps import compose_map
from geo.monitoring import caveats_of_need, need_state_words, observed_periods, period_words, read_need
from geo.monitoring.figures import NeedFigure
from geo.store import load_atlas
from tests import squareland

JUNE_2023, JULY_2022, SEPTEMBER_2023 = dt.date(2023, 6, 1), dt.date(2022, 7, 31), dt.date(2023, 9, 30)
LAND = squareland.atlas({"food": (90, 30, ["ash", "birch", "cedar"], "named")})


def read(atlas, measure, areas="2023", as_of=None):
    return read_need(measure, atlas.observations, atlas.regions, areas, as_of)


def share(atlas, chosen, day, areas):
    found = shares_by_day("idps", atlas.observations, atlas.regions, chosen)
    return next(s for s in found if s.period.start == day and s.areas == areas)


def test_phase_3_of_june_to_august_2023_is_as_published(atlas):
    need = read(atlas, "food_insecure", as_of=JUNE_2023)
    values = need.values()
    wanted = {"bandiagara": 244_697, "gao": 217_595, "segou": 116_504, "mopti": 100_993}
    assert {r: values[r] for r in wanted} == wanted
    assert need.total.national == sum(values.values()) == 1_262_079


def test_mopti_of_2016_is_mopti_bandiagara_and_douentza(atlas):
    today, before = (read(atlas, "food_insecure", areas, JUNE_2023).values() for areas in ("2023", "2016"))
    assert before["mopti"] == today["mopti"] + today["bandiagara"] + today["douentza"] == 436_514
    assert sum(before.values()) == 1_262_079


def test_kayes_has_no_figure_of_displaced_persons_and_that_is_not_zero(atlas):
    figure = read(atlas, "idps").figures["kayes"]
    assert (figure.state, figure.value) == ("unknown", None)
    assert need_state_words(figure, atlas.regions, translator("en")) == "no figure"
    drawn = next(r for r in compose_map(View(measure="idps"), atlas).regions if r.slug == "kayes")
    assert (drawn.state, drawn.colour, drawn.label) == ("nodata", None, "")


@pytest.mark.parametrize(
    ("region", "words"),
    [("bandiagara", "published only with Mopti"), ("mopti", "published only with Bandiagara, Douentza")],
)
def test_a_figure_of_wider_areas_is_never_split(atlas, region, words):
    figure = read(atlas, "idps", as_of=JULY_2022).figures[region]
    assert (figure.state, figure.value) == ("within", None)
    assert need_state_words(figure, atlas.regions, translator("en")) == words


def test_a_region_that_did_not_change_keeps_its_older_figure(atlas):
    assert read(atlas, "idps", as_of=JULY_2022).figures["gao"].value == 54_731
    assert read(atlas, "idps", "2016", JULY_2022).figures["mopti"].value == 189_356


def test_a_sum_that_lacks_a_region_is_at_least_that_much(atlas):
    figure = read(atlas, "idps", "2016").figures["mopti"]
    assert (figure.state, figure.value, figure.others) == ("part", 91_274 + 53_218, ("douentza",))
    assert "mopti" not in read(atlas, "idps", "2016").values()
    drawn = next(r for r in compose_map(View(measure="idps", areas="2016"), atlas).regions if r.slug == "mopti")
    assert drawn.label == "≥ 144,492"


def test_the_national_ledger_adds_up_and_names_what_is_not_broken_down(atlas):
    total = read(atlas, "idps").total
    assert (total.national, total.shown, total.divided, total.rest) == (391_961, 354_471, 0, 37_490)
    older = read(atlas, "idps", as_of=JULY_2022).total
    assert older.day == dt.date(2022, 8, 31)
    assert (older.national, older.shown, older.divided) == (422_620, 54_731 + 22_944, 189_356 + 74_605 + 35_702)
    assert older.rest == 45_282


@pytest.mark.parametrize("measure", ["idps", "population", "food_insecure"])
@pytest.mark.parametrize("areas", ["2023", "2016", "2012"])
def test_what_is_shown_is_the_sum_of_the_map_in_every_vintage_and_on_every_day(atlas, measure, areas):
    for period in observed_periods(measure, atlas.observations, atlas.regions):
        need = read(atlas, measure, areas, period.start)
        assert need.total.shown == sum(f.value for f in need.figures.values() if f.value is not None)


def test_a_day_with_a_single_region_does_not_hide_the_round_before_it(atlas):
    assert read(atlas, "idps").period.start == SEPTEMBER_2023
    assert read(atlas, "idps", as_of=dt.date(2024, 1, 15)).period.start == SEPTEMBER_2023
    alone = read(atlas, "idps", as_of=dt.date(2023, 12, 31))
    assert alone.values() == {"bandiagara": 42_200}


def test_before_the_first_figure_there_is_none(atlas):
    need = read(atlas, "idps", as_of=dt.date(2000, 1, 1))
    assert need.period is None
    assert need.values() == {}
    drawn = compose_map(View(measure="idps", date=dt.date(2000, 1, 1)), atlas)
    assert "There is no figure up to this day." in drawn.notes


def test_a_share_is_people_over_the_sources_own_population_added_up_first():
    values = {a: read(LAND, "food_insecure_share", a).values() for a in ("2023", "2016")}
    assert values["2023"] == {"ash": 20 / 200, "birch": 100 / 400, "cedar": 60 / 400}
    assert values["2016"] == {"ash": 20 / 200, "birch": 160 / 800}


def test_the_sum_of_a_region_without_a_figure_is_marked_in_squareland():
    need = read(LAND, "idps", "2016")
    assert need.figures["birch"] == NeedFigure("part", 10, None, ("cedar",))
    assert (need.total.national, need.total.rest) == (None, None)


def test_the_share_of_mopti_and_timbuktu_depends_on_day_and_vintage(atlas):
    claim = ("mopti", "tombouctou")
    now = share(atlas, claim, SEPTEMBER_2023, "2023")
    assert now.people == 91_274 + 61_827
    assert now.share == pytest.approx(153_101 / 391_961)
    assert round(now.share, 3) == 0.391
    assert now.over_half is False
    wide = share(atlas, (*claim, "bandiagara"), SEPTEMBER_2023, "2023")
    assert round(wide.share, 3) == 0.526
    assert wide.over_half is True
    then = share(atlas, claim, JULY_2022, "2016")
    assert then.national == 422_620
    assert then.national_day == dt.date(2022, 8, 31)
    assert round(then.share, 3) == 0.625
    assert set(then.more) >= {"bandiagara", "douentza"}


def test_a_share_that_lacks_a_region_is_at_least_and_below_half_cannot_be_said(atlas):
    rolled = share(atlas, ("mopti", "tombouctou"), SEPTEMBER_2023, "2016")
    assert round(rolled.share, 3) == 0.526
    assert "douentza" in rolled.missing
    assert rolled.over_half is True
    alone = NeedShare(rolled.period, "2016", False, ("mopti",), 10, ("douentza",), (), 100, None)
    assert alone.over_half is None


def test_a_day_without_a_figure_for_one_of_the_regions_is_left_out(atlas):
    assert shares_by_day("idps", atlas.observations, atlas.regions, ("kayes", "mopti")) == ()


def test_every_hunger_period_can_be_shown_and_has_words_in_both_languages(atlas):
    periods = observed_periods("food_insecure", atlas.observations, atlas.regions)
    assert len(periods) == 19
    assert period_words(periods[-1], translator("en")) == "June–August 2024 (projection)"
    assert period_words(periods[-1], translator("fr")) == "juin–août 2024 (projection)"
    drawn = compose_map(View(measure="food_insecure"), atlas)
    assert len(drawn.times) == 19


def test_over_all_days_the_classes_are_the_same_on_every_day(atlas):
    view = View(measure="food_insecure", show="fills", classes="days")
    legends = [compose_map(view.but(date=day), atlas).legend for _, day in compose_map(view, atlas).times]
    assert len({tuple((e.label, e.colour) for e in legend if e.colour) for legend in legends}) == 1
    assert all(sum(e.n for e in legend) == 19 for legend in legends)


@pytest.mark.parametrize("measure", ["idps", "food_insecure"])
def test_circles_are_on_one_scale_on_every_day(atlas, measure):
    maps = [
        compose_map(View(measure=measure, date=d), atlas) for _, d in compose_map(View(measure=measure), atlas).times
    ]
    assert len(maps) >= 3
    assert len({m.circles.sizes for m in maps}) == 1
    units = {round(r.circle.radius**2 / r.circle.size.whole, 12) for m in maps for r in m.regions if r.circle}
    assert len(units) == 1


@pytest.mark.parametrize(
    ("measure", "areas", "day", "code"),
    [
        ("idps", "2023", None, "need-part-of-total"),
        ("idps", "2016", None, "need-incomplete-sum"),
        ("idps", "2023", JULY_2022, "need-wider-areas"),
        ("food_insecure", "2023", JUNE_2023, "need-projection"),
        ("food_insecure", "2023", JUNE_2023, "need-includes"),
        ("food_insecure_share", "2023", JUNE_2023, "need-own-base"),
        ("population", "2023", None, "need-estimated-population"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_need_carries_its_caveats(atlas, measure, areas, day, code, lang):
    found = caveats_of_need(read(atlas, measure, areas, day), atlas.regions)
    texts = [c.write(translator(lang)) for c in found if c.code == code]
    assert texts
    assert all("{" not in text for text in texts)


def test_the_part_of_the_national_total_is_said_in_figures(atlas):
    found = caveats_of_need(read(atlas, "idps"), atlas.regions)
    text = next(c.write(translator("en")) for c in found if c.code == "need-part-of-total")
    assert "354,471 of 391,961 (90.4%)" in text
    assert "37,490 are not broken down" in text


def write(file, column, value, row=1):
    with file.open(encoding="utf-8", newline="") as read_:
        rows = list(csv.DictReader(read_))
    rows[row][column] = value
    return rows


def save(file, rows):
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


BAD = [
    ("idps.csv", "region", "atlantis", "unknown code"),
    ("idps.csv", "date", "2099-01-01", "lies in the future"),
    ("idps.csv", "idps", "-5", "0 or more"),
    ("idps.csv", "areas", "1999", "vintage"),
    ("food.csv", "region", "atlantis", "unknown code"),
    ("food.csv", "together", "atlantis", "unknown code"),
    ("food.csv", "start", "2099-01-01", "period"),
    ("food.csv", "phase3plus", "-1", "0 or more"),
    ("food.csv", "phase3plus", "99000000", "more people than the population"),
    ("food.csv", "kind", "guess", "current or projected"),
    ("food.csv", "reference", "summer", "months"),
]


@pytest.mark.parametrize(("file", "column", "value", "words"), BAD)
def test_a_wrong_cell_of_a_need_file_is_named_with_its_row(data, file, column, value, words):
    path = data / "needs" / file
    row = 7  # spreadsheet row 9: a regional row
    save(path, write(path, column, value, row))
    with pytest.raises(DataError) as caught:
        load_atlas(data)
    found = [p for p in caught.value.problems if p.file == file]
    assert any(p.row == row + 2 and words in p.text(translator("en")) for p in found)
    assert all(p.text(translator("fr")) != p.text(translator("en")) for p in found)


@pytest.mark.parametrize(
    ("file", "column", "value", "words"),
    [
        ("idps.csv", "idps", "9" * 30, "at most 15 digits"),
        ("idps.csv", "idps", "9223372036854775807", "at most 15 digits"),
        ("idps.csv", "date", "0000-12-31", "from 1990 on"),
        ("idps.csv", "date", "1500-12-31", "from 1990 on"),
        ("idps.csv", "source", "", "the cell is empty"),
        ("idps.csv", "source", "a\x1bb", "control character"),
        ("food.csv", "source", "\ufffe", "control character"),
        ("food.csv", "start", "", "the cell is empty"),
    ],
)
def test_one_impossible_cell_is_one_problem_in_words(data, file, column, value, words):
    path = data / "needs" / file
    save(path, write(path, column, value, 7))
    with pytest.raises(DataError) as caught:
        load_atlas(data)
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (9, column)
    assert words in problem.text(translator("en"))


def test_a_national_total_names_no_other_regions(data):
    path = data / "needs" / "food.csv"
    rows = write(path, "region", "", 7)
    rows[7] |= {"areas": "", "together": "gao"}
    save(path, rows)
    with pytest.raises(DataError) as caught:
        load_atlas(data)
    assert [(p.row, p.column) for p in caught.value.problems] == [(9, "together")]


def test_regions_above_the_national_total_are_said_and_not_subtracted(data):
    path = data / "needs" / "idps.csv"
    rows = write(path, "idps", "1", 0)
    total = next(r for r in rows if r["date"] == "2023-09-30" and not r["region"])
    total["idps"] = "5"
    save(path, rows)
    drawn = compose_map(View(measure="idps"), load_atlas(data))
    said = " ".join(c.write(translator("en")) for c in drawn.caveats)
    assert "the regions add up to 354,471, more than the national total of September 30, 2023 (5)" in said
    assert "not broken down" not in said
    assert ("over", "more by region than in the national total", 5 - 354_471) in drawn.need.parts


@pytest.mark.parametrize("file", ["idps.csv", "food.csv"])
def test_two_rows_for_the_same_region_and_day_are_refused(data, file):
    path = data / "needs" / file
    rows = write(path, "source", "again", 8)
    save(path, [*rows, rows[8]])
    with pytest.raises(DataError) as caught:
        load_atlas(data)
    assert [(p.file, "already there" in p.text(translator("en"))) for p in caught.value.problems] == [(file, True)]


def test_a_region_of_2023_cannot_stand_in_a_row_of_2016(data):
    path = data / "needs" / "idps.csv"
    rows = write(path, "region", "bandiagara", 7)
    assert rows[7]["areas"] == "2016"
    save(path, rows)
    with pytest.raises(DataError) as caught:
        load_atlas(data)
    assert [(p.row, p.column, p.value) for p in caught.value.problems] == [(9, "region", "bandiagara")]


# Cadre Harmonisé, results per cercle added up by region: people in phases 3 to 5 by first day of the period.
PHASES_3_TO_5 = {
    "2018-02-01": 387_333, "2018-06-01": 932_650, "2018-10-01": 185_000, "2019-02-01": 336_436,
    "2019-06-01": 553_767, "2019-10-01": 648_330, "2020-02-01": 757_218, "2020-06-01": 1_340_745,
    "2020-10-01": 436_870, "2021-02-01": 866_995, "2021-06-01": 1_307_075, "2021-10-01": 1_161_526,
    "2022-06-01": 1_841_064, "2022-10-01": 631_685, "2023-02-01": 760_885, "2023-06-01": 1_262_079,
    "2023-10-01": 715_408, "2024-02-01": 795_580, "2024-06-01": 1_370_251,
}  # fmt: skip
# IOM DTM, as restated on the pages that each row of the table names: displaced persons of the whole country,
# and the regions of two of its days.
DISPLACED = {
    "2021-09-30": 401_850, "2021-12-31": 350_110, "2022-04-30": 370_548, "2022-08-31": 422_620, "2022-09-30": 440_436,
    "2022-12-31": 412_387, "2023-04-30": 375_539, "2023-09-30": 391_961, "2023-12-31": 354_739, "2024-05-31": 330_713,
    "2024-09-30": 378_363,
}  # fmt: skip
DISPLACED_IN = {
    "2022-07-31": {"mopti": 189_356, "tombouctou": 74_605, "gao": 54_731, "segou": 35_702, "menaka": 22_944},
    "2023-09-30": {"mopti": 91_274, "tombouctou": 61_827, "bandiagara": 53_218, "menaka": 45_121, "gao": 35_613,
                   "segou": 35_024, "kidal": 32_394},
}  # fmt: skip


def test_the_shipped_figures_are_those_that_were_published(atlas):
    food, idps = atlas.observations.tables["food"], atlas.observations.tables["idps"]
    periods = {d.date().isoformat(): rows for d, rows in food.groupby("start")}
    assert {d: rows["phase3plus"].sum() for d, rows in periods.items()} == PHASES_3_TO_5
    assert {len(rows) for rows in periods.values()} == {19}
    assert food["population"].sum() == 399_695_314
    days = {d.date().isoformat(): dict(zip(rows["region"], rows["idps"], strict=True))
            for d, rows in idps.groupby("date")}  # fmt: skip
    assert {d: rows[""] for d, rows in days.items() if "" in rows} == DISPLACED
    assert {d: {r: n for r, n in days[d].items() if r} for d in DISPLACED_IN} == DISPLACED_IN
