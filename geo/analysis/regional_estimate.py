"""Money per region: an estimate over what the plan says, with its range over the ways to split."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.analysis.apportion import Weights, apportion_cents, split_weights
from geo.analysis.funding import CENT, funding_of_view, to_cents
from geo.analysis.sector_presence import sectors_present, selected_sectors
from geo.core import remember
from geo.monitoring import latest_idp_round

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from geo.core import View
    from geo.store import Atlas

AMOUNTS = ("required", "confirmed", "unmet", "surplus")
_SOURCE = {"required": "requirements"}
_ALWAYS = ("even", "idps", "population")


@dataclass(frozen=True, eq=False)
class RegionalEstimate:
    """What a view's sectors have per region, in US dollars.

    ``frame``: one row per region of the vintage, columns `AMOUNTS`, ``coverage`` (a
    share with unreported sectors as 0, missing where nothing is required or reported),
    ``coverage_reported`` (over the sectors that report alone), ``sectors`` (how many are
    located there) and ``reported`` (how many of them report); for each amount and for
    coverage ``…_low`` and ``…_high``: the range over the ways to split.
    ``bounds``: the hard bounds of each amount, ``…_least`` and ``…_most``.
    ``shares``: one row per sector and region of the vintage, columns `AMOUNTS`.
    ``splits``: how each sector was split, by sector.
    ``methods``: the ways to split that the range is over.
    """

    frame: pd.DataFrame
    bounds: pd.DataFrame
    shares: pd.DataFrame
    splits: dict[str, Weights]
    methods: tuple[str, ...]
    totals: dict[str, pd.DataFrame]

    def undecided(self, amount: str) -> tuple[tuple[str, str], ...]:
        """List the pairs of regions whose order in an amount depends on the way to split."""
        columns = [frame[amount] for frame in self.totals.values()]
        here = [str(r) for r in self.frame.index if self.frame.loc[r, "sectors"]]
        return tuple(
            (a, b)
            for a, b in combinations(here, 2)
            if min(c[a] - c[b] for c in columns) < 0 < max(c[a] - c[b] for c in columns)
        )


def estimate_by_region(view: View, atlas: Atlas) -> RegionalEstimate:
    """Estimate the money per region that a view asks for.

    Parameters
    ----------
    view
        Its sectors, basis, split, weights, surplus, scenario, date and areas are used.
    atlas
        The loaded plan, regions and observed figures.

    Returns
    -------
    Estimate
        Each sector's amounts are split over the regions of 2023 that the view counts for
        it, to the cent, and added up to the regions of the view's vintage. The sum over
        regions of each amount is the sum over the located sectors.

    Notes
    -----
    The plan gives no money per region. Every way to split is an assumption; the range is
    the least and the most of a region's total over even, by displaced persons, by
    population (and the reader's weights when they are in use), each used for all sectors
    at once. The hard bounds need no assumption: at least the sectors that name this region
    alone, at most every sector that names it.
    """
    return _estimate(atlas, view.but(lang="en", region=None, measure="sectors"))


@remember(most=128)
def _estimate(atlas: Atlas, view: View) -> RegionalEstimate:
    methods = tuple(dict.fromkeys((view.split, *_ALWAYS)))
    members = _members(view, atlas)
    money = funding_of_view(atlas.plan, view)
    cents = {a: dict(zip(money.index, to_cents(money[_SOURCE.get(a, a)]), strict=True)) for a in AMOUNTS}
    rollup = atlas.regions[view.areas].rollup
    index = atlas.regions[view.areas].frame.index
    splits = {m: _splits(m, members, view, atlas) for m in methods}
    shares = {m: _shares(cents, members, splits[m], rollup) for m in methods}
    totals = {m: _totals(shares[m], index) for m in methods}
    frame = totals[view.split].join(_present(members, money, rollup, index))
    rows = [(*key, *(c / CENT for c in parts)) for key, parts in shares[view.split].items()]
    parts = pd.DataFrame(rows, columns=["sector", "region", *AMOUNTS])
    known = parts[parts["sector"].map(money["state"] != "not_reported").astype(bool)]
    reported = known.groupby("region")["required"].sum().reindex(index, fill_value=0.0)
    frame = _with_ranges(_with_coverage(frame, totals, methods, reported), totals)
    return RegionalEstimate(
        frame=frame,
        bounds=_bounds(cents, members, rollup, index),
        shares=parts,
        splits=splits[view.split],
        methods=methods,
        totals=totals,
    )


def figures_of(method: str, view: View, atlas: Atlas) -> Mapping[str, float | Decimal] | None:
    """Return the figures that a way to split weighs by, by region of 2023."""
    if method == "idps":
        return latest_idp_round(atlas.observations, view.date).by_region
    if method == "population":
        return {str(r): int(n) for r, n in atlas.regions["2023"].frame["population_2022"].dropna().items()}
    return dict(view.weights) if method == "custom" else None


def _members(view: View, atlas: Atlas) -> dict[str, list[str]]:
    """List each located sector's regions of 2023, in the order of the law."""
    regions = atlas.regions["2023"]
    present = sectors_present(atlas.plan, view, regions.rollup)
    order = {r: n for n, r in enumerate(regions.frame.index)}
    return {
        str(s): sorted(present.loc[present["sector"] == s, "region"], key=order.__getitem__)
        for s in selected_sectors(atlas.plan, view)
        if (present["sector"] == s).any()
    }


def _splits(method: str, members: dict[str, list[str]], view: View, atlas: Atlas) -> dict[str, Weights]:
    figures = figures_of(method, view, atlas)
    return {sector: split_weights(method, regions, figures) for sector, regions in members.items()}


def _shares(
    cents: dict[str, dict[str, int]],
    members: dict[str, list[str]],
    splits: dict[str, Weights],
    rollup: Mapping[str, str],
) -> dict[tuple[str, str], list[int]]:
    """Split each sector's amounts and add them up to the vintage: cents in the order of `AMOUNTS`."""
    made: dict[tuple[str, str], list[int]] = {}
    for sector, regions in members.items():
        parts = [apportion_cents(cents[amount][sector], splits[sector].values) for amount in AMOUNTS]
        for region, *here in zip(regions, *parts, strict=True):
            sums = made.setdefault((sector, rollup[region]), [0] * len(AMOUNTS))
            made[sector, rollup[region]] = [a + b for a, b in zip(sums, here, strict=True)]
    return made


def _totals(shares: dict[tuple[str, str], list[int]], index: pd.Index[str]) -> pd.DataFrame:
    """Add up each region's cents and write dollars."""
    sums = {str(region): [0] * len(AMOUNTS) for region in index}
    for (_, region), parts in shares.items():
        sums[region] = [a + b for a, b in zip(sums[region], parts, strict=True)]
    rows = [[c / CENT for c in sums[str(region)]] for region in index]
    return pd.DataFrame(rows, index=index, columns=list(AMOUNTS))


def _present(
    members: dict[str, list[str]], money: pd.DataFrame, rollup: Mapping[str, str], index: pd.Index[str]
) -> pd.DataFrame:
    """Count the located sectors of each region, and those that report."""
    known = (money["state"] != "not_reported").to_dict()
    here = [(s, r) for s, regions in members.items() for r in dict.fromkeys(rollup[r] for r in regions)]
    counted = {
        "sectors": [sum(r == region for _, r in here) for region in index],
        "reported": [sum(r == region and known[s] for s, r in here) for region in index],
    }
    return pd.DataFrame(counted, index=index)


def _with_coverage(
    frame: pd.DataFrame, totals: dict[str, pd.DataFrame], methods: tuple[str, ...], reported: pd.Series[float]
) -> pd.DataFrame:
    """Add coverage with the unreported sectors as 0, its range over the splits, and over the reported sectors alone."""
    known = frame["reported"] > 0
    over_reported = frame["confirmed"] / reported.where(reported > 0)
    ratios = [(totals[m]["confirmed"] / totals[m]["required"].where(totals[m]["required"] > 0)) for m in methods]
    together = pd.concat(ratios, axis=1)
    return frame.assign(
        coverage=ratios[0].where(known), coverage_reported=over_reported,
        coverage_low=together.min(axis=1).where(known), coverage_high=together.max(axis=1).where(known),
    )  # fmt: skip


def _with_ranges(frame: pd.DataFrame, totals: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Add the least and the most of each amount over the ways to split."""
    stacked = np.stack([t[list(AMOUNTS)].to_numpy() for t in totals.values()])
    low = pd.DataFrame(stacked.min(axis=0), index=frame.index, columns=[f"{a}_low" for a in AMOUNTS])
    high = pd.DataFrame(stacked.max(axis=0), index=frame.index, columns=[f"{a}_high" for a in AMOUNTS])
    return pd.concat([frame, low, high], axis=1)


def _bounds(
    cents: dict[str, dict[str, int]], members: dict[str, list[str]], rollup: Mapping[str, str], index: pd.Index[str]
) -> pd.DataFrame:
    """Bound each region's amounts without any assumption on the split."""
    sums = {
        str(region): dict.fromkeys([f"{a}_{end}" for a in AMOUNTS for end in ("least", "most")], 0) for region in index
    }
    for sector, regions in members.items():
        here = {rollup[r] for r in regions}
        for amount in AMOUNTS:
            for region in here:
                sums[region][f"{amount}_most"] += cents[amount][sector]
                sums[region][f"{amount}_least"] += cents[amount][sector] if len(here) == 1 else 0
    return pd.DataFrame.from_dict(sums, orient="index") / CENT
