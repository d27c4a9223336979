"""What a table becomes, before it is kept: checks, figures, and the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo import export
from geo.analysis import ORGANISATIONS, with_own_figures
from geo.core import View, remember
from geo.intake import DISPLACEMENT, FLOWS, FOOD, FUNDING, PRESENCE, funding_rows
from geo.screen import fill
from pages.parts import figures_state, page_frame, session

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.intake import OwnLayer
    from geo.store import Atlas

_MEASURES = {PRESENCE: ORGANISATIONS, DISPLACEMENT: "idps", FOOD: "food_insecure"}


def measure_of(layer: OwnLayer) -> str:
    """Return the measure that shows a layer on the map."""
    return _MEASURES.get(layer.kind, layer.code if layer.funding is None else "confirmed")


def view_of(layer: OwnLayer, view: View) -> View:
    """Return a view of a layer's measure; of its own day where it has one region alone, which is no round."""
    rows = layer.by_region if layer.food is None else layer.food
    lone = layer.kind in (DISPLACEMENT, FOOD) and len({r for r in rows["region"] if r}) == 1
    return view.but(measure=measure_of(layer), date=layer.day if lone else None, region=None)


def show(layer: OwnLayer, t: Translator) -> None:
    """Show checks, then the map or for funding what would be added, and the button that keeps the figures."""
    if layer.remarks:
        with st.expander(t("Checks ({n})", n=len(layer.remarks)), expanded=True):
            st.html(fill("list", lines=[r.text(t) for r in layer.remarks], kind=""))
    atlas = session.shared_atlas()
    if layer.kind in (FUNDING, FLOWS):
        _funding(layer, atlas, t)
    elif atlas.mapped:
        st.image(_picture(layer, atlas, figures_state.kept_layers(), t.lang))
    st.button(t("Keep for this session, on every page"), type="primary", key=f"keep-{layer.code}", on_click=_keep,
              args=(layer,))  # fmt: skip


@remember(most=2)
def _picture(layer: OwnLayer, atlas: Atlas, kept: tuple[OwnLayer, ...], lang: str) -> bytes:
    """Draw the map of a layer beside those that are kept."""
    own = with_own_figures(atlas, (*kept, layer))
    view = view_of(layer, View(plan=atlas.plan.code, lang=lang))
    return export.export_file("png", export.export_order(view, own), own)


def _keep(layer: OwnLayer) -> None:
    figures_state.keep((*(la for la in figures_state.kept_layers() if la.code != layer.code), layer))
    figures_state.drop(layer.code)


def _funding(layer: OwnLayer, atlas: Atlas, t: Translator) -> None:
    """Show the sums by sector, and beside them what the plan has: only sectors and days that it lacks are added."""
    if layer.funding is None:
        return
    plan, known = atlas.plan, atlas.plan.latest_funding()
    new = {str(r["sector"]) for r in funding_rows(layer.funding, map(str, plan.sectors.index), layer.source)}
    rows = []
    for r in layer.funding.itertuples():
        own = r.sector in plan.sectors.index
        title = str(plan.sectors.loc[r.sector, f"title_{t.lang}"]) if own else str(r.title)
        before = known.loc[r.sector, "amount_usd"] if own else pd.NA
        rows.append(
            {
                t("Sector or cluster"): title,
                t("Requirements"): _money(r.requirements, t),
                t("Confirmed"): _money(r.funding, t),
                t("As of"): t.day(r.date.date()),
                t("The plan has"): _money(before, t) if own else t("no sector of this plan"),
                t("Is added"): t("yes") if r.sector in new else t("no"),
            }
        )
    st.dataframe(pd.DataFrame(rows), hide_index=True)
    page_frame.sentence(t("{n} amounts would be added to the plan’s funding, for this session alone; older ones stay.",
                          n=len(new)))  # fmt: skip


def _money(amount: float | None, t: Translator) -> str:
    return "–" if amount is None or pd.isna(amount) else t.money(float(amount))
