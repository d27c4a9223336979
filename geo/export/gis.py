"""A map as a layer for a GIS: GeoJSON and GeoPackage with names, codes and values."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pyogrio

from geo.core import translator
from geo.export.tabular import map_words, table_unit

if TYPE_CHECKING:
    from datetime import date

    from geo.maps import ThematicMap
    from geo.store import Atlas

_CHANGE_COUNTERS = (24, 92)
"""Where SQLite counts a file's transactions, twice the same: GDAL saves one if two fall into the same moment."""
_COLUMNS = ("name", "pcode", "state", "value", "low", "high", "label", "colour", "need", "remark")


def map_geojson(drawn: ThematicMap, atlas: Atlas) -> str:
    """Write a map's regions as GeoJSON (EPSG:4326), values as drawn; a region without a shape has none."""
    shapes = [None if s is None else s.__geo_interface__ for s in atlas.regions[drawn.view.areas].frame.geometry]
    features = [
        {"type": "Feature", "id": row["region"], "properties": row, "geometry": shape}
        for row, shape in zip(_rows(drawn), shapes, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection"} | map_words(drawn) | {"features": features}, ensure_ascii=False)


def _rows(drawn: ThematicMap) -> list[dict[str, Any]]:
    unit = table_unit(drawn, translator(drawn.view.lang))
    return [{"region": r.slug, "unit": unit} | {c: getattr(r, c) for c in _COLUMNS} for r in drawn.regions]


def map_geopackage(drawn: ThematicMap, atlas: Atlas) -> bytes:
    """Write a map's regions as a GeoPackage (EPSG:4326) with one layer, ``regions``, in memory: no file is made.

    The layer's metadata hold title, dates, sources, notes, caveats and disclaimer. The
    same map gives the same bytes.
    """
    shapes = list(atlas.regions[drawn.view.areas].frame.geometry)
    layer = gpd.GeoDataFrame(_rows(drawn), geometry=shapes, crs="EPSG:4326")
    numbers = ["value", "low", "high", "need"]
    layer[numbers] = layer[numbers].astype("float64")
    words = {k: v if isinstance(v, str) else "\n".join(v) for k, v in map_words(drawn).items()}
    out = io.BytesIO()
    pyogrio.write_dataframe(
        layer, out, layer="regions", driver="GPKG", layer_metadata=words, promote_to_multi=True,
        layer_options={"IDENTIFIER": drawn.title, "DESCRIPTION": words["needs"] or drawn.subtitle},
    )  # fmt: skip
    return _dated(out.getvalue(), atlas.plan.file_date)


def _dated(content: bytes, day: date) -> bytes:
    """Put the day of the plan's text where GDAL wrote the moment of writing.

    GDAL's own setting for this counts for the whole process: two files written at once would
    take it from each other. A GeoPackage is an SQLite file, so the day goes into this one alone.
    """
    moment = f"{day.isoformat()}T00:00:00.000Z"
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        with base:
            base.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
            base.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (moment,))
        dated = bytearray(base.serialize())
    for counter in _CHANGE_COUNTERS:
        dated[counter : counter + 4] = bytes((0, 0, 0, 1))
    return bytes(dated)
