"""Charts as HTML that any page or file can carry: bars, ledger strip, flow of the plan's money, history.

Every text is escaped here; every figure comes from the floors below. Styles: `STYLE`.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis import (
    FundingHeadline,
    confirmed_over_time,
    funding_by_objective,
    funding_of_view,
    sector_title,
    selected_sectors,
)
from geo.maps import range_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.analysis import LedgerLine
    from geo.core import Translator, View
    from geo.maps import RegionValue, ThematicMap
    from geo.plans import Plan
    from geo.store import Atlas

CHART_STYLE = Path(__file__).parent / "static" / "charts.css"


def region_ranking(drawn: ThematicMap, t: Translator) -> str:
    """Draw the regions of a map in order, each with its bar and, for an estimate, its range.

    The bar ends at the value drawn on the map; the thin line spans the range over the
    splits. Regions without a figure are named below, apart from those with none located.
    """
    ranked = sorted((r for r in drawn.regions if r.state == "value"), key=lambda r: -(r.value or 0))
    most = max((x for r in ranked for x in (r.value, r.high) if x is not None), default=0) or 1
    rows = "".join(_ranked(r, most, drawn.view.measure, t) for r in ranked)
    ranged = any(r.low is not None and r.high is not None and r.high > r.low for r in ranked)
    key = f"<p class='key'><span><u></u>{escape(t('range over the splits'))}</span></p>" if ranged else ""
    rest = "".join(
        f"<p class='foot'>{escape(t(text, regions=', '.join(names)))}</p>"
        for text, names in (
            (t("None named: {regions}."), [r.name for r in drawn.regions if r.state == "none"]),
            (t("No figure: {regions}."), [r.name for r in drawn.regions if r.state == "nodata"]),
        )
        if names
    )
    return f"<table class='ranking'>{rows}</table>{key}{rest}"


def _ranked(region: RegionValue, most: float, measure: str, t: Translator) -> str:
    bar, said = f"<i style='width:{_part(region.value, most)}'></i>", ""
    if region.low is not None and region.high is not None and region.high > region.low:
        width = _part(region.high - region.low, most)
        bar += f"<u style='left:{_part(region.low, most)};width:{width}'></u>"
        ends = range_words(region.low, region.high, "coverage" if measure == "coverage" else "unmet", t)
        said = f"<small>{escape(ends)}</small>" if "–" in ends else ""
    return (
        f"<tr><td>{escape(region.name)}</td><td class='bar'><div>{bar}</div></td>"
        f"<td class='n'>{escape(region.label or '0')}{said}</td></tr>"
    )


def _part(value: float | None, most: float) -> str:
    return f"{100 * (value or 0) / most:.2f}%"


def ledger_strip(lines: Sequence[LedgerLine], t: Translator) -> str:
    """Draw the plan's requirement as one strip of its parts, with amounts that add up to the header."""
    total = sum(line.requirements for line in lines)
    whole = sum(max(0.0, line.requirements) for line in lines) or 1
    strip = "".join(
        f"<i class='{line.part}' style='width:{_part(max(0.0, line.requirements), whole)}'></i>" for line in lines
    )
    parts = " ".join(
        f"<span><i class='{line.part}'></i>{escape(line.name(t))} <b>{escape(t.money(line.requirements))}</b></span>"
        for line in lines
    )
    said = escape(t("The plan’s requirements: {total}", total=t.money(total)))
    return f"<div class='ledger'><div class='strip'>{strip}</div><p><b>{said}</b> = {parts}</p></div>"


def sector_bars(view: View, atlas: Atlas, t: Translator) -> str:
    """Draw each selected sector's money by objective: confirmed, unmet, surplus, not reported."""
    money = funding_of_view(atlas.plan, view).loc[selected_sectors(atlas.plan, view)]
    if money.empty:
        return f"<p>{escape(t('No sector of the plan fits these filters.'))}</p>"
    most = float(pd.concat([money["requirements"], money["confirmed"].fillna(0)]).max()) or 1
    heads = funding_by_objective(atlas.plan, money)
    blocks = []
    for objective, rows in money.groupby("objective", sort=False):
        title = f"{objective} · {atlas.plan.objectives.loc[objective, f'title_{t.lang}']}"
        total = coverage_interval(heads[str(objective)], t)
        bars = "".join(_sector_bar(str(code), row, atlas, t, most) for code, row in rows.iterrows())
        blocks.append(f"<tr class='objective'><th colspan='2'>{escape(title)}</th><th>{escape(total)}</th></tr>{bars}")
    return f"<table class='sectors'>{''.join(blocks)}</table>{_key(t)}"


def _sector_bar(code: str, row: pd.Series[float], atlas: Atlas, t: Translator, most: float) -> str:
    reported = row["state"] != "not_reported"
    confirmed = float(row["confirmed"]) if reported else 0.0
    parts = [
        ("confirmed", min(confirmed, float(row["requirements"]))),
        ("unmet" if reported else "unreported", float(row["unmet"])),
        ("surplus", float(row["surplus"])),
    ]
    bar = "".join(f"<i class='{kind}' style='width:{_part(v, most)}'></i>" for kind, v in parts if v > 0)
    said = t("{confirmed} of {required}", confirmed=t.money(confirmed), required=t.money(float(row["requirements"])))
    if not reported:
        said = t("not reported, of {required}", required=t.money(float(row["requirements"])))
    share = t.percent(float(row["coverage"])) if reported else ""
    return (
        f"<tr><td>{escape(sector_title(atlas, code, t))}</td><td class='stack'><div>{bar}</div></td>"
        f"<td class='n'>{escape(said)} <b>{escape(share)}</b></td></tr>"
    )


def _key(t: Translator) -> str:
    kinds = (
        ("confirmed", t("confirmed")), ("unmet", t("unmet")), ("surplus", t("surplus")),
        ("unreported", t("not reported: counted as unmet")),
    )  # fmt: skip
    return "<p class='key'>" + " ".join(f"<span><i class='{k}'></i>{escape(w)}</span>" for k, w in kinds) + "</p>"


def coverage_interval(head: FundingHeadline, t: Translator) -> str:
    """Write coverage as one percentage, or as an interval where funding is not reported."""
    if head.coverage_low is None:
        return "–"
    low = t.percent(head.coverage_low)
    if not head.unreported:
        return low
    if head.coverage_high is None:
        return t("not reported")
    return f"{low} – {t.percent(head.coverage_high)}"


def plan_flow(lines: Sequence[LedgerLine], plan: Plan, t: Translator) -> str:
    """Draw the plan's requirement from plan to objectives, sectors and where they are placed.

    Four columns of the same height, each adding up to the header; a block's height is its
    amount. What the plan attributes to nothing goes through all of them.
    """
    part_of = {s: line.part for line in lines for s in line.sectors}
    names = {line.part: line.name(t) for line in lines}
    amounts = plan.sectors["requirements_usd"].astype("float64")
    rest = next((line.requirements for line in lines if line.part == "not_attributed"), 0.0)
    gap = [("not_attributed", names["not_attributed"], rest)] if rest > 0 else []
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
    return "<div class='flow'>" + "".join(_column(title, blocks, t) for title, blocks in columns) + "</div>"


def _column(title: str, blocks: Iterable[tuple[str, str, float]], t: Translator) -> str:
    made = "".join(
        f"<div class='{kind}' style='flex-grow:{amount:.0f}' title='{escape(name)} {escape(t.money(amount))}'>"
        f"<span>{escape(name)} <b>{escape(t.money_short(amount, 3))}</b></span></div>"
        for kind, name, amount in blocks
        if amount > 0
    )
    return f"<section><h4>{escape(title)}</h4><div>{made}</div></section>"


def plan_history(plan: Plan, t: Translator) -> str:
    """Draw this plan's requirements beside the earlier and later ones of the same organisation; empty without any."""
    rows = plan.history[(plan.history["organisation"] == "IOM") & plan.history["requirements_usd"].notna()]
    if rows.empty:
        return ""
    rows = rows.sort_values("year")
    most = float(rows["requirements_usd"].max()) or 1
    now = f"{plan.header['start_year']}"
    bars = "".join(_year(row, most, t, now=str(row["year"]).startswith(now)) for _, row in rows.iterrows())
    return f"<table class='history'>{bars}</table>"


def _year(row: pd.Series[float], most: float, t: Translator, *, now: bool) -> str:
    amount, people = float(row["requirements_usd"]), row["people_targeted"]
    said = "" if pd.isna(people) else t("{n} people targeted", n=t.number(float(people)))
    return (
        f"<tr{' class=now' if now else ''}><td>{escape(str(row['year']))}</td>"
        f"<td class='bar'><div><i style='width:{_part(amount, most)}'></i></div></td>"
        f"<td class='n'>{escape(t.money(amount))}</td><td class='n'>{escape(said)}</td></tr>"
    )


def funding_history(plan: Plan, t: Translator) -> str:
    """Draw confirmed funding at each date of the funding table."""
    rows = confirmed_over_time(plan)
    most = float(rows["confirmed"].max()) or 1
    bars = "".join(_day(row, most, t) for _, row in rows.iterrows())
    return f"<table class='history'>{bars}</table>"


def _day(row: pd.Series[float], most: float, t: Translator) -> str:
    silent = t("{n} sectors do not report", n=int(row["unreported"]))
    return (
        f"<tr><td>{escape(t.day(row['as_of']))}</td>"
        f"<td class='bar'><div><i style='width:{_part(row['confirmed'], most)}'></i></div></td>"
        f"<td class='n'>{escape(t.money(row['confirmed']))}</td><td class='n'>{escape(silent)}</td></tr>"
    )
