"""A monitoring tool's figures more finely than by region, as SVG pictures: cells, and sites that cluster."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import shapely
from markupsafe import escape

from geo.maps.circles import label_point
from geo.maps.class_breaks import class_colours, class_ends, class_legend, class_of
from geo.maps.model import CIRCLE_FILL, CIRCLE_INK, NONE_COLOUR, QUIET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_WIDE, _HIGH, _EDGE = 760, 560, 10
_INK, _LINE, HATCH, _STAMP = "#14202b", "#74879a", "#9aa3ab", "#a63e0c"
_ROW, _NEAR = 20, 44
"""Units of the picture: a row of the legend; sites closer than this are one symbol."""
_LARGEST, _SMALLEST = 24.0, 4.0
_SIMPLER = 0.5
_LETTERS, _LETTER = 13, 0.62
"""Size of letters, and how wide a bold one is at most on average, in parts of its size."""
_PATTERNS = (
    '<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#fff"/><path d="M0 0V6" stroke="{HATCH}" stroke-width="2"/></pattern>'
    '<pattern id="w" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="#fff"/>'
    f'<circle cx="2" cy="2" r="1.3" fill="{HATCH}"/></pattern></defs>'
)
_HIDDEN = "url(#w)"


class Shown(NamedTuple):
    """A figure as it is drawn: its value, None where it is withheld, and what is printed of it."""

    value: float | None
    label: str


class Spot(NamedTuple):
    """A site: its name, longitude and latitude (degrees, EPSG:4326), and its figure."""

    name: str
    lon: float
    lat: float
    shown: Shown


@dataclass(frozen=True)
class Cluster:
    """Sites that are one symbol: how many, how many of them are withheld, the sum of the others, and its middle."""

    sites: int
    withheld: int
    total: float
    x: float
    y: float


@dataclass(frozen=True)
class Sheet:
    """The paper of a picture: shapes of the regions (EPSG:4326) with their names, one of them to zoom to, and words.

    ``said`` says the picture to those who cannot see it, ``stamp`` stands in it, ``withheld``
    and ``none`` are the words of its legend, ``amount`` writes a figure.
    """

    regions: Mapping[str, shapely.Geometry]
    names: Mapping[str, str]
    said: str
    stamp: str
    withheld: str
    none: str
    amount: Callable[[float], str]
    region: str = ""

    def flat(self) -> _Flat:
        """Return the way from degrees to the picture; the scale is true at the middle latitude."""
        shapes = [self.regions[self.region]] if self.region in self.regions else list(self.regions.values())
        west, south, east, north = shapely.total_bounds(shapes)
        squeeze = math.cos(math.radians((south + north) / 2))
        unit = min((_WIDE - 2 * _EDGE) / ((east - west) * squeeze), (_HIGH - 2 * _EDGE) / (north - south))
        return _Flat(west, north, squeeze * unit, unit, ((east - west) * squeeze * unit, (north - south) * unit))


class _Flat(NamedTuple):
    west: float
    north: float
    across: float
    down: float
    size: tuple[float, float]

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        return _EDGE + (lon - self.west) * self.across, _EDGE + (self.north - lat) * self.down

    def shape(self, shape: shapely.Geometry) -> shapely.Geometry:
        start = self.west, self.north
        moved = shapely.transform(shape, lambda c: _EDGE + (c - start) * (self.across, -self.down))
        return shapely.simplify(moved, _SIMPLER)


def cells_svg(cells: Mapping[str, shapely.Geometry], figures: Mapping[str, Shown], sheet: Sheet) -> str:
    """Draw cells (cercles, hexagons) filled by class; one that is withheld is dotted, one without a figure hatched.

    Parameters
    ----------
    cells
        Shapes by code (EPSG:4326).
    figures
        By code. Only what is shown decides the classes.
    sheet
        Regions, words and stamp.
    """
    flat = sheet.flat()
    known = [f.value for f in figures.values() if f.value is not None]
    ends = class_ends("jenks", [[v for v in known if v]], None)
    colours = class_colours(ends)

    def fill(code: str) -> str:
        shown = figures.get(code)
        if shown is None:
            return "url(#h)"
        if shown.value is None:
            return _HIDDEN
        return colours[class_of(shown.value, ends)] if shown.value else NONE_COLOUR

    drawn = "".join(f'<path d="{_outline(flat.shape(shape))}" fill="{fill(code)}"/>' for code, shape in cells.items())
    body = f'<g stroke="#fff" stroke-width=".6">{drawn}</g>{region_borders(sheet, flat, "none")}'
    classes = class_legend([v for v in known if v], ends, lambda low, high: _span(low, high, sheet))
    rows = [(f"{e.label} ({e.n})", _swatch(str(e.colour))) for e in classes]
    zeros, hidden = known.count(0), sum(f.value is None for f in figures.values())
    missing = sum(code not in figures for code in cells)
    rows += [(f"{sheet.amount(0)} ({zeros})", _swatch(NONE_COLOUR))] if zeros else []
    rows += [(f"{sheet.withheld} ({hidden})", _swatch(_HIDDEN))] if hidden else []
    rows += [(f"{sheet.none} ({missing})", _swatch("url(#h)"))] if missing else []
    return whole_picture(body, rows, sheet, flat)


def cluster_sites(spots: Iterable[tuple[float, float, float | None]], near: float = _NEAR) -> tuple[Cluster, ...]:
    """Put sites that lie close to each other into one symbol.

    Parameters
    ----------
    spots
        Places in the picture, and figures; None is withheld.
    near
        From the largest site on, each takes in all that lie nearer than this.

    Returns
    -------
    tuple of Cluster
        The largest first. Each site is in one. A total is that of the sites that are shown
        alone: with those that are withheld it would give them away.
    """
    left = sorted(spots, key=lambda s: (-(s[2] or 0.0), s[0], s[1]))
    made = []
    while left:
        x, y, _ = left[0]
        here = [s for s in left if math.hypot(s[0] - x, s[1] - y) < near]
        left = [s for s in left if math.hypot(s[0] - x, s[1] - y) >= near]
        known = [s[2] for s in here if s[2] is not None]
        middle = (sum(s[i] for s in here) / len(here) for i in (0, 1))  # type: ignore[misc]
        made.append(Cluster(len(here), len(here) - len(known), float(sum(known)), *middle))
    return tuple(made)


def sites_svg(spots: Sequence[Spot], sheet: Sheet, *, adds_up: bool) -> str:
    """Draw sites as circles, those that lie close to each other as one with their number.

    The area of a circle is its figure, of shares and means its number of sites: those do not
    add up. A circle in dots has no site that may be shown.
    """
    flat = sheet.flat()
    inside = [s for s in spots if _seen(flat.point(s.lon, s.lat), flat)]
    clusters = cluster_sites((*flat.point(s.lon, s.lat), s.shown.value) for s in inside)
    most = max((_size(c, adds_up=adds_up) for c in clusters), default=0.0)
    drawn = "".join(_symbol(c, most, sheet, adds_up=adds_up) for c in clusters)
    rows = [(sheet.withheld, f'<circle cx="9" cy="9" r="7" fill="{_HIDDEN}" stroke="{CIRCLE_INK}"/>')]
    hidden = any(s.shown.value is None for s in inside)
    return whole_picture(region_borders(sheet, flat, QUIET) + drawn, rows if hidden else [], sheet, flat)


def _size(cluster: Cluster, *, adds_up: bool) -> float:
    return cluster.total if adds_up else float(cluster.sites)


def _symbol(cluster: Cluster, most: float, sheet: Sheet, *, adds_up: bool) -> str:
    only_hidden = cluster.withheld == cluster.sites
    size = _size(cluster, adds_up=adds_up)
    radius = _SMALLEST if only_hidden or most <= 0 else max(_SMALLEST, _LARGEST * math.sqrt(size / most))
    radius = max(radius, 10.0) if cluster.sites > 1 else radius  # its number has room
    fill = _HIDDEN if only_hidden else CIRCLE_FILL
    x, y = cluster.x, cluster.y
    number = str(cluster.sites) if cluster.sites > 1 else ""
    label = sheet.amount(cluster.total) if not only_hidden and (adds_up or cluster.sites == 1) else ""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{CIRCLE_INK}"/>'
        + text_at(number, x, y + 4.5, bold=True)
        + text_at(label, x, y + radius + 13)
    )


def region_borders(sheet: Sheet, flat: _Flat, fill: str) -> str:
    """Draw the regions' borders, and their names where there is room."""
    paths, names = [], []
    for slug, shape in sheet.regions.items():
        paths.append(f'<path d="{_outline(flat.shape(shape))}"/>')
        x, y = flat.point(*label_point(shape).coords[0])
        if _seen((x, y), flat):
            names.append(text_at(sheet.names[slug], x, y - 9, colour="#41505e"))
    edges = f'<g fill="{fill}" stroke="{_LINE}" stroke-width="1" stroke-linejoin="round">{"".join(paths)}</g>'
    return edges + "".join(names)


def _seen(point: tuple[float, float], flat: _Flat) -> bool:
    return all(_EDGE - 1 <= at <= _EDGE + most + 1 for at, most in zip(point, flat.size, strict=True))


def _span(low: float, high: float, sheet: Sheet) -> str:
    """Write the ends of a class."""
    return f"> {sheet.amount(low)}" if math.isinf(high) else f"{sheet.amount(low)} – {sheet.amount(high)}"


def _swatch(fill: str) -> str:
    return f'<rect width="20" height="14" y="2" fill="{fill}" stroke="{_LINE}"/>'


def text_at(words: str, x: float, y: float, *, bold: bool = False, colour: str = _INK) -> str:
    """Write a text around a place, with a light edge, so that it is read on any fill."""
    if not words:
        return ""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle"{weight} fill="{colour}" stroke="#fff" stroke-width="3" '
        f'paint-order="stroke">{escape(words)}</text>'
    )


def whole_picture(body: str, rows: Sequence[tuple[str, str]], sheet: Sheet, flat: _Flat) -> str:
    """Put a picture together: the map cut to its frame, the stamp in it, its legend below."""
    wide, high = flat.size[0] + 2 * _EDGE, flat.size[1] + 2 * _EDGE
    legend = "".join(
        f'<g transform="translate({_EDGE} {high + 6 + n * _ROW:.0f})">{sign}'
        f'<text x="28" y="14" fill="{_INK}">{escape(words)}</text></g>'
        for n, (words, sign) in enumerate(rows)
    )
    # On the narrow picture of a region the stamp is smaller, never cut.
    size = min(_LETTERS, (wide - 2 * _EDGE) / (_LETTER * max(len(sheet.stamp), 1)))
    stamp = f'<g font-size="{size:.1f}">{text_at(sheet.stamp, wide / 2, 22, bold=True, colour=_STAMP)}</g>'
    whole = high + 6 + len(rows) * _ROW
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {whole:.0f}" width="{wide:.0f}" role="img" '
        f'aria-label="{escape(sheet.said)}">{_PATTERNS}<clipPath id="f"><rect width="{wide:.0f}" height="{high:.0f}"/>'
        f'</clipPath><g font-family="sans-serif" font-size="{_LETTERS}">'
        f'<g clip-path="url(#f)">{body}{stamp}</g>{legend}</g>'
        "</svg>"
    )


def _outline(shape: shapely.Geometry) -> str:
    polygons = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    rings = [ring for part in polygons for ring in (part.exterior, *part.interiors)]
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings)
