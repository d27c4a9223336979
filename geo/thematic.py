"""Compose the one map that every renderer draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from geo import checks, coverage
from geo.i18n import N_, translator

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    import pandas as pd

    from geo.atlas import Atlas
    from geo.checks import Caveat
    from geo.i18n import Translator
    from geo.view import View

RAMP = ("#d3e3f3", "#9fc3e6", "#5b9bd5", "#2069b4", "#0b3a70")
NONE_COLOUR = "#f3f1ea"
BASIS_COLOURS = {"named": RAMP[3], "zone": RAMP[1]}
DISCLAIMER = N_(
    "The boundaries and names shown and the designations used on this map do not imply official "
    "endorsement or acceptance by IOM or anyone else."
)
TITLES = {"sectors": N_("Where the plan intervenes: sectors present per region")}


@dataclass(frozen=True)
class RegionValue:
    """One region as it is drawn: its value, label, colour and tooltip lines.

    ``state`` is ``value`` (a figure), ``none`` (a known zero or absence) or ``nodata``
    (no figure exists: hatched). ``colour`` is a hex fill, None when hatched.
    """

    slug: str
    name: str
    pcode: str
    state: str
    value: float | None
    label: str
    colour: str | None
    tooltip: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LegendEntry:
    """One row of the legend: label, colour (None: hatch) and number of regions in it."""

    label: str
    colour: str | None
    n: int


@dataclass(frozen=True)
class ThematicMap:
    """A map with its furniture, complete enough to be drawn by any renderer."""

    view: View
    title: str
    subtitle: str
    unit: str
    regions: tuple[RegionValue, ...]
    legend: tuple[LegendEntry, ...]
    text_date: date
    funding_date: date
    sources: tuple[str, ...]
    disclaimer: str
    notes: tuple[str, ...] = field(default=())
    caveats: tuple[Caveat, ...] = field(default=())


@lru_cache(maxsize=512)
def compose(view: View, atlas: Atlas) -> ThematicMap:
    """Compose the one map that every renderer draws.

    Parameters
    ----------
    view
        What to show; its measure must be one of `MEASURES`.
    atlas
        The loaded plan, regions and caveats.

    Returns
    -------
    ThematicMap
        One `RegionValue` per region of the view's vintage, in the order of the law,
        with title, legend, dates, sources, caveats and disclaimer in the view's language.
    """
    t = translator(view.lang)
    sectors = coverage.selected_sectors(atlas.plan, view)
    values, legend, unit = _COMPOSERS[view.measure](view, atlas, t)
    return ThematicMap(
        view=view,
        title=t(TITLES[view.measure]),
        subtitle=_subtitle(view, atlas, t),
        unit=unit,
        regions=values,
        legend=legend,
        text_date=atlas.plan.text_date,
        funding_date=atlas.plan.funding_date,
        sources=atlas.sources,
        disclaimer=t(DISCLAIMER),
        notes=_notes(view, atlas, t),
        caveats=tuple(checks.touching(atlas.caveats, sectors)),
    )


def basis_words(basis: str, t: Translator) -> str:
    """Say a basis in words."""
    return {
        "named": t("named"), "zone": t("zone"), "nationwide": t("nationwide"), "not_stated": t("not stated"),
    }[basis]  # fmt: skip


def sector_title(atlas: Atlas, code: str, t: Translator) -> str:
    """Return a sector's title in the language of *t*."""
    return str(atlas.plan.sectors.loc[code, f"title_{t.lang}"])


def _subtitle(view: View, atlas: Atlas, t: Translator) -> str:
    parts = [atlas.plan.title(view.lang)]
    if view.sector:
        parts.append(", ".join(sector_title(atlas, s, t) for s in view.sector))
    if view.objective:
        parts.append(t("objective {codes}", codes=", ".join(view.objective)))
    return " · ".join(parts)


def _notes(view: View, atlas: Atlas, t: Translator) -> tuple[str, ...]:
    counted = N_("Counted: sectors whose own text names the region.")
    if view.basis == "zone":
        counted = N_("Counted: sectors whose own text names the region, or a zone that it belongs to.")
    notes = [t(counted), t("Presence is not coverage of needs, and says nothing of adequacy.")]
    missing = [atlas.regions[view.areas].name(slug, view.lang) for slug in atlas.regions[view.areas].missing]
    if missing:
        text = N_("Not drawn: {regions} (its limits cannot be made from the older cercles).")
        notes.append(t(text, regions=", ".join(missing)))
    return tuple(notes)


def _compose_sectors(
    view: View, atlas: Atlas, t: Translator
) -> tuple[tuple[RegionValue, ...], tuple[LegendEntry, ...], str]:
    """Colour regions by the number of sectors present; one sector alone by its basis."""
    regions = atlas.regions[view.areas]
    slugs = list(regions.frame.index)
    counts = coverage.counts(atlas.plan, view, regions.rollup, slugs)
    grid = coverage.matrix(atlas.plan, view, regions.rollup, slugs)
    alone = grid.iloc[0] if len(grid) == 1 else None
    cells = grid.to_dict()
    values = []
    for slug in slugs:
        n = int(counts[slug])
        values.append(
            RegionValue(
                slug=slug,
                name=regions.name(slug, view.lang),
                pcode=regions.pcode(slug),
                state="value" if n else "none",
                value=float(n),
                label=_count_label(n, None if alone is None else str(alone[slug])),
                colour=_count_colour(n, None if alone is None else str(alone[slug])),
                tooltip=_sector_lines(cells[slug], atlas, t),
            )
        )
    if alone is None:
        return tuple(values), _count_legend(counts, t), t("sectors")
    return tuple(values), _basis_legend(alone[counts > 0], len(slugs), t), sector_title(atlas, str(grid.index[0]), t)


def _count_label(n: int, basis: str | None) -> str:
    """Write a count, or the sign of the basis where the map shows one sector alone."""
    if not n:
        return ""
    return str(n) if basis is None else coverage.SYMBOLS[basis]


def _count_colour(n: int, basis: str | None) -> str:
    if not n:
        return NONE_COLOUR
    return RAMP[min(n, len(RAMP)) - 1] if basis is None else BASIS_COLOURS[basis]


def _basis_legend(bases: pd.Series[str], regions: int, t: Translator) -> tuple[LegendEntry, ...]:
    entries = [LegendEntry(t("none named"), NONE_COLOUR, regions - len(bases))]
    for basis, colour in BASIS_COLOURS.items():
        n = int((bases == basis).sum())
        if n:
            entries.append(LegendEntry(f"{coverage.SYMBOLS[basis]} {basis_words(basis, t)}", colour, n))
    return tuple(entries)


def _sector_lines(column: dict[str, str], atlas: Atlas, t: Translator) -> tuple[tuple[str, str], ...]:
    """List a region's sectors with their basis, strongest first."""
    return tuple(
        (f"{coverage.SYMBOLS[wanted]} {sector_title(atlas, sector, t)}", basis_words(wanted, t))
        for wanted in ("named", "zone", "nationwide")
        for sector, basis in column.items()
        if basis == wanted
    )


def _count_legend(counts: pd.Series[int], t: Translator) -> tuple[LegendEntry, ...]:
    most = len(RAMP)
    entries = [LegendEntry(t("none named"), NONE_COLOUR, int((counts == 0).sum()))]
    for n in range(1, min(max(int(counts.max()), 1), most) + 1):
        open_ended = n == most and counts.max() > most
        label = t("{n} sectors or more", n=n) if open_ended else t("1 sector") if n == 1 else t("{n} sectors", n=n)
        entries.append(LegendEntry(label, RAMP[n - 1], int((counts >= n).sum() if open_ended else (counts == n).sum())))
    return tuple(entries)


_COMPOSERS: dict[
    str, Callable[[View, Atlas, Translator], tuple[tuple[RegionValue, ...], tuple[LegendEntry, ...], str]]
] = {"sectors": _compose_sectors}
MEASURES = tuple(_COMPOSERS)


def why_not_placed(basis: str, t: Translator) -> str:
    """Say why a sector is on no region of a map."""
    return {
        "zone": t("The plan gives a zone, no region; count zones to see it."),
        "nationwide": t("Nationwide: no region is named for the sector."),
        "not_stated": t("The plan states no place."),
    }[basis]
