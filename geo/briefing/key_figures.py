"""The plan's figures in a few words: one list for cards, slides and sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from geo.analysis import last_funding_day, silent_words, stated_money
from geo.charts import funded_interval, funded_share

if TYPE_CHECKING:
    from datetime import date

    from geo.analysis import FundingHeadline
    from geo.core import Translator
    from geo.plans import Plan


class KeyFigure(NamedTuple):
    """A value, its name, the day or the reach of it, and the two ends of a % funded that are drawn beside it."""

    value: str
    name: str
    note: str
    interval: tuple[float, float] | None = None


def plan_figures(plan: Plan, head: FundingHeadline, t: Translator, as_of: date | None = None) -> tuple[KeyFigure, ...]:
    """Write the plan's five figures; *head* is as of the same day (the latest by default)."""
    text_date, funding_date = day_words(plan.text_date, t), funding_day(plan, as_of, t)
    people = [
        KeyFigure(t.number(float(plan.header[field])), label, text_date)
        for field, label in (("people_in_need", t("people in need")), ("people_targeted", t("people targeted")))
        if not pd.isna(plan.header[field])
    ]
    return (
        KeyFigure(stated_money(plan.header["requirements_usd"], t), t("requirements"), text_date),
        KeyFigure(confirmed(head, t), t("confirmed funding"), funding_date),
        _funded(head, t("% funded, all sectors"), t),
        *people,
    )


def objective_figures(
    plan: Plan, code: str, head: FundingHeadline, t: Translator, as_of: date | None = None
) -> tuple[KeyFigure, ...]:
    """Write an objective's requirement, target, confirmed funding and % funded."""
    row = plan.objectives.loc[code]
    target = row["people_targeted"]
    in_words = str(row[f"people_targeted_text_{t.lang}"]) or t("not stated")
    people = in_words if pd.isna(target) else t.number(float(target))
    return (
        KeyFigure(stated_money(row["requirements_usd"], t), t("Requirements"), day_words(plan.text_date, t)),
        KeyFigure(people, t("People targeted"), day_words(plan.text_date, t)),
        KeyFigure(confirmed(head, t), t("Confirmed funding"), funding_day(plan, as_of, t)),
        _funded(head, t("% funded"), t),
    )


def header_figures(plan: Plan, t: Translator) -> tuple[KeyFigure, ...]:
    """Write what a header alone tells; what is unknown is a dash and said to be so, never 0."""
    text_date = day_words(plan.text_date, t)
    people = [
        KeyFigure("–", label, t("not stated"))
        if pd.isna(plan.header[field])
        else KeyFigure(t.number(float(plan.header[field])), label, text_date)
        for field, label in (("people_in_need", t("people in need")), ("people_targeted", t("people targeted")))
    ]
    return (
        KeyFigure(stated_money(plan.header["requirements_usd"], t), t("requirements"), text_date),
        *people,
        KeyFigure("–", t("confirmed funding"), t("not known here")),
    )


def day_words(day: date | None, t: Translator) -> str:
    """Write a day; an unknown one is not stated."""
    return t("day not stated") if day is None else t.day(day)


def confirmed(head: FundingHeadline, t: Translator) -> str:
    """Write confirmed funding; where no sector reports it is not zero but not reported."""
    return t("not reported") if len(head.unreported) and head.coverage_high is None else t.money(head.confirmed)


def funding_day(plan: Plan, as_of: date | None, t: Translator) -> str:
    """Write the last day up to *as_of* on which funding was reported, else say that there was none."""
    if as_of is None or plan.funding_date is None or as_of >= plan.funding_date:
        return day_words(plan.funding_date, t)
    known = last_funding_day(plan, as_of)
    return t("none reported up to {day}", day=t.day(as_of)) if known is None else t.day(known)


def _funded(head: FundingHeadline, name: str, t: Translator) -> KeyFigure:
    """Write the % funded, how many sectors do not report, and what it is over those that do."""
    silent = silent_words(len(head.unreported), head.sectors, t)
    if silent and head.coverage_high is not None:
        silent = t("{silent}; {share} over those that do", silent=silent, share=t.percent(head.coverage_high))
    return KeyFigure(funded_share(head, t), name, silent, funded_interval(head))
