"""Funding of a table by sector: rows for the plan's own table, and the sums of FTS flows by cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core import N_, Problem, fold_name
from geo.intake.kinds import FLOWS
from geo.intake.sector_names import NONE, SEVERAL, SectorNames
from geo.intake.table_days import days_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from geo.intake.brought_table import BroughtTable
    from geo.plans import Plan

COLUMNS = ("sector", "title", "requirements", "funding", "date", "rows")
PLEDGES = N_("{n} flows are pledges, not commitments or payments, and are not counted")
INTERNAL = N_("{n} flows are outgoing or internal and are not counted: incoming ones alone are confirmed funding")
UNSPECIFIED = N_(
    "{amount} are for no sector that is told, or for several at once: they belong to none and are not split"
)
OTHER_PLANS = N_("the rows are of the plans {plans}: check that they are of the plan on screen before you add any")
_COUNTED = frozenset(("", "paid", "commitment", "payé", "paye", "engagement", "contribution"))
_SHOWN = 3


def funding_by_sector(table: BroughtTable, plan: Plan, kind: str, as_of: date) -> tuple[pd.DataFrame, list[Problem]]:
    """Add up requirements and funding by sector.

    Returns
    -------
    DataFrame, list of Problem
        Columns `COLUMNS`, one row per sector or cluster: its code (of the plan where it is one of
        it), both amounts in US dollars (missing where the table is blank: not 0), the last day, and the
        number of rows. FTS flows are added up where they are incoming and paid or committed.
    """
    names, remarks = SectorNames(plan), list[Problem]()
    money = "amount" if kind == FLOWS or not table.has("funding") else "funding"
    rows = pd.DataFrame(
        {"sector": names.codes(table.texts("sector")), "requirements": table.numbers("requirements"),
         "funding": table.numbers(money), "date": days_of_rows(table, as_of)}
    )  # fmt: skip
    if kind == FLOWS:
        rows, remarks = _incoming(rows, table)
    remarks += _other_plans(table)
    loose = rows["sector"].isin((SEVERAL, NONE))
    amount = float(rows.loc[loose, "funding"].sum())
    if amount:
        remarks.append(_say(table, UNSPECIFIED, amount=f"{amount:,.0f} USD"))
    rows = rows[~loose]
    grouped = rows.groupby("sector", sort=True)
    summed = grouped[["requirements", "funding"]].sum(min_count=1)
    summed = summed.assign(date=grouped["date"].max(), rows=grouped.size()).reset_index()
    summed["title"] = [names.known[c].title_en for c in summed["sector"]]
    return summed[list(COLUMNS)], remarks


def _say(table: BroughtTable, text: str, **details: object) -> Problem:
    return Problem(table.file, text, details={k: str(v) for k, v in details.items()})


def _incoming(rows: pd.DataFrame, table: BroughtTable) -> tuple[pd.DataFrame, list[Problem]]:
    """Keep the flows that are confirmed funding: incoming, and paid or committed."""
    boundary = table.texts("boundary").map(fold_name)
    status = table.texts("status").map(fold_name)
    inward = boundary.isin(("", "incoming"))
    firm = status.isin(_COUNTED)
    remarks = [
        _say(table, text, n=int((~kept).sum()))
        for text, kept in ((INTERNAL, inward), (PLEDGES, firm))
        if not kept.all()
    ]
    return rows[inward & firm], remarks


def _other_plans(table: BroughtTable) -> list[Problem]:
    """Name the plans that the rows are of, where the table tells."""
    role = "plan_name" if table.has("plan_name") else "plan_code"
    plans = [p for p in dict.fromkeys(table.texts(role)) if p]
    if not plans:
        return []
    shown = ", ".join(plans[:_SHOWN]) + (" …" if len(plans) > _SHOWN else "")
    return [_say(table, OTHER_PLANS, plans=shown)]


def funding_rows(summed: pd.DataFrame, sectors: Iterable[str], source: str) -> list[dict[str, object]]:
    """Return the rows of a plan's funding table for the sectors that are its own; blank funding is none."""
    own = set(sectors)
    kept = summed[summed["sector"].isin(own) & summed["funding"].notna()]
    return [
        {"sector": r.sector, "as_of": r.date.date(), "amount_usd": round(float(r.funding), 2), "state": "confirmed",
         "source": source}
        for r in kept.itertuples()
    ]  # fmt: skip
