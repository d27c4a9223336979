"""The plan's figures and its objectives as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.briefing import header_figures, objective_figures, plan_figures
from pages.parts.templates import fill

if TYPE_CHECKING:
    from datetime import date

    from geo.analysis import FundingHeadline
    from geo.core import Translator
    from geo.plans import Plan


def figures(plan: Plan, head: FundingHeadline, t: Translator, as_of: date | None = None) -> str:
    """Write the plan's figures as HTML cards, each with its date; below them the people on the ground."""
    staff = [
        f"{t.number(float(row['value']))} {row[f'name_{t.lang}']} ({t.day(row['as_of'].date())})"
        for _, row in plan.staff.iterrows()
    ]
    return fill("figures", figures=plan_figures(plan, head, t, as_of), staff=staff)


def header(plan: Plan, t: Translator) -> str:
    """Write what a plan's header tells as HTML cards."""
    return fill("figures", figures=header_figures(plan, t), staff=())


def objectives(plan: Plan, heads: dict[str, FundingHeadline], t: Translator, as_of: date | None = None) -> str:
    """Write each objective's requirement, target and confirmed funding as HTML cards, with a bar of its coverage."""
    cards = [
        (
            f"{code} · {title}",
            min(1.0, heads[str(code)].coverage_low or 0),
            objective_figures(plan, str(code), heads[str(code)], t, as_of),
        )
        for code, title in plan.objectives[f"title_{t.lang}"].items()
    ]
    return fill("objectives", objectives=cards, colon=t(": "))
