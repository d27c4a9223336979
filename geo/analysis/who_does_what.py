"""Who does what where: the partners that a plan names, with the sectors and regions that it ties them to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.sector_presence import objective_of_sector, placements, selected_sectors
from geo.core import remember, split_list
from geo.plans import BASIS_ORDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.core import View
    from geo.plans import Plan

LINKS = ("activity", "sector", "objective")
"""What ties a partner to a sector, the closest first: an activity names it, the sector's text, or the objective's."""
NOT_NAMED = ""
"""The partner of a sector whose text, activities and objective name none."""
_COLUMNS = ["partner", "sector", "region", "link", "basis", "activities"]


def who_does_what(plan: Plan, view: View, rollup: Mapping[str, str]) -> pd.DataFrame:
    """List the partners that the plan names, by sector and region, each with what ties it there.

    Parameters
    ----------
    plan
        The plan; its objectives, sectors and activities name partners.
    view
        Its sectors and its region are used; no region lists all.
    rollup
        Region of 2023 to the region of the wanted vintage that contains it.

    Returns
    -------
    DataFrame
        One row per partner, sector and region, in the plan's order. ``link``: the closest of
        `LINKS` that names the partner. ``basis``: why the sector or activity is in the region
        (``named``, ``zone``; ``nationwide`` and ``not_stated`` have region ``''``, and are listed for every
        region only if nationwide). ``activities``: how many activities name the partner there.
        A sector that is present and names nobody has the partner ``''``: unknown, not nobody.

    Notes
    -----
    An activity with places of its own is there; else it is where its sector is. That a plan names a
    partner says nothing of how much it does.
    """
    found = _links(plan, tuple(rollup.items()))
    found = found[found["sector"].isin(selected_sectors(plan, view))]
    if view.region is not None:
        here = (found["region"] == view.region) | (found["basis"] == "nationwide")
        found = found[here]
    return found.reset_index(drop=True)


@remember(most=8)
def _links(plan: Plan, rollup: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """Tie every partner to its places once per plan and vintage."""
    placed = placements(plan, dict(rollup))
    every = pd.DataFrame(_ties(plan, placed), columns=_COLUMNS)
    if every.empty:
        return every
    order = every.assign(near=every["link"].map(LINKS.index), sure=every["basis"].map(BASIS_ORDER.index))
    order = order.sort_values(["near", "sure"], kind="stable")
    counted = every.groupby(["partner", "sector", "region"], sort=False)["activities"].sum()
    best = order.drop_duplicates(["partner", "sector", "region"]).set_index(["partner", "sector", "region"])
    best["activities"] = counted
    ranked = best.reset_index()
    ranks = {
        "partner": [*map(str, plan.partners.index), NOT_NAMED],
        "sector": list(map(str, plan.sectors.index)),
        "region": [*dict.fromkeys(dict(rollup).values()), ""],
    }
    for column, codes in ranks.items():
        ranked[f"by_{column}"] = ranked[column].map({code: n for n, code in enumerate(codes)})
    return ranked.sort_values(["by_partner", "by_sector", "by_region"], kind="stable")[_COLUMNS]


def _ties(plan: Plan, placed: pd.DataFrame) -> Iterator[tuple[str, str, str, str, str, int]]:
    """Give every tie of a partner: partner, sector, region, link, basis, 1 if it is an activity's."""
    own = {str(a): _places(rows) for a, rows in placed[placed["activity"] != ""].groupby("activity")}
    sectors = {str(s): _places(rows) for s, rows in placed[placed["activity"] == ""].groupby("sector")}
    named = set()
    for activity, row in plan.activities.iterrows():
        sector = str(row["sector"])
        for partner in split_list(row["partners"]):
            named.add(sector)
            for region, basis in own.get(str(activity)) or sectors.get(sector) or [("", "not_stated")]:
                yield partner, sector, region, "activity", basis, 1
    for sector, objective in objective_of_sector(plan).items():
        for table, code, link in ((plan.sectors, sector, "sector"), (plan.objectives, objective, "objective")):
            for partner in split_list(table.loc[code, "partners"]) if "partners" in table else ():
                named.add(sector)
                for region, basis in sectors.get(sector) or [("", "not_stated")]:
                    yield partner, sector, region, link, basis, 0
        if sector not in named:
            for region, basis in sectors.get(sector) or [("", "not_stated")]:
                yield NOT_NAMED, sector, region, "sector", basis, 0


def _places(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(rows["region"].astype(str), rows["basis"].astype(str), strict=True))
