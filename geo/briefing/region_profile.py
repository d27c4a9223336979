"""Everything known of one region, on one page: sectors, money, needs, partners, neighbours, caveats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis import (
    BASIS_SYMBOLS,
    activities_in_region,
    basis_words,
    count_sectors,
    date_words,
    estimate_by_region,
    names_of_codes,
    presence_matrix,
    scenario_words,
    sector_title,
)
from geo.core import translator
from geo.maps import (
    compose_map,
    estimate_label,
    method_notes,
    need_sources,
    range_words,
    regions_not_drawn,
    shown_range,
    write_estimate,
)
from geo.monitoring import NeedByRegion, need_label, need_state_words, period_words, read_need

if TYPE_CHECKING:
    import pandas as pd

    from geo.core import Caveat, Translator, View
    from geo.maps import ThematicMap
    from geo.store import Atlas

_MONEY = ("required", "confirmed", "unmet", "coverage")


@dataclass(frozen=True, eq=False)
class RegionProfile:
    """One region in the view's language; every row is ready to be written.

    ``needs``: name, value, remark (what it lacks, day). ``money``: name, estimate, range,
    hard bounds. ``sectors``: symbol, title, basis. ``neighbours``: name, sectors, unmet
    requirements, displaced persons; the region itself is the first row, and the only one
    where it is not drawn. ``activities`` as of `geo.analysis.activities_in_region`. ``scenario``
    is the stamp of a what-if, empty where there is none; ``notes`` say what the map lacks.
    """

    view: View
    slug: str
    name: str
    pcode: str
    facts: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, str, str], ...]
    money: tuple[tuple[str, str, str, str], ...]
    money_notes: tuple[str, ...]
    sectors: tuple[tuple[str, str, str], ...]
    activities: pd.DataFrame
    partners: tuple[str, ...]
    groups: tuple[str, ...]
    neighbours: tuple[tuple[str, str, str, str], ...]
    caveats: tuple[Caveat, ...]
    dates: tuple[str, ...]
    sources: tuple[str, ...]
    disclaimer: str
    scenario: str = ""
    notes: tuple[str, ...] = ()


def profile_region(view: View, atlas: Atlas, slug: str) -> RegionProfile:
    """Collect what is known of a region.

    Parameters
    ----------
    view
        Its sectors, basis, split, areas, date and language are used.
    atlas
        The loaded plan, regions and observed figures.
    slug
        A region of the view's vintage.

    Raises
    ------
    KeyError
        If the vintage has no such region.
    """
    t = translator(view.lang)
    regions = atlas.regions[view.areas]
    row = regions.frame.loc[slug]
    activities = activities_in_region(atlas.plan, view, regions.rollup, slug)
    needs = [read_need(m, atlas.observations, atlas.regions, view.areas, view.date) for m in atlas.indicators.observed]
    maps = [compose_map(view.but(measure=m, region=None), atlas) for m in ("idps", "unmet")]
    return RegionProfile(
        view=view,
        slug=slug,
        name=regions.name(slug, view.lang),
        pcode=regions.pcode(slug),
        facts=((t("P-code"), regions.pcode(slug)), (t("Seat"), _seat(str(row.get("seat", "")), atlas, t))),
        needs=tuple(_need(need, slug, atlas, t) for need in needs),
        money=_money(view, atlas, slug, t),
        money_notes=method_notes(view, atlas, estimate_by_region(view, atlas), t),
        sectors=_sectors(view, atlas, slug, t),
        activities=activities,
        partners=_listed(activities, "partners", atlas.plan.partners, t),
        groups=_listed(activities, "target_groups", atlas.plan.groups, t),
        neighbours=_neighbours(view, atlas, slug, t),
        caveats=tuple({c.write(t): c for m in maps for c in m.caveats}.values()),
        dates=profile_dates(view, atlas, t),
        sources=_sources(maps, needs, t),
        disclaimer=maps[0].disclaimer,
        scenario=scenario_words(view, atlas, t),
        notes=regions_not_drawn(view, atlas, t) if slug in regions.missing else (),
    )


def first_region(view: View, atlas: Atlas) -> str:
    """Choose the region that a page opens with: the one for which the plan names the most sectors."""
    index = list(atlas.regions[view.areas].frame.index)
    return str(count_sectors(atlas.plan, view, atlas.regions[view.areas].rollup, index).idxmax())


def _seat(name: str, atlas: Atlas, t: Translator) -> str:
    """Name a region's seat in the reader's language; the table has it in French."""
    towns = atlas.basemap.towns
    known = dict(zip(towns["name_fr"], towns[f"name_{t.lang}"], strict=True))
    return str(known.get(name, name))


def _sources(maps: list[ThematicMap], needs: list[NeedByRegion], t: Translator) -> tuple[str, ...]:
    """Name the sources of the maps and of every need, each once."""
    named = (*(m.sources for m in maps), *(need_sources(need, t) for need in needs))
    return tuple(dict.fromkeys(source for sources in named for source in sources))


def profile_dates(view: View, atlas: Atlas, t: Translator) -> tuple[str, ...]:
    """Write the dates of the plan's text, of its funding and of displaced persons."""
    drawn = compose_map(view.but(measure="idps", region=None), atlas)
    dates = date_words(drawn.text_date, drawn.funding_date, t)
    return (dates, *((f"{drawn.need.words}.",) if drawn.need else ()))


def _need(need: NeedByRegion, slug: str, atlas: Atlas, t: Translator) -> tuple[str, str, str]:
    figure = need.figures[slug]
    name = need.indicator.name(t.lang)
    remark = need_state_words(figure, atlas.regions, t)
    when = period_words(need.period, t) if need.period else ""
    if figure.value is None:
        return (name, "–", remark)
    return (name, need_label(figure, need.indicator, t), t.listed(x for x in (when, remark) if x))


def _money(view: View, atlas: Atlas, slug: str, t: Translator) -> tuple[tuple[str, str, str, str], ...]:
    estimate = estimate_by_region(view, atlas)
    row = estimate.rows[slug]
    if not row["sectors"]:
        return ()
    rows = []
    for measure in _MONEY:
        title = atlas.indicators[measure].label(t.lang)
        if measure in ("confirmed", "coverage") and not row["reported"]:
            rows.append((title, t("not reported"), "", ""))
            continue
        between = range_words(*shown_range(row, measure), measure, t)
        bounds = ""
        if measure != "coverage":
            ends = (row[f"{measure}_{end}"] for end in ("least", "most"))
            bounds = " – ".join(write_estimate(x, measure, t) for x in ends)
        rows.append((title, estimate_label(row, measure, t), between, bounds))
    return tuple(rows)


def _sectors(view: View, atlas: Atlas, slug: str, t: Translator) -> tuple[tuple[str, str, str], ...]:
    regions = atlas.regions[view.areas]
    column = presence_matrix(atlas.plan, view, regions.rollup, [slug])[slug]
    order = ("named", "zone", "nationwide")
    return tuple(
        (BASIS_SYMBOLS[wanted], sector_title(atlas, str(sector), t), basis_words(wanted, t))
        for wanted in order
        for sector, basis in column.items()
        if basis == wanted
    )


def _listed(activities: pd.DataFrame, column: str, names: pd.DataFrame, t: Translator) -> tuple[str, ...]:
    """Name the partners or groups of some activities, each once."""
    return tuple(dict.fromkeys(name for cell in activities[column] for name in names_of_codes(cell, names, t.lang)))


def _neighbours(view: View, atlas: Atlas, slug: str, t: Translator) -> tuple[tuple[str, str, str, str], ...]:
    """Set the region beside those that it touches; a region without a shape has no neighbours."""
    regions = atlas.regions[view.areas]
    shape = regions.frame.geometry[slug]
    touching = [] if shape is None else [str(r) for r in regions.frame.index[regions.frame.touches(shape)]]
    maps = [compose_map(view.but(measure=m, region=None), atlas) for m in ("sectors", "unmet", "idps")]
    lines = [{r.slug: r for r in drawn.regions} for drawn in maps]
    rows = []
    for region in (slug, *(r for r in touching if r != slug)):
        sectors, unmet, idps = (by_slug[region] for by_slug in lines)
        rows.append((sectors.name, t.number(sectors.value or 0), unmet.label or "–", idps.label or t("no figure")))
    return tuple(rows)
