"""Confirmed funding that a page adds to a plan: appended with its day, older rows stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import plan_rows
from geo.errors import Problem
from geo.i18n import N_
from geo.plan_rows import same_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.plan_rows import Row
    from geo.plans import Plan


def new_rows(page: Sequence[Row], plan: Plan) -> tuple[list[Row], list[Problem]]:
    """Return the confirmed amounts that a plan does not have yet, as rows of its funding table.

    The same page twice adds nothing. An amount that contradicts one of the same sector
    and day is a problem and is not added: older rows stay as they are. So is one without
    a day, and one of a sector that the plan does not have.
    """
    known = {(str(r.sector), same_form(r.as_of)): same_form(r.amount_usd) for r in plan.funding.itertuples()}
    rows, problems = [], []
    for row in page:
        sector, day, amount = str(row["sector"]), same_form(row["as_of"]), same_form(row["amount_usd"])
        if row["state"] != "confirmed" or known.get((sector, day)) == amount:
            continue
        wrong = ""
        if sector not in plan.sectors.index:
            wrong = N_("the plan has no such sector; import the whole page to add it")
        elif not day:
            wrong = N_("this amount has no day; write it into funding.csv by hand")
        elif (sector, day) in known:
            wrong = N_("the plan has {old} for this sector on {day}; correct it in funding.csv if the page is right")
        if wrong:
            details = {"old": known.get((sector, day), "") or "not_reported", "day": day}
            problems.append(Problem(N_("page"), wrong, None, sector, amount, details))
        else:
            rows.append(row)
    return rows, problems


def appended(rows: Sequence[Row], funding_csv: str) -> str:
    """Add rows to the text of a funding table; what stands there stays letter by letter."""
    if not rows:
        return funding_csv
    added = plan_rows.table_csv("funding", rows).split("\n", 1)[1]
    return funding_csv + ("" if funding_csv.endswith("\n") else "\n") + added
