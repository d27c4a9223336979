"""The filter bar: widgets that show the view and write their changes to the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.analysis import claimed_regions
from geo.core import AGAINST, LANGS, View
from geo.maps import method_name
from pages.parts import filter_options, glossary, page_frame, session, store
from pages.parts.session import Key

if TYPE_CHECKING:
    from collections.abc import Callable


def plan() -> None:
    """Switch between the plans that can be shown, named by title and years; nothing where there is but one."""
    t, atlases = session.words(), store.library().atlases
    if len(atlases) > 1:
        titles = {code: atlas.plan.dated_title(t.lang) for code, atlas in atlases.items()}
        names = {
            c: f"{title} ({c})" if list(titles.values()).count(title) > 1 else title for c, title in titles.items()
        }
        st.session_state[Key.PLAN] = session.current().plan
        st.selectbox(
            t("Plan"),
            list(reversed(atlases)),
            format_func=names.get,
            key=Key.PLAN,
            on_change=lambda: session.switch(st.session_state[Key.PLAN]),
            label_visibility="collapsed",
            width=268,
        )


def language() -> None:
    """Switch between English and French, the view staying as it is."""
    st.session_state[Key.LANG] = session.current().lang
    st.segmented_control(
        "Language / Langue",
        LANGS,
        format_func={"en": "English", "fr": "Français"}.get,
        key=Key.LANG,
        required=True,
        on_change=lambda: session.change(lang=st.session_state[Key.LANG]),
        label_visibility="collapsed",
    )


def bar(*, sectors: bool = True) -> None:
    """Show every filter of the view: sectors by objective (unless each map has its own), basis, areas."""
    t, now = session.words(), session.current()
    glossary.popover()
    st.html(f"<h2 class='side'>{t('Filters')}</h2>")
    known = not session.atlas().plan.header_only
    sectors = sectors and known
    if sectors:
        _objectives()
        _sectors()
    if sectors and (now.sector or now.objective):
        st.button(t("Show all sectors"), on_click=session.change, kwargs={"sector": (), "objective": ()}, key="all")
    if known:
        _basis()
    if len(session.atlas().vintages) > 1:
        _areas()


def _basis() -> None:
    t, now = session.words(), session.current()
    zones = list(session.atlas().plan.zones[f"title_{t.lang}"])
    wider = t("Also the regions of a zone; this plan names none.")
    _choice(
        Key.BASIS,
        t("Count a region when"),
        {"named": t("the text names it"), "zone": t("the text names it or its zone")},
        now.basis,
        captions=[
            t("Only regions that the plan names for a sector."),
            t("Also the regions of a zone, such as “{zone}”.", zone=zones[0]) if zones else wider,
        ],
    )


def _areas() -> None:
    t, now = session.words(), session.current()
    _choice(
        Key.AREAS,
        t("Regions of"),
        {"2023": t("2023: 19 regions and Bamako"), "2016": t("2016: 9 regions and Bamako"),
         "2012": t("2012: 8 regions and Bamako")},
        now.areas,
    )  # fmt: skip


def _objectives() -> None:
    t, now, plan = session.words(), session.current(), session.atlas().plan
    st.session_state[Key.OBJECTIVE] = list(now.objective)
    st.pills(
        t("Objective"),
        filter_options.codes_of(plan.objectives.index),
        selection_mode="multi",
        key=Key.OBJECTIVE,
        on_change=lambda: session.go(filter_options.objectives(session.current(), st.session_state[Key.OBJECTIVE])),
    )


def _sectors() -> None:
    """Show one group of pills per objective; a click on a sector shows it alone or adds it."""
    now, plan = session.current(), session.atlas().plan
    titles = plan.sectors[f"title_{now.lang}"].to_dict()
    groups = filter_options.groups(now, plan)
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
    session.go(filter_options.sectors(session.current(), chosen, session.atlas().plan))


def measure(measures: tuple[str, ...]) -> None:
    """Choose the measure of a page's map among *measures*, and how an amount is drawn."""
    t, now = session.words(), session.shown(measures)
    looks: dict[str, Any] = {"horizontal": True, "label_visibility": "collapsed"}
    left, right = st.columns([4, 1])
    with left:
        _choice(Key.MEASURE, t("On the map"), session.labels(measures), now.measure, **looks)
    if session.atlas().indicators[now.measure].symbol == "circle":
        with right:
            _choice(Key.SHOW, t("Amounts as"), {"circles": t("circles"), "fills": t("fills")}, now.show, **looks)


def classes(*views: View) -> None:
    """Choose how the fills of the first map with classes are made; nothing where no map has any."""
    t, atlas = session.words(), session.atlas()
    own = next((v for v in views if filter_options.classes(v, atlas)), None)
    with st.container():  # its place is kept: else the map below would be made anew with every change to fills
        if own is None:
            return
        options, method = filter_options.classes(own, atlas), atlas.indicators[own.measure].class_method
        labels = {c: method_name(c or method, t) for c in options}
        now = session.current().classes
        with st.popover(t("Classes of the map"), type="tertiary"):
            _choice(Key.CLASSES, t("Classes of the map"), labels, now if now in options else "",
                    label_visibility="collapsed")  # fmt: skip


def money() -> None:
    """Choose how money is split and what becomes of a surplus, each with what it does."""
    t, now = session.words(), session.current()
    named = {
        "even": (t("Evenly"), t("Every region of a sector gets the same part.")),
        "idps": (t("By displaced persons"), t("More where more displaced persons are; even where a figure lacks.")),
        "population": (t("By population"), t("More where more people live (census 2022).")),
        "custom": (t("By your weights"), t("As you set them below.")),
    }
    offered = filter_options.splits(now)
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
                t("Stays with its sector, reduces no other’s unmet requirements."),
                t("Reduces the unmet requirements of the other sectors, in proportion."),
            ],
        )


def against(*, need: bool) -> None:
    """Choose the response that a need is set beside, and which *need* where the map does not say it."""
    t, now = session.words(), session.current()
    left, right = st.columns([3, 2]) if need else (None, st.container())
    if left is not None:
        with left:
            _choice(Key.NEED, t("Need"), session.labels(session.atlas().indicators.observed), now.need, horizontal=True)
    with right:
        responses = session.labels(AGAINST)
        _choice(Key.AGAINST, t("Beside"), responses, now.against, horizontal=True)


def day() -> None:
    """Say that the figures are those of an earlier day, and offer the latest."""
    t, now = session.words(), session.current()
    if now.date is not None:
        left, right = st.columns([3, 1], vertical_alignment="center")
        text = t("Figures as they were known on {day}, of needs and of funding.", day=t.day(now.date))
        with left:
            page_frame.sentence(text, "stamp")
        right.button(t("Back to the latest figures"), on_click=session.change, kwargs={"date": None}, key="latest")


def region(slug: str) -> None:
    """Choose the region of a page."""
    t, now = session.words(), session.current()
    regions = session.atlas().regions[now.areas]
    slugs = filter_options.codes_of(regions.frame.index)
    st.session_state[Key.REGION] = slug
    st.selectbox(
        t("Region"),
        slugs,
        format_func=lambda s: regions.name(s, t.lang),
        key=Key.REGION,
        on_change=lambda: session.change(region=st.session_state[Key.REGION]),
    )


def claim(need: str) -> None:
    """Choose the regions whose share of a need's national total is followed over time; a claim is its own plan's."""
    t, now, regions = session.words(), session.current(), session.atlas().regions["2023"]
    text = t("Choose regions to see which share of the national total they had on each day.")
    if now.plan == View().plan:
        text = t(
            "The plan says that Mopti and Timbuktu host over half of the displaced. "
            "That depends on the day and on what Mopti means."
        )
        if need != "idps":
            text = t("The plan’s claim is on displaced persons; this is the share of the same regions in another need.")
    page_frame.sentence(text)
    slugs = filter_options.codes_of(regions.frame.index)
    st.session_state[Key.SHARE] = list(now.share or claimed_regions(regions))
    st.multiselect(
        t("Regions"),
        slugs,
        placeholder=t("Choose regions"),
        format_func={s: regions.name(s, t.lang) for s in slugs}.get,
        key=Key.SHARE,
        on_change=lambda: session.change(share=tuple(s for s in slugs if s in st.session_state[Key.SHARE])),
    )


def compared(left: View, right: View, default: str) -> None:
    """Choose measure and sectors of each of two maps."""
    columns = st.columns(2)
    with columns[0]:
        _map_of(left, Key.MEASURE, session.change)
    with columns[1]:
        _map_of(right, Key.RIGHT, lambda **changes: session.change_right(default, **changes))


def _map_of(shown: View, key: Key, change: Callable[..., None]) -> None:
    t, plan = session.words(), session.atlas().plan
    measure_key, sector_key = f"compare-{key}-measure", f"compare-{key}-sector"
    st.session_state[measure_key] = shown.measure
    names = session.labels(session.atlas().indicators.codes)
    st.selectbox(t("On the map"), list(names), format_func=names.get, key=measure_key,
                 on_change=lambda: change(measure=st.session_state[measure_key]))  # fmt: skip
    codes = filter_options.codes_of(plan.sectors.index)
    st.session_state[sector_key] = list(shown.sector)
    st.multiselect(
        t("Sectors"),
        codes,
        format_func=plan.sectors[f"title_{t.lang}"].to_dict().get,
        key=sector_key,
        placeholder=t("all sectors"),
        on_change=lambda: change(sector=tuple(s for s in codes if s in st.session_state[sector_key])),
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
