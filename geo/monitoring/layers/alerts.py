"""Early warning: movements of a week held against the same weeks of earlier seasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    Numbers = np.ndarray[tuple[int, ...], np.dtype[Any]]

MASS, EARLY, LATE, UNEXPECTED = "mass", "early", "late", "unexpected"
LEAST_SEASONS = 3
"""With fewer earlier years there is nothing to hold a week against: no alert, and the place is named as such."""
_LIMIT = 4.5
"""Robust z-score from which a week is a mass movement."""
_WINDOW = 1
"""Weeks before and after that count as the same weeks of an earlier season."""
_QUIET = 2
"""Weeks around in which an unexpected movement was never seen before."""
_ONSET = 0.2
"""Part of a usual season's movements from which the season has begun."""
_SHIFT = 3
"""Weeks that a season begins before or after the usual one at least, to be early or late."""
_MAD = 1.4826
"""Makes the median absolute deviation of a normal distribution its standard deviation."""
_SMALL, _STILL, _ABOVE = 0.35, 0.4, 1.15
_WEEKS = 53
_SEASONS = ((32, 26), (6, 26))
"""Seasons as first week and weeks, from the quiet weeks before: the way south after the rains, the way back before."""


@dataclass(frozen=True)
class Alert:
    """A movement that differs from earlier seasons, with its numbers.

    ``week`` is its first day. ``count`` was seen, ``usual`` is the median of the same weeks
    of ``seasons`` earlier years (of early and late: weeks after the season's first week, seen
    and usual). ``score`` is the robust z-score, in standard deviations of a normal distribution.
    """

    place: str
    week: pd.Timestamp
    kind: str
    count: float
    usual: float
    score: float
    seasons: int


def find_alerts(weekly: pd.DataFrame, *, since: pd.Timestamp | None = None) -> list[Alert]:
    """Find mass, unexpected, early and late movements.

    Parameters
    ----------
    weekly
        Movements per week: columns are places, the index Mondays, missing where nothing was
        observed. A place that reported in a year counts 0 in that year's weeks without a record.
    since
        Only weeks from this day on are judged; all by default.

    Returns
    -------
    list of Alert
        In the order of weeks and places. Weeks of one movement are one alert, at its first week.

    Notes
    -----
    Counts are held against each other as square roots, which makes their spread alike
    (Anscombe 1948). The score is (x - median) / (1.4826 MAD), over the same week and those
    beside it in every earlier year; the spread is taken as no less than a tenth of the
    median and no less than that of a count (half a unit). A season begins when a fifth of a
    usual season's movements have passed (the median over earlier years).
    """
    if weekly.empty:
        return []
    filled = _weeks_filled(weekly)
    found: list[Alert] = []
    for place in filled.columns:
        series = filled[place].dropna()
        found += [*_of_weeks(str(place), series), *_of_seasons(str(place), series)]
    judged = [a for a in found if since is None or a.week >= since]
    return sorted(judged, key=lambda a: (a.week, a.place, a.kind))


def too_new(weekly: pd.DataFrame) -> tuple[str, ...]:
    """Name the places whose history is too short for any alert."""
    years = {str(p): weekly[p].dropna().index.year.nunique() for p in weekly.columns}
    return tuple(place for place, n in years.items() if n <= LEAST_SEASONS)


def _weeks_filled(weekly: pd.DataFrame) -> pd.DataFrame:
    """Give every week a row; a week without a record is 0 in a year in which the place reported, else unknown."""
    mondays = pd.date_range(weekly.index.min(), weekly.index.max(), freq="W-MON")
    full = weekly.reindex(mondays)
    reported = full.notna().groupby(full.index.year).transform("any")
    return full.mask(full.isna() & reported, 0.0)


def _of_weeks(place: str, series: pd.Series[float]) -> list[Alert]:
    """Find mass and unexpected movements of one place."""
    roots, years, weeks = np.sqrt(series.to_numpy()), series.index.year.to_numpy(), _week_of_year(series.index)
    peak = float(np.median([roots[years == y].max() for y in np.unique(years)]))
    found: list[Alert] = []
    last = -_WEEKS
    for n, root in enumerate(roots):
        before = years < years[n]
        if np.unique(years[before]).size < LEAST_SEASONS:
            continue
        apart = _apart(weeks, weeks[n])
        same = roots[before & (apart <= _WINDOW)]
        usual = float(np.median(same))
        spread = max(_MAD * float(np.median(np.abs(same - usual))), 0.1 * usual, 0.5)
        score = (root - usual) / spread
        quiet = float(np.quantile(roots[before & (apart <= _QUIET)], 0.9))
        kind = _kind(root, score, quiet, peak)
        if kind:
            if n - last > _WINDOW + 1:
                seasons, seen = int(np.unique(years[before]).size), float(series.iloc[n])
                found.append(Alert(place, series.index[n], kind, seen, usual**2, float(score), seasons))
            last = n
    return found


def _kind(root: float, score: float, quiet: float, peak: float) -> str:
    """Tell what a week is: unexpected where hardly anything ever moved around it, else mass.

    Amounts are square roots: a week below an eighth of a usual year's peak is no alert, nor one
    that is hardly more than the most of the weeks around it in earlier years (the edge of a
    season, when it comes a week sooner); weeks below a sixth of the peak are quiet.
    """
    if score < _LIMIT or root < max(_SMALL * peak, _ABOVE * quiet):
        return ""
    return UNEXPECTED if quiet < _STILL * peak else MASS


def _of_seasons(place: str, series: pd.Series[float]) -> list[Alert]:
    """Find seasons of one place that began early or late."""
    found = []
    for first, length in _SEASONS:
        seasons = _seasons(series, first, length)
        for n, (start, counts) in enumerate(seasons):
            earlier = [c for _, c in seasons[:n] if len(c) >= length - 1]
            if len(earlier) < LEAST_SEASONS:
                continue
            begun = _ONSET * float(np.median([c.sum() for c in earlier]))
            if begun <= 0:
                continue
            onsets = np.array([_onset(c, begun, length) for c in earlier], dtype=float)
            usual = float(np.median(onsets))
            spread = max(_MAD * float(np.median(np.abs(onsets - usual))), 1.0)
            here, seen = _onset(counts, begun, length), len(counts)
            shift = here - usual
            if shift <= -max(_SHIFT, 2.5 * spread) and here < seen:
                at, kind = here, EARLY
            elif shift >= max(_SHIFT, 2.5 * spread):
                at, kind = int(usual + max(_SHIFT, 2.5 * spread)), LATE
            else:
                continue
            if at < seen:
                week = start + pd.Timedelta(weeks=at)
                found.append(Alert(place, week, kind, float(here), usual, shift / spread, len(earlier)))
    return found


def _seasons(series: pd.Series[float], first: int, length: int) -> list[tuple[pd.Timestamp, Numbers]]:
    """Cut a place's weeks into seasons: first Monday and counts, those that were seen from their first week on."""
    found = []
    for year in sorted(set(series.index.year)):
        start = pd.Timestamp.fromisocalendar(int(year), first, 1)
        counts = series[(series.index >= start) & (series.index < start + pd.Timedelta(weeks=length))]
        if len(counts) and counts.index[0] == start:
            found.append((start, counts.to_numpy()))
    return found


def _onset(counts: Numbers, begun: float, length: int) -> int:
    """Return the week in which a season has begun; its length where it has not."""
    passed = np.flatnonzero(np.cumsum(counts) >= begun)
    return int(passed[0]) if len(passed) else length


def _week_of_year(index: pd.Index[Any]) -> Numbers:
    weeks: Numbers = (pd.DatetimeIndex(index).day_of_year.to_numpy() - 1) // 7
    return weeks


def _apart(weeks: Numbers, week: int) -> Numbers:
    """Return how many weeks lie between, around the turn of the year as well."""
    distance = np.abs(weeks - week)
    nearer: Numbers = np.minimum(distance, _WEEKS - distance)
    return nearer


def weekly_counts(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return a summary's weekly figures with places as columns; withheld ones and the country's are left out."""
    rows = table[(table["measure"] == measure) & (table["place"] != "") & ~table["withheld"].astype(bool)]
    return rows.pivot_table(index="period", columns="place", values="value", aggfunc="sum")


def alerts_table(alerts: Iterable[Alert]) -> pd.DataFrame:
    """Lay out alerts, one row each, with their numbers."""
    columns = ["place", "week", "kind", "count", "usual", "score", "seasons"]
    return pd.DataFrame([[getattr(a, c) for c in columns] for a in alerts], columns=columns)
