"""Generalise Natural Earth's source files into the ground that the maps draw."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandera.pandas as pa
import shapely

from geo.core import N_, DataError, Problem, read_table
from geo.places.basemap import BASEMAP_LAYERS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

SELECTION = "selection.csv"
TABLE = pa.DataFrameSchema(
    {
        "layer": pa.Column(object, [pa.Check.isin(BASEMAP_LAYERS)]),
        **{c: pa.Column(object, [pa.Check.str_length(min_value=1)]) for c in ("source_name", "name_en", "name_fr")},
        "iso3": pa.Column(object),
        "rank": pa.Column(object),
        "seat": pa.Column(object),
    },
    unique=["layer", "source_name"],
)
# What the file of a layer is called in a folder of sources, and its layer inside where there are several.
_SOURCES = {
    "neighbours": ("countries-50m.json", "countries"),
    "rivers": ("ne_10m_rivers_lake_centerlines*.geojson", None),
    "lakes": ("ne_10m_lakes*.geojson", None),
    "towns": ("ne_10m_populated_places*.geojson", None),
}
_TOLERANCE = {"neighbours": 0.03, "rivers": 0.02, "lakes": 0.01, "towns": 0.0}
_WINDOW = shapely.box(-19, 6, 10, 29)
_DECIMALS = 2


def build_basemap_files(sources: Path, folder: Path) -> dict[str, int]:
    """Select, cut, simplify and round the four layers and write them.

    Parameters
    ----------
    sources
        Folder with world-atlas' ``countries-50m.json`` and Natural Earth's 10m rivers,
        lakes and populated places as GeoJSON (EPSG:4326).
    folder
        Folder with ``selection.csv`` (what is kept, with names in both languages); the
        layers are written there.

    Returns
    -------
    dict
        Bytes written, by layer. Outlines are simplified together, so that shared edges
        stay shared; coordinates keep 2 decimals (about 1 km).

    Raises
    ------
    DataError
        With every source that is missing and every selected name that it lacks; nothing
        is written then.
    """
    selection, problems = read_table(folder / SELECTION, TABLE)
    if problems:
        raise DataError(problems)
    texts: dict[str, str] = {}
    for layer in BASEMAP_LAYERS:
        try:
            texts[layer] = _layer(sources, layer, selection[selection["layer"] == layer])
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    for layer, text in texts.items():
        (folder / f"{layer}.geojson").write_text(text, encoding="utf-8", newline="")
    return {layer: len(text.encode()) for layer, text in texts.items()}


def _layer(sources: Path, layer: str, selection: pd.DataFrame) -> str:
    pattern, inner = _SOURCES[layer]
    path = next(iter(sorted(sources.glob(pattern))), None)
    if path is None:
        raise DataError([Problem(pattern, N_("the file is missing; check its path"))])
    frame = gpd.read_file(path, layer=inner) if inner else gpd.read_file(path)
    wanted = selection.set_index("source_name")
    missing = [
        Problem(SELECTION, N_("{file} has nothing of this name"), int(row), "source_name", name, {"file": path.name})
        for row, name in selection["source_name"].items()
        if name not in set(frame["name"])
    ]
    if missing:
        raise DataError(missing)
    frame = frame[frame["name"].isin(wanted.index)]
    shapes = _simplified(frame.geometry.to_numpy(), _TOLERANCE[layer])
    features = [
        _feature(shape, wanted.loc[name])
        for name, shape in zip(frame["name"], shapes, strict=True)
        if not shape.is_empty
    ]
    head = '{"type": "FeatureCollection", "credit": "Natural Earth", "features": [\n'
    return head + ",\n".join(sorted(features)) + "\n]}\n"


def _simplified(shapes: Any, tolerance: float) -> Any:  # noqa: ANN401 - arrays of shapes
    """Simplify within the window; polygons together, so that neighbours keep one edge."""
    if shapes[0].geom_type in ("Polygon", "MultiPolygon"):
        repaired = shapely.make_valid(shapes)
        whole = shapely.coverage_is_valid(repaired)
        shapes = shapely.coverage_simplify(repaired, tolerance) if whole else shapely.simplify(repaired, tolerance)
    elif tolerance:
        shapes = shapely.simplify(shapes, tolerance)
    return shapely.transform(shapely.intersection(shapes, _WINDOW), lambda c: np.round(c, _DECIMALS))


def _feature(shape: shapely.Geometry, row: pd.Series[str]) -> str:
    properties: dict[str, Any] = {"name_en": row["name_en"], "name_fr": row["name_fr"]}
    properties |= {"iso": row["iso3"]} if row["iso3"] else {}
    properties |= {"rank": int(row["rank"])} if row["rank"] else {}
    properties |= {"seat": row["seat"] == "1"} if row["seat"] else {}
    body = {"type": "Feature", "properties": properties, "geometry": shape.__geo_interface__}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
