"""What records add up to per place and period, in parts that can be merged: of a file, of a block, of a worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.core import fold_name
from geo.monitoring.layers.placing import Reasons

if TYPE_CHECKING:
    from geo.monitoring.layers.placing import Numbers
    from geo.monitoring.layers.profile import LayerMeasure, LayerProfile
    from geo.monitoring.layers.records import Records

PERIODS = {"day": "D", "week": "W", "month": "M", "year": "Y", "all": ""}
_KEY = ["place", "period"]


@dataclass(frozen=True, eq=False)
class Part:
    """What some records add up to.

    ``sums``: by measure, one row per place and period with ``n`` (records that have a value)
    and ``total`` (their sum; of a share, how many count). ``latest``: by measure, one row per
    place, period and site with its last ``day`` and ``value``. ``distinct``: by measure, the
    different values per place and period. All are exact and merge in any grouping; floats are
    added in the order of the parts, so that the same parts give the same bits.
    """

    read: int = 0
    placed: int = 0
    reasons: Reasons = field(default_factory=Reasons)
    synthetic: bool = False
    sums: dict[str, pd.DataFrame] = field(default_factory=dict)
    latest: dict[str, pd.DataFrame] = field(default_factory=dict)
    distinct: dict[str, pd.DataFrame] = field(default_factory=dict)

    def merged(self, other: Part) -> Part:
        """Return what both add up to; this one's records come first."""
        return Part(
            self.read + other.read,
            self.placed + other.placed,
            self.reasons.merged(other.reasons),
            self.synthetic or other.synthetic,
            _both(self.sums, other.sums, lambda f: f.groupby(_KEY, as_index=False, sort=True).sum()),
            _both(self.latest, other.latest, _last_of_site),
            _both(self.distinct, other.distinct, lambda f: f.drop_duplicates(ignore_index=True)),
        )


def _both(first: dict[str, pd.DataFrame], second: dict[str, pd.DataFrame], merge: Any) -> dict[str, pd.DataFrame]:  # noqa: ANN401 - a function
    alone = {code: frame for parts in (second, first) for code, frame in parts.items()}
    shared = first.keys() & second.keys()
    return alone | {code: merge(pd.concat([first[code], second[code]], ignore_index=True)) for code in shared}


def _last_of_site(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep each site's last value of a period; of two on one day, the later record."""
    ordered = frame.sort_values([*_KEY, "site", "day"], kind="stable")
    return ordered.drop_duplicates([*_KEY, "site"], keep="last").reset_index(drop=True)


def add_up(records: Records, reasons: Reasons, read: int, profile: LayerProfile, period: str) -> Part:
    """Add up records per place and period.

    Parameters
    ----------
    records, reasons, read
        The records that can be used, why others cannot, and how many were read.
    profile
        The measures.
    period
        One of `PERIODS`.
    """
    when = periods_of(records.day, period)
    keys, codes = _groups(records.place, when)
    sums, latest, distinct = {}, {}, {}
    for measure in profile.measures:
        column = records.columns.get(measure.code)
        if measure.aggregation == "count" and not measure.true:
            sums[measure.code] = _summed(keys, codes, np.ones(len(records)))
        elif column is None:
            continue
        elif measure.aggregation == "count":
            counted = _counted(column, measure)
            sums[measure.code] = _summed(keys, codes, np.where(counted == 1, 1.0, np.nan))
        elif measure.aggregation == "distinct":
            rows = pd.DataFrame({"place": records.place, "period": when, "value": column})
            distinct[measure.code] = rows[rows["value"] != ""].drop_duplicates(ignore_index=True)
        elif measure.aggregation == "latest":
            rows = pd.DataFrame(
                {"place": records.place, "period": when, "site": records.site, "day": records.day, "value": column}
            )
            latest[measure.code] = _last_of_site(rows.dropna(subset=["value"]))
        else:
            sums[measure.code] = _summed(keys, codes, _counted(column, measure))
    return Part(read, len(records), reasons, records.synthetic, sums, latest, distinct)


def periods_of(day: Numbers, period: str) -> Numbers:
    """Return the first day of the period of each day; weeks begin on Monday, ``all`` is one period."""
    if period == "all":
        return np.full(len(day), np.datetime64("1970-01-01", "D"))
    if period == "week":  # the first Monday of numpy's calendar is its day 4
        monday: Numbers = day - ((day.astype(np.int64) - 4) % 7).astype("timedelta64[D]")
        return monday
    first: Numbers = day.astype(f"datetime64[{PERIODS[period]}]").astype("datetime64[D]")
    return first


def _groups(place: Numbers, when: Numbers) -> tuple[pd.DataFrame, Numbers]:
    """Return the different pairs of place and period, and which of them each record has."""
    places, place_of = np.unique(place, return_inverse=True)
    times, time_of = np.unique(when, return_inverse=True)
    pairs, codes = np.unique(place_of * max(1, len(times)) + time_of, return_inverse=True)
    return pd.DataFrame({"place": places[pairs // len(times)], "period": times[pairs % len(times)]} if len(pairs) else
                        {"place": places, "period": times}), codes  # fmt: skip


def _counted(column: pd.Series[Any], measure: LayerMeasure) -> Numbers:
    """Return what each record counts for: its number, or 1 or 0 for a share; not-a-number where it does not answer."""
    if measure.true:
        meant = {fold_name(word) for word in measure.true}
        answers = {text: np.nan if not text else float(fold_name(text) in meant) for text in column.unique()}
        answered: Numbers = column.map(answers).to_numpy(dtype=float)
        return answered
    numbers: Numbers = column.to_numpy(dtype=float, na_value=np.nan)
    if measure.threshold is None:
        return numbers
    side, limit = measure.threshold
    passed = numbers < limit if side == "below" else numbers >= limit
    return np.where(np.isnan(numbers), np.nan, passed.astype(float))


def _summed(keys: pd.DataFrame, codes: Numbers, values: Numbers) -> pd.DataFrame:
    known = ~np.isnan(values)
    n = np.bincount(codes[known], minlength=len(keys))
    total = np.bincount(codes[known], weights=values[known], minlength=len(keys))
    return keys.assign(n=n, total=total)[n > 0].reset_index(drop=True)
