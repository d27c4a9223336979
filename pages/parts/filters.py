"""The filter bar: widgets that show the view and write their changes to the address."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo import view
from pages.parts import choices, session, store
from pages.parts.session import Key


def language() -> None:
    """Switch between English and French, the view staying as it is."""
    st.session_state[Key.LANG] = session.current().lang
    st.segmented_control(
        "Language / Langue",
        view.LANGS,
        format_func={"en": "English", "fr": "Français"}.get,
        key=Key.LANG,
        required=True,
        on_change=lambda: session.change(lang=st.session_state[Key.LANG]),
        label_visibility="collapsed",
    )


def bar() -> None:
    """Show every filter of the view: sectors by objective, basis, areas."""
    t, now = session.words(), session.current()
    st.html(f"<h2 class='side'>{t('Filters')}</h2>")
    _objectives()
    _sectors()
    if now.sector or now.objective:
        st.button(t("Show all sectors"), on_click=session.change, kwargs={"sector": (), "objective": ()}, key="all")
    _choice(
        Key.BASIS,
        t("Count a region when"),
        {"named": t("the text names it"), "zone": t("the text names it or its zone")},
        now.basis,
        captions=[
            t("Only regions that the plan names for a sector."),
            t("Also the regions of a zone, such as “Northern and Central regions”."),
        ],
    )
    _choice(
        Key.AREAS,
        t("Regions of"),
        {"2023": t("2023: 19 regions and Bamako"), "2016": t("2016: 9 regions and Bamako"),
         "2012": t("2012: 8 regions and Bamako")},
        now.areas,
    )  # fmt: skip


def _objectives() -> None:
    t, now, plan = session.words(), session.current(), store.atlas().plan
    st.session_state[Key.OBJECTIVE] = list(now.objective)
    st.pills(
        t("Objective"),
        choices.codes_of(plan.objectives.index),
        selection_mode="multi",
        key=Key.OBJECTIVE,
        on_change=lambda: session.go(choices.objectives(session.current(), st.session_state[Key.OBJECTIVE])),
    )


def _sectors() -> None:
    """Show one group of pills per objective; a click on a sector shows it alone or adds it."""
    now, plan = session.current(), store.atlas().plan
    titles = plan.sectors[f"title_{now.lang}"].to_dict()
    groups = choices.groups(now, plan)
    for objective, codes in groups.items():
        key = f"{Key.SECTOR}-{objective}"
        st.session_state[key] = [s for s in now.sector if s in codes]
        st.pills(
            f"{objective} · {plan.objectives.loc[objective, f'title_{now.lang}']}",
            codes,
            selection_mode="multi",
            format_func=titles.get,
            key=key,
            on_change=_sectors_changed,
            args=(list(groups),),
        )


def _sectors_changed(groups: list[str]) -> None:
    chosen = [s for objective in groups for s in st.session_state[f"{Key.SECTOR}-{objective}"]]
    session.go(choices.sectors(session.current(), chosen, store.atlas().plan))


def measure(measures: dict[str, str]) -> None:
    """Choose the measure of a page's map; *measures* are its labels by code."""
    now = session.shown(tuple(measures)).measure
    _choice(Key.MEASURE, session.words()("On the map"), measures, now,
            horizontal=True, label_visibility="collapsed")  # fmt: skip


def money() -> None:
    """Choose how money is split and what becomes of a surplus, each with what it does."""
    t, now = session.words(), session.current()
    named = {
        "even": (t("Evenly"), t("Every region of a sector gets the same part.")),
        "idps": (t("By displaced persons"), t("More where more displaced persons are; even where a figure lacks.")),
        "population": (t("By population"), t("More where more people live (census 2022).")),
        "custom": (t("By your weights"), t("As you set them below.")),
    }
    offered = choices.splits(now)
    left, right = st.columns(2)
    with left:
        labels = {s: named[s][0] for s in offered}
        _choice(Key.SPLIT, t("Split a sector’s money over its regions"), labels, now.split,
                captions=[named[s][1] for s in offered])  # fmt: skip
    with right:
        _choice(
            Key.SURPLUS,
            t("A sector’s surplus"),
            {"ringfenced": t("Ring-fenced"), "pooled": t("Pooled")},
            now.surplus,
            captions=[
                t("Stays with its sector and fills no other gap."),
                t("Fills the gaps of the other sectors, in proportion to them."),
            ],
        )


def _choice(key: Key, label: str, options: dict[str, str], now: str, **looks: Any) -> None:  # noqa: ANN401 - of st.radio
    st.session_state[key] = now
    st.radio(
        label,
        list(options),
        format_func=options.get,
        key=key,
        on_change=lambda: session.change(**{str(key): st.session_state[key]}),
        **looks,
    )
