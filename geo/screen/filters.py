"""The filters of a view: groups of options, each a link to the view that it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.analysis import selected_sectors
from geo.core import AGAINST, SHOWS, SURPLUSES, VINTAGES, View, translator
from geo.maps import method_name
from geo.screen import filter_options
from geo.screen.links import Group, address, many, single, titled
from geo.screen.option_keys import OptionKey
from geo.screen.templates import fill

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.screen.links import Words
    from geo.store import Atlas


def active_filters(view: View) -> int:
    """Count the filters of a view that are not the default's."""
    default = View()
    chosen = (view.basis != default.basis, view.areas != default.areas, view.date is not None)
    return len(view.objective) + len(view.sector) + sum(chosen)


def pane_html(atlas: Atlas, view: View, beside: Words) -> str:
    """Write the filters that every map of a page shares: sectors by objective, basis, areas."""
    return fill("filters", **pane_parts(atlas, view, beside))


def pane_parts(atlas: Atlas, view: View, beside: Words) -> dict[str, Any]:
    """Collect what the filters that every map of a page shares are written of."""
    t, plan = translator(view.lang), atlas.plan
    ways = filter_options.presses(view, atlas)
    objectives = [f"{code} · {title}" for code, title in plan.objectives[f"title_{t.lang}"].items()]
    codes = filter_options.codes_of(plan.objectives.index)
    chosen = bool(view.sector or view.objective)
    some = plan.header_only or bool(selected_sectors(plan, view))
    named = dict(zip(codes, objectives, strict=True))
    return {
        "title": t("Filters"),
        "all": address(view.but(sector=(), objective=()), beside) if chosen else "",
        "all_rests": not chosen,
        "all_words": t("Show all sectors"),
        "sectors_title": t("Objectives and sectors"),
        "objectives": many(OptionKey.OBJECTIVE, named, view.objective, ways, beside),
        "sectors": [] if plan.header_only else [_sectors(atlas, view, o, ways, beside) for o in codes],
        "groups": shared_groups(atlas, view, ways, beside, t),
        "nothing": "" if some else t("No sector of the plan fits these filters."),
    }


def _sectors(atlas: Atlas, view: View, objective: str, ways: dict[str, list[View]], beside: Words) -> Group | None:
    """Make the options of an objective's sectors; None where the chosen objectives leave them out."""
    codes = filter_options.sectors_by_objective(view, atlas.plan).get(objective)
    key = f"{OptionKey.SECTOR}-{objective}"
    titles = atlas.plan.sectors[f"title_{view.lang}"]
    return many(key, {c: str(titles[c]) for c in codes}, view.sector, ways, beside) if codes else None


def shared_groups(atlas: Atlas, view: View, ways: dict[str, list[View]], beside: Words, t: Translator) -> list[Group]:
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
        found.append(
            titled(single((OptionKey.BASIS, t("Count a region when")), labels, view.basis, ways, beside), titles)
        )
    if len(atlas.vintages) > 1:
        of_years = (t("2023: 19 regions and Bamako"), t("2016: 9 regions and Bamako"), t("2012: 8 regions and Bamako"))
        years = dict(zip(VINTAGES, VINTAGES, strict=True))
        found.append(titled(single((OptionKey.AREAS, t("Regions of")), years, view.areas, ways, beside), of_years))
    return found


def options_of_map(atlas: Atlas, view: View, measures: tuple[str, ...], beside: Words) -> list[Group]:
    """Make the groups of options of one map: its measure, how amounts are drawn, its classes, what needs stand beside.

    A page of one measure offers no choice of it.
    """
    t, ways = translator(view.lang), filter_options.presses(view, atlas)
    found = []
    if len(measures) > 1:
        labels = {m: atlas.indicators[m].label(t.lang) for m in measures}
        ways[OptionKey.MEASURE] = [view.but(measure=m) for m in measures]
        found.append(single((OptionKey.MEASURE, t("On the map")), labels, view.measure, ways, beside))
    if view.measure == "mismatch":
        labels = {m: atlas.indicators[m].label(t.lang) for m in atlas.indicators.needs}
        found.append(single((OptionKey.NEED, t("Need")), labels, view.need, ways, beside))
        found.append(against_group(atlas, view, beside))
    if atlas.indicators[view.measure].symbol == "circle":
        labels = dict(zip(SHOWS, (t("circles"), t("fills")), strict=True))
        found.append(single((OptionKey.SHOW, t("Amounts as")), labels, view.show, ways, beside))
    return found + class_groups((view,), atlas, beside)


def against_group(atlas: Atlas, view: View, beside: Words) -> Group:
    """Make the group of the responses that a need is set beside."""
    t, ways = translator(view.lang), filter_options.presses(view, atlas)
    labels = {m: atlas.indicators[m].label(t.lang) for m in AGAINST}
    return single((OptionKey.AGAINST, t("Beside")), labels, view.against, ways, beside)


def class_groups(views: tuple[View, ...], atlas: Atlas, beside: Words) -> list[Group]:
    """Make the group of the ways to make classes, of the first map that has any; none where no map has."""
    for view in views:
        if options := filter_options.possible_classes(view, atlas):
            t, method = translator(view.lang), atlas.indicators[view.measure].class_method
            labels = {c: method_name(c or method, t) for c in options}
            now = view.classes if view.classes in options else ""
            ways = {str(OptionKey.CLASSES): [views[0].but(classes=c) for c in options]}
            return [single((OptionKey.CLASSES, t("Classes of the map")), labels, now, ways, beside)]
    return []


def money_groups(atlas: Atlas, view: View, beside: Words) -> list[Group]:
    """Make the groups of how money is split and of what becomes of a surplus, each option with what it does."""
    t, ways = translator(view.lang), filter_options.presses(view, atlas)
    named = {
        "even": (t("Evenly"), t("Every region of a sector gets the same part.")),
        "idps": (t("By displaced persons"), t("More where more displaced persons are; even where a figure lacks.")),
        "population": (t("By population"), t("More where more people live (census 2022).")),
        "custom": (t("By your weights"), t("As you set them below.")),
    }
    offered = {s: named[s] for s in filter_options.possible_splits(view)}
    splits = {s: label for s, (label, _) in offered.items()}
    titles = [does for _, does in offered.values()]
    name = t("Split a sector’s money over its regions")
    surplus = dict(zip(SURPLUSES, (t("Ring-fenced"), t("Pooled")), strict=True))
    does = (
        t("Stays with its sector, reduces no other’s unmet requirements."),
        t("Reduces the unmet requirements of the other sectors, in proportion."),
    )
    return [
        titled(single((OptionKey.SPLIT, name), splits, view.split, ways, beside), titles),
        titled(single((OptionKey.SURPLUS, t("A sector’s surplus")), surplus, view.surplus, ways, beside), does),
    ]


def groups_html(groups: list[Group], *, hidden: bool = False) -> str:
    """Write groups beside each other; with *hidden* their names are there for a screen reader alone."""
    return fill("groups", groups=groups, hidden=hidden) if groups else ""
