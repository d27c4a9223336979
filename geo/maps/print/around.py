"""What lies around a country on a printed map: its neighbours by name, a locator, and what has no colour of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from geo.core import translator
from geo.maps.compose import within_region
from geo.maps.print.circles import circle_boxes
from geo.maps.print.legend import renderer_of
from geo.maps.print.text_metrics import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from geo.maps.model import ThematicMap
    from geo.store import Atlas

_NAME, _WITHIN = 8.5, 8.5
"""Points of the names of neighbours and of what lies inside another's colour."""
_LOCATOR = 1.15
"""Inches of the longer side of the locator."""
_LAND, _HERE, _EDGE, _INK = "#e3ddcf", "#2069b4", "#b9b3a6", "#5c5546"


def write_around(
    axes: Axes, thematic: ThematicMap, atlas: Atlas, land: shapely.Geometry, reserved: Sequence[shapely.Geometry]
) -> None:
    """Write the neighbours' names outside of the country, and what lies in another's colour, where there is room."""
    taken = [*reserved, *(shapely.box(*t.get_window_extent(renderer_of(axes)).extents) for t in axes.texts),
             *circle_boxes(axes, thematic).values()]  # fmt: skip
    outside = shapely.transform(land, axes.transData.transform).buffer(4)
    seen = _seen(axes)
    for row in atlas.basemap.neighbours.itertuples():
        name = str(getattr(row, f"name_{thematic.view.lang}"))
        part = shapely.intersection(row.geometry, seen)
        spot = (
            None
            if part.is_empty
            else _room(axes, shapely.transform(part, axes.transData.transform), name, taken, outside)
        )
        if spot is not None:
            _write(axes, name, spot, _NAME)
            taken.append(spot)
    _write_within(axes, thematic, atlas, taken)


def _write_within(axes: Axes, thematic: ThematicMap, atlas: Atlas, taken: list[shapely.Geometry]) -> None:
    t, regions = translator(thematic.view.lang), atlas.regions[thematic.view.areas]
    for slug, parent in within_region(thematic.view, atlas).items():
        shape = regions.frame.geometry[parent]
        west, south, east, north = shape.bounds
        upper = shapely.intersection(shape, shapely.box(west, (south + north) / 2, east, north))
        words = t("{region}: inside the colour of {within}", region=regions.name(slug, t.lang),
                  within=regions.name(parent, t.lang))  # fmt: skip
        lines = _two_lines(words)
        spot = _room(axes, shapely.transform(upper, axes.transData.transform), lines, taken, None)
        if spot is not None:
            _write(axes, lines, spot, _WITHIN)
            taken.append(spot)


def _two_lines(words: str) -> str:
    head, sign, rest = words.partition(":")
    return f"{head.rstrip()}{sign}\n{rest.strip()}"


def _seen(axes: Axes) -> shapely.Geometry:
    """Return the part of the earth that a map shows."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return shapely.box(west, south, east, north)


def _room(
    axes: Axes, shape: shapely.Geometry, words: str, taken: Sequence[shapely.Geometry], outside: shapely.Geometry | None
) -> shapely.Geometry | None:
    """Find a box for a text within a shape, on nothing that is taken, in dots; None where there is no room."""
    dot = axes.figure.dpi / 72
    lines = words.split("\n")
    wide = max(text_width(line, _NAME) for line in lines) * dot + 6
    high = _NAME * 1.25 * len(lines) * dot + 4
    box = axes.get_window_extent()
    edge = shapely.box(box.x0, box.y0, box.x1, box.y1).buffer(-4)
    largest = max(shapely.get_parts(shape), key=lambda p: p.area, default=None)
    if largest is None or largest.is_empty:
        return None
    west, south, east, north = largest.bounds
    middle = largest.representative_point()
    steps = 9
    points = [(middle.x, middle.y)] + [
        (west + (east - west) * (i + 0.5) / steps, south + (north - south) * (j + 0.5) / steps)
        for j in range(steps)
        for i in range(steps)
    ]
    for x, y in sorted(points, key=lambda p: (p[0] - middle.x) ** 2 + (p[1] - middle.y) ** 2):
        spot = shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        free = edge.contains(spot) and largest.contains(spot) and not any(spot.intersects(b) for b in taken)
        if free and (outside is None or not spot.intersects(outside)):
            return spot
    return None


def _write(axes: Axes, words: str, spot: shapely.Geometry, size: float) -> None:
    x, y = axes.transData.inverted().transform((spot.centroid.x, spot.centroid.y))
    axes.text(
        x, y, words, size=size, style="italic", color=_INK, ha="center", va="center", zorder=3.5, parse_math=False
    )


def draw_locator(
    axes: Axes, atlas: Atlas, land: shapely.Geometry, reserved: Sequence[shapely.Geometry], middle: float
) -> list[shapely.Geometry]:
    """Show in a free corner where the country lies among its neighbours; return the box that it takes, in dots."""
    neighbours = atlas.basemap.neighbours
    if neighbours.empty:
        return []
    west, south, east, north = shapely.total_bounds([*neighbours.geometry, land])
    ratio = (east - west) * middle / (north - south)
    dots = _LOCATOR * axes.figure.dpi
    wide, high = (dots, dots / ratio) if ratio > 1 else (dots * ratio, dots)
    box, gap = axes.get_window_extent(), 8
    country = shapely.transform(land, axes.transData.transform)
    left, right = box.x0 + gap, box.x1 - wide - gap
    heights = (gap, gap + 60, 0.4 * box.height, 0.3 * box.height)
    for x, up in zip((right, left, right, left), heights, strict=True):
        y = box.y0 + up
        spot = shapely.box(x, y, x + wide, y + high)
        if country.intersects(spot) or any(spot.intersects(b) for b in reserved):
            continue
        place = ((x - box.x0) / box.width, (y - box.y0) / box.height, wide / box.width, high / box.height)
        inset = axes.inset_axes(place, zorder=8)
        inset.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], facecolor="#dfe6ea")
        for shape in neighbours.geometry:
            _fill(inset, shape, _LAND, _EDGE)
        _fill(inset, land, _HERE, _HERE)
        for spine in inset.spines.values():
            spine.set_color("#8a949e")
        return [spot.buffer(4)]
    return []


def _fill(axes: Axes, shape: shapely.Geometry, face: str, edge: str) -> None:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            axes.add_patch(
                PathPatch(
                    Outline(shapely.get_coordinates(part.exterior)), facecolor=face, edgecolor=edge, linewidth=0.4
                )
            )
