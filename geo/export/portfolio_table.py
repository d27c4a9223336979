"""The table of all plans: one row per plan, as CSV with HXL tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import iso_day
from geo.core import N_
from geo.export.columns import Column
from geo.export.csv_text import DIGITS, csv_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from geo.analysis import PlanChoice, PlanLine

PLAN_COLUMNS: tuple[Column, ...] = (
    Column("plan", "#activity+appeal+code", "text", N_("Plan, code"), N_("Code of the plan in addresses and files.")),
    Column("title", "#activity+appeal+name", "text", N_("Plan"), N_("Title in the language of the file.")),
    Column("country", "#country+code", "text", N_("Country"),
           N_("ISO 3166-1 alpha-3; empty of a plan over several countries.")),
    Column("countries", "#country+code+list", "list", N_("Countries"),
           N_("The country, or those listed for a plan over several, which need not be all.")),
    Column("start_year", "#date+year+start", "number", N_("First year"), N_("First year of the plan.")),
    Column("end_year", "#date+year+end", "number", N_("Last year"), N_("Last year of the plan.")),
    Column("text_date", "#date+plan", "date", N_("Plan text of"), N_("Day of the plan’s text.")),
    Column("funding_date", "#date+funding", "date", N_("Funding as of"), N_("Day of the funding.")),
    Column("requirements_usd", "#value+funding+required+usd", "usd", N_("Requirements"), N_("What the plan asks for.")),
    Column("confirmed_usd", "#value+funding+total+usd", "usd", N_("Confirmed funding"),
           N_("What is confirmed; empty where no sector reports.")),
    Column("sectors", "#sector+num", "number", N_("Sectors"), N_("Sectors of the plan; empty where none is known.")),
    Column("sectors_not_reporting", "#sector+num+unreported", "number", N_("Sectors that do not report"),
           N_("Sectors whose funding is not reported: unknown, not 0.")),
    Column("coverage_low_pct", "#value+funding+pct+min", "pct", N_("% funded, low end"),
           N_("Of the sectors’ requirements, with those that do not report as 0; 50 is 50 %.")),
    Column("coverage_high_pct", "#value+funding+pct+max", "pct", N_("% funded, high end"),
           N_("Over the sectors that report; 50 is 50 %.")),
    Column("people_in_need", "#inneed", "number", N_("People in need"), N_("As the plan states.")),
    Column("people_targeted", "#targeted", "number", N_("People targeted"), N_("As the plan states.")),
    Column("overlaps", "#meta+overlap", "list", N_("Overlaps with"),
           N_("Plans that share a country and a year: they may count the same money and people.")),
    Column("source", "#meta+source", "text", N_("Source"), N_("Where the figures are from.")),
)  # fmt: skip
"""Columns of the table; what a plan does not state is an empty cell, never 0."""


def portfolio_csv(lines: Iterable[PlanLine]) -> str:
    """Write plans as CSV with HXL tags; amounts in US dollars, shares in percent, days as 2024-01-13.

    Nothing is added up: plans overlap in years, countries and people.
    """
    return csv_file(PLAN_COLUMNS, [_row(line) for line in lines])


def portfolio_name(choice: PlanChoice, lang: str) -> str:
    """Name the file after what is in it: ``plans-MLI+NER-2023-fr.csv``."""
    parts = ["plans", "+".join(choice.countries), "" if choice.year is None else str(choice.year), lang]
    return f"{'-'.join(filter(None, parts))}.csv"


def _row(line: PlanLine) -> dict[str, Any]:
    known = line.confirmed is not None
    return {
        "plan": line.code, "title": line.title, "country": "" if line.regional else line.countries[0],
        "countries": "|".join(line.countries), "start_year": line.first, "end_year": line.last,
        "text_date": iso_day(line.text_date), "funding_date": iso_day(line.funding_date),
        "requirements_usd": line.requirements, "confirmed_usd": line.confirmed,
        "sectors": line.funding.sectors or None,
        "sectors_not_reporting": len(line.funding.unreported) if line.funding.sectors else None,
        "coverage_low_pct": _percent(line.funding.coverage_low if known else None),
        "coverage_high_pct": _percent(line.funding.coverage_high if known else None),
        "people_in_need": line.in_need, "people_targeted": line.targeted,
        "overlaps": "|".join(line.overlaps), "source": line.source,
    }  # fmt: skip


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, DIGITS)
