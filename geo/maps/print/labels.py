"""Names and values on a printed map: none is lost, none stands where it reads as another region's.

A label stands in its region where there is room, else outside with a line to its region.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.patheffects import withStroke

from geo.maps.circles import label_point
from geo.maps.print.circles import circle_boxes
from geo.maps.print.text_metrics import text_width
from geo.maps.web.map_style import DARK_FILLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd
    from matplotlib.axes import Axes

    from geo.maps.model import RegionValue, ThematicMap
    from geo.store import Atlas

_INK, _GREY = "#14202b", "#33414e"
_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_PLAIN = 8.5
_TOWN = 8.5
_LINE = 1.12
_REACH = 46  # points that a label may stand from the middle of its region without a line
_FARTHEST = 240
_ROUND = 24
_AIR = 1.5
_SEEN = 0.45
"""Part of a label that lies on its own region at least, unless its middle does."""


@dataclass(frozen=True)
class _Spot:
    """A region with its text, its middle and its shape in dots of the picture, and the boxes that others keep."""

    region: RegionValue
    lines: tuple[str, ...]
    x: float
    y: float
    shape: shapely.Geometry


@dataclass
class _Sheet:
    """The picture that labels are put on: its edge, what is taken, the middles of regions with a value."""

    edge: shapely.Geometry
    dot: float  # dots per point
    land: shapely.Geometry
    taken: list[shapely.Geometry] = field(default_factory=list)
    lines: list[shapely.Geometry] = field(default_factory=list)
    middles: dict[str, shapely.Geometry] = field(default_factory=dict)
    discs: dict[str, shapely.Geometry] = field(default_factory=dict)

    def free(self, box: shapely.Geometry, slug: str) -> bool:
        """Tell whether a box is on the picture, on no circle, no other label and no other region's middle."""
        return bool(
            self.edge.contains(box)
            and not any(box.intersects(t) for t in (*self.taken, *self.lines, *self.discs.values()))
            and not any(box.intersects(m) for s, m in self.middles.items() if s != slug)
        )


@dataclass(frozen=True)
class Label:
    """Where a label came to stand, in dots: its middle, its box, and whether a line leads to its region."""

    spot: _Spot
    x: float
    y: float
    box: shapely.Geometry
    led: bool
    size: float


def write_labels(
    axes: Axes, thematic: ThematicMap, atlas: Atlas, reserved: Sequence[shapely.Geometry], *, towns: bool = True
) -> tuple[Label, ...]:
    """Write names and values on a map, then the names of regions without a value and of towns where there is room.

    Parameters
    ----------
    axes
        The map, its limits set; degrees of EPSG:4326.
    thematic, atlas
        The map, and the shapes of its regions and the towns.
    reserved
        Boxes that stay free (legend, scale, arrow), dots of the picture.
    towns
        Whether towns are named as well.

    Returns
    -------
    tuple of Label
        The labels of regions as they stand.
    """
    sheet, spots = _prepared(axes, thematic, atlas.regions[thematic.view.areas].frame.geometry, reserved)
    valued = [s for s in spots if s.region.mark]
    labels: list[Label] = []
    for size in _SIZES:
        sheet.taken, sheet.lines = list(reserved), []
        labels = _placed(valued, sheet, size)
        if len(labels) == len(valued):
            break
    for spot in (s for s in spots if not s.region.mark):
        plain = _near(spot, sheet, _PLAIN)
        if plain is not None:
            labels.append(plain)
            sheet.taken.append(plain.box)
    for label in labels:
        _draw(axes, label)
    if towns:
        _towns(axes, atlas.basemap.towns, thematic, sheet)
    return tuple(labels)


def _prepared(
    axes: Axes, thematic: ThematicMap, shapes: gpd.GeoSeries, reserved: Sequence[shapely.Geometry]
) -> tuple[_Sheet, list[_Spot]]:
    """Bring shapes and middles into dots; the smallest region comes first."""
    to_dots = axes.transData.transform
    window = axes.get_window_extent()
    spots = []
    for region in thematic.regions:
        shape = shapes[region.slug]
        if shape is None or not region.name:
            continue
        circle, middle = region.circle, label_point(shape)
        x, y = to_dots((circle.lon, circle.lat) if circle else (middle.x, middle.y))
        flat = shapely.transform(shape, lambda c: np.asarray(to_dots(c))).simplify(0.5)
        lines = (region.name, region.mark) if region.mark else (region.name,)
        spots.append(_Spot(region, lines, float(x), float(y), flat))
    spots.sort(key=lambda s: s.shape.area)
    sheet = _Sheet(
        edge=shapely.box(window.x0 + 2, window.y0 + 2, window.x1 - 2, window.y1 - 2),
        dot=axes.figure.dpi / 72,
        land=shapely.union_all([s.shape for s in spots]),
        taken=list(reserved),
    )
    sheet.discs = circle_boxes(axes, thematic)
    sheet.middles = {s.region.slug: shapely.Point(s.x, s.y).buffer(3 * sheet.dot) for s in spots if s.region.mark}
    return sheet, spots


def _placed(spots: Sequence[_Spot], sheet: _Sheet, size: float) -> list[Label]:
    """Place labels in their regions, the smallest first, then the rest outside with a line."""
    labels, unplaced = [], []
    for spot in spots:
        label = _near(spot, sheet, size)
        if label is None:
            unplaced.append(spot)
            continue
        labels.append(label)
        sheet.taken.append(label.box)
    for spot in unplaced:
        label = _far(spot, sheet, size) or _far(spot, sheet, size, over=True)
        if label is not None:
            labels.append(label)
            sheet.taken.append(label.box)
            sheet.lines.append(_line(label))
    return labels


def _near(spot: _Spot, sheet: _Sheet, size: float) -> Label | None:
    """Find room beside a region's circle, or in the region or close to its middle."""
    if spot.region.slug in sheet.discs:
        return _beside(spot, sheet, size)
    reach = int(_REACH * sheet.dot)
    step = max(2, int(3 * sheet.dot))
    moves = [(dx, dy) for dx in range(-reach, reach + 1, step) for dy in range(-reach, reach + 1, step)]
    for dx, dy in [(0, 0), *sorted(moves, key=lambda m: math.hypot(*m))]:
        x, y = spot.x + dx, spot.y + dy
        box = _box(spot.lines, x, y, size, sheet.dot)
        if not sheet.free(box, spot.region.slug):
            continue
        own = spot.shape.intersection(box).area / box.area
        if own >= _SEEN or (own > 0 and spot.shape.contains(shapely.Point(x, y))):
            return Label(spot, x, y, box, led=False, size=size)
    return None


def _beside(spot: _Spot, sheet: _Sheet, size: float) -> Label | None:
    """Find room right at a region's circle: below, above, at its sides, at its corners."""
    disc = sheet.discs[spot.region.slug]
    reach = (disc.bounds[2] - disc.bounds[0]) / 2 + sheet.dot / 2
    low, left, high, right = (_box(spot.lines, 0, 0, size, sheet.dot).bounds[i] for i in (1, 0, 3, 2))
    for more in (0, 5 * sheet.dot):
        down, up, west, east = low - reach - more, high + reach + more, left - reach - more, right + reach + more
        near = (0.71 - 1) * reach
        for dx, dy in (
            (0, down), (0, up), (east, 0), (west, 0), (east + near, down - near), (west - near, down - near),
            (east + near, up + near), (west - near, up + near),
        ):  # fmt: skip
            box = _box(spot.lines, spot.x + dx, spot.y + dy, size, sheet.dot)
            if sheet.free(box, spot.region.slug):
                return Label(spot, spot.x + dx, spot.y + dy, box, led=False, size=size)
    return None


def _far(spot: _Spot, sheet: _Sheet, size: float, *, over: bool = False) -> Label | None:
    """Find room outside, as near as can be and rather beyond the country, with a free line to the region.

    The line may cross others, and only in need (*over*) a label.
    """
    best: tuple[float, Label] | None = None
    for x, y, far in _ring(spot, sheet.dot):
        if best is not None and far >= best[0]:
            break
        box = _box(spot.lines, x, y, size, sheet.dot)
        if not sheet.free(box, spot.region.slug):
            continue
        label = Label(spot, x, y, box, led=True, size=size)
        if not over and any(_line(label).intersects(t) for t in sheet.taken):
            continue
        others = sheet.land.difference(spot.shape).intersection(box).area / box.area
        cost = far + others * 60 * sheet.dot
        if best is None or cost < best[0]:
            best = cost, label
    return None if best is None else best[1]


def _ring(spot: _Spot, dot: float) -> Iterator[tuple[float, float, float]]:
    """Go round a region's middle in growing circles."""
    for far in range(18, _FARTHEST, 9):
        for n in range(_ROUND):
            angle = 2 * math.pi * n / _ROUND
            yield spot.x + far * dot * math.cos(angle) * 1.25, spot.y + far * dot * math.sin(angle), far * dot


def _line(label: Label) -> shapely.Geometry:
    """Draw the line from a region's middle to the edge of its label."""
    whole = shapely.LineString([(label.spot.x, label.spot.y), (label.x, label.y)])
    return whole.difference(label.box)


def _box(lines: Sequence[str], x: float, y: float, size: float, dot: float) -> shapely.Geometry:
    bold = len(lines) > 1
    wide = max(text_width(t, size, bold=bold) for t in lines) / 2 + _AIR
    high = len(lines) * size * _LINE / 2 + _AIR / 2
    return shapely.box(x - wide * dot, y - high * dot, x + wide * dot, y + high * dot)


def _draw(axes: Axes, label: Label) -> None:
    region = label.spot.region
    dark = region.colour in DARK_FILLS and not region.pattern and not label.led
    back = axes.transData.inverted().transform
    x, y = back((label.x, label.y))
    name = f"label:{region.name}"
    if label.led:
        line = _line(label)
        if not line.is_empty:
            ends = back(np.asarray(line.coords))
            axes.plot(ends[:, 0], ends[:, 1], color=_INK, linewidth=0.7, zorder=5.5, gid=name)
        axes.plot(*back((label.spot.x, label.spot.y)), "o", markersize=2.4, color=_INK, zorder=5.5, gid=name)
    halo = withStroke(linewidth=2.4, foreground="#0b2a4d" if dark else "white")
    axes.text(x, y, "\n".join(label.spot.lines), size=label.size, weight="bold" if region.mark else "normal",
              ha="center", va="center", color="white" if dark else _INK, path_effects=[halo], zorder=6,
              linespacing=1.0, parse_math=False, gid=name)  # fmt: skip


def _towns(axes: Axes, towns: gpd.GeoDataFrame, thematic: ThematicMap, sheet: _Sheet) -> None:
    """Draw towns that have room for a name other than their region's; a dot without a name says nothing."""
    regions = {r.name for r in thematic.regions}
    for row in towns.itertuples():
        name = str(getattr(row, f"name_{thematic.view.lang}"))
        if name in regions:
            continue
        x, y = axes.transData.transform((row.geometry.x, row.geometry.y))
        half = text_width(name, _TOWN, bold=False) / 2 + 4
        for side in (1, -1):
            box = _box((name,), x + side * half * sheet.dot, y, _TOWN, sheet.dot)
            if sheet.free(box, ""):
                axes.plot(row.geometry.x, row.geometry.y, "o", markersize=2.2, markerfacecolor="white",
                          markeredgecolor=_INK, zorder=4, gid=f"label:{name}")  # fmt: skip
                at = axes.transData.inverted().transform((x + side * half * sheet.dot, y))
                halo = withStroke(linewidth=1.8, foreground="white")
                axes.text(at[0], at[1], name, size=_TOWN, ha="center", va="center", color=_GREY, zorder=5,
                          parse_math=False, gid=f"label:{name}", path_effects=[halo])  # fmt: skip
                sheet.taken.append(box)
                break
