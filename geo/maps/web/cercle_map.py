"""A region's cercles as an SVG picture: their fills, names and figures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely
from markupsafe import escape

from geo.maps.class_breaks import class_colours, class_ends, class_of
from geo.maps.model import NONE_COLOUR
from geo.maps.web.svg_path import path_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.places import Cercles

_WIDE, _HIGH = 460, 380
_SIMPLER = 0.6
_EDGE, _HATCH, _INK = "#74879a", "#9aa3ab", "#14202b"
_DARK = 3
"""From this class on labels are white."""
_DEFS = (
    '<defs><pattern id="c" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#fff"/><path d="M0 0V6" stroke="{_HATCH}" stroke-width="2"/></pattern></defs>'
)


def cercle_map_svg(cercles: Cercles, values: Mapping[str, float | None], labels: Mapping[str, str], title: str) -> str:
    """Draw the cercles of a region, each with its name and its label.

    Parameters
    ----------
    cercles
        The country's cercles with their shapes (EPSG:4326); the scale is true at the middle latitude.
    values
        Figures by cercle, in the order to draw; None is hatched, 0 has the colour of nothing.
    labels
        What is printed of each figure.
    title
        What the picture shows, for those who cannot see it.
    """
    shapes = cercles.frame.geometry.loc[list(values)]
    west, south, east, north = shapes.total_bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    unit = min(_WIDE / ((east - west) * squeeze), _HIGH / (north - south))
    high, wide = (north - south) * unit, (east - west) * squeeze * unit
    flat = shapely.transform(shapes.to_numpy(), lambda c: (c - (west, north)) * (squeeze * unit, -unit))
    ends = class_ends("jenks", [[v for v in values.values() if v]], None)
    parts, texts = [], []
    for (slug, value), shape in zip(values.items(), flat, strict=True):
        place = class_of(value, ends) if value else 0
        colour = "url(#c)" if value is None else class_colours(ends)[place] if value else NONE_COLOUR
        parts.append(f'<path d="{path_data([shape.simplify(_SIMPLER)])}" fill="{colour}"/>')
        texts.append(_label(shape, cercles.name(slug), labels.get(slug, ""), white=bool(value) and place >= _DARK))
    said = f"{title}: " + "; ".join(f"{cercles.name(c)} {labels.get(c) or '–'}" for c in values)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="cercles" viewBox="-4 -4 {wide + 8:.0f} {high + 8:.0f}" '
        f'width="{wide + 8:.0f}" role="img" aria-label="{escape(said)}">{_DEFS}'
        f'<g stroke="{_EDGE}" stroke-width="1" stroke-linejoin="round">{"".join(parts)}</g>'
        f'<g font-family="sans-serif" font-size="13" text-anchor="middle">{"".join(texts)}</g></svg>'
    )


def _label(shape: shapely.Geometry, name: str, label: str, *, white: bool) -> str:
    """Write a cercle's name and figure at the middle of its widest part, in ink that is read on its fill."""
    at = shapely.centroid(shape) if shape.contains(shapely.centroid(shape)) else shape.representative_point()
    ink, halo = ("#fff", "none") if white else (_INK, "#fff")
    style = f'fill="{ink}" stroke="{halo}" stroke-width="3" paint-order="stroke"'
    figure = f'<tspan x="{at.x:.0f}" dy="15" font-weight="700">{escape(label)}</tspan>' if label else ""
    return f'<text x="{at.x:.0f}" y="{at.y:.0f}" {style}>{escape(name)}{figure}</text>'
