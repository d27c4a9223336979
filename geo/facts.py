"""The plan's figures in a few words: one list for cards, slides and sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo import charts

if TYPE_CHECKING:
    from datetime import date

    from geo.funding import Headline
    from geo.i18n import Translator
    from geo.plans import Plan

Fact = tuple[str, str, str]
"""A value, its name, and the day or the reach of it."""


def of_plan(plan: Plan, head: Headline, t: Translator) -> tuple[Fact, ...]:
    """Write the plan's five figures."""
    text_date, funding_date = day_words(plan.text_date, t), day_words(plan.funding_date, t)
    people = [
        (t.number(float(plan.header[field])), label, text_date)
        for field, label in (("people_in_need", t("people in need")), ("people_targeted", t("people targeted")))
        if not pd.isna(plan.header[field])
    ]
    return (
        (t.money(float(plan.header["requirements_usd"])), t("requirements"), text_date),
        (t.money(head.confirmed), t("confirmed funding"), funding_date),
        (charts.interval(head, t), t("coverage of the sectors’ requirements"), silent(head, t)),
        *people,
    )


def of_objective(plan: Plan, code: str, head: Headline, t: Translator) -> tuple[Fact, ...]:
    """Write an objective's requirement, confirmed funding, coverage and target."""
    row = plan.objectives.loc[code]
    target = row["people_targeted"]
    said = str(row[f"people_targeted_text_{t.lang}"]) or t("not stated")
    people = said if pd.isna(target) else t.number(float(target))
    confirmed = t("not reported") if head.coverage_high is None else t.money(head.confirmed)
    return (
        (t.money(float(row["requirements_usd"])), t("Requirements"), day_words(plan.text_date, t)),
        (people, t("People targeted"), day_words(plan.text_date, t)),
        (confirmed, t("Confirmed funding"), day_words(plan.funding_date, t)),
        (charts.interval(head, t), t("Coverage"), silent(head, t)),
    )


def of_header(plan: Plan, t: Translator) -> tuple[Fact, ...]:
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


def silent(head: Headline, t: Translator) -> str:
    """Say how many sectors do not report; empty where all do."""
    if not head.unreported:
        return ""
    if len(head.unreported) == 1:
        return t("1 sector does not report")
    return t("{n} sectors do not report", n=len(head.unreported))
