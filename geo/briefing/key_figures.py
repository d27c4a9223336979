"""The plan's figures in a few words: one list for cards, slides and sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis import last_funding_day
from geo.charts import coverage_interval

if TYPE_CHECKING:
    from datetime import date

    from geo.analysis import FundingHeadline
    from geo.core import Translator
    from geo.plans import Plan

KeyFigure = tuple[str, str, str]
"""A value, its name, and the day or the reach of it."""


def plan_figures(plan: Plan, head: FundingHeadline, t: Translator, as_of: date | None = None) -> tuple[KeyFigure, ...]:
    """Write the plan's five figures; *head* is as of the same day (the latest by default)."""
    text_date, funding_date = day_words(plan.text_date, t), funding_day(plan, as_of, t)
    people = [
        (t.number(float(plan.header[field])), label, text_date)
        for field, label in (("people_in_need", t("people in need")), ("people_targeted", t("people targeted")))
        if not pd.isna(plan.header[field])
    ]
    return (
        (t.money(float(plan.header["requirements_usd"])), t("requirements"), text_date),
        (confirmed(head, t), t("confirmed funding"), funding_date),
        (coverage_interval(head, t), t("coverage of the sectors’ requirements"), silent(head, t)),
        *people,
    )


def objective_figures(
    plan: Plan, code: str, head: FundingHeadline, t: Translator, as_of: date | None = None
) -> tuple[KeyFigure, ...]:
    """Write an objective's requirement, confirmed funding, coverage and target."""
    row = plan.objectives.loc[code]
    target = row["people_targeted"]
    in_words = str(row[f"people_targeted_text_{t.lang}"]) or t("not stated")
    people = in_words if pd.isna(target) else t.number(float(target))
    return (
        (t.money(float(row["requirements_usd"])), t("Requirements"), day_words(plan.text_date, t)),
        (people, t("People targeted"), day_words(plan.text_date, t)),
        (confirmed(head, t), t("Confirmed funding"), funding_day(plan, as_of, t)),
        (coverage_interval(head, t), t("Coverage"), silent(head, t)),
    )


def header_figures(plan: Plan, t: Translator) -> tuple[KeyFigure, ...]:
    """Write what a header alone tells; what is unknown is a dash and said to be so, never 0."""
    text_date = day_words(plan.text_date, t)
    people = [
        ("–", label, t("not stated"))
        if pd.isna(plan.header[field])
        else (t.number(float(plan.header[field])), label, text_date)
        for field, label in (("people_in_need", t("people in need")), ("people_targeted", t("people targeted")))
    ]
    return (
        (t.money(float(plan.header["requirements_usd"])), t("requirements"), text_date),
        *people,
        ("–", t("confirmed funding"), t("not known here")),
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


def silent(head: FundingHeadline, t: Translator) -> str:
    """Say how many sectors do not report, and so what the two ends of a coverage are; empty where all do."""
    if not head.unreported:
        return ""
    if len(head.unreported) == 1:
        silent_sectors = t("1 sector does not report")
    else:
        silent_sectors = t("{n} sectors do not report", n=len(head.unreported))
    return silent_sectors if head.coverage_high is None else t("{said}: as 0 – left out", said=silent_sectors)
