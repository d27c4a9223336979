"""The layer of presence: how many sectors are in a region, and on what basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import BASIS_SYMBOLS, basis_words, count_sectors, presence_matrix, sector_basis, sector_title
from geo.core import N_
from geo.maps.class_breaks import class_colours
from geo.maps.class_groups import natural_groups
from geo.maps.layers.common import LayerContext
from geo.maps.model import BASIS_COLOURS, NONE_COLOUR, RAMP, LegendEntry, MapLayer, RegionValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.core import Translator, View
    from geo.store import Atlas

_NAMED_ON_MAP, _LETTERS_ON_MAP = 3, 90
_Classes = tuple[tuple[int, int, str], ...]
"""Classes of a number of sectors: least, most, fill."""


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
    classes = () if alone else _classes(view, atlas)
    values = tuple(_region(layer, slug, int(counts[slug]), cells[slug], classes) for slug in slugs)
    bases = sector_basis(atlas.plan)
    nationwide = [s for s in chosen if bases[s] == "nationwide"]
    nowhere = [s for s in chosen if bases[s] == "not_stated"]
    return MapLayer(
        title=t("Where the plan intervenes: sectors present per region"),
        unit=sector_title(atlas, chosen[0], t) if alone else t("sectors"),
        regions=values,
        legend=_count_legend(values, classes, t) if classes else _basis_legend(values, t),
        notes=_notes(view, t),
        framed=bool(nationwide),
        badges=(*_badge(N_("Nationwide: {sectors}"), nationwide, atlas, t),
                *_badge(N_("No place stated: {sectors}"), nowhere, atlas, t)),
    )  # fmt: skip


def _classes(view: View, atlas: Atlas) -> _Classes:
    """Make the classes of numbers of sectors: a number each up to five, of more by natural breaks.

    They are made for the whole plan, whatever the view filters: a colour means the same
    number on every map of it, the small ones side by side among them.
    """
    regions = atlas.regions[view.areas]
    counts = count_sectors(atlas.plan, view.only("basis", "areas"), regions.rollup, list(regions.frame.index))
    known = sorted({int(n) for n in counts if n})
    if not known or known[-1] <= len(RAMP):
        return tuple((n, n, colour) for n, colour in enumerate(RAMP, 1))
    most = [int(group[-1]) for group in natural_groups([[float(n) for n in counts if n]])]
    least = [1, *(n + 1 for n in most[:-1])]
    return tuple(zip(least, most, class_colours(most[:-1]), strict=True))


def _region(layer: LayerContext, slug: str, n: int, column: dict[str, str], classes: _Classes) -> RegionValue:
    """Draw a region by its count; one sector alone, and what is not counted, by the strongest basis that is there."""
    counted = n and classes
    basis = "" if counted else next((b for b in ("named", "zone", "nationwide") if b in column.values()), "")
    by_basis = BASIS_COLOURS.get(basis, NONE_COLOUR)
    return layer.region(
        slug,
        state="value" if n else "none",
        value=float(n),
        label=str(n) if counted else BASIS_SYMBOLS[basis] if basis in ("named", "zone") else "",
        colour=next(colour for _, most, colour in classes if n <= most) if counted else by_basis,
        tooltip=_sector_lines(column, layer.atlas, layer.t),
        basis=basis,
    )


def _badge(text: str, sectors: list[str], atlas: Atlas, t: Translator) -> tuple[str, ...]:
    """Write the sentence on the map about sectors that it cannot place; many are counted, and so are long names."""
    if not sectors:
        return ()
    names = ", ".join(sector_title(atlas, s, t) for s in sectors)
    if len(sectors) > 1 and (len(sectors) > _NAMED_ON_MAP or len(names) > _LETTERS_ON_MAP):
        names = t("{n} sectors", n=len(sectors))
    return (t(text, sectors=names),)


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


def _count_legend(values: Sequence[RegionValue], classes: _Classes, t: Translator) -> tuple[LegendEntry, ...]:
    """Write an entry for each class of counts on the map, and for what is there without being counted."""
    counts = [int(v.value or 0) for v in values]
    uncounted = {"": t("none named"), "nationwide": t("○ nationwide only"), "zone": t("◐ by zone only")}
    entries = list(_basis_entries([v for v in values if not v.value], uncounted))
    for least, most, colour in classes:
        label = t("{low} – {high} sectors", low=least, high=most) if least < most else _sector_count(most, t)
        here = sum(least <= c <= most for c in counts)
        if here:
            entries.append(LegendEntry(label, colour, here))
    return tuple(entries)


def _sector_count(n: int, t: Translator) -> str:
    """Write a number of sectors."""
    return t("1 sector") if n == 1 else t("{n} sectors", n=n)
