"""The regions of a map in order, each with its bar and range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.charts.fragments import fill
from geo.maps import range_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.core import Translator
    from geo.maps import RegionValue, ThematicMap


def region_ranking(thematic: ThematicMap, t: Translator, links: Mapping[str, str] | None = None) -> str:
    """Draw the regions of a map in order, each with its bar and, for an estimate, its range.

    The bar ends at the value drawn on the map; the thin line spans the range over the
    splits. Regions without a figure are named below, apart from those with none located.
    *links* has the address that a region's name leads to, by slug; none without it.
    """
    ranked = thematic.ranked
    unit = "coverage" if thematic.view.measure == "coverage" else "unmet"
    regions = [(r, _range_words(r, unit, t)) for r in ranked]
    uncounted = [r for r in thematic.regions if r.state == "none"]
    without_figure = (
        (t("By zone only: {regions}."), [r.name for r in uncounted if r.basis == "zone"]),
        (t("Nationwide only: {regions}."), [r.name for r in uncounted if r.basis == "nationwide"]),
        (t("None named: {regions}."), [r.name for r in uncounted if not r.basis]),
        (t("No figure: {regions}."), [r.name for r in thematic.regions if r.state == "nodata"]),
        (t("Withheld: {regions}."), [r.name for r in thematic.regions if r.state == "withheld"]),
    )
    return fill(
        "ranking",
        regions=regions,
        links=links or {},
        most=max((x for r in ranked for x in (r.value, r.high) if x is not None), default=0) or 1,
        key=t("range over the splits") if any(between is not None for _, between in regions) else "",
        without_figure=[text.format(regions=", ".join(names)) for text, names in without_figure if names],
    )


def _range_words(region: RegionValue, unit: str, t: Translator) -> str | None:
    """Write the ends of a range: empty where they are printed alike, None where there is no range."""
    if region.low is None or region.high is None or region.high <= region.low:
        return None
    ends = range_words(region.low, region.high, unit, t)
    return ends if "–" in ends else ""
