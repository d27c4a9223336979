"""Rounds of displacement tracking: the displaced persons of several regions on one day, which money may be split by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.core import remember

if TYPE_CHECKING:
    from datetime import date

    from geo.monitoring.observations import Observations


@dataclass(frozen=True)
class IdpRound:
    """One day's figures of displaced persons by region of 2023; ``day`` is None where there are none."""

    day: date | None
    by_region: dict[str, int]


@remember(most=64)
def latest_idp_round(observed: Observations, as_of: date | None = None) -> IdpRound:
    """Return the latest day's displaced persons by region of 2023, up to a day.

    A day with a figure for a single region is no round: a split needs the regions beside
    each other. Figures of other vintages are never cut into the regions of 2023.
    """
    idps = observed.tables["idps"]
    rows = idps[idps["areas"] == "2023"]
    if as_of is not None:
        rows = rows[rows["date"] <= pd.Timestamp(as_of)]
    sizes = rows.groupby("date").size()
    several = sizes[sizes > 1].index
    if not len(several):
        return IdpRound(None, {})
    latest = rows[rows["date"] == several.max()]
    people = {str(r): int(n) for r, n in zip(latest["region"], latest["idps"], strict=True)}
    return IdpRound(pd.Timestamp(several.max()).date(), people)
