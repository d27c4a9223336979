"""The filter bar: widgets that show the view and write their changes to the address."""

from __future__ import annotations

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


def _choice(key: Key, label: str, options: dict[str, str], now: str) -> None:
    st.session_state[key] = now
    st.radio(
        label,
        list(options),
        format_func=options.get,
        key=key,
        on_change=lambda: session.change(**{str(key): st.session_state[key]}),
    )
