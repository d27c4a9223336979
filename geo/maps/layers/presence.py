"""The layer of presence: how many sectors are in a region, and on what basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import BASIS_SYMBOLS, basis_words, count_sectors, presence_matrix, sector_title
from geo.core import N_
from geo.maps.layers.common import LayerContext
from geo.maps.model import BASIS_COLOURS, NONE_COLOUR, RAMP, LegendEntry, MapLayer

if TYPE_CHECKING:
    import pandas as pd

    from geo.core import Translator, View
    from geo.store import Atlas


def compose_presence(view: View, atlas: Atlas, t: Translator, _beside: View | None = None) -> MapLayer:
    """Colour regions by the number of sectors present; one sector alone by its basis."""
    regions = atlas.regions[view.areas]
    slugs = list(regions.frame.index)
    counts = count_sectors(atlas.plan, view, regions.rollup, slugs)
    grid = presence_matrix(atlas.plan, view, regions.rollup, slugs)
    alone = grid.iloc[0] if len(grid) == 1 else None
    cells = grid.to_dict()
    layer, values = LayerContext(view, atlas, t), []
    for slug in slugs:
        n, basis = int(counts[slug]), None if alone is None else str(alone[slug])
        values.append(
            layer.region(
                slug,
                state="value" if n else "none",
                value=float(n),
                label=_count_label(n, basis),
                colour=_count_colour(n, basis),
                tooltip=_sector_lines(cells[slug], atlas, t),
            )
        )
    title = t("Where the plan intervenes: sectors present per region")
    if alone is None:
        return MapLayer(title, t("sectors"), tuple(values), _count_legend(counts, t), _notes(view, t))
    legend = _basis_legend(alone[counts > 0], len(slugs), t)
    return MapLayer(title, sector_title(atlas, str(grid.index[0]), t), tuple(values), legend, _notes(view, t))


def _notes(view: View, t: Translator) -> tuple[str, ...]:
    counted = N_("Counted: sectors whose own text names the region.")
    if view.basis == "zone":
        counted = N_("Counted: sectors whose own text names the region, or a zone that it belongs to.")
    return (t(counted), t("Presence is not coverage of needs, and says nothing of adequacy."))


def _count_label(n: int, basis: str | None) -> str:
    """Write a count, or the sign of the basis where the map shows one sector alone."""
    if not n:
        return ""
    return str(n) if basis is None else BASIS_SYMBOLS[basis]


def _count_colour(n: int, basis: str | None) -> str:
    if not n:
        return NONE_COLOUR
    return RAMP[min(n, len(RAMP)) - 1] if basis is None else BASIS_COLOURS[basis]


def _basis_legend(bases: pd.Series[str], regions: int, t: Translator) -> tuple[LegendEntry, ...]:
    entries = [LegendEntry(t("none named"), NONE_COLOUR, regions - len(bases))]
    for basis, colour in BASIS_COLOURS.items():
        n = int((bases == basis).sum())
        if n:
            entries.append(LegendEntry(f"{BASIS_SYMBOLS[basis]} {basis_words(basis, t)}", colour, n))
    return tuple(entries)


def _sector_lines(column: dict[str, str], atlas: Atlas, t: Translator) -> tuple[tuple[str, str], ...]:
    """List a region's sectors with their basis, strongest first."""
    return tuple(
        (f"{BASIS_SYMBOLS[wanted]} {sector_title(atlas, sector, t)}", basis_words(wanted, t))
        for wanted in ("named", "zone", "nationwide")
        for sector, basis in column.items()
        if basis == wanted
    )


def _count_legend(counts: pd.Series[int], t: Translator) -> tuple[LegendEntry, ...]:
    most = len(RAMP)
    entries = [LegendEntry(t("none named"), NONE_COLOUR, int((counts == 0).sum()))]
    for n in range(1, min(max(counts, default=1) or 1, most) + 1):
        open_ended = n == most and counts.max() > most
        label = t("{n} sectors or more", n=n) if open_ended else t("1 sector") if n == 1 else t("{n} sectors", n=n)
        entries.append(LegendEntry(label, RAMP[n - 1], int((counts >= n).sum() if open_ended else (counts == n).sum())))
    return tuple(entries)
