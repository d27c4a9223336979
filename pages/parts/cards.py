"""The plan's figures and its objectives as cards."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from geo import charts

if TYPE_CHECKING:
    from geo.funding import Headline
    from geo.i18n import Translator
    from geo.plans import Plan


def figures(plan: Plan, head: Headline, t: Translator) -> str:
    """Write the plan's figures as HTML cards, each with its date."""
    text_date, funding_date = t.day(plan.text_date), t.day(plan.funding_date)
    cards = [
        (t.money(float(plan.header["requirements_usd"])), t("requirements"), text_date),
        (t.money(head.confirmed), t("confirmed funding"), funding_date),
        (charts.interval(head, t), t("coverage of the sectors’ requirements"), _reported(head, t)),
        *[
            (t.number(float(plan.header[field])), label, text_date)
            for field, label in (
                ("people_in_need", t("people in need")), ("people_targeted", t("people targeted"))
            )
            if not pd.isna(plan.header[field])
        ],
    ]  # fmt: skip
    return "<div class='figures'>" + "".join(_card(*card) for card in cards) + f"</div>{_staff(plan, t)}"


def _staff(plan: Plan, t: Translator) -> str:
    """Write the people on the ground as one line, with its dates."""
    parts = [
        f"{t.number(float(row['value']))} {row[f'name_{t.lang}']} ({t.day(row['as_of'].date())})"
        for _, row in plan.staff.iterrows()
    ]
    return f"<p class='foot'>{escape(' · '.join(parts))}</p>" if parts else ""


def objectives(plan: Plan, heads: dict[str, Headline], t: Translator) -> str:
    """Write each objective's requirement, target and confirmed funding as HTML cards."""
    return (
        "<div class='cards'>" + "".join(_objective(plan, c, heads[str(c)], t) for c in plan.objectives.index) + "</div>"
    )


def _objective(plan: Plan, code: str, head: Headline, t: Translator) -> str:
    row = plan.objectives.loc[code]
    target = row["people_targeted"]
    people = str(row[f"people_targeted_text_{t.lang}"]) if pd.isna(target) else t.number(float(target))
    confirmed = t("not reported") if head.coverage_high is None else t.money(head.confirmed)
    width = 100 * min(1.0, head.coverage_low or 0)
    lines = [
        f"{t('Requirements')}: <b>{escape(t.money(float(row['requirements_usd'])))}</b>",
        f"{t('People targeted')}: <b>{escape(people)}</b>",
        f"{t('Confirmed funding')}: <b>{escape(confirmed)}</b>",
        f"{t('Coverage')}: <b>{escape(charts.interval(head, t))}</b> <small>{escape(_reported(head, t))}</small>",
    ]
    title = f"{code} · {row[f'title_{t.lang}']}"
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<div><h3>{escape(title)}</h3><div class='meter'><i style='width:{width:.1f}%'></i></div>{body}</div>"


def _reported(head: Headline, t: Translator) -> str:
    if not head.unreported:
        return ""
    if len(head.unreported) == 1:
        return t("1 sector does not report")
    return t("{n} sectors do not report", n=len(head.unreported))


def _card(value: str, label: str, note: str) -> str:
    return f"<div><b>{escape(value)}</b><span>{escape(label)}</span><small>{escape(note)}</small></div>"
