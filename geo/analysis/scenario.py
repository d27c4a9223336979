"""What a scenario may do to a plan, and the smallest one that reaches a coverage."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.funding import CENT, funding_by_sector
from geo.core import N_, Problem, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.plans import Plan


def scenario_problems(plan: Plan, view: View) -> list[Problem]:
    """Find what a scenario cannot do: take more than a sector has, or take money out of the plan."""
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
    for code, row in chosen.iterrows():
        wanted = math.ceil(Fraction(share) * round(float(row["requirements"]) * CENT))
        has = 0 if pd.isna(row["confirmed"]) else round(float(row["confirmed"]) * CENT)
        if wanted > has:
            found[str(code)] = Decimal(wanted - has) / CENT
    return found
