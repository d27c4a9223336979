"""Requirements and confirmed funding per sector, objective and plan: three states kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.plans import Plan


@dataclass(frozen=True)
class Headline:
    """Money of several sectors together, US dollars.

    ``coverage_low`` counts the unreported sectors as 0; ``coverage_high`` leaves them
    out of both sides. Either is None where there is nothing to divide by.
    """

    requirements: float
    confirmed: float
    unreported: tuple[str, ...]
    coverage_low: float | None
    coverage_high: float | None


@lru_cache(maxsize=64)
def by_sector(plan: Plan, as_of: date | None = None) -> pd.DataFrame:
    """Return each sector's money as of a day (the latest by default).

    Parameters
    ----------
    plan
        The plan with its append-only funding table.
    as_of
        Only rows up to this day count; a sector without one is not reported.

    Returns
    -------
    DataFrame
        Indexed by sector: objective, requirements, confirmed (missing where not
        reported), state (``confirmed``, ``zero`` or ``not_reported``), as_of, coverage
        (a share, missing where not reported), unmet, surplus. Unreported sectors have
        their whole requirement unmet. The frame is shared: do not write to it.
    """
    rows = plan.funding.sort_values("as_of", kind="stable")
    if as_of is not None:
        rows = rows[rows["as_of"] <= pd.Timestamp(as_of)]
    latest = rows.drop_duplicates("sector", keep="last").set_index("sector").reindex(plan.sectors.index)
    money = plan.sectors[["objective", "requirements_usd"]].rename(columns={"requirements_usd": "requirements"})
    confirmed = latest["amount_usd"].astype("Float64")
    known = confirmed.fillna(0)
    state = pd.Series("not_reported", index=money.index).mask(known > 0, "confirmed")
    state = state.mask(confirmed.notna() & (known == 0), "zero")
    return money.assign(
        confirmed=confirmed,
        state=state,
        as_of=latest["as_of"],
        coverage=(confirmed / money["requirements"].where(money["requirements"] > 0)).astype("Float64"),
        unmet=(money["requirements"] - known).clip(lower=0),
        surplus=(known - money["requirements"]).clip(lower=0),
    )


def headline(money: pd.DataFrame, sectors: Sequence[str] | None = None) -> Headline:
    """Add up some sectors of `by_sector` (all by default) to one headline interval."""
    chosen = money if sectors is None else money.loc[list(sectors)]
    reported = chosen[chosen["state"] != "not_reported"]
    required, confirmed = float(chosen["requirements"].sum()), float(reported["confirmed"].sum())
    reported_required = float(reported["requirements"].sum())
    return Headline(
        requirements=required,
        confirmed=confirmed,
        unreported=tuple(chosen.index[chosen["state"] == "not_reported"]),
        coverage_low=confirmed / required if required else None,
        coverage_high=confirmed / reported_required if reported_required else None,
    )


@lru_cache(maxsize=64)
def by_objective(plan: Plan, as_of: date | None = None) -> dict[str, Headline]:
    """Add up the sectors of each objective."""
    money = by_sector(plan, as_of)
    return {str(code): headline(money, list(money.index[money["objective"] == code])) for code in plan.objectives.index}
