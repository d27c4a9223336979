"""What changed: confirmed funding between two days, requirements between two plans, per sector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.analysis.funding import funding_by_sector

if TYPE_CHECKING:
    from datetime import date

    from geo.plans import Plan

HEADER = ("requirements_usd", "people_in_need", "people_targeted")
"""What two plans have in common, whatever else is known of them."""
_COLUMNS = ["before", "after", "change"]


def funding_days(plan: Plan) -> tuple[date, ...]:
    """List the days of the plan's funding table, the earliest first."""
    return tuple(sorted({pd.Timestamp(d).date() for d in plan.funding["as_of"]}))


def funding_changes(plan: Plan, first: date, last: date) -> pd.DataFrame:
    """Compare each sector's confirmed funding on two days.

    Parameters
    ----------
    plan
        The plan with its append-only funding table.
    first, last
        Days; of each sector its latest row up to the day counts.

    Returns
    -------
    DataFrame
        Indexed by sector, US dollars: before, after, change. Missing is not reported: unknown, not 0, and so is
        a change from or to it. A reported zero is 0.
    """
    sides = [funding_by_sector(plan, day)["confirmed"] for day in (first, last)]
    return _compared(dict(zip(("before", "after"), sides, strict=True)))


def plan_changes(before: Plan, after: Plan) -> pd.DataFrame:
    """Compare two plans: what their headers say, and each sector's requirements.

    Returns
    -------
    DataFrame
        Columns before, after, change. The first rows are `HEADER` (US dollars, people), then the sectors of either
        plan by code, US dollars. Missing is unknown: all sectors of a plan that is known by its header only, and a
        sector that one of the plans does not have. Sectors of two plans are one where their codes are equal.
    """
    sides = {"before": before, "after": after}
    header = _compared({name: pd.Series({f: plan.header.get(f) for f in HEADER}) for name, plan in sides.items()})
    codes = list(dict.fromkeys([*map(str, after.sectors.index), *map(str, before.sectors.index)]))
    sectors = _compared({name: _requirements(plan, codes) for name, plan in sides.items()})
    return pd.concat([header, sectors])


def _requirements(plan: Plan, codes: list[str]) -> pd.Series[Any]:
    known = plan.sectors["requirements_usd"] if not plan.header_only else pd.Series(dtype="Float64")
    return known.reindex(codes)


def _compared(sides: dict[str, pd.Series[Any]]) -> pd.DataFrame:
    """Set two sides beside each other; a change is known where both are."""
    both = pd.DataFrame({name: pd.to_numeric(side, errors="coerce").astype(float) for name, side in sides.items()})
    return both.assign(change=both["after"] - both["before"])[_COLUMNS]
