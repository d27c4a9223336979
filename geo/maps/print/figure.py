"""The map on paper and in pictures: matplotlib, from the same `ThematicMap` as the screen."""

from __future__ import annotations

import dataclasses
import io
import math
from typing import TYPE_CHECKING

import shapely
from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, PathPatch, Rectangle
from matplotlib.path import Path as Outline

from geo.analysis import view_query, view_words
from geo.core import N_, round_steps, translator
from geo.maps.model import FRAME_COLOUR, source_line
from geo.maps.print.around import draw_locator, write_around
from geo.maps.print.circles import draw_circles
from geo.maps.print.labels import write_labels
from geo.maps.print.legend import WITHHELD_DOTS, ZONE_LINES, legend_looks, renderer_of, write_legend
from geo.maps.print.text_metrics import wrap_text
from geo.maps.small_maps import common_legend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from geo.core import Translator
    from geo.maps.model import ThematicMap
    from geo.maps.small_maps import SmallMap
    from geo.store import Atlas

PRINT_SIZES = {"16:9": (13.333, 7.5), "a4": (11.69, 8.27), "a4-portrait": (8.27, 11.69)}
"""Sizes of a picture with title, legend and sources, inches."""
PRINT_DPI = 200
_INK, _EDGE, _SEA, _LAND, _WATER = "#14202b", "#74879a", "#dfe6ea", "#ece9e1", "#6fa3c7"
_STAMP = "#a63e0c"
_HERE, _LAND_OF_MALI = "#5b9bd5", "#f7f6f1"
_MARGIN = 0.025  # part of the larger side of the country
_KM_PER_DEGREE = 111.32
_SIDE, _POINTS, _LINE = 0.35, 72, 1.32
_TITLE, _UNDER, _FOOT = 22, 12, 8.5
_ZOOMS = tuple(1 + n / 25 for n in range(16))
_PROJECTED = 1.3  # times: the letters of a map are then of 12 points or close to it
_ZOOMS_PROJECTED = (1.6,)  # one scale, with room for the largest legend
_IN_A_ROW, _OVER_SMALL, _UNDER_SMALL = 4, 11, 8.5  # small maps: how many, letters of title and words below
_LINES_OF_SMALL = 3
_CLEAR = 6  # dots between the legend and the country
# Letters as wide as `text_width` says at every size: widths in whole dots make a line up to 7 % longer than its room.
rcParams["text.hinting"] = "none"


def map_png(thematic: ThematicMap, atlas: Atlas, size: str = "16:9", dpi: int = PRINT_DPI) -> bytes:
    """Draw a map with title, legend and sources as a PNG.

    Parameters
    ----------
    thematic
        The map; title, legend, dates, sources, notes and disclaimer are on the picture.
    atlas
        Shapes and basemap (EPSG:4326, drawn with the scale true at the middle latitude).
    size
        One of `SIZES`.
    dpi
        Dots per inch.

    Returns
    -------
    bytes
        The same map gives the same bytes. The picture's own title and description hold
        the words once more, with the caveats.
    """
    width, height = PRINT_SIZES[size]
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    t = translator(thematic.view.lang)
    top = _write_head(figure, thematic, width, height)
    bottom = _write_foot(figure, thematic, atlas, width, height)
    axes = figure.add_axes((_SIDE / width, bottom / height, 1 - 2 * _SIDE / width, 1 - (top + bottom) / height))
    _draw(axes, thematic, atlas, whole=True)
    return _bytes(figure, dpi, picture_words(thematic, atlas, t))


def picture_words(thematic: ThematicMap, atlas: Atlas, t: Translator) -> dict[str, str]:
    """Return what a picture says of itself as text: title, scenario, days, sources, licence, view."""
    said = (*source_line(thematic, t), *made_of(thematic, atlas, t), *(c.write(t) for c in thematic.caveats))
    return {
        "Title": thematic.title,
        "Description": "\n".join(said),
        "Subject": " · ".join(filter(None, (thematic.subtitle, thematic.scenario))),
        "Scenario": thematic.scenario,
        "Source": t.listed(thematic.sources),
        "Copyright": t("Map: Crisis plan explorer, CC BY 4.0. Sources under their own licences: {sources}.",
                       sources=t.listed(thematic.sources)),
        "Disclaimer": thematic.disclaimer,
        "Author": "crisis-plan-explorer",
        "View": view_query(thematic.view),
        "Creation Time": atlas.plan.file_date.isoformat(),
    }  # fmt: skip


def made_of(thematic: ThematicMap, atlas: Atlas, t: Translator) -> tuple[str, ...]:
    """Say of which day the data are that a map was produced from, and how the earth is drawn on it."""
    _, south, _, north = atlas.extent
    day = t.day(max(d for d in (atlas.plan.file_date, thematic.text_date, thematic.funding_date) if d))
    text = N_("Produced from the data of {day}. Projection: plate carrée (WGS 84), true to scale at {latitude}° N.")
    return (t(text, day=day, latitude=t.number((south + north) / 2, 1)),)


def _write_head(figure: Figure, thematic: ThematicMap, width: float, height: float) -> float:
    """Write title, subtitle and the stamp of a scenario; return the height that they take, inches."""
    room, top = (width - 2 * _SIDE) * _POINTS, 0.3
    for words, size, colour, bold in (
        (thematic.title, _TITLE, "#0b3a70", True),
        (thematic.subtitle, _UNDER, "#41505e", False),
        (thematic.scenario, _UNDER, _STAMP, True),
    ):
        for line in wrap_text(words, size, room, bold=bold) if words else ():
            top += size * _LINE / _POINTS
            figure.text(_SIDE / width, 1 - (top - 0.06) / height, line, size=size, color=colour, parse_math=False,
                        weight="bold" if bold else "normal")  # fmt: skip
    return top + 0.12


def _write_foot(figure: Figure, thematic: ThematicMap, atlas: Atlas, width: float, height: float) -> float:
    """Write dates, notes, sources, warnings and the view; return the height that they take, inches."""
    t = translator(thematic.view.lang)
    counted = (t("In brackets: number of regions."),) if thematic.legend else ()
    words = (*counted, *source_line(thematic, t), *_warnings(thematic, t), *made_of(thematic, atlas, t),
             view_words(thematic.view, t))  # fmt: skip
    foot = wrap_text(" ".join(words), _FOOT, (width - 2 * _SIDE) * _POINTS)
    bottom = len(foot) * _FOOT * _LINE / _POINTS + 0.25
    for n, line in enumerate(foot):
        y = bottom - 0.1 - (n + 1) * _FOOT * _LINE / _POINTS
        figure.text(_SIDE / width, y / height, line, size=_FOOT, color="#41505e", va="bottom", parse_math=False)
    return bottom


def _warnings(thematic: ThematicMap, t: Translator) -> tuple[str, ...]:
    """Write what must be known before a figure is trusted: warnings, and whatever is said of its needs."""
    return tuple(c.write(t) for c in thematic.caveats if c.severity == "warning" or c.measures)


def map_picture(  # noqa: PLR0913 - a picture's size and looks
    thematic: ThematicMap, atlas: Atlas, width: float, height: float, *, locator: bool = False, projected: bool = False
) -> bytes:
    """Draw a map as `map_figure` does, as a PNG that says what it is."""
    words = picture_words(thematic, atlas, translator(thematic.view.lang))
    figure = map_figure(thematic, atlas, width, height, locator=locator, projected=projected)
    return _bytes(figure, round(PRINT_DPI * (_PROJECTED if projected else 1)), words)


def map_figure(  # noqa: PLR0913 - a picture's size and looks
    thematic: ThematicMap, atlas: Atlas, width: float, height: float, *, locator: bool = False, projected: bool = False
) -> Figure:
    """Draw a map with legend, scale bar and north arrow alone, for a slide or page that has the words; inches.

    A *locator* shows where a region lies: its name alone, no legend and no values. A
    *projected* map has larger letters, and the country at one place and scale whatever its
    legend is, unless that would lie on the country.
    """
    enlarged = _PROJECTED if projected else 1.0
    figure = Figure(figsize=(width / enlarged, height / enlarged), facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    if locator:
        fills = {r.slug: _HERE if r.slug == thematic.view.region else _LAND_OF_MALI for r in thematic.regions}
        few = [dataclasses.replace(r, label="", short="", colour=fills[r.slug],
                                   name=r.name if r.slug == thematic.view.region else "")
               for r in thematic.regions]  # fmt: skip
        thematic = dataclasses.replace(thematic, regions=tuple(few), legend=(), bivariate=None)
    _draw(axes, thematic, atlas, surround=not locator, zooms=_ZOOMS_PROJECTED if projected else _ZOOMS)
    return figure


def small_maps_picture(maps: tuple[SmallMap, ...], atlas: Atlas, width: float, height: float) -> bytes:
    """Draw small maps as `small_maps_figure` does, as a PNG."""
    return _bytes(small_maps_figure(maps, atlas, width, height), PRINT_DPI)


def small_maps_figure(maps: tuple[SmallMap, ...], atlas: Atlas, width: float, height: float) -> Figure:
    """Draw small maps of presence side by side under their titles, on one scale with one legend; inches."""
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    rows = math.ceil(len(maps) / (_IN_A_ROW if width > height else 2))
    columns = math.ceil(len(maps) / rows)
    foot, wide = 0.5 / height, 1 / columns - 0.012
    room = wide * width * _POINTS * 0.96
    heads = [_cut(wrap_text(title, _OVER_SMALL, room, bold=True)) for title, _ in maps]
    feet = [_cut([line for b in drawn.badges for line in wrap_text(b, _UNDER_SMALL, room)]) for _, drawn in maps]
    head, below = (
        max(map(len, texts)) * size * _LINE / _POINTS / height
        for texts, size in ((heads, _OVER_SMALL), (feet, _UNDER_SMALL))
    )
    for n, (_, drawn) in enumerate(maps):
        row, column = divmod(n, columns)
        left, top = column / columns + 0.006, 1 - 0.01 - row * (1 - foot) / rows
        bottom = top - (1 - foot) / rows + below + 0.02
        written = figure.text(left, top, "\n".join(heads[n]), size=_OVER_SMALL, weight="bold", color="#0b3a70")
        below_map = figure.text(left, bottom, "\n".join(feet[n]), size=_UNDER_SMALL, color=_INK)
        for text in (written, below_map):
            text.set(va="top", parse_math=False)
        _small(figure.add_axes((left, bottom, wide, max(0.05, top - head - bottom))), drawn, atlas)
    entries = common_legend(maps)
    figure.legend([Rectangle((0, 0), 1, 1, **legend_looks(e)) for e in entries], [e.label for e in entries],
                  loc="lower center", ncols=len(entries), fontsize=10, frameon=False, handlelength=1.6)  # fmt: skip
    return figure


def _cut(lines: Sequence[str]) -> list[str]:
    """Return no more lines than leave room for a small map; what is left out is marked."""
    kept = list(lines[:_LINES_OF_SMALL])
    return [*kept[:-1], f"{kept[-1]} …"] if len(lines) > len(kept) else kept


def _small(axes: Axes, drawn: ThematicMap, atlas: Atlas) -> None:
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


def _bytes(figure: Figure, dpi: int, words: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None, **(words or {})})
    return out.getvalue()


def _draw(  # noqa: PLR0913 - what is drawn, and how
    axes: Axes, thematic: ThematicMap, atlas: Atlas, *, surround: bool = True, whole: bool = False,
    zooms: tuple[float, ...] = _ZOOMS,
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
    room = box.width * _POINTS / axes.figure.dpi / 3.4
    for texts, colour, ink in ((thematic.badges, FRAME_COLOUR, _INK), ((thematic.scenario,), _STAMP, _STAMP)):
        words = "\n".join(line for text in texts if text for line in wrap_text(text, 9, room, bold=True))
        if not words:
            continue
        frame = {"facecolor": "white", "edgecolor": colour, "boxstyle": "round,pad=0.35", "linewidth": 1}
        written = axes.text(0.985, low, words, transform=axes.transAxes, size=9, weight="bold", ha="right",
                            va="bottom", color=ink, bbox=frame, zorder=8, parse_math=False)  # fmt: skip
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
        looks = {"facecolor": region.colour or "white", "edgecolor": _EDGE, "linewidth": 0.8, "zorder": 2}
        if region.pattern == "zone":
            _fill(axes, shape, **ZONE_LINES, hatch_linewidth=1.6, linewidth=0, zorder=2)
            looks["facecolor"] = "none"
        _fill(axes, shape, **looks)
        if region.colour is None:
            hatch = WITHHELD_DOTS if region.pattern == "withheld" else "////"
            _fill(axes, shape, facecolor="none", edgecolor="#9aa3ab", hatch=hatch, linewidth=0, zorder=2)
        if chosen:
            _fill(axes, shape, facecolor="none", edgecolor="#d4581a", linewidth=2.6, zorder=3)


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
    axes.plot([x, x + degrees], [y, y], color=_INK, linewidth=2.2, solid_capstyle="butt", zorder=7)
    axes.text(x + degrees / 2, y + 0.012 * (north - south), f"{km:g} km", ha="center", va="bottom", size=9, zorder=7)
    top, side, long = north - 0.03 * (north - south), east - 0.03 * (east - west), 0.08 * (north - south)
    arrow = FancyArrowPatch((side, top - long), (side, top), arrowstyle="-|>", mutation_scale=14, color=_INK, zorder=7)
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
