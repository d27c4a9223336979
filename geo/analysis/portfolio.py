"""All plans at hand, side by side: what each asks for, what is confirmed, and whom it targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.funding import funding_by_sector, funding_headline

if TYPE_CHECKING:
    from geo.plans import Plan
    from geo.store import Library

COLUMNS = (
    "plan", "title", "country", "countries", "start_year", "end_year", "text_date", "funding_date",
    "requirements_usd", "confirmed_usd", "sectors", "sectors_not_reporting", "coverage_low_pct",
    "coverage_high_pct", "people_in_need", "people_targeted",
)  # fmt: skip


def plans_side_by_side(library: Library, lang: str) -> pd.DataFrame:
    """List every plan that can be used, by country and first year.

    Returns
    -------
    DataFrame
        One row per plan, columns `COLUMNS`; US dollars, percent and people. What a plan does
        not state or report is missing, never 0: confirmed funding where no sector reports, and
        % funded of the sectors' requirements with the silent sectors as 0 (low) and left out
        (high), as in `geo.analysis.funding_headline`. Nothing is added up over plans: they
        overlap in years and people.
    """
    return pd.DataFrame([_row(plan, lang) for plan in library.plans.values()], columns=list(COLUMNS))


def _row(plan: Plan, lang: str) -> dict[str, object]:
    head = funding_headline(funding_by_sector(plan))
    reports = head.coverage_high is not None
    header = plan.header
    return {
        "plan": plan.code, "title": plan.title(lang), "country": plan.country, "countries": ";".join(plan.countries),
        "start_year": header["start_year"], "end_year": header["end_year"], "text_date": plan.text_date,
        "funding_date": plan.funding_date, "requirements_usd": header["requirements_usd"],
        "confirmed_usd": head.confirmed if reports else None, "sectors": head.sectors or None,
        "sectors_not_reporting": len(head.unreported) if head.sectors else None,
        "coverage_low_pct": _percent(head.coverage_low if reports else None),
        "coverage_high_pct": _percent(head.coverage_high),
        "people_in_need": header["people_in_need"], "people_targeted": header["people_targeted"],
    }  # fmt: skip


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 2)
