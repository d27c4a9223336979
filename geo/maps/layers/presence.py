"""The layer of presence: how many sectors are in a region, and on what basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import BASIS_SYMBOLS, basis_words, count_sectors, presence_matrix, sector_basis, sector_title
from geo.core import N_
from geo.maps.layers.common import LayerContext
from geo.maps.model import BASIS_COLOURS, NONE_COLOUR, RAMP, LegendEntry, MapLayer, RegionValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.core import Translator, View
    from geo.store import Atlas

_NAMED_ON_MAP = 3


def compose_presence(view: View, atlas: Atlas, t: Translator, _beside: View | None = None) -> MapLayer:
    """Colour regions by the number of sectors that the view counts, or one sector alone by its basis.

    What is not counted is drawn all the same: lines where a sector is present by a zone
    only, a frame around the country where one works nationwide, a sentence on the map for
    those that the plan places nowhere.
    """
    regions = atlas.regions[view.areas]
    slugs = list(regions.frame.index)
    counts = count_sectors(atlas.plan, view, regions.rollup, slugs).to_dict()
    grid = presence_matrix(atlas.plan, view, regions.rollup, slugs)
    cells, chosen = grid.to_dict(), [str(sector) for sector in grid.index]
    layer, alone = LayerContext(view, atlas, t), len(chosen) == 1
    values = tuple(_region(layer, slug, int(counts[slug]), cells[slug], alone=alone) for slug in slugs)
    bases = sector_basis(atlas.plan)
    nationwide = [s for s in chosen if bases[s] == "nationwide"]
    nowhere = [s for s in chosen if bases[s] == "not_stated"]
    return MapLayer(
        title=t("Where the plan intervenes: sectors present per region"),
        unit=sector_title(atlas, chosen[0], t) if alone else t("sectors"),
        regions=values,
        legend=(_basis_legend if alone else _count_legend)(values, t),
        notes=_notes(view, t),
        framed=bool(nationwide),
        badges=(*_badge(N_("Nationwide: {sectors}"), nationwide, atlas, t),
                *_badge(N_("No place stated: {sectors}"), nowhere, atlas, t)),
    )  # fmt: skip


def _region(layer: LayerContext, slug: str, n: int, column: dict[str, str], *, alone: bool) -> RegionValue:
    """Draw a region by its count; one sector alone, and what is not counted, by the strongest basis that is there."""
    counted = n and not alone
    basis = "" if counted else next((b for b in ("named", "zone", "nationwide") if b in column.values()), "")
    by_basis = BASIS_COLOURS.get(basis, NONE_COLOUR)
    return layer.region(
        slug,
        state="value" if n else "none",
        value=float(n),
        label=str(n) if counted else BASIS_SYMBOLS[basis] if basis in ("named", "zone") else "",
        colour=RAMP[min(n, len(RAMP)) - 1] if counted else by_basis,
        tooltip=_sector_lines(column, layer.atlas, layer.t),
        basis=basis,
    )


def _badge(text: str, sectors: list[str], atlas: Atlas, t: Translator) -> tuple[str, ...]:
    """Write the sentence on the map about sectors that it cannot place; many are counted."""
    if not sectors:
        return ()
    if len(sectors) > _NAMED_ON_MAP:
        return (t(text, sectors=t("{n} sectors", n=len(sectors))),)
    return (t(text, sectors=", ".join(sector_title(atlas, s, t) for s in sectors)),)


def _notes(view: View, t: Translator) -> tuple[str, ...]:
    counted = N_("Counted: sectors whose own text names the region.")
    if view.basis == "zone":
        counted = N_("Counted: sectors whose own text names the region, or a zone that it belongs to.")
    return (t(counted), t("Presence is not coverage of needs, and says nothing of adequacy."))


def _basis_legend(values: Sequence[RegionValue], t: Translator) -> tuple[LegendEntry, ...]:
    """Write an entry for each basis on the map of one sector."""
    words = {basis: f"{BASIS_SYMBOLS[basis]} {basis_words(basis, t)}" for basis in BASIS_COLOURS}
    return _basis_entries(values, words | {"": t("none named")})


def _basis_entries(values: Sequence[RegionValue], words: dict[str, str]) -> tuple[LegendEntry, ...]:
    counts = {basis: sum(v.basis == basis for v in values) for basis in words}
    patterns = {"zone": "zone", "nationwide": "frame"}
    return tuple(
        LegendEntry(words[basis], BASIS_COLOURS.get(basis, NONE_COLOUR), n, patterns.get(basis, ""))
        for basis, n in counts.items()
        if n
    )


def _sector_lines(column: dict[str, str], atlas: Atlas, t: Translator) -> tuple[tuple[str, str], ...]:
    """List a region's sectors with their basis, strongest first."""
    return tuple(
        (f"{BASIS_SYMBOLS[wanted]} {sector_title(atlas, sector, t)}", basis_words(wanted, t))
        for wanted in ("named", "zone", "nationwide")
        for sector, basis in column.items()
        if basis == wanted
    )


def _count_legend(values: Sequence[RegionValue], t: Translator) -> tuple[LegendEntry, ...]:
    """Write an entry for each count on the map, and for what is there without being counted."""
    most, counts = len(RAMP), [int(v.value or 0) for v in values]
    uncounted = {"": t("none named"), "nationwide": t("○ nationwide only"), "zone": t("◐ by zone only")}
    entries = list(_basis_entries([v for v in values if not v.value], uncounted))
    for n in range(1, min(max(counts, default=1) or 1, most) + 1):
        open_ended = n == most and max(counts) > most
        label = t("{n} sectors or more", n=n) if open_ended else t("1 sector") if n == 1 else t("{n} sectors", n=n)
        here = sum(c >= n if open_ended else c == n for c in counts)
        if here:
            entries.append(LegendEntry(label, RAMP[n - 1], here))
    return tuple(entries)
