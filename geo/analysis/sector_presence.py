"""Which sectors and activities are where, and on what basis the plan says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core import remember
from geo.plans import BASIS_ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.core import View
    from geo.plans import Plan

BASIS_SYMBOLS = {"named": "●", "zone": "◐", "nationwide": "○", "not_stated": "·"}


def selected_sectors(plan: Plan, view: View) -> list[str]:
    """List the sectors that pass the view's filters, in the plan's order."""
    return [
        sector
        for sector, objective in objective_of_sector(plan).items()
        if (not view.objective or objective in view.objective) and (not view.sector or sector in view.sector)
    ]


@remember(most=1)
def objective_of_sector(plan: Plan) -> dict[str, str]:
    """Return the objective's code of each sector, in the plan's order. It is shared."""
    return {str(sector): str(objective) for sector, objective in plan.sectors["objective"].items()}


def placements(plan: Plan, rollup: Mapping[str, str]) -> pd.DataFrame:
    """Place every sector and activity in the regions of a vintage.

    Parameters
    ----------
    plan
        The plan; its places are regions of 2023 or zones of them.
    rollup
        Region of 2023 to the region of the wanted vintage that contains it.

    Returns
    -------
    DataFrame
        Columns sector, activity ('' for the sector itself), region, basis; one row per
        combination, the strongest basis kept where several parts of one region are
        named (Mopti and Bandiagara are both in the Mopti of 2016). Places without a
        region (nationwide, not stated) have region ''. It is shared: do not write to it.
    """
    return _placed(plan, tuple(rollup.items()))


@remember(most=8)
def _placed(plan: Plan, rollup: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """Place once per plan and vintage: every figure of a page starts here."""
    into = dict(rollup)
    zones = plan.zones[["zone", "region"]].rename(columns={"zone": "place"})
    zoned = plan.places[plan.places["basis"] == "zone"].merge(zones, on="place")
    direct = plan.places[plan.places["basis"] != "zone"].assign(region=lambda d: d["place"])
    placed = pd.concat([direct, zoned])[["sector", "activity", "region", "basis"]]
    placed["region"] = placed["region"].map(lambda slug: into[slug] if slug else "")
    placed["order"] = placed["basis"].map(BASIS_ORDER.index)
    best = placed.sort_values("order", kind="stable").drop_duplicates(["sector", "activity", "region"])
    return best.drop(columns="order").reset_index(drop=True)


@remember(most=1)
def sector_basis(plan: Plan) -> pd.Series[str]:
    """Return each sector's strongest basis, by sector code: where its places come from. It is shared."""
    own = plan.places[plan.places["activity"] == ""]
    order = own["basis"].map(BASIS_ORDER.index)
    best = own.assign(order=order).sort_values("order", kind="stable").drop_duplicates("sector")
    return best.set_index("sector")["basis"].reindex(plan.sectors.index).fillna("not_stated")


def sectors_present(plan: Plan, view: View, rollup: Mapping[str, str]) -> pd.DataFrame:
    """List the sector-level presences that a view counts: sector, region, basis.

    The basis ``named`` counts named regions only, ``zone`` counts the members of named
    zones as well. Places of single activities are never counted.
    """
    placed = placements(plan, rollup)
    counted = (placed["activity"] == "") & placed["basis"].isin(_counted(view))
    chosen = placed["sector"].isin(selected_sectors(plan, view))
    return placed.loc[counted & chosen, ["sector", "region", "basis"]].reset_index(drop=True)


def count_sectors(plan: Plan, view: View, rollup: Mapping[str, str], regions: Sequence[str]) -> pd.Series[int]:
    """Count the sectors present in each region, by region slug; 0 where none is."""
    cells, counted = _cells(plan, tuple(rollup.items()), tuple(regions)), _counted(view)
    chosen = [cells[sector] for sector in selected_sectors(plan, view)]
    counts = {region: sum(row[region] in counted for row in chosen) for region in regions}
    return pd.Series(counts, index=list(regions), dtype="int64")


def _counted(view: View) -> tuple[str, ...]:
    """Return the bases that a view counts as presence."""
    return ("named", "zone") if view.basis == "zone" else ("named",)


def presence_matrix(plan: Plan, view: View, rollup: Mapping[str, str], regions: Sequence[str]) -> pd.DataFrame:
    """Lay sectors out against regions.

    Returns
    -------
    DataFrame
        One row per selected sector, one column per region; each cell is the basis
        (``named``, ``zone``, ``nationwide``) or '' where the plan places nothing.
        Zones are shown here whatever the view counts.
    """
    return _matrix(plan, tuple(rollup.items()), tuple(regions)).loc[selected_sectors(plan, view)]


@remember(most=8)
def _matrix(plan: Plan, rollup: tuple[tuple[str, str], ...], regions: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(_cells(plan, rollup, regions), orient="index", columns=list(regions))


@remember(most=8)
def _cells(plan: Plan, rollup: tuple[tuple[str, str], ...], regions: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Return every sector's basis in every region, '' where there is none, once per plan and vintage."""
    cells = {str(sector): dict.fromkeys(regions, "") for sector in plan.sectors.index}
    placed = _placed(plan, rollup)
    for row in placed[placed["activity"] == ""].itertuples():
        if row.basis == "nationwide":  # comes last: a region that is named, or in a zone, stays so
            cells[row.sector] = {region: basis or "nationwide" for region, basis in cells[row.sector].items()}
        elif row.region in cells[row.sector]:
            cells[row.sector][row.region] = row.basis
    return cells


def sectors_without_region(plan: Plan, view: View) -> pd.DataFrame:
    """List the selected sectors that no region can be named for: sector, basis.

    ``nationwide`` and ``not_stated`` sectors always, ``zone`` sectors while the view
    counts named regions only.
    """
    basis = sector_basis(plan).loc[selected_sectors(plan, view)]
    outside = ["nationwide", "not_stated"] + (["zone"] if view.basis == "named" else [])
    return basis[basis.isin(outside)].rename("basis").reset_index()


def activities_in_region(plan: Plan, view: View, rollup: Mapping[str, str], region: str | None) -> pd.DataFrame:
    """List the selected activities, or those that may touch one region.

    Returns
    -------
    DataFrame
        The plan's activities with the columns basis and own_place: an activity's own
        place comes first, else it has the basis of its sector in this region. Without
        a region the basis is the sector's strongest.
    """
    found = _activities(plan, tuple(rollup.items()), region)
    return found[found["sector"].isin(selected_sectors(plan, view))]


@remember(most=64)
def _activities(plan: Plan, rollup: tuple[tuple[str, str], ...], region: str | None) -> pd.DataFrame:
    """List the activities of all sectors once per region."""
    every, placed = plan.activities, _placed(plan, rollup)
    has_own = every.index.isin(placed["activity"])
    if region is None:
        return every.assign(basis=every["sector"].map(sector_basis(plan)), own_place=has_own)
    here = placed[placed["region"].isin([region, ""])]
    by_activity = here[here["activity"] != ""].drop_duplicates("activity").set_index("activity")["basis"]
    by_sector = here[here["activity"] == ""].drop_duplicates("sector").set_index("sector")["basis"]
    inherited = every["sector"].map(by_sector).where(~has_own)
    basis = every.index.to_series().map(by_activity).astype(object)
    basis = basis.where(basis.notna(), inherited)
    return every.assign(basis=basis, own_place=has_own)[basis.isin(["named", "zone", "nationwide"])]
