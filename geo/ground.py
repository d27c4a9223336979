"""The ground under the regions, with no internet: neighbours, rivers, lakes and towns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd

from geo.errors import DataError, Problem
from geo.i18n import N_

if TYPE_CHECKING:
    from pathlib import Path

LAYERS = ("neighbours", "rivers", "lakes", "towns")


@dataclass(frozen=True, eq=False)
class Ground:
    """Generalised layers in EPSG:4326: polygons, lines, polygons and points, with names in both languages."""

    neighbours: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    lakes: gpd.GeoDataFrame
    towns: gpd.GeoDataFrame


def bare() -> Ground:
    """Return a ground with nothing on it, for a country that has none here."""
    names = ("name_en", "name_fr")
    return Ground(*(gpd.GeoDataFrame({n: [] for n in names}, geometry=[], crs="EPSG:4326") for _ in LAYERS))


def load(folder: Path) -> Ground:
    """Read the four layers.

    Raises
    ------
    DataError
        With every layer that is missing or cannot be read.
    """
    layers: dict[str, gpd.GeoDataFrame] = {}
    problems = []
    for name in LAYERS:
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
    return Ground(**layers)
