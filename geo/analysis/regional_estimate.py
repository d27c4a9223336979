"""Money per region: an estimate over what the plan says, with its range over the ways to split."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.analysis.apportion import Weights, apportion_cents, split_weights
from geo.analysis.funding import CENT, funded_part, funding_of_view, to_cents
from geo.analysis.sector_presence import sectors_present, selected_sectors
from geo.core import View, remember
from geo.monitoring import latest_idp_round

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from geo.analysis.funding import Amounts, Flags
    from geo.store import Atlas

    Cents = np.ndarray[tuple[int, ...], np.dtype[np.int64]]

AMOUNTS = ("required", "confirmed", "unmet", "surplus")
_SOURCE = {"required": "requirements"}
_ALWAYS = ("even", "idps", "population")


@dataclass(frozen=True, eq=False)
class RegionalEstimate:
    """What a view's sectors have per region, in US dollars.

    ``frame``: one row per region of the vintage, columns `AMOUNTS`, ``coverage`` (the %
    funded with unreported sectors as 0, missing where nothing is required or reported; of
    several sectors each counts up to its requirements, as in `geo.analysis.funding_headline`),
    ``coverage_reported`` (over the sectors that report alone), ``sectors`` (how many are
    located there) and ``reported`` (how many of them report); for each amount ``…_low`` and
    ``…_high``: the range over the ways to split. That of coverage starts with the unreported
    sectors as 0 and ends without them, so that no bound contradicts it.
    ``bounds``: the hard bounds of each amount, ``…_least`` and ``…_most``.
    ``shares``: one row per sector and region of the vintage, columns `AMOUNTS`.
    A sector of which the plan states no requirement is in none of them.
    ``splits``: how each sector was split, by sector.
    ``methods``: the ways to split that the range is over.
    """

    frame: pd.DataFrame
    bounds: pd.DataFrame
    shares: pd.DataFrame
    splits: dict[str, Weights]
    methods: tuple[str, ...]
    totals: dict[str, pd.DataFrame]

    @cached_property
    def rows(self) -> dict[str, dict[str, float]]:
        """The figures of ``frame`` and ``bounds`` by region; it is shared."""
        names, index = [*self.frame.columns, *self.bounds.columns], self.frame.index.tolist()
        figures = np.hstack([self.frame.to_numpy(dtype=float), self.bounds.to_numpy(dtype=float)]).tolist()
        return {region: dict(zip(names, row, strict=True)) for region, row in zip(index, figures, strict=True)}

    @cached_property
    def _by_region(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for share in self.shares.to_dict("records"):
            found.setdefault(share["region"], []).append(share)
        return found

    def shares_in(self, region: str, amount: str) -> list[tuple[str, float]]:
        """List the sectors that are located in a region, each with what it has of an amount there."""
        return [(share["sector"], share[amount]) for share in self._by_region.get(region, [])]

    def undecided(self, amount: str) -> tuple[tuple[str, str], ...]:
        """List the pairs of regions whose order in an amount depends on the way to split."""
        columns = [frame[amount].to_dict() for frame in self.totals.values()]
        here = [str(r) for r, n in self.frame["sectors"].items() if n]
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
    return _estimate(atlas, view.of_figures())


@remember(most=128)
def _estimate(atlas: Atlas, view: View) -> RegionalEstimate:
    methods = tuple(dict.fromkeys((view.split, *_ALWAYS)))
    chosen, index = selected_sectors(atlas.plan, view), list(map(str, atlas.regions[view.areas].frame.index))
    # A sector that states no amount is no part of any amount: it is unknown, not 0.
    stated = atlas.plan.sectors["requirements_usd"].notna()
    members = {s: regions for s, regions in _members(atlas, view.basis).items() if s in chosen and stated[s]}
    asked = view.only("basis", "areas", "date", "scenario", "surplus", "weights")
    splits = {m: {sector: _split_sector(atlas, sector, m, asked) for sector in members} for m in methods}
    sums = {m: _add_up(list(splits[m].values()), index) for m in methods}
    money = funding_of_view(atlas.plan, view)
    states = money["state"].to_dict()
    reporting = [s for s in members if states[s] != "not_reported"]
    frame = _frame(sums, splits, reporting, index)
    rows = [(sector, r, *(c / CENT for c in p)) for sector, s in splits[view.split].items() for r, p in s.cents.items()]
    return RegionalEstimate(
        frame=frame,
        bounds=_bounds(splits[view.split], index),
        shares=pd.DataFrame(rows, columns=["sector", "region", *AMOUNTS]),
        splits={sector: split.weights for sector, split in splits[view.split].items()},
        methods=methods,
        totals={m: pd.DataFrame(total / CENT, index=frame.index, columns=list(AMOUNTS)) for m, total in sums.items()},
    )


@dataclass(frozen=True, eq=False)
class _SectorSplit:
    """One sector's money split in one way: weights, and cents by region of the vintage in the order of `AMOUNTS`."""

    weights: Weights
    cents: dict[str, list[int]]


@remember(most=512)
def _split_sector(atlas: Atlas, sector: str, method: str, view: View) -> _SectorSplit:
    """Split a sector's amounts over its regions of 2023, to the cent, and add them up to the vintage.

    No other sector has a part in it, so that a choice of sectors splits nothing anew.
    """
    regions, rollup = _members(atlas, view.basis)[sector], atlas.regions[view.areas].rollup
    weights = split_weights(method, regions, figures_of(method, view, atlas))
    money = funding_of_view(atlas.plan, view).loc[[sector]]
    parts = [apportion_cents(to_cents(money[_SOURCE.get(a, a)])[0], weights.values) for a in AMOUNTS]
    made: dict[str, list[int]] = {}
    for region, *here in zip(regions, *parts, strict=True):
        sums = made.setdefault(rollup[region], [0] * len(AMOUNTS))
        made[rollup[region]] = [a + b for a, b in zip(sums, here, strict=True)]
    return _SectorSplit(weights, made)


def figures_of(method: str, view: View, atlas: Atlas) -> Mapping[str, float | Decimal] | None:
    """Return the figures that a way to split weighs by, by region of 2023."""
    if method == "idps":
        return latest_idp_round(atlas.observations, view.date).by_region
    if method == "population":
        return {str(r): int(n) for r, n in atlas.regions["2023"].frame["population_2022"].dropna().items()}
    return dict(view.weights) if method == "custom" else None


@remember(most=2)
def _members(atlas: Atlas, basis: str) -> dict[str, list[str]]:
    """List each located sector's regions of 2023, in the order of the law."""
    regions = atlas.regions["2023"]
    present = sectors_present(atlas.plan, View(basis=basis), regions.rollup)
    order = {r: n for n, r in enumerate(regions.frame.index)}
    found = {str(s): present.loc[present["sector"] == s, "region"] for s in atlas.plan.sectors.index}
    return {s: sorted(map(str, here), key=order.__getitem__) for s, here in found.items() if len(here)}


def _add_up(splits: Sequence[_SectorSplit], index: list[str]) -> Cents:
    """Add up the cents of sectors: one row per region, columns in the order of `AMOUNTS`."""
    place = {region: n for n, region in enumerate(index)}
    sums = np.zeros((len(index), len(AMOUNTS)), dtype=np.int64)
    for split in splits:
        for region, cents in split.cents.items():
            sums[place[region]] += cents
    return sums


def _frame(
    sums: dict[str, Cents], splits: dict[str, dict[str, _SectorSplit]], reporting: list[str], index: list[str]
) -> pd.DataFrame:
    """Lay out the estimate: amounts by the view's way to split (the first), counts of sectors, coverage, ranges."""
    stacked = np.stack(list(sums.values())) / CENT
    alone = np.stack([_add_up([here[s] for s in reporting], index) for here in splits.values()]) / CENT
    first = splits[next(iter(sums))]
    located, known = _count(list(first.values()), index), _count([first[s] for s in reporting], index)
    as_nothing, left_out = (np.where(known > 0, _funded(a, located > 1), np.nan) for a in (stacked, alone))
    low, high = stacked.min(axis=0), stacked.max(axis=0)
    columns = {a: stacked[0, :, n] for n, a in enumerate(AMOUNTS)} | {
        "sectors": located, "reported": known, "coverage": as_nothing[0], "coverage_reported": left_out[0],
        "coverage_low": np.fmin.reduce(as_nothing), "coverage_high": np.fmax.reduce(left_out),
    }  # fmt: skip
    ranges = {f"{a}_{end}": side[:, n] for end, side in (("low", low), ("high", high)) for n, a in enumerate(AMOUNTS)}
    return pd.DataFrame(columns | ranges, index=index)


def _funded(amounts: Amounts, several: Flags) -> Amounts:
    """Return the % funded of amounts by way to split, region and kind; missing where nothing is required."""
    required, confirmed, unmet = (amounts[:, :, AMOUNTS.index(a)] for a in ("required", "confirmed", "unmet"))
    part = funded_part(required, confirmed, unmet, several=several)
    shares: Amounts = np.divide(part, required, out=np.full(part.shape, np.nan), where=required > 0)
    return shares


def _count(splits: Sequence[_SectorSplit], index: list[str]) -> Cents:
    """Count the sectors that are located in each region."""
    return np.array([sum(region in split.cents for split in splits) for region in index], dtype=np.int64)


def _bounds(splits: dict[str, _SectorSplit], index: list[str]) -> pd.DataFrame:
    """Bound each region's amounts without any assumption on the split."""
    whole = {sector: np.sum(list(split.cents.values()), axis=0) for sector, split in splits.items()}
    alone = [(s, region) for s, split in splits.items() if len(split.cents) == 1 for region in split.cents]
    every = [(s, region) for s, split in splits.items() for region in split.cents]
    place = {region: n for n, region in enumerate(index)}
    ends: dict[str, Amounts] = {}
    for end, pairs in (("least", alone), ("most", every)):
        sums = np.zeros((len(index), len(AMOUNTS)), dtype=np.int64)
        for sector, region in pairs:
            sums[place[region]] += whole[sector]
        ends |= {f"{a}_{end}": sums[:, n] / CENT for n, a in enumerate(AMOUNTS)}
    return pd.DataFrame(ends, index=index)
