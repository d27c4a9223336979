"""Every observed figure of a need in one form: period, region, areas, value, base, source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core import remember
from geo.monitoring.observations import MONTHS, REGIONS_TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.monitoring.observations import Observations
    from geo.places import Regions

    _Vintages = tuple[tuple[str, Regions], ...]
    """Regions by vintage as a key: what is remembered of observations is of these regions."""


_COLUMNS = ["start", "end", "reference", "kind", "region", "areas", "together", "value", "base", "source"]


_CENSUS = pd.Timestamp("2022-01-01"), pd.Timestamp("2022-12-31")


def observation_table(measure: str, observed: Observations, vintages: Mapping[str, Regions]) -> pd.DataFrame:
    """Return every figure of a need in one form: period, region, areas, together, value, base, source.

    Values are people; for a share, ``value`` is the people that it counts and ``base`` those that it is a part of.
    """
    indicator = observed.indicators[measure]
    if indicator.table == REGIONS_TABLE:
        return _census(vintages["2023"], indicator.value, indicator.base or indicator.value)
    return _in_one_form(observed, measure)


@remember(most=16)
def _in_one_form(observed: Observations, measure: str) -> pd.DataFrame:
    indicator = observed.indicators[measure]
    rows = observed.tables[indicator.table]
    base = rows[indicator.base] if indicator.base else pd.NA
    rows = rows.assign(value=rows[indicator.value], base=base)
    if "date" in rows:
        rows = rows.assign(start=rows["date"], end=rows["date"], reference="", kind="current", together="")
    else:
        rows = rows.assign(end=[_last_day(*row) for row in rows[["start", "end", "reference"]].itertuples(index=False)])
    return rows[_COLUMNS].dropna(subset=["value"]).reset_index(drop=True)


def _last_day(start: pd.Timestamp, end: pd.Timestamp, reference: str) -> pd.Timestamp:
    """Return the last day of a period by the months that its source names: its words and its days end on one day.

    The Cadre Harmonisé speaks of June to August where its files let the figures hold until the next analysis.
    """
    if not reference:
        return end
    month = MONTHS.index(reference.split("-")[1]) + 1
    named = pd.Timestamp(start.year + (month < start.month), month, 1) + pd.offsets.MonthEnd(0)
    return min(end, named)


@remember(most=4)
def _census(regions: Regions, value: str, base: str) -> pd.DataFrame:
    rows = regions.frame.reset_index(names="region")
    people, whole = rows[value].astype("Int64"), rows[base].astype("Int64")
    made = rows.assign(value=people, base=whole, start=_CENSUS[0], end=_CENSUS[1], reference="", kind="census")
    return made.assign(areas="2023", together="")[_COLUMNS].dropna(subset=["value"]).reset_index(drop=True)
