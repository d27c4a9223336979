"""Observed needs per region: who published them, for which areas, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from datetime import date

    from geo.observations import Observations


@dataclass(frozen=True)
class Round:
    """One day's figures of displaced persons by region of 2023; ``day`` is None where there are none."""

    day: date | None
    by_region: dict[str, int]


def idp_round(observed: Observations, as_of: date | None = None) -> Round:
    """Return the latest day's displaced persons by region of 2023, up to a day.

    A day with a figure for a single region is no round: a split needs the regions beside
    each other. Figures of other vintages are never cut into the regions of 2023.
    """
    rows = observed.idps[observed.idps["areas"] == "2023"]
    if as_of is not None:
        rows = rows[rows["date"] <= pd.Timestamp(as_of)]
    sizes = rows.groupby("date").size()
    days = sizes[sizes > 1].index
    if not len(days):
        return Round(None, {})
    latest = rows[rows["date"] == days.max()]
    people = {str(r): int(n) for r, n in zip(latest["region"], latest["idps"], strict=True)}
    return Round(pd.Timestamp(days.max()).date(), people)
