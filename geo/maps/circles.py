"""Proportional circles: an amount or a count by area, where each stands, and the round sizes of their legend.

Sizes and places are decided here once, in degrees; the browser and paper draw them alike.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from geo.core import remember
from geo.maps.model import Circle, CircleLegend, CircleSize, RegionValue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.core import Translator, View
    from geo.monitoring import Indicator
    from geo.places import Regions

LARGEST = 0.055
"""Radius of the largest circle, as a part of the shorter side of what a map shows."""
_AIR = 0.06
"""Room between two circles, as a part of their radii; the browser's projection takes up to half of it."""
_ROUNDS = 400
_PULL = 0.02
_ROUND = (1, 2, 3, 5)
_NEXT = (1, 3.3, 12)


def label_point(shape: shapely.Geometry) -> shapely.Point:
    """Return the point inside a shape that is farthest from its edge: where a label or a circle fits best."""
    largest = max(shapely.get_parts(shape), key=lambda p: p.area)
    return shapely.get_point(shapely.maximum_inscribed_circle(largest), 0)


def draws_circles(view: View, indicator: Indicator) -> bool:
    """Tell whether a view's map draws circles: the indicator's own symbol, unless the reader wants fills."""
    return indicator.symbol == "circle" and view.show == "circles"


@remember(most=1)
def region_middles(regions: Regions) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of the middle of each region that has a shape, by slug. It is shared."""
    shapes = regions.frame.geometry.dropna()
    points = {str(slug): label_point(shape) for slug, shape in shapes.items()}
    return {slug: (float(point.x), float(point.y)) for slug, point in points.items()}


@dataclass(frozen=True)
class CircleScale:
    """How large an amount's circle is: *most* has the largest one of what a map shows (``extent``: w, s, e, n)."""

    most: float
    extent: tuple[float, float, float, float]

    @property
    def squeeze(self) -> float:
        """Degrees of latitude that a degree of longitude is as long as."""
        return math.cos(math.radians((self.extent[1] + self.extent[3]) / 2))

    def radius(self, amount: float) -> float:
        """Return an amount's radius, degrees of latitude: areas are to each other as the amounts are."""
        west, south, east, north = self.extent
        largest = LARGEST * min((east - west) * self.squeeze, north - south)
        return largest * math.sqrt(amount / self.most) if self.most > 0 else 0.0


def draw_circles(
    values: Sequence[RegionValue], sizes: dict[str, CircleSize], scale: CircleScale, regions: Regions
) -> tuple[RegionValue, ...]:
    """Give each region of a map its circle, its area to scale, none of them hiding another.

    Parameters
    ----------
    values
        The regions as they are drawn otherwise.
    sizes
        What the circles stand for, as printed, by region; a size of 0 is no circle.
    scale
        The scale of this map and of those that it is compared with.
    regions
        The shapes, for the places (EPSG:4326).

    Returns
    -------
    tuple of RegionValue
        The same regions. Where circles would overlap, they are pushed apart, as little as it
        takes (after Dorling 1996); one that comes to lie beside its place remembers it.
    """
    middles = region_middles(regions)
    drawn = {s: size for s, size in sizes.items() if size.whole > 0 and s in middles}
    reach = {slug: scale.radius(max(size.whole, size.filled)) for slug, size in drawn.items()}
    places = push_apart({s: middles[s] for s in drawn}, reach, scale.squeeze)
    circles = {}
    for slug, size in drawn.items():
        (lon, lat), (home_lon, home_lat) = places[slug], middles[slug]
        beside = math.hypot((lon - home_lon) * scale.squeeze, lat - home_lat) > reach[slug]
        circles[slug] = Circle(size, scale.radius(size.whole), lon, lat, middles[slug] if beside else None)
    return tuple(dataclasses.replace(v, circle=circles.get(v.slug)) for v in values)


def push_apart(
    homes: dict[str, tuple[float, float]], radii: dict[str, float], squeeze: float
) -> dict[str, tuple[float, float]]:
    """Push circles apart until none overlaps; one that need not move stays exactly where it belongs.

    Degrees of longitude count *squeeze* of those of latitude. The same circles give the same places.
    """
    at = {s: [lon * squeeze, lat] for s, (lon, lat) in homes.items()}
    start = {s: tuple(place) for s, place in at.items()}
    order = sorted(at)
    for _ in range(_ROUNDS):
        for s in order:
            for i in (0, 1):
                at[s][i] += (start[s][i] - at[s][i]) * _PULL
        pairs = [(a, b) for n, a in enumerate(order) for b in order[n + 1 :] if _push(at[a], at[b], radii[a], radii[b])]
        if not pairs:
            break
    for _ in range(_ROUNDS):  # without the pull: what is left of an overlap goes
        if not [1 for n, a in enumerate(order) for b in order[n + 1 :] if _push(at[a], at[b], radii[a], radii[b])]:
            break
    return {s: homes[s] if tuple(at[s]) == start[s] else (at[s][0] / squeeze, at[s][1]) for s in order}


def _push(a: list[float], b: list[float], radius_a: float, radius_b: float) -> bool:
    """Move two overlapping circles away from each other, the smaller one farther; tell whether they overlapped."""
    apart = (radius_a + radius_b) * (1 + _AIR)
    dx, dy = b[0] - a[0], b[1] - a[1]
    far = math.hypot(dx, dy)
    if far >= apart * (1 - 1e-9):
        return False
    dx, dy, far = (dx, dy, far) if far else (1.0, 0.0, 1.0)
    share = radius_b**2 / (radius_a**2 + radius_b**2)
    for place, part in ((a, -share), (b, 1 - share)):
        place[0] += dx / far * (apart - min(far, apart)) * part
        place[1] += dy / far * (apart - min(far, apart)) * part
    return True


def round_sizes(most: float) -> tuple[float, ...]:
    """Return two or three round amounts for a legend, the largest first: of the largest circle, a third, a twelfth."""
    if not most > 0:
        return ()
    found = dict.fromkeys(_round_below(most / part) for part in _NEXT)
    return tuple(size for size in found if size > 0)


def _round_below(amount: float) -> float:
    """Return the largest of 1, 2, 3, 5 times a power of ten that is not above an amount."""
    power = math.floor(math.log10(amount))
    return max(n * 10.0**p for p in (power - 1, power) for n in _ROUND if n * 10.0**p <= amount * (1 + 1e-12))


def circle_legend(
    values: Sequence[RegionValue], scale: CircleScale, write: Callable[[float], str], keys: Sequence[tuple[str, str]],
    t: Translator,
) -> CircleLegend | None:  # fmt: skip
    """Write the legend of a map's circles: nested round sizes, and what ring, fill and dashes are; None without any."""
    drawn = [v.circle for v in values if v.circle]
    if not drawn:
        return None
    shown = {"end"} if not any(circle.size.end for circle in drawn) else set()
    named = {write(size): scale.radius(size) for size in reversed(round_sizes(scale.most)) if write(size) != write(0)}
    sizes = tuple(reversed(named.items()))  # of small counts the parts would be no whole numbers
    note = t("A line leads from a circle to its region where it had to give way.") if any(c.home for c in drawn) else ""
    return CircleLegend(sizes, tuple((part, words) for part, words in keys if part not in shown), len(drawn), note)
