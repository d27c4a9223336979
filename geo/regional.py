"""Money per region: an estimate over what the plan says, with its range over the ways to split."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from geo import coverage, funding, needs
from geo.apportion import Weights, apportion, weights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from geo.atlas import Atlas
    from geo.view import View

AMOUNTS = ("required", "confirmed", "unmet", "surplus")
_SOURCE = {"required": "requirements"}
_ALWAYS = ("even", "idps", "population")


@dataclass(frozen=True, eq=False)
class Estimate:
    """What a view's sectors have per region, in US dollars.

    ``frame``: one row per region of the vintage, columns `AMOUNTS`, ``coverage`` (a
    share, missing where nothing is required or reported), ``sectors`` (how many are
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


def estimate(view: View, atlas: Atlas) -> Estimate:
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
    return _estimate(view.but(lang="en", region=None, measure="sectors"), atlas)


@lru_cache(maxsize=256)
def _estimate(view: View, atlas: Atlas) -> Estimate:
    methods = tuple(dict.fromkeys((view.split, *_ALWAYS)))
    members = _members(view, atlas)
    money = funding.of(atlas.plan, view)
    rollup = atlas.regions[view.areas].rollup
    index = atlas.regions[view.areas].frame.index
    shares, totals, splits = {}, {}, {}
    for method in methods:
        figures = figures_of(method, view, atlas)
        splits[method] = {s: weights(method, regions, figures) for s, regions in members.items()}
        shares[method] = _shares(money, members, splits[method], rollup)
        totals[method] = _totals(shares[method], index)
    frame = totals[view.split].join(_present(shares[view.split], money, index))
    frame = _with_coverage(frame, totals, methods)
    for amount in AMOUNTS:
        frame[f"{amount}_low"] = pd.concat([totals[m][amount] for m in methods], axis=1).min(axis=1)
        frame[f"{amount}_high"] = pd.concat([totals[m][amount] for m in methods], axis=1).max(axis=1)
    bounds = _bounds(money, members, rollup, index)
    return Estimate(frame, bounds, shares[view.split], splits[view.split], methods, totals)


def figures_of(method: str, view: View, atlas: Atlas) -> Mapping[str, float | Decimal] | None:
    """Return the figures that a way to split weighs by, by region of 2023."""
    if method == "idps":
        return needs.idp_round(atlas.observations, view.date).by_region
    if method == "population":
        return {str(r): int(n) for r, n in atlas.regions["2023"].frame["population_2022"].items()}
    return dict(view.weights) if method == "custom" else None


def _members(view: View, atlas: Atlas) -> dict[str, list[str]]:
    """List each located sector's regions of 2023, in the order of the law."""
    regions = atlas.regions["2023"]
    present = coverage.present(atlas.plan, view, regions.rollup)
    order = {r: n for n, r in enumerate(regions.frame.index)}
    return {
        str(s): sorted(present.loc[present["sector"] == s, "region"], key=order.__getitem__)
        for s in coverage.selected_sectors(atlas.plan, view)
        if (present["sector"] == s).any()
    }


def _shares(
    money: pd.DataFrame, members: dict[str, list[str]], splits: dict[str, Weights], rollup: Mapping[str, str]
) -> pd.DataFrame:
    """Split each sector's amounts in cents, add up to the vintage, write dollars."""
    rows = [
        {"sector": sector, "region": rollup[region], **dict(zip(AMOUNTS, cents, strict=True))}
        for sector, regions in members.items()
        for region, *cents in zip(
            regions,
            *(apportion(_cents(money, sector, amount), splits[sector].values) for amount in AMOUNTS),
            strict=True,
        )
    ]
    frame = pd.DataFrame(rows, columns=["sector", "region", *AMOUNTS])
    added = frame.groupby(["sector", "region"], sort=False, as_index=False)[list(AMOUNTS)].sum()
    added[list(AMOUNTS)] = added[list(AMOUNTS)].astype("float64") / funding.CENT
    return added


def _cents(money: pd.DataFrame, sector: str, amount: str) -> int:
    return funding.to_cents(money.loc[[sector], _SOURCE.get(amount, amount)])[0]


def _totals(shares: pd.DataFrame, index: pd.Index[str]) -> pd.DataFrame:
    cents = (shares.set_index("region")[list(AMOUNTS)] * funding.CENT).round().astype("int64")
    return cents.groupby(level=0).sum().reindex(index, fill_value=0) / funding.CENT


def _present(shares: pd.DataFrame, money: pd.DataFrame, index: pd.Index[str]) -> pd.DataFrame:
    """Count the located sectors of each region, and those that report."""
    known = shares["sector"].map(money["state"] != "not_reported").astype("int64")
    counted = shares.assign(sectors=1, reported=known).groupby("region")[["sectors", "reported"]].sum()
    return counted.reindex(index, fill_value=0)


def _with_coverage(frame: pd.DataFrame, totals: dict[str, pd.DataFrame], methods: tuple[str, ...]) -> pd.DataFrame:
    known = frame["reported"] > 0
    ratios = [(totals[m]["confirmed"] / totals[m]["required"].where(totals[m]["required"] > 0)) for m in methods]
    together = pd.concat(ratios, axis=1)
    return frame.assign(
        coverage=ratios[0].where(known), coverage_low=together.min(axis=1).where(known),
        coverage_high=together.max(axis=1).where(known),
    )  # fmt: skip


def _bounds(
    money: pd.DataFrame, members: dict[str, list[str]], rollup: Mapping[str, str], index: pd.Index[str]
) -> pd.DataFrame:
    """Bound each region's amounts without any assumption on the split."""
    bounds = pd.DataFrame(0.0, index=index, columns=[f"{a}_{end}" for a in AMOUNTS for end in ("least", "most")])
    for sector, regions in members.items():
        here = {rollup[r] for r in regions}
        for amount in AMOUNTS:
            whole = _cents(money, sector, amount) / funding.CENT
            bounds.loc[list(here), f"{amount}_most"] += whole
            if len(here) == 1:
                bounds.loc[list(here), f"{amount}_least"] += whole
    return bounds
