"""The map on paper and in pictures: matplotlib, from the same `ThematicMap` as the screen."""

from __future__ import annotations

import dataclasses
import io
import math
import textwrap
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from shapely import get_parts

from geo import webmap
from geo.briefing import foot_of, view_words
from geo.i18n import translator
from geo.shapes_script import label_point

if TYPE_CHECKING:
    import shapely
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

    from geo.atlas import Atlas
    from geo.drawn import RegionValue, ThematicMap

SIZES = {"16:9": (13.333, 7.5), "a4": (11.69, 8.27), "a4-portrait": (8.27, 11.69)}
"""Sizes of a picture with its furniture, inches."""
DPI = 200
_INK, _EDGE, _SEA, _LAND, _WATER = "#14202b", "#74879a", "#dfe6ea", "#ece9e1", "#6fa3c7"
_HERE, _LAND_OF_MALI = "#5b9bd5", "#f7f6f1"
_MARGIN = 0.025  # part of the larger side of the country
_KM_PER_DEGREE = 111.32
_UNIT = 100  # dots per inch of a figure before it is saved
_MOVES_PER_COUNTRY = 15  # the moves below are in this part of the height of a country
_MOVES = ((0, 0), (0, 0.35), (0, -0.35), (0.5, 0), (-0.5, 0), (0.8, 0.4), (-0.8, 0.4), (0.8, -0.5), (-0.8, -0.5))


def png(drawn: ThematicMap, atlas: Atlas, size: str = "16:9", dpi: int = DPI) -> bytes:
    """Draw a map with its furniture as a PNG.

    Parameters
    ----------
    drawn
        The map; title, legend, dates, sources, notes and disclaimer are on the picture.
    atlas
        Shapes and ground (EPSG:4326, drawn with the scale true at the middle latitude).
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
    width, height = SIZES[size]
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    t = translator(drawn.view.lang)
    letters = int(width * 15)
    foot = textwrap.wrap(" ".join((*foot_of(drawn, t), view_words(drawn.view, t))), letters)
    titles = textwrap.wrap(drawn.title, int(width * 5.2))
    top, bottom = 0.45 * len(titles) + 0.75, 0.155 * len(foot) + 0.2
    for n, line in enumerate(titles):
        figure.text(0.35 / width, 1 - (0.5 + 0.42 * n) / height, line, size=22, weight="bold", color="#0b3a70")
    under = drawn.subtitle + (f"   {drawn.scenario}" if drawn.scenario else "")
    figure.text(0.35 / width, 1 - (0.35 + 0.42 * len(titles)) / height, under, size=12,
                color="#a63e0c" if drawn.scenario else "#41505e", parse_math=False)  # fmt: skip
    for n, line in enumerate(foot):
        figure.text(
            0.35 / width, (bottom - 0.2 - 0.155 * n) / height, line, size=7.6, color="#41505e", parse_math=False
        )
    box = (0.35 / width, bottom / height, 1 - 0.7 / width, 1 - (top + bottom) / height)
    axes = figure.add_axes(box)
    _draw(axes, drawn, atlas)
    words = {"Title": drawn.title, "Description": "\n".join((*foot_of(drawn, t), *(c.write(t) for c in drawn.caveats)))}
    return _bytes(figure, dpi, words)


def picture(drawn: ThematicMap, atlas: Atlas, width: float, height: float, *, locator: bool = False) -> bytes:
    """Draw a map with legend, scale bar and north arrow alone, for a slide or page that has the words; inches.

    A *locator* shows where a region lies: no legend and no values but of that region.
    """
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    if locator:
        fills = {r.slug: _HERE if r.slug == drawn.view.region else _LAND_OF_MALI for r in drawn.regions}
        few = [dataclasses.replace(r, label="", short="", colour=fills[r.slug])
               for r in drawn.regions]  # fmt: skip
        drawn = dataclasses.replace(drawn, regions=tuple(few), legend=(), square=None)
    _draw(axes, drawn, atlas)
    return _bytes(figure, DPI)


def _bytes(figure: Figure, dpi: int, words: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None, **(words or {})})
    return out.getvalue()


def _draw(axes: Axes, drawn: ThematicMap, atlas: Atlas) -> None:
    west, south, east, north = atlas.extent
    margin = _MARGIN * max(east - west, north - south)
    middle = math.cos(math.radians((south + north) / 2))
    ground = atlas.ground.neighbours
    axes.set_facecolor(_LAND if ground.empty else _SEA)
    end = math.inf if ground.empty else float(ground.total_bounds[2])
    _frame(axes, middle, (west - margin, south - margin, east + margin, north + margin), end)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_color("#c4ccd4")
    for shape in atlas.ground.neighbours.geometry:
        _fill(axes, shape, facecolor=_LAND, edgecolor="#b9b3a6", linewidth=0.5, zorder=1)
    _regions(axes, drawn, atlas)
    for shape in atlas.ground.lakes.geometry:
        _fill(axes, shape, facecolor="#bcd9ea", edgecolor=_WATER, linewidth=0.4, zorder=3)
    for shape in atlas.ground.rivers.geometry:
        for part in get_parts(shape):
            axes.plot(*part.xy, color=_WATER, linewidth=0.8, zorder=3)
    for point in atlas.ground.towns.geometry:
        axes.plot(point.x, point.y, "o", markersize=2.2, markerfacecolor="white", markeredgecolor=_INK, zorder=4)
    _legend(axes, drawn)
    _scale(axes, middle, east - west)
    _labels(axes, drawn, atlas)


def _frame(axes: Axes, middle: float, country: tuple[float, float, float, float], end: float) -> None:
    """Set the limits so that the country is whole and the scale true in any box; the ground ends at *end*."""
    box = axes.get_window_extent()
    west, south, far_east, north = country
    wide, high = (far_east - west) * middle, north - south
    grow_x = max(0.0, high * box.width / box.height - wide) / middle / 2
    grow_y = max(0.0, wide * box.height / box.width - high) / 2
    east = min(far_east + grow_x, max(far_east, end))  # not beyond the ground: it would look like the sea
    axes.set_xlim(east - (far_east - west) - 2 * grow_x, east)
    axes.set_ylim(south - grow_y, north + grow_y)


def _fill(axes: Axes, shape: shapely.Geometry, **looks: object) -> None:
    for part in get_parts(shape):
        rings = [part.exterior, *part.interiors]
        path = Outline.make_compound_path(*(Outline([(x, y) for x, y, *_ in r.coords], closed=True) for r in rings))
        axes.add_patch(PathPatch(path, **looks))


def _regions(axes: Axes, drawn: ThematicMap, atlas: Atlas) -> None:
    shapes = atlas.regions[drawn.view.areas].frame.geometry
    for region in drawn.regions:
        shape = shapes[region.slug]
        if shape is None:
            continue
        chosen = region.slug == drawn.view.region
        looks = {"facecolor": region.colour or "white", "edgecolor": _EDGE, "linewidth": 0.8, "zorder": 2}
        _fill(axes, shape, **looks)
        if region.colour is None:
            _fill(axes, shape, facecolor="none", edgecolor="#9aa3ab", hatch="////", linewidth=0, zorder=2)
        if chosen:
            _fill(axes, shape, facecolor="none", edgecolor="#d4581a", linewidth=2.6, zorder=3)


def _labels(axes: Axes, drawn: ThematicMap, atlas: Atlas) -> None:
    """Write names and values; where there is no room a name goes, a value stays."""
    shapes = atlas.regions[drawn.view.areas].frame.geometry
    taken = [_box(axes, text) for text in axes.texts]
    legend = axes.get_legend()
    if legend is not None:
        taken.append(legend.get_window_extent(_renderer(axes)))
    unit = (atlas.extent[3] - atlas.extent[1]) / _MOVES_PER_COUNTRY
    places = sorted(
        ((r, shapes[r.slug]) for r in drawn.regions if shapes[r.slug] is not None),
        key=lambda pair: (not pair[0].mark, -(pair[0].value or 0), -pair[1].area),
    )
    for region, shape in places:
        point = label_point(shape)
        wanted = [f"{region.name}\n{region.mark}", region.mark] if region.mark else [region.name]
        placed = next((b for text in wanted if (b := _place(axes, region, text, point, taken, unit)) is not None), None)
        if placed is None and region.mark:
            placed = _box(axes, _write(axes, region, region.mark, point.x, point.y))
        if placed is not None:
            taken.append(placed)


def _place(  # noqa: PLR0913, PLR0917 - what a label is placed by
    axes: Axes, region: RegionValue, text: str, point: shapely.Point, taken: list[Bbox], unit: float
) -> Bbox | None:
    for dx, dy in _MOVES:
        made = _write(axes, region, text, point.x + dx * unit, point.y + dy * unit)
        box = _box(axes, made)
        if not any(box.overlaps(other) for other in taken):
            return box
        made.remove()
    return None


def _write(axes: Axes, region: RegionValue, text: str, x: float, y: float) -> Text:
    dark = region.colour in webmap.DARK_FILLS
    halo = withStroke(linewidth=2.4, foreground="#0b2a4d" if dark else "white")
    size, weight = (9.5, "bold") if region.mark else (7.5, "normal")
    colour = "white" if dark else _INK
    return axes.text(x, y, text, size=size, weight=weight, ha="center", va="center", color=colour,
                     path_effects=[halo], zorder=6, linespacing=1.0, parse_math=False)  # fmt: skip


def _box(axes: Axes, text: Text) -> Bbox:
    return text.get_window_extent(_renderer(axes)).padded(-1)


def _renderer(axes: Axes) -> RendererBase:
    return axes.figure.canvas.get_renderer()  # type: ignore[attr-defined, no-any-return]


def _legend(axes: Axes, drawn: ThematicMap) -> None:
    """Write the legend into the north-west, where Mali is not."""
    if drawn.square is not None:
        _square(axes, drawn)
    if drawn.square is not None or not drawn.legend:
        return
    handles = [
        Rectangle((0, 0), 1, 1, facecolor=e.colour or "white", edgecolor="#8a949e", hatch=None if e.colour else "////")
        for e in drawn.legend
    ]
    title = "\n".join(textwrap.wrap(drawn.unit[:1].upper() + drawn.unit[1:], 30))
    names = [_plain(f"{e.label}   ({e.n})") for e in drawn.legend]
    made = axes.legend(handles, names, title=_plain(title), loc="upper left", fontsize=9.5,
                       title_fontsize=10, alignment="left",
                       framealpha=0.95, edgecolor="#c4ccd4", handlelength=1.6, labelspacing=0.35)  # fmt: skip
    made.get_title().set_fontweight("bold")
    made.set_zorder(8)


def _plain(text: str) -> str:
    """Keep matplotlib from reading money as mathematics."""
    return text.replace("$", "\\$")


def _square(axes: Axes, drawn: ThematicMap) -> None:
    """Draw the square legend: need upwards, response to the right."""
    square = drawn.square
    if square is None:
        return
    box = axes.get_window_extent()  # the legend is as large on every paper: 3 by 2.6 inches at most
    wide, high = min(0.42, 3.0 * _UNIT / box.width), min(0.4, 2.6 * _UNIT / box.height)
    inset = axes.inset_axes((0.012, 0.985 - high, wide, high), zorder=8)
    inset.set_xlim(-1.55, 3.1)
    inset.set_ylim(-1.0, 4.2)
    inset.set_xticks([])
    inset.set_yticks([])
    for i, row in enumerate(square.cells):
        y = 2 - i
        inset.text(-0.08, y + 0.5, square.needs[i], ha="right", va="center", size=7.5, parse_math=False)
        for j, (colour, n, _) in enumerate(row):
            inset.add_patch(Rectangle((j, y), 1, 1, facecolor=colour, edgecolor="white"))
            inset.text(j + 0.5, y + 0.5, str(n or ""), ha="center", va="center", size=9, weight="bold",
                       color="white" if colour in webmap.DARK_FILLS else _INK)  # fmt: skip
    for j, words in enumerate(square.responses):
        inset.text(j + 0.5, -0.12, words, ha="center", va="top", size=7, parse_math=False)
    inset.text(-1.45, 4.05, f"↑ {square.need}\n→ {square.response}", ha="left", va="top", size=8.5, weight="bold")
    hatched = ", ".join(f"▨ {e.label} ({e.n})" for e in drawn.legend)
    inset.text(-1.45, -0.62, hatched, ha="left", va="top", size=7.5)


def _scale(axes: Axes, middle: float, wide: float) -> None:
    """Draw the scale bar, true at the middle latitude and up to a sixth of the country's width, and the north arrow."""
    most = wide * middle * _KM_PER_DEGREE / 5.5
    power = 10.0 ** math.floor(math.log10(most))
    km = max(n for n in (1, 2, 3, 5) if n * power <= most) * power
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    degrees = km / _KM_PER_DEGREE / middle
    x, y = west + 0.02 * (east - west), south + 0.03 * (north - south)
    axes.plot([x, x + degrees], [y, y], color=_INK, linewidth=2.2, solid_capstyle="butt", zorder=7)
    axes.text(x + degrees / 2, y + 0.012 * (north - south), f"{km:g} km", ha="center", va="bottom", size=9, zorder=7)
    top = north - 0.03 * (north - south)
    side = east - 0.03 * (east - west)
    arrow = FancyArrowPatch(
        (side, top - 0.08 * (north - south)), (side, top), arrowstyle="-|>", mutation_scale=14, color=_INK, zorder=7
    )
    axes.add_patch(arrow)
    axes.text(side, top - 0.085 * (north - south), "N", ha="center", va="top", size=11, weight="bold", zorder=7)
