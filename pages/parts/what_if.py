"""What if: pledges that a reader tries out, weights of a reader's own, and what they change."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.analysis import (
    estimate_by_region,
    funding_by_sector,
    funding_headline,
    funding_of_view,
    scenario_problems,
    scenario_words,
    sector_title,
    selected_sectors,
    smallest_pledges,
)
from geo.maps import write_estimate
from pages.parts import session

if TYPE_CHECKING:
    from geo.core import Translator, View
    from geo.store import Atlas

_STEP = 100_000
_MOST = 1_000_000_000


def panel() -> None:
    """Offer a pledge, a move between sectors, and the smallest pledges that reach a coverage."""
    t, now, plan = session.words(), session.current(), session.atlas().plan
    with st.expander(t("What if: try out a pledge"), expanded=bool(now.scenario)):
        _listed(now, t)
        titles = {str(s): sector_title(session.atlas(), str(s), t) for s in plan.sectors.index}
        to, amount, source, button = st.columns([3, 2, 3, 2], vertical_alignment="bottom")
        sector = to.selectbox(t("Pledge to"), list(titles), format_func=titles.get, key="pledge-to")
        usd = amount.number_input(t("US dollars"), 0, _MOST, _STEP, _STEP, key="pledge-usd")
        taken = source.selectbox(
            t("Taken from"), ["", *titles], format_func=lambda s: titles.get(s, t("new money")), key="pledge-from"
        )
        if button.button(t("Add to the scenario"), key="pledge-add", type="primary"):
            _try(now, _added(now, [(sector, Decimal(usd)), (taken, -Decimal(usd))]), t)
        _smallest(now, t)


def _listed(now: View, t: Translator) -> None:
    if now.scenario:
        st.html(f"<p class='stamp'>{escape(scenario_words(now, session.atlas(), t))}</p>")
        st.button(t("Clear the scenario"), on_click=session.change, kwargs={"scenario": ()}, key="pledge-clear")


def _added(now: View, pledges: list[tuple[str, Decimal]]) -> tuple[tuple[str, Decimal], ...]:
    """Add pledges to the scenario; what adds up to 0 leaves it, and new money comes from no sector."""
    sums = dict(now.scenario)
    for sector, amount in pledges:
        sums[sector] = sums.get(sector, Decimal(0)) + amount
    order = [str(s) for s in session.atlas().plan.sectors.index]
    return tuple((s, sums[s]) for s in order if sums.get(s))


def _try(now: View, scenario: tuple[tuple[str, Decimal], ...], t: Translator) -> None:
    """Take up a scenario, or say why it cannot be and leave the view as it is."""
    wanted = now.but(scenario=scenario)
    problems = scenario_problems(session.atlas().plan, wanted)
    for problem in problems:
        st.error(problem.text(t))
    if not problems:
        session.go(wanted)
        st.rerun()


def _smallest(now: View, t: Translator) -> None:
    """Offer the smallest pledges that bring every selected sector to a coverage."""
    plan = session.atlas().plan
    wanted = st.slider(t("Bring every selected sector to a coverage of at least, in %"), 5, 100, 50, 5, key="reach")
    money = funding_by_sector(plan, now.date)
    pledges = smallest_pledges(money, Decimal(wanted) / 100, selected_sectors(plan, now))
    total = t.money(float(sum(pledges.values())))
    said = t("The smallest pledges that do: {total} to {n} sectors.", total=total, n=len(pledges))
    rows = "".join(_pledge_row(s, a, t) for s, a in pledges.items())
    st.html(f"<p>{escape(said)}</p><table class='plain'>{rows}</table>")
    chosen = tuple(pledges.items())
    st.button(t("Use these as the scenario"), on_click=session.change, kwargs={"scenario": chosen}, key="reach-use",
              disabled=not chosen)  # fmt: skip


def _pledge_row(sector: str, amount: Decimal, t: Translator) -> str:
    title = sector_title(session.atlas(), sector, t)
    return f"<tr><td>{escape(title)}</td><td class='n'>{escape(t.money(float(amount)))}</td></tr>"


def comparison(view: View, atlas: Atlas, t: Translator) -> str:
    """Write coverage of each selected sector and money of each region before and after a scenario."""
    without = view.but(scenario=())
    sectors = selected_sectors(atlas.plan, view)
    old, new = (funding_of_view(atlas.plan, v).loc[sectors] for v in (without, view))
    heads = [funding_headline(m) for m in (old, new)]
    rows = [_row(sector_title(atlas, s, t), *(_share(m.loc[s, "coverage"], t) for m in (old, new))) for s in sectors]
    rows.append(_row(t("Confirmed funding, all selected sectors"), *(t.money(h.confirmed) for h in heads)))
    before, after = (estimate_by_region(v, atlas).frame for v in (without, view))
    ranks = [f["unmet"].round().rank(ascending=False, method="min").astype(int) for f in (before, after)]
    regions = [r for r in before.sort_values("unmet", ascending=False).index if before.loc[r, "sectors"]]
    places = [
        _row(
            atlas.regions[view.areas].name(r, t.lang),
            *(
                f"{rank[r]}. {write_estimate(f.loc[r, 'unmet'], 'unmet', t)}"
                for rank, f in zip(ranks, (before, after), strict=True)
            ),
        )
        for r in regions
    ]
    head = f"<th>{escape(t('Before'))}</th><th>{escape(t('After'))}</th>"
    return (
        "<div class='figures'>"
        f"<table class='plain'><tr><th>{escape(t('Coverage of the sectors'))}</th>{head}</tr>{''.join(rows)}</table>"
        f"<table class='plain'><tr><th>{escape(t('Unmet requirements by rank, estimate'))}</th>{head}</tr>"
        f"{''.join(places)}</table></div>"
    )


def _share(share: float, t: Translator) -> str:
    return t("not reported") if pd.isna(share) else t.percent(float(share))


def _row(name: str, before: str, after: str) -> str:
    same = " class='same'" if before == after else ""
    return f"<tr{same}><td>{escape(name)}</td><td>{escape(before)}</td><td>{escape(after)}</td></tr>"


def weights() -> None:
    """Let a reader weigh the regions; what cannot be used is said and the last good view stays."""
    t, now, atlas = session.words(), session.current(), session.atlas()
    with st.expander(t("Weights of your own"), expanded=False):
        said = t("A region without a weight makes its sectors fall back to an even split.")
        st.html(f"<p class='foot'>{escape(said)}</p>")
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
        session.go(now.but(split="custom", weights=tuple((r, Decimal(str(w))) for r, w in given.items())))
        st.rerun()
