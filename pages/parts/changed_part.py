"""What changed: between two days of funding, or since another plan, sector by sector."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.analysis import funding_changes, funding_days, plan_changes, sector_title
from geo.core import translator
from geo.screen import Group, Option, address, fill, groups_html, part_html, sentence_html
from pages.parts import own_plans, session

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import Translator, View
    from geo.plans import Plan
    from geo.screen import Words
    from geo.store import Atlas


def show(view: View) -> None:
    """Show what changed; it depends on the country's other plans too, so it is written anew each time."""
    st.html(changed_part(session.atlas(), view, session.beside(), _earlier(session.atlas())))


def changed_part(atlas: Atlas, view: View, beside: Words, earlier: dict[str, Plan]) -> str:
    """Write what changed since a day or an *earlier* plan under its heading, with the choice of either.

    The choice is the word ``since`` among those *beside* the view; the latest day or plan where it is unknown.
    """
    t, days = translator(view.lang), [d.isoformat() for d in funding_days(atlas.plan)[:-1]]
    names = {code: t("the plan of {years}", years=_years(plan, t)) for code, plan in earlier.items()}
    names |= {day: t("funding of {day}", day=t.day(date.fromisoformat(day))) for day in days}
    if not names:
        nothing = sentence_html(t("There is nothing earlier to compare with."))
        return part_html(t("What changed"), nothing)
    since = dict(beside).get("since", "")
    chosen = since if since in names else next(reversed(names))
    options = [Option(name, address(view, beside, since=code), code == chosen) for code, name in names.items()]
    choice = groups_html([Group("since", t("Since"), options)])
    table = _since_plan(atlas, earlier[chosen], t) if chosen in earlier else _since_day(atlas, chosen, t)
    return part_html(t("What changed"), choice + table)


def _earlier(atlas: Atlas) -> dict[str, Plan]:
    """Return the other plans of the country, the earliest first."""
    own = atlas.plan
    plans = [p for p in own_plans.library().plans.values() if p.country == own.country and p.code != own.code]
    return {p.code: p for p in sorted(plans, key=lambda p: str(p.header["start_year"]))}


def _years(plan: Plan, t: Translator) -> str:
    return plan.dated_title(t.lang).split(" ·")[0]


def _since_day(atlas: Atlas, day: str, t: Translator) -> str:
    first, last = date.fromisoformat(day), funding_days(atlas.plan)[-1]
    found = funding_changes(atlas.plan, first, last)
    rows = [(sector_title(atlas, str(s), t), *_cells(row, t.money, t)) for s, row in found.iterrows()]
    heads = (t("Confirmed funding"), t.day(first), t.day(last), t("Change"))
    return fill(
        "changed", heads=heads, rows=rows, note=t("Not reported is unknown, not 0; so is a change from or to it.")
    )


def _since_plan(atlas: Atlas, before: Plan, t: Translator) -> str:
    found, after = plan_changes(before, atlas.plan), atlas.plan
    labels = {
        "requirements_usd": t("Requirements, whole plan"), "people_in_need": t("People in need"),
        "people_targeted": t("People targeted"),
    }  # fmt: skip
    rows = []
    for code, row in found.iterrows():
        people = str(code).startswith("people")
        rows.append(
            (
                labels.get(str(code)) or _title(str(code), before, after, t),
                *_cells(row, t.number if people else t.money, t),
            )
        )
    years = [p.dated_title(t.lang).split(" ·")[0] for p in (before, after)]
    note = t("Sectors: requirements. Unknown where only a plan’s header is known here, or where it has no such sector.")
    return fill("changed", heads=("", *years, t("Change")), rows=rows, note=note)


def _title(code: str, before: Plan, after: Plan, t: Translator) -> str:
    plan = after if code in after.sectors.index else before
    return str(plan.sectors.loc[code, f"title_{t.lang}"])


def _cells(row: pd.Series[float], write: Callable[[float], str], t: Translator) -> tuple[str, str, str]:
    """Write before, after and change; the unknown is named."""

    def cell(value: float, *, signed: bool = False) -> str:
        if pd.isna(value):
            return t("unknown")
        text = write(abs(value) if signed else value)
        return f"{'+' if value > 0 else '−' if value < 0 else ''}{text}" if signed else text

    return cell(row["before"]), cell(row["after"]), cell(row["change"], signed=True)
