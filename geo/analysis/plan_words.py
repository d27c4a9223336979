"""What is said of one plan among others: its amounts, its share, its people, what it overlaps with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis.labels import silent_words, stated_money

if TYPE_CHECKING:
    from geo.analysis.portfolio import PlanLine
    from geo.core import Translator


def confirmed_words(line: PlanLine, t: Translator) -> str:
    """Write a plan's confirmed funding: a least where a sector is silent, words where none reports or none is known."""
    if line.confirmed is None:
        return t("not reported") if line.funding.sectors else t("not known here")
    least = "≥ " if line.funding.unreported else ""
    return f"{least}{t.money(line.confirmed)}"


def share_words(line: PlanLine, t: Translator) -> str:
    """Write a plan's % funded, with the silent sectors as 0 and left out; a dash where there is none."""
    low, high = line.funding.coverage_low, line.funding.coverage_high
    if line.confirmed is None or low is None or high is None:
        return "–"
    ends = dict.fromkeys(t.percent(share) for share in (low, high))
    return " – ".join(ends)


def silence_words(line: PlanLine, t: Translator) -> str:
    """Say how many sectors of a plan do not report; empty where all do, or where no sector is known."""
    return silent_words(len(line.funding.unreported), line.funding.sectors, t)


def people_words(number: int | None, t: Translator) -> str:
    """Write a number of people that a plan states."""
    return t("not stated") if number is None else t.number(number)


def area_words(line: PlanLine, t: Translator) -> str:
    """Name the country of a plan, or all that are listed for one over several."""
    return ", ".join(t.country(code) for code in line.countries) or t("several countries")


def plan_said(line: PlanLine, t: Translator) -> str:
    """Say a plan's years, requirements and confirmed funding in a few words."""
    return t(
        "plan {years}: requirements {required}, confirmed funding {confirmed}",
        years=line.years,
        required=stated_money(line.requirements, t),
        confirmed=confirmed_words(line, t),
    )


def overlap_words(line: PlanLine, titles: dict[str, str], t: Translator) -> str:
    """Say which plans share a country and a year with a plan; empty where none does."""
    if not line.overlaps:
        return ""
    names = t.listed(titles.get(code, code) for code in line.overlaps)
    return t("Overlaps with {plans}: not added up.", plans=names)
