"""The places of a table of points: the cercle whose shape holds each point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.core import N_
from geo.places import CERCLE_LEVEL, Place

if TYPE_CHECKING:
    from geo.intake.brought_table import BroughtTable
    from geo.places import PlaceIndex

OUTSIDE = N_("the point lies in no region")
NO_POINT = N_("the row has no point: latitude and longitude in degrees are expected")


def cercles_of_points(table: BroughtTable, index: PlaceIndex) -> tuple[np.ndarray, list[Place | None]] | None:
    """Return for each row the place of its cercle in a list; None where the table has no points or there are no shapes.

    The list ends with None twice: a point outside, and no point at all. Points are degrees (EPSG:4326).
    """
    if index.cercles is None or not table.has("latitude", "longitude"):
        return None
    drawn = index.cercles.frame[index.cercles.frame.geometry.notna()]
    if drawn.empty:
        return None
    lon, lat = table.numbers("longitude").to_numpy(), table.numbers("latitude").to_numpy()
    known = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)  # noqa: PLR2004 - degrees
    codes = np.full(len(lon), len(drawn) + 1)
    codes[known] = len(drawn)
    points = shapely.points(lon[known], lat[known])
    at, held = shapely.STRtree(drawn.geometry.to_numpy()).query(points, predicate="intersects")
    inside = np.flatnonzero(known)
    codes[inside[at]] = held
    return codes, [*(Place(CERCLE_LEVEL, str(s)) for s in drawn.index), None, None]
