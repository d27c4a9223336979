"""The levels that records are added up to: the regions of 2023, the cercles of the older division, hexagons of H3."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.core import N_, Problem, ViewError, remember
from geo.monitoring.layers.detail import HEXAGON_LEVEL, FinePlaces
from geo.monitoring.layers.placing import HexPlacer, ShapePlacer, shape_placer
from geo.monitoring.layers.point_raster import raster_of
from geo.monitoring.layers.summary import Grid
from geo.places import CERCLE_LEVEL, REGION_LEVEL, fold_place, index_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.monitoring.layers.placing import Placer
    from geo.places import Cercles, Place, PlaceIndex, Regions

LEVELS = (REGION_LEVEL, CERCLE_LEVEL, "h3:5")
"""Examples of what can be asked; any resolution of H3 from 0 to 15 is known."""
_HEX = re.compile(r"h3:(\d|1[0-5])", re.ASCII)


def placer_of_level(level: str, regions: Regions, cercles: Cercles, country: str) -> Placer:
    """Make what places records at a level.

    Parameters
    ----------
    level
        ``region``, ``cercle``, or ``h3:`` and a resolution.
    regions, cercles
        Shapes and names; of the regions those of 2023.
    country
        ISO code.

    Raises
    ------
    ViewError
        If the level is unknown.
    """
    if level == REGION_LEVEL:
        return _of_regions(regions, cercles, country)
    if level == CERCLE_LEVEL:
        index = index_places(country, regions, cercles)
        return shape_placer(cercles.frame, [(text, slug) for text, slug in _cercle_names(index)])
    if match := _HEX.fullmatch(level):
        return HexPlacer(int(match.group(1)), raster_of(regions.frame))
    raise ViewError([Problem("--by", N_("expected one of {known}"), value=level, details={"known": ", ".join(LEVELS)})])


def fine_places(placer: Placer, regions: Regions, cercles: Cercles, country: str) -> FinePlaces:
    """Make what places records that *placer* has put into regions more finely; a name that a region has is no cercle's.

    A table that writes Mopti for its region says nothing of the cercle of that name.
    """
    parents = {str(c): str(r) for c, r in cercles.frame["region_2023"].items()}
    hexagons = placer_of_level(HEXAGON_LEVEL, regions, cercles, country)
    return FinePlaces(placer, _alone(regions, cercles, country), parents, hexagons)


@remember(most=1)
def _alone(regions: Regions, cercles: Cercles, country: str) -> ShapePlacer:
    index = index_places(country, regions, cercles)
    shared = {fold_place(text) for text, places in _meanings(index) if any(p.level == REGION_LEVEL for p in places)}
    shared |= {fold_place(str(slug)) for slug in regions.frame.index}
    placer = shape_placer(cercles.frame, [(text, slug) for text, slug in _cercle_names(index)])
    return dataclasses.replace(placer, known={text: n for text, n in placer.known.items() if text not in shared})


@remember(most=1)
def _of_regions(regions: Regions, cercles: Cercles, country: str) -> ShapePlacer:
    index = index_places(country, regions, cercles)
    return shape_placer(regions.frame, list(_region_names(index)))


def _region_names(index: PlaceIndex) -> Iterator[tuple[str, str]]:
    """Give what may be written for a region: its own names and codes, and those of its cercles.

    A name that a region and a cercle share means the region.
    """
    own = {text for text, places in _meanings(index) if any(p.level == REGION_LEVEL for p in places)}
    for text, places in _meanings(index):
        for place in places:
            if place.level == REGION_LEVEL:
                yield text, place.slug
            elif text not in own:
                yield text, index.parents[place]["2023"]


def _cercle_names(index: PlaceIndex) -> Iterator[tuple[str, str]]:
    for text, places in _meanings(index):
        for place in places:
            if place.level == CERCLE_LEVEL:
                yield text, place.slug


def _meanings(index: PlaceIndex) -> Iterator[tuple[str, tuple[Place, ...]]]:
    yield from index.names.items()
    yield from index.aliases.items()
    for codes in index.codes.values():
        for code, place in codes.items():
            yield code, (place,)


def hexagon_shapes(codes: Sequence[str]) -> dict[str, shapely.Geometry]:
    """Return the shapes of hexagons of H3 by code (EPSG:4326)."""
    from h3ronpy.vector import cells_to_wkb_polygons  # noqa: PLC0415 - only hexagons need it

    numbers = np.array([int(code, 16) for code in codes], dtype=np.uint64)
    shapes = shapely.from_wkb([bytes(b) for b in cells_to_wkb_polygons(numbers).to_pylist()]) if len(numbers) else []
    return dict(zip(codes, shapes, strict=True))


def grid_of_level(level: str, placer: Placer, period: str, cercles: Cercles) -> Grid:
    """Return the rows that a table of a level has."""
    name = "h3" if _HEX.fullmatch(level) else level
    parents = {str(s): str(r) for s, r in cercles.frame["region_2023"].items()} if level == CERCLE_LEVEL else None
    return Grid(placer.codes, name, period, parents)
