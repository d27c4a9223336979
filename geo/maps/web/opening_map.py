"""The map that a page shows until its script draws the live one: the same shapes, fills and circles, no words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from markupsafe import escape

from geo.core import remember
from geo.maps.model import FRAME_COLOUR
from geo.maps.web.map_style import map_bounds
from geo.maps.web.svg_path import path_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import geopandas as gpd
    import numpy.typing as npt

    from geo.store import Atlas

_WIDE = 1000
"""Width of what a map shows, in the picture's own units: about a pixel of a large window."""
_SIMPLER = 1.0
_AROUND = (16, 8)
"""Degrees of longitude and latitude around the country that a wide or a high window shows."""
_POLE = 85.0511287798
"""Where the square map of the world ends, degrees."""
_PATTERNS = {
    "hatch": '<pattern id="o-hatch" width="7" height="7" patternUnits="userSpaceOnUse" data-turned="45">'
    '<path fill="#fff" d="M0 0H7V7H0z"/><path stroke="#9aa3ab" stroke-width="2.4" d="M0 0V7"/></pattern>',
    "zone": '<pattern id="o-zone" width="9" height="9" patternUnits="userSpaceOnUse" data-turned="45">'
    f'<path fill="#eef4fa" d="M0 0H9V9H0z"/><path stroke="{FRAME_COLOUR}" stroke-width="4" d="M0 0V9"/></pattern>',
    "withheld": '<pattern id="o-withheld" width="7" height="7" patternUnits="userSpaceOnUse" data-turned="0">'
    '<path fill="#fff" d="M0 0H7V7H0z"/><circle cx="3.5" cy="3.5" r="1.6" fill="#5d6973"/></pattern>',
}
"""The map script's own patterns, under other names: the page has both for a moment. The page turns and scales them."""


def opening_map_svg(style: Mapping[str, Any], atlas: Atlas, told: str, chosen: str = "") -> str:
    """Draw a map style as an SVG picture that lies where the live map is going to lie.

    Parameters
    ----------
    style
        What `geo.maps.map_style` has made.
    atlas
        The loaded plan, with the shapes.
    told
        What it says to those who do not see it.
    chosen
        Slug of the region to outline.

    Returns
    -------
    str
        An SVG element in Web Mercator (EPSG:3857), as the live map is; its view box is what `map_bounds` says, and
        ``data-wide`` how many pixels the live map gives that width at the scale 0.
        Regions without a shape are left out, and so are labels and towns: the live map brings them.
    """
    ground = _ground(atlas, str(style["areas"]))
    plane = ground.plane
    fills = {slug: _fill(style["regions"].get(slug, {})) for slug in ground.regions}
    used = "".join(p for name, p in _PATTERNS.items() if f"url(#o-{name})" in fills.values())
    frame = f'<path class="frame" d="{ground.country}"/>' if style["framed"] else ""
    drawn = "".join(f'<path fill="{fills[slug]}" d="{d}"/>' for slug, d in ground.regions.items())
    edge = f'<path class="chosen" d="{ground.regions[chosen]}"/>' if chosen in ground.regions else ""
    circles = "".join(_circle(r["circle"], plane) for r in _largest_first(style["regions"].values()))
    room = "".join(word for word, there in (("badged ", style["badges"]), ("dated ", len(style["times"]) > 1)) if there)
    box = f'class="{room}opening" viewBox="0 0 {_WIDE} {plane.high}" data-wide="{plane.wide:.3f}"'
    return (
        f'<svg {box} role="img" aria-label="{escape(told)}"><defs>{used}</defs>'
        f'<path class="around" d="{ground.around}"/>{frame}<g class="regions">{drawn}{edge}</g>'
        f'<path class="river" d="{ground.rivers}"/><path class="lake" d="{ground.lakes}"/>{circles}</svg>'
    )


def _fill(region: Mapping[str, Any]) -> str:
    """Choose a region's fill as the map script does."""
    pattern = region.get("pattern")
    if pattern in ("zone", "withheld"):
        return f"url(#o-{pattern})"
    return region.get("fill") or "url(#o-hatch)"


def _largest_first(regions: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Order the regions that have a circle so that a smaller one lies on top."""
    return sorted((r for r in regions if r.get("circle")), key=lambda r: -r["circle"]["ring"])


def _circle(circle: Mapping[str, Any], plane: _Plane) -> str:
    """Draw an amount's ring, what fills it and the end of its range; a line leads home from one that gave way."""
    (x, y), ring, filled = plane.place(circle["at"]), circle["ring"], circle["filled"]
    full = filled == ring
    parts = []
    if "home" in circle:
        home_x, home_y = plane.place(circle["home"])
        parts.append(f'<path class="lead" d="M{x:.1f} {y:.1f}L{home_x:.1f} {home_y:.1f}"/>')
    looks = [("ring full" if full else "ring", ring), ("filled", 0 if full else filled), ("end", circle.get("end", 0))]
    return "".join(parts) + "".join(
        f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius * plane.degree:.1f}"/>'
        for kind, radius in looks
        if radius
    )


@dataclass(frozen=True)
class _Plane:
    """Web Mercator in the picture's units: the upper left corner, the units of a degree, the picture's height.

    ``degree``: the units of a degree of latitude in the middle of the country, in which radii of circles are.
    ``wide``: the pixels that the live map gives the picture's width at the scale 0, where the world has 256.
    """

    left: float
    top: float
    unit: float
    degree: float
    high: int
    wide: float

    def flat(self, frame: gpd.GeoSeries) -> Sequence[shapely.Geometry]:
        """Put shapes (EPSG:4326) onto the plane."""
        flat: Sequence[shapely.Geometry] = shapely.transform(
            frame.to_numpy(), lambda c: (_mercator(c) - (self.left, self.top)) * (self.unit, -self.unit)
        )
        return flat

    def place(self, at: tuple[float, float]) -> tuple[float, float]:
        """Put a place, latitude first, onto the plane."""
        x, y = (_mercator(np.array([[at[1], at[0]]])) - (self.left, self.top))[0] * (self.unit, -self.unit)
        return float(x), float(y)


def _plane(atlas: Atlas) -> _Plane:
    (south, west), (north, east) = map_bounds(atlas)
    (left, low), (right, top) = _mercator(np.array([[west, south], [east, north]]))
    unit = _WIDE / (right - left)
    degree = unit / math.cos(math.radians((south + north) / 2))
    return _Plane(left, top, unit, degree, round((top - low) * unit), 256 * (right - left) / 360)


def _mercator(places: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Put longitudes and latitudes into Web Mercator, in degrees of the equator, as Leaflet does.

    Not by PROJ: that folds what goes beyond 180 degrees to the other side of the world, and the margin of a map may.
    """
    lat = np.radians(np.clip(places[:, 1], -_POLE, _POLE))
    return np.column_stack([places[:, 0], np.degrees(np.arcsinh(np.tan(lat)))])


@dataclass(frozen=True)
class _Ground:
    """The outlines of a vintage's regions, by slug, of all of them together, and of what is around and on them."""

    plane: _Plane
    regions: dict[str, str]
    country: str
    around: str
    rivers: str
    lakes: str


@remember(most=3)
def _ground(atlas: Atlas, areas: str) -> _Ground:
    plane, basemap = _plane(atlas), atlas.basemap
    shapes = atlas.regions[areas].frame.geometry.dropna()
    drawn = shapely.coverage_simplify(plane.flat(shapes), _SIMPLER)
    (south, west), (north, east) = map_bounds(atlas)
    near = shapely.box(west - _AROUND[0], south - _AROUND[1], east + _AROUND[0], north + _AROUND[1])

    def simple(layer: gpd.GeoSeries) -> str:
        return path_data(shapely.simplify(plane.flat(layer), _SIMPLER))

    return _Ground(
        plane=plane,
        regions={str(slug): path_data([shape]) for slug, shape in zip(shapes.index, drawn, strict=True)},
        country=path_data([shapely.union_all(drawn)]),
        around=simple(basemap.neighbours.geometry.intersection(near)),
        rivers=simple(basemap.rivers.geometry),
        lakes=simple(basemap.lakes.geometry),
    )
