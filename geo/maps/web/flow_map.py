"""Flows between regions as arrows on an SVG picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.maps.circles import label_point
from geo.maps.model import CIRCLE_INK, QUIET
from geo.maps.web.layer_map import HATCH, region_borders, text_at, whole_picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.maps.web.layer_map import Sheet, Shown

_WIDEST, _THINNEST = 10.0, 1.5
_LABELLED = 12
"""So many flows have their figure on the map, the largest."""


def flows_svg(flows: Mapping[tuple[str, str], Shown], sheet: Sheet) -> str:
    """Draw flows between regions as arrows, as wide as they are large; one that is withheld is thin and dashed.

    Those within a region have no arrow: the words beside the picture say them.
    """
    flat = sheet.flat()
    middles = {slug: flat.point(*label_point(shape).coords[0]) for slug, shape in sheet.regions.items()}
    between = {ends: s for ends, s in flows.items() if ends[0] != ends[1] and set(ends) <= set(middles)}
    most = max((s.value for s in between.values() if s.value is not None), default=0.0)
    ordered = sorted(between.items(), key=lambda item: (item[1].value is not None, item[1].value or 0.0, item[0]))
    arrows = [_arrow(middles[a], middles[b], shown, most) for (a, b), shown in ordered]
    known = [(ends, shown) for ends, shown in ordered[::-1] if shown.value is not None]
    labels = "".join(text_at(s.label, *_bend(middles[a], middles[b]), bold=True) for (a, b), s in known[:_LABELLED])
    hidden = f'<path d="M0 9H20" stroke="{HATCH}" stroke-width="2" stroke-dasharray="3 3"/>'
    rows = [(f"{sheet.withheld} ({len(ordered) - len(known)})", hidden)] if len(ordered) > len(known) else []
    return whole_picture(region_borders(sheet, flat, QUIET) + "".join(arrows) + labels, rows, sheet, flat)


def _bend(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Return where the middle of an arrow lies: to the left of the straight way, so that two ways stay apart."""
    (x0, y0), (x1, y1) = start, end
    return (x0 + x1) / 2 + (y1 - y0) * 0.12, (y0 + y1) / 2 - (x1 - x0) * 0.12


def _arrow(start: tuple[float, float], end: tuple[float, float], shown: Shown, most: float) -> str:
    (mx, my), (x1, y1) = _bend(start, end), end
    # The bend lies on the curve; its guide lies twice as far out.
    gx, gy = 2 * mx - (start[0] + x1) / 2, 2 * my - (start[1] + y1) / 2
    way = math.hypot(x1 - gx, y1 - gy) or 1.0
    ux, uy = (x1 - gx) / way, (y1 - gy) / way
    wide = _THINNEST if shown.value is None or most <= 0 else max(_THINNEST, _WIDEST * shown.value / most)
    head = 7 + wide
    bx, by = x1 - ux * head, y1 - uy * head
    side = head * 0.55
    colour, dashed = (HATCH, ' stroke-dasharray="4 4"') if shown.value is None else (CIRCLE_INK, "")
    return (
        f'<path d="M{start[0]:.1f} {start[1]:.1f}Q{gx:.1f} {gy:.1f} {bx:.1f} {by:.1f}" fill="none" stroke="{colour}" '
        f'stroke-width="{wide:.1f}" opacity=".85"{dashed}/>'
        f'<path d="M{x1:.1f} {y1:.1f}L{bx - uy * side:.1f} {by + ux * side:.1f}L{bx + uy * side:.1f} '
        f'{by - ux * side:.1f}Z" fill="{colour}"/>'
    )
