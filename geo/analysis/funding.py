"""Requirements and confirmed funding per sector, objective and plan: three states kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.analysis.apportion import apportion_cents
from geo.core import remember

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from geo.core import View
    from geo.plans import Plan

    Amounts = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

CENT = 100


@dataclass(frozen=True)
class FundingHeadline:
    """Money of one sector or of several together, US dollars.

    ``confirmed`` is all that is confirmed; ``sectors`` is how many there are, ``unreported``
    names those of them that do not report. The % funded counts of each sector no more than
    its requirements (see `funded_part`): ``coverage_low`` counts the unreported sectors as
    0, ``coverage_high`` leaves them out of both sides. Either is None where there is
    nothing to divide by.
    """

    requirements: float
    confirmed: float
    sectors: int
    unreported: tuple[str, ...]
    coverage_low: float | None
    coverage_high: float | None

    @property
    def uncounted(self) -> float:
        """Return what is confirmed beyond the requirements of its sector and so counts in no share over several."""
        return self.confirmed - (self.coverage_low or 0) * self.requirements


@remember(most=128)
def funding_by_sector(
    plan: Plan,
    as_of: date | None = None,
    scenario: tuple[tuple[str, Decimal], ...] = (),
    surplus: str = "ringfenced",
) -> pd.DataFrame:
    """Return each sector's money as of a day (the latest by default).

    Parameters
    ----------
    plan
        The plan with its append-only funding table.
    as_of
        Only rows up to this day count; a sector without one is not reported.
    scenario
        Pledges in US dollars by sector, added to what is confirmed; below 0 where a
        reader moves money away. A pledge of 0 changes nothing.
    surplus
        ``ringfenced``: a surplus fills no other gap. ``pooled``: the surpluses of all
        sectors are spread over the gaps of the others.

    Returns
    -------
    DataFrame
        Indexed by sector, US dollars: objective, requirements, confirmed (missing where
        not reported), state (``confirmed``, ``zero`` or ``not_reported``), as_of,
        coverage (a share, missing where not reported), unmet, surplus. Unreported sectors
        have their whole requirement unmet. The frame is shared: do not write to it.

    Notes
    -----
    coverage = confirmed / requirements; unmet = max(0, requirements - confirmed);
    surplus = max(0, confirmed - requirements). Pooled: P = min(sum of surplus, sum of
    unmet) is taken off the gaps in proportion to them and off the surpluses in proportion
    to them, to the cent by largest remainder; confirmed stays as it is.
    """
    latest = plan.latest_funding(as_of)
    money = plan.sectors[["objective", "requirements_usd"]].rename(columns={"requirements_usd": "requirements"})
    confirmed = _pledged(latest["amount_usd"].astype("Float64"), scenario)
    known = confirmed.fillna(0)
    state = pd.Series("not_reported", index=money.index).mask(known > 0, "confirmed")
    state = state.mask(confirmed.notna() & (known == 0), "zero")
    result = money.assign(
        confirmed=confirmed,
        state=state,
        as_of=latest["as_of"],
        coverage=(confirmed / money["requirements"].where(money["requirements"] > 0)).astype("Float64"),
        unmet=(money["requirements"] - known).clip(lower=0),
        surplus=(known - money["requirements"]).clip(lower=0),
    )
    return _pooled(result) if surplus == "pooled" else result


def last_funding_day(plan: Plan, as_of: date | None = None) -> date | None:
    """Return the last day of the funding table up to *as_of* (by default of all); None before the first."""
    days = [pd.Timestamp(d).date() for d in plan.funding["as_of"]]
    return max((d for d in days if as_of is None or d <= as_of), default=None)


def funding_of_view(plan: Plan, view: View) -> pd.DataFrame:
    """Return each sector's money as a view asks for it: its date, scenario and surplus; see `by_sector`."""
    return funding_by_sector(plan, view.date, view.scenario, view.surplus)


def _pledged(confirmed: pd.Series[float], scenario: tuple[tuple[str, Decimal], ...]) -> pd.Series[float]:
    """Add pledges; one to an unreported sector counts as all that it has."""
    result = confirmed.copy()
    for sector, amount in scenario:
        if amount:
            had = result[sector]
            result[sector] = (0.0 if pd.isna(had) else float(had)) + float(amount)
    return result


def _pooled(money: pd.DataFrame) -> pd.DataFrame:
    """Spread the surpluses over the gaps, both in proportion."""
    unmet, surplus = to_cents(money["unmet"]), to_cents(money["surplus"])
    pool = min(sum(unmet), sum(surplus))
    if not pool:
        return money
    filled, given = apportion_cents(pool, unmet), apportion_cents(pool, surplus)
    return money.assign(
        unmet=[(u - f) / CENT for u, f in zip(unmet, filled, strict=True)],
        surplus=[(s - g) / CENT for s, g in zip(surplus, given, strict=True)],
    )


def to_cents(amounts: pd.Series[float]) -> list[int]:
    """Write dollars as whole cents; a missing amount is 0 (totals treat it so, and say so)."""
    return [round(float(a) * CENT) for a in amounts.fillna(0)]


def confirmed_over_time(plan: Plan) -> pd.DataFrame:
    """Return the plan's confirmed funding at each date of its table: as_of, confirmed, unreported."""
    dates = sorted(pd.Timestamp(d).date() for d in plan.funding["as_of"].unique())
    heads = [funding_headline(funding_by_sector(plan, day)) for day in dates]
    return pd.DataFrame(
        {"as_of": dates, "confirmed": [h.confirmed for h in heads], "unreported": [len(h.unreported) for h in heads]}
    )


def funding_headline(money: pd.DataFrame, sectors: Sequence[str] | None = None) -> FundingHeadline:
    """Add up some sectors of `by_sector` (all by default) to one headline interval."""
    chosen = money if sectors is None else money.loc[list(sectors)]
    return _headline(chosen, np.ones(len(chosen), dtype=bool))


def _headline(money: pd.DataFrame, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> FundingHeadline:
    """Add up the chosen rows."""
    reports = chosen & (money["state"].to_numpy() != "not_reported")
    asked, confirmed, unmet = (
        money[column].to_numpy(dtype=float, na_value=0) for column in ("requirements", "confirmed", "unmet")
    )
    required, reported_required = float(asked[chosen].sum()), float(asked[reports].sum())
    sectors = int(chosen.sum())
    funded = funded_part(asked, confirmed, unmet, several=sectors > 1)
    return FundingHeadline(
        requirements=required,
        confirmed=float(confirmed[reports].sum()),
        sectors=sectors,
        unreported=tuple(money.index[chosen & ~reports]),
        coverage_low=float(funded[chosen].sum()) / required if required else None,
        coverage_high=float(funded[reports].sum()) / reported_required if reported_required else None,
    )


def funded_part(required: Amounts, confirmed: Amounts, unmet: Amounts, *, several: bool | Flags) -> Amounts:
    """Return what counts as funded: of *several* sectors that which is not unmet, of one alone all that is confirmed.

    One sector's surplus pays for nothing in another, so in a share over several it counts up to its
    requirements; pooled, what it gives to the others is off their unmet requirements. A sector alone
    may well be above 100 %.
    """
    parts: Amounts = np.where(several, required - unmet, confirmed)
    return parts


def funding_by_objective(plan: Plan, money: pd.DataFrame | None = None) -> dict[str, FundingHeadline]:
    """Add up the sectors of each objective; *money* is of `by_sector`, as of today by default."""
    if money is None:
        money = funding_by_sector(plan)
    objective = money["objective"].to_numpy()
    return {str(code): _headline(money, objective == code) for code in plan.objectives.index}
