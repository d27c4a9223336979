"""Charts of the plan's money: sectors by objective, from the plan to its places, other years, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from geo.analysis import (
    FundingHeadline,
    confirmed_over_time,
    funding_by_objective,
    funding_of_view,
    sector_title,
    selected_sectors,
    silent_words,
)
from geo.charts.fragments import fill, message

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from typing import Any

    from geo.analysis import LedgerLine
    from geo.core import Translator, View
    from geo.plans import Plan
    from geo.store import Atlas

_SectorBar = tuple[str, list[tuple[str, float]], str, str]
"""A sector: name, parts of its bar (style, amount), amounts in words, % funded in words."""
Interval = tuple[float, float]
"""Two ends of a share: 0.22 is 22 %."""


def sector_bars(view: View, atlas: Atlas, t: Translator) -> str:
    """Draw each selected sector's money by objective: confirmed, unmet, surplus, not reported."""
    money = funding_of_view(atlas.plan, view).loc[selected_sectors(atlas.plan, view)]
    if money.empty:
        return message(t("No sector of the plan fits these filters."))
    heads = funding_by_objective(atlas.plan, money)
    bars: dict[str, list[_SectorBar]] = {}
    for code, row in money.to_dict("index").items():
        bars.setdefault(row["objective"], []).append(_sector_bar(sector_title(atlas, str(code), t), row, t))
    titles = atlas.plan.objectives[f"title_{t.lang}"]
    objectives = [(f"{code} · {titles[code]}", funded_words(heads[code], t), interval_bar(funded_interval(heads[code])),
                   bars[code]) for code in bars]  # fmt: skip
    key = (
        ("confirmed", t("confirmed")), ("unmet", t("unmet")), ("surplus", t("surplus")),
        ("unreported", t("not reported: counted as unmet")),
        ("interval", t("% funded: sectors that do not report as 0 – left out")),
    )  # fmt: skip
    most = float(money[["requirements", "confirmed"]].fillna(0).max(axis=None)) or 1
    return fill("sectors", objectives=objectives, most=most, key=key)


def _sector_bar(name: str, row: Mapping[Hashable, Any], t: Translator) -> _SectorBar:
    if pd.isna(row["requirements"]):
        said = row["state"] != "not_reported"
        words = t("{confirmed} of requirements not stated", confirmed=t.money(float(row["confirmed"]))) if said else ""
        return name, [("confirmed", float(row["confirmed"]))] if said else [], words or t("requirements not stated"), ""
    required, unmet = float(row["requirements"]), float(row["unmet"])
    if row["state"] == "not_reported":
        return name, [("unreported", unmet)], t("not reported, of {required}", required=t.money(required)), ""
    confirmed = float(row["confirmed"])
    parts = [("confirmed", min(confirmed, required)), ("unmet", unmet), ("surplus", float(row["surplus"]))]
    words = t("{confirmed} of {required}", confirmed=t.money(confirmed), required=t.money(required))
    return name, parts, words, t.percent(float(row["coverage"]))


def funded_share(head: FundingHeadline, t: Translator) -> str:
    """Write the % funded with the silent sectors as 0; a dash where nothing is required, words where none reports."""
    if head.coverage_low is None:
        return "–"
    return t("not reported") if head.coverage_high is None else t.percent(head.coverage_low)


def funded_words(head: FundingHeadline, t: Translator) -> str:
    """Say the % funded, and how many sectors do not report: 22.1% funded; 2 of 4 sectors do not report."""
    share = funded_share(head, t)
    if funded_interval(head) is None:
        return share
    silent = silent_words(len(head.unreported), head.sectors, t)
    return t.listed(words for words in (t("{share} funded", share=share), silent) if words)


def funded_interval(head: FundingHeadline) -> Interval | None:
    """Return the % funded with the silent sectors as 0 and left out; None where there is none to draw."""
    if head.coverage_low is None or head.coverage_high is None:
        return None
    return head.coverage_low, head.coverage_high


def interval_bar(interval: Interval | None) -> Markup:
    """Draw an interval of shares on a scale from 0 to 100 %; nothing where there is none."""
    if interval is None:
        return Markup()
    low, high = (min(1.0, share) for share in interval)
    return Markup(fill("interval", low=low, high=high))  # noqa: S704 - filled by a template that escapes


def plan_flow(lines: Sequence[LedgerLine], plan: Plan, t: Translator) -> str:
    """Draw the plan's requirement from plan to objectives, sectors and where they are placed.

    Four columns of the same height, each adding up to the header; a block's height is its
    amount. What the plan attributes to nothing goes through all of them.
    """
    if not lines:
        return ""
    part_of = {s: line.part for line in lines for s in line.sectors}
    names = {line.part: line.name(t) for line in lines}
    amounts = plan.sectors["requirements_usd"].fillna(0).astype("float64")
    last = lines[-1]
    rest = 0.0 if last.sectors else last.requirements
    gap = [(last.part, last.name(t), rest)] if rest > 0 else []
    objectives = [
        ("objective", f"{o} · {plan.objectives.loc[o, f'title_{t.lang}']}",
         float(amounts[plan.sectors["objective"] == o].sum()))
        for o in plan.objectives.index
    ]  # fmt: skip
    sectors = [("sector", str(plan.sectors.loc[s, f"title_{t.lang}"]), float(amounts[s])) for s in amounts.index]
    placed = [(part_of[str(s)], names[part_of[str(s)]], float(amounts[s])) for s in amounts.index]
    head = [("plan", plan.title(t.lang), float(amounts.sum()) + max(0.0, rest))]
    columns = (
        (t("Plan"), head), (t("Objectives"), objectives + gap), (t("Sectors"), sectors + gap),
        (t("Where"), placed + gap),
    )  # fmt: skip
    return fill("flow", columns=columns, t=t)


def plan_history(plan: Plan, t: Translator) -> str:
    """Draw this plan's requirements beside the earlier and later ones of the same organisation; empty without any."""
    plans = plan.history[(plan.history["organisation"] == "IOM") & plan.history["requirements_usd"].notna()]
    now = str(plan.header["start_year"])
    rows = [
        (row.year, float(row.requirements_usd),
         "" if pd.isna(row.people_targeted) else t("{n} people targeted", n=t.number(float(row.people_targeted))),
         str(row.year).startswith(now))
        for row in plans.sort_values("year").itertuples()
    ]  # fmt: skip
    return _history(rows, t) if rows else ""


def funding_history(plan: Plan, t: Translator) -> str:
    """Draw confirmed funding at each date of the funding table."""
    rows = [
        (t.day(row.as_of), float(row.confirmed), silent_words(int(row.unreported), len(plan.sectors), t), False)
        for row in confirmed_over_time(plan).itertuples()
    ]
    return _history(rows, t)


def _history(rows: Sequence[tuple[object, float, str, bool]], t: Translator) -> str:
    most = max((amount for _, amount, _, _ in rows), default=0.0) or 1
    return fill("history", rows=rows, most=most, t=t)
