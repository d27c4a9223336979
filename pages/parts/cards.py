"""The plan's figures and its objectives as cards."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geo.briefing import header_figures, objective_figures, plan_figures

if TYPE_CHECKING:
    from datetime import date

    from geo.analysis import FundingHeadline
    from geo.core import Translator
    from geo.plans import Plan


def figures(plan: Plan, head: FundingHeadline, t: Translator, as_of: date | None = None) -> str:
    """Write the plan's figures as HTML cards, each with its date."""
    cards = "".join(_card(*fact) for fact in plan_figures(plan, head, t, as_of))
    return f"<div class='figures'>{cards}</div>{_staff(plan, t)}"


def header(plan: Plan, t: Translator) -> str:
    """Write what a plan's header tells as HTML cards."""
    return f"<div class='figures'>{''.join(_card(*fact) for fact in header_figures(plan, t))}</div>"


def _staff(plan: Plan, t: Translator) -> str:
    """Write the people on the ground as one line, with its dates."""
    parts = [
        f"{t.number(float(row['value']))} {row[f'name_{t.lang}']} ({t.day(row['as_of'].date())})"
        for _, row in plan.staff.iterrows()
    ]
    return f"<p class='foot'>{escape(' · '.join(parts))}</p>" if parts else ""


def objectives(plan: Plan, heads: dict[str, FundingHeadline], t: Translator, as_of: date | None = None) -> str:
    """Write each objective's requirement, target and confirmed funding as HTML cards."""
    cards = "".join(_objective(plan, str(c), heads[str(c)], t, as_of) for c in plan.objectives.index)
    return f"<div class='cards'>{cards}</div>"


def _objective(plan: Plan, code: str, head: FundingHeadline, t: Translator, as_of: date | None) -> str:
    width = 100 * min(1.0, head.coverage_low or 0)
    *plain, covered = objective_figures(plan, code, head, t, as_of)
    lines = [f"{escape(name)}{t(': ')}<b>{escape(value)}</b>" for value, name, _ in plain]
    lines.append(f"{escape(covered[1])}{t(': ')}<b>{escape(covered[0])}</b> <small>{escape(covered[2])}</small>")
    title = f"{code} · {plan.objectives.loc[code, f'title_{t.lang}']}"
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<div><h3>{escape(title)}</h3><div class='meter'><i style='width:{width:.1f}%'></i></div>{body}</div>"


def _card(value: str, label: str, note: str) -> str:
    return f"<div><b>{escape(value)}</b><span>{escape(label)}</span><small>{escape(note)}</small></div>"
