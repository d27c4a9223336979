"""A small map as an SVG picture: regions in their fills alone, a few kilobytes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely
from markupsafe import escape

from geo.core import remember
from geo.maps.model import FRAME_COLOUR, alt_text
from geo.maps.web.svg_path import path_data

if TYPE_CHECKING:
    from geo.maps.model import ThematicMap
    from geo.places import Regions

_WIDE = 300
"""Width of the picture's own units: a country's width."""
_EDGE, _HATCH = "#74879a", "#9aa3ab"
_SIMPLER = 0.6
_PATTERNS = (
    '<defs><pattern id="z" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="7" height="7" fill="#eef4fa"/><path d="M0 0V7" stroke="{FRAME_COLOUR}" stroke-width="4"/></pattern>'
    '<pattern id="n" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#fff"/><path d="M0 0V6" stroke="{_HATCH}" stroke-width="2"/></pattern></defs>'
)


def small_map_svg(thematic: ThematicMap, regions: Regions) -> str:
    """Draw a map's regions as an SVG picture that says in words what it shows.

    Regions without a shape are left out. The scale is true at the middle latitude.
    """
    paths, high = _paths(regions)
    fills = {r.slug: "url(#z)" if r.pattern else r.colour or "url(#n)" for r in thematic.regions}
    shapes = "".join(f'<path d="{d}" fill="{fills[slug]}"/>' for slug, d in paths.items() if slug in fills)
    frame = f'<g fill="none" stroke="{FRAME_COLOUR}" stroke-width="9">{_outlines(paths)}</g>' if thematic.framed else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 -5 {_WIDE + 10} {high + 10}" role="img" '
        f'aria-label="{escape(alt_text(thematic))}">{_PATTERNS}{frame}'
        f'<g stroke="{_EDGE}" stroke-width=".8" stroke-linejoin="round">{shapes}</g></svg>'
    )


def _outlines(paths: dict[str, str]) -> str:
    return "".join(f'<path d="{d}"/>' for d in paths.values())


@remember(most=1)
def _paths(regions: Regions) -> tuple[dict[str, str], int]:
    """Return each region's outline in the picture's units, simplified together, and the picture's height."""
    drawn = regions.frame.geometry.dropna()
    west, south, east, north = drawn.total_bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    unit = _WIDE / ((east - west) * squeeze)
    flat = shapely.transform(drawn.to_numpy(), lambda c: (c - (west, north)) * (squeeze * unit, -unit))
    simple = shapely.coverage_simplify(flat, _SIMPLER)
    outlines = {str(slug): path_data([shape]) for slug, shape in zip(drawn.index, simple, strict=True)}
    return outlines, math.ceil((north - south) * unit)
