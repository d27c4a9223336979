"""Synthetic records, since real ones are not public: seasons with planted events, marked as what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo.monitoring.layers.alerts import EARLY, LATE, MASS, UNEXPECTED
from geo.monitoring.layers.records import SYNTHETIC

if TYPE_CHECKING:
    import geopandas as gpd

_PULSES = ((44, 3.0), (20, 3.0))
"""The way south and the way back: week of the year and spread in weeks."""
_PER_HERD = 60
"""Heads of cattle in a herd, on average."""
_KINDS = (MASS, EARLY, LATE, UNEXPECTED)


@dataclass(frozen=True)
class Planted:
    """An event that was planted: place, first and last Monday between which it shows, and its kind."""

    place: str
    first: pd.Timestamp
    last: pd.Timestamp
    kind: str


def synthetic_weeks(
    places: list[str], years: range, rng: np.random.Generator, *, events: bool
) -> tuple[pd.DataFrame, list[Planted]]:
    """Make weekly movements of two seasons a year, with one planted event per place in the last year.

    Parameters
    ----------
    places
        Names of the columns.
    years
        Calendar years.
    rng
        Source of chance; the same seed gives the same weeks.
    events
        Whether events are planted.

    Returns
    -------
    DataFrame, list of Planted
        Movements per Monday and place, and what was planted. Levels differ by place, vary by a
        fifth from year to year, a season's middle by a week; counts are Poisson around that,
        with more spread than Poisson has.
    """
    mondays = pd.date_range(f"{years.start}-01-01", f"{years.stop - 1}-12-31", freq="W-MON")
    columns, planted = {}, []
    for number, place in enumerate(places):
        event = _KINDS[number % len(_KINDS)] if events else ""
        level, mean = rng.uniform(40, 400), np.zeros(len(mondays))
        for year in years:
            for pulse, (middle, width) in enumerate(_PULSES):
                size, shift = level * rng.lognormal(0, 0.2), rng.normal(0, 0.8)
                if event in (EARLY, LATE) and year == years.stop - 1 and pulse == number // len(_KINDS) % 2:
                    shift = (-6 if event == EARLY else 6) + rng.normal(0, 0.3)
                    planted.append(_season_event(place, year, middle, event))
                mean += _pulse(mondays, year, middle + shift, width, size)
        if event in (MASS, UNEXPECTED):
            week = 44 if event == MASS else 32
            start = pd.Timestamp.fromisocalendar(years.stop - 1, week, 1)
            mean += np.where((mondays >= start) & (mondays < start + pd.Timedelta(weeks=2)), level * 2.2, 0)
            planted.append(Planted(place, start - pd.Timedelta(weeks=1), start + pd.Timedelta(weeks=3), event))
        columns[place] = rng.poisson(mean * rng.gamma(40, 1 / 40, len(mean))).astype(float)
    return pd.DataFrame(columns, index=mondays), planted


def _pulse(
    mondays: pd.DatetimeIndex, year: int, middle: float, width: float, size: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    centre = pd.Timestamp.fromisocalendar(year, 1, 1) + pd.Timedelta(weeks=middle)
    apart = (mondays - centre).days.to_numpy() / 7
    return np.asarray(size * np.exp(-0.5 * (apart / width) ** 2))


def _season_event(place: str, year: int, middle: int, kind: str) -> Planted:
    centre = pd.Timestamp.fromisocalendar(year, 1, 1) + pd.Timedelta(weeks=middle)
    return Planted(place, centre - pd.Timedelta(weeks=14), centre + pd.Timedelta(weeks=12), kind)


def synthetic_records(
    regions: gpd.GeoDataFrame, years: range, seed: int, n: int | None = None
) -> tuple[pd.DataFrame, list[Planted]]:
    """Make records of herds on the move inside regions, each marked `SYNTHETIC`.

    Parameters
    ----------
    regions
        Shapes in EPSG:4326, indexed by code; those without a shape are left out.
    years
        Calendar years; events are planted in the last.
    seed
        The same seed gives the same records.
    n
        How many records; as many as the seasons have by default.

    Returns
    -------
    DataFrame, list of Planted
        Columns ``date``, ``lon``, ``lat``, ``heads``, ``direction``, ``synthetic``, in the
        order of days; and what was planted.
    """
    rng, drawn = np.random.default_rng(seed), regions[regions.geometry.notna()]
    weeks, planted = synthetic_weeks(list(map(str, drawn.index)), years, rng, events=True)
    rates = weeks.to_numpy()
    counts = rates.astype(int) if n is None else rng.multinomial(n, (rates / rates.sum()).ravel()).reshape(rates.shape)
    total = int(counts.sum())
    week, place = (np.repeat(i.ravel(), counts.ravel()) for i in np.indices(counts.shape))
    lon, lat = np.empty(total), np.empty(total)
    for number, shape in enumerate(drawn.geometry):
        here = np.flatnonzero(place == number)
        lon[here], lat[here] = _points_in(shape, len(here), rng)
    day = weeks.index.to_numpy()[week] + rng.integers(0, 7, total).astype("timedelta64[D]")
    records = pd.DataFrame(
        {
            "date": day.astype("datetime64[s]"), "lon": lon.round(5), "lat": lat.round(5),
            "heads": rng.poisson(_PER_HERD, total), "direction": np.where(week % 52 > 26, "south", "north"),  # noqa: PLR2004
            SYNTHETIC: True,
        }
    )  # fmt: skip
    return records.sort_values("date", kind="stable", ignore_index=True), planted


def _points_in(shape: shapely.Geometry, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return points inside a shape, uniform over its box and kept where they lie within."""
    west, south, east, north = shape.bounds
    shapely.prepare(shape)
    xs, ys, found = [], [], 0
    while found < n:
        x, y = rng.uniform(west, east, 2 * n + 16), rng.uniform(south, north, 2 * n + 16)
        inside = shapely.contains_xy(shape, x, y)
        xs.append(x[inside])
        ys.append(y[inside])
        found += int(inside.sum())
    return (np.concatenate(xs)[:n], np.concatenate(ys)[:n]) if xs else (np.empty(0), np.empty(0))
