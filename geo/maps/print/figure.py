"""The map on paper and in pictures: matplotlib, from the same `ThematicMap` as the screen."""

from __future__ import annotations

import dataclasses
import io
import math
from typing import TYPE_CHECKING

from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from geo.analysis import view_query, view_words
from geo.core import N_, translator
from geo.maps.model import source_line
from geo.maps.print.drawing import INK, POINTS, STAMP, ZOOMS, draw_map, draw_small_map
from geo.maps.print.legend import legend_looks
from geo.maps.print.text_metrics import text_width, wrap_text
from geo.maps.small_maps import common_legend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.core import Translator
    from geo.maps.model import ThematicMap
    from geo.maps.small_maps import SmallMap
    from geo.store import Atlas

PRINT_SIZES = {"16:9": (13.333, 7.5), "a4": (11.69, 8.27), "a4-portrait": (8.27, 11.69)}
"""Sizes of a picture with title, legend and sources, inches."""
PRINT_DPI = 200
_HERE, _LAND_OF_MALI = "#5b9bd5", "#f7f6f1"
_SIDE, _LINE = 0.35, 1.32
_TITLE, _UNDER, _FOOT = 22, 12, 8.5
_PROJECTED = 1.3  # times: the letters of a map are then of 12 points or close to it
_ZOOMS_PROJECTED = (1.6,)  # one scale, with room for the largest legend
_IN_A_ROW, _UNDER_SMALL = 4, 8.5  # small maps: how many, letters of the words below
_OVER_SMALL, _OF_SMALL = (11, 9), (10, 8.5)  # letters of their titles and of their legend, on paper and projected
_PROJECTED_SMALL = 1.42  # times: the smallest letters are then of 12 points
_LINES_OF_SMALL = 3
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
    draw_map(axes, thematic, atlas, whole=True)
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
    room, top = (width - 2 * _SIDE) * POINTS, 0.3
    for words, size, colour, bold in (
        (thematic.title, _TITLE, "#0b3a70", True),
        (thematic.subtitle, _UNDER, "#41505e", False),
        (thematic.scenario, _UNDER, STAMP, True),
    ):
        for line in wrap_text(words, size, room, bold=bold) if words else ():
            top += size * _LINE / POINTS
            figure.text(_SIDE / width, 1 - (top - 0.06) / height, line, size=size, color=colour, parse_math=False,
                        weight="bold" if bold else "normal")  # fmt: skip
    return top + 0.12


def _write_foot(figure: Figure, thematic: ThematicMap, atlas: Atlas, width: float, height: float) -> float:
    """Write dates, notes, sources, warnings and the view; return the height that they take, inches."""
    t = translator(thematic.view.lang)
    counted = (t("In brackets: number of regions."),) if thematic.legend else ()
    words = (*counted, *source_line(thematic, t), *_warnings(thematic, t), *made_of(thematic, atlas, t),
             view_words(thematic.view, t))  # fmt: skip
    foot = wrap_text(" ".join(words), _FOOT, (width - 2 * _SIDE) * POINTS)
    bottom = len(foot) * _FOOT * _LINE / POINTS + 0.25
    for n, line in enumerate(foot):
        y = bottom - 0.1 - (n + 1) * _FOOT * _LINE / POINTS
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
    draw_map(axes, thematic, atlas, surround=not locator, zooms=_ZOOMS_PROJECTED if projected else ZOOMS)
    return figure


def small_maps_picture(maps: tuple[SmallMap, ...], atlas: Atlas, width: float, height: float) -> bytes:
    """Draw small maps to be projected as `small_maps_figure` does, as a PNG."""
    figure = small_maps_figure(maps, atlas, width, height, projected=True)
    return _bytes(figure, round(PRINT_DPI * _PROJECTED_SMALL))


def small_maps_figure(
    maps: tuple[SmallMap, ...], atlas: Atlas, width: float, height: float, *, projected: bool = False
) -> Figure:
    """Draw small maps of presence side by side under their titles, on one scale with one legend; inches.

    *Projected* ones have larger letters.
    """
    if projected:
        width, height = width / _PROJECTED_SMALL, height / _PROJECTED_SMALL
    over, of_legend = _OVER_SMALL[projected], _OF_SMALL[projected]
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    rows = math.ceil(len(maps) / (_IN_A_ROW if width > height else 2))
    columns = math.ceil(len(maps) / rows)
    entries = common_legend(maps)
    lines = _legend_lines([e.label for e in entries], of_legend, width)
    foot, wide = (lines + 1) * of_legend * 1.8 / POINTS / height, 1 / columns - 0.012
    room = wide * width * POINTS * 0.96
    heads = [_cut(wrap_text(title, over, room, bold=True)) for title, _ in maps]
    feet = [_cut([line for b in drawn.badges for line in wrap_text(b, _UNDER_SMALL, room)]) for _, drawn in maps]
    head, below = (
        max(map(len, texts)) * size * _LINE / POINTS / height for texts, size in ((heads, over), (feet, _UNDER_SMALL))
    )
    for n, (_, drawn) in enumerate(maps):
        row, column = divmod(n, columns)
        left, top = column / columns + 0.006, 1 - 0.01 - row * (1 - foot) / rows
        bottom = top - (1 - foot) / rows + below + 0.02
        written = figure.text(left, top, "\n".join(heads[n]), size=over, weight="bold", color="#0b3a70")
        below_map = figure.text(left, bottom, "\n".join(feet[n]), size=_UNDER_SMALL, color=INK)
        for text in (written, below_map):
            text.set(va="top", parse_math=False)
        draw_small_map(figure.add_axes((left, bottom, wide, max(0.05, top - head - bottom))), drawn, atlas)
    legend = figure.legend([Rectangle((0, 0), 1, 1, **legend_looks(e)) for e in entries], [e.label for e in entries],
                  loc="lower center", ncols=math.ceil(len(entries) / lines), fontsize=of_legend, frameon=False,
                  handlelength=1.6)  # fmt: skip
    legend.set_gid("legend")
    return figure


def _legend_lines(labels: Sequence[str], size: float, width: float) -> int:
    """Return in how many lines the legend of small maps fits below them; *size* in points, *width* in inches."""
    signs = 5 * size  # points: a sign, and what lies before and behind it
    room, widths = width * POINTS * 0.97, [text_width(label, size) + signs for label in labels]
    for lines in range(1, len(labels) + 1):
        columns = math.ceil(len(labels) / lines)
        # Entries run down the columns; each column is as wide as its widest.
        wide = sum(max(widths[n * lines : (n + 1) * lines], default=0.0) for n in range(columns))
        if wide <= room:
            return lines
    return max(len(labels), 1)


def _cut(lines: Sequence[str]) -> list[str]:
    """Return no more lines than leave room for a small map; what is left out is marked."""
    kept = list(lines[:_LINES_OF_SMALL])
    return [*kept[:-1], f"{kept[-1]} …"] if len(lines) > len(kept) else kept


def _bytes(figure: Figure, dpi: int, words: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None, **(words or {})})
    return out.getvalue()
