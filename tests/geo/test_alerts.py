"""Early warning: by hand on small seasons, and on synthetic ones with planted events."""

import numpy as np
import pandas as pd
import pytest

from geo.monitoring.layers.alerts import (
    EARLY,
    LATE,
    MASS,
    UNEXPECTED,
    alerts_table,
    find_alerts,
    too_new,
    weekly_counts,
)
from geo.monitoring.layers.synth import synthetic_records, synthetic_weeks
from tests import squareland

YEARS = range(2018, 2024)


def seasons(changes=(), years=YEARS):
    """Give a place 100 movements in each of the ten weeks from week 40 on, none in others, but for *changes*."""
    mondays = pd.date_range(f"{years.start}-01-01", f"{years.stop - 1}-12-31", freq="W-MON")
    week = mondays.isocalendar().week.to_numpy()
    counts = pd.Series(np.where((week >= 40) & (week < 50), 100.0, 0.0), index=mondays)
    for (year, first, last), n in changes:
        start, end = (pd.Timestamp.fromisocalendar(year, w, 1) for w in (first, last))
        counts[(counts.index >= start) & (counts.index <= end)] = n
    return pd.DataFrame({"ash": counts})


def found(changes, **kwargs):
    return [(a.kind, f"{a.week:%G-%V}", a.count, a.usual) for a in find_alerts(seasons(changes), **kwargs)]


def test_a_usual_season_gives_no_alert():
    assert found(()) == []


def test_three_weeks_of_far_more_than_usual_are_one_alert_at_their_first():
    kind, week, count, usual = found([((2023, 43, 45), 400.0)])[0]
    assert (kind, week, count) == (MASS, "2023-43", 400)
    assert usual == pytest.approx(100)
    assert len(found([((2023, 43, 45), 400.0)])) == 1


def test_movements_where_none_ever_were_are_unexpected():
    assert [f[:3] for f in found([((2023, 20, 21), 80.0)])] == [(UNEXPECTED, "2023-20", 80)]


def test_a_season_that_begins_six_weeks_before_is_early_and_says_by_how_much():
    alerts = find_alerts(seasons([((2023, 34, 39), 100.0), ((2023, 44, 49), 0.0)]))
    early = [a for a in alerts if a.kind == EARLY]
    # Usually the season's 200th movement is in its second week, 41: the ninth after week 32; here in week 35.
    assert [(f"{a.week:%G-%V}", a.count, a.usual) for a in early] == [("2023-35", 3, 9)]


def test_a_season_that_has_not_begun_when_it_should_have_is_late():
    late = [a for a in find_alerts(seasons([((2023, 40, 52), 0.0)])) if a.kind == LATE]
    assert [(f"{a.week:%G-%V}", a.seasons) for a in late] == [("2023-44", 5)]


def test_fewer_than_three_earlier_years_give_no_alert_and_the_place_is_named():
    short = seasons([((2023, 43, 45), 900.0)], years=range(2021, 2024))
    assert find_alerts(short) == []
    assert too_new(short) == ("ash",)
    assert too_new(seasons()) == ()


def test_a_week_without_a_record_is_nothing_in_a_year_that_reports_and_unknown_in_one_that_does_not():
    full = seasons([((2023, 43, 45), 400.0)])
    sparse = full.mask(full == 0)
    assert [a.week for a in find_alerts(sparse)] == [a.week for a in find_alerts(full)]
    silent = full.copy()
    silent.loc[(full.index.year >= 2019) & (full.index.year <= 2021)] = float("nan")
    assert find_alerts(silent) == []  # 2018 and 2022 alone are no history


def test_only_weeks_from_a_day_on_are_judged():
    both = [((2022, 43, 44), 400.0), ((2023, 43, 44), 400.0)]
    assert [f[1] for f in found(both, since=pd.Timestamp("2023-01-01"))] == ["2023-43"]


def test_most_planted_events_are_found_with_hardly_a_false_alarm():
    planted = hit = false = 0
    places, years, first = [f"r{n}" for n in range(16)], range(2016, 2025), pd.Timestamp("2020-01-01")
    for seed in range(100, 106):
        weeks, events = synthetic_weeks(places, years, np.random.default_rng(seed), events=True)
        alerts = find_alerts(weeks, since=first)
        near = {id(a): [e for e in events if e.place == a.place and e.first <= a.week <= e.last] for a in alerts}
        planted += len(events)
        hit += sum(any(a.kind == e.kind and e in near[id(a)] for a in alerts) for e in events)
        false += sum(not e for e in near.values())
    assert planted == 6 * len(places)
    assert hit >= 0.9 * planted
    assert false <= 6 * len(places) * 5  # at most one a region and year; the five judged years


def test_synthetic_records_are_marked_lie_in_their_regions_and_repeat_with_their_seed():
    frame = squareland.regions().frame
    records, events = synthetic_records(frame, range(2019, 2024), 7, n=500)
    again, _ = synthetic_records(frame, range(2019, 2024), 7, n=500)
    other, _ = synthetic_records(frame, range(2019, 2024), 8, n=500)
    pd.testing.assert_frame_equal(records, again)
    assert not records.equals(other)
    assert len(records) == 500
    assert records["synthetic"].all()
    assert records["lon"].between(0, 3).all()
    assert records["lat"].between(0, 1).all()
    assert {e.place for e in events} <= set(frame.index)


def test_weeks_of_a_summary_leave_out_the_country_and_what_is_withheld():
    table = pd.DataFrame(
        {
            "measure": ["heads"] * 3 + ["movements"], "place": ["ash", "", "birch", "ash"],
            "period": pd.to_datetime(["2024-01-01"] * 4), "value": [5.0, 9.0, None, 1.0],
            "withheld": [False, False, True, False],
        }
    )  # fmt: skip
    assert weekly_counts(table, "heads").to_dict() == {"ash": {pd.Timestamp("2024-01-01"): 5.0}}


def test_alerts_are_laid_out_with_their_numbers():
    table = alerts_table(find_alerts(seasons([((2023, 43, 45), 400.0)])))
    assert list(table.columns) == ["place", "week", "kind", "count", "usual", "score", "seasons"]
    assert table.loc[0, ["place", "kind", "count", "seasons"]].tolist() == ["ash", "mass", 400, 5]
    assert alerts_table([]).empty
