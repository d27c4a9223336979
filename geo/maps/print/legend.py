"""The legend of a printed map: classes with their numbers, or the bivariate legend of two."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import shapely
from matplotlib.patches import Rectangle

from geo.maps.model import FRAME_COLOUR
from geo.maps.print.circles import legend_inset, write_circle_legend
from geo.maps.print.text_metrics import text_width
from geo.maps.web.map_style import DARK_FILLS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

    from geo.maps.model import BivariateLegend, LegendEntry, ThematicMap

_INK, _FRAME = "#14202b", "#c4ccd4"
WITHHELD_DOTS = "..."
"""Hatch of a figure that is withheld."""
ZONE_LINES = {"facecolor": "#eef4fa", "edgecolor": FRAME_COLOUR, "hatch": "////"}
"""Fill of a region where a sector is present by a zone only."""
_CELL, _PAD, _LINE = 38.0, 5.0, 11.0
"""Points: a cell of the bivariate legend, the room around it, a line of words."""
_SMALL, _HEAD = 8.5, 9.0


def write_legend(axes: Axes, thematic: ThematicMap) -> shapely.Geometry | None:
    """Write the legend into the north-west, where Mali is not; return the box that it takes, in dots."""
    if thematic.bivariate is not None:
        return _bivariate(axes, thematic, thematic.bivariate)
    if thematic.circles is not None:
        return write_circle_legend(axes, thematic, thematic.circles)
    if not thematic.legend:
        return None
    handles = [Rectangle((0, 0), 1, 1, **legend_looks(e)) for e in thematic.legend]
    title = "\n".join(textwrap.wrap(thematic.unit[:1].upper() + thematic.unit[1:], 26))
    names = [_plain(f"{e.label}   ({e.n})") for e in thematic.legend]
    if thematic.method:
        handles.append(Rectangle((0, 0), 1, 1, facecolor="none", edgecolor="none"))
        names.append(_plain("\n".join(textwrap.wrap(thematic.method, 26, break_on_hyphens=False))))
    legend = axes.legend(handles, names, title=_plain(title), loc="upper left", fontsize=9, title_fontsize=9.5,
                       alignment="left", framealpha=0.95, edgecolor=_FRAME, handlelength=1.6, labelspacing=0.35,
                       borderaxespad=0.5)  # fmt: skip
    legend.get_title().set_fontweight("bold")
    legend.set_zorder(8)
    legend.set_gid("legend")
    return shapely.box(*legend.get_window_extent(renderer_of(axes)).extents)


def legend_looks(entry: LegendEntry) -> dict[str, Any]:
    """Return how the sign of a row is drawn: filled, hatched, in lines, or with a frame."""
    if entry.pattern == "zone":
        return ZONE_LINES | {"linewidth": 0.8}
    if entry.pattern == "frame":
        return {"facecolor": entry.colour, "edgecolor": FRAME_COLOUR, "linewidth": 2.2}
    dots = WITHHELD_DOTS if entry.pattern == "withheld" else "////"
    hatch = {"facecolor": entry.colour} if entry.colour else {"facecolor": "white", "hatch": dots}
    return {"edgecolor": "#8a949e", **hatch}


def renderer_of(axes: Axes) -> RendererBase:
    """Return what measures texts on a map."""
    return axes.figure.canvas.get_renderer()  # type: ignore[attr-defined, no-any-return]


def _plain(text: str) -> str:
    """Keep matplotlib from reading money as mathematics."""
    return text.replace("$", "\\$")


def _bivariate(axes: Axes, thematic: ThematicMap, bivariate: BivariateLegend) -> shapely.Geometry:
    """Draw the bivariate legend: need upwards, response to the right; as large on every paper, in points."""
    names = [f"↑ {bivariate.need}", f"→ {bivariate.response}"]
    hatched = [f"{e.label} ({e.n})" for e in thematic.legend]
    cell = max(_CELL, *(text_width(w, _SMALL) + 4 for w in bivariate.responses))
    left = max(text_width(w, _SMALL) for w in bivariate.needs) + 2 * _PAD
    wide = max(left + 3 * cell, *(text_width(w, _HEAD, bold=True) + _PAD for w in names)) + _PAD
    foot = _LINE + _PAD + len(hatched) * (_LINE + 2)
    high = 2 * _LINE + 2 * _PAD + 3 * _CELL * 0.7 + foot
    inset = legend_inset(axes, wide, high)
    for n, name in enumerate(names):
        inset.text(_PAD, high - _PAD - n * _LINE, name, ha="left", va="top", size=_HEAD, weight="bold")
    tall = _CELL * 0.7
    for i, row in enumerate(bivariate.cells):
        y = foot + (2 - i) * tall
        inset.text(
            left - _PAD, y + tall / 2, bivariate.needs[i], ha="right", va="center", size=_SMALL, parse_math=False
        )
        for j, (colour, n, _) in enumerate(row):
            words = f"{bivariate.signs[i][j]} {n or ''}".strip()
            x = left + j * cell
            inset.add_patch(Rectangle((x, y), cell, tall, facecolor=colour, edgecolor="white"))
            inset.text(x + cell / 2, y + tall / 2, words, ha="center", va="center", size=9, weight="bold",
                       color="white" if colour in DARK_FILLS else _INK)  # fmt: skip
    for j, words in enumerate(bivariate.responses):
        inset.text(left + (j + 0.5) * cell, foot - 2, words, ha="center", va="top", size=_SMALL, parse_math=False)
    for n, words in enumerate(hatched):
        y = _PAD + (len(hatched) - 1 - n) * (_LINE + 2)
        inset.add_patch(Rectangle((_PAD, y), 14, 9, fc="white", ec="#8a949e", hatch="////", linewidth=0.5))
        inset.text(_PAD + 18, y + 4.5, words, ha="left", va="center", size=_SMALL)
    return shapely.box(*inset.get_window_extent().extents)
