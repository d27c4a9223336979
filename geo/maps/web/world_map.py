"""The map of all plans as an SVG picture whose countries are links, and the picture of the world beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from geo.core import remember
from geo.maps.country_marks import WORLD_WIDE, flat_world
from geo.maps.model import CIRCLE_FILL, CIRCLE_INK, FRAME_COLOUR, RAMP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.maps.country_marks import CountryMark, WorldMap
    from geo.places import World

_LAND, _EDGE, _HATCH = "#e8eaec", "#74879a", "#9aa3ab"
_LEGEND_X, _LEGEND_FOOT, _ROW = 34.0, 14.0, 31.0
"""Place of the legend in the South Pacific, and the height of its lines: with letters as large as a phone needs."""
_BEHIND = 'tabindex="-1" aria-hidden="true"'
"""A country with a circle is reached by the circle."""
_PATTERNS = (
    '<defs><pattern id="world-lines" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M0 0V5" stroke="{FRAME_COLOUR}" stroke-width="2.2"/></pattern>'
    '<pattern id="world-unknown" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="4" height="4" fill="#fff"/><path d="M0 0V4" stroke="{_HATCH}" stroke-width="1.6"/></pattern></defs>'
)


@remember(most=1)
def world_ground_svg(world: World) -> str:
    """Draw the land of the world in one quiet colour, as a picture that lies beneath the countries with plans."""
    flat = flat_world(world)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WORLD_WIDE} {flat.high:.0f}">'
        f'<path d="{"".join(flat.paths.values())}" fill="{_LAND}" stroke="#fff" stroke-width=".6" '
        'stroke-linejoin="round"/></svg>'
    )


def world_map_svg(drawn: WorldMap, ground: str, go: Callable[[str], str]) -> str:
    """Draw the countries that have plans as links, with their circles, names and the sizes of the legend.

    Parameters
    ----------
    drawn
        The map.
    ground
        Address of the picture beneath.
    go
        Gives the address that a press on a country leads to.

    Returns
    -------
    str
        SVG for a page. Each country is one stop of the Tab key, the larger circles first, and says its figures.
    """
    flat = flat_world(drawn.world)
    lands = "".join(
        _land(m, flat.paths[m.country], go(m.country), framed=m.country in drawn.chosen) for m in drawn.marks
    )
    circles = "".join(_circle(m, go(m.country)) for m in sorted(drawn.marks, key=lambda m: -m.reach) if m.reach)
    return (
        f'<svg class="world" viewBox="0 0 {WORLD_WIDE} {flat.high:.0f}" role="group" '
        f'aria-label="{escape(drawn.title)}">{_PATTERNS}'
        f'<image href="{escape(ground)}" width="{WORLD_WIDE}" height="{flat.high:.0f}"/>'
        f"{lands}{circles}{_legend(drawn.sizes, flat.high)}</svg>"
    )


def _land(mark: CountryMark, path: str, go: str, *, framed: bool) -> str:
    """Draw a country: blue with a plan of its own, with lines where a plan over several countries lists it."""
    edge = f'stroke="{CIRCLE_INK}" stroke-width="2.4"' if framed else f'stroke="{_EDGE}" stroke-width=".7"'
    lines = f'<path d="{path}" fill="url(#world-lines)"/>' if mark.regional else ""
    reached = _BEHIND if mark.reach else f'id="land-{mark.country}" aria-label="{escape(mark.said)}"'
    return (
        f'<a href="{escape(go)}" data-in {reached}><title>{escape(mark.said)}</title>'
        f'<path d="{path}" fill="{RAMP[0] if mark.plan else "#fff"}" {edge} stroke-linejoin="round"/>{lines}</a>'
    )


def _circle(mark: CountryMark, go: str) -> str:
    """Draw a country's circle: the ring is what is required, its fill what is confirmed, hatched where unknown."""
    at = f'cx="{mark.x:.1f}" cy="{mark.y:.1f}"'
    inside = "url(#world-unknown)" if mark.filled is None else "#fff"
    parts = [_leader(mark)] if mark.home else []
    parts += [f'<circle {at} r="{mark.ring:.2f}" fill="{inside}"/>'] if mark.ring else []
    parts += [f'<circle {at} r="{mark.filled:.2f}" fill="{CIRCLE_FILL}"/>'] if mark.filled else []
    parts += [f'<circle {at} r="{mark.ring:.2f}" fill="none" stroke="{CIRCLE_INK}" stroke-width="1.3"/>']
    if mark.label:
        x, y, anchor = mark.label
        parts += [f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(mark.name)}</text>']
    return (
        f'<a href="{escape(go)}" data-in id="land-{mark.country}" aria-label="{escape(mark.said)}">'
        f"<title>{escape(mark.said)}</title>{''.join(parts)}</a>"
    )


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
            f'stroke-width=".7" fill="none"/><text x="{end + 14:.1f}" y="{y:.1f}">{escape(words)}</text>'
        )
    return f'<g class="sizes" aria-hidden="true">{"".join(parts)}</g>'
