"""The ground under the regions, with no internet: neighbours, rivers, lakes and towns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd

from geo.core import N_, DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

BASEMAP_LAYERS = ("neighbours", "rivers", "lakes", "towns")


@dataclass(frozen=True, eq=False)
class Basemap:
    """Generalised layers in EPSG:4326: polygons, lines, polygons and points, with names in both languages."""

    neighbours: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    lakes: gpd.GeoDataFrame
    towns: gpd.GeoDataFrame


def empty_basemap() -> Basemap:
    """Return a ground with nothing on it, for a country that has none here."""
    names = ("name_en", "name_fr")
    return Basemap(*(gpd.GeoDataFrame({n: [] for n in names}, geometry=[], crs="EPSG:4326") for _ in BASEMAP_LAYERS))


def load_basemap(folder: Path) -> Basemap:
    """Read the four layers.

    Raises
    ------
    DataError
        With every layer that is missing or cannot be read.
    """
    layers: dict[str, gpd.GeoDataFrame] = {}
    problems = []
    for name in BASEMAP_LAYERS:
        path = folder / f"{name}.geojson"
        if not path.is_file():
            problems.append(Problem(path.name, N_("the file is missing; put it back or restore it")))
            continue
        try:
            layers[name] = gpd.read_file(path)
        except Exception as error:  # noqa: BLE001 - whatever GDAL raises is about the file
            expected = N_("the layer cannot be read ({reason})")
            problems.append(Problem(path.name, expected, details={"reason": str(error)[:200]}))
    if problems:
        raise DataError(problems)
    return Basemap(**layers)
