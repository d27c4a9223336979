"""The map of all plans as pictures, and where on them a press means a country."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import shapely
from markupsafe import escape

from geo.core import remember
from geo.maps.country_marks import WORLD_WIDE, flat_world
from geo.maps.model import CIRCLE_FILL, CIRCLE_INK, FRAME_COLOUR, RAMP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.maps.country_marks import CountryMark, WorldMap
    from geo.places import World

_LAND, _EDGE, _HATCH = "#e8eaec", "#74879a", "#9aa3ab"
_LEGEND_X, _LEGEND_FOOT, _ROW = 34.0, 14.0, 31.0
"""Place of the legend in the South Pacific, and the height of its lines: with letters as large as a phone needs."""
_SAFE = " /:;=,.()-+*"
_ROUGH = 1.2
"""Units of the picture by which the area of a press may differ from its country."""
# The picture's own width decides, not the window's: on a phone letters are as large as can be read, names are left out.
_STYLE = (
    "<style>text{font:600 14px 'Source Sans Pro','Liberation Sans',Arial,sans-serif;fill:#14202b}"
    ".name{stroke:#fff;stroke-width:3px;paint-order:stroke}.size{font-weight:400;font-size:14px}"
    "@media(max-width:600px){.name{display:none}.size{font-size:28px}}</style>"
)
_PATTERNS = (
    '<defs><pattern id="lines" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M0 0V5" stroke="{FRAME_COLOUR}" stroke-width="2.2"/></pattern>'
    '<pattern id="unknown" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="4" height="4" fill="#fff"/><path d="M0 0V4" stroke="{_HATCH}" stroke-width="1.6"/></pattern></defs>'
)


class PressArea(NamedTuple):
    """Where a press means a country: a *land* outline and a round *mark*, as CSS in percent of the picture."""

    country: str
    said: str
    land: str
    mark: str


@remember(most=1)
def world_ground_svg(world: World) -> str:
    """Draw the land of the world in one quiet colour, as a picture that lies beneath the countries with plans."""
    flat = flat_world(world)
    return (
        f"{_opened(flat.high)}"
        f'<path d="{"".join(flat.paths.values())}" fill="{_LAND}" stroke="#fff" stroke-width=".6" '
        'stroke-linejoin="round"/></svg>'
    )


def world_map_svg(drawn: WorldMap) -> str:
    """Draw the countries that have plans, with their circles, names and the sizes of the legend, as one picture."""
    flat = flat_world(drawn.world)
    lands = "".join(_land(m, flat.paths[m.country], framed=m.country in drawn.chosen) for m in drawn.marks)
    circles = "".join(_circle(m) for m in sorted(drawn.marks, key=lambda m: -m.reach) if m.reach)
    return f"{_opened(flat.high)}{_STYLE}{_PATTERNS}{lands}{circles}{_legend(drawn.sizes, flat.high)}</svg>"


def picture_address(svg: str) -> str:
    """Write a picture as an address of its own: no file is asked for."""
    return f"data:image/svg+xml,{quote(svg, safe=_SAFE)}"


def world_shape(world: World) -> str:
    """Write width to height of the picture as CSS does."""
    return f"{WORLD_WIDE} / {flat_world(world).high:.0f}"


def press_areas(drawn: WorldMap) -> tuple[PressArea, ...]:
    """Return where a press means a country, the smaller circles on top.

    The land is that of the country's largest part; the mark is its circle, or the place of one.
    """
    flat = flat_world(drawn.world)
    return tuple(
        PressArea(m.country, m.said, _clip(flat.shapes[m.country], flat.high), _round(m, flat.high))
        for m in sorted(drawn.marks, key=lambda m: -m.reach)
    )


def _opened(high: float) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WORLD_WIDE} {high:.0f}">'


def _land(mark: CountryMark, path: str, *, framed: bool) -> str:
    """Draw a country: blue with a plan of its own, with lines where a plan over several countries lists it."""
    edge = f'stroke="{CIRCLE_INK}" stroke-width="2.4"' if framed else f'stroke="{_EDGE}" stroke-width=".7"'
    lines = f'<path d="{path}" fill="url(#lines)"/>' if mark.regional else ""
    return f'<path d="{path}" fill="{RAMP[0] if mark.plan else "#fff"}" {edge} stroke-linejoin="round"/>{lines}'


def _circle(mark: CountryMark) -> str:
    """Draw a country's circle: the ring is what is required, its fill what is confirmed, hatched where unknown."""
    at = f'cx="{mark.x:.1f}" cy="{mark.y:.1f}"'
    inside = "url(#unknown)" if mark.filled is None else "#fff"
    parts = [_leader(mark)] if mark.home else []
    parts += [f'<circle {at} r="{mark.ring:.2f}" fill="{inside}"/>'] if mark.ring else []
    parts += [f'<circle {at} r="{mark.filled:.2f}" fill="{CIRCLE_FILL}"/>'] if mark.filled else []
    parts += [f'<circle {at} r="{mark.ring:.2f}" fill="none" stroke="{CIRCLE_INK}" stroke-width="1.3"/>']
    if mark.label:
        x, y, anchor = mark.label
        parts += [f'<text class="name" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(mark.name)}</text>']
    return f'<g id="{mark.country}">{"".join(parts)}</g>'


def _leader(mark: CountryMark) -> str:
    """Draw the line from a circle that had to give way to its country."""
    x, y = mark.home or (mark.x, mark.y)
    line = f'<path d="M{x:.1f} {y:.1f}L{mark.x:.1f} {mark.y:.1f}" stroke="{CIRCLE_INK}" stroke-width=".8"/>'
    return f'{line}<circle cx="{x:.1f}" cy="{y:.1f}" r="1.6" fill="{CIRCLE_INK}"/>'


def _legend(sizes: Sequence[tuple[str, float]], high: float) -> str:
    """Draw round amounts within each other on one line, each with its amount: areas as those on the map."""
    parts, foot = [], high - _LEGEND_FOOT
    end = _LEGEND_X + max((radius for _, radius in sizes), default=0.0)
    for n, (words, radius) in enumerate(reversed(sizes)):
        y = foot - _ROW * n - 2
        parts.append(
            f'<circle cx="{_LEGEND_X}" cy="{foot - radius:.1f}" r="{radius:.2f}" fill="none" stroke="{CIRCLE_INK}"/>'
            f'<path d="M{_LEGEND_X} {foot - 2 * radius:.1f}L{end + 10:.1f} {y - 5:.1f}" stroke="{_EDGE}" '
            f'stroke-width=".7" fill="none"/><text class="size" x="{end + 14:.1f}" y="{y:.1f}">{escape(words)}</text>'
        )
    return "".join(parts)


def _clip(shape: shapely.Geometry, high: float) -> str:
    """Write the largest part of a country as the box that it lies in, clipped to its outline."""
    largest = max(shapely.get_parts(shape), key=lambda p: p.area)
    west, north, east, south = largest.bounds
    wide, deep = max(east - west, 1e-6), max(south - north, 1e-6)
    ring = shapely.get_coordinates(shapely.simplify(largest, _ROUGH).exterior)
    clip = ",".join(f"{100 * (x - west) / wide:.1f}% {100 * (y - north) / deep:.1f}%" for x, y in ring[:-1])
    return (
        f"left:{100 * west / WORLD_WIDE:.2f}%;top:{100 * north / high:.2f}%;width:{100 * wide / WORLD_WIDE:.2f}%;"
        f"height:{100 * deep / high:.2f}%;clip-path:polygon({clip})"
    )


def _round(mark: CountryMark, high: float) -> str:
    """Write where a country's circle is and how wide."""
    across = 200 * mark.reach / WORLD_WIDE
    return f"left:{100 * mark.x / WORLD_WIDE:.2f}%;top:{100 * mark.y / high:.2f}%;width:{across:.2f}%"
