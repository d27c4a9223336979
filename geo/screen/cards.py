"""The plan's figures and its objectives as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import funding_by_objective, funding_headline, funding_of_view
from geo.briefing import header_figures, objective_figures, plan_figures
from geo.charts import interval_bar
from geo.core import translator
from geo.screen.pieces import heading_html, panel_html, part_html
from geo.screen.templates import fill

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas


def plan_panel(atlas: Atlas, view: View) -> str:
    """Write the plan's figures, each with its date, the people on the ground, and the objectives, as a panel."""
    t, plan = translator(view.lang), atlas.plan
    head = funding_headline(funding_of_view(plan, view))
    staff = [
        f"{t.number(float(row['value']))} {row[f'name_{t.lang}']} ({t.day(row['as_of'].date())})"
        for _, row in plan.staff.iterrows()
    ]
    figures = fill("figures", figures=plan_figures(plan, head, t, view.date), staff=staff, bar=interval_bar)
    return panel_html(t("The plan in figures"), figures + objective_cards(atlas, view))


def header_cards(atlas: Atlas, lang: str) -> str:
    """Write the heading of a plan that is known by its header alone, and what that tells."""
    t, plan = translator(lang), atlas.plan
    heading = heading_html(plan.title(lang), t("Only the header of this plan is known here."))
    return heading + fill("figures", figures=header_figures(plan, t), staff=(), bar=interval_bar)


def objective_cards(atlas: Atlas, view: View) -> str:
    """Write each objective's requirement, target, confirmed funding and % funded, which is drawn, too."""
    t, plan = translator(view.lang), atlas.plan
    heads = funding_by_objective(plan, funding_of_view(plan, view))
    cards = [
        (f"{code} · {title}", objective_figures(plan, str(code), heads[str(code)], t, view.date))
        for code, title in plan.objectives[f"title_{t.lang}"].items()
    ]
    return part_html(t("Objectives"), fill("objectives", objectives=cards, colon=t(": "), bar=interval_bar))
