"""Who reports to work where: organisations by sector and place, gaps, duplications, and the plan beside it.

Presence is not coverage of needs: an organisation counts, however little it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.sector_presence import presence_matrix
from geo.core import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.intake import ReportedPresence
    from geo.plans import Plan

BOTH, INTENDED_ONLY, REPORTED_ONLY = "both", "intended", "reported"
_PLACED_BASES = ("named", "zone")


def organisations_by_place(presence: ReportedPresence, level: str) -> pd.DataFrame:
    """Count the organisations of each sector in each place.

    Parameters
    ----------
    presence
        Who works where.
    level
        ``cercle``, or ``region_2023`` and so on: a column of its frame.

    Returns
    -------
    DataFrame
        One row per sector that anybody reports (by code), one column per place that anybody reports in;
        each cell is the number of different organisations.
    """
    rows = presence.frame[(presence.frame[level] != "") & (presence.frame["sector"] != "")]
    return rows.pivot_table(index="sector", columns=level, values="org", aggfunc="nunique", fill_value=0).sort_index()


def count_organisations(presence: ReportedPresence, level: str) -> pd.Series[int]:
    """Count the different organisations in each place, of whatever sector."""
    rows = presence.frame[presence.frame[level] != ""]
    return rows.groupby(level)["org"].nunique()


def presence_gaps(
    presence: ReportedPresence, level: str, places: Sequence[str], sectors: Sequence[str]
) -> pd.DataFrame:
    """List the sectors that nobody reports in a place: ``sector``, ``place``, in the order given."""
    counted = organisations_by_place(presence, level).reindex(index=list(sectors), columns=list(places), fill_value=0)
    gaps = [
        (s, p)
        for s, row in zip(counted.index, counted.to_dict("records"), strict=True)
        for p, n in row.items()
        if not n
    ]
    return pd.DataFrame(gaps, columns=["sector", "place"])


def duplications(presence: ReportedPresence) -> pd.DataFrame:
    """List the sectors that several organisations report in one cercle: sector, cercle, ``n``, ``organisations``.

    Several organisations in one sector and cercle may well complete each other: it is a place to ask.
    """
    rows = presence.frame[(presence.frame["cercle"] != "") & (presence.frame["sector"] != "")]
    rows = rows.drop_duplicates(["sector", "cercle", "org"])
    grouped = rows.groupby(["sector", "cercle"])["name"]
    found = pd.DataFrame({"n": grouped.size(), "organisations": grouped.agg(sorted)}).reset_index()
    return found[found["n"] > 1].sort_values(
        ["n", "sector", "cercle"], ascending=[False, True, True], ignore_index=True
    )


def plan_against_presence(
    plan: Plan, presence: ReportedPresence, areas: str, rollup: Mapping[str, str], regions: Sequence[str]
) -> pd.DataFrame:
    """Set what the plan intends beside what is reported.

    Returns
    -------
    DataFrame
        Columns ``sector``, ``region``, ``state``, ``basis`` and ``n`` (organisations), one row per sector
        of the plan and region where the plan places it (named or by a zone) or somebody reports it.
        ``state``: `BOTH`, `INTENDED_ONLY` (nobody reports it), or `REPORTED_ONLY` (the plan does not place
        it there). A nationwide sector is placed everywhere, so that it is never reported only.
    """
    intended = presence_matrix(plan, View(), rollup, regions).to_dict("index")
    counted = organisations_by_place(presence, f"region_{areas}").to_dict("index")
    rows = []
    for sector, bases in intended.items():
        for region in regions:
            basis, n = str(bases[region]), int(counted.get(sector, {}).get(region, 0))
            placed = basis in _PLACED_BASES
            if placed or (n and basis != "nationwide"):
                state = BOTH if placed and n else INTENDED_ONLY if placed else REPORTED_ONLY
                rows.append((str(sector), region, state, basis, n))
    return pd.DataFrame(rows, columns=["sector", "region", "state", "basis", "n"])
