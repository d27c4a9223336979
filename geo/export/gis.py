"""A map as a layer for a GIS: GeoJSON (RFC 7946) and GeoPackage with names, codes, figures, dates and its style."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pyogrio
import shapely

from geo.export.columns import NUMBERS, region_columns
from geo.export.qgis_style import CIRCLE_PARTS, LAYER_STYLES, layer_style, qgis_styles
from geo.export.tabular import file_sources, map_words, table_rows
from geo.places import BASEMAP_LAYERS

if TYPE_CHECKING:
    from datetime import date

    from geo.maps import RegionValue, ThematicMap
    from geo.store import Atlas

_CHANGE_COUNTERS = (24, 92)
"""Where SQLite counts a file's transactions, twice the same: GDAL saves one if two fall into the same moment."""
_LOOKS = ("label", "colour")
_DRIVER = {"driver": "GPKG", "promote_to_multi": True}
_COPIED = ("gpkg_contents", "gpkg_geometry_columns")


def map_geojson(drawn: ThematicMap, atlas: Atlas) -> str:
    """Write a map's regions as GeoJSON after RFC 7946: WGS 84, outer rings counterclockwise, with their ``bbox``.

    Values are as drawn; each feature says its view's areas, basis, split, scenario and days.
    A region without a shape has none.
    """
    shapes = _shapes(drawn, atlas)
    known = [s for s in shapes if s is not None]
    features = [
        {"type": "Feature", "id": row["region"]}
        | ({} if shape is None else {"bbox": list(shape.bounds)})
        | {"properties": row, "geometry": None if shape is None else shape.__geo_interface__}
        for row, shape in zip(_rows(drawn, atlas), shapes, strict=True)
    ]
    around = {"bbox": [float(x) for x in shapely.total_bounds(known)]} if known else {}
    body = (
        {"type": "FeatureCollection"}
        | around
        | map_words(drawn, file_sources(drawn, atlas, shapes=True))
        | {"features": features}
    )
    return json.dumps(body, ensure_ascii=False)


def _shapes(drawn: ThematicMap, atlas: Atlas) -> list[Any]:
    """Return the regions' shapes, their outer rings counterclockwise."""
    found = atlas.regions[drawn.view.areas].frame.geometry
    return [None if s is None else shapely.orient_polygons(s) for s in found]


def _rows(drawn: ThematicMap, atlas: Atlas) -> list[dict[str, Any]]:
    """Write the table's cells of each region, and how it looks on the map."""
    table = table_rows(drawn, atlas)
    return [row | {c: getattr(r, c) for c in _LOOKS} for row, r in zip(table, drawn.regions, strict=True)]


def _symbols(region: RegionValue) -> dict[str, str | float | None]:
    """Return what the style draws a region from: its pattern, and what the parts of its circle stand for."""
    size = region.circle.size if region.circle else None
    parts = (None, None, None) if size is None else (size.whole, size.filled, size.end)
    return {"pattern": region.pattern or None, **dict(zip(CIRCLE_PARTS, parts, strict=True))}


def map_geopackage(drawn: ThematicMap, atlas: Atlas) -> bytes:
    """Write a map as a GeoPackage (EPSG:4326) in memory: no file is made.

    The layer ``regions`` has the table's columns as fields, and what its style draws from; ``neighbours``, ``lakes``,
    ``rivers`` and ``towns`` are the ground beneath it. ``layer_styles`` has the looks of each as
    QGIS reads them. The regions' metadata hold title, dates, sources, notes, caveats and
    disclaimer. The same map gives the same bytes.
    """
    rows = [row | _symbols(r) for row, r in zip(_rows(drawn, atlas), drawn.regions, strict=True)]
    layer = gpd.GeoDataFrame(rows, geometry=_shapes(drawn, atlas), crs="EPSG:4326")
    numbers = [*(c.name for c in region_columns(drawn) if c.kind in NUMBERS), *CIRCLE_PARTS]
    layer[numbers] = layer[numbers].astype("float64")
    around = map_words(drawn, file_sources(drawn, atlas, shapes=True, ground=True))
    words = {k: v if isinstance(v, str) else "\n".join(v) for k, v in around.items()}
    out = io.BytesIO()
    pyogrio.write_dataframe(
        layer, out, layer="regions", layer_metadata=words, **_DRIVER,
        layer_options={"IDENTIFIER": drawn.title, "DESCRIPTION": words["needs"] or drawn.subtitle},
    )  # fmt: skip
    ground = {name: getattr(atlas.basemap, name) for name in BASEMAP_LAYERS}
    return _finished(out.getvalue(), drawn, {n: f for n, f in ground.items() if len(f)}, atlas.plan.file_date)


def _finished(content: bytes, drawn: ThematicMap, ground: dict[str, gpd.GeoDataFrame], day: date) -> bytes:
    """Add the ground and the styles, and put the day of the plan's text where GDAL wrote the moment of writing.

    GDAL writes one layer into memory, and its own setting of the day counts for the whole
    process: two files written at once would take it from each other. A GeoPackage is an
    SQLite file, so both are done in this one alone.
    """
    moment = f"{day.isoformat()}T00:00:00.000Z"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        base.deserialize(content)
        for name, frame in ground.items():
            _add_layer(base, name, frame)
        base.execute(LAYER_STYLES)
        base.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) "
                     "VALUES ('layer_styles', 'attributes', 'layer_styles', ?, 0)", (moment,))  # fmt: skip
        columns, marks = layer_style("regions", "", moment).keys(), ", ".join("?" * 12)
        for style in qgis_styles(drawn, tuple(ground), moment):
            base.execute(f"INSERT INTO layer_styles ({', '.join(columns)}) VALUES ({marks})", tuple(style.values()))  # noqa: S608 - own names
        base.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
        base.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (moment,))
        dated = bytearray(base.serialize())
    for counter in _CHANGE_COUNTERS:
        dated[counter : counter + 4] = bytes((0, 0, 0, 1))
    return bytes(dated)


def _add_layer(base: sqlite3.Connection, name: str, frame: gpd.GeoDataFrame) -> None:
    """Write a layer of the ground into a GeoPackage of its own, and take its table over."""
    out = io.BytesIO()
    pyogrio.write_dataframe(frame, out, layer=name, layer_options={"SPATIAL_INDEX": "NO"}, **_DRIVER)
    base.execute("ATTACH ':memory:' AS other")
    base.deserialize(out.getvalue(), name="other")
    (made,) = base.execute("SELECT sql FROM other.sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone()
    base.execute(made)
    for table in (name, *_COPIED):
        base.execute(f'INSERT INTO main."{table}" SELECT * FROM other."{table}"')  # noqa: S608 - own names
    base.execute("DETACH other")
