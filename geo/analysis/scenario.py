"""What a scenario may do to a plan, what it changes, and the smallest one that reaches a coverage."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.funding import CENT, funding_by_sector, funding_headline, funding_of_view
from geo.analysis.regional_estimate import estimate_by_region
from geo.analysis.sector_presence import selected_sectors
from geo.core import N_, Problem, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.plans import Plan
    from geo.store import Atlas

Pledges = tuple[tuple[str, Decimal], ...]


def scenario_problems(plan: Plan, view: View) -> list[Problem]:
    """Find what a scenario cannot do: take more than a sector has, or take money out of the plan."""
    if not view.scenario:
        return []
    before = funding_by_sector(plan, view.date)["confirmed"].fillna(0)
    short = N_("only {has} is confirmed for this sector; a scenario cannot take more away")
    problems = [
        Problem("scenario", short, value=f"{sector}:{amount}", details={"has": f"{before[sector]:,.0f} USD"})
        for sector, amount in view.scenario
        if before[sector] + float(amount) < 0
    ]
    if sum(amount for _, amount in view.scenario) < 0:
        text = ",".join(f"{sector}:{amount}" for sector, amount in view.scenario)
        problems.append(Problem("scenario", N_("money taken from a sector must go to another one"), value=text))
    return problems


def add_pledges(plan: Plan, scenario: Pledges, pledges: Sequence[tuple[str, Decimal]]) -> Pledges:
    """Add pledges to a scenario: sums of 0 leave it, an unknown sector (new money comes from none) is ignored."""
    sums = dict(scenario)
    for sector, amount in pledges:
        sums[sector] = sums.get(sector, Decimal(0)) + amount
    return tuple((str(s), sums[s]) for s in plan.sectors.index if sums.get(s))


@dataclass(frozen=True, eq=False)
class FundingState:
    """Money of a view: ``coverage`` by selected sector, the sum ``confirmed``, ``unmet`` and its ``rank`` by region.

    Regions without a located sector have no ``unmet``; the others stand largest first.
    """

    coverage: pd.Series[float]
    confirmed: float
    unmet: pd.Series[float]
    rank: pd.Series[int]


def before_and_after(view: View, atlas: Atlas) -> tuple[FundingState, FundingState]:
    """Return the money of a view without its scenario and with it."""
    return _funding_state(view.but(scenario=()), atlas), _funding_state(view, atlas)


def _funding_state(view: View, atlas: Atlas) -> FundingState:
    money = funding_of_view(atlas.plan, view).loc[selected_sectors(atlas.plan, view)]
    regions = estimate_by_region(view, atlas).frame.sort_values("unmet", ascending=False)
    rank = regions["unmet"].round().rank(ascending=False, method="min").astype(int)
    located = regions["unmet"][regions["sectors"] > 0]
    return FundingState(money["coverage"], funding_headline(money).confirmed, located, rank)


def smallest_pledges(money: pd.DataFrame, share: Decimal, sectors: Sequence[str] | None = None) -> dict[str, Decimal]:
    """Return the smallest pledges that bring every sector to a coverage of at least *share*.

    Parameters
    ----------
    money
        Of `by_sector`; unreported sectors count as having nothing.
    share
        Wanted coverage, such as 0.5.
    sectors
        Codes to look at; all by default.

    Returns
    -------
    dict
        US dollars by sector, only those below the share. As no sector's money counts for
        another, the smallest total is the sum of each sector's own gap to the share:
        ceil(share * requirements) - confirmed, in whole cents.
    """
    chosen = money if sectors is None else money.loc[list(sectors)]
    found = {}
    for code, row in chosen[chosen["requirements"].notna()].iterrows():
        wanted = math.ceil(Fraction(share) * round(float(row["requirements"]) * CENT))
        has = 0 if pd.isna(row["confirmed"]) else round(float(row["confirmed"]) * CENT)
        if wanted > has:
            found[str(code)] = Decimal(wanted - has) / CENT
    return found
