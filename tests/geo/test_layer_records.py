"""Records of monitoring tools: what is read, what cannot be used and why, and what they add up to, by hand."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.core import DataError, translator
from geo.monitoring.layers.labels import reading_words, reason_words
from geo.monitoring.layers.partial_sums import Part, add_up, periods_of
from geo.monitoring.layers.placing import HexPlacer, Reasons, as_numbers, shape_placer
from geo.monitoring.layers.point_raster import OUTSIDE, raster_of
from geo.monitoring.layers.profile import load_profiles
from geo.monitoring.layers.records import columns_of, read_days, read_records
from geo.monitoring.layers.shown_sums import EVERYWHERE
from geo.monitoring.layers.summary import Grid, read_summary, summarise_parts
from tests import squareland

PROFILES = load_profiles()
REGIONS = squareland.regions()
NAMES = [("Ash", "ash"), ("SQ1", "birch"), ("Grove", "birch"), ("Grove", "cedar")]
PLACER = shape_placer(REGIONS.frame, NAMES)
TODAY = pd.Timestamp("2024-06-01")
CODES = PLACER.codes


def read(layer, **columns):
    return read_records(pd.DataFrame(columns), PROFILES[layer], PLACER, TODAY)


def summed(layer, period="month", level="region", **columns):
    records, reasons = read(layer, **columns)
    part = add_up(records, reasons, len(next(iter(columns.values()))), PROFILES[layer], period)
    return summarise_parts(part, PROFILES[layer], Grid(CODES, level, period))


def figures(summary, measure):
    """Return {(place, period): value} of a measure; None where it is withheld."""
    rows = summary.table[summary.table["measure"] == measure]
    return {(r.place, f"{r.period:%Y-%m}"): None if r.withheld else round(r.value, 4) for r in rows.itertuples()}


def test_herds_are_added_up_per_region_and_month_with_the_country_beside():
    made = summed(
        "transhumance",
        longitude=[0.5, 0.6, 1.5, 2.5], latitude=[0.5] * 4,
        date=["2024-01-03", "2024-01-30", "2024-01-05", "2024-02-01"],
        tetes=[10, 5, 7, 100],
    )  # fmt: skip
    assert figures(made, "heads") == {
        ("ash", "2024-01"): 15, ("birch", "2024-01"): 7, ("cedar", "2024-02"): 100,
        (EVERYWHERE, "2024-01"): 22, (EVERYWHERE, "2024-02"): 100,
    }  # fmt: skip
    assert figures(made, "movements")["ash", "2024-01"] == 2


def test_each_locality_counts_with_its_last_figure_of_the_period():
    made = summed(
        "mobility",
        pcode=["ash", "ash", "ash", "SQ1"], locality=["a", "a", "b", "c"],
        date=["2024-01-20", "2024-01-05", "2024-01-02", "2024-01-02"], idps=[30, 90, 5, 8],
    )  # fmt: skip
    assert figures(made, "displaced") == {("ash", "2024-01"): 35, ("birch", "2024-01"): 8, (EVERYWHERE, "2024-01"): 43}


def test_a_share_is_of_the_localities_that_answer():
    made = summed(
        "locations", region=["Ash"] * 4, date=["2024-01-01"] * 4, village=list("abcd"), eau=["Oui", "non", "", "oui"]
    )
    assert figures(made, "water")["ash", "2024-01"] == round(2 / 3, 4)


def test_a_mean_and_a_share_under_a_threshold_share_one_column_and_small_groups_are_withheld():
    made = summed(
        "stability",
        region=["ash"] * 4 + ["SQ1"] * 2 + ["cedar"] * 5, date=["2024-01-01"] * 11,
        village=[f"v{n}" for n in range(11)],
        score=[20, 40, 60, 80, 10, 90, 49, 50, 51, 52, 53],
    )  # fmt: skip
    # Birch has two localities of the three that may be shown; Ash, the smallest other, hides it.
    assert figures(made, "score") == {
        ("ash", "2024-01"): None, ("birch", "2024-01"): None, ("cedar", "2024-01"): 51,
        (EVERYWHERE, "2024-01"): round(555 / 11, 4),
    }  # fmt: skip
    assert figures(made, "fragile")["cedar", "2024-01"] == 0.2
    assert made.table.loc[made.table["withheld"].astype(bool), ["value", "n"]].isna().all().all()


def test_services_that_nobody_and_that_several_provide_and_the_sites():
    made = summed(
        "sites", region=["ash"] * 4, date=["2024-01-01"] * 4, site=["s", "s", "t", "t"], providers=[0, 1, 2, 3]
    )
    assert figures(made, "gaps")["ash", "2024-01"] == 0.25
    assert figures(made, "duplications")["ash", "2024-01"] == 0.5
    assert figures(made, "monitored") == {("ash", "2024-01"): 2}


def test_feedback_is_counted_and_its_text_and_its_author_are_never_read():
    made = summed(
        "feedback",
        region=["ash"] * 6, date=["2024-01-01"] * 6, days_to_close=[1, 2, 3, 30, 40, None],
        comment=[f"secret {n}" for n in range(6)], phone=["+223 70 00 00 0" + str(n) for n in range(6)],
    )  # fmt: skip
    assert figures(made, "received")["ash", "2024-01"] == 6
    assert figures(made, "late")["ash", "2024-01"] == 0.4
    assert "secret" not in made.csv()


def test_migrants_are_added_up_and_groups_of_fewer_than_five_withheld_with_their_country():
    made = summed("migrants", lon=[0.5] * 3, lat=[0.5] * 3, date=["2024-01-01"] * 3, persons=[3, 4, 5])
    assert figures(made, "persons") == {("ash", "2024-01"): None, (EVERYWHERE, "2024-01"): None}


def test_every_record_that_cannot_be_used_is_counted_by_its_reason_and_none_is_mended():
    good = {"lon": 0.5, "lat": 0.4, "date": "2024-01-01", "heads": 1}
    rows = [
        good, good,  # twice the same
        good | {"lon": 0.25, "lat": 2.5},  # exchanged: (2.5, 0.25) lies in Cedar
        good | {"lon": "0°30'W"}, good | {"lon": 0, "lat": 0}, good | {"lon": 50}, good | {"lat": None},
        good | {"date": "03/04/2023"}, good | {"date": "13/04/2023"}, good | {"date": "04/14/2023"},
        good | {"date": "soon"}, good | {"date": "2031-01-01"},
        good | {"heads": -4}, good | {"heads": "many"},
    ]  # fmt: skip
    records, reasons = read_records(pd.DataFrame(rows), PROFILES["transhumance"], PLACER, TODAY)
    assert reasons.counts == {
        "duplicate": 1, "swapped": 1, "degrees-minutes": 1, "zero-point": 1, "outside": 1, "no-place": 1,
        "ambiguous-date": 1, "no-date": 1, "future": 1, "negative": 1, "no-number": 1,
    }  # fmt: skip
    # The good one, those of 13 and 14 April, and those with a count that is none, which are movements all the same.
    assert records.columns["heads"].fillna(-1).tolist() == [1, 1, 1, -1, -1]
    assert reasons.examples["ambiguous-date"] == ["03/04/2023"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-04-13", "2023-04-13"), ("2023-4-3", "2023-04-03"), ("2023/04/13", "2023-04-13"),
        ("13/04/2023", "2023-04-13"), ("13.04.2023", "2023-04-13"), ("04/13/2023", "2023-04-13"),
        ("2023-04-13T10:00:00", "2023-04-13"), ("2023-04-13 23:59", "2023-04-13"),
        ("04/03/2023", None), ("2023-02-30", None), ("1889-01-01", None), ("", None), ("13-04-23", None),
    ],
)  # fmt: skip
def test_a_date_is_read_only_where_it_is_one_day(written, day):
    found = read_days(pd.Series([written]), TODAY, Reasons())
    assert np.isnat(found[0]) if day is None else str(found[0]) == day


def test_dates_are_read_in_the_one_order_that_the_others_of_the_table_have_and_that_is_said():
    reasons = Reasons()
    days = read_days(pd.Series(["03/04/2023", "13/04/2023", "2023-05-01", "31-02-2023"]), TODAY, reasons)
    assert [str(d) for d in days] == ["2023-04-03", "2023-04-13", "2023-05-01", "NaT"]
    assert reasons.counts == {"day-first": 1, "no-date": 1}
    assert reading_words(reasons, translator("en")) == [
        "1 dates such as 03/04/2023 read as day, month, year, as the other dates of the table are"
    ]
    assert reason_words(reasons, translator("fr")) == ["1 sans date lisible (31-02-2023)"]
    american = read_days(pd.Series(["03/04/2023", "04/13/2023"]), TODAY, reasons)
    assert str(american[0]) == "2023-03-04"


def test_numbers_are_read_as_spreadsheets_of_both_languages_write_them():
    written = pd.Series(["1 234", "0,5", "1,234", "12\u202f000", "x", None, "7", "inf"])
    assert as_numbers(written).fillna(-1).tolist() == [1234, 0.5, -1, 12000, -1, -1, 7, -1]
    assert as_numbers(pd.Series(["14,507"]), degrees=True).tolist() == [14.507]


def test_places_that_have_sites_of_one_name_or_no_name_at_all_count_each():
    names = [("East", "ash"), ("West", "ash")]
    placer = shape_placer(REGIONS.frame, names)
    for site in ({"village": ["Centre", "Centre"]}, {}):
        table = pd.DataFrame({"pcode": ["East", "West"], "date": ["2024-01-01"] * 2, "idps": [10, 20], **site})
        records, reasons = read_records(table, PROFILES["mobility"], placer, TODAY)
        part = add_up(records, reasons, 2, PROFILES["mobility"], "month")
        made = summarise_parts(part, PROFILES["mobility"], Grid(placer.codes, "region", "month"))
        assert figures(made, "displaced")["ash", "2024-01"] == 30


def test_feedback_is_counted_by_kind():
    made = summed(
        "feedback", region=["ash"] * 14, date=["2024-01-01"] * 14, comment=[str(n) for n in range(14)],
        categorie=["Plainte"] * 6 + ["question"] * 7 + ["else"],
    )  # fmt: skip
    # One record is of another kind: all but the two kinds would tell it, so that the smaller kind goes with it.
    assert figures(made, "received")["ash", "2024-01"] == 14
    assert figures(made, "complaints")["ash", "2024-01"] is None
    assert figures(made, "information")["ash", "2024-01"] == 7


def test_a_table_of_points_is_placed_by_codes_where_it_has_no_coordinates_and_the_other_way_round():
    herds, _ = read("transhumance", region=["Ash", "Grove"], date=["2024-01-01"] * 2, heads=[1, 2])
    assert [CODES[n] for n in herds.place] == ["ash"]
    sites, _ = read("mobility", lon=[1.5], lat=[0.5], date=["2024-01-01"], idps=[3])
    assert [CODES[n] for n in sites.place] == ["birch"]


def test_points_are_placed_in_hexagons_by_the_code_that_the_library_of_hexagons_documents():
    box = gpd.GeoDataFrame(geometry=[shapely.box(-123, 37, -122, 38)], index=pd.Index(["bay"]), crs="EPSG:4326")
    found = HexPlacer(5, raster_of(box)).of_points(np.array([-122.0553238, 0.0]), np.array([37.3615593, 0.0]))
    assert [f"{n:x}" if n != OUTSIDE else "" for n in found] == ["85283473fffffff", ""]


def test_a_name_of_two_places_is_ambiguous_and_one_of_none_is_unknown():
    records, reasons = read("mobility", pcode=["Grove", "Elm", "", "sq1"], date=["2024-01-01"] * 4, idps=[1, 2, 3, 4])
    assert reasons.counts == {"ambiguous-place": 1, "unknown-place": 1, "no-place": 1}
    assert [CODES[n] for n in records.place] == ["birch"]


def test_a_table_without_a_place_a_date_or_a_measure_is_refused_with_the_names_that_are_known():
    with pytest.raises(DataError) as error:
        columns_of(["village", "idps"], PROFILES["mobility"])
    assert [p.column for p in error.value.problems] == ["place", "date"]
    assert "adm2_pcode" in error.value.problems[0].details["known"]


@pytest.mark.parametrize(
    ("period", "first"),
    [("day", "2024-02-28"), ("week", "2024-02-26"), ("month", "2024-02-01"), ("year", "2024-01-01")],
)
def test_a_period_is_named_by_its_first_day_and_weeks_begin_on_monday(period, first):
    assert str(periods_of(np.array(["2024-02-28"], dtype="datetime64[D]"), period)[0]) == first
    assert str(periods_of(np.array(["2024-02-26"], dtype="datetime64[D]"), "week")[0]) == "2024-02-26"
    assert str(periods_of(np.array(["1969-12-28"], dtype="datetime64[D]"), "week")[0]) == "1969-12-22"


@pytest.mark.parametrize("layer", ["mobility", "sites", "stability"])
def test_parts_add_up_to_the_same_whatever_is_in_which(layer):
    rng = np.random.default_rng(3)
    n = 400
    table = pd.DataFrame(
        {
            "pcode": rng.choice(["ash", "SQ1", "cedar"], n), "date": pd.to_datetime("2024-01-01")
            + pd.to_timedelta(rng.integers(0, 90, n), unit="D"), "site": rng.choice(list("abcdef"), n),
            "idps": rng.integers(0, 50, n), "providers": rng.integers(0, 4, n), "score": rng.uniform(0, 100, n),
            "row": range(n),
        }
    ).sort_values("date", ignore_index=True)  # fmt: skip
    profile = PROFILES[layer]
    whole = add_up(*read_records(table, profile, PLACER, TODAY), n, profile, "month")
    parts = [table.iloc[a:b] for a, b in ((0, 7), (7, 7), (7, 150), (150, 400))]
    merged = Part()
    for part in parts:
        merged = merged.merged(add_up(*read_records(part, profile, PLACER, TODAY), len(part), profile, "month"))
    assert merged.read == whole.read == n
    grid = Grid(CODES, "region", "month")
    tables = [summarise_parts(p, profile, grid).table for p in (whole, merged)]
    key = ["measure", "place", "period"]
    one, other = (t.sort_values(key, ignore_index=True) for t in tables)
    pd.testing.assert_frame_equal(one, other, rtol=1e-12)


def test_a_summary_written_and_read_is_the_same():
    made = summed("transhumance", lon=[0.5, 1.5], lat=[0.5, 0.5], date=["2024-01-03", "2024-01-05"], heads=[10, 7])
    again = read_summary(made.csv().encode(), "figures.csv")
    assert (again.layer, again.level, again.period) == ("transhumance", "region", "month")
    pd.testing.assert_frame_equal(again.table, made.table, check_dtype=False)
    with pytest.raises(DataError):
        read_summary(b"a,b\n1,2\n", "other.csv")


def test_places_of_points_are_those_of_the_raster():
    assert PLACER.of_points(np.array([0.5, 9.0]), np.array([0.5, 9.0])).tolist() == [0, OUTSIDE]
