"""Outlines of shapes as the path data of an SVG picture, in whole units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt


def path_data(shapes: Iterable[shapely.Geometry]) -> str:
    """Write shapes as one path: each ring or line begins at a whole unit and goes on by whole steps.

    Parameters
    ----------
    shapes
        Polygons or lines, simple or multiple, in the picture's units. Rings are closed, lines are not.

    Returns
    -------
    str
        The words of ``d``. What is no longer than half a unit is left out.
    """
    return "".join(_piece(ring, closed=closed) for shape in shapes for ring, closed in _rings(shape))


def _rings(shape: shapely.Geometry) -> list[tuple[shapely.Geometry, bool]]:
    found: list[tuple[shapely.Geometry, bool]] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            found += [(ring, True) for ring in (part.exterior, *part.interiors)]
        else:
            found.append((part, False))
    return found


def _piece(line: shapely.Geometry, *, closed: bool) -> str:
    """Write a ring or a line; a step that goes nowhere is none, and a ring needs none back to its start."""
    places: npt.NDArray[np.int64] = np.rint(shapely.get_coordinates(line)).astype(np.int64)
    steps = np.diff(places, axis=0)
    steps = steps[steps.any(axis=1)]
    if closed:
        steps = steps[:-1]
    if not len(steps):
        return ""
    start, way = " ".join(map(str, places[0])), " ".join(f"{x} {y}" for x, y in steps)
    return f"M{start}l{way}".replace(" -", "-") + ("z" if closed else "")
