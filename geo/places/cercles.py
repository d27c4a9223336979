"""The cercles of the division before 2023: names, codes, shapes, and the region of each vintage that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd

from geo.places.regions import SHAPES, read_region_tables

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


@dataclass(frozen=True, eq=False)
class Cercles:
    """Cercles of the older division.

    ``frame`` is a GeoDataFrame (EPSG:4326) indexed by cercle slug, with ``name_fr``,
    ``source_name``, ``pcode_2021``, ``region_2023``, ``region_2016`` and ``region_2012``; the
    geometry is None where a cercle has no shape of its own.
    """

    frame: gpd.GeoDataFrame

    def name(self, slug: str) -> str:
        """Return a cercle's name, the same in both languages."""
        return str(self.frame.loc[slug, "name_fr"])

    def of_region(self, region: str, vintage: str) -> tuple[str, ...]:
        """Return the cercles of a region of a vintage that have a shape, in the table's order."""
        drawn = self.frame[(self.frame[f"region_{vintage}"] == region) & self.frame.geometry.notna()]
        return tuple(str(s) for s in drawn.index)


def load_cercles(folder: Path) -> Cercles:
    """Load the cercles of a country's folder of boundaries, which has been read as regions before.

    Raises
    ------
    DataError
        If a table cannot be used.
    """
    _, table = read_region_tables(folder)
    return make_cercles(table, gpd.read_file(folder / SHAPES))


def make_cercles(table: pd.DataFrame, cercles: gpd.GeoDataFrame) -> Cercles:
    """Give each cercle of a table its shape, where there is one."""
    shapes = cercles.set_index("cercle")["geometry"]
    return Cercles(gpd.GeoDataFrame(table, geometry=shapes.reindex(table.index), crs="EPSG:4326"))


def no_cercles() -> Cercles:
    """Return the cercles of a country that has none here."""
    columns = ["name_fr", "source_name", "pcode_2021", "region_2023", "region_2016", "region_2012"]
    return Cercles(gpd.GeoDataFrame({c: [] for c in columns}, geometry=gpd.GeoSeries([], crs="EPSG:4326")))
