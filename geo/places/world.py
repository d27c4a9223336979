"""The countries of the world as outlines, for maps of plans of several countries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd

from geo.core import N_, DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

WORLD_FILE = "world.geojson"


@dataclass(frozen=True, eq=False)
class World:
    """Generalised outlines in EPSG:4326, indexed by ISO 3166-1 alpha-3; land of no country has an empty code."""

    outlines: gpd.GeoSeries

    @property
    def countries(self) -> frozenset[str]:
        """The countries that can be drawn."""
        return frozenset(str(code) for code in self.outlines.index if code)


def empty_world() -> World:
    """Return a world without countries: there is no map of it."""
    return World(gpd.GeoSeries([], index=[], crs="EPSG:4326"))


def load_world(folder: Path) -> World:
    """Read the outlines of a folder; an empty world where it has none.

    Raises
    ------
    DataError
        If the file is there and cannot be used.
    """
    path = folder / WORLD_FILE
    if not path.is_file():
        return empty_world()
    try:
        frame = gpd.read_file(path)
        return World(frame.set_index(frame["iso"].fillna("").astype(str)).geometry)
    except Exception as error:  # whatever GDAL or pandas raise is about the file
        expected = N_("the layer cannot be read ({reason})")
        raise DataError([Problem(path.name, expected, details={"reason": str(error)[:200]})]) from error
