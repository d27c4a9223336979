"""Circles on a printed map, and their legend: the same areas as on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from matplotlib.patches import Circle as Disc
from matplotlib.patches import Ellipse, Rectangle

from geo.maps.model import CIRCLE_FILL, CIRCLE_INK
from geo.maps.print.text_metrics import text_width, wrap_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from geo.maps.model import Circle, CircleLegend, ThematicMap

_FRAME, _POINTS = "#c4ccd4", 72
_PAD, _LINE, _SIGN, _WIDEST = 6.0, 13.0, 20.0, 165.0
"""Points: the room around a legend, a line of words, the room of a sign before it, the widest words."""
_HEAD, _SMALL, _NOTE = 9.5, 9.0, 8.5
_PARTS: dict[str, dict[str, Any]] = {
    "ring": {"facecolor": "white", "edgecolor": CIRCLE_INK, "linewidth": 1.1},
    "filled": {"facecolor": CIRCLE_FILL, "edgecolor": CIRCLE_FILL, "linewidth": 0},
    "gap": {"facecolor": "white", "edgecolor": _FRAME, "linewidth": 0.8},
    "end": {"facecolor": "none", "edgecolor": CIRCLE_INK, "linewidth": 0.9, "linestyle": (0, (3, 2))},
}
"""How each part of a circle looks, by its key in the legend."""


def points_per_degree(axes: Axes) -> float:
    """Return how many points a degree of latitude is long on a map whose limits are set."""
    (_, low), (_, high) = axes.transData.transform([(0, 0), (0, 1)])
    return float(high - low) * _POINTS / axes.figure.dpi


def draw_circles(axes: Axes, thematic: ThematicMap, middle: float) -> None:
    """Draw the regions' circles, the smaller on top; *middle* is the cosine of the map's middle latitude."""
    found = [(r.circle, f"circle:{r.name}") for r in thematic.regions if r.circle]
    for circle, name in sorted(found, key=lambda c: -c[0].radius):
        if circle.home:
            ends = zip(circle.home, (circle.lon, circle.lat), strict=True)
            axes.plot(*ends, color=CIRCLE_INK, linewidth=0.8, zorder=4, gid=name)
            axes.plot(*circle.home, "o", markersize=2.2, color=CIRCLE_INK, zorder=4, gid=name)
        _draw(axes, circle, middle, name)


def _draw(axes: Axes, circle: Circle, middle: float, name: str) -> None:
    size = circle.size
    full = size.filled == size.whole
    ring = _PARTS["ring"] | ({"facecolor": CIRCLE_FILL} if full else {})
    parts = [(size.whole, ring)]
    parts += [(size.filled, _PARTS["filled"])] if size.filled and not full else []
    parts += [(size.end, _PARTS["end"])] if size.end else []
    for amount, looks in parts:
        across = 2 * circle.radius_of(amount)
        axes.add_patch(Ellipse((circle.lon, circle.lat), across / middle, across, zorder=4.2, gid=name, **looks))


def circle_boxes(axes: Axes, thematic: ThematicMap) -> dict[str, shapely.Geometry]:
    """Return the circles as discs in dots of the picture, by region: no label may cover one."""
    dots = points_per_degree(axes) * axes.figure.dpi / _POINTS
    found = {}
    for region in thematic.regions:
        if region.circle:
            x, y = axes.transData.transform((region.circle.lon, region.circle.lat))
            reach = region.circle.radius_of(max(region.circle.size.whole, region.circle.size.filled))
            found[region.slug] = shapely.Point(x, y).buffer(reach * dots + axes.figure.dpi / _POINTS)
    return found


def write_circle_legend(axes: Axes, thematic: ThematicMap, legend: CircleLegend) -> shapely.Geometry:
    """Write the legend of circles at the map's scale into the north-west; return the box that it takes, in dots."""
    unit = points_per_degree(axes)
    sizes = [(words, degrees * unit) for words, degrees in legend.sizes]
    title = wrap_text(thematic.unit[:1].upper() + thematic.unit[1:], _HEAD, _WIDEST, bold=True)
    note = wrap_text(legend.note, _NOTE, _WIDEST) if legend.note else ()
    states = [(f"{e.label} ({e.n})", e) for e in thematic.legend]
    nested = nested_heights(sizes)[0] + _LINE / 3 + _PAD
    high = 2 * _PAD + nested + _LINE * (len(title) + len(legend.keys) + len(states) + len(note))
    widths = [
        *(text_width(line, _HEAD, bold=True) for line in title), *(text_width(line, _NOTE) for line in note),
        *(text_width(words, _SMALL) + _SIGN for words, _ in (*states, *((w, part) for part, w in legend.keys))),
        *(2 * sizes[0][1] + _SIGN + text_width(words, _SMALL) for words, _ in sizes),
    ]  # fmt: skip
    inset = legend_inset(axes, max(widths) + 2 * _PAD, high)
    y = high - _PAD
    for line in title:
        y = _row(inset, y, line, size=_HEAD)
    y = _nested(inset, sizes, y) - nested
    for part, words in legend.keys:
        inset.add_patch(Disc((_PAD + 7, y - _LINE / 2), 5, **_PARTS[part]))
        y = _row(inset, y, words, _SIGN)
    for words, entry in states:
        dots = "..." if entry.pattern == "withheld" else "////"
        hatch: dict[str, Any] = {"facecolor": entry.colour} if entry.colour else {"facecolor": "white", "hatch": dots}
        inset.add_patch(Rectangle((_PAD, y - _LINE / 2 - 4), 14, 8, edgecolor="#8a949e", linewidth=0.5, **hatch))
        y = _row(inset, y, words, _SIGN)
    for line in note:
        y = _row(inset, y, line, size=_NOTE)
    return shapely.box(*inset.get_window_extent().extents)


def _row(inset: Axes, y: float, words: str, indent: float = 0.0, size: float = _SMALL) -> float:
    """Write a line of a legend below *y*, points; return where the next one begins. A title is larger, and bold."""
    weight = "bold" if size == _HEAD else "normal"
    inset.text(_PAD + indent, y - _LINE / 2, words, size=size, weight=weight, ha="left", va="center", parse_math=False)
    return y - _LINE


def nested_heights(sizes: list[tuple[str, float]]) -> list[float]:
    """Return how high above the foot of nested circles their amounts stand: at their tops, and a line apart."""
    found: list[float] = []
    for _, radius in reversed(sizes):
        found.append(max(2 * radius, found[-1] + _LINE if found else _LINE / 2))
    return found[::-1]


def _nested(inset: Axes, sizes: list[tuple[str, float]], top: float) -> float:
    """Draw the round sizes within each other, standing on one line, each with its amount at its top; return *top*."""
    largest, heights = sizes[0][1], nested_heights(sizes)
    foot = top - heights[0] - _LINE / 3
    for (words, radius), height in zip(sizes, heights, strict=True):
        y = foot + height
        inset.add_patch(Disc((_PAD + largest, foot + radius), radius, fill=False, edgecolor=CIRCLE_INK, linewidth=1))
        ends = [_PAD + largest, _PAD + 2 * largest + _SIGN / 2 - 2], [foot + 2 * radius, y]
        inset.plot(*ends, color="#8a949e", linewidth=0.6)
        inset.text(_PAD + 2 * largest + _SIGN / 2, y, words, size=_SMALL, ha="left", va="center", parse_math=False)
    return top


def legend_inset(axes: Axes, wide: float, high: float) -> Axes:
    """Make the box of a legend in the north-west of a map, as large on every paper; its unit is the point."""
    box = axes.get_window_extent()
    across, down = (side * _POINTS / axes.figure.dpi for side in (box.width, box.height))
    inset = axes.inset_axes((6 / across, 1 - (high + 6) / down, wide / across, high / down), zorder=8)
    inset.set_gid("legend")
    inset.set_xlim(0, wide)
    inset.set_ylim(0, high)
    inset.set_xticks([])
    inset.set_yticks([])
    for spine in inset.spines.values():
        spine.set_color(_FRAME)
    return inset
