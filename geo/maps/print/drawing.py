"""The map itself on paper: what lies around, regions, badges, the scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely
from matplotlib.patches import FancyArrowPatch, PathPatch
from matplotlib.path import Path as Outline

from geo.core import round_steps
from geo.maps.model import FRAME_COLOUR
from geo.maps.print.around import draw_locator, write_around
from geo.maps.print.circles import draw_circles
from geo.maps.print.labels import write_labels
from geo.maps.print.legend import WITHHELD_DOTS, ZONE_LINES, renderer_of, write_legend
from geo.maps.print.text_metrics import wrap_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from geo.maps.model import ThematicMap
    from geo.store import Atlas


INK, STAMP = "#14202b", "#a63e0c"
_EDGE, _SEA, _LAND, _WATER = "#74879a", "#dfe6ea", "#ece9e1", "#6fa3c7"
POINTS = 72
"""Points of an inch."""
_MARGIN = 0.025  # part of the larger side of the country
_KM_PER_DEGREE = 111.32
ZOOMS = tuple(1 + n / 25 for n in range(16))
_CLEAR = 6  # dots between the legend and the country


def draw_map(  # noqa: PLR0913 - what is drawn, and how
    axes: Axes, thematic: ThematicMap, atlas: Atlas, *, surround: bool = True, whole: bool = False,
    zooms: tuple[float, ...] = ZOOMS,
) -> None:  # fmt: skip
    """Draw basemap, regions and labels; with its *surround* also legend, scale bar, north arrow and towns.

    A *whole* map, with nothing beside it, names the neighbours and shows in a corner where the country lies.
    """
    _, south, _, north = atlas.extent
    middle = math.cos(math.radians((south + north) / 2))
    axes.set_facecolor(_LAND if atlas.basemap.neighbours.empty else _SEA)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_color("#c4ccd4")
    shapes = atlas.regions[thematic.view.areas].frame.geometry
    land = shapely.union_all(list(shapes.dropna()))
    _frame(axes, middle, atlas, land, None, zooms)
    legend = write_legend(axes, thematic) if surround else None
    if legend is not None:
        _frame(axes, middle, atlas, land, legend, zooms)
    if legend is not None and thematic.circles is not None:  # as large as on the map, whose scale may have changed
        axes.child_axes[-1].remove()
        legend = write_legend(axes, thematic)
    _ground(axes, thematic, atlas, land)
    draw_circles(axes, thematic, middle)
    reserved = ([legend] if legend is not None else []) + (_scale(axes, middle, atlas) if surround else [])
    reserved += _badges(axes, thematic) if surround else []
    if whole:
        reserved += draw_locator(axes, atlas, land, reserved, middle)
    write_labels(axes, thematic, atlas, reserved, towns=surround)
    if surround:
        write_around(axes, thematic, atlas, land, reserved)


def _ground(axes: Axes, thematic: ThematicMap, atlas: Atlas, land: shapely.Geometry) -> None:
    """Draw neighbours, the frame of a country in which a sector works nationwide, regions, lakes and rivers."""
    for shape in atlas.basemap.neighbours.geometry:
        _fill(axes, shape, facecolor=_LAND, edgecolor="#b9b3a6", linewidth=0.5, zorder=1)
    if thematic.framed:
        _fill(axes, land, facecolor="none", edgecolor=FRAME_COLOUR, linewidth=5, zorder=1.5)
    _regions(axes, thematic, atlas)
    for shape in atlas.basemap.lakes.geometry:
        _fill(axes, shape, facecolor="#bcd9ea", edgecolor=_WATER, linewidth=0.4, zorder=3)
    for shape in atlas.basemap.rivers.geometry:
        for part in shapely.get_parts(shape):
            axes.plot(*part.xy, color=_WATER, linewidth=0.8, zorder=3)


def _badges(axes: Axes, thematic: ThematicMap) -> list[shapely.Geometry]:
    """Write the stamp of a scenario and what the map places nowhere into its south-east; return their boxes, in dots.

    The stamp is in the picture itself: whoever copies it takes the stamp along.
    """
    box, boxes, low = axes.get_window_extent(), [], 0.02
    room = box.width * POINTS / axes.figure.dpi / 3.4
    for texts, colour, ink in ((thematic.badges, FRAME_COLOUR, INK), ((thematic.scenario,), STAMP, STAMP)):
        words = "\n".join(line for text in texts if text for line in wrap_text(text, 9, room, bold=True))
        if not words:
            continue
        frame = {"facecolor": "white", "edgecolor": colour, "boxstyle": "round,pad=0.35", "linewidth": 1}
        written = axes.text(0.985, low, words, transform=axes.transAxes, size=9, weight="bold", ha="right",
                            va="bottom", color=ink, bbox=frame, zorder=8, parse_math=False, gid="legend")  # fmt: skip
        taken = written.get_window_extent(renderer_of(axes))
        boxes.append(shapely.box(*taken.extents).buffer(6))
        low = (taken.y1 - box.y0) / box.height + 0.03
    return boxes


def _frame(  # noqa: PLR0913, PLR0917 - what is drawn, where, and how far to zoom
    axes: Axes,
    middle: float,
    atlas: Atlas,
    land: shapely.Geometry,
    legend: shapely.Geometry | None,
    zooms: tuple[float, ...],
) -> None:
    """Set the limits so that the country is whole, the scale true in any box, and the legend on no region.

    The view widens to the north-west until the legend is free; it never goes beyond the
    basemap in the east, where nothing would look like the sea.
    """
    west, south, far_east, north = _around(atlas)
    neighbours = atlas.basemap.neighbours
    box, end = axes.get_window_extent(), math.inf if neighbours.empty else float(neighbours.total_bounds[2])
    for zoom in zooms:
        wide, high = (far_east - west) * middle * zoom, (north - south) * zoom
        wide, high = max(wide, high * box.width / box.height), max(high, wide * box.height / box.width)
        spare = (wide / middle - (far_east - west), high - (north - south))
        east = min(far_east + spare[0] / 2 / zoom**2, max(far_east, end))
        top = north + spare[1] * 0.6
        axes.set_xlim(east - wide / middle, east)
        axes.set_ylim(top - high, top)
        if legend is None:
            return
        flat = shapely.transform(land, axes.transData.transform)
        if not flat.intersects(legend.buffer(_CLEAR)):
            return


def _around(atlas: Atlas) -> tuple[float, float, float, float]:
    """Return the country's extent with a margin: west, south, east and north, degrees."""
    west, south, east, north = atlas.extent
    margin = _MARGIN * max(east - west, north - south)
    return west - margin, south - margin, east + margin, north + margin


def _fill(axes: Axes, shape: shapely.Geometry, **looks: object) -> None:
    for part in shapely.get_parts(shape):
        rings = [part.exterior, *part.interiors]
        path = Outline.make_compound_path(*(Outline([(x, y) for x, y, *_ in r.coords], closed=True) for r in rings))
        axes.add_patch(PathPatch(path, **looks))


def _regions(axes: Axes, thematic: ThematicMap, atlas: Atlas) -> None:
    shapes = atlas.regions[thematic.view.areas].frame.geometry
    for region in thematic.regions:
        shape = shapes[region.slug]
        if shape is None:
            continue
        chosen = region.slug == thematic.view.region
        name = f"region:{region.name}"
        looks = {"facecolor": region.colour or "white", "edgecolor": _EDGE, "linewidth": 0.8, "zorder": 2, "gid": name}
        if region.pattern == "zone":
            _fill(axes, shape, **ZONE_LINES, hatch_linewidth=1.6, linewidth=0, zorder=2, gid=name)
            looks["facecolor"] = "none"
        _fill(axes, shape, **looks)
        if region.colour is None:
            hatch = WITHHELD_DOTS if region.pattern == "withheld" else "////"
            _fill(axes, shape, facecolor="none", edgecolor="#9aa3ab", hatch=hatch, linewidth=0, zorder=2, gid=name)
        if chosen:
            _fill(axes, shape, facecolor="none", edgecolor="#d4581a", linewidth=2.6, zorder=3, gid=name)


def _scale(axes: Axes, middle: float, atlas: Atlas) -> list[shapely.Geometry]:
    """Draw scale bar (true at the middle latitude) and north arrow; return the boxes that they take, in dots.

    The bar is a round length of up to a sixth of the country's width.
    """
    country_west, _, country_east, _ = atlas.extent
    most = (country_east - country_west) * middle * _KM_PER_DEGREE / 5.5
    km = round_steps(most, 1, (1, 2, 3, 5, 10))[1]
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    degrees = km / _KM_PER_DEGREE / middle
    x, y = west + 0.02 * (east - west), south + 0.03 * (north - south)
    axes.plot([x, x + degrees], [y, y], color=INK, linewidth=2.2, solid_capstyle="butt", zorder=7)
    axes.text(x + degrees / 2, y + 0.012 * (north - south), f"{km:g} km", ha="center", va="bottom", size=9, zorder=7)
    top, side, long = north - 0.03 * (north - south), east - 0.03 * (east - west), 0.08 * (north - south)
    arrow = FancyArrowPatch((side, top - long), (side, top), arrowstyle="-|>", mutation_scale=14, color=INK, zorder=7)
    axes.add_patch(arrow)
    axes.text(side, top - 1.05 * long, "N", ha="center", va="top", size=11, weight="bold", zorder=7)
    corners = (((x, y), (x + degrees, y)), ((side, top), (side, top - 1.05 * long)))
    grown = ((4, 4, 4, 22), (12, 20, 12, 4))  # dots to the left, below, to the right, above
    boxes = []
    for (a, b), (left, below, right, above) in zip(corners, grown, strict=True):
        (x0, y0), (x1, y1) = axes.transData.transform(a), axes.transData.transform(b)
        low, high = min(y0, y1), max(y0, y1)
        boxes.append(shapely.box(min(x0, x1) - left, low - below, max(x0, x1) + right, high + above))
    return boxes


def draw_small_map(axes: Axes, drawn: ThematicMap, atlas: Atlas) -> None:
    """Draw a small map: its regions, and a frame where a sector works nationwide."""
    west, south, east, north = _around(atlas)
    axes.set_axis_off()
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / math.cos(math.radians((south + north) / 2)), anchor="N")
    if drawn.framed:
        land = shapely.union_all(list(atlas.regions[drawn.view.areas].frame.geometry.dropna()))
        _fill(axes, land, facecolor="none", edgecolor=FRAME_COLOUR, linewidth=4, zorder=1.5)
    _regions(axes, drawn, atlas)
