"""The filters of a view: groups of options, each a link to the view that it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import selected_sectors
from geo.core import AGAINST, SHOWS, SURPLUSES, VINTAGES, View, translator
from geo.maps import method_name
from pages.parts import content, filter_options, session
from pages.parts.keys import Key
from pages.parts.links import Group, Option, address, many, single, titled
from pages.parts.templates import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import Translator
    from geo.store import Atlas
    from pages.parts.links import Words


def pane() -> None:
    """Show the filters that every map of the page shares: sectors by objective, basis, areas."""
    content.show(_pane, session.current(), session.beside())


def active(view: View) -> int:
    """Count the filters of a view that are not the default's."""
    default = View()
    chosen = (view.basis != default.basis, view.areas != default.areas, view.date is not None)
    return len(view.objective) + len(view.sector) + sum(chosen)


def _pane(atlas: Atlas, view: View, beside: Words) -> str:
    t, plan = translator(view.lang), atlas.plan
    ways = filter_options.presses(view, atlas)
    objectives = [f"{code} · {title}" for code, title in plan.objectives[f"title_{t.lang}"].items()]
    codes = filter_options.codes_of(plan.objectives.index)
    chosen = bool(view.sector or view.objective)
    some = plan.header_only or bool(selected_sectors(plan, view))
    return fill(
        "filters",
        title=t("Filters"),
        all=address(view.but(sector=(), objective=()), beside) if chosen else "",
        all_words=t("Show all sectors"),
        sectors_title=t("Objectives and sectors"),
        objectives=many(Key.OBJECTIVE, dict(zip(codes, objectives, strict=True)), view.objective, ways, beside),
        sectors=[] if plan.header_only else [_sectors(atlas, view, o, ways, beside) for o in codes],
        groups=_shared(atlas, view, ways, beside, t),
        nothing="" if some else t("No sector of the plan fits these filters."),
    )


def _sectors(atlas: Atlas, view: View, objective: str, ways: dict[str, list[View]], beside: Words) -> Group | None:
    """Make the options of an objective's sectors; None where the chosen objectives leave them out."""
    codes = filter_options.groups(view, atlas.plan).get(objective)
    key = f"{Key.SECTOR}-{objective}"
    titles = atlas.plan.sectors[f"title_{view.lang}"]
    return many(key, {c: str(titles[c]) for c in codes}, view.sector, ways, beside) if codes else None


def _shared(atlas: Atlas, view: View, ways: dict[str, list[View]], beside: Words, t: Translator) -> list[Group]:
    """Make the groups of the basis and of the areas, where there is a choice."""
    found = []
    if not atlas.plan.header_only:
        zones = list(atlas.plan.zones[f"title_{t.lang}"])
        wider = t("Also the regions of a zone; this plan names none.")
        titles = (
            t("Only regions that the plan names for a sector."),
            t("Also the regions of a zone, such as “{zone}”.", zone=zones[0]) if zones else wider,
        )
        labels = {"named": t("the text names it"), "zone": t("the text names it or its zone")}
        found.append(titled(single((Key.BASIS, t("Count a region when")), labels, view.basis, ways, beside), titles))
    if len(atlas.vintages) > 1:
        titles = (t("2023: 19 regions and Bamako"), t("2016: 9 regions and Bamako"), t("2012: 8 regions and Bamako"))
        years = dict(zip(VINTAGES, VINTAGES, strict=True))
        found.append(titled(single((Key.AREAS, t("Regions of")), years, view.areas, ways, beside), titles))
    return found


def of_map(atlas: Atlas, view: View, measures: tuple[str, ...], beside: Words) -> list[Group]:
    """Make the groups of options of one map: its measure, how amounts are drawn, its classes, what needs stand beside.

    A page of one measure offers no choice of it.
    """
    t, ways = translator(view.lang), filter_options.presses(view, atlas)
    found = []
    if len(measures) > 1:
        labels = {m: atlas.indicators[m].label(t.lang) for m in measures}
        ways[Key.MEASURE] = [view.but(measure=m) for m in measures]
        found.append(single((Key.MEASURE, t("On the map")), labels, view.measure, ways, beside))
    if view.measure == "mismatch":
        labels = {m: atlas.indicators[m].label(t.lang) for m in atlas.indicators.needs}
        found.append(single((Key.NEED, t("Need")), labels, view.need, ways, beside))
        found.append(against(atlas, view, beside))
    if atlas.indicators[view.measure].symbol == "circle":
        labels = dict(zip(SHOWS, (t("circles"), t("fills")), strict=True))
        found.append(single((Key.SHOW, t("Amounts as")), labels, view.show, ways, beside))
    return found + classes((view,), atlas, beside)


def against(atlas: Atlas, view: View, beside: Words) -> Group:
    """Make the group of the responses that a need is set beside."""
    t, ways = translator(view.lang), filter_options.presses(view, atlas)
    labels = {m: atlas.indicators[m].label(t.lang) for m in AGAINST}
    return single((Key.AGAINST, t("Beside")), labels, view.against, ways, beside)


def classes(views: tuple[View, ...], atlas: Atlas, beside: Words) -> list[Group]:
    """Make the group of the ways to make classes, of the first map that has any; none where no map has."""
    for view in views:
        if options := filter_options.classes(view, atlas):
            t, method = translator(view.lang), atlas.indicators[view.measure].class_method
            labels = {c: method_name(c or method, t) for c in options}
            now = view.classes if view.classes in options else ""
            ways = {str(Key.CLASSES): [views[0].but(classes=c) for c in options]}
            return [single((Key.CLASSES, t("Classes of the map")), labels, now, ways, beside)]
    return []


def money(atlas: Atlas, view: View, beside: Words) -> list[Group]:
    """Make the groups of how money is split and of what becomes of a surplus, each option with what it does."""
    t, ways = translator(view.lang), filter_options.presses(view, atlas)
    named = {
        "even": (t("Evenly"), t("Every region of a sector gets the same part.")),
        "idps": (t("By displaced persons"), t("More where more displaced persons are; even where a figure lacks.")),
        "population": (t("By population"), t("More where more people live (census 2022).")),
        "custom": (t("By your weights"), t("As you set them below.")),
    }
    offered = {s: named[s] for s in filter_options.splits(view)}
    splits = {s: label for s, (label, _) in offered.items()}
    titles = [does for _, does in offered.values()]
    name = t("Split a sector’s money over its regions")
    surplus = dict(zip(SURPLUSES, (t("Ring-fenced"), t("Pooled")), strict=True))
    does = (
        t("Stays with its sector, reduces no other’s unmet requirements."),
        t("Reduces the unmet requirements of the other sectors, in proportion."),
    )
    return [
        titled(single((Key.SPLIT, name), splits, view.split, ways, beside), titles),
        titled(single((Key.SURPLUS, t("A sector’s surplus")), surplus, view.surplus, ways, beside), does),
    ]


def groups_html(groups: list[Group], *, hidden: bool = False) -> str:
    """Write groups beside each other; with *hidden* their names are there for a screen reader alone."""
    return fill("groups", groups=groups, hidden=hidden) if groups else ""


def compared(left: View, right: View) -> None:
    """Show measure and sectors of each of two maps, and what they share."""
    content.show(_compared, left, right, session.beside())


def _compared(atlas: Atlas, left: View, right: View, beside: Words) -> str:
    t = translator(left.lang)
    ways = filter_options.presses(left, atlas)
    shared = _shared(atlas, left, ways, beside, t) + classes((left, right), atlas, beside)
    sides = [
        _side(atlas, left, Key.MEASURE, lambda wanted: address(wanted, beside)),
        _side(atlas, right, Key.RIGHT, lambda wanted: address(left, beside, right=session.right_word(wanted))),
    ]
    return fill("compared", title=t("Filters"), shared=shared, sides=sides)


def _side(atlas: Atlas, view: View, key: Key, go: Callable[[View], str]) -> dict[str, object]:
    """Make one map's measures and sectors; a sector chosen on a map of people shows where that sector is."""
    t, codes = translator(view.lang), filter_options.codes_of(atlas.plan.sectors.index)
    measures = [
        Option(atlas.indicators[m].label(t.lang), go(view.but(measure=m)), m == view.measure)
        for m in atlas.indicators.codes
    ]
    with_sectors = view.but(measure="sectors") if atlas.indicators[view.measure].is_observed else view
    titles = atlas.plan.sectors[f"title_{t.lang}"]
    sectors = []
    for code in codes:
        wanted = filter_options.sectors(with_sectors, set(view.sector) ^ {code}, atlas.plan)
        sectors.append(Option(str(titles[code]), go(wanted), code in view.sector))
    name = t("Left map") if key == Key.MEASURE else t("Right map")
    return {
        "name": name,
        "key": f"compare-{key}",
        "measure": t("On the map"),
        "measures": measures,
        "sectors": Group(f"{key}-sector", t("Sectors"), sectors, many=True),
    }
