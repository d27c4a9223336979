"""What if: pledges that a reader tries out, weights of a reader's own, and what they change."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.analysis import (
    add_pledges,
    before_and_after,
    funding_by_sector,
    scenario_problems,
    scenario_words,
    sector_title,
    selected_sectors,
    smallest_pledges,
)
from geo.core import translator
from geo.maps import write_estimate
from geo.screen import fill, part_html, plain_table
from pages.parts import notices, page_frame, session

if TYPE_CHECKING:
    from geo.core import Translator, View
    from geo.store import Atlas

_STEP = 100_000
_MOST = 1_000_000_000


@st.fragment
def panel() -> None:
    """Offer a pledge, a move between sectors, and the smallest pledges that reach a % funded, beside the map."""
    _pledge(session.current(), session.words())


def _pledge(now: View, t: Translator) -> None:
    """Show the scenario, the form of a pledge, and the smallest pledges."""
    plan = session.atlas().plan
    _listed(now, t)
    titles = {str(s): sector_title(session.atlas(), str(s), t) for s in plan.sectors.index}
    sector = st.selectbox(t("Pledge to"), list(titles), format_func=titles.get, key="pledge-to")
    amount, source = st.columns(2)
    usd = amount.number_input(t("US dollars"), 0, _MOST, _STEP, _STEP, key="pledge-usd")
    taken = source.selectbox(
        t("Taken from"), ["", *titles], format_func=lambda s: titles.get(s, t("new money")), key="pledge-from"
    )
    if st.button(t("Add to the scenario"), key="pledge-add", type="primary"):
        _try(now, add_pledges(plan, now.scenario, [(sector, Decimal(usd)), (taken, -Decimal(usd))]))
    _smallest(now, t)


def _listed(now: View, t: Translator) -> None:
    if now.scenario:
        page_frame.sentence(scenario_words(now, session.atlas(), t), "stamp")
        if st.button(t("Clear the scenario"), key="pledge-clear"):
            _go(now.but(scenario=()))


def _try(now: View, scenario: tuple[tuple[str, Decimal], ...]) -> None:
    """Take up a scenario, or say why it cannot be and leave the view as it is."""
    wanted = now.but(scenario=scenario)
    problems = scenario_problems(session.atlas().plan, wanted)
    notices.refused(problems)
    if not problems:
        _go(wanted)


def _go(wanted: View) -> None:
    """Show another view: the whole page, of which this form is a part that runs alone."""
    session.go(wanted)
    st.rerun()


def _smallest(now: View, t: Translator) -> None:
    """Offer the smallest pledges that bring every selected sector to a coverage."""
    plan = session.atlas().plan
    wanted = st.slider(t("Bring every selected sector to at least this % funded"), 5, 100, 50, 5, key="reach")
    money = funding_by_sector(plan, now.date)
    pledges = smallest_pledges(money, Decimal(wanted) / 100, selected_sectors(plan, now))
    total = t.money(float(sum(pledges.values())))
    page_frame.sentence(t("The smallest pledges that do: {total} (sectors: {n}).", total=total, n=len(pledges)))
    rows = [(sector_title(session.atlas(), s, t), t.money(float(amount))) for s, amount in pledges.items()]
    st.html(plain_table(rows, figures=True))
    chosen = tuple(pledges.items())
    if st.button(t("Use these as the scenario"), key="reach-use", disabled=not chosen):
        _go(now.but(scenario=chosen))


def comparison(atlas: Atlas, view: View) -> str:
    """Write coverage of each selected sector and money of each region before and after a scenario."""
    t = translator(view.lang)
    before, after = before_and_after(view, atlas)
    sectors = [
        (sector_title(atlas, s, t), *(_share(side.coverage[s], t) for side in (before, after)))
        for s in before.coverage.index
    ]
    money = (t("Confirmed funding, all selected sectors"), t.money(before.confirmed), t.money(after.confirmed))
    regions = [
        (
            atlas.regions[view.areas].name(r, t.lang),
            *(f"{side.rank[r]}. {write_estimate(side.unmet[r], 'unmet', t)}" for side in (before, after)),
        )
        for r in before.unmet.index
    ]
    tables = (
        (t("% funded by sector"), [*sectors, money]),
        (t("Unmet requirements by rank, estimate"), regions),
    )
    compared = fill("comparison", tables=tables, before=t("Before"), after=t("After"))
    return part_html(t("Before and after"), compared)


def _share(share: float, t: Translator) -> str:
    return t("not reported") if pd.isna(share) else t.percent(float(share))


@st.fragment
def weights() -> None:
    """Let a reader weigh the regions; what cannot be used is said and the last good view stays."""
    _table(session.current(), session.atlas(), session.words())


def _table(now: View, atlas: Atlas, t: Translator) -> None:
    """Show the table of weights; a button takes them into the view."""
    page_frame.sentence(t("A region without a weight makes its sectors fall back to an even split."), "foot")
    regions = atlas.regions["2023"]
    given = dict(now.weights)
    names = [regions.name(str(r), t.lang) for r in regions.frame.index]
    table = pd.DataFrame(
        {"name": names, "weight": [float(given[r]) if r in given else None for r in regions.frame.index]},
        index=regions.frame.index,
    )
    edited = st.data_editor(
        table,
        key=f"weights-{now.lang}",
        hide_index=True,
        disabled=["name"],
        placeholder="–",
        column_config={
            "name": st.column_config.TextColumn(t("Region")),
            "weight": st.column_config.NumberColumn(t("Weight"), help=t("0 or more; empty is unknown")),
        },
    )
    if st.button(t("Use these weights"), key="weights-use"):
        _weigh(now, edited["weight"], t)


def _weigh(now: View, column: pd.Series[float], t: Translator) -> None:
    given = {str(r): w for r, w in column.items() if not pd.isna(w)}
    if any(w < 0 for w in given.values()):
        st.error(t("A weight is negative: write 0 or more."))
    elif not any(given.values()):
        st.error(t("All weights are empty or 0: give at least one region a weight above 0."))
    else:
        _go(now.but(split="custom", weights=tuple((r, Decimal(str(w))) for r, w in given.items())))
